package dataplane

import (
	"sync/atomic"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/flow"
	"sekisho/dataplane/packet"
	"sekisho/dataplane/policy"
)

// heldFrame is a frame that waits for its verdict, with what is needed to answer it.
type heldFrame struct {
	id   uint32
	mark uint32
	// data is a copy of the frame; replace says that it was mended, and must go
	// out in the frame's place.
	data    []byte
	replace bool
	gso     bool
	next    uint32 // sequence number that the receiver expects at this frame
}

func (w *Worker) answer(v packet.Verdict) { w.verdicts = append(w.verdicts, v) }

// drop discards the frame under judgement.
func (w *Worker) drop(why *atomic.Uint64) {
	why.Add(1)
	w.answer(packet.Verdict{ID: w.frame.ID, Action: packet.Drop})
}

// pass lets the frame go on and leaves the rest of its flow to the kernel.
func (w *Worker) pass(why *atomic.Uint64) {
	why.Add(1)
	w.accept(true)
}

// accept lets the frame go on; decided leaves the rest of the flow to the kernel.
func (w *Worker) accept(decided bool) {
	v := packet.Verdict{ID: w.frame.ID, Action: packet.Accept}
	if decided {
		v.Mark, v.SetMark = w.program.Marks.Accepted(w.frame.Mark), true
	}
	w.answer(v)
}

// final reports whether nothing that the flow may still do can change its decision.
func (s *session) final() bool { return s.decision.Decided && !s.decision.Open }

// settle decides with what is known now, and answers the frame.
func (w *Worker) settle(f *tracked, dir flow.Dir, r *flow.Result) {
	s := &f.Value
	if k := s.knowledge(); k != s.known || s.decision == (policy.Decision{}) {
		s.known, s.decision = k, w.decide(f, false)
		w.observe(f)
	}
	switch {
	case s.decision.Action == policy.Block:
		w.block(f, dir, r)
	case dir == flow.Out && w.doubtful(f):
		w.hold(f, r)
	default:
		w.let(f, dir, r)
	}
}

// doubtful reports whether the flow would be blocked if it ended here, though the
// next byte may still show that it must not be.
func (w *Worker) doubtful(f *tracked) bool {
	in := f.Value.look
	return in != nil && in.scan.Tentative() && w.decide(f, true).Action == policy.Block
}

// let lets the frame go on, and with it the ones that waited before it.
func (w *Worker) let(f *tracked, dir flow.Dir, r *flow.Result) {
	s := &f.Value
	w.report(f)
	if dir == flow.Out {
		w.letHeld(s)
	}
	final := s.final()
	w.forward(r, final)
	if !final {
		if f.State() != flow.Closing {
			w.table.Touch(f, w.stateOf(f), w.now)
		}
		return
	}
	w.release(s)
	f.Conn.Settle(&w.pool)
	if f.State() != flow.Closing {
		w.table.Touch(f, flow.Decided, w.now)
	}
}

// forward answers an accepted frame, mended where parts of it must not go on as
// they are.
func (w *Worker) forward(r *flow.Result, final bool) {
	if data, mended := w.mend(r); mended {
		w.answer(packet.Verdict{ID: w.frame.ID, Action: packet.Replace, Data: data})
		return
	}
	w.accept(final)
}

// mend makes the frame that may go on in place of the one under judgement. Inbound
// frames, and such without need, stay as they are.
func (w *Worker) mend(r *flow.Result) (data []byte, mended bool) {
	v := &w.view
	if v.Proto != packet.TCP || r.Stale == 0 && v.Flags&packet.URG == 0 || !w.program.Inside(v.Src) {
		return nil, false
	}
	return packet.Mend(nil, w.frame.Data, v, r.Stale), true
}

// hold keeps the frame back until the next one settles what its last bytes are.
func (w *Worker) hold(f *tracked, r *flow.Result) {
	s := &f.Value
	h := heldFrame{id: w.frame.ID, mark: w.frame.Mark, gso: w.frame.GSO, next: w.expected(f, r)}
	if h.data, h.replace = w.mend(r); !h.replace {
		h.data = append([]byte(nil), w.frame.Data[:w.view.End]...)
	}
	if len(s.held) == 0 {
		s.heldTill = w.now.Add(w.engine.config.Hold)
		w.timers.add(f)
	}
	s.held = append(s.held, h)
	w.engine.Counters.Waited.Add(1)
	w.answer(packet.Verdict{ID: w.frame.ID, Action: packet.Hold})
}

// letHeld releases the frames that waited, in their order.
func (w *Worker) letHeld(s *session) {
	for _, h := range s.held {
		v := packet.Verdict{ID: h.id, Action: packet.Accept}
		if h.replace {
			v.Action, v.Data = packet.Replace, h.data
		}
		w.answer(v)
	}
	s.held = nil
}

// expected is the sequence number that the frame's receiver waits for.
func (w *Worker) expected(f *tracked, r *flow.Result) uint32 {
	if !w.view.Transport || f.Key.Proto != packet.TCP {
		return 0
	}
	next := f.Conn.Next(flow.Out) - uint32(len(r.New))
	if r.Ended {
		next--
	}
	return next
}

