package simulate

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/policy"
)

// Kind is what a draft changes for a flow.
type Kind string

// Kinds.
const (
	Unchanged Kind = "unchanged"
	Blocked   Kind = "newly_blocked"
	Allowed   Kind = "newly_allowed" // was blocked; it may be logged
	Logged    Kind = "newly_logged"
	Unlogged  Kind = "no_longer_logged"
	Uncertain Kind = "uncertain"
)

// Why a flow is uncertain, beside the classes of data that were not counted.
const (
	noAnycast = "whether the address is anycast"
	noNames   = "protocol or domain"
)

// judge holds what all flows are judged by.
type judge struct {
	draft, inForce *policy.Program
	then           func(version string) past
	now            time.Time
	steps          []policy.Threshold // of either policy's rules
	anycast        bool               // either asks for it
	one, all       []policy.Count     // scratch
}

func newJudge(o Options) *judge {
	j := &judge{draft: o.Draft, inForce: o.InForce, then: remember(o.Then), now: o.Now}
	j.steps = thresholds(o.Draft, o.InForce)
	j.anycast = asksForAnycast(o.Draft) || asksForAnycast(o.InForce)
	return j
}

// thresholds lists those of all rules that are enabled, each once.
func thresholds(programs ...*policy.Program) (all []policy.Threshold) {
	for _, p := range programs {
		for i := range p.Len() {
			if r := p.Rule(i); r.Enabled && !r.Monitor {
				all = append(all, r.Data...)
			}
		}
	}
	slices.SortFunc(all, func(a, b policy.Threshold) int {
		return cmp.Or(strings.Compare(a.Class, b.Class), cmp.Compare(a.AtLeast, b.AtLeast))
	})
	return slices.Compact(all)
}

func asksForAnycast(p *policy.Program) bool {
	for i := range p.Len() {
		if slices.Contains(p.Rule(i).Jurisdictions, "anycast") {
			return true
		}
	}
	return false
}

// opinion is what the two policies say of a flow under one assumption.
type opinion struct {
	kind     Kind
	old, new policy.Decision
}

// verdict is what a draft changes for a flow, and why that is not certain.
type verdict struct {
	opinion
	unknown string
}

// ask judges with facts.
func (j *judge) ask(f *policy.Facts) opinion {
	o := opinion{old: j.inForce.Decide(f), new: j.draft.Decide(f)}
	o.kind = j.kind(o.old, o.new)
	return o
}

// kind compares two decisions. A policy that waits for a name which was never seen might have done anything, unless
// both are the same policy.
func (j *judge) kind(old, new policy.Decision) Kind {
	switch {
	case old.Decided != new.Decided, !old.Decided && j.draft.Hash() != j.inForce.Hash():
		return Uncertain
	case old.Action == new.Action:
		return Unchanged
	case new.Action == policy.Block:
		return Blocked
	case old.Action == policy.Block:
		return Allowed
	case new.Action == policy.Log:
		return Logged
	}
	return Unlogged
}

// recorded judges a flow by its event, and with each value that what the event does not say may have.
func (j *judge) recorded(e *event.Event) verdict {
	f := Facts(e, j.now)
	v := verdict{opinion: j.ask(&f)}
	if v.kind == Uncertain {
		v.unknown = noNames
		return v
	}
	j.variants(e, f, func(what string, f *policy.Facts) bool {
		o := j.ask(f)
		if o.kind != v.kind {
			v = verdict{opinion{Uncertain, o.old, o.new}, what}
		}
		return v.kind != Uncertain
	})
	return v
}

// variants calls try with the facts as they may have been, until it returns false.
func (j *judge) variants(e *event.Event, f policy.Facts, try func(what string, f *policy.Facts) bool) {
	anycast := f
	anycast.Place.Anycast = true
	if j.anycast && !try(noAnycast, &anycast) {
		return
	}
	m := whatIsMissing(e, f, j.then(e.Rule.Version))
	if names := f; m.names && (f.Protocol == "" || f.Domain == "") {
		names.ProtocolKnown, names.DomainKnown = f.Protocol != "", f.Domain != ""
		if !try(noNames, &names) {
			return
		}
	}
	j.moreData(e, f, m, try)
}

// moreData tries with more of each class that was not counted to the end: as much as each threshold of either policy
// asks for, and of all classes as much as can be.
func (j *judge) moreData(e *event.Event, f policy.Facts, m missing, try func(what string, f *policy.Facts) bool) {
	counted := f.Data
	j.all = append(j.all[:0], counted...)
	for _, t := range j.steps {
		n := t.AtLeast - counts(counted, t.Class)
		if n <= 0 || !m.uncounted(t.Class, e) || t.Class == "opaque" && e.Kind == event.Ended && uint64(t.AtLeast) > e.Inside.Bytes {
			continue
		}
		c := policy.Count{Class: t.Class, N: n}
		j.all = append(j.all, c)
		j.one = append(append(j.one[:0], counted...), c)
		if f.Data = j.one; !try("data: "+t.Class, &f) {
			return
		}
	}
	if len(j.all) > len(counted)+1 {
		f.Data = j.all
		try("data: several classes", &f)
	}
}

// counts sums what counts towards a threshold of a class.
func counts(data []policy.Count, class string) (n int) {
	for _, c := range data {
		if policy.Covers(class, c.Class) {
			n += c.N
		}
	}
	return n
}
