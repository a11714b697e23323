package siem

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	// connectTime is what connecting may take, the handshake of TLS included.
	connectTime = 20 * time.Second
	// silence is how long a peer's kernel may leave octets unacknowledged (TCP_USER_TIMEOUT,
	// RFC 5482), or probes of an idle connection unanswered, before it counts as gone.
	silence = 30 * time.Second
	// lastWords is how long what a peer said before its end is waited for.
	lastWords = 5 * time.Second
	// drainEvery is how often a connection that is ending is looked at.
	drainEvery = 5 * time.Millisecond
	// receiverMemory is what a receiver may have read and not yet stored: rsyslog holds its
	// inputs back when 35,000 messages wait, which are of some 480 octets.
	receiverMemory = 16 << 20
	// windowScaled among the options of TCP_INFO is TCPI_OPT_WSCALE of linux/tcp.h.
	windowScaled = 4
	// unscaledWindow is the largest window of TCP without scaling (RFC 9293 section 3.1).
	unscaledWindow = 65_535
)

// link is one connection to a receiver that never says anything. A goroutine reads from
// it nevertheless: only so the peer's end is noticed before more is written, which the
// kernel would take and lose.
type link struct {
	net.Conn               // what is written to: TLS or TCP
	tcp      *net.TCPConn  // below it
	written  *atomic.Int64 // octets handed to tcp
	ended    chan struct{} // closed when the peer has ended the connection
	err      error         // why; once ended is closed. nil: the peer has read everything, and closed
}

// counted counts the octets that TLS hands down.
type counted struct {
	*net.TCPConn
	written *atomic.Int64
}

func (c counted) Write(b []byte) (int, error) {
	n, err := c.TCPConn.Write(b)
	c.written.Add(int64(n))
	return n, err
}

// connect opens a link; secure is nil for plain TCP.
func connect(ctx context.Context, address string, secure *tls.Config) (*link, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	d := net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: silence / 2, Interval: silence / 6, Count: 3}}
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	l := &link{tcp: conn.(*net.TCPConn), written: new(atomic.Int64), ended: make(chan struct{})}
	if err := l.begin(ctx, secure); err != nil {
		conn.Close()
		return nil, err
	}
	go l.listen()
	return l, nil
}

func (l *link) begin(ctx context.Context, secure *tls.Config) error {
	if err := control(l.tcp, func(fd int) error {
		return unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(silence.Milliseconds()))
	}); err != nil {
		return fmt.Errorf("set the connection's time limit: %w", err)
	}
	below := counted{l.tcp, l.written}
	l.Conn = below
	if secure == nil {
		return nil
	}
	c := tls.Client(below, secure)
	if err := c.HandshakeContext(ctx); err != nil {
		return fmt.Errorf("tls handshake: %w", err)
	}
	l.Conn = c
	return nil
}

// listen waits for the peer's end; what it says before is not ours to understand.
func (l *link) listen() {
	_, l.err = io.Copy(io.Discard, l.Conn)
	if errors.Is(l.err, io.ErrUnexpectedEOF) {
		l.err = nil // TCP has ended in order, if TLS has not: with octets unread it would be a reset
	}
	close(l.ended)
}

// over tells whether the peer has ended the connection.
func (l *link) over() bool {
	select {
	case <-l.ended:
		return true
	default:
		return false
	}
}

// why says how the peer has ended the connection. Only after ended.
func (l *link) why() error {
	if l.err != nil {
		return fmt.Errorf("the receiver ended the connection: %w", l.err)
	}
	return errors.New("the receiver closed the connection")
}

// put writes all of b, as long as ctx lasts.
func (l *link) put(ctx context.Context, b []byte) error {
	stop := context.AfterFunc(ctx, func() { l.SetWriteDeadline(time.Unix(1, 0)) })
	defer stop()
	_, err := l.Write(b)
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("write: %w", context.Cause(ctx))
	case err != nil:
		return l.because(fmt.Errorf("write: %w", err))
	case l.over():
		return l.why()
	}
	return nil
}

