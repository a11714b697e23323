package siem

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// handTransport takes what it is sent, or hangs until that is given up.
type handTransport struct {
	hangs bool
	mu    sync.Mutex
	got   []uint64
}

func (h *handTransport) Send(ctx context.Context, batch []Message) error {
	if h.hangs {
		<-ctx.Done()
		return ctx.Err()
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, m := range batch {
		h.got = append(h.got, m.Sequence)
	}
	return nil
}

func (h *handTransport) Confirmed() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.got) == 0 {
		return 0
	}
	return h.got[len(h.got)-1]
}

func (h *handTransport) Flush(ctx context.Context) error {
	if h.hangs {
		return errors.New("nobody answers")
	}
	return nil
}

func (h *handTransport) Test(context.Context, Message) (string, error) { return "taken", nil }
func (h *handTransport) Close() error                                  { return nil }

// fleet is a running shipper with a transport for each destination.
type fleet struct {
	t       *testing.T
	dir     string
	journal *journal.Journal
	shipper *Shipper
	hands   map[string]*handTransport
	notices []string
	mu      sync.Mutex
	stop    func()
}

func newFleet(t *testing.T, hands map[string]*handTransport) *fleet {
	t.Helper()
	f := &fleet{t: t, dir: t.TempDir(), hands: hands}
	var err error
	if f.journal, err = journal.Open(journal.Options{Dir: f.dir, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	f.start()
	t.Cleanup(func() {
		f.stop()
		f.journal.Close()
	})
	return f
}

func (f *fleet) start() {
	f.t.Helper()
	f.shipper = New(Options{Journal: f.dir, Dir: filepath.Join(f.dir, "cursors"), Log: slog.New(slog.DiscardHandler),
		RetryMin: time.Millisecond, RetryMax: 5 * time.Millisecond, StopTime: 50 * time.Millisecond, Quiet: 1, DownAfter: 20 * time.Millisecond, LookEvery: 5 * time.Millisecond,
		Tell: func(_ context.Context, n Notice) error {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.notices = append(f.notices, n.Text)
			return nil
		}})
	f.shipper.plan = func(e Entry) (*pipe, error) {
		return &pipe{connect: func() (Transport, error) { return f.hands[e.Name], nil }, messages: stored}, nil
	}
	for name := range f.hands {
		e := Entry{}
		e.Name, e.Start = name, "beginning"
		if err := f.shipper.Add(e); err != nil {
			f.t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		f.shipper.Run(ctx)
	}()
	f.stop = func() {
		cancel()
		<-done
	}
}

func (f *fleet) store(n int) {
	f.t.Helper()
	all := make([]*event.Event, n)
	for i := range all {
		all[i] = &event.Event{Time: time.Now().UTC(), Kind: event.Ended, Action: "allow"}
	}
	if err := f.journal.Append(all); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fleet) until(what string, holds func() bool) {
	f.t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			f.t.Fatalf("never: %s", what)
		}
	}
}

func (f *fleet) cursor(name string) uint64 {
	st, err := f.shipper.Status(name)
	if err != nil {
		f.t.Fatal(err)
	}
	return st.Cursor
}

// TestDeadDestinationsDelayNobody: beside one that hangs another gets everything, and the end waits for
// neither for long; then shipping goes on from where it was.
func TestDeadDestinationsDelayNobody(t *testing.T) {
	f := newFleet(t, map[string]*handTransport{"alive": {}, "dead": {hangs: true}})
	f.store(2000)
	f.until("the living one has all", func() bool { return f.cursor("alive") == 2000 })
	if n := f.cursor("dead"); n != 0 {
		t.Errorf("the dead one is at %d", n)
	}
	f.stop()
	f.hands["dead"] = &handTransport{}
	f.start()
	f.store(1)
	f.until("both have all", func() bool { return f.cursor("alive") == 2001 && f.cursor("dead") == 2001 })
	if got := f.hands["alive"].got; len(got) != 2001 {
		t.Errorf("the living one got %d events", len(got))
	}
}

// TestOperations: pause, resume, move and remove while it runs; what goes wrong is told, and that it works again.
func TestOperations(t *testing.T) {
	f := newFleet(t, map[string]*handTransport{"soc": {}})
	f.store(10)
	f.until("all is sent", func() bool { return f.cursor("soc") == 10 })
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.shipper.Pause("soc", true))
	f.store(5)
	f.until("what waits is seen", func() bool {
		st, err := f.shipper.Status("soc")
		return err == nil && st.State == Paused && st.Lag.Events == 5
	})
	if n := f.cursor("soc"); n != 10 {
		t.Errorf("paused, it went on to %d", n)
	}
	must(f.shipper.Pause("soc", false))
	f.until("the rest is sent", func() bool { return f.cursor("soc") == 15 })
	must(f.shipper.Move("soc", 3))
	f.until("some is sent again", func() bool {
		st, err := f.shipper.Status("soc")
		return err == nil && st.Counts.Repeated == 12 && st.Cursor == 15
	})
	if answer, err := f.shipper.Test(t.Context(), "soc"); err != nil || answer != "taken" {
		t.Errorf("%q, %v", answer, err)
	}
	must(f.shipper.Remove("soc"))
	if _, err := f.shipper.Status("soc"); !errors.Is(err, ErrUnknown) {
		t.Errorf("removed: %v", err)
	}
}

