package auth

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// A token reads sekisho_ID_SECRET: the prefix lets scanners of leaked secrets know it, the ID
// finds it without trying.
const tokenPrefix = "sekisho_"

// Bounds of a token.
const (
	MaxTokenLife = 400 * 24 * time.Hour
	// MaxForeignTokenLife is of accounts that the identity provider made: who is removed there does not
	// come back to lose the role here.
	MaxForeignTokenLife = 31 * 24 * time.Hour
	maxTokens           = 1000
)

// NewToken is what somebody asks for.
type NewToken struct {
	Name     string
	Scopes   []Permission
	Networks []netip.Prefix
	Expires  time.Time
}

// IssueToken makes a token with some of the permissions of who asks. Its text is shown once.
func (s *Service) IssueToken(ctx context.Context, p *Principal, n NewToken) (text string, t Token, err error) {
	if err := s.checkToken(ctx, p, n); err != nil {
		return "", Token{}, err
	}
	secret, hash := newSecret()
	t = Token{ID: newID(), Name: n.Name, UserID: p.UserID, Hash: hash, Scopes: n.Scopes, Networks: n.Networks, Created: s.now(), Expires: n.Expires}
	if err := s.store.AddToken(ctx, t); err != nil {
		return "", Token{}, err
	}
	return tokenPrefix + t.ID + "_" + secret, t, nil
}

func (s *Service) checkToken(ctx context.Context, p *Principal, n NewToken) error {
	longest, err := s.longestToken(ctx, p)
	if err != nil {
		return err
	}
	life := n.Expires.Sub(s.now())
	switch {
	case p.Token != "":
		return wrong("token", "a token can't make tokens")
	case n.Name == "" || len(n.Name) > 100:
		return wrong("name", "wants 1 to 100 bytes")
	case len(n.Scopes) == 0:
		return wrong("scopes", "wants one permission at least")
	case life <= 0 || life > longest:
		return wrong("expires", "must be in the future, and at most %d days ahead", int(longest.Hours()/24))
	}
	for _, scope := range n.Scopes {
		if !slices.Contains(Permissions(), scope) {
			return wrong("scopes", "unknown permission %q", scope)
		}
		if !p.May(scope) {
			return wrong("scopes", "you don't have %s yourself", scope)
		}
	}
	all, err := s.store.Tokens(ctx)
	if err == nil && len(all) >= maxTokens {
		err = wrong("token", "there are %d tokens; remove some", len(all))
	}
	return err
}

func (s *Service) longestToken(ctx context.Context, p *Principal) (time.Duration, error) {
	switch _, err := s.local(ctx, p.UserID); {
	case errors.Is(err, ErrForeign):
		return MaxForeignTokenLife, nil
	case err != nil:
		return 0, err
	}
	return MaxTokenLife, nil
}

// ByToken finds who a token's text belongs to. ErrNotFound: unknown, expired, or from a
// network that it is not bound to; the three must not be told apart.
func (s *Service) ByToken(ctx context.Context, text string, from netip.Addr) (*Principal, error) {
	id, secret, ok := parseToken(text)
	if !ok {
		return nil, ErrNotFound
	}
	t, err := s.store.Token(ctx, id)
	if err != nil {
		return nil, err
	}
	if !isSecret(secret, t.Hash) || !s.now().Before(t.Expires) || !within(from, t.Networks) {
		return nil, ErrNotFound
	}
	u, err := s.active(ctx, t.UserID)
	if err != nil {
		return nil, err
	}
	if s.now().Sub(t.Used) > touchEvery || t.UsedBy != from {
		if err := s.store.TouchToken(ctx, t.ID, s.now(), from); err != nil {
			return nil, err
		}
	}
	return &Principal{UserID: u.ID, Name: u.Name, Role: u.Role, Token: t.ID, Scopes: t.Scopes}, nil
}

func parseToken(text string) (id, secret string, ok bool) {
	rest, ok := strings.CutPrefix(text, tokenPrefix)
	if !ok || len(text) > 200 {
		return "", "", false
	}
	return strings.Cut(rest, "_")
}

func within(a netip.Addr, networks []netip.Prefix) bool {
	a = a.Unmap().WithZone("")
	return len(networks) == 0 || slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(a) })
}
