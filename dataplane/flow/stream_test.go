package flow

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"
)

func pool() *Pool { return &Pool{Limit: 64 << 20} }

func offer(c *Conn, d Dir, seq, ack uint32, flags uint8, payload string, p *Pool) Result {
	return c.Offer(d, &Segment{Seq: seq, Ack: ack, Flags: flags, Payload: []byte(payload)}, p)
}

// opened is a connection after its handshake; bytes go Out from 101, In from 501.
func opened(p *Pool) *Conn {
	c := new(Conn)
	offer(c, Out, 100, 0, flagSYN, "", p)
	offer(c, In, 500, 101, flagSYN|flagACK, "", p)
	offer(c, Out, 101, 501, flagACK, "", p)
	return c
}

func TestOfferInOrder(t *testing.T) {
	p := pool()
	c := opened(p)
	for i, want := range []string{"GET ", "/", " HTTP"} {
		seq := c.Next(Out)
		if r := offer(c, Out, seq, 501, flagACK, want, p); r.Outcome != InOrder || string(r.New) != want {
			t.Fatalf("segment %d: %+v", i, r)
		}
	}
	if r := offer(c, Out, c.Next(Out), 501, flagACK|flagFIN, "!", p); !r.Ended || string(r.New) != "!" {
		t.Fatalf("FIN: %+v", r)
	}
	if r := offer(c, Out, c.Next(Out), 501, flagACK, "more", p); r.Outcome != Invalid {
		t.Fatalf("data past the FIN: %+v", r)
	}
	if c.Bytes(Out) != 11 {
		t.Errorf("%d bytes counted", c.Bytes(Out))
	}
}

func TestRetransmission(t *testing.T) {
	for _, test := range []struct {
		name    string
		acked   uint32 // what the receiver has acknowledged of "headGOOD"
		seq     uint32 // relative to the first byte
		payload string
		want    Result
	}{
		{"same", 0, 0, "headGOOD", Result{}},
		{"same, in part", 0, 4, "GOOD", Result{}},
		{"different", 0, 4, "EVIL", Result{Outcome: Conflict}},
		{"same, then new", 0, 4, "GOODnew", Result{New: []byte("new")}},
		{"different, then new", 0, 4, "EVILnew", Result{Outcome: Conflict}},
		{"acknowledged, different", 8, 4, "EVIL", Result{Stale: 4}},
		{"half acknowledged, different there", 6, 4, "EVOD", Result{Stale: 2}},
		{"half acknowledged, different after", 6, 4, "EVIL", Result{Outcome: Conflict}},
		{"a keep-alive's garbage", 8, 7, "\x00", Result{Stale: 1}},
		{"past a gap", 0, 9, "x", Result{Outcome: Early}},
		{"absurd", 0, 1 << 30, "x", Result{Outcome: Invalid}},
	} {
		p := pool()
		c := opened(p)
		offer(c, Out, 101, 501, flagACK, "headGOOD", p)
		offer(c, In, 501, 101+test.acked, flagACK, "", p)
		r := offer(c, Out, 101+test.seq, 501, flagACK, test.payload, p)
		if r.Outcome != test.want.Outcome || r.Stale != test.want.Stale || !bytes.Equal(r.New, test.want.New) {
			t.Errorf("%s: %+v, want %+v", test.name, r, test.want)
		}
	}
}

func TestFINBeforeTheEnd(t *testing.T) {
	p := pool()
	c := opened(p)
	offer(c, Out, 101, 501, flagACK, "some bytes", p)
	if r := offer(c, Out, 103, 501, flagACK|flagFIN, "", p); r.Outcome != Invalid || r.Ended {
		t.Errorf("a FIN before bytes that were sent: %+v", r)
	}
	if r := offer(c, Out, 111, 501, flagACK|flagFIN, "", p); r.Outcome != InOrder || !r.Ended {
		t.Errorf("the FIN: %+v", r)
	}
	if r := offer(c, Out, 111, 501, flagACK|flagFIN, "", p); r.Outcome != InOrder || r.Ended {
		t.Errorf("the FIN again: %+v", r)
	}
}

