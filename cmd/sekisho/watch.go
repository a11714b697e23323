package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settleTime is how long a file must lie still before it is read: editors write in
// several steps.
const settleTime = 100 * time.Millisecond

// watchFile reports when a file has been written or replaced, and lain still since. Its
// directory is watched, for a replaced file is another one; a directory that isn't
// there yet is not, and SIGHUP must do.
func watchFile(ctx context.Context, path string, log *slog.Logger) (<-chan struct{}, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch %s: %w", path, err)
	}
	if err := watcher.Add(filepath.Dir(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, errors.Join(fmt.Errorf("watch %s: %w", path, err), watcher.Close())
	}
	changed := make(chan struct{}, 1)
	go func() {
		defer watcher.Close()
		notice(ctx, watcher, path, changed, log)
	}()
	return changed, nil
}

func notice(ctx context.Context, watcher *fsnotify.Watcher, path string, changed chan<- struct{}, log *slog.Logger) {
	settled := time.NewTimer(0)
	settled.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case ev := <-watcher.Events:
			if filepath.Base(ev.Name) == filepath.Base(path) && !ev.Has(fsnotify.Remove) {
				settled.Reset(settleTime)
			}
		case err := <-watcher.Errors:
			log.Warn("watching a file fails; SIGHUP still works", "file", path, "error", err)
		case <-settled.C:
			select {
			case changed <- struct{}{}:
			default: // it will be read anyway
			}
		}
	}
}
