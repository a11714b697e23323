package simulate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sekisho/dataplane/control"
	"sekisho/dataplane/event"
	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// Source yields recorded events, oldest first, until do returns an error, which it passes on. Unreadable
// ones it counts.
type Source interface {
	Each(ctx context.Context, do func(*event.Event) error) (unreadable int, err error)
}

// Options say what to simulate.
type Options struct {
	Draft, InForce *policy.Program
	// Then gives the policy of a version, as events have it in rule.version, that judged flows then; nil: it is
	// not known any more. It is asked once for each version.
	Then func(version string) *policy.Program
	// Now is the time to judge at, for rules that expire.
	Now time.Time
	// Limit is how long recorded flows are judged for; 0: without an end.
	Limit time.Duration
	// Progress is called now and then with the number of events that were read; nil: nobody asks.
	Progress func(events int)
}

// maxOpen bounds the flows of which a later event may still come: some 50 MB.
const maxOpen = 50_000

// progressEvery is how many events are read between two looks at the clock.
const progressEvery = 4096

// errTime says that the time is over.
var errTime = errors.New("the time for simulating is over")

// Run judges recorded and established flows. Its error is the source's, or the context's.
func Run(ctx context.Context, o Options, recorded Source, established []control.Flow) (Result, error) {
	j := newJudge(o)
	r := &run{options: o, tally: newTally(j), open: map[key]*event.Event{}, ctx: ctx, began: time.Now()}
	unreadable, err := recorded.Each(ctx, r.event)
	if err != nil && !errors.Is(err, errTime) {
		return Result{}, fmt.Errorf("simulate on recorded flows: %w", err)
	}
	r.flush()
	r.tally.established(established)
	result := r.tally.finish()
	result.Unreadable, result.Partial = unreadable, err != nil
	result.Watched = watched(o.Draft, o.InForce)
	return result, nil
}

// past is a policy that judged flows then.
type past struct {
	program *policy.Program // nil: not known any more
	classes []string
}

// remember asks for each version once.
func remember(ask func(string) *policy.Program) func(string) past {
	known := map[string]past{}
	return func(version string) past {
		p, ok := known[version]
		if ok || ask == nil || len(known) >= maxGroups {
			return p
		}
		if p.program = ask(version); p.program != nil {
			p.classes = p.program.Classes()
		}
		known[version] = p
		return p
	}
}

// run puts the events of a flow together: its last one counts.
type run struct {
	options Options
	tally   *tally
	open    map[key]*event.Event
	ctx     context.Context
	began   time.Time
}

// key tells flows apart. One after another may have the same.
type key struct {
	inside, outside event.End
	transport       string
}

func keyOf(e *event.Event) key {
	k := key{e.Inside, e.Outside, e.Transport}
	k.inside.Bytes, k.outside.Bytes = 0, 0
	return k
}

func (r *run) event(e *event.Event) error {
	res := &r.tally.result
	if res.Events++; res.Events%progressEvery == 0 {
		if err := r.look(); err != nil {
			return err
		}
	}
	if !e.Outside.Addr.IsValid() || !e.Inside.Addr.IsValid() {
		return nil // the appliance speaks of itself
	}
	if res.From.IsZero() {
		res.From = e.Time
	}
	res.To = e.Time
	k := keyOf(e)
	if over(e) {
		delete(r.open, k)
		r.tally.flow(e)
		return nil
	}
	r.open[k] = e
	if len(r.open) > maxOpen {
		r.flush()
	}
	return nil
}

// over reports whether nothing more will come of the event's flow: it has ended, or a rule has blocked it.
func over(e *event.Event) bool {
	return e.Kind == event.Ended || e.Action == policy.Block.String() && e.Rule.ID != ""
}

// look tells of the progress, and whether to go on.
func (r *run) look() error {
	if r.options.Progress != nil {
		r.options.Progress(r.tally.result.Events)
	}
	if r.options.Limit > 0 && time.Since(r.began) > r.options.Limit {
		return errTime
	}
	return r.ctx.Err()
}

// flush judges the flows of which no end was recorded, in the order of their events.
func (r *run) flush() {
	rest := make([]*event.Event, 0, len(r.open))
	for _, e := range r.open {
		rest = append(rest, e)
	}
	slices.SortFunc(rest, func(a, b *event.Event) int { return int(int64(a.Sequence - b.Sequence)) })
	for _, e := range rest {
		r.tally.flow(e)
	}
	clear(r.open)
}

// established lists the flows that a draft would end at once: those that it blocks by what is known of them now.
func (t *tally) established(flows []control.Flow) {
	for i := range flows {
		f := &flows[i]
		if f.State == "blocked" {
			continue
		}
		facts := f.Facts
		facts.Now = t.judge.now.Unix()
		o := t.judge.ask(&facts)
		if o.new.Action != policy.Block {
			continue
		}
		if t.result.CutTotal++; t.result.CutTotal > maxCut {
			continue
		}
		t.result.Cut = append(t.result.Cut, Example{
			Kind: Blocked, Inside: facts.Inside, Outside: facts.Outside, Port: facts.OutsidePort, Domain: facts.Domain,
			Country: strings.Join(facts.Place.Codes, "+"), Protocol: facts.Protocol,
			Old: outcome(t.judge.inForce, o.old), New: outcome(t.judge.draft, o.new),
		})
	}
}

// watched lists the places, by code, that the draft watches and the policy in force does not. A rule for an
// autonomous system alone is not seen.
func watched(draft, inForce *policy.Program) []string {
	places, codes := []string{}, 0
	add := func(name string, r geo.Record) (watches bool) {
		watches = draft.Watches(&r)
		if watches && !inForce.Watches(&r) {
			places = append(places, name)
		}
		return watches
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if code := string([]rune{a, b}); add(code, geo.Record{Codes: []string{code}}) {
				codes++
			}
		}
	}
	add("unknown", geo.Record{})
	add("anycast", geo.Record{Codes: []string{"ZZ"}, Anycast: true}) // of a place that no rule names
	if codes == 26*26 && len(places) > 0 {
		return []string{"any"}
	}
	return places
}
