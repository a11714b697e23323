package nfqueue

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

const (
	lookEvery = time.Second
	// A queue counts as lost after as many looks in a row at frames that wait in the
	// kernel while none arrives at a loop that reads. One that does not get to read,
	// on a machine that is too busy, would lose frames by being opened anew.
	looksUntilLost = 3
)

// watch looks after one loop: whether the kernel still delivers to it, and
// whether its judge returns.
type watch struct {
	loop *loop
	proc *os.File
	// control is a duplicate of the loop's socket: the loop may close its own any time.
	control int

	failOpen bool // as the kernel was told

	kernel kernelQueue // at the last look
	latest uint32
	empty  uint64
	silent int // looks in a row that found frames waiting and none arriving
}

// until watches until the loop is done or has to be given up.
func (w *watch) until(ctx context.Context, done <-chan error) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	defer func() { w.loop.count.Waiting.Add(-int64(w.kernel.waiting)) }()
	for {
		select {
		case err := <-done:
			return err
		case <-ctx.Done():
			return w.end(done)
		case <-tick.C:
		}
		if err := w.look(); err != nil {
			if errors.Is(err, ErrStuck) {
				return err
			}
			return errors.Join(err, w.end(done))
		}
	}
}

// end stops the loop and waits for it, for as long as a judge may take.
func (w *watch) end(done <-chan error) error {
	w.stop()
	select {
	case err := <-done:
		return err
	case <-time.After(w.loop.cfg.StuckAfter + time.Second):
		return w.giveUp()
	}
}

func (w *watch) stop() {
	w.loop.stop.Store(true)
	var one [8]byte
	binary.NativeEndian.PutUint64(one[:], 1)
	_, _ = unix.Write(w.loop.wake, one[:]) // fails only when the loop has ended already
}

// giveUp takes the queue from a loop that its judge keeps. The loop closes its
// socket itself, should the judge ever return.
func (w *watch) giveUp() error {
	w.loop.stop.Store(true)
	unbind := appendUnbind(nil, w.loop.cfg.Queue)
	err := unix.Sendto(w.control, unbind, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK})
	return errors.Join(ErrStuck, err)
}

func (w *watch) look() error {
	if since := w.loop.judging.Load(); since != 0 && time.Duration(w.loop.age(time.Now())-since) > w.loop.cfg.StuckAfter {
		return w.giveUp()
	}
	kernel, found, err := look(w.proc, w.loop.cfg.Queue)
	if err != nil {
		return err
	}
	if !found || kernel.portID != uint64(w.loop.socket.portID) {
		return errLost
	}
	if err := w.follow(); err != nil {
		return err
	}
	w.account(kernel)
	if w.silent >= looksUntilLost {
		return errLost
	}
	return nil
}

// follow tells the kernel when frames that find the queue full are to be treated otherwise.
func (w *watch) follow() error {
	open := w.loop.cfg.failOpen()
	if open == w.failOpen {
		return nil
	}
	w.failOpen = open
	return unix.Sendto(w.control, appendFailOpen(nil, w.loop.cfg.Queue, open), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK})
}

// account adds what the kernel counted since the last look. Frames on hold wait
// in the kernel too, and rightly.
func (w *watch) account(kernel kernelQueue) {
	count := w.loop.count
	count.KernelDropped.Add(kernel.dropped - w.kernel.dropped)
	count.UserDropped.Add(kernel.userDropped - w.kernel.userDropped)
	count.Waiting.Add(int64(kernel.waiting) - int64(w.kernel.waiting))
	latest, empty := w.loop.latest.Load(), w.loop.empty.Load()
	silent := empty != w.empty && latest == w.latest && w.loop.judging.Load() == 0 && int64(kernel.waiting) > w.loop.onHold.Load()
	w.silent++
	if !silent {
		w.silent = 0
	}
	w.kernel, w.latest, w.empty = kernel, latest, empty
}
