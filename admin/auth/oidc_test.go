package auth

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sekisho/admin/auth/authtest"
)

const redirect = "https://gateway.example.org:8443/api/v1/oidc/callback"

// configOf is what a gateway is told of an issuer.
func configOf(t *testing.T, i *authtest.Issuer) ProviderConfig {
	t.Helper()
	secret, ca := i.Files(t.TempDir())
	return ProviderConfig{
		Issuer: i.Server.URL, ClientID: authtest.ClientID, SecretFile: secret, CAFile: ca,
		RedirectURL: redirect, Scopes: []string{"groups"},
		Roles: []RoleRule{{"gateway-readers", Viewer}, {"gateway-operators", Operator}, {"gateway-admins", Admin}, {"audit", Auditor}},
	}
}

func visit(i *authtest.Issuer, address, cookie string) Callback {
	q := i.Visit(address)
	return Callback{State: q.Get("state"), Code: q.Get("code"), Cookie: cookie, From: desk, Agent: "test"}
}

// desk with an identity provider: a gateway that trusts an issuer.
type vouched struct {
	*house
	*authtest.Issuer
	provider *Provider
	clock    time.Duration // how far the gateway's clock is ahead
}

func newVouched(t *testing.T) *vouched {
	t.Helper()
	v := &vouched{house: &house{t: t, store: newMemory()}, Issuer: authtest.NewIssuer(t, redirect)}
	v.Service = New(v.store, "Sekisho", func() time.Time { return time.Now().Add(v.clock) })
	v.house.admin = v.add("aoki", Admin)
	v.trust(configOf(t, v.Issuer))
	return v
}

func (v *vouched) trust(c ProviderConfig) {
	v.house.t.Helper()
	provider, err := NewProvider(v.Service, c)
	if err != nil {
		v.house.t.Fatal(err)
	}
	v.provider = provider
}

// back goes to the provider and comes back.
func (v *vouched) back(fresh bool) Callback {
	v.house.t.Helper()
	address, cookie, err := v.provider.Begin(v.house.t.Context(), desk, fresh)
	if err != nil {
		v.house.t.Fatal(err)
	}
	return visit(v.Issuer, address, cookie)
}

func (v *vouched) come(c Callback) (*Principal, Session, error) {
	secret, err := v.provider.Finish(v.house.t.Context(), c)
	if err != nil {
		return nil, Session{}, err
	}
	return v.BySession(v.house.t.Context(), secret)
}

func (v *vouched) must() (*Principal, Session) {
	v.house.t.Helper()
	p, session, err := v.come(v.back(false))
	if err != nil {
		v.house.t.Fatal(err)
	}
	return p, session
}

func TestProvider(t *testing.T) {
	v := newVouched(t)
	p, session := v.must()
	if p.Name != "sato.k" || p.Role != Operator {
		t.Errorf("%+v", p)
	}
	if v.Recent(session) {
		t.Error("nobody knows when they proved who they are, yet it is recent")
	}
	u, err := v.store.User(t.Context(), p.UserID)
	if err != nil || u.Password != "" || u.Subject != v.Server.URL+" 10-7" {
		t.Errorf("%+v, %v", u, err)
	}
	v.Claims["preferred_username"] = "renamed"
	if again, _ := v.must(); again.UserID != p.UserID || again.Name != "sato.k" {
		t.Errorf("%+v", again)
	}
	v.Claims["sub"] = "10-8"
	v.Claims["email"] = "sato.k@example.org"
	v.Claims["preferred_username"] = "sato.k"
	if other, _ := v.must(); other.UserID == p.UserID || !strings.HasPrefix(other.Name, "sato.k-") {
		t.Errorf("another with the same name: %+v", other)
	}
}

