package web

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/state"
	"sekisho/dataplane/event"
)

// TestSimulation: a draft is tried on what was recorded, in the background, and can be cancelled and forgotten.
func TestSimulation(t *testing.T) {
	s := newSite(t)
	now := time.Now().UTC()
	var all []*event.Event
	for i := range 10 {
		e := sent(now, "allow", []string{"KP", "US"}[i%2], 40000+i)
		e.Kind, e.Rule, e.Domain = event.Ended, event.Rule{}, ""
		e.Evidence = []event.Evidence{{Kind: "located", Code: e.Country, Confidence: 1, Source: "test"}}
		all = append(all, e)
	}
	s.write(all...)
	d := read[state.Draft](s, auth.Operator, "POST", "/api/v1/drafts", asJSON(t, object{"name": "stricter", "text": stricter}))
	one := read[simulation](s, auth.Operator, "POST", "/api/v1/drafts/"+d.ID+"/simulation", "{}")
	path := "/api/v1/simulations/" + one.ID
	until(s.t, "the simulation", func() bool {
		one = read[simulation](s, auth.Operator, "GET", path, "")
		return one.State != running
	})
	if one.State != finished || one.Result.Flows != 10 || one.Result.Blocked != 5 {
		t.Fatalf("%+v, %+v", one, one.Result)
	}
	if a := s.as(auth.Operator, "DELETE", path, ""); a.status != 204 {
		t.Errorf("forget: %d", a.status)
	}
	if a := s.as(auth.Operator, "GET", path, ""); a.status != 404 {
		t.Errorf("forgotten: %d", a.status)
	}
	if a := s.as(auth.Operator, "POST", "/api/v1/drafts/"+d.ID+"/simulation", `{"query":"("}`); a.status != 400 {
		t.Errorf("a wrong query: %d", a.status)
	}
}

// TestBackup: what was backed up comes back as a draft, with the accounts asked for; another passphrase opens nothing.
func TestBackup(t *testing.T) {
	s := newSite(t)
	const passphrase = "eleven horses in the rain"
	_, err := s.options.Auth.AddUser(t.Context(), auth.NewUser{Name: "mori", Role: auth.Viewer, Password: phrase})
	s.must(err)
	d := read[state.Draft](s, auth.Operator, "POST", "/api/v1/drafts", asJSON(t, object{"name": "stricter", "text": stricter}))
	if a := s.do("POST", "/api/v1/drafts/"+d.ID+"/apply", s.cookie(auth.Admin), "{}", version(d)); a.status != 200 {
		t.Fatalf("apply: %d %s", a.status, a.body)
	}
	made := s.as(auth.Admin, "POST", "/api/v1/backup", asJSON(t, object{"passphrase": passphrase, "keys": true}))
	if made.status != 200 || strings.Contains(string(made.body), "PRIVATE") || strings.Contains(string(made.body), "stricter") {
		t.Fatalf("%d %.100s", made.status, made.body)
	}
	if a := s.as(auth.Admin, "POST", "/api/v1/backup", `{"passphrase":"short"}`); a.status != 400 {
		t.Errorf("a short passphrase: %d %.100s", a.status, a.body)
	}
	other := newSite(t)
	restore := func(passphrase string, archive []byte) answered {
		return other.as(auth.Admin, "POST", "/api/v1/restore", asJSON(t, object{"passphrase": passphrase, "archive": base64.StdEncoding.EncodeToString(archive), "users": true}))
	}
	for what, a := range map[string]answered{
		"another passphrase": restore(passphrase+"!", made.body), "cut off": restore(passphrase, made.body[:len(made.body)/2]), "no backup": restore(passphrase, []byte("hello")),
	} {
		if a.status != 400 {
			t.Errorf("%s: %d %s", what, a.status, a.body)
		}
	}
	a := restore(passphrase, made.body)
	if a.status != 200 {
		t.Fatalf("restore: %d %s", a.status, a.body)
	}
	if r := unmarshal[state.Restored](t, a.body); r.Draft == nil || r.Draft.Text != stricter || len(r.Users) != 1 || r.Users[0] != "mori" {
		t.Errorf("restored %+v", r)
	}
	if p := read[policyAnswer](other, auth.Viewer, "GET", "/api/v1/policy", ""); p.Policy != firstPolicy {
		t.Error("what is in force has changed")
	}
}

