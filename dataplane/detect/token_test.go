package detect

import (
	"math/rand/v2"
	"testing"
)

// A number read the short way must be the one that is read the long way.
func TestPlainNumbersAreReadAsAny(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	signs := []string{"-", "-", "-", "--", ",", "\n", " ", ".", "a", "@", "０", "(", "一", "\u200b", "/"}
	plain := 0
	for range 100000 {
		text := []byte("x,")[rng.IntN(3):]
		start := len(text)
		for range rng.IntN(10) {
			for range 1 + rng.IntN(5) {
				text = append(text, '0'+byte(rng.IntN(10)))
			}
			text = append(text, signs[rng.IntN(len(signs))]...)
		}
		if start == len(text) {
			continue
		}
		var short, long token
		short.reset(start)
		long.reset(start)
		if !short.readPlain(text, start) {
			continue
		}
		plain++
		if long.readAny(text, start, false); short != long {
			t.Fatalf("%q from %d: %+v, want %+v", text, start, short, long)
		}
	}
	if plain < 1000 {
		t.Errorf("only %d numbers were plain", plain)
	}
}
