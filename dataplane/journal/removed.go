package journal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sekisho/dataplane/event"
)

// Beside a day that was thinned out or removed stands a file that says of each of its sequence
// numbers what was removed: a header of removedHeader bytes, then a letter for each number. So
// readers know what was removed on purpose from what was lost.
const (
	removedSuffix = ".removed"
	removedHeader = 96
	// maxRemoved bounds the letters of one day; maxRemovedDays how many such files are kept.
	maxRemoved     = 1 << 26
	maxRemovedDays = 400
)

// Letters of a removed file.
const (
	stays        = '.'
	removedAllow = 'a'
	removedLog   = 'l'
	removedBlock = 'b'
	removedOther = 'o'
)

// Removed counts events by their action.
type Removed struct{ Allow, Log, Block, Other uint64 }

// Total is the number of all of them.
func (r Removed) Total() uint64 { return r.Allow + r.Log + r.Block + r.Other }

func (r *Removed) count(letters []byte) {
	r.Allow += uint64(bytes.Count(letters, []byte{removedAllow}))
	r.Log += uint64(bytes.Count(letters, []byte{removedLog}))
	r.Block += uint64(bytes.Count(letters, []byte{removedBlock}))
	r.Other += uint64(bytes.Count(letters, []byte{removedOther}))
}

// letterOf is what stands for an event once it is removed.
func letterOf(e *event.Event) byte {
	switch e.Action {
	case "allow":
		return removedAllow
	case "log":
		return removedLog
	case "block":
		return removedBlock
	}
	return removedOther
}

// removal is a removed file's header: of which numbers it speaks, and how far its day was thinned
// out.
type removal struct {
	first uint64
	count int
	level level
}

func (r removal) header() []byte {
	text := fmt.Sprintf("sekisho removed 1 first %d count %d level %d", r.first, r.count, r.level)
	return append([]byte(text+strings.Repeat(" ", removedHeader-1-len(text))), '\n')
}

var errRemoved = errors.New("not a file of removed events")

// parseRemoval reads a header.
func parseRemoval(b []byte) (r removal, err error) {
	if len(b) != removedHeader {
		return removal{}, errRemoved
	}
	n, err := fmt.Sscanf(string(b), "sekisho removed 1 first %d count %d level %d", &r.first, &r.count, &r.level)
	if n != 3 || err != nil || r.first == 0 || r.count < 0 || r.count > maxRemoved || r.level > everything ||
		r.first+uint64(r.count) < r.first || !bytes.Equal(r.header(), b) {
		return removal{}, errRemoved
	}
	return r, nil
}

// last is the last number that a file speaks of.
func (r removal) last() uint64 { return r.first + uint64(r.count) - 1 }

func removedPath(dir, day string) string { return filepath.Join(dir, day+removedSuffix) }

// readRemoved reads a day's file, and of its letters those of from to to. A file that isn't there, or
// isn't whole, says nothing.
func readRemoved(path string, from, to uint64) (r removal, letters []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return removal{}, nil, ignoreGone(err)
	}
	defer f.Close()
	b := make([]byte, removedHeader)
	if _, err := io.ReadFull(f, b); err != nil {
		return removal{}, nil, nil
	}
	if r, err = parseRemoval(b); err != nil {
		return removal{}, nil, nil
	}
	from, to = max(from, r.first), min(to, r.last())
	if from > to || r.count == 0 {
		return r, nil, nil
	}
	letters = make([]byte, to-from+1)
	if _, err := f.ReadAt(letters, removedHeader+int64(from-r.first)); err != nil {
		return removal{}, nil, nil
	}
	return r, letters, nil
}

