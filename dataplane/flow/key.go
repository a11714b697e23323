package flow

import (
	"net/netip"
)

// Dir is the way a packet goes, seen from the protected networks.
type Dir uint8

const (
	// Out goes from a protected network to the outside: the guarded direction.
	Out Dir = iota
	// In comes from the outside.
	In
)

// Key names a conversation by its two ends. It holds no pointer, so that the
// garbage collector need not walk the table's keys.
type Key struct {
	Inside, Outside         [16]byte
	InsidePort, OutsidePort uint16
	Proto                   uint8 // IP protocol number
	V4                      bool  // IPv4, apart from IPv6 with mapped addresses
}

// NewKey makes the key of the conversation between two ends.
func NewKey(inside, outside netip.AddrPort, proto uint8) Key {
	return Key{
		Inside: inside.Addr().As16(), Outside: outside.Addr().As16(),
		InsidePort: inside.Port(), OutsidePort: outside.Port(),
		Proto: proto, V4: inside.Addr().Is4(),
	}
}

// Ends gives back the two ends.
func (k *Key) Ends() (inside, outside netip.AddrPort) {
	return k.end(k.Inside, k.InsidePort), k.end(k.Outside, k.OutsidePort)
}

func (k *Key) end(a [16]byte, port uint16) netip.AddrPort {
	addr := netip.AddrFrom16(a)
	if k.V4 {
		addr = addr.Unmap()
	}
	return netip.AddrPortFrom(addr, port)
}
