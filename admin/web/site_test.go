package web

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/siem"
	"sekisho/admin/state"
	"sekisho/admin/store"
	"sekisho/dataplane/control"
	"sekisho/dataplane/policy"
	"sekisho/dataplane/revision"
	"sekisho/geo"
)

// phrase is the password of every account in tests.
const phrase = "four score and seven horses"

// site is a server on a port of loopback, with a store, a state and a keeper of policies behind it.
type site struct {
	*Server
	t       testing.TB
	base    string
	console string
	plane   *plane
	shipper *siem.Shipper
	state   *state.State
	now     *clock
	log     *lines
	journal string
	api     *contract
	cookies map[auth.Role]string // see cookie
}

// clock is a time that tests set.
type clock struct {
	mu sync.Mutex
	at time.Duration // after the real time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.at)
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at += d
}

// lines is a log to look into.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// plane answers as the dataplane does, with its own keeper of policies.
type plane struct {
	keeper *revision.Keeper
	frames atomic.Uint64
	flows  []control.Flow
	status control.Status // one without counters: as if traffic were coming all the time
	set    control.Settings
	err    error // of everything, where it is set
}

const firstPolicy = `version: 1
rules:
  - id: no-personal-data
    description: No personal data to countries of concern
    to: {jurisdictions: [CN]}
    data: [{class: jp.my_number, at_least: 1}]
    action: block
default: allow
`

func newPlane(t testing.TB) *plane {
	p := &plane{}
	var err error
	p.keeper, err = revision.Open(revision.Options{
		Dir: t.TempDir(), Clock: revision.Clock{Boot: "first", Since: func() time.Duration { return 0 }},
		File: func() (string, error) { return firstPolicy, nil },
		Put: func(r revision.Policy) error {
			_, err := compile("revision", r.Text)
			if err != nil {
				return &control.Error{Code: control.Invalid, Message: "the policy is not valid"}
			}
			return nil
		},
		Tell: func(string, control.Revision, string) {}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.keeper.Close() })
	return p
}

func compile(name, text string) (*policy.Program, error) {
	p, err := policy.Parse(name, []byte(text))
	if err != nil {
		return nil, err
	}
	return p.Compile()
}

func (p *plane) Status(context.Context) (control.Status, error) {
	if p.status.Engine != nil {
		return p.status, p.err
	}
	engine := map[string]uint64{"flows": 3, "frames": p.frames.Add(1)}
	return control.Status{Version: "test", Rules: 1, Queue: map[string]uint64{"received": 7}, Engine: engine, Geo: []geo.Source{}}, p.err
}

func (p *plane) Settings(context.Context) (control.Settings, error) { return p.set, p.err }

// Set takes anything but the network 203.0.113.0/24, as the dataplane would refuse what is wrong.
func (p *plane) Set(_ context.Context, ch control.SettingsChange) (control.Settings, error) {
	if ch.Version != p.set.Version {
		return control.Settings{}, &control.Error{Code: control.Conflict, Message: "another version"}
	}
	if slices.Contains(ch.Set.Protected, "203.0.113.1/24") {
		return control.Settings{}, &control.Error{Code: control.Invalid, Message: "dataplane.protected[0]: has bits set beyond its length"}
	}
	p.set = control.Settings{Version: ch.Version + 1, Set: ch.Set}
	return p.set, nil
}

func (p *plane) Policy(context.Context) (control.State, error) {
	if p.err != nil {
		return control.State{}, p.err
	}
	return p.keeper.State()
}
func (p *plane) Apply(_ context.Context, a control.Apply) (control.State, error) {
	return p.keeper.Apply(a)
}
func (p *plane) Confirm(_ context.Context, c control.Change) (control.State, error) {
	return p.keeper.Confirm(c.ID)
}
func (p *plane) Revert(_ context.Context, c control.Change) (control.State, error) {
	return p.keeper.Revert(c.ID, c.Reason)
}
func (p *plane) Flows(context.Context, int) ([]control.Flow, error) { return p.flows, p.err }
func (p *plane) Lookup(_ context.Context, addrs []netip.Addr) ([]geo.Record, error) {
	out := make([]geo.Record, len(addrs))
	for i := range addrs {
		out[i] = geo.Record{Codes: []string{"CN"}, Evidence: []geo.Evidence{{Kind: geo.Located, Code: "CN", Confidence: 1, Source: "test"}}}
	}
	return out, p.err
}

// openSite starts a server without accounts.
func openSite(t testing.TB) *site {
	t.Helper()
	dir := t.TempDir()
	s := &site{t: t, now: &clock{}, log: &lines{}, plane: newPlane(t), journal: filepath.Join(dir, "events"), cookies: map[auth.Role]string{}}
	log := slog.New(slog.NewTextHandler(s.log, nil))
	var err error
	s.state, err = state.Open(t.Context(), state.Options{Dir: dir, Log: log, Now: s.now.now})
	s.must(err)
	index, err := store.Open(t.Context(), store.Options{Journal: s.journal, Dir: dir, Log: log})
	s.must(err)
	s.shipper = siem.New(siem.Options{Journal: s.journal, Dir: filepath.Join(dir, "shipping"), Host: "gate", Log: log})
	var console lines
	s.Server, err = New(t.Context(), Options{
		Listen: netip.MustParseAddrPort("127.0.0.1:0"), Dir: dir, Journal: s.journal, Auth: auth.New(s.state, "Sekisho", s.now.now), Accounts: s.state, State: s.state,
		Index: index, Dataplane: s.plane, Shipping: s.shipper, Resolve: resolveForTest, Root: fstest.MapFS{"etc/resolv.conf": {Data: []byte("nameserver 203.0.113.53\n")}}, Compile: compile, Vocabulary: policy.Vocabulary{Classes: policy.Classes(), Protocols: policy.Protocols()},
		Basis: map[string]string{"jp.my_number": "Act 27 of 2013"}, Shipped: "groups: {jurisdictions: {watched: [CN]}}",
		Scan: scanForTest, Version: "test", Log: log, Console: &console, Now: s.now.now,
	})
	s.must(err)
	s.run(index)
	s.base = "https://" + s.Addr().String()
	s.api = newContract(t, s.Server)
	s.do("GET", "/healthz", "", "", nil) // it answers once it has greeted
	s.console = console.String()
	return s
}

