package acme

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"github.com/caddyserver/certmagic"
	"go.uber.org/zap"
)

// ALPN is the protocol that authorities ask for when they look whether a name is the appliance's (RFC 8737 section 6.2).
const ALPN = "acme-tls/1"

// Options say whose certificate for what.
type Options struct {
	// Dir is where the account's key, and certificates with theirs, are kept; made if need be, for nobody else to read.
	Dir       string
	Directory string   // address of the authority's directory, https
	Email     string   // where the authority may write to; "": nowhere
	Names     []string // host names, 1 at least
	// Roots are trusted to vouch for the authority itself; nil: the system's.
	Roots *x509.CertPool
	// Listen is where the process that calls Certificate listens.
	Listen netip.AddrPort
	Log    *slog.Logger
}

// Manager keeps the certificates. It is safe for concurrent use.
type Manager struct {
	options Options
	cache   *certmagic.Cache
	magic   *certmagic.Config
}

// New reads what is kept. Nobody is asked for anything until Start.
func New(o Options) (*Manager, error) {
	u, err := url.Parse(o.Directory)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, errors.New("directory: wants an address that begins with https://")
	}
	if len(o.Names) == 0 || slices.ContainsFunc(o.Names, notPublic) {
		return nil, errors.New("names: wants one host name at least, and no addresses")
	}
	m := &Manager{options: o}
	log := zap.New(bridge{log: o.Log})
	m.cache = certmagic.NewCache(certmagic.CacheOptions{
		GetConfigForCert: func(certmagic.Certificate) (*certmagic.Config, error) { return m.magic, nil }, Logger: log,
	})
	m.magic = certmagic.New(m.cache, certmagic.Config{
		Storage: &certmagic.FileStorage{Path: o.Dir}, Logger: log, OnEvent: m.told,
		OCSP: certmagic.OCSPConfig{DisableStapling: true}, // one party less to tell who opens the appliance
	})
	m.magic.Issuers = []certmagic.Issuer{certmagic.NewACMEIssuer(m.magic, certmagic.ACMEIssuer{
		CA: o.Directory, TestCA: o.Directory, Email: o.Email, Agreed: true, TrustedRoots: o.Roots, DisableHTTPChallenge: true,
		ListenHost: o.Listen.Addr().String(), AltTLSALPNPort: int(o.Listen.Port()), Logger: log,
	})}
	return m, nil
}

func notPublic(name string) bool {
	return !certmagic.SubjectQualifiesForCert(name) || certmagic.SubjectIsIP(name)
}

// told puts good news into the log; the library's warnings come there by themselves.
func (m *Manager) told(_ context.Context, event string, data map[string]any) error {
	if event == "cert_obtained" {
		m.options.Log.Info("got a certificate", "name", data["identifier"], "renewal", data["renewal"])
	}
	return nil
}

// Start gets what is missing and renews it in time, in the background, until Stop.
func (m *Manager) Start(ctx context.Context) error {
	if err := m.magic.ManageAsync(ctx, m.options.Names); err != nil {
		return fmt.Errorf("keep certificates: %w", err)
	}
	return nil
}

// Stop ends what Start began.
func (m *Manager) Stop() { m.cache.Stop() }

// Certificate answers a client, be it one of the authority's that looks whether the name is here. The error says that there is
// no certificate for what it asks for.
func (m *Manager) Certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	return m.magic.GetCertificate(hello)
}

// Current is the certificate of the first name; nil: there is none yet, or it has ended.
func (m *Manager) Current() *tls.Certificate {
	for _, c := range m.cache.AllMatchingCertificates(m.options.Names[0]) {
		if c.Leaf != nil && time.Now().Before(c.Leaf.NotAfter) {
			return &c.Certificate
		}
	}
	return nil
}
