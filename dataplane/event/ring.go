package event

import "sync/atomic"

// Ring hands events from the verdict path to whoever stores them. It holds a
// fixed number and never makes a producer wait: what doesn't fit is counted.
type Ring struct {
	events chan *Event
	lost   atomic.Uint64
}

// NewRing makes a ring for n events (at least 1).
func NewRing(n int) *Ring { return &Ring{events: make(chan *Event, n)} }

// Put hands on an event, which from then on belongs to the reader.
func (r *Ring) Put(e *Event) {
	select {
	case r.events <- e:
	default:
		r.lost.Add(1)
	}
}

// Events is where the reader takes them from.
func (r *Ring) Events() <-chan *Event { return r.events }

// Lost is the number of events that found the ring full.
func (r *Ring) Lost() uint64 { return r.lost.Load() }
