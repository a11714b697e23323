package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"sekisho/dataplane/event"
)

const (
	suffix    = ".ndjson"
	dayFormat = "2006-01-02"
)

// Options say where the journal is and how much of it is kept.
type Options struct {
	Dir string
	// MaxAge and MaxBytes bound what is kept; the oldest day goes first, the
	// current one stays. Zero: no bound.
	MaxAge   time.Duration
	MaxBytes int64
	// Reserve is how many bytes of the disk are put aside for when it is full; 0: none.
	Reserve int64
	// Group may read the journal, beside its owner; 0: the group that the process has.
	Group int
	// Gateway is put into each event.
	Gateway event.Gateway
	// Log is told of damage; nil: slog's default.
	Log *slog.Logger
}

// Journal appends events. It belongs to one goroutine.
type Journal struct {
	options  Options
	file     *os.File
	day      string
	size     int64 // of the current file, up to the last whole batch
	sequence uint64
	buffer   []byte
	looked   time.Time // when its bounds were looked at
	removed  []string  // days that a full disk has cost, not told yet
	grown    int64     // bytes written since then
	// pruned is closed when nothing prunes in the background, which endPruning ends.
	pruned     chan struct{}
	endPruning func()
}

// Open opens the journal in options.Dir, making the directory if need be. A line that a
// crash cut short is removed; a file that is damaged otherwise is renamed to .damaged.
func Open(options Options) (*Journal, error) {
	if err := makeDir(options.Dir, options.Group); err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	if options.Log == nil {
		options.Log = slog.Default()
	}
	j := &Journal{options: options, pruned: make(chan struct{}), endPruning: func() {}}
	close(j.pruned)
	if err := clearUnfinished(options.Dir); err != nil {
		return nil, err
	}
	days, err := list(options.Dir)
	if err != nil {
		return nil, err
	}
	for _, day := range days {
		if err := share(j.path(day), 0o640, options.Group); err != nil {
			return nil, fmt.Errorf("open journal: %w", err)
		}
	}
	if err := j.recover(days); err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	j.setReserve()
	return j, nil
}

// makeDir makes the directory whose files its group may read, such as the admin process.
func makeDir(dir string, group int) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	return share(dir, 0o750|fs.ModeSetgid, group) // new files get the directory's group
}

// share sets who may read a file or directory, which may be from before there was an
// admin process.
func share(path string, mode fs.FileMode, group int) error {
	if group != 0 {
		if err := os.Chown(path, -1, group); err != nil {
			return err
		}
	}
	return os.Chmod(path, mode)
}

// clearUnfinished removes what a crash left of files that were to replace others.
func clearUnfinished(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.new"))
	for _, f := range files {
		err = errors.Join(err, os.Remove(f))
	}
	if err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	return nil
}

// recover finds the last event's sequence number in the latest files, and among what was removed.
func (j *Journal) recover(days []string) (err error) {
	if j.sequence, err = lastRemoved(j.options.Dir); err != nil {
		return err
	}
	for _, day := range slices.Backward(days) {
		path := j.path(day)
		last, err := mend(path)
		if err != nil {
			return err
		}
		if last == nil {
			continue
		}
		_, sequence, _, err := event.ParseHead(last)
		if err != nil {
			j.options.Log.Error("journal is damaged; moved aside", "file", path, "error", err)
			sequence, err = setAside(path)
		}
		j.sequence = max(j.sequence, sequence)
		if sequence > 0 || err != nil {
			return err
		}
	}
	return nil
}

// mend cuts off what follows a file's last newline and returns its last line.
func mend(path string) (last []byte, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	tail, end, err := lastLine(f, info.Size())
	if err != nil {
		return nil, err
	}
	if end != info.Size() {
		return tail, f.Truncate(end)
	}
	return tail, nil
}

