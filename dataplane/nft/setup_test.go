package nft_test

import (
	"context"
	"fmt"
	"io"
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

// patience is how long anything may take that must happen. It is only there to fail.
const patience = time.Minute

// wholeConnection waits until what came of two ends after the first packets is a connection's opening, data and
// end, from both sides. How many packets that takes is the kernels' choice: an end may ride on data. Those of
// other ends may be an earlier connection's last.
func (j *judge) wholeConnection(t testing.TB, first int, ends ...netip.Addr) {
	t.Helper()
	for limit := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		came := j.came()[first:]
		whole := true
		for i, from := range ends {
			flags := flagsOf(came, fmt.Sprintf("%s>%s ", from, ends[1-i]))
			whole = whole && strings.Contains(flags, "S") && strings.Contains(flags, "P") && strings.Contains(flags, "F")
		}
		if whole {
			return
		}
		if time.Now().After(limit) {
			t.Errorf("asked about %q, want the whole connection of %v", came, ends)
			return
		}
	}
}

// flagsOf are the TCP flags of all frames from one end to another.
func flagsOf(frames []string, ends string) (flags string) {
	for _, frame := range frames {
		if strings.HasPrefix(frame, ends) {
			flags += strings.Fields(frame)[2]
		}
	}
	return flags
}

// withData counts the TCP segments that carry a whole write.
func (j *judge) withData() (n int) {
	for _, frame := range j.came() {
		if strings.Contains(strings.Fields(frame)[2], "P") {
			n++
		}
	}
	return n
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
	bound, done := make(chan bool), make(chan error, 1)
	go func() {
		cfg := nfqueue.Config{Queue: j.queue, OnFailure: packet.Drop, Bound: func() { close(bound) }}
		done <- b.Gateway.Do(func() error { return nfqueue.Run(ctx, cfg, j, b.count) })
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("queue %d: %v", j.queue, err)
		}
	})
	select {
	case <-bound:
	case <-time.After(patience):
		t.Fatalf("queue %d is not bound", j.queue)
	}
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
	return talkWithin(t, patience, from, to, addr)
}

func talkWithin(t testing.TB, limit time.Duration, from, to *netlab.Host, addr netip.Addr) error {
	t.Helper()
	ln, err := to.Listen("tcp", net.JoinHostPort(addr.String(), "0"))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	const line = "hello"
	go func() {
		if conn, err := ln.Accept(); err == nil {
			buf := make([]byte, len(line))
			_, _ = io.ReadFull(conn, buf)
			_, _ = conn.Write(buf)
			conn.Close()
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	conn, err := from.Dial(ctx, "tcp", ln.Addr().String())
	if err != nil {
		return err
	}
	defer conn.Close()
	return echo(conn, line)
}

func echo(conn net.Conn, text string) error {
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := conn.Write([]byte(text)); err != nil {
		return err
	}
	buf := make([]byte, len(text))
	_, err := io.ReadFull(conn, buf)
	if err == nil && string(buf) != text {
		return fmt.Errorf("sent %q, got %q back", text, buf)
	}
	return err
}

func both(h *netlab.Host) []netip.Addr { return []netip.Addr{h.IPv4(), h.IPv6()} }
