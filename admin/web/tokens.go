package web

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"sekisho/admin/auth"
)

func (s *Server) listTokens(ctx context.Context, _ *call, _ nothing) (list[auth.Token], error) {
	tokens, err := s.options.Accounts.Tokens(ctx)
	return listOf(tokens), err
}

// newToken is an API token to be made. It has some of the permissions of who makes it.
type newToken struct {
	Name     string            `json:"name" min:"1" max:"100"`
	Scopes   []auth.Permission `json:"scopes" min:"1" max:"50" doc:"permissions"`
	Networks []netip.Prefix    `json:"networks,omitempty" max:"50" doc:"that it may come from; none: any"`
	Expires  time.Time         `json:"expires" doc:"400 days ahead at most"`
}

// issuedToken has the token's text, which is shown this once.
type issuedToken struct {
	auth.Token
	Text string `json:"token"`
}

func (s *Server) issueToken(ctx context.Context, c *call, in of[newToken]) (issuedToken, error) {
	text, t, err := s.options.Auth.IssueToken(ctx, c.who, auth.NewToken(in.Body))
	if err != nil {
		return issuedToken{}, err
	}
	c.changed("token "+t.ID, "", "")
	c.note("name", t.Name)
	c.note("scopes", t.Scopes)
	return issuedToken{t, text}, nil
}

func (s *Server) removeToken(ctx context.Context, c *call, in byID) (nothing, error) {
	tokens, err := s.options.Accounts.Tokens(ctx)
	if err != nil {
		return nothing{}, err
	}
	if !slices.ContainsFunc(tokens, func(t auth.Token) bool { return t.ID == in.ID }) {
		return nothing{}, auth.ErrNotFound
	}
	c.changed("token "+in.ID, "", "")
	return nothing{}, s.options.Accounts.RemoveToken(ctx, in.ID)
}
