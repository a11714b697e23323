package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"sekisho/configs"
	"sekisho/dataplane/fingerprint"
)

// registeredPath is where the store of registered documents lies.
func registeredPath(c configs.Config) string { return filepath.Join(c.StateDir, "registered.db") }

// openRegistered opens the store; nil where nothing is registered yet.
func openRegistered(path string) (*fingerprint.Store, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return fingerprint.Open(path)
}

// watchRegistered reports when the store should be read again: it was replaced, or
// SIGHUP came.
func (a *appliance) watchRegistered(ctx context.Context) (<-chan struct{}, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch registered documents: %w", err)
	}
	if err := watcher.Add(a.config.StateDir); err != nil {
		return nil, errors.Join(fmt.Errorf("watch registered documents: %s: %w", a.config.StateDir, err), watcher.Close())
	}
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	changed := make(chan struct{}, 1)
	go func() {
		defer signal.Stop(hup)
		defer watcher.Close()
		a.noticeRegistered(ctx, watcher, hup, changed)
	}()
	return changed, nil
}

func (a *appliance) noticeRegistered(ctx context.Context, watcher *fsnotify.Watcher, hup <-chan os.Signal, changed chan<- struct{}) {
	settled := time.NewTimer(0)
	settled.Stop()
	name := filepath.Base(registeredPath(a.config))
	for {
		select {
		case <-ctx.Done():
			return
		case <-hup:
			settled.Reset(0)
		case ev := <-watcher.Events:
			if filepath.Base(ev.Name) == name && !ev.Has(fsnotify.Remove) {
				settled.Reset(settleTime)
			}
		case err := <-watcher.Errors:
			a.log.Warn("watching the registered documents fails; SIGHUP still works", "error", err)
		case <-settled.C:
			select {
			case changed <- struct{}{}:
			default:
			}
		}
	}
}

// registeredChanged puts a new store in force, or says why not.
func (a *appliance) registeredChanged() {
	s, err := openRegistered(registeredPath(a.config))
	if err == nil && s == nil {
		return // nothing was ever registered, or the file is gone: the old one stays
	}
	if err == nil {
		err = a.replace(change{registered: s})
	}
	if err != nil {
		a.log.Error("registered documents not reloaded; the old ones stay in force", "error", err)
		return
	}
	a.log.Info("registered documents reloaded", "documents", s.Len())
}
