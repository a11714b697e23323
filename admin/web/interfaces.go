package web

import (
	"context"
	"encoding/hex"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
)

// nic is a network interface of the box.
type nic struct {
	Name      string         `json:"name"`
	Hardware  string         `json:"hardware_address,omitempty"`
	MTU       int            `json:"mtu"`
	Up        bool           `json:"up"`
	Loopback  bool           `json:"loopback"`
	Addresses []netip.Prefix `json:"addresses"`
	Uplink    bool           `json:"uplink" doc:"a default route leads out here"`
	Proposed  []netip.Prefix `json:"proposed" doc:"networks here that are worth to be protected: private ones, not those of an uplink"`
}

func (s *Server) interfaces(context.Context, *call, nothing) (list[nic], error) {
	all, err := net.Interfaces()
	if err != nil {
		return list[nic]{}, fmt.Errorf("list interfaces: %w", err)
	}
	up := uplinks(os.ReadFile)
	out := make([]nic, 0, len(all))
	for _, i := range all {
		n := nic{Name: i.Name, Hardware: i.HardwareAddr.String(), MTU: i.MTU, Up: i.Flags&net.FlagUp != 0, Loopback: i.Flags&net.FlagLoopback != 0,
			Addresses: []netip.Prefix{}, Uplink: slices.Contains(up, i.Name)}
		addrs, err := i.Addrs()
		if err != nil {
			return list[nic]{}, fmt.Errorf("list addresses of %s: %w", i.Name, err)
		}
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil { // others are not of IP
				n.Addresses = append(n.Addresses, p)
			}
		}
		n.Proposed = n.worthProtecting()
		out = append(out, n)
	}
	return listOf(out), nil
}

// worthProtecting are the interface's private networks (RFC 1918, RFC 4193), each once.
func (n *nic) worthProtecting() []netip.Prefix {
	out := []netip.Prefix{}
	if n.Uplink || n.Loopback || !n.Up {
		return out
	}
	for _, p := range n.Addresses {
		if network := p.Masked(); p.Addr().IsPrivate() && !slices.Contains(out, network) {
			out = append(out, network)
		}
	}
	return out
}

// uplinks are the interfaces that default routes lead out by. A kernel without one of the IP versions lacks its file.
func uplinks(read func(string) ([]byte, error)) (names []string) {
	for path, isDefault := range map[string]func(cells []string) (name string, ok bool){
		"/proc/net/route": defaultRoute4, "/proc/net/ipv6_route": defaultRoute6,
	} {
		table, err := read(path)
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(table)) {
			if name, ok := isDefault(strings.Fields(line)); ok && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// Flags of routes (linux/route.h, linux/ipv6_route.h).
const (
	routeUp     = 0x1
	routeReject = 0x200
)

// defaultRoute4 reads a line of /proc/net/route: interface, destination, gateway, flags, ..., mask.
func defaultRoute4(cells []string) (name string, ok bool) {
	if len(cells) < 8 || !zero(cells[1]) || !zero(cells[7]) {
		return "", false
	}
	return cells[0], usable(cells[3])
}

// defaultRoute6 reads a line of /proc/net/ipv6_route: destination, its length, ..., flags, interface.
func defaultRoute6(cells []string) (name string, ok bool) {
	if len(cells) < 10 || !zero(cells[0]) || !zero(cells[1]) {
		return "", false
	}
	return cells[9], usable(cells[8])
}

func zero(digits string) bool {
	b, err := hex.DecodeString(digits)
	return err == nil && !slices.ContainsFunc(b, func(b byte) bool { return b != 0 })
}

func usable(flags string) bool {
	n, err := strconv.ParseUint(flags, 16, 32)
	return err == nil && n&routeUp != 0 && n&routeReject == 0
}
