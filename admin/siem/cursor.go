package siem

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	// cursorVersion is that of the cursor file's form.
	cursorVersion = 1
	// maxCursor bounds a cursor's file, in bytes.
	maxCursor = 64 << 10
	// maxGaps is how many gaps a cursor remembers, the latest.
	maxGaps = 32
)

// cursor is how far a destination is, as it is kept on the disk: one file each, which is
// replaced whole.
type cursor struct {
	Version int `json:"version"`
	// Sequence is what the receiver is known to have everything up to.
	Sequence uint64 `json:"sequence"`
	// Sent is the last sequence that was handed to the receiver, as of the writing: what comes
	// between the two may come twice.
	Sent   uint64 `json:"sent"`
	Paused bool   `json:"paused,omitempty"`
	Counts Counts `json:"counts"`
	Gaps   []Gap  `json:"gaps,omitempty"`
}

// Counts are of events since the destination was added.
type Counts struct {
	Sent     uint64 `json:"sent"`     // messages handed over, again ones too
	Repeated uint64 `json:"repeated"` // of those, known to have been handed over before: possible duplicates
	Dropped  uint64 `json:"dropped"`  // refused by the receiver for good, or not to be encoded
	LeftOut  uint64 `json:"left_out"` // by filter and sampling
}

// Gap is a run of events that were not there any more when they should have been sent.
type Gap struct {
	From   uint64    `json:"from"` // sequence numbers
	To     uint64    `json:"to"`
	Events uint64    `json:"events"` // missing among them
	At     time.Time `json:"at"`     // of the event that comes after it
	Loss
	// place is the sequence number that it was sent with.
	place uint64
}

// Loss says what events are missing, as far as that is known.
type Loss struct {
	Allow uint64 `json:"allow"`
	Log   uint64 `json:"log"`
	Block uint64 `json:"block"`
	Other uint64 `json:"other"`
	// Unknown were not removed on purpose, or nobody has kept what they were.
	Unknown uint64 `json:"unknown"`
}

// errNoCursor: there is no file, or none that can be read.
var errNoCursor = errors.New("no cursor is kept")

// parseCursor reads a cursor's file.
func parseCursor(b []byte) (c cursor, err error) {
	if len(b) > maxCursor {
		return cursor{}, fmt.Errorf("read cursor: more than %d bytes", maxCursor)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return cursor{}, fmt.Errorf("read cursor: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return cursor{}, errors.New("read cursor: more than one value")
	}
	switch {
	case c.Version != cursorVersion:
		return cursor{}, fmt.Errorf("read cursor: version %d, not %d", c.Version, cursorVersion)
	case c.Sent < c.Sequence:
		return cursor{}, fmt.Errorf("read cursor: sent up to %d, but confirmed up to %d", c.Sent, c.Sequence)
	case len(c.Gaps) > maxGaps:
		return cursor{}, fmt.Errorf("read cursor: %d gaps, more than %d", len(c.Gaps), maxGaps)
	}
	return c, nil
}

// loadCursor reads a cursor. A damaged file is moved aside.
func loadCursor(path string) (cursor, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return cursor{}, errNoCursor
	}
	if err != nil {
		return cursor{}, fmt.Errorf("open cursor: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxCursor+1))
	if err != nil {
		return cursor{}, fmt.Errorf("read cursor: %w", err)
	}
	c, err := parseCursor(b)
	if err != nil {
		return cursor{}, errors.Join(errNoCursor, err, os.Rename(path, path+".damaged"))
	}
	return c, nil
}

// save replaces a cursor's file: after a crash it is the old one or the new one, whole.
func (c cursor) save(path string) error {
	c.Version = cursorVersion
	c.Sent = max(c.Sent, c.Sequence)
	b, err := json.Marshal(c)
	if err == nil {
		err = writeWhole(path, b)
	}
	if err != nil {
		return fmt.Errorf("keep cursor: %w", err)
	}
	return nil
}

func writeWhole(path string, b []byte) error {
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
