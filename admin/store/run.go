package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"sekisho/admin/sqlite"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

const (
	// pollEvery is how often the journal is looked at for more.
	pollEvery = 200 * time.Millisecond
	// retryAfter is how long the writer waits after trouble.
	retryAfter = time.Second
	// batchBytes is how much of the journal is taken in by one transaction.
	batchBytes = 2 << 20
)

// Run follows the journal until ctx ends. Trouble with the disk or a database does not end it:
// it is logged, told by Health, and tried again from the same place.
func (s *Store) Run(ctx context.Context) {
	for ctx.Err() == nil {
		more, err := s.step(ctx)
		wait := pollEvery
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			wait = s.trouble(ctx, err)
		case more:
			wait = 0
		}
		s.report(err)
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// step takes in the next batch of the journal. more: there may be another at once.
func (s *Store) step(ctx context.Context) (more bool, err error) {
	days, err := journal.Days(s.options.Journal)
	if err != nil {
		return false, err
	}
	if err := s.forget(ctx, days); err != nil {
		return false, err
	}
	for i, d := range days {
		if s.complete(d) {
			continue
		}
		if more, err := s.batch(ctx, d, i == len(days)-1); more || err != nil {
			return more, err
		}
	}
	return false, s.look(ctx, days)
}

// complete tells, without opening it, whether all of a day is in both databases.
func (s *Store) complete(d journal.Day) bool {
	s.mu.Lock()
	info, known := s.days[d.Name]
	dropped, repair := s.dropped[d.Name], s.repair[d.Name]
	s.mu.Unlock()
	if s.rollFrom(d.Name) < d.Size || repair {
		return false
	}
	if dropped {
		return true
	}
	_, err := os.Stat(s.dayPath(d.Name))
	return known && info.offset == d.Size && err == nil
}

// rollFrom is where the rollups go on in a day.
func (s *Store) rollFrom(day string) int64 {
	switch {
	case day < s.rolled.day:
		return 1<<63 - 1
	case day > s.rolled.day:
		return 0
	}
	return s.rolled.offset
}

// batch takes in the next records of a day. more is false where there are none. In the
// last day a record may still be being written; what is cut short in others stays so.
func (s *Store) batch(ctx context.Context, d journal.Day, last bool) (more bool, err error) {
	if err := s.turnTo(ctx, d); err != nil {
		return false, err
	}
	from := s.rollFrom(d.Name)
	if s.current != nil {
		from = min(from, s.current.offset)
	}
	lines, err := journal.Lines(s.options.Journal, journal.Position{Day: d.Name, Offset: from}, batchBytes)
	if err != nil {
		return false, ignoreMissing(err)
	}
	if len(lines) > 0 {
		return true, s.take(ctx, d.Name, s.parse(lines), lines[len(lines)-1].End())
	}
	if from < d.Size && last {
		return false, nil
	}
	return false, s.take(ctx, d.Name, nil, d.Size)
}

// A day may be pruned while it is read.
func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// turnTo opens the index of a day for writing, unless there is to be none, and makes sure
// that the journal's file is the one that was read so far.
func (s *Store) turnTo(ctx context.Context, d journal.Day) error {
	s.mu.Lock()
	dropped, repair := s.dropped[d.Name], s.repair[d.Name]
	delete(s.repair, d.Name)
	s.mu.Unlock()
	if s.rolled.day == d.Name && !s.stands(d.Name, s.rolled.last) {
		if err := s.findPlace(d.Name); err != nil {
			return err
		}
	}
	if s.current != nil && s.current.day == d.Name && !repair && s.stands(d.Name, s.current.last) {
		return nil
	}
	if err := s.leave(ctx); err != nil || dropped {
		return err
	}
	return s.openCurrent(ctx, d.Name)
}

// leave closes the day being indexed.
func (s *Store) leave(ctx context.Context) error {
	if s.current == nil {
		return nil
	}
	day := s.current
	s.current = nil
	return day.close(ctx)
}

// openCurrent opens a day's index, and begins it anew where the journal's file is another.
func (s *Store) openCurrent(ctx context.Context, day string) error {
	s.drop(s.dayPath(day))
	d, err := s.openDay(ctx, day)
	if err != nil {
		return err
	}
	if !s.stands(day, d.last) {
		s.options.Log.Warn("the journal's file has changed; its index is made anew", "day", day)
		if err := errors.Join(d.db.Close(), sqlite.Remove(s.dayPath(day))); err != nil {
			return err
		}
		if d, err = s.openDay(ctx, day); err != nil {
			return err
		}
	}
	s.current = d
	return nil
}

// findPlace finds, in a file that is not the one that was read, where the rollups go
// on: after the last sequence number they have seen, or at the start if that is past all
// there is, since then the numbers have begun anew.
func (s *Store) findPlace(day string) error {
	s.rolled.offset = 0
	at := journal.Position{Day: day}
	for {
		lines, err := journal.Lines(s.options.Journal, at, batchBytes)
		if err != nil || len(lines) == 0 {
			return err
		}
		for _, l := range lines {
			at.Offset = l.End()
			_, n, _, err := event.ParseHead(l.Bytes)
			if err == nil && n == s.rolled.last.sequence {
				s.rolled.offset = at.Offset
			}
			if err == nil && n > s.rolled.last.sequence && s.rolled.offset == 0 {
				s.rolled.offset = l.Offset
				return nil
			}
		}
	}
}

// parse reads the records. Lines that are none were damaged on the disk.
func (s *Store) parse(lines []journal.Line) []record {
	records := make([]record, 0, len(lines))
	for _, l := range lines {
		e, err := event.Parse(l.Bytes)
		if err != nil {
			s.damaged(l, err)
			continue
		}
		records = append(records, record{l, e})
	}
	return records
}

func (s *Store) damaged(l journal.Line, err error) {
	s.options.Log.Error("a stored event can't be read", "day", l.Day, "byte", l.Offset, "error", err)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.health.Damaged++
}

// take puts records, which end at an offset, into both databases.
func (s *Store) take(ctx context.Context, day string, records []record, end int64) error {
	var added []record
	if s.current != nil {
		var err error
		if added, err = s.current.add(ctx, records, end); err != nil {
			return err
		}
	}
	if err := s.roll(ctx, day, records, end); err != nil {
		s.names = newNames() // what it has learnt was undone
		return fmt.Errorf("roll up events: %w", err)
	}
	s.live.publish(added)
	return nil
}

// roll adds to the rollups what is new to them, and notes what the index has.
func (s *Store) roll(ctx context.Context, day string, records []record, end int64) error {
	for from := s.rollFrom(day); len(records) > 0 && records[0].line.Offset < from; {
		records = records[1:]
	}
	next := s.rolled
	if day > next.day || day == next.day && end > next.offset {
		next.day, next.offset = day, end
	}
	gaps := s.lost(next.gaps(records))
	t := newTally()
	for _, r := range records {
		t.add(r.event)
	}
	err := s.rollups.Update(ctx, func(tx *sql.Tx) error {
		if err := t.write(ctx, tx, s.names); err != nil {
			return err
		}
		return errors.Join(s.writeProgress(ctx, tx, next, gaps), s.writeDay(ctx, tx))
	})
	if err != nil {
		return err
	}
	s.rolled = next
	s.noteDay()
	return nil
}

// gap is a place where sequence numbers do not follow each other.
type gap struct {
	day         string
	after, next uint64
}

// gaps moves on over records and returns what is missing between them.
func (p *progress) gaps(records []record) (gaps []gap) {
	for _, r := range records {
		n := r.event.Sequence
		if p.last.sequence != 0 && n != p.last.sequence+1 {
			gaps = append(gaps, gap{r.line.Day, p.last.sequence, n})
		}
		p.last = pointer{r.line.Offset, len(r.line.Bytes), n}
	}
	return gaps
}

// lost leaves out gaps whose events the journal has removed to keep within its bounds.
func (s *Store) lost(gaps []gap) (lost []gap) {
	for _, g := range gaps {
		if g.next > g.after+1 {
			removed, err := journal.RemovedIn(s.options.Journal, journal.Span{From: g.after + 1, To: g.next - 1})
			if err == nil && removed.Total() == g.next-g.after-1 {
				continue
			}
		}
		lost = append(lost, g)
	}
	return lost
}

func (s *Store) writeProgress(ctx context.Context, tx *sql.Tx, p progress, gaps []gap) error {
	for _, g := range gaps {
		s.options.Log.Error("events are missing in the journal", "day", g.day, "after", g.after, "next", g.next)
		if _, err := tx.ExecContext(ctx, "INSERT INTO gaps (day, after, next) VALUES (?,?,?)", g.day, g.after, g.next); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, "UPDATE progress SET day=?, offset=?, last_offset=?, last_length=?, last_sequence=?",
		p.day, p.offset, p.last.offset, p.last.length, p.last.sequence)
	return err
}

// writeDay notes, for the next start, what the current day's index has.
func (s *Store) writeDay(ctx context.Context, tx *sql.Tx) error {
	d := s.current
	if d == nil {
		return nil
	}
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO days VALUES "+sqlite.Placeholders(7),
		d.day, d.offset, d.info.first, d.info.last, d.info.from, d.info.to, d.info.rows)
	return err
}

// noteDay tells readers the same.
func (s *Store) noteDay() {
	if s.current == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	info := s.current.info
	info.offset = s.current.offset
	s.days[s.current.day] = info
}
