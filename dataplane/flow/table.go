package flow

import "time"

// State is how far a conversation has come; each has its own idle limit.
type State uint8

const (
	Opening State = iota // a TCP handshake, or one datagram
	Open                 // established, or answered datagrams
	Decided              // the kernel handles the rest
	Closing              // both ends said goodbye, or one reset it
	Blocked              // remembered so that no later packet passes
	states
)

var stateNames = [states]string{Opening: "opening", Open: "open", Decided: "decided", Closing: "closing", Blocked: "blocked"}

func (s State) String() string { return stateNames[s] }

// limits are the idle times after which a flow is forgotten. A blocked flow
// outlives a sender's retransmissions (RFC 9293 3.8.3 asks for at least 100 s).
var limits = [states]time.Duration{
	Opening: time.Minute,
	Open:    time.Hour,
	Decided: time.Hour,
	Closing: 10 * time.Second,
	Blocked: 5 * time.Minute,
}

// datagramLimit applies where there is no handshake: RFC 4787 4.3 asks for at
// least two minutes.
const datagramLimit = 3 * time.Minute

// Flow is one conversation. T is what the engine keeps beside it.
type Flow[T any] struct {
	Key   Key
	Conn  Conn // TCP only
	Value T

	state      State
	touched    time.Time
	prev, next *Flow[T]
}

// State returns how far the flow has come.
func (f *Flow[T]) State() State { return f.state }

// Table holds at most a fixed number of flows. It belongs to one goroutine: the
// kernel hands both directions of an address pair to one queue.
type Table[T any] struct {
	flows map[Key]*Flow[T]
	lists [2 * states]list[T] // by state; the second half is for datagrams
	max   int
	gone  func(*Flow[T])
}

// NewTable makes a table for at most max flows (at least 1). gone is called with
// each flow that leaves it.
func NewTable[T any](max int, gone func(*Flow[T])) *Table[T] {
	t := &Table[T]{flows: make(map[Key]*Flow[T]), max: max, gone: gone}
	for i := range t.lists {
		t.lists[i].init()
	}
	return t
}

// Len returns the number of flows.
func (t *Table[T]) Len() int { return len(t.flows) }

// Get returns the flow of a key, or nil.
func (t *Table[T]) Get(k Key) *Flow[T] { return t.flows[k] }

// Add makes a flow. In a full table one that has been decided, closed or blocked
// makes room; where all are under inspection Add returns nil, and what then happens
// to the packet is the policy's on_overload.
func (t *Table[T]) Add(k Key, now time.Time) *Flow[T] {
	if len(t.flows) >= t.max && !t.makeRoom() {
		return nil
	}
	f := &Flow[T]{Key: k}
	t.flows[k] = f
	t.Touch(f, Opening, now)
	return f
}

func (t *Table[T]) makeRoom() bool {
	for _, s := range [...]State{Closing, Decided, Blocked} {
		for _, i := range [...]State{s, s + states} {
			if f := t.lists[i].oldest(); f != nil {
				t.Remove(f)
				return true
			}
		}
	}
	return false
}

// Touch notes that the flow was seen in a state, which restarts its idle limit.
func (t *Table[T]) Touch(f *Flow[T], s State, now time.Time) {
	f.state, f.touched = s, now
	if f.Key.Proto != protoTCP {
		s += states
	}
	f.unlink()
	t.lists[s].push(f)
}

// Remove takes the flow out of the table.
func (t *Table[T]) Remove(f *Flow[T]) {
	f.unlink()
	delete(t.flows, f.Key)
	t.gone(f)
}

// Expire removes the flows that have been idle for longer than their limit.
func (t *Table[T]) Expire(now time.Time) {
	for i := range t.lists {
		for f := t.lists[i].oldest(); f != nil && now.Sub(f.touched) > limit(i); f = t.lists[i].oldest() {
			t.Remove(f)
		}
	}
}

// Close removes all flows.
func (t *Table[T]) Close() {
	for i := range t.lists {
		for f := t.lists[i].oldest(); f != nil; f = t.lists[i].oldest() {
			t.Remove(f)
		}
	}
}

// All yields the flows, longest idle first within each state.
func (t *Table[T]) All(yield func(*Flow[T]) bool) {
	for i := range t.lists {
		l := &t.lists[i]
		for f := l.head.next; f != &l.head; f = f.next {
			if !yield(f) {
				return
			}
		}
	}
}

// Latest yields the flows, the one touched last first within each state, and those under
// way before those that are over.
func (t *Table[T]) Latest(yield func(*Flow[T]) bool) {
	for _, s := range [...]State{Open, Opening, Decided, Blocked, Closing} {
		for _, i := range [...]State{s, s + states} {
			l := &t.lists[i]
			for f := l.head.prev; f != &l.head; f = f.prev {
				if !yield(f) {
					return
				}
			}
		}
	}
}

func limit(list int) time.Duration {
	if list >= int(states) {
		return min(limits[list-int(states)], datagramLimit)
	}
	return limits[list]
}

// list is a ring of flows in the order in which they were touched.
type list[T any] struct{ head Flow[T] }

func (l *list[T]) init() { l.head.prev, l.head.next = &l.head, &l.head }

func (l *list[T]) push(f *Flow[T]) {
	f.prev, f.next = l.head.prev, &l.head
	f.prev.next, l.head.prev = f, f
}

func (l *list[T]) oldest() *Flow[T] {
	if l.head.next == &l.head {
		return nil
	}
	return l.head.next
}

func (f *Flow[T]) unlink() {
	if f.prev != nil {
		f.prev.next, f.next.prev = f.next, f.prev
		f.prev, f.next = nil, nil
	}
}
