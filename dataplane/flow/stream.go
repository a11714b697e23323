package flow

import (
	"slices"
	"time"
)

const (
	protoTCP = 6

	flagFIN = 1
	flagSYN = 2
	flagRST = 4
	flagACK = 16

	// maxWindow is the furthest a segment may lie ahead: the largest receive
	// window that Linux gives without being told otherwise is 6 MiB.
	maxWindow = 16 << 20
	// maxWaiting bounds the bytes, maxWaitingSegments the segments, that wait for a gap to
	// fill, a direction. What is over is dropped: its sender sends it again.
	maxWaiting         = 256 << 10
	maxWaitingSegments = 256
	// WaitLimit is how long a segment waits for a gap to fill.
	WaitLimit = time.Second
	// pickup is how far before its first segment a flow picked up in the middle
	// may still be heard.
	pickup = 1 << 20
)

// Segment is one TCP segment of a conversation.
type Segment struct {
	Seq, Ack uint32
	Flags    uint8
	Payload  []byte
}

// Outcome is what a segment is to its stream.
type Outcome uint8

const (
	// InOrder: the segment may be forwarded once Result's bytes have been judged.
	InOrder Outcome = iota
	// Early: it lies past a gap and must wait; Hold keeps it.
	Early
	// Conflict: it differs from what was forwarded at these sequence numbers.
	Conflict
	// Invalid: outside of any window, or data where none may be.
	Invalid
	// Reopened: the other end agreed to a new connection between the same ends;
	// the caller forgets this one and offers the segment to a new Conn.
	Reopened
)

// Result says what a segment brings.
type Result struct {
	Outcome Outcome
	// New are the bytes that follow those seen before. Loose are bytes from
	// before a flow was picked up in the middle, out of any order.
	New, Loose []byte
	// Stale is the number of leading payload bytes that the receiver has
	// acknowledged and that can't be compared any more.
	Stale int
	// Gap is the number of bytes that were given up, before New (only In).
	Gap int
	// Ended: this direction sends no more. Reset: neither does.
	Ended, Reset bool
}

// Waiting is a segment that lies past a gap. ID is the caller's name for its frame.
type Waiting struct {
	Segment
	ID    uint32
	Mark  uint32
	GSO   bool
	Frame []byte // the frame from its IP header on; Payload is its tail
	Since time.Time
}

// stream is one direction of a connection.
type stream struct {
	known     bool // next is valid
	midstream bool // picked up without a SYN
	ended     bool // FIN was in order
	base      uint32
	next      uint32 // the first byte not yet forwarded
	una       uint32 // the first byte not yet acknowledged by the other end
	waiting   []Waiting
	size      int // bytes in waiting
	bytes     uint64
}

// Conn is a TCP connection (RFC 9293) as it passes by. The zero Conn is new. It
// belongs to one goroutine.
type Conn struct {
	dirs [2]stream
	sent sent // of the direction Out
	// proposed is the initial sequence number of a SYN that doesn't belong to
	// this connection, until the other end agrees to it.
	proposed     uint32
	proposedFrom Dir
	proposal     bool
}

// Offer shows the connection its next segment. Frames that go Out may be forwarded only
// after an InOrder result; those that come In are forwarded in any case.
func (c *Conn) Offer(d Dir, seg *Segment, p *Pool) Result {
	s := &c.dirs[d]
	c.acknowledge(d, seg)
	switch {
	case seg.Flags&flagRST != 0 && len(seg.Payload) > 0:
		return Result{Outcome: Invalid} // nobody needs it, and nobody would have inspected it
	case seg.Flags&flagRST != 0:
		return Result{Reset: !s.known || seg.Seq == s.next}
	case seg.Flags&flagSYN != 0 && !c.opens(d, seg):
		return c.foreign(d, seg)
	}
	seq := seg.Seq
	if seg.Flags&flagSYN != 0 {
		seq++
	}
	if !s.known {
		s.start(seq, seg.Flags&flagSYN == 0)
		if d == Out {
			c.sent.end = seq
		}
	}
	return c.place(d, seq, seg, p)
}

func (s *stream) start(seq uint32, midstream bool) {
	s.known, s.midstream = true, midstream
	s.base, s.next, s.una = seq, seq, seq
}

// acknowledge takes over what seg says of the other direction.
func (c *Conn) acknowledge(d Dir, seg *Segment) {
	o := &c.dirs[1-d]
	if seg.Flags&flagACK != 0 && o.known && int32(seg.Ack-o.una) > 0 && int32(o.next-seg.Ack) >= 0 {
		o.una = seg.Ack
	}
}

