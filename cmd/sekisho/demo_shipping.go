package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"time"

	"sekisho/admin/siem/receiver"
)

// demoCollector is the syslog daemon that the demo ships to; nil where there is none on this machine.
type demoCollector struct{ daemon *receiver.Daemon }

// startCollector starts rsyslog on loopback, if "make deps" has unpacked it, and returns what has the appliance
// ship blocks to it.
func (o *office) startCollector(ctx context.Context) (*demoCollector, string, error) {
	root, err := receiver.Find()
	if err != nil {
		return nil, "", nil // the demo shows the rest
	}
	address, err := anyLoopback()
	if err != nil {
		return nil, "", err
	}
	if err := os.Mkdir(o.path("collector"), 0o700); err != nil {
		return nil, "", err
	}
	d, err := receiver.New(receiver.Options{Program: "rsyslog", Root: root, Dir: o.path("collector"), Address: address.Addr(), TCP: address.Port()})
	if err == nil {
		err = d.Start(ctx)
	}
	if err != nil {
		return nil, "", err
	}
	return &demoCollector{d}, fmt.Sprintf("siem:\n  - {name: collector, type: syslog, address: \"tcp://%s\", filter: \"event.action:block\", start: beginning}\n", address), nil
}

// anyLoopback is an address that is free.
func anyLoopback() (netip.AddrPort, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("find a port for what is shipped: %w", err)
	}
	address, err := netip.ParseAddrPort(l.Addr().String())
	return address, errors.Join(err, l.Close())
}

// stop ends the daemon.
func (c *demoCollector) stop() {
	if c != nil {
		_ = c.daemon.Kill() // it has gone, or goes with this process
	}
}

// shippingTime is how long the first line may take.
const shippingTime = time.Minute

// show prints the first line that has arrived.
func (c *demoCollector) show(ctx context.Context, out io.Writer) error {
	if c == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, shippingTime)
	defer cancel()
	for {
		lines, err := c.daemon.Lines()
		if err != nil {
			return err
		}
		if len(lines) > 0 {
			fmt.Fprintf(out, "\nShipped to rsyslog, as it arrived there (RFC 5424):\n  %s\n", lines[0])
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for what was shipped: %w", ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}
