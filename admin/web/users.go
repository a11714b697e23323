package web

import (
	"context"

	"sekisho/admin/auth"
)

// userAnswer is an account as admins see it.
type userAnswer struct {
	auth.User
	HasPassword bool `json:"has_password"`
	Second      bool `json:"second_factor"`
}

func shownUser(u auth.User) userAnswer {
	return userAnswer{u, u.Password != "", u.TOTP != "" || len(u.Passkeys) > 0}
}

func (s *Server) listUsers(ctx context.Context, _ *call, _ nothing) (list[userAnswer], error) {
	users, err := s.options.Accounts.Users(ctx)
	out := make([]userAnswer, len(users))
	for i, u := range users {
		out[i] = shownUser(u)
	}
	return listOf(out), err
}

func (s *Server) user(ctx context.Context, c *call, in byID) (userAnswer, error) {
	u, err := s.options.Accounts.User(ctx, in.ID)
	c.etag = u.Version
	return shownUser(u), err
}

// newUser is an account to be made.
type newUser struct {
	Name     string    `json:"name" max:"64" doc:"2 to 64 of a-z, 0-9, dot, @, - and _, beginning with a letter or digit"`
	Role     auth.Role `json:"role"`
	Password string    `json:"password" max:"1024" doc:"12 characters or more; 15 are better"`
}

func (s *Server) addUser(ctx context.Context, c *call, in of[newUser]) (userAnswer, error) {
	u, err := s.options.Auth.AddUser(ctx, newAccount(in.Body))
	if err != nil {
		return userAnswer{}, err
	}
	c.changed("account "+u.Name, "", "")
	c.note("role", u.Role)
	c.etag = u.Version
	return shownUser(u), nil
}

func newAccount(n newUser) auth.NewUser {
	return auth.NewUser{Name: n.Name, Role: n.Role, Password: n.Password}
}

// userChange is what an account's standing shall be.
type userChange struct {
	ID      string `path:"id"`
	Version int64  `header:"If-Match"`
	Body    struct {
		Role     auth.Role `json:"role"`
		Disabled bool      `json:"disabled" doc:"it can't log in, and its sessions and tokens are void"`
	} `body:"json"`
}

func (s *Server) changeUser(ctx context.Context, c *call, in userChange) (userAnswer, error) {
	u, err := s.options.Accounts.User(ctx, in.ID)
	if err != nil {
		return userAnswer{}, err
	}
	c.changed("account "+u.Name, "", "")
	c.note("role", in.Body.Role)
	c.note("disabled", in.Body.Disabled)
	if err := s.options.Auth.SetRole(ctx, u.ID, in.Version, in.Body.Role, in.Body.Disabled); err != nil {
		return userAnswer{}, changedMeanwhile(err)
	}
	return s.user(ctx, c, byID{in.ID})
}

// passwordFor is a new password for somebody else.
type passwordFor struct {
	ID   string      `path:"id"`
	Body newPassword `body:"json"`
}

func (s *Server) setPassword(ctx context.Context, c *call, in passwordFor) (nothing, error) {
	return s.onUser(ctx, c, in.ID, func(u auth.User) error { return s.options.Auth.SetPassword(ctx, u.ID, in.Body.Password, c.who.Session) })
}

func (s *Server) removeSecondFactor(ctx context.Context, c *call, in byID) (nothing, error) {
	return s.onUser(ctx, c, in.ID, func(u auth.User) error { return s.options.Auth.RemoveSecondFactor(ctx, u.ID) })
}

func (s *Server) removeUser(ctx context.Context, c *call, in byID) (nothing, error) {
	return s.onUser(ctx, c, in.ID, func(u auth.User) error { return s.options.Auth.RemoveUser(ctx, u.ID) })
}

// onUser does something to an account, whose name the audit log gets.
func (s *Server) onUser(ctx context.Context, c *call, id string, do func(auth.User) error) (nothing, error) {
	u, err := s.options.Accounts.User(ctx, id)
	if err != nil {
		return nothing{}, err
	}
	c.changed("account "+u.Name, "", "")
	return nothing{}, do(u)
}
