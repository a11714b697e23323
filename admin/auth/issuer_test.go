package auth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

const (
	clientID     = "sekisho-gateway"
	clientSecret = "not a secret & of nobody"
	redirect     = "https://gateway.example.org:8443/api/v1/oidc/callback"
)

// issuer is a small identity provider: it holds its clients to the rules, and breaks them where a test says so.
type issuer struct {
	t      *testing.T
	server *httptest.Server
	keys   map[string]*ecdsa.PrivateKey // published, by ID
	grants map[string]url.Values        // by code: what the browser came with

	claims      map[string]any          // of the person who logs in, beyond what every token has
	userInfo    map[string]any          // nil: there is no such endpoint
	tamper      func(claims jsonClaims) // with the ID token
	sign        func(claims jsonClaims) string
	description func(jsonClaims)
	answer      func(w http.ResponseWriter, answer jsonClaims)
	secret      string // that the client must have
	byForm      bool   // the client's secret comes in the form, not in the header
	exchanges   int
}

type jsonClaims = map[string]any

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{
		t: t, secret: clientSecret, keys: map[string]*ecdsa.PrivateKey{"one": newKey(t)}, grants: map[string]url.Values{},
		claims: jsonClaims{"sub": "10-7", "preferred_username": "Sato.K", "groups": []string{"staff", "gateway-operators"}},
		tamper: func(jsonClaims) {}, description: func(jsonClaims) {},
		answer: func(w http.ResponseWriter, answer jsonClaims) { reply(w, http.StatusOK, answer) },
	}
	i.sign = func(claims jsonClaims) string { return i.jwt("ES256", "one", i.keys["one"], claims) }
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", i.describe)
	mux.HandleFunc("/authorize", i.authorize)
	mux.HandleFunc("/token", i.token)
	mux.HandleFunc("/keys", i.publish)
	mux.HandleFunc("/userinfo", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, i.userInfo) })
	i.server = httptest.NewUnstartedServer(mux)
	i.server.Config.ErrorLog = log.New(io.Discard, "", 0) // some clients must not trust it
	i.server.StartTLS()
	t.Cleanup(i.server.Close)
	return i
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func reply(w http.ResponseWriter, status int, answer any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(answer)
}

func (i *issuer) describe(w http.ResponseWriter, _ *http.Request) {
	at := i.server.URL
	d := jsonClaims{"issuer": at, "authorization_endpoint": at + "/authorize", "token_endpoint": at + "/token", "jwks_uri": at + "/keys"}
	if i.userInfo != nil {
		d["userinfo_endpoint"] = at + "/userinfo"
	}
	i.description(d)
	reply(w, http.StatusOK, d)
}

// authorize is the page where somebody logs in, which they do at once.
func (i *issuer) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	for key, want := range map[string]string{
		"response_type": "code", "client_id": clientID, "redirect_uri": redirect, "code_challenge_method": "S256", "scope": "openid profile groups",
	} {
		if q.Get(key) != want {
			i.t.Errorf("%s is %q", key, q.Get(key))
		}
	}
	if len(q.Get("state")) < 40 || len(q.Get("nonce")) < 40 || len(q.Get("code_challenge")) != 43 {
		i.t.Errorf("state, nonce or challenge can be guessed: %v", q)
	}
	code := "code-" + rand.Text()
	i.grants[code] = q
	http.Redirect(w, r, redirect+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), http.StatusFound)
}

func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	i.exchanges++
	id, secret := i.client(r)
	code := r.PostFormValue("code")
	grant, ok := i.grants[code]
	delete(i.grants, code)
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !ok || id != clientID || secret != i.secret || b64(sum[:]) != grant.Get("code_challenge") || r.PostFormValue("redirect_uri") != redirect {
		reply(w, http.StatusBadRequest, jsonClaims{"error": "invalid_grant", "error_description": "no grant for " + code})
		return
	}
	now := time.Now()
	claims := jsonClaims{"iss": i.server.URL, "aud": clientID, "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(), "nonce": grant.Get("nonce")}
	if grant.Get("prompt") == "login" {
		claims["auth_time"] = now.Unix()
	}
	maps.Copy(claims, i.claims)
	i.tamper(claims)
	i.answer(w, jsonClaims{"access_token": "access-" + rand.Text(), "token_type": "Bearer", "id_token": i.sign(claims)})
}

// client reads who asks for a token (RFC 6749 section 2.3.1).
func (i *issuer) client(r *http.Request) (id, secret string) {
	if i.byForm {
		return r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	id, secret, _ = r.BasicAuth()
	id, e1 := url.QueryUnescape(id)
	secret, e2 := url.QueryUnescape(secret)
	if e1 != nil || e2 != nil {
		i.t.Errorf("client: %v, %v", e1, e2)
	}
	return id, secret
}

func (i *issuer) publish(w http.ResponseWriter, _ *http.Request) {
	var keys []jsonClaims
	for _, id := range slices.Sorted(maps.Keys(i.keys)) {
		point, err := i.keys[id].PublicKey.Bytes() // 4, x, y (SEC 1 section 2.3.3)
		if err != nil {
			i.t.Error(err)
			return
		}
		keys = append(keys, jsonClaims{"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": id, "x": b64(point[1:33]), "y": b64(point[33:])})
	}
	reply(w, http.StatusOK, jsonClaims{"keys": keys})
}

// jwt signs claims (RFC 7515); without a key the signature is empty.
func (i *issuer) jwt(algorithm, id string, key *ecdsa.PrivateKey, claims jsonClaims) string {
	head, err := json.Marshal(jsonClaims{"alg": algorithm, "kid": id})
	if err != nil {
		i.t.Error(err)
	}
	body, err := json.Marshal(claims)
	if err != nil {
		i.t.Error(err)
	}
	text := b64(head) + "." + b64(body)
	if key == nil {
		return text + "."
	}
	sum := sha256.Sum256([]byte(text))
	r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
	if err != nil {
		i.t.Error(err)
	}
	return text + "." + b64(append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...))
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// config is what a gateway is told of this issuer.
func (i *issuer) config() ProviderConfig {
	i.t.Helper()
	dir := i.t.TempDir()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: i.server.Certificate().Raw})
	for name, text := range map[string]string{"ca.pem": string(ca), "secret": clientSecret + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			i.t.Fatal(err)
		}
	}
	return ProviderConfig{
		Issuer: i.server.URL, ClientID: clientID, SecretFile: filepath.Join(dir, "secret"), CAFile: filepath.Join(dir, "ca.pem"),
		RedirectURL: redirect, Scopes: []string{"groups"},
		Roles: []RoleRule{{"gateway-readers", Viewer}, {"gateway-operators", Operator}, {"gateway-admins", Admin}, {"audit", Auditor}},
	}
}

// visit goes where the gateway sends a browser, and gives what it brings back.
func (i *issuer) visit(address, cookie string) Callback {
	i.t.Helper()
	browser := i.server.Client()
	browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := browser.Get(address)
	if err != nil {
		i.t.Fatal(err)
	}
	answer.Body.Close()
	back, err := answer.Location()
	if err != nil {
		i.t.Fatal(fmt.Errorf("%s: %w", answer.Status, err))
	}
	q := back.Query()
	return Callback{State: q.Get("state"), Code: q.Get("code"), Cookie: cookie, From: desk, Agent: "test"}
}