// run has everything go on in the background until the test is over.
func (s *site) run(index *store.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() { index.Run(ctx) })
	all.Go(func() { s.shipper.Run(ctx) })
	all.Go(func() {
		if err := s.Run(ctx); err != nil {
			s.t.Error(err)
		}
	})
	s.t.Cleanup(func() {
		client.CloseIdleConnections() // HTTP/2 takes a second to end one that its client holds on to
		cancel()
		all.Wait()
		s.must(index.Close())
		s.must(s.state.Close())
	})
}

// resolveForTest knows one name, and asks nobody.
func resolveForTest(_ context.Context, host string) ([]netip.Addr, error) {
	if host == "siem.example" {
		return []netip.Addr{netip.MustParseAddr("203.0.113.7")}, nil
	}
	return nil, errors.New("no such host")
}

func scanForTest(_ context.Context, _ string, r io.Reader) (Scan, error) {
	n, err := io.Copy(io.Discard, r)
	return Scan{Bytes: n}, err
}

// hashed is the phrase's hash, which takes long to make.
var hashed = sync.OnceValues(func() (string, error) { return auth.NewPasswords().Hash(context.Background(), phrase) })

// newSite starts a server with an account of each role, named as the role.
func newSite(t testing.TB) *site {
	t.Helper()
	s := openSite(t)
	for _, role := range auth.Roles() {
		hash, err := hashed()
		s.must(err)
		s.must(s.state.AddUser(t.Context(), auth.User{ID: string(role), Name: string(role), Role: role, Version: 1, Created: s.now.now(), Password: hash}))
	}
	return s
}

// cookie gives the secret of a role's session, which begins when it is first asked for: a password's hash takes long.
func (s *site) cookie(role auth.Role) string {
	s.t.Helper()
	if s.cookies[role] == "" {
		s.cookies[role] = s.login(string(role))
	}
	return s.cookies[role]
}

// login gives the secret of a new session.
func (s *site) login(name string) string {
	s.t.Helper()
	a := s.do("POST", "/api/v1/session", "", fmt.Sprintf(`{"name":%q,"password":%q}`, name, phrase), nil)
	for _, c := range a.cookies {
		if c.Name == auth.CookieName && c.Value != "" {
			return c.Value
		}
	}
	s.t.Fatalf("no session for %s: %d %s", name, a.status, a.body)
	return ""
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// answered is what came back.
type answered struct {
	status  int
	header  http.Header
	cookies []*http.Cookie
	body    []byte
}

// problem reads a problem, or fails.
func (a answered) code() string {
	var p problem
	if json.Unmarshal(a.body, &p) != nil {
		return ""
	}
	return p.Code
}

// client doesn't know the certificate, keeps no cookies and follows nothing.
var client = &http.Client{
	Transport:     &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       3 * time.Minute,
}

// do sends a request with a session's secret ("": none; one that begins with sekisho_ is a token) and reads the answer.
func (s *site) do(method, path, secret, body string, header map[string]string) answered {
	s.t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, s.base+path, strings.NewReader(body))
	s.must(err)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	switch {
	case strings.HasPrefix(secret, "sekisho_"):
		r.Header.Set("Authorization", "Bearer "+secret)
	case secret != "":
		r.AddCookie(auth.Cookie(secret))
	}
	for k, v := range header {
		if r.Header.Set(k, v); k == "Host" {
			r.Host = v
		}
	}
	return s.send(r)
}

func (s *site) send(r *http.Request) answered {
	s.t.Helper()
	got, err := client.Do(r)
	s.must(err)
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	s.must(err)
	a := answered{got.StatusCode, got.Header, got.Cookies(), b}
	if err := s.api.holds(r, a); err != nil {
		s.t.Errorf("%s %s: %d is not as described: %v: %.300s", r.Method, r.URL.Path, a.status, err, a.body)
	}
	return a
}

// as asks with a role's session.
func (s *site) as(role auth.Role, method, path, body string) answered {
	s.t.Helper()
	return s.do(method, path, s.cookie(role), body, nil)
}

// read asks with a role's session and reads the answer, which must be good.
func read[T any](s *site, role auth.Role, method, path, body string) (v T) {
	s.t.Helper()
	a := s.as(role, method, path, body)
	if a.status/100 != 2 {
		s.t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	s.must(json.Unmarshal(a.body, &v))
	return v
}

func unmarshal[T any](t testing.TB, b []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return v
}
