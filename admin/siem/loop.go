package siem

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/journal"
)

// loop ships to one destination. Everything but what stands below mu belongs to run.
type loop struct {
	shipper *Shipper
	entry   Entry
	pipe    *pipe
	path    string // of the cursor's file

	transport Transport // nil: none yet
	tail      *journal.Tail
	records   []journal.Record // read, and not yet in a batch
	ready     bool             // the cursor has been read, or begun
	read      uint64           // what is up to here was handed over, or left out
	sent      uint64           // the last message handed to this transport
	failures  int              // in a row
	trial     time.Time        // since when it has to live on; zero: what is confirmed counts
	saved     time.Time

	wake chan struct{} // to look at what was asked for
	over chan struct{} // closed when run has returned

	mu        sync.Mutex
	interrupt context.CancelFunc // of what is being done
	move      *uint64            // where the cursor is to go
	cursor    cursor
	state     tally
}

// Bounds of a batch and of waiting.
const (
	batchMessages = 500
	batchBytes    = 512 << 10
	readBytes     = 1 << 20
	// sendTime is what a receiver may take for a batch.
	sendTime = 60 * time.Second
	// flushTime is what it may take to confirm what it was sent.
	flushTime = 10 * time.Second
	// saveEvery bounds how often a cursor is written.
	saveEvery = 500 * time.Millisecond
	// pausedLook is how often a paused destination's backlog is looked at.
	pausedLook = 5 * time.Second
)

// run ships until ctx ends, and then has what was sent confirmed.
func (l *loop) run(ctx context.Context) {
	defer close(l.over)
	giveWay()
	for ctx.Err() == nil {
		work, done := l.begin(ctx)
		wait, idle := l.turn(work)
		done()
		l.rest(ctx, wait, idle)
	}
	l.finish()
}

// extraNice is how much nicer than the process a loop is, on Linux' scale of 40 (setpriority(2)).
const extraNice = 10

// giveWay has the goroutine, on a thread of its own until it ends, run when others don't want to: what waits in
// the journal can wait, and packets can't.
func giveWay() {
	runtime.LockOSThread()
	if p, err := unix.Getpriority(unix.PRIO_PROCESS, 0); err == nil { // 20 less the niceness
		_ = unix.Setpriority(unix.PRIO_PROCESS, unix.Gettid(), min(20-p+extraNice, 19)) // it only helps
	}
}

// begin opens a turn, which pause and move interrupt at once; the end of all, only if it
// takes long, so that what is being sent needn't be sent again.
func (l *loop) begin(ctx context.Context) (context.Context, context.CancelFunc) {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(l.shipper.options.StopTime/2, cancel) })
	l.mu.Lock()
	defer l.mu.Unlock()
	l.interrupt = cancel
	return work, func() { stop(); cancel() }
}

// rest waits, if idle only until the journal has more.
func (l *loop) rest(ctx context.Context, wait time.Duration, idle bool) {
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	var more <-chan struct{}
	if idle {
		more = l.shipper.head.after(l.read)
	}
	select {
	case <-ctx.Done():
	case <-l.wake:
	case <-more:
	case <-timer.C:
	}
}

// turn sends one batch, if there is one. It returns how long to wait then, and whether
// that is for more to be sent.
func (l *loop) turn(ctx context.Context) (wait time.Duration, idle bool) {
	if !l.ready {
		if err := l.prepare(); err != nil {
			return l.failed(err), false
		}
	}
	l.moveCursor()
	if l.paused() {
		l.halt(ctx)
		return pausedLook, false
	}
	if wait := time.Until(l.trial.Add(l.shipper.options.Quiet)); !l.trial.IsZero() && wait > 0 {
		return wait, false
	}
	more, err := l.ship(ctx)
	switch {
	case ctx.Err() != nil: // somebody wants something else, or it is the end
		l.rewind()
		return 0, false
	case err != nil:
		return l.failed(err), false
	}
	l.worked()
	l.save(false)
	if more {
		return 0, false
	}
	o := &l.shipper.options
	if !l.trial.IsZero() {
		return min(o.Settle, o.Probation), true
	}
	return o.Settle, true
}

// ship sends one batch, and moves the cursor to what has arrived.
func (l *loop) ship(ctx context.Context) (more bool, err error) {
	b, err := l.fill()
	if err == nil {
		err = l.send(ctx, b)
	}
	if err == nil {
		err = l.settle(ctx)
	}
	return b.more, err
}

func (l *loop) paused() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cursor.Paused
}

// halt lets go of the connection.
func (l *loop) halt(ctx context.Context) {
	if l.sent > 0 && l.flush(ctx) == nil { // or else what isn't confirmed is sent again later
		l.confirm()
	}
	l.disconnect()
	l.rewind()
	l.save(true)
	l.peek()
}

// moveCursor goes where it was asked to. The transport is made anew: the old one has
// confirmed what is now to be sent again.
func (l *loop) moveCursor() {
	l.mu.Lock()
	to := l.move
	l.move = nil
	if to != nil {
		l.cursor.Sequence = *to
	}
	l.mu.Unlock()
	if to != nil || l.tail == nil {
		l.disconnect()
		l.rewind()
	}
	if to != nil {
		l.save(true)
	}
}

