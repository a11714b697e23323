package nft_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/netlab"
	"sekisho/dataplane/packet"
)

func TestOnlyWatchedTrafficIsAsked(t *testing.T) {
	b := setUp(t, netlab.Options{LAN: 2}, 1, acceptOnly)
	for _, addr := range both(b.Outside[1]) { // not watched
		if err := talk(t, b.LAN[0], b.Outside[1], addr); err != nil {
			t.Error(err)
		}
	}
	for _, addr := range both(b.LAN[1]) { // both ends protected
		if err := talk(t, b.LAN[0], b.LAN[1], addr); err != nil {
			t.Error(err)
		}
	}
	if came := b.judges[0].came(); len(came) > 0 {
		t.Errorf("asked about %q", came)
	}
	for _, addr := range both(b.Outside[0]) {
		before := len(b.judges[0].came())
		if err := talk(t, b.LAN[0], b.Outside[0], addr); err != nil {
			t.Error(err)
		}
		b.judges[0].wholeConnection(t, before, addr, sameFamily(addr, b.LAN[0]))
	}
	for _, addr := range both(b.LAN[0]) { // inbound
		before := len(b.judges[0].came())
		if err := talk(t, b.Outside[0], b.LAN[0], addr); err != nil {
			t.Error(err)
		}
		b.judges[0].wholeConnection(t, before, addr, sameFamily(addr, b.Outside[0]))
	}
}

// sameFamily is a host's address of the family that addr is of.
func sameFamily(addr netip.Addr, h *netlab.Host) netip.Addr {
	if addr.Is4() {
		return h.IPv4()
	}
	return h.IPv6()
}

// TestManagementIsNeverAsked: not even where everything is watched.
func TestManagementIsNeverAsked(t *testing.T) {
	b := setUp(t, netlab.Options{LAN: 2}, 1, acceptOnly)
	b.cfg.WatchAll = true
	for _, a := range b.LAN[0].Addrs {
		b.cfg.Management = append(b.cfg.Management, netip.PrefixFrom(a, a.BitLen()))
	}
	b.apply(t)
	for _, addr := range both(b.Outside[0]) {
		if err := talk(t, b.LAN[0], b.Outside[0], addr); err != nil {
			t.Error(err)
		}
	}
	if came := b.judges[0].came(); len(came) > 0 {
		t.Errorf("asked about %q", came)
	}
	for _, addr := range both(b.Outside[0]) {
		if err := talk(t, b.LAN[1], b.Outside[0], addr); err != nil {
			t.Error(err)
		}
	}
	if came := b.judges[0].came(); len(came) == 0 {
		t.Error("nobody else is asked about either")
	}
}

// TestAcceptedFlowsPassInTheKernel: after a marked verdict only FIN and RST come,
// and a new generation is asked about the same connection again.
func TestAcceptedFlowsPassInTheKernel(t *testing.T) {
	m := marks(t)
	b := setUp(t, netlab.Options{Masquerade: true}, 1, func(f *packet.Frame) packet.Verdict {
		return packet.Verdict{ID: f.ID, Action: packet.Accept, SetMark: true, Mark: m.Accepted(f.Mark)}
	})
	for _, addr := range both(b.Outside[0]) {
		before := len(b.judges[0].came())
		if err := talk(t, b.LAN[0], b.Outside[0], addr); err != nil {
			t.Error(err)
		}
		for _, frame := range b.judges[0].came()[before:] {
			if flags := strings.Fields(frame)[2]; !strings.ContainsAny(flags, "SFR") || flags == "SA" {
				t.Errorf("asked about %s, after the flow was accepted", frame)
			}
		}
	}
}

func TestNewGenerationJudgesEstablishedFlowsAnew(t *testing.T) {
	first := marks(t)
	b := setUp(t, netlab.Options{}, 1, func(f *packet.Frame) packet.Verdict {
		return packet.Verdict{ID: f.ID, Action: packet.Accept, SetMark: true, Mark: first.Accepted(f.Mark)}
	})
	conn := connect(t, b)
	if err := echo(conn, "first"); err != nil {
		t.Fatal(err)
	}
	if b.judges[0].withData() > 0 {
		t.Fatalf("asked about an accepted flow: %q", b.judges[0].came())
	}
	for range first.Generations() { // past the wrap, back to the very same generation
		b.cfg.Marks = b.cfg.Marks.Next()
		b.apply(t)
	}
	if err := echo(conn, "second"); err != nil {
		t.Fatal(err)
	}
	if b.judges[0].withData() == 0 {
		t.Error("not asked again under a new generation")
	}
}

