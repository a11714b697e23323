package state

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// signEvery is how much of the audit log may lack a signature.
const signEvery = 10 * time.Minute

// Head is a signed end of the audit log: up to Sequence, it has not changed since At.
type Head struct {
	Sequence int64     `json:"sequence"`
	Hash     string    `json:"hash"` // of that entry, in hexadecimal digits
	At       time.Time `json:"at"`
	// Key is the Ed25519 public key, and Signature the one of what Message gives; both in hexadecimal digits.
	Key       string `json:"key"`
	Signature string `json:"signature"`
}

// Message is what is signed.
func (h Head) Message() []byte {
	return fmt.Appendf(nil, "sekisho audit head\n%d\n%s\n%s\n", h.Sequence, h.Hash, h.At.UTC().Format(time.RFC3339Nano))
}

// signer signs heads.
type signer struct{ private ed25519.PrivateKey }

// openKey reads the signing key, a seed of 32 bytes in hexadecimal digits, or makes one.
func openKey(path string) (signer, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return newKey(path)
	}
	if err != nil {
		return signer{}, fmt.Errorf("read signing key: %w", err)
	}
	seed, err := hex.DecodeString(string(bytes.TrimSpace(b)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return signer{}, fmt.Errorf("read signing key: %s is not %d bytes in hexadecimal digits", path, ed25519.SeedSize)
	}
	return signer{ed25519.NewKeyFromSeed(seed)}, nil
}

func newKey(path string) (signer, error) {
	seed := make([]byte, ed25519.SeedSize)
	rand.Read(seed) // never fails, crypto/rand
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return signer{}, fmt.Errorf("make signing key: %w", err)
	}
	_, err = fmt.Fprintln(f, hex.EncodeToString(seed))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return signer{}, fmt.Errorf("make signing key: %w", err)
	}
	return signer{ed25519.NewKeyFromSeed(seed)}, nil
}

func (k signer) public() string { return hex.EncodeToString(k.private.Public().(ed25519.PublicKey)) }

func (k signer) sign(l link, at time.Time) Head {
	h := Head{Sequence: l.sequence, Hash: hex.EncodeToString(l.hash[:]), At: at.UTC(), Key: k.public()}
	h.Signature = hex.EncodeToString(ed25519.Sign(k.private, h.Message()))
	return h
}

// Check tells whether the signature is that of the key.
func (h Head) Check(key string) error {
	public, err := hex.DecodeString(key)
	if err != nil || len(public) != ed25519.PublicKeySize || h.Key != key {
		return errors.New("head is signed with another key")
	}
	signature, err := hex.DecodeString(h.Signature)
	if err != nil || !ed25519.Verify(public, h.Message(), signature) {
		return errors.New("head's signature is wrong")
	}
	return nil
}

// AuditKey is the public key that heads are signed with, in hexadecimal digits.
func (s *State) AuditKey() string { return s.key.public() }

// SignHead signs the end of the audit log and keeps the head, unless the last one says the same. It
// returns the head that holds now.
func (s *State) SignHead(ctx context.Context) (Head, error) {
	last, err := scanLink(s.read.QueryRowContext(ctx, lastLink))
	if err != nil {
		return Head{}, fmt.Errorf("sign audit log: %w", err)
	}
	heads, err := s.Heads(ctx)
	if err != nil {
		return Head{}, fmt.Errorf("sign audit log: %w", err)
	}
	h := s.key.sign(last, s.options.Now())
	if n := len(heads); n > 0 && heads[n-1].Sequence == h.Sequence && heads[n-1].Hash == h.Hash {
		return heads[n-1], nil
	}
	if err := appendHead(s.headsPath(), h); err != nil {
		return Head{}, fmt.Errorf("sign audit log: %w", err)
	}
	return h, nil
}

func (s *State) signNow(ctx context.Context) error {
	_, err := s.SignHead(ctx)
	return err
}

func (s *State) headsPath() string { return s.file("audit-heads.ndjson") }

func appendHead(path string, h Head) error {
	line, err := json.Marshal(h)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Sync(), f.Close())
}

// Heads lists the signed heads, oldest first, for those who keep them elsewhere.
func (s *State) Heads(context.Context) ([]Head, error) {
	f, err := os.Open(s.headsPath())
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read signed heads: %w", err)
	}
	defer f.Close()
	heads, err := readHeads(f)
	if err != nil {
		return nil, fmt.Errorf("read signed heads: %w", err)
	}
	return heads, nil
}

// maxHeads bounds a file of heads: a decade of one each ten minutes.
const maxHeads = 600_000

// readHeads reads lines of heads. A last line without its end was being written when the
// power went, and is left out.
func readHeads(in io.Reader) (heads []Head, err error) {
	lines := bufio.NewReaderSize(in, 4096)
	for n := 1; n <= maxHeads; n++ {
		line, err := lines.ReadSlice('\n')
		if errors.Is(err, io.EOF) {
			return heads, nil
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		var h Head
		if json.Unmarshal(line, &h) != nil {
			return nil, fmt.Errorf("line %d is not a signed head", n)
		}
		heads = append(heads, h)
	}
	return nil, fmt.Errorf("more than %d lines", maxHeads)
}
