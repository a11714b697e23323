package detect

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The estimate must hold within five standard errors of the sketch.
func TestDistinctCounting(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	var d distinct
	for i := range 100000 {
		h := rng.Uint64()
		d.add(h)
		d.add(h)
		n := i + 1
		if n <= exactValues && d.count() != n {
			t.Fatalf("%d distinct values count as %d", n, d.count())
		}
		if got := d.count(); n > exactValues && (float64(got) < 0.84*float64(n) || float64(got) > 1.16*float64(n)) {
			t.Fatalf("%d distinct values are estimated as %d", n, got)
		}
	}
}

// sortedDistinct is the obvious twin of distinct: the smallest hashes in a slice.
type sortedDistinct struct {
	full   bool
	hashes []uint64
}

func (d *sortedDistinct) add(h uint64) bool {
	i, found := slices.BinarySearch(d.hashes, h)
	if found || d.full && i == exactValues {
		return false
	}
	d.hashes = slices.Insert(d.hashes, i, h)
	if len(d.hashes) > exactValues {
		d.full, d.hashes = true, d.hashes[:exactValues]
	}
	return true
}

func (d *sortedDistinct) remove(h uint64) {
	if i, found := slices.BinarySearch(d.hashes, h); found && !d.full {
		d.hashes = slices.Delete(d.hashes, i, i+1)
	}
}

// Whatever the hashes are, evenly spread or not, the table keeps what its twin does.
func TestDistinctMatchesTwin(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 8))
	for _, spread := range []uint64{math.MaxUint64, 1 << 40, 3000, 900} {
		var fast distinct
		var slow sortedDistinct
		for i := range 20000 {
			h := 1 + rng.Uint64N(spread)
			if rng.IntN(10) == 0 {
				fast.remove(h)
				slow.remove(h)
			} else if got, want := fast.add(h), slow.add(h); got != want {
				t.Fatalf("add of value %d of up to %d: %v, want %v", i, spread, got, want)
			}
			if fast.full != slow.full || fast.n != len(slow.hashes) || fast.has(h) != slices.Contains(slow.hashes, h) {
				t.Fatalf("value %d of up to %d: %d hashes, want %d", i, spread, fast.n, len(slow.hashes))
			}
		}
		if got := slices.DeleteFunc(slices.Clone(fast.table), func(h uint64) bool { return h == 0 }); !slices.Equal(got, slow.hashes) {
			t.Errorf("of values up to %d other hashes are kept", spread)
		}
	}
}
