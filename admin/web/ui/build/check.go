package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// isBuilt says in what dist is not what the sources make.
func isBuilt(root, dist string) (err error) {
	fresh, err := os.MkdirTemp("", "ui-check-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(fresh)) }()
	if err := bundle(root, fresh); err != nil {
		return err
	}
	return errors.Join(sameFiles(fresh, dist), sameFiles(dist, fresh))
}

// sameFiles says which file of one folder the other lacks, or has otherwise. What begins with a dot doesn't count.
func sameFiles(one, other string) error {
	return filepath.WalkDir(one, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name()[0] == '.' {
			return err
		}
		name, err := filepath.Rel(one, path)
		if err != nil {
			return err
		}
		want, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if got, err := os.ReadFile(filepath.Join(other, name)); err != nil || !bytes.Equal(got, want) {
			return fmt.Errorf("dist is not what the sources make: %s differs; \"make ui\" builds it anew", name)
		}
		return nil
	})
}
