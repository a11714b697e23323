package dataplane

import (
	"context"
	"errors"
	"slices"

	"sekisho/dataplane/flow"
	"sekisho/dataplane/policy"
)

// FlowState is a watched flow as it stands.
type FlowState struct {
	Facts      policy.Facts // Data included
	InsidePort uint16
	OpenedBy   flow.Dir // Out: by the inside end
	State      flow.State
	Decision   policy.Decision
	Rule       string // ID of the rule that decided; "" if none has
	Bytes      [2]uint64
}

// survey is a question about a worker's flows. Only the worker may look at them: it
// answers in steps, a few flows a batch, so that packets never wait for the one who asks.
type survey struct {
	limit  int
	keys   []flow.Key // still to be described; nil before the first step
	found  []FlowState
	answer chan []FlowState // of room for one
}

// surveyStep is how many flows a worker describes between two batches: some 50 µs.
const surveyStep = 64

// errBusy says that another survey is under way.
var errBusy = errors.New("list flows: another listing is under way")

// Flows lists the flows of all workers, at most limit of each, those seen last first. It waits
// until each worker has answered or ctx ends; one that serves no queue never does.
func (e *Engine) Flows(ctx context.Context, limit int) ([]FlowState, error) {
	e.mu.Lock()
	workers := slices.Clone(e.workers)
	e.mu.Unlock()
	asked := make([]*survey, len(workers))
	for i, w := range workers {
		asked[i] = &survey{limit: limit, answer: make(chan []FlowState, 1)}
		if !w.survey.CompareAndSwap(nil, asked[i]) {
			return nil, errBusy
		}
		defer w.survey.CompareAndSwap(asked[i], nil)
	}
	var all []FlowState
	for _, s := range asked {
		select {
		case found := <-s.answer:
			all = append(all, found...)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return all, nil
}

// leave takes a worker out of those who are asked.
func (e *Engine) leave(w *Worker) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.workers = slices.DeleteFunc(e.workers, func(other *Worker) bool { return other == w })
}

// surveyed does the next step of a survey, if one is asked for.
func (w *Worker) surveyed() {
	s := w.survey.Load()
	if s == nil {
		return
	}
	if s.keys == nil {
		s.keys = w.keys(s.limit)
	}
	step := min(len(s.keys), surveyStep)
	for _, k := range s.keys[:step] {
		if f := w.table.Get(k); f != nil {
			s.found = append(s.found, w.describe(f))
		}
	}
	if s.keys = s.keys[step:]; len(s.keys) == 0 && w.survey.CompareAndSwap(s, nil) {
		s.answer <- s.found
	}
}

// keys collects the flows seen last. The list is never nil.
func (w *Worker) keys(limit int) []flow.Key {
	keys := make([]flow.Key, 0, min(limit, w.table.Len()))
	for f := range w.table.Latest {
		if len(keys) == limit {
			break
		}
		keys = append(keys, f.Key)
	}
	return keys
}

func (w *Worker) describe(f *tracked) FlowState {
	s := &f.Value
	inside, _ := f.Key.Ends()
	w.learn(s, false)
	d := FlowState{Facts: s.facts, InsidePort: inside.Port(), OpenedBy: s.openedBy, State: f.State(), Decision: s.decision}
	d.Facts.Data = slices.Clone(w.counts)
	d.Facts.Now = w.now.Unix()
	s.facts.Data = nil
	d.Bytes[flow.Out], d.Bytes[flow.In] = w.bytes(f)
	if d.Decision.Decided && s.program == w.program {
		d.Rule = w.rule(d.Decision.Rule).ID
	}
	return d
}
