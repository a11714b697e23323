package acme

import (
	"context"
	"crypto/tls"
	"errors"
	"io/fs"
	"log/slog"
	"net/netip"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/caddyserver/certmagic"
	"go.uber.org/zap"
)

// Options say where a Manager works. All are needed.
type Options struct {
	Dir    string         // of accounts, keys and certificates; it is made with mode 0700
	Listen netip.AddrPort // where handshakes get their configuration from ForChallenge
	Now    func() time.Time
	Log    *slog.Logger
}

const (
	// issueTime is what getting one certificate may take.
	issueTime = 5 * time.Minute
	// napTime is the longest that is waited without looking at the clock, which may be set.
	napTime = time.Hour
	// renewPart of a certificate's life is left when it is renewed.
	renewPart = 3
)

// pauses are waited after failures in a row; the last one from then on. An authority may take no more than
// a few failures an hour for a name.
var pauses = [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour}

// Manager gets certificates and renews them. It is safe for concurrent use.
type Manager struct {
	options Options
	changed chan struct{} // there is another job to look at

	mu     sync.Mutex // of what follows
	job    *job       // nil: nothing to do
	status Status
}

// job is a configuration at work.
type job struct {
	config Config
	issuer unattended
	magic  *certmagic.Config
	cache  *certmagic.Cache
	shown  map[string]*tls.Certificate // by name; under Manager.mu
	failed int                         // times in a row; of Run alone
	ctx    context.Context             // ends when another configuration comes
	stop   context.CancelFunc
	over   sync.Once
}

// New makes a Manager with nothing to do.
func New(o Options) *Manager {
	return &Manager{options: o, changed: make(chan struct{}, 1), status: Status{State: Off}}
}

// Use has the manager work by c from now on; nil: it has nothing to do. Certificates that were got before are shown at once; the authority is
// asked for others by Run.
func (m *Manager) Use(c *Config) error {
	var next *job
	if c != nil {
		c := *c
		c.Email = strings.ToLower(c.Email) // as certmagic has it
		if old := m.current(); old != nil && reflect.DeepEqual(old.config, c) {
			return nil
		}
		var err error
		if next, err = m.newJob(c); err != nil {
			return err
		}
	}
	m.mu.Lock()
	old := m.job
	m.job, m.status = next, Status{State: Off}
	if next != nil {
		m.status = next.asking(m.options.Now())
	}
	m.mu.Unlock()
	old.end()
	select {
	case m.changed <- struct{}{}:
	default: // Run has not seen the last change yet
	}
	return nil
}

// newJob prepares certmagic. Its cache stays empty, or it would renew what is in there by itself.
func (m *Manager) newJob(c Config) (*job, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	roots, err := c.pool()
	if err != nil {
		return nil, err
	}
	j := &job{config: c, shown: map[string]*tls.Certificate{}}
	silent := zap.NewNop() // what goes wrong comes back as an error
	j.cache = certmagic.NewCache(certmagic.CacheOptions{Logger: silent,
		GetConfigForCert: func(certmagic.Certificate) (*certmagic.Config, error) { return j.magic, nil }})
	j.magic = certmagic.New(j.cache, certmagic.Config{
		Storage: &certmagic.FileStorage{Path: m.options.Dir}, Logger: silent, DisableARI: true, OCSP: certmagic.OCSPConfig{DisableStapling: true},
	})
	listen := m.options.Listen
	j.issuer = unattended{certmagic.NewACMEIssuer(j.magic, certmagic.ACMEIssuer{
		CA: c.directory(), Email: c.Email, Agreed: c.Agreed, TrustedRoots: roots, Logger: silent,
		ListenHost: listen.Addr().String(), AltTLSALPNPort: int(listen.Port()), AltHTTPPort: int(c.HTTPPort), DisableHTTPChallenge: c.HTTPPort == 0,
	})}
	j.magic.Issuers = []certmagic.Issuer{j.issuer}
	j.ctx, j.stop = context.WithCancel(context.Background())
	m.readKept(j)
	return j, nil
}

// readKept takes what was got before.
func (m *Manager) readKept(j *job) {
	for _, name := range j.config.Names {
		if pair, err := j.kept(j.ctx, name); err == nil {
			j.shown[name] = pair
		} else if !errors.Is(err, fs.ErrNotExist) {
			m.options.Log.Warn("a certificate that was kept can't be read; another is asked for", "name", name, "error", err)
		}
	}
}

// unattended is an issuer that asks nobody on the console for an e-mail address.
type unattended struct{ *certmagic.ACMEIssuer }

