package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
)

// secretBytes is the length of every secret that is handed out: 256 bits, twice what ASVS
// 7.2.3 asks for.
const secretBytes = 32

// newSecret makes a secret and its hash. A fast hash will do: there is nothing to guess.
func newSecret() (secret string, hash []byte) {
	b := make([]byte, secretBytes)
	rand.Read(b) // never fails, crypto/rand
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, hashOf(secret)
}

func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// isSecret compares in constant time.
func isSecret(secret string, hash []byte) bool {
	return len(hash) == sha256.Size && subtle.ConstantTimeCompare(hashOf(secret), hash) == 1
}

// newID names something in lists: 96 random bits.
func newID() string {
	b := make([]byte, 12)
	rand.Read(b)
	return hex.EncodeToString(b)
}