// rewind goes back to what the receiver is known to have. A transport on trial takes for confirmed what is now
// to be sent again.
func (l *loop) rewind() {
	if !l.trial.IsZero() {
		l.disconnect()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.read = l.cursor.Sequence
	l.trial = time.Time{}
	l.tail, l.records, l.sent = journal.After(l.shipper.options.Journal, l.read), nil, 0
	l.state.again()
}

func (l *loop) disconnect() {
	if l.transport != nil {
		l.transport.Close() // nothing is lost by it: what wasn't confirmed is sent again
	}
	l.transport, l.sent = nil, 0
}

// send hands a batch over.
func (l *loop) send(ctx context.Context, b batch) error {
	if len(b.messages) > 0 {
		if err := l.handOver(ctx, b); err != nil {
			return err
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.read = b.read
	l.cursor.Counts.LeftOut += b.leftOut
	l.cursor.Counts.Dropped += b.broken
	if b.gap.Events > 0 {
		l.state.pending = append(l.state.pending, b.gap.Gap)
	}
	l.state.passed(b)
	return nil
}

func (l *loop) handOver(ctx context.Context, b batch) error {
	if l.transport == nil {
		t, err := l.pipe.connect()
		if err != nil {
			return err
		}
		l.transport = t
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	l.note(b)
	err := l.transport.Send(ctx, b.messages)
	var refused *Rejected
	if err != nil && !errors.As(err, &refused) {
		return fmt.Errorf("send: %w", err)
	}
	l.sent = b.last()
	if refused != nil {
		l.refused(refused)
	}
	return nil
}

// note counts what may be there already.
func (l *loop) note(b batch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, m := range b.messages {
		if m.Sequence <= l.cursor.Sent {
			l.cursor.Counts.Repeated++
		}
	}
	l.cursor.Sent = max(l.cursor.Sent, b.last())
	l.cursor.Counts.Sent += uint64(len(b.messages))
}

// settle moves the cursor to what is confirmed, and asks for that once it has been waited
// for long enough.
func (l *loop) settle(ctx context.Context) error {
	if l.trial.IsZero() {
		l.confirm()
	} else if err := l.tried(ctx); err != nil {
		return err
	}
	if l.transport == nil || !l.trial.IsZero() || !l.overdue() {
		return nil
	}
	if err := l.flush(ctx); err != nil {
		return err
	}
	if _, ok := l.transport.(watched); ok {
		l.trial = time.Now()
		return nil
	}
	l.confirm()
	return nil
}

// tried lets the cursor go on after a flush, once the receiver has lived on for long enough.
func (l *loop) tried(ctx context.Context) error {
	if w, ok := l.transport.(watched); ok {
		if err := w.Alive(ctx); err != nil {
			return err
		}
	}
	if time.Since(l.trial) >= l.shipper.options.Probation {
		l.trial = time.Time{}
		l.confirm()
	}
	return nil
}

func (l *loop) flush(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, flushTime)
	defer cancel()
	if err := l.transport.Flush(ctx); err != nil {
		return fmt.Errorf("wait for what was sent to arrive: %w", err)
	}
	return nil
}

// confirm moves the cursor to what the receiver is known to have; behind the last message
// that it was sent stands what was left out.
func (l *loop) confirm() {
	to := l.read
	if l.transport != nil {
		if c := l.transport.Confirmed(); c < l.sent {
			to = c
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if to > l.cursor.Sequence {
		l.cursor.Sequence = to
	}
	l.state.confirmed(&l.cursor)
}

// overdue tells whether what was sent has waited for its confirmation long enough.
func (l *loop) overdue() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.state.waiting
	return len(w) > 0 && l.sent > l.cursor.Sequence && time.Since(w[0].sent) >= l.shipper.options.Settle
}

// save keeps the cursor, now or when it is time to.
func (l *loop) save(now bool) {
	if !now && time.Since(l.saved) < saveEvery {
		return
	}
	l.mu.Lock()
	c := l.cursor
	dirty := l.state.dirty(c)
	l.mu.Unlock()
	if !dirty {
		return
	}
	err := c.save(l.path)
	l.saved = time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state.keeping(c, err)
}

// failed goes back to what is confirmed, and says when to try again: back-off that doubles,
// with full jitter, so that many gateways don't come back at one moment.
func (l *loop) failed(err error) time.Duration {
	if l.ready {
		l.rewind()
		l.save(false)
	}
	l.failures++
	o := &l.shipper.options
	limit := min(o.RetryMax, o.RetryMin<<min(l.failures, 20))
	wait := o.RetryMin/2 + rand.N(limit)
	var later *Later
	if errors.As(err, &later) {
		wait = max(wait, min(later.After, o.RetryMax))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state.fail(err, wait)
	return wait
}

func (l *loop) worked() {
	l.failures = 0
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state.since, l.state.retryAt = time.Time{}, time.Time{}
}

// refused counts what the receiver won't ever take.
func (l *loop) refused(r *Rejected) {
	l.shipper.options.Log.Error("a receiver refuses events for good", "destination", l.entry.Name, "events", r.Dropped(), "error", plain(r))
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cursor.Counts.Dropped += uint64(r.Dropped())
	l.state.trouble, l.state.troubleAt = plain(r), time.Now()
}

// finish has what was sent confirmed, unless the receiver is in trouble, and keeps the
// cursor.
func (l *loop) finish() {
	ctx, cancel := context.WithTimeout(context.Background(), l.shipper.options.StopTime)
	defer cancel()
	if l.transport != nil {
		if l.failures == 0 && l.sent > 0 && l.flush(ctx) == nil {
			l.confirm()
		}
		l.disconnect()
	}
	l.save(true)
}

// plain makes one line of an error, of bounded length.
func plain(err error) string {
	text := strings.Join(strings.FieldsFunc(strings.ToValidUTF8(err.Error(), "?"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if len(text) > 500 {
		text = strings.ToValidUTF8(text[:500], "") + "…"
	}
	return text
}
