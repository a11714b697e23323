package web

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"sekisho/admin/auth"
)

// TestHosts: only names of the appliance are answered, so that no other site's name can be made to point here.
func TestHosts(t *testing.T) {
	s := newSite(t)
	set := s.do("PUT", "/api/v1/settings/web.hosts", s.cookie(auth.Admin), `{"value":["gateway.example.org"]}`, map[string]string{"If-Match": `"0"`})
	if set.status != 200 {
		t.Fatalf("%d %s", set.status, set.body)
	}
	for host, status := range map[string]int{
		s.Addr().String(): 200, "127.0.0.1": 200, "localhost": 200, "localhost:8443": 200, "gateway.example.org": 200, "GATEWAY.example.org.:8443": 200,
		"attacker.example": 421, "gateway.example.org.attacker.example": 421, "192.0.2.1": 421, "127.0.0.2": 421, "[::1]": 421,
	} {
		if a := s.do("GET", "/healthz", "", "", map[string]string{"Host": host}); a.status != status {
			t.Errorf("%s: %d %s, want %d", host, a.status, a.body, status)
		}
	}
}

// TestCrossSite: a page of another site can change nothing, and can't log anybody in.
func TestCrossSite(t *testing.T) {
	s := newSite(t)
	login := fmt.Sprintf(`{"name":"viewer","password":%q}`, phrase)
	for _, c := range []struct {
		what, method, path, body string
		header                   map[string]string
		status                   int
	}{
		{"fetch by another site", "DELETE", "/api/v1/session", "", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"by a sibling host", "DELETE", "/api/v1/session", "", map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"an old browser", "DELETE", "/api/v1/session", "", map[string]string{"Origin": "https://attacker.example"}, 403},
		{"login by another site", "POST", "/api/v1/session", login, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"a form", "POST", "/api/v1/session", login, map[string]string{"Content-Type": "text/plain"}, 415},
		{"a form of the site itself", "POST", "/api/v1/session", "name=viewer", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 415},
		{"the UI", "POST", "/api/v1/session", login, map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": s.base}, 201},
	} {
		if a := s.do(c.method, c.path, s.cookie(auth.Viewer), c.body, c.header); a.status != c.status {
			t.Errorf("%s: %d %s, want %d", c.what, a.status, a.body, c.status)
		}
	}
}

// TestHeaders: each answer, good or not, tells browsers to do nothing else with it.
func TestHeaders(t *testing.T) {
	s := openSite(t)
	for _, path := range []string{"/", "/healthz", "/nothing", "/api/v1/users"} {
		h := s.do("GET", path, "", "", nil).header
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || !strings.Contains(csp, "require-trusted-types-for 'script'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s %q", path, name, got)
			}
		}
		if h.Get("Strict-Transport-Security") != "" || h.Get("Access-Control-Allow-Origin") != "" || h.Get("X-Request-Id") == "" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

// TestPaths: nothing but routes is answered, however it is written.
func TestPaths(t *testing.T) {
	s := newSite(t)
	for path, status := range map[string]int{
		"/../../etc/passwd": 404, "/api/v1/../../tls/own.pem": 404, "/%2e%2e/%2e%2e/etc/passwd": 404, "/api/v1/users/..%2f..%2ftls": 404,
		"/api/v1/users/%00": 404, "/api//v1/users": 404, "/api/v1/users/": 404, "/api/v2/users": 404, "/API/v1/users": 404, "/tls/own.pem": 404,
		"/api/v1/events/99999999999999999999": 400, "/api/v1/events/-1": 400, "/api/v1/events?limit=0": 400, "/api/v1/events?limit=1001": 400,
		"/api/v1/events?limit=ten": 400, "/api/v1/events?limits=10": 400, "/api/v1/events?limit=1&limit=2": 400, "/api/v1/events?limit=1;cursor=2": 400,
		"/api/v1/events?query=%zz": 400, "/api/v1/events?query=" + strings.Repeat("a", 4097): 400, "/api/v1/events?query=%22": 400, "/api/v1/events?order=up": 400,
		"/api/v1/events?from=yesterday": 400, "/api/v1/rollups/people": 400, "/api/v1/rollups/country?every=minute": 400,
		"/api/v1/geo/lookup": 400, "/api/v1/geo/lookup?address=example.org": 400, "/api/v1/settings/unknown": 404,
	} {
		if a := s.as(auth.Admin, "GET", path, ""); a.status != status {
			t.Errorf("%.60s: %d %s, want %d", path, a.status, a.body, status)
		}
	}
	if a := s.as(auth.Admin, "PATCH", "/api/v1/users", ""); a.status != 405 {
		t.Errorf("another method: %d %s", a.status, a.body)
	}
}

// TestBodies: too large, not JSON, or more than that, is refused and says why.
func TestBodies(t *testing.T) {
	s := newSite(t)
	for what, c := range map[string]struct {
		body   string
		status int
	}{
		"too large":     {`{"name":"` + strings.Repeat("a", smallBody) + `"}`, 413},
		"not JSON":      {`{"name":`, 400},
		"two values":    {`{"name":"x","query":""} {}`, 400},
		"a list":        {`[]`, 400},
		"null":          {`null`, 400},
		"not UTF-8":     {"{\"name\":\"\xff\",\"query\":\"\"}", 400},
		"deeply nested": {strings.Repeat("[", 20000), 400},
		"as it is":      {`{"name":"x","query":"event.action:block"}`, 201},
	} {
		if a := s.as(auth.Viewer, "POST", "/api/v1/queries", c.body); a.status != c.status {
			t.Errorf("%s: %d %.200s, want %d", what, a.status, a.body, c.status)
		}
	}
	if a := s.do("POST", "/api/v1/detectors/test", s.cookie(auth.Operator), strings.Repeat("a", maxScan+1), map[string]string{"Content-Type": "application/octet-stream"}); a.status != 413 {
		t.Errorf("a file that is too large: %d %.200s", a.status, a.body)
	}
	if a := s.do("POST", "/api/v1/detectors/test", s.cookie(auth.Operator), strings.Repeat("a", 1000), map[string]string{"Content-Type": "application/octet-stream"}); a.status != 200 || !strings.Contains(string(a.body), `"bytes":1000`) {
		t.Errorf("a file: %d %.200s", a.status, a.body)
	}
}

// raw opens a TLS connection to the site.
func (s *site) raw() *tls.Conn {
	s.t.Helper()
	c, err := tls.Dial("tcp", s.Addr().String(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"http/1.1"}})
	s.must(err)
	s.t.Cleanup(func() { c.Close() })
	return c
}

