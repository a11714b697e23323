package nft

import (
	"errors"
	"fmt"

	"github.com/google/nftables/binaryutil"
	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"

	"sekisho/dataplane/packet"
)

// Connection tracking over netlink (linux/netfilter/nfnetlink_conntrack.h).
const (
	ctNew = unix.NFNL_SUBSYS_CTNETLINK << 8 // IPCTNL_MSG_CT_NEW, 0
	ctGet = ctNew + 1                       // IPCTNL_MSG_CT_GET

	ctaTupleOrig = 1
	ctaMark      = 8
	ctaZone      = 18
	ctaMarkMask  = 21

	attrTypeMask = 0x3fff // NLA_TYPE_MASK: the rest of a type are flags
)

const nfgenLen = 4 // struct nfgenmsg: family, version, resource

// clearMarks takes what marks' generation says off all tracked connections and
// leaves other bits alone. It is done before a generation comes into force: marks
// of its last use, by this process or one before it, must not count as its own.
func clearMarks(marks packet.Marks) error {
	conn, err := netlink.Dial(unix.NETLINK_NETFILTER, nil)
	if err != nil {
		return fmt.Errorf("clear connection marks: %w", explain(err))
	}
	defer conn.Close()
	if err := conn.SetReadBuffer(receiveBuffer); err != nil {
		return fmt.Errorf("clear connection marks: %w", explain(err))
	}
	for _, s := range append(decisions(), stateUnwatched) {
		if err := clearMark(conn, marks.Has(s), marks.Mask()); err != nil {
			return fmt.Errorf("clear connection marks: %w", explain(err))
		}
	}
	return nil
}

// clearMark clears mask on connections whose bits under mask are own.
func clearMark(conn *netlink.Conn, own, mask uint32) error {
	flows, err := conntrack(conn, ctGet, netlink.Dump, unix.AF_UNSPEC, markAttrs(own, mask))
	if err != nil {
		return fmt.Errorf("list connections: %w", err)
	}
	for _, flow := range flows {
		if err := clearFlow(conn, flow.Data, mask); err != nil {
			return err
		}
	}
	return nil
}

// clearFlow sends a connection's own address back with the mark to clear. One that
// has ended meanwhile is no error.
func clearFlow(conn *netlink.Conn, flow []byte, mask uint32) error {
	if len(flow) < nfgenLen {
		return fmt.Errorf("connection of %d bytes", len(flow))
	}
	attrs, err := netlink.UnmarshalAttributes(flow[nfgenLen:])
	if err != nil {
		return fmt.Errorf("read connection: %w", err)
	}
	update := markAttrs(0, mask)
	for _, a := range attrs {
		if kind := a.Type & attrTypeMask; kind == ctaTupleOrig || kind == ctaZone {
			update = append(update, a)
		}
	}
	_, err = conntrack(conn, ctNew, netlink.Acknowledge, flow[0], update)
	if err != nil && !errors.Is(err, unix.ENOENT) {
		return fmt.Errorf("update connection: %w", err)
	}
	return nil
}

func markAttrs(mark, mask uint32) []netlink.Attribute {
	return []netlink.Attribute{{Type: ctaMark, Data: binaryutil.BigEndian.PutUint32(mark)}, {Type: ctaMarkMask, Data: binaryutil.BigEndian.PutUint32(mask)}}
}

func conntrack(conn *netlink.Conn, kind netlink.HeaderType, flags netlink.HeaderFlags, family byte, attrs []netlink.Attribute) ([]netlink.Message, error) {
	data, err := netlink.MarshalAttributes(attrs)
	if err != nil {
		return nil, fmt.Errorf("encode connection: %w", err)
	}
	header := []byte{family, unix.NFNETLINK_V0, 0, 0}
	return conn.Execute(netlink.Message{
		Header: netlink.Header{Type: kind, Flags: netlink.Request | flags},
		Data:   append(header, data...),
	})
}
