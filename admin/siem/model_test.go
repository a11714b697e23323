package siem

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// modelTransport is a receiver that acknowledges late, loses what it has not acknowledged,
// stalls and refuses, as chance has it.
type modelTransport struct {
	w         *world
	sent      []Message // on this connection, and not yet safe
	confirmed uint64
	last      uint64
}

func (m *modelTransport) Send(ctx context.Context, batch []Message) error {
	switch m.w.random.IntN(8) {
	case 0:
		return m.lose(errors.New("connection reset"))
	case 1: // a part arrives, then it stalls until it is given up
		m.take(batch[:m.w.random.IntN(len(batch))])
		m.settle()
		return m.lose(context.DeadlineExceeded)
	}
	var refused []uint64
	if m.w.random.IntN(6) == 0 {
		n := m.w.random.IntN(len(batch))
		if !strings.HasPrefix(batch[n].ID, "gap") {
			refused = append(refused, batch[n].Sequence)
			m.w.excused[batch[n].Sequence] = true
			batch = append(append([]Message{}, batch[:n]...), batch[n+1:]...)
		}
	}
	m.take(batch)
	if m.settle(); refused != nil {
		return &Rejected{Sequences: refused, Reason: "not that one"}
	}
	return nil
}

func (m *modelTransport) take(batch []Message) {
	for _, one := range batch {
		if one.Sequence < m.last {
			m.w.t.Errorf("%d came after %d", one.Sequence, m.last)
		}
		m.last = one.Sequence
		one.Body = append([]byte{}, one.Body...)
		m.sent = append(m.sent, one)
	}
}

// settle makes a part of what was sent safe.
func (m *modelTransport) settle() {
	n := m.w.random.IntN(len(m.sent) + 1)
	for n > 0 && n < len(m.sent) && m.sent[n].Sequence == m.sent[n-1].Sequence {
		n++ // messages of one event are safe together
	}
	for _, one := range m.sent[:n] {
		m.w.arrive(one)
		m.confirmed = one.Sequence
	}
	if m.sent = m.sent[n:]; len(m.sent) == 0 {
		m.confirmed = max(m.confirmed, m.last) // refused ones, too
	}
}

func (m *modelTransport) lose(err error) error {
	m.sent, m.last = nil, 0
	return err
}

func (m *modelTransport) Confirmed() uint64 { return m.confirmed }

func (m *modelTransport) Flush(context.Context) error {
	if m.w.random.IntN(4) == 0 {
		return m.lose(errors.New("connection reset"))
	}
	for len(m.sent) > 0 {
		m.settle()
	}
	return nil
}

func (m *modelTransport) Test(context.Context, Message) (string, error) { return "", nil }
func (m *modelTransport) Close() error                                  { return m.lose(nil) }

// world is what a model test happens in.
type world struct {
	t        *testing.T
	random   *rand.Rand
	dir      string
	journal  *journal.Journal
	appended uint64
	day      int
	arrived  map[uint64]bool
	excused  map[uint64]bool // refused by the receiver
	told     []Gap
	shipper  *Shipper
	loop     *loop
	cursors  [][]byte // the file's contents over time
}

func (w *world) arrive(m Message) {
	if strings.HasPrefix(m.ID, "gap-") {
		var g Gap
		if _, err := fmt.Sscanf(m.ID, "gap-model-%d-%d", &g.From, &g.To); err != nil {
			w.t.Fatal(err)
		}
		w.told = append(w.told, g)
		return
	}
	w.arrived[m.Sequence] = true
}

