package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestObserver: the identity stays, differs between appliances, and is not guessed
// anew where its file was damaged.
func TestObserver(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	first, err := observer(dir)
	must(t, err)
	again, err := observer(dir)
	must(t, err)
	other, err := observer(t.TempDir())
	must(t, err)
	if first.ID == "" || first.Name == "" || first != again || first.ID == other.ID {
		t.Errorf("%v, then %v; another is %v", first, again, other)
	}
	path := filepath.Join(dir, "gateway-id")
	must(t, os.WriteFile(path, nil, 0o600))
	if _, err := observer(dir); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("damaged: %v", err)
	}
}
