package main

import (
	"log/slog"
	"os"
	"path/filepath"

	"sekisho/admin/siem"
	"sekisho/configs"
)

// openShipping makes the shipper with the destinations of the configuration. One that can't be
// shipped to doesn't keep the others, or the rest of the admin process, from working.
func openShipping(c configs.Config, log *slog.Logger) (*siem.Shipper, error) {
	host, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	s, err := siem.New(siem.Options{Journal: eventsDir(c), Dir: filepath.Join(adminDir(c), "shipping"), Host: host, Log: log})
	if err != nil {
		return nil, err
	}
	for _, d := range c.SIEM {
		if err := s.Add(siem.Entry{Destination: d, Fixed: true}); err != nil {
			log.Error("shipping", "error", err)
		}
	}
	return s, nil
}
