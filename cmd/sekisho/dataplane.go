package main

import (
	"context"
	"log/slog"

	"sekisho/configs"
)

// dataplaneCommand enforces.
func dataplaneCommand(ctx context.Context, e *env, args []string) int {
	const name = "dataplane"
	fs := e.flags(name, "--config FILE", "sekisho "+name+" --config /etc/sekisho/sekisho.yaml")
	path := fs.String("config", "", "the appliance's configuration `file`")
	if status, done := e.parse(fs, args); done {
		return status
	}
	config, status, ok := e.config(name, *path, fs.Args())
	if !ok {
		return status
	}
	a, err := newAppliance(config, slog.New(slog.NewTextHandler(e.stderr, nil)))
	if err == nil {
		err = a.run(ctx)
	}
	if err != nil {
		return e.fail("%s: %v", name, err)
	}
	return 0
}

// config loads the configuration that a command names.
func (e *env) config(command, path string, rest []string) (configs.Config, int, bool) {
	if len(rest) > 0 {
		return configs.Config{}, e.fail("%s: unexpected argument %q", command, rest[0]), false
	}
	if path == "" {
		return configs.Config{}, e.fail("%s: --config FILE is missing", command), false
	}
	c, err := configs.Load(path)
	if err != nil {
		return configs.Config{}, e.fail("%s: %v", command, err), false
	}
	return c, 0, true
}
