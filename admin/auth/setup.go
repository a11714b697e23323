package auth

import (
	"context"
	"net/netip"
	"time"
)

// SetupLife is how long the first start's token is good.
const SetupLife = 24 * time.Hour

// NewSetup makes the token that lets in who sets the appliance up; only its reader on the console has it. The
// one before is void. It is for an appliance without accounts, and for one whose admins have lost theirs.
func (s *Service) NewSetup(ctx context.Context) (token string, err error) {
	token, hash := newSecret()
	return token, s.store.SetSetup(ctx, hash, s.now().Add(SetupLife))
}

// NeedsSetup reports whether there is no admin yet.
func (s *Service) NeedsSetup(ctx context.Context) (bool, error) {
	users, err := s.store.Users(ctx)
	if err != nil {
		return false, err
	}
	for _, u := range users {
		if u.Role == Admin && !u.Disabled {
			return false, nil
		}
	}
	return true, nil
}

// setupAccount stands for the setup token where failures are counted; no account can have the name.
const setupAccount = "(setup)"

// Setup makes an admin's account with the token, which is used up by it, and logs it in.
func (s *Service) Setup(ctx context.Context, token string, n NewUser, from netip.Addr, agent string) (User, string, error) {
	if err := s.limiter.Check(setupAccount, from); err != nil {
		return User{}, "", err
	}
	s.setup.Lock() // of two at once one finds the token used
	defer s.setup.Unlock()
	hash, until, err := s.store.Setup(ctx)
	if err != nil {
		return User{}, "", err
	}
	if !isSecret(token, hash) || !s.now().Before(until) {
		s.limiter.Failed(setupAccount, from)
		return User{}, "", ErrSetup
	}
	n.Role = Admin
	u, err := s.AddUser(ctx, n)
	if err != nil {
		return User{}, "", err
	}
	if err := s.store.SetSetup(ctx, nil, time.Time{}); err != nil {
		return User{}, "", err
	}
	s.limiter.Succeeded(setupAccount, from)
	secret, err := s.begin(ctx, u, from, agent)
	return u, secret, err
}
