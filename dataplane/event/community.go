package event

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"net/netip"
)

// icmpReply maps an ICMP type to that of its answer, as Community ID 1.0 does, so
// that question and answer get one ID; the second table is ICMPv6's.
var icmpReply = map[uint8]map[uint16]uint16{
	1:  {0: 8, 8: 0, 9: 10, 10: 9, 13: 14, 14: 13, 15: 16, 16: 15, 17: 18, 18: 17},
	58: {128: 129, 129: 128, 133: 134, 134: 133, 135: 136, 136: 135, 130: 131, 131: 130, 144: 145, 145: 144},
}

// CommunityID returns the Corelight Community ID, version 1 with seed 0, of a
// flow. For ICMP, src's port is the type and dst's the code.
func CommunityID(src, dst netip.AddrPort, proto uint8) string {
	oneWay := false
	if replies, icmp := icmpReply[proto]; icmp {
		reply, known := replies[src.Port()]
		oneWay = !known
		if known {
			dst = netip.AddrPortFrom(dst.Addr(), reply)
		}
	}
	if !oneWay && dst.Compare(src) < 0 {
		src, dst = dst, src
	}
	b := make([]byte, 2, 40) // the seed
	b = append(append(b, src.Addr().AsSlice()...), dst.Addr().AsSlice()...)
	b = append(b, proto, 0)
	switch proto {
	case 1, 6, 17, 58, 132:
		b = binary.BigEndian.AppendUint16(b, src.Port())
		b = binary.BigEndian.AppendUint16(b, dst.Port())
	}
	sum := sha1.Sum(b)
	return "1:" + base64.StdEncoding.EncodeToString(sum[:])
}
