package policy

import (
	"fmt"
	"slices"
	"strings"
)

// Step tells how one rule stands to a flow.
type Step struct {
	ID     string `json:"id"` // "default" for the policy's last line
	Action Action `json:"action"`
	Match  Match  `json:"match"`
	Why    string `json:"why"`
	Winner bool   `json:"winner"` // this one decides now
	// Conditions are those that the rule has, each judged for itself.
	Conditions []Outcome `json:"conditions,omitempty"`
}

// Outcome is how one condition of a rule stands to a flow.
type Outcome struct {
	Field string `json:"field"` // of the rule, such as to.ports or data[1]
	Match Match  `json:"match"`
	Why   string `json:"why,omitempty"` // where it does not hold, or counts
}

// Explain gives a step for each rule in order, and one for the default. A rule
// below the winner is judged as well, for people who wonder what would be without.
func (p *Program) Explain(f *Facts) []Step {
	d := p.Decide(f)
	steps := make([]Step, 0, len(p.rules)+1)
	for i := range p.rules {
		m, why := p.rules[i].explain(f)
		steps = append(steps, Step{p.policy.Rules[i].ID, p.rules[i].action, m, why, d.Rule == i, p.rules[i].outcomes(f)})
	}
	last := Step{"default", p.policy.Default, No, "a rule above decides", d.Decided && d.Rule < 0, nil}
	switch {
	case last.Winner:
		last.Match, last.Why = Yes, "no rule above decides"
	case !d.Decided:
		last.Match, last.Why = Later, "a rule above waits"
	}
	return append(steps, last)
}

func (r *rule) explain(f *Facts) (Match, string) {
	m, by := r.match(f)
	switch {
	case m != Yes:
		return m, r.text(by, f)
	case r.monitor:
		return r.explainMonitor(f)
	case r.data == nil:
		return Yes, "all conditions hold"
	case r.reached(f):
		return Yes, "data: " + r.progress(f) + ", threshold reached"
	case !r.canFire(f):
		return No, "data: " + r.progress(f) + ", and no more can be read of an encrypted flow"
	}
	return Later, "data: " + r.progress(f)
}

// outcomes judges each condition that the rule has.
func (r *rule) outcomes(f *Facts) (all []Outcome) {
	add := func(has bool, c condition, m Match) {
		if !has {
			return
		}
		o := Outcome{Match: m}
		field, why, _ := strings.Cut(r.text(c, f), ": ")
		if o.Field = field; m != Yes {
			o.Why = why
		}
		all = append(all, o)
	}
	add(r.off, byEnabled, No)
	add(r.expires != 0, byExpiry, holds(f.Now < r.expires))
	add(r.from != nil, bySource, holds(within(f.Inside, r.from)))
	add(r.place != nil, byPlace, holds(r.place.match(&f.Place)))
	add(r.networks != nil, byNetwork, holds(within(f.Outside, r.networks)))
	add(r.domains != nil, byDomain, r.domain(f))
	add(r.ports != nil, byPort, holds(r.port(f.OutsidePort)))
	add(r.asns != nil, byASN, holds(slices.Contains(r.asns, f.Place.ASN)))
	add(r.transports != nil || r.applications != nil, byProtocol, r.protocol(f))
	return append(all, r.counted(f)...)
}

func holds(ok bool) Match {
	if ok {
		return Yes
	}
	return No
}

// counted judges each threshold. One that is not reached yet can be, unless no more can be read.
func (r *rule) counted(f *Facts) (all []Outcome) {
	for i, t := range r.data {
		o := Outcome{fmt.Sprintf("data[%d]", i), Later, fmt.Sprintf("%s %d of %d", t.Class, t.count(f.Data), t.AtLeast)}
		switch {
		case t.reached(f.Data):
			o.Match = Yes
		case f.OnlyOpaque && !Covers(t.Class, "opaque"):
			o.Match = No
		}
		all = append(all, o)
	}
	return all
}

// explainMonitor tells what the rule would do if it were not in monitor mode.
func (r *rule) explainMonitor(f *Facts) (Match, string) {
	plain := *r
	plain.monitor = false
	m, why := plain.explain(f)
	return m, "monitor mode, decides nothing: " + why
}

// progress lists the thresholds with what was counted.
func (r *rule) progress(f *Facts) string {
	parts := make([]string, len(r.data))
	for i, t := range r.data {
		parts[i] = fmt.Sprintf("%s %d of %d", t.Class, t.count(f.Data), t.AtLeast)
	}
	return strings.Join(parts, ", ")
}

// count is what counts towards the threshold, at most AtLeast.
func (t Threshold) count(data []Count) int {
	missing := t.AtLeast
	for i := range data {
		if Covers(t.Class, data[i].Class) {
			missing -= min(missing, data[i].N)
		}
	}
	return t.AtLeast - missing
}

// text tells why the condition does not hold, or what it waits for.
func (r *rule) text(c condition, f *Facts) string {
	switch c {
	case byEnabled:
		return "enabled: the rule is disabled"
	case byExpiry:
		return "expires: the rule has expired"
	case bySource:
		return fmt.Sprintf("from.networks: %v is in none of them", f.Inside)
	case byNetwork:
		return fmt.Sprintf("to.networks: %v is in none of them", f.Outside)
	case byPort:
		return fmt.Sprintf("to.ports: %d is not among them", f.OutsidePort)
	case byASN:
		return fmt.Sprintf("to.asns: %s is not among them", asnText(f.Place.ASN))
	case byPlace:
		return "to.jurisdictions: " + placeText(f) + " does not match"
	case byProtocol:
		return "protocols: " + r.protocolText(f)
	case byDomain:
		return "to.domains: " + known(f.DomainKnown, f.Domain)
	}
	return ""
}

func asnText(asn uint32) string {
	if asn == 0 {
		return "an unknown system"
	}
	return fmt.Sprintf("AS%d", asn)
}

func placeText(f *Facts) string {
	text := strings.Join(f.Place.Codes, "+")
	if f.Place.Unknown() {
		text = "unknown"
	}
	if f.Place.Anycast {
		text += " (anycast)"
	}
	return text
}

// protocolText speaks of the transport where the rule asks for nothing else.
func (r *rule) protocolText(f *Facts) string {
	if r.applications == nil {
		return f.Transport + " is not among them"
	}
	return known(f.ProtocolKnown, f.Protocol)
}

func known(final bool, word string) string {
	switch {
	case !final:
		return "not known yet"
	case word == "":
		return "none is recognised"
	}
	return fmt.Sprintf("%q is not among them", word)
}
