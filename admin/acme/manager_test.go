package acme

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sekisho/admin/acme/acmetest"
)

const host = "gateway.example.org"

// bench is a manager, a listener that asks it, and an authority.
type bench struct {
	*Manager
	t         *testing.T
	authority *acmetest.Server
	config    Config
	late      time.Duration // how far the manager's clock is ahead
	log       bytes.Buffer
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	b.authority = acmetest.New(t, listener.Addr().String())
	b.Manager = New(Options{Dir: filepath.Join(t.TempDir(), "acme"), Listen: netip.MustParseAddrPort(listener.Addr().String()),
		Now: func() time.Time { return time.Now().Add(b.late) }, Log: slog.New(slog.NewTextHandler(&b.log, nil))})
	t.Cleanup(func() { b.current().end() })
	go b.serve(tls.NewListener(listener, &tls.Config{GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) { return b.ForChallenge(hello), nil }}))
	b.config = Config{Names: []string{host}, Email: "Admin@example.org", Directory: b.authority.URL, Roots: b.authority.Roots, Agreed: true}
	return b
}

// serve shakes hands and hangs up.
func (b *bench) serve(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		conn.(*tls.Conn).HandshakeContext(b.t.Context()) // who comes without one gets none
		conn.Close()
	}
}

func (b *bench) use(c Config) {
	b.t.Helper()
	b.must(b.Use(&c))
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// round is what Run does once, at a time when something is due.
func (b *bench) round() Status {
	b.t.Helper()
	b.late += max(0, time.Until(b.Status().Next.Add(-b.late))) + time.Second
	b.pass(b.t.Context(), b.current())
	return b.Status()
}

// got is the certificate for host, which must be there.
func (b *bench) got() *tls.Certificate {
	b.t.Helper()
	pair := b.Certificate(host)
	if pair == nil {
		b.t.Fatalf("no certificate: %+v", b.Status())
	}
	return pair
}

// TestIssue: a certificate is got, shown to who asks for its name only, and again after a restart without
// asking for another.
func TestIssue(t *testing.T) {
	b := newBench(t)
	b.use(b.config)
	if s := b.Status(); s.State != Asking || b.Certificate(host) != nil {
		t.Fatalf("before: %+v", s)
	}
	if s := b.round(); s.State != Good || s.Error != "" || len(s.Names) != 1 || s.Names[0].Name != host {
		t.Fatalf("%+v", s)
	}
	first := b.got()
	if b.Certificate("Gateway.Example.ORG.") != first || b.Certificate("other.example.org") != nil || b.Certificate("") != nil {
		t.Error("shown to the wrong names")
	}
	if next := b.Status().Next; next.Before(first.Leaf.NotBefore.AddDate(0, 0, 59)) || next.After(first.Leaf.NotAfter.AddDate(0, 0, -29)) {
		t.Errorf("90 days are renewed at %v", next)
	}
	again := New(b.options)
	if err := again.Use(&b.config); err != nil {
		t.Fatal(err)
	}
	defer again.current().end()
	if s := again.Status(); s.State != Good || again.Certificate(host) == nil || b.authority.Issued() != 1 {
		t.Errorf("after a restart: %+v", s)
	}
}

// TestNoAddress: an account without an e-mail address asks nobody for one.
func TestNoAddress(t *testing.T) {
	b := newBench(t)
	b.config.Email = ""
	b.use(b.config)
	if s := b.round(); s.State != Good {
		t.Errorf("%+v", s)
	}
}

// freePort is one of loopback that nobody has, and that the kernel gives to nobody who doesn't ask for it by its
// number: it gives those from 32768 on.
func freePort(t *testing.T) netip.AddrPort {
	t.Helper()
	for range 1000 {
		free, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", 20000+rand.IntN(10000)))
		if err == nil {
			free.Close()
			return netip.MustParseAddrPort(free.Addr().String())
		}
	}
	t.Fatal("no port is free")
	return netip.AddrPort{}
}

// TestHTTP: where a port is given, it answers while a name is validated, and then no more.
func TestHTTP(t *testing.T) {
	b := newBench(t)
	port := freePort(t)
	b.authority.HTTP = port.String()
	b.config.HTTPPort = port.Port()
	b.use(b.config)
	if s := b.round(); s.State != Good || b.got() == nil {
		t.Fatalf("%+v", s)
	}
	if conn, err := net.Dial("tcp", port.String()); err == nil {
		conn.Close()
		t.Error("the port is still open")
	}
}

// TestFiles: nobody else may read keys.
func TestFiles(t *testing.T) {
	b := newBench(t)
	b.use(b.config)
	b.round()
	keys := 0
	err := filepath.WalkDir(b.options.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v", d.Name(), info.Mode())
		}
		if filepath.Ext(path) == ".key" {
			keys++
		}
		return err
	})
	if err != nil || keys != 2 { // the account's and the certificate's
		t.Errorf("%d keys, %v", keys, err)
	}
}

