package siem

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sekisho/configs"
)

// streamReceiver takes octet-counted frames (RFC 6587 section 3.4.1) and nothing else.
type streamReceiver struct {
	t       testing.TB
	address string
	secure  *authority
	buffer  int // of the kernel, for each connection; 0: as it chooses

	mu      sync.Mutex
	ln      net.Listener
	conns   []net.Conn
	readers sync.WaitGroup
	got     []uint64
	gate    func() // called before each frame is read
}

func newStreamReceiver(t testing.TB, secure *authority) *streamReceiver {
	r := &streamReceiver{t: t, address: freeAddress(t).String(), secure: secure, gate: func() {}}
	r.start()
	t.Cleanup(r.kill)
	return r
}

func (r *streamReceiver) target() Target {
	d := configs.Destination{Name: "test", Type: "syslog", Address: "tcp://" + r.address}
	if r.secure != nil {
		d.Address, d.TLS.CA = "tls://"+r.address, r.secure.ca
	}
	return Target{Destination: d}
}

func (r *streamReceiver) ordered() bool { return true }

func (r *streamReceiver) shape(m Message) Message { return syslogged(m) }

func (r *streamReceiver) start() {
	lc := net.ListenConfig{Control: func(_, _ string, raw syscall.RawConn) (err error) {
		raw.Control(func(fd uintptr) {
			if r.buffer > 0 {
				err = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, r.buffer)
			}
		})
		return err
	}}
	ln := listenAgain(r.t, lc, r.address)
	r.mu.Lock()
	r.ln = ln
	r.mu.Unlock()
	r.readers.Go(func() { r.accept(ln) })
}

func (r *streamReceiver) accept(ln net.Listener) {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		r.admit(ln, conn)
	}
}

// admit reads from conn, unless the receiver was killed between the accepting and here: then nobody would
// ever end that reader.
func (r *streamReceiver) admit(ln net.Listener, conn net.Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ln != ln {
		reset(conn)
		return
	}
	r.conns = append(r.conns, conn)
	r.readers.Go(func() { r.read(conn) })
}

func (r *streamReceiver) read(conn net.Conn) {
	defer conn.Close()
	if r.secure != nil {
		conn = tls.Server(conn, r.secure.server(tls.NoClientCert))
		defer conn.Close()
	}
	for in := bufio.NewReader(conn); ; {
		r.gate()
		body, err := readFrame(in)
		if errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.ErrUnexpectedEOF) {
			return
		}
		if err != nil {
			r.t.Errorf("receiver: %v", err)
			return
		}
		n, err := sequenceOf(body)
		if err != nil {
			r.t.Errorf("receiver: %v", err)
		}
		r.mu.Lock()
		r.got = append(r.got, n)
		r.mu.Unlock()
	}
}

// readFrame is a strict reader of MSG-LEN SP SYSLOG-MSG.
func readFrame(in *bufio.Reader) ([]byte, error) {
	digits, err := in.ReadString(' ')
	if err != nil {
		return nil, err
	}
	n, err := strconv.ParseUint(strings.TrimSuffix(digits, " "), 10, 20)
	if err != nil || digits[0] == '0' {
		return nil, fmt.Errorf("length %q", digits)
	}
	body := make([]byte, n)
	_, err = io.ReadFull(in, body)
	return body, err
}

// kill resets connections, as the kernel does where a process died with octets unread.
func (r *streamReceiver) kill() {
	r.closeAll()
	r.readers.Wait()
}

func (r *streamReceiver) closeAll() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ln != nil {
		r.ln.Close()
	}
	for _, conn := range r.conns {
		reset(conn)
	}
	r.ln, r.conns = nil, nil
}

func reset(conn net.Conn) {
	conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
}

func (r *streamReceiver) held() []uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

// TestResendWindowCoversBuffers: what is confirmed is read, though every buffer between is
// full when the receiver dies.
func TestResendWindowCoversBuffers(t *testing.T) {
	const reads = 1500
	r := newStreamReceiver(t, nil)
	r.kill()
	full, over, left := make(chan struct{}), make(chan struct{}), reads
	r.buffer = 128 << 10
	r.gate = func() {
		if left--; left < 0 {
			close(full)
			<-over
		}
	}
	r.start()
	tr := transportTo(t, r).(*stream)
	tr.memory = 0 // this receiver stores what it has read
	fill(t, tr, full)
	confirmed := tr.Confirmed()
	r.closeAll()
	close(over)
	r.readers.Wait()
	if held := r.held(); len(held) != reads || confirmed > reads || confirmed < reads/2 {
		t.Errorf("confirmed up to %d, want %d to %d, which are held", confirmed, reads/2, len(held))
	}
}

// fill sends until the receiver has stopped to read, and some time more for the buffers.
func fill(t *testing.T, tr Transport, full chan struct{}) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		<-full
		time.AfterFunc(time.Second, cancel)
	}()
	padding := strings.Repeat("x", 4000)
	for n := uint64(1); ctx.Err() == nil; n++ {
		m := message(n)
		m.Body = append(m.Body, padding...)
		if err := tr.Send(ctx, []Message{m}); err != nil && ctx.Err() == nil {
			t.Fatal(err)
		}
	}
}
