package nfqueue

import (
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"sekisho/dataplane/packet"
)

// idle is the longest that a loop waits before it looks round.
const idle = 250 * time.Millisecond

// loop serves one bound queue.
type loop struct {
	cfg    Config
	judge  Judge
	count  *Counters
	socket *socket
	ledger *ledger
	wake   int // eventfd
	born   time.Time

	frames   []packet.Frame
	verdicts []packet.Verdict
	lastID   uint32 // 0 before the first frame

	// What the watch reads and writes meanwhile.
	stop    atomic.Bool
	judging atomic.Int64  // since when the judge has been at it, see age; 0: it is not
	latest  atomic.Uint32 // lastID after the last batch
	empty   atomic.Uint64 // how often nothing was there to read
	onHold  atomic.Int64  // frames on hold after the last batch
}

// serve answers frames until stop is set, and then those that are left.
func (l *loop) serve() error {
	defer l.ledger.forget()
	limit := idle
	for !l.stop.Load() {
		if err := l.socket.wait(l.wake, limit); err != nil {
			return err
		}
		if err := l.work(); err != nil {
			return err
		}
		limit = l.untilDeadline()
	}
	return l.finish()
}

// linger is how long a loop that has had frames looks for more before it sleeps.
// To wake a sleeper costs the kernel an interrupt to another processor for each
// frame, which on a virtual machine is dearer than the frame: of plain forwarding's
// throughput, accepting all reached 0.66 without it and 0.77 with it.
const linger = 300 * time.Microsecond

// work answers batches until no frame has come for a while, and then has the
// judge look at its own deadline. Meanwhile whoever else needs the processor has it.
func (l *loop) work() error {
	var last time.Time
	for {
		n, err := l.socket.receive()
		if err != nil {
			return err
		}
		now := time.Now()
		if n == 0 {
			l.empty.Add(1)
			if now.Sub(last) >= linger {
				return l.onDeadline(now)
			}
			yield()
			continue
		}
		last = now
		if err := l.batch(now, n); err != nil {
			return err
		}
		if l.stop.Load() {
			return nil
		}
	}
}

func (l *loop) batch(now time.Time, datagrams int) error {
	l.frames = l.frames[:0]
	for i := range datagrams {
		l.read(now, l.socket.datagram(i))
	}
	l.count.Received.Add(uint64(datagrams))
	l.latest.Store(l.lastID)
	return l.answer(now)
}

// read collects a datagram's frames. What has an id but is no whole frame is
// answered here; the judge sees only whole ones.
func (l *loop) read(now time.Time, datagram []byte) {
	f := packet.Frame{}
	for kind, rest := next(datagram, &f); kind != kindNone; kind, rest = next(rest, &f) {
		switch kind {
		case kindFrame:
			f.Time = now
			l.arrived(f.ID)
			l.frames = append(l.frames, f)
		case kindDamaged:
			l.arrived(f.ID)
			l.count.Damaged.Add(1)
			l.single(packet.Verdict{ID: f.ID, Action: l.cfg.failure()})
		case kindRefused:
			l.count.Refused.Add(1)
		}
	}
}

// arrived keeps account of ids, which the kernel counts up from 1. Those before
// the first to arrive were held back while the queue was configured: they still
// wait. Later gaps are frames that the kernel could not deliver and has settled.
func (l *loop) arrived(id uint32) {
	missing := id - l.lastID - 1
	switch {
	case l.lastID != 0:
		l.count.Overruns.Add(uint64(missing))
	case missing > 0:
		l.count.Unanswered.Add(uint64(missing))
		l.socket.out = appendVerdictBatch(l.socket.out, l.cfg.Queue, packet.Verdict{ID: id - 1, Action: l.cfg.failure()})
	}
	l.lastID = id
}

