package nfqueue

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"sekisho/dataplane/packet"
)

var start = time.Unix(1_800_000_000, 0)

func testLedger() (*ledger, *Counters) {
	count := new(Counters)
	return newLedger(Config{OnFailure: packet.Drop, HoldLimit: 5 * time.Second}, count), count
}

func framesOf(ids ...uint32) (out []packet.Frame) {
	for _, id := range ids {
		out = append(out, packet.Frame{ID: id})
	}
	return out
}

func say(id uint32, a packet.Action) packet.Verdict { return packet.Verdict{ID: id, Action: a} }

func text(verdicts []packet.Verdict) (out string) {
	names := map[packet.Action]string{packet.Accept: "accept", packet.Drop: "drop", packet.Repeat: "repeat", packet.Replace: "replace"}
	for _, v := range verdicts {
		out += fmt.Sprintf("%d:%s ", v.ID, names[v.Action])
	}
	return out
}

func TestSettle(t *testing.T) {
	long := packet.Verdict{ID: 1, Action: packet.Replace, Data: make([]byte, maxReplacement+1)}
	cases := []struct {
		name    string
		frames  []packet.Frame
		said    []packet.Verdict
		want    string
		inOrder bool
		counts  [3]uint64 // unanswered, doubled, unknown
	}{
		{"all answered", framesOf(1, 2), []packet.Verdict{say(1, packet.Accept), say(2, packet.Drop)}, "1:accept 2:drop ", true, [3]uint64{}},
		{"none answered", framesOf(1, 2), nil, "1:drop 2:drop ", true, [3]uint64{2}},
		{"one forgotten", framesOf(1, 2), []packet.Verdict{say(2, packet.Accept)}, "2:accept 1:drop ", false, [3]uint64{1}},
		{"answered twice, the first counts", framesOf(1), []packet.Verdict{say(1, packet.Drop), say(1, packet.Accept)}, "1:drop ", true, [3]uint64{0, 1}},
		{"unknown id", framesOf(5), []packet.Verdict{say(5, packet.Accept), say(4, packet.Accept)}, "5:accept ", true, [3]uint64{0, 0, 1}},
		{"no action", framesOf(1), []packet.Verdict{{ID: 1}}, "1:drop ", true, [3]uint64{1}},
		{"action out of range", framesOf(1), []packet.Verdict{say(1, 200)}, "1:drop ", true, [3]uint64{1}},
		{"empty replacement", framesOf(1), []packet.Verdict{say(1, packet.Replace)}, "1:drop ", true, [3]uint64{1}},
		{"replacement that fits no attribute", framesOf(1), []packet.Verdict{long}, "1:drop ", true, [3]uint64{1}},
		{"held and let go at once", framesOf(1), []packet.Verdict{say(1, packet.Hold), say(1, packet.Accept)}, "1:accept ", true, [3]uint64{}},
		{"gap in ids", framesOf(1, 9), []packet.Verdict{say(1, packet.Accept), say(9, packet.Accept)}, "1:accept 9:accept ", true, [3]uint64{}},
		{"across the wrap", framesOf(1<<32-1, 0), []packet.Verdict{say(1<<32-1, packet.Accept), say(0, packet.Accept)}, "4294967295:accept 0:accept ", true, [3]uint64{}},
		{"out of order", framesOf(1, 2), []packet.Verdict{say(2, packet.Accept), say(1, packet.Accept)}, "2:accept 1:accept ", false, [3]uint64{}},
	}
	for _, c := range cases {
		l, count := testLedger()
		out, inOrder := l.settle(start, c.frames, c.said)
		counts := [3]uint64{count.Unanswered.Load(), count.Doubled.Load(), count.Unknown.Load()}
		if text(out) != c.want || inOrder != c.inOrder || counts != c.counts {
			t.Errorf("%s: got %q, in order %v, counts %v; want %q, %v, %v", c.name, text(out), inOrder, counts, c.want, c.inOrder, c.counts)
		}
	}
}

func TestHeldFramesForbidBatches(t *testing.T) {
	l, count := testLedger()
	if out, inOrder := l.settle(start, framesOf(1, 2), []packet.Verdict{say(1, packet.Hold), say(2, packet.Accept)}); text(out) != "2:accept " || inOrder {
		t.Errorf("while holding: %q, %v", text(out), inOrder)
	}
	if out, inOrder := l.settle(start, framesOf(3), []packet.Verdict{say(3, packet.Accept)}); text(out) != "3:accept " || inOrder {
		t.Errorf("still holding: %q, %v", text(out), inOrder)
	}
	if count.Held.Load() != 1 {
		t.Errorf("held %d, want 1", count.Held.Load())
	}
	if out, inOrder := l.settle(start, framesOf(4), []packet.Verdict{say(4, packet.Accept), say(1, packet.Drop)}); text(out) != "4:accept 1:drop " || inOrder {
		t.Errorf("letting go: %q, %v", text(out), inOrder)
	}
	if out, inOrder := l.settle(start, framesOf(5), []packet.Verdict{say(5, packet.Accept)}); text(out) != "5:accept " || !inOrder {
		t.Errorf("after: %q, %v", text(out), inOrder)
	}
	if count.Held.Load() != 0 {
		t.Errorf("held %d, want 0", count.Held.Load())
	}
}

