package nft_test

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/netlab"
	"sekisho/dataplane/nfqueue"
	"sekisho/dataplane/nft"
	"sekisho/dataplane/packet"
)

// These tests run the ruleset with a queue behind it, in a lab.

// judge answers every frame by a function of it, and remembers what came.
type judge struct {
	answer func(f *packet.Frame) packet.Verdict
	queue  uint16

	mu   sync.Mutex
	seen []string // "src>dst proto flags length"
}

func (j *judge) Judge(_ time.Time, frames []packet.Frame, verdicts []packet.Verdict) []packet.Verdict {
	j.mu.Lock()
	defer j.mu.Unlock()
	for i := range frames {
		j.seen = append(j.seen, describe(frames[i].Data))
		verdicts = append(verdicts, j.answer(&frames[i]))
	}
	return verdicts
}

func (j *judge) Deadline() time.Time { return time.Time{} }

func (j *judge) came() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return append([]string(nil), j.seen...)
}

// wholeConnection waits until what came after the first packets is a connection's opening, data and end, from
// both sides. How many packets that takes is the kernels' choice: an end may ride on data.
func (j *judge) wholeConnection(t testing.TB, first int) {
	t.Helper()
	var came []string
	for range 300 {
		came = j.came()[first:]
		flags := map[string]string{} // by who sends
		for _, frame := range came {
			from, rest, _ := strings.Cut(frame, ">")
			flags[from] += strings.Fields(rest)[2]
		}
		whole := len(flags) == 2
		for _, seen := range flags {
			whole = whole && strings.Contains(seen, "S") && strings.Contains(seen, "P") && strings.Contains(seen, "F")
		}
		if whole {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("asked about %q, want the whole connection", came)
}

// describe tells what a frame of the lab is; IP options do not occur there.
func describe(data []byte) string {
	var src, dst, l4 []byte
	var proto byte
	if data[0]>>4 == 4 {
		src, dst, proto, l4 = data[12:16], data[16:20], data[9], data[20:]
	} else {
		src, dst, proto, l4 = data[8:24], data[24:40], data[6], data[40:]
	}
	s, _ := netip.AddrFromSlice(src)
	d, _ := netip.AddrFromSlice(dst)
	flags := ""
	if proto == unix.IPPROTO_TCP {
		for i, name := range "FSRPA" {
			if l4[13]>>i&1 != 0 {
				flags += string(name)
			}
		}
	}
	return fmt.Sprintf("%s>%s %d %s %d", s, d, proto, flags, len(data))
}

// bench is a lab with a ruleset and a judge for each of its queues.
type bench struct {
	*netlab.Lab
	rules  *nft.Ruleset
	cfg    nft.Config
	judges []*judge
	count  *nfqueue.Counters
}

func marks(t testing.TB) packet.Marks {
	t.Helper()
	m, err := packet.NewMarks(0xff000000, 1)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func setUp(t testing.TB, opts netlab.Options, queues uint16, answer func(*packet.Frame) packet.Verdict) *bench {
	t.Helper()
	b := &bench{Lab: netlab.ForTest(t, opts), count: new(nfqueue.Counters)}
	b.cfg = nft.Config{
		FirstQueue: 20, Queues: queues, Marks: marks(t),
		Protected: []netip.Prefix{netlab.LANv4, netlab.LANv6},
		Watched:   []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8:c::/48")},
	}
	for i := range queues {
		j := &judge{answer: answer, queue: b.cfg.FirstQueue + i}
		b.judges = append(b.judges, j)
		b.serve(t, j)
	}
	b.open(t)
	b.apply(t)
	return b
}

func (b *bench) serve(t testing.TB, j *judge) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		cfg := nfqueue.Config{Queue: j.queue, OnFailure: packet.Drop}
		done <- b.Gateway.Do(func() error { return nfqueue.Run(ctx, cfg, j, b.count) })
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("queue %d: %v", j.queue, err)
		}
	})
}

func (b *bench) open(t testing.TB) {
	t.Helper()
	err := b.Gateway.Do(func() (err error) {
		b.rules, err = nft.Open("sekisho")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.rules.Close() })
}

func (b *bench) apply(t testing.TB) {
	t.Helper()
	if err := b.Gateway.Do(func() error { return b.rules.Apply(b.cfg) }); err != nil {
		t.Fatal(err)
	}
}

func acceptOnly(f *packet.Frame) packet.Verdict {
	return packet.Verdict{ID: f.ID, Action: packet.Accept}
}

// talk opens a TCP connection, sends and receives a line, and closes it.
func talk(t testing.TB, from, to *netlab.Host, addr netip.Addr) error {
	t.Helper()
	ln, err := to.Listen("tcp", net.JoinHostPort(addr.String(), "0"))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go func() {
		if conn, err := ln.Accept(); err == nil {
			buf := make([]byte, 64)
			n, _ := conn.Read(buf)
			_, _ = conn.Write(buf[:n])
			conn.Close()
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	conn, err := from.Dial(ctx, "tcp", ln.Addr().String())
	if err != nil {
		return err
	}
	defer conn.Close()
	return echo(conn, "hello")
}

func echo(conn net.Conn, text string) error {
	if err := conn.SetDeadline(time.Now().Add(3 * time.Second)); err != nil {
		return err
	}
	if _, err := conn.Write([]byte(text)); err != nil {
		return err
	}
	buf := make([]byte, 64)
	n, err := conn.Read(buf)
	if err == nil && string(buf[:n]) != text {
		return fmt.Errorf("sent %q, got %q back", text, buf[:n])
	}
	return err
}

func both(h *netlab.Host) []netip.Addr { return []netip.Addr{h.IPv4(), h.IPv6()} }
