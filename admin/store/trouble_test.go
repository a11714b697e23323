package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// checkAll holds searches and totals against what was written.
func (b *bed) checkAll() {
	b.t.Helper()
	b.compare(Search{Limit: MaxPage})
	b.compare(Search{Filter: b.query("event.action:block"), Limit: MaxPage, Oldest: true})
	b.checkTotals()
}

// overwrite damages the middle of a file.
func overwrite(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	info, err := f.Stat()
	must(t, err)
	_, err = f.WriteAt(bytes.Repeat([]byte{0xff}, 16<<10), info.Size()/2/4096*4096)
	must(t, err)
}

// TestDamagedIndex: a damaged day file, or the damaged rollups, are moved aside, said
// loudly, and made anew from the journal, with every event once.
func TestDamagedIndex(t *testing.T) {
	for _, what := range []string{"day", "rollups"} {
		t.Run(what, func(t *testing.T) {
			b := newBed(t)
			b.writeRandom(3000, noon)
			b.writeRandom(500, noon.AddDate(0, 0, 1))
			b.index()
			path := b.store.dayPath("2026-11-22")
			if what == "rollups" {
				path = b.store.rollupPath()
			}
			must(t, b.store.Close())
			overwrite(t, path)
			if what == "day" {
				b.writeRandom(10, noon.AddDate(0, 0, 1))
			}
			var log bytes.Buffer
			o := b.options()
			o.Log = slog.New(slog.NewTextHandler(&log, nil))
			var err error
			b.store, err = Open(context.Background(), o)
			must(t, err)
			b.index()
			b.checkAll()
			if !strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), path) {
				t.Errorf("log: %s", &log)
			}
			if aside, err := filepath.Glob(path + ".damaged-*"); err != nil || len(aside) == 0 {
				t.Errorf("nothing was kept: %v", err)
			}
		})
	}
}

// TestReaderFindsDamage: damage to a day that is not written any more is found by whoever
// reads it, and mended by the writer.
func TestReaderFindsDamage(t *testing.T) {
	b := newBed(t)
	b.writeRandom(3000, noon)
	b.writeRandom(10, noon.AddDate(0, 0, 1))
	b.index()
	overwrite(t, b.store.dayPath("2026-11-21"))
	_, err := b.first(Search{Filter: b.query("source.bytes<0 OR event.id:x*"), Limit: MaxPage})
	if err == nil {
		t.Fatal("the damage is not found")
	}
	b.index()
	b.checkAll()
}

// TestLostIndex: files that are gone are made anew.
func TestLostIndex(t *testing.T) {
	b := newBed(t)
	b.writeRandom(1200, noon)
	b.writeRandom(1200, noon.AddDate(0, 0, 1))
	b.index()
	must(t, b.store.Close())
	must(t, os.Remove(b.store.dayPath("2026-11-21")))
	b.open()
	b.index()
	b.checkAll()
	must(t, b.store.Close())
	must(t, os.RemoveAll(b.options().Dir))
	b.open()
	b.index()
	b.checkAll()
}

// TestGaps: what is missing in the journal is recorded, and nothing else is.
func TestGaps(t *testing.T) {
	b := newBed(t)
	b.writeRandom(20, noon)
	b.index()
	path := filepath.Join(b.options().Journal, "2026-11-21.ndjson")
	b.writeRandom(10, noon)
	whole, err := os.ReadFile(path)
	must(t, err)
	lines := bytes.SplitAfter(whole, []byte("\n"))
	cut := bytes.Join(append(append([][]byte{}, lines[:22]...), lines[25:]...), nil)
	must(t, os.WriteFile(path, cut, 0o640))
	b.index()
	gaps, err := b.store.Gaps(context.Background())
	if err != nil || len(gaps) != 1 || gaps[0] != (Gap{"2026-11-21", 22, 26}) {
		t.Errorf("%v %v", gaps, err)
	}
	if h := b.store.Health(); h.Gaps != 1 || h.Events != 27 {
		t.Errorf("%+v", h)
	}
}

// TestDamagedJournal: a line that is no event costs itself only. Where the dataplane
// then replaces the file by its sound lines, every place in it changes.
func TestDamagedJournal(t *testing.T) {
	b := newBed(t)
	b.writeRandom(100, noon)
	b.index()
	path := filepath.Join(b.options().Journal, "2026-11-21.ndjson")
	whole, err := os.ReadFile(path)
	must(t, err)
	at := bytes.Index(whole, []byte(`"sequence":50`))
	copy(whole[at-100:], "\x00\x00\x00")
	must(t, os.WriteFile(path, append(whole, "no event\n"...), 0o640))
	b.index()
	if h := b.store.Health(); h.Damaged != 1 || h.Events != 100 {
		t.Errorf("%+v", h)
	}
	page, err := b.first(Search{Limit: MaxPage})
	if err != nil || page.Unreadable != 1 || len(page.Items) != 99 {
		t.Errorf("%d items, %d unreadable, %v", len(page.Items), page.Unreadable, err)
	}
	b.journal, err = journal.Open(journal.Options{Dir: b.options().Journal, Log: quiet})
	must(t, err)
	b.writeRandom(5, noon)
	b.index()
	lost := b.written[49]
	b.written = append(b.written[:49:49], b.written[50:]...)
	b.compare(Search{Limit: MaxPage})
	b.written = append(b.written, lost) // it was counted when it could be read
	b.checkTotals()
}

