package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"time"

	"sekisho/dataplane/event"
)

// level is how far a day is thinned out: what passed matters least, what was blocked most.
type level uint8

const (
	whole      level = iota
	noAllows         // without allow events
	noLogs           // without log events either
	everything       // nothing is left
)

func (l level) String() string {
	return [...]string{"nothing", "allow events", "allow and log events", "all events"}[l]
}

// takes tells whether an event of a letter goes.
func (l level) takes(letter byte) bool {
	switch letter {
	case removedAllow:
		return l >= noAllows
	case removedLog:
		return l >= noLogs
	}
	return l == everything
}

// pruner holds the days that are over to the journal's bounds.
type pruner struct {
	dir      string
	maxAge   time.Duration
	maxBytes int64
	log      *slog.Logger
	// scratch is a file whose space is written to, since the disk is full and there is no other; "": it
	// is not.
	scratch string
}

// prune removes a day that is too old, only one: a clock that runs ahead costs a day an hour until
// somebody sets it right, and not everything at once. While there is too much, it thins days out: allow
// events go first, oldest day first, then log events, and the rest last. current and later days stay.
func (p pruner) prune(ctx context.Context, now time.Time, current string) error {
	days, err := Days(p.dir)
	if err != nil || len(days) == 0 {
		return err
	}
	if current == "" { // nothing was appended yet
		current = days[len(days)-1].Name
	}
	if over := p.overAge(days, now, current); over != "" {
		if _, err := p.thin(ctx, over, everything); err != nil {
			return err
		}
		days = days[1:]
	}
	if err := p.thinOut(ctx, days, current); err != nil {
		return err
	}
	return forgetRemoved(p.dir)
}

// thinOut lets go of what matters least until there is not too much any more.
func (p pruner) thinOut(ctx context.Context, days []Day, current string) error {
	over := -p.maxBytes
	for _, day := range days {
		over += day.Size
	}
	for to := noAllows; to <= everything && p.maxBytes > 0; to++ {
		for _, day := range days {
			if over <= 0 || day.Name >= current {
				break
			}
			freed, err := p.thin(ctx, day.Name, to)
			if err != nil {
				return err
			}
			over -= freed
		}
	}
	return nil
}

// overAge is the oldest day, if it is too old; "" if not.
func (p pruner) overAge(days []Day, now time.Time, current string) string {
	oldest := now.Add(-p.maxAge).UTC().Format(dayFormat)
	if p.maxAge == 0 || len(days) == 0 || days[0].Name >= oldest || days[0].Name >= current {
		return ""
	}
	return days[0].Name
}

// levelOf is how far a day has been thinned out.
func (p pruner) levelOf(day string) (level, error) {
	r, _, err := readRemoved(removedPath(p.dir, day), 1, 0)
	return r.level, err
}

// thin thins a day out, crash or not: its file is the old one or the new one, and what is
// removed is told beside it before it goes; on a full disk, after that. freed is in bytes.
func (p pruner) thin(ctx context.Context, day string, to level) (freed int64, err error) {
	before, size, err := p.look(day)
	if err != nil || size == 0 && to != everything || before >= to {
		return 0, err
	}
	s := &sieve{ctx: ctx, at: Position{Day: day}, to: to, r: removal{level: to}}
	tell := func() error { return writeRemoved(p.dir, day, s.r, s.letters) }
	if to == everything {
		err = p.drop(day, s, tell)
	} else {
		err = p.rewrite(day, s, tell)
	}
	if err != nil {
		return 0, fmt.Errorf("thin out %s%s: %w", day, suffix, err)
	}
	if size > s.kept {
		p.log.Info("journal: events were removed to keep within bounds", "day", day, "what", to.String())
	}
	return size - s.kept, p.dropEmpty(dayPath(p.dir, day), s.kept)
}

// rewrite replaces a day's file by what stays of it.
func (p pruner) rewrite(day string, s *sieve, tell func() error) error {
	write := func(out io.Writer) error { return s.run(p.dir, out) }
	if p.scratch == "" {
		return replace(dayPath(p.dir, day), "", write, tell)
	}
	err := replace(dayPath(p.dir, day), p.scratch, write, nil)
	if err == nil {
		err = tell()
	}
	return err
}

// drop removes a day's file.
func (p pruner) drop(day string, s *sieve, tell func() error) error {
	if err := s.run(p.dir, io.Discard); err != nil {
		return err
	}
	steps := []func() error{tell, func() error { return os.Remove(dayPath(p.dir, day)) }}
	if p.scratch != "" {
		slices.Reverse(steps)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return syncDir(p.dir)
}

// worth is what thinning a day out would free, in bytes, and what would stay.
func (p pruner) worth(ctx context.Context, day string, to level) (freed, kept int64, err error) {
	before, size, err := p.look(day)
	if err != nil || before >= to {
		return 0, size, err
	}
	s := sieve{ctx: ctx, at: Position{Day: day}, to: to}
	err = s.run(p.dir, io.Discard)
	return size - s.kept, s.kept, err
}

// look is how far a day is thinned out and how large it is. One that has gone, because all of it were allow
// events, say, can't be thinned out further.
func (p pruner) look(day string) (level, int64, error) {
	info, err := os.Stat(dayPath(p.dir, day))
	if err != nil {
		return everything, 0, ignoreGone(err)
	}
	l, err := p.levelOf(day)
	if l == everything { // it was to go when the process ended
		l = noLogs
	}
	return l, info.Size(), err
}

// dropEmpty removes the file of a day of which nothing is left.
func (p pruner) dropEmpty(path string, kept int64) error {
	if kept > 0 {
		return nil
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// sieve copies what stays of a day, and notes what doesn't.
type sieve struct {
	ctx     context.Context
	at      Position
	to      level
	r       removal
	letters []byte
	kept    int64 // bytes
}

func (s *sieve) run(dir string, out io.Writer) error {
	for {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		lines, err := Lines(dir, s.at, MaxLine)
		if err != nil || len(lines) == 0 {
			return err
		}
		for _, l := range lines {
			s.at.Offset = l.End()
			if err := s.line(l.Bytes, out); err != nil {
				return err
			}
		}
	}
}

// line keeps a record or notes that it goes. One that can't be read stays as long as anything does.
func (s *sieve) line(b []byte, out io.Writer) error {
	e, err := event.Parse(b)
	if err == nil && s.to.takes(letterOf(e)) {
		s.note(e)
		return nil
	}
	s.kept += int64(len(b)) + 1
	_, err = out.Write(append(slices.Clip(b), '\n'))
	return err
}

// note writes down what goes. A number that doesn't follow the others by little is damaged.
func (s *sieve) note(e *event.Event) {
	if s.r.count == 0 {
		s.r.first = e.Sequence
	}
	i := e.Sequence - s.r.first // wraps around below it
	if e.Sequence == 0 || i >= maxRemoved || i < uint64(s.r.count) {
		return
	}
	s.letters = append(s.letters, bytes.Repeat([]byte{stays}, int(i)-s.r.count)...)
	s.letters = append(s.letters, letterOf(e))
	s.r.count = len(s.letters)
}