// TestChangedNetworksReachEstablishedFlows, which the kernel had marked unwatched.
func TestChangedNetworksReachEstablishedFlows(t *testing.T) {
	for _, next := range []bool{false, true} {
		b := setUp(t, netlab.Options{}, 1, acceptOnly)
		watched := b.cfg.Watched
		b.cfg.Watched = nil
		b.apply(t)
		conn := connect(t, b)
		if err := echo(conn, "first"); err != nil || len(b.judges[0].came()) > 0 {
			t.Fatalf("unwatched: %v, asked about %q", err, b.judges[0].came())
		}
		b.cfg.Watched = watched
		if next {
			b.cfg.Marks = b.cfg.Marks.Next()
		}
		b.apply(t)
		if err := echo(conn, "second"); err != nil || b.judges[0].withData() == 0 {
			t.Errorf("watched, new generation %v: %v, asked about %q", next, err, b.judges[0].came())
		}
	}
}

// TestForeignErrorsDoNotUnwatchAFlow: an ICMP error about a watched flow, from a
// router that is not watched, must not have the flow marked unwatched.
func TestForeignErrorsDoNotUnwatchAFlow(t *testing.T) {
	b := setUp(t, netlab.Options{}, 1, acceptOnly)
	conn, err := b.LAN[0].Dial(context.Background(), "udp", "203.0.113.10:7")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	pc, err := b.Outside[0].ListenPacket("udp", "203.0.113.10:7")
	if err != nil {
		t.Fatal(err)
	}
	defer pc.Close()
	send := func() {
		t.Helper()
		if err := pc.SetReadDeadline(time.Now().Add(patience)); err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Write([]byte("hello")); err != nil {
			t.Fatal(err)
		}
		if _, _, err := pc.ReadFrom(make([]byte, 16)); err != nil {
			t.Fatal(err)
		}
	}
	send()
	sendError(t, b, conn.LocalAddr().(*net.UDPAddr).AddrPort())
	flows, err := b.Gateway.Run(context.Background(), "cat", "/proc/net/nf_conntrack")
	if err != nil || !strings.Contains(string(flows), "mark=0 ") {
		t.Errorf("want the flow unmarked: %s, %v", flows, err)
	}
	before := len(b.judges[0].came())
	send()
	if len(b.judges[0].came()) == before {
		t.Error("the flow is not asked about any more")
	}
}

