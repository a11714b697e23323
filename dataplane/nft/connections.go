package nft

import (
	"encoding/binary"
	"fmt"
	"net/netip"

	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"
)

// Attributes of a tracked connection (linux/netfilter/nfnetlink_conntrack.h).
const (
	ctaTupleReply = 2
	ctaStatus     = 3

	ctaTupleIP    = 1
	ctaTupleProto = 2

	ctaProtoNum     = 1
	ctaProtoSrcPort = 2
	ctaProtoDstPort = 3

	statusSeenReply = 1 << 1 // IPS_SEEN_REPLY: both ends have spoken
)

// Connection is one that the kernel tracks, in which both ends have spoken.
type Connection struct {
	Proto uint8
	// From opened it, to To. Where addresses are translated, they are those before: Server is
	// who answers behind the translation.
	From, To, Server netip.AddrPort
}

// Connections calls f with the tracked connections until it returns false. Entries that can't be read
// are left out.
func Connections(f func(Connection) bool) error {
	conn, err := netlink.Dial(unix.NETLINK_NETFILTER, nil)
	if err != nil {
		return fmt.Errorf("list connections: %w", explain(err))
	}
	defer conn.Close()
	if err := conn.SetReadBuffer(receiveBuffer); err != nil {
		return fmt.Errorf("list connections: %w", explain(err))
	}
	flows, err := conntrack(conn, ctGet, netlink.Dump, unix.AF_UNSPEC, nil)
	if err != nil {
		return fmt.Errorf("list connections: %w", explain(err))
	}
	for _, flow := range flows {
		if c, ok := readConnection(flow.Data); ok && !f(c) {
			return nil
		}
	}
	return nil
}

// readConnection reads an entry of the kernel's list.
func readConnection(b []byte) (c Connection, ok bool) {
	if len(b) < nfgenLen {
		return c, false
	}
	attrs, err := netlink.UnmarshalAttributes(b[nfgenLen:])
	if err != nil {
		return c, false
	}
	var status uint32
	var original, reply tuple
	for _, a := range attrs {
		switch a.Type & attrTypeMask {
		case ctaTupleOrig:
			original = readTuple(a.Data)
		case ctaTupleReply:
			reply = readTuple(a.Data)
		case ctaStatus:
			if len(a.Data) == 4 {
				status = binary.BigEndian.Uint32(a.Data)
			}
		}
	}
	c = Connection{original.proto, original.source, original.destination, reply.source}
	return c, status&statusSeenReply != 0 && c.From.IsValid() && c.To.IsValid() && c.Server.IsValid()
}

// tuple is one direction of a connection; what is missing is invalid.
type tuple struct {
	proto               uint8
	source, destination netip.AddrPort
}

func readTuple(b []byte) (t tuple) {
	attrs, err := netlink.UnmarshalAttributes(b)
	if err != nil {
		return t
	}
	var from, to netip.Addr
	var ports [2]uint16
	for _, a := range attrs {
		inner, err := netlink.UnmarshalAttributes(a.Data)
		if err != nil {
			return tuple{}
		}
		for _, i := range inner {
			kind := i.Type & attrTypeMask
			switch {
			case a.Type&attrTypeMask == ctaTupleIP && kind&1 == 1: // sources are odd
				from, _ = netip.AddrFromSlice(i.Data)
			case a.Type&attrTypeMask == ctaTupleIP:
				to, _ = netip.AddrFromSlice(i.Data)
			case a.Type&attrTypeMask != ctaTupleProto:
			case kind == ctaProtoNum && len(i.Data) == 1:
				t.proto = i.Data[0]
			case (kind == ctaProtoSrcPort || kind == ctaProtoDstPort) && len(i.Data) == 2:
				ports[kind-ctaProtoSrcPort] = binary.BigEndian.Uint16(i.Data)
			}
		}
	}
	if from.IsValid() && to.IsValid() {
		t.source, t.destination = netip.AddrPortFrom(from, ports[0]), netip.AddrPortFrom(to, ports[1])
	}
	return t
}
