package simulate

import (
	"slices"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// hidden stands in an event for a name that is itself flagged.
const hidden = "[flagged]"

// Facts rebuilds what a flow was judged by from its event: as far as the event holds it, and with names that it
// does not hold taken as final. now is the time to judge at.
func Facts(e *event.Event, now time.Time) policy.Facts {
	f := policy.Facts{
		Inside: e.Inside.Addr, Outside: e.Outside.Addr, OutsidePort: e.Outside.Port, Transport: e.Transport,
		Place:    geo.Record{Codes: e.Jurisdiction, ASN: e.ASN, Org: e.Operator},
		Protocol: e.Protocol, ProtocolKnown: true, Domain: e.Domain, DomainKnown: e.Domain != hidden,
		OnlyOpaque: sealed(e), Now: now.Unix(),
	}
	if e.Domain == hidden {
		f.Domain = ""
	}
	for _, v := range e.Evidence {
		f.Place.Evidence = append(f.Place.Evidence, geo.Evidence(v))
	}
	for _, found := range e.Findings {
		f.Data = append(f.Data, policy.Count{Class: found.Class, N: found.Count})
	}
	return f
}

// encrypted are the protocols of which nothing but opaque bytes can come, once they are spoken.
var encrypted = []string{"tls", "quic", "ssh"}

// sealed reports whether the flow was encrypted, and nothing readable came all the same.
func sealed(e *event.Event) bool {
	readable := slices.ContainsFunc(e.Findings, func(f event.Finding) bool { return f.Class != "opaque" })
	return slices.Contains(encrypted, e.Protocol) && !readable
}

// missing says which facts of a flow its event does not settle.
type missing struct {
	names  bool // a protocol or a domain that is not there was perhaps not looked for
	bodies bool // the counts are those up to some byte, or were not made
	// looked are the classes that were looked for; nil: not known.
	looked []string
}

// whatIsMissing finds out by the policy that judged the flow then. A flow was
// looked at to its end if its decision was open at the end.
func whatIsMissing(e *event.Event, f policy.Facts, then past) missing {
	m := missing{names: true, bodies: true}
	if then.program == nil {
		return m
	}
	m.looked = then.classes
	if e.Kind != event.Ended {
		return m
	}
	f.Now = e.Time.Unix()
	d := then.program.Decide(&f)
	return missing{names: d.Decided && !d.Open, bodies: !d.Open, looked: m.looked}
}

// uncounted reports whether there may have been more of a class than the event says.
func (m missing) uncounted(class string, e *event.Event) bool {
	ended := e.Kind == event.Ended
	switch {
	case ended && e.Inside.Bytes == 0:
		return false
	case class != "opaque" && sealed(e):
		return false
	case m.bodies:
		return true
	}
	return !slices.ContainsFunc(m.looked, func(parent string) bool { return policy.Covers(parent, class) })
}
