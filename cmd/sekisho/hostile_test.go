package main

import (
	"encoding/binary"
	"io"
	"math/rand/v2"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/netlab"
)

// keeper is a server that keeps all that arrives, on any connection.
type keeper struct {
	mu   sync.Mutex
	got  []byte
	over chan error // how each connection ended
}

func (g *gateway) keep(h *netlab.Host, port int) *keeper {
	g.t.Helper()
	k := &keeper{over: make(chan error, 16)}
	for _, a := range h.Addrs {
		l, err := h.Listen("tcp", netip.AddrPortFrom(a, uint16(port)).String())
		g.must(err)
		g.t.Cleanup(func() { l.Close() })
		go func() {
			for c, err := l.Accept(); err == nil; c, err = l.Accept() {
				go k.read(c)
			}
		}()
	}
	return k
}

func (k *keeper) read(c net.Conn) {
	defer c.Close()
	buf := make([]byte, 4096)
	for {
		n, err := c.Read(buf)
		k.mu.Lock()
		k.got = append(k.got, buf[:n]...)
		k.mu.Unlock()
		if err != nil {
			k.over <- err
			return
		}
	}
}

func (k *keeper) take() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	s := string(k.got)
	k.got = nil
	return s
}

func (k *keeper) size() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.got)
}

// ended waits for a connection to end, and says how.
func (k *keeper) ended(t *testing.T) error {
	t.Helper()
	err, over := k.endsWithin(patience)
	if !over {
		t.Error("the server's connection never ended")
	}
	return err
}

func (k *keeper) endsWithin(limit time.Duration) (err error, over bool) {
	select {
	case err := <-k.over:
		return err, true
	case <-time.After(limit):
		return nil, false
	}
}

// endsUnder is ended, while a trick is done again and again: nobody else sends segments of one's own making
// again where a busy kernel loses one.
func (k *keeper) endsUnder(t *testing.T, trick func()) error {
	t.Helper()
	for range int(patience / time.Second) {
		trick()
		if err, over := k.endsWithin(time.Second); over {
			return err
		}
	}
	t.Error("the server's connection never ended")
	return nil
}

// forger sends TCP segments of its own making on a connection that the kernel
// opened: what a patient insider would try.
type forger struct {
	t        *testing.T
	raw      int
	src, dst netip.AddrPort
	to       unix.Sockaddr
	seq, ack uint32
}

func newForger(t *testing.T, h *netlab.Host, c net.Conn) *forger {
	t.Helper()
	f := &forger{t: t, src: c.LocalAddr().(*net.TCPAddr).AddrPort(), dst: c.RemoteAddr().(*net.TCPAddr).AddrPort()}
	f.numbers(c.(*net.TCPConn))
	family := unix.AF_INET
	f.to = &unix.SockaddrInet4{Addr: [4]byte(f.dst.Addr().AsSlice()[:4])}
	if f.dst.Addr().Is6() {
		family = unix.AF_INET6
		f.to = &unix.SockaddrInet6{Addr: f.dst.Addr().As16()}
	}
	err := h.Do(func() (err error) {
		f.raw, err = unix.Socket(family, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.IPPROTO_TCP)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(f.raw) })
	return f
}

// numbers reads the connection's next sequence numbers through TCP_REPAIR.
func (f *forger) numbers(c *net.TCPConn) {
	sys, err := c.SyscallConn()
	if err != nil {
		f.t.Fatal(err)
	}
	const receive, send, offNoProbe = 1, 2, -1
	err2 := sys.Control(func(fd uintptr) {
		set := func(opt, v int) {
			if e := unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, opt, v); e != nil && err == nil {
				err = e
			}
		}
		get := func(queue int) uint32 {
			set(unix.TCP_REPAIR_QUEUE, queue)
			v, e := unix.GetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_QUEUE_SEQ)
			if e != nil && err == nil {
				err = e
			}
			return uint32(v)
		}
		set(unix.TCP_REPAIR, 1)
		f.seq, f.ack = get(send), get(receive)
		set(unix.TCP_REPAIR, offNoProbe)
	})
	if err == nil {
		err = err2
	}
	if err != nil {
		f.t.Fatalf("read sequence numbers: %v", err)
	}
}

// send sends payload as the segment that lies at offset at of the stream.
func (f *forger) send(at int, payload string) {
	f.t.Helper()
	b := make([]byte, 20, 20+len(payload))
	binary.BigEndian.PutUint16(b, f.src.Port())
	binary.BigEndian.PutUint16(b[2:], f.dst.Port())
	binary.BigEndian.PutUint32(b[4:], f.seq+uint32(at))
	binary.BigEndian.PutUint32(b[8:], f.ack)
	b[12], b[13] = 5<<4, 0x18 // PSH|ACK
	binary.BigEndian.PutUint16(b[14:], 500)
	b = append(b, payload...)
	binary.BigEndian.PutUint16(b[16:], f.checksum(b))
	if err := unix.Sendto(f.raw, b, 0, f.to); err != nil {
		f.t.Fatalf("send forged segment: %v", err)
	}
}

