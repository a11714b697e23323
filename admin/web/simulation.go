package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"sekisho/admin/query"
	"sekisho/admin/simulate"
	"sekisho/dataplane/control"
	"sekisho/dataplane/policy"
)

const (
	// simulationTime bounds one.
	simulationTime = 10 * time.Minute
	// maxSimulations is how many are remembered; the oldest that have ended go.
	maxSimulations = 20
	// maxRunning is how many run at a time: each takes a processor.
	maxRunning = 2
)

// States of a simulation.
const (
	running  = "running"
	finished = "finished"
	failed   = "failed" // or cancelled
)

// simulation tries a draft on what was recorded.
type simulation struct {
	ID      string    `json:"id"`
	Draft   string    `json:"draft"`
	Version int64     `json:"version" doc:"of the draft"`
	Began   time.Time `json:"began"`
	State   string    `json:"state" enum:"running,finished,failed"`
	Events  int       `json:"events" doc:"that were read so far"`
	Trouble string    `json:"trouble,omitempty" doc:"why it failed"`
	// Result is there when it has finished.
	Result *simulate.Result `json:"result,omitempty"`

	cancel context.CancelFunc
}

// simulations are those of this process. They are safe for concurrent use.
type simulations struct {
	mu  sync.Mutex
	all []*simulation // oldest first
	// group has those that run.
	group sync.WaitGroup
}

// trialRun asks for a simulation.
type trialRun struct {
	ID   string `path:"id"`
	Body struct {
		From  time.Time `json:"from,omitzero" doc:"recorded from then on; without it, all that is recorded"`
		To    time.Time `json:"to,omitzero" doc:"recorded before then"`
		Query string    `json:"query,omitempty" max:"4096" doc:"only these events"`
	} `body:"json"`
}

func (s *Server) beginSimulation(ctx context.Context, c *call, in trialRun) (simulation, error) {
	d, err := s.options.State.Draft(ctx, in.ID)
	if err != nil {
		return simulation{}, err
	}
	filter, err := query.Parse(in.Body.Query)
	if err != nil {
		return simulation{}, err
	}
	o, err := s.simulateOptions(ctx, d.Text)
	if err != nil {
		return simulation{}, err
	}
	established, err := s.options.Dataplane.Flows(ctx, control.MaxFlows)
	if err != nil {
		return simulation{}, unreachable(err)
	}
	run, err := s.simulations.add(simulation{Draft: d.ID, Version: d.Version, Began: s.now().UTC()})
	if err != nil {
		return simulation{}, err
	}
	recorded := simulate.Journal{Dir: s.options.Journal, From: in.Body.From, To: in.Body.To, Filter: filter}
	return s.simulations.start(run, func(ctx context.Context) (simulate.Result, error) {
		return simulate.Run(ctx, o(run), recorded, established)
	}), nil
}

// simulateOptions compiles the two policies, and finds earlier ones by their versions.
func (s *Server) simulateOptions(ctx context.Context, draft string) (func(*simulation) simulate.Options, error) {
	next, err := s.options.Compile("draft", draft)
	if err != nil {
		return nil, err
	}
	text, err := s.textInForce(ctx)
	if err != nil {
		return nil, err
	}
	now, err := s.options.Compile("in force", text)
	if err != nil {
		return nil, err
	}
	return func(run *simulation) simulate.Options {
		return simulate.Options{Draft: next, InForce: now, Then: s.policyThen(now), Now: s.now(), Limit: simulationTime,
			Progress: func(events int) { s.simulations.progress(run, events) }}
	}, nil
}

// policyThen finds the policy that events of a version were decided by.
func (s *Server) policyThen(now *policy.Program) func(version string) *policy.Program {
	return func(version string) *policy.Program {
		if version == now.Version() {
			return now
		}
		ctx, cancel := context.WithTimeout(context.Background(), shortTime)
		defer cancel()
		all, err := s.options.State.Revisions(ctx, 0, 1000)
		if err != nil {
			return nil
		}
		for _, r := range all {
			if r.Version != version {
				continue
			}
			if full, err := s.options.State.Revision(ctx, r.Number); err == nil {
				then, _ := s.options.Compile(revisionName(r.Number), full.Text) // nil where this build can't read it
				return then
			}
		}
		return nil
	}
}

// add takes a simulation in, if there is room.
func (l *simulations) add(one simulation) (*simulation, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	going := 0
	for _, other := range l.all {
		if other.State == running {
			going++
		}
	}
	if going >= maxRunning {
		return nil, fault(http.StatusTooManyRequests, codeTooMany, fmt.Sprintf("%d simulations are running; wait for one or cancel it", going))
	}
	if len(l.all) >= maxSimulations {
		oldest := slices.IndexFunc(l.all, func(o *simulation) bool { return o.State != running })
		l.all = slices.Delete(l.all, oldest, oldest+1)
	}
	b := make([]byte, 8)
	rand.Read(b) // never fails, crypto/rand
	one.ID, one.State = hex.EncodeToString(b), running
	l.all = append(l.all, &one)
	return &one, nil
}

// start runs a simulation in the background and answers what it is now.
func (l *simulations) start(run *simulation, do func(context.Context) (simulate.Result, error)) simulation {
	ctx, cancel := context.WithTimeout(context.Background(), simulationTime+shortTime)
	l.mu.Lock()
	run.cancel = cancel
	now := *run
	l.mu.Unlock()
	l.group.Go(func() {
		defer cancel()
		result, err := do(ctx)
		l.mu.Lock()
		defer l.mu.Unlock()
		run.State, run.Result = finished, &result
		if err != nil {
			run.State, run.Trouble, run.Result = failed, problemOf(err).Detail, nil
		}
		if ctx.Err() != nil {
			run.Trouble = "it was cancelled"
		}
	})
	return now
}

func (l *simulations) progress(run *simulation, events int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	run.Events = events
}

// find copies a simulation as it stands; remove forgets it as well, and cancels it if it runs.
func (l *simulations) find(id string, remove bool) (simulation, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.all, func(o *simulation) bool { return o.ID == id })
	if i < 0 {
		return simulation{}, false
	}
	now := *l.all[i]
	if remove {
		if now.cancel != nil {
			now.cancel()
		}
		if now.State != running {
			l.all = slices.Delete(l.all, i, i+1)
		}
	}
	return now, true
}

// stop cancels all and waits for them.
func (l *simulations) stop() {
	l.mu.Lock()
	for _, one := range l.all {
		if one.cancel != nil {
			one.cancel()
		}
	}
	l.mu.Unlock()
	l.group.Wait()
}

func (s *Server) simulation(_ context.Context, _ *call, in byID) (simulation, error) {
	one, ok := s.simulations.find(in.ID, false)
	if !ok {
		return one, fault(http.StatusNotFound, codeNotFound, "there is no such simulation, or it was forgotten")
	}
	return one, nil
}

func (s *Server) cancelSimulation(_ context.Context, _ *call, in byID) (nothing, error) {
	if _, ok := s.simulations.find(in.ID, true); !ok {
		return nothing{}, fault(http.StatusNotFound, codeNotFound, "there is no such simulation, or it was forgotten")
	}
	return nothing{}, nil
}
