package geo

import (
	"fmt"
	"net/netip"
)

// Some IPv6 addresses carry an IPv4 address, to which a translator or relay
// takes their packets. They stand where that one stands; judged as IPv6, they
// would be a way around the border. Teredo is left out: its addresses, which
// hide the client's in their last bits, form no prefixes, and it is gone from
// practice. A network's own NAT64 prefix can be overridden.
//
// NAT64 is 64:ff9b::/96 followed by the address (RFC 6052, section 2.1), 6to4
// is 2002::/16 followed by it (RFC 3056, section 2).
var (
	nat64    = netip.MustParsePrefix("64:ff9b::/96")
	sixTo4   = netip.MustParsePrefix("2002::/16")
	carriers = carrierBorders()
)

// carrierBorders is where a carrier begins or has ended, rising.
func carrierBorders() (out []key) {
	for _, p := range []netip.Prefix{nat64, sixTo4} {
		s := spanOf(p, 0)
		out = append(out, s.first, s.last.next())
	}
	return out
}

// carried is the IPv4 address that k carries, or k itself.
func carried(k key) key {
	switch {
	case k.hi == 0x64ff9b<<32 && k.lo>>32 == 0:
		return key{0, mappedFirst.lo | k.lo}
	case k.hi>>48 == 0x2002:
		return key{0, mappedFirst.lo | k.hi>>16&0xffffffff}
	}
	return k
}

// withCarriers appends the keys that Lookup answers from the part s of the
// table: IPv4 also in its carriers, IPv6 without them.
func withCarriers(dst []span, s span) []span {
	if s.first.is4() {
		first, last := s.first.lo&0xffffffff, s.last.lo&0xffffffff
		return append(dst, s,
			span{key{0x64ff9b << 32, first}, key{0x64ff9b << 32, last}, s.id},
			span{key{0x2002<<48 | first<<16, 0}, key{0x2002<<48 | last<<16, 0}.last(48), s.id})
	}
	cut(s, carriers, func(part span) {
		if carried(part.first) == part.first {
			dst = append(dst, part)
		}
	})
	return dst
}

// checkCarrier refuses a prefix inside a carrier: the IPv4 prefix says the same
// for all.
func checkCarrier(p netip.Prefix) error {
	for _, c := range []netip.Prefix{nat64, sixTo4} {
		if c.Contains(p.Addr()) && p.Bits() >= c.Bits() {
			return fmt.Errorf("addresses in %s stand where the IPv4 address they carry stands, override that", c)
		}
	}
	return nil
}
