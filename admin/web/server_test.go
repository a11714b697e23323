package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"sekisho/admin/auth"
)

// TestSetup: the first admin comes in by the console's token, once.
func TestSetup(t *testing.T) {
	s := openSite(t)
	token := regexp.MustCompile(`within 24 hours: (\S+)`).FindStringSubmatch(s.console)
	if token == nil || !strings.Contains(s.console, fingerprint(s.certificates.shown())) {
		t.Fatalf("the console says %q", s.console)
	}
	setup := func(token string) answered {
		return s.do("POST", "/api/v1/setup", "", fmt.Sprintf(`{"token":%q,"name":"aoki","password":%q}`, token, phrase), nil)
	}
	if a := setup("guess"); a.status != 401 || a.code() != codeCredentials {
		t.Errorf("a wrong token: %d %s", a.status, a.body)
	}
	a := setup(token[1])
	if a.status != 201 || len(a.cookies) != 1 {
		t.Fatalf("the token: %d %s", a.status, a.body)
	}
	c := a.cookies[0]
	if c.Name != "__Host-sekisho" || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("cookie %+v", c)
	}
	if a := s.do("GET", "/api/v1/session", c.Value, "", nil); a.status != 200 || !strings.Contains(string(a.body), `"role":"admin"`) {
		t.Errorf("who am I: %d %s", a.status, a.body)
	}
	if a := setup(token[1]); a.status != 401 {
		t.Errorf("the token again: %d %s", a.status, a.body)
	}
	if strings.Contains(s.log.String(), token[1]) || strings.Contains(s.log.String(), phrase) {
		t.Error("a secret is in the log")
	}
}

// everybody logs in.
func (s *site) everybody() {
	s.t.Helper()
	for _, role := range auth.Roles() {
		s.cookie(role)
	}
}

// TestEveryRouteForEveryRole: the table of routes and the table of permissions decide, and nothing else.
func TestEveryRouteForEveryRole(t *testing.T) {
	s := newSite(t)
	s.everybody()
	s.now.pass(20 * time.Minute) // nobody has proved who they are just now
	for _, r := range s.routes() {
		path := regexp.MustCompile(`\{\w+\}`).ReplaceAllString(r.path, "7f")
		body := map[bool]string{true: "[]"}[r.method == post || r.method == put] // which no route takes
		if r.needs != "" {
			if a := s.do(r.method, path, "", body, nil); a.status != 401 || a.code() != codeLogin {
				t.Errorf("%s %s without a session: %d %s", r.method, r.path, a.status, a.body)
			}
		}
		for _, role := range auth.Roles() {
			if r.path == "/api/v1/session" && r.method == remove || r.long {
				continue // it would end the session; a stream would not end
			}
			a := s.as(role, r.method, path, body)
			var want string
			switch {
			case r.needs == "":
			case !(&auth.Principal{Role: role}).May(r.needs):
				want = codeForbidden
			case r.fresh:
				want = codeStale
			}
			if got := a.code(); want != "" && (got != want || a.status != 403) || want == "" && (got == codeForbidden || got == codeStale || got == codeLogin || a.status >= 500) {
				t.Errorf("%s %s as %s: %d %s, want %q", r.method, r.path, role, a.status, a.body, want)
			}
		}
	}
}

