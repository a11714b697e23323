package main

import (
	"bytes"
	"context"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sekisho/admin/store"
	"sekisho/configs"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// storedEvents writes five events, and returns the configuration that leads to them.
func storedEvents(t *testing.T) (config configs.Config, path string) {
	t.Helper()
	dir := t.TempDir()
	path = filepath.Join(dir, "sekisho.yaml")
	must(t, os.WriteFile(path, []byte("state_dir: "+dir), 0o600))
	config, err := configs.Load(path)
	must(t, err)
	j, err := journal.Open(journal.Options{Dir: eventsDir(config)})
	must(t, err)
	defer j.Close()
	var events []*event.Event
	for i := range 5 {
		e := &event.Event{Time: time.Now().Add(time.Duration(i-4) * time.Hour), Kind: event.Alert, Action: "block",
			Inside: event.End{Addr: netip.AddrFrom4([4]byte{10, 0, 0, byte(i)})}, Outside: event.End{Addr: netip.MustParseAddr("203.0.113.10")}}
		events = append(events, e)
	}
	events[1].Action = "log"
	must(t, j.Append(events))
	return config, path
}

// TestEventsQuery: the same is printed whether the admin process has an index or not.
func TestEventsQuery(t *testing.T) {
	config, path := storedEvents(t)
	for range 2 {
		for query, want := range map[string]string{
			"": "0 1 2 3 4", "event.action:block": "0 2 3 4", "event.action:block source.ip:10.0.0.2/31": "2 3", "10.0.0.4": "4", "nothing": "",
		} {
			status, out, errs := call("events", "--config", path, "--query", query)
			if got := lastOctets(t, out); status != 0 || errs != "" || got != want {
				t.Errorf("%q: status %d, printed %q, want %q; %s", query, status, got, want, errs)
			}
		}
		if _, out, _ := call("events", "--config", path, "--query", "event.action:block", "--since", "150m"); lastOctets(t, out) != "2 3 4" {
			t.Errorf("since: %s", out)
		}
		indexed(t, config)
	}
	status, _, errs := call("events", "--config", path, "--query", "source.ipp:1")
	if status != 1 || !strings.Contains(errs, "--query: query: at character 1") || !strings.Contains(errs, "source.ip") {
		t.Errorf("status %d, %s", status, errs)
	}
}

// indexed does what the admin process does, until it has caught up.
func indexed(t *testing.T, c configs.Config) {
	t.Helper()
	s, err := store.Open(context.Background(), store.Options{Journal: eventsDir(c), Dir: adminDir(c)})
	must(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		s.Run(ctx)
		close(done)
	}()
	for end := time.Now().Add(patience); s.Health().Last < 5; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not indexed: %+v", s.Health())
		}
	}
	cancel()
	<-done
	must(t, s.Close())
}

func lastOctets(t *testing.T, out string) string {
	t.Helper()
	var last []string
	for line := range bytes.Lines([]byte(out)) {
		e, err := event.Parse(line)
		must(t, err)
		a := e.Inside.Addr.As4()
		last = append(last, string('0'+rune(a[3])))
	}
	return strings.Join(last, " ")
}
