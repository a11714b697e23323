package netlab

import (
	"errors"
	"fmt"
	"net/netip"
)

// The lab's own addresses. Hosts on the LAN are .2, .3 and so on; the gateway
// has .1, and the address it masquerades behind on the outside.
var (
	LANv4     = netip.MustParsePrefix("10.10.0.0/24")
	LANv6     = netip.MustParsePrefix("fd00:10::/64")
	gatewayIn = [2]netip.Addr{netip.MustParseAddr("10.10.0.1"), netip.MustParseAddr("fd00:10::1")}
	// From the benchmarking range (RFC 2544) and the documentation range (RFC 3849).
	GatewayOut = [2]netip.Addr{netip.MustParseAddr("198.18.0.1"), netip.MustParseAddr("2001:db8:ffff::1")}
)

// Options says what to build. The zero value is one LAN host and two outside hosts.
type Options struct {
	// LAN is the number of hosts inside, 1 to 200.
	LAN int
	// Outside lists each outside host's addresses, IPv4 and IPv6 mixed.
	Outside [][]netip.Addr
	// Masquerade hides the LAN behind the gateway's outside addresses.
	Masquerade bool
	// NoOffload switches TSO, GSO and GRO off on every link, so that each frame
	// is as large as the MTU at most.
	NoOffload bool
	// MTU of every link in bytes; 0 means 1500.
	MTU int
}

// Lab is a running set of hosts. Close removes all of it.
type Lab struct {
	Gateway *Host
	LAN     []*Host
	Outside []*Host
	opts    Options
}

// New builds a lab. It needs CAP_NET_ADMIN and CAP_SYS_ADMIN.
func New(opts Options) (*Lab, error) {
	opts = withDefaults(opts)
	if err := opts.check(); err != nil {
		return nil, fmt.Errorf("build lab: %w", err)
	}
	lab := &Lab{opts: opts}
	if err := lab.build(); err != nil {
		return nil, errors.Join(fmt.Errorf("build lab: %w", err), lab.Close())
	}
	return lab, nil
}

// TB is what ForTest needs of a testing.TB; the demo should not link package testing.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// ForTest builds a lab for t and removes it when t ends. A lab that can't be
// built fails the test: a skipped kernel test proves nothing.
func ForTest(t TB, opts Options) *Lab {
	t.Helper()
	lab, err := New(opts)
	if err != nil {
		t.Fatalf("%v (these tests need root)", err)
	}
	t.Cleanup(func() {
		if err := lab.Close(); err != nil {
			t.Errorf("close lab: %v", err)
		}
	})
	return lab
}

func withDefaults(opts Options) Options {
	if opts.LAN == 0 {
		opts.LAN = 1
	}
	if opts.MTU == 0 {
		opts.MTU = 1500
	}
	if opts.Outside == nil {
		opts.Outside = [][]netip.Addr{
			{netip.MustParseAddr("203.0.113.10"), netip.MustParseAddr("2001:db8:c::10")},
			{netip.MustParseAddr("198.51.100.10"), netip.MustParseAddr("2001:db8:a::10")},
		}
	}
	return opts
}

func (o Options) check() error {
	if o.LAN < 1 || o.LAN > 200 {
		return fmt.Errorf("%d hosts on the LAN: want 1 to 200", o.LAN)
	}
	if o.MTU < 1280 || o.MTU > 65535 {
		return fmt.Errorf("MTU %d: want 1280 (the least for IPv6) to 65535", o.MTU)
	}
	for i, addrs := range o.Outside {
		if len(addrs) == 0 {
			return fmt.Errorf("outside host %d has no address", i)
		}
	}
	return nil
}

// build makes the gateway first: every link starts there.
func (l *Lab) build() (err error) {
	if l.Gateway, err = newHost("gateway"); err != nil {
		return err
	}
	if err := l.Gateway.forward(); err != nil {
		return err
	}
	if err := l.buildLAN(); err != nil {
		return err
	}
	if err := l.buildOutside(); err != nil {
		return err
	}
	if !l.opts.Masquerade {
		return nil
	}
	return l.Gateway.masquerade()
}

func (l *Lab) buildLAN() error {
	for i := range l.opts.LAN {
		host, err := newHost(fmt.Sprintf("lan%d", i))
		if err != nil {
			return err
		}
		l.LAN = append(l.LAN, host)
		host.Addrs = []netip.Addr{nth(LANv4, i+2), nth(LANv6, i+2)}
		if err := l.connect(host, gatewayIn); err != nil {
			return err
		}
	}
	return nil
}

func (l *Lab) buildOutside() error {
	for i, addrs := range l.opts.Outside {
		host, err := newHost(fmt.Sprintf("out%d", i))
		if err != nil {
			return err
		}
		l.Outside = append(l.Outside, host)
		host.Addrs = addrs
		if err := l.connect(host, GatewayOut); err != nil {
			return err
		}
	}
	return nil
}

// nth is the address n steps after the prefix's first; n stays below 256.
func nth(p netip.Prefix, n int) netip.Addr {
	b := p.Masked().Addr().AsSlice()
	b[len(b)-1] += byte(n)
	addr, _ := netip.AddrFromSlice(b)
	return addr
}

// Close ends the lab's programs and removes its hosts. It may be called twice.
func (l *Lab) Close() error {
	var errs []error
	for _, h := range append(append([]*Host{l.Gateway}, l.LAN...), l.Outside...) {
		if h != nil {
			errs = append(errs, h.close())
		}
	}
	l.Gateway, l.LAN, l.Outside = nil, nil, nil
	return errors.Join(errs...)
}
