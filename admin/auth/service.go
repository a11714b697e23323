package auth

import (
	"context"
	"errors"
	"net/netip"
	"regexp"
	"sync"
	"time"
)

// Errors that a person sees. They don't say which part was wrong.
var (
	ErrWrong  = errors.New("name, password or code is wrong")
	ErrSetup  = errors.New("the setup token is wrong, used or older than a day")
	ErrNoCode = errors.New("a code of the second factor is needed")
	// ErrStale asks somebody to prove again who they are.
	ErrStale = errors.New("log in again to do this")
)

// Service does what has to do with accounts. It is safe for concurrent use.
type Service struct {
	store     Store
	passwords *Passwords
	limiter   *Limiter
	now       func() time.Time
	issuer    string // of one-time codes, as an app shows it
	setup     sync.Mutex
}

// New makes the service. issuer is what an app for one-time codes calls this appliance; now is
// time.Now but for tests.
func New(store Store, issuer string, now func() time.Time) *Service {
	return &Service{store: store, passwords: NewPasswords(), limiter: NewLimiter(now), now: now, issuer: issuer}
}

// Login is what somebody shows to get in.
type Login struct {
	Name     string
	Password string
	// Code is a one-time code or a recovery code.
	Code  string
	From  netip.Addr
	Agent string
}

// Login gives the secret of a new session. ErrNoCode, as a *FactorError: the password is right, and
// the account has a second factor. ErrWrong and *WaitError say no.
func (s *Service) Login(ctx context.Context, l Login) (secret string, err error) {
	if err := s.limiter.Check(l.Name, l.From); err != nil {
		return "", err
	}
	u, err := s.check(ctx, l)
	switch {
	case errors.Is(err, ErrWrong):
		s.limiter.Failed(l.Name, l.From)
		return "", err
	case err != nil:
		return "", err
	}
	s.limiter.Succeeded(l.Name, l.From)
	return s.begin(ctx, u, l.From, l.Agent)
}

func (s *Service) check(ctx context.Context, l Login) (User, error) {
	u, err := s.checkPassword(ctx, l)
	if err != nil {
		return User{}, err
	}
	return u, s.secondFactor(ctx, u, l.Code)
}

// checkPassword takes as long for an account that doesn't exist as for a wrong password.
func (s *Service) checkPassword(ctx context.Context, l Login) (User, error) {
	u, err := s.store.UserByName(ctx, l.Name)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return User{}, err
	}
	if u.Disabled {
		u.Password = ""
	}
	right, err := s.passwords.Is(ctx, l.Password, u.Password)
	if err != nil {
		return User{}, err
	}
	if !right {
		return User{}, ErrWrong
	}
	return u, nil
}

// FactorError is ErrNoCode, and says what the account has.
type FactorError struct {
	Code    bool // one-time codes; recovery codes it has in any case
	Passkey bool
}

func (e *FactorError) Error() string { return ErrNoCode.Error() }

func (e *FactorError) Unwrap() error { return ErrNoCode }

// secondFactor checks a code, where the account has a second factor. A passkey has a way of its
// own: Passkeys.BeginLogin.
func (s *Service) secondFactor(ctx context.Context, u User, code string) error {
	switch {
	case u.TOTP == "" && len(u.Passkeys) == 0:
		return nil
	case code == "":
		return &FactorError{Code: u.TOTP != "", Passkey: len(u.Passkeys) > 0}
	case len(code) == codeDigits && u.TOTP != "":
		return s.useCode(ctx, u, code)
	}
	was, err := s.store.UseRecovery(ctx, u.ID, hashOf(normalRecovery(code)))
	if err == nil && !was {
		err = ErrWrong
	}
	return err
}

// Verify lets somebody who is logged in prove again who they are, in a session of its own: the old
// one is over, and the new secret is returned (ASVS 7.2.4).
func (s *Service) Verify(ctx context.Context, p *Principal, l Login) (secret string, err error) {
	l.Name = p.Name
	if secret, err = s.Login(ctx, l); err != nil {
		return "", err
	}
	return secret, s.store.RemoveSession(ctx, p.Session)
}

// active finds an account that may do something.
func (s *Service) active(ctx context.Context, id string) (User, error) {
	u, err := s.store.User(ctx, id)
	if err == nil && u.Disabled {
		err = ErrNotFound
	}
	return u, err
}

