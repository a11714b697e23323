package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sekisho/admin/auth"
	"sekisho/admin/auth/authtest"
	"sekisho/admin/state"
)

// byProvider is a site that trusts an identity provider.
func byProvider(t *testing.T) (*site, *authtest.Issuer) {
	t.Helper()
	s := newSite(t)
	redirect := s.base + "/api/v1/oidc/callback"
	i := authtest.NewIssuer(t, redirect)
	dir := filepath.Join(s.options.Dir, "trusted")
	s.must(os.MkdirAll(dir, 0o700))
	i.Files(dir)
	config := auth.ProviderConfig{Issuer: i.Server.URL, ClientID: authtest.ClientID, SecretFile: "secret", CAFile: "ca.pem", RedirectURL: redirect,
		Scopes: []string{"groups"}, Roles: []auth.RoleRule{{Value: "gateway-operators", Role: auth.Operator}}}
	value, err := json.Marshal(config)
	s.must(err)
	a := s.do("PUT", "/api/v1/settings/"+settingProvider, s.cookie(auth.Admin), `{"value":`+string(value)+`}`, map[string]string{"If-Match": `"0"`})
	if a.status != http.StatusOK {
		t.Fatalf("%d %s", a.status, a.body)
	}
	return s, i
}

// comeBack begins a login, visits the provider, and comes back with what change makes of its answer.
func (s *site) comeBack(i *authtest.Issuer, change func(url.Values)) answered {
	s.t.Helper()
	a := s.do("POST", "/api/v1/oidc/begin", "", `{}`, nil)
	if a.status != http.StatusOK {
		s.t.Fatalf("begin: %d %s", a.status, a.body)
	}
	back := i.Visit(unmarshal[redirection](s.t, a.body).Address)
	if change != nil {
		change(back)
	}
	r, err := http.NewRequestWithContext(s.t.Context(), "GET", s.base+"/api/v1/oidc/callback?"+back.Encode(), nil)
	s.must(err)
	for _, c := range a.cookies {
		r.AddCookie(c)
	}
	return s.send(r)
}

// TestProviderLogin: who the provider vouches for gets a session, which works; all of it is in the audit log.
func TestProviderLogin(t *testing.T) {
	s, i := byProvider(t)
	a := s.comeBack(i, nil)
	if a.status != http.StatusOK || !strings.Contains(string(a.body), `url=/"`) {
		t.Fatalf("%d %s", a.status, a.body)
	}
	session := ""
	for _, c := range a.cookies {
		if c.Name == auth.CookieName {
			session = c.Value
		}
	}
	if who := unmarshal[identity](t, s.do("GET", "/api/v1/session", session, "", nil).body); who.Name != "sato.k" || who.Role != auth.Operator {
		t.Errorf("who: %+v", who)
	}
	entries := read[list[state.Entry]](s, auth.Auditor, "GET", "/api/v1/audit?action=session.login", "").Items
	if !slices.ContainsFunc(entries, func(e state.Entry) bool { return e.Actor.Name == "sato.k" }) {
		t.Errorf("audit %+v", entries)
	}
}

// TestProviderLoginFails: the browser is led to the UI with a code, and gets no session.
func TestProviderLoginFails(t *testing.T) {
	s, i := byProvider(t)
	fails := func(code string, change func(url.Values)) {
		t.Helper()
		a := s.comeBack(i, change)
		if a.status < 400 || !strings.Contains(string(a.body), `url=/?login_error=`+code+`"`) {
			t.Errorf("%s: %d %s", code, a.status, a.body)
		}
		for _, c := range a.cookies {
			if c.Name == auth.CookieName && c.Value != "" {
				t.Errorf("%s: a session", code)
			}
		}
	}
	fails("provider", func(v url.Values) { v.Del("code"); v.Set("error", "access_denied") })
	fails("provider", func(v url.Values) { v.Set("state", "another") })
	i.Claims["groups"] = []string{"staff"}
	fails("no_role", nil)
}
