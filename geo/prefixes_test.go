package geo

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/oschwald/maxminddb-golang/v2"
)

// layer is what a random database says: the twin's form of it.
type layer map[netip.Prefix]string

// slowCodes is the twin of Lookup: for each layer, the longest prefix that
// contains a, by trying them all; an override beats a later layer beats an
// earlier one.
func slowCodes(a netip.Addr, layers []layer, overrides layer) []string {
	a = slowCarried(a)
	code := ""
	for _, l := range append(slices.Clone(layers), overrides) {
		best := -1
		for p, c := range l {
			if p.Contains(a) && p.Bits() > best {
				best, code = p.Bits(), c
			}
		}
	}
	if code == "" {
		return nil
	}
	return []string{code}
}

// slowCarried reads the carried address from its bytes.
func slowCarried(a netip.Addr) netip.Addr {
	b := a.As16()
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(a):
		return netip.AddrFrom4([4]byte(b[12:]))
	case netip.MustParsePrefix("2002::/16").Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6]))
	}
	return a.Unmap()
}

// randomLayer has nested prefixes in small spaces, so that they meet often.
func randomLayer(r *rand.Rand, n int) layer {
	out := layer{}
	for range n {
		b := netip.MustParseAddr("192.0.2.0").As4()
		b[3] = byte(r.Uint32())
		p, _ := netip.AddrFrom4(b).Prefix(20 + r.IntN(13))
		if r.IntN(2) == 0 {
			c := netip.MustParseAddr("2001:db8::").As16()
			binary.BigEndian.PutUint16(c[4+2*r.IntN(6):], uint16(r.Uint32()))
			p, _ = netip.AddrFrom16(c).Prefix(28 + r.IntN(101))
		}
		out[p] = []string{"CN", "JP", "RU"}[r.IntN(3)]
	}
	return out
}

// networks is the layer as content of a database.
func (l layer) networks() networks {
	out := networks{}
	for p, code := range l {
		out[p.String()] = country(code)
	}
	return out
}

// edges lists addresses at which an answer may change, and their neighbours.
func edges(prefixes []netip.Prefix) (out []netip.Addr) {
	for _, p := range prefixes {
		s := spanOf(p, 0)
		for _, k := range []key{s.first, s.first.prev(), s.last, s.last.next()} {
			out = append(out, k.addr())
			if a := k.addr(); a.Is4() {
				b := a.As4()
				out = append(out, netip.MustParseAddr(fmt.Sprintf("64:ff9b::%s", a)),
					netip.MustParseAddr(fmt.Sprintf("2002:%02x%02x:%02x%02x::7", b[0], b[1], b[2], b[3])))
			}
		}
	}
	return out
}

// TestPrefixesAgreeWithLookup compares both with the twin on random databases.
func TestPrefixesAgreeWithLookup(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		layers, overrides := []layer{randomLayer(r, 30), randomLayer(r, 10)}, randomLayer(r, 5)
		var files []string
		for _, l := range layers {
			files = append(files, write(t, "x.mmdb", encode(t, "Test", l.networks())))
		}
		db, err := Open(files, overrides)
		check(t, err)
		var tried []netip.Prefix
		for _, l := range append(layers, overrides) {
			tried = slices.AppendSeq(tried, maps.Keys(l))
		}
		for _, code := range []string{"CN", "JP", ""} {
			got := db.Prefixes(func(r Record) bool { return hasCode(r, code) })
			minimal(t, got)
			for _, a := range edges(append(got, tried...)) {
				agree(t, db, got, a, code, slowCodes(a, layers, overrides))
			}
		}
	}
}

// agree checks one address; code "" stands for unknown.
func agree(t *testing.T, db *DB, prefixes []netip.Prefix, a netip.Addr, code string, want []string) {
	t.Helper()
	r := db.Lookup(a)
	if d := cmp.Diff(want, r.Codes); d != "" {
		t.Fatalf("codes of %s (-want +got):\n%s", a, d)
	}
	in := slices.ContainsFunc(prefixes, func(p netip.Prefix) bool { return p.Contains(a) })
	if in != hasCode(r, code) {
		t.Fatalf("%s has codes %v; in the prefixes of %q: %t", a, r.Codes, code, in)
	}
}

func hasCode(r Record, code string) bool {
	return code == "" && r.Unknown() || slices.Contains(r.Codes, code)
}

// minimal checks order, and that no two prefixes overlap or could be one.
func minimal(t *testing.T, prefixes []netip.Prefix) {
	t.Helper()
	for i, p := range prefixes {
		if i == 0 {
			continue
		}
		before := prefixes[i-1]
		rising := before.Addr().Less(p.Addr()) && !before.Overlaps(p)
		parent, _ := p.Addr().Prefix(p.Bits() - 1)
		joinable := before.Bits() == p.Bits() && parent.Contains(before.Addr())
		if !rising || joinable {
			t.Fatalf("prefixes %s and %s are out of order, overlap or make one", before, p)
		}
	}
}

// TestPrefixesOfUnknownCoverGaps asks for what no database covers.
func TestPrefixesOfUnknownCoverGaps(t *testing.T) {
	db := open(t, nil, networks{"128.0.0.0/1": country("JP"), "8000::/1": country("JP")})
	var got []string
	for _, p := range db.Prefixes(func(r Record) bool { return r.Unknown() }) {
		got = append(got, p.String())
	}
	if !slices.Contains(got, "0.0.0.0/1") || !slices.Contains(got, "2002::/17") || !slices.Contains(got, "4000::/2") ||
		slices.Contains(got, "2002:8000::/17") {
		t.Errorf("prefixes of the unknown: %v", got)
	}
	all := db.Prefixes(func(Record) bool { return true })
	want := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}
	if !slices.Equal(all, want) {
		t.Errorf("all prefixes are %v, want %v", all, want)
	}
}

// TestLookupAgreesWithMaxmindDB holds the compiled embedded country data against
// maxminddb's own lookup, over the edges of its networks.
func TestLookupAgreesWithMaxmindDB(t *testing.T) {
	data, err := unpack(countryData)
	check(t, err)
	r, err := maxminddb.OpenBytes(data)
	check(t, err)
	db, err := Open(nil, nil)
	check(t, err)
	n := 0
	for network := range r.Networks() {
		if n++; n%97 != 0 {
			continue
		}
		for _, a := range edges([]netip.Prefix{network.Prefix()}) {
			if slowCarried(a) == a {
				sameCountry(t, r, db, a)
			}
		}
	}
}

func sameCountry(t *testing.T, r *maxminddb.Reader, db *DB, a netip.Addr) {
	t.Helper()
	var record struct {
		Code string `maxminddb:"country_code"`
	}
	check(t, r.Lookup(a).Decode(&record))
	if got := db.Lookup(a); !hasCode(got, record.Code) {
		t.Fatalf("%s: maxminddb says %q, we say %v", a, record.Code, got.Codes)
	}
}
