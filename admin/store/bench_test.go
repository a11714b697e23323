package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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

// BenchmarkStore prints what storing and finding events takes. Journal and index
// share the processors, as they do in a gateway.
func BenchmarkStore(b *testing.B) {
	if b.N > 1 {
		b.Fatal("one run is all there is: use -benchtime 1x")
	}
	dir, n := b.TempDir(), benchEvents(b)
	plain := plainAppends(b, dir, min(n, 50_000))
	s := benchStored(b, dir, n, plain)
	benchPages(b, s)
	benchRollups(b, s)
	fmt.Printf("  index %.0f bytes an event\n", float64(s.Health().Bytes)/float64(n))
}

const benchBatch = 512

// benchBatchOf makes events of a day at noon.
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
	r := rand.New(rand.NewPCG(1, 1))
	var lines []byte
	for _, e := range benchBatchOf(r, benchBatch) {
		line, err := json.Marshal(e)
		if err != nil {
			b.Fatal(err)
		}
		lines = append(append(lines, line...), '\n')
	}
	f, err := os.Create(filepath.Join(dir, "plain"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	start := time.Now()
	for range n / benchBatch {
		if _, err := f.Write(lines); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
	return float64(n) / time.Since(start).Seconds()
}

// benchStored writes the journal and indexes it at the same time.
func benchStored(b *testing.B, dir string, n int, plain float64) *Store {
	o := Options{Journal: filepath.Join(dir, "events"), Dir: filepath.Join(dir, "admin"), Log: quiet}
	j, err := journal.Open(journal.Options{Dir: o.Journal, Log: quiet})
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	s, err := Open(context.Background(), o)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		s.Run(ctx)
		close(done)
	}()
	r := rand.New(rand.NewPCG(1, 2))
	batches := make([][]*event.Event, 16)
	for i := range batches {
		batches[i] = benchBatchOf(r, benchBatch)
	}
	start := time.Now()
	for i := 0; i < n; i += benchBatch {
		if err := j.Append(batches[i/benchBatch%len(batches)]); err != nil {
			b.Fatal(err)
		}
	}
	written := time.Since(start)
	for s.Health().Last < uint64(n) {
		time.Sleep(10 * time.Millisecond)
	}
	stored := time.Since(start)
	cancel()
	<-done
	fmt.Printf("\n  %d events: journal %.0f a second, journal and index %.0f a second; ratio to plain append and sync %.3f (%.0f)\n",
		n, float64(n)/written.Seconds(), float64(n)/stored.Seconds(), float64(n)/stored.Seconds()/plain, plain)
	return s
}

// benchSearches are what people search for: common and rare, by value, range and pattern.
var benchSearches = []string{
	"", "event.action:block", "event.action:block destination.geo.country_iso_code:KP", "destination.geo.country_iso_code:DE network.protocol:http",
	"source.ip:10.10.1.7", "source.ip:10.10.0.0/24 NOT rule.id:watch", "destination.ip:198.18.3.77", "destination.ip:203.0.113.9",
	"destination.domain:host77.example", "rule.id:none", "sekisho.findings.class:jp.*", "sekisho.findings.count>8",
	"sekisho.findings.class:us.ssn", "host2999", "source.bytes>999990", "destination.as.number:64504 source.port<2000",
	"network.protocol:http event.action:log", "source.port:51515", "url.full:*/4711", "nowhere",
}

// quantiles times do for each search, several times.
func quantiles(b *testing.B, name string, times int, do func(i int) error) {
	var took []time.Duration
	for i := range times {
		start := time.Now()
		if err := do(i); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	fmt.Printf("  %-40s p50 %v, p95 %v, max %v\n", name, took[len(took)/2].Round(10*time.Microsecond),
		took[len(took)*95/100].Round(10*time.Microsecond), took[len(took)-1].Round(10*time.Microsecond))
}

func benchPages(b *testing.B, s *Store) {
	ctx := context.Background()
	quantiles(b, "newest page", 100, func(int) error {
		_, err := s.Events(ctx, Search{})
		return err
	})
	for _, text := range benchSearches {
		q, err := query.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		quantiles(b, text, 5, func(int) error {
			_, err := s.Events(ctx, Search{Filter: q})
			return err
		})
	}
	quantiles(b, "filtered page", 10*len(benchSearches), func(i int) error {
		q, err := query.Parse(benchSearches[i%len(benchSearches)])
		if err != nil {
			return err
		}
		_, err = s.Events(ctx, Search{Filter: q})
		return err
	})
}

func benchRollups(b *testing.B, s *Store) {
	queries := []RollupQuery{{By: ByAction, Every: time.Hour}, {By: ByCountry}, {By: ByHost, Limit: 20}, {By: ByClass}, {By: ByRule, Every: 24 * time.Hour}}
	quantiles(b, "rollup page of five", 50, func(int) error {
		for _, q := range queries {
			if _, err := s.Rollup(context.Background(), q); err != nil {
				return err
			}
		}
		return nil
	})
}
