package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"sekisho/admin/acme"
	"sekisho/admin/auth"
	"sekisho/admin/siem"
	"sekisho/admin/state"
	"sekisho/admin/store"
	"sekisho/admin/web/ui"
	"sekisho/dataplane/control"
	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// Options say what the server works with. All are needed but those that say otherwise.
type Options struct {
	Listen  netip.AddrPort // port 0: any that is free
	Dir     string         // the admin process's own; certificates are in its tls
	Journal string         // the directory that the dataplane stores events in

	Auth      *auth.Service
	Accounts  auth.Store // what Auth keeps its accounts in
	State     *state.State
	Index     *store.Store
	Dataplane Dataplane
	Shipping  *siem.Shipper
	// Resolve finds the addresses of a name that the appliance itself sends to; Root has the system's files that
	// say where that is. nil: the system's.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	Root    fs.FS

	// Compile reads a policy as the dataplane would. Vocabulary is what this build can recognise.
	Compile    func(name, text string) (*policy.Program, error)
	Vocabulary policy.Vocabulary
	// Basis says by class which law, standard or publication describes it.
	Basis map[string]string
	// Shipped is the policy that ships with the appliance.
	Shipped string
	// Scan finds flagged data in what r gives; name is that of a file.
	Scan func(ctx context.Context, name string, r io.Reader) (Scan, error)

	Version string
	Log     *slog.Logger
	// Console is where the certificate's fingerprint and the setup token are written: nobody but who
	// holds the box may read it.
	Console io.Writer
	Now     func() time.Time // nil: time.Now
}

// Dataplane is what a control.Client does.
type Dataplane interface {
	Status(context.Context) (control.Status, error)
	Policy(context.Context) (control.State, error)
	Apply(context.Context, control.Apply) (control.State, error)
	Confirm(context.Context, control.Change) (control.State, error)
	Revert(context.Context, control.Change) (control.State, error)
	Flows(ctx context.Context, limit int) ([]control.Flow, error)
	Lookup(context.Context, []netip.Addr) ([]geo.Record, error)
	Settings(context.Context) (control.Settings, error)
	Set(context.Context, control.SettingsChange) (control.Settings, error)
}

// Limits of connections, against clients that are slow on purpose. Streams lift those for writing themselves.
const (
	headerTime = 5 * time.Second
	bodyTime   = 60 * time.Second
	idleTime   = 2 * time.Minute
	maxHeader  = 32 << 10
	// stopTime is how long requests may go on once the server is to end.
	stopTime = 5 * time.Second
)

// Server answers requests.
type Server struct {
	options      Options
	log          *slog.Logger
	now          func() time.Time
	certificates *certificates
	acme         *acme.Manager
	origin       *http.CrossOriginProtection
	settings     atomic.Pointer[settings] // in effect
	taking       sync.Mutex               // of settings: one at a time
	shipping     sync.Mutex               // changes of destinations: one at a time
	// streams, exports and trials are bounded, each for itself.
	streams, exports, trials room
	simulations              simulations
	judged                   atomic.Pointer[judgements] // last
	metrics                  metrics
	listener                 net.Listener
	http                     *http.Server
	ui                       *ui.UI
}