// TestSlowClients: who sends a header or a body without end is cut off, and keeps nobody else waiting. The
// times themselves are the standard library's to keep; here it is that they are set, for reading and for writing.
func TestSlowClients(t *testing.T) {
	s := openSite(t)
	if h := s.http; h.ReadHeaderTimeout <= 0 || h.ReadTimeout <= 0 || h.WriteTimeout <= 0 || h.IdleTimeout <= 0 || h.MaxHeaderBytes <= 0 {
		t.Errorf("a limit is missing: %+v", h)
	}
	for range 50 {
		c := s.raw()
		fmt.Fprintf(c, "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
	}
	if a := s.do("GET", "/healthz", "", "", nil); a.status != 200 {
		t.Errorf("beside slow clients: %d", a.status)
	}
	c := s.raw()
	fmt.Fprintf(c, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: %s\r\n\r\n", strings.Repeat("a", 2*maxHeader))
	got, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil || got.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header that is too large: %v, %v", got, err)
	}
}

// TestShutDownCutsOff: who has connected and asks nothing is cut off when the time for requests is over, which is no failure.
func TestShutDownCutsOff(t *testing.T) {
	s := openSite(t)
	c := s.raw()
	over, end := context.WithCancel(t.Context())
	end()
	if err := s.shutDown(over); err != nil {
		t.Error(err)
	}
	if n, err := c.Read(make([]byte, 1)); err == nil {
		t.Errorf("%d bytes came", n)
	}
}

// TestPlainHTTP is not answered, and nothing of it but that it is none.
func TestPlainHTTP(t *testing.T) {
	s := openSite(t)
	c, err := net.Dial("tcp", s.Addr().String())
	s.must(err)
	defer c.Close()
	fmt.Fprintf(c, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
	b, err := io.ReadAll(c)
	if err != nil || !bytes.HasPrefix(b, []byte("HTTP/1.0 400")) {
		t.Errorf("%q, %v", b, err)
	}
}

// TestTLSVersions: 1.3 alone, until 1.2 is asked for.
func TestTLSVersions(t *testing.T) {
	s := newSite(t)
	old := func() error {
		c, err := tls.Dial("tcp", s.Addr().String(), &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS12})
		if err == nil {
			c.Close()
		}
		return err
	}
	if old() == nil {
		t.Error("TLS 1.2 is let in")
	}
	if a := s.do("PUT", "/api/v1/settings/web.tls_1_2", s.cookie(auth.Admin), `{"value":true}`, map[string]string{"If-Match": `"0"`}); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if err := old(); err != nil {
		t.Errorf("TLS 1.2 is not let in: %v", err)
	}
}

// TestCertificates: one that was uploaded is shown at once and after a restart, one that is not fit is refused.
func TestCertificates(t *testing.T) {
	s := newSite(t)
	own := read[certificate](s, auth.Admin, "GET", "/api/v1/certificate", "")
	if !own.Own {
		t.Fatalf("%+v", own)
	}
	upload := func(chain, key []byte) answered {
		return s.as(auth.Admin, "PUT", "/api/v1/certificate", asJSON(t, object{"certificate": string(chain), "key": string(key)}))
	}
	pair := func(at time.Time, names ...string) (chain, key []byte) {
		chain, key, err := selfSigned(at, names)
		s.must(err)
		return chain, key
	}
	chain, key := pair(time.Now(), "gateway.example.org")
	_, other := pair(time.Now(), "gateway.example.org")
	expired, expiredKey := pair(time.Now().Add(-2*ownLife), "gateway.example.org")
	nameless, namelessKey := pair(time.Now())
	stranger, _ := pair(time.Now(), "other.example.org")
	for what, c := range map[string][2][]byte{
		"another key": {chain, other}, "no key": {chain, nil}, "no certificate": {[]byte("hello"), key}, "expired": {expired, expiredKey},
		"nameless": {nameless, namelessKey}, "a chain that is none": {append(bytes.Clone(chain), stranger...), key},
	} {
		if a := upload(c[0], c[1]); a.status != 400 || bytes.Contains(a.body, []byte("PRIVATE")) {
			t.Errorf("%s: %d %s", what, a.status, a.body)
		}
	}
	if a := upload(chain, key); a.status != 200 {
		t.Fatalf("a good one: %d %s", a.status, a.body)
	}
	if h := s.do("GET", "/healthz", "", "", nil).header; h.Get("Strict-Transport-Security") == "" {
		t.Error("browsers may go on without TLS")
	}
	if names := s.raw().ConnectionState().PeerCertificates[0].DNSNames; len(names) != 1 || names[0] != "gateway.example.org" {
		t.Errorf("shown: %v", names)
	}
	again, err := openCertificates(s.certificates.dir, time.Now, slog.New(slog.DiscardHandler))
	if err != nil || fingerprint(again.shown()) == own.Fingerprint {
		t.Errorf("after a restart: %v", err)
	}
	if back := read[certificate](s, auth.Admin, "DELETE", "/api/v1/certificate", ""); back.Fingerprint != own.Fingerprint {
		t.Errorf("gone back: %+v", back)
	}
	if strings.Contains(s.log.String(), "PRIVATE") {
		t.Error("the key is in the log")
	}
}

// TestOwnCertificateIsRenewed before its end, and when it was damaged.
func TestOwnCertificateIsRenewed(t *testing.T) {
	dir, log := t.TempDir(), slog.New(slog.DiscardHandler)
	open := func(at time.Time) string {
		c, err := openCertificates(dir, func() time.Time { return at }, log)
		if err != nil {
			t.Fatal(err)
		}
		return fingerprint(c.shown())
	}
	now := time.Now()
	first := open(now)
	if open(now.Add(time.Hour)) != first {
		t.Error("a good one was replaced")
	}
	if open(now.Add(ownLife-renewBefore/2)) == first {
		t.Error("one that is about to end was kept")
	}
}

// TestLogKeepsSecrets: neither queries nor bodies, cookies nor tokens get there.
func TestLogKeepsSecrets(t *testing.T) {
	s := newSite(t)
	s.as(auth.Viewer, "GET", "/api/v1/events?query=user.name:flagged-word", "")
	s.as(auth.Viewer, "GET", "/api/v1/users/flagged-word", "")
	s.as(auth.Viewer, "GET", "/flagged-word", "")
	s.do("POST", "/api/v1/session", "", `{"name":"flagged-word","password":"flagged-word"}`, nil)
	s.do("GET", "/api/v1/users", "sekisho_flagged_word", "", nil)
	log := s.log.String()
	for _, secret := range []string{"flagged", phrase, s.cookie(auth.Viewer), "sekisho_"} {
		if strings.Contains(log, secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
	if !strings.Contains(log, "route=\"GET /api/v1/events\"") || !strings.Contains(log, "user=viewer") {
		t.Errorf("the log doesn't say who asked what: %.500s", log)
	}
	entries := s.as(auth.Auditor, "GET", "/api/v1/audit", "")
	if strings.Contains(string(entries.body), "flagged") {
		t.Error("a name that may be a password is in the audit log")
	}
}

// TestForwardedHeaders say nothing of where a request is from.
func TestForwardedHeaders(t *testing.T) {
	s := newSite(t)
	s.do("POST", "/api/v1/session", "", fmt.Sprintf(`{"name":"viewer","password":%q}`, phrase), map[string]string{"X-Forwarded-For": "192.0.2.7", "X-Real-Ip": "192.0.2.7", "Forwarded": "for=192.0.2.7"})
	if b := s.as(auth.Admin, "GET", "/api/v1/sessions?user=all", "").body; bytes.Contains(b, []byte("192.0.2.7")) {
		t.Errorf("taken from a header: %s", b)
	}
}
