package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"sekisho/admin/auth"
)

// setupState says whether the appliance waits for its first admin.
type setupState struct {
	Needed bool `json:"needed"`
}

func (s *Server) setupNeeded(ctx context.Context, _ *call, _ nothing) (setupState, error) {
	needed, err := s.options.Auth.NeedsSetup(ctx)
	return setupState{needed}, err
}

// firstAdmin is what the first start asks for.
type firstAdmin struct {
	Token    string `json:"token" max:"200" doc:"from the console; good once, for a day"`
	Name     string `json:"name" max:"64" doc:"2 to 64 of a-z, 0-9, dot, @, - and _, beginning with a letter or digit"`
	Password string `json:"password" max:"1024" doc:"12 characters or more; 15 are better"`
}

func (s *Server) setUp(ctx context.Context, c *call, in of[firstAdmin]) (identity, error) {
	u, secret, err := s.options.Auth.Setup(ctx, in.Body.Token, auth.NewUser{Name: in.Body.Name, Password: in.Body.Password}, c.from, c.agent)
	if err != nil {
		return identity{}, err
	}
	c.changed("account "+u.Name, "", "")
	return s.entered(ctx, c, secret)
}

// credentials are what somebody logs in with.
type credentials struct {
	Name     string `json:"name" max:"64"`
	Password string `json:"password" max:"1024"`
	Code     string `json:"code,omitempty" max:"64" doc:"of the second factor, or a recovery code; without one where one is needed, the problem's code is code_needed"`
}

// identity is who somebody is logged in as, and what they may do.
type identity struct {
	UserID      string            `json:"user_id"`
	Name        string            `json:"name"`
	Role        auth.Role         `json:"role"`
	Permissions []auth.Permission `json:"permissions"`
	// Session is absent for API tokens.
	Session *sessionAnswer `json:"session,omitempty"`
	Second  bool           `json:"second_factor" doc:"whether the account has one"`
	Codes   bool           `json:"codes" doc:"whether it is one-time codes, or they as well"`
}

// sessionAnswer is a session as its holder, or an admin, sees it.
type sessionAnswer struct {
	auth.Session
	Current bool      `json:"current" doc:"it is the one that asks"`
	Idle    time.Time `json:"idle_until" doc:"it ends then if nothing is asked before"`
	Ends    time.Time `json:"ends" doc:"whatever is asked"`
}

func shownSession(one auth.Session, c *call) sessionAnswer {
	return sessionAnswer{one, c.who != nil && one.ID == c.who.Session, one.Seen.Add(auth.IdleLimit), one.Created.Add(auth.AbsoluteLimit)}
}

// entered answers who has just been let in, with the cookie of their new session.
func (s *Server) entered(ctx context.Context, c *call, secret string) (identity, error) {
	var err error
	if c.who, c.session, err = s.options.Auth.BySession(ctx, secret); err != nil {
		return identity{}, err
	}
	c.cookies = append(c.cookies, auth.Cookie(secret))
	return s.whoAmI(ctx, c, nothing{})
}

func (s *Server) logIn(ctx context.Context, c *call, in of[credentials]) (identity, error) {
	secret, err := s.options.Auth.Login(ctx, auth.Login{Name: in.Body.Name, Password: in.Body.Password, Code: in.Body.Code, From: c.from, Agent: c.agent})
	if err != nil {
		s.noteName(ctx, c, in.Body.Name)
		return identity{}, err
	}
	if c.secret != "" { // whoever was logged in before in this browser no longer is
		if err := s.options.Auth.Logout(ctx, c.secret); err != nil && !errors.Is(err, auth.ErrNotFound) {
			return identity{}, err
		}
	}
	return s.entered(ctx, c, secret)
}

// noteName has the audit log say which account somebody could not log in to. Where there is no such account, what was
// typed as its name is left out: it may be a password.
func (s *Server) noteName(ctx context.Context, c *call, name string) {
	if u, err := s.options.Accounts.UserByName(ctx, name); err == nil {
		c.changed("account "+u.Name, "", "")
	}
}

func (s *Server) whoAmI(ctx context.Context, c *call, _ nothing) (identity, error) {
	u, err := s.options.Accounts.User(ctx, c.who.UserID)
	if err != nil {
		return identity{}, err
	}
	id := identity{UserID: u.ID, Name: u.Name, Role: u.Role, Permissions: []auth.Permission{}, Second: u.TOTP != "" || len(u.Passkeys) > 0, Codes: u.TOTP != ""}
	for _, p := range auth.Of(u.Role) {
		if c.who.May(p) {
			id.Permissions = append(id.Permissions, p)
		}
	}
	if c.who.Session != "" {
		shown := shownSession(c.session, c)
		id.Session = &shown
	}
	return id, nil
}

func (s *Server) logOut(ctx context.Context, c *call, _ nothing) (nothing, error) {
	c.cookies = append(c.cookies, auth.Cookie(""))
	return nothing{}, s.options.Auth.Logout(ctx, c.secret)
}

// proof is what somebody who is logged in shows to prove again who they are.
type proof struct {
	Password string `json:"password" max:"1024"`
	Code     string `json:"code,omitempty" max:"64"`
}

func (s *Server) verify(ctx context.Context, c *call, in of[proof]) (identity, error) {
	secret, err := s.options.Auth.Verify(ctx, c.who, auth.Login{Password: in.Body.Password, Code: in.Body.Code, From: c.from, Agent: c.agent})
	if err != nil {
		return identity{}, err
	}
	return s.entered(ctx, c, secret)
}

// ofUser selects what belongs to an account.
type ofUser struct {
	User string `query:"user" max:"64" doc:"ID of an account, or all; without it, one's own. Others' need users.manage"`
}

func (s *Server) listSessions(ctx context.Context, c *call, in ofUser) (list[sessionAnswer], error) {
	whose := in.User
	switch {
	case whose == "":
		whose = c.who.UserID
	case whose != c.who.UserID && !c.who.May(auth.ManageUsers):
		return list[sessionAnswer]{}, fault(http.StatusForbidden, codeForbidden, "others' sessions need the permission "+string(auth.ManageUsers))
	case whose == "all":
		whose = ""
	}
	sessions, err := s.options.Accounts.Sessions(ctx, whose)
	out := make([]sessionAnswer, len(sessions))
	for i, one := range sessions {
		out[i] = shownSession(one, c)
	}
	return listOf(out), err
}

func (s *Server) endSession(ctx context.Context, c *call, in byID) (nothing, error) {
	whose := c.who.UserID
	if c.who.May(auth.ManageUsers) {
		whose = ""
	}
	sessions, err := s.options.Accounts.Sessions(ctx, whose)
	if err != nil {
		return nothing{}, err
	}
	// Others' are not told apart from those that don't exist.
	if !slices.ContainsFunc(sessions, func(one auth.Session) bool { return one.ID == in.ID }) {
		return nothing{}, auth.ErrNotFound
	}
	c.changed("session "+in.ID, "", "")
	if in.ID == c.who.Session {
		c.cookies = append(c.cookies, auth.Cookie(""))
	}
	return nothing{}, s.options.Accounts.RemoveSession(ctx, in.ID)
}
