package control

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// echo answers with the body that it got; "fail", "panic" and "refuse" do what they say.
func echo(_ context.Context, op string, body json.RawMessage) (any, error) {
	switch op {
	case "fail":
		return nil, errors.New("the kernel said no")
	case "panic":
		panic("secret words")
	case "refuse":
		return nil, &Error{Code: Invalid, Message: "bad", Lines: []AtLine{{3, "here"}}}
	}
	return body, nil
}

func serve(t *testing.T, s Server) Client {
	t.Helper()
	if s.Handler == nil {
		s.Handler = echo
	}
	s.Log = slog.New(slog.DiscardHandler) // answers to who has hung up may fail when the test is over
	path := filepath.Join(t.TempDir(), "control.sock")
	l, err := s.Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return Client{path}
}

func TestAnswers(t *testing.T) {
	c := serve(t, Server{Group: -1})
	var got Change
	if err := c.ask(t.Context(), OpConfirm, Change{ID: "r1"}, &got); err != nil || got.ID != "r1" {
		t.Errorf("%+v, %v", got, err)
	}
	for op, code := range map[string]string{"fail": Failed, "panic": Failed, "refuse": Invalid} {
		if err := c.ask(t.Context(), op, nil, &got); !Is(err, code) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", op, err)
		}
	}
	var e *Error
	if err := c.ask(t.Context(), "refuse", nil, &got); !errors.As(err, &e) || len(e.Lines) != 1 || e.Lines[0].Line != 3 {
		t.Errorf("lines are lost: %v", err)
	}
	if _, err := (Client{filepath.Join(t.TempDir(), "none")}).Status(t.Context()); err == nil || !strings.Contains(err.Error(), "is the dataplane running?") {
		t.Errorf("nobody there: %v", err)
	}
}

// TestStrangeRequests: each gets an answer that says what is wrong.
func TestStrangeRequests(t *testing.T) {
	c := serve(t, Server{Group: -1})
	for request, code := range map[string]string{
		"":                           Invalid,
		"hello\n":                    Invalid,
		"[1]\n":                      Invalid,
		`{"version":2}`:              Unsupported,
		`{"version":1,"op"`:          Invalid,
		strings.Repeat("[", 100_000): Invalid,
	} {
		conn, err := net.Dial("unix", c.Path)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, request)
		conn.(*net.UnixConn).CloseWrite()
		if err := receive(conn, "test", new(any)); !Is(err, code) {
			t.Errorf("%.40q: %v, want %s", request, err, code)
		}
		conn.Close()
	}
}

// TestSilentClientsAreNoHindrance, as long as they are fewer than may ask at once.
func TestSilentClientsAreNoHindrance(t *testing.T) {
	c := serve(t, Server{Group: -1})
	for range atOnce - 1 {
		conn, err := net.Dial("unix", c.Path)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	var got Change
	if err := c.ask(t.Context(), OpConfirm, Change{ID: "r1"}, &got); err != nil {
		t.Error(err)
	}
}

// A process of another user that dials: TestMain has the test binary do it.
const dialAs = "SEKISHO_TEST_DIAL"

func TestMain(m *testing.M) {
	if path := os.Getenv(dialAs); path != "" {
		_, err := Client{path}.Status(context.Background())
		os.Stdout.WriteString(asError(errors.Join(err)).Code)
		return
	}
	os.Exit(m.Run())
}

// TestPeersAreChecked: a user who may open the socket must still be one of those told.
func TestPeersAreChecked(t *testing.T) {
	const stranger, admin = 64501, 64502
	status := func(context.Context, string, json.RawMessage) (any, error) { return nil, &Error{Code: Conflict} }
	c := serve(t, Server{Handler: status, Group: -1, Users: []int{admin}})
	for dir := c.Path; dir != filepath.Clean(os.TempDir()); dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(dir, info.Mode()|0o077); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(filepath.Dir(c.Path), "test")
	copyFile(t, os.Args[0], program)
	for uid, want := range map[uint32]string{stranger: Refused, admin: Conflict} {
		cmd := exec.Command(program)
		cmd.Env = []string{dialAs + "=" + c.Path}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
		out, err := cmd.Output()
		if err != nil || string(out) != want {
			t.Errorf("user %s: %s, %v; want %s", strconv.Itoa(int(uid)), out, err, want)
		}
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// FuzzRequest: no bytes on the socket may panic the server or leave the client without an answer.
func FuzzRequest(f *testing.F) {
	for _, s := range []string{`{"version":1,"op":"status"}`, `{"version":1,"op":"refuse","body":{"id":7}}`, "{", "\x00"} {
		f.Add([]byte(s))
	}
	s := Server{Handler: echo, Group: -1, Log: slog.New(slog.DiscardHandler)}
	l, err := s.Listen(filepath.Join(f.TempDir(), "control.sock"))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { l.Close() })
	f.Fuzz(func(t *testing.T, request []byte) {
		conn, err := net.Dial("unix", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conn.SetDeadline(time.Now().Add(time.Minute))
		conn.Write(request)
		conn.(*net.UnixConn).CloseWrite()
		var a answer
		if err := json.NewDecoder(conn).Decode(&a); err != nil {
			t.Errorf("no answer: %v", err)
		}
	})
}
