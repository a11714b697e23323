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
// same events. The two take turns, so that both have the same luck with the machine.
func BenchmarkEncode(b *testing.B) {
	fmt.Printf("\nEncoding of events, one core of %d\n", runtime.NumCPU())
	for _, f := range Formats() {
		x, err := New(f, observer)
		if err != nil {
			b.Fatal(err)
		}
		var records []Record
		var plain, format cost
		for range 20 {
			plain.add(b, func(e *event.Event) error {
				_, err := json.Marshal(e)
				return err
			})
			format.add(b, func(e *event.Event) (err error) {
				records, err = x.Encode(records[:0], e)
				return err
			})
		}
		fmt.Printf("  %-8s %8.0f a second   %5.2f of encoding/json.Marshal (%.0f)   %4.1f allocations\n", f, format.rate(),
			format.rate()/plain.rate(), plain.rate(), float64(format.allocations)/float64(format.events))
	}
}

// cost is what encoding has taken.
type cost struct {
	events      int
	time        time.Duration
	allocations uint64
}

func (c *cost) rate() float64 { return float64(c.events) / c.time.Seconds() }

// add encodes some events of several kinds.
func (c *cost) add(b *testing.B, encode func(*event.Event) error) {
	b.Helper()
	events := []*event.Event{blocked(), logged(), ended(), observed(), conflict()}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for i := range 200 * len(events) {
		if err := encode(events[i%len(events)]); err != nil {
			b.Fatal(err)
		}
	}
	c.time += time.Since(start)
	runtime.ReadMemStats(&after)
	c.allocations += after.Mallocs - before.Mallocs
	c.events += 200 * len(events)
}
