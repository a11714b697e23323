package siem

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"sekisho/admin/encode"
	"sekisho/configs"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// Options say what is shipped from where. Zero times mean the defaults.
type Options struct {
	Journal string // the directory that the dataplane stores events in
	Dir     string // for the cursors; made if need be, for nobody else to read
	Host    string // name of the gateway
	Version string // of the product
	// Trusted is where the TLS files of destinations that don't stand in sekisho.yaml lie, given by name.
	Trusted string
	// Tell stores what shipping has to say among the events, and so tells the other destinations; nil: it is only
	// logged.
	Tell func(ctx context.Context, n Notice) error
	Log  *slog.Logger
	// Batch is how many messages are handed over at a time, at most; 0: the default.
	Batch int
	// RetryMin and RetryMax bound the wait after an error.
	RetryMin, RetryMax time.Duration
	// Settle is how long what was sent waits to be confirmed before that is asked for.
	Settle time.Duration
	// Probation is how long a receiver that acknowledges nothing must live on until it counts as having stored what
	// it has read.
	Probation time.Duration
	// Quiet is how long nothing is sent to it at the beginning of that: one that reads by several threads could store
	// what comes by the next connection first.
	Quiet time.Duration
	// StopTime bounds how long the end waits for what is being sent.
	StopTime time.Duration
	// DownAfter is how long tries may fail until a destination counts as down, and LookEvery how
	// often it is looked at whether anything is to be told.
	DownAfter, LookEvery time.Duration
}

// Defaults of Options.
const (
	retryMin  = 500 * time.Millisecond
	retryMax  = time.Minute
	settle    = 10 * time.Second
	probation = 5 * time.Second
	quiet     = time.Second
	stopTime  = 8 * time.Second
	downAfter = time.Minute
	lookEvery = time.Second
)

// Entry is a destination and, where it has no file for it, its secret.
type Entry struct {
	configs.Destination
	Secret string `json:"-"`
	// Fixed: it stands in sekisho.yaml, and can't be changed elsewhere.
	Fixed bool `json:"fixed"`
}

// Shipper ships to all destinations. Its methods may be called by many at a time; Run by
// one.
type Shipper struct {
	options Options
	head    head
	plan    func(Entry) (*pipe, error)

	mu      sync.Mutex
	running context.Context // nil: not yet, or no longer
	loops   map[string]*running
}

// running is a loop, and how it is ended.
type running struct {
	*loop
	started bool
	stop    context.CancelFunc
}

// Errors of what is asked of a Shipper.
var (
	ErrUnknown = errors.New("there is no such destination")
	ErrExists  = errors.New("there is a destination of that name")
)

// New makes a shipper without destinations. It needs nothing of the disk: what can't be read or written yet is
// tried again while it runs.
func New(o Options) *Shipper {
	o.setDefaults()
	s := &Shipper{options: o, loops: map[string]*running{}}
	s.head = head{dir: o.Journal, moved: make(chan struct{})}
	s.plan = func(e Entry) (*pipe, error) {
		if err := e.trust(o.Trusted); err != nil {
			return nil, err
		}
		var key []byte
		if len(e.Pseudonymise) > 0 {
			var err error
			if key, err = pseudonymKey(o.Dir); err != nil {
				return nil, err
			}
		}
		return plan(e.Destination, e.Secret, encode.Observer{Host: o.Host, Version: o.Version}, key)
	}
	_ = s.head.look() // Run looks again, and says what is wrong
	return s
}

func (o *Options) setDefaults() {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Batch == 0 {
		o.Batch = batchMessages
	}
	for _, d := range []struct {
		to   *time.Duration
		zero time.Duration
	}{{&o.RetryMin, retryMin}, {&o.RetryMax, retryMax}, {&o.Settle, settle}, {&o.Probation, probation}, {&o.Quiet, quiet}, {&o.StopTime, stopTime}, {&o.DownAfter, downAfter}, {&o.LookEvery, lookEvery}} {
		if *d.to == 0 {
			*d.to = d.zero
		}
	}
}

