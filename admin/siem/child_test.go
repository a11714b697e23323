package siem

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"sekisho/admin/siem/receiver"
	"sekisho/dataplane/netlab"
)

// childVariable has this test's program be a receiver, so that one can be killed.
const childVariable = "SEKISHO_TEST_RECEIVER"

func TestMain(m *testing.M) {
	if args := strings.Fields(os.Getenv(childVariable)); len(args) > 0 {
		go func() { // it ends with whoever started it, also while it still begins
			io.Copy(io.Discard, os.Stdin)
			os.Exit(0)
		}()
		children()[args[0]](args[1:])
		fmt.Println("ready")
		select {}
	}
	os.Exit(netlab.OnOwnLoopback(m.Run)) // receivers are on either family's loopback, which not every machine has
}

// children start receivers; arguments are of their own making.
func children() map[string]func(args []string) {
	return map[string]func([]string){"nats": runNATS, "kafka": runKafka}
}

// check ends a child that can't go on.
func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// child is a receiver in a process of its own.
type child struct {
	t    testing.TB
	args []string
	cmd  *exec.Cmd // nil: not running
}

func newChild(t testing.TB, args ...string) *child {
	c := &child{t: t, args: args}
	c.start()
	t.Cleanup(c.kill)
	return c
}

func (c *child) start() {
	c.cmd = exec.Command(os.Args[0])
	c.cmd.Env = append(os.Environ(), childVariable+"="+strings.Join(c.args, " "))
	c.cmd.Stderr = os.Stderr
	if _, err := c.cmd.StdinPipe(); err != nil { // ends with this process
		c.t.Fatal(err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("ready\n"))); err != nil {
		c.t.Fatalf("%s did not start: %v", c.args[0], err)
	}
}

// kill ends it by SIGKILL.
func (c *child) kill() {
	if c.cmd != nil {
		c.cmd.Process.Kill()
		c.cmd.Wait()
	}
	c.cmd = nil
}

// awake has it run while something is asked, and leaves it as it was.
func (c *child) awake(ask func()) {
	if c.cmd == nil {
		c.start()
		defer c.kill()
	}
	ask()
}

// freeAddress is a loopback address that nobody else gets while this process lives.
func freeAddress(t testing.TB) netip.AddrPort {
	t.Helper()
	at := netip.MustParseAddr("127.0.0.1")
	port, err := receiver.FreePort(at)
	if err != nil {
		t.Fatal(err)
	}
	return netip.AddrPortFrom(at, port)
}

// listenAgain listens where a listener was closed. A program that is being started at
// that moment holds a copy of it until it runs.
func listenAgain(t testing.TB, lc net.ListenConfig, address string) net.Listener {
	t.Helper()
	for ctx := soon(t); ; {
		ln, err := lc.Listen(ctx, "tcp", address)
		if err == nil {
			return ln
		}
		if !errors.Is(err, syscall.EADDRINUSE) || sleep(ctx, 5*time.Millisecond) != nil {
			t.Fatal(err)
		}
	}
}
