package netlab

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"time"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

// uplink is what every host calls its link to the gateway.
const uplink = "eth0"

// connect joins host to the gateway by a veth of its own. Both ends carry host
// routes (/32, /128) rather than a shared subnet, so each host, also on the LAN,
// reaches every other only through the gateway.
func (l *Lab) connect(host *Host, via [2]netip.Addr) error {
	if err := l.addVeth(host); err != nil {
		return fmt.Errorf("connect %s: %w", host.Name, err)
	}
	if err := l.Gateway.configure(host.Name, via[:], host.Addrs); err != nil {
		return fmt.Errorf("connect gateway to %s: %w", host.Name, err)
	}
	if err := host.configure(uplink, host.Addrs, via[:]); err != nil {
		return fmt.Errorf("connect %s to gateway: %w", host.Name, err)
	}
	if err := host.routeAllVia(via); err != nil {
		return fmt.Errorf("route %s: %w", host.Name, err)
	}
	if err := errors.Join(l.Gateway.awaitLink(host.Name, via[:]), host.awaitLink(uplink, host.Addrs)); err != nil {
		return fmt.Errorf("connect %s: %w", host.Name, err)
	}
	if !l.opts.NoOffload {
		return nil
	}
	return l.withoutOffload(host)
}

// addVeth makes both ends inside their namespaces at once: nothing ever shows
// in the machine's own network.
func (l *Lab) addVeth(host *Host) error {
	attrs := netlink.NewLinkAttrs()
	attrs.Name, attrs.MTU = host.Name, l.opts.MTU
	veth := netlink.NewVeth(attrs)
	veth.PeerName = uplink
	veth.PeerMTU = uint32(l.opts.MTU)
	veth.PeerNamespace = netlink.NsFd(host.ns.file.Fd())
	return l.Gateway.withNetlink(func(h *netlink.Handle) error { return h.LinkAdd(veth) })
}

// withoutOffload makes both ends carry only frames that fit the MTU: nothing is
// segmented by the link, nothing merged on receipt. It takes the ethtool program:
// its TSO switch covers features that the one-ioctl-a-feature interface leaves on.
func (l *Lab) withoutOffload(host *Host) error {
	for end, link := range map[*Host]string{host: uplink, l.Gateway: host.Name} {
		_, err := end.Run(context.Background(), "ethtool", "-K", link, "tso", "off", "gso", "off", "gro", "off")
		if err != nil {
			return fmt.Errorf("switch offloads off: %w", err)
		}
	}
	return nil
}

// configure brings a link up with its own addresses and routes to its neighbours.
func (h *Host) configure(name string, own, neighbours []netip.Addr) error {
	return h.withNetlink(func(nl *netlink.Handle) error {
		link, err := nl.LinkByName(name)
		if err != nil {
			return fmt.Errorf("find link %s: %w", name, err)
		}
		if err := nl.LinkSetUp(link); err != nil {
			return fmt.Errorf("bring link %s up: %w", name, err)
		}
		if err := addAddresses(nl, link, own); err != nil {
			return err
		}
		return addRoutes(nl, link, neighbours)
	})
}

// addAddresses skips duplicate address detection (RFC 4862), which would keep
// an IPv6 address unusable for a second.
func addAddresses(nl *netlink.Handle, link netlink.Link, addrs []netip.Addr) error {
	for _, a := range addrs {
		addr := &netlink.Addr{IPNet: single(a)}
		if a.Is6() {
			addr.Flags = unix.IFA_F_NODAD
		}
		if err := nl.AddrAdd(link, addr); err != nil {
			return fmt.Errorf("add address %s: %w", a, err)
		}
	}
	return nil
}

// linkPatience is how long the kernel may take to bring a link up. It is only there to fail.
const linkPatience = time.Minute