// PreCheck implements certmagic.PreChecker.
func (u unattended) PreCheck(ctx context.Context, names []string, _ bool) error {
	return u.ACMEIssuer.PreCheck(ctx, names, false)
}

// end lets go of what a job holds, once.
func (j *job) end() {
	if j != nil {
		j.over.Do(func() {
			j.stop()
			j.cache.Stop()
		})
	}
}

// kept reads a name's certificate from its files.
func (j *job) kept(ctx context.Context, name string) (*tls.Certificate, error) {
	chain, err := j.magic.Storage.Load(ctx, certmagic.StorageKeys.SiteCert(j.issuer.IssuerKey(), name))
	if err != nil {
		return nil, err
	}
	key, err := j.magic.Storage.Load(ctx, certmagic.StorageKeys.SitePrivateKey(j.issuer.IssuerKey(), name))
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(chain, key)
	if err == nil {
		err = pair.Leaf.VerifyHostname(name)
	}
	return &pair, err
}

// Run gets and renews certificates until ctx ends.
func (m *Manager) Run(ctx context.Context) {
	defer func() { m.current().end() }()
	for ctx.Err() == nil {
		wait := napTime
		if j := m.current(); j != nil {
			wait = min(wait, m.pass(ctx, j).Sub(m.options.Now()))
		}
		select {
		case <-ctx.Done():
		case <-m.changed:
		case <-time.After(wait):
		}
	}
}

func (m *Manager) current() *job {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.job
}

// pass gets what is due and says when to look again.
func (m *Manager) pass(ctx context.Context, j *job) time.Time {
	if next := m.Status().Next; m.options.Now().Before(next) {
		return next
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(j.ctx, cancel)()
	var failures []error
	for _, name := range j.config.Names {
		if err := m.refresh(ctx, j, name); err != nil {
			failures = append(failures, err)
		}
	}
	return m.report(ctx, j, errors.Join(failures...))
}

// refresh gets a name's certificate where there is none, or it is due.
func (m *Manager) refresh(ctx context.Context, j *job, name string) error {
	ctx, cancel := context.WithTimeout(ctx, issueTime)
	defer cancel()
	old, err := j.kept(ctx, name)
	if err == nil && m.options.Now().Before(due(old.Leaf)) {
		return nil
	}
	if err := j.ask(ctx, name, err); err != nil {
		return err
	}
	pair, err := j.kept(ctx, name)
	if err != nil {
		return err
	}
	m.mu.Lock()
	j.shown[name] = pair
	m.mu.Unlock()
	m.options.Log.Info("got a certificate by ACME", "name", name, "until", pair.Leaf.NotAfter)
	return nil
}

// ask has the authority sign for a name; unread says why the certificate before can't be read, nil: it can.
func (j *job) ask(ctx context.Context, name string, unread error) error {
	if unread == nil {
		return j.magic.RenewCertSync(ctx, name, true)
	}
	if !errors.Is(unread, fs.ErrNotExist) { // what can't be read can't be renewed
		if err := j.magic.Storage.Delete(ctx, certmagic.StorageKeys.CertsSitePrefix(j.issuer.IssuerKey(), name)); err != nil {
			return err
		}
	}
	return j.magic.ObtainCertSync(ctx, name)
}

// report writes down how a pass went, and when the next one is due.
func (m *Manager) report(ctx context.Context, j *job, failed error) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.options.Now()
	if m.job != j || ctx.Err() != nil { // it was broken off, which is nobody's fault
		return now
	}
	m.status = Status{State: Good, Next: later(j.nextDue(now), now.Add(pauses[0]))}
	if failed == nil {
		j.failed = 0
		return m.status.Next
	}
	m.status = Status{State: Failed, Error: j.readable(failed), Next: now.Add(pauses[min(j.failed, len(pauses)-1)])}
	j.failed++
	m.options.Log.Warn("no certificate by ACME", "error", m.status.Error, "next", m.status.Next)
	return m.status.Next
}

// later keeps an authority from being asked without a pause if its certificates are due for renewal as they come.
func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// maxError bounds what is told of an authority's answer, in bytes.
const maxError = 500

// readable is an error without the e-mail address and control characters, and not too long.
func (j *job) readable(err error) string {
	text := err.Error()
	if j.config.Email != "" {
		text = strings.ReplaceAll(text, j.config.Email, "(e-mail)")
	}
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
	return strings.ToValidUTF8(text[:min(len(text), maxError)], "")
}
