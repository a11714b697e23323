package web

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sekisho/admin/acme"
	"sekisho/admin/acme/acmetest"
	"sekisho/admin/auth"
)

// TestAuthority: the admin port answers the authority itself, then shows the certificate to who asks for its name, and the
// appliance's own to everybody else. Switched off, it is gone.
func TestAuthority(t *testing.T) {
	s := newSite(t)
	authority := acmetest.New(t, s.Addr().String())
	s.setAuthority(`"0"`, forAuthority(s, authority))
	own := fingerprint(s.certificates.shown())
	if c := s.awaitAuthority(); c.Authority.State != acme.Good || len(c.Authority.Names) != 1 || c.Authority.Next == nil || c.Fingerprint != own {
		t.Fatalf("%+v", c)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(authority.Roots))
	if conn, err := tls.Dial("tcp", s.Addr().String(), &tls.Config{ServerName: "gateway.example.org", RootCAs: roots, NextProtos: []string{"h2"}}); err != nil {
		t.Errorf("the name: %v", err)
	} else if conn.Close(); conn.ConnectionState().NegotiatedProtocol != "h2" {
		t.Error("HTTP/2 is gone")
	}
	if a := s.do("GET", "/healthz", "", "", map[string]string{"Host": "gateway.example.org"}); a.status != 200 || a.header.Get("Strict-Transport-Security") != "" {
		t.Errorf("the appliance doesn't answer to its certificate's name: %d", a.status)
	}
	if shown := s.raw().ConnectionState().PeerCertificates[0]; shown.Subject.CommonName != "Sekisho appliance" {
		t.Errorf("an address is shown %v", shown.Subject)
	}
	s.setAuthority(`"1"`, "null")
	if c := read[certificatesShown](s, auth.Auditor, "GET", "/api/v1/certificate", ""); c.Authority.State != acme.Off || len(c.Authority.Names) != 0 {
		t.Errorf("off: %+v", c.Authority)
	}
	if strings.Contains(s.log.String(), "admin@") {
		t.Error("the address is in the log")
	}
}

// TestAuthorityFails: an authority that is down takes nothing away, and it is said when it is asked again.
func TestAuthorityFails(t *testing.T) {
	s := newSite(t)
	authority := acmetest.New(t, s.Addr().String())
	authority.Down = true
	s.setAuthority(`"0"`, forAuthority(s, authority))
	if c := s.awaitAuthority(); c.Authority.State != acme.Failed || c.Authority.Error == "" || c.Authority.Next == nil || !c.Authority.Next.After(time.Now()) || !c.Own {
		t.Errorf("%+v", c)
	}
}

// forAuthority is a setting by which it is asked.
func forAuthority(s *site, a *acmetest.Server) string {
	s.t.Helper()
	dir := filepath.Join(s.options.Dir, "trusted")
	s.must(os.MkdirAll(dir, 0o700))
	s.must(os.WriteFile(filepath.Join(dir, "ca.pem"), []byte(a.Roots), 0o600))
	return asJSON(s.t, authorityConfig{Names: []string{"gateway.example.org"}, Email: "admin@example.org", Directory: a.URL, Agreed: true, CAFile: "ca.pem"})
}

func (s *site) setAuthority(version, value string) {
	s.t.Helper()
	a := s.do("PUT", "/api/v1/settings/web.certificate_authority", s.cookie(auth.Admin), `{"value":`+value+`}`, map[string]string{"If-Match": version})
	if a.status != 200 {
		s.t.Fatalf("%d %s", a.status, a.body)
	}
}

// awaitAuthority gives what is said of certificates once the authority was asked.
func (s *site) awaitAuthority() (c certificatesShown) {
	s.t.Helper()
	for range 1000 {
		c = read[certificatesShown](s, auth.Admin, "GET", "/api/v1/certificate", "")
		if c.Authority.State != acme.Asking || !rest(s.t.Context(), 50*time.Millisecond) {
			break
		}
	}
	return c
}
