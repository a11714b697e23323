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

// Read writes the stored events from since on to out, oldest first, a line each.
// With follow it goes on until ctx ends. Lines that are not whole yet wait.
func Read(ctx context.Context, dir string, since time.Time, follow bool, out io.Writer) error {
	r := reader{dir: dir, since: since, out: bufio.NewWriter(out)}
	for {
		if err := r.next(); err != nil {
			return fmt.Errorf("read journal: %w", err)
		}
		if err := r.out.Flush(); err != nil {
			return fmt.Errorf("write events: %w", err)
		}
		if !follow {
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
	dir   string
	since time.Time
	out   *bufio.Writer
	day   string // the file read last, and how far
	at    int64
}

// next reads what has been added to the file read last, and all later ones.
func (r *reader) next() error {
	days, err := list(r.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	first := max(r.day, r.since.UTC().Format(dayFormat))
	for _, day := range days {
		if day < first {
			continue
		}
		if day != r.day {
			r.day, r.at = day, 0
		}
		if err := r.file(); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// file reads on in the day's file to its end.
func (r *reader) file() error {
	for {
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
}

// line passes a record on if it is wanted. One that is not an event was damaged on
// the disk: that is said, and not passed over.
func (r *reader) line(l Line) error {
	at, _, _, err := event.ParseHead(l.Bytes)
	if err != nil {
		return fmt.Errorf("%s%s, byte %d: %w", l.Day, suffix, l.Offset, err)
	}
	if at.Before(r.since) {
		return nil
	}
	r.out.Write(l.Bytes) // an error stays, and comes back from the next call
	return r.out.WriteByte('\n')
}
