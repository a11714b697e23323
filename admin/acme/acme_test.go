package acme

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"
)

const name = "gateway.example.org"

// authority is a small one: it issues for one account, one name and one way of proving it, and holds its client to the rules.
type authority struct {
	t       *testing.T
	server  *httptest.Server
	key     *ecdsa.PrivateKey
	root    *x509.Certificate
	prover  string // address that stands for port 443 of every name
	refuse  bool   // whoever proves what
	mu      sync.Mutex
	account *ecdsa.PublicKey
	thumb   string
	nonces  map[string]bool
	state   string // of order and challenge
	reason  string
	issued  []byte // PEM
}

type object = map[string]any

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(t, err)
	a := &authority{t: t, key: key, nonces: map[string]bool{}, state: "pending"}
	a.root, err = x509.ParseCertificate(der)
	must(t, err)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /directory", func(w http.ResponseWriter, _ *http.Request) {
		a.answer(w, 200, object{"newNonce": a.at("/nonce"), "newAccount": a.at("/account"), "newOrder": a.at("/order"), "revokeCert": a.at("/revoke"), "keyChange": a.at("/change")})
	})
	mux.HandleFunc("/nonce", func(w http.ResponseWriter, _ *http.Request) { a.answer(w, 200, nil) })
	for path, handle := range map[string]func(w http.ResponseWriter, payload []byte){
		"/account": a.newAccount, "/order": a.newOrder, "/order/1": a.order, "/authorization": a.authorization, "/challenge": a.challenge, "/finalize": a.finalize, "/certificate": a.certificate,
	} {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
			a.mu.Lock()
			defer a.mu.Unlock()
			if payload, ok := a.opened(r); ok {
				handle(w, payload)
				return
			}
			a.answer(w, 400, object{"type": "urn:ietf:params:acme:error:malformed", "detail": "not signed by the account"})
		})
	}
	a.server = httptest.NewTLSServer(mux)
	t.Cleanup(a.server.Close)
	return a
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (a *authority) at(path string) string { return a.server.URL + path }

func (a *authority) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.server.Certificate())
	return pool
}

func (a *authority) answer(w http.ResponseWriter, status int, body any) {
	nonce := rand.Text()
	a.nonces[nonce] = true
	w.Header().Set("Replay-Nonce", nonce)
	w.Header().Set("Content-Type", "application/json")
	if status >= 400 {
		w.Header().Set("Content-Type", "application/problem+json")
	}
	w.WriteHeader(status)
	if body != nil {
		json.NewEncoder(w).Encode(body)
	}
}

// opened checks a request's signature (RFC 7515), its nonce and its address, and gives what is signed.
func (a *authority) opened(r *http.Request) (payload []byte, ok bool) {
	var jws struct{ Protected, Payload, Signature string }
	var header struct {
		Nonce, URL, Kid string
		JWK             struct{ X, Y string }
	}
	if json.NewDecoder(r.Body).Decode(&jws) != nil || json.Unmarshal(plain(jws.Protected), &header) != nil {
		return nil, false
	}
	if !a.nonces[header.Nonce] || header.URL != a.at(r.URL.Path) {
		return nil, false
	}
	delete(a.nonces, header.Nonce)
	if header.Kid == "" {
		var err error
		point := append(append([]byte{4}, plain(header.JWK.X)...), plain(header.JWK.Y)...) // SEC 1 section 2.3.3
		if a.account, err = ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point); err != nil {
			return nil, false
		}
		sum := sha256.Sum256([]byte(`{"crv":"P-256","kty":"EC","x":"` + header.JWK.X + `","y":"` + header.JWK.Y + `"}`)) // RFC 7638
		a.thumb = base64.RawURLEncoding.EncodeToString(sum[:])
	}
	sum, signature := sha256.Sum256([]byte(jws.Protected+"."+jws.Payload)), plain(jws.Signature)
	ok = a.account != nil && len(signature) == 64 && ecdsa.Verify(a.account, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:]))
	return plain(jws.Payload), ok
}

func plain(s string) []byte {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil
	}
	return b
}

func (a *authority) newAccount(w http.ResponseWriter, _ []byte) {
	w.Header().Set("Location", a.at("/account/1"))
	a.answer(w, 201, object{"status": "valid"})
}

func (a *authority) shown() object {
	o := object{"status": a.state, "identifiers": []object{{"type": "dns", "value": name}}, "authorizations": []string{a.at("/authorization")}, "finalize": a.at("/finalize")}
	if a.issued != nil {
		o["certificate"] = a.at("/certificate")
	}
	return o
}

func (a *authority) newOrder(w http.ResponseWriter, payload []byte) {
	if !strings.Contains(string(payload), name) {
		a.t.Errorf("order %s", payload)
	}
	a.state = "pending"
	w.Header().Set("Location", a.at("/order/1"))
	a.answer(w, 201, a.shown())
}

func (a *authority) order(w http.ResponseWriter, _ []byte) { a.answer(w, 200, a.shown()) }

func (a *authority) proof() object {
	state := map[string]string{"pending": "pending", "ready": "valid", "valid": "valid", "invalid": "invalid"}[a.state]
	o := object{"type": "tls-alpn-01", "url": a.at("/challenge"), "token": "token-of-the-test", "status": state}
	if a.reason != "" {
		o["error"] = object{"type": "urn:ietf:params:acme:error:unauthorized", "detail": a.reason}
	}
	return o
}

func (a *authority) authorization(w http.ResponseWriter, _ []byte) {
	proof := a.proof()
	a.answer(w, 200, object{"status": proof["status"], "identifier": object{"type": "dns", "value": name}, "challenges": []object{proof}})
}

