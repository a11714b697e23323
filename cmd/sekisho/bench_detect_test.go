package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"sekisho/dataplane"
	"sekisho/dataplane/content"
)

const (
	// benchPiece is how much is written at a time: the payload of a GSO frame.
	benchPiece = 64 << 10
	// benchTurn is how much processor time one measurement takes, at least.
	benchTurn = 300 * time.Millisecond
)

// BenchmarkDetect prints how fast one core reads each kind of traffic, unpacking and
// all classes included, beside a search for one byte that isn't there, which memory
// bounds, and beside vectorscan looking for the same keywords, where it is installed.
// It fails where a text was not read as what it is, never because it was slow.
func BenchmarkDetect(b *testing.B) {
	if b.N > 1 {
		b.Fatal("one run is five rounds already: use -benchtime 1x")
	}
	d, err := dataplane.AllDetectors()
	if err != nil {
		b.Fatal(err)
	}
	kinds := trafficKinds(b)
	for i := range kinds {
		kinds[i].proven(b, d)
	}
	beside, why := newVectorscan(b, d, kinds)
	t := newSheet(os.Stdout)
	t.detection(d, kinds, beside)
	if beside == nil {
		fmt.Printf("  beside vectorscan: %s\n", why)
	}
	t.company()
}

// detection has each kind's cases take turns, and prints their ratios.
func (t *sheet) detection(d *dataplane.Detectors, kinds []trafficKind, beside *vectorscan) {
	fmt.Fprintf(t.out, "\nContent and detectors, all classes, on one core. A ratio is to bytes.IndexByte over the same bytes,\n"+
		"or where it says so to vectorscan over them, which unpacks nothing and judges nothing.\n")
	t.section("MB of processor time, not of the clock")
	alone, besides := make([]row, len(kinds)), make([]row, len(kinds))
	for range rounds {
		t.pause()
		for i, k := range kinds {
			ours := perCoreSecond(len(k.body), func() { inspect(d, k.name, k.body) })
			alone[i].add(ours, perCoreSecond(len(k.body), func() { runtime.KeepAlive(bytes.IndexByte(k.body, neverThere)) }))
			if beside != nil {
				besides[i].add(ours, beside.rate(i))
			}
		}
	}
	for i, k := range kinds {
		alone[i].name, alone[i].least, alone[i].unit, alone[i].scale = k.about, k.least, "MB/s", 1e6
		t.row(&alone[i])
		if beside != nil {
			besides[i].name, besides[i].unit, besides[i].scale = "  beside vectorscan "+beside.version, "MB/s", 1e6
			t.row(&besides[i])
		}
	}
}

// inspect reads a file as the scan command does.
func inspect(d *dataplane.Detectors, name string, body []byte) *dataplane.Inspection {
	in := dataplane.NewInspection(d, content.Limits{})
	defer in.Release()
	w := in.File(name)
	for piece := range slices.Chunk(body, benchPiece) {
		w.Write(piece)
	}
	w.Close()
	return in
}

// perCoreSecond is the bytes a second of processor time that work takes for n bytes.
// What other programs do meanwhile counts only by what it does to the caches.
func perCoreSecond(n int, work func()) float64 {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	began, times := threadTime(), 0
	for ; threadTime()-began < benchTurn; times++ {
		work()
	}
	return float64(times*n) / (threadTime() - began).Seconds()
}

// threadTime is the processor time of the calling thread (clock_gettime(2)).
func threadTime() time.Duration {
	var t unix.Timespec
	must0(unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t))
	return time.Duration(t.Nano())
}
