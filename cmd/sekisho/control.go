package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"sekisho/geo"
)

// status is what the dataplane says of itself on its control socket: one line
// of JSON to whoever connects. Only the owner of state_dir can.
type status struct {
	Version string            `json:"version"`
	Since   time.Time         `json:"since"`
	Policy  string            `json:"policy"`
	Rules   int               `json:"rules"`
	Geo     []geo.Source      `json:"geo"`
	Queue   map[string]uint64 `json:"queue"`
	Engine  map[string]uint64 `json:"engine"`
	Lost    uint64            `json:"events_lost"`
	// Registered counts documents and tables.
	Registered int `json:"registered"`
}

// status reports the running appliance.
func (a *appliance) status() any {
	a.reloading.Lock()
	defer a.reloading.Unlock()
	q, c := &a.queues, &a.engine.Counters
	return status{
		Version: version, Since: a.started, Policy: a.policy.Version(), Rules: a.policy.Len(),
		Geo: a.db.Sources(), Lost: a.ring.Lost(), Registered: a.registered.Len(),
		Queue: map[string]uint64{
			"received": q.Received.Load(), "accepted": q.Accepted.Load(), "dropped": q.Dropped.Load(),
			"replaced": q.Replaced.Load(), "repeated": q.Repeated.Load(), "unanswered": q.Unanswered.Load(),
			"panics": q.Panics.Load(), "overruns": q.Overruns.Load(), "restarts": q.Restarts.Load(),
			"kernel_dropped": q.KernelDropped.Load(), "user_dropped": q.UserDropped.Load(),
		},
		Engine: map[string]uint64{
			"frames": c.Frames.Load(), "undecodable": c.Undecodable.Load(), "unwatched": c.Unwatched.Load(),
			"flows": c.Flows.Load(), "inspected": c.Inspected.Load(), "blocked": c.Blocked.Load(),
			"conflicts": c.Conflicts.Load(), "invalid": c.Invalid.Load(), "bad_checksum": c.BadChecksum.Load(),
			"waited": c.Waited.Load(), "overloads": c.Overloads.Load(), "reloads": c.Reloads.Load(),
		},
	}
}

// listenControl answers each connection to a Unix socket with status.
func listenControl(path string, status func() any, log *slog.Logger) (net.Listener, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("open control socket: %w", err)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("open control socket: %w", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("open control socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("open control socket: %w", err), l.Close())
	}
	go answer(l, status, log)
	return l, nil
}

func answer(l net.Listener, status func() any, log *slog.Logger) {
	for {
		conn, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			log.Warn("control socket", "error", err)
			time.Sleep(time.Second)
			continue
		}
		conn.SetDeadline(time.Now().Add(time.Second))
		if err := json.NewEncoder(conn).Encode(status()); err != nil {
			log.Warn("control socket", "error", err)
		}
		conn.Close()
	}
}
