package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"sekisho/configs"
)

// The appliance is two processes: the dataplane, which enforces, and the admin process, which
// talks to people. Neither needs the other to do its own work. This process starts
// both, starts again the one that dies, and ends both.

const (
	// stopTime is how long a process may take to end before it is killed.
	stopTime = 15 * time.Second
	// restartMin and restartMax bound the wait before a process that died is started again.
	restartMin = 100 * time.Millisecond
	restartMax = time.Second
	// steadyTime is how long a process must have run for its death to count as the first.
	steadyTime = 10 * time.Second
)

// runCommand is the appliance.
func runCommand(ctx context.Context, e *env, args []string) int {
	fs := e.flags("run", "--config FILE", "sekisho run --config /etc/sekisho/sekisho.yaml")
	path := fs.String("config", "", "the appliance's configuration `file`")
	if status, done := e.parse(fs, args); done {
		return status
	}
	config, status, ok := e.config("run", *path, fs.Args())
	if !ok {
		return status
	}
	s := supervisor{path: *path, out: e.stderr, log: slog.New(slog.NewTextHandler(e.stderr, nil))}
	if err := s.run(ctx, config); err != nil {
		return e.fail("run: %v", err)
	}
	return 0
}

type supervisor struct {
	path string // of the configuration
	out  io.Writer
	log  *slog.Logger
}

// run keeps both processes until ctx ends, or until the dataplane says that it can't work. The admin process ends
// first: the dataplane stores the end of its audit log.
func (s *supervisor) run(ctx context.Context, c configs.Config) error {
	admin, err := prepareAdmin(c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	dataplane := &child{name: "dataplane", attr: &syscall.SysProcAttr{}, fatal: true}
	people := &child{name: "admin", attr: &syscall.SysProcAttr{Credential: admin.credential()}}
	enforcing, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	ended := make(chan error, 2)
	start := func(ctx context.Context, p *child) {
		p.signals = make(chan os.Signal, 1)
		go func() { ended <- s.keep(ctx, p) }()
	}
	start(enforcing, dataplane)
	start(ctx, people)
	for left := 2; left > 0; {
		select {
		case signal := <-hup:
			dataplane.send(signal) // the admin process reads nothing again, and would end by it
		case e := <-ended:
			err = errors.Join(err, e)
			left--
			cancel() // only the dataplane ends by itself
			stop()
		}
	}
	return err
}

// child is one of the two processes.
type child struct {
	name string
	attr *syscall.SysProcAttr
	// fatal: that it exits with an error ends the appliance.
	fatal   bool
	signals chan os.Signal // to pass on
}

func (p *child) send(sig os.Signal) {
	select {
	case p.signals <- sig:
	default: // one of the same kind is on its way
	}
}

// keep runs a process, again and again, until ctx ends. Its thread stays with it: the kernel
// takes the death of the thread that started a process for the death of its parent.
func (s *supervisor) keep(ctx context.Context, p *child) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for wait := restartMin; ; {
		began := time.Now()
		err := s.once(ctx, p)
		if ctx.Err() != nil {
			return err
		}
		var exit *exec.ExitError
		if p.fatal && (!errors.As(err, &exit) || exit.Exited()) {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if time.Since(began) > steadyTime {
			wait = restartMin
		}
		s.log.Error("a process ended; starting it again", "process", p.name, "error", err, "after", wait)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		wait = min(2*wait, restartMax)
	}
}

// once runs a process until it ends. When ctx does, the process is told to.
func (s *supervisor) once(ctx context.Context, p *child) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, program, p.name, "--config", s.path)
	cmd.Stdout, cmd.Stderr = s.out, s.out
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = stopTime
	attr := *p.attr
	// What enforces must not outlive the one who would start it anew: then
	// on_failure says what the kernel does, as for any other crash.
	attr.Pdeathsig = syscall.SIGKILL
	cmd.SysProcAttr = &attr
	if err := cmd.Start(); err != nil {
		return err
	}
	over := make(chan struct{})
	defer close(over)
	go func() {
		for {
			select {
			case sig := <-p.signals:
				cmd.Process.Signal(sig)
			case <-over:
				return
			}
		}
	}()
	err = cmd.Wait()
	if ctx.Err() != nil && (err == nil || errors.Is(err, ctx.Err()) || terminated(err)) {
		return nil
	}
	if err == nil {
		err = errors.New("it ended without being asked to")
	}
	return err
}

// terminated reports whether a process was ended by SIGTERM itself: it was told to end before it listened for that,
// so that nothing had begun.
func terminated(err error) bool {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGTERM
}
