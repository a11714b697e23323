package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"sekisho/dataplane/event"
)

// Record is a stored event.
type Record struct {
	*event.Event
	Line []byte // as it is stored, without its newline
}

// Tail reads records by their sequence numbers. It keeps no file open, so that a reader
// that stands still holds no space on the disk, and finds its place again in files that
// were rewritten meanwhile.
type Tail struct {
	dir  string
	last uint64   // what is up to here has been read
	at   Position // where to go on; Day "": to be looked for
	seen Position // the record numbered last, and how long it is
	size int      // 0: it isn't known where it stands
	// Damaged counts lines that were passed over because they can't be read.
	Damaged uint64
}

// After reads what comes after a sequence number; after 0 everything.
func After(dir string, sequence uint64) *Tail { return &Tail{dir: dir, last: sequence} }

// Next returns the next records, which share memory: some of a file's next size bytes
// (MaxLine at least). None: there are no more yet.
func (t *Tail) Next(size int) ([]Record, error) {
	if err := t.find(); err != nil || t.at.Day == "" {
		return nil, err
	}
	for {
		lines, err := Lines(t.dir, t.at, size)
		if errors.Is(err, fs.ErrNotExist) {
			t.at.Day = "" // pruned meanwhile
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if records := t.take(lines); len(records) > 0 {
			return records, nil
		}
		if len(lines) > 0 {
			continue
		}
		if more, err := t.turn(); !more || err != nil {
			return nil, err
		}
	}
}

// take moves on over lines and returns those that are to be read.
func (t *Tail) take(lines []Line) (records []Record) {
	for _, l := range lines {
		t.at.Offset = l.End()
		e, err := event.Parse(l.Bytes)
		if err != nil {
			t.Damaged++
			continue
		}
		n := e.Sequence
		if n >= t.last {
			t.seen, t.size = l.Position, len(l.Bytes)
		}
		if n > t.last {
			t.last = n
			records = append(records, Record{e, l.Bytes})
		}
	}
	return records
}

// turn goes on to the next day, once the one read so far has no more: what was added to
// it after it was read, and before the next one began, is still read first.
func (t *Tail) turn() (more bool, err error) {
	days, err := list(t.dir)
	if err != nil {
		return false, err
	}
	i, _ := slices.BinarySearch(days, t.at.Day+"\x00")
	if i == len(days) {
		return false, nil
	}
	lines, err := Lines(t.dir, t.at, MaxLine)
	if err == nil && len(lines) > 0 {
		return true, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	t.at = Position{Day: days[i]}
	return true, nil
}

// find looks for the place to go on at, unless the one that is known still stands.
func (t *Tail) find() error {
	if t.at.Day != "" && t.stands() {
		return nil
	}
	t.at, t.size = Position{}, 0
	days, err := list(t.dir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(days) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	for _, day := range slices.Backward(days) {
		first, err := t.first(Position{Day: day})
		if err != nil {
			return err
		}
		if first != 0 && first <= t.last {
			return t.search(day)
		}
	}
	t.at = Position{Day: days[0]}
	return nil
}

// stands tells whether the file read last is still the one that was read.
func (t *Tail) stands() bool {
	if t.size == 0 {
		return false
	}
	line, err := LineAt(t.dir, t.seen, t.size)
	if err != nil {
		return false
	}
	_, n, _, err := event.ParseHead(line)
	return err == nil && n == t.last
}

// first is the sequence number of the first whole record from a position on; 0: there is
// none, or the file has gone.
func (t *Tail) first(at Position) (uint64, error) {
	lines, err := Lines(t.dir, at, MaxLine)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	for _, l := range lines {
		if _, n, _, err := event.ParseHead(l.Bytes); err == nil {
			return n, nil
		}
	}
	return 0, err
}

// nearEnough is how many bytes are read rather than searched.
const nearEnough = 1 << 20

// search goes to a place in a day's file where the last record, or what comes after it, is
// near.
func (t *Tail) search(day string) (err error) {
	t.at, err = halve(t.dir, day, func(p Place) bool { return p.Sequence <= t.last })
	return err
}

// halve searches a day's file, in which places ascend, for where before ceases to hold.
func halve(dir, day string, before func(Place) bool) (Position, error) {
	info, err := os.Stat(dayPath(dir, day))
	if err != nil {
		return Position{}, ignoreGone(err)
	}
	low, high := int64(0), info.Size()
	for high-low > nearEnough {
		middle := low + (high-low)/2
		start, place, err := startAfter(dir, Position{day, middle})
		switch {
		case err != nil:
			return Position{}, err
		case place.Sequence == 0 || !before(place):
			high = middle
		default:
			low = start
		}
	}
	return Position{day, low}, nil
}

// startAfter finds the first record that begins after a position, which may be within
// another one; the zero Place is that of none.
func startAfter(dir string, at Position) (start int64, p Place, err error) {
	lines, err := Lines(dir, at, MaxLine)
	if err != nil || len(lines) == 0 {
		return 0, Place{}, ignoreGone(err)
	}
	for _, l := range lines[1:] {
		if at, n, _, err := event.ParseHead(l.Bytes); err == nil {
			return l.Offset, Place{n, at}, nil
		}
	}
	return 0, Place{}, nil
}

// Before is the sequence number after which records of a time or later begin; 0: all are.
// Where a clock was set back among them, some that are older may follow.
func Before(dir string, when time.Time) (before uint64, err error) {
	days, err := list(dir)
	if err != nil {
		return 0, ignoreGone(err)
	}
	name := when.UTC().Format(dayFormat)
	for _, day := range slices.Backward(days) {
		if day > name {
			continue
		}
		at, err := halve(dir, day, func(p Place) bool { return p.Time.Before(when) })
		if err != nil {
			return 0, err
		}
		if before, err = beforeIn(dir, at, when); before != 0 || err != nil {
			return before, err
		}
	}
	return 0, nil
}

// beforeIn reads on for the last record that is older; 0: there is none.
func beforeIn(dir string, at Position, when time.Time) (before uint64, err error) {
	for {
		lines, err := Lines(dir, at, MaxLine)
		if err != nil || len(lines) == 0 {
			return before, ignoreGone(err)
		}
		for _, l := range lines {
			at.Offset = l.End()
			t, n, _, err := event.ParseHead(l.Bytes)
			if err == nil && !t.Before(when) {
				return before, nil
			}
			if err == nil {
				before = n
			}
		}
	}
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Place is where in the sequence, and when, a record stands.
type Place struct {
	Sequence uint64
	Time     time.Time
}

// First and Last return the places of the journal's first and last records; the zero Place
// where there is none.
func First(dir string) (Place, error) { return edge(dir, false) }

// Last is described at First.
func Last(dir string) (Place, error) { return edge(dir, true) }

func edge(dir string, last bool) (Place, error) {
	days, err := list(dir)
	if err != nil {
		return Place{}, ignoreGone(err)
	}
	if last {
		slices.Reverse(days)
	}
	for _, day := range days {
		line, err := edgeLine(dir, day, last)
		if err != nil {
			return Place{}, fmt.Errorf("read journal: %w", err)
		}
		if at, n, _, err := event.ParseHead(line); err == nil {
			return Place{n, at}, nil
		}
	}
	return Place{}, nil
}

// edgeLine is a day's first or last whole line; nil where it has none.
func edgeLine(dir, day string, last bool) ([]byte, error) {
	if !last {
		lines, err := Lines(dir, Position{Day: day}, MaxLine)
		if len(lines) == 0 {
			return nil, ignoreGone(err)
		}
		return lines[0].Bytes, nil
	}
	f, err := os.Open(dayPath(dir, day))
	if err != nil {
		return nil, ignoreGone(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	line, _, err := lastLine(f, info.Size())
	return line, err
}