func TestSYNData(t *testing.T) {
	p := pool()
	c := new(Conn)
	if r := offer(c, Out, 100, 0, flagSYN, "early", p); string(r.New) != "early" {
		t.Errorf("data on the SYN: %+v", r)
	}
	if r := offer(c, Out, 101, 501, flagACK, "evil!", p); r.Outcome != Conflict {
		t.Errorf("other data after the SYN: %+v", r)
	}
}

func TestForeignSYN(t *testing.T) {
	p := pool()
	c := opened(p)
	if r := offer(c, Out, 9000, 0, flagSYN, "", p); r.Outcome != InOrder || c.Next(Out) != 101 {
		t.Errorf("a SYN alone changed the connection: %+v, next %d", r, c.Next(Out))
	}
	if r := offer(c, Out, 9000, 0, flagSYN, "data", p); r.Outcome != Invalid {
		t.Errorf("data on a foreign SYN: %+v", r)
	}
	if r := offer(c, In, 700, 9001, flagSYN|flagACK, "", p); r.Outcome != Reopened {
		t.Errorf("an agreed SYN: %+v", r)
	}
	if d, s := c.Proposed(); d != Out || s.Seq != 9000 {
		t.Errorf("proposed %v %+v", d, s)
	}
}

func TestReset(t *testing.T) {
	p := pool()
	c := opened(p)
	if r := offer(c, Out, 5, 0, flagRST, "", p); r.Reset {
		t.Error("a reset outside of the window ended the connection")
	}
	if r := offer(c, Out, 101, 0, flagRST, "hidden", p); r.Outcome != Invalid {
		t.Error("data on a reset passed")
	}
	if r := offer(c, Out, 101, 0, flagRST, "", p); !r.Reset {
		t.Error("a reset was not seen")
	}
}

func TestMidstream(t *testing.T) {
	p := pool()
	c := new(Conn)
	if r := offer(c, Out, 5000, 1, flagACK, "new", p); string(r.New) != "new" || !c.Midstream(Out) {
		t.Fatalf("first segment: %+v", r)
	}
	if r := offer(c, Out, 4990, 1, flagACK, "0123456789new", p); string(r.Loose) != "0123456789" || r.Stale != 0 {
		t.Errorf("bytes from before the pickup: %+v", r)
	}
}

func TestHoldIsBounded(t *testing.T) {
	p := pool()
	c := opened(p)
	kept := 0
	for i := range 10_000 {
		seg := Segment{Seq: 200 + uint32(i)*2000, Flags: flagACK, Payload: make([]byte, 1000)}
		if c.Hold(Out, Waiting{Segment: seg, Since: time.Unix(0, 0)}, p) {
			kept++
		}
	}
	if kept != maxWaitingSegments || p.Used != kept*1000 {
		t.Errorf("%d segments wait, %d bytes counted", kept, p.Used)
	}
	if _, ok := c.Overdue(Out, time.Unix(0, 0).Add(WaitLimit), p); !ok {
		t.Error("nothing is overdue")
	}
	c.Release(p)
	if p.Used != 0 {
		t.Errorf("%d bytes counted after release", p.Used)
	}
}

func TestWrapAround(t *testing.T) {
	p := pool()
	c := new(Conn)
	offer(c, Out, 0xfffffff0, 0, flagSYN, "", p)
	long := string(bytes.Repeat([]byte("abcdefgh"), 8))
	if r := offer(c, Out, 0xfffffff1, 0, flagACK, long, p); string(r.New) != long {
		t.Fatal("data over the wrap is not in order")
	}
	if r := offer(c, Out, 0xfffffff9, 0, flagACK, long[8:24], p); r.Outcome != InOrder || len(r.New) > 0 {
		t.Errorf("retransmission over the wrap: %+v", r)
	}
}

