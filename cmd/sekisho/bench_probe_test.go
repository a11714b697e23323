package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"sekisho/configs"
	"sekisho/dataplane/nfqueue"
	"sekisho/dataplane/packet"
)

// How the test binary acts, beside as sekisho itself.
const (
	// actAccept has it accept every frame of its queues, unread: what remains is
	// the price of the queue.
	actAccept = "accept"
	// probeEnv names a Unix socket on which it tells of its memory and profiles.
	probeEnv = "SEKISHO_TEST_PROBE"
)

// act is the test binary as the program under test.
func act(as string) {
	if path := os.Getenv(probeEnv); path != "" {
		go serveProbe(path)
	}
	if as != actAccept {
		main()
	}
	if err := acceptAll(os.Args[len(os.Args)-1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// acceptor is the judge that accepts every frame and decides nothing.
type acceptor struct{}

func (acceptor) Judge(_ time.Time, frames []packet.Frame, verdicts []packet.Verdict) []packet.Verdict {
	for i := range frames {
		verdicts = append(verdicts, packet.Verdict{ID: frames[i].ID, Action: packet.Accept})
	}
	return verdicts
}

func (acceptor) Deadline() time.Time { return time.Time{} }

// acceptAll runs an appliance whose queues have an acceptor instead of the engine.
func acceptAll(config string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	c, err := configs.Load(config)
	if err != nil {
		return err
	}
	a, err := newAppliance(c, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		return err
	}
	failed := make(chan error, a.queueCount())
	var queues sync.WaitGroup
	for i := range a.queueCount() {
		cfg := nfqueue.Config{Queue: uint16(c.Dataplane.FirstQueue + i), OnFailure: packet.Accept, FailOpenOverload: true}
		queues.Go(func() { failed <- nfqueue.Run(ctx, cfg, acceptor{}, &a.queues) })
	}
	defer queues.Wait()
	if err := a.apply(); err != nil {
		return err
	}
	return a.attend(ctx, failed)
}

// serveProbe answers on a Unix socket: /memory with the heap's state once all
// that is free is given back, /profile with a profile of the processors for ?seconds=N.
func serveProbe(path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		fmt.Fprintf(os.Stderr, "open probe: %v\n", err)
		return
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/profile", pprof.Profile)
	mux.Handle("/heap", pprof.Handler("heap"))
	mux.HandleFunc("/memory", func(w http.ResponseWriter, _ *http.Request) {
		var m runtime.MemStats
		debug.FreeOSMemory()
		runtime.ReadMemStats(&m)
		json.NewEncoder(w).Encode(m)
	})
	if err := http.Serve(l, mux); err != nil {
		fmt.Fprintf(os.Stderr, "serve probe: %v\n", err)
	}
}

// probe asks the gateway's program.
func (g *gateway) probe(path string) ([]byte, error) {
	dial := func(context.Context, string, string) (net.Conn, error) { return net.Dial("unix", g.path("probe.sock")) }
	client := http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}}
	answer, err := client.Get("http://probe" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	return io.ReadAll(answer.Body)
}

// memory is the state of the program's heap, once all that is free is given back.
func (g *gateway) memory() (m runtime.MemStats) {
	raw, err := g.probe("/memory")
	g.must(err)
	g.must(json.Unmarshal(raw, &m))
	return m
}

// resident is the physical memory of the program in bytes, proc(5).
func (g *gateway) resident() (bytes int64) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", g.process.Cmd.Process.Pid))
	g.must(err)
	var size, pages int64
	_, err = fmt.Sscan(string(raw), &size, &pages)
	g.must(err)
	return pages * int64(os.Getpagesize())
}

// profile writes a profile of the program's processors over d, if SEKISHO_BENCH_PROFILE
// names a directory for it; "go tool pprof" reads it.
func (g *gateway) profile(name string, d time.Duration) func() {
	dir := os.Getenv("SEKISHO_BENCH_PROFILE")
	if dir == "" {
		return func() {}
	}
	var done sync.WaitGroup
	done.Go(func() {
		raw, err := g.probe(fmt.Sprintf("/profile?seconds=%d", max(int(d.Seconds()), 1)))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name+".pprof"), raw, 0o600)
		}
		if err != nil {
			g.t.Errorf("profile %s: %v", name, err)
		}
	})
	return done.Wait
}