// Run ships until ctx ends, and returns when all loops have.
func (s *Shipper) Run(ctx context.Context) {
	s.mu.Lock()
	s.running = ctx
	for _, r := range s.loops {
		s.start(r)
	}
	s.mu.Unlock()
	var watching sync.WaitGroup
	watching.Go(func() { s.watch(ctx) })
	defer watching.Wait()
	s.head.follow(ctx, func(err error) { s.options.Log.Error("the journal can't be looked at", "error", err) })
	for _, r := range s.stopStarting() {
		<-r.over
	}
}

// stopStarting has no loop begin any more, and returns those that have.
func (s *Shipper) stopStarting() (begun []*running) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running = nil
	for _, r := range s.loops {
		if r.started {
			begun = append(begun, r)
		}
	}
	return begun
}

// start has a loop run, unless nothing does yet.
func (s *Shipper) start(r *running) {
	if s.running == nil || s.running.Err() != nil || r.started {
		return
	}
	ctx, cancel := context.WithCancel(s.running)
	r.started, r.stop = true, cancel
	go r.run(ctx)
}

// Check says why a destination can't be shipped to; nil: it can, if its receiver answers.
func (s *Shipper) Check(e Entry) error {
	p, err := s.plan(e)
	if err != nil {
		return err
	}
	t, err := p.connect()
	if err != nil {
		return err
	}
	return t.Close()
}

// Add begins to ship to a destination: from where its cursor stands, if it has been there before, or
// else from where Start says.
func (s *Shipper) Add(e Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.loops[e.Name] != nil {
		return fmt.Errorf("add destination %s: %w", e.Name, ErrExists)
	}
	r, err := s.open(e)
	if err != nil {
		return fmt.Errorf("add destination %s: %w", e.Name, err)
	}
	s.loops[e.Name] = r
	s.start(r)
	return nil
}

func (s *Shipper) open(e Entry) (*running, error) {
	p, err := s.plan(e)
	if err != nil {
		return nil, err
	}
	l := &loop{shipper: s, entry: e, pipe: p, path: filepath.Join(s.options.Dir, e.Name+".cursor"),
		wake: make(chan struct{}, 1), over: make(chan struct{})}
	if err := l.prepare(); err != nil {
		s.options.Log.Error("shipping can't begin yet", "destination", e.Name, "error", err)
		l.state.fail(err, 0)
	}
	return &running{loop: l, stop: func() {}}, nil
}

// prepare finds where to begin: where the kept cursor stands, or else where Start says.
func (l *loop) prepare() error {
	c, err := loadCursor(l.path)
	switch {
	case err == errNoCursor:
		c, err = l.firstCursor()
	case errors.Is(err, errNoCursor): // it was damaged: rather twice than never
		l.shipper.options.Log.Error("a cursor is damaged: everything is sent again", "destination", l.entry.Name, "error", err)
		err = nil
	}
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	c.Paused = c.Paused || l.cursor.Paused // asked for meanwhile
	l.cursor, l.state.kept, l.state.alerts.dropped, l.ready = c, c, c.Counts.Dropped, true
	return nil
}

// firstCursor is that of a new destination, kept at once: where it began must not move.
func (l *loop) firstCursor() (c cursor, err error) {
	if c.Sequence, err = l.shipper.beginning(l.entry.Start); err != nil {
		return cursor{}, err
	}
	c.Sent = c.Sequence
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return cursor{}, fmt.Errorf("keep cursor: %w", err)
	}
	return c, c.save(l.path)
}

// beginning is the cursor of a new destination.
func (s *Shipper) beginning(start string) (uint64, error) {
	if start == configs.StartBeginning {
		first, err := journal.First(s.options.Journal)
		return max(first.Sequence, 1) - 1, err
	}
	last, err := journal.Last(s.options.Journal)
	return last.Sequence, err
}

// end stops a loop and waits for it.
func (s *Shipper) end(name string) (*running, error) {
	s.mu.Lock()
	r := s.loops[name]
	if r == nil {
		s.mu.Unlock()
		return nil, ErrUnknown
	}
	delete(s.loops, name)
	s.mu.Unlock()
	r.stop()
	if r.started {
		<-r.over
	}
	return r, nil
}

