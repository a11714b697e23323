package dataplane

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/netip"
	"path/filepath"
	"testing"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/netlab"
	"sekisho/dataplane/packet"
	"sekisho/dataplane/policy"
	"sekisho/geo"
)

const testPolicy = `
version: 1
groups:
  jurisdictions:
    concern: [CN]
rules:
  - id: no-numbers
    to: {jurisdictions: [concern]}
    data:
      - {class: jp.my_number, at_least: 2}
    action: block
`

// secret is one flagged value with its label; two different ones reach the threshold.
var secrets = []string{"マイナンバー 123456789018\n", "マイナンバー 621498320257\n"}

var start = time.Unix(1_790_000_000, 0)

// bench is a worker between two ends whose packets a test makes by hand.
type bench struct {
	t      testing.TB
	engine *Engine
	worker *Worker
	ring   *event.Ring
	now    time.Time
	id     uint32
	v6     bool
	// What the outside end has received, and the verdicts that are still owed.
	seq      [2]uint32
	received []byte
	reset    bool
	owed     map[uint32][]byte
	answered map[uint32]packet.Verdict
}

func testProgram(t testing.TB, text string) *Program {
	t.Helper()
	path := filepath.Join(t.TempDir(), "places.mmdb")
	if err := netlab.WriteGeo(path, map[string]string{
		"203.0.113.0/24": "CN", "2001:db8:c::/48": "CN", "198.51.100.0/24": "US", "2001:db8:f::/48": "US"}); err != nil {
		t.Fatal(err)
	}
	db, err := geo.Open([]string{path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := policy.Parse("policy.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := parsed.Compile()
	if err != nil {
		t.Fatal(err)
	}
	marks, err := packet.NewMarks(0xff000000, 1)
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewProgram(compiled, db, []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}, marks)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newBench(t testing.TB, text string, c Config) *bench {
	t.Helper()
	b := &bench{t: t, ring: event.NewRing(1024), now: start, seq: [2]uint32{1000, 5000},
		owed: map[uint32][]byte{}, answered: map[uint32]packet.Verdict{}}
	b.engine = NewEngine(c, testProgram(t, text), b.ring)
	b.worker = b.engine.Worker()
	return b
}

func (b *bench) ends() (inside, outside netip.AddrPort) {
	if b.v6 {
		return netip.MustParseAddrPort("[fd00::2]:40000"), netip.MustParseAddrPort("[2001:db8:c::9]:80")
	}
	return netip.MustParseAddrPort("10.0.0.2:40000"), netip.MustParseAddrPort("203.0.113.9:80")
}

// frame makes a TCP segment between two ends, its checksum left to the hardware.
func tcpFrame(src, dst netip.AddrPort, seq, ack uint32, flags byte, payload string) []byte {
	tcp := make([]byte, 20, 20+len(payload))
	binary.BigEndian.PutUint16(tcp, src.Port())
	binary.BigEndian.PutUint16(tcp[2:], dst.Port())
	binary.BigEndian.PutUint32(tcp[4:], seq)
	binary.BigEndian.PutUint32(tcp[8:], ack)
	tcp[12], tcp[13] = 5<<4, flags
	return ipFrame(src.Addr(), dst.Addr(), packet.TCP, append(tcp, payload...))
}

func udpFrame(src, dst netip.AddrPort, payload string) []byte {
	udp := make([]byte, 8, 8+len(payload))
	binary.BigEndian.PutUint16(udp, src.Port())
	binary.BigEndian.PutUint16(udp[2:], dst.Port())
	binary.BigEndian.PutUint16(udp[4:], uint16(8+len(payload)))
	return ipFrame(src.Addr(), dst.Addr(), packet.UDP, append(udp, payload...))
}

func ipFrame(src, dst netip.Addr, proto byte, body []byte) []byte {
	if src.Is4() {
		ip := make([]byte, 20)
		ip[0], ip[8], ip[9] = 0x45, 64, proto
		binary.BigEndian.PutUint16(ip[2:], uint16(20+len(body)))
		copy(ip[12:], src.AsSlice())
		copy(ip[16:], dst.AsSlice())
		return append(ip, body...)
	}
	ip := make([]byte, 40)
	ip[0], ip[6], ip[7] = 0x60, proto, 64
	binary.BigEndian.PutUint16(ip[4:], uint16(len(body)))
	copy(ip[8:], src.AsSlice())
	copy(ip[24:], dst.AsSlice())
	return append(ip, body...)
}

// give hands the worker one frame and books what becomes of it.
func (b *bench) give(raw []byte) packet.Action {
	b.t.Helper()
	b.id++
	b.owed[b.id] = raw
	f := packet.Frame{ID: b.id, Data: bytes.Clone(raw), Length: len(raw), Time: b.now, Checksum: packet.ChecksumAbsent}
	b.book(b.worker.Judge(b.now, []packet.Frame{f}, nil))
	if v, ok := b.answered[b.id]; ok {
		return v.Action
	}
	return packet.Hold
}

func (b *bench) book(verdicts []packet.Verdict) {
	b.t.Helper()
	for _, v := range verdicts {
		raw, owed := b.owed[v.ID]
		if !owed {
			b.t.Fatalf("frame %d got a second verdict: %v", v.ID, v.Action)
		}
		switch v.Action {
		case packet.Hold:
			continue
		case packet.Accept:
			b.arrive(raw)
		case packet.Replace:
			b.arrive(v.Data)
		}
		b.answered[v.ID] = v
		delete(b.owed, v.ID)
	}
}

// arrive is what the outside end makes of a frame: it takes bytes in order.
func (b *bench) arrive(raw []byte) {
	var d packet.Decoded
	packet.NewDecoder().Decode(raw, &d)
	if !b.worker.program.Inside(d.Src) {
		return
	}
	if d.Flags&packet.RST != 0 {
		b.reset = true
		return
	}
	b.received = append(b.received, d.Payload...)
}

// out sends payload from the inside end; in from the outside one.
func (b *bench) out(flags byte, payload string) packet.Action {
	b.t.Helper()
	inside, outside := b.ends()
	a := b.give(tcpFrame(inside, outside, b.seq[0], b.seq[1], flags, payload))
	b.seq[0] += uint32(len(payload))
	if flags&(packet.SYN|packet.FIN) != 0 {
		b.seq[0]++
	}
	return a
}

func (b *bench) in(flags byte, payload string) packet.Action {
	b.t.Helper()
	inside, outside := b.ends()
	a := b.give(tcpFrame(outside, inside, b.seq[1], b.seq[0], flags, payload))
	b.seq[1] += uint32(len(payload))
	if flags&(packet.SYN|packet.FIN) != 0 {
		b.seq[1]++
	}
	return a
}

// handshake opens the connection from the inside.
func (b *bench) handshake() {
	b.t.Helper()
	b.out(packet.SYN, "")
	b.in(packet.SYN|packet.ACK, "")
	b.out(packet.ACK, "")
}

func (b *bench) events() (out []*event.Event) {
	for {
		select {
		case e := <-b.ring.Events():
			out = append(out, e)
		default:
			return out
		}
	}
}

func eachFamily(t *testing.T, f func(*testing.T, *bench)) {
	for _, v6 := range []bool{false, true} {
		t.Run(fmt.Sprintf("v6=%v", v6), func(t *testing.T) {
			b := newBench(t, testPolicy, Config{})
			b.v6 = v6
			f(t, b)
			b.book(b.worker.Close(b.now))
			if len(b.owed) != 0 {
				t.Errorf("%d frames were never answered", len(b.owed))
			}
		})
	}
}