// TestRenew: a certificate is renewed when a third of its life is left, and not before; a server that is down
// leaves the old one.
func TestRenew(t *testing.T) {
	b := newBench(t)
	b.use(b.config)
	b.round()
	first := b.got()
	b.late = 59 * 24 * time.Hour
	if b.pass(t.Context(), b.current()); b.authority.Issued() != 1 {
		t.Error("renewed too early")
	}
	b.authority.Set(func() { b.authority.Down = true })
	s := b.round()
	if s.State != Failed || !strings.Contains(s.Error, "503") || b.got() != first {
		t.Errorf("down: %+v", s)
	}
	if wait := s.Next.Sub(b.options.Now()); wait <= 0 || wait > pauses[0] {
		t.Errorf("the next try is in %v", wait)
	}
	if wait := b.round().Next.Sub(b.options.Now()); wait <= pauses[0] || wait > pauses[1] {
		t.Errorf("the third try is in %v", wait)
	}
	// The authority's clock has not moved: what it signs now is longer valid than what it signed first.
	b.authority.Set(func() { b.authority.Down, b.authority.Left = false, 180*24*time.Hour })
	if s := b.round(); s.State != Good || s.Error != "" || b.got() == first || b.authority.Issued() != 2 {
		t.Errorf("up again: %+v", s)
	}
}

// TestDueAtOnce: certificates that are due as they come don't have an authority asked without a pause.
func TestDueAtOnce(t *testing.T) {
	b := newBench(t)
	b.authority.Begun, b.authority.Left = 9*time.Hour, time.Hour
	b.use(b.config)
	began := b.options.Now()
	if s := b.round(); s.State != Good || s.Next.Before(began.Add(pauses[0])) {
		t.Errorf("%+v", s)
	}
	b.got()
}

// TestExpired: what has expired is not shown.
func TestExpired(t *testing.T) {
	b := newBench(t)
	b.use(b.config)
	b.round()
	if b.late = 91 * 24 * time.Hour; b.Certificate(host) != nil {
		t.Error("an expired certificate is shown")
	}
}

// TestDamaged: a certificate that can't be read is replaced.
func TestDamaged(t *testing.T) {
	b := newBench(t)
	b.use(b.config)
	b.round()
	files, err := filepath.Glob(filepath.Join(b.options.Dir, "certificates", "*", host, host+".crt"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.WriteFile(files[0], []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.must(b.Use(nil))
	if b.use(b.config); b.Certificate(host) != nil || b.Status().State != Asking {
		t.Fatalf("%+v", b.Status())
	}
	if s := b.round(); s.State != Good || b.Certificate(host) == nil {
		t.Errorf("%+v", s)
	}
}

// TestRefused: a name that the authority signs for nobody fails, says so, and keeps no other from its certificate. The
// e-mail address is not told.
func TestRefused(t *testing.T) {
	b := newBench(t)
	b.authority.Refused = "elsewhere.example.org"
	b.config.Names = []string{"elsewhere.example.org", host}
	b.use(b.config)
	s := b.round()
	if s.State != Failed || !strings.Contains(s.Error, "signed for nobody") || b.Certificate("elsewhere.example.org") != nil {
		t.Errorf("%+v", s)
	}
	b.got()
	if strings.Contains(strings.ToLower(s.Error+b.log.String()), "admin@") {
		t.Error("the address is told")
	}
}

// TestStranger: an authority that is not trusted is asked nothing.
func TestStranger(t *testing.T) {
	b := newBench(t)
	b.config.Roots = ""
	b.use(b.config)
	if s := b.round(); s.State != Failed || !strings.Contains(s.Error, "certificate signed by unknown authority") || b.authority.Issued() != 0 {
		t.Errorf("%+v", s)
	}
}

// TestChallenge: only names that were asked for, and only while they are validated.
func TestChallenge(t *testing.T) {
	b := newBench(t)
	b.use(b.config)
	for _, name := range []string{host, "other.example.org"} {
		// Whatever certificate there were would do.
		conn, err := tls.Dial("tcp", b.authority.Target, &tls.Config{ServerName: name, NextProtos: []string{Protocol}, InsecureSkipVerify: true})
		if err == nil {
			conn.Close()
			t.Errorf("%s: a challenge that nobody has set is answered", name)
		}
	}
	for _, protocols := range [][]string{nil, {"h2"}, {"h2", Protocol}} {
		if b.ForChallenge(&tls.ClientHelloInfo{ServerName: host, SupportedProtos: protocols}) != nil {
			t.Errorf("%q is a challenge", protocols)
		}
	}
}

// TestCheck: what makes no sense is refused, and named.
func TestCheck(t *testing.T) {
	good := Config{Names: []string{host}, Email: "a@example.org", Agreed: true}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*Config){
		"names: entry 1":            func(c *Config) { c.Names = []string{"192.0.2.1"} },
		"names: entry 2":            func(c *Config) { c.Names = []string{host, "*.example.org"} },
		"names: at least":           func(c *Config) { c.Names = nil },
		"names: at most":            func(c *Config) { c.Names = slices.Repeat([]string{host}, maxNames+1) },
		"email":                     func(c *Config) { c.Email = "A <a@example.org>" },
		"directory":                 func(c *Config) { c.Directory = "http://ca.example.org/directory" },
		"directory: must":           func(c *Config) { c.Directory = "https://user:secret@ca.example.org/" },
		"roots":                     func(c *Config) { c.Roots = "hello" },
		"terms_agreed":              func(c *Config) { c.Agreed = false },
		"names: entry 1 is not a h": func(c *Config) { c.Names = []string{"2001:db8::1"} },
	} {
		c := good
		change(&c)
		if err := c.Check(); err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", want, err)
		}
	}
}
