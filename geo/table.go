package geo

import (
	"cmp"
	"net/netip"
	"slices"
	"sort"
)

// table maps every key to an id, as a step function: ids[i] holds from
// starts[i] up to the next start. starts[0] is the zero key, so that no key is
// without an id; id 0 means that nothing is known.
type table struct {
	starts []key
	ids    []uint32
}

// emptyTable knows nothing of any key.
func emptyTable() table { return table{starts: []key{{}}, ids: []uint32{0}} }

// tableOf builds a table from spans that do not overlap, in any order.
func tableOf(spans []span) table {
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.first.hi, b.first.hi), cmp.Compare(a.first.lo, b.first.lo))
	})
	t := emptyTable()
	for _, s := range spans {
		t.cover(s)
	}
	return t
}

// cover adds a span past all those that were added before.
func (t *table) cover(s span) {
	t.step(s.first, s.id)
	if s.last != keyLast {
		t.step(s.last.next(), 0)
	}
}

// step lets id hold from k on. Keys come in rising order; a step at the same
// key replaces the former, and one that changes nothing is left out.
func (t *table) step(k key, id uint32) {
	if n := len(t.ids) - 1; n > 0 && t.starts[n] == k {
		t.starts, t.ids = t.starts[:n], t.ids[:n]
	}
	switch n := len(t.ids) - 1; {
	case t.starts[n] == k: // the zero key, which stays
		t.ids[n] = id
	case t.ids[n] != id:
		t.starts, t.ids = append(t.starts, k), append(t.ids, id)
	}
}

// at returns the id that holds at k.
func (t *table) at(k key) uint32 {
	i := sort.Search(len(t.starts), func(i int) bool { return k.less(t.starts[i]) })
	return t.ids[i-1]
}

// merge walks two tables side by side and joins the ids that hold together.
func merge(a, b table, join func(a, b uint32) uint32) table {
	out := table{
		starts: append(make([]key, 0, len(a.ids)+len(b.ids)), key{}),
		ids:    append(make([]uint32, 0, len(a.ids)+len(b.ids)), 0),
	}
	for i, j := 0, 0; i < len(a.ids) || j < len(b.ids); {
		k := a.startOr(i)
		if next := b.startOr(j); j < len(b.ids) && (i == len(a.ids) || next.less(k)) {
			k = next
		}
		if i < len(a.ids) && a.starts[i] == k {
			i++
		}
		if j < len(b.ids) && b.starts[j] == k {
			j++
		}
		out.step(k, join(a.ids[i-1], b.ids[j-1]))
	}
	return out
}

// startOr is the start of step i, or the last key past the end.
func (t *table) startOr(i int) key {
	if i < len(t.starts) {
		return t.starts[i]
	}
	return keyLast
}

// runs calls yield with each longest run of keys whose id is wanted, cut at
// the borders of the IPv4-mapped part.
func (t *table) runs(wanted func(id uint32) bool, yield func(span)) {
	for i := 0; i < len(t.ids); i++ {
		if !wanted(t.ids[i]) {
			continue
		}
		first := t.starts[i]
		for i+1 < len(t.ids) && wanted(t.ids[i+1]) {
			i++
		}
		cutFamilies(span{first: first, last: t.span(i).last}, yield)
	}
}

// span is the keys of step i.
func (t *table) span(i int) span {
	s := span{t.starts[i], keyLast, t.ids[i]}
	if i+1 < len(t.starts) {
		s.last = t.starts[i+1].prev()
	}
	return s
}

// cutFamilies splits s where IPv4 begins and ends.
func cutFamilies(s span, yield func(span)) {
	cut(s, []key{mappedFirst, mappedLast.next()}, yield)
}

// cut splits s at rising borders, each of which is the first key of a part.
func cut(s span, borders []key, yield func(span)) {
	for _, border := range borders {
		if s.first.less(border) && !s.last.less(border) {
			yield(span{s.first, border.prev(), s.id})
			s.first = border
		}
	}
	yield(s)
}

// prefixes returns the fewest prefixes of the keys whose id is wanted, IPv4
// before IPv6, each by address. IPv6 goes over the mapped part as if it were
// not there where it is wanted on both sides.
func (t *table) prefixes(wanted func(id uint32) bool) (out []netip.Prefix) {
	var v6 []span
	t.runs(wanted, func(s span) {
		n := len(v6) - 1
		switch {
		case s.first.is4():
			out = s.prefixes(out)
		case n >= 0 && v6[n].last == mappedFirst.prev() && s.first == mappedLast.next():
			v6[n].last = s.last
		default:
			v6 = append(v6, s)
		}
	})
	for _, s := range v6 {
		out = s.prefixes(out)
	}
	return out
}
