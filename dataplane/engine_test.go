package dataplane

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/flow"
	"sekisho/dataplane/packet"
	"sekisho/dataplane/policy"
)

func TestBlocksWhatCompletesTheMatch(t *testing.T) {
	eachFamily(t, func(t *testing.T, b *bench) {
		b.handshake()
		if a := b.out(packet.ACK, secrets[0]); a != packet.Accept {
			t.Fatalf("one value below the threshold: %v", a)
		}
		if a := b.out(packet.ACK, secrets[1]); a != packet.Replace || !b.reset {
			t.Fatalf("the completing packet: %v, reset %v", a, b.reset)
		}
		if a := b.out(packet.ACK, "and more"); a != packet.Repeat {
			t.Errorf("the packet after it: %v", a)
		}
		if string(b.received) != secrets[0] {
			t.Errorf("received %d bytes", len(b.received))
		}
		events := b.events()
		if len(events) != 1 || events[0].Action != "block" || events[0].Rule.ID != "no-numbers" {
			t.Fatalf("events: %+v", events)
		}
		e := events[0]
		if len(e.Findings) != 1 || e.Findings[0].Count != 2 || e.Country != "CN" || e.DataDirection != "request" {
			t.Errorf("event: %+v", e)
		}
	})
}

func TestReplyDirection(t *testing.T) {
	eachFamily(t, func(t *testing.T, b *bench) {
		b.in(packet.SYN, "")
		b.out(packet.SYN|packet.ACK, "")
		b.in(packet.ACK, "")
		b.in(packet.ACK, "GET /list HTTP/1.1\r\nHost: lan\r\n\r\n")
		body := strings.Join(secrets, "")
		if a := b.out(packet.ACK, fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(body), body)); a != packet.Replace {
			t.Fatalf("the reply: %v", a)
		}
		if e := b.events(); len(e) != 1 || e[0].DataDirection != "response" || e[0].Direction != "inbound" || e[0].Protocol != "http" {
			t.Errorf("events: %+v", e)
		}
	})
}

// However a payload is cut, the packet that completes the second value never
// gets out, and a longer number that only begins like one does.
func TestOneByteSegments(t *testing.T) {
	eachFamily(t, func(t *testing.T, b *bench) {
		b.handshake()
		text := strings.Join(secrets, "")
		complete := strings.LastIndex(text, "7") + 1
		for i := range len(text) {
			b.out(packet.ACK, text[i:i+1])
			b.now = b.now.Add(time.Millisecond)
		}
		if n := len(b.received); n >= complete || !b.reset {
			t.Errorf("%d bytes of %d got out, reset %v", n, complete, b.reset)
		}
	})
}

// A value at the end of what has come so far is held, not judged: the next byte may
// show that it is none.
func TestHoldsWhatTheNextByteMayChange(t *testing.T) {
	for _, test := range []struct {
		next    string
		blocked bool
	}{{"\n", true}, {"5\n", false}} {
		b := newBench(t, testPolicy, Config{})
		b.handshake()
		b.out(packet.ACK, secrets[0])
		if a := b.out(packet.ACK, strings.TrimSuffix(secrets[1], "\n")); a != packet.Hold {
			t.Fatalf("the undecided packet: %v", a)
		}
		b.out(packet.ACK, test.next)
		if b.reset != test.blocked || len(b.owed) != 0 {
			t.Errorf("followed by %q: reset %v, %d frames owed", test.next, b.reset, len(b.owed))
		}
	}
}

func TestHoldEndsInTime(t *testing.T) {
	b := newBench(t, testPolicy, Config{})
	b.handshake()
	b.out(packet.ACK, secrets[0])
	b.out(packet.ACK, strings.TrimSuffix(secrets[1], "\n"))
	at := b.worker.Deadline()
	if at.Sub(b.now) > 150*time.Millisecond {
		t.Fatalf("the worker wants to be called after %v", at.Sub(b.now))
	}
	b.book(b.worker.Judge(at, nil, nil))
	if !b.reset || len(b.owed) != 0 {
		t.Errorf("reset %v, %d frames owed", b.reset, len(b.owed))
	}
}

