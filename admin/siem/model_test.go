package siem

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
	seed     uint64
	loses    bool // days of the journal are lost, instead of removed by it
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
		w.told = append(w.told, w.gapOf(m))
		return
	}
	w.arrived[m.Sequence] = true
}

// gapOf reads word of a gap. Nothing is unknown where only the journal itself removes events.
func (w *world) gapOf(m Message) Gap {
	var body struct {
		Sekisho struct{ Gap map[string]string }
	}
	if err := json.Unmarshal(m.Body, &body); err != nil {
		w.t.Fatal(err)
	}
	n := func(name string) uint64 {
		v, err := strconv.ParseUint(body.Sekisho.Gap[name], 10, 64)
		if err != nil {
			w.t.Fatal(err)
		}
		return v
	}
	g := Gap{From: n("from"), To: n("to"), Events: n("events"), Loss: Loss{n("allow"), n("log"), n("block"), n("other"), n("unknown")}}
	if g.Allow+g.Log+g.Block+g.Other+g.Unknown != g.Events || g.To-g.From+1 < g.Events || m.Sequence < g.From || !w.loses && g.Unknown > 0 {
		w.t.Errorf("seed %d: %+v", w.seed, g)
	}
	return g
}

func (w *world) open() {
	s := New(Options{Journal: w.dir, Dir: filepath.Join(w.dir, "cursors"), Settle: time.Nanosecond,
		RetryMin: 1, RetryMax: 1, Log: slog.New(slog.DiscardHandler)})
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

// resume has the sender go on. After a crash it may go by a cursor that was kept while it was paused, and
// then it is right to wait until it is told.
func (w *world) resume() {
	if err := w.shipper.Pause("model", false); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) act() {
	switch w.random.IntN(12) {
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
	case 10: // some are sent again
		if err := w.shipper.Move("model", w.random.Uint64N(w.loop.cursor.Sequence+1)); err != nil {
			w.t.Fatal(err)
		}
		w.turn()
	case 11:
		for _, paused := range []bool{true, false} {
			if err := w.shipper.Pause("model", paused); err != nil {
				w.t.Fatal(err)
			}
			w.turn()
		}
	case 5, 6, 7:
		n := 1 + w.random.IntN(40)
		events := make([]*event.Event, n)
		for i := range events {
			action := [...]string{"allow", "allow", "log", "block"}[w.random.IntN(4)]
			events[i] = &event.Event{Time: time.Date(2026, 11, 1+w.day, 12, 0, 0, 0, time.UTC), Kind: event.Ended, Action: action}
		}
		if err := w.journal.Append(events); err != nil {
			w.t.Fatal(err)
		}
		w.appended += uint64(n)
	default:
		w.turn()
	}
}

// retain removes what the journal's bounds say, or loses a day.
func (w *world) retain() {
	if !w.loses {
		if err := w.journal.Prune(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)); err != nil {
			w.t.Fatal(err)
		}
		return
	}
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
// or is not there any more and said to be missing.
func (w *world) reference(upTo uint64) {
	w.t.Helper()
	present := map[uint64]bool{}
	for tail := journal.After(w.dir, 0); ; {
		records, err := tail.Next(0)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(records) == 0 {
			break
		}
		for _, r := range records {
			present[r.Sequence] = true
		}
	}
	for n := uint64(1); n <= upTo; n++ {
		told := slices.ContainsFunc(w.told, func(g Gap) bool { return g.From <= n && n <= g.To })
		if !w.arrived[n] && !w.excused[n] && (present[n] || !told) {
			w.t.Fatalf("seed %d: event %d did not arrive (in the journal: %v)", w.seed, n, present[n])
		}
	}
}

// TestModel ships through crashes of the sender, a receiver that loses and stalls and refuses, full
// disks and retention.
func TestModel(t *testing.T) {
	for seed := range uint64(14) {
		dir := t.TempDir()
		j, err := journal.Open(journal.Options{Dir: dir, MaxBytes: 24 << 10, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		w := &world{t: t, seed: seed, loses: seed%2 == 0, random: rand.New(rand.NewPCG(seed, 6)), dir: dir, journal: j, arrived: map[uint64]bool{}, excused: map[uint64]bool{}}
		if w.loses {
			j.Close()
			if j, err = journal.Open(journal.Options{Dir: dir}); err != nil {
				t.Fatal(err)
			}
			w.journal = j
		}
		w.open()
		for step := range 120 {
			w.act()
			c, err := loadCursor(w.loop.path)
			if err != nil {
				t.Fatal(err)
			}
			if step%5 == 0 {
				w.reference(c.Sequence)
			}
		}
		w.resume()
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