// because prefers what the peer said before it ended the connection, such as why it
// refuses our certificate, to the broken pipe that came of it.
func (l *link) because(err error) error {
	l.tcp.SetReadDeadline(time.Now().Add(lastWords))
	<-l.ended
	if errors.Is(l.err, os.ErrDeadlineExceeded) {
		return err
	}
	return l.why()
}

// drain ends our half of the connection and waits for the peer to end its own, which it
// does in order only when it has read everything. A peer that has ended first has not
// said that.
func (l *link) drain(ctx context.Context) error {
	if l.over() {
		return l.why()
	}
	stop := context.AfterFunc(ctx, func() { l.tcp.Close() })
	defer stop()
	if c, ok := l.Conn.(*tls.Conn); ok {
		if err := c.CloseWrite(); err != nil {
			return l.because(fmt.Errorf("end tls: %w", err))
		}
	}
	if err := l.tcp.CloseWrite(); err != nil {
		return l.because(fmt.Errorf("half close: %w", err))
	}
	<-l.ended
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("wait until the receiver has read everything: %w", context.Cause(ctx))
	case l.err != nil:
		return l.why()
	}
	return l.received(ctx)
}

// received waits until the peer's kernel has acknowledged everything, our end included. It
// resets the connection instead if the peer had closed before that came.
func (l *link) received(ctx context.Context) error {
	for {
		unsent, failure := 0, 0
		err := control(l.tcp, func(fd int) (err error) {
			if unsent, err = unix.IoctlGetInt(fd, unix.SIOCOUTQ); err == nil {
				failure, err = unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ERROR)
			}
			return err
		})
		switch {
		case err != nil:
			return fmt.Errorf("ask what is unsent: %w", err)
		case failure != 0:
			return fmt.Errorf("the receiver closed before it had everything: %w", unix.Errno(failure))
		case unsent == 0:
			return nil
		}
		if err := sleep(ctx, drainEvery); err != nil {
			return fmt.Errorf("wait until the receiver has everything: %w", err)
		}
	}
}

// drop closes at once and waits for listen.
func (l *link) drop() {
	l.tcp.Close()
	<-l.ended
}

// acknowledged is how many octets the peer's kernel has confirmed (tcp(7), SIOCOUTQ).
func (l *link) acknowledged() (uint64, error) {
	unsent := 0
	err := control(l.tcp, func(fd int) (err error) {
		unsent, err = unix.IoctlGetInt(fd, unix.SIOCOUTQ)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("ask what is unsent: %w", err)
	}
	return uint64(max(0, l.written.Load()-int64(unsent))), nil
}

// mayLose is how many acknowledged octets may be lost with the receiver: what its kernel
// can hold for it, which is no more than the largest window that it may ever offer by
// the scale that it gave in the handshake (RFC 7323 section 2.2).
func (l *link) mayLose() (uint64, error) {
	scale := uint8(0)
	err := control(l.tcp, func(fd int) error {
		info, err := unix.GetsockoptTCPInfo(fd, unix.IPPROTO_TCP, unix.TCP_INFO)
		if err == nil && info.Options&windowScaled != 0 {
			// The lower half of the octet after the options, a bit field in C, is tcpi_snd_wscale.
			scale = *(*uint8)(unsafe.Add(unsafe.Pointer(info), unsafe.Offsetof(info.Options)+1)) & 0xf
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("ask for the window's scale: %w", err)
	}
	return unscaledWindow << scale, nil
}

// control runs f on a socket's descriptor.
func control(conn syscall.Conn, f func(fd int) error) error {
	raw, err := conn.SyscallConn()
	if err != nil {
		return err
	}
	var inside error
	if err := raw.Control(func(fd uintptr) { inside = f(int(fd)) }); err != nil {
		return err
	}
	return inside
}
