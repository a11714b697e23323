package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"sekisho/configs"
	"sekisho/dataplane/netlab"
)

// open lets the admin process's user run the program and read its configuration, as it can
// where they are installed.
func (g *gateway) open() {
	g.t.Helper()
	for dir := g.dir; dir != filepath.Clean(os.TempDir()); dir = filepath.Dir(dir) {
		g.must(os.Chmod(dir, 0o755))
	}
	program, err := os.ReadFile(g.program)
	g.must(err)
	g.program = g.path("sekisho")
	g.must(os.WriteFile(g.program, program, 0o755))
	g.must(os.Chmod(g.path("sekisho.yaml"), 0o644))
}

// children finds the processes that sekisho run has started, by their command.
func (g *gateway) children() map[string]int {
	g.t.Helper()
	found := map[string]int{}
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", g.process.Cmd.Process.Pid))
	g.must(err)
	for _, list := range lists {
		b, _ := os.ReadFile(list) // the thread may have ended
		for _, word := range strings.Fields(string(b)) {
			pid, _ := strconv.Atoi(word)
			args, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
			if words := strings.Split(string(args), "\x00"); len(words) > 1 {
				found[words[1]] = pid
			}
		}
	}
	return found
}

// another waits for a process of this name other than the one that was.
func (g *gateway) another(name string, was int) (pid int) {
	g.t.Helper()
	g.wait("another "+name, func() bool {
		pid = g.children()[name]
		return pid != 0 && pid != was
	})
	return pid
}

func (g *gateway) kill(pid int) {
	g.t.Helper()
	g.must(syscall.Kill(pid, syscall.SIGKILL))
}

// What sekisho run starts: two processes, of which the one that talks to people has no privilege at
// all, and neither's death is the other's.
func TestRunSupervises(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.subcommand = "run"
	g.echo(g.Outside[0], 7)
	g.open()
	g.up()
	admin := g.another("admin", 0)
	dataplane := g.another("dataplane", 0)
	g.wait("an admin process without privileges", func() bool {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", admin))
		g.must(err)
		s := string(b)
		return strings.Contains(s, "\nUid:\t65533\t65533\t65533\t65533\n") && strings.Contains(s, "\nGid:\t65533\t65533\t65533\t65533\n") &&
			strings.Contains(s, "\nGroups:\t \n") && strings.Contains(s, "\nCapEff:\t0000000000000000\n") &&
			strings.Contains(s, "\nCapPrm:\t0000000000000000\n") && strings.Contains(s, "\nNoNewPrivs:\t1\n")
	})

	c := g.dial(g.Outside[0].IPv4(), 7)
	g.must(talk(c, "before\n", patience))
	g.kill(admin)
	g.must(talk(c, "no admin process\n", patience))
	admin = g.another("admin", admin)

	g.must(g.process.Signal(syscall.SIGHUP))
	g.waitLog("policy unchanged")
	g.kill(dataplane)
	g.another("dataplane", dataplane)
	g.wait("enforcement", func() bool { _, err := g.status(); return err == nil })
	if err := talk(g.dial(g.Outside[0].IPv6(), 7), customerList(40), patience); !refused(err) {
		t.Errorf("the list after the dataplane was killed: %v", err)
	}
	if now := g.children()["admin"]; now != admin {
		t.Errorf("the admin process was %d and is %d", admin, now)
	}
	left := g.children()
	g.down()
	g.gone(left)
}

// An admin process that is told to end while it begins has not failed: the appliance would say that it had.
func TestAdminEndsAsItBegins(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "sekisho.yaml")
	must(t, os.WriteFile(path, []byte("state_dir: "+dir+"\n"), 0o600))
	config, err := configs.Load(path)
	must(t, err)
	must(t, os.Mkdir(adminDir(config), 0o700))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (&env{stderr: t.Output()}).serveAdmin(ctx, config); err != nil {
		t.Error(err)
	}
}

// A process that is told to end before it has taken note that it might be has not failed; one that is killed has.
func TestTerminated(t *testing.T) {
	for signal, want := range map[syscall.Signal]bool{syscall.SIGTERM: true, syscall.SIGKILL: false} {
		cmd := exec.Command("sleep", "600")
		must(t, cmd.Start())
		must(t, cmd.Process.Signal(signal))
		if err := cmd.Wait(); terminated(err) != want {
			t.Errorf("%v: %v", signal, err)
		}
	}
	if err := exec.Command("false").Run(); err == nil || terminated(err) {
		t.Errorf("exit: %v", err)
	}
}

// gone waits until none of the processes is left.
func (g *gateway) gone(pids map[string]int) {
	g.t.Helper()
	for name, pid := range pids {
		g.wait("the end of "+name, func() bool { return ended(pid) })
	}
}

// ended reports whether a process is gone, or waits only for the machine's first process to take note.
func ended(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, state, _ := strings.Cut(string(stat), ") ")
	return err != nil || strings.HasPrefix(state, "Z")
}

// A supervisor that is killed takes both with it: what the kernel then does is what on_failure says.
func TestKilledSupervisor(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.subcommand = "run"
	g.open()
	g.up()
	g.another("admin", 0)
	left := g.children()
	g.must(g.process.Signal(syscall.SIGKILL)) // it alone
	g.process.Wait()
	if len(left) != 2 {
		t.Errorf("it had started %v", left)
	}
	g.gone(left)
}

// A configuration that the dataplane can't work with ends the appliance, with the reason.
func TestRunEndsWithTheDataplanesReason(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.must(g.policy([]byte("version: 1\nrulez: []\n")))
	cmd := g.command("run", "--config", g.path("sekisho.yaml"))
	cmd.Stdout, cmd.Stderr = g.logs, g.logs
	p, err := g.Gateway.Start(cmd)
	g.must(err)
	if err := p.Wait(); err == nil || !strings.Contains(g.logs.String(), "policy.yaml:2") {
		t.Errorf("%v\n%s", err, g.logs)
	}
}
