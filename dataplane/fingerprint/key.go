package fingerprint

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math/bits"
	"os"
)

// KeyBytes is the length of a store's key file.
const KeyBytes = 32

// KeyPath names the key file that belongs to a store.
func KeyPath(store string) string { return store + ".key" }

// keys are what a store's secret is expanded to, one key a purpose.
type keys struct {
	gram   [2]uint64 // SipHash key of a shingle
	value  [2]uint64 // SipHash key of a table's value
	order  [2]uint64 // which shingles are chosen
	digest [32]byte  // HMAC key of whole files and texts
	seal   [32]byte  // HMAC key of the store file
}

func newKeys(secret [KeyBytes]byte) keys {
	var k keys
	k.gram, k.value, k.order = pair(derive(secret, "gram")), pair(derive(secret, "value")), pair(derive(secret, "order"))
	k.digest, k.seal = derive(secret, "digest"), derive(secret, "seal")
	return k
}

// derive is HMAC-SHA-256 as a key derivation function (NIST SP 800-108).
func derive(secret [KeyBytes]byte, purpose string) [32]byte {
	m := hmac.New(sha256.New, secret[:])
	m.Write([]byte("sekisho registered " + purpose))
	return [32]byte(m.Sum(nil))
}

func pair(b [32]byte) [2]uint64 {
	return [2]uint64{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])}
}

// readKey reads a store's key. A key that others may read is refused: with it
// and the store, guesses can be confirmed.
func readKey(path string) (secret [KeyBytes]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return secret, fmt.Errorf("read key of registered documents: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return secret, fmt.Errorf("read key of registered documents: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return secret, fmt.Errorf("read key of registered documents: %s: mode %04o lets others read it, want 0600", path, info.Mode().Perm())
	}
	n, err := f.Read(secret[:])
	if err != nil || n != KeyBytes || info.Size() != KeyBytes {
		return secret, fmt.Errorf("read key of registered documents: %s: want %d bytes, not %d", path, KeyBytes, info.Size())
	}
	return secret, nil
}

// createKey makes a key unless there is one.
func createKey(path string) (secret [KeyBytes]byte, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return readKey(path)
	}
	if err != nil {
		return secret, fmt.Errorf("create key of registered documents: %w", err)
	}
	rand.Read(secret[:]) // never fails, by its documentation
	_, err = f.Write(secret[:])
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return secret, fmt.Errorf("create key of registered documents: %w", err)
	}
	return secret, nil
}

// sip is SipHash-2-4 (Aumasson and Bernstein, 2012).
func sip(key *[2]uint64, b []byte) uint64 {
	v0, v1 := key[0]^0x736f6d6570736575, key[1]^0x646f72616e646f6d
	v2, v3 := key[0]^0x6c7967656e657261, key[1]^0x7465646279746573
	last := uint64(len(b)) << 56
	for ; len(b) >= 8; b = b[8:] {
		m := binary.LittleEndian.Uint64(b)
		v3 ^= m
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0 ^= m
	}
	for i, c := range b {
		last |= uint64(c) << (8 * i)
	}
	return sipEnd(v0, v1, v2, v3, last)
}

func sipEnd(v0, v1, v2, v3, last uint64) uint64 {
	v3 ^= last
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0 ^= last
	v2 ^= 0xff
	for range 4 {
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	}
	return v0 ^ v1 ^ v2 ^ v3
}

func sipRound(v0, v1, v2, v3 uint64) (uint64, uint64, uint64, uint64) {
	v0 += v1
	v1 = bits.RotateLeft64(v1, 13) ^ v0
	v0 = bits.RotateLeft64(v0, 32)
	v2 += v3
	v3 = bits.RotateLeft64(v3, 16) ^ v2
	v0 += v3
	v3 = bits.RotateLeft64(v3, 21) ^ v0
	v2 += v1
	v1 = bits.RotateLeft64(v1, 17) ^ v2
	v2 = bits.RotateLeft64(v2, 32)
	return v0, v1, v2, v3
}
