package nft

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/google/nftables"
)

// addrRange is an inclusive range of addresses of one family.
type addrRange struct{ first, last netip.Addr }

// split sorts prefixes by family and merges what overlaps or touches, because an
// interval set refuses overlapping elements.
func split(prefixes []netip.Prefix) (v4, v6 []addrRange, err error) {
	for _, p := range prefixes {
		switch {
		case !p.IsValid() || p.Addr().Is4In6():
			return nil, nil, fmt.Errorf("prefix %q: want a plain IPv4 or IPv6 prefix", p)
		case p.Addr().Is4():
			v4 = append(v4, rangeOf(p))
		default:
			v6 = append(v6, rangeOf(p))
		}
	}
	return merge(v4), merge(v6), nil
}

func rangeOf(p netip.Prefix) addrRange {
	first := p.Masked().Addr()
	b := first.AsSlice()
	for bit := p.Bits(); bit < len(b)*8; bit++ {
		b[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(b)
	return addrRange{first, last}
}

// merge sorts ranges of one family in place and joins overlapping and adjacent ones.
func merge(ranges []addrRange) []addrRange {
	slices.SortFunc(ranges, func(a, b addrRange) int { return a.first.Compare(b.first) })
	out := ranges[:0]
	for _, r := range ranges {
		if n := len(out); n > 0 && touches(out[n-1], r) {
			if out[n-1].last.Less(r.last) {
				out[n-1].last = r.last
			}
			continue
		}
		out = append(out, r)
	}
	return out
}

// touches reports whether b, which does not start before a, overlaps or follows a.
func touches(a, b addrRange) bool {
	next := a.last.Next()
	return !next.IsValid() || !next.Less(b.first)
}

// elements encodes ranges as the kernel keeps intervals: a start, and an end that
// is the first address outside. A range up to the family's last address has no end.
func elements(ranges []addrRange) []nftables.SetElement {
	out := make([]nftables.SetElement, 0, 2*len(ranges))
	for _, r := range ranges {
		out = append(out, nftables.SetElement{Key: r.first.AsSlice()})
		if end := r.last.Next(); end.IsValid() {
			out = append(out, nftables.SetElement{Key: end.AsSlice(), IntervalEnd: true})
		}
	}
	return out
}
