package main

import (
	"context"
	"encoding/json"

	"sekisho/dataplane/control"
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
	s, err := control.Client{Path: controlPath(config)}.Status(ctx)
	if err == nil {
		err = json.NewEncoder(e.stdout).Encode(s)
	}
	if err != nil {
		return e.fail("status: %v", err)
	}
	return 0
}