// awaitLink waits until the kernel's workers have done their part: it is them who have a link send, and
// take in what is for an IPv6 address of its, some time after the calls that asked for it. On a busy
// machine the first datagram of a test would be lost.
func (h *Host) awaitLink(name string, own []netip.Addr) error {
	return h.withNetlink(func(nl *netlink.Handle) error {
		for end := time.Now().Add(linkPatience); ; time.Sleep(time.Millisecond) {
			up, err := isUp(nl, name, own)
			if err == nil && !up && time.Now().After(end) {
				err = fmt.Errorf("not up after %v", linkPatience)
			}
			if err != nil {
				return fmt.Errorf("wait for link %s of %s: %w", name, h.Name, err)
			}
			if up {
				return nil
			}
		}
	})
}

func isUp(nl *netlink.Handle, name string, own []netip.Addr) (bool, error) {
	link, err := nl.LinkByName(name)
	if err != nil || link.Attrs().OperState != netlink.OperUp {
		return false, err
	}
	for _, a := range own {
		routes, err := nl.RouteGet(net.IP(a.AsSlice()))
		if err != nil || len(routes) == 0 || routes[0].Type != unix.RTN_LOCAL {
			return false, nil // no route to it yet is an error, too
		}
	}
	return true, nil
}

func addRoutes(nl *netlink.Handle, link netlink.Link, to []netip.Addr) error {
	for _, a := range to {
		route := &netlink.Route{LinkIndex: link.Attrs().Index, Dst: single(a), Scope: netlink.SCOPE_LINK}
		if err := nl.RouteAdd(route); err != nil {
			return fmt.Errorf("add route to %s: %w", a, err)
		}
	}
	return nil
}

func (h *Host) routeAllVia(gateway [2]netip.Addr) error {
	return h.withNetlink(func(nl *netlink.Handle) error {
		for _, g := range gateway {
			if err := nl.RouteAdd(&netlink.Route{Gw: net.IP(g.AsSlice())}); err != nil {
				return fmt.Errorf("add default route via %s: %w", g, err)
			}
		}
		return nil
	})
}

func single(a netip.Addr) *net.IPNet {
	return &net.IPNet{IP: net.IP(a.AsSlice()), Mask: net.CIDRMask(a.BitLen(), a.BitLen())}
}

func (h *Host) withNetlink(fn func(*netlink.Handle) error) error {
	nl, err := netlink.NewHandleAt(netns.NsHandle(h.ns.file.Fd()), unix.NETLINK_ROUTE)
	if err != nil {
		return fmt.Errorf("open netlink in %s: %w", h.Name, err)
	}
	defer nl.Close()
	return fn(nl)
}

// loopbackUp prepares a bare namespace. IPv4 settings of a new namespace are
// copies of the machine's own, so the ones that matter are set, not assumed.
func (h *Host) loopbackUp() error {
	err := h.sysctl(map[string]string{
		"ipv6/conf/all/disable_ipv6":     "0",
		"ipv6/conf/default/disable_ipv6": "0",
		"ipv6/conf/all/accept_dad":       "0",
		"ipv6/conf/default/accept_dad":   "0",
		"ipv6/conf/all/accept_ra":        "0",
		"ipv6/conf/default/accept_ra":    "0",
		"ipv4/conf/all/rp_filter":        "0",
		"ipv4/conf/default/rp_filter":    "0",
	})
	if err != nil {
		return err
	}
	return h.configure("lo", nil, nil)
}

func (h *Host) forward() error {
	return h.sysctl(map[string]string{
		"ipv4/ip_forward":                  "1",
		"ipv4/conf/all/send_redirects":     "0",
		"ipv4/conf/default/send_redirects": "0",
		"ipv6/conf/all/forwarding":         "1",
	})
}

// sysctl writes below /proc/sys/net, which shows the writing thread's namespace.
func (h *Host) sysctl(values map[string]string) error {
	return h.Do(func() error {
		for key, value := range values {
			if err := os.WriteFile("/proc/sys/net/"+key, []byte(value), 0o644); err != nil {
				return fmt.Errorf("set sysctl of %s: %w", h.Name, err)
			}
		}
		return nil
	})
}
