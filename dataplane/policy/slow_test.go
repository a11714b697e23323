package policy

import (
	"net/netip"
	"slices"
	"strings"
)

// slowDecide is Decide written from doc.go over the policy as it was read: rules in monitor
// mode count as disabled, and each is then asked what it alone would change.
func slowDecide(p *Policy, f *Facts) Decision {
	d := slowLive(slowOnly(p, -1), f)
	for i, r := range p.Rules {
		if would := slowLive(slowOnly(p, i), f); r.Monitor && r.Enabled && d.Action != Block {
			d.Open = d.Open || would.Open || !would.Decided
		}
	}
	return d
}

// slowOnly disables all rules in monitor mode but the one with index live.
func slowOnly(p *Policy, live int) *Policy {
	q := *p
	q.Rules = slices.Clone(p.Rules)
	for i := range q.Rules {
		q.Rules[i].Enabled = q.Rules[i].Enabled && (!q.Rules[i].Monitor || i == live)
	}
	return &q
}

// slowLive judges with all rules, monitor mode or not: every condition by looking at
// every entry, every step for itself.
func slowLive(p *Policy, f *Facts) Decision {
	states := make([]slowState, len(p.Rules))
	for i := range p.Rules {
		states[i] = slowRule(p, &p.Rules[i], f)
	}
	winner := slices.IndexFunc(states, func(s slowState) bool { return s.fires })
	for i, s := range states {
		if s.match == Yes && !s.data && !slowWaits(states[:i]) && (winner < 0 || i < winner) {
			winner = i
		}
	}
	// A rule without data whose conditions hold hides all below it.
	if hider := slices.IndexFunc(states, func(s slowState) bool { return s.match == Yes && !s.data }); hider >= 0 {
		states = states[:hider+1]
		if winner > hider {
			winner = -1
		}
		if winner < 0 {
			return slowUndecided(states)
		}
	}
	if winner >= 0 {
		r := &p.Rules[winner]
		open := slowOpen(states[:winner]) || slowWaits(states[:winner])
		return Decision{r.Action, winner, true, open && r.Action != Block, reason(r)}
	}
	if slowWaits(states) {
		return slowUndecided(states)
	}
	return Decision{p.Default, -1, true, slowOpen(states) && p.Default != Block, ReasonDefault}
}

// slowState is how one rule stands for itself.
type slowState struct {
	match        Match
	data         bool // the rule has a condition on data
	fires, could bool // of a rule with data: now, or some time
}

func slowWaits(above []slowState) bool {
	return slices.ContainsFunc(above, func(s slowState) bool { return !s.data && s.match == Later })
}

func slowOpen(above []slowState) bool {
	return slices.ContainsFunc(above, func(s slowState) bool { return s.could })
}

func slowUndecided(visible []slowState) Decision {
	return Decision{Allow, -1, false, slowOpen(visible), ReasonUndecided}
}

func slowRule(p *Policy, r *Rule, f *Facts) slowState {
	s := slowState{match: min(
		slowBool(r.Enabled), slowBool(r.Expires.IsZero() || f.Now < r.Expires.Unix()),
		slowNetworks(p, r.From, f.Inside), slowNetworks(p, r.Networks, f.Outside),
		slowAny(r.Ports, func(x Ports) bool { return f.OutsidePort >= x.First && f.OutsidePort <= x.Last }),
		slowAny(r.ASNs, func(x uint32) bool { return x == f.Place.ASN }),
		slowPlace(p, r, f), slowProtocol(r, f), slowDomain(r, f),
	)}
	s.data = len(r.Data) > 0
	reached := s.data && slowAny(r.Data, func(t Threshold) bool { return slowSum(t.Class, f) >= float64(t.AtLeast) }) == Yes
	grows := slowAny(r.Data, func(t Threshold) bool { return !f.OnlyOpaque || t.Class == "opaque" }) == Yes
	s.fires = s.match == Yes && reached
	s.could = s.match != No && s.data && (reached || grows)
	return s
}

func slowBool(b bool) Match {
	if b {
		return Yes
	}
	return No
}

// slowAny is yes for an empty list, which is no condition.
func slowAny[T any](list []T, holds func(T) bool) Match {
	return slowBool(len(list) == 0 || slices.ContainsFunc(list, holds))
}

func slowNetworks(p *Policy, entries []string, a netip.Addr) Match {
	return slowAny(entries, func(e string) bool {
		for _, n := range p.Networks[e] {
			if n.Contains(a) {
				return true
			}
		}
		if n, err := netip.ParsePrefix(e); err == nil {
			return n.Contains(a)
		}
		b, err := netip.ParseAddr(e)
		return err == nil && a == b
	})
}

func slowPlace(p *Policy, r *Rule, f *Facts) Match {
	var codes []string
	for _, e := range r.Jurisdictions {
		codes = append(append(codes, e), p.Jurisdictions[e]...)
	}
	listed := 0
	for _, c := range f.Place.Codes {
		if slices.Contains(codes, c) {
			listed++
		}
	}
	enough := listed > 0
	if r.Action == Allow {
		enough = enough && listed == len(f.Place.Codes)
	}
	return slowAny(r.Jurisdictions, func(e string) bool {
		return enough || e == "any" || e == "anycast" && f.Place.Anycast || e == "unknown" && len(f.Place.Codes) == 0
	})
}

func slowProtocol(r *Rule, f *Facts) Match {
	best := slowBool(len(r.Protocols) == 0)
	for _, name := range r.Protocols {
		transport := slices.Contains(Transports(), name)
		switch {
		case transport && (f.Transport == name || name == "icmp" && f.Transport == "ipv6-icmp"):
			return Yes
		case transport:
		case !f.ProtocolKnown:
			best = max(best, Later)
		case f.Protocol == name, f.Protocol == "" && name == "unknown":
			return Yes
		}
	}
	return best
}

func slowDomain(r *Rule, f *Facts) Match {
	if len(r.Domains) > 0 && !f.DomainKnown {
		return Later
	}
	return slowAny(r.Domains, func(d string) bool { return f.Domain == d || strings.HasSuffix(f.Domain, "."+d) })
}

// slowSum is a float, so that it can't overflow.
func slowSum(class string, f *Facts) float64 {
	sum := 0.0
	for _, c := range f.Data {
		if c.Class == class || strings.HasPrefix(c.Class, class+".") {
			sum += float64(c.N)
		}
	}
	return sum
}