// lastLine reads backwards for the last whole line; end is where it ends.
func lastLine(f io.ReaderAt, size int64) (line []byte, end int64, err error) {
	for n := int64(64 << 10); ; n *= 4 {
		n = min(n, size)
		b := make([]byte, n)
		if _, err := f.ReadAt(b, size-n); err != nil && !errors.Is(err, io.EOF) {
			return nil, 0, err
		}
		stop := bytes.LastIndexByte(b, '\n')
		start := bytes.LastIndexByte(b[:max(stop, 0)], '\n')
		if stop >= 0 && (start >= 0 || n == size) {
			return b[start+1 : stop], size - n + int64(stop) + 1, nil
		}
		if n == size {
			return nil, 0, nil
		}
	}
}

// Append numbers the events, writes them and syncs. After an error none of them
// counts as written, and the journal stays usable.
func (j *Journal) Append(events []*event.Event) error {
	if len(events) == 0 {
		return nil
	}
	if err := j.withRoom(func() error { return j.rotate(events[0].Time) }); err != nil {
		return fmt.Errorf("append to journal: %w", err)
	}
	j.buffer = j.buffer[:0]
	for i, e := range events {
		e.Sequence, e.Gateway = j.sequence+uint64(i)+1, j.options.Gateway
		e.ID = ulid.MustNew(ulid.Timestamp(e.Time), ulid.DefaultEntropy()).String()
		if err := j.encode(e); err != nil {
			return fmt.Errorf("append to journal: %w", err)
		}
	}
	if err := j.withRoom(j.write); err != nil {
		return fmt.Errorf("append to journal: %w", err)
	}
	j.sequence += uint64(len(events))
	return nil
}

// encode adds a record to the buffer. One that nobody would read for its length goes
// without what protocols said, and says so.
func (j *Journal) encode(e *event.Event) (err error) {
	start := len(j.buffer)
	if j.buffer, err = e.AppendJSON(j.buffer); err != nil {
		return err
	}
	if len(j.buffer)-start < MaxLine {
		j.buffer = append(j.buffer, '\n')
		return nil
	}
	if e.Attributes == nil && e.Findings == nil {
		return fmt.Errorf("an event of %d bytes", len(j.buffer)-start)
	}
	j.buffer = j.buffer[:start]
	e.Attributes, e.Findings = nil, nil
	e.Reason += "; the event was too long, so its attributes and findings are left out"
	return j.encode(e)
}

// write writes the buffer as a whole or not at all.
func (j *Journal) write() error {
	_, err := j.file.Write(j.buffer)
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		return errors.Join(err, j.file.Truncate(j.size))
	}
	j.size += int64(len(j.buffer))
	j.grown += int64(len(j.buffer))
	return nil
}

// rotate begins the file of the day, and lets go of what is past its bounds. A
// clock that was set back doesn't reopen an earlier day.
func (j *Journal) rotate(now time.Time) error {
	day := now.UTC().Format(dayFormat)
	if j.file != nil && day <= j.day {
		j.look(now)
		return nil
	}
	if days, err := list(j.options.Dir); err != nil {
		return err
	} else if n := len(days); n > 0 {
		day = max(day, days[n-1])
	}
	f, err := os.OpenFile(j.path(day), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o640)
	if err != nil {
		return err
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return errors.Join(err, f.Close())
	}
	if j.file != nil {
		err = j.file.Close()
	}
	j.file, j.day, j.size = f, day, size
	if err == nil {
		j.startPruning(now)
	}
	return err
}

// Close ends what goes on in the background and closes the current file.
func (j *Journal) Close() error {
	j.stopPruning()
	if j.file == nil {
		return nil
	}
	return j.file.Close()
}

func (j *Journal) path(day string) string { return dayPath(j.options.Dir, day) }

func dayPath(dir, day string) string { return filepath.Join(dir, day+suffix) }

// list returns the days that have a file, oldest first.
func list(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list journal: %w", err)
	}
	var days []string
	for _, e := range entries {
		day, ok := strings.CutSuffix(e.Name(), suffix)
		if _, err := time.Parse(dayFormat, day); ok && err == nil {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return days, nil
}
