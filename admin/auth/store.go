package auth

import (
	"context"
	"errors"
	"net/netip"
	"time"
)

// Errors of a Store.
var (
	ErrNotFound = errors.New("no such account, session or token")
	// ErrConflict: somebody else has changed it meanwhile, or the name is taken.
	ErrConflict = errors.New("it was changed by somebody else meanwhile, or its name is taken")
)

// Store keeps what must last. All of it is safe for concurrent use; a change is durable when the
// call returns.
type Store interface {
	User(ctx context.Context, id string) (User, error)
	UserByName(ctx context.Context, name string) (User, error)
	Users(ctx context.Context) ([]User, error)
	// AddUser fails with ErrConflict if the name is taken.
	AddUser(ctx context.Context, u User) error
	// ChangeUser replaces the account if its Version is still u.Version, and raises it.
	ChangeUser(ctx context.Context, u User) error
	RemoveUser(ctx context.Context, id string) error // with its sessions and tokens

	// UseStep notes a one-time code's time step, and reports false if it, or a later one, was used before.
	UseStep(ctx context.Context, userID string, step int64) (fresh bool, err error)
	// UseRecovery removes a recovery code by its hash, and reports whether it was there.
	UseRecovery(ctx context.Context, userID string, hash []byte) (was bool, err error)

	AddSession(ctx context.Context, s Session) error
	SessionByHash(ctx context.Context, hash []byte) (Session, error)
	Sessions(ctx context.Context, userID string) ([]Session, error) // "": everybody's
	TouchSession(ctx context.Context, id string, seen time.Time) error
	RemoveSession(ctx context.Context, id string) error

	AddToken(ctx context.Context, t Token) error
	Token(ctx context.Context, id string) (Token, error)
	Tokens(ctx context.Context) ([]Token, error)
	TouchToken(ctx context.Context, id string, used time.Time, from netip.Addr) error
	RemoveToken(ctx context.Context, id string) error

	// Setup gives the hash of the setup token, and until when it is good; SetSetup replaces it,
	// and an empty hash removes it.
	Setup(ctx context.Context) (hash []byte, until time.Time, err error)
	SetSetup(ctx context.Context, hash []byte, until time.Time) error
}

// User is an account.
type User struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Version int64     `json:"version"` // raised with each change
	Created time.Time `json:"created"`
	// Disabled accounts can't log in, and their sessions and tokens are void.
	Disabled bool `json:"disabled"`

	Password string   `json:"-"` // argon2id in PHC form; "": none
	TOTP     string   `json:"-"` // secret in base32; "": not enrolled
	Recovery [][]byte `json:"-"` // hashes of codes not used yet
	// Passkeys are WebAuthn credentials, each as JSON.
	Passkeys [][]byte `json:"-"`
	// Subject is the identity provider's name of the account: issuer, a space, subject.
	Subject string `json:"subject,omitempty"`
}

// Session is somebody who has logged in.
type Session struct {
	ID      string    `json:"id"` // for lists; not the secret
	Hash    []byte    `json:"-"`  // SHA-256 of the secret
	UserID  string    `json:"user_id"`
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	// Address and Agent are where it began.
	Address netip.Addr `json:"address"`
	Agent   string     `json:"agent"`
	// Verified is when its holder last proved who they are: changes of account ask for a recent one.
	Verified time.Time `json:"verified"`
}

// Token lets a program in.
type Token struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	UserID   string         `json:"user_id"` // whose permissions it has
	Hash     []byte         `json:"-"`       // SHA-256 of the secret
	Scopes   []Permission   `json:"scopes"`
	Networks []netip.Prefix `json:"networks,omitempty"` // that it may come from; none: any
	Created  time.Time      `json:"created"`
	Expires  time.Time      `json:"expires"`
	Used     time.Time      `json:"used,omitzero"`
	UsedBy   netip.Addr     `json:"used_from,omitzero"`
}
