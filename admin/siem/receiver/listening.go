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

// FreePort finds a port that is free for UDP and TCP at an address of this machine.
func FreePort(at netip.Addr) (uint16, error) {
	for range 100 {
		tcp, err := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.AddrPortFrom(at, 0)))
		if err != nil {
			return 0, fmt.Errorf("find a free port: %w", err)
		}
		port := tcp.Addr().(*net.TCPAddr).AddrPort()
		udp, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(port))
		tcp.Close()
		if err == nil {
			udp.Close()
			return port.Port(), nil
		}
	}
	return 0, errors.New("find a free port: none is free for UDP and TCP")
}
