package policy

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"sekisho/geo"
)

// world places the documentation networks.
func world(t *testing.T) *geo.DB {
	t.Helper()
	db, err := geo.Open(nil, map[netip.Prefix]string{
		netip.MustParsePrefix("203.0.113.0/25"):     "CN",
		netip.MustParsePrefix("203.0.113.128/25"):   "JP",
		netip.MustParsePrefix("198.51.100.0/24"):    "US",
		netip.MustParsePrefix("2001:db8::/33"):      "CN",
		netip.MustParsePrefix("2001:db8:8000::/33"): "HK",
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// outside are addresses of each network of world, and of none.
func outside() []netip.Addr {
	var all []netip.Addr
	for _, s := range []string{"203.0.113.9", "203.0.113.200", "198.51.100.1", "10.1.0.7", "10.2.0.1",
		"2001:db8::1", "2001:db8:5::1", "2001:db8:8000::1", "fd00::1"} {
		all = append(all, netip.MustParseAddr(s))
	}
	return all
}

func contains(prefixes []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(prefixes, func(p netip.Prefix) bool { return p.Contains(a) })
}

func TestPrefixes(t *testing.T) {
	db := world(t)
	for _, c := range []struct {
		rules string
		in    []string // of outside, that must be watched; all others must not
		all   bool
	}{
		{"  - {id: a, action: block, to: {jurisdictions: [CN]}}\n", []string{"203.0.113.9", "2001:db8::1", "2001:db8:5::1"}, false},
		{"  - {id: a, action: log, to: {jurisdictions: [JP]}, data: [{class: jp, at_least: 1}]}\n", []string{"203.0.113.200"}, false},
		{"  - {id: a, action: allow, to: {jurisdictions: [CN]}}\n", nil, false},
		{"  - {id: a, action: block, enabled: false, to: {jurisdictions: [CN]}}\n", nil, false},
		{"  - {id: a, action: block, to: {networks: [198.51.100.0/24, 'fd00::/8']}}\n", []string{"198.51.100.1", "fd00::1"}, false},
		{"  - {id: a, action: block, to: {networks: [0.0.0.0/0]}}\n", []string{"203.0.113.9", "203.0.113.200", "198.51.100.1", "10.1.0.7", "10.2.0.1"}, false},
		{"  - {id: a, action: log, to: {jurisdictions: [unknown]}}\n", []string{"10.1.0.7", "10.2.0.1", "fd00::1"}, false},
		{"  - {id: a, action: log, to: {jurisdictions: [HK, US]}}\n", []string{"198.51.100.1", "2001:db8:8000::1"}, false},
		{"  - {id: a, action: log, to: {jurisdictions: [CN], asns: [64500]}}\n", nil, false},
		{"  - {id: a, action: block, to: {jurisdictions: [any]}}\n", nil, true},
		{"  - {id: a, action: log, protocols: [http]}\n", nil, true},
		{"  - {id: a, action: allow}\ndefault: log\n", nil, true},
	} {
		prefixes, all := compile(t, "version: 1\nrules:\n"+c.rules).Prefixes(db)
		if all != c.all || all && prefixes != nil {
			t.Errorf("%sall is %v, with %d prefixes", c.rules, all, len(prefixes))
		}
		for _, a := range outside() {
			if got := contains(prefixes, a); got != slices.Contains(c.in, a.String()) {
				t.Errorf("%s%v: watched is %v", c.rules, a, got)
			}
		}
	}
}

// TestWhatIsNotWatchedPasses: outside the watched set, Decide allows whatever is
// known; else the kernel would let through what the policy refuses.
func TestWhatIsNotWatchedPasses(t *testing.T) {
	db, r := world(t), rand.New(rand.NewPCG(7, 8))
	unwatched := 0
	for range 40 {
		p := randomPolicy(r)
		p.Default = Allow
		prog, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		prefixes, all := prog.Prefixes(db)
		for _, a := range outside() {
			if all || contains(prefixes, a) {
				continue
			}
			unwatched++
			passes(t, prog, db, a, r)
		}
	}
	if unwatched < 100 {
		t.Errorf("only %d addresses were not watched: the test says little", unwatched)
	}
}

func passes(t *testing.T, prog *Program, db *geo.DB, a netip.Addr, r *rand.Rand) {
	t.Helper()
	for range 10 {
		f := randomFacts(r)
		f.Outside, f.Place = a, db.Lookup(a)
		if d := prog.Decide(f); d.Action != Allow || d.Open {
			t.Fatalf("%v is not watched, but %+v\nfacts %+v", a, d, f)
		}
	}
}

func TestWatches(t *testing.T) {
	cn, jp := geo.Record{Codes: []string{"CN"}}, geo.Record{Codes: []string{"JP"}}
	for _, c := range []struct {
		rules  string
		cn, jp bool
	}{
		{"  - {id: a, action: block, to: {jurisdictions: [CN]}}\n", true, false},
		{"  - {id: a, action: allow, to: {jurisdictions: [CN]}}\n", false, false},
		{"  - {id: a, action: log, enabled: false}\n", false, false},
		{"  - {id: a, action: allow}\ndefault: log\n", true, true},
		{"  - {id: a, action: log, to: {networks: [198.51.100.0/24], jurisdictions: [JP]}}\n", false, true},
	} {
		p := compile(t, "version: 1\nrules:\n"+c.rules)
		if gotCN, gotJP := p.Watches(&cn), p.Watches(&jp); gotCN != c.cn || gotJP != c.jp {
			t.Errorf("%sCN %v, JP %v", c.rules, gotCN, gotJP)
		}
	}
}

// TestWatchesFor names the rules that are about a place, not those about all, nor those that are over.
func TestWatchesFor(t *testing.T) {
	p := compile(t, `version: 1
rules:
  - {id: all, action: log}
  - {id: cn, action: block, to: {jurisdictions: [CN]}}
  - {id: net, action: log, to: {networks: [198.51.100.0/24]}}
  - {id: over, action: block, to: {jurisdictions: [CN]}, expires: 2026-01-01}
  - {id: fine, action: allow, to: {jurisdictions: [CN]}}
default: log
`)
	for addr, want := range map[string]string{"203.0.113.1": "[cn]", "198.51.100.7": "[cn net]"} {
		if got := fmt.Sprint(p.WatchesFor(netip.MustParseAddr(addr), &geo.Record{Codes: []string{"CN"}}, 1795000000)); got != want {
			t.Errorf("%s: %s, not %s", addr, got, want)
		}
	}
	if got := p.WatchesFor(netip.MustParseAddr("203.0.113.1"), &geo.Record{Codes: []string{"JP"}}, 1795000000); got != nil {
		t.Errorf("%v", got)
	}
}