// TestJournalBegunAnew: somebody removed the journal, and its numbers start at 1 again.
func TestJournalBegunAnew(t *testing.T) {
	b := newBed(t)
	b.writeRandom(50, noon)
	b.index()
	must(t, os.RemoveAll(b.options().Journal))
	var err error
	b.journal, err = journal.Open(journal.Options{Dir: b.options().Journal, Log: quiet})
	must(t, err)
	counted := b.written
	b.written = nil
	b.writeRandom(20, noon)
	b.index()
	b.compare(Search{Limit: MaxPage})
	b.written = append(counted, b.written...)
	b.checkTotals()
	gaps, err := b.store.Gaps(context.Background())
	if err != nil || len(gaps) != 1 || gaps[0] != (Gap{"2026-11-21", 50, 1}) {
		t.Errorf("%v %v", gaps, err)
	}
}

// TestClockJumps: a day back and a month forward, and time goes on: nothing is lost, or
// there twice, and searches by time find what has that time.
func TestClockJumps(t *testing.T) {
	b := newBed(t)
	for _, at := range []time.Time{noon, noon.AddDate(0, 0, -1), noon.AddDate(0, 1, 0), noon.Add(time.Hour), noon.AddDate(0, 1, 1)} {
		b.writeRandom(300, at)
		b.index()
	}
	b.checkAll()
	b.compare(Search{From: noon.AddDate(0, 0, -1), To: noon, Limit: 100})
	b.compare(Search{From: noon.Add(time.Hour), To: noon.Add(2 * time.Hour), Limit: 100})
	b.compare(Search{From: noon.AddDate(0, 1, 0), Limit: 100, Oldest: true})
}

// TestRetention: what the journal lets go of goes from the index; the rollups stay.
func TestRetention(t *testing.T) {
	b := newBed(t)
	for d := range 3 {
		b.writeRandom(100, noon.AddDate(0, 0, d))
	}
	b.index()
	must(t, os.Remove(filepath.Join(b.options().Journal, "2026-11-21.ndjson")))
	b.index()
	if _, err := os.Stat(b.store.dayPath("2026-11-21")); !os.IsNotExist(err) {
		t.Errorf("its index is still there: %v", err)
	}
	b.checkTotals()
	b.written = b.written[100:]
	b.compare(Search{Limit: 100})
	if gaps, err := b.store.Gaps(context.Background()); err != nil || len(gaps) != 0 {
		t.Errorf("%v %v", gaps, err)
	}
}

// TestOldRollupsGo a day at a time, hour after hour.
func TestOldRollupsGo(t *testing.T) {
	b := newBed(t)
	for _, at := range []time.Time{noon, noon.AddDate(0, 0, 1), noon.AddDate(0, 0, 40), noon.AddDate(2, 0, 0)} {
		b.write(randomEvent(b.rand, at))
	}
	b.index()
	rows := func(step int64) (n int) {
		must(t, b.store.rollups.QueryRow("SELECT count(*) FROM rolled WHERE dimension='action' AND step=?", step).Scan(&n))
		return n
	}
	b.store.rollups.Exec("VACUUM")
	for range 4 {
		must(t, b.store.prune(context.Background()))
	}
	if rows(minute) != 1 || rows(hour) != 1 || rows(day) != 4 {
		t.Errorf("%d minutes, %d hours, %d days are left", rows(minute), rows(hour), rows(day))
	}
}

