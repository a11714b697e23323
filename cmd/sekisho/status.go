package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"time"
)

// statusCommand asks a running appliance how it is: counters of queue and engine,
// the policy and the geo data in force.
func statusCommand(ctx context.Context, e *env, args []string) int {
	fs := e.flags("status", "--config FILE", "sekisho status --config /etc/sekisho/sekisho.yaml")
	path := fs.String("config", "", "the appliance's configuration `file`")
	if status, done := e.parse(fs, args); done {
		return status
	}
	config, status, ok := e.config("status", *path, fs.Args())
	if !ok {
		return status
	}
	line, err := askControl(ctx, filepath.Join(config.StateDir, "control.sock"))
	if err != nil {
		return e.fail("status: %v", err)
	}
	e.stdout.Write(line)
	return 0
}

// askControl reads the line that the control socket answers with.
func askControl(ctx context.Context, socket string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", socket)
	if err != nil {
		return nil, fmt.Errorf("is the dataplane running? %w", err)
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		conn.SetDeadline(deadline)
	}
	line, err := io.ReadAll(conn)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", socket, err)
	}
	return line, nil
}
