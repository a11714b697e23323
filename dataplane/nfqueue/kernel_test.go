package nfqueue_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/netlab"
	"sekisho/dataplane/nfqueue"
	"sekisho/dataplane/nft"
	"sekisho/dataplane/packet"
)

// judge is a Judge made of functions.
type judge struct {
	each     func(f *packet.Frame) packet.Verdict
	after    func(now time.Time, verdicts []packet.Verdict) []packet.Verdict
	deadline func() time.Time
}

func (j judge) Judge(now time.Time, frames []packet.Frame, verdicts []packet.Verdict) []packet.Verdict {
	for i := range frames {
		verdicts = append(verdicts, j.each(&frames[i]))
	}
	if j.after != nil {
		verdicts = j.after(now, verdicts)
	}
	return verdicts
}

func (j judge) Deadline() time.Time {
	if j.deadline == nil {
		return time.Time{}
	}
	return j.deadline()
}

func acceptAll(f *packet.Frame) packet.Verdict {
	return packet.Verdict{ID: f.ID, Action: packet.Accept}
}

// bench is a lab whose LAN traffic all goes through one served queue.
type bench struct {
	*netlab.Lab
	marks packet.Marks
	count nfqueue.Counters
	stop  context.CancelFunc
	bound chan bool // closed when it is
	done  chan error
}

// patience is how long anything may take that must happen. It is only there to fail.
const patience = time.Minute

func serve(t testing.TB, opts netlab.Options, cfg nfqueue.Config, j nfqueue.Judge) *bench {
	t.Helper()
	marks, err := packet.NewMarks(0xff000000, 1)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{Lab: netlab.ForTest(t, opts), marks: marks, bound: make(chan bool), done: make(chan error, 1)}
	cfg.Queue, cfg.Bound = 20, func() { close(b.bound) }
	if cfg.OnFailure == packet.Unjudged {
		cfg.OnFailure = packet.Drop
	}
	var ctx context.Context
	ctx, b.stop = context.WithCancel(context.Background())
	go func() {
		b.done <- b.Gateway.Do(func() error { return nfqueue.Run(ctx, cfg, j, &b.count) })
	}()
	t.Cleanup(b.stop)
	b.applyRules(t)
	b.untilBound(t)
	return b
}

