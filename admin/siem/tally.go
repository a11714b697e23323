package siem

import (
	"math"
	"slices"
	"time"
)

// tally is how a loop does, beside its cursor.
type tally struct {
	waiting []handed // batches that were handed over and are not confirmed, oldest first
	pending []Gap    // that were told of in those
	next    time.Time
	// trouble is the last error, and since when there is nothing but errors; zero: it works.
	trouble          string
	troubleAt, since time.Time
	retryAt          time.Time
	// keeping is what keeps the cursor from being kept; "": nothing.
	keepTrouble string
	kept        cursor
	damaged     uint64
	rate        rate
	alerts      alerts
}

// handed is a batch that waits to be confirmed.
type handed struct {
	last   uint64
	oldest time.Time // of its events
	sent   time.Time
}

// passed notes that a batch was handed over.
func (t *tally) passed(b batch) {
	now := time.Now()
	t.next = time.Time{}
	if len(b.messages) > 0 {
		t.waiting = append(t.waiting, handed{b.last(), b.oldest, now})
		t.rate.add(len(b.messages), now)
	}
}

// confirmed drops what waits no longer. Gaps whose message has arrived are told.
func (t *tally) confirmed(c *cursor) {
	for len(t.waiting) > 0 && t.waiting[0].last <= c.Sequence {
		t.waiting = t.waiting[1:]
	}
	for len(t.pending) > 0 && t.pending[0].place <= c.Sequence {
		c.note(t.pending[0])
		t.pending = t.pending[1:]
	}
}

// note remembers a gap. Those of one day are added up; one that was told of again, because its batch was sent
// again, counts once.
func (c *cursor) note(g Gap) {
	n := len(c.Gaps)
	if n == 0 || c.Gaps[n-1].At.UTC().YearDay() != g.At.UTC().YearDay() {
		c.Gaps = append(slices.Clip(c.Gaps), g)
		c.Gaps = c.Gaps[max(len(c.Gaps)-maxGaps, 0):]
		return
	}
	c.Gaps = slices.Clone(c.Gaps)
	if last := &c.Gaps[n-1]; g.From > last.To {
		last.To, last.Events = g.To, last.Events+g.Events
		last.Loss = last.plus(g.Loss)
	}
}

func (l Loss) plus(o Loss) Loss {
	return Loss{l.Allow + o.Allow, l.Log + o.Log, l.Block + o.Block, l.Other + o.Other, l.Unknown + o.Unknown}
}

// again: what isn't confirmed will be sent again.
func (t *tally) again() {
	if len(t.waiting) > 0 {
		t.next = t.waiting[0].oldest
	}
	t.waiting, t.pending = nil, nil
}

func (t *tally) fail(err error, wait time.Duration) {
	now := time.Now()
	t.trouble, t.troubleAt, t.retryAt = plain(err), now, now.Add(wait)
	if t.since.IsZero() {
		t.since = now
	}
}

// dirty tells whether a cursor has anything that isn't kept.
func (t *tally) dirty(c cursor) bool {
	k := t.kept
	return c.Sequence != k.Sequence || c.Sent != k.Sent || c.Paused != k.Paused || c.Counts != k.Counts || !slices.Equal(c.Gaps, k.Gaps)
}

func (t *tally) keeping(c cursor, err error) {
	t.keepTrouble = ""
	if err != nil {
		t.keepTrouble = plain(err)
		return
	}
	t.kept = c
}

// lag is the age of the oldest event that the receiver isn't known to have; 0: it has all.
func (t *tally) lag(now time.Time) time.Duration {
	oldest := t.next
	if len(t.waiting) > 0 && (oldest.IsZero() || t.waiting[0].oldest.Before(oldest)) {
		oldest = t.waiting[0].oldest
	}
	if oldest.IsZero() {
		return 0
	}
	return max(now.Sub(oldest), 0)
}

// rate is a number of messages a second, which counts the last minute most.
type rate struct {
	perSecond float64
	at        time.Time
}

const rateTime = 60 // seconds in which what was weighs a third

func (r *rate) add(n int, now time.Time) {
	r.perSecond = r.now(now) + float64(n)/rateTime
	r.at = now
}

func (r *rate) now(now time.Time) float64 {
	if r.at.IsZero() {
		return 0
	}
	return r.perSecond * math.Exp(-max(now.Sub(r.at).Seconds(), 0)/rateTime)
}

// ahead notes the time of the oldest event that is to be sent next.
func (l *loop) ahead(at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state.next = at
}

// peek looks at what a paused destination has waiting.
func (l *loop) peek() {
	var oldest time.Time
	if r, err := l.next(); err == nil && r != nil {
		oldest = r.Time
	}
	l.rewind()
	l.ahead(oldest)
}

func (l *loop) damaged(n uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state.damaged += n
}
