package acmetest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Server is an authority. What is set here is set before it is asked, or by Set.
type Server struct {
	URL    string // of the directory
	Roots  string // PEM that the server, and what it signs, is trusted by
	Target string // host:port that names are validated at by TLS-ALPN-01
	HTTP   string // host:port that they are validated at by HTTP-01 instead; "": they are not
	// Begun is how long before they are signed certificates are valid, Left how long after.
	Begun, Left time.Duration
	Refused     string // a name that is signed for nobody
	Down        bool   // every request fails

	http     *httptest.Server
	key      *ecdsa.PrivateKey
	root     *x509.Certificate
	mu       sync.Mutex // of all
	nonces   map[string]bool
	accounts map[string]*jose.JSONWebKey // by address
	orders   []*order
}

type order struct {
	name, token, state string
	problem            any
	owner              string // the account's address
	chain              []byte
}

type object = map[string]any

// New starts an authority that ends with the test.
func New(t testing.TB, target string) *Server {
	t.Helper()
	s := &Server{Target: target, Left: 90 * 24 * time.Hour, nonces: map[string]bool{}, accounts: map[string]*jose.JSONWebKey{}}
	var err error
	if s.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority of tests"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().AddDate(1, 0, 0), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, s.key.Public(), s.key)
	if err == nil {
		s.root, err = x509.ParseCertificate(der)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.http = httptest.NewUnstartedServer(s)
	s.http.Config.ErrorLog = log.New(io.Discard, "", 0) // clients that don't trust it are part of tests
	s.http.StartTLS()
	t.Cleanup(s.http.Close)
	s.URL = s.http.URL + "/directory"
	s.Roots = inPEM(der) + inPEM(s.http.Certificate().Raw)
	return s
}

func inPEM(der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// Set changes what is said above while the server runs.
func (s *Server) Set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// Issued is how many certificates were signed.
func (s *Server) Issued() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.orders {
		if o.chain != nil {
			n++
		}
	}
	return n
}

// ServeHTTP answers by RFC 8555 section 7.1.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Replay-Nonce", s.nonce())
	what, number, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case s.Down:
		refuse(w, http.StatusServiceUnavailable, "serverInternal", "closed for today")
	case what == "directory":
		answer(w, http.StatusOK, object{"newNonce": s.at("nonce"), "newAccount": s.at("account"), "newOrder": s.at("order"), "meta": object{"termsOfService": s.at("terms")}})
	case what == "nonce":
		w.WriteHeader(http.StatusOK)
	default:
		s.signed(w, r, what, number)
	}
}

func (s *Server) at(path string) string { return s.http.URL + "/" + path }

func (s *Server) nonce() string {
	n := rand.Text()
	s.nonces[n] = true
	return n
}

// signed answers what must be signed by an account.
func (s *Server) signed(w http.ResponseWriter, r *http.Request, what, number string) {
	payload, account, key, err := s.open(r)
	if err != nil {
		refuse(w, http.StatusBadRequest, "malformed", err.Error())
		return
	}
	if what == "account" {
		s.register(w, payload, account, key)
		return
	}
	if what == "order" && number == "" {
		s.order(w, payload, account)
		return
	}
	o := s.find(number, account)
	if o == nil {
		refuse(w, http.StatusNotFound, "malformed", "there is no such order")
		return
	}
	s.ofOrder(w, what, number, o, payload)
}

func (s *Server) find(number, account string) *order {
	for i, o := range s.orders {
		if fmt.Sprint(i) == number && o.owner == account {
			return o
		}
	}
	return nil
}

// ofOrder answers what concerns one order.
func (s *Server) ofOrder(w http.ResponseWriter, what, number string, o *order, payload []byte) {
	switch what {
	case "order":
		answer(w, http.StatusOK, s.shown(number, o))
	case "authorization":
		s.authorization(w, number, o)
	case "challenge":
		s.judge(o)
		answer(w, http.StatusOK, s.challenge(number, o))
	case "finalize":
		s.finalize(w, number, o, payload)
	case "certificate":
		w.Header().Set("Content-Type", "application/pem-certificate-chain")
		w.Write(o.chain)
	default:
		refuse(w, http.StatusNotFound, "malformed", "unknown address")
	}
}

