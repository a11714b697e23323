package nft

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/netlab"
	"sekisho/dataplane/packet"
)

func testMarks(t testing.TB, generation uint32) packet.Marks {
	t.Helper()
	m, err := packet.NewMarks(0xff000000, generation)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func testConfig(t testing.TB) Config {
	return Config{
		FirstQueue: 20, Queues: 2, FailOpen: true, Marks: testMarks(t, 1),
		Protected: []netip.Prefix{netlab.LANv4, netlab.LANv6},
		Watched:   prefixes(t, "203.0.113.0/24", "2001:db8:c::/48", "240.0.0.0/4"),
	}
}

// in runs fn in a lab's gateway and fails on its error.
func in(t testing.TB, lab *netlab.Lab, fn func() error) {
	t.Helper()
	if err := lab.Gateway.Do(fn); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, lab *netlab.Lab) (r *Ruleset) {
	t.Helper()
	in(t, lab, func() (err error) {
		r, err = Open("sekisho")
		return err
	})
	t.Cleanup(func() { r.Close() })
	return r
}

func command(t testing.TB, lab *netlab.Lab, argv ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	out, err := lab.Gateway.Run(ctx, argv...)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func apply(t testing.TB, lab *netlab.Lab, r *Ruleset, cfg Config) {
	t.Helper()
	in(t, lab, func() error { return r.Apply(cfg) })
}

// want is the ruleset as nft prints it. The tool prints "ct mark & a | b" for what
// the kernel computes as and-then-xor, with bits that both set left in either.
const want = `	set watched4 {
		type ipv4_addr
		flags interval
		elements = { 203.0.113.0/24, 240.0.0.0/4 }
	}
	chain forward {
		type filter hook forward priority filter - 10; policy accept;
		ct mark 0x06000000/8 goto refuse comment "flow is blocked"
		ct mark 0x05000000/8 goto settled comment "flow is accepted"
		ip saddr @protected4 ip daddr != @protected4 ip daddr @watched4 goto ask comment "from a protected network"
		ip6 daddr @protected6 ip6 saddr != @protected6 ip6 saddr @watched6 goto ask comment "to a protected network"
	chain settled {
		tcp flags fin,rst goto ask comment "user space sees flows end"
	chain ask {
		exthdr frag exists drop comment "fragment that was not put together"
		reject with icmpx admin-prohibited`

func TestListingIsReadable(t *testing.T) {
	lab := netlab.ForTest(t, netlab.Options{})
	apply(t, lab, open(t, lab), testConfig(t))
	got := command(t, lab, "nft", "list", "table", "inet", "sekisho")
	for _, line := range strings.Split(want, "\n") {
		if !strings.Contains(got, line+"\n") {
			t.Errorf("missing: %s", line)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

func TestOtherTablesAreNotTouched(t *testing.T) {
	lab := netlab.ForTest(t, netlab.Options{Masquerade: true})
	before := command(t, lab, "nft", "list", "ruleset")
	r := open(t, lab)
	cfg := testConfig(t)
	apply(t, lab, r, cfg)
	cfg.Watched, cfg.Marks = nil, cfg.Marks.Next()
	apply(t, lab, r, cfg)
	in(t, lab, r.Remove)
	if after := command(t, lab, "nft", "list", "ruleset"); after != before {
		t.Errorf("after removal the ruleset is\n%s\nwant\n%s", after, before)
	}
	in(t, lab, r.Remove) // and once more, with nothing there
}

func TestFirstApplyReplacesWhatACrashLeft(t *testing.T) {
	lab := netlab.ForTest(t, netlab.Options{})
	cfg := testConfig(t)
	apply(t, lab, open(t, lab), cfg)
	first := command(t, lab, "nft", "list", "ruleset")
	apply(t, lab, open(t, lab), cfg)
	if second := command(t, lab, "nft", "list", "ruleset"); second != first {
		t.Errorf("got\n%s\nwant\n%s", second, first)
	}
}

func TestOnlyChangedSetsAreSent(t *testing.T) {
	lab := netlab.ForTest(t, netlab.Options{})
	r := open(t, lab)
	cfg := testConfig(t)
	apply(t, lab, r, cfg)
	// An element that only the kernel knows of shows whether a set was rewritten.
	command(t, lab, "nft", "add", "element", "inet", "sekisho", "watched4", "{", "192.0.2.1", "}")
	cfg.Marks = cfg.Marks.Next()
	cfg.Watched = append(cfg.Watched, netip.MustParsePrefix("2001:db8:e::/48"))
	apply(t, lab, r, cfg)
	list := command(t, lab, "nft", "list", "table", "inet", "sekisho")
	if !strings.Contains(list, "192.0.2.1") || !strings.Contains(list, "2001:db8:e::/48") {
		t.Errorf("want watched4 untouched and watched6 rewritten:\n%s", list)
	}
}

func TestCheckNoticesAndApplyRepairs(t *testing.T) {
	lab := netlab.ForTest(t, netlab.Options{})
	for _, damage := range []string{"flush ruleset", "flush chain inet sekisho ask", "delete table inet sekisho"} {
		r := open(t, lab)
		cfg := testConfig(t)
		apply(t, lab, r, cfg)
		in(t, lab, r.Check)
		whole := command(t, lab, "nft", "list", "ruleset")
		command(t, lab, "nft", damage)
		if err := lab.Gateway.Do(r.Check); err == nil {
			t.Errorf("%s: not noticed", damage)
		}
		apply(t, lab, r, cfg)
		if got := command(t, lab, "nft", "list", "ruleset"); got != whole {
			t.Errorf("%s: repaired to\n%s\nwant\n%s", damage, got, whole)
		}
	}
}

func TestBadConfigIsNamed(t *testing.T) {
	lab := netlab.ForTest(t, netlab.Options{})
	r := open(t, lab)
	cases := map[string]func(*Config){
		"no queue":                 func(c *Config) { c.Queues = 0 },
		"last queue number is":     func(c *Config) { c.FirstQueue = 65535 },
		"no mark bits":             func(c *Config) { c.Marks = packet.Marks{} },
		"no protected network":     func(c *Config) { c.Protected = nil },
		"watched networks: prefix": func(c *Config) { c.Watched = []netip.Prefix{{}} },
	}
	for want, change := range cases {
		cfg := testConfig(t)
		change(&cfg)
		if err := lab.Gateway.Do(func() error { return r.Apply(cfg) }); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}

func TestMissingCapabilityIsNamed(t *testing.T) {
	lab := netlab.ForTest(t, netlab.Options{})
	err := lab.Gateway.Do(func() error { // on a thread that ends with its capabilities
		header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
		none := [2]unix.CapUserData{}
		if err := unix.Capset(&header, &none[0]); err != nil {
			return err
		}
		_, err := Open("sekisho")
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "CAP_NET_ADMIN is missing") {
		t.Errorf("got %v, want the capability named", err)
	}
}

func TestProbeLeavesNothing(t *testing.T) {
	lab := netlab.ForTest(t, netlab.Options{})
	in(t, lab, func() error { _, err := Probe(); return err })
	if got := command(t, lab, "nft", "list", "ruleset"); got != "" {
		t.Errorf("left behind:\n%s", got)
	}
}

// TestManyPrefixes sends 60,000 prefixes and compares what the kernel lists with
// what was meant, interval by interval.
func TestManyPrefixes(t *testing.T) {
	lab := netlab.ForTest(t, netlab.Options{})
	r := rand.New(rand.NewPCG(3, 4))
	cfg := testConfig(t)
	cfg.Watched = prefixes(t, "255.255.255.255/32", "ffff::/16", "0.0.0.0/32")
	for i := range 60000 {
		p := randomPrefix(r, i%2 == 1)
		for p.Bits() < 20 {
			p = randomPrefix(r, i%2 == 1)
		}
		cfg.Watched = append(cfg.Watched, p)
	}
	rules := open(t, lab)
	apply(t, lab, rules, cfg)
	v4, v6, err := split(cfg.Watched)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]addrRange{"watched4": v4, "watched6": v6} {
		got := listed(t, command(t, lab, "nft", "-j", "list", "set", "inet", "sekisho", name))
		if len(got) != len(want) {
			t.Fatalf("%s: the kernel has %d intervals, want %d", name, len(got), len(want))
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%s: the kernel has %v, want %v", name, got[i], want[i])
			}
		}
	}
	askKernel(t, lab, v4)
}

// askKernel has the kernel itself look addresses up: edges of intervals, and the
// addresses just outside.
func askKernel(t *testing.T, lab *netlab.Lab, ranges []addrRange) {
	t.Helper()
	get := func(addr netip.Addr) error {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_, err := lab.Gateway.Run(ctx, "nft", "get", "element", "inet", "sekisho", "watched4", "{", addr.String(), "}")
		return err
	}
	for i := 0; i < len(ranges); i += len(ranges) / 10 {
		if err := get(ranges[i].first); err != nil {
			t.Error(err)
		}
		if err := get(ranges[i].last); err != nil {
			t.Error(err)
		}
		if next := ranges[i].last.Next(); next.IsValid() && get(next) == nil {
			t.Errorf("the kernel finds %s, after %v", next, ranges[i])
		}
	}
	if err := get(netip.MustParseAddr("255.255.255.255")); err != nil {
		t.Error(err)
	}
}

// listed reads the elements of nft's JSON output: addresses, prefixes and ranges.
func listed(t *testing.T, text string) []addrRange {
	t.Helper()
	var doc struct {
		Nftables []struct {
			Set struct{ Elem []json.RawMessage }
		}
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	var out []addrRange
	for _, item := range doc.Nftables {
		for _, raw := range item.Set.Elem {
			out = append(out, listedRange(t, raw))
		}
	}
	return merge(out)
}

func listedRange(t *testing.T, raw json.RawMessage) addrRange {
	t.Helper()
	if bytes.HasPrefix(raw, []byte(`"`)) {
		raw = json.RawMessage(`{"range":[` + string(raw) + `,` + string(raw) + `]}`)
	}
	var e struct {
		Range  []netip.Addr
		Prefix struct {
			Addr netip.Addr
			Len  int
		}
	}
	if err := json.Unmarshal(raw, &e); err != nil {
		t.Fatalf("element %s: %v", raw, err)
	}
	if len(e.Range) == 2 {
		return addrRange{e.Range[0], e.Range[1]}
	}
	return rangeOf(netip.PrefixFrom(e.Prefix.Addr, e.Prefix.Len))
}
