package auth

import (
	"context"
	"net/http"
	"net/netip"
	"time"
	"unicode/utf8"
)

// Limits of a session (ASVS 7.3): how long without a request, and in all.
const (
	IdleLimit     = 30 * time.Minute
	AbsoluteLimit = 10 * time.Hour
	// touchEvery spares the database a write for each request.
	touchEvery = time.Minute
	// recent is how long a proof of who one is counts for changes of account (ASVS 7.5.1).
	recent = 10 * time.Minute
	// maxAgent bounds what is kept of a browser's name, in bytes.
	maxAgent = 200
)

// CookieName has the prefix that binds a cookie to this host, to its root and to TLS (RFC 6265bis 4.1.3).
const CookieName = "__Host-sekisho"

// Cookie gives a session's cookie. An empty secret ends it.
func Cookie(secret string) *http.Cookie {
	c := &http.Cookie{Name: CookieName, Value: secret, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode}
	if secret == "" {
		c.MaxAge = -1
	}
	return c
}

// begin makes a session for somebody who has just proved who they are.
func (s *Service) begin(ctx context.Context, u User, from netip.Addr, agent string) (secret string, err error) {
	return s.beginVerified(ctx, u, from, agent, s.now())
}

// beginVerified makes a session for somebody who proved at another time, or at none that is
// known, who they are.
func (s *Service) beginVerified(ctx context.Context, u User, from netip.Addr, agent string, verified time.Time) (secret string, err error) {
	secret, hash := newSecret()
	now := s.now()
	session := Session{ID: newID(), Hash: hash, UserID: u.ID, Created: now, Seen: now, Verified: verified, Address: from, Agent: cut(agent)}
	return secret, s.store.AddSession(ctx, session)
}

func cut(agent string) string {
	if len(agent) <= maxAgent {
		return agent
	}
	agent = agent[:maxAgent]
	for !utf8.ValidString(agent) && len(agent) > maxAgent-utf8.UTFMax {
		agent = agent[:len(agent)-1]
	}
	return agent
}

// BySession finds who a session's secret belongs to. ErrNotFound: it never was one, or is over.
func (s *Service) BySession(ctx context.Context, secret string) (*Principal, Session, error) {
	session, err := s.store.SessionByHash(ctx, hashOf(secret))
	if err != nil {
		return nil, Session{}, err
	}
	now := s.now()
	if now.Sub(session.Seen) > IdleLimit || now.Sub(session.Created) > AbsoluteLimit || now.Before(session.Created.Add(-time.Minute)) {
		return nil, Session{}, joinNotFound(s.store.RemoveSession(ctx, session.ID))
	}
	u, err := s.active(ctx, session.UserID)
	if err != nil {
		return nil, Session{}, err
	}
	if now.Sub(session.Seen) > touchEvery {
		if err := s.store.TouchSession(ctx, session.ID, now); err != nil {
			return nil, Session{}, err
		}
	}
	return &Principal{UserID: u.ID, Name: u.Name, Role: u.Role, Session: session.ID}, session, nil
}

// Recent reports whether a session's holder has proved who they are just now.
func (s *Service) Recent(session Session) bool { return s.now().Sub(session.Verified) <= recent }

// EndOthers ends all sessions of an account but one: after a change of password or second
// factor, whoever was in by the old one is out (ASVS 7.4.3).
func (s *Service) EndOthers(ctx context.Context, userID, but string) error {
	sessions, err := s.store.Sessions(ctx, userID)
	if err != nil {
		return err
	}
	for _, one := range sessions {
		if one.ID == but {
			continue
		}
		if err := s.store.RemoveSession(ctx, one.ID); err != nil {
			return err
		}
	}
	return nil
}

// Logout ends the session with this secret.
func (s *Service) Logout(ctx context.Context, secret string) error {
	session, err := s.store.SessionByHash(ctx, hashOf(secret))
	if err != nil {
		return err
	}
	return s.store.RemoveSession(ctx, session.ID)
}
