package policy

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"
)

// Match is how far a rule's conditions other than data hold.
type Match uint8

const (
	No    Match = iota
	Later       // something that a condition asks for is not known yet
	Yes
)

var matchNames = [...]string{No: "no", Later: "later", Yes: "yes"}

func (m Match) String() string { return matchNames[m] }

// MarshalText gives no, later or yes.
func (m Match) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads no, later or yes.
func (m *Match) UnmarshalText(text []byte) error {
	i := slices.Index(matchNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("match must be no, later or yes, not %q", text)
	}
	*m = Match(i)
	return nil
}

// condition names what a rule can ask for, in the order in which it is judged.
type condition uint8

const (
	byNothing condition = iota
	byEnabled
	byExpiry
	bySource
	byNetwork
	byPort
	byASN
	byPlace
	byProtocol
	byDomain
)

// Decide judges a flow. It is a pure function and allocates nothing. Rules in monitor
// mode decide nothing, but keep a flow open that they could still say something of.
func (p *Program) Decide(f *Facts) Decision {
	d := p.decide(f, none)
	if p.monitors && !d.Open && d.Action != Block {
		d.Open = p.monitorsWait(f)
	}
	return d
}

// monitorsWait reports whether a rule in monitor mode could still say something else
// than it says now.
func (p *Program) monitorsWait(f *Facts) bool {
	for i := range p.rules {
		if !p.rules[i].monitor {
			continue
		}
		if would := p.decide(f, i); would.Open || !would.Decided {
			return true
		}
	}
	return false
}

// Monitored calls would with the index of each rule in monitor mode that would decide
// the flow if it alone were no longer in that mode.
func (p *Program) Monitored(f *Facts, would func(rule int)) {
	for i := range p.rules {
		if p.rules[i].monitor && p.decide(f, i).Rule == i {
			would(i)
		}
	}
}

// none is the index of no rule.
const none = -1

// decide judges with the rules that are not in monitor mode, and the one with index live.
func (p *Program) decide(f *Facts, live int) Decision {
	waits := false // a rule without data above is not known yet to hold or not
	open := false  // a rule with data above could still fire
	for i := range p.rules {
		r := &p.rules[i]
		if r.monitor && i != live {
			continue
		}
		m, _ := r.match(f)
		switch {
		case m == No:
		case m == Yes && r.fires(f, waits):
			return r.decision(i, waits || open)
		case r.data != nil:
			open = open || r.canFire(f)
		case m == Yes:
			// Whatever the rule above turns out to be, it or this one decides:
			// none below is ever reached.
			return undecided(open)
		default:
			waits = true
		}
	}
	if waits {
		return undecided(open)
	}
	return p.byDefault(open)
}

// fires reports whether a rule whose other conditions hold decides now. Data
// goes first: it must not leave while a rule above waits for a name.
func (r *rule) fires(f *Facts, waits bool) bool {
	if r.data == nil {
		return !waits
	}
	return r.reached(f)
}

func (r *rule) decision(i int, open bool) Decision {
	return Decision{r.action, i, true, open && r.action != Block, r.reason}
}

func undecided(open bool) Decision {
	return Decision{Allow, none, false, open, ReasonUndecided}
}

func (p *Program) byDefault(open bool) Decision {
	a := p.policy.Default
	return Decision{a, none, true, open && a != Block, ReasonDefault}
}

// match judges all conditions but data, and names the one that settled it.
func (r *rule) match(f *Facts) (Match, condition) {
	if c := r.refused(f); c != byNothing {
		return No, c
	}
	protocol, domain := r.protocol(f), r.domain(f)
	switch {
	case protocol == No:
		return No, byProtocol
	case domain == No:
		return No, byDomain
	case protocol == Later:
		return Later, byProtocol
	case domain == Later:
		return Later, byDomain
	}
	return Yes, byNothing
}

// refused names the first condition on what every packet shows that does not hold.
func (r *rule) refused(f *Facts) condition {
	switch {
	case r.off:
		return byEnabled
	case r.expires != 0 && f.Now >= r.expires:
		return byExpiry
	case !within(f.Inside, r.from):
		return bySource
	case !within(f.Outside, r.networks):
		return byNetwork
	case !r.port(f.OutsidePort):
		return byPort
	case r.asns != nil && !slices.Contains(r.asns, f.Place.ASN):
		return byASN
	case !r.place.match(&f.Place):
		return byPlace
	}
	return byNothing
}

func within(a netip.Addr, sets []*netipx.IPSet) bool {
	a = a.Unmap().WithZone("")
	for _, s := range sets {
		if s.Contains(a) {
			return true
		}
	}
	return len(sets) == 0
}

func (r *rule) port(port uint16) bool {
	for _, p := range r.ports {
		if p.First <= port && port <= p.Last {
			return true
		}
	}
	return len(r.ports) == 0
}

func (r *rule) protocol(f *Facts) Match {
	switch {
	case r.transports == nil && r.applications == nil, slices.Contains(r.transports, f.Transport):
		return Yes
	case r.applications == nil:
		return No
	case !f.ProtocolKnown:
		return Later
	case slices.Contains(r.applications, f.Protocol):
		return Yes
	}
	return No
}

func (r *rule) domain(f *Facts) Match {
	switch {
	case r.domains == nil:
		return Yes
	case !f.DomainKnown:
		return Later
	case r.covers(strings.TrimSuffix(f.Domain, ".")):
		return Yes
	}
	return No
}

// covers looks up the name and each of its parents.
func (r *rule) covers(name string) bool {
	for name != "" {
		if _, ok := r.domains[name]; ok {
			return true
		}
		_, name, _ = strings.Cut(name, ".")
	}
	return false
}

// reached reports whether the flow has carried enough for one of the thresholds.
func (r *rule) reached(f *Facts) bool {
	for _, t := range r.data {
		if t.reached(f.Data) {
			return true
		}
	}
	return false
}

func (t Threshold) reached(data []Count) bool {
	missing := t.AtLeast // counted down, since counts of bytes could overflow a sum
	for i := range data {
		if !Covers(t.Class, data[i].Class) {
			continue
		}
		if missing -= data[i].N; missing <= 0 {
			return true
		}
	}
	return false
}

// canFire reports whether a rule with data that does not decide now ever could.
func (r *rule) canFire(f *Facts) bool {
	return !f.OnlyOpaque || r.opaque || r.reached(f)
}
