package detect

import (
	"slices"
	"testing"
)

// A capital is found at any place of a text of any length, and nothing else is taken for one.
func TestHasCapital(t *testing.T) {
	for n := range 40 {
		for at := range n {
			for c := range 256 {
				b := slices.Repeat([]byte{'a'}, n)
				if b[at] = byte(c); hasCapital(b) != isCapital(byte(c)) {
					t.Fatalf("hasCapital(%q) = %t", b, hasCapital(b))
				}
			}
		}
	}
}
