package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"sekisho/admin/auth"
)

// providerState says whether there is an identity provider to log in by.
type providerState struct {
	Configured bool `json:"configured"`
}

func (s *Server) providerConfigured(context.Context, *call, nothing) (providerState, error) {
	return providerState{s.settings.Load().provider != nil}, nil
}

func (s *Server) provider() (*auth.Provider, error) {
	if p := s.settings.Load().provider; p != nil {
		return p, nil
	}
	return nil, fault(http.StatusConflict, codeConflict, "there is no identity provider: set "+settingProvider)
}

// providerLogin asks to be sent to the provider.
type providerLogin struct {
	Fresh bool `json:"fresh,omitempty" doc:"prove again who I am"`
}

// redirection is where a browser goes on.
type redirection struct {
	Address string `json:"address"`
}

func (s *Server) beginProvider(ctx context.Context, c *call, in of[providerLogin]) (redirection, error) {
	p, err := s.provider()
	if err != nil {
		return redirection{}, err
	}
	address, cookie, err := p.Begin(ctx, c.from, in.Body.Fresh)
	if err != nil {
		return redirection{}, err
	}
	c.cookies = append(c.cookies, auth.ProviderCookie(cookie))
	return redirection{address}, nil
}

// cameBack is what the provider sends a browser back with: of what else it adds, nothing is read.
type cameBack struct {
	All url.Values `query:"*" doc:"state, code and error are read"`
}

// entrance goes on to the UI. It is a page rather than a redirect, with which browsers would not send the new session's
// cookie.
const entrance = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Sekisho</title></head>
<body><p><a href="/">You are logged in.</a></p></body></html>
`

func (s *Server) providerCameBack(ctx context.Context, c *call, in cameBack) (stream, error) {
	p, err := s.provider()
	if err != nil {
		return stream{}, err
	}
	secret, err := p.Finish(ctx, auth.Callback{State: in.All.Get("state"), Code: in.All.Get("code"), Error: in.All.Get("error"), Cookie: c.login, From: c.from, Agent: c.agent})
	if err != nil {
		return stream{}, err
	}
	c.cookies = append(c.cookies, auth.ProviderCookie(""))
	if _, err := s.entered(ctx, c, secret); err != nil {
		return stream{}, err
	}
	return stream{mediaType: htmlType, write: func(w *answer) error {
		_, err := w.Write([]byte(entrance))
		return err
	}}, nil
}

// inVain says by which code the UI is told why a login by the provider failed.
var inVain = []struct {
	err  error
	code string
}{
	{auth.ErrNoRole, "no_role"}, {auth.ErrDisabled, "account_disabled"}, {auth.ErrProvider, "provider"},
}

// cameBackInVain leads the browser to the UI, which says why nobody was let in: who comes back from the provider is a person, to
// whom problem details mean nothing.
func (s *Server) cameBackInVain(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	code := p.Code
	for _, one := range inVain {
		if errors.Is(err, one.err) {
			code = one.code
		}
	}
	if p.Status >= http.StatusInternalServerError {
		s.log.Error("login by the identity provider failed", "request", seenOf(r).id, "error", err)
	}
	if p.retry > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(p.retry/time.Second)+1))
	}
	w.Header().Set("Content-Type", htmlType)
	w.WriteHeader(p.Status)
	fmt.Fprintf(w, failedEntrance, code, code)
}

// failedEntrance is entrance's sister. Codes are letters and underscores.
const failedEntrance = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/?login_error=%s"><title>Sekisho</title></head>
<body><p><a href="/?login_error=%s">The login failed.</a></p></body></html>
`

// providerOf reads the provider's setting; null is none. Its files are named as trusted says.
func (s *Server) providerOf(value json.RawMessage) (*auth.Provider, auth.ProviderConfig, error) {
	var config *auth.ProviderConfig
	if err := strictly(value, &config); err != nil || config == nil {
		return nil, auth.ProviderConfig{}, err
	}
	for _, file := range []*string{&config.SecretFile, &config.CAFile} {
		if *file == "" {
			continue
		}
		var err error
		if *file, err = s.trusted(*file); err != nil {
			return nil, *config, err
		}
	}
	p, err := auth.NewProvider(s.options.Auth, *config)
	return p, *config, err
}
