package store

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// halfAllowed stores a day of a hundred events, half of them allow events.
func halfAllowed(t *testing.T, j *journal.Journal, n int) {
	t.Helper()
	var all []*event.Event
	for i := range 100 {
		all = append(all, &event.Event{Time: time.Date(2026, 11, 20+n, 12, 0, 0, 0, time.UTC), Kind: event.Ended, Action: [...]string{"allow", "block"}[i%2]})
	}
	if err := j.Append(all); err != nil {
		t.Fatal(err)
	}
}

func openJournal(t *testing.T, dir string, size int64) *journal.Journal {
	t.Helper()
	j, err := journal.Open(journal.Options{Dir: dir, MaxBytes: size, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

// TestThinnedIsNoGap: an index that is made anew of a journal that was thinned out to keep within its bounds
// finds nothing lost, and one that was made before follows.
func TestThinnedIsNoGap(t *testing.T) {
	scratch, dir, kept := t.TempDir(), t.TempDir(), t.TempDir()
	halfAllowed(t, openJournal(t, scratch, 0), 0)
	one, err := journal.Days(scratch)
	if err != nil {
		t.Fatal(err)
	}
	j := openJournal(t, dir, 0)
	for n := range 3 {
		halfAllowed(t, j, n)
	}
	if h := indexed(t, dir, kept); h.Events != 300 {
		t.Fatalf("%+v", h)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = openJournal(t, dir, one[0].Size*22/10) // room for three days, if two have no allow events
	if err := j.Prune(time.Date(2026, 11, 22, 13, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	for name, index := range map[string]string{"as it was": kept, "made anew": t.TempDir()} {
		if h := indexed(t, dir, index); h.Events != 200 || h.Gaps != 0 {
			t.Errorf("%s: %d events, %d gaps", name, h.Events, h.Gaps)
		}
	}
}

// indexed runs a store until it has read everything.
func indexed(t *testing.T, dir, index string) Health {
	t.Helper()
	s, err := Open(t.Context(), Options{Journal: dir, Dir: index, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for more := true; more; {
		if more, err = s.step(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	s.report(nil)
	return s.Health()
}
