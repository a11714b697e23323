package receiver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// startTime is how long a daemon may take until it listens.
const startTime = time.Minute

// Options say what a daemon is to do.
type Options struct {
	Program string     // "rsyslog" or "syslog-ng"
	Root    string     // the folder that "make deps" unpacks to; "": what Find finds
	Dir     string     // an absolute path: of its configuration and of what it stores
	Address netip.Addr // to listen at
	// Ports; 0: it doesn't listen that way. TCP and TLS take octet-counted frames.
	UDP, TCP, TLS uint16
	// PEM files for TLS. Mutual has it refuse senders without a certificate of CA's.
	CA, Certificate, Key string
	Mutual               bool
	// Start starts the program, in a network namespace, say, and gives what waits for its
	// end; nil: it is started here, and killed by the kernel if this process dies first.
	Start func(*exec.Cmd) (wait func() error, err error)
}

// Daemon is a syslog daemon that stores each message as a line, as it came. One goroutine
// uses it.
type Daemon struct {
	options Options
	program program
	cmd     *exec.Cmd
	ended   chan error // its end; nil: not running
	errors  *bytes.Buffer
}

// program is how one daemon is told what to do.
type program struct {
	binary    string   // below the root
	libraries []string // patterns of folders below the root
	config    func(o Options, store string) string
	arguments func(o Options, config string) []string
}

func programs() map[string]program {
	return map[string]program{"rsyslog": rsyslog(), "syslog-ng": syslogNG()}
}

// Find looks for the unpacked daemons beside the running program, then in the folder bin
// of this or a folder above, as of a test in its package's.
func Find() (string, error) {
	if self, err := os.Executable(); err == nil {
		if root := filepath.Join(filepath.Dir(self), "receivers"); isFolder(root) {
			return root, nil
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find syslog daemons: %w", err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if root := filepath.Join(dir, "bin", "receivers"); isFolder(root) {
			return root, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New(`find syslog daemons: no folder bin/receivers here or above: run "make deps"`)
		}
	}
}

// below finds folders below root, whose names have the processor in them.
func below(root, pattern string) []string {
	found, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil {
		return nil // the pattern is bad, or root has brackets: nothing is found
	}
	return found
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// New prepares a daemon that is not running yet.
func New(o Options) (*Daemon, error) {
	p, ok := programs()[o.Program]
	if !ok {
		return nil, fmt.Errorf("prepare a syslog daemon: no program is called %q", o.Program)
	}
	if o.Root == "" {
		root, err := Find()
		if err != nil {
			return nil, err
		}
		o.Root = root
	}
	if o.Start == nil {
		o.Start = startHere
	}
	d := &Daemon{options: o, program: p}
	if err := os.WriteFile(d.path("conf"), []byte(p.config(o, d.path("held"))), 0o600); err != nil {
		return nil, fmt.Errorf("prepare %s: %w", o.Program, err)
	}
	return d, nil
}

func (d *Daemon) path(name string) string { return filepath.Join(d.options.Dir, name) }

// Start runs the daemon and returns when it listens on all its ports.
func (d *Daemon) Start(ctx context.Context) error {
	if d.ended != nil {
		return fmt.Errorf("start %s: it is running", d.options.Program)
	}
	if err := d.mend(); err != nil {
		return fmt.Errorf("start %s: %w", d.options.Program, err)
	}
	d.errors = new(bytes.Buffer)
	d.cmd = d.command()
	wait, err := d.options.Start(d.cmd)
	if err != nil {
		return fmt.Errorf("start %s: %w", d.options.Program, err)
	}
	d.ended = make(chan error, 1)
	go func() { d.ended <- wait() }()
	if err := d.listens(ctx); err != nil {
		return fmt.Errorf("start %s: %w", d.options.Program, errors.Join(err, d.Kill()))
	}
	return nil
}

// mend ends a line that the daemon was killed in the middle of.
func (d *Daemon) mend() error {
	b, err := d.read()
	if err != nil || len(b) == 0 || b[len(b)-1] == '\n' {
		return err
	}
	return os.WriteFile(d.path("held"), append(b, '\n'), 0o600)
}

func (d *Daemon) command() *exec.Cmd {
	root := d.options.Root
	cmd := exec.Command(filepath.Join(root, d.program.binary), d.program.arguments(d.options, d.path("conf"))...)
	var libraries []string
	for _, pattern := range d.program.libraries {
		libraries = append(libraries, below(root, pattern)...)
	}
	cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH="+strings.Join(libraries, ":"))
	cmd.Dir, cmd.Stdout, cmd.Stderr = d.options.Dir, d.errors, d.errors
	return cmd
}

// startHere starts on a thread that lives as long as the program, because the kernel takes
// the thread's death for its parent's.
func startHere(cmd *exec.Cmd) (func() error, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
	started, ended := make(chan error), make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			ended <- cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return func() error { return <-ended }, nil
}

// Kill ends the daemon by SIGKILL, so that what it has not stored is lost.
func (d *Daemon) Kill() error { return d.end(syscall.SIGKILL) }

// Stop ends the daemon by SIGTERM, as a reboot does.
func (d *Daemon) Stop() error { return d.end(syscall.SIGTERM) }

func (d *Daemon) end(signal syscall.Signal) error {
	if d.ended == nil {
		return nil
	}
	if err := d.cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("end %s: %w", d.options.Program, err)
	}
	<-d.ended
	d.ended = nil
	return nil
}

// Lines are the messages that are stored, in the order of arrival; one that is half
// written is left out. Line feeds in a message are escaped by the daemon, if at all.
func (d *Daemon) Lines() ([][]byte, error) {
	b, err := d.read()
	if err != nil {
		return nil, fmt.Errorf("read what %s holds: %w", d.options.Program, err)
	}
	lines := bytes.Split(b, []byte("\n"))
	return lines[:len(lines)-1], nil
}

func (d *Daemon) read() ([]byte, error) {
	b, err := os.ReadFile(d.path("held"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return b, err
}
