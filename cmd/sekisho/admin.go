package main

import (
	"context"
	"log/slog"

	"sekisho/admin/store"
	"sekisho/configs"
)

// adminReserve is how many bytes of the disk are put aside, so that a full one can be mended.
const adminReserve = 16 << 20

// adminCommand is the process that talks to people: it needs no privilege but its files and
// the control socket.
func adminCommand(ctx context.Context, e *env, args []string) int {
	fs := e.flags("admin", "--config FILE", "sekisho admin --config /etc/sekisho/sekisho.yaml")
	path := fs.String("config", "", "the appliance's configuration `file`")
	if status, done := e.parse(fs, args); done {
		return status
	}
	config, status, ok := e.config("admin", *path, fs.Args())
	if !ok {
		return status
	}
	if err := runAdmin(ctx, config, slog.New(slog.NewTextHandler(e.stderr, nil))); err != nil {
		return e.fail("admin: %v", err)
	}
	return 0
}

func runAdmin(ctx context.Context, c configs.Config, log *slog.Logger) error {
	if err := shed(); err != nil {
		return err
	}
	index, err := store.Open(ctx, store.Options{Journal: eventsDir(c), Dir: adminDir(c), Reserve: adminReserve, Log: log})
	if err != nil {
		return err
	}
	log.Info("admin process", "directory", adminDir(c))
	index.Run(ctx)
	return index.Close()
}