// opens reports whether a SYN begins this very connection: the first one, or
// the same again.
func (c *Conn) opens(d Dir, seg *Segment) bool {
	s := &c.dirs[d]
	return !s.known || !s.midstream && seg.Seq+1 == s.base
}

// foreign judges a SYN of another connection between the same ends. The end
// that gets it answers with its own SYN if it agrees, and with a challenge if not
// (RFC 5961 4.2): only the former changes anything here.
func (c *Conn) foreign(d Dir, seg *Segment) Result {
	if len(seg.Payload) > 0 {
		return Result{Outcome: Invalid}
	}
	if seg.Flags&flagACK != 0 {
		if c.proposal && c.proposedFrom != d && seg.Ack == c.proposed+1 {
			return Result{Outcome: Reopened}
		}
		return Result{}
	}
	c.proposal, c.proposedFrom, c.proposed = true, d, seg.Seq
	return Result{}
}

// Proposed returns the SYN that the other end has agreed to, after Reopened.
func (c *Conn) Proposed() (Dir, Segment) {
	return c.proposedFrom, Segment{Seq: c.proposed, Flags: flagSYN}
}

// place compares the segment's place with what was seen so far.
func (c *Conn) place(d Dir, seq uint32, seg *Segment, p *Pool) Result {
	s := &c.dirs[d]
	ahead := int32(seq - s.next)
	switch {
	case len(seg.Payload) == 0 && seg.Flags&flagFIN == 0:
		return Result{}
	case ahead > maxWindow || ahead < -maxWindow:
		return Result{Outcome: Invalid}
	case s.ended && ahead+int32(len(seg.Payload)) > -1:
		return Result{Outcome: Invalid} // past the FIN, which took one number
	case ahead > 0:
		return Result{Outcome: Early}
	case seg.Flags&flagFIN != 0 && !s.ended && ahead+int32(len(seg.Payload)) < 0:
		return Result{Outcome: Invalid} // an end before what was sent already
	}
	r, rest := c.old(d, seq, seg.Payload)
	if r.Outcome != InOrder {
		return r
	}
	c.advance(d, seg, rest, &r, p)
	return r
}

// old judges the part of a payload that lies before next; rest is what follows.
func (c *Conn) old(d Dir, seq uint32, payload []byte) (r Result, rest []byte) {
	s := &c.dirs[d]
	n := min(int(int32(s.next-seq)), len(payload))
	rest = payload[n:]
	if n == 0 || d == In {
		return Result{}, rest
	}
	past := payload[:n]
	if before := int(int32(s.base - seq)); before > 0 && s.midstream && before <= pickup {
		before = min(before, n)
		r.Loose, past, seq = past[:before], past[before:], seq+uint32(before)
	}
	if same, _ := c.sent.compare(seq, past); same {
		return r, rest
	}
	return c.differs(s, seq, past, r), rest
}

// differs judges old bytes that are not, or no longer, known to be the same. Those
// that the receiver has acknowledged it throws away whatever they say, so
// they are blanked rather than dropped: it may owe the sender another acknowledgement.
func (c *Conn) differs(s *stream, seq uint32, past []byte, r Result) Result {
	acked := min(max(int(int32(s.una-seq)), 0), len(past))
	if same, _ := c.sent.compare(seq+uint32(acked), past[acked:]); acked < len(past) && !same {
		return Result{Outcome: Conflict}
	}
	if len(r.Loose) > 0 && acked > 0 {
		return Result{Outcome: Invalid} // two ages in one segment: let it be sent again in smaller ones
	}
	r.Stale = acked
	return r
}

// advance takes rest, which starts at next, into the stream.
func (c *Conn) advance(d Dir, seg *Segment, rest []byte, r *Result, p *Pool) {
	s := &c.dirs[d]
	r.New = rest
	s.next += uint32(len(rest))
	s.bytes += uint64(len(rest))
	if d == Out && len(rest) > 0 {
		c.sent.add(rest, s.una, p)
	}
	if seg.Flags&flagFIN != 0 && !s.ended {
		s.next++
		s.ended, r.Ended = true, true
	}
}

