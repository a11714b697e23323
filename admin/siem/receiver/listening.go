package receiver

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// lookEvery is how often a starting daemon is looked at.
const lookEvery = 10 * time.Millisecond

// listens waits until the daemon has all its ports open. What the kernel lists is looked
// at, of the daemon's own network namespace, so that nothing is sent to it.
func (d *Daemon) listens(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	for {
		open, err := d.open()
		if open || err != nil {
			return err
		}
		select {
		case err := <-d.ended:
			d.ended = nil
			return fmt.Errorf("it ended: %w: %s", errors.Join(err), bytes.TrimSpace(d.errors.Bytes()))
		case <-ctx.Done():
			return fmt.Errorf("wait for its ports: %w", context.Cause(ctx))
		case <-time.After(lookEvery):
		}
	}
}

// open tells whether all wanted ports are open.
func (d *Daemon) open() (bool, error) {
	for _, want := range []struct {
		port  uint16
		table string
	}{{d.options.UDP, "udp"}, {d.options.TCP, "tcp"}, {d.options.TLS, "tcp"}} {
		if want.port == 0 {
			continue
		}
		open, err := d.inTable(want.table, want.port)
		if !open || err != nil {
			return false, err
		}
	}
	return true, nil
}

// Socket states of the kernel's tables (net/tcp_states.h). An open UDP socket without a
// peer counts as closed.
const (
	stateListen = "0A"
	stateClose  = "07"
)

func (d *Daemon) inTable(table string, port uint16) (bool, error) {
	for _, family := range []string{"", "6"} {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s%s", d.cmd.Process.Pid, table, family))
		if errors.Is(err, os.ErrNotExist) {
			continue // no IPv6; or it has ended, which is told elsewhere
		}
		if err != nil {
			return false, err
		}
		for lines := bufio.NewScanner(bytes.NewReader(b)); lines.Scan(); {
			if isOpen(lines.Text(), port) {
				return true, nil
			}
		}
	}
	return false, nil
}

// isOpen reads a line of /proc/net/tcp or udp (proc(5)): number, local address:port in
// hexadecimal, remote, state.
func isOpen(line string, port uint16) bool {
	fields := strings.Fields(line)
	if len(fields) < 4 || fields[3] != stateListen && fields[3] != stateClose {
		return false
	}
	_, local, _ := strings.Cut(fields[1], ":")
	n, err := strconv.ParseUint(local, 16, 16)
	return err == nil && uint16(n) == port
}

// The ports that FreePort gives lie below those that the kernel gives to whoever asks for any.
const (
	firstPort = 20_000
	lastPort  = 32_000
)

// FreePort finds a port that is free for UDP and TCP at an address of this machine. It gives
// no port twice in a network namespace while this process lives: a daemon that is about to
// start, or to start again, finds nobody else there.
func FreePort(at netip.Addr) (uint16, error) {
	for port := uint16(firstPort); port <= lastPort; port++ {
		if reserve(port) && free(netip.AddrPortFrom(at, port)) {
			return port, nil
		}
	}
	return 0, errors.New("find a free port: none is free for UDP and TCP")
}

// reserve takes a port's number, by an abstract socket of that name (unix(7)) that ends
// with this process.
func reserve(port uint16) bool {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return false
	}
	if err := syscall.Bind(fd, &syscall.SockaddrUnix{Name: fmt.Sprintf("@sekisho-port-%d", port)}); err != nil {
		syscall.Close(fd)
		return false
	}
	return true
}

// free tells whether nobody listens at an address, by listening there. No program is started
// meanwhile, which would hold the sockets for as long as it takes to run.
func free(at netip.AddrPort) bool {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	tcp, err := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(at))
	if err != nil {
		return false
	}
	defer tcp.Close()
	udp, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(at))
	if err != nil {
		return false
	}
	return udp.Close() == nil
}