// sendError has the unwatched host report (RFC 792: "time exceeded") that it dropped
// a datagram from inside to the watched host, and waits until inside has got it.
func sendError(t *testing.T, b *bench, inside netip.AddrPort) {
	t.Helper()
	original := []byte{0x45, 0, 0, 33, 0, 1, 0, 0, 1, unix.IPPROTO_UDP, 0, 0, 10, 10, 0, 2, 203, 0, 113, 10,
		byte(inside.Port() >> 8), byte(inside.Port()), 0, 7, 0, 13, 0, 0}
	setSum(original[:20], 10)
	message := append([]byte{11, 0, 0, 0, 0, 0, 0, 0}, original...)
	setSum(message, 2)
	raw := func(host *netlab.Host) (pc net.PacketConn) {
		err := host.Do(func() (err error) {
			pc, err = net.ListenPacket("ip4:icmp", host.IPv4().String())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { pc.Close() })
		return pc
	}
	receiver := raw(b.LAN[0])
	if _, err := raw(b.Outside[1]).WriteTo(message, &net.IPAddr{IP: inside.Addr().AsSlice()}); err != nil {
		t.Fatal(err)
	}
	if err := receiver.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, from, err := receiver.ReadFrom(make([]byte, 100)); err != nil || from.String() != b.Outside[1].IPv4().String() {
		t.Fatalf("the error did not arrive: from %v, %v", from, err)
	}
}

// setSum sets the Internet checksum (RFC 1071) of b at offset.
func setSum(b []byte, offset int) {
	var s uint32
	for i, c := range b {
		s += uint32(c) << (8 * (1 - i%2))
	}
	s = s>>16 + s&0xffff
	s += s >> 16
	b[offset], b[offset+1] = ^byte(s>>8), ^byte(s)
}

// connect opens a connection to an echo server on the watched host.
func connect(t testing.TB, b *bench) net.Conn {
	t.Helper()
	ln, err := b.Outside[0].Listen("tcp", net.JoinHostPort(b.Outside[0].IPv4().String(), "7"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	go serveEcho(ln)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := b.LAN[0].Dial(ctx, "tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func serveEcho(ln net.Listener) {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			buf := make([]byte, 2048)
			for n, err := conn.Read(buf); err == nil; n, err = conn.Read(buf) {
				if _, err := conn.Write(buf[:n]); err != nil {
					return
				}
			}
		}()
	}
}

// TestResetRefusesAtOnce: a repeated packet with the reset mark tells its sender.
func TestResetRefusesAtOnce(t *testing.T) {
	m := marks(t)
	b := setUp(t, netlab.Options{Masquerade: true}, 1, func(f *packet.Frame) packet.Verdict {
		return packet.Verdict{ID: f.ID, Action: packet.Repeat, SetMark: true, Mark: m.Reset(f.Mark)}
	})
	for _, addr := range both(b.Outside[0]) {
		if err := talk(t, b.LAN[0], b.Outside[0], addr); !errors.Is(err, unix.ECONNREFUSED) {
			t.Errorf("tcp to %s: got %v, want a reset", addr, err)
		}
	}
	for addr, want := range map[netip.Addr]error{b.Outside[0].IPv4(): unix.EHOSTUNREACH, b.Outside[0].IPv6(): unix.EACCES} {
		conn, err := b.LAN[0].Dial(context.Background(), "udp", net.JoinHostPort(addr.String(), "7"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if err := echo(conn, "hello"); !errors.Is(err, want) {
			t.Errorf("udp to %s: got %v, want %v from an ICMP error", addr, err, want)
		}
	}
}

// TestBlockedFlowsAreRefusedBothWays: after the blocked mark has been saved, each
// end is reset with its next packet, and user space is not asked again.
func TestBlockedFlowsAreRefusedBothWays(t *testing.T) {
	var block atomic.Bool
	m := marks(t)
	b := setUp(t, netlab.Options{Masquerade: true}, 1, func(f *packet.Frame) packet.Verdict {
		if block.Load() {
			return packet.Verdict{ID: f.ID, Action: packet.Accept, SetMark: true, Mark: m.Blocked(f.Mark)}
		}
		return packet.Verdict{ID: f.ID, Action: packet.Accept}
	})
	server := make(chan net.Conn, 1)
	ln, err := b.Outside[0].Listen("tcp", "203.0.113.10:7")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go func() {
		conn, _ := ln.Accept()
		server <- conn
	}()
	conn, err := b.LAN[0].Dial(context.Background(), "tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	far := <-server
	defer far.Close()
	block.Store(true)
	if _, err := conn.Write([]byte("x")); err != nil { // passes, and marks the flow
		t.Fatal(err)
	}
	wantReset(t, "the client", conn)
	wantReset(t, "the server", far)
}

// wantReset writes to one end until it is reset.
func wantReset(t *testing.T, who string, conn net.Conn) {
	t.Helper()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	for {
		_, err := conn.Write([]byte("y"))
		switch {
		case errors.Is(err, unix.ECONNRESET), errors.Is(err, unix.EPIPE):
			return
		case err != nil:
			t.Errorf("%s: got %v, want a reset", who, err)
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// TestBothDirectionsMeetTheSameQueue over many address pairs.
func TestBothDirectionsMeetTheSameQueue(t *testing.T) {
	b := setUp(t, netlab.Options{LAN: 12}, 2, acceptOnly)
	for _, host := range b.LAN {
		for _, addr := range both(b.Outside[0]) {
			if err := talk(t, host, b.Outside[0], addr); err != nil {
				t.Error(err)
			}
		}
	}
	pairs := make([]map[string]bool, 2)
	for i, j := range b.judges {
		pairs[i] = map[string]bool{}
		for _, frame := range j.came() {
			src, dst, _ := strings.Cut(strings.Fields(frame)[0], ">")
			pairs[i][min(src, dst)+" "+max(src, dst)] = true
		}
		if len(pairs[i]) == 0 {
			t.Errorf("queue %d got nothing: no balance", i)
		}
	}
	for pair := range pairs[0] {
		if pairs[1][pair] {
			t.Errorf("%s met both queues", pair)
		}
	}
}

// TestDatagramsArriveWhole: fragments are put together before the queue.
func TestDatagramsArriveWhole(t *testing.T) {
	b := setUp(t, netlab.Options{}, 1, acceptOnly)
	for _, addr := range both(b.Outside[0]) {
		pc, err := b.Outside[0].ListenPacket("udp", net.JoinHostPort(addr.String(), "7"))
		if err != nil {
			t.Fatal(err)
		}
		defer pc.Close()
		conn, err := b.LAN[0].Dial(context.Background(), "udp", pc.LocalAddr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		before := len(b.judges[0].came())
		if _, err := conn.Write(make([]byte, 4000)); err != nil {
			t.Fatal(err)
		}
		if err := pc.SetReadDeadline(time.Now().Add(patience)); err != nil {
			t.Fatal(err)
		}
		if n, _, err := pc.ReadFrom(make([]byte, 5000)); err != nil || n != 4000 {
			t.Errorf("%s: received %d bytes, %v", addr, n, err)
		}
		if came := b.judges[0].came()[before:]; len(came) != 1 || !strings.HasSuffix(came[0], fmt.Sprint(4008+headerOf(addr))) {
			t.Errorf("%s: the queue got %q, want one whole datagram", addr, came)
		}
	}
}

func headerOf(addr netip.Addr) int {
	if addr.Is4() {
		return 20
	}
	return 40
}

func TestNobodyListens(t *testing.T) {
	for _, open := range []bool{true, false} {
		b := setUp(t, netlab.Options{}, 1, acceptOnly)
		b.cfg.FirstQueue, b.cfg.FailOpen = 40, open // where nobody is
		b.apply(t)
		for _, addr := range both(b.Outside[0]) {
			limit := patience
			if !open { // however long: what is dropped does not arrive
				limit = time.Second
			}
			if err := talkWithin(t, limit, b.LAN[0], b.Outside[0], addr); (err == nil) != open {
				t.Errorf("fail open %v, to %s: got %v", open, addr, err)
			}
		}
	}
}

// TestOtherMarkBitsSurvive: bits outside the mask pass through packet and
// connection marks, and no bit of ours is left on a packet.
func TestOtherMarkBitsSurvive(t *testing.T) {
	m := marks(t)
	b := setUp(t, netlab.Options{}, 1, func(f *packet.Frame) packet.Verdict {
		return packet.Verdict{ID: f.ID, Action: packet.Accept, SetMark: true, Mark: m.Accepted(f.Mark)}
	})
	const other = `table inet other {
	chain before { type filter hook forward priority -20; meta mark set 0x00cafe01; ct mark set ct mark or 0x00000042; }
	chain after { type filter hook forward priority 10; meta mark 0x00cafe01 counter; meta mark != 0x00cafe01 counter; }
}`
	if _, err := b.Gateway.Run(context.Background(), "sh", "-c", "echo '"+other+"' | nft -f -"); err != nil {
		t.Fatal(err)
	}
	if err := echo(connect(t, b), "hello"); err != nil {
		t.Fatal(err)
	}
	list, err := b.Gateway.Run(context.Background(), "nft", "list", "table", "inet", "other")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(list), "meta mark != 0x00cafe01 counter packets 0") {
		t.Errorf("a packet left with other bits:\n%s", list)
	}
	flows, err := b.Gateway.Run(context.Background(), "cat", "/proc/net/nf_conntrack")
	if want := fmt.Sprintf("mark=%d ", m.Accepted(0x42)); err != nil || !strings.Contains(string(flows), want) {
		t.Errorf("no connection with %s: %s, %v", want, flows, err)
	}
}

// TestReloadsUnderLoadLoseNothing replaces the ruleset 300 times, with another
// generation each time, while a connection echoes one line after the other: not one
// packet is lost. Each time costs the kernel some 20 ms of waiting for its readers.
func TestReloadsUnderLoadLoseNothing(t *testing.T) {
	b := setUp(t, netlab.Options{}, 1, acceptOnly)
	b.countPackets(t)
	conn := connect(t, b)
	stop := make(chan struct{})
	lost := make(chan error, 1)
	rounds := 0
	go func() {
		defer close(lost)
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := echo(conn, "tick"); err != nil {
				lost <- err
				return
			}
			rounds++
		}
	}()
	for i := range 300 {
		b.cfg.Marks = b.cfg.Marks.Next()
		if i%10 == 0 {
			b.cfg.Watched = append(b.cfg.Watched[:2:2], netip.PrefixFrom(netip.AddrFrom4([4]byte{198, 18, byte(i), 0}), 24))
		}
		b.apply(t)
	}
	close(stop)
	if err := <-lost; err != nil {
		t.Errorf("after %d rounds: %v", rounds, err)
	}
	for limit := time.Now().Add(patience); b.counted(t, "came") != b.counted(t, "left"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("of %d packets %d went on", b.counted(t, "came"), b.counted(t, "left"))
		}
	}
	t.Logf("%d echoes during 300 reloads", rounds)
}

// countPackets has the kernel count packets on either side of the ruleset. Segments that TCP sends again would
// not tell: a busy machine makes it do so although none was lost.
func (b *bench) countPackets(t *testing.T) {
	t.Helper()
	const table = `table inet counted {
	counter came { }
	counter left { }
	chain before { type filter hook forward priority -20; counter name came; }
	chain after { type filter hook forward priority 10; counter name left; }
}`
	if _, err := b.Gateway.Run(context.Background(), "sh", "-c", "echo '"+table+"' | nft -f -"); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) counted(t *testing.T, name string) (packets int) {
	t.Helper()
	out, err := b.Gateway.Run(context.Background(), "nft", "list", "counter", "inet", "counted", name)
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(out), "packets ")
	if _, err := fmt.Sscan(after, &packets); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	return packets
}
