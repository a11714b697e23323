package nfqueue

import (
	"slices"
	"time"

	"sekisho/dataplane/packet"
)

// ledger sees to it that each frame gets exactly one verdict: it is given a batch
// of frames with what the judge said, and makes of it the verdicts to send.
type ledger struct {
	failure func() packet.Action // for frames without a valid verdict
	limit   time.Duration        // for frames on hold
	count   *Counters

	held     map[uint32]time.Time // frames on hold, and since when
	oldest   time.Time            // no frame is on hold since before this
	answered []bool               // by place in the batch
	out      []packet.Verdict
}

func newLedger(cfg Config, count *Counters) *ledger {
	return &ledger{failure: cfg.failure, limit: cfg.HoldLimit, count: count, held: map[uint32]time.Time{}}
}

// settle returns the verdicts to send, valid until the next call, and whether they
// answer all waiting frames in the order of their ids: only then may a batch
// verdict, which answers every older frame as well, stand for several of them.
func (l *ledger) settle(now time.Time, frames []packet.Frame, said []packet.Verdict) (out []packet.Verdict, inOrder bool) {
	before := len(l.held)
	l.open(len(frames))
	for i := range said {
		l.enter(now, frames, &said[i])
	}
	l.answerRest(frames)
	l.expire(now)
	l.count.Held.Add(int64(len(l.held) - before))
	return l.out, before == 0 && len(l.held) == 0 && ascending(l.out)
}

// fail answers a batch whose judge panicked, and all frames on hold: the judge may
// have lost track of them.
func (l *ledger) fail(frames []packet.Frame) []packet.Verdict {
	l.open(len(frames))
	l.count.Held.Add(-int64(len(l.held)))
	l.release(func(time.Time) bool { return true })
	for i := range frames {
		l.out = append(l.out, l.failing(frames[i].ID))
	}
	return l.out
}

// forget takes what is still on hold off the books: the queue is gone.
func (l *ledger) forget() {
	l.count.Held.Add(-int64(len(l.held)))
	clear(l.held)
}

func (l *ledger) open(frames int) {
	l.out = l.out[:0]
	l.answered = slices.Grow(l.answered[:0], frames)[:frames]
	clear(l.answered)
}

func (l *ledger) enter(now time.Time, frames []packet.Frame, v *packet.Verdict) {
	if _, waits := l.held[v.ID]; waits {
		l.enterHeld(v)
		return
	}
	i := place(frames, v.ID)
	switch {
	case i < 0:
		l.count.Unknown.Add(1)
	case l.answered[i]:
		l.count.Doubled.Add(1)
	case v.Action == packet.Hold:
		l.answered[i] = true
		l.hold(now, v.ID)
	default:
		l.answered[i] = true
		l.emit(v)
	}
}

func (l *ledger) enterHeld(v *packet.Verdict) {
	if v.Action == packet.Hold {
		return
	}
	delete(l.held, v.ID)
	l.emit(v)
}

func (l *ledger) hold(now time.Time, id uint32) {
	if len(l.held) == 0 {
		l.oldest = now
	}
	l.held[id] = now
}

// emit passes a verdict on, unless the kernel could not take it. A replacement
// that can't be sent becomes a drop: what it stands for must not pass.
func (l *ledger) emit(v *packet.Verdict) {
	switch v.Action {
	case packet.Accept, packet.Drop, packet.Repeat:
		l.out = append(l.out, *v)
	case packet.Replace:
		l.emitReplacement(v)
	default:
		l.count.Unanswered.Add(1)
		l.out = append(l.out, l.failing(v.ID))
	}
}

func (l *ledger) emitReplacement(v *packet.Verdict) {
	if len(v.Data) > 0 && len(v.Data) <= maxReplacement {
		l.out = append(l.out, *v)
		return
	}
	l.count.Unanswered.Add(1)
	l.out = append(l.out, packet.Verdict{ID: v.ID, Action: packet.Drop})
}

func (l *ledger) answerRest(frames []packet.Frame) {
	for i, done := range l.answered {
		if !done {
			l.count.Unanswered.Add(1)
			l.out = append(l.out, l.failing(frames[i].ID))
		}
	}
}

// expire answers frames that have been on hold for too long. It looks at them only
// when the oldest may be due, so that holding costs nothing a batch.
func (l *ledger) expire(now time.Time) {
	if len(l.held) == 0 || now.Sub(l.oldest) < l.limit {
		return
	}
	before := len(l.held)
	l.release(func(since time.Time) bool { return now.Sub(since) >= l.limit })
	l.count.Expired.Add(uint64(before - len(l.held)))
	l.oldest = now
	for _, since := range l.held {
		if since.Before(l.oldest) {
			l.oldest = since
		}
	}
}

// release answers the frames on hold that due picks, oldest id first.
func (l *ledger) release(due func(since time.Time) bool) {
	var ids []uint32
	for id, since := range l.held {
		if due(since) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, compareIDs)
	for _, id := range ids {
		delete(l.held, id)
		l.out = append(l.out, l.failing(id))
	}
}

func (l *ledger) failing(id uint32) packet.Verdict {
	return packet.Verdict{ID: id, Action: l.failure()}
}

// place finds a frame in its batch, -1 if it is not there. Ids mostly have no gaps.
func place(frames []packet.Frame, id uint32) int {
	if len(frames) == 0 {
		return -1
	}
	if i := id - frames[0].ID; i < uint32(len(frames)) && frames[i].ID == id {
		return int(i)
	}
	return slices.IndexFunc(frames, func(f packet.Frame) bool { return f.ID == id })
}

// compareIDs orders ids as the kernel does, across their wrap at 2^32.
func compareIDs(a, b uint32) int { return int(int32(a - b)) }

func ascending(verdicts []packet.Verdict) bool {
	for i := 1; i < len(verdicts); i++ {
		if compareIDs(verdicts[i-1].ID, verdicts[i].ID) >= 0 {
			return false
		}
	}
	return true
}
