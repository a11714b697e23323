package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"reflect"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"sekisho/admin/auth"
	"sekisho/admin/state"
)

// route is a line of the table of what can be asked.
type route struct {
	method  string
	path    string // as in OpenAPI: /api/v1/users/{id}
	summary string
	needs   auth.Permission // of who asks; "": of nobody, not even to have logged in
	// session: only somebody who has logged in, no API token. fresh: and who has proved who they are
	// just now.
	session, fresh bool
	audit          string // what the audit log calls it; "": it changes nothing; byState: package state writes it
	body           int64  // most bytes of a request's body; 0: smallBody
	long           bool   // it may take longer than shortTime; its handler bounds it
	etag           bool   // the answer says its version in ETag
	created        bool   // the answer is 201
	produces       string // media types of an answer that isn't JSON, by comma
	// page shows an error to a person; nil: it is for programs.
	page func(w http.ResponseWriter, r *http.Request, err error)
	action
}

// status is that of an answer.
func (r *route) status() int {
	switch {
	case r.created:
		return http.StatusCreated
	case r.out == reflect.TypeFor[nothing]():
		return http.StatusNoContent
	}
	return http.StatusOK
}

const (
	byState = "(state)"
	// smallBody is enough for all but policies and files.
	smallBody = 64 << 10
	// policyBody is a policy's 4 MiB, with escapes.
	policyBody = 9 << 20
	// shortTime is what an answer may take.
	shortTime = 30 * time.Second
)

// action is what a route does, with the types of what goes in and what comes out.
type action struct {
	in, out reflect.Type
	do      func(ctx context.Context, c *call, in any) (any, error)
}

// does makes an action of a handler.
func does[In, Out any](handler func(ctx context.Context, c *call, in In) (Out, error)) action {
	return action{reflect.TypeFor[In](), reflect.TypeFor[Out](), func(ctx context.Context, c *call, in any) (any, error) {
		return handler(ctx, c, *in.(*In))
	}}
}

// Inputs and answers that several routes have.
type (
	// nothing is asked, or answered.
	nothing struct{}
	// of carries a JSON body.
	of[T any] struct {
		Body T `body:"json"`
	}
	// byID names one thing.
	byID struct {
		ID string `path:"id"`
	}
	// list is an answer of several things.
	list[T any] struct {
		Items []T `json:"items"`
	}
	// stream is an answer that is written as it comes into being.
	stream struct {
		mediaType string
		name      string // of a file to save it as; "": it is not for saving
		write     func(w *answer) error
	}
)

// listOf never has null where a list belongs.
func listOf[T any](items []T) list[T] {
	if items == nil {
		items = []T{}
	}
	return list[T]{items}
}

// call is what a handler may need to know of a request beside its input, and what it says
// beside its answer.
type call struct {
	who     *auth.Principal // nil: nobody has logged in
	session auth.Session
	secret  string     // of the session; "": it came with a token
	login   string     // secret of a login by the identity provider that is under way
	from    netip.Addr // the connection's other end
	agent   string
	id      string // of the request

	cookies []*http.Cookie // to be set
	etag    int64          // version of what is answered, where the route has etag
	entry   state.Entry    // for the audit log; the adapter knows action, actor and request
}

// actor is who asks, as the audit log has it.
func (c *call) actor() state.Actor {
	a := state.Actor{Address: c.from, Request: c.id}
	if c.who != nil {
		a.Name, a.Token = c.who.Name, c.who.Token
	}
	return a
}

// changed notes for the audit log what was done to which object; before and after are what it was and is, ""
// where that is not there, or is secret.
func (c *call) changed(object, before, after string) {
	c.entry.Object = object
	if before != "" {
		c.entry.Before = state.Fingerprint(before)
	}
	if after != "" {
		c.entry.After = state.Fingerprint(after)
	}
}

// note adds to the audit log's entry.
func (c *call) note(key string, value any) {
	if c.entry.Detail == nil {
		c.entry.Detail = map[string]any{}
	}
	c.entry.Detail[key] = value
}

// mount tells Echo of the routes.
func (s *Server) mount(e *echo.Echo) {
	for _, r := range s.routes() {
		path := strings.NewReplacer("{", ":", "}", "").Replace(r.path)
		for _, method := range r.methods() {
			e.Add(method, path, s.handler(r))
		}
	}
	e.HTTPErrorHandler = func(err error, ec echo.Context) { s.refuse(ec.Response().Writer, ec.Request(), unrouted(err)) }
}

// methods are those that a route answers: HEAD, too, where that changes nothing and takes no longer (RFC 9110 section 9.3.2).
func (r *route) methods() []string {
	if r.method == get && r.audit == "" && !r.long {
		return []string{get, http.MethodHead}
	}
	return []string{r.method}
}

// handler has Echo hand a request on.
func (s *Server) handler(r route) echo.HandlerFunc {
	return func(ec echo.Context) error {
		names, values := ec.ParamNames(), ec.ParamValues()
		s.serve(ec.Response().Writer, ec.Request(), &r, func(name string) string {
			for i := range names {
				if names[i] == name {
					return values[i]
				}
			}
			return ""
		})
		return nil
	}
}

// unrouted is a path or a method that no route has.
func unrouted(err error) *problem {
	if he, ok := err.(*echo.HTTPError); ok && he.Code == http.StatusMethodNotAllowed {
		return fault(he.Code, codeMethod, "this path doesn't have that method")
	}
	return fault(http.StatusNotFound, codeNotFound, "there is nothing at this path")
}

