package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"sekisho/admin/sqlite"
	"sekisho/dataplane/journal"
)

const (
	// Rollups are kept for so long, by the time of the newest: minutes for five weeks, five minutes for
	// three days, hours for thirteen months, days for ten years.
	keepMinutes = 35 * day
	keepFives   = 3 * day
	keepHours   = 400 * day
	keepDays    = 3650 * day
	// lookEvery is how often old rollups are removed and the reserve is looked at.
	lookEvery = time.Hour
)

// forget removes the index of days that the journal has let go of, and of an older
// form of rows.
func (s *Store) forget(ctx context.Context, days []journal.Day) error {
	keep := map[string]bool{}
	for _, d := range days {
		keep[filepath.Base(s.dayPath(d.Name))] = true
	}
	entries, err := os.ReadDir(s.indexDir())
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".db") || keep[name] {
			continue
		}
		dayName, _, _ := strings.Cut(name, ".")
		if err := s.remove(ctx, dayName, filepath.Join(s.indexDir(), name)); err != nil {
			return err
		}
	}
	return s.forgetInfo(ctx, days)
}

// remove deletes the index of a day.
func (s *Store) remove(ctx context.Context, day, path string) error {
	if s.current != nil && s.current.day == day && path == s.dayPath(day) {
		err := s.current.db.Close()
		if s.current = nil; err != nil {
			return err
		}
	}
	s.drop(path)
	return sqlite.Remove(path)
}

// forgetInfo takes days that the journal doesn't have out of the list.
func (s *Store) forgetInfo(ctx context.Context, days []journal.Day) error {
	s.mu.Lock()
	var gone []string
	for name := range s.days {
		if !slices.ContainsFunc(days, func(d journal.Day) bool { return d.Name == name }) {
			gone = append(gone, name)
			delete(s.days, name)
			delete(s.dropped, name)
		}
	}
	s.mu.Unlock()
	for _, name := range gone {
		if _, err := s.rollups.ExecContext(ctx, "DELETE FROM days WHERE day=?", name); err != nil {
			return err
		}
	}
	return nil
}

// trouble deals with what keeps the writer from going on, and returns how long it
// should wait.
func (s *Store) trouble(ctx context.Context, err error) time.Duration {
	switch {
	case sqlite.Full(err) || errors.Is(err, syscall.ENOSPC):
		return s.full(ctx, err)
	case sqlite.Corrupt(err):
		s.options.Log.Error("index is damaged", "error", err)
		if err := s.reopen(ctx); err != nil {
			s.options.Log.Error("open index", "error", err)
			return retryAfter
		}
		return 0
	}
	s.logOnce("index events", err)
	return retryAfter
}

// logOnce logs trouble when it begins, not each time it is met.
func (s *Store) logOnce(what string, err error) {
	s.mu.Lock()
	again := s.health.Trouble == err.Error()
	s.mu.Unlock()
	if !again {
		s.options.Log.Error(what, "error", err)
	}
}

// reopen closes what the writer has open; what is damaged is moved aside when it is opened.
func (s *Store) reopen(ctx context.Context) error {
	if s.current != nil {
		s.drop(s.dayPath(s.current.day))
		s.current.db.Close() // it is damaged, and will be checked when it is opened
		s.current = nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.rollups.Close(); err != nil {
		return err
	}
	s.drop(s.rollupPath())
	s.rolled, s.days = progress{}, map[string]dayInfo{}
	return s.openRollups(ctx)
}

// full makes room: the index of the oldest day goes, and where there is none but the
// current one's, the reserve.
func (s *Store) full(ctx context.Context, err error) time.Duration {
	s.logOnce("the disk is full", err)
	s.setFull(true)
	if day := s.oldest(); day != "" {
		if err := s.remove(ctx, day, s.dayPath(day)); err != nil {
			s.options.Log.Error("make room", "error", err)
			return retryAfter
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.dropped[day] = true
		delete(s.days, day)
		s.options.Log.Error("the disk is full: removed the index of a day; the journal still has it", "day", day)
		return 0
	}
	if err := os.Remove(s.reservePath()); err == nil {
		s.options.Log.Error("the disk is full: the reserve is in use")
		return 0
	}
	return retryAfter
}

// oldest is the oldest day with an index, other than the newest; "" where there is none.
func (s *Store) oldest() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var days []string
	for day := range s.days {
		days = append(days, day)
	}
	slices.Sort(days)
	if len(days) < 2 {
		return ""
	}
	return days[0]
}

func (s *Store) setFull(full bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.health.DiskFull = full
}

// setReserve puts space aside if the disk has four times as much, and tells whether it
// is there.
func (s *Store) setReserve() bool {
	if info, err := os.Stat(s.reservePath()); err == nil && info.Size() >= s.options.Reserve {
		return true
	}
	if s.free() < 4*s.options.Reserve {
		return false
	}
	if err := s.allocate(); err != nil {
		s.options.Log.Warn("make reserve", "error", errors.Join(err, os.Remove(s.reservePath())))
		return false
	}
	return true
}

func (s *Store) allocate() error {
	if s.options.Reserve == 0 {
		return nil
	}
	f, err := os.OpenFile(s.reservePath(), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(syscall.Fallocate(int(f.Fd()), 0, 0, s.options.Reserve), f.Close())
}

// look does, when the journal has been read to its end, what can wait: it removes old rollups,
// and once there is room again makes the reserve and the indexes that had to go.
func (s *Store) look(ctx context.Context, days []journal.Day) error {
	s.mu.Lock()
	full := s.health.DiskFull
	s.mu.Unlock()
	if since := time.Since(s.looked); since < lookEvery && (!full || since < retryAfter) {
		return nil
	}
	s.looked = time.Now()
	if s.setReserve() && s.roomFor(days) {
		s.setFull(false)
		s.mu.Lock()
		clear(s.dropped)
		s.mu.Unlock()
	}
	return s.prune(ctx)
}

// roomFor tells whether the disk has room for the indexes that were dropped: less than a
// fourth of the journal's size, as measured, and as much again to be safe.
func (s *Store) roomFor(days []journal.Day) bool {
	var need int64
	s.mu.Lock()
	for _, d := range days {
		if s.dropped[d.Name] {
			need += d.Size / 2
		}
	}
	s.mu.Unlock()
	return s.free() >= need
}

// free is how many bytes the store's disk has left; 0 where that can't be told.
func (s *Store) free() int64 {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(s.options.Dir, &disk); err != nil {
		return 0
	}
	return int64(disk.Bavail) * disk.Bsize
}

// prune removes rollups that are too old, a day of them at a time: a clock that runs
// ahead should not cost everything at once.
func (s *Store) prune(ctx context.Context) error {
	return s.rollups.Update(ctx, func(tx *sql.Tx) error {
		for step, keep := range map[int64]int64{minute: keepMinutes, five: keepFives, hour: keepHours, day: keepDays} {
			var oldest, newest sql.NullInt64
			if err := tx.QueryRowContext(ctx, "SELECT min(at), max(at) FROM rolled WHERE dimension=? AND step=?", ByAction, step).
				Scan(&oldest, &newest); err != nil {
				return err
			}
			if newest.Int64-oldest.Int64 <= keep {
				continue
			}
			for _, d := range Dimensions() {
				if _, err := tx.ExecContext(ctx, "DELETE FROM rolled WHERE dimension=? AND step=? AND at<?", d, step, oldest.Int64+day); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
