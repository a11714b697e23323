package simulate

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/policy"
)

// Bounds of a result.
const (
	maxExamples = 10     // of each kind
	maxListed   = 100    // rules, countries, hosts
	maxGroups   = 10_000 // of each, while counting; what is beyond counts as "other"
	maxCut      = 1000   // established flows listed
)

// Counts is how many flows a draft changes, and how.
type Counts struct {
	Blocked   int `json:"newly_blocked"`
	Allowed   int `json:"newly_allowed"`
	Logged    int `json:"newly_logged"`
	Unlogged  int `json:"no_longer_logged"`
	Unchanged int `json:"unchanged"`
	Uncertain int `json:"uncertain"`
}

func (c *Counts) add(k Kind) {
	switch k {
	case Blocked:
		c.Blocked++
	case Allowed:
		c.Allowed++
	case Logged:
		c.Logged++
	case Unlogged:
		c.Unlogged++
	case Uncertain:
		c.Uncertain++
	default:
		c.Unchanged++
	}
}

// touched counts the flows that are not the same.
func (c *Counts) touched() int { return c.Blocked + c.Allowed + c.Logged + c.Unlogged + c.Uncertain }

// Group is what a draft changes for flows that have something in common.
type Group struct {
	Name string `json:"name"`
	Counts
}

// Result is what a draft would do.
type Result struct {
	Counts
	Events int `json:"events"` // that were read
	Flows  int `json:"flows"`  // that they tell of
	// From and To are the times of the first and the last event.
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	// Rules counts changed flows by the rule that makes the difference: of the draft, and for flows that are no
	// longer blocked or logged, of the policy in force. Countries and Hosts count them by the outside
	// end's country and the inside end's address. The most changed come first, 100 at most.
	Rules     []Group `json:"rules"`
	Countries []Group `json:"countries"`
	Hosts     []Group `json:"hosts"`
	// Unknown counts uncertain flows by what is not known of them.
	Unknown  []Group   `json:"unknown"`
	Examples []Example `json:"examples"` // at most 10 of each kind
	// Watched are the places that the draft would watch and the policy in force does not: flows with them left no
	// events.
	Watched []string `json:"newly_watched"`
	// Partial says that time was over before all events were read; Unreadable counts damaged ones.
	Partial    bool `json:"partial,omitempty"`
	Unreadable int  `json:"unreadable,omitempty"`
	// Cut are established flows that applying the draft would end, the first 1000 of CutTotal.
	Cut      []Example `json:"cut"`
	CutTotal int       `json:"cut_total"`
}

// Example is a flow that a draft changes something for.
type Example struct {
	Kind     Kind       `json:"kind"`
	Sequence uint64     `json:"sequence,omitempty"` // of its event
	At       time.Time  `json:"at,omitzero"`
	Inside   netip.Addr `json:"inside"`
	Outside  netip.Addr `json:"outside"`
	Port     uint16     `json:"port,omitempty"`
	Domain   string     `json:"domain,omitempty"`
	Country  string     `json:"country,omitempty"`
	Protocol string     `json:"protocol,omitempty"`
	Old      Outcome    `json:"old"`
	New      Outcome    `json:"new"`
	// Unknown is what is not known of an uncertain flow; Old and New are then what the policies would say
	// if it had been so.
	Unknown string `json:"unknown,omitempty"`
}

// Outcome is what a policy says of a flow.
type Outcome struct {
	Action policy.Action `json:"action"`
	// Rule is the ID of the rule that decides; "default", or "" where nothing is decided.
	Rule string `json:"rule,omitempty"`
}

func outcome(p *policy.Program, d policy.Decision) Outcome {
	switch {
	case !d.Decided:
		return Outcome{Action: d.Action}
	case d.Rule < 0:
		return Outcome{d.Action, "default"}
	}
	return Outcome{d.Action, p.Rule(d.Rule).ID}
}

// tally collects a result.
type tally struct {
	judge                            *judge
	result                           Result
	rules, countries, hosts, unknown map[string]*Counts
	examples                         map[Kind]int
}

func newTally(j *judge) *tally {
	return &tally{judge: j, rules: map[string]*Counts{}, countries: map[string]*Counts{}, hosts: map[string]*Counts{},
		unknown: map[string]*Counts{}, examples: map[Kind]int{}, result: Result{Examples: []Example{}, Cut: []Example{}}}
}

// flow judges one recorded flow and counts it.
func (t *tally) flow(e *event.Event) {
	v := t.judge.recorded(e)
	t.result.Flows++
	t.result.add(v.kind)
	if v.kind == Unchanged {
		return
	}
	x := t.example(e, v)
	rule := x.New.Rule
	if v.kind == Allowed || v.kind == Unlogged {
		rule = x.Old.Rule
	}
	count(t.rules, rule, v.kind)
	count(t.countries, cmp.Or(e.Country, "unknown"), v.kind)
	count(t.hosts, e.Inside.Addr.String(), v.kind)
	if v.kind == Uncertain {
		count(t.unknown, v.unknown, v.kind)
	}
	if t.examples[v.kind]++; t.examples[v.kind] <= maxExamples {
		t.result.Examples = append(t.result.Examples, x)
	}
}

func (t *tally) example(e *event.Event, v verdict) Example {
	return Example{
		Kind: v.kind, Sequence: e.Sequence, At: e.Time, Inside: e.Inside.Addr, Outside: e.Outside.Addr, Port: e.Outside.Port,
		Domain: e.Domain, Country: e.Country, Protocol: e.Protocol,
		Old: outcome(t.judge.inForce, v.old), New: outcome(t.judge.draft, v.new), Unknown: v.unknown,
	}
}

func count(in map[string]*Counts, name string, k Kind) {
	c := in[name]
	if c == nil && len(in) >= maxGroups {
		name = "other"
		c = in[name]
	}
	if c == nil {
		c = &Counts{}
		in[name] = c
	}
	c.add(k)
}

// finish gives the result.
func (t *tally) finish() Result {
	r := t.result
	r.Rules, r.Countries, r.Hosts, r.Unknown = groups(t.rules), groups(t.countries), groups(t.hosts), groups(t.unknown)
	return r
}

// groups lists the most changed first.
func groups(in map[string]*Counts) []Group {
	all := make([]Group, 0, len(in))
	for name, c := range in {
		all = append(all, Group{name, *c})
	}
	slices.SortFunc(all, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.touched(), a.touched()), strings.Compare(a.Name, b.Name))
	})
	return all[:min(len(all), maxListed)]
}