// serve answers a request by its route: who asks, may they, what do they want, do it, note it, say it.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, route *route, param func(string) string) {
	seen := seenOf(r)
	seen.route = route.method + " " + route.path
	defer s.recovered(w, r)
	ctx, cancel := r.Context(), context.CancelFunc(func() {})
	if !route.long {
		ctx, cancel = context.WithTimeout(ctx, shortTime)
	}
	defer cancel()
	c, err := s.caller(ctx, r)
	if err == nil && c.who != nil {
		seen.user = c.who.Name
	}
	if err == nil {
		err = s.authorise(c, route)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	out, err := s.perform(ctx, w, r, route, c, param)
	if err = s.audited(ctx, route, c, err); err != nil {
		if len(c.cookies) > 0 { // nobody is let in by what failed
			http.SetCookie(w, auth.Cookie(""))
		}
		if route.page != nil {
			route.page(w, r, err)
			return
		}
		s.refuse(w, r, err)
		return
	}
	s.reply(w, r, route, c, out)
}

// perform binds a request's input and hands it to the route's handler.
func (s *Server) perform(ctx context.Context, w http.ResponseWriter, r *http.Request, route *route, c *call, param func(string) string) (any, error) {
	limit := route.body
	if limit == 0 {
		limit = smallBody
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	in := reflect.New(route.in)
	if err := bind(in.Elem(), r, param); err != nil {
		return nil, err
	}
	return route.do(ctx, c, in.Interface())
}

// audited writes down what was done, before anybody is told that it was; and what was tried and refused.
func (s *Server) audited(ctx context.Context, route *route, c *call, failed error) error {
	if route.audit == "" || route.audit == byState {
		return failed
	}
	e := c.entry
	e.Action, e.Actor = route.audit, c.actor()
	if failed != nil {
		p := problemOf(failed)
		if !worthNoting(p) {
			return failed
		}
		e.Action += ".refused"
		e.Before, e.After = "", ""
		e.Detail = map[string]any{"code": p.Code}
	}
	// What was done is done, also if who asked has gone away.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shortTime)
	defer cancel()
	if err := s.options.State.Audit(ctx, e); err != nil {
		s.log.Error("audit log not written", "action", e.Action, "request", c.id, "error", err)
		if failed == nil {
			return fmt.Errorf("done, but not noted in the audit log: %w", err)
		}
	}
	return failed
}

// worthNoting: refusals are in the audit log (ASVS 16.3.1, 16.3.2), but for those that anybody can bring about as
// often as they like.
func worthNoting(p *problem) bool {
	return p.Code == codeCredentials || p.Code == codeConflict || p.Code == codePolicy || p.Status >= http.StatusInternalServerError
}

// reply writes an answer.
func (s *Server) reply(w http.ResponseWriter, r *http.Request, route *route, c *call, out any) {
	for _, cookie := range c.cookies {
		http.SetCookie(w, cookie)
	}
	if route.etag {
		w.Header().Set("ETag", strconv.Quote(strconv.FormatInt(c.etag, 10)))
	}
	switch out := out.(type) {
	case stream:
		s.pour(w, r, out)
	case nothing:
		w.WriteHeader(route.status())
	default:
		s.write(w, r, route.status(), "application/json", out)
	}
}

// refuse writes a problem.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	seen := seenOf(r)
	p.Request = seen.id
	if p.Status >= http.StatusInternalServerError {
		s.log.Error("request failed", "request", seen.id, "route", seen.route, "error", err)
	}
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="sekisho"`)
	}
	if p.retry > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(p.retry/time.Second)+1))
	}
	s.write(w, r, p.Status, "application/problem+json", p)
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, status int, mediaType string, body any) {
	b, err := json.Marshal(body)
	if err != nil {
		s.log.Error("answer not written", "request", seenOf(r).id, "error", err)
		status, b = http.StatusInternalServerError, []byte(`{"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal"}`)
		mediaType = "application/problem+json"
	}
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	w.Write(b)
}

// recovered keeps a handler's panic to its own request. The value is not logged: it may hold what was sent.
func (s *Server) recovered(w http.ResponseWriter, r *http.Request) {
	p := recover()
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler {
		panic(p)
	}
	s.log.Error("request panicked", "request", seenOf(r).id, "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
	s.refuse(w, r, fmt.Errorf("panic of type %T", p))
}

// answer is what a stream is written to. Who reads it too slowly is cut off.
type answer struct {
	io.Writer
	control *http.ResponseController
}

// readTime is how long a reader may take for what is written at a time.
const readTime = 30 * time.Second

func (a *answer) Write(p []byte) (int, error) {
	a.control.SetWriteDeadline(time.Now().Add(readTime)) // fails where there is no connection, in tests of handlers
	return a.Writer.Write(p)
}

// send has written bytes go out now.
func (a *answer) send() error { return a.control.Flush() }

// pour writes a stream. Once it has begun, an error can only break it off, which its reader
// notices: the body has no proper end then.
func (s *Server) pour(w http.ResponseWriter, r *http.Request, out stream) {
	h := w.Header()
	h.Set("Content-Type", out.mediaType)
	if out.name != "" {
		h.Set("Content-Disposition", `attachment; filename="`+out.name+`"`)
	}
	control := http.NewResponseController(w)
	control.SetReadDeadline(time.Time{}) // or the connection's end is taken to have come
	w.WriteHeader(http.StatusOK)
	if err := out.write(&answer{w, control}); err != nil {
		if r.Context().Err() == nil {
			s.log.Warn("answer broken off", "request", seenOf(r).id, "error", err)
		}
		panic(http.ErrAbortHandler)
	}
}
