package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"sekisho/dataplane/event"
)

// observer names this appliance in its events: by an identity that is made at random
// at the first start and stays, and by the host's name.
func observer(stateDir string) (event.Gateway, error) {
	path := filepath.Join(stateDir, "gateway-id")
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		b, err = makeIdentity(path)
	}
	if err != nil {
		return event.Gateway{}, fmt.Errorf("gateway identity: %w", err)
	}
	id := strings.TrimSpace(string(b))
	if !regexp.MustCompile(`^[A-Z2-7]{26}$`).MatchString(id) {
		return event.Gateway{}, fmt.Errorf("gateway identity: %s: want 26 letters and digits; remove the file to get a new one", path)
	}
	name, err := os.Hostname()
	if err != nil {
		return event.Gateway{}, fmt.Errorf("gateway identity: %w", err)
	}
	return event.Gateway{ID: id, Name: name}, nil
}

// makeIdentity writes 128 random bits or more, in letters and digits, to a new file.
func makeIdentity(path string) ([]byte, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	id := []byte(rand.Text() + "\n")
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return nil, err
	}
	_, err = f.Write(id)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	return id, os.Rename(path+".new", path)
}