// New opens the port and reads, or makes, the certificate. Nothing is answered until Run.
func New(ctx context.Context, o Options) (*Server, error) {
	s := &Server{options: o, log: o.Log, now: o.Now, origin: http.NewCrossOriginProtection(),
		streams: room{each: 10, all: 100}, exports: room{each: 2, all: 4}, trials: room{each: 2, all: 4}}
	if s.now == nil {
		s.now = time.Now
	}
	if o.Resolve == nil {
		s.options.Resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	if o.Root == nil {
		s.options.Root = os.DirFS("/")
	}
	var err error
	if s.certificates, err = openCertificates(filepath.Join(o.Dir, "tls"), s.now, s.log); err != nil {
		return nil, err
	}
	if s.ui, err = ui.New(); err != nil {
		return nil, err
	}
	e := echo.New()
	s.mount(e)
	s.http = &http.Server{
		Handler: s.guard(s.pages(e)), TLSConfig: s.tlsConfig(),
		ReadHeaderTimeout: headerTime, ReadTimeout: bodyTime, WriteTimeout: bodyTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ErrorLog: log.New(quiet{s.log}, "", 0), Protocols: new(http.Protocols),
		// Who validates a name has seen what there is to see in the handshake (RFC 8737 section 3).
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){acme.Protocol: func(*http.Server, *tls.Conn, http.Handler) {}},
	}
	s.http.Protocols.SetHTTP1(true)
	s.http.Protocols.SetHTTP2(true)
	if s.listener, err = net.Listen("tcp", o.Listen.String()); err != nil {
		return nil, fmt.Errorf("open the admin port: %w", err)
	}
	s.acme = acme.New(acme.Options{Dir: filepath.Join(o.Dir, "tls", "acme"), Listen: s.Addr(), Now: s.now, Log: s.log})
	if err := s.takeSettings(ctx); err != nil {
		return nil, errors.Join(err, s.listener.Close())
	}
	return s, nil
}

// quiet takes what net/http says of single connections: of interest to who looks for it.
type quiet struct{ log *slog.Logger }

func (q quiet) Write(p []byte) (int, error) {
	q.log.Debug("connection", "error", cut(string(p), 300))
	return len(p), nil
}

// Addr is where the server listens.
func (s *Server) Addr() netip.AddrPort {
	ap, _ := netip.ParseAddrPort(s.listener.Addr().String()) // of a TCP listener it can be read
	return ap
}

// Run answers until ctx ends, and then lets requests come to their end for a while.
func (s *Server) Run(ctx context.Context) error {
	if err := s.greet(ctx); err != nil {
		return errors.Join(err, s.listener.Close())
	}
	base, end := context.WithCancel(context.Background())
	var beside sync.WaitGroup
	defer beside.Wait()
	defer s.simulations.stop()
	defer end()
	s.http.BaseContext = func(net.Listener) context.Context { return base }
	beside.Go(func() { s.keepHistory(base) })
	beside.Go(func() { s.acme.Run(base) })
	beside.Go(func() { s.keepJudging(base) })
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		end() // streams end at once
		late, cancel := context.WithTimeout(context.Background(), stopTime)
		defer cancel()
		stopped <- s.shutDown(late)
	}()
	err := s.http.ServeTLS(s.listener, "", "")
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("admin port: %w", err)
	}
	return <-stopped
}

// shutDown lets requests come to their end until late does, and cuts off what is left then: that somebody takes long,
// or has connected and asks nothing, is no failure of the server.
func (s *Server) shutDown(late context.Context) error {
	err := s.http.Shutdown(late)
	if err != nil && late.Err() != nil {
		return s.http.Close()
	}
	return err
}

// historyTime is how often the dataplane is asked what became of the policy.
const historyTime = 30 * time.Second

// keepHistory writes down what the dataplane does of itself: changes that nobody confirmed, and those from the console.
func (s *Server) keepHistory(ctx context.Context) {
	for {
		if _, err := s.options.State.Reconcile(ctx, s.options.Dataplane); err != nil && ctx.Err() == nil {
			s.log.Warn("the policy's history is not up to date", "error", err)
		}
		if !rest(ctx, historyTime) {
			return
		}
	}
}

// greet writes to the console how to come in.
func (s *Server) greet(ctx context.Context) error {
	fmt.Fprintf(s.options.Console, "sekisho admin: https://%s, certificate SHA-256 %s\n", s.Addr(), fingerprint(s.certificates.shown()))
	needed, err := s.options.Auth.NeedsSetup(ctx)
	if err != nil || !needed {
		return err
	}
	token, err := s.options.Auth.NewSetup(ctx)
	if err != nil {
		return fmt.Errorf("make a setup token: %w", err)
	}
	fmt.Fprintf(s.options.Console, "sekisho admin: there is no admin yet; to make the first one, use this token once, within %d hours: %s\n", auth.SetupLife/time.Hour, token)
	return nil
}
