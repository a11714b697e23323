package encode

import (
	"encoding/json"
	"fmt"
	"runtime"
	"testing"
	"time"

	"sekisho/dataplane/event"
)

// BenchmarkEncode prints how many events a second each format takes, beside encoding/json for the
// same events in the same run. A round of it goes first for each, so that both have the same luck.
func BenchmarkEncode(b *testing.B) {
	events := []*event.Event{blocked(), logged(), ended(), observed(), conflict()}
	fmt.Printf("\nEncoding of events, one core of %d\n", runtime.NumCPU())
	for _, f := range Formats() {
		x, err := New(f, observer)
		if err != nil {
			b.Fatal(err)
		}
		var records []Record
		plain, _ := rate(b, events, func(e *event.Event) error {
			_, err := json.Marshal(e)
			return err
		})
		written := 0
		got, allocations := rate(b, events, func(e *event.Event) error {
			var err error
			records, err = x.Encode(records[:0], e)
			for _, r := range records {
				written += len(r.Body)
			}
			return err
		})
		fmt.Printf("  %-8s %8.0f a second   %5.2f of encoding/json.Marshal (%.0f)   %4.1f allocations\n", f, got, got/plain, plain, allocations)
	}
}

// rate calls do with events for a while. It returns how many a second that were, and how many
// allocations one took.
func rate(b *testing.B, events []*event.Event, do func(*event.Event) error) (perSecond, allocations float64) {
	b.Helper()
	const rounds = 20_000
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	for i := range rounds {
		if err := do(events[i%len(events)]); err != nil {
			b.Fatal(err)
		}
	}
	elapsed := time.Since(start)
	runtime.ReadMemStats(&after)
	return rounds / elapsed.Seconds(), float64(after.Mallocs-before.Mallocs) / rounds
}
