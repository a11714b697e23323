package nft

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"
)

func prefixes(t testing.TB, text ...string) []netip.Prefix {
	t.Helper()
	var out []netip.Prefix
	for _, s := range text {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// show writes elements as text: "a" starts an interval, ")a" ends one.
func show(ranges []addrRange) string {
	var out []string
	for _, e := range elements(ranges) {
		addr, _ := netip.AddrFromSlice(e.Key)
		if e.IntervalEnd {
			out = append(out, ")"+addr.String())
		} else {
			out = append(out, addr.String())
		}
	}
	return strings.Join(out, " ")
}

func TestElementsOfPrefixes(t *testing.T) {
	cases := []struct {
		name   string
		in     []netip.Prefix
		v4, v6 string
	}{
		{"none", nil, "", ""},
		{"one of each", prefixes(t, "10.0.0.0/8", "2001:db8::/32"), "10.0.0.0 )11.0.0.0", "2001:db8:: )2001:db9::"},
		{"host bits", prefixes(t, "10.1.2.3/8"), "10.0.0.0 )11.0.0.0", ""},
		{"single addresses", prefixes(t, "192.0.2.7/32", "::1/128"), "192.0.2.7 )192.0.2.8", "::1 )::2"},
		{"nested", prefixes(t, "10.0.0.0/8", "10.2.0.0/16"), "10.0.0.0 )11.0.0.0", ""},
		{"adjacent, no prefix together", prefixes(t, "10.0.1.0/24", "10.0.2.0/24"), "10.0.1.0 )10.0.3.0", ""},
		{"twice, unsorted", prefixes(t, "10.9.0.0/16", "10.1.0.0/16", "10.9.0.0/16"), "10.1.0.0 )10.2.0.0 10.9.0.0 )10.10.0.0", ""},
		{"up to the last address", prefixes(t, "240.0.0.0/4", "ff00::/8"), "240.0.0.0", "ff00::"},
		{"the last address alone", prefixes(t, "255.255.255.255/32"), "255.255.255.255", ""},
		{"everything", prefixes(t, "0.0.0.0/0", "::/0", "203.0.113.0/24"), "0.0.0.0", "::"},
		{"two halves", prefixes(t, "128.0.0.0/1", "0.0.0.0/1"), "0.0.0.0", ""},
	}
	for _, c := range cases {
		v4, v6, err := split(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if show(v4) != c.v4 || show(v6) != c.v6 {
			t.Errorf("%s: got %q and %q, want %q and %q", c.name, show(v4), show(v6), c.v4, c.v6)
		}
	}
}

func TestSplitRefusesWhatIsNoPrefix(t *testing.T) {
	for _, p := range []netip.Prefix{{}, netip.PrefixFrom(netip.MustParseAddr("::ffff:10.0.0.0"), 104)} {
		if _, _, err := split([]netip.Prefix{p}); err == nil {
			t.Errorf("prefix %v: want an error", p)
		}
	}
}

func randomPrefix(r *rand.Rand, v6 bool) netip.Prefix {
	if v6 {
		var b [16]byte
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		b[0], b[1] = 0x20, 0x01
		return netip.PrefixFrom(netip.AddrFrom16(b), 20+r.IntN(109)).Masked()
	}
	var b [4]byte
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return netip.PrefixFrom(netip.AddrFrom4(b), 12+r.IntN(21)).Masked()
}

// TestRangesAgreeWithPrefixes compares membership in merged ranges with the
// obvious: asking every prefix.
func TestRangesAgreeWithPrefixes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for round := range 50 {
		var in []netip.Prefix
		for range 1 + r.IntN(200) {
			in = append(in, randomPrefix(r, round%2 == 1))
		}
		v4, v6, err := split(in)
		if err != nil {
			t.Fatal(err)
		}
		ranges := append(v4, v6...)
		for range 500 {
			addr := randomPrefix(r, round%2 == 1).Addr()
			slow := slices.ContainsFunc(in, func(p netip.Prefix) bool { return p.Contains(addr) })
			fast := slices.ContainsFunc(ranges, func(x addrRange) bool { return !addr.Less(x.first) && !x.last.Less(addr) })
			if slow != fast {
				t.Fatalf("%s: prefixes say %v, ranges %v", addr, slow, fast)
			}
		}
	}
}
