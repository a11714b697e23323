package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/state"
	"sekisho/admin/store"
	"sekisho/admin/web"
	"sekisho/configs"
	"sekisho/dataplane"
	"sekisho/dataplane/control"
	"sekisho/dataplane/detect"
	"sekisho/dataplane/policy"
)

// adminReserve is how many bytes of the disk are put aside, so that a full one can be mended.
const adminReserve = 16 << 20

// adminCommand is the process that talks to people: it needs no privilege but its files and
// the control socket.
func adminCommand(ctx context.Context, e *env, args []string) int {
	if len(args) > 0 && args[0] == "reset" {
		return e.adminReset(ctx, args[1:])
	}
	fs := e.flags("admin", "--config FILE", "sekisho admin --config /etc/sekisho/sekisho.yaml")
	path := fs.String("config", "", "the appliance's configuration `file`")
	if status, done := e.parse(fs, args); done {
		return status
	}
	config, status, ok := e.config("admin", *path, fs.Args())
	if !ok {
		return status
	}
	err := shed()
	if err == nil {
		err = e.serveAdmin(ctx, config)
	}
	if err != nil {
		return e.fail("admin: %v", err)
	}
	return 0
}

// serveAdmin indexes events and answers people until ctx ends.
func (e *env) serveAdmin(ctx context.Context, c configs.Config) (err error) {
	defer func() {
		if ctx.Err() != nil && errors.Is(err, context.Canceled) {
			err = nil // told to end while it began, which is no failure
		}
	}()
	log := slog.New(slog.NewTextHandler(e.stderr, nil))
	index, err := store.Open(ctx, store.Options{Journal: eventsDir(c), Dir: adminDir(c), Reserve: adminReserve, Log: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	enforcement := control.Client{Path: controlPath(c)}
	anchor := func(ctx context.Context, h state.Head) error { return enforcement.Anchor(ctx, control.Anchor(h)) }
	kept, err := state.Open(ctx, state.Options{Dir: adminDir(c), Log: log, Anchor: anchor})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	scanner, err := dataplane.AllDetectors()
	if err != nil {
		return err
	}
	shipper, err := openShipping(ctx, c, kept, log)
	if err != nil {
		return err
	}
	site, err := web.New(ctx, web.Options{
		Listen: c.Admin.Listen, Dir: adminDir(c), Journal: eventsDir(c), Auth: auth.New(kept, "Sekisho", time.Now), Accounts: kept, State: kept,
		Index: index, Dataplane: enforcement, Shipping: shipper, Compile: compileChecked, Vocabulary: vocabulary(),
		Basis: detect.Bases(), Shipped: string(configs.DefaultPolicy()),
		Scan: scanFor(scanner), Version: version, Log: log, Console: e.stderr,
	})
	if err != nil {
		return err
	}
	log.Info("admin process", "address", site.Addr(), "directory", adminDir(c))
	return together(ctx, site.Run, quietly(index.Run), quietly(kept.Run), quietly(shipper.Run))
}

// together runs jobs until ctx ends or one of them fails, and waits for all.
func together(ctx context.Context, jobs ...func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	failed := make([]error, len(jobs))
	var group sync.WaitGroup
	for i, job := range jobs {
		group.Go(func() {
			defer cancel()
			failed[i] = job(ctx)
		})
	}
	group.Wait()
	return errors.Join(failed...)
}

// quietly makes a job of what reports its troubles elsewhere.
func quietly(run func(context.Context)) func(context.Context) error {
	return func(ctx context.Context) error {
		run(ctx)
		return nil
	}
}

// compileChecked reads a policy as the dataplane would, its custom classes too.
func compileChecked(name, text string) (*policy.Program, error) {
	p, err := compilePolicy(name, []byte(text))
	if err != nil {
		return nil, err
	}
	if _, err := dataplane.PolicyDetectors(p); err != nil {
		return nil, err
	}
	return p, nil
}

// scanFor lets people try a text or a file; nothing of it is kept.
func scanFor(detectors *dataplane.Detectors) func(context.Context, string, io.Reader) (web.Scan, error) {
	return func(_ context.Context, name string, r io.Reader) (web.Scan, error) {
		s := scanned{Path: name}
		if err := s.read(detectors, r); err != nil {
			return web.Scan{}, err
		}
		out := web.Scan{MediaType: s.MediaType, Charset: s.Charset, Bytes: s.Bytes, Findings: s.Findings, Unread: s.Unread, Reasons: s.Reasons}
		for _, p := range s.Parts {
			out.Parts = append(out.Parts, web.ScanPart(p))
		}
		return out, nil
	}
}
