package detect

import (
	"math"
	"math/bits"
)

// exactValues is how many distinct values of a class are told apart exactly.
const exactValues = 1024

// distinct counts distinct hashes: exactly up to exactValues, and from there by
// the k-minimum-values estimate (Bar-Yossef et al. 2002; relative standard
// error 1/sqrt(k-2), 3 % here) in the same 16 KiB. The result does not depend
// on the order of additions, and falls only when a value is taken back.
//
// The hashes that are kept stand in ascending order in a table about twice as large: each where its share
// of the greatest one lies, or behind those that are in its way (Amble and Knuth 1974; since hashes
// are spread evenly, a few). So little is moved for a new one, and the greatest is known.
type distinct struct {
	full   bool     // more than exactValues were seen
	last   uint64   // then the greatest that is kept
	n      int      // how many are
	size   int      // places of the table
	table  []uint64 // 0 where a place is free, and a few more behind, of which the last one is
	top    int      // where the greatest is
	limit  uint64   // the places are shares of it
	shift  int      // see place
	factor uint64
}

const (
	leastTable = 32 // places
	mostTable  = 2 * exactValues
	moreTable  = 8 // behind them
)

// add reports whether the count changed.
func (d *distinct) add(h uint64) bool {
	if d.full && h >= d.last {
		return false // as of a large table most are
	}
	if 2*d.n >= d.size && d.size < mostTable {
		d.spread(max(leastTable, 2*d.size), math.MaxUint64)
	}
	h = max(h, 1)
	i := d.find(h)
	if d.table[i] == h {
		return false
	}
	d.insert(i, h)
	if d.n > exactValues {
		d.dropGreatest()
	}
	return true
}

// place is where a hash belongs: where its share of limit lies in the table.
func (d *distinct) place(h uint64) int {
	high, _ := bits.Mul64(h<<d.shift, d.factor)
	return int(high)
}

// find returns where a hash is, or is to be inserted.
func (d *distinct) find(h uint64) int {
	i := d.place(h)
	for d.table[i] != 0 && d.table[i] < h {
		i++
	}
	return i
}

// insert moves what is in the way of a hash up to the next free place.
func (d *distinct) insert(i int, h uint64) {
	for ; h != 0; i++ {
		d.table[i], h = h, d.table[i]
	}
	if i == len(d.table) {
		d.table = append(d.table, 0)
	}
	d.n++
	d.top = max(d.top, i-1)
}

// dropGreatest takes the greatest hash out. When what is left has drawn together, it is spread anew.
func (d *distinct) dropGreatest() {
	d.table[d.top] = 0
	for d.table[d.top] == 0 {
		d.top--
	}
	d.n--
	d.full, d.last = true, d.table[d.top]
	if d.last < d.limit/4*3 {
		d.spread(d.size, d.last)
	}
}

// spread puts the hashes into a table with so many places for shares of limit.
func (d *distinct) spread(size int, limit uint64) {
	var room [exactValues + 1]uint64
	kept := room[:d.kept(&room)]
	if size > d.size {
		d.table = make([]uint64, size+moreTable)
	}
	clear(d.table)
	d.size, d.limit, d.shift = size, limit, bits.LeadingZeros64(limit)
	d.factor, _ = bits.Div64(uint64(size), 0, limit<<d.shift)
	d.top = -1
	for _, h := range kept {
		if d.top = max(d.top+1, d.place(h)); d.top >= len(d.table)-1 {
			d.table = append(d.table, 0)
		}
		d.table[d.top] = h
	}
	d.n, d.top = len(kept), max(d.top, 0)
}

// kept writes the hashes to a list, without a branch on what can't be foretold, and returns how many.
func (d *distinct) kept(list *[exactValues + 1]uint64) (n int) {
	for _, h := range d.table {
		list[n] = h
		n += int(oneIf(h))
	}
	return n
}

// remove takes a hash back, if all are told apart.
func (d *distinct) remove(h uint64) {
	if d.has(h) && !d.full {
		d.table[d.find(max(h, 1))] = 0
		d.spread(d.size, d.limit)
	}
}

func (d *distinct) has(h uint64) bool {
	if d.n == 0 || d.full && h > d.last {
		return false
	}
	h = max(h, 1)
	return d.table[d.find(h)] == h
}

func (d *distinct) count() int {
	if !d.full {
		return d.n
	}
	share := float64(d.last) / (1 << 63) / 2
	return max(exactValues+1, int((exactValues-1)/share))
}
