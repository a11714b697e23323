package journal

import (
	"bytes"
	"context"
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

// smallDisk is a file system of its own with little room.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Fatalf("mount a small disk: %v (tests run as root)", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fill takes what room is left on the disk.
func fill(t *testing.T, dir string) (path string) {
	t.Helper()
	path = filepath.Join(dir, "hog")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	chunk := make([]byte, 4096)
	for err == nil {
		_, err = f.Write(chunk)
	}
	if !full(err) {
		t.Fatal(err)
	}
	return path
}

// TestDiskFull: the past goes, oldest first, then the reserve; then events are lost,
// and counted; and when there is room again all of it is told.
func TestDiskFull(t *testing.T) {
	disk := smallDisk(t, "2m")
	dir := filepath.Join(disk, "events")
	j := open(t, Options{Dir: dir, Reserve: 64 << 10})
	ring := event.NewRing(1 << 12)
	d := drain{ring: ring, journal: j, log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	for day := range 3 {
		d.store(events(200, noon.AddDate(0, 0, day)))
	}
	hog := fill(t, disk)
	reserved := func() bool { _, err := os.Stat(j.reservePath()); return err == nil }
	if !reserved() {
		t.Error("no reserve was made")
	}
	today := noon.AddDate(0, 0, 2)
	for d.unwritten == 0 {
		d.store(events(50, today))
		if days, _ := list(dir); len(days) > 1 && !reserved() {
			t.Error("the reserve went before the oldest day")
		}
	}
	if days, _ := list(dir); len(days) != 1 || reserved() {
		t.Errorf("%v is left, reserve %v", days, reserved())
	}
	if err := os.Remove(hog); err != nil {
		t.Fatal(err)
	}
	d.store(events(1, today))
	lines := strings.Join(read(t, dir, time.Time{}), "\n")
	if !strings.Contains(lines, "50 events were lost") {
		t.Error("the loss is not told")
	}
	if !strings.Contains(lines, "events of 2026-11-21 were removed") || !strings.Contains(lines, "events of 2026-11-22 were removed") {
		t.Error("the removed days are not told")
	}
	if j.setReserve(); !reserved() {
		t.Error("the reserve is not made again")
	}
}

// TestAgeGoesADayAtATime: a clock that runs ahead does not cost everything.
func TestAgeGoesADayAtATime(t *testing.T) {
	dir := t.TempDir()
	j := open(t, Options{Dir: dir})
	for day := range 5 {
		if err := j.Append(events(1, noon.AddDate(0, 0, day))); err != nil {
			t.Fatal(err)
		}
	}
	<-j.pruned // or what goes on from before is all there is
	j.options.MaxAge = 24 * time.Hour
	if err := j.Append(events(1, noon.AddDate(0, 1, 4))); err != nil {
		t.Fatal(err)
	}
	<-j.pruned
	if days, err := Days(dir); err != nil || len(days) != 5 || days[0].Name != "2026-11-22" {
		t.Errorf("%v %v", days, err)
	}
}

// TestClockJumps: neither a day back nor a month forward costs an event or its place.
func TestClockJumps(t *testing.T) {
	dir := t.TempDir()
	j := open(t, Options{Dir: dir, MaxAge: 90 * 24 * time.Hour})
	for _, at := range []time.Time{noon, noon.AddDate(0, 0, -1), noon.AddDate(0, 1, 0), noon} {
		if err := j.Append(events(2, at)); err != nil {
			t.Fatal(err)
		}
	}
	lines := read(t, dir, time.Time{})
	for i, line := range lines {
		if _, n, _, err := event.ParseHead([]byte(line)); err != nil || n != uint64(i+1) {
			t.Errorf("event %d has number %d, %v", i+1, n, err)
		}
	}
	if len(lines) != 8 {
		t.Errorf("%d events", len(lines))
	}
}

func TestLines(t *testing.T) {
	dir := t.TempDir()
	j := open(t, Options{Dir: dir, Gateway: event.Gateway{ID: "g1", Name: "gate"}})
	if err := j.Append(events(3, noon)); err != nil {
		t.Fatal(err)
	}
	days, err := Days(dir)
	if err != nil || len(days) != 1 {
		t.Fatal(days, err)
	}
	lines, err := Lines(dir, Position{Day: days[0].Name}, 0)
	if err != nil || len(lines) != 3 || lines[2].End() != days[0].Size {
		t.Fatal(lines, err)
	}
	again, err := LineAt(dir, lines[1].Position, len(lines[1].Bytes))
	if err != nil || !bytes.Equal(again, lines[1].Bytes) || !bytes.Contains(again, []byte(`"observer":{"serial_number":"g1","name":"gate"}`)) {
		t.Errorf("%s %v", again, err)
	}
	if more, err := Lines(dir, Position{days[0].Name, days[0].Size}, 0); err != nil || more != nil {
		t.Error(more, err)
	}
	if _, err := LineAt(dir, lines[2].Position, 1<<19); err == nil {
		t.Error("read past the end")
	}
	info, err := os.Stat(filepath.Join(dir, days[0].Name+suffix))
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Error(info.Mode(), err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o750 || info.Mode()&os.ModeSetgid == 0 {
		t.Error(info.Mode(), err)
	}
}

// TestLineWithoutEnd: a file without a newline, as a broken disk may give, is read in
// pieces, so that neither memory nor the reader is held up.
func TestLineWithoutEnd(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "2026-11-21.ndjson")
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 2*MaxLine+10), 0o600); err != nil {
		t.Fatal(err)
	}
	at, n := Position{Day: "2026-11-21"}, 0
	for lines, err := Lines(dir, at, 0); len(lines) > 0; lines, err = Lines(dir, at, 0) {
		if err != nil {
			t.Fatal(err)
		}
		n, at.Offset = n+len(lines), lines[len(lines)-1].End()
	}
	if n != 2 || at.Offset != 2*MaxLine {
		t.Errorf("%d pieces, to byte %d", n, at.Offset)
	}
	if err := Read(context.Background(), dir, Selection{}, io.Discard); err == nil || !strings.Contains(err.Error(), "2026-11-21.ndjson, byte 0") {
		t.Errorf("damage is not said: %v", err)
	}
}
