package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

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