func (w *world) open() {
	s, err := New(Options{Journal: w.dir, Dir: filepath.Join(w.dir, "cursors"), Settle: time.Nanosecond,
		RetryMin: 1, RetryMax: 1, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		w.t.Fatal(err)
	}
	s.plan = func(Entry) (*pipe, error) {
		return &pipe{connect: func() (Transport, error) { return &modelTransport{w: w}, nil }, messages: stored}, nil
	}
	e := Entry{}
	e.Name, e.Start = "model", "beginning"
	if err := s.Add(e); err != nil {
		w.t.Fatal(err)
	}
	w.shipper, w.loop = s, s.loops["model"].loop
}

func (w *world) turn() {
	if err := w.shipper.head.look(); err != nil {
		w.t.Fatal(err)
	}
	w.loop.turn(context.Background())
	w.loop.saved = time.Time{} // time passes
	b, err := os.ReadFile(w.loop.path)
	if err != nil {
		w.t.Fatal(err)
	}
	w.cursors = append(w.cursors, b)
}

// crash ends the sender without a word. What it kept is as old as chance has it.
func (w *world) crash() {
	if n := len(w.cursors); n > 0 {
		kept := w.cursors[n-1-w.random.IntN(min(n, 3))]
		if err := os.WriteFile(w.loop.path, kept, 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
	w.open()
}

func (w *world) act() {
	switch w.random.IntN(10) {
	case 0:
		w.crash()
	case 1:
		w.day++
	case 2:
		w.retain()
	case 3:
		w.diskFull()
	case 4:
		w.loop.finish() // an orderly stop
		w.open()
	case 5, 6, 7:
		n := 1 + w.random.IntN(40)
		events := make([]*event.Event, n)
		for i := range events {
			events[i] = &event.Event{Time: time.Date(2026, 11, 1+w.day, 12, 0, 0, 0, time.UTC), Kind: event.Ended, Action: "allow"}
		}
		if err := w.journal.Append(events); err != nil {
			w.t.Fatal(err)
		}
		w.appended += uint64(n)
	default:
		w.turn()
	}
}

// retain removes the oldest day, as the journal's bounds do.
func (w *world) retain() {
	if days, err := journal.Days(w.dir); err == nil && len(days) > 1 && w.random.IntN(3) == 0 {
		if err := os.Remove(filepath.Join(w.dir, days[0].Name+".ndjson")); err != nil {
			w.t.Fatal(err)
		}
	}
}

// diskFull: for a turn the cursor can't be kept.
func (w *world) diskFull() {
	blocked := w.loop.path + ".new"
	if err := os.Mkdir(blocked, 0o700); err != nil {
		w.t.Fatal(err)
	}
	w.turn()
	if err := os.Remove(blocked); err != nil {
		w.t.Fatal(err)
	}
}

// reference is what must hold, whatever happened: each event up to the cursor arrived, or was refused,
// or is said to be missing.
func (w *world) reference(upTo uint64) {
	w.t.Helper()
	for n := uint64(1); n <= upTo; n++ {
		told := false
		for _, g := range w.told {
			told = told || g.From <= n && n <= g.To
		}
		if !w.arrived[n] && !w.excused[n] && !told {
			w.t.Fatalf("event %d did not arrive, and nothing was said", n)
		}
	}
}

// TestModel ships through crashes of the sender, a receiver that loses and stalls and refuses, full
// disks and retention.
func TestModel(t *testing.T) {
	for seed := range uint64(25) {
		dir := t.TempDir()
		j, err := journal.Open(journal.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		w := &world{t: t, random: rand.New(rand.NewPCG(seed, 6)), dir: dir, journal: j, arrived: map[uint64]bool{}, excused: map[uint64]bool{}}
		w.open()
		for range 120 {
			w.act()
			c, err := loadCursor(w.loop.path)
			if err != nil {
				t.Fatal(err)
			}
			w.reference(c.Sequence)
		}
		for range 1000 {
			if w.turn(); w.loop.cursor.Sequence == w.appended {
				break
			}
		}
		if w.loop.cursor.Sequence != w.appended {
			t.Fatalf("seed %d: stuck at %d of %d: %s", seed, w.loop.cursor.Sequence, w.appended, w.loop.state.trouble)
		}
		w.reference(w.appended)
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// stored gives an event the form in which it is stored.
func stored(dst []Message, e *event.Event, _ bool) ([]Message, error) {
	body, err := e.AppendJSON(nil)
	return append(dst, Message{Sequence: e.Sequence, ID: e.ID, Time: e.Time, Body: body}), err
}
