package web

import (
	"context"
	"encoding/json"
	"net/http"

	"sekisho/admin/auth"
)

// passkeys are there only where the appliance is opened by a name.
func (s *Server) passkeys() (*auth.Passkeys, error) {
	if p := s.settings.Load().passkeys; p != nil {
		return p, nil
	}
	return nil, fault(http.StatusConflict, codeConflict, "passkeys need a name that the appliance is opened by: set "+settingOrigin)
}

func (s *Server) listPasskeys(ctx context.Context, c *call, _ nothing) (list[auth.Passkey], error) {
	u, err := s.options.Accounts.User(ctx, c.who.UserID)
	if err != nil {
		return list[auth.Passkey]{}, err
	}
	keys, err := auth.PasskeysOf(u)
	return listOf(keys), err
}

// newPasskey names a passkey to be registered.
type newPasskey struct {
	Name string `json:"name" min:"1" max:"200" doc:"by which its owner knows it again"`
}

func (s *Server) beginPasskey(ctx context.Context, c *call, in of[newPasskey]) (json.RawMessage, error) {
	p, err := s.passkeys()
	if err != nil {
		return nil, err
	}
	return p.BeginRegistration(ctx, c.who.UserID, in.Body.Name)
}

// browserAnswer is what navigator.credentials gives, as JSON.
type browserAnswer struct {
	Body json.RawMessage `body:"json"`
}

// addedPasskey is one that was registered, with the recovery codes that the first second factor brings.
type addedPasskey struct {
	Passkey auth.Passkey `json:"passkey"`
	Codes   []string     `json:"recovery_codes,omitempty"`
}

func (s *Server) addPasskey(ctx context.Context, c *call, in browserAnswer) (addedPasskey, error) {
	p, err := s.passkeys()
	if err != nil {
		return addedPasskey{}, err
	}
	c.changed("account "+c.who.Name, "", "")
	key, codes, err := p.FinishRegistration(ctx, c.who.UserID, c.who.Session, in.Body)
	return addedPasskey{key, codes}, err
}

func (s *Server) removePasskey(ctx context.Context, c *call, in byID) (nothing, error) {
	c.changed("account "+c.who.Name, "", "")
	return nothing{}, s.options.Auth.RemovePasskey(ctx, c.who.UserID, in.ID, c.who.Session)
}

// passkeyLogin says who wants in; without a name the passkey tells.
type passkeyLogin struct {
	Name     string `json:"name,omitempty" max:"64"`
	Password string `json:"password,omitempty" max:"1024"`
}

func (s *Server) beginPasskeyLogin(ctx context.Context, c *call, in of[passkeyLogin]) (json.RawMessage, error) {
	p, err := s.passkeys()
	if err != nil {
		return nil, err
	}
	return p.BeginLogin(ctx, auth.Login{Name: in.Body.Name, Password: in.Body.Password, From: c.from, Agent: c.agent})
}

func (s *Server) passkeyLogIn(ctx context.Context, c *call, in browserAnswer) (identity, error) {
	p, err := s.passkeys()
	if err != nil {
		return identity{}, err
	}
	secret, err := p.FinishLogin(ctx, c.from, c.agent, in.Body)
	if err != nil {
		return identity{}, err
	}
	return s.entered(ctx, c, secret)
}
