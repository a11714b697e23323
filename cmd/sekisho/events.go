package main

import (
	"context"
	"time"

	"sekisho/dataplane/journal"
)

// eventsCommand prints stored events.
func eventsCommand(ctx context.Context, e *env, args []string) int {
	fs := e.flags("events", "--config FILE [--follow] [--since 1h]", "sekisho events --config /etc/sekisho/sekisho.yaml --since 24h")
	path := fs.String("config", "", "the appliance's configuration `file`")
	follow := fs.Bool("follow", false, "go on as events come, until interrupted")
	since := fs.Duration("since", 0, "only events younger than this, such as 90m; 0: all")
	if status, done := e.parse(fs, args); done {
		return status
	}
	config, status, ok := e.config("events", *path, fs.Args())
	if !ok {
		return status
	}
	if *since < 0 {
		return e.fail("events: --since %v: want a positive time", *since)
	}
	var from time.Time
	if *since > 0 {
		from = time.Now().Add(-*since)
	}
	if err := journal.Read(ctx, eventsDir(config), from, *follow, e.stdout); err != nil {
		return e.fail("events: %v", err)
	}
	return 0
}
