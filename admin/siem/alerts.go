package siem

import (
	"context"
	"fmt"
	"time"
)

// Notice is what shipping has to say.
type Notice struct {
	Destination string
	Text        string
	Trouble     bool // or else something works again
}

// alert is something that is wrong, or was.
type alert uint8

const (
	isDown   alert = iota // its receiver can't be reached, or refuses everything
	isBehind              // by more than its limit
	alertKinds
)

// alerts are what is wrong with a destination, as far as it was told.
type alerts struct {
	on      [alertKinds]string // in words; "": nothing is wrong
	dropped uint64             // of Counts.Dropped, those that were told of
}

func (a *alerts) words() []string {
	out := []string{}
	for _, text := range a.on {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

// watch tells what goes wrong with destinations, and what works again, until ctx ends.
func (s *Shipper) watch(ctx context.Context) {
	for {
		for _, name := range s.names() {
			if r, err := s.find(name); err == nil {
				s.tellOf(ctx, r.loop)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(s.options.LookEvery):
		}
	}
}

// tellOf tells what has changed with a destination. What can't be told is tried again at the next look.
func (s *Shipper) tellOf(ctx context.Context, l *loop) {
	st := l.status(time.Now(), s.head.get().Sequence)
	l.mu.Lock()
	known := l.state.alerts
	l.mu.Unlock()
	for _, n := range known.changes(st) {
		if err := s.tell(ctx, n); err != nil {
			return
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state.alerts = known
}

func (s *Shipper) tell(ctx context.Context, n Notice) error {
	if s.options.Tell != nil {
		if err := s.options.Tell(ctx, n); err != nil {
			return err
		}
	}
	s.options.Log.Warn("shipping", "destination", n.Destination, "notice", n.Text)
	return nil
}

// changes compares what was told of a destination with how it does, and takes note of that.
func (a *alerts) changes(st Status) (all []Notice) {
	note := func(text string, trouble bool) {
		all = append(all, Notice{st.Name, fmt.Sprintf("shipping to %s: %s", st.Name, text), trouble})
	}
	turn := func(which alert, wrong bool, text, right string) {
		switch {
		case wrong && a.on[which] == "":
			a.on[which] = text
			note(text, true)
		case !wrong && a.on[which] != "":
			a.on[which] = ""
			note(right, false)
		}
	}
	if st.State == Paused { // somebody knows
		a.on = [alertKinds]string{}
		return a.refusals(st, all)
	}
	turn(isDown, st.State == Failing, "the destination is down: "+st.Trouble, "the destination works again")
	limit := st.LagLimit().Seconds()
	if a.on[isBehind] != "" {
		limit /= 2 // or one event more or less would be told of again and again
	}
	turn(isBehind, st.Lag.Seconds > limit, fmt.Sprintf("it is %v behind, with %d events to go", time.Duration(st.Lag.Seconds)*time.Second, st.Lag.Events), "it is not far behind any more")
	return a.refusals(st, all)
}

// refusals adds word of events that the receiver will never take.
func (a *alerts) refusals(st Status, all []Notice) []Notice {
	if n := st.Counts.Dropped; n > a.dropped {
		text := fmt.Sprintf("shipping to %s: %d events were refused for good: %s", st.Name, n-a.dropped, st.Trouble)
		all, a.dropped = append(all, Notice{st.Name, text, true}), n
	}
	return all
}
