package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"syscall"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/state"
	"sekisho/configs"
)

// adminReset breaks the glass: whoever holds the box gets a token that makes an admin, once. The audit log has it.
// The admin process may be running meanwhile, or not.
func (e *env) adminReset(ctx context.Context, args []string) int {
	const name = "admin reset"
	fs := e.flags(name, "--config FILE", "sekisho admin reset --config /etc/sekisho/sekisho.yaml")
	path := fs.String("config", "", "the appliance's configuration `file`")
	if status, done := e.parse(fs, args); done {
		return status
	}
	config, status, ok := e.config(name, *path, fs.Args())
	if !ok {
		return status
	}
	who := accountName()
	if err := becomeAdmin(config); err != nil {
		return e.fail("%s: %v", name, err)
	}
	token, err := newSetupToken(ctx, config, who, slog.New(slog.NewTextHandler(e.stderr, nil)))
	if err != nil {
		return e.fail("%s: %v", name, err)
	}
	fmt.Fprintf(e.stdout, "https://%s makes another admin with this token, once, within %d hours: %s\n", config.Admin.Listen, auth.SetupLife/time.Hour, token)
	return 0
}

// becomeAdmin goes on as the admin process's user, so that no file of its becomes root's.
func becomeAdmin(c configs.Config) error {
	a, err := prepareAdmin(c)
	if err != nil || os.Getuid() != 0 {
		return err
	}
	return errors.Join(syscall.Setgroups(nil), syscall.Setgid(a.gid), syscall.Setuid(a.uid))
}

func newSetupToken(ctx context.Context, c configs.Config, who string, log *slog.Logger) (token string, err error) {
	kept, err := state.Open(ctx, state.Options{Dir: adminDir(c), Log: log})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	entry := state.Entry{Actor: state.Actor{Name: "console:" + who}, Action: "setup.reset"}
	if err := kept.Audit(ctx, entry); err != nil {
		return "", err
	}
	return auth.New(kept, "Sekisho", time.Now).NewSetup(ctx)
}