// TestTokens: a token may what its scopes, its owner's role and its networks allow, and nothing that wants a session.
func TestTokens(t *testing.T) {
	s := newSite(t)
	issue := func(networks string) string {
		body := fmt.Sprintf(`{"name":"script","scopes":["status.read","users.manage"],"expires":%q%s}`, s.now.now().Add(time.Hour).Format(time.RFC3339), networks)
		return read[issuedToken](s, auth.Admin, "POST", "/api/v1/tokens", body).Text
	}
	token := issue("")
	elsewhere := issue(`,"networks":["192.0.2.0/24"]`)
	for _, c := range []struct {
		what, method, path, secret string
		status                     int
	}{
		{"within its scopes", "GET", "/api/v1/users", token, 200},
		{"metrics", "GET", "/metrics", token, 200},
		{"beyond its scopes", "GET", "/api/v1/tokens", token, 403},
		{"needs a session", "GET", "/api/v1/sessions", token, 403},
		{"needs a fresh one", "POST", "/api/v1/users", token, 403},
		{"another network", "GET", "/api/v1/users", elsewhere, 401},
		{"forged", "GET", "/api/v1/users", token + "x", 401},
		{"nonsense", "GET", "/api/v1/users", "sekisho_", 401},
		{"open to all, but a wrong token is told", "GET", "/healthz", "sekisho_x_y", 401},
	} {
		if a := s.do(c.method, c.path, c.secret, map[bool]string{true: "{}"}[c.method == "POST"], nil); a.status != c.status {
			t.Errorf("%s: %d %s, want %d", c.what, a.status, a.body, c.status)
		}
	}
	if a := s.do("GET", "/api/v1/users", token, "", map[string]string{"Cookie": auth.CookieName + "=" + s.cookie(auth.Admin)}); a.status != 400 {
		t.Errorf("a token and a session at once: %d %s", a.status, a.body)
	}
	s.now.pass(2 * time.Hour)
	if a := s.do("GET", "/api/v1/users", token, "", nil); a.status != 401 {
		t.Errorf("expired: %d %s", a.status, a.body)
	}
}

// TestSessions: a login makes a new session whatever was sent with it, and what was before is void.
func TestSessions(t *testing.T) {
	s := newSite(t)
	old := s.cookie(auth.Viewer)
	me := func(secret string) int { return s.do("GET", "/api/v1/session", secret, "", nil).status }
	a := s.do("POST", "/api/v1/session", old, fmt.Sprintf(`{"name":"viewer","password":%q}`, phrase), nil)
	if a.status != 201 || a.cookies[0].Value == old {
		t.Fatalf("login over a session: %d", a.status)
	}
	fresh := a.cookies[0].Value
	if me(old) != 401 || me(fresh) != 200 {
		t.Error("the session of before is still good, or the new one is not")
	}
	planted := strings.Repeat("A", 43)
	if a := s.do("POST", "/api/v1/session", planted, fmt.Sprintf(`{"name":"viewer","password":%q}`, phrase), nil); a.status != 201 || a.cookies[0].Value == planted || me(planted) != 401 {
		t.Error("a planted session was taken up")
	}
	proved := s.do("POST", "/api/v1/session/verify", fresh, fmt.Sprintf(`{"password":%q}`, phrase), nil)
	if proved.status != 200 || me(fresh) != 401 || me(proved.cookies[0].Value) != 200 {
		t.Errorf("verify: %d %s", proved.status, proved.body)
	}
	if a := s.do("DELETE", "/api/v1/session", proved.cookies[0].Value, "", nil); a.status != 204 || me(proved.cookies[0].Value) != 401 {
		t.Errorf("log out: %d", a.status)
	}
	idle := s.cookie(auth.Operator)
	s.now.pass(31 * time.Minute)
	if me(idle) != 401 {
		t.Error("an idle session is still good")
	}
}

