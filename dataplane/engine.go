package dataplane

// A packet's way, top to bottom:
//
//	1 decode        frame → view of its headers                 packet.Decode
//	2 orient        which end is inside; which flow it is        flow.Table
//	3 place         the outside end's jurisdiction               geo.Lookup
//	4 normalise     what of it is new to the stream              flow.Conn
//	5 inspect       what is spoken, unwrapped and found          proto, content, detect
//	6 decide        what the policy says of what is known        policy.Decide
//	7 answer        the frame's verdict, and an event            packet.Verdict, event.Ring
//
// Every return below has answered the frame: with a verdict, or by holding it.

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"sekisho/dataplane/content"
	"sekisho/dataplane/event"
	"sekisho/dataplane/flow"
	"sekisho/dataplane/packet"
	"sekisho/dataplane/policy"
)

// Config is what an Engine is made with; zero fields mean the default.
type Config struct {
	// MaxFlows bounds the flows of one worker; default 65536.
	MaxFlows int
	// Memory bounds the bytes that one worker's streams and decoders hold; default 256 MiB.
	Memory int
	// Hold is how long a packet waits for the one that settles whether its last
	// bytes are flagged; default 150 ms, at most a second.
	Hold time.Duration
	// OverloadClosed has watched packets dropped, not passed, where flows or
	// memory don't suffice to inspect them.
	OverloadClosed bool
	// Passive says that frames come from a capture: nothing that is dropped will
	// be sent again, so gaps are read over.
	Passive bool
}

// Engine is what all workers share.
type Engine struct {
	config   Config
	program  atomic.Pointer[Program]
	closed   atomic.Bool // Config.OverloadClosed, as it is now
	ring     *event.Ring
	Counters Counters

	mu      sync.Mutex
	workers []*Worker
}

// Counters are totals since the start.
type Counters struct {
	Frames, Undecodable, Unwatched, Flows, Inspected, Blocked   atomic.Uint64
	Conflicts, Invalid, BadChecksum, Waited, Overloads, Reloads atomic.Uint64
}

// NewEngine makes an engine whose events go into ring.
func NewEngine(c Config, p *Program, ring *event.Ring) *Engine {
	if c.MaxFlows <= 0 {
		c.MaxFlows = 65536
	}
	if c.Memory <= 0 {
		c.Memory = 256 << 20
	}
	if c.Hold <= 0 {
		c.Hold = 150 * time.Millisecond
	}
	e := &Engine{config: c, ring: ring}
	e.closed.Store(c.OverloadClosed)
	e.program.Store(p)
	return e
}

// Swap puts another program in place. Workers take it up with their next batch,
// and judge each established flow anew with its next packet.
func (e *Engine) Swap(p *Program) {
	e.program.Store(p)
	e.Counters.Reloads.Add(1)
}

// CloseOverload changes Config.OverloadClosed.
func (e *Engine) CloseOverload(closed bool) { e.closed.Store(closed) }

// Program returns the program in place.
func (e *Engine) Program() *Program { return e.program.Load() }

type tracked = flow.Flow[session]

// Worker judges the frames of one queue. It belongs to one goroutine.
type Worker struct {
	engine  *Engine
	program *Program
	decoder *packet.Decoder
	table   *flow.Table[session]
	pool    flow.Pool
	limits  content.Limits
	timers  timers
	counts  []policy.Count
	counter func(class string, n int) // count, bound once

	now      time.Time
	swept    time.Time
	warned   time.Time
	verdicts []packet.Verdict
	survey   atomic.Pointer[survey] // what somebody asks about the flows
	judging  bool                   // within Judge; still set at its start, the last call has panicked
	// The frame under judgement and its view.
	frame *packet.Frame
	view  packet.Decoded
}

// Worker makes the judge of one queue.
func (e *Engine) Worker() *Worker {
	w := &Worker{engine: e, decoder: packet.NewDecoder(), program: e.program.Load()}
	w.counter = w.count
	w.empty()
	e.mu.Lock()
	e.workers = append(e.workers, w)
	e.mu.Unlock()
	return w
}

// empty lets the worker begin without any flow.
func (w *Worker) empty() {
	w.pool = flow.Pool{Limit: w.engine.config.Memory}
	w.limits.Shared = content.NewBudget(int64(w.engine.config.Memory))
	w.table = flow.NewTable(w.engine.config.MaxFlows, w.gone)
	w.timers = timers{}
}