// answer has the judge judge the collected frames and sends the verdicts.
func (l *loop) answer(now time.Time) error {
	said, ok := l.ask(now)
	if !ok {
		return l.sendAll(l.ledger.fail(l.frames), false)
	}
	return l.sendAll(l.ledger.settle(now, l.frames, said))
}

// ask calls the judge. A panic of it is counted, logged and survived: frames of a
// gateway can't wait for a restart. The panic's value may quote a packet, so only
// its type and the stack are logged.
func (l *loop) ask(now time.Time) (said []packet.Verdict, ok bool) {
	l.judging.Store(l.age(now))
	defer func() {
		l.judging.Store(0)
		if p := recover(); p != nil {
			l.count.Panics.Add(1)
			slog.Error("judge panicked", "queue", l.cfg.Queue, "frames", len(l.frames), "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			said, ok = nil, false
		}
	}()
	l.verdicts = l.judge.Judge(now, l.frames, l.verdicts[:0])
	return l.verdicts, true
}

// age is how many nanoseconds after the loop began now is, above 0. The machine's clock may be
// set meanwhile: Unix time would make a judge look stuck that is not.
func (l *loop) age(now time.Time) int64 { return max(1, int64(now.Sub(l.born))) }

// sendAll sends verdicts. Where they are in order, runs of equal ones become one
// message: the last one's, for all up to it.
func (l *loop) sendAll(verdicts []packet.Verdict, inOrder bool) error {
	for len(verdicts) > 0 {
		run := 1
		if inOrder {
			run = alike(verdicts)
		}
		l.tally(verdicts[0].Action, run)
		if run == 1 {
			l.single(verdicts[0])
		} else {
			l.socket.out = appendVerdictBatch(l.socket.out, l.cfg.Queue, verdicts[run-1])
		}
		if err := l.sendIfFull(); err != nil {
			return err
		}
		verdicts = verdicts[run:]
	}
	l.onHold.Store(int64(len(l.ledger.held)))
	return l.socket.send()
}

func (l *loop) single(v packet.Verdict) {
	l.socket.out = appendVerdict(l.socket.out, l.cfg.Queue, v)
}

func (l *loop) sendIfFull() error {
	if len(l.socket.out) < sendLimit {
		return nil
	}
	return l.socket.send()
}

// alike is how many verdicts from the first on one batch message can stand for.
func alike(verdicts []packet.Verdict) int {
	first := verdicts[0]
	n := 1
	for first.Action != packet.Replace && n < len(verdicts) {
		v := verdicts[n]
		if v.Action != first.Action || v.SetMark != first.SetMark || v.Mark != first.Mark {
			break
		}
		n++
	}
	return n
}

func (l *loop) tally(a packet.Action, n int) {
	counter := &l.count.Dropped
	switch a {
	case packet.Accept:
		counter = &l.count.Accepted
	case packet.Replace:
		counter = &l.count.Replaced
	case packet.Repeat:
		counter = &l.count.Repeated
	}
	counter.Add(uint64(n))
}

// onDeadline lets the judge act on time alone, and answers what was held too long.
func (l *loop) onDeadline(now time.Time) error {
	l.frames = l.frames[:0]
	due := l.judge.Deadline()
	if !due.IsZero() && !now.Before(due) {
		return l.answer(now)
	}
	return l.sendAll(l.ledger.settle(now, nil, nil))
}

// untilDeadline is how long to wait for frames: never so short that a deadline
// that a judge leaves in the past would keep the thread spinning.
func (l *loop) untilDeadline() time.Duration {
	due := l.judge.Deadline()
	if due.IsZero() {
		return idle
	}
	return min(max(time.Until(due), time.Millisecond), idle)
}

// finish judges the frames that are left to read, for at most a second, and
// answers those on hold.
func (l *loop) finish() error {
	for end := time.Now().Add(time.Second); time.Now().Before(end); {
		n, err := l.socket.receive()
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
		if err := l.batch(time.Now(), n); err != nil {
			return err
		}
	}
	return l.sendAll(l.ledger.fail(nil), false)
}
