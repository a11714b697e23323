package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// atOnce bounds the requests in work.
const atOnce = 8

// Handler does what a request asks for. Its error reaches the client: an *Error as it
// is, any other as Failed.
type Handler func(ctx context.Context, op string, body json.RawMessage) (any, error)

// Server answers requests on a Unix socket.
type Server struct {
	Handler Handler
	// Users may ask, beside root and the process's own user.
	Users []int
	// Group may open the socket; -1: only the owner may.
	Group int
	Log   *slog.Logger
}

// Listen opens the socket, in place of what an earlier run left, and answers until the listener is closed.
func (s *Server) Listen(path string) (net.Listener, error) {
	l, err := s.open(path)
	if err != nil {
		return nil, fmt.Errorf("open control socket: %w", err)
	}
	go s.serve(l)
	return l, nil
}

func (s *Server) open(path string) (net.Listener, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	mode := fs.FileMode(0o600)
	if s.Group >= 0 {
		mode = 0o660
		err = os.Chown(path, -1, s.Group)
	}
	if err = errors.Join(err, os.Chmod(path, mode)); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (s *Server) serve(l net.Listener) {
	room := make(chan struct{}, atOnce)
	for {
		room <- struct{}{}
		conn, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			s.Log.Warn("control socket", "error", err)
			time.Sleep(time.Second)
			<-room
			continue
		}
		go func() {
			defer func() { <-room }()
			defer conn.Close()
			s.answer(conn.(*net.UnixConn))
		}()
	}
}

func (s *Server) answer(conn *net.UnixConn) {
	ctx, cancel := context.WithTimeout(context.Background(), Timeout)
	defer cancel()
	deadline, _ := ctx.Deadline()
	conn.SetDeadline(deadline)
	body, err := s.handle(ctx, conn)
	a := answer{Body: body}
	if err != nil {
		a = answer{Error: asError(err)}
	}
	if err := json.NewEncoder(conn).Encode(a); err != nil {
		s.Log.Warn("control socket", "error", err)
	}
}

// handle does the one request of a connection. A handler that panics has failed, and
// nothing else.
func (s *Server) handle(ctx context.Context, conn *net.UnixConn) (body json.RawMessage, err error) {
	defer func() {
		if p := recover(); p != nil {
			body, err = nil, &Error{Code: Failed, Message: "the request made the dataplane's control panic"}
			s.Log.Error("control request panicked", "type", fmt.Sprintf("%T", p))
		}
	}()
	if err := s.allowed(conn); err != nil {
		return nil, err
	}
	var r Request
	if err := json.NewDecoder(io.LimitReader(conn, MaxMessage)).Decode(&r); err != nil {
		return nil, &Error{Code: Invalid, Message: fmt.Sprintf("read request: %v", err)}
	}
	if r.Version != Version {
		return nil, &Error{Code: Unsupported, Message: fmt.Sprintf("protocol version %d is not %d", r.Version, Version)}
	}
	result, err := s.Handler(ctx, r.Op, r.Body)
	if err != nil {
		return nil, err
	}
	return json.Marshal(result)
}

// allowed asks the kernel who the peer is.
func (s *Server) allowed(conn *net.UnixConn) error {
	raw, err := conn.SyscallConn()
	if err != nil {
		return err
	}
	var peer *unix.Ucred
	var asked error
	err = raw.Control(func(fd uintptr) { peer, asked = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED) })
	if err = errors.Join(err, asked); err != nil {
		return fmt.Errorf("ask who the peer is: %w", err)
	}
	uid := int(peer.Uid)
	if uid == 0 || uid == os.Getuid() || slices.Contains(s.Users, uid) {
		return nil
	}
	s.Log.Warn("control socket: refused", "uid", uid, "pid", peer.Pid)
	return &Error{Code: Refused, Message: fmt.Sprintf("user %d may not ask the dataplane", uid)}
}

func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Code: Failed, Message: err.Error()}
}

// Read decodes a request's body, strictly.
func Read[T any](body json.RawMessage) (v T, err error) {
	if err := json.Unmarshal(body, &v); err != nil {
		return v, &Error{Code: Invalid, Message: fmt.Sprintf("read request: %v", err)}
	}
	return v, nil
}
