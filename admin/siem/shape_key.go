package siem

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	keyFile = "pseudonyms.key"
	keySize = 32 // as long as the hash's result (RFC 2104, section 3)
)

// pseudonymKey reads the key of pseudonyms in a directory, and makes it at the first start. It is
// the box's own and stays: with another, the same value would have another pseudonym.
func pseudonymKey(dir string) ([]byte, error) {
	path := filepath.Join(dir, keyFile)
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key = make([]byte, keySize)
		rand.Read(key) // never fails
		if err = os.MkdirAll(dir, 0o700); err == nil {
			err = writeWhole(path, key)
		}
	}
	if err == nil && len(key) != keySize {
		err = fmt.Errorf("%s has %d bytes, not %d", path, len(key), keySize)
	}
	if err != nil {
		return nil, fmt.Errorf("key of pseudonyms: %w", err)
	}
	return key, nil
}
