package geo

import "math"

// Extent is how much of the address space something holds, as shares from 0 to
// 1 of all IPv4 addresses and of the IPv6 addresses that are handed out for
// global unicast (2000::/3, RFC 4291).
type Extent struct {
	IPv4 float64 `json:"ipv4"`
	IPv6 float64 `json:"ipv6"`
}

// Coverage is how much of the address space a DB places somewhere, as a whole
// and by jurisdiction code. An address with two codes counts for both.
type Coverage struct {
	Placed Extent            `json:"placed"`
	ByCode map[string]Extent `json:"by_code"`
}

// The IPv6 addresses that coverage counts.
var (
	globalFirst = key{0x20 << 56, 0}
	globalLast  = key{0x3f<<56 | 1<<56 - 1, math.MaxUint64}
)

// Coverage measures the DB, overrides included.
func (d *DB) Coverage() Coverage {
	byID := make([]Extent, len(d.records))
	for i, id := range d.table.ids {
		if !d.records[id].Unknown() {
			cutFamilies(d.table.span(i), byID[id].count)
		}
	}
	c := Coverage{ByCode: map[string]Extent{}}
	for id, e := range byID {
		c.Placed.add(e)
		for _, code := range d.records[id].Codes {
			sum := c.ByCode[code]
			sum.add(e)
			c.ByCode[code] = sum
		}
	}
	return c
}

func (e *Extent) add(o Extent) {
	e.IPv4 += o.IPv4
	e.IPv6 += o.IPv6
}

// count adds the share of s, which lies within one family.
func (e *Extent) count(s span) {
	if s.first.is4() {
		e.IPv4 += float64(s.last.lo-s.first.lo+1) / (1 << 32)
		return
	}
	if s.first.less(globalFirst) {
		s.first = globalFirst
	}
	if globalLast.less(s.last) {
		s.last = globalLast
	}
	if !s.last.less(s.first) {
		e.IPv6 += s.size() / math.Ldexp(1, 125)
	}
}
