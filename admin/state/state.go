package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/sqlite"
)

// readers is how many reads may run at a time; they wait for no writer.
const readers = 4

// ErrNotFound and ErrConflict are those of accounts, and used for all else here too.
var (
	ErrNotFound = auth.ErrNotFound
	ErrConflict = auth.ErrConflict
)

// Options say where the state is kept.
type Options struct {
	// Dir is the admin process's directory; made if need be, for nobody else to read.
	Dir string
	// Log is told of damage; nil: slog's default.
	Log *slog.Logger
	// Anchor puts a signed head where this process can't change it any more; nil: nowhere. What fails
	// is tried again with the next head.
	Anchor func(context.Context, Head) error
	// Now is time.Now but for tests.
	Now func() time.Time
}

// State is the open database. It is safe for concurrent use, by one process.
type State struct {
	// Accounts keeps users, sessions and tokens for admin/auth.
	*Accounts
	options Options
	write   *sqlite.DB
	read    *sqlite.DB
	key     signer
	// changing is held while the dataplane is asked for a change, so that what it did last is what
	// is written down last.
	changing sync.Mutex
	signing  sync.Mutex // guards head
	head     Head       // the last one signed
	// anchored is the hash of the last head that was; anchoring guards it.
	anchoring sync.Mutex
	anchored  string
	copied    int64 // changes that the last copy has; belongs to Run
	// SetAside is where the damaged database is that stood here, and "" where there was none;
	// Restored tells that its last copy took its place.
	SetAside string
	Restored bool
}

// Open opens the state, or begins it. It must have been closed by whoever had it before.
func Open(ctx context.Context, o Options) (*State, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	s := &State{options: o}
	if err := s.open(ctx); err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	return s, nil
}

func (s *State) open(ctx context.Context) (err error) {
	if s.key, err = openKey(s.file("audit.key")); err != nil {
		return err
	}
	if s.write, err = s.openWriter(ctx); err != nil {
		return err
	}
	if s.read, err = sqlite.OpenReader(s.path(), readers); err != nil {
		return errors.Join(err, s.write.Close())
	}
	s.Accounts = &Accounts{write: s.write, read: s.read}
	s.loadHead(ctx)
	if s.SetAside == "" {
		return nil
	}
	// Whoever was logged in when the copy was made may have been put out since.
	if _, err := s.write.ExecContext(ctx, "DELETE FROM sessions"); err != nil {
		return err
	}
	return s.Audit(ctx, Entry{Action: "state.damaged", Actor: system, Detail: object{"restored": s.Restored}})
}

func (s *State) file(name string) string { return filepath.Join(s.options.Dir, name) }
func (s *State) path() string            { return s.file("control.db") }
func (s *State) copyPath() string        { return s.file("control.copy.db") }

// openWriter opens the database, or its last copy if it is damaged.
func (s *State) openWriter(ctx context.Context) (*sqlite.DB, error) {
	o := sqlite.Options{Schema: schema, Log: s.options.Log}
	db, err := sqlite.Open(ctx, s.path(), o)
	if err != nil || db.SetAside == "" {
		return db, err
	}
	s.SetAside = db.SetAside
	if _, err := os.Stat(s.copyPath()); err != nil {
		s.options.Log.Error("the state is lost: there is no copy yet; set the appliance up again", "error", err)
		return db, nil
	}
	if err := errors.Join(db.Close(), sqlite.Remove(s.path())); err != nil {
		return nil, err
	}
	if err := copyFile(s.copyPath(), s.path()); err != nil {
		return nil, fmt.Errorf("restore the copy: %w", err)
	}
	if db, err = sqlite.Open(ctx, s.path(), o); err == nil {
		s.Restored = db.SetAside == ""
		s.options.Log.Error("the state was damaged; its last copy is in use: look at what was changed since, such as accounts", "whole", s.Restored, "copied", copied(s.copyPath()))
	}
	return db, err
}

// copied is when a copy was made.
func copied(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime().UTC()
}

// Copy keeps a copy of the database beside it, in place of the last one.
func (s *State) Copy(ctx context.Context) error {
	next := s.copyPath() + ".new"
	if err := os.Remove(next); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("copy state: %w", err)
	}
	if _, err := s.write.ExecContext(ctx, "VACUUM INTO ?", next); err != nil {
		return fmt.Errorf("copy state: %w", err)
	}
	if err := errors.Join(os.Chmod(next, 0o600), syncFile(next), os.Rename(next, s.copyPath()), syncFile(s.options.Dir)); err != nil {
		return fmt.Errorf("copy state: %w", err)
	}
	return nil
}

// closeTime is how long closing may wait for the dataplane.
const closeTime = 2 * time.Second

// Close signs the audit log's end and closes the database. Where both processes are told to end, the dataplane may be gone
// before: then the next start anchors what was signed.
func (s *State) Close() error {
	_, err := s.SignHead(context.Background())
	if err == nil {
		ctx, cancel := context.WithTimeout(context.Background(), closeTime)
		defer cancel()
		s.upkeep(ctx, s.anchorLast)
	}
	return errors.Join(err, s.read.Close(), s.write.Close())
}

// Run keeps the copy and the signed heads up to date until ctx ends.
func (s *State) Run(ctx context.Context) {
	sign := time.NewTicker(signEvery)
	defer sign.Stop()
	s.upkeep(ctx, s.signNow, s.copyIfOld)
	for {
		select {
		case <-ctx.Done():
			return
		case <-sign.C:
			s.upkeep(ctx, s.signNow, s.copyIfOld)
		}
	}
}

func (s *State) upkeep(ctx context.Context, jobs ...func(context.Context) error) {
	for _, job := range jobs {
		if err := job(ctx); err != nil && ctx.Err() == nil {
			s.options.Log.Error("upkeep of the admin process's state failed; it is tried again", "error", err)
		}
	}
}

// copyEvery is how old a copy may get that lacks something.
const copyEvery = time.Hour

// copyIfOld makes a copy where there is none, and where something has changed since the last one, of an hour ago or more.
func (s *State) copyIfOld(ctx context.Context) error {
	var changes int64 // of this process
	if err := s.write.QueryRowContext(ctx, "SELECT total_changes()").Scan(&changes); err != nil {
		return fmt.Errorf("copy state: %w", err)
	}
	at, err := os.Stat(s.copyPath())
	if err == nil && (changes == s.copied || s.options.Now().Sub(at.ModTime()) < copyEvery) {
		return nil
	}
	if err := s.Copy(ctx); err != nil {
		return err
	}
	s.copied = changes
	return nil
}

// stamp writes a time as the database has it, and moment reads it.
func stamp(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func moment(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

type object = map[string]any

// text is a value as a column has it.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// found turns a query's lack of rows into ErrNotFound.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// rowScanner is a row, of one or of many.
type rowScanner interface{ Scan(to ...any) error }

// collect reads all rows of a query.
func collect[T any](ctx context.Context, db *sqlite.DB, scan func(rowScanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// changed reports whether a statement changed a row.
func changed(r sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}