// Segments in any order, repeated and overlapping: the receiver never gets what
// would complete the match, and a clean stream passes whole.
func TestShuffledSegments(t *testing.T) {
	for seed := range uint64(60) {
		b := newBench(t, testPolicy, Config{})
		b.handshake()
		text := strings.Repeat("clean text. ", 10)
		dirty := seed%2 == 0
		if dirty {
			text += strings.Join(secrets, "")
		}
		text += strings.Repeat("more text. ", 10)
		sent := shuffle(b, text, rand.New(rand.NewPCG(seed, 1)))
		if dirty && !b.reset {
			t.Errorf("seed %d: not blocked", seed)
		}
		if !dirty && (b.reset || sent != len(text)) {
			t.Errorf("seed %d: a clean stream came to %d of %d bytes, reset %v", seed, sent, len(text), b.reset)
		}
	}
}

// shuffle sends text in overlapping pieces in random order until all of it has been
// accepted or the flow is over, and returns how far it came.
func shuffle(b *bench, text string, r *rand.Rand) int {
	inside, outside := b.ends()
	base := b.seq[0]
	for range 40 {
		for _, at := range r.Perm(len(text)) {
			end := min(at+1+r.IntN(20), len(text))
			b.give(tcpFrame(inside, outside, base+uint32(at), b.seq[1], packet.ACK, text[at:end]))
			if b.reset {
				return 0
			}
		}
		f := b.flow()
		if f == nil || int(f.Conn.Next(0)-base) == len(text) {
			break
		}
	}
	return int(b.flow().Conn.Next(0) - base)
}

func (b *bench) flow() (found *tracked) {
	for f := range b.worker.table.All {
		found = f
	}
	return found
}

func TestConflictingRetransmission(t *testing.T) {
	b := newBench(t, testPolicy, Config{})
	b.handshake()
	b.out(packet.ACK, "harmless")
	inside, outside := b.ends()
	if a := b.give(tcpFrame(inside, outside, b.seq[0]-8, b.seq[1], packet.ACK, "EVILEVIL")); a != packet.Drop {
		t.Errorf("a different retransmission: %v", a)
	}
	if e := b.events(); len(e) != 1 || e[0].Reason != "retransmission differs" {
		t.Errorf("events: %+v", e)
	}
}

// What events tell of a protocol doesn't carry flagged values into the log.
func TestFlaggedValuesStayOutOfEvents(t *testing.T) {
	b := newBench(t, strings.Replace(testPolicy, "at_least: 2", "at_least: 99", 1), Config{})
	b.handshake()
	b.out(packet.ACK, "GET / HTTP/1.1\r\nHost: lan.example\r\nUser-Agent: my number 1234-5678-9018 \r\n\r\n")
	b.out(packet.FIN|packet.ACK, "")
	b.in(packet.FIN|packet.ACK, "")
	e := b.events()
	if len(e) != 1 || len(e[0].Findings) != 1 {
		t.Fatalf("events: %+v", e)
	}
	if raw, err := e[0].MarshalJSON(); err != nil || bytes.Contains(raw, []byte("5678")) || !bytes.Contains(raw, []byte("lan.example")) {
		t.Errorf("%s %v", raw, err)
	}
}

func TestUrgentDataIsReadInline(t *testing.T) {
	b := newBench(t, testPolicy, Config{})
	b.handshake()
	b.out(packet.ACK, secrets[0])
	if a := b.out(packet.ACK|packet.URG, "x"); a != packet.Replace || b.reset {
		t.Errorf("an urgent segment: %v", a)
	}
}

