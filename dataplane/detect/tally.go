package detect

import (
	"hash/maphash"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// seed keys the hashes of values, so that they mean nothing outside this process.
var seed = maphash.MakeSeed()

// exactValues is how many distinct values of a class are told apart exactly.
const exactValues = 1024

// distinct counts distinct hashes: exactly up to exactValues, and from there by
// the k-minimum-values estimate (Bar-Yossef et al. 2002; relative standard
// error 1/sqrt(k-2), 3 % here) in the same 8 KiB. The result does not depend
// on the order of additions, and falls only when a value is taken back.
type distinct struct {
	full   bool     // more than exactValues were seen
	last   uint64   // then the greatest that is kept
	sorted []uint64 // the smallest hashes seen
	// lately holds hashes that were added, by their last bits: a table's column often
	// has the same few values.
	lately [64]uint64
}

// add reports whether the count changed.
func (d *distinct) add(h uint64) bool {
	if d.full && h > d.last {
		return false // as of a large table most are
	}
	return d.insert(h)
}

func (d *distinct) insert(h uint64) (changed bool) {
	if h != 0 && d.lately[h%64] == h {
		return false
	}
	d.lately[h%64] = h
	i := d.rank(h)
	found := i < len(d.sorted) && d.sorted[i] == h
	if found || i == exactValues {
		grew := !found && !d.full
		d.full, d.last = d.full || !found, d.sorted[len(d.sorted)-1]
		return grew
	}
	if len(d.sorted) == exactValues {
		d.full = true
		d.sorted = d.sorted[:exactValues-1]
	}
	d.sorted = slices.Insert(d.sorted, i, h)
	d.last = d.sorted[len(d.sorted)-1]
	return true
}

// remove takes a hash back, if all are told apart.
func (d *distinct) remove(h uint64) {
	if d.lately[h%64] == h {
		d.lately[h%64] = 0
	}
	if i := d.rank(h); !d.full && i < len(d.sorted) && d.sorted[i] == h {
		d.sorted = slices.Delete(d.sorted, i, i+1)
	}
}

func (d *distinct) has(h uint64) bool {
	i := d.rank(h)
	return i < len(d.sorted) && d.sorted[i] == h
}

// rank returns how many of the hashes are smaller than h. Hashes can't be foretold, so
// that it halves without a branch on them.
func (d *distinct) rank(h uint64) (i int) {
	for n := len(d.sorted); n > 0; {
		half := (n + 1) / 2
		_, below := bits.Sub64(d.sorted[i+half-1], h, 0)
		i += half & -int(below)
		n -= half
	}
	return i
}

func (d *distinct) count() int {
	if !d.full {
		return len(d.sorted)
	}
	share := float64(d.sorted[exactValues-1]) / (1 << 63) / 2
	return max(exactValues+1, int((exactValues-1)/share))
}

// tally is what is known of one class in one flow or file. What each value is held
// against stands together at its beginning.
type tally struct {
	class      string
	confidence float64
	values     distinct
	extra      int // added from outside
	sample     string
	where      string
	reference  string // see Finding

	containment float64 // likewise
	assembly    assembly
	body        bodyCount // the last that was known by its beginning
}

func (t *tally) count() int { return t.values.count() + t.extra }

// maxStars bounds a masked sample, which then also hides how long a value is.
const maxStars = 12

// mask shows of a value the first and last two characters if it has at least
// eight, the first and last one if it has five, and otherwise none.
func mask(value []byte) string {
	n := utf8.RuneCount(value)
	show := 0
	switch {
	case n >= 8:
		show = 2
	case n >= 5:
		show = 1
	}
	runes := []rune(string(value))
	out := slices.Clone(runes[:show])
	for range min(n-2*show, maxStars) {
		out = append(out, '*')
	}
	return string(append(out, runes[n-show:]...))
}
