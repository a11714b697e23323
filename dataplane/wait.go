package dataplane

import (
	"slices"
	"time"

	"sekisho/dataplane/flow"
	"sekisho/dataplane/packet"
	"sekisho/dataplane/policy"
)

// timers are the flows in which something waits. There are few, for waiting is rare.
type timers struct{ flows []*tracked }

func (t *timers) add(f *tracked) {
	if !slices.Contains(t.flows, f) {
		t.flows = append(t.flows, f)
	}
}

// wait keeps a segment that lies past a gap. One that goes out stays in the queue; of one
// that comes in a copy is kept, for the decoder, and the frame goes on.
func (w *Worker) wait(f *tracked, dir flow.Dir, seg flow.Segment) {
	kept := flow.Waiting{Segment: seg, ID: w.frame.ID, Mark: w.frame.Mark, GSO: w.frame.GSO, Since: w.now}
	kept.Frame = append([]byte(nil), w.frame.Data[:w.view.End]...)
	kept.Payload = kept.Frame[w.view.End-len(seg.Payload):]
	ok := f.Conn.Hold(dir, kept, &w.pool)
	switch {
	case ok:
		w.timers.add(f)
	case dir == flow.In:
		w.giveUp(f, seg.Seq)
		w.inspectInbound(f, seg)
	}
	switch {
	case dir == flow.In:
		w.accept(false)
	case ok:
		w.engine.Counters.Waited.Add(1)
		w.answer(packet.Verdict{ID: w.frame.ID, Action: packet.Hold})
	default:
		w.drop(&w.engine.Counters.Invalid)
	}
}

// giveUp reads on past a gap.
func (w *Worker) giveUp(f *tracked, seq uint32) {
	if n := f.Conn.Skip(flow.In, seq, &w.pool); n > 0 {
		w.inspect(f, flow.In, &flow.Result{Gap: n})
	}
}

func (w *Worker) inspectInbound(f *tracked, seg flow.Segment) {
	if r := f.Conn.Offer(flow.In, &seg, &w.pool); r.Outcome == flow.InOrder {
		w.inspect(f, flow.In, &r)
	}
}

// ready judges the segments that the last one has joined to the stream.
func (w *Worker) ready(f *tracked, dir flow.Dir) {
	for f.State() != flow.Blocked {
		k, ok := f.Conn.Ready(dir, &w.pool)
		if !ok {
			return
		}
		if dir == flow.In {
			w.inspectInbound(f, k.Segment)
			continue
		}
		w.resume(f, k)
		if f.State() == flow.Decided || f.State() == flow.Closing {
			w.passWaiting(f)
		}
	}
}

// skipCut reads on past what a capture has cut off the end of a frame.
func (w *Worker) skipCut(f *tracked, dir flow.Dir) {
	if n := w.frame.Length - len(w.frame.Data); n > 0 {
		f.Conn.Skip(dir, f.Conn.Next(dir)+uint32(n), &w.pool)
		w.inspect(f, dir, &flow.Result{Gap: n})
	}
}

// resume judges a frame that waited for a gap to fill, as if it came now.
func (w *Worker) resume(f *tracked, k flow.Waiting) {
	frame := packet.Frame{ID: k.ID, Data: k.Frame, Length: len(k.Frame), Mark: k.Mark, GSO: k.GSO,
		Checksum: packet.ChecksumVerified, Time: w.now}
	outer, view := w.frame, w.view
	defer func() { w.frame, w.view = outer, view }()
	w.frame = &frame
	w.decoder.Decode(frame.Data, &w.view)
	w.segment(f, flow.Out)
}

// passWaiting answers the frames that still wait in a flow that is decided.
func (w *Worker) passWaiting(f *tracked) {
	for _, k := range f.Conn.Drain(flow.Out, &w.pool) {
		w.answer(packet.Verdict{ID: k.ID, Action: packet.Accept})
	}
}

