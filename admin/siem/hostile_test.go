package siem

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// toward is a target of a type at an address of the form host:port, by TLS if there is an
// authority.
func toward(kind, address string, a *authority) Target {
	t := Target{ContentType: "application/json", Host: "gateway", Secret: func() (string, error) { return testSecret, nil }}
	t.Name, t.Type, t.Topic, t.Index = "test", kind, "events", "events"
	plain := map[string]string{"syslog": "tcp://", "nats": "nats://"}
	secure := map[string]string{"syslog": "tls://", "nats": "tls://"}
	switch {
	case kind == "kafka":
		t.Brokers, t.TLS.Enabled = []string{address}, a != nil
	case a != nil && secure[kind] == "":
		t.Address = "https://" + address
	case a != nil:
		t.Address = secure[kind] + address
	case plain[kind] == "":
		t.Address = "http://" + address
	default:
		t.Address = plain[kind] + address
	}
	if a != nil {
		t.TLS.CA = a.ca
	}
	return t
}

// overNetwork are the types whose receivers are elsewhere.
var overNetwork = []string{"syslog", "hec", "elastic", "webhook", "otlp", "kafka", "nats"}

// silent accepts connections, tells of each, and says nothing. What it reads is lost. With the test the
// channel is closed, by who sends to it: a client's goroutine may still dial when its transport is closed.
func silent(t testing.TB) (address string, accepted chan net.Conn) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	accepted = make(chan net.Conn, 100)
	go func() {
		defer close(accepted)
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { conn.Close() })
			accepted <- conn
		}
	}()
	t.Cleanup(func() { ln.Close() })
	return ln.Addr().String(), accepted
}

// TestSilentPeersEndWithTheContext: whatever waits for them, by TLS or not, and gives the
// context's cause as the reason.
func TestSilentPeersEndWithTheContext(t *testing.T) {
	for _, kind := range overNetwork {
		for scheme, by := range map[string]*authority{"plain": nil, "TLS": newAuthority(t)} {
			t.Run(kind+" "+scheme, func(t *testing.T) {
				t.Parallel()
				address, _ := silent(t)
				tr, err := NewTransport(toward(kind, address, by))
				if err != nil {
					t.Fatal(err)
				}
				send := func(ctx context.Context) error {
					return errors.Join(tr.Send(ctx, []Message{message(1)}), tr.Flush(ctx))
				}
				test := func(ctx context.Context) error { _, err := tr.Test(ctx, message(1)); return err }
				for _, do := range []func(context.Context) error{send, test, send} {
					checkEndsWithContext(t, do)
				}
				if tr.Confirmed() != 0 {
					t.Errorf("confirmed %d", tr.Confirmed())
				}
				inTime(t, tr.Close)
			})
		}
	}
}

func checkEndsWithContext(t *testing.T, do func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := inTime(t, func() error { return do(ctx) }); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// inTime wants do to return.
func inTime(t testing.TB, do func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		return err
	case <-time.After(patience):
		t.Fatal("it hangs")
		return nil
	}
}

