package journal

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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

func (r *reader) file() error {
	f, err := os.Open(filepath.Join(r.dir, r.day+suffix))
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Seek(r.at, io.SeekStart); err != nil {
		return err
	}
	lines := bufio.NewReaderSize(f, 64<<10)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		r.at += int64(len(line))
		if err := r.line(line); err != nil {
			return err
		}
	}
}

// line passes a line on if it is recent enough. One that is not an event was
// damaged on the disk: it is left out, and said.
func (r *reader) line(line []byte) error {
	at, _, _, err := event.ParseHead(bytes.TrimSpace(line))
	if err != nil {
		return fmt.Errorf("%s%s before byte %d: %w", r.day, suffix, r.at, err)
	}
	if at.Before(r.since) {
		return nil
	}
	_, err = r.out.Write(line)
	return err
}
