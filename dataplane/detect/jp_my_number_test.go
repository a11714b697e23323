package detect

import (
	"math/rand/v2"
	"testing"
)

// The sum that is written out is that of the ordinance's weights: n+1 for the n-th digit from the
// right up to the sixth, and n-5 from the seventh on.
func TestMyNumberSum(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 12))
	for range 1000 {
		var digits [maxDigits]byte
		want := uint(0)
		for i := range digits {
			digits[i] = byte('0' + rng.IntN(10))
		}
		for n := 1; n <= 11; n++ {
			weight := n + 1
			if n > 6 {
				weight = n - 5
			}
			want += uint(digits[11-n]-'0') * uint(weight)
		}
		if got := myNumberSum(&digits); got != want {
			t.Fatalf("sum of %s = %d, want %d", digits[:11], got, want)
		}
	}
}
