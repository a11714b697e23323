package siem

import (
	"context"
	"sync"
	"time"

	"sekisho/dataplane/journal"
)

// pollEvery is how often the journal is looked at for more: also how long an event waits
// for others to be sent with.
const pollEvery = 200 * time.Millisecond

// head is the journal's end, looked for once for all loops.
type head struct {
	dir string

	mu    sync.Mutex
	place journal.Place
	day   journal.Day
	moved chan struct{} // closed when there is more
}

func (h *head) get() journal.Place {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.place
}

// after is closed once there are events after a sequence number.
func (h *head) after(sequence uint64) <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.place.Sequence > sequence {
		now := make(chan struct{})
		close(now)
		return now
	}
	return h.moved
}

// look reads the journal's end again, if its last file has changed.
func (h *head) look() error {
	days, err := journal.Days(h.dir)
	if err != nil || len(days) == 0 {
		return err
	}
	day := days[len(days)-1]
	h.mu.Lock()
	same := h.day == day
	h.mu.Unlock()
	if same {
		return nil
	}
	place, err := journal.Last(h.dir)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.day = day
	if place != h.place {
		h.place = place
		close(h.moved)
		h.moved = make(chan struct{})
	}
	return nil
}

// follow looks until ctx ends; trouble is told when it begins.
func (h *head) follow(ctx context.Context, trouble func(error)) {
	failing := false
	for {
		err := h.look()
		if err != nil && !failing {
			trouble(err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-time.After(pollEvery):
		}
	}
}