// Change ships to a destination in another way from now on; its cursor stays.
func (s *Shipper) Change(e Entry) error {
	if _, err := s.end(e.Name); err != nil {
		return fmt.Errorf("change destination %s: %w", e.Name, err)
	}
	return s.Add(e)
}

// Remove ships to a destination no longer, and forgets how far it was.
func (s *Shipper) Remove(name string) error {
	r, err := s.end(name)
	if err == nil {
		err = os.Remove(r.path)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove destination %s: %w", name, err)
	}
	return nil
}

// find is a destination's loop.
func (s *Shipper) find(name string) (*running, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.loops[name]; r != nil {
		return r, nil
	}
	return nil, ErrUnknown
}

// Pause lets a destination wait, over restarts too, or go on.
func (s *Shipper) Pause(name string, paused bool) error {
	return s.order(name, "pause", func(l *loop) { l.cursor.Paused = paused })
}

// Move has a destination go on after a sequence number: what comes behind it is sent, again if
// need be.
func (s *Shipper) Move(name string, after uint64) error {
	return s.order(name, "move cursor of", func(l *loop) { l.move = &after })
}

// order changes what a loop shall do, breaks off what it does, and keeps what it was told
// even if it doesn't run.
func (s *Shipper) order(name, what string, change func(*loop)) error {
	r, err := s.find(name)
	if err != nil {
		return fmt.Errorf("%s destination %s: %w", what, name, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	change(r.loop)
	if r.interrupt != nil {
		r.interrupt()
	}
	select {
	case r.wake <- struct{}{}:
	default: // it has been woken already
	}
	return nil
}

// Where of a cursor.
const (
	WhereNow       = "now"
	WhereBeginning = "beginning"
)

// Place is the cursor after which events are sent from a place on: WhereNow, WhereBeginning.
func (s *Shipper) Place(where string) (uint64, error) {
	if where == WhereBeginning {
		return s.beginning(configs.StartBeginning)
	}
	return s.beginning(configs.StartNow)
}

// PlaceOf is the cursor after which events of a time or later are sent.
func (s *Shipper) PlaceOf(at time.Time) (uint64, error) {
	before, err := journal.Before(s.options.Journal, at)
	if err != nil {
		return 0, err
	}
	first, err := s.beginning(configs.StartBeginning)
	return max(before, first), err
}

// Test sends one marked event by a transport of its own and says what the receiver
// answered.
func (s *Shipper) Test(ctx context.Context, name string) (answer string, err error) {
	r, err := s.find(name)
	if err != nil {
		return "", fmt.Errorf("test destination %s: %w", name, err)
	}
	p, err := s.plan(r.entry) // the loop's own is in use
	if err != nil {
		return "", fmt.Errorf("test destination %s: %w", name, err)
	}
	t, err := p.connect()
	if err != nil {
		return "", fmt.Errorf("test destination %s: %w", name, err)
	}
	defer t.Close()
	messages, err := p.messages(nil, testEvent(name, s.options.Host), true)
	if err != nil || len(messages) == 0 {
		return "", fmt.Errorf("test destination %s: %w", name, errors.Join(err, io.ErrUnexpectedEOF))
	}
	if answer, err = t.Test(ctx, messages[0]); err != nil {
		return "", fmt.Errorf("test destination %s: %w", name, err)
	}
	return answer, nil
}

// testEvent is marked as one by its action and words; it has no number, since it isn't stored.
func testEvent(name, host string) *event.Event {
	now := time.Now().UTC()
	return &event.Event{
		Time: now, ID: fmt.Sprintf("test-%s-%d", name, now.UnixMilli()), Gateway: event.Gateway{Name: host},
		Kind: event.Ended, Type: []string{"info"}, Category: event.Configuration, Action: "test",
		Reason: "a test of shipping to " + name + ": nothing has happened",
	}
}

// names lists the destinations.
func (s *Shipper) names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for name := range s.loops {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
