package nfqueue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/packet"
)

// Judge decides on frames. One goroutine at a time calls it.
type Judge interface {
	// Judge answers each of frames with exactly one verdict, packet.Hold to defer
	// it, and may append verdicts for frames held earlier. It appends to verdicts
	// and returns the result; nothing of frames may be kept.
	Judge(now time.Time, frames []packet.Frame, verdicts []packet.Verdict) []packet.Verdict
	// Deadline is when Judge wants to be called again even with no frame; the zero
	// time is never. Calls with frames come without regard to it.
	Deadline() time.Time
}

// Config says how to serve a queue. Zero values mean the defaults named.
type Config struct {
	// Queue is the queue's number in this network namespace.
	Queue uint16
	// FailOpenOverload lets frames pass that find the queue full; otherwise they are dropped.
	FailOpenOverload bool
	// OnFailure, packet.Accept or packet.Drop, is the verdict for frames that the
	// judge panicked on, left unanswered or held past HoldLimit.
	OnFailure packet.Action
	// Live, where it is set, says what the two above are at the moment: they may change while the queue is served. It must be
	// fast, and safe for concurrent use.
	Live func() (onFailure packet.Action, failOpenOverload bool)
	// MaxLen is how many frames the kernel queues at most; 8192.
	MaxLen uint32
	// BufferBytes is the socket's receive buffer, which holds queued frames until
	// they are read; 64 MiB.
	BufferBytes int
	// HoldLimit is how long a frame may be on hold; 5 s.
	HoldLimit time.Duration
	// StuckAfter is how long one call of the judge may take; 10 s.
	StuckAfter time.Duration
	// Bound, where it is set, is called once, when the queue is bound: from then on
	// every frame finds somebody.
	Bound func()
}

func (c Config) withDefaults() Config {
	orUint32 := func(v *uint32, d uint32) {
		if *v == 0 {
			*v = d
		}
	}
	orUint32(&c.MaxLen, 8192)
	if c.BufferBytes == 0 {
		c.BufferBytes = 64 << 20
	}
	if c.HoldLimit == 0 {
		c.HoldLimit = 5 * time.Second
	}
	if c.StuckAfter == 0 {
		c.StuckAfter = 10 * time.Second
	}
	return c
}

// failure is the verdict for frames that get none of the judge.
func (c *Config) failure() packet.Action {
	if c.Live == nil {
		return c.OnFailure
	}
	action, _ := c.Live()
	return action
}

func (c *Config) failOpen() bool {
	if c.Live == nil {
		return c.FailOpenOverload
	}
	_, open := c.Live()
	return open
}

func (c Config) check() error {
	if f := c.failure(); f != packet.Accept && f != packet.Drop {
		return fmt.Errorf("verdict on failure is neither accept nor drop")
	}
	return nil
}

var (
	// ErrStuck: a call of the judge has not returned. The queue has been let go of,
	// so that the kernel does what its rule says without a listener; the judge's
	// goroutine is lost, and the process should end.
	ErrStuck = errors.New("the judge does not return")
	errLost  = errors.New("the kernel no longer delivers to this queue")
)

// Run serves a queue of the calling thread's network namespace until ctx ends,
// and reopens it when the kernel loses it. It returns nil after ctx ended, ErrStuck,
// or why the queue could not be opened the first time. Several Runs may share count.
func Run(ctx context.Context, cfg Config, j Judge, count *Counters) error {
	cfg = cfg.withDefaults()
	if err := cfg.check(); err != nil {
		return fmt.Errorf("serve queue %d: %w", cfg.Queue, err)
	}
	runtime.LockOSThread() // sockets and /proc are opened in this thread's namespace
	defer runtime.UnlockOSThread()
	proc, err := openProc()
	if err != nil {
		return fmt.Errorf("serve queue %d: %w", cfg.Queue, err)
	}
	defer proc.Close()
	s, err := openSocket(cfg)
	if err == nil && cfg.Bound != nil {
		cfg.Bound()
	}
	for err == nil {
		err = serveOne(ctx, cfg, j, count, s, proc)
		if err == nil || errors.Is(err, ErrStuck) {
			return err
		}
		slog.Error("queue failed, reopening", "queue", cfg.Queue, "error", err)
		count.Restarts.Add(1)
		s, err = reopen(ctx, cfg)
		if s == nil && err == nil {
			return nil
		}
	}
	return err
}

// reopen tries until it succeeds or ctx ends, when it returns nil without an error.
func reopen(ctx context.Context, cfg Config) (*socket, error) {
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, 2*time.Second) {
		s, err := openSocket(cfg)
		if err == nil {
			return s, nil
		}
		slog.Error("can't reopen queue", "queue", cfg.Queue, "error", err, "retry", pause)
		select {
		case <-ctx.Done():
			return nil, nil
		case <-time.After(pause):
		}
	}
}

// serveOne runs one loop on a thread of its own and watches it. The socket is
// closed when it returns, or with a stuck judge's return.
func serveOne(ctx context.Context, cfg Config, j Judge, count *Counters, s *socket, proc *os.File) error {
	wake, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		return errors.Join(fmt.Errorf("make wake-up: %w", err), s.close())
	}
	control, err := unix.FcntlInt(uintptr(s.fd), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return errors.Join(fmt.Errorf("duplicate socket: %w", err), unix.Close(wake), s.close())
	}
	defer unix.Close(control)
	l := &loop{cfg: cfg, judge: j, count: count, born: time.Now(), socket: s, ledger: newLedger(cfg, count), wake: wake}
	w := watch{loop: l, proc: proc, control: control, failOpen: s.failOpen}
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := l.serve()
		done <- errors.Join(err, s.close(), unix.Close(wake))
	}()
	return w.until(ctx, done)
}
