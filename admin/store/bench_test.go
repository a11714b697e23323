package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"sekisho/admin/query"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// benchEvents is how many events are stored and then searched.
func benchEvents(b *testing.B) int {
	n, err := strconv.Atoi(os.Getenv("SEKISHO_BENCH_EVENTS"))
	if err != nil {
		return 1_000_000
	}
	return n
}

// BenchmarkStore prints what storing and finding events takes, beside what plain files
// take in the same run: appending and syncing the same bytes, and looking through them
// event by event. Journal and index share the processors, as in a gateway.
func BenchmarkStore(b *testing.B) {
	if b.N > 1 {
		b.Fatal("one run is all there is: use -benchtime 1x")
	}
	dir, n := b.TempDir(), benchEvents(b)
	fmt.Printf("\nStore of %d events on %d cores\n", n, runtime.NumCPU())
	plain := plainAppends(b, dir, min(n, 100*benchBatch))
	s := benchStored(b, dir, n, plain)
	scan := plainScan(b, s, n)
	benchPages(b, s, scan)
	benchRollups(b, s, scan)
	fmt.Printf("  index and rollups: %.0f bytes an event\n", float64(s.Health().Bytes)/float64(n))
}

const benchBatch = 512

// benchBatchOf makes events of an hour.
func benchBatchOf(r *rand.Rand, n int) []*event.Event {
	batch := make([]*event.Event, n)
	for i := range batch {
		batch[i] = randomEvent(r, noon.Add(time.Duration(r.IntN(3600))*time.Second))
	}
	return batch
}

// plainAppends returns how many events a second a program stores that only
// writes and syncs their bytes.
func plainAppends(b *testing.B, dir string, n int) float64 {
	var lines []byte
	for _, e := range benchBatchOf(rand.New(rand.NewPCG(1, 1)), benchBatch) {
		line, err := json.Marshal(e)
		must(b, err)
		lines = append(append(lines, line...), '\n')
	}
	f, err := os.Create(filepath.Join(dir, "plain"))
	must(b, err)
	defer f.Close()
	start := time.Now()
	for range n / benchBatch {
		_, err := f.Write(lines)
		must(b, err)
		must(b, f.Sync())
	}
	return float64(n) / time.Since(start).Seconds()
}

// benchStored writes the journal and indexes it at the same time.
func benchStored(b *testing.B, dir string, n int, plain float64) *Store {
	o := Options{Journal: filepath.Join(dir, "events"), Dir: filepath.Join(dir, "admin"), Log: quiet}
	j, err := journal.Open(journal.Options{Dir: o.Journal, Log: quiet})
	must(b, err)
	defer j.Close()
	s, err := Open(context.Background(), o)
	must(b, err)
	b.Cleanup(func() { s.Close() })
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() { s.Run(ctx) })
	start, used := time.Now(), processorTime(b)
	benchWrite(b, j, n)
	for s.Health().Last < uint64(n) {
		time.Sleep(10 * time.Millisecond)
	}
	rate := float64(n) / time.Since(start).Seconds()
	cost := (processorTime(b) - used) / time.Duration(n)
	cancel()
	group.Wait()
	fmt.Printf("  stored a second, journal and index         %8.0f   %s   %.3f of plain append and sync (%.0f)\n", rate, against(rate >= 10_000, ">= 10000"), rate/plain, plain)
	fmt.Printf("  processor time an event                    %8v   so 10,000 a second take %.2f cores\n", cost, cost.Seconds()*10_000)
	return s
}

func benchWrite(b *testing.B, j *journal.Journal, n int) {
	r := rand.New(rand.NewPCG(1, 2))
	batches := make([][]*event.Event, 16)
	for i := range batches {
		batches[i] = benchBatchOf(r, benchBatch)
	}
	for i := 0; i < n; i += benchBatch {
		must(b, j.Append(batches[i/benchBatch%len(batches)][:min(benchBatch, n-i)]))
	}
}

