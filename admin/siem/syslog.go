package siem

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/url"
	"strconv"
)

// syslogPorts are the ports of addresses that name none (RFC 5426 section 3.3, RFC 5425
// section 4.1); TCP was given none.
var syslogPorts = map[string]string{"udp": "514", "tls": "6514"}

// newSyslog makes the transport that the address's scheme names.
func newSyslog(t Target) (Transport, error) {
	u, err := url.Parse(t.Address)
	if err != nil || u.Scheme != "udp" && u.Scheme != "tcp" && u.Scheme != "tls" {
		return nil, fmt.Errorf("ship to %s: address: must begin with udp://, tcp:// or tls://", t.Name)
	}
	port := u.Port()
	if port == "" {
		port = syslogPorts[u.Scheme]
	}
	if u.Hostname() == "" || port == "" || u.User != nil {
		return nil, fmt.Errorf("ship to %s: address: must have a host and a port behind %s://, and no user", t.Name, u.Scheme)
	}
	address := net.JoinHostPort(u.Hostname(), port)
	if u.Scheme == "udp" {
		return &datagram{address: address, patience: refusalTime}, nil
	}
	secure := func() (*tls.Config, error) { return nil, nil }
	if u.Scheme == "tls" {
		secure = func() (*tls.Config, error) { return tlsConfig(t.TLS, u.Hostname()) }
	}
	return &stream{address: address, secure: secure, memory: receiverMemory}, nil
}

// stream is syslog over TCP with octet counting (RFC 6587 section 3.4.1), and over TLS,
// which frames alike (RFC 5425 section 4.3). The receiver acknowledges nothing. What may
// be lost with it is sent again after each connection that it did not end in order: see
// window and link.mayLose.
type stream struct {
	address string
	secure  func() (*tls.Config, error) // nil configuration: plain TCP
	memory  uint64                      // octets that the receiver may have read and not yet stored

	link   *link // nil: not connected
	since  *link // open since before the last flush
	window window
	frames []byte // used again
}

// frame appends a message behind its length.
func frame(to, body []byte) []byte {
	to = strconv.AppendInt(to, int64(len(body)), 10)
	to = append(to, ' ')
	return append(to, body...)
}

// Send implements Transport.
func (s *stream) Send(ctx context.Context, batch []Message) error {
	if len(batch) == 0 {
		return nil
	}
	err := s.send(ctx, batch)
	if err != nil {
		s.drop()
		return fmt.Errorf("send to %s: %w", s.address, err)
	}
	return nil
}

func (s *stream) send(ctx context.Context, batch []Message) error {
	if err := s.connected(ctx); err != nil {
		return err
	}
	s.frames = s.frames[:0]
	for _, m := range batch {
		s.frames = frame(s.frames, m.Body)
	}
	if err := s.link.put(ctx, s.frames); err != nil {
		return err
	}
	s.window.wrote(uint64(s.link.written.Load()), batch[len(batch)-1].Sequence)
	reached, err := s.link.acknowledged()
	if err != nil {
		return err
	}
	s.window.acknowledged(reached)
	return nil
}

// connected makes sure of a connection. One that the peer has ended with something on
// its way is an error, so that this is sent again before anything else.
func (s *stream) connected(ctx context.Context) error {
	if s.link != nil && s.link.over() {
		if len(s.window.marks) > 0 {
			return s.link.why()
		}
		s.drop()
	}
	if s.link != nil {
		return nil
	}
	l, err := s.open(ctx)
	if err != nil {
		return err
	}
	return s.use(l)
}

// use sends by l from now on.
func (s *stream) use(l *link) error {
	size, err := l.mayLose()
	if err != nil {
		l.drop()
		return err
	}
	s.link, s.window.size = l, size+s.memory
	return nil
}

func (s *stream) open(ctx context.Context) (*link, error) {
	secure, err := s.secure()
	if err != nil {
		return nil, err
	}
	return connect(ctx, s.address, secure)
}

// Confirmed implements Transport.
func (s *stream) Confirmed() uint64 { return s.window.confirmed }

// Flush implements Transport: the connection is ended in order. A receiver that is killed at
// that moment ends its connection in the same way; so another one is made before, which ends
// with it, and which is used from then on.
func (s *stream) Flush(ctx context.Context) error {
	if s.link == nil {
		return nil
	}
	next, err := s.open(ctx)
	if err == nil {
		err = s.drained(ctx, next)
	}
	if err != nil {
		s.drop()
		return fmt.Errorf("flush to %s: %w", s.address, err)
	}
	return nil
}

// drained ends the connection in order, and goes on with the next one.
func (s *stream) drained(ctx context.Context, next *link) error {
	err := s.link.drain(ctx)
	if err == nil && next.over() {
		err = next.why()
	}
	if err != nil {
		next.drop()
		return err
	}
	s.window.read()
	s.drop()
	s.since = next
	return s.use(next)
}

// Alive implements watched.
func (s *stream) Alive(context.Context) error {
	if s.link == nil || s.link != s.since || s.link.over() {
		s.drop()
		return fmt.Errorf("watch %s: the receiver ended the connection", s.address)
	}
	return nil
}

// Test implements Transport.
func (s *stream) Test(ctx context.Context, m Message) (string, error) {
	l, err := s.open(ctx)
	if err != nil {
		return "", fmt.Errorf("test %s: %w", s.address, err)
	}
	defer l.drop()
	if err = l.put(ctx, frame(nil, m.Body)); err == nil {
		err = l.drain(ctx)
	}
	if err != nil {
		return "", fmt.Errorf("test %s: %w", s.address, err)
	}
	answer := "connected to " + l.RemoteAddr().String()
	if c, ok := l.Conn.(*tls.Conn); ok {
		answer += " by " + describeTLS(c.ConnectionState())
	}
	return answer + "; the receiver read the message to its end (syslog has no other answer)", nil
}

// Close implements Transport.
func (s *stream) Close() error {
	s.drop()
	return nil
}

// drop lets go of the connection and of what was on its way.
func (s *stream) drop() {
	if s.link != nil {
		s.link.drop()
	}
	s.link = nil
	s.window.lost()
}