// checksum is RFC 1071's over pseudo header and segment, word by word.
func (f *forger) checksum(tcp []byte) uint16 {
	src, dst := f.src.Addr().AsSlice(), f.dst.Addr().AsSlice()
	b := append(append(append([]byte{}, src...), dst...), 0, 6, byte(len(tcp)>>8), byte(len(tcp)))
	b = append(b, tcp...)
	var sum uint32
	for i := 0; i < len(b); i += 2 {
		w := uint32(b[i]) << 8
		if i+1 < len(b) {
			w |= uint32(b[i+1])
		}
		sum += w
		sum = sum>>16 + sum&0xffff
	}
	return ^uint16(sum)
}

// rows is the body of the test: clean text around a list of many more persons than
// the policy lets pass.
func hostileText() string {
	return strings.Repeat("nothing to see here. ", 20) + "\n" + customerList(30) + strings.Repeat("nor here. ", 20)
}

// Segments of one byte, in random order, repeated and overlapping with lies: the
// server never holds ten persons, and both ends are reset.
func TestHostileSegments(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1, NoOffload: true})
	g.up()
	text := hostileText()
	tricks := map[string]func(*forger){
		"one byte each": func(f *forger) {
			for i := range len(text) {
				f.send(i, text[i:i+1])
			}
		},
		"backwards": func(f *forger) {
			for end := len(text); end > 0; end -= 100 {
				from := max(end-100, 0)
				f.send(from, text[from:end])
			}
			f.again(text)
		},
		"shuffled and overlapping": func(f *forger) {
			r := rand.New(rand.NewPCG(1, 1))
			for _, i := range r.Perm(len(text) / 50) {
				f.send(i*50, text[i*50:min(i*50+90, len(text))])
			}
			f.again(text)
		},
		"lies first": func(f *forger) {
			for i := 0; i < len(text); i += 100 {
				end := min(i+100, len(text))
				f.send(i, strings.Repeat("x", end-i)) // what may be read
				f.send(i, text[i:end])                // what is meant
			}
		},
		"lies ahead of a gap": func(f *forger) {
			for i := 0; i < len(text); i += 100 {
				end := min(i+100, len(text))
				f.send(i+1, strings.Repeat("x", end-i-1))
				f.send(i+1, text[i+1:end])
				f.send(i, text[i:i+1])
			}
			f.again(text)
		},
	}
	port := 9000
	for name, trick := range tricks {
		for family := range 2 {
			port++ // and a keeper of its own, for what is left of the last one may still come
			k := g.keep(g.Outside[0], port)
			c := g.dial(g.Outside[0].Addrs[family], port)
			f := newForger(t, g.LAN[0], c)
			if lies := strings.HasPrefix(name, "lies"); lies {
				// The lies are let through, and nothing that differs from them.
				g.wait("the lies", func() bool {
					trick(f)
					return k.size() >= len(text)
				})
			} else if err := k.endsUnder(t, func() { trick(f) }); err != io.EOF && !refused(err) {
				t.Errorf("%s, IPv%d: the server's connection ended with %v", name, 4+2*family, err)
			}
			got := k.take()
			if n := flagged(t, []byte(got), "csv"); n["pii.person"] >= 10 || n["jp.my_number"] >= 10 {
				t.Errorf("%s, IPv%d: the server holds %v", name, 4+2*family, n)
			}
			c.Close()
		}
	}
	s, err := g.status()
	g.must(err)
	if s.Engine["conflicts"] == 0 || s.Engine["waited"] == 0 || s.Engine["blocked"] == 0 || s.Queue["unanswered"] != 0 {
		t.Errorf("counters: %v %v", s.Engine, s.Queue)
	}
	g.down()
}

// again sends the text in order, as a sender whose segments were lost does.
func (f *forger) again(text string) {
	for i := 0; i < len(text); i += 100 {
		f.send(i, text[i:min(i+100, len(text))])
	}
}

// The kernel's own one-byte segments, and a clean text cut the same way.
func TestOneByteWrites(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	k := g.keep(g.Outside[0], 9000)
	g.up()
	for family := range 2 {
		for _, dirty := range []bool{true, false} {
			text := strings.Repeat("nothing to see here. ", 40)
			if dirty {
				text = customerList(12)
			}
			c := g.dial(g.Outside[0].Addrs[family], 9000)
			c.(*net.TCPConn).SetNoDelay(true)
			var err error
			for i := 0; i < len(text) && err == nil; i++ {
				_, err = io.WriteString(c, text[i:i+1])
			}
			c.Close()
			end := k.ended(t)
			got := k.take()
			if !dirty && (got != text || end != io.EOF) {
				t.Errorf("IPv%d: %d of %d clean bytes arrived: %v %v", 4+2*family, len(got), len(text), err, end)
			}
			if dirty && (!refused(end) || end == io.EOF) {
				t.Errorf("IPv%d: the server was not reset: %v", 4+2*family, end)
			}
			if n := flagged(t, []byte(got), "csv"); n["pii.person"] >= 10 || n["jp.my_number"] >= 10 {
				t.Errorf("IPv%d: the server holds %v", 4+2*family, n)
			}
		}
	}
	g.down()
}