func TestFramesHeldTooLongAreAnswered(t *testing.T) {
	l, count := testLedger()
	l.settle(start, framesOf(1), []packet.Verdict{say(1, packet.Hold)})
	l.settle(start.Add(3*time.Second), framesOf(2), []packet.Verdict{say(2, packet.Hold)})
	if out, _ := l.settle(start.Add(4*time.Second), nil, []packet.Verdict{say(1, packet.Hold)}); len(out) > 0 {
		t.Errorf("after 4 s: %q", text(out))
	}
	if out, _ := l.settle(start.Add(5*time.Second), nil, nil); text(out) != "1:drop " {
		t.Errorf("after 5 s: %q, want the first alone", text(out))
	}
	if out, _ := l.settle(start.Add(8*time.Second), nil, nil); text(out) != "2:drop " || count.Expired.Load() != 2 || count.Held.Load() != 0 {
		t.Errorf("after 8 s: %q, %d expired, %d held", text(out), count.Expired.Load(), count.Held.Load())
	}
}

func TestFailAnswersBatchAndHeld(t *testing.T) {
	l, count := testLedger()
	l.settle(start, framesOf(1, 2), []packet.Verdict{say(2, packet.Hold), say(1, packet.Hold)})
	if out := l.fail(framesOf(3)); text(out) != "1:drop 2:drop 3:drop " || count.Held.Load() != 0 {
		t.Errorf("got %q, %d held", text(out), count.Held.Load())
	}
}

// TestExactlyOneVerdict throws random judgements at the ledger, and counts.
func TestExactlyOneVerdict(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	l, _ := testLedger()
	answers := map[uint32]int{}
	var id uint32
	for round := range 5000 {
		var frames []packet.Frame
		for range r.IntN(batchLen + 1) {
			id += 1 + uint32(r.IntN(2))
			frames = append(frames, packet.Frame{ID: id})
			answers[id] = 0
		}
		var said []packet.Verdict
		for range r.IntN(50) {
			said = append(said, packet.Verdict{ID: id - uint32(r.IntN(60)), Action: packet.Action(r.IntN(8)), Data: make([]byte, r.IntN(2))})
		}
		out, inOrder := l.settle(start.Add(time.Duration(round)*100*time.Millisecond), frames, said)
		for _, v := range out {
			answers[v.ID]++
		}
		if inOrder && len(l.held) > 0 {
			t.Fatal("a batch verdict would answer frames on hold")
		}
	}
	for _, v := range l.fail(nil) {
		answers[v.ID]++
	}
	for id, n := range answers {
		if n != 1 {
			t.Fatalf("frame %d got %d verdicts", id, n)
		}
	}
}

func TestRunsOfEqualVerdicts(t *testing.T) {
	m := packet.Verdict{Action: packet.Accept, SetMark: true, Mark: 1}
	a, d := say(0, packet.Accept), say(0, packet.Drop)
	x := packet.Verdict{Action: packet.Replace, Data: []byte("x")}
	cases := []struct {
		in   []packet.Verdict
		want int
	}{
		{[]packet.Verdict{a}, 1}, {[]packet.Verdict{a, a, a}, 3}, {[]packet.Verdict{a, a, d}, 2},
		{[]packet.Verdict{a, m}, 1}, {[]packet.Verdict{m, m, a}, 2}, {[]packet.Verdict{x, x}, 1}, {[]packet.Verdict{a, x}, 1},
	}
	for _, c := range cases {
		if got := alike(c.in); got != c.want {
			t.Errorf("%v: got %d, want %d", c.in, got, c.want)
		}
	}
}

func TestNoAllocationAPacket(t *testing.T) {
	l, _ := testLedger()
	var datagrams [batchLen][]byte
	for i := range datagrams {
		datagrams[i] = message(typePacket, header(uint32(i)), attr{attrPayload, make([]byte, 1400)})
	}
	frames, said, out := make([]packet.Frame, 0, batchLen), make([]packet.Verdict, 0, batchLen), make([]byte, 0, 4096)
	got := testing.AllocsPerRun(100, func() {
		frames, said, out = frames[:0], said[:0], out[:0]
		for _, d := range datagrams {
			var f packet.Frame
			next(d, &f)
			frames = append(frames, f)
			said = append(said, say(f.ID, packet.Accept))
		}
		verdicts, _ := l.settle(start, frames, said)
		for _, v := range verdicts {
			out = appendVerdict(out, 20, v)
		}
	})
	if got != 0 {
		t.Errorf("%v allocations a batch, want none", got)
	}
}