// processorTime is what this process has used on all cores.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// plainScan is the time that a search of the journal without an index would take.
func plainScan(b *testing.B, s *Store, n int) time.Duration {
	q, err := query.Parse("event.action:block host77")
	must(b, err)
	start := time.Now()
	lines, err := journal.Lines(s.options.Journal, journal.Position{Day: noon.Format(time.DateOnly)}, 32<<20)
	must(b, err)
	found := 0
	for _, r := range s.parse(lines) {
		if q.Match(r.event) {
			found++
		}
	}
	if found == 0 {
		b.Error("nothing was found")
	}
	return time.Since(start) * time.Duration(n) / time.Duration(len(lines))
}

// benchSearches are what people search for: common and rare, by value, range and pattern.
var benchSearches = []string{
	"", "event.action:block", "event.action:block destination.geo.country_iso_code:KP", "destination.geo.country_iso_code:DE network.protocol:http",
	"source.ip:10.10.1.7", "source.ip:10.10.0.0/24 NOT rule.id:watch", "destination.ip:198.18.3.77", "destination.ip:203.0.113.9",
	"destination.domain:host77.example", "rule.id:none", "sekisho.findings.class:jp.*", "sekisho.findings.count>8",
	"sekisho.findings.class:us.ssn", "host2999", "source.bytes>999990", "destination.as.number:64504 source.port<2000",
	"network.protocol:http event.action:log", "source.port:51515", "url.full:*/4711", "nowhere",
}

// pageTimes are the times that do takes, again and again.
func pageTimes(b *testing.B, times int, do func(i int) error) []time.Duration {
	var took []time.Duration
	for i := range times {
		start := time.Now()
		must(b, do(i))
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	return took
}

// printTimes prints the 95th percentile against a bar, and as a share of a plain scan.
func printTimes(name string, took []time.Duration, bar, scan time.Duration) {
	p50, p95 := took[len(took)/2], took[len(took)*95/100]
	fmt.Printf("  %-42s p95 %8v   %s   p50 %v; %.4f of a plain scan (%v)\n", name, p95.Round(10*time.Microsecond),
		against(p95 <= bar, "<= "+bar.String()), p50.Round(10*time.Microsecond), p95.Seconds()/scan.Seconds(), scan.Round(time.Millisecond))
}

func against(good bool, bar string) string {
	if good {
		return bar + " pass"
	}
	return bar + " BELOW"
}

func benchPages(b *testing.B, s *Store, scan time.Duration) {
	page := func(text string) error {
		q, err := query.Parse(text)
		if err == nil {
			_, err = s.Events(context.Background(), Search{Filter: q})
		}
		return err
	}
	printTimes("newest page", pageTimes(b, 100, func(int) error { return page("") }), 100*time.Millisecond, scan)
	took := pageTimes(b, 10*len(benchSearches), func(i int) error { return page(benchSearches[i%len(benchSearches)]) })
	printTimes(fmt.Sprintf("filtered page, %d kinds", len(benchSearches)), took, 100*time.Millisecond, scan)
	for _, text := range benchSearches {
		took := pageTimes(b, 5, func(int) error { return page(text) })
		fmt.Printf("    %-62s p50 %v\n", text, took[len(took)/2].Round(10*time.Microsecond))
	}
}

func benchRollups(b *testing.B, s *Store, scan time.Duration) {
	queries := []RollupQuery{{By: ByAction, Every: time.Hour}, {By: ByCountry}, {By: ByHost, Limit: 20}, {By: ByClass}, {By: ByRule, Every: 24 * time.Hour}}
	took := pageTimes(b, 50, func(int) error {
		for _, q := range queries {
			if _, err := s.Rollup(context.Background(), q); err != nil {
				return err
			}
		}
		return nil
	})
	printTimes("rollup page of five tables", took, 50*time.Millisecond, scan)
	overview := []RollupQuery{{By: ByAction, Every: 5 * time.Minute, From: noon.Add(-7 * time.Minute)}}
	for _, by := range Dimensions() {
		overview = append(overview, RollupQuery{By: by, From: noon.Add(-7 * time.Minute), Limit: 300, BySent: true})
	}
	took = pageTimes(b, 50, func(int) error {
		_, err := s.Rollups(context.Background(), overview)
		return err
	})
	printTimes("overview by every dimension, and a series", took, 50*time.Millisecond, scan)
}
