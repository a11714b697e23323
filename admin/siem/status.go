package siem

import (
	"fmt"
	"time"
)

// State is what a destination does.
type State string

// States.
const (
	Running  State = "running"
	Paused   State = "paused"
	Retrying State = "retrying" // the last try failed
	Failing  State = "failing"  // so did all for more than downAfter
)

// States lists them.
func States() []State { return []State{Running, Paused, Retrying, Failing} }

// Status is how shipping to a destination goes.
type Status struct {
	Entry
	State State `json:"state"`
	// Cursor is the sequence number up to which the receiver is known to have everything, Sent that of the
	// last message handed to it.
	Cursor uint64  `json:"cursor"`
	Sent   uint64  `json:"sent_up_to"`
	Lag    Lag     `json:"lag"`
	Rate   float64 `json:"rate"` // messages a second, over the last minute
	Counts Counts  `json:"counts"`
	// Trouble is the last error, without secrets; "": there was none since the start.
	Trouble   string    `json:"last_error,omitempty"`
	TroubleAt time.Time `json:"last_error_at,omitzero"`
	RetryAt   time.Time `json:"retry_at,omitzero"`
	// Unkept is why the cursor can't be kept on the disk; "": it can.
	Unkept  string `json:"cursor_error,omitempty"`
	Damaged uint64 `json:"damaged"` // stored events that couldn't be read, since the start
	Gaps    []Gap  `json:"gaps"`    // the latest
	// Alerts are what is wrong with it now, in words.
	Alerts []string `json:"alerts"`
}

// Lag is how far a receiver is behind the journal.
type Lag struct {
	Events  uint64  `json:"events"`  // not known to have arrived, those that are left out too
	Seconds float64 `json:"seconds"` // age of the oldest of them
}

// Status tells how a destination does.
func (s *Shipper) Status(name string) (Status, error) {
	r, err := s.find(name)
	if err != nil {
		return Status{}, fmt.Errorf("destination %s: %w", name, err)
	}
	return r.status(time.Now(), s.head.get().Sequence), nil
}

// All tells how all destinations do, by name.
func (s *Shipper) All() []Status {
	out := []Status{}
	for _, name := range s.names() {
		if st, err := s.Status(name); err == nil { // or it was removed just now
			out = append(out, st)
		}
	}
	return out
}

func (l *loop) status(now time.Time, head uint64) Status {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, t := l.cursor, &l.state
	st := Status{
		Entry: l.entry, State: l.stateAt(now), Cursor: c.Sequence, Sent: max(c.Sent, c.Sequence), Rate: t.rate.now(now), Counts: c.Counts,
		Trouble: t.trouble, TroubleAt: t.troubleAt, RetryAt: t.retryAt, Unkept: t.keepTrouble, Damaged: t.damaged,
		Gaps: append([]Gap{}, c.Gaps...), Alerts: t.alerts.words(),
	}
	if head > c.Sequence {
		st.Lag = Lag{Events: head - c.Sequence, Seconds: t.lag(now).Seconds()}
	}
	return st
}

func (l *loop) stateAt(now time.Time) State {
	switch {
	case l.cursor.Paused:
		return Paused
	case l.state.since.IsZero():
		return Running
	case now.Sub(l.state.since) < l.shipper.options.DownAfter:
		return Retrying
	}
	return Failing
}
