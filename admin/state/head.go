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

	"sekisho/dataplane/control"
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

// openKey reads the signing key, or makes one.
func openKey(path string) (signer, error) {
	k, err := readKey(path)
	if errors.Is(err, os.ErrNotExist) {
		return newKey(path)
	}
	return k, err
}

// readKey reads the signing key: a seed of 32 bytes (RFC 8032) in hexadecimal digits.
func readKey(path string) (signer, error) {
	b, err := os.ReadFile(path)
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
	s.signing.Lock()
	defer s.signing.Unlock()
	last, err := scanLink(s.read.QueryRowContext(ctx, lastLink))
	if err != nil {
		return Head{}, fmt.Errorf("sign audit log: %w", err)
	}
	h := s.key.sign(last, s.options.Now())
	if s.head.Sequence == h.Sequence && s.head.Hash == h.Hash {
		return s.head, nil
	}
	if err := appendHead(s.headsPath(), h); err != nil {
		return Head{}, fmt.Errorf("sign audit log: %w", err)
	}
	s.head = h
	return h, nil
}

// signNow signs the end of the log, and anchors it unless that was done before.
func (s *State) signNow(ctx context.Context) error {
	h, err := s.SignHead(ctx)
	if err != nil || s.options.Anchor == nil {
		return err
	}
	s.anchoring.Lock()
	defer s.anchoring.Unlock()
	if s.anchored == h.Hash {
		return nil
	}
	if err := s.options.Anchor(ctx, h); err != nil {
		return fmt.Errorf("anchor the audit log among the events: %w", err)
	}
	s.anchored = h.Hash
	return nil
}

// anchorWait is a little more than the second within which the dataplane takes one head only.
const anchorWait = 1100 * time.Millisecond

// anchorLast anchors the end of the log when no later try follows: a second try is made where the first came too soon after another.
func (s *State) anchorLast(ctx context.Context) error {
	err := s.signNow(ctx)
	if !control.Is(err, control.Conflict) {
		return err
	}
	select {
	case <-ctx.Done():
		return err
	case <-time.After(anchorWait):
		return s.signNow(ctx)
	}
}

// loadHead finds the last head. That the file is damaged keeps nothing from being signed: Verify tells of it.
func (s *State) loadHead(ctx context.Context) {
	heads, err := s.Heads(ctx)
	if err != nil {
		s.options.Log.Error("the signed heads of the audit log are damaged", "error", err)
	}
	if len(heads) > 0 {
		s.head = heads[len(heads)-1]
	}
}

func (s *State) headsPath() string { return s.file("audit-heads.ndjson") }

func appendHead(path string, h Head) error {
	line, err := json.Marshal(h)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	end, err := wholeLines(f)
	if err == nil {
		_, err = f.WriteAt(append(line, '\n'), end)
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// maxHead bounds a head's line in bytes.
const maxHead = 4096

// wholeLines cuts off a last line that was being written when the power went, and gives the file's length.
func wholeLines(f *os.File) (int64, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	tail := make([]byte, min(size, maxHead))
	if _, err := f.ReadAt(tail, size-int64(len(tail))); err != nil {
		return 0, err
	}
	end := size - int64(len(tail)) + int64(bytes.LastIndexByte(tail, '\n')) + 1
	return end, f.Truncate(end)
}

// Heads lists the signed heads, oldest first, for those who keep them elsewhere. With an error come those that
// could be read.
func (s *State) Heads(context.Context) ([]Head, error) {
	f, err := os.Open(s.headsPath())
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read signed heads: %w", err)
	}
	defer f.Close()
	heads, err := ReadHeads(f)
	if err != nil {
		return heads, fmt.Errorf("read signed heads: %w", err)
	}
	return heads, nil
}

// maxHeads bounds a file of heads: a decade of one each ten minutes.
const maxHeads = 600_000

// ReadHeads reads signed heads, a line of JSON of at most 4096 bytes each. A last line without its end was being
// written when the power went, and is left out. With an error come the heads before it.
func ReadHeads(in io.Reader) (heads []Head, err error) {
	lines := bufio.NewReaderSize(in, maxHead)
	for n := 1; n <= maxHeads; n++ {
		line, err := lines.ReadSlice('\n')
		if errors.Is(err, io.EOF) {
			return heads, nil
		}
		if err != nil {
			return heads, fmt.Errorf("line %d: %w", n, err)
		}
		var h Head
		if json.Unmarshal(line, &h) != nil {
			return heads, fmt.Errorf("line %d is not a signed head", n)
		}
		heads = append(heads, h)
	}
	return heads, fmt.Errorf("more than %d lines", maxHeads)
}
