package siem

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// everyEvents is how many events go through each transport.
const everyEvents = 1500

// TestLoopOverEveryTransport ships from a journal by each transport, a fifth of the events left out, while
// receiver and sender are killed: what is confirmed is held, nothing is missing, and the order is kept.
func TestLoopOverEveryTransport(t *testing.T) {
	dir := t.TempDir()
	j, err := journal.Open(journal.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	all := make([]*event.Event, everyEvents)
	for i := range all {
		all[i] = &event.Event{Time: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), Kind: event.Ended, Action: "allow"}
	}
	if err := j.Append(all); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	for name, open := range contracts() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := &every{t: t, dir: dir, cursors: t.TempDir(), peer: open(t), random: rand.New(rand.NewPCG(6, 6))}
			e.open()
			e.run()
			e.check()
		})
	}
}

// every is a loop and its receiver.
type every struct {
	t            *testing.T
	dir, cursors string
	peer         peer
	random       *rand.Rand
	loop         *loop
	kills        int
}

func (e *every) open() {
	s := New(Options{Journal: e.dir, Dir: filepath.Join(e.cursors, "c"), Log: slog.New(slog.DiscardHandler), Settle: time.Millisecond, RetryMin: 1, RetryMax: 1, Batch: 50, Probation: 300 * time.Millisecond, Quiet: 1})
	s.plan = func(Entry) (*pipe, error) {
		return &pipe{connect: func() (Transport, error) { return transportTo(e.t, e.peer), nil }, messages: e.messages}, nil
	}
	entry := Entry{}
	entry.Name, entry.Start = "peer", "beginning"
	if err := s.Add(entry); err != nil {
		e.t.Fatal(err)
	}
	e.loop = s.loops["peer"].loop
}

func (e *every) messages(dst []Message, from *event.Event, _ bool) ([]Message, error) {
	if from.Sequence%5 == 0 {
		return dst, nil
	}
	return append(dst, e.peer.shape(message(from.Sequence))), nil
}

// run ships until all is confirmed, and kills one of the two now and then.
func (e *every) run() {
	ctx, cancel := context.WithTimeout(e.t.Context(), 3*time.Minute)
	defer cancel()
	for e.loop.cursor.Sequence < everyEvents {
		if ctx.Err() != nil {
			e.t.Fatalf("confirmed up to %d in time; last error: %s", e.loop.cursor.Sequence, e.loop.state.trouble)
		}
		flushed := !e.loop.trial.IsZero()
		e.loop.turn(ctx)
		if !flushed && !e.loop.trial.IsZero() { // the loop is quiet for a while, which may be too short here
			e.stores(e.loop.read)
		}
		if e.kills >= 4 || e.random.IntN(3) > 0 || e.loop.cursor.Sequence == everyEvents {
			continue
		}
		e.kills++
		if e.kills%2 == 0 {
			e.loop.save(true)
			e.loop.disconnect() // as the sender's death does
			e.open()
			continue
		}
		e.stores(e.loop.cursor.Sequence)
		e.peer.kill()
		e.peer.start()
	}
	e.loop.finish()
}

// stores waits until the receiver has stored what comes up to a number: one that acknowledges nothing may
// take longer on a busy machine than the loop gives it, and nobody can know.
func (e *every) stores(n uint64) {
	e.t.Helper()
	for ; n > 0; n-- {
		if n%5 != 0 {
			arrivals(e.t, e.peer, n)
			return
		}
	}
}

func (e *every) check() {
	e.t.Helper()
	held := arrivals(e.t, e.peer, everyEvents-1)
	if !e.peer.ordered() {
		slices.Sort(held)
	}
	last := uint64(0)
	for _, n := range held {
		if n <= last {
			continue
		}
		if want := last + 1; n != want && (want%5 != 0 || n != want+1) {
			e.t.Fatalf("%d came after %d", n, last)
		}
		last = n
	}
	if last != everyEvents-1 || e.kills != 4 {
		e.t.Errorf("the last is %d, after %d kills", last, e.kills)
	}
	c, err := loadCursor(e.loop.path)
	if err != nil || c.Sequence != everyEvents || c.Counts.Dropped != 0 {
		e.t.Errorf("%+v, %v", c, err)
	}
}
