package auth

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/webauthn"
)

const (
	maxPasskeys    = 10 // of one account
	maxPasskeyName = 64 // characters
)

// Passkey is a WebAuthn credential as its owner sees it.
type Passkey struct {
	ID      string    `json:"id"`   // credential ID, base64url
	Name    string    `json:"name"` // given by its owner
	Created time.Time `json:"created"`
	Used    time.Time `json:"used,omitzero"`
	// Synced passkeys may live on several of their owner's devices (flag BE of WebAuthn Level 3
	// section 6.1); others are bound to one.
	Synced bool `json:"synced"`
}

// keptPasskey is a passkey as the store has it.
type keptPasskey struct {
	Passkey
	Credential webauthn.Credential `json:"credential"`
}

func keep(name string, c webauthn.Credential, now time.Time) keptPasskey {
	c.Attestation = webauthn.CredentialAttestation{} // proves the maker, which nobody asks for
	return keptPasskey{
		Passkey:    Passkey{ID: base64.RawURLEncoding.EncodeToString(c.ID), Name: name, Created: now, Synced: c.Flags.BackupEligible},
		Credential: c,
	}
}

// passkeysOf reads the passkeys of an account.
func passkeysOf(u User) ([]keptPasskey, error) {
	keys := make([]keptPasskey, len(u.Passkeys))
	for i, text := range u.Passkeys {
		if err := json.Unmarshal(text, &keys[i]); err != nil {
			return nil, fmt.Errorf("a stored passkey of %s is damaged: %w", u.Name, err)
		}
	}
	return keys, nil
}

// setPasskeys puts them back into the account.
func setPasskeys(u *User, keys []keptPasskey) error {
	u.Passkeys = make([][]byte, len(keys))
	for i, key := range keys {
		text, err := json.Marshal(key)
		if err != nil {
			return fmt.Errorf("write passkey: %w", err)
		}
		u.Passkeys[i] = text
	}
	return nil
}

// PasskeysOf lists the passkeys of an account for its owner.
func PasskeysOf(u User) ([]Passkey, error) {
	keys, err := passkeysOf(u)
	out := make([]Passkey, len(keys))
	for i, key := range keys {
		out[i] = key.Passkey
	}
	return out, err
}

// RemovePasskey takes a passkey off an account, and ends its other sessions. With the last second
// factor the recovery codes go. ErrNotFound: the account has none with this ID.
func (s *Service) RemovePasskey(ctx context.Context, userID, id, session string) error {
	u, err := s.store.User(ctx, userID)
	if err != nil {
		return err
	}
	keys, err := passkeysOf(u)
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(keys, func(k keptPasskey) bool { return k.ID == id })
	if len(left) == len(u.Passkeys) {
		return ErrNotFound
	}
	if err := setPasskeys(&u, left); err != nil {
		return err
	}
	return s.changeFactors(ctx, u, session)
}

// RemoveSecondFactor takes one-time codes, passkeys and recovery codes off an account, and ends all its
// sessions: for the console, and for an admin whose colleague has lost theirs.
func (s *Service) RemoveSecondFactor(ctx context.Context, userID string) error {
	u, err := s.store.User(ctx, userID)
	if err != nil {
		return err
	}
	u.TOTP, u.Passkeys = "", nil
	return s.changeFactors(ctx, u, "")
}

// changeFactors stores an account whose second factors have changed, and ends its sessions but one.
func (s *Service) changeFactors(ctx context.Context, u User, butSession string) error {
	if u.TOTP == "" && len(u.Passkeys) == 0 {
		u.Recovery = nil
	}
	if err := s.store.ChangeUser(ctx, u); err != nil {
		return err
	}
	return s.EndOthers(ctx, u.ID, butSession)
}

// checkPasskeyName says why a passkey can't have a name among these.
func checkPasskeyName(name string, keys []keptPasskey) error {
	n := utf8.RuneCountInString(name)
	switch {
	case n == 0 || n > maxPasskeyName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return wrong("name", "wants 1 to %d characters that can be typed", maxPasskeyName)
	case slices.ContainsFunc(keys, func(k keptPasskey) bool { return k.Name == name }):
		return wrong("name", "another passkey has it")
	case len(keys) >= maxPasskeys:
		return wrong("name", "there are %d passkeys; remove one first", len(keys))
	}
	return nil
}

// taken reports whether any account has a credential: the standard wants it refused a second time
// (WebAuthn Level 2 section 7.1, step 22).
func (s *Service) taken(ctx context.Context, credential []byte) (bool, error) {
	all, err := s.store.Users(ctx)
	if err != nil {
		return false, err
	}
	for _, u := range all {
		keys, err := passkeysOf(u)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(keys, func(k keptPasskey) bool { return bytes.Equal(k.Credential.ID, credential) }) {
			return true, nil
		}
	}
	return false, nil
}