func TestOthersPass(t *testing.T) {
	b := newBench(t, testPolicy, Config{})
	inside := netip.MustParseAddrPort("10.0.0.2:40000")
	for _, other := range []string{"198.51.100.9:80", "10.0.0.3:80"} {
		if a := b.give(tcpFrame(inside, netip.MustParseAddrPort(other), 1, 0, packet.SYN, strings.Join(secrets, ""))); a != packet.Accept {
			t.Errorf("to %s: %v", other, a)
		}
	}
	if b.worker.table.Len() != 0 {
		t.Error("traffic that is not watched is followed")
	}
}

func TestDatagrams(t *testing.T) {
	eachFamily(t, func(t *testing.T, b *bench) {
		inside, outside := b.ends()
		if a := b.give(udpFrame(inside, outside, secrets[0])); a != packet.Accept {
			t.Errorf("one value: %v", a)
		}
		if a := b.give(udpFrame(inside, outside, secrets[1])); a != packet.Repeat {
			t.Errorf("the second value: %v", a)
		}
		if a := b.give(udpFrame(outside, inside, "answer")); a != packet.Repeat {
			t.Errorf("after it: %v", a)
		}
	})
}

func TestRuleWithoutDataRefusesTheFirstPacket(t *testing.T) {
	text := "version: 1\nrules:\n  - {id: none, to: {jurisdictions: [CN]}, action: block}\n"
	b := newBench(t, text, Config{})
	if a := b.out(packet.SYN, ""); a != packet.Repeat {
		t.Errorf("SYN: %v", a)
	}
	v := b.answered[1]
	if b.worker.program.Marks.State(v.Mark) != packet.StateReset {
		t.Errorf("mark %#x", v.Mark)
	}
	if e := b.events(); len(e) != 1 || e[0].Rule.ID != "none" {
		t.Errorf("events: %+v", e)
	}
}

func TestNothingToInspectIsLeftToTheKernel(t *testing.T) {
	text := "version: 1\nrules:\n  - {id: see, to: {jurisdictions: [CN]}, action: log}\n"
	b := newBench(t, text, Config{})
	b.out(packet.SYN, "")
	v := b.answered[1]
	if v.Action != packet.Accept || b.worker.program.Marks.State(v.Mark) != packet.StateAccepted {
		t.Errorf("SYN: %+v", v)
	}
	b.seq = [2]uint32{1_001_001, 5001}
	b.in(packet.SYN|packet.ACK, "")
	b.out(packet.FIN|packet.ACK, "")
	b.in(packet.FIN|packet.ACK, "")
	e := b.events()
	if len(e) != 2 || e[0].Action != "log" || e[1].Kind != event.Ended || e[1].Inside.Bytes != 1_000_000 {
		t.Errorf("events: %+v", e)
	}
}

func TestReloadJudgesEstablishedFlowsAnew(t *testing.T) {
	b := newBench(t, testPolicy, Config{})
	b.handshake()
	b.out(packet.ACK, secrets[0])
	b.engine.Swap(testProgram(t, strings.Replace(testPolicy, "at_least: 2", "at_least: 1", 1)))
	if a := b.out(packet.ACK, "anything"); a != packet.Replace || !b.reset {
		t.Errorf("the next packet: %v", a)
	}
}

// TestMonitorMode: the rule blocks nothing, and one event a flow says that it would have.
func TestMonitorMode(t *testing.T) {
	eachFamily(t, func(t *testing.T, b *bench) {
		b.engine.Swap(testProgram(t, strings.Replace(testPolicy, "action: block", "action: block\n    monitor: true", 1)))
		b.handshake()
		for range 2 {
			for _, s := range secrets {
				if a := b.out(packet.ACK, s); a != packet.Accept {
					t.Errorf("a packet: %v", a)
				}
			}
		}
		e := b.events()
		if len(e) != 1 || e[0].Action != "allow" || len(e[0].Monitored) != 1 {
			t.Fatalf("events: %+v", e)
		}
		if m := e[0].Monitored[0]; m.Rule.ID != "no-numbers" || m.Action != "block" || e[0].Findings[0].Count != 2 {
			t.Errorf("the event says %+v, %+v", m, e[0].Findings)
		}
	})
}