// forget gives up all flows after a panic: a stream may have taken the bytes of a
// packet that was then dropped, and would pass them unseen when they are sent again.
// What still comes of these flows is picked up in their middle, as after a restart.
func (w *Worker) forget() {
	reason := fmt.Sprintf("a packet could not be judged; %d flows are followed anew from here", w.table.Len())
	w.engine.ring.Put(&event.Event{Time: w.now, Kind: event.PipelineError, Type: []string{"error"}, Reason: reason})
	w.empty()
}

// Judge answers each frame with one verdict, which may be Hold, and appends
// verdicts for frames held earlier whose time has come. Slices and frames are
// used only until it returns.
func (w *Worker) Judge(now time.Time, frames []packet.Frame, verdicts []packet.Verdict) []packet.Verdict {
	w.now, w.verdicts = now, verdicts
	if w.judging {
		w.forget()
	}
	w.judging = true
	w.program = w.engine.program.Load()
	for i := range frames {
		w.judge(&frames[i])
	}
	w.engine.Counters.Frames.Add(uint64(len(frames)))
	w.tick()
	w.judging = false
	return w.verdicts
}

func (w *Worker) judge(frame *packet.Frame) {
	w.frame = frame

	// 1 decode
	view := &w.view
	w.decoder.Decode(frame.Data, view)
	if !w.readable() {
		w.drop(&w.engine.Counters.Undecodable)
		return
	}

	// 2 orient
	dir, key, ours := w.orient()
	if !ours {
		w.pass(&w.engine.Counters.Unwatched)
		return
	}
	if frame.Checksum == packet.ChecksumUnverified && view.Transport && !packet.ChecksumOK(frame.Data, view) {
		w.drop(&w.engine.Counters.BadChecksum)
		return
	}
	f := w.table.Get(key)
	if f != nil && w.restarts(f, dir) {
		w.table.Remove(f)
		f = nil
	}

	// 3 place
	if f == nil {
		if f = w.begin(key, dir); f == nil {
			return
		}
	} else if f.Value.program != w.program {
		w.renew(f)
	}

	switch {
	case f.State() == flow.Blocked:
		w.refuse(f)
		return
	case f.State() == flow.Decided, f.Value.final():
		w.passDecided(f, dir)
		return
	}

	// 4 to 7
	if view.Proto == packet.TCP {
		w.segment(f, dir)
	} else {
		w.datagram(f, dir)
	}
}

// readable reports whether the frame can be judged at all. Fragments can't; the
// kernel puts them together before the queue.
func (w *Worker) readable() bool {
	v := &w.view
	ported := v.Proto == packet.TCP || v.Proto == packet.UDP
	cut := w.frame.Length > len(w.frame.Data) && !w.engine.config.Passive
	return v.Network && !v.Fragment && !cut && (v.Transport || !ported)
}

// segment takes a TCP segment through the rest of the line.
func (w *Worker) segment(f *tracked, dir flow.Dir) {
	seg := flow.Segment{Seq: w.view.Seq, Ack: w.view.Ack, Flags: w.view.Flags, Payload: w.view.Payload}
	// Before the stream takes its bytes: what is dropped here must be new when it
	// is sent again.
	if w.overloaded(f, dir, len(seg.Payload)) {
		return
	}

	// 4 normalise
	r := f.Conn.Offer(dir, &seg, &w.pool)
	switch r.Outcome {
	case flow.Reopened:
		w.reopen(f, dir)
		return
	case flow.Early:
		w.wait(f, dir, seg)
		return
	case flow.Conflict:
		w.conflict(f)
		return
	case flow.Invalid:
		w.invalid(dir)
		return
	}

	// 5 inspect
	w.inspect(f, dir, &r)

	// 6 decide, 7 answer
	w.settle(f, dir, &r)
	w.closing(f, &r)
	w.skipCut(f, dir)
	w.ready(f, dir)
}

// datagram takes a packet without a stream through the rest of the line.
func (w *Worker) datagram(f *tracked, dir flow.Dir) {
	payload := w.view.Payload
	f.Value.bytes[dir] += uint64(len(payload))
	if w.overloaded(f, dir, len(payload)) {
		return
	}

	// 5 inspect
	r := flow.Result{New: payload}
	w.inspect(f, dir, &r)

	// 6 decide, 7 answer
	w.settle(f, dir, &r)
}