// TestProviderDoesNotTakeAccountsOver: a name at the provider is no claim to one here.
func TestProviderDoesNotTakeAccountsOver(t *testing.T) {
	v := newVouched(t)
	for sub, name := range map[string]any{"1": "aoki", "2": "", "3": "青木", "4": []string{"x", "y"}, "5": 7, "6": "<b>_" + strings.Repeat("x", 200), "7": "(setup)"} {
		v.Claims["sub"], v.Claims["preferred_username"] = sub, name
		p, _ := v.must()
		if p.UserID == v.house.admin.ID || !accountName.MatchString(p.Name) || p.Name == "aoki" {
			t.Errorf("%v: %+v", name, p)
		}
	}
	if all, err := v.store.Users(t.Context()); err != nil || len(all) != 8 {
		t.Errorf("%d accounts, %v", len(all), err)
	}
}

func TestProviderProvesAgain(t *testing.T) {
	v := newVouched(t)
	if _, session, err := v.come(v.back(true)); err != nil || !v.Recent(session) {
		t.Errorf("%v", err)
	}
	v.Tamper = func(c authtest.Claims) { c["auth_time"] = time.Now().Add(-time.Hour).Unix() }
	v.refused("an old proof", v.back(true), "logged in again")
	if _, session := v.must(); v.Recent(session) {
		t.Error("an hour ago is recent")
	}
	v.Tamper = func(c authtest.Claims) { delete(c, "auth_time") }
	v.refused("no proof", v.back(true), "logged in again")
	v.Tamper = func(c authtest.Claims) { c["auth_time"] = time.Now().Add(time.Hour).Unix() }
	v.refused("a proof of tomorrow", v.back(false), "in the future")
}

// refused wants a login to fail, and its error to say why without what nobody may see.
func (v *vouched) refused(what string, c Callback, part string) {
	v.house.t.Helper()
	_, _, err := v.come(c)
	if !errors.Is(err, ErrProvider) || !strings.Contains(err.Error(), part) {
		v.house.t.Errorf("%s: %v, want %q", what, err, part)
		return
	}
	for _, secret := range []string{c.Code, c.State, c.Cookie, authtest.ClientSecret, "eyJ", "access-"} {
		if secret != "" && strings.Contains(err.Error(), secret) {
			v.house.t.Errorf("%s: the error has %.5s…", what, secret)
		}
	}
	v.limiter.Succeeded(providerAccount, desk) // the next case is not slowed down
}

