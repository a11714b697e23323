package netlab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
)

// Host is one machine of a lab: a network namespace, and the programs in it.
type Host struct {
	Name  string
	Addrs []netip.Addr
	ns    *namespace

	mu        sync.Mutex
	processes map[*Process]bool
}

func newHost(name string) (*Host, error) {
	ns, err := newNamespace()
	if err != nil {
		return nil, fmt.Errorf("make host %s: %w", name, err)
	}
	h := &Host{Name: name, ns: ns, processes: map[*Process]bool{}}
	if err := h.loopbackUp(); err != nil {
		return nil, errors.Join(fmt.Errorf("make host %s: %w", name, err), h.close())
	}
	return h, nil
}

// Path names the host's namespace for nsenter --net, while the lab exists.
func (h *Host) Path() string { return fmt.Sprintf("/proc/%d/fd/%d", os.Getpid(), h.ns.file.Fd()) }

// IPv4 is the host's first IPv4 address; the zero Addr where it has none.
func (h *Host) IPv4() netip.Addr { return h.first(netip.Addr.Is4) }

// IPv6 is the host's first IPv6 address; the zero Addr where it has none.
func (h *Host) IPv6() netip.Addr { return h.first(netip.Addr.Is6) }

func (h *Host) first(is func(netip.Addr) bool) netip.Addr {
	for _, a := range h.Addrs {
		if is(a) {
			return a
		}
	}
	return netip.Addr{}
}

// Do runs fn on a thread inside the host. Sockets that fn opens stay in the
// host and may be used anywhere after; goroutines that fn starts are elsewhere.
func (h *Host) Do(fn func() error) error { return h.ns.do(fn) }

// Dial connects from the host to a numeric address.
func (h *Host) Dial(ctx context.Context, network, address string) (conn net.Conn, err error) {
	if err := numeric(address); err != nil {
		return nil, err
	}
	err = h.Do(func() error {
		conn, err = new(net.Dialer).DialContext(ctx, network, address)
		return err
	})
	return conn, err
}

// Listen opens a listening stream socket on a numeric address of the host.
func (h *Host) Listen(network, address string) (ln net.Listener, err error) {
	if err := numeric(address); err != nil {
		return nil, err
	}
	err = h.Do(func() error {
		ln, err = net.Listen(network, address)
		return err
	})
	return ln, err
}

// ListenPacket opens a datagram socket on a numeric address of the host.
func (h *Host) ListenPacket(network, address string) (pc net.PacketConn, err error) {
	if err := numeric(address); err != nil {
		return nil, err
	}
	err = h.Do(func() error {
		pc, err = net.ListenPacket(network, address)
		return err
	})
	return pc, err
}

// numeric refuses names: resolving one would leave the thread, and so the host.
func numeric(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("address %q: %w", address, err)
	}
	if host == "" {
		return nil
	}
	if _, err := netip.ParseAddr(host); err != nil {
		return fmt.Errorf("address %q: want a numeric host: %w", address, err)
	}
	return nil
}

// Process is a program that runs in a host.
type Process struct {
	Cmd  *exec.Cmd
	done chan struct{}
	err  error
}

// Wait returns when the program has ended, with exec.Cmd's error. Any number of
// goroutines may wait.
func (p *Process) Wait() error {
	<-p.done
	return p.err
}

// Done is closed when the program has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Signal sends a signal to the program, none to its children.
func (p *Process) Signal(sig os.Signal) error { return p.Cmd.Process.Signal(sig) }

// Kill ends the program and what it started, and waits for it. The program
// leads a process group of its own, so nothing else is hit.
func (p *Process) Kill() {
	select {
	case <-p.done:
	default:
		_ = syscall.Kill(-p.Cmd.Process.Pid, syscall.SIGKILL) // it may have ended just now
	}
	<-p.done
}

// Start starts cmd inside the host. The program is killed with the lab, and by
// the kernel if this process dies first.
func (h *Host) Start(cmd *exec.Cmd) (*Process, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = new(syscall.SysProcAttr)
	}
	cmd.SysProcAttr.Setpgid = true
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	if err := h.ns.onResident(cmd.Start); err != nil {
		return nil, fmt.Errorf("start %s in %s: %w", cmd.Path, h.Name, err)
	}
	p := &Process{Cmd: cmd, done: make(chan struct{})}
	h.track(p, true)
	go func() {
		p.err = cmd.Wait()
		h.track(p, false)
		close(p.done)
	}()
	return p, nil
}

func (h *Host) track(p *Process, running bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if running {
		h.processes[p] = true
	} else {
		delete(h.processes, p)
	}
}

// Run runs a program in the host to its end, or ctx's, and returns what it
// printed on stdout and stderr.
func (h *Host) Run(ctx context.Context, argv ...string) ([]byte, error) {
	return h.run(ctx, "", argv...)
}

func (h *Host) run(ctx context.Context, stdin string, argv ...string) ([]byte, error) {
	var out bytes.Buffer
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &out
	p, err := h.Start(cmd)
	if err != nil {
		return nil, err
	}
	select {
	case <-p.Done():
	case <-ctx.Done():
		p.Kill()
		return out.Bytes(), fmt.Errorf("run %s in %s: %w: %s", argv[0], h.Name, ctx.Err(), bytes.TrimSpace(out.Bytes()))
	}
	if err := p.Wait(); err != nil {
		return out.Bytes(), fmt.Errorf("run %s in %s: %w: %s", argv[0], h.Name, err, bytes.TrimSpace(out.Bytes()))
	}
	return out.Bytes(), nil
}

// masquerade hides the LAN behind the address of the link that a packet leaves
// by, in an nftables table of its own.
func (h *Host) masquerade() error {
	const table = `table inet netlab {
	chain postrouting {
		type nat hook postrouting priority srcnat
		oifname "out*" masquerade
	}
}`
	_, err := h.run(context.Background(), table, "nft", "-f", "-")
	return err
}

func (h *Host) close() error {
	h.mu.Lock()
	var running []*Process
	for p := range h.processes {
		running = append(running, p)
	}
	h.mu.Unlock()
	for _, p := range running {
		p.Kill()
	}
	return h.ns.close()
}