// challenge looks, as RFC 8737 section 3 says, whether the name's port answers with the token's hash.
func (a *authority) challenge(w http.ResponseWriter, _ []byte) {
	a.state = "ready"
	if a.reason = a.look(); a.reason != "" {
		a.state = "invalid"
	}
	a.answer(w, 200, a.proof())
}

func (a *authority) look() string {
	if a.refuse {
		return "not for you"
	}
	c, err := tls.Dial("tcp", a.prover, &tls.Config{ServerName: name, NextProtos: []string{ALPN}, InsecureSkipVerify: true})
	if err != nil {
		return err.Error()
	}
	defer c.Close()
	sum := sha256.Sum256([]byte("token-of-the-test." + a.thumb))
	want, err := asn1.Marshal(sum[:])
	if err != nil {
		return err.Error()
	}
	for _, e := range c.ConnectionState().PeerCertificates[0].Extensions {
		if e.Id.String() == "1.3.6.1.5.5.7.1.31" && e.Critical && string(e.Value) == string(want) && c.ConnectionState().NegotiatedProtocol == ALPN {
			return ""
		}
	}
	return "another certificate was shown"
}

func (a *authority) finalize(w http.ResponseWriter, payload []byte) {
	var in struct{ CSR string }
	must(a.t, json.Unmarshal(payload, &in))
	csr, err := x509.ParseCertificateRequest(plain(in.CSR))
	if err != nil || a.state != "ready" {
		a.answer(w, 403, object{"type": "urn:ietf:params:acme:error:orderNotReady"})
		return
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), NotBefore: time.Now().Add(-time.Minute), NotAfter: time.Now().Add(12 * time.Hour),
		DNSNames: csr.DNSNames, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, KeyUsage: x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, template, a.root, csr.PublicKey, a.key)
	must(a.t, err)
	a.issued, a.state = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), "valid"
	a.answer(w, 200, a.shown())
}

func (a *authority) certificate(w http.ResponseWriter, _ []byte) {
	w.Header().Set("Replay-Nonce", "the last")
	w.Header().Set("Content-Type", "application/pem-certificate-chain")
	w.Write(append(a.issued, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.Raw})...))
}

// listen serves a manager's certificates, as the admin process does.
func listen(t *testing.T, a *authority, dir string, log io.Writer) *Manager {
	t.Helper()
	var m *Manager
	config := &tls.Config{NextProtos: []string{ALPN, "http/1.1"}, GetCertificate: func(h *tls.ClientHelloInfo) (*tls.Certificate, error) { return m.Certificate(h) }}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { l.Close() })
	a.prover = l.Addr().String()
	m, err = New(Options{Dir: dir, Directory: a.at("/directory"), Names: []string{name}, Roots: a.roots(), Listen: netip.MustParseAddrPort(a.prover), Log: slog.New(slog.NewTextHandler(log, nil))})
	must(t, err)
	t.Cleanup(m.Stop)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				tls.Server(c, config).Handshake() // a client that goes away is no failure
			}()
		}
	}()
	return m
}

// TestCertificate: it is got by proving the name, shown to clients, and still there after a restart.
func TestCertificate(t *testing.T) {
	a, dir := newAuthority(t), t.TempDir()
	m := listen(t, a, dir, io.Discard)
	if m.Current() != nil {
		t.Fatal("a certificate before any was issued")
	}
	must(t, m.Start(t.Context()))
	for m.Current() == nil {
		time.Sleep(10 * time.Millisecond)
	}
	c, err := tls.Dial("tcp", a.prover, &tls.Config{ServerName: name, RootCAs: pool(a.root), NextProtos: []string{"http/1.1"}})
	must(t, err)
	c.Close()
	if _, err := tls.Dial("tcp", a.prover, &tls.Config{ServerName: "other.example.org", InsecureSkipVerify: true}); err == nil {
		t.Error("a certificate for another name")
	}
	first := string(m.Current().Certificate[0])
	a.refuse = true // what is kept is used
	again := listen(t, a, dir, io.Discard)
	must(t, again.Start(t.Context()))
	for again.Current() == nil { // the authority would not issue another
		time.Sleep(10 * time.Millisecond)
	}
	if string(again.Current().Certificate[0]) != first {
		t.Error("after a restart it is another one")
	}
}

func pool(c *x509.Certificate) *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(c)
	return p
}

// signal tells when something was logged that holds a text.
type signal struct {
	text string
	seen chan struct{}
	once sync.Once
}

func (s *signal) Write(p []byte) (int, error) {
	if strings.Contains(string(p), s.text) {
		s.once.Do(func() { close(s.seen) })
	}
	return len(p), nil
}

// TestRefused: the log says why there is no certificate.
func TestRefused(t *testing.T) {
	a := newAuthority(t)
	a.refuse = true
	log := &signal{text: "not for you", seen: make(chan struct{})}
	m := listen(t, a, t.TempDir(), log)
	must(t, m.Start(t.Context()))
	<-log.seen
	if m.Current() != nil {
		t.Error("a certificate all the same")
	}
}

// TestOptions: what can't work is refused before anybody is asked.
func TestOptions(t *testing.T) {
	for what, o := range map[string]Options{
		"no TLS": {Directory: "http://ca.example.org", Names: []string{name}}, "no directory": {Names: []string{name}}, "no names": {Directory: "https://ca.example.org"},
		"an address": {Directory: "https://ca.example.org", Names: []string{"192.0.2.1"}}, "no name": {Directory: "https://ca.example.org", Names: []string{"a b"}},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
}