func TestProviderTokensThatAreRefused(t *testing.T) {
	for what, c := range map[string]struct {
		break_ func(*vouched)
		part   string
	}{
		"wrong nonce":           {claim("nonce", "of another login"), "nonce"},
		"no nonce":              {claim("nonce", nil), "nonce"},
		"expired":               {claim("exp", time.Now().Add(-time.Minute).Unix()), "expired"},
		"never expires":         {claim("exp", nil), "expired"},
		"not yet":               {claim("nbf", time.Now().Add(time.Hour).Unix()), "before"},
		"wrong audience":        {claim("aud", "another-client"), "audience"},
		"no audience":           {claim("aud", nil), "audience"},
		"several audiences":     {claim("aud", []string{authtest.ClientID, "another-client"}), "another party"},
		"another party":         {claim("azp", "another-client"), "another party"},
		"another issuer's name": {claim("iss", "https://login.example.net"), "different provider"},
		"no subject":            {claim("sub", nil), "subject"},
		"endless subject":       {claim("sub", strings.Repeat("x", 256)), "subject"},
		"claims of odd types":   {claim("azp", []string{"x"}), "azp"},
		"another issuer's key": {func(v *vouched) {
			key := authtest.NewKey(v.house.t)
			v.Sign = func(c authtest.Claims) string { return v.JWT("ES256", "one", key, c) }
		}, "signature"},
		"an unknown key": {func(v *vouched) {
			key := authtest.NewKey(v.house.t)
			v.Sign = func(c authtest.Claims) string { return v.JWT("ES256", "two", key, c) }
		}, "signature"},
		"unsigned": {func(v *vouched) {
			v.Sign = func(c authtest.Claims) string { return v.JWT("none", "one", nil, c) }
		}, "none"},
		"unsigned, as it says it does": {func(v *vouched) {
			v.Description = func(d authtest.Claims) { d["id_token_signing_alg_values_supported"] = []string{"none"} }
			v.Sign = func(c authtest.Claims) string { return v.JWT("none", "one", nil, c) }
		}, "none"},
		"signed with the client's secret": {func(v *vouched) {
			v.Sign = func(c authtest.Claims) string { return v.JWT("HS256", "one", v.Keys["one"], c) }
		}, "HS256"},
		"cut": {func(v *vouched) {
			v.Sign = func(c authtest.Claims) string { return v.JWT("ES256", "one", v.Keys["one"], c)[:40] }
		}, "malformed"},
		"no ID token": {func(v *vouched) {
			v.Answer = func(w http.ResponseWriter, a authtest.Claims) {
				delete(a, "id_token")
				authtest.Reply(w, http.StatusOK, a)
			}
		}, "no ID token"},
		"endless": {func(v *vouched) {
			v.Answer = func(w http.ResponseWriter, _ authtest.Claims) {
				w.Write([]byte(strings.Repeat(" ", 2*maxProviderBody)))
			}
		}, "larger than"},
		"not JSON": {func(v *vouched) {
			v.Answer = func(w http.ResponseWriter, _ authtest.Claims) { w.Write([]byte("<html>")) }
		}, "json"},
		"elsewhere": {func(v *vouched) {
			v.Answer = func(w http.ResponseWriter, _ authtest.Claims) {
				w.Header().Set("Location", "https://login.example.net")
				w.WriteHeader(http.StatusTemporaryRedirect)
			}
		}, "redirects"},
	} {
		t.Run(what, func(t *testing.T) {
			v := newVouched(t)
			c.break_(v)
			v.refused(what, v.back(false), c.part)
			if all, err := v.store.Users(t.Context()); err != nil || len(all) != 1 {
				t.Errorf("%d accounts, %v", len(all), err)
			}
		})
	}
}

// claim sets a claim of the ID token; nil: leaves it out.
func claim(name string, value any) func(*vouched) {
	return func(v *vouched) {
		v.Tamper = func(c authtest.Claims) {
			c[name] = value
			if value == nil {
				delete(c, name)
			}
		}
	}
}

func TestProviderCallbacksThatAreRefused(t *testing.T) {
	v := newVouched(t)
	good := v.back(false)
	other := v.back(false)
	mixed := good
	mixed.State = "made up"
	v.refused("wrong state", mixed, "not begun here")
	good = v.back(false)
	mixed = good
	mixed.Cookie = other.Cookie
	v.refused("another browser", mixed, "another browser")
	v.refused("the state, again", good, "is used")
	good = v.back(false)
	good.Cookie = ""
	v.refused("no cookie", good, "another browser")
	good = v.back(false)
	good.Code, good.Error = "", "access_denied"
	v.refused("denied", good, "access_denied")
	good = v.back(false)
	good.Error = "<script>" + good.Code
	v.refused("an odd error", good, "no error code")
	good = v.back(false)
	good.Code = ""
	v.refused("no code", good, "no code")
	if v.Exchanges != 0 {
		t.Errorf("%d of these reached the provider", v.Exchanges)
	}

	good = v.back(false)
	if _, _, err := v.come(good); err != nil {
		t.Fatal(err)
	}
	v.refused("the same again", good, "is used")
	replay := v.back(false)
	replay.Code = good.Code
	v.refused("a used code in a new login", replay, "invalid_grant")
	stolen := v.back(false)
	victim := v.back(false)
	stolen.Code = victim.Code
	v.refused("the code of another login", stolen, "invalid_grant")

	late := v.back(false)
	v.clock = providerLife
	v.refused("too late", late, "older than")
}