// TestSecondFactor: enrolled codes are asked for, and work once.
func TestSecondFactor(t *testing.T) {
	s := newSite(t)
	e := read[enrolment](s, auth.Viewer, "POST", "/api/v1/account/totp", "")
	if a := s.as(auth.Viewer, "PUT", "/api/v1/account/totp", asJSON(t, object{"secret": e.Secret, "code": "000000"})); a.status != 400 || unmarshal[problem](t, a.body).Field != "code" {
		t.Errorf("a wrong code: %d %s", a.status, a.body)
	}
	if a := s.as(auth.Viewer, "PUT", "/api/v1/account/totp", `{"secret":"1111111111111111","code":"000000"}`); a.status != 400 || unmarshal[problem](t, a.body).Field != "secret" {
		t.Errorf("a secret that is none: %d %s", a.status, a.body)
	}
	u, err := s.state.User(t.Context(), "viewer")
	s.must(err)
	u.TOTP = e.Secret
	s.must(s.state.ChangeUser(t.Context(), u))
	a := s.do("POST", "/api/v1/session", "", fmt.Sprintf(`{"name":"viewer","password":%q}`, phrase), nil)
	if p := unmarshal[problem](t, a.body); a.status != 401 || p.Code != codeSecond || strings.Join(p.Methods, " ") != "code recovery" {
		t.Errorf("the password alone: %d %s", a.status, a.body)
	}
	if len(a.cookies) > 0 {
		t.Error("a cookie was set")
	}
	a = s.as(auth.Admin, "DELETE", "/api/v1/users/viewer/second-factor", "")
	if a.status != 204 {
		t.Fatalf("taken off: %d %s", a.status, a.body)
	}
	s.login("viewer")
}

// TestSettings: values are held to what they must be, and changed by version.
func TestSettings(t *testing.T) {
	s := newSite(t)
	put := func(name, value, version string) answered {
		return s.do("PUT", "/api/v1/settings/"+name, s.cookie(auth.Admin), `{"value":`+value+`}`, map[string]string{"If-Match": version})
	}
	if all := read[list[settingAnswer]](s, auth.Auditor, "GET", "/api/v1/settings", "").Items; len(all) != len(knownSettings) {
		t.Errorf("%d settings", len(all))
	}
	for name, values := range map[string][]string{
		"policy.second_person": {`"yes"`, "null", "1", "[]"}, "web.tls_1_2": {`"on"`}, "web.hosts": {`"a"`, `["UPPER.example"]`, `["192.0.2.1"]`, `["a b"]`, `["-a.example"]`, "[7]"},
		"web.origin":            {`"http://gateway.example.org"`, `"https://192.0.2.1"`, "7"},
		"web.identity_provider": {`{}`, `{"issuer":"http://id.example.org"}`, `{"unknown":1}`, `{"issuer":"https://id.example.org","client_id":"x","redirect_url":"https://gateway.example.org/api/v1/oidc/callback","roles":[{"value":"a","role":"viewer"}],"client_secret_file":"../audit.key"}`},
		"web.certificate_authority": {`{}`, `{"names":["gateway.example.org"],"directory":"https://ca.example.org"}`, `{"names":["192.0.2.1"],"directory":"https://ca.example.org","terms_agreed":true}`,
			`{"names":["gateway.example.org"],"directory":"http://ca.example.org","terms_agreed":true}`, `{"names":["gateway.example.org"],"directory":"https://ca.example.org","terms_agreed":true,"ca_file":"../audit.key"}`},
		"web.nothing": {"true"},
	} {
		for _, v := range values {
			if a := put(name, v, `"0"`); a.status != 400 && a.status != 404 {
				t.Errorf("%s = %s: %d %s", name, v, a.status, a.body)
			}
		}
	}
	if a := put("web.tls_1_2", "true", `"0"`); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a := put("web.tls_1_2", "false", `"0"`); a.status != 412 {
		t.Errorf("a second writer who has not seen the first: %d %s", a.status, a.body)
	}
	for version, status := range map[string]int{"": 400, "0": 400, `W/"1"`: 400, `"x"`: 400, `"1", "2"`: 400, "*": 400} {
		if a := put("web.tls_1_2", "false", version); a.status != status && a.status != 428 {
			t.Errorf("If-Match %s: %d %s", version, a.status, a.body)
		}
	}
}