// receiver is a TCP receiver that keeps the first or the last copy of a byte
// that is not yet in order: both kinds exist.
type receiver struct {
	last  bool
	next  uint32
	ahead map[uint32]byte
	got   []byte
}

func (r *receiver) take(seq uint32, payload []byte) {
	for i, b := range payload {
		at := seq + uint32(i)
		if _, have := r.ahead[at]; int32(at-r.next) >= 0 && (r.last || !have) {
			r.ahead[at] = b
		}
	}
	for b, ok := r.ahead[r.next]; ok; b, ok = r.ahead[r.next] {
		r.got = append(r.got, b)
		delete(r.ahead, r.next)
		r.next++
	}
}

// Whatever a sender does with overlaps, order and conflicting copies, and
// whichever copy the receiver keeps, it reads just what was inspected.
func TestReceiverReadsWhatWasInspected(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 7))
		p := pool()
		c := opened(p)
		rcv := &receiver{last: seed%2 == 0, next: 101, ahead: map[uint32]byte{}}
		var inspected []byte
		for range 300 {
			seq := 101 + uint32(len(rcv.got)) + uint32(r.IntN(40)) - uint32(r.IntN(20))
			payload := make([]byte, 1+r.IntN(24))
			for i := range payload {
				payload[i] = "aab"[r.IntN(3)]
			}
			seg := Segment{Seq: seq, Ack: 501, Flags: flagACK, Payload: payload}
			res := c.Offer(Out, &seg, p)
			inspected = forwarded(c, rcv, &seg, res, inspected, p)
			for w, ok := c.Ready(Out, p); ok; w, ok = c.Ready(Out, p) {
				res := c.Offer(Out, &w.Segment, p)
				inspected = forwarded(c, rcv, &w.Segment, res, inspected, p)
			}
			if r.IntN(3) == 0 {
				offer(c, In, 501, rcv.next, flagACK, "", p)
			}
		}
		if !bytes.Equal(rcv.got, inspected) {
			t.Fatalf("seed %d: the receiver read\n%s\ninspected was\n%s", seed, rcv.got, inspected)
		}
		if len(inspected) < 100 {
			t.Fatalf("seed %d: only %d bytes passed", seed, len(inspected))
		}
		c.Release(p)
		if p.Used != 0 {
			t.Fatalf("seed %d: %d bytes leaked", seed, p.Used)
		}
	}
}

// forwarded does with a segment what the engine does.
func forwarded(c *Conn, rcv *receiver, seg *Segment, res Result, inspected []byte, p *Pool) []byte {
	switch res.Outcome {
	case InOrder:
		clear(seg.Payload[:res.Stale])
		rcv.take(seg.Seq, seg.Payload)
		return append(inspected, res.New...)
	case Early:
		c.Hold(Out, Waiting{Segment: *seg}, p)
	}
	return inspected
}

func FuzzConn(f *testing.F) {
	f.Add([]byte{0, 0, 2, 0, 1, 5, 16, 3, 'a', 'b', 'c'})
	f.Fuzz(func(t *testing.T, script []byte) {
		p := pool()
		c := opened(p)
		for len(script) >= 4 {
			d, n := Dir(script[0]&1), min(int(script[3]&31), len(script)-4)
			seg := Segment{Seq: c.Next(d) + uint32(int8(script[1])), Ack: c.Next(1-d) - uint32(script[0]>>1),
				Flags: script[2], Payload: script[4 : 4+n]}
			if r := c.Offer(d, &seg, p); r.Outcome == Early {
				c.Hold(d, Waiting{Segment: seg}, p)
			} else if r.Stale > n || len(r.New) > n {
				t.Fatalf("%+v of %d bytes", r, n)
			}
			for w, ok := c.Ready(d, p); ok; w, ok = c.Ready(d, p) {
				c.Offer(d, &w.Segment, p)
			}
			script = script[4+n:]
		}
		c.Release(p)
		if p.Used != 0 {
			t.Fatalf("%d bytes leaked", p.Used)
		}
	})
}
