package siem

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// stampFormat names files that were put aside, in an order that is that of time.
const stampFormat = "20060102T150405.000000000Z"

// packed ends the name of a file that was compressed, unfinished that of one that is being.
const (
	packed     = ".gz"
	unfinished = ".new"
)

// rotate puts the file aside if it is long or old enough. It is old when a time of age,
// counted from 1970, has ended since it was last written to: no start has to be kept.
func (f *file) rotate() error {
	info, err := f.to.Stat()
	if err != nil {
		return err
	}
	old := f.age > 0 && f.now().UnixNano()/int64(f.age) > info.ModTime().UnixNano()/int64(f.age)
	if f.length == 0 || f.length < f.size && !old {
		return nil
	}
	f.Close()
	aside := f.path + "." + f.now().UTC().Format(stampFormat)
	if exists(aside) || exists(aside+packed) {
		return fmt.Errorf("put it aside: %s exists", aside)
	}
	if err := os.Rename(f.path, aside); err != nil {
		return fmt.Errorf("put it aside: %w", err)
	}
	return f.opened()
}

// pack compresses what was put aside, also before a crash, and removes what is too old.
func (f *file) pack() error {
	aside, err := f.aside()
	if err != nil {
		return err
	}
	for len(aside) > f.keep {
		if err := os.Remove(aside[0]); err != nil {
			return fmt.Errorf("remove an old file: %w", err)
		}
		aside = aside[1:]
	}
	for _, path := range aside {
		if f.compress && !strings.HasSuffix(path, packed) {
			if err := compressFile(path); err != nil {
				return fmt.Errorf("compress an old file: %w", err)
			}
		}
	}
	return nil
}

// aside lists what was put aside, oldest first. What only looks alike is left alone.
func (f *file) aside() (paths []string, err error) {
	entries, err := os.ReadDir(filepath.Dir(f.path))
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		stamp, ok := strings.CutPrefix(e.Name(), filepath.Base(f.path)+".")
		if !ok || !e.Type().IsRegular() {
			continue
		}
		if _, err := time.Parse(stampFormat, strings.TrimSuffix(stamp, packed)); err == nil {
			paths = append(paths, filepath.Join(filepath.Dir(f.path), e.Name()))
		}
	}
	slices.Sort(paths)
	return paths, nil
}

// compressFile replaces a file by its compressed form (RFC 1952). Whenever it is ended, one of the two
// is whole.
func compressFile(path string) error {
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer to.Close()
	z := gzip.NewWriter(to)
	if _, err := io.Copy(z, from); err != nil {
		return err
	}
	for _, step := range []func() error{z.Close, to.Sync,
		func() error { return os.Rename(path+unfinished, path+packed) },
		func() error { return syncDir(filepath.Dir(path)) },
		func() error { return os.Remove(path) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
