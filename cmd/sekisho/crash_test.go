package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"sekisho/admin/store"
	"sekisho/dataplane/netlab"
)

// TestKilledFiftyTimes kills the admin process, the dataplane and both, under load. What was once
// committed to the journal stays there, numbered without a gap; and the index comes to
// hold the same events, each once.
func TestKilledFiftyTimes(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.subcommand = "run"
	g.echo(g.Outside[0], 7)
	g.open()
	g.up()
	end := g.load(4)
	r := rand.New(rand.NewPCG(4, 2))
	seen := map[float64]string{} // by sequence: the event's ID
	for range 50 {
		time.Sleep(time.Duration(100+r.IntN(200)) * time.Millisecond)
		g.remember(seen)
		names := [][]string{{"admin"}, {"dataplane"}, {"admin", "dataplane"}}[r.IntN(3)]
		for name, pid := range g.children() {
			for _, n := range names {
				if n == name {
					_ = syscall.Kill(pid, syscall.SIGKILL) // it may just be starting
				}
			}
		}
	}
	g.wait("enforcement, and a load that is one", func() bool {
		g.remember(seen)
		_, err := g.status()
		return err == nil && len(seen) >= 100
	})
	end()
	g.down()

	after := map[float64]string{}
	g.remember(after)
	for sequence, id := range seen {
		if after[sequence] != id {
			t.Fatalf("event %v was %s and is %q", sequence, id, after[sequence])
		}
	}
	for i := range len(after) {
		if after[float64(i+1)] == "" {
			t.Fatalf("of %d events, number %d is missing", len(after), i+1)
		}
	}
	g.checkIndex(after)
}

// load has n clients send lines through the gateway, each in a connection of its own, until end is called.
func (g *gateway) load(n int) (end func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var clients sync.WaitGroup
	for i := range n {
		to := netip.AddrPortFrom(g.Outside[0].Addrs[i%2], 7).String()
		clients.Go(func() {
			for ctx.Err() == nil {
				g.once(ctx, to)
			}
		})
	}
	return func() {
		cancel()
		clients.Wait()
	}
}

// once makes one connection. That it is cut is part of the game.
func (g *gateway) once(ctx context.Context, to string) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	c, err := g.LAN[0].Dial(ctx, "tcp", to)
	if err != nil {
		return
	}
	defer c.Close()
	_ = talk(c, "a line of no interest\n", time.Second)
}

// remember reads the journal's whole lines.
func (g *gateway) remember(seen map[float64]string) {
	g.t.Helper()
	files, err := filepath.Glob(g.path("state/events/*.ndjson"))
	g.must(err)
	for _, name := range files {
		b, err := os.ReadFile(name)
		g.must(err)
		b = b[:bytes.LastIndexByte(b, '\n')+1]
		for line := range bytes.Lines(b) {
			var e map[string]any
			g.must(json.Unmarshal(line, &e))
			seen[field(e, "event.sequence").(float64)] = field(e, "event.id").(string)
		}
	}
}

// checkIndex lets the index catch up in this process, and compares.
func (g *gateway) checkIndex(want map[float64]string) {
	g.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	index, err := store.Open(ctx, store.Options{Journal: g.path("state/events"), Dir: g.path("state/admin")})
	g.must(err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		index.Run(ctx)
	}()
	g.wait("the index", func() bool { return index.Health().Last == uint64(len(want)) })
	got := map[uint64]bool{}
	for q := (store.Search{Oldest: true, Limit: store.MaxPage}); ; {
		page, err := index.Events(ctx, q)
		g.must(err)
		for _, item := range page.Items {
			if got[item.Sequence] {
				g.t.Errorf("event %d is in the index twice", item.Sequence)
			}
			got[item.Sequence] = true
		}
		if q.Cursor = page.Next; q.Cursor == 0 {
			break
		}
	}
	if h := index.Health(); len(got) != len(want) || h.Gaps != 0 {
		g.t.Errorf("%d of %d events are in the index; %+v", len(got), len(want), h)
	}
	cancel()
	<-done
	g.must(index.Close())
}
