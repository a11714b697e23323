package store

import (
	"bytes"
	"sync"

	"sekisho/admin/query"
)

// liveItems is how many events wait for a subscriber to take them; older ones make place.
const liveItems = 500

// live hands new events to subscribers.
type live struct {
	mu          sync.Mutex
	subscribers map[*Subscription]bool
	seen        uint64 // the last sequence number handed out
}

// Subscription gets events as they are indexed, the newest liveItems of those that its
// filter selects.
type Subscription struct {
	live   *live
	filter *query.Query
	ready  chan struct{}

	mu     sync.Mutex
	items  []Item
	missed int
}

// Subscribe begins a subscription; a nil filter selects all. It must be closed.
func (s *Store) Subscribe(filter *query.Query) *Subscription {
	sub := &Subscription{live: &s.live, filter: filter, ready: make(chan struct{}, 1)}
	s.live.mu.Lock()
	defer s.live.mu.Unlock()
	if s.live.subscribers == nil {
		s.live.subscribers = map[*Subscription]bool{}
	}
	s.live.subscribers[sub] = true
	return sub
}

// Ready says, by a value, that there is something to Take.
func (s *Subscription) Ready() <-chan struct{} { return s.ready }

// Take returns what has come since it was last called, oldest first, and how many
// events before these are not in it because they were not taken in time.
func (s *Subscription) Take() (items []Item, missed int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	items, missed = s.items, s.missed
	s.items, s.missed = nil, 0
	return items, missed
}

// Close ends the subscription.
func (s *Subscription) Close() {
	s.live.mu.Lock()
	defer s.live.mu.Unlock()
	delete(s.live.subscribers, s)
}

// publish hands out what is newer than all that was handed out before: an index that is
// made anew is no news.
func (l *live) publish(records []record) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(records) > 0 && records[0].event.Sequence <= l.seen {
		records = records[1:]
	}
	if len(records) == 0 {
		return
	}
	l.seen = records[len(records)-1].event.Sequence
	for sub := range l.subscribers {
		sub.offer(records)
	}
}

func (s *Subscription) offer(records []record) {
	var items []Item
	for _, r := range records {
		if s.filter == nil || s.filter.Match(r.event) {
			// A copy: the line would keep the whole batch in memory.
			items = append(items, Item{Sequence: r.event.Sequence, Event: bytes.Clone(r.line.Bytes)})
		}
	}
	if len(items) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items = append(s.items, items...)
	if over := len(s.items) - liveItems; over > 0 {
		s.items = append([]Item(nil), s.items[over:]...)
		s.missed += over
	}
	select {
	case s.ready <- struct{}{}:
	default:
	}
}