// block ends the flow on both sides. The receiver gets a RST in place of the first
// frame that it must not see; the sender gets one from the kernel with its next packet, or
// at once where there is no receiver to tell.
func (w *Worker) block(f *tracked, dir flow.Dir, r *flow.Result) {
	s := &f.Value
	w.report(f)
	w.engine.Counters.Blocked.Add(1)
	told := w.dropHeld(f)
	switch {
	case told:
		w.answer(packet.Verdict{ID: w.frame.ID, Action: packet.Drop})
	case dir == flow.Out && w.resettable():
		rst := packet.Reset(nil, w.frame.Data, &w.view, w.expected(f, r), w.frame.GSO)
		w.reset(w.frame.ID, w.frame.Mark, rst)
	default:
		w.repeat()
	}
	w.seal(f)
	s.ended = true
}

// seal leaves of a blocked flow what is needed to refuse the rest of it.
func (w *Worker) seal(f *tracked) {
	s := &f.Value
	for _, h := range f.Conn.Drain(flow.Out, &w.pool) {
		w.answer(packet.Verdict{ID: h.ID, Action: packet.Drop})
	}
	f.Conn.Settle(&w.pool)
	if s.look != nil {
		s.look.Release()
		w.account(s, 0)
	}
	w.table.Touch(f, flow.Blocked, w.now)
}

// resettable reports whether the frame can become a RST that its receiver believes:
// there is none before the receiver has seen a SYN.
func (w *Worker) resettable() bool {
	return w.view.Proto == packet.TCP && w.view.Flags&packet.SYN == 0
}

func (w *Worker) reset(id, mark uint32, rst []byte) {
	w.answer(packet.Verdict{
		ID: id, Action: packet.Replace, Data: rst,
		Mark: w.program.Marks.Blocked(mark), SetMark: true,
	})
}

// repeat has the kernel refuse this very packet, and mark its flow.
func (w *Worker) repeat() {
	w.answer(packet.Verdict{
		ID: w.frame.ID, Action: packet.Repeat,
		Mark: w.program.Marks.Reset(w.frame.Mark), SetMark: true,
	})
}

// dropHeld discards the frames that waited; the first becomes the receiver's RST.
func (w *Worker) dropHeld(f *tracked) (told bool) {
	s := &f.Value
	for i, h := range s.held {
		if i > 0 || f.Key.Proto != packet.TCP {
			w.answer(packet.Verdict{ID: h.id, Action: packet.Drop})
			continue
		}
		var view packet.Decoded
		w.decoder.Decode(h.data, &view)
		w.reset(h.id, h.mark, packet.Reset(nil, h.data, &view, h.next, h.gso))
		told = true
	}
	s.held = nil
	return told
}

// refuse answers a packet of a flow that is blocked.
func (w *Worker) refuse(f *tracked) {
	w.table.Touch(f, flow.Blocked, w.now)
	if w.view.Proto == packet.TCP && w.view.Flags&packet.RST != 0 && len(w.view.Payload) == 0 {
		w.accept(false)
		return
	}
	w.repeat()
}

// passDecided answers a packet of a flow that the kernel was told to accept: one
// that was queued before the kernel knew, or one that ends the flow.
func (w *Worker) passDecided(f *tracked, dir flow.Dir) {
	v := &w.view
	w.accept(true)
	if v.Proto != packet.TCP || v.Flags&(packet.FIN|packet.RST) == 0 {
		return
	}
	f.Conn.Passed(dir, v.Seq, len(v.Payload), v.Flags&packet.FIN != 0)
	w.closing(f, &flow.Result{Reset: v.Flags&packet.RST != 0})
}

// closing notes that the flow's packets are over, on both sides or by a reset.
func (w *Worker) closing(f *tracked, r *flow.Result) {
	if f.State() == flow.Blocked || !r.Reset && !f.Conn.Closed() {
		return
	}
	if len(f.Value.held) == 0 {
		w.end(f)
		w.table.Touch(f, flow.Closing, w.now)
	}
}

// conflict drops a retransmission that says something else than before. One event a
// flow tells of it, however often it comes.
func (w *Worker) conflict(f *tracked) {
	w.drop(&w.engine.Counters.Conflicts)
	if f.Value.conflicted {
		return
	}
	f.Value.conflicted = true
	e := w.record(f, event.Alert)
	e.Type, e.Action, e.Reason, e.Rule = []string{"denied"}, "block", "retransmission differs", event.Rule{}
	w.engine.ring.Put(e)
}

// invalid answers a segment that no receiver should act on. Inbound ones are the
// receiver's own business.
func (w *Worker) invalid(dir flow.Dir) {
	if dir == flow.In {
		w.accept(false)
		return
	}
	w.drop(&w.engine.Counters.Invalid)
}

// overloaded answers a packet with new bytes that there is no memory left to inspect.
func (w *Worker) overloaded(f *tracked, dir flow.Dir, n int) bool {
	if dir != flow.Out || n == 0 || f.Value.look == nil || !w.pool.Full() {
		return false
	}
	if !w.engine.closed.Load() {
		w.letHeld(&f.Value)
		w.release(&f.Value)
		f.Conn.Settle(&w.pool)
		w.table.Touch(f, flow.Decided, w.now)
	}
	w.overload("memory limit reached")
	return true
}

// warnEvery keeps an overload from flooding the events that tell of it.
const warnEvery = time.Second

// overload answers a frame that can't be followed, as configured, and says so.
func (w *Worker) overload(reason string) {
	w.engine.Counters.Overloads.Add(1)
	if w.now.Sub(w.warned) >= warnEvery {
		w.warned = w.now
		w.engine.ring.Put(&event.Event{Time: w.now, Kind: event.PipelineError, Type: []string{"error"}, Reason: reason})
	}
	action := packet.Accept
	if w.engine.closed.Load() {
		action = packet.Drop
	}
	w.answer(packet.Verdict{ID: w.frame.ID, Action: action})
}