// TestOthersSessions: whose sessions somebody may see and end.
func TestOthersSessions(t *testing.T) {
	s := newSite(t)
	s.everybody()
	all := read[list[sessionAnswer]](s, auth.Admin, "GET", "/api/v1/sessions?user=all", "")
	if len(all.Items) != len(auth.Roles()) {
		t.Fatalf("%d sessions", len(all.Items))
	}
	viewers := read[identity](s, auth.Viewer, "GET", "/api/v1/session", "").Session.ID
	for _, path := range []string{"/api/v1/sessions?user=all", "/api/v1/sessions?user=" + all.Items[0].UserID} {
		if a := s.as(auth.Operator, "GET", path, ""); a.status != 403 {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	if a := s.as(auth.Operator, "DELETE", "/api/v1/sessions/"+viewers, ""); a.status != 404 {
		t.Errorf("an operator ends a viewer's session: %d", a.status)
	}
	if a := s.as(auth.Admin, "DELETE", "/api/v1/sessions/"+viewers, ""); a.status != 204 {
		t.Errorf("an admin ends a viewer's session: %d %s", a.status, a.body)
	}
	if a := s.as(auth.Viewer, "GET", "/api/v1/session", ""); a.status != 401 {
		t.Errorf("the session is still good: %d", a.status)
	}
}

// TestUsers: accounts are made, changed by version, and removed; an account's new role ends its sessions.
func TestUsers(t *testing.T) {
	s := newSite(t)
	a := s.as(auth.Admin, "POST", "/api/v1/users", fmt.Sprintf(`{"name":"mori","role":"viewer","password":%q}`, phrase))
	if a.status != 201 || a.header.Get("ETag") != `"1"` || strings.Contains(string(a.body), "argon2") {
		t.Fatalf("%d %s", a.status, a.body)
	}
	users := read[list[userAnswer]](s, auth.Admin, "GET", "/api/v1/users", "")
	if len(users.Items) != 5 {
		t.Fatalf("%d accounts", len(users.Items))
	}
	var id string
	for _, u := range users.Items {
		if u.Name == "mori" {
			id = u.ID
		}
	}
	secret := s.login("mori")
	change := func(version string) answered {
		return s.do("PUT", "/api/v1/users/"+id, s.cookie(auth.Admin), `{"role":"operator","disabled":false}`, map[string]string{"If-Match": version})
	}
	if a := change(`"9"`); a.status != 412 || a.code() != codeChanged {
		t.Errorf("an old version: %d %s", a.status, a.body)
	}
	if a := s.as(auth.Admin, "PUT", "/api/v1/users/"+id, `{"role":"operator","disabled":false}`); a.status != 428 {
		t.Errorf("no version: %d %s", a.status, a.body)
	}
	if a := change(`"1"`); a.status != 200 || a.header.Get("ETag") != `"2"` {
		t.Errorf("the version: %d %s", a.status, a.body)
	}
	if a := s.do("GET", "/api/v1/session", secret, "", nil); a.status != 401 {
		t.Errorf("the session of before the change: %d", a.status)
	}
	for body, field := range map[string]string{
		`{"name":"mori","role":"viewer","password":"short"}`:                                     "password",
		`{"name":"M","role":"viewer","password":"` + phrase + `"}`:                               "name",
		`{"name":"hara","role":"king","password":"` + phrase + `"}`:                              "role",
		`{"name":"hara","role":"viewer"}`:                                                        "password",
		`{"name":"hara","role":"viewer","password":null}`:                                        "password",
		`{"name":"hara","role":"viewer","password":7}`:                                           "password",
		`{"name":"hara","role":"viewer","password":"` + phrase + `","admin":true}`:               "admin",
		`{"name":"hara","role":"viewer","password":"` + phrase + `","Role":"admin"}`:             "Role",
		`{"name":"` + strings.Repeat("h", 65) + `","role":"viewer","password":"` + phrase + `"}`: "name",
	} {
		var p problem
		a := s.as(auth.Admin, "POST", "/api/v1/users", body)
		p = unmarshal[problem](t, a.body)
		if a.status != 400 || p.Field != field || strings.Contains(string(a.body), phrase) {
			t.Errorf("%s: %d %s, want field %s", body, a.status, a.body, field)
		}
	}
	if a := s.as(auth.Admin, "POST", "/api/v1/users", fmt.Sprintf(`{"name":"mori","role":"viewer","password":%q}`, phrase)); a.status != 409 {
		t.Errorf("a name that is taken: %d %s", a.status, a.body)
	}
	if a := s.as(auth.Admin, "DELETE", "/api/v1/users/"+id, ""); a.status != 204 {
		t.Errorf("remove: %d %s", a.status, a.body)
	}
	if a := s.as(auth.Admin, "GET", "/api/v1/users/"+id, ""); a.status != 404 {
		t.Errorf("removed: %d", a.status)
	}
}
