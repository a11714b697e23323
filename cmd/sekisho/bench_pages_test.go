package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	// liveRate is how many events a second come while somebody looks at the live page.
	liveRate = 500
	// liveTime is for how long.
	liveTime = 20 * time.Second
	// watchAll has each connection to the watched host be one event, at its first packet.
	watchAll = "version: 1\nrules:\n  - {id: watch, to: {jurisdictions: [CN]}, action: log}\n"
)

// BenchmarkPages prints what pages cost their browser, which shares the processors with the appliance and the
// hosts: the live page while events come, beside while none do; the events page of an index with many events,
// beside one with none. It fails where a page breaks, never because it was slow.
func BenchmarkPages(b *testing.B) {
	if b.N > 1 {
		b.Fatal("one run is all there is: use -benchtime 1x")
	}
	t := newSheet(os.Stdout)
	fmt.Fprintf(t.out, "\nPages in chromium\n")
	benchLive(b, t)
	benchEvents(b, t)
	t.company()
}

// liveCost is what e2e/lib/measure.mjs gives.
type liveCost struct {
	Busy, Script, Style, Layout float64 // shares of the time
	Nodes, Rows                 float64
	HeapBefore, HeapAfter       float64 // bytes
}

func benchLive(b *testing.B, t *sheet) {
	g := newBrowserLab(b)
	g.must(g.policy([]byte(watchAll)))
	g.administered()
	var idle, busy liveCost
	t.pause()
	g.measured(&idle, "live", map[string]any{"seconds": liveTime.Seconds()})
	t.pause()
	end := g.knock(netip.AddrPortFrom(g.Outside[0].IPv4(), closedPort), liveRate)
	began := time.Now()
	g.measured(&busy, "live", map[string]any{"seconds": liveTime.Seconds()})
	took, n := time.Since(began).Seconds(), end()
	if n < int(took*liveRate*9/10) {
		b.Errorf("%d connections in %.0f s", n, took)
	}
	if busy.Rows < idle.Rows+100 {
		b.Errorf("the live page showed %v rows, and %v when nothing came", busy.Rows, idle.Rows)
	}
	g.wait("an event of each", func() bool { events, err := g.events(); g.must(err); return len(events) >= n })
	fmt.Fprintf(t.out, "  live page, %.0f events a second for %v\n", float64(n)/took, liveTime)
	busy.print(t, idle)
	g.down()
}

func (c liveCost) print(t *sheet, idle liveCost) {
	fmt.Fprintf(t.out, "    main thread's processor %5.1f %%  %s  idle: %.1f %%; script %.1f %%, style %.1f %%, layout %.1f %%\n",
		100*c.Busy, atMost(c.Busy, 0.5), 100*idle.Busy, 100*c.Script, 100*c.Style, 100*c.Layout)
	fmt.Fprintf(t.out, "    heap after, before      %5.2f    %s  %.1f MB, %.1f MB; idle: %.2f; %.0f rows of %.0f nodes in all\n",
		c.HeapAfter/c.HeapBefore, atMost(c.HeapAfter/c.HeapBefore, 1.5), c.HeapAfter/1e6, c.HeapBefore/1e6, idle.HeapAfter/idle.HeapBefore, c.Rows, c.Nodes)
}

func atMost(got, most float64) string {
	if got <= most {
		return fmt.Sprintf("<= %g pass", most)
	}
	return fmt.Sprintf("<= %g ABOVE", most)
}

// searchCost is what e2e/bench/events.mjs gives, in milliseconds.
type searchCost struct{ N, P50, P95, Rows, Drawing float64 }

// manyEvents is how many the index has whose search is measured, fewEvents how many the one beside it has.
const manyEvents, fewEvents = 1_000_000, 1000

func benchEvents(b *testing.B, t *sheet) {
	few, many := searched(b, fewEvents), searched(b, manyEvents)
	t.pause()
	fmt.Fprintf(t.out, "  events page, from a search to its rows on the screen, %.0f searches\n", many.N)
	fmt.Fprintf(t.out, "    of %d events, p95    %5.2f of that of %d   %.0f ms %s; p50: %.0f ms and %.0f ms\n"+
		"    processor time of the main thread a search: %.0f ms and %.0f ms\n",
		manyEvents, many.P95/few.P95, fewEvents, many.P95, atMost(many.P95, 200), many.P50, few.P50, many.Drawing, few.Drawing)
}

func searched(b *testing.B, n int) (cost searchCost) {
	g := newBrowserLab(b)
	g.remembers(n)
	g.measured(&cost, "events", map[string]any{})
	if cost.Rows < 10 {
		b.Errorf("the events page showed %v rows", cost.Rows)
	}
	g.down()
	return cost
}

// measured has a measurement of e2e/bench done.
func (g *gateway) measured(into any, name string, how map[string]any) {
	g.t.Helper()
	d := g.described()
	how["out"] = g.path(name + ".json")
	d.Bench, d.Shots = how, g.dir
	_, err := g.node(filepath.Join(uiSources, "e2e", "bench", name+".mjs"), d)
	g.must(err)
	raw, err := os.ReadFile(g.path(name + ".json"))
	g.must(err)
	g.must(json.Unmarshal(raw, into))
}

// closedPort is one where nobody listens: a connection is refused with its first packet, and costs the hosts little.
const closedPort = 4

// knock has the second host of the LAN begin that many connections a second, until end is called, which
// says how many there were.
func (g *gateway) knock(to netip.AddrPort, rate int) (end func() int) {
	ctx, cancel := context.WithCancel(context.Background())
	counts := make([]int, clients)
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() { g.LAN[1].Do(func() error { counts[i] = knocks(ctx, to, rate/clients); return nil }) })
	}
	return func() (n int) {
		cancel()
		all.Wait()
		for _, c := range counts {
			n += c
		}
		return n
	}
}

// knocks makes up for turns that came late.
func knocks(ctx context.Context, to netip.AddrPort, rate int) (n int) {
	for began := time.Now(); ctx.Err() == nil; {
		for due := int(time.Since(began).Seconds() * float64(rate)); n < due; n++ {
			if c, err := net.Dial("tcp", to.String()); err == nil {
				c.Close()
			} else if !errors.Is(err, syscall.ECONNREFUSED) {
				return n
			}
		}
		time.Sleep(time.Millisecond)
	}
	return n
}