func joinNotFound(err error) error { return errors.Join(ErrNotFound, err) }

// accountName is what an account may be called: what people type, and no markup.
var accountName = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{1,63}$`)

// NewUser is an account to be made.
type NewUser struct {
	Name     string
	Role     Role
	Password string // "": the account comes in by the identity provider alone
	Subject  string
}

// AddUser makes an account.
func (s *Service) AddUser(ctx context.Context, n NewUser) (User, error) {
	if !accountName.MatchString(n.Name) {
		return User{}, wrong("name", "wants 2 to 64 of a-z, 0-9, dot, @, - and _, and begins with a letter or digit")
	}
	role, err := ParseRole(string(n.Role))
	if err != nil {
		return User{}, err
	}
	if n.Password == "" && n.Subject == "" {
		return User{}, wrong("password", "is missing")
	}
	u := User{ID: newID(), Name: n.Name, Role: role, Created: s.now(), Subject: n.Subject, Version: 1}
	if n.Password != "" {
		if u.Password, err = s.newPassword(ctx, n.Password, n.Name); err != nil {
			return User{}, err
		}
	}
	return u, s.store.AddUser(ctx, u)
}

func (s *Service) newPassword(ctx context.Context, password, account string) (string, error) {
	if err := CheckNew(password, account); err != nil {
		return "", err
	}
	return s.passwords.Hash(ctx, password)
}

// ErrForeign: an account made by the identity provider has no way in past it, so that who is removed
// there is out here.
var ErrForeign = errors.New("the account comes in by the identity provider alone")

// local gives an account that has ways in of its own.
func (s *Service) local(ctx context.Context, userID string) (User, error) {
	u, err := s.store.User(ctx, userID)
	if err == nil && u.Password == "" {
		err = ErrForeign
	}
	return u, err
}

// SetPassword changes the password of an account and ends its sessions, but for one. ErrForeign: it has none.
func (s *Service) SetPassword(ctx context.Context, userID, password, butSession string) error {
	u, err := s.local(ctx, userID)
	if err != nil {
		return err
	}
	if u.Password, err = s.newPassword(ctx, password, u.Name); err != nil {
		return err
	}
	if err := s.store.ChangeUser(ctx, u); err != nil {
		return err
	}
	return s.EndOthers(ctx, userID, butSession)
}

// SetRole changes what an account may do, or whether it may do anything. Its sessions end, so that none keeps what
// it had. The last account that may manage others stays one. ErrConflict: the account no longer has this
// version; 0 stands for any. NoRole is taken, too: the account of somebody who has none now can be disabled.
func (s *Service) SetRole(ctx context.Context, userID string, version int64, role Role, disabled bool) error {
	if _, err := ParseRole(string(role)); err != nil && role != NoRole {
		return err
	}
	u, err := s.store.User(ctx, userID)
	if err != nil {
		return err
	}
	if err := s.keepAdmin(ctx, u, role == Admin && !disabled); err != nil {
		return err
	}
	if version != 0 {
		u.Version = version
	}
	u.Role, u.Disabled = role, disabled
	if err := s.store.ChangeUser(ctx, u); err != nil {
		return err
	}
	return s.EndOthers(ctx, userID, "")
}

// RemoveUser removes an account, but not the last that may manage others.
func (s *Service) RemoveUser(ctx context.Context, userID string) error {
	u, err := s.store.User(ctx, userID)
	if err != nil {
		return err
	}
	if err := s.keepAdmin(ctx, u, false); err != nil {
		return err
	}
	return s.store.RemoveUser(ctx, userID)
}

// keepAdmin refuses to leave the appliance without anybody who may manage accounts, and can
// log in when the identity provider is down.
func (s *Service) keepAdmin(ctx context.Context, u User, stays bool) error {
	if stays || !isLocalAdmin(u) {
		return nil
	}
	all, err := s.store.Users(ctx)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.ID != u.ID && isLocalAdmin(other) {
			return nil
		}
	}
	return wrong("role", "%s is the last admin with a password; make another one first", u.Name)
}

func isLocalAdmin(u User) bool { return u.Role == Admin && !u.Disabled && u.Password != "" }
