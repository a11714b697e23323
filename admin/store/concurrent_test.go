package store

import (
	"context"
	"sync"
	"testing"
	"time"

	"sekisho/dataplane/event"
)

// TestReadersBesideTheWriter: while Run indexes several days, and more of them than are kept open, pages are in
// order and hold what they were asked for, and every event reaches a subscriber once.
func TestReadersBesideTheWriter(t *testing.T) {
	b := newBed(t)
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() { b.store.Run(ctx) })
	sub := b.store.Subscribe(nil)
	defer sub.Close()
	const days, each = openReaders + 3, 300
	live := 0
	group.Go(func() {
		for live < days*each {
			<-sub.Ready()
			items, missed := sub.Take()
			live += len(items) + missed
		}
	})
	q := b.query("event.action:block")
	for range 3 {
		group.Go(func() {
			for ctx.Err() == nil {
				blockedPage(t, b.store, Search{Filter: q, Limit: 50})
				if _, err := b.store.Rollup(ctx, RollupQuery{By: ByCountry}); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
		})
	}
	for d := range days {
		b.writeRandom(each, noon.AddDate(0, 0, d))
	}
	for end := time.Now().Add(2 * time.Minute); b.store.Health().Last < days*each; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not indexed: %+v", b.store.Health())
		}
	}
	cancel()
	group.Wait()
	if live != days*each {
		t.Errorf("%d live events of %d", live, days*each)
	}
	b.checkAll()
}

func blockedPage(t *testing.T, s *Store, q Search) {
	page, err := s.Events(context.Background(), q)
	if err != nil || page.Unreadable > 0 {
		t.Errorf("%d unreadable, %v", page.Unreadable, err)
	}
	last := uint64(1 << 62)
	for _, item := range page.Items {
		e, err := event.Parse(item.Event)
		if err != nil || e.Action != "block" || item.Sequence >= last {
			t.Errorf("%d after %d: %v", item.Sequence, last, err)
			return
		}
		last = item.Sequence
	}
}
