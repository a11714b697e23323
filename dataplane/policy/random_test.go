package policy

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"
	"time"

	"sekisho/geo"
)

// The words that random policies and flows are made of: few, so that they meet.
var (
	someNetworks  = []string{"near", "far", "10.0.0.0/8", "10.1.0.0/16", "10.1.0.7", "203.0.113.0/25", "2001:db8::/48", "0.0.0.0/0", "::/0"}
	someAddresses = []string{"10.1.0.7", "10.2.0.1", "203.0.113.9", "203.0.113.200", "2001:db8::1", "2001:db8:5::1"}
	somePlaces    = []string{"CN", "JP", "US", "watched", "any", "unknown", "anycast"}
	someCodes     = []string{"CN", "HK", "JP", "US"}
	someProtocols = []string{"http", "smtp", "tls", "tcp", "udp", "icmp", "unknown"}
	someApps      = []string{"http", "smtp", "tls", ""}
	someCarriers  = []string{"tcp", "udp", "icmp", "ipv6-icmp", "132"}
	someDomains   = []string{"example.com", "www.example.com", "com", "example.org"}
	someHosts     = []string{"", "www.example.com", "example.com", "badexample.com", "a.example.org"}
	someParents   = []string{"jp", "jp.my_number", "pii", "pii.email", "opaque", "custom", "custom.x"}
	someClasses   = []string{"jp.my_number", "jp.passport", "pii.email", "opaque", "custom.x"}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// several picks one to three, or with the odds of 2 to 1 none.
func several[T any](r *rand.Rand, from []T) []T {
	var some []T
	if r.IntN(3) == 0 {
		for range 1 + r.IntN(3) {
			some = append(some, pick(r, from))
		}
	}
	return some
}

func randomPolicy(r *rand.Rand) *Policy {
	p := &Policy{
		Jurisdictions: map[string][]string{"watched": {"CN", "HK"}},
		Networks: map[string][]netip.Prefix{
			"near": {netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("2001:db8::/33")},
			"far":  {netip.MustParsePrefix("203.0.113.128/25")},
		},
		Default: Action(r.IntN(3)),
	}
	for i := range r.IntN(6) {
		p.Rules = append(p.Rules, randomRule(r, fmt.Sprint("r", i)))
	}
	return p
}

func randomRule(r *rand.Rand, id string) Rule {
	rule := Rule{
		ID: id, Enabled: r.IntN(8) > 0, Monitor: r.IntN(6) == 0, Action: Action(r.IntN(3)),
		From: several(r, someNetworks), Networks: several(r, someNetworks),
		Jurisdictions: several(r, somePlaces), Domains: several(r, someDomains), Protocols: several(r, someProtocols),
		Ports: several(r, []Ports{{80, 80}, {1, 1023}, {443, 444}}), ASNs: several(r, []uint32{64500, 64501}),
	}
	if r.IntN(8) == 0 {
		rule.Expires = time.Unix(1000, 0)
	}
	if rule.Action != Allow && r.IntN(2) == 0 {
		for range 1 + r.IntN(2) {
			rule.Data = append(rule.Data, Threshold{pick(r, someParents), 1 + r.IntN(4)})
		}
	}
	return rule
}

func randomFacts(r *rand.Rand) *Facts {
	f := &Facts{
		Inside: netip.MustParseAddr(pick(r, someAddresses)), Outside: netip.MustParseAddr(pick(r, someAddresses)),
		OutsidePort: pick(r, []uint16{0, 80, 443, 8080}), Transport: pick(r, someCarriers),
		Place:         geo.Record{Codes: several(r, someCodes), ASN: pick(r, []uint32{0, 64500, 64501}), Anycast: r.IntN(4) == 0},
		ProtocolKnown: r.IntN(2) == 0, DomainKnown: r.IntN(2) == 0, OnlyOpaque: r.IntN(3) == 0, Now: pick(r, []int64{0, 999, 1000}),
	}
	if f.ProtocolKnown {
		f.Protocol = pick(r, someApps)
	}
	if f.DomainKnown {
		f.Domain = pick(r, someHosts)
	}
	for range r.IntN(3) {
		f.Data = append(f.Data, Count{pick(r, someClasses), r.IntN(4)})
	}
	return f
}

// later gives the flow some time after, when more is known and more was sent.
func later(r *rand.Rand, f *Facts) *Facts {
	g := *f
	if !g.ProtocolKnown {
		g.Protocol, g.ProtocolKnown = pick(r, someApps), true
	}
	if !g.DomainKnown {
		g.Domain, g.DomainKnown = pick(r, someHosts), true
	}
	classes := someClasses
	if g.OnlyOpaque {
		classes = []string{"opaque"}
	}
	g.Data = append([]Count(nil), f.Data...)
	for range r.IntN(3) {
		g.Data = append(g.Data, Count{pick(r, classes), r.IntN(6)})
	}
	return &g
}

// TestRandomPolicies compares Decide with its slow twin, and holds it to its
// word: what it calls decided and not open stays, whatever comes after.
func TestRandomPolicies(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	seen := make(map[Decision]bool)
	for range 4000 {
		p := randomPolicy(r)
		prog, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		for range 10 {
			f := randomFacts(r)
			d := prog.Decide(f)
			if want := slowDecide(p, f); d != want {
				t.Fatalf("policy %+v\nfacts %+v\ngot %+v, twin %+v", p, f, d, want)
			}
			if after := prog.Decide(later(r, f)); d.Decided && !d.Open && d.Action != Block && after != d {
				t.Fatalf("policy %+v\nfacts %+v\ndecided %+v, and then %+v", p, f, d, after)
			}
			prog.Monitored(f, func(i int) {
				if !p.Rules[i].Monitor || slowLive(slowOnly(p, i), f).Rule != i {
					t.Fatalf("policy %+v\nfacts %+v\nrule %d would not decide", p, f, i)
				}
			})
			seen[d] = true
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d kinds of decisions were met: the comparison says little", len(seen))
	}
}

// TestExplainAgreesWithDecide: one winner, and it is the rule that Decide names.
func TestExplainAgreesWithDecide(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		p := randomPolicy(r)
		prog, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		f := randomFacts(r)
		agrees(t, prog, f)
	}
}

func agrees(t *testing.T, prog *Program, f *Facts) {
	t.Helper()
	d, steps := prog.Decide(f), prog.Explain(f)
	if len(steps) != prog.Len()+1 {
		t.Fatalf("%d steps for %d rules", len(steps), prog.Len())
	}
	for i, s := range steps {
		wins := d.Decided && (i == d.Rule || d.Rule < 0 && i == prog.Len())
		if s.Winner != wins || s.Why == "" || wins && s.Match != Yes {
			t.Fatalf("facts %+v\ndecision %+v\nstep %d %+v", f, d, i, s)
		}
		if least := least(s.Conditions); least == No && s.Match != No || s.Match == Yes && least != Yes {
			t.Fatalf("facts %+v\nstep %d %+v", f, i, s)
		}
	}
}

// least is how far the conditions other than data hold in all.
func least(all []Outcome) Match {
	m := Yes
	for _, o := range all {
		if !strings.HasPrefix(o.Field, "data") {
			m = min(m, o.Match)
		}
	}
	return m
}

// FuzzParse reads any bytes as a policy; what is valid must decide as its twin does.
func FuzzParse(f *testing.F) {
	for _, src := range []string{contract, wide, "", oneRule("to: {jurisdictions: [CN, any]}"),
		"version: 1\nrules:\n" + allowName + dataBlock + logHTTP + "default: block\n"} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := Parse("p.yaml", src)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "p.yaml:") {
				t.Fatalf("error without file: %v", err)
			}
			return
		}
		prog, err := p.Compile()
		if err != nil {
			t.Fatalf("parsed, but %v", err)
		}
		r := rand.New(rand.NewPCG(5, uint64(len(src))))
		for range 5 {
			facts := randomFacts(r)
			if got, want := prog.Decide(facts), slowDecide(p, facts); got != want {
				t.Fatalf("facts %+v: got %+v, twin %+v", facts, got, want)
			}
			agrees(t, prog, facts)
		}
	})
}