// Hold keeps a segment whose result was Early, or reports false where the bound is
// reached. w's slices must be its own.
func (c *Conn) Hold(d Dir, w Waiting, p *Pool) bool {
	s := &c.dirs[d]
	if s.size+len(w.Payload) > maxWaiting || len(s.waiting) >= maxWaitingSegments || p.Full() {
		return false
	}
	// Behind those at the same place: of two copies the first one counts.
	i, _ := slices.BinarySearchFunc(s.waiting, w.Seq+1, func(a Waiting, seq uint32) int {
		return int(int32(a.Seq - seq))
	})
	s.waiting = slices.Insert(s.waiting, i, w)
	s.size += len(w.Payload)
	p.Used += len(w.Payload)
	return true
}

// Ready returns the next waiting segment that no gap precedes any more, if any.
func (c *Conn) Ready(d Dir, p *Pool) (Waiting, bool) {
	s := &c.dirs[d]
	if len(s.waiting) == 0 || int32(s.waiting[0].Seq-s.next) > 0 {
		return Waiting{}, false
	}
	return c.take(d, p), true
}

// Overdue returns the next waiting segment that has waited for longer than WaitLimit. In
// direction In the gap before it is given up; Out the caller drops its frame.
func (c *Conn) Overdue(d Dir, now time.Time, p *Pool) (Waiting, bool) {
	s := &c.dirs[d]
	if len(s.waiting) == 0 || now.Sub(s.waiting[0].Since) < WaitLimit {
		return Waiting{}, false
	}
	return c.take(d, p), true
}

// Skip gives up the gap before seq, and returns its length. Only what has passed
// in any case may be skipped: direction In, or a capture.
func (c *Conn) Skip(d Dir, seq uint32, p *Pool) int {
	s := &c.dirs[d]
	n := int(int32(seq - s.next))
	if n <= 0 {
		return 0
	}
	s.next = seq
	if d == Out {
		c.sent.release(p)
		c.sent.end = seq
	}
	return n
}

func (c *Conn) take(d Dir, p *Pool) Waiting {
	s := &c.dirs[d]
	w := s.waiting[0]
	s.waiting = slices.Delete(s.waiting, 0, 1)
	s.size -= len(w.Payload)
	p.Used -= len(w.Payload)
	return w
}

// Waits reports whether any segment waits, and since when the first one does.
func (c *Conn) Waits(d Dir) (since time.Time, ok bool) {
	if w := c.dirs[d].waiting; len(w) > 0 {
		return w[0].Since, true
	}
	return time.Time{}, false
}

// Drain removes all waiting segments of a direction.
func (c *Conn) Drain(d Dir, p *Pool) []Waiting {
	s := &c.dirs[d]
	w := s.waiting
	p.Used -= s.size
	s.waiting, s.size = nil, 0
	return w
}

// Settle gives back what is kept for comparison: the flow is decided.
func (c *Conn) Settle(p *Pool) {
	end := c.sent.end
	c.sent.release(p)
	c.sent.end = end
}

// Release gives back what the connection holds.
func (c *Conn) Release(p *Pool) {
	c.sent.release(p)
	c.Drain(In, p)
	c.Drain(Out, p)
}

// Lose forgets where both directions stand: packets have passed unseen.
func (c *Conn) Lose(p *Pool) {
	bytes := [2]uint64{c.dirs[0].bytes, c.dirs[1].bytes}
	c.Release(p)
	*c = Conn{}
	c.dirs[0].bytes, c.dirs[1].bytes = bytes[0], bytes[1]
}

// Next is the sequence number that the receiver of direction d expects.
func (c *Conn) Next(d Dir) uint32 { return c.dirs[d].next }

// Midstream reports whether the direction was picked up without its start.
func (c *Conn) Midstream(d Dir) bool { return c.dirs[d].midstream }

// Bytes is the number of payload bytes seen in order in direction d.
func (c *Conn) Bytes(d Dir) uint64 { return c.dirs[d].bytes }

// Seen reports whether any segment of direction d has been seen.
func (c *Conn) Seen(d Dir) bool { return c.dirs[d].known }

// Closed reports whether both directions have ended.
func (c *Conn) Closed() bool { return c.dirs[Out].ended && c.dirs[In].ended }

// Passed counts the bytes that went by in the kernel lane, up to a segment at
// seq that ends the direction (fin) or the connection: exact below 4 GiB, for a connection
// seen from its SYN.
func (c *Conn) Passed(d Dir, seq uint32, payload int, fin bool) {
	s := &c.dirs[d]
	if s.known && !s.midstream && !s.ended {
		s.bytes += uint64(seq - s.next + uint32(payload))
		s.next = seq + uint32(payload)
	}
	s.ended = s.ended || fin
}
