package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"sekisho/admin/sqlite"
)

// Options say where the store is.
type Options struct {
	Journal string // the directory that the dataplane writes
	Dir     string // the store's own; made if need be, for nobody else to read
	// Reserve is how many bytes of the disk are put aside for when it is full; 0: none.
	Reserve int64
	// Log is told of damage and of a full disk; nil: slog's default.
	Log *slog.Logger
}

// Store is the index. Its methods may be called by many at a time; Run by one.
type Store struct {
	options Options
	rollups *sqlite.DB // written by Run only
	readers readers
	filters filters
	live    live

	// What follows belongs to Run.
	current *dayFile // the day being indexed; nil: none
	rolled  progress
	names   *names
	looked  time.Time // when old rollups were looked for

	mu      sync.Mutex // guards what Run tells others
	days    map[string]dayInfo
	health  Health
	dropped map[string]bool // days without an index because the disk was full
	repair  map[string]bool // days whose index a reader found damaged
}

// dayInfo is what the index has of a day.
type dayInfo struct {
	offset      int64 // of the journal's file
	first, last uint64
	from, to    int64 // Unix milliseconds of the earliest and latest event
	rows        int64
}

// progress is how far the rollups have read.
type progress struct {
	day    string
	offset int64
	last   pointer
}

// Open opens the store. A damaged database is moved aside, said in the log, and made
// anew from the journal by Run.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Store{options: o, days: map[string]dayInfo{}, dropped: map[string]bool{}, repair: map[string]bool{}}
	if err := os.MkdirAll(s.indexDir(), 0o700); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if err := s.openWithRoom(ctx); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s.live.seen = s.lastSequence()
	s.setReserve()
	return s, nil
}

// Close closes the store. Run must have returned.
func (s *Store) Close() error {
	var err error
	if s.current != nil {
		err = s.current.close(context.Background())
	}
	s.readers.close()
	return errors.Join(err, s.rollups.Close())
}

func (s *Store) indexDir() string    { return filepath.Join(s.options.Dir, "index") }
func (s *Store) rollupPath() string  { return filepath.Join(s.options.Dir, "rollups.db") }
func (s *Store) reservePath() string { return filepath.Join(s.options.Dir, "reserve") }

// openWithRoom opens the rollups. On a full disk, where SQLite lacks the room to share
// memory between its connections, the reserve gives it.
func (s *Store) openWithRoom(ctx context.Context) error {
	err := s.openRollups(ctx)
	if err == nil || s.free() > 1<<20 || os.Remove(s.reservePath()) != nil {
		return err
	}
	s.options.Log.Error("the disk is full: the reserve is in use", "error", err)
	return s.openRollups(ctx)
}

func (s *Store) openRollups(ctx context.Context) error {
	db, err := sqlite.Open(ctx, s.rollupPath(), sqlite.Options{Schema: rollupSchema, Log: s.options.Log})
	if err != nil {
		return err
	}
	s.rollups, s.names = db, newNames()
	row := db.QueryRowContext(ctx, "SELECT day, offset, last_offset, last_length, last_sequence FROM progress")
	p := &s.rolled
	if err := row.Scan(&p.day, &p.offset, &p.last.offset, &p.last.length, &p.last.sequence); err != nil {
		return err
	}
	return s.loadDays(ctx)
}

func (s *Store) loadDays(ctx context.Context) error {
	rows, err := s.rollups.QueryContext(ctx, "SELECT day, offset, first, last, at_from, at_to, rows FROM days")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var d dayInfo
		if err := rows.Scan(&name, &d.offset, &d.first, &d.last, &d.from, &d.to, &d.rows); err != nil {
			return err
		}
		s.days[name] = d
	}
	return rows.Err()
}

func (s *Store) lastSequence() (n uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.days {
		n = max(n, d.last)
	}
	return n
}
