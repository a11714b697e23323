package siem

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sekisho/configs"
)

// fileReceiver is a folder. Killed, it is somewhere else.
type fileReceiver struct {
	t        testing.TB
	dir      string
	away     bool
	rotate   configs.Rotation
	compress bool
}

func newFileReceiver(t testing.TB, rotate configs.Rotation, compress bool) *fileReceiver {
	t.Helper()
	r := &fileReceiver{t: t, dir: filepath.Join(t.TempDir(), "log"), rotate: rotate, compress: compress}
	if err := os.Mkdir(r.dir+".away", 0o700); err != nil {
		t.Fatal(err)
	}
	r.start()
	return r
}

func (r *fileReceiver) path() string { return filepath.Join(r.dir, "events.json") }

func (r *fileReceiver) target() Target {
	return Target{Destination: configs.Destination{Name: "test", Type: "file", Address: "file://" + r.path(), Rotate: r.rotate, Compress: r.compress}}
}

func (r *fileReceiver) shape(m Message) Message { return m }
func (r *fileReceiver) ordered() bool           { return true }
func (r *fileReceiver) kill()                   { r.move(r.dir, r.dir+".away") }
func (r *fileReceiver) start()                  { r.move(r.dir+".away", r.dir) }

func (r *fileReceiver) move(from, to string) {
	if err := os.Rename(from, to); err != nil {
		r.t.Fatal(err)
	}
	r.away = to != r.dir
}

// held reads what was put aside, oldest first, and the file.
func (r *fileReceiver) held() (all []uint64) {
	dir := r.dir
	if r.away {
		dir += ".away"
	}
	f := file{path: filepath.Join(dir, "events.json")}
	paths, err := f.aside()
	if err != nil {
		r.t.Fatal(err)
	}
	if exists(f.path) {
		paths = append(paths, f.path)
	}
	for _, path := range paths {
		for line := range bytes.Lines(r.read(path)) {
			n, err := sequenceOf(line)
			if err != nil || !bytes.HasSuffix(line, []byte("\n")) {
				r.t.Errorf("%s: line %q", path, line)
			}
			all = append(all, n)
		}
	}
	return all
}

func (r *fileReceiver) read(path string) []byte {
	b, err := os.ReadFile(path)
	if err == nil && strings.HasSuffix(path, packed) {
		z, zipped := gzip.NewReader(bytes.NewReader(b))
		if zipped != nil {
			r.t.Fatal(zipped)
		}
		b, err = io.ReadAll(z)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return b
}

// TestFilesRotate by size: none is much longer than that, old ones are compressed, and
// beyond their number removed.
func TestFilesRotate(t *testing.T) {
	r := newFileReceiver(t, configs.Rotation{Size: 64 << 10, Keep: 1000}, true)
	tr := transportTo(t, r)
	ship(t, tr, r, 5000, func() uint64 { return 100 }, func() {})
	checkComplete(t, r.held(), 5000)
	aside, err := tr.(*file).aside()
	if err != nil || len(aside) < 4 || !strings.HasSuffix(aside[0], packed) {
		t.Fatalf("put aside: %s, %v", aside, err)
	}
	if b := r.read(aside[0]); len(b) < 64<<10 || len(b) > 64<<10+100*150 {
		t.Errorf("%s has %d bytes", aside[0], len(b))
	}
	other := aside[0] + ".notes"
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tr.(*file).keep = 2
	append100(t, tr, r, 5001, 6000)
	left, err := tr.(*file).aside()
	if err != nil || len(left) != 2 || slices.Contains(left, aside[0]) || !exists(other) {
		t.Errorf("left: %s, %v", left, err)
	}
	if info, err := os.Stat(left[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

// append100 sends first to last, a hundred at a time.
func append100(t *testing.T, tr Transport, r peer, first, last uint64) {
	t.Helper()
	for n := first; n <= last; n += 100 {
		if err := tr.Send(soon(t), messages(r, n, min(last, n+99))); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFilesRotateByAge: a file of yesterday is put aside.
func TestFilesRotateByAge(t *testing.T) {
	r := newFileReceiver(t, configs.Rotation{Age: configs.Period(24 * time.Hour)}, false)
	tr := transportTo(t, r).(*file)
	append100(t, tr, r, 1, 10)
	tr.now = func() time.Time { return time.Now().Add(25 * time.Hour) }
	append100(t, tr, r, 11, 20)
	aside, err := tr.aside()
	if err != nil || len(aside) != 1 || strings.HasSuffix(aside[0], packed) {
		t.Fatalf("put aside: %s, %v", aside, err)
	}
	checkComplete(t, r.held(), 20)
}

// TestFilesSurviveCrashes: of a half line nothing is left, of a compression one whole file.
func TestFilesSurviveCrashes(t *testing.T) {
	r := newFileReceiver(t, configs.Rotation{}, true)
	half := string(message(1).Body) + "\n" + string(message(2).Body[:20])
	aside := r.path() + ".20261122T090000.000000000Z"
	for path, text := range map[string]string{r.path(): half, aside: string(message(0).Body) + "\n", aside + packed + unfinished: "half"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	append100(t, transportTo(t, r), r, 2, 3)
	if held := r.held(); !slices.Equal(held, []uint64{0, 1, 2, 3}) || exists(aside) {
		t.Errorf("held %d", held)
	}
}

// TestFilesFollowTheirName: whoever moves the file gets a new one.
func TestFilesFollowTheirName(t *testing.T) {
	r := newFileReceiver(t, configs.Rotation{}, false)
	tr := transportTo(t, r)
	append100(t, tr, r, 1, 1)
	if err := os.Rename(r.path(), r.path()+".1"); err != nil {
		t.Fatal(err)
	}
	append100(t, tr, r, 2, 2)
	if held := r.held(); !slices.Equal(held, []uint64{2}) {
		t.Errorf("held %d", held)
	}
}

// TestFilesAreFiles: nothing is written through links, into pipes or into no folder.
func TestFilesAreFiles(t *testing.T) {
	r := newFileReceiver(t, configs.Rotation{}, false)
	tr := transportTo(t, r)
	if err := os.Symlink("/dev/null", r.path()); err != nil {
		t.Fatal(err)
	}
	if err := tr.Send(soon(t), messages(r, 1, 1)); err == nil || tr.Confirmed() != 0 {
		t.Errorf("wrote through a link: %v", err)
	}
	for _, address := range []string{"file://host/path", "file:///a/../b", "https://host/path", "file:relative"} {
		to := r.target()
		to.Address = address
		if _, err := NewTransport(to); err == nil {
			t.Errorf("took %s", address)
		}
	}
}
