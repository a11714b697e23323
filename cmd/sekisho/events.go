package main

import (
	"context"
	"fmt"
	"time"

	"sekisho/admin/query"
	"sekisho/admin/store"
	"sekisho/configs"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// eventsCommand prints stored events.
func eventsCommand(ctx context.Context, e *env, args []string) int {
	fs := e.flags("events", "--config FILE [--follow] [--since 1h] [--query QUERY]",
		`sekisho events --config /etc/sekisho/sekisho.yaml --since 24h --query 'event.action:block source.ip:10.10.0.0/24'`)
	path := fs.String("config", "", "the appliance's configuration `file`")
	follow := fs.Bool("follow", false, "go on as events come, until interrupted")
	since := fs.Duration("since", 0, "only events younger than this, such as 90m; 0: all")
	text := fs.String("query", "", "only events that this `query` selects, such as 'rule.id:no-personal-data AND NOT source.ip:10.0.0.0/8'")
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
	filter, err := query.Parse(*text)
	if err != nil {
		return e.fail("events: --query: %v", err)
	}
	want := journal.Selection{Follow: *follow}
	if *since > 0 {
		want.Since = time.Now().Add(-*since)
	}
	if err := e.printEvents(ctx, config, filter, want); err != nil {
		return e.fail("events: %v", err)
	}
	return 0
}

// printEvents prints what a query selects: from the index of the admin process as far
// as there is one, and the rest, or all of it, from the journal, event by event.
func (e *env) printEvents(ctx context.Context, c configs.Config, filter *query.Query, want journal.Selection) (err error) {
	if filter.String() != "" {
		o := store.Options{Journal: eventsDir(c), Dir: adminDir(c)}
		want.Match = func(record []byte) (bool, error) {
			e, err := event.Parse(record)
			return err == nil && filter.Match(e), err
		}
		want.From, err = store.Find(ctx, o, store.Search{Filter: filter, From: want.Since}, func(record []byte) error {
			_, err := e.stdout.Write(append(record, '\n'))
			return err
		})
		if err != nil {
			return fmt.Errorf("write events: %w", err)
		}
	}
	return journal.Read(ctx, eventsDir(c), want, e.stdout)
}