// open checks a request's signature (RFC 8555 section 6.2) and says whose it is.
func (s *Server) open(r *http.Request) (payload []byte, account string, key *jose.JSONWebKey, err error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return nil, "", nil, err
	}
	signed, err := jose.ParseSigned(string(body), []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		return nil, "", nil, err
	}
	h := signed.Signatures[0].Protected
	key = h.JSONWebKey
	if account = h.KeyID; account != "" {
		key = s.accounts[account]
	}
	if key == nil || !s.nonces[h.Nonce] || h.ExtraHeaders["url"] != s.http.URL+r.URL.Path {
		return nil, "", nil, fmt.Errorf("unknown account, nonce, or another address")
	}
	delete(s.nonces, h.Nonce)
	payload, err = signed.Verify(key)
	return payload, account, key, err
}

func (s *Server) register(w http.ResponseWriter, payload []byte, account string, key *jose.JSONWebKey) {
	var in struct {
		Agreed bool `json:"termsOfServiceAgreed"`
	}
	if json.Unmarshal(payload, &in) != nil || account != "" || !in.Agreed {
		refuse(w, http.StatusForbidden, "userActionRequired", "the terms were not agreed to")
		return
	}
	address := s.at(fmt.Sprintf("account/%d", len(s.accounts)))
	s.accounts[address] = key
	w.Header().Set("Location", address)
	answer(w, http.StatusCreated, object{"status": "valid"})
}

func (s *Server) order(w http.ResponseWriter, payload []byte, account string) {
	var in struct {
		Identifiers []struct{ Type, Value string }
	}
	if json.Unmarshal(payload, &in) != nil || len(in.Identifiers) != 1 || in.Identifiers[0].Type != "dns" {
		refuse(w, http.StatusBadRequest, "malformed", "one name an order")
		return
	}
	name := in.Identifiers[0].Value
	if name == s.Refused {
		refuse(w, http.StatusForbidden, "rejectedIdentifier", "that name is signed for nobody")
		return
	}
	s.orders = append(s.orders, &order{name: name, token: rand.Text(), state: "pending", owner: account})
	number := fmt.Sprint(len(s.orders) - 1)
	w.Header().Set("Location", s.at("order/"+number))
	answer(w, http.StatusCreated, s.shown(number, s.orders[len(s.orders)-1]))
}

func (s *Server) shown(number string, o *order) object {
	out := object{"status": o.state, "identifiers": []object{{"type": "dns", "value": o.name}}, "finalize": s.at("finalize/" + number),
		"authorizations": []string{s.at("authorization/" + number)}}
	if o.chain != nil {
		out["certificate"] = s.at("certificate/" + number)
	}
	return out
}

func (s *Server) authorization(w http.ResponseWriter, number string, o *order) {
	answer(w, http.StatusOK, object{"status": o.validated(), "identifier": object{"type": "dns", "value": o.name}, "challenges": []object{s.challenge(number, o)}})
}

// validated is the state of an order's authorization, and of its challenge.
func (o *order) validated() string {
	if o.state == "ready" {
		return "valid"
	}
	return o.state
}

func (s *Server) challenge(number string, o *order) object {
	kind := "tls-alpn-01"
	if s.HTTP != "" {
		kind = "http-01"
	}
	out := object{"type": kind, "url": s.at("challenge/" + number), "status": o.validated(), "token": o.token}
	if o.problem != nil {
		out["error"] = o.problem
	}
	return out
}

// judge validates an order's name.
func (s *Server) judge(o *order) {
	thumb, err := s.accounts[o.owner].Thumbprint(crypto.SHA256)
	switch {
	case err != nil:
	case s.HTTP != "":
		err = fetch(s.HTTP, o.name, o.token, thumb)
	default:
		err = validate(s.Target, o.name, o.token, thumb)
	}
	o.state = "ready"
	if err != nil {
		o.state = "invalid"
		o.problem = problem(http.StatusForbidden, "unauthorized", err.Error())
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func problem(status int, kind, detail string) object {
	return object{"type": "urn:ietf:params:acme:error:" + kind, "detail": detail, "status": status}
}

func refuse(w http.ResponseWriter, status int, kind, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(problem(status, kind, detail))
}