// removedDays lists the days that have such a file, newest first.
func removedDays(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, ignoreGone(err)
	}
	var days []string
	for _, e := range entries {
		day, ok := strings.CutSuffix(e.Name(), removedSuffix)
		if _, err := time.Parse(dayFormat, day); ok && err == nil {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	slices.Reverse(days)
	return days, nil
}

// Span is a run of sequence numbers, both ends in it.
type Span struct{ From, To uint64 }

// RemovedIn counts the events of some spans, which ascend, that were removed to keep the journal
// within its bounds. What else is missing there was lost.
func RemovedIn(dir string, spans ...Span) (counts Removed, err error) {
	days, err := removedDays(dir)
	if err != nil {
		return Removed{}, fmt.Errorf("read what was removed: %w", err)
	}
	for _, day := range days {
		if len(spans) == 0 {
			break
		}
		from, to := spans[0].From, spans[len(spans)-1].To
		r, letters, err := readRemoved(removedPath(dir, day), from, to)
		if err != nil {
			return Removed{}, fmt.Errorf("read what was removed: %w", err)
		}
		start := max(from, r.first) // of the letters
		for _, s := range spans {
			low, high := max(s.From, start), min(s.To+1, start+uint64(len(letters)))
			if low < high {
				counts.count(letters[low-start : high-start])
			}
		}
		if r.first != 0 && r.first <= from {
			break // earlier days have smaller numbers
		}
	}
	return counts, nil
}

// lastRemoved is the last number that was ever given to a removed event: also where it was the
// last of all, it is not given again.
func lastRemoved(dir string) (last uint64, err error) {
	days, err := removedDays(dir)
	for _, day := range days {
		r, _, err := readRemoved(removedPath(dir, day), 1, 0)
		if err != nil {
			return 0, err
		}
		if r.count > 0 {
			last = max(last, r.last())
		}
	}
	return last, err
}

// writeRemoved keeps what was removed from a day, with what was removed from it before.
func writeRemoved(dir, day string, r removal, letters []byte) error {
	path := removedPath(dir, day)
	before, old, err := readRemoved(path, 1, 1<<63)
	if err != nil {
		return err
	}
	if len(old) > 0 {
		r, letters = join(before, old, r, letters)
	}
	return replace(path, "", func(out io.Writer) error {
		_, err := out.Write(append(r.header(), letters...))
		return err
	}, nil)
}

// join puts the letters of two files together. Where the numbers lie too far apart, as only those of
// damaged files do, the newer ones count.
func join(before removal, old []byte, r removal, letters []byte) (removal, []byte) {
	first, last := min(before.first, r.first), max(before.last(), r.last())
	if r.count == 0 {
		first, last = before.first, before.last()
	} else if last-first >= maxRemoved {
		return r, letters
	}
	all := bytes.Repeat([]byte{stays}, int(last-first+1))
	copy(all[before.first-first:], old)
	for i, letter := range letters {
		if letter != stays {
			all[r.first-first+uint64(i)] = letter
		}
	}
	return removal{first, len(all), max(before.level, r.level)}, all
}

// replace makes a file that is there as a whole, or as it was. It begins with the space of the file
// scratch, if there is one; ready is the last to be asked.
func replace(path, scratch string, write func(io.Writer) error, ready func() error) error {
	next := path + ".new"
	if scratch != "" {
		if err := os.Rename(scratch, next); err != nil {
			return err
		}
	}
	err := fillFile(next, write)
	if err == nil && ready != nil {
		err = ready()
	}
	if err == nil {
		err = os.Rename(next, path)
	}
	if err != nil {
		return errors.Join(err, ignoreGone(os.Remove(next)))
	}
	return syncDir(filepath.Dir(path))
}

// fillFile writes a file anew in the space that it has.
func fillFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o640)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	if err = errors.Join(write(out), out.Flush()); err == nil {
		var end int64
		if end, err = f.Seek(0, io.SeekCurrent); err == nil {
			err = f.Truncate(end)
		}
	}
	return errors.Join(err, f.Chmod(0o640), f.Sync(), f.Close())
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// forgetRemoved bounds how much is remembered of the past.
func forgetRemoved(dir string) error {
	days, err := removedDays(dir)
	if err != nil || len(days) <= maxRemovedDays {
		return err
	}
	for _, day := range days[maxRemovedDays:] {
		if err := os.Remove(removedPath(dir, day)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
