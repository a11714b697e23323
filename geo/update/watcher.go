package update

import (
	"context"
	"fmt"
	"net/netip"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"

	"sekisho/geo"
)

// Config says what to watch. Report may not be nil.
type Config struct {
	// Files and Overrides are those of geo.Open. Without files there is the
	// embedded database, which never changes.
	Files     []string
	Overrides map[netip.Prefix]string
	// Settle is how long files must lie still before they are read; one second
	// if 0.
	Settle time.Duration
	// Poll is how often files are looked at even if the kernel reports
	// nothing, as on network file systems and behind symbolic links; one minute
	// if 0.
	Poll time.Duration
	// Report is told of each new database after it is in use, or of why a
	// new set was refused, once for each state of the files. It is called from
	// Run, one call at a time.
	Report func(*geo.DB, error)
}

// Watcher holds the database in use.
type Watcher struct {
	config  Config
	current atomic.Pointer[geo.DB]
	opening sync.Mutex // held while databases are opened and put in use; guards config.Overrides
	judged  []stamp    // the files' state when they were last accepted or refused
	seen    []stamp    // and at the last glance
	asked   chan struct{}
	notify  *fsnotify.Watcher
	settle  *time.Timer
}

// New opens the database and starts to watch its files; Run must follow.
func New(c Config) (*Watcher, error) {
	if c.Settle == 0 {
		c.Settle = time.Second
	}
	if c.Poll == 0 {
		c.Poll = time.Minute
	}
	w := &Watcher{config: c, asked: make(chan struct{}, 1), settle: time.NewTimer(time.Hour)}
	w.settle.Stop()
	if err := w.watch(); err != nil {
		return nil, err
	}
	w.judged = stamps(c.Files) // before opening, so that no change is missed
	db, err := geo.Open(c.Files, c.Overrides)
	if err != nil {
		w.notify.Close()
		return nil, err
	}
	w.current.Store(db)
	return w, nil
}

// watch asks for the events of the files' folders: a file's own watch would be
// lost with the file when another takes its name.
func (w *Watcher) watch() error {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch geo databases: %w", err)
	}
	w.notify = n
	for _, file := range w.config.Files {
		if err := n.Add(filepath.Dir(file)); err != nil {
			n.Close()
			return fmt.Errorf("watch geo database %s: %w", file, err)
		}
	}
	return nil
}

// DB returns the database in use, from any goroutine.
func (w *Watcher) DB() *geo.DB { return w.current.Load() }

// Check has Run read the files now, changed or not. It does not wait.
func (w *Watcher) Check() {
	select {
	case w.asked <- struct{}{}:
	default: // asked already
	}
}

// Run watches until ctx ends.
func (w *Watcher) Run(ctx context.Context) {
	defer w.notify.Close()
	poll := time.NewTicker(w.config.Poll)
	defer poll.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-w.notify.Events:
			w.event(e)
		case err := <-w.notify.Errors:
			w.config.Report(nil, fmt.Errorf("watch geo databases: %w", err))
			w.rest() // events may have been lost
		case <-poll.C:
			w.glance()
		case <-w.settle.C:
			w.judge()
		case <-w.asked:
			w.judged = nil
			w.judge()
		}
	}
}

// event starts the wait anew if e is of one of the files.
func (w *Watcher) event(e fsnotify.Event) {
	if slices.ContainsFunc(w.config.Files, func(f string) bool { return filepath.Clean(f) == filepath.Clean(e.Name) }) {
		w.rest()
	}
}

// rest has the files judged once they have lain still.
func (w *Watcher) rest() { w.settle.Reset(w.config.Settle) }

// glance finds changes that came without an event. One that it has found before is waiting
// to be judged: looking at it often must not keep it waiting.
func (w *Watcher) glance() {
	now := stamps(w.config.Files)
	if !slices.Equal(now, w.judged) && !slices.Equal(now, w.seen) {
		w.rest()
	}
	w.seen = now
}

// judge reads the files if they are not as they were judged before. Files that
// change while they are read are left to the next rest.
func (w *Watcher) judge() {
	w.opening.Lock()
	defer w.opening.Unlock()
	now := stamps(w.config.Files)
	if slices.Equal(now, w.judged) {
		return
	}
	db, err := w.open()
	if !slices.Equal(now, stamps(w.config.Files)) {
		w.rest()
		return
	}
	w.judged = now
	if err != nil {
		w.config.Report(nil, fmt.Errorf("refuse new geo databases, keep the old: %w", err))
		return
	}
	w.current.Store(db)
	w.config.Report(db, nil)
}

// Override opens the databases with other overrides, which hold from then on. put is called with the result, before it is in
// use; where it fails, the old database and overrides stay. Nothing is reported.
func (w *Watcher) Override(overrides map[netip.Prefix]string, put func(*geo.DB) error) error {
	w.opening.Lock()
	defer w.opening.Unlock()
	db, err := geo.Open(w.config.Files, overrides)
	if err != nil {
		return err
	}
	if err := put(db); err != nil {
		return err
	}
	w.config.Overrides = overrides
	w.current.Store(db)
	return nil
}

// open verifies the new set and holds it against the one in use.
func (w *Watcher) open() (*geo.DB, error) {
	db, err := geo.Open(w.config.Files, w.config.Overrides)
	if err != nil {
		return nil, err
	}
	return db, compare(w.DB().Coverage(), db.Coverage())
}