// reopen forgets a connection whose ends have agreed on a new one.
func (w *Worker) reopen(f *tracked, dir flow.Dir) {
	from, syn := f.Conn.Proposed()
	key := f.Key
	w.table.Remove(f)
	fresh := w.begin(key, dir)
	if fresh == nil {
		return
	}
	fresh.Value.openedBy = from
	fresh.Conn.Offer(from, &syn, &w.pool)
	w.segment(fresh, dir)
}

// tick does what time asks for: overdue segments, settled doubts, idle flows.
func (w *Worker) tick() {
	for i := 0; i < len(w.timers.flows); {
		f := w.timers.flows[i]
		if w.due(f); w.waits(f) {
			i++
			continue
		}
		w.timers.flows = slices.Delete(w.timers.flows, i, i+1)
	}
	if w.now.Sub(w.swept) >= time.Second {
		w.swept = w.now
		w.table.Expire(w.now)
	}
	w.surveyed()
}

func (w *Worker) waits(f *tracked) bool {
	_, in := f.Conn.Waits(flow.In)
	_, out := f.Conn.Waits(flow.Out)
	return in || out || len(f.Value.held) > 0
}

// due answers what has waited for too long.
func (w *Worker) due(f *tracked) {
	s := &f.Value
	if len(s.held) > 0 && !w.now.Before(s.heldTill) {
		w.confirm(f)
	}
	for _, dir := range []flow.Dir{flow.Out, flow.In} {
		for k, ok := f.Conn.Overdue(dir, w.now, &w.pool); ok; k, ok = f.Conn.Overdue(dir, w.now, &w.pool) {
			w.overdue(f, dir, k)
		}
	}
}

// overdue gives up on a gap. The sender of an outbound frame will send it again.
func (w *Worker) overdue(f *tracked, dir flow.Dir, k flow.Waiting) {
	switch {
	case dir == flow.In:
		w.giveUp(f, k.Seq)
		w.inspectInbound(f, k.Segment)
		w.ready(f, flow.In)
	case w.engine.config.Passive:
		w.inspect(f, flow.Out, &flow.Result{Gap: f.Conn.Skip(flow.Out, k.Seq, &w.pool)})
		w.resume(f, k)
		w.ready(f, flow.Out)
	default:
		w.answer(packet.Verdict{ID: k.ID, Action: packet.Drop})
	}
}

// confirm takes what a flow's last bytes look like for what they are: no more came
// in time.
func (w *Worker) confirm(f *tracked) {
	s := &f.Value
	s.decision = w.decide(f, true)
	if s.decision.Action != policy.Block {
		w.letHeld(s)
		return
	}
	w.report(f)
	w.engine.Counters.Blocked.Add(1)
	w.dropHeld(f)
	w.seal(f)
	s.ended = true
}

// Deadline is when Judge wants to be called again even if no frame comes.
func (w *Worker) Deadline() time.Time {
	if w.survey.Load() != nil {
		return time.Unix(0, 1) // at once
	}
	if w.table.Len() == 0 {
		return time.Time{}
	}
	at := w.swept.Add(time.Second)
	for _, f := range w.timers.flows {
		if len(f.Value.held) > 0 && f.Value.heldTill.Before(at) {
			at = f.Value.heldTill
		}
		for _, dir := range []flow.Dir{flow.Out, flow.In} {
			if since, ok := f.Conn.Waits(dir); ok && since.Add(flow.WaitLimit).Before(at) {
				at = since.Add(flow.WaitLimit)
			}
		}
	}
	return at
}

// Close ends all flows, as if nothing more would come, and returns the verdicts
// that are still owed.
func (w *Worker) Close(now time.Time) []packet.Verdict {
	w.now, w.verdicts = now, nil
	for _, f := range slices.Clone(w.timers.flows) {
		if len(f.Value.held) > 0 {
			w.confirm(f)
		}
		w.passWaiting(f)
	}
	w.timers.flows = nil
	w.table.Close()
	w.engine.leave(w)
	return w.verdicts
}
