package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Parameters of argon2id, RFC 9106: 19 MiB and two passes, the least of OWASP's password
// storage recommendations; about 80 ms on a small gateway.
const (
	argonTime    = 2
	argonMemory  = 19 << 10 // KiB
	argonThreads = 1
	argonKey     = 32 // bytes
	argonSalt    = 16
)

const (
	// minPassword is in characters. ASVS 6.2.1 wants 8 and recommends 15, since a second factor is up to each account.
	minPassword = 12
	maxPassword = 256 // bytes: hashing takes no longer, but a body is bounded
	// argonAtOnce bounds the memory of logins: what is more waits.
	argonAtOnce = 2
)

// ErrBusy: more logins are being checked than the box has memory for.
var ErrBusy = errors.New("too many logins at once; try again")

// Passwords hashes and checks them, a few at a time.
type Passwords struct {
	room  chan struct{}
	dummy string // a hash to compare with where there is no account
}

// NewPasswords makes one for a process.
func NewPasswords() *Passwords {
	p := &Passwords{room: make(chan struct{}, argonAtOnce)}
	p.dummy = encode(make([]byte, argonSalt), make([]byte, argonKey))
	return p
}

// Hash gives the PHC string of a password, with a salt of its own.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, argonSalt)
	rand.Read(salt)
	key, err := p.derive(ctx, password, salt)
	if err != nil {
		return "", err
	}
	return encode(salt, key), nil
}

// Is reports whether this is the password of a hash. An empty hash has none, and takes as
// long to say so.
func (p *Passwords) Is(ctx context.Context, password, hash string) (bool, error) {
	none := hash == ""
	if none {
		hash = p.dummy
	}
	salt, want, err := decode(hash)
	if err != nil {
		return false, err
	}
	if len(password) > maxPassword {
		password = password[:maxPassword]
	}
	key, err := p.derive(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, want) == 1 && !none, nil
}

func (p *Passwords) derive(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case p.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ErrBusy
	}
	defer func() { <-p.room }()
	return argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey), nil
}

// encode writes the PHC string format of argon2.
func encode(salt, key []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		b.EncodeToString(salt), b.EncodeToString(key))
}

// decode reads what encode wrote; other parameters have never been used.
func decode(hash string) (salt, key []byte, err error) {
	prefix := fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, argonMemory, argonTime, argonThreads)
	rest, ok := strings.CutPrefix(hash, prefix)
	first, second, two := strings.Cut(rest, "$")
	salt, e1 := base64.RawStdEncoding.DecodeString(first)
	key, e2 := base64.RawStdEncoding.DecodeString(second)
	if !ok || !two || e1 != nil || e2 != nil || len(salt) != argonSalt || len(key) != argonKey {
		return nil, nil, errors.New("the stored password hash is damaged; set a new password")
	}
	return salt, key, nil
}

//go:embed common.txt
var common string

// CheckNew says why a password must not be taken, or nil. Composition is not asked for
// (ASVS 6.2.5): length is, and that it is no well-known one, nor made of the account's name.
func CheckNew(password, account string) error {
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl):
		return wrong("password", "has characters that can't be typed")
	case n < minPassword:
		return wrong("password", "has %d characters; it needs %d", n, minPassword)
	case len(password) > maxPassword:
		return wrong("password", "has %d bytes; at most %d are taken", len(password), maxPassword)
	}
	plain := strings.ToLower(password)
	if account != "" && strings.Contains(plain, strings.ToLower(account)) {
		return wrong("password", "holds the account's name")
	}
	core := strings.TrimFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) })
	for word := range strings.Lines(common) {
		if word = strings.TrimSpace(word); word == plain || word == core {
			return wrong("password", "is among the first that anybody tries")
		}
	}
	if monotone(plain) {
		return wrong("password", "repeats, or counts up or down; anybody would try it")
	}
	return nil
}

// monotone reports whether a password has fewer than five different characters, or is one run
// of neighbours such as abcdefghijkl.
func monotone(s string) bool {
	runes := []rune(s)
	different := map[rune]bool{}
	up, down := true, true
	for i, r := range runes {
		different[r] = true
		if i > 0 {
			up = up && r == runes[i-1]+1
			down = down && r == runes[i-1]-1
		}
	}
	return len(different) < 5 || up || down
}