// TestSlowHandshakesAreWaitedFor, as long as the context lasts.
func TestSlowHandshakesAreWaitedFor(t *testing.T) {
	a := newAuthority(t)
	r := newStreamReceiver(t, a)
	address, accepted := silent(t)
	tr, err := NewTransport(toward("syslog", address, a))
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	sent := make(chan error, 1)
	go func() { sent <- tr.Send(soon(t), messages(r, 1, 10)) }()
	conn := <-accepted
	select {
	case err := <-sent:
		t.Fatalf("sent without a handshake: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	relay(t, conn, r.address)
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
	ctx := soon(t)
	go func() { sent <- tr.Flush(ctx) }()
	relay(t, <-accepted, r.address) // what the receiver is watched by
	if err := <-sent; err != nil || tr.Confirmed() != 10 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	checkComplete(t, arrivals(t, r, 10), 10)
}

// relay joins a connection with one to an address, half closes included.
func relay(t testing.TB, conn net.Conn, address string) {
	t.Helper()
	there, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { there.Close() })
	join := func(to, from net.Conn) {
		io.Copy(to, from)
		to.(*net.TCPConn).CloseWrite()
	}
	go join(there, conn)
	go join(conn, there)
}

// TestHalfClosedPeersConfirmNothing: a receiver that ends its side has not said that it
// reads on, though it does.
func TestHalfClosedPeersConfirmNothing(t *testing.T) {
	address, accepted := silent(t)
	tr, err := NewTransport(toward("syslog", address, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	if err := tr.Send(soon(t), []Message{syslogged(message(1))}); err != nil {
		t.Fatal(err)
	}
	conn := <-accepted
	conn.(*net.TCPConn).CloseWrite()
	<-tr.(*stream).link.ended
	if err := tr.Send(soon(t), []Message{syslogged(message(2))}); err == nil || tr.Confirmed() != 0 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	if err := tr.Send(soon(t), []Message{syslogged(message(1)), syslogged(message(2))}); err != nil {
		t.Error(err)
	}
	(<-accepted).(*net.TCPConn).CloseWrite()
	<-tr.(*stream).link.ended
	if err := tr.Flush(soon(t)); err == nil || tr.Confirmed() != 0 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
}

// TestEndsThatCrossConfirmNothing: the peer closes in order while more is on its way to it.
func TestEndsThatCrossConfirmNothing(t *testing.T) {
	address, accepted := silent(t)
	for range 20 {
		l, err := connect(soon(t), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		conn := <-accepted
		var both sync.WaitGroup
		both.Go(func() { conn.Close() })
		putErr := l.put(soon(t), make([]byte, 100))
		err = l.drain(soon(t))
		both.Wait()
		// Closed without having read: it either resets, or had ended before. It never reads.
		if err == nil {
			t.Errorf("drained (put: %v), though nothing was read", putErr)
		}
		l.drop()
	}
}

// TestForeignCertificatesAreRefused: of another authority, for another name, out of date,
// and by an old TLS; and the sender's where the receiver wants one.
func TestForeignCertificatesAreRefused(t *testing.T) {
	a, other := newAuthority(t), newAuthority(t)
	expired, expiredKey := a.issueUntil("expired", time.Now().Add(-time.Minute))
	// TLS 1.3 refuses a sender after its handshake. Some libraries tell of the end only.
	ofRefusal := map[string]string{"syslog": "certificate"}
	for _, kind := range overNetwork {
		for _, c := range []struct {
			want   string
			server func(*tls.Config)
			target func(*Target)
		}{
			{"unknown authority", nil, func(to *Target) { to.TLS.CA = other.ca }},
			{"other.example", nil, func(to *Target) { to.TLS.ServerName = "other.example" }},
			{"expired", func(c *tls.Config) { c.Certificates = []tls.Certificate{a.pair(expired, expiredKey)} }, nil},
			{"version", func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11 }, nil},
			{ofRefusal[kind], func(c *tls.Config) { c.ClientAuth = tls.RequireAndVerifyClientCert }, nil},
			{"tls.ca", nil, func(to *Target) { to.TLS.CA = a.receiver + ".missing" }},
			{"tls.ca", nil, func(to *Target) { to.TLS.CA = a.serverKey }},
			{"tls.certificate", nil, func(to *Target) { to.TLS.Certificate, to.TLS.Key = a.sender, a.serverKey }},
		} {
			server := a.server(tls.NoClientCert)
			if c.server != nil {
				c.server(server)
			}
			target := toward(kind, handshakes(t, kind, server), a)
			if c.target != nil {
				c.target(&target)
			}
			tr, err := NewTransport(target)
			if err != nil {
				t.Fatal(err)
			}
			_, testErr := tr.Test(soon(t), message(1))
			for _, err := range []error{errors.Join(tr.Send(soon(t), []Message{message(1)}), tr.Flush(soon(t))), testErr} {
				if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), testSecret) || tr.Confirmed() != 0 {
					t.Errorf("%s: want %q, confirmed %d: %v", kind, c.want, tr.Confirmed(), err)
				}
			}
			tr.Close()
		}
	}
}

// natsGreeting is what a NATS server says before TLS begins.
const natsGreeting = `INFO {"server_id":"TEST","version":"2.15.2","proto":1,"max_payload":1048576,"headers":true,"tls_required":true}` + "\r\n"

// handshakes listens, does handshakes and reads on.
func handshakes(t *testing.T, kind string, c *tls.Config) (address string) {
	t.Helper()
	address, accepted := silent(t)
	go func() {
		for conn := range accepted {
			go func() {
				if kind == "nats" {
					io.WriteString(conn, natsGreeting)
				}
				secure := tls.Server(conn, c)
				io.Copy(io.Discard, secure)
				secure.Close()
			}()
		}
	}()
	return address
}

// TestWrongTokensAreTold where a receiver knows its senders.
func TestWrongTokensAreTold(t *testing.T) {
	for _, kind := range overHTTP {
		r := newPeerOverHTTP(t, kind, nil)
		target := r.target()
		target.Secret = func() (string, error) { return testSecret + "x", nil }
		tr, err := NewTransport(target)
		if err != nil {
			t.Fatal(err)
		}
		err = tr.Send(soon(t), messages(r, 1, 1))
		if err == nil || !strings.Contains(err.Error(), " 40") || strings.Contains(err.Error(), testSecret) || tr.Confirmed() != 0 {
			t.Errorf("%s: confirmed %d, error %v", kind, tr.Confirmed(), err)
		}
		target.Secret = func() (string, error) { return "", errors.New("no such file") }
		if tr, err = NewTransport(target); err != nil {
			t.Fatal(err)
		}
		if err := tr.Send(soon(t), messages(r, 1, 1)); err == nil || !strings.Contains(err.Error(), "no such file") {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
