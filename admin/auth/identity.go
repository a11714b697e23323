package auth

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// maxSubject is the length of a subject in bytes (OpenID Connect Core section 2).
const maxSubject = 255

// identity is whom a provider vouches for.
type identity struct {
	subject string // issuer, a space, subject: what an account is known by, and nothing else
	name    string // as the provider calls them; may be anything
	role    Role   // NoRole: they have no group that gives one
}

// identify reads name and groups from the ID token, or from the UserInfo endpoint where the token has no
// groups, as of providers that keep it small.
func (p *Provider) identify(ctx context.Context, found *discovered, token *oauth2.Token, id *oidc.IDToken) (identity, error) {
	claims := map[string]any{}
	if err := id.Claims(&claims); err != nil {
		return identity{}, fmt.Errorf("%w: ID token: read claims", ErrProvider)
	}
	values, there := claimValues(claims, p.config.roleClaim())
	if !there && found.UserInfoEndpoint() != "" {
		info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return identity{}, fmt.Errorf("%w: ask for user info: %s", ErrProvider, short(err))
		}
		more := map[string]any{}
		if err := info.Claims(&more); err != nil || info.Subject != id.Subject {
			return identity{}, fmt.Errorf("%w: the user info is of somebody else, or no JSON object", ErrProvider)
		}
		values, _ = claimValues(more, p.config.roleClaim())
		for name, value := range more {
			claims[name] = value
		}
	}
	names, _ := claimValues(claims, p.config.nameClaim())
	return identity{p.config.Issuer + " " + id.Subject, strings.Join(names, " "), highest(values, p.config.Roles)}, nil
}

// claimValues gives the texts of a claim: one, or a list. Where no claim has the name, it is taken for a
// path through objects, its steps parted by dots.
func claimValues(claims map[string]any, name string) (values []string, there bool) {
	value, there := claims[name]
	if !there {
		first, rest, deeper := strings.Cut(name, ".")
		if object, ok := claims[first].(map[string]any); deeper && ok {
			return claimValues(object, rest)
		}
		return nil, false
	}
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	for _, one := range list {
		if text, ok := one.(string); ok {
			values = append(values, text)
		}
	}
	return values, true
}

// highest gives the highest role of all that the rules give to these values.
func highest(values []string, rules []RoleRule) Role {
	for _, role := range []Role{Admin, Operator, Auditor, Viewer} {
		gives := func(r RoleRule) bool { return r.Role == role && slices.Contains(values, r.Value) }
		if slices.ContainsFunc(rules, gives) {
			return role
		}
	}
	return NoRole
}

// account finds the account of an identity, or makes it. Its role follows the provider: who has no
// group any more loses role and sessions.
func (p *Provider) account(ctx context.Context, who identity) (User, error) {
	p.making.Lock()
	defer p.making.Unlock()
	all, err := p.service.store.Users(ctx)
	if err != nil {
		return User{}, err
	}
	i := slices.IndexFunc(all, func(u User) bool { return u.Subject == who.subject })
	switch {
	case i < 0 && who.role == NoRole:
		return User{}, ErrNoRole
	case i < 0:
		return p.newAccount(ctx, who)
	}
	u := all[i]
	if u.Role != who.role {
		u, err = p.service.follow(ctx, u, who.role)
	}
	switch {
	case err != nil:
		return User{}, err
	case u.Disabled:
		return User{}, ErrDisabled
	case u.Role == NoRole:
		return User{}, ErrNoRole
	}
	return u, nil
}

// follow gives an account the role that the identity provider says, and ends its sessions.
func (s *Service) follow(ctx context.Context, u User, role Role) (User, error) {
	if err := s.keepAdmin(ctx, u, role == Admin); err != nil {
		return User{}, err
	}
	u.Role = role
	if err := s.store.ChangeUser(ctx, u); err != nil {
		return User{}, err
	}
	return u, s.EndOthers(ctx, u.ID, "")
}

// newAccount makes an account under the provider's name, or, where that is taken or no name here,
// one that is told apart by the subject.
func (p *Provider) newAccount(ctx context.Context, who identity) (User, error) {
	plain := plainName(who.name)
	tail := "-" + hex.EncodeToString(hashOf(who.subject)[:6])
	u, err := p.service.AddUser(ctx, NewUser{Name: plain, Role: who.role, Subject: who.subject})
	if errors.Is(err, ErrConflict) || !accountName.MatchString(plain) {
		return p.service.AddUser(ctx, NewUser{Name: either(plain, "user") + tail, Role: who.role, Subject: who.subject})
	}
	return u, err
}

const maxPlainName = 40 // leaves room for the tail

// plainName writes a name with what an account's name may have.
func plainName(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("._@-", r) {
			return r
		}
		return -1
	}, strings.ToLower(name))
	plain = strings.TrimLeft(plain, "._@-")
	return plain[:min(len(plain), maxPlainName)]
}
