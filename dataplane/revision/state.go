package revision

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

	"golang.org/x/sys/unix"

	"sekisho/dataplane/control"
)

// maxState bounds state.json, in bytes: two policies and little else.
const maxState = 2 * control.MaxMessage

// Policy is a policy's text with its revision.
type Policy struct {
	Revision control.Revision `json:"revision"`
	Text     string           `json:"policy"`
}

// state is what state.json holds.
type state struct {
	Current  *Policy  `json:"current"` // nil: the policy file
	Previous *Policy  `json:"previous,omitempty"`
	Pending  *pending `json:"pending,omitempty"`
}

// pending says until when Current must be confirmed.
type pending struct {
	Boot     string        `json:"boot_id"`
	Deadline time.Duration `json:"deadline_since_boot"`
	Wall     time.Time     `json:"deadline"` // for people
}

// Clock tells the time since the machine booted, and which boot that was.
type Clock struct {
	Boot  string
	Since func() time.Duration
}

// SystemClock is the kernel's.
func SystemClock() (Clock, error) {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return Clock{}, fmt.Errorf("read boot ID: %w", err)
	}
	return Clock{string(bytes.TrimSpace(id)), sinceBoot}, nil
}

func sinceBoot() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		panic(err) // the clock is there since Linux 2.6.39, and the argument is right
	}
	return time.Duration(t.Nano())
}

// load reads the file; none is the zero state.
func load(path string) (s state, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return state{}, nil
	}
	if err != nil {
		return state{}, err
	}
	defer f.Close()
	if err := json.NewDecoder(io.LimitReader(f, maxState)).Decode(&s); err != nil {
		return state{}, fmt.Errorf("%s: %w", path, err)
	}
	if s.Pending != nil && (s.Previous == nil || s.Current == nil) {
		return state{}, fmt.Errorf("%s: a change waits, but not both it and what was before are there", path)
	}
	return s, nil
}

// save replaces the file as a whole, so that a crash leaves the old one or the new.
func save(path string, s state) (err error) {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".state-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
