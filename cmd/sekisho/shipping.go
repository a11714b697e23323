package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"

	"sekisho/admin/siem"
	"sekisho/admin/state"
	"sekisho/configs"
	"sekisho/dataplane/control"
)

// openShipping makes the shipper with the destinations of the configuration and those that were added
// by API. One that can't be shipped to doesn't keep the others, or the rest of the admin process, from working.
func openShipping(ctx context.Context, c configs.Config, kept *state.State, log *slog.Logger) (*siem.Shipper, error) {
	host, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	s := siem.New(siem.Options{Journal: eventsDir(c), Dir: filepath.Join(adminDir(c), "shipping"), Host: host, Version: version, Log: log,
		Trusted: filepath.Join(adminDir(c), "trusted"), Tell: tellBy(control.Client{Path: controlPath(c)})})
	entries, err := destinations(ctx, c, kept, log)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if err := s.Add(e); err != nil {
			log.Error("shipping", "error", err)
		}
	}
	return s, nil
}

// destinations are those of the configuration, and after them those that were added by API.
func destinations(ctx context.Context, c configs.Config, kept *state.State, log *slog.Logger) (all []siem.Entry, err error) {
	for _, d := range c.SIEM {
		all = append(all, siem.Entry{Destination: d, Fixed: true})
	}
	added, err := kept.Destinations(ctx)
	for _, d := range added {
		e := siem.Entry{Secret: d.Secret}
		if err := json.Unmarshal(d.Config, &e.Destination); err != nil || len(e.Check()) > 0 {
			log.Error("shipping: a destination that was added is not valid any more", "destination", d.Name)
			continue
		}
		all = append(all, e)
	}
	return all, err
}

// tellBy has notices stored among the events, which the dataplane writes: so every destination gets them.
func tellBy(c control.Client) func(context.Context, siem.Notice) error {
	return func(ctx context.Context, n siem.Notice) error {
		return c.Notice(ctx, control.Notice{Text: n.Text, Trouble: n.Trouble})
	}
}