// TestPasskeysNeedAName, and the appliance then answers to it.
func TestPasskeysNeedAName(t *testing.T) {
	s := newSite(t)
	begin := func() answered { return s.as(auth.Viewer, "POST", "/api/v1/account/passkeys/begin", `{"name":"key"}`) }
	if a := begin(); a.status != 409 {
		t.Errorf("without a name: %d %s", a.status, a.body)
	}
	if a := s.do("PUT", "/api/v1/settings/web.origin", s.cookie(auth.Admin), `{"value":"https://gateway.example.org:8443"}`, map[string]string{"If-Match": `"0"`}); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a := begin(); a.status != 200 || !strings.Contains(string(a.body), `"gateway.example.org"`) {
		t.Errorf("with a name: %d %s", a.status, a.body)
	}
	if a := s.do("GET", "/healthz", "", "", map[string]string{"Host": "gateway.example.org:8443"}); a.status != 200 {
		t.Errorf("opened by the name: %d", a.status)
	}
	if a := s.as(auth.Viewer, "POST", "/api/v1/account/passkeys", `{"id":"x"}`); a.status/100 != 4 {
		t.Errorf("an answer that is none: %d %s", a.status, a.body)
	}
	if a := s.do("POST", "/api/v1/session/passkey", "", `{"id":"x"}`, nil); a.status/100 != 4 {
		t.Errorf("a login that is none: %d %s", a.status, a.body)
	}
}

// TestProviderCallback: what a browser brings back must be of a login that this browser began.
func TestProviderCallback(t *testing.T) {
	s := newSite(t)
	if a := s.do("GET", "/api/v1/oidc/callback?state=x&code=y", "", "", nil); a.status != 409 {
		t.Errorf("without a provider: %d %s", a.status, a.body)
	}
	provider := `{"issuer":"https://id.invalid","client_id":"sekisho","redirect_url":"https://gateway.example.org/api/v1/oidc/callback","roles":[{"value":"staff","role":"viewer"}]}`
	if a := s.do("PUT", "/api/v1/settings/web.identity_provider", s.cookie(auth.Admin), `{"value":`+provider+`}`, map[string]string{"If-Match": `"0"`}); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a := s.do("GET", "/api/v1/oidc", "", "", nil); !strings.Contains(string(a.body), "true") {
		t.Errorf("%s", a.body)
	}
	for _, query := range []string{"", "?state=x&code=y", "?error=access_denied&state=x", "?state=x&code=y&iss=https%3A%2F%2Fid.invalid&session_state=z"} {
		if a := s.do("GET", "/api/v1/oidc/callback"+query, "", "", nil); a.status != 401 || len(a.cookies) > 1 {
			t.Errorf("%s: %d %s", query, a.status, a.body)
		}
	}
}

// TestSavedQueries are of who saved them; others see those that are shared.
func TestSavedQueries(t *testing.T) {
	s := newSite(t)
	q := read[state.Query](s, auth.Viewer, "POST", "/api/v1/queries", `{"name":"blocked","query":"event.action:block"}`)
	see := func(role auth.Role) int {
		return len(read[list[state.Query]](s, role, "GET", "/api/v1/queries", "").Items)
	}
	if see(auth.Viewer) != 1 || see(auth.Operator) != 0 {
		t.Error("it is not its owner's alone")
	}
	change := func(role auth.Role, body, version string) answered {
		return s.do("PUT", "/api/v1/queries/"+q.ID, s.cookie(role), body, map[string]string{"If-Match": version})
	}
	if a := change(auth.Operator, `{"name":"mine","query":""}`, `"1"`); a.status != 404 {
		t.Errorf("another's: %d %s", a.status, a.body)
	}
	if a := change(auth.Viewer, `{"name":"blocked","query":"event.action:block","shared":true}`, `"1"`); a.status != 204 || see(auth.Operator) != 1 {
		t.Errorf("shared: %d %s", a.status, a.body)
	}
	if a := change(auth.Viewer, `{"name":"blocked","query":"("}`, `"2"`); a.status != 400 {
		t.Errorf("a wrong query: %d %s", a.status, a.body)
	}
	if a := change(auth.Viewer, `{"name":"blocked","query":""}`, `"1"`); a.status != 412 {
		t.Errorf("an old version: %d %s", a.status, a.body)
	}
	if a := s.as(auth.Viewer, "DELETE", "/api/v1/queries/"+q.ID, ""); a.status != 204 || see(auth.Viewer) != 0 {
		t.Errorf("remove: %d", a.status)
	}
}