func TestProviderFailuresSlowDown(t *testing.T) {
	v := newVouched(t)
	for range freeFailures {
		if _, _, err := v.come(Callback{State: "made up", From: desk}); !errors.Is(err, ErrProvider) {
			t.Fatal(err)
		}
	}
	if _, _, err := v.provider.Begin(t.Context(), desk, false); !errors.As(err, new(*WaitError)) {
		t.Errorf("%v", err)
	}
	if _, _, err := v.provider.Begin(t.Context(), elsewhere, false); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
}

func TestProviderRoles(t *testing.T) {
	v := newVouched(t)
	v.Claims["groups"] = []string{"staff"}
	if _, _, err := v.come(v.back(false)); !errors.Is(err, ErrNoRole) {
		t.Errorf("no group: %v", err)
	}
	for _, c := range []struct {
		groups any
		role   Role
	}{
		{[]string{"gateway-readers", "gateway-admins", "audit"}, Admin}, {[]string{"audit", "gateway-readers"}, Auditor},
		{[]any{7, nil, "audit", "gateway-operators"}, Operator}, {"gateway-readers", Viewer},
	} {
		v.Claims["groups"] = c.groups
		if p, _ := v.must(); p.Role != c.role {
			t.Errorf("%v: %s", c.groups, p.Role)
		}
	}
	for _, none := range []any{[]string{}, "GATEWAY-READERS", []string{"gateway-readers "}, nil, 7, map[string]any{"gateway-readers": true}} {
		v.Claims["groups"] = none
		if _, _, err := v.come(v.back(false)); !errors.Is(err, ErrNoRole) {
			t.Errorf("%v: %v", none, err)
		}
	}
}

