package geo

import (
	"encoding/binary"
	"math"
	"math/bits"
	"net/netip"

	"go4.org/netipx"
)

// key is a place in the one 128-bit address space in which both families live:
// IPv4 sits at ::ffff:0:0/96 (RFC 4291, section 2.5.5.2). It holds no pointer,
// so that a table of a million costs the garbage collector nothing.
type key struct{ hi, lo uint64 }

// The IPv4-mapped part of the space, first and last.
var (
	mappedFirst = key{0, 0xffff << 32}
	mappedLast  = key{0, 0xffff<<32 | 0xffffffff}
	keyLast     = key{^uint64(0), ^uint64(0)}
)

// keyOf drops the zone: a zone names an interface of this host, not a place.
func keyOf(a netip.Addr) key {
	b := a.As16()
	return key{binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])}
}

// addr is the inverse of keyOf, with mapped addresses as plain IPv4.
func (k key) addr() netip.Addr {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], k.hi)
	binary.BigEndian.PutUint64(b[8:], k.lo)
	return netip.AddrFrom16(b).Unmap()
}

// is4 reports whether k is an IPv4 address.
func (k key) is4() bool { return k.hi == 0 && k.lo>>32 == 0xffff }

func (k key) less(o key) bool { return k.hi < o.hi || k.hi == o.hi && k.lo < o.lo }

// next wraps to zero after the last key.
func (k key) next() key {
	k.lo++
	if k.lo == 0 {
		k.hi++
	}
	return k
}

func (k key) prev() key {
	if k.lo == 0 {
		k.hi--
	}
	k.lo--
	return k
}

// withBit sets bit i, counted from the most significant.
func (k key) withBit(i int) key {
	if i < 64 {
		k.hi |= 1 << (63 - i)
	} else {
		k.lo |= 1 << (127 - i)
	}
	return k
}

// last is the final key of the network of that prefix length that starts at k.
func (k key) last(length int) key {
	if length < 64 {
		return key{k.hi | ^uint64(0)>>length, ^uint64(0)}
	}
	return key{k.hi, k.lo | ^uint64(0)>>(length-64)}
}

// span is the keys from first to last, both included, that share an id.
type span struct {
	first, last key
	id          uint32
}

// spanOf is the keys of a prefix of either family.
func spanOf(p netip.Prefix, id uint32) span {
	length := p.Bits()
	if p.Addr().Is4() {
		length += 96
	}
	first := keyOf(p.Masked().Addr())
	return span{first, first.last(length), id}
}

// prefixes appends the fewest prefixes that make up s, which must not reach
// over the border between the families.
func (s span) prefixes(dst []netip.Prefix) []netip.Prefix {
	return netipx.IPRangeFrom(s.first.addr(), s.last.addr()).AppendPrefixes(dst)
}

// size is the number of keys in s, rounded to a float's 53 bits.
func (s span) size() float64 {
	lo, borrow := bits.Sub64(s.last.lo, s.first.lo, 0)
	hi, _ := bits.Sub64(s.last.hi, s.first.hi, borrow)
	return math.Ldexp(float64(hi), 64) + float64(lo) + 1
}