func (b *bench) applyRules(t testing.TB) {
	t.Helper()
	err := b.Gateway.Do(func() error {
		rules, err := nft.Open("sekisho")
		if err != nil {
			return err
		}
		defer rules.Close()
		return rules.Apply(nft.Config{
			FirstQueue: 20, Queues: 1, Marks: b.marks, WatchAll: true,
			Protected: []netip.Prefix{netlab.LANv4, netlab.LANv6},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (b *bench) untilBound(t testing.TB) {
	t.Helper()
	select {
	case <-b.bound:
	case <-time.After(patience):
		t.Fatal("the queue is not bound")
	}
}

// end stops the queue and returns what Run returned.
func (b *bench) end(t testing.TB) error {
	t.Helper()
	b.stop()
	select {
	case err := <-b.done:
		return err
	case <-time.After(patience):
		t.Fatal("the queue does not stop")
		return nil
	}
}

// until waits for something that must happen; the limit is only there to fail.
func until(t testing.TB, what string, happened func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !happened(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// pair connects a client on the LAN with a server outside, over TCP.
func (b *bench) pair(t testing.TB, addr netip.Addr) (client, server net.Conn) {
	t.Helper()
	ln, err := b.Outside[0].Listen("tcp", net.JoinHostPort(addr.String(), "0"))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if client, err = b.LAN[0].Dial(ctx, "tcp", ln.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if server, err = ln.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close(); server.Close() })
	for _, c := range []net.Conn{client, server} {
		if err := c.SetDeadline(time.Now().Add(2 * patience)); err != nil {
			t.Fatal(err)
		}
	}
	return client, server
}

func echo(client, server net.Conn) error {
	if _, err := client.Write([]byte("hello")); err != nil {
		return err
	}
	_, err := io.ReadFull(server, make([]byte, 5))
	return err
}

// TestEverythingArrives: a bulk transfer through the queue is unharmed, with each
// frame answered once, also where packets are small.
func TestEverythingArrives(t *testing.T) {
	for _, opts := range []netlab.Options{{}, {NoOffload: true}, {MTU: 1280}} {
		b := serve(t, opts, nfqueue.Config{}, judge{each: acceptAll})
		for _, addr := range []netip.Addr{b.Outside[0].IPv4(), b.Outside[0].IPv6()} {
			client, server := b.pair(t, addr)
			sent := bytes.Repeat([]byte("0123456789abcdef"), 1<<18)
			go func() {
				_, _ = client.Write(sent) // a failure shows as missing bytes
				client.Close()
			}()
			if got, err := io.ReadAll(server); err != nil || !bytes.Equal(got, sent) {
				t.Errorf("%+v: %d of %d bytes arrived, %v", opts, len(got), len(sent), err)
			}
		}
		if err := b.end(t); err != nil {
			t.Error(err)
		}
		c := &b.count
		if c.Received.Load() != c.Accepted.Load() || c.Received.Load() == 0 {
			t.Errorf("%+v: %d frames received, %d accepted", opts, c.Received.Load(), c.Accepted.Load())
		}
		if n := c.Unanswered.Load() + c.Refused.Load() + c.Damaged.Load() + c.Overruns.Load() + c.Restarts.Load(); n != 0 {
			t.Errorf("%+v: something went wrong: %+v", opts, c)
		}
	}
}

// rewrite is the plain way to a RST towards the receiver. A frame to segment keeps
// its length: the kernel drops one that is shorter than a segment (EINVAL from
// tcp_gso_segment), so its payload and options are blanked instead.
func rewrite(data []byte, keepLength bool) []byte {
	l4 := 40
	if data[0]>>4 == 4 {
		l4 = 20
	}
	out := bytes.Clone(data[:l4+20])
	if keepLength {
		out = append(out, make([]byte, len(data)-len(out))...)
		copy(out[l4+20:], bytes.Repeat([]byte{1}, int(data[l4+12]>>4)*4-20)) // no-operation options
	} else {
		out[l4+12] = 5 << 4
	}
	out[l4+13] = 0x14 // RST, ACK
	checksums(out, l4)
	return out
}

func checksums(ip []byte, l4 int) {
	addresses := ip[8:40]
	if l4 == 20 {
		addresses = ip[12:20]
		binary.BigEndian.PutUint16(ip[2:], uint16(len(ip)))
		binary.BigEndian.PutUint16(ip[10:], 0)
		binary.BigEndian.PutUint16(ip[10:], sum(ip[:20]))
	} else {
		binary.BigEndian.PutUint16(ip[4:], uint16(len(ip)-40))
	}
	tcp := ip[l4:]
	binary.BigEndian.PutUint16(tcp[16:], 0)
	pseudo := binary.BigEndian.AppendUint32(bytes.Clone(addresses), uint32(len(tcp)))
	pseudo = append(pseudo, 0, unix.IPPROTO_TCP)
	binary.BigEndian.PutUint16(tcp[16:], sum(append(pseudo, tcp...)))
}

// sum is the Internet checksum (RFC 1071).
func sum(b []byte) uint16 {
	var s uint32
	for i, c := range b {
		s += uint32(c) << (8 * (1 - i%2))
	}
	for s > 0xffff {
		s = s&0xffff + s>>16
	}
	return ^uint16(s)
}

// TestFlaggedFrameBecomesReset: the receiver is reset without a byte of the frame,
// the sender with its next packet, whether or not frames are segmented on the way
// out and whatever address they leave by.
func TestFlaggedFrameBecomesReset(t *testing.T) {
	cases := []struct {
		name string
		opts netlab.Options
		cut  bool // the way out can't segment
	}{
		{"offloads", netlab.Options{}, false},
		{"offloads, masquerade", netlab.Options{Masquerade: true}, false},
		{"segmented on the way out", netlab.Options{}, true},
		{"no offloads", netlab.Options{NoOffload: true}, false},
	}
	for _, c := range cases {
		for _, v6 := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, v6 %v", c.name, v6), func(t *testing.T) {
				for range 10 { // who has long waited for an answer begins with one segment (RFC 5681 section 3.1)
					if flaggedFrame(t, c.opts, c.cut, v6) != c.opts.NoOffload {
						return
					}
				}
				t.Error("no frame was, or each was, to segment, which is not what this case is about")
			})
		}
	}
}

// flaggedFrame tells whether the frame was to segment.
func flaggedFrame(t *testing.T, opts netlab.Options, cut, v6 bool) bool {
	t.Helper()
	var found, wasGSO atomic.Bool
	marks, err := packet.NewMarks(0xff000000, 1)
	if err != nil {
		t.Fatal(err)
	}
	b := serve(t, opts, nfqueue.Config{}, judge{each: func(f *packet.Frame) packet.Verdict {
		switch {
		case found.Load(): // what had been queued behind it
			return packet.Verdict{ID: f.ID, Action: packet.Repeat, SetMark: true, Mark: marks.Reset(f.Mark)}
		case bytes.Contains(f.Data, []byte("FLAGGED")):
			found.Store(true)
			wasGSO.Store(f.GSO)
			return packet.Verdict{ID: f.ID, Action: packet.Replace, Data: rewrite(f.Data, f.GSO), SetMark: true, Mark: marks.Blocked(f.Mark)}
		}
		return acceptAll(f)
	}})
	if cut {
		if _, err := b.Gateway.Run(context.Background(), "ethtool", "-K", "out0", "tso", "off", "gso", "off"); err != nil {
			t.Fatal(err)
		}
	}
	addr := b.Outside[0].IPv4()
	if v6 {
		addr = b.Outside[0].IPv6()
	}
	client, server := b.pair(t, addr)
	body := bytes.Repeat([]byte("x"), 9000)
	copy(body[100:], "FLAGGED")
	_, refused := client.Write(body) // by how fast the reset is, this or the next call tells
	if got, err := io.ReadAll(server); len(got) > 0 || !errors.Is(err, unix.ECONNRESET) {
		t.Errorf("the receiver read %d bytes, %v; want none and a reset", len(got), err)
	}
	if refused == nil {
		_, refused = client.Read(make([]byte, 1))
	}
	if !errors.Is(refused, unix.ECONNRESET) {
		t.Errorf("the sender got %v, want a reset", refused)
	}
	if err := b.end(t); err != nil {
		t.Error(err)
	}
	return wasGSO.Load()
}

func TestPanicIsAnsweredFor(t *testing.T) {
	for action, works := range map[packet.Action]bool{packet.Accept: true, packet.Drop: false} {
		b := serve(t, netlab.Options{}, nfqueue.Config{OnFailure: action}, judge{each: func(*packet.Frame) packet.Verdict {
			panic("as wished")
		}})
		ln, err := b.Outside[0].Listen("tcp", "203.0.113.10:80")
		if err != nil {
			t.Fatal(err)
		}
		defer ln.Close()
		cancel, connected := b.dial("203.0.113.10:80")
		c := &b.count
		until(t, "an answer", func() bool { return c.Accepted.Load()+c.Dropped.Load() > 0 })
		if !works { // or it would try for minutes
			cancel()
		}
		if err := <-connected; (err == nil) != works || (c.Dropped.Load() == 0) != works {
			t.Errorf("on failure %d: %v, %d frames dropped", action, err, c.Dropped.Load())
		}
		if err := b.end(t); err != nil || c.Panics.Load() == 0 {
			t.Errorf("%v, %d panics", err, c.Panics.Load())
		}
	}
}

// dial has the LAN try to connect until it is canceled; connected says how that went.
func (b *bench) dial(address string) (cancel context.CancelFunc, connected <-chan error) {
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan error, 1)
	go func() {
		conn, err := b.LAN[0].Dial(ctx, "tcp", address)
		if err == nil {
			conn.Close()
		}
		result <- err
	}()
	return cancel, result
}

// TestHeldFramesWaitForTheirVerdict, given at the judge's own deadline.
func TestHeldFramesWaitForTheirVerdict(t *testing.T) {
	var held []uint32
	var due time.Time
	b := serve(t, netlab.Options{}, nfqueue.Config{}, judge{
		each: func(f *packet.Frame) packet.Verdict {
			if bytes.Contains(f.Data, []byte("hello")) {
				held = append(held, f.ID)
				due = f.Time.Add(50 * time.Millisecond)
				return packet.Verdict{ID: f.ID, Action: packet.Hold}
			}
			return acceptAll(f)
		},
		after: func(now time.Time, verdicts []packet.Verdict) []packet.Verdict {
			if len(held) == 0 || now.Before(due) {
				return verdicts
			}
			for _, id := range held {
				verdicts = append(verdicts, packet.Verdict{ID: id, Action: packet.Accept})
			}
			held, due = nil, time.Time{}
			return verdicts
		},
		deadline: func() time.Time { return due },
	})
	client, server := b.pair(t, b.Outside[0].IPv4())
	if err := echo(client, server); err != nil {
		t.Error(err)
	}
	if err := b.end(t); err != nil {
		t.Error(err)
	}
	if c := &b.count; c.Held.Load() != 0 || c.Unanswered.Load() != 0 || c.Refused.Load() != 0 {
		t.Errorf("%+v", c)
	}
}

// TestEndAnswersHeldFrames: what is on hold when the queue stops is not lost.
func TestEndAnswersHeldFrames(t *testing.T) {
	var holding atomic.Bool
	b := serve(t, netlab.Options{}, nfqueue.Config{OnFailure: packet.Accept}, judge{each: func(f *packet.Frame) packet.Verdict {
		if bytes.Contains(f.Data, []byte("hello")) {
			holding.Store(true)
			return packet.Verdict{ID: f.ID, Action: packet.Hold}
		}
		return acceptAll(f)
	}})
	client, server := b.pair(t, b.Outside[0].IPv4())
	if _, err := client.Write([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	until(t, "the frame is on hold", holding.Load)
	if err := b.end(t); err != nil {
		t.Error(err)
	}
	if _, err := io.ReadFull(server, make([]byte, 5)); err != nil {
		t.Errorf("the frame on hold: %v", err)
	}
}

// TestLostQueueIsReopened under traffic, after something else unbound it.
func TestLostQueueIsReopened(t *testing.T) {
	b := serve(t, netlab.Options{}, nfqueue.Config{}, judge{each: acceptAll})
	client, server := b.pair(t, b.Outside[0].IPv4())
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
				_, _ = client.Write(make([]byte, 32<<10))
			}
		}
	}()
	defer close(stop)
	buf := make([]byte, 64<<10)
	if _, err := io.ReadFull(server, buf); err != nil {
		t.Fatal(err)
	}
	unbind(t, b.Lab)
	until(t, "the queue is reopened", func() bool {
		_, _ = server.Read(buf)
		return b.count.Restarts.Load() > 0
	})
	for range 100 {
		if _, err := io.ReadFull(server, buf); err != nil {
			t.Fatalf("after the queue was reopened: %v", err)
		}
	}
}

// unbind takes queue 20 from its holder. The kernel obeys only the holder's own
// socket; the holder is this process, so the test finds that socket and uses it.
func unbind(t *testing.T, lab *netlab.Lab) {
	t.Helper()
	out, err := lab.Gateway.Run(context.Background(), "cat", "/proc/net/netfilter/nfnetlink_queue")
	if err != nil {
		t.Fatal(err)
	}
	var queue, portID uint32
	if _, err := fmt.Sscan(string(out), &queue, &portID); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	message := []byte{28, 0, 0, 0, 2, unix.NFNL_SUBSYS_QUEUE, unix.NLM_F_REQUEST, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 20, 8, 0, 1, 0, 2, 0, 0, 0} // NFQNL_MSG_CONFIG, NFQA_CFG_CMD: NFQNL_CFG_CMD_UNBIND
	if err := unix.Sendto(socketOf(t, portID), message, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		t.Fatal(err)
	}
}

func socketOf(t *testing.T, portID uint32) int {
	t.Helper()
	for fd := 3; fd < 1024; fd++ {
		name, err := unix.Getsockname(fd)
		if nl, ok := name.(*unix.SockaddrNetlink); err == nil && ok && nl.Pid == portID {
			return fd
		}
	}
	t.Fatalf("no socket with port %d", portID)
	return -1
}

// TestStuckJudge: a judge that does not return loses the queue, and Run says so.
func TestStuckJudge(t *testing.T) {
	release := make(chan struct{})
	b := serve(t, netlab.Options{}, nfqueue.Config{StuckAfter: time.Second}, judge{each: func(f *packet.Frame) packet.Verdict {
		<-release
		return acceptAll(f)
	}})
	cancel, connected := b.dial("203.0.113.10:80")
	if err := <-b.done; !errors.Is(err, nfqueue.ErrStuck) {
		t.Errorf("got %v, want %v", err, nfqueue.ErrStuck)
	}
	cancel()
	if err := <-connected; err == nil {
		t.Error("connected, through a judge that never answered")
	}
	out, err := b.Gateway.Run(context.Background(), "cat", "/proc/net/netfilter/nfnetlink_queue")
	if err != nil || len(out) > 0 {
		t.Errorf("still bound: %s, %v", out, err)
	}
	close(release)
}

// TestSecondListenerIsRefused and the error names the queue.
func TestSecondListenerIsRefused(t *testing.T) {
	b := serve(t, netlab.Options{}, nfqueue.Config{}, judge{each: acceptAll})
	err := b.Gateway.Do(func() error {
		return nfqueue.Run(context.Background(), nfqueue.Config{Queue: 20, OnFailure: packet.Drop}, judge{each: acceptAll}, new(nfqueue.Counters))
	})
	if err == nil || !errors.Is(err, unix.EPERM) && !errors.Is(err, unix.EBUSY) {
		t.Errorf("got %v, want the queue refused", err)
	}
	if err := b.end(t); err != nil {
		t.Error(err)
	}
}

// TestOverloadFollows: whether frames pass that find the queue full is changed while it is served.
func TestOverloadFollows(t *testing.T) {
	var open atomic.Bool
	judging, judged := make(chan bool, 1), make(chan bool)
	cfg := nfqueue.Config{MaxLen: 1, StuckAfter: 4 * patience, Live: func() (packet.Action, bool) { return packet.Drop, open.Load() }}
	b := serve(t, netlab.Options{}, cfg, judge{each: func(f *packet.Frame) packet.Verdict {
		select {
		case judging <- true:
			<-judged
		default:
		}
		return packet.Verdict{ID: f.ID, Action: packet.Drop}
	}})
	server, err := b.Outside[0].ListenPacket("udp", "203.0.113.10:9")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	arrived := make(chan bool, 1)
	go func() {
		if _, _, err := server.ReadFrom(make([]byte, 100)); err == nil {
			arrived <- true
		}
	}()
	client, err := b.LAN[0].Dial(t.Context(), "udp", "203.0.113.10:9")
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	send := func() {
		if _, err := client.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	until(t, "the judge to be kept busy", func() bool {
		send()
		return len(judging) == 1
	})
	until(t, "frames to be dropped that find the queue full", func() bool {
		send()
		return b.count.KernelDropped.Load() > 0
	})
	if len(arrived) > 0 {
		t.Error("a frame passed")
	}
	open.Store(true)
	until(t, "a frame to pass that finds the queue full", func() bool {
		send()
		return len(arrived) > 0
	})
	close(judged)
	if err := b.end(t); err != nil {
		t.Error(err)
	}
}
