package detect

import (
	"hash/maphash"
	"slices"
	"unicode/utf8"
)

// seed keys the hashes of values, so that they mean nothing outside this process.
var seed = maphash.MakeSeed()

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
