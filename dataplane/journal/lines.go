package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// MaxLine is the size of the longest record that is read, in bytes. What is longer
// was damaged on the disk, and is handed out in pieces of this size.
const MaxLine = 1 << 20

// Day is one file of the journal.
type Day struct {
	Name string // the UTC day, as in 2026-11-22
	Size int64  // in bytes
}

// Position is a place in the journal.
type Position struct {
	Day    string
	Offset int64 // in the day's file, in bytes
}

// Line is a stored record, without its newline, and where it stands.
type Line struct {
	Position
	Bytes []byte
}

// End is where the next record stands.
func (l Line) End() int64 { return l.Offset + int64(len(l.Bytes)) + 1 }

// Days returns the days that have a file, oldest first; none where the journal has
// not begun.
func Days(dir string) ([]Day, error) {
	names, err := list(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	days := make([]Day, 0, len(names))
	for _, name := range names {
		info, err := os.Stat(dayPath(dir, name))
		if errors.Is(err, os.ErrNotExist) {
			continue // pruned meanwhile
		}
		if err != nil {
			return nil, fmt.Errorf("list journal: %w", err)
		}
		days = append(days, Day{Name: name, Size: info.Size()})
	}
	return days, nil
}

// Lines reads whole records of one day from a position on, no more than size bytes of
// them (MaxLine at least). None: there are no more yet. The lines share memory.
func Lines(dir string, from Position, size int) ([]Line, error) {
	b, err := readAt(dir, from, max(size, MaxLine))
	if err != nil {
		return nil, err
	}
	end := bytes.LastIndexByte(b, '\n') + 1
	if end == 0 && len(b) >= MaxLine {
		return []Line{{Position: from, Bytes: b[:MaxLine-1]}}, nil
	}
	var lines []Line
	for line := range bytes.Lines(b[:end]) {
		lines = append(lines, Line{Position: from, Bytes: line[:len(line)-1]})
		from.Offset += int64(len(line))
	}
	return lines, nil
}

// LineAt reads the record of length bytes at a position.
func LineAt(dir string, at Position, length int) ([]byte, error) {
	if length < 0 || length > MaxLine {
		return nil, fmt.Errorf("read journal: %s%s, byte %d: no record has %d bytes", at.Day, suffix, at.Offset, length)
	}
	b, err := readAt(dir, at, length)
	if err == nil && len(b) < length {
		err = fmt.Errorf("read journal: %s%s, byte %d: %w", at.Day, suffix, at.Offset, io.ErrUnexpectedEOF)
	}
	return b, err
}

// readAt reads up to size bytes.
func readAt(dir string, at Position, size int) ([]byte, error) {
	f, err := os.Open(dayPath(dir, at.Day))
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	b := make([]byte, max(min(int64(size), info.Size()-at.Offset), 0))
	n, err := f.ReadAt(b, at.Offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	return b[:n], nil
}
