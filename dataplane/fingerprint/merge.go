package fingerprint

import (
	"iter"
	"slices"
)

// shingles yields the entries of all documents in order, and counts in records
// the evidence that each document has left.
func (b *Builder) shingles(records []record) iter.Seq[uint64] {
	fresh := make([]uint64, 0, b.Pending())
	first := b.old.len() - len(b.gone)
	for i, a := range b.added {
		for _, h := range a.hashes {
			fresh = append(fresh, h<<numberBits|uint64(first+i))
		}
	}
	slices.Sort(fresh)
	merged := merge(b.old.shingles.renumbered(b.numbers()), fresh)
	return func(yield func(uint64) bool) {
		g := evidence{records: records}
		for i := range records {
			if records[i].kind != Table {
				records[i].evidence = 0
			}
		}
		for e := range merged {
			g.add(e)
			if !yield(e) {
				return
			}
		}
		g.end()
	}
}

// evidence counts shingles that few documents hold, no public one among them.
type evidence struct {
	records []record
	hash    uint64
	holders []int
}

func (g *evidence) add(entry uint64) {
	if h := entry >> numberBits; h != g.hash {
		g.end()
		g.hash = h
	}
	g.holders = append(g.holders, int(entry&maxNumber))
}

func (g *evidence) end() {
	public := slices.ContainsFunc(g.holders, func(i int) bool { return g.records[i].kind == Public })
	if len(g.holders) <= manyHolders && !public {
		for _, i := range g.holders {
			g.records[i].evidence++
		}
	}
	g.holders = g.holders[:0]
}

// values yields the entries of all tables in order.
func (b *Builder) values() iter.Seq[uint64] {
	rows, fresh := 0, []uint64(nil)
	stay := make([]int, 0, len(b.old.tables)) // a table's rows move as one
	for _, t := range b.old.tables {
		if b.gone[t.document] {
			stay = append(stay, -1)
			continue
		}
		stay = append(stay, rows)
		rows += t.rows
	}
	for _, a := range b.added {
		for _, e := range a.values {
			fresh = append(fresh, e+uint64(rows))
		}
		if a.record.kind == Table {
			rows += int(a.record.count)
		}
	}
	slices.Sort(fresh)
	return merge(b.oldValues(stay), fresh)
}

func (b *Builder) oldValues(stay []int) iter.Seq[uint64] {
	s := b.old
	return func(yield func(uint64) bool) {
		for i := range s.values.len() {
			e := s.values.at(i)
			row := int(e & maxNumber)
			at, found := slices.BinarySearchFunc(s.tables, row, func(t span, row int) int { return t.row - row })
			if !found {
				at--
			}
			if stay[at] < 0 {
				continue
			}
			if !yield(e - uint64(row) + uint64(row-s.tables[at].row+stay[at])) {
				return
			}
		}
	}
}

// numbers gives the new number of each old document, -1 for those that go. The
// order stays, so that sorted entries stay sorted.
func (b *Builder) numbers() []int {
	stay, next := make([]int, b.old.len()), 0
	for i := range stay {
		stay[i] = -1
		if !b.gone[i] {
			stay[i] = next
			next++
		}
	}
	return stay
}

func (x *index) renumbered(stay []int) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for i := range x.len() {
			e := x.at(i)
			n := stay[e&maxNumber]
			if n >= 0 && !yield(e&^maxNumber|uint64(n)) {
				return
			}
		}
	}
}

// merge yields the entries of a sorted sequence and a sorted list in order.
func merge(a iter.Seq[uint64], b []uint64) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		i, on := 0, true
		for e := range a {
			for on && i < len(b) && b[i] < e {
				on = yield(b[i])
				i++
			}
			if on = on && yield(e); !on {
				return
			}
		}
		for on && i < len(b) {
			on = yield(b[i])
			i++
		}
	}
}
