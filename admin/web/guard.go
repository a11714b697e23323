package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"sekisho/admin/auth"
)

// seen is what the log says of a request. Neither its query nor its path is in there as it was sent:
// they may hold what must not be in logs.
type seen struct {
	id     string
	route  string // as in the table; "": none
	user   string
	status int
	bytes  int64
}

type seenKey struct{}

// seenOf finds what guard has begun.
func seenOf(r *http.Request) *seen {
	if s, ok := r.Context().Value(seenKey{}).(*seen); ok {
		return s
	}
	return &seen{}
}

// guard stands before every route.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		seen := &seen{id: newRequestID()}
		r = r.WithContext(context.WithValue(r.Context(), seenKey{}, seen))
		w = &watched{ResponseWriter: w, seen: seen}
		defer s.logged(r, seen, began)
		secure(w.Header(), seen.id)
		if r.TLS != nil && s.shownTo(r.TLS.ServerName) != s.certificates.own.Load() {
			// Only now: a browser that was told so never again lets anybody trust our own certificate by hand (RFC 6797 section 8.4).
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		if err := s.welcome(r); err != nil {
			s.refuse(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// newRequestID names a request; a client's own name for it is not taken.
func newRequestID() string {
	b := make([]byte, 8)
	rand.Read(b) // never fails, crypto/rand
	return hex.EncodeToString(b)
}

func (s *Server) logged(r *http.Request, seen *seen, began time.Time) {
	level := slog.LevelInfo
	if seen.status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	s.metrics.request(seen)
	s.log.Log(r.Context(), level, "request", "request", seen.id, "route", seen.route, "status", seen.status, "bytes", seen.bytes,
		"user", seen.user, "from", r.RemoteAddr, "took", time.Since(began).Round(time.Millisecond))
}

// secure has browsers do with an answer what it is meant for, and nothing else (ASVS 3.4). Nobody may frame it,
// keep a copy of it, take its media type for another, or tell others where it was.
func secure(h http.Header, id string) {
	h.Set("X-Request-Id", id)
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "+
		"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
}

// welcome says why a request must not reach any route.
func (s *Server) welcome(r *http.Request) error {
	if !s.isHost(r) {
		return fault(http.StatusMisdirectedRequest, codeHost, "this appliance is not known by that name; open it by its address, or add the name to its settings")
	}
	if r.Header.Get("Authorization") != "" {
		if _, err := r.Cookie(auth.CookieName); err == nil {
			return fault(http.StatusBadRequest, codeInvalid, "a request has either a session or a token, not both")
		}
		return nil // no browser adds the header of itself
	}
	if err := s.origin.Check(r); err != nil {
		return fault(http.StatusForbidden, codeCrossSite, "the request was made by another site's page")
	}
	return nil
}

// isHost tells whether a request was sent to this appliance by one of its names. A page of another site whose name is
// made to point here (DNS rebinding) is not. The address that the connection came to is always one.
func (s *Server) isHost(r *http.Request) bool {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	local := localAddr(r)
	if a, err := netip.ParseAddr(host); err == nil {
		return a.Unmap().WithZone("") == local
	}
	return host == "localhost" && local.IsLoopback() || s.settings.Load().hosts[host]
}

// localAddr is the address that a connection came to.
func localAddr(r *http.Request) netip.Addr {
	a, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return netip.Addr{}
	}
	ap, _ := netip.ParseAddrPort(a.String()) // fails for sockets that aren't TCP, which have no address
	return ap.Addr().Unmap().WithZone("")
}

// remoteAddr is the address that a connection came from.
func remoteAddr(r *http.Request) netip.Addr {
	ap, _ := netip.ParseAddrPort(r.RemoteAddr) // as above
	return ap.Addr().Unmap().WithZone("")
}

// caller finds out who asks. That a session is over, or a token unknown, is not an error here: route by route, it
// is the same as having none.
func (s *Server) caller(ctx context.Context, r *http.Request) (*call, error) {
	c := &call{from: remoteAddr(r), agent: cut(r.UserAgent(), 200), id: seenOf(r).id}
	var err error
	if h := r.Header.Get("Authorization"); h != "" {
		token, ok := strings.CutPrefix(h, "Bearer ")
		if !ok || len(r.Header.Values("Authorization")) > 1 {
			return c, fault(http.StatusUnauthorized, codeCredentials, "Authorization must be: Bearer, a space, an API token")
		}
		c.who, err = s.options.Auth.ByToken(ctx, token, c.from)
		if errors.Is(err, auth.ErrNotFound) {
			return c, fault(http.StatusUnauthorized, codeCredentials, "the API token is unknown, expired, or bound to other networks")
		}
		return c, err
	}
	if login, err := r.Cookie(auth.ProviderCookieName); err == nil {
		c.login = login.Value
	}
	cookie, err := r.Cookie(auth.CookieName)
	if err != nil {
		return c, nil
	}
	c.who, c.session, err = s.options.Auth.BySession(ctx, cookie.Value)
	if errors.Is(err, auth.ErrNotFound) {
		return c, nil
	}
	c.secret = cookie.Value
	return c, err
}

// authorise says why who asks may not, by the route's line in the table.
func (s *Server) authorise(c *call, r *route) error {
	switch {
	case r.needs == "":
		return nil
	case c.who == nil:
		return fault(http.StatusUnauthorized, codeLogin, "log in first")
	case !c.who.May(r.needs):
		return fault(http.StatusForbidden, codeForbidden, "it needs the permission "+string(r.needs))
	case (r.session || r.fresh) && c.who.Session == "":
		return fault(http.StatusForbidden, codeForbidden, "an API token may not do this")
	case r.fresh && !s.options.Auth.Recent(c.session):
		return auth.ErrStale
	}
	return nil
}

// watched counts what is written.
type watched struct {
	http.ResponseWriter
	seen *seen
}

// Unwrap lets http.ResponseController reach the connection.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *watched) WriteHeader(status int) {
	w.seen.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(p []byte) (int, error) {
	if w.seen.status == 0 {
		w.seen.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.seen.bytes += int64(n)
	return n, err
}