// TestFlowsAreListed while the worker goes on judging.
func TestFlowsAreListed(t *testing.T) {
	eachFamily(t, func(t *testing.T, b *bench) {
		b.handshake()
		b.out(packet.ACK, secrets[0])
		type listing struct {
			flows []FlowState
			err   error
		}
		done := make(chan listing)
		go func() {
			flows, err := b.engine.Flows(t.Context(), 10)
			done <- listing{flows, err}
		}()
		var got listing
		for got.flows == nil && got.err == nil {
			b.book(b.worker.Judge(b.now, nil, nil))
			select {
			case got = <-done:
			default:
				runtime.Gosched()
			}
		}
		_, outside := b.ends()
		if got.err != nil || len(got.flows) != 1 {
			t.Fatalf("%+v", got)
		}
		f := got.flows[0]
		if f.Facts.Outside != outside.Addr() || f.State != flow.Open || f.Bytes[flow.Out] != uint64(len(secrets[0])) ||
			!slices.Equal(f.Facts.Data, []policy.Count{{Class: "jp.my_number", N: 1}}) {
			t.Errorf("%+v", f)
		}
	})
}

func TestReloadKeepsABlockedFlowBlocked(t *testing.T) {
	b := newBench(t, testPolicy, Config{})
	b.handshake()
	b.out(packet.ACK, secrets[0])
	b.out(packet.ACK, secrets[1])
	b.engine.Swap(testProgram(t, testPolicy))
	if a := b.out(packet.ACK, "anything"); a != packet.Repeat {
		t.Errorf("the next packet: %v", a)
	}
}

func TestMidstreamPickup(t *testing.T) {
	eachFamily(t, func(t *testing.T, b *bench) {
		b.out(packet.ACK, "in the middle of something, "+secrets[0])
		if a := b.out(packet.ACK, secrets[1]); a != packet.Replace {
			t.Errorf("the completing packet: %v", a)
		}
	})
}

// TestNothingPassesUnseenAfterAPanic: the frame that was being judged was dropped, and
// comes again.
func TestNothingPassesUnseenAfterAPanic(t *testing.T) {
	b := newBench(t, testPolicy, Config{})
	b.handshake()
	count := b.worker.counter
	b.worker.counter = func(string, int) { panic("as wished") }
	func() {
		defer func() {
			if recover() == nil {
				t.Fatal("the judge did not panic")
			}
		}()
		b.out(packet.ACK, secrets[0]+secrets[1])
	}()
	clear(b.owed) // the queue's loop answers for what the judge did not
	b.worker.counter = count
	if a := b.out(packet.ACK, secrets[0]+secrets[1]); a != packet.Replace || !b.reset {
		t.Errorf("the packet sent again: %v", a)
	}
	if e := b.events(); len(e) == 0 || e[0].Kind != event.PipelineError {
		t.Errorf("no event tells of it: %+v", e)
	}
}

func TestOverload(t *testing.T) {
	for _, closed := range []bool{false, true} {
		want := packet.Accept
		if closed {
			want = packet.Drop
		}
		b := newBench(t, testPolicy, Config{MaxFlows: 1, OverloadClosed: closed})
		b.handshake()
		other := netip.MustParseAddrPort("10.0.0.3:1")
		_, outside := b.ends()
		if a := b.give(tcpFrame(other, outside, 1, 0, packet.SYN, "")); a != want {
			t.Errorf("closed=%v: a flow too many: %v", closed, a)
		}
		b = newBench(t, testPolicy, Config{Memory: 4 << 10, OverloadClosed: closed})
		b.handshake()
		for range 8 {
			b.out(packet.ACK, strings.Repeat("x", 1000))
		}
		if a := b.out(packet.ACK, "x"); a != want {
			t.Errorf("closed=%v: past the memory limit: %v", closed, a)
		}
		b.seq[0]--
		if a := b.out(packet.ACK, "x"); a != want {
			t.Errorf("closed=%v: the same sent again: %v", closed, a)
		}
		if e := b.events(); len(e) == 0 || !slices.ContainsFunc(e, func(e *event.Event) bool { return e.Kind == event.PipelineError }) {
			t.Errorf("closed=%v: no event tells of it", closed)
		}
	}
}

