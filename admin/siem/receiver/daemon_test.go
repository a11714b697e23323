package receiver

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const patience = time.Minute

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// run prepares and starts a program that listens for TCP.
func run(t *testing.T, program, address string) (*Daemon, netip.AddrPort) {
	t.Helper()
	at := netip.MustParseAddr(address)
	port, err := FreePort(at)
	if err != nil {
		t.Fatal(err)
	}
	d, err := New(Options{Program: program, Dir: t.TempDir(), Address: at, TCP: port})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Kill() })
	if err := d.Start(soon(t)); err != nil {
		t.Fatal(err)
	}
	return d, netip.AddrPortFrom(at, port)
}

// say sends one framed message and waits until it is stored.
func say(t *testing.T, d *Daemon, to netip.AddrPort, text string) {
	t.Helper()
	conn, err := net.Dial("tcp", to.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	message := "<134>1 2026-11-22T09:00:00Z gateway sekisho - - - " + text
	if _, err := fmt.Fprintf(conn, "%d %s", len(message), message); err != nil {
		t.Fatal(err)
	}
	for ctx := soon(t); !holds(t, d, text); time.Sleep(lookEvery) {
		if ctx.Err() != nil {
			t.Fatalf("%s never stored %q", d.options.Program, text)
		}
	}
}

func holds(t *testing.T, d *Daemon, text string) bool {
	t.Helper()
	lines, err := d.Lines()
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(lines, func(line []byte) bool { return strings.HasSuffix(string(line), text) })
}

// TestHoldsOverEnds: what is stored stays stored, and the port the same.
func TestHoldsOverEnds(t *testing.T) {
	for program := range programs() {
		for _, address := range []string{"127.0.0.1", "::1"} {
			t.Run(program+" "+address, func(t *testing.T) {
				d, at := run(t, program, address)
				say(t, d, at, "first")
				if err := d.Start(soon(t)); err == nil {
					t.Error("started twice")
				}
				for i, end := range []func() error{d.Kill, d.Stop} {
					if err := end(); err != nil {
						t.Fatal(err)
					}
					if conn, err := net.Dial("tcp", at.String()); err == nil {
						conn.Close()
						t.Error("it still listens")
					}
					if err := d.Start(soon(t)); err != nil {
						t.Fatal(err)
					}
					say(t, d, at, fmt.Sprintf("again %d", i))
				}
				if !holds(t, d, "first") {
					t.Error("the first message is gone")
				}
			})
		}
	}
}

// TestMendsHalfLines: a line that it was killed in does not run into the next.
func TestMendsHalfLines(t *testing.T) {
	d, at := run(t, "rsyslog", "127.0.0.1")
	if err := d.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.path("held"), []byte("whole\nhal"), 0o600); err != nil {
		t.Fatal(err)
	}
	if lines, err := d.Lines(); err != nil || len(lines) != 1 || string(lines[0]) != "whole" {
		t.Errorf("lines %q, %v", lines, err)
	}
	if err := d.Start(soon(t)); err != nil {
		t.Fatal(err)
	}
	say(t, d, at, "next")
	if lines, err := d.Lines(); err != nil || len(lines) != 3 || string(lines[1]) != "hal" {
		t.Errorf("lines %q, %v", lines, err)
	}
}

// TestTellsWhyItDoesNotStart names what the program said.
func TestTellsWhyItDoesNotStart(t *testing.T) {
	if _, err := New(Options{Program: "metalog"}); err == nil {
		t.Error("prepared an unknown program")
	}
	d, err := New(Options{Program: "syslog-ng", Dir: t.TempDir(), Address: netip.MustParseAddr("127.0.0.1"), TCP: 1, Start: func(cmd *exec.Cmd) (func() error, error) {
		cmd.Args = append(cmd.Args, "--no-such-option")
		return startHere(cmd)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Start(soon(t)); err == nil || !strings.Contains(err.Error(), "no-such-option") {
		t.Errorf("error %v, want the program's words", err)
	}
	d.options.Root = filepath.Join(d.options.Dir, "nowhere")
	if err := d.Start(soon(t)); err == nil {
		t.Error("started a program that isn't there")
	}
}

func TestIsOpen(t *testing.T) {
	for line, want := range map[string]bool{
		"   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000":                                                 true,
		"   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000": true,
		"   7: 0100007F:1F90 00000000:0000 07 00000000:00000000":                                                 true,
		"   0: 0100007F:1F90 0100007F:8AE4 01 00000000:00000000":                                                 false, // established
		"   0: 0100007F:1F91 00000000:0000 0A 00000000:00000000":                                                 false,
		"  sl  local_address rem_address   st":                                                                   false,
		"":                                                                                                       false,
	} {
		if got := isOpen(line, 0x1f90); got != want {
			t.Errorf("isOpen(%q) = %v", line, got)
		}
	}
}