// TestRemovedGroupEndsTheRole, and sessions and tokens with it, but never the last local admin.
func TestRemovedGroupEndsTheRole(t *testing.T) {
	v := newVouched(t)
	v.Claims["groups"] = []string{"gateway-admins"}
	secret, err := v.provider.Finish(t.Context(), v.back(false))
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := v.BySession(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := v.IssueToken(t.Context(), p, NewToken{Name: "x", Scopes: []Permission{ReadEvents}, Expires: time.Now().Add(2 * MaxForeignTokenLife)}); err == nil {
		t.Error("a token that outlives months without a login")
	}
	text, _, err := v.IssueToken(t.Context(), p, NewToken{Name: "x", Scopes: []Permission{ReadEvents}, Expires: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.RemoveUser(t.Context(), v.house.admin.ID); err == nil {
		t.Error("the last admin with a password was removed")
	}
	v.Claims["groups"] = []string{"staff"}
	if _, _, err := v.come(v.back(false)); !errors.Is(err, ErrNoRole) {
		t.Errorf("%v", err)
	}
	v.out(secret)
	if u, err := v.store.User(t.Context(), p.UserID); err != nil || u.Role != NoRole {
		t.Errorf("%+v, %v", u, err)
	}
	if err := v.SetRole(t.Context(), p.UserID, 0, NoRole, false); err != nil {
		t.Errorf("the role that it has: %v", err)
	}
	if who, err := v.ByToken(t.Context(), text, desk); err == nil && who.May(ReadEvents) {
		t.Errorf("the token still lets %+v in", who)
	}
	v.Claims["groups"] = []string{"gateway-readers"}
	if again, _ := v.must(); again.UserID != p.UserID || again.Role != Viewer {
		t.Errorf("%+v", again)
	}
	if err := v.SetRole(t.Context(), p.UserID, 0, Viewer, true); err != nil {
		t.Fatal(err)
	}
	if _, _, err := v.come(v.back(false)); !errors.Is(err, ErrDisabled) {
		t.Errorf("%v", err)
	}
}

// TestNoWayPastTheProvider: an account of its making gets no password and no passkey.
func TestNoWayPastTheProvider(t *testing.T) {
	v := newVouched(t)
	p, _ := v.must()
	if err := v.SetPassword(t.Context(), p.UserID, phrase, ""); !errors.Is(err, ErrForeign) {
		t.Errorf("%v", err)
	}
	keys, err := NewPasskeys(v.Service, passkeyOrigin)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := keys.BeginRegistration(t.Context(), p.UserID, "blue key"); !errors.Is(err, ErrForeign) {
		t.Errorf("%v", err)
	}
	if _, err := v.login("sato.k", "", "", desk); !errors.Is(err, ErrWrong) {
		t.Errorf("%v", err)
	}
}

func TestProviderGroupsFromElsewhere(t *testing.T) {
	v := newVouched(t)
	v.UserInfo = authtest.Claims{"sub": "10-7", "groups": []string{"audit"}, "preferred_username": "mori"}
	if p, _ := v.must(); p.Role != Operator {
		t.Errorf("the token has groups: %+v", p)
	}
	delete(v.Claims, "groups")
	if p, _ := v.must(); p.Role != Auditor {
		t.Errorf("%+v", p)
	}
	v.UserInfo["sub"] = "10-8"
	v.refused("user info of another", v.back(false), "somebody else")

	c := configOf(t, v.Issuer)
	c.RoleClaim = "realm_access.roles"
	v.Claims["realm_access"] = authtest.Claims{"roles": []string{"gateway-admins"}}
	v.trust(c)
	if p, _ := v.must(); p.Role != Admin {
		t.Errorf("%+v", p)
	}
	v.Claims["realm_access.roles"] = "audit"
	if p, _ := v.must(); p.Role != Auditor {
		t.Errorf("a claim with a dot in its name: %+v", p)
	}
}

func TestProviderRotatesKeys(t *testing.T) {
	v := newVouched(t)
	v.must()
	v.Keys["two"] = authtest.NewKey(t)
	delete(v.Keys, "one")
	v.Sign = func(c authtest.Claims) string { return v.JWT("ES256", "two", v.Keys["two"], c) }
	v.must()
	v.Sign = func(c authtest.Claims) string { return v.JWT("ES256", "one", v.Keys["two"], c) }
	v.refused("the old key's name", v.back(false), "signature")
}

func TestProviderDescriptionsThatAreRefused(t *testing.T) {
	for part, change := range map[string]func(authtest.Claims){
		"did not match":          func(d authtest.Claims) { d["issuer"] = "https://login.example.net" },
		"authorization_endpoint": func(d authtest.Claims) { d["authorization_endpoint"] = "javascript:alert(1)" },
		"token_endpoint":         func(d authtest.Claims) { d["token_endpoint"] = "http://login.example.net/token" },
		"jwks_uri":               func(d authtest.Claims) { delete(d, "jwks_uri") },
		"larger than":            func(d authtest.Claims) { d["x"] = strings.Repeat("x", maxProviderBody) },
	} {
		v := newVouched(t)
		v.Description = change
		_, _, err := v.provider.Begin(t.Context(), desk, false)
		if !errors.Is(err, ErrProvider) || !strings.Contains(err.Error(), part) {
			t.Errorf("%v, want %q", err, part)
		}
		v.Description = func(authtest.Claims) {}
		if _, _, again := v.provider.Begin(t.Context(), desk, false); again == nil || again.Error() != err.Error() {
			t.Errorf("asked again at once: %v", again)
		}
		v.clock = discoveryPause
		if _, _, err := v.provider.Begin(t.Context(), desk, false); err != nil {
			t.Errorf("after a pause: %v", err)
		}
	}
}

func TestProviderIsDown(t *testing.T) {
	v := newVouched(t)
	v.Server.Close()
	if _, _, err := v.provider.Begin(t.Context(), desk, false); !errors.Is(err, ErrProvider) {
		t.Errorf("%v", err)
	}
	if _, err := v.login("aoki", phrase, "", desk); err != nil {
		t.Errorf("with a password: %v", err)
	}
}

func TestProviderOfAnotherCA(t *testing.T) {
	v := newVouched(t)
	c := configOf(t, v.Issuer)
	c.CAFile = ""
	v.trust(c)
	if _, _, err := v.provider.Begin(t.Context(), desk, false); !errors.Is(err, ErrProvider) || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("%v", err)
	}
}

func TestProviderSecretByForm(t *testing.T) {
	v := newVouched(t)
	v.ByForm = true
	v.refused("an issuer that says nothing", v.back(false), "invalid_grant")
	if v.Exchanges != 1 {
		t.Errorf("the code was sent %d times", v.Exchanges)
	}
	v.Description = func(d authtest.Claims) { d["token_endpoint_auth_methods_supported"] = []string{"client_secret_post"} }
	v.trust(v.provider.config)
	v.must()
}

func TestPublicClient(t *testing.T) {
	v := newVouched(t)
	v.ByForm, v.Secret = true, ""
	c := v.provider.config
	c.SecretFile = ""
	v.trust(c)
	v.must()
}

func TestProviderConfigs(t *testing.T) {
	i := authtest.NewIssuer(t, redirect)
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for part, change := range map[string]func(*ProviderConfig){
		"issuer: wants":                     func(c *ProviderConfig) { c.Issuer = "http://login.example.org" },
		"issuer: wants an address":          func(c *ProviderConfig) { c.Issuer = "https://login.example.org?x=y" },
		"redirect_url: wants":               func(c *ProviderConfig) { c.RedirectURL = "/callback" },
		"client_id: is missing":             func(c *ProviderConfig) { c.ClientID = "" },
		"roles: without any":                func(c *ProviderConfig) { c.Roles = nil },
		"entry 2: role: must be":            func(c *ProviderConfig) { c.Roles[1].Role = "root" },
		"roles: entry 1: value: is missing": func(c *ProviderConfig) { c.Roles[0].Value = "" },
		"ca_file: open":                     func(c *ProviderConfig) { c.CAFile = filepath.Join(empty, "none") },
		"no certificate in PEM":             func(c *ProviderConfig) { c.CAFile = empty },
		"client_secret_file: open":          func(c *ProviderConfig) { c.SecretFile = filepath.Join(empty, "none") },
		"is empty":                          func(c *ProviderConfig) { c.SecretFile = empty },
	} {
		c := configOf(t, i)
		change(&c)
		if _, err := NewProvider(New(newMemory(), "Sekisho", time.Now), c); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%v, want %q", err, part)
		}
	}
}

// FuzzPlainName: whatever a provider calls somebody, they get an account's name or none.
func FuzzPlainName(f *testing.F) {
	for _, s := range []string{"", "Sato.K", "青木", "---", "a", "(setup)", "x@example.org", "\xff", strings.Repeat("k", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if plain := plainName(name); plain != "" && len(plain) > 1 && !accountName.MatchString(plain) {
			t.Errorf("%q becomes %q", name, plain)
		}
		if tailed := either(plainName(name), "user") + "-0123456789ab"; !accountName.MatchString(tailed) {
			t.Errorf("%q becomes %q", name, tailed)
		}
	})
}

// FuzzClaims: no claims panic, and a role comes from a rule's value alone.
func FuzzClaims(f *testing.F) {
	for _, s := range []string{`{}`, `{"groups":["a","admins"]}`, `{"groups":"admins"}`, `{"a":{"b":["admins",7,null]}}`, `{"a.b":[[]]}`, `{"a":{"b":{"c":1}}}`} {
		f.Add([]byte(s), "groups")
		f.Add([]byte(s), "a.b")
	}
	rules := []RoleRule{{"admins", Admin}}
	f.Fuzz(func(t *testing.T, text []byte, name string) {
		var claims map[string]any
		if json.Unmarshal(text, &claims) != nil {
			return
		}
		values, there := claimValues(claims, name)
		if len(values) > 0 && !there || (highest(values, rules) == Admin) != slices.Contains(values, "admins") {
			t.Errorf("%s of %s: %q, %v", name, text, values, there)
		}
	})
}