func TestMemoryIsGivenBack(t *testing.T) {
	b := newBench(t, testPolicy, Config{})
	b.handshake()
	b.out(packet.ACK, "POST / HTTP/1.1\r\nContent-Length: 99999\r\n\r\n"+strings.Repeat("x", 1000))
	inside, outside := b.ends()
	b.give(tcpFrame(inside, outside, b.seq[0]+500, b.seq[1], packet.ACK, "ahead"))
	b.in(packet.RST, "")
	b.now = b.now.Add(time.Hour)
	b.book(b.worker.Judge(b.now, nil, nil))
	if b.worker.table.Len() != 0 || b.worker.pool.Used != 0 {
		t.Errorf("%d flows, %d bytes are left", b.worker.table.Len(), b.worker.pool.Used)
	}
}

func TestSteadyStateDoesNotAllocate(t *testing.T) {
	b := newBench(t, testPolicy, Config{})
	b.handshake()
	b.out(packet.ACK, "POST / HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 99999999\r\n\r\n")
	inside, outside := b.ends()
	payload := strings.Repeat("Plain words that flag nothing at all. ", 30)
	frames := make([]packet.Frame, 1)
	verdicts := make([]packet.Verdict, 0, 8)
	raw := tcpFrame(inside, outside, b.seq[0], b.seq[1], packet.ACK, payload)
	ack := tcpFrame(outside, inside, b.seq[1], b.seq[0], packet.ACK, "")
	step := func() {
		binary.BigEndian.PutUint32(raw[24:], b.seq[0])
		b.seq[0] += uint32(len(payload))
		frames[0] = packet.Frame{ID: 1, Data: raw, Length: len(raw), Checksum: packet.ChecksumAbsent}
		verdicts = b.worker.Judge(b.now, frames, verdicts[:0])
		binary.BigEndian.PutUint32(ack[28:], b.seq[0])
		frames[0].Data, frames[0].Length = ack, len(ack)
		verdicts = b.worker.Judge(b.now, frames, verdicts[:0])
	}
	for range 1000 {
		step()
	}
	if n := testing.AllocsPerRun(1000, step); n != 0 {
		t.Errorf("%v allocations for two packets", n)
	}
}

func TestEveryFrameIsAnsweredOnce(t *testing.T) {
	b := newBench(t, testPolicy, Config{MaxFlows: 3})
	r := rand.New(rand.NewPCG(3, 4))
	inside, outside := b.ends()
	for i := range 20_000 {
		a, o := netip.AddrPortFrom(inside.Addr(), uint16(r.IntN(5))), outside
		if r.IntN(2) == 0 {
			a, o = o, a
		}
		raw := tcpFrame(a, o, uint32(r.IntN(200)), uint32(r.IntN(200)), byte(r.IntN(64)), strings.Join(secrets, "")[:r.IntN(60)])
		if r.IntN(10) == 0 {
			raw[r.IntN(len(raw))] ^= byte(1 + r.IntN(255))
		}
		if r.IntN(50) == 0 {
			raw = raw[:r.IntN(len(raw)+1)]
		}
		b.give(raw)
		if b.now = b.now.Add(time.Millisecond); i == 10_000 {
			b.engine.Swap(testProgram(t, testPolicy))
		}
	}
	b.book(b.worker.Close(b.now))
	if len(b.owed) != 0 {
		t.Errorf("%d frames were never answered", len(b.owed))
	}
}