// TestDiskFull: on a full disk the oldest index goes, then the reserve, and then the
// writer waits, while reads go on; with room again everything is made good.
func TestDiskFull(t *testing.T) {
	dir := smallDisk(t)
	b := newBedAt(t, dir)
	b.store.options.Reserve = 256 << 10
	b.store.setReserve()
	for d := range 3 {
		b.writeRandom(1000, noon.AddDate(0, 0, d))
		b.index()
	}
	hog := filepath.Join(dir, "hog")
	fill(t, hog)
	var err error
	for i := 0; err == nil || b.store.trouble(context.Background(), err) == 0; i++ {
		if err == nil {
			b.writeRandom(500, noon.AddDate(0, 0, 2))
		}
		_, err = b.store.step(context.Background())
		b.store.report(err)
		if i > 500 {
			t.Fatal("the disk is never full")
		}
	}
	h := b.store.Health()
	if !h.DiskFull || h.Trouble == "" || fmt.Sprint(h.Dropped) != "[2026-11-21 2026-11-22]" || h.Behind == 0 {
		t.Errorf("%+v", h)
	}
	if _, err := os.Stat(b.store.reservePath()); err == nil {
		t.Error("the reserve was not used")
	}
	page, err := b.first(Search{Limit: 10})
	if err != nil || len(page.Items) != 10 || len(page.Missing) != 2 {
		t.Errorf("%d items, missing %v, %v", len(page.Items), page.Missing, err)
	}
	b.restartFull(hog)
	must(t, os.Remove(hog))
	b.store.looked = time.Time{}
	b.index()
	b.index()
	b.checkAll()
	if h := b.store.Health(); h.DiskFull || h.Behind != 0 || len(h.Dropped) != 0 {
		t.Errorf("with room again: %+v", h)
	}
}

// smallDisk is a file system of its own for the store. The journal is on another disk
// here, and goes on.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8m"); err != nil {
		t.Fatalf("mount a small disk: %v (tests run as root)", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	must(t, os.Symlink(t.TempDir(), filepath.Join(dir, "events")))
	return dir
}

// TestStartOnAFullDisk: opening a database takes some room, which the reserve gives.
func TestStartOnAFullDisk(t *testing.T) {
	dir := smallDisk(t)
	b := newBedAt(t, dir)
	b.store.options.Reserve = 256 << 10
	b.store.setReserve()
	b.writeRandom(100, noon)
	b.index()
	must(t, b.store.Close())
	fill(t, filepath.Join(dir, "hog"))
	b.open()
	if page, err := b.first(Search{Limit: 10}); err != nil || len(page.Items) != 10 {
		t.Errorf("%d items, %v", len(page.Items), err)
	}
}

// restartFull restarts the admin process on a disk without a single free page: it
// starts, and shows what there is.
func (b *bed) restartFull(hog string) {
	b.t.Helper()
	must(b.t, b.store.Close())
	more := hog + "2"
	fill(b.t, more)
	b.open()
	page, err := b.first(Search{Limit: 10})
	if err != nil || len(page.Items) != 10 {
		b.t.Errorf("after a restart: %d items, %v", len(page.Items), err)
	}
	must(b.t, os.Remove(more))
}

func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	must(t, err)
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
}

// TestNewerRollups: a database of a newer version stops the store rather than being begun anew.
func TestNewerRollups(t *testing.T) {
	b := newBed(t)
	_, err := b.store.rollups.Exec("PRAGMA user_version = 99")
	must(t, err)
	must(t, b.store.Close())
	if _, err := Open(context.Background(), b.options()); err == nil || !strings.Contains(err.Error(), "newer than this program") {
		t.Errorf("%v", err)
	}
	db, err := sql.Open("sqlite", b.store.rollupPath())
	must(t, err)
	defer db.Close()
	_, err = db.Exec(fmt.Sprintf("PRAGMA user_version = %d", len(rollupSchema)))
	must(t, err)
	b.open()
}

// TestLive: a subscriber gets what its filter selects, once, as it is indexed, and is
// told how much it missed.
func TestLive(t *testing.T) {
	b := newBed(t)
	b.writeRandom(100, noon)
	b.index()
	sub := b.store.Subscribe(b.query("event.action:block"))
	defer sub.Close()
	all := b.store.Subscribe(nil)
	b.writeRandom(1000, noon)
	b.index()
	<-sub.Ready()
	items, missed := sub.Take()
	want := 0
	for _, e := range b.written[100:] {
		if e.Action == "block" {
			want++
		}
	}
	if len(items) != want || missed != 0 {
		t.Errorf("%d items and %d missed, want %d", len(items), missed, want)
	}
	if e, err := event.Parse(items[0].Event); err != nil || e.Action != "block" || e.Sequence <= 100 {
		t.Errorf("%+v %v", e, err)
	}
	items, missed = all.Take()
	if len(items) != liveItems || missed != 1000-liveItems || items[liveItems-1].Sequence != 1100 {
		t.Errorf("%d items, %d missed", len(items), missed)
	}
	all.Close()
	must(t, b.store.Close())
	must(t, os.Remove(b.store.dayPath("2026-11-21")))
	b.open()
	again := b.store.Subscribe(nil)
	defer again.Close()
	b.index()
	if items, _ := again.Take(); len(items) != 0 {
		t.Errorf("an index made anew is taken for %d new events", len(items))
	}
}