// TestDownIsTold: and shown, until it works again.
func TestDownIsTold(t *testing.T) {
	f := newFleet(t, map[string]*handTransport{})
	works := make(chan bool, 1)
	works <- false
	f.shipper.plan = func(Entry) (*pipe, error) {
		return &pipe{messages: stored, connect: func() (Transport, error) {
			ok := <-works
			works <- ok
			if !ok {
				return nil, errors.New("connection refused")
			}
			return &handTransport{}, nil
		}}, nil
	}
	e := Entry{}
	e.Name = "soc"
	if err := f.shipper.Add(e); err != nil {
		t.Fatal(err)
	}
	f.store(3)
	f.until("it is down", func() bool {
		st, err := f.shipper.Status("soc")
		return err == nil && st.State == Failing && len(st.Alerts) == 1
	})
	<-works
	works <- true
	told := func() []string {
		f.mu.Lock()
		defer f.mu.Unlock()
		return append([]string{}, f.notices...)
	}
	f.until("it works again, and that is told", func() bool { return f.cursor("soc") == 3 && len(told()) == 2 })
	if got := told(); got[0] != "shipping to soc: the destination is down: connection refused" || got[1] != "shipping to soc: the destination works again" {
		t.Errorf("%q", got)
	}
}

// TestBegunAnew: where the journal was lost and its numbers begin anew, so does shipping.
func TestBegunAnew(t *testing.T) {
	f := newFleet(t, map[string]*handTransport{"soc": {}})
	f.store(10)
	f.until("all is sent", func() bool { return f.cursor("soc") == 10 })
	f.stop()
	f.hands["soc"] = &handTransport{}
	if err := f.journal.Close(); err != nil {
		t.Fatal(err)
	}
	days, err := journal.Days(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range days {
		if err := os.Remove(filepath.Join(f.dir, d.Name+".ndjson")); err != nil {
			t.Fatal(err)
		}
	}
	if f.journal, err = journal.Open(journal.Options{Dir: f.dir, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	f.store(3)
	f.start()
	f.until("the new ones are sent", func() bool { return f.cursor("soc") == 3 })
}

// TestDiskFullAtStart: a destination whose cursor can't be kept yet is shipped to as soon as it can.
func TestDiskFullAtStart(t *testing.T) {
	f := newFleet(t, map[string]*handTransport{})
	f.hands["soc"] = &handTransport{}
	if err := os.WriteFile(filepath.Join(f.dir, "cursors"), nil, 0o600); err != nil { // in the directory's place
		t.Fatal(err)
	}
	e := Entry{}
	e.Name = "soc"
	if err := f.shipper.Add(e); err != nil {
		t.Fatal(err)
	}
	f.until("it is said", func() bool {
		st, err := f.shipper.Status("soc")
		return err == nil && st.State != Running && st.Trouble != ""
	})
	if err := os.Remove(filepath.Join(f.dir, "cursors")); err != nil {
		t.Fatal(err)
	}
	f.until("it begins", func() bool {
		st, err := f.shipper.Status("soc")
		return err == nil && st.State == Running
	})
	f.store(2)
	f.until("all is sent", func() bool { return f.cursor("soc") == 2 })
}
