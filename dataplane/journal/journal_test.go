package journal

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sekisho/dataplane/event"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func events(n int, at time.Time) []*event.Event {
	out := make([]*event.Event, n)
	for i := range out {
		out[i] = &event.Event{Time: at, Kind: event.Ended}
	}
	return out
}

func open(t *testing.T, o Options) *Journal {
	t.Helper()
	j, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func read(t *testing.T, dir string, since time.Time) []string {
	t.Helper()
	var b bytes.Buffer
	if err := Read(context.Background(), dir, Selection{Since: since}, &b); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

func TestSequenceGoesOnAfterACrash(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, Options{Dir: dir}).Append(events(3, noon)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "2026-11-21.ndjson")
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString(`{"@timestamp":"2026-11-21T12:0`) // the power went
	f.Close()
	if err := open(t, Options{Dir: dir}).Append(events(2, noon.Add(24*time.Hour))); err != nil {
		t.Fatal(err)
	}
	lines := read(t, dir, time.Time{})
	if len(lines) != 5 {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	for i, line := range lines {
		if !strings.Contains(line, fmt.Sprintf(`"sequence":%d}`, i+1)) && !strings.Contains(line, fmt.Sprintf(`"sequence":%d,`, i+1)) {
			t.Errorf("line %d: %s", i, line)
		}
	}
	if got := read(t, dir, noon.Add(time.Hour)); len(got) != 2 {
		t.Errorf("%d events since then", len(got))
	}
}

func TestDamageIsSetAside(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, Options{Dir: dir}).Append(events(3, noon)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "2026-11-21.ndjson")
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("not an event\n")
	f.Close()
	var log bytes.Buffer
	j := open(t, Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if !strings.Contains(log.String(), path) {
		t.Errorf("the log doesn't say which file: %s", log.String())
	}
	if err := j.Append(events(1, noon)); err != nil {
		t.Fatal(err)
	}
	if lines := read(t, dir, time.Time{}); len(lines) != 4 || !strings.Contains(lines[3], `"sequence":4`) {
		t.Errorf("events then: %q", lines)
	}
	if _, err := os.Stat(path + ".damaged"); err != nil {
		t.Error(err)
	}
}

func TestPrune(t *testing.T) {
	dir := t.TempDir()
	j := open(t, Options{Dir: dir, MaxAge: 48 * time.Hour})
	for day := range 6 {
		if err := j.Append(events(1, noon.Add(time.Duration(day)*24*time.Hour))); err != nil {
			t.Fatal(err)
		}
		<-j.pruned
	}
	if got := read(t, dir, time.Time{}); len(got) != 3 {
		t.Errorf("%d days are left", len(got))
	}
	j.options.MaxBytes = 1
	if err := j.Prune(noon); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir, time.Time{}); len(got) != 1 {
		t.Errorf("%d days are left over the size", len(got))
	}
}

func TestDrainTellsOfLosses(t *testing.T) {
	dir := t.TempDir()
	ring := event.NewRing(2)
	for _, e := range events(5, noon) {
		ring.Put(e)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	Drain(ctx, ring, open(t, Options{Dir: dir}), slog.New(slog.NewTextHandler(io.Discard, nil)))
	lines := strings.Join(read(t, dir, time.Time{}), "\n")
	if strings.Count(lines, "\n") != 2 || !strings.Contains(lines, "3 events were lost") {
		t.Errorf("stored:\n%s", lines)
	}
}

func TestFollow(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- Read(ctx, dir, Selection{Follow: true}, w) }()
	j := open(t, Options{Dir: dir})
	buf := make([]byte, 4096)
	for day := range 2 {
		if err := j.Append(events(1, noon.Add(time.Duration(day)*24*time.Hour))); err != nil {
			t.Fatal(err)
		}
		if n, err := r.Read(buf); err != nil || !bytes.Contains(buf[:n], []byte("@timestamp")) {
			t.Fatalf("%q %v", buf[:n], err)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestLongEvent: what would be too long to read is shortened, and says so.
func TestLongEvent(t *testing.T) {
	dir := t.TempDir()
	long := events(3, noon)
	long[1].Attributes = []event.Attribute{{Name: "url.full", Value: strings.Repeat("x", MaxLine)}}
	if err := open(t, Options{Dir: dir}).Append(long); err != nil {
		t.Fatal(err)
	}
	lines := read(t, dir, time.Time{})
	if len(lines) != 3 || len(lines[1]) > 1000 || !strings.Contains(lines[1], "too long") || !strings.Contains(lines[1], `"sequence":2`) {
		t.Errorf("%d lines: %.300q", len(lines), lines)
	}
}

// TestOldFilesAreShared: the admin process can read what was written before it existed.
func TestOldFilesAreShared(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, Options{Dir: dir}).Append(events(1, noon)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "2026-11-21.ndjson")
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, Options{Dir: dir, Group: 65533})
	for _, name := range []string{dir, path} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if gid := info.Sys().(*syscall.Stat_t).Gid; gid != 65533 || info.Mode()&0o040 == 0 {
			t.Errorf("%s has group %d, mode %v", name, gid, info.Mode())
		}
	}
}
