package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"sekisho/configs"
)

// adminProcess is an admin process on this machine, for an appliance that runs in a lab: it needs
// no network but loopback, and of the appliance only its files and its socket.
type adminProcess struct {
	cmd *exec.Cmd
	// greeting is what it says on the console: address, certificate, setup token.
	greeting string
}

// greetingTime is how long it may take until it greets. It is only there to fail.
const greetingTime = time.Minute

// startAdmin starts it as the user that it has in an installed appliance, and waits for its greeting.
func (o *office) startAdmin(ctx context.Context) (*adminProcess, error) {
	c, err := configs.Load(o.path("sekisho.yaml"))
	if err != nil {
		return nil, err
	}
	account, err := prepareAdmin(c)
	if err != nil {
		return nil, err
	}
	if err := o.letIn(); err != nil {
		return nil, err
	}
	console := &console{said: make(chan struct{})}
	cmd := exec.CommandContext(ctx, o.path("sekisho"), "admin", "--config", o.path("sekisho.yaml"))
	cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), o.environ...), o.log, console
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = stopTime
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: account.credential()}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the admin process: %w", err)
	}
	a := &adminProcess{cmd: cmd}
	select {
	case <-console.said:
		a.greeting = console.greeting()
		return a, nil
	case <-time.After(greetingTime):
		err := a.stop()
		return nil, fmt.Errorf("the admin process did not greet: %w: %s", err, console.all())
	}
}

// freeLoopback is the usual address of the administration, or where that is taken one that is free.
func freeLoopback() (string, error) {
	l, err := net.Listen("tcp", configs.Default().Admin.Listen.String())
	if errors.Is(err, syscall.EADDRINUSE) {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return "", fmt.Errorf("find a port for the administration: %w", err)
	}
	return l.Addr().String(), l.Close()
}

// letIn lets the admin process's user read what it would find in /etc and /usr/bin.
func (o *office) letIn() error {
	program, err := os.ReadFile(o.program)
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(o.path("sekisho"), program, 0o755),
		os.Chmod(o.path("sekisho.yaml"), 0o644),
		os.Chmod(o.dir, 0o755),
	)
}

func (a *adminProcess) stop() error {
	a.cmd.Process.Signal(syscall.SIGTERM)
	err := a.cmd.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// console collects what a process says until it has greeted.
type console struct {
	mu    sync.Mutex
	text  bytes.Buffer
	said  chan struct{}
	close sync.Once
}

// greetingMark begins each line of the greeting.
const greetingMark = "sekisho admin: "

func (c *console) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text.Write(p)
	if strings.Contains(c.text.String(), "use this token once") {
		c.close.Do(func() { close(c.said) })
	}
	return len(p), nil
}

func (c *console) all() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.String()
}

func (c *console) greeting() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var lines []string
	for line := range strings.Lines(c.text.String()) {
		if said, ok := strings.CutPrefix(line, greetingMark); ok {
			lines = append(lines, "\n  "+strings.TrimSpace(said))
		}
	}
	return strings.Join(lines, "")
}
