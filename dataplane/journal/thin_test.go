package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sekisho/dataplane/event"
)

// acted are events of the four kinds that removal tells apart, in turn.
func acted(n int, at time.Time) []*event.Event {
	out := events(n, at)
	for i := range out {
		out[i].Action = [...]string{"allow", "allow", "log", "block", ""}[i%5]
	}
	return out
}

// actions counts what is stored by action.
func actions(t *testing.T, dir string) string {
	t.Helper()
	var n Removed
	for _, line := range read(t, dir, time.Time{}) {
		if line == "" {
			continue
		}
		e, err := event.Parse([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		n.count([]byte{letterOf(e)})
	}
	return fmt.Sprint(n)
}

// TestAllowsGoFirst: over its size the journal loses allow events of all days, then log events, oldest first, and
// at last days; what went is told by number.
func TestAllowsGoFirst(t *testing.T) {
	dir := t.TempDir()
	j := open(t, Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	for day := range 4 {
		if err := j.Append(acted(100, noon.AddDate(0, 0, day))); err != nil {
			t.Fatal(err)
		}
	}
	<-j.pruned
	size := func() (n int64) {
		days, err := Days(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range days {
			n += d.Size
		}
		return n
	}
	for _, want := range []string{"{120 80 80 80}", "{80 80 80 80}", "{40 80 80 80}", "{40 60 80 80}", "{40 40 80 80}", "{40 20 80 80}", "{40 20 60 60}"} {
		j.options.MaxBytes = size() - 1
		if err := j.Prune(noon); err != nil {
			t.Fatal(err)
		}
		if got := actions(t, dir); got != want {
			t.Fatalf("%s are left, not %s", got, want)
		}
	}
	for ends, want := range map[[2]uint64]string{{1, 400}: "{120 60 20 20}", {1, 100}: "{40 20 20 20}", {101, 105}: "{2 1 0 0}", {301, 400}: "{0 0 0 0}", {96, 106}: "{5 2 1 1}"} {
		got, err := RemovedIn(dir, Span{ends[0], ends[1]})
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%v: %v, not %s, %v", ends, got, want, err)
		}
	}
}

// TestAllowsAreAllThereIs: days of which nothing stays without allow events are no obstacle to making more room.
func TestAllowsAreAllThereIs(t *testing.T) {
	dir := t.TempDir()
	j := open(t, Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	for day, action := range []string{"allow", "allow", "block", "allow"} {
		all := events(10, noon.AddDate(0, 0, day))
		for i := range all {
			all[i].Action = action
		}
		if err := j.Append(all); err != nil {
			t.Fatal(err)
		}
	}
	<-j.pruned
	j.options.MaxBytes = 1
	if err := j.Prune(noon); err != nil {
		t.Fatal(err)
	}
	if days, err := Days(dir); err != nil || len(days) != 1 || days[0].Name != "2026-11-24" {
		t.Errorf("%v are left, %v", days, err)
	}
	if gone, err := RemovedIn(dir, Span{1, 30}); err != nil || gone != (Removed{Allow: 20, Block: 10}) {
		t.Errorf("%+v, %v", gone, err)
	}
}

// TestRemovedInSpans: only what lies in the spans counts.
func TestRemovedInSpans(t *testing.T) {
	dir := t.TempDir()
	letters := []byte("aalb.oaalb")
	if err := writeRemoved(dir, "2026-11-21", removal{first: 10, count: 10, level: noLogs}, letters); err != nil {
		t.Fatal(err)
	}
	got, err := RemovedIn(dir, Span{1, 10}, Span{12, 14}, Span{19, 99})
	if err != nil || got != (Removed{Allow: 1, Log: 1, Block: 2}) {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestNumbersAreNotGivenTwice: also if the last event of all was removed.
func TestNumbersAreNotGivenTwice(t *testing.T) {
	dir := t.TempDir()
	j := open(t, Options{Dir: dir})
	if err := j.Append(acted(7, noon)); err != nil {
		t.Fatal(err)
	}
	p := j.pruner()
	if _, err := p.thin(t.Context(), "2026-11-21", everything); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = open(t, Options{Dir: dir})
	if err := j.Append(acted(1, noon)); err != nil {
		t.Fatal(err)
	}
	if last, err := Last(dir); err != nil || last.Sequence != 8 {
		t.Errorf("%+v, %v", last, err)
	}
}

// TestThinningCrashes: wherever it is broken off, each event is there or told as removed.
func TestThinningCrashes(t *testing.T) {
	for seed := range uint64(10) {
		random := rand.New(rand.NewPCG(seed, 3))
		dir := t.TempDir()
		j := open(t, Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
		for day := range 2 {
			if err := j.Append(acted(50, noon.AddDate(0, 0, day))); err != nil {
				t.Fatal(err)
			}
		}
		for range 4 {
			breakOff(t, j.pruner(), random)
			if random.IntN(2) == 0 {
				j = open(t, Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
			}
			present := map[uint64]bool{}
			for _, n := range slowTail(t, dir, 0) {
				present[n] = true
			}
			for n := uint64(1); n <= 100; n++ {
				gone, err := RemovedIn(dir, Span{n, n})
				if err != nil || !present[n] && gone.Total() != 1 {
					t.Fatalf("seed %d: event %d has gone, %v", seed, n, err)
				}
			}
		}
	}
}

// breakOff thins a day out up to a step of which there is no room or no time for.
func breakOff(t *testing.T, p pruner, random *rand.Rand) {
	t.Helper()
	path := dayPath(p.dir, "2026-11-21")
	kept, err := os.ReadFile(path)
	if err != nil {
		return // it has gone
	}
	to := noAllows + level(random.IntN(2))
	switch random.IntN(4) {
	case 0: // before anything is told
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := p.thin(ctx, "2026-11-21", to); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	case 1: // told, and not done
		if _, err := p.thin(t.Context(), "2026-11-21", to); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, kept, 0o640); err != nil {
			t.Fatal(err)
		}
	case 2: // told, and half written
		if err := os.WriteFile(path+".new", kept[:len(kept)/2], 0o640); err != nil {
			t.Fatal(err)
		}
	default:
		if _, err := p.thin(t.Context(), "2026-11-21", to); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFullDiskThins: on a full disk the reserve's space is enough to keep what matters of a day.
func TestFullDiskThins(t *testing.T) {
	disk := smallDisk(t, "4m")
	dir := filepath.Join(disk, "events")
	j := open(t, Options{Dir: dir, Reserve: 128 << 10, Log: slog.New(slog.DiscardHandler)})
	for day := range 2 {
		all := acted(500, noon.AddDate(0, 0, day))
		for i := range all {
			if all[i].Action == "log" {
				all[i].Action = "allow"
			}
		}
		if err := j.Append(all); err != nil {
			t.Fatal(err)
		}
	}
	<-j.pruned
	fill(t, disk)
	for len(j.removed) == 0 {
		if err := j.Append(acted(50, noon.AddDate(0, 0, 1))); err != nil {
			t.Fatal(err)
		}
	}
	if told := j.Removed(); !strings.Contains(told, "2026-11-21 (allow events)") {
		t.Errorf("told: %s", told)
	}
	gone, err := RemovedIn(dir, Span{1, 500})
	if err != nil || gone != (Removed{Allow: 300}) {
		t.Errorf("%+v, %v", gone, err)
	}
	if _, err := os.Stat(j.reservePath()); err != nil {
		t.Errorf("the reserve: %v", err)
	}
	if got := len(slowTail(t, dir, 0)); got < 700 {
		t.Errorf("%d events are left", got)
	}
}

// FuzzParseRemoval: what is read is written the same.
func FuzzParseRemoval(f *testing.F) {
	f.Add(removal{first: 5, count: 7, level: noLogs}.header())
	f.Add(removal{first: 1 << 62, count: maxRemoved, level: everything}.header())
	f.Add(bytes.Repeat([]byte("9"), removedHeader))
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := parseRemoval(b); err == nil && (!bytes.Equal(r.header(), b) || r.count > 0 && r.last() < r.first) {
			t.Errorf("%q is read as %+v", b, r)
		}
	})
}
