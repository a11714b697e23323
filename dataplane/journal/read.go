package journal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"sekisho/dataplane/event"
)

// pollEvery is how often a follower looks for more.
const pollEvery = 200 * time.Millisecond

// Selection says which stored events are wanted. Its zero value wants all that there are.
type Selection struct {
	From   Position  // where to begin; zero: at the start
	Since  time.Time // only events of this time or later
	Follow bool      // go on as events come, until the context ends
	// Match tells whether a record is wanted; nil: each is.
	Match func(record []byte) (bool, error)
}

// Read writes stored events to out, oldest first, a line each. Lines that are not
// whole yet wait.
func Read(ctx context.Context, dir string, want Selection, out io.Writer) error {
	r := reader{dir: dir, want: want, day: want.From.Day, at: want.From.Offset, out: bufio.NewWriter(out)}
	for {
		if err := r.next(ctx); err != nil {
			return fmt.Errorf("read journal: %w", err)
		}
		if err := r.out.Flush(); err != nil {
			return fmt.Errorf("write events: %w", err)
		}
		if !want.Follow {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pollEvery):
		}
	}
}

type reader struct {
	dir  string
	want Selection
	out  *bufio.Writer
	day  string // the file read last, and how far
	at   int64
}

// next reads what has been added to the file read last, and all later ones.
func (r *reader) next(ctx context.Context) error {
	days, err := list(r.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	first := max(r.day, r.want.Since.UTC().Format(dayFormat))
	for _, day := range days {
		if day < first {
			continue
		}
		if day != r.day {
			r.day, r.at = day, 0
		}
		if err := r.file(ctx); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// file reads on in the day's file to its end.
func (r *reader) file(ctx context.Context) error {
	for ctx.Err() == nil {
		lines, err := Lines(r.dir, Position{r.day, r.at}, MaxLine)
		if len(lines) == 0 || err != nil {
			return err
		}
		for _, l := range lines {
			if err := r.line(l); err != nil {
				return err
			}
			r.at = l.End()
		}
	}
	return nil
}

// line passes a record on if it is wanted. One that is not an event was damaged on
// the disk: that is said, and not passed over.
func (r *reader) line(l Line) error {
	wanted, err := r.wanted(l.Bytes)
	if err != nil {
		return fmt.Errorf("%s%s, byte %d: %w", l.Day, suffix, l.Offset, err)
	}
	if !wanted {
		return nil
	}
	r.out.Write(l.Bytes) // an error stays, and comes back from the next call
	return r.out.WriteByte('\n')
}

func (r *reader) wanted(record []byte) (bool, error) {
	at, _, _, err := event.ParseHead(record)
	if err != nil || at.Before(r.want.Since) {
		return false, err
	}
	if r.want.Match == nil {
		return true, nil
	}
	return r.want.Match(record)
}
