package authtest

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

// What the issuer knows its one client by.
const (
	ClientID     = "sekisho-gateway"
	ClientSecret = "not a secret & of nobody"
)

// Issuer is a small identity provider: it holds its clients to the rules, and breaks them where a test says so.
type Issuer struct {
	t      testing.TB
	Server *httptest.Server
	Keys   map[string]*ecdsa.PrivateKey // published, by ID
	grants map[string]url.Values        // by code: what the browser came with

	Redirect    string              // where browsers are sent back to
	Claims      Claims              // of the person who logs in, beyond what every token has
	UserInfo    Claims              // nil: there is no such endpoint
	Tamper      func(claims Claims) // with the ID token
	Sign        func(claims Claims) string
	Description func(Claims)
	Answer      func(w http.ResponseWriter, answer Claims)
	Secret      string // that the client must have
	ByForm      bool   // the client's secret comes in the form, not in the header
	Exchanges   int
}

// Claims is a JSON object.
type Claims = map[string]any

// NewIssuer starts one that sends browsers back to an address.
func NewIssuer(t testing.TB, redirect string) *Issuer {
	t.Helper()
	i := &Issuer{
		t: t, Redirect: redirect, Secret: ClientSecret, Keys: map[string]*ecdsa.PrivateKey{"one": NewKey(t)}, grants: map[string]url.Values{},
		Claims: Claims{"sub": "10-7", "preferred_username": "Sato.K", "groups": []string{"staff", "gateway-operators"}},
		Tamper: func(Claims) {}, Description: func(Claims) {},
		Answer: func(w http.ResponseWriter, answer Claims) { Reply(w, http.StatusOK, answer) },
	}
	i.Sign = func(claims Claims) string { return i.JWT("ES256", "one", i.Keys["one"], claims) }
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", i.describe)
	mux.HandleFunc("/authorize", i.authorize)
	mux.HandleFunc("/token", i.token)
	mux.HandleFunc("/keys", i.publish)
	mux.HandleFunc("/userinfo", func(w http.ResponseWriter, _ *http.Request) { Reply(w, http.StatusOK, i.UserInfo) })
	i.Server = httptest.NewUnstartedServer(mux)
	i.Server.Config.ErrorLog = log.New(io.Discard, "", 0) // some clients must not trust it
	i.Server.StartTLS()
	t.Cleanup(i.Server.Close)
	return i
}

// NewKey makes a key to sign with.
func NewKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// Reply writes JSON.
func Reply(w http.ResponseWriter, status int, answer any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(answer)
}

func (i *Issuer) describe(w http.ResponseWriter, _ *http.Request) {
	at := i.Server.URL
	d := Claims{"issuer": at, "authorization_endpoint": at + "/authorize", "token_endpoint": at + "/token", "jwks_uri": at + "/keys"}
	if i.UserInfo != nil {
		d["userinfo_endpoint"] = at + "/userinfo"
	}
	i.Description(d)
	Reply(w, http.StatusOK, d)
}

// authorize is the page where somebody logs in, which they do at once.
func (i *Issuer) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	for key, want := range map[string]string{
		"response_type": "code", "client_id": ClientID, "redirect_uri": i.Redirect, "code_challenge_method": "S256", "scope": "openid profile groups",
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
	http.Redirect(w, r, i.Redirect+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), http.StatusFound)
}

func (i *Issuer) token(w http.ResponseWriter, r *http.Request) {
	i.Exchanges++
	id, secret := i.client(r)
	code := r.PostFormValue("code")
	grant, ok := i.grants[code]
	delete(i.grants, code)
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !ok || id != ClientID || secret != i.Secret || b64(sum[:]) != grant.Get("code_challenge") || r.PostFormValue("redirect_uri") != i.Redirect {
		Reply(w, http.StatusBadRequest, Claims{"error": "invalid_grant", "error_description": "no grant for " + code})
		return
	}
	now := time.Now()
	claims := Claims{"iss": i.Server.URL, "aud": ClientID, "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(), "nonce": grant.Get("nonce")}
	if grant.Get("prompt") == "login" {
		claims["auth_time"] = now.Unix()
	}
	maps.Copy(claims, i.Claims)
	i.Tamper(claims)
	i.Answer(w, Claims{"access_token": "access-" + rand.Text(), "token_type": "Bearer", "id_token": i.Sign(claims)})
}

// client reads who asks for a token (RFC 6749 section 2.3.1).
func (i *Issuer) client(r *http.Request) (id, secret string) {
	if i.ByForm {
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

func (i *Issuer) publish(w http.ResponseWriter, _ *http.Request) {
	var keys []Claims
	for _, id := range slices.Sorted(maps.Keys(i.Keys)) {
		point, err := i.Keys[id].PublicKey.Bytes() // 4, x, y (SEC 1 section 2.3.3)
		if err != nil {
			i.t.Error(err)
			return
		}
		keys = append(keys, Claims{"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": id, "x": b64(point[1:33]), "y": b64(point[33:])})
	}
	Reply(w, http.StatusOK, Claims{"keys": keys})
}

// JWT signs claims (RFC 7515); without a key the signature is empty.
func (i *Issuer) JWT(algorithm, id string, key *ecdsa.PrivateKey, claims Claims) string {
	head, err := json.Marshal(Claims{"alg": algorithm, "kid": id})
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

// Files writes what a client needs into a folder: its secret, and the certificate to trust the issuer by.
func (i *Issuer) Files(dir string) (secret, ca string) {
	i.t.Helper()
	secret, ca = filepath.Join(dir, "secret"), filepath.Join(dir, "ca.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: i.Server.Certificate().Raw})
	for name, text := range map[string]string{ca: string(certificate), secret: ClientSecret + "\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			i.t.Fatal(err)
		}
	}
	return secret, ca
}

// Visit goes where the gateway sends a browser, and gives what it brings back.
func (i *Issuer) Visit(address string) url.Values {
	i.t.Helper()
	browser := i.Server.Client()
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
	return back.Query()
}
