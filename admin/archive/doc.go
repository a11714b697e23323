// Package archive encrypts a backup with a passphrase, in the format of age (age-encryption.org/v1):
// ChaCha20-Poly1305 in chunks of 64 KiB, each bound to its place, under a key that scrypt makes of the passphrase. The age
// program opens one too, so that a backup can be read without Sekisho. It is the only importer of that library.
package archive
