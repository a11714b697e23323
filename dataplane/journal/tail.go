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
	Sequence uint64
	Time     time.Time
	Line     []byte // as it is stored, without its newline
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
		at, n, _, err := event.ParseHead(l.Bytes)
		if err != nil {
			t.Damaged++
			continue
		}
		if n >= t.last {
			t.seen, t.size = l.Position, len(l.Bytes)
		}
		if n > t.last {
			t.last = n
			records = append(records, Record{n, at, l.Bytes})
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

// search halves a day's file until what comes after the last record is near: sequence
// numbers ascend in it.
func (t *Tail) search(day string) error {
	info, err := os.Stat(dayPath(t.dir, day))
	if err != nil {
		return ignoreGone(err)
	}
	low, high := int64(0), info.Size()
	for high-low > nearEnough {
		middle := low + (high-low)/2
		start, n, err := t.startAfter(Position{day, middle})
		switch {
		case err != nil:
			return err
		case n == 0 || n > t.last:
			high = middle
		default:
			low = start
		}
	}
	t.at = Position{day, low}
	return nil
}

// startAfter finds the first record that begins after a position, which may be within
// another one; n is 0 where there is none.
func (t *Tail) startAfter(at Position) (start int64, n uint64, err error) {
	lines, err := Lines(t.dir, at, MaxLine)
	if err != nil || len(lines) == 0 {
		return 0, 0, ignoreGone(err)
	}
	for _, l := range lines[1:] {
		if _, n, _, err := event.ParseHead(l.Bytes); err == nil {
			return l.Offset, n, nil
		}
	}
	return 0, 0, nil
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// First and Last return the journal's first and last records, without their lines; the zero
// Record where there is none.
func First(dir string) (Record, error) { return edge(dir, false) }

// Last is described at First.
func Last(dir string) (Record, error) { return edge(dir, true) }

func edge(dir string, last bool) (Record, error) {
	days, err := list(dir)
	if err != nil {
		return Record{}, ignoreGone(err)
	}
	if last {
		slices.Reverse(days)
	}
	for _, day := range days {
		line, err := edgeLine(dir, day, last)
		if err != nil {
			return Record{}, fmt.Errorf("read journal: %w", err)
		}
		if at, n, _, err := event.ParseHead(line); err == nil {
			return Record{Sequence: n, Time: at}, nil
		}
	}
	return Record{}, nil
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
