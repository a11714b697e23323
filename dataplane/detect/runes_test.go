package detect

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

// What is decoded sooner must be what the standard library decodes.
func TestRunesAreDecodedAsUsual(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	alphabet := []byte("a0 \n\x7f\x80\xbf\xc2\xe0\xe2\xe3\xe4\xe9\xea\xed\xef\xf0\xff")
	for range 200000 {
		b := make([]byte, rng.IntN(6))
		for i := range b {
			b[i] = alphabet[rng.IntN(len(alphabet))]
		}
		if rng.IntN(2) == 0 {
			b = utf8.AppendRune(b, rune(rng.IntN(0x3100)))
		}
		if rng.IntN(8) == 0 {
			b = append([]byte("　 "), b...)
		}
		r, n := firstRune(b)
		if want, size := utf8.DecodeRune(b); r != want || n != size {
			t.Fatalf("first of % x: %U of %d bytes, want %U of %d", b, r, n, want, size)
		}
		if got, want := trimSpace(b), bytes.TrimSpace(b); !bytes.Equal(got, want) {
			t.Fatalf("% x trimmed is % x, want % x", b, got, want)
		}
		if got, want := trimLeftBlanks(b), bytes.TrimLeft(b, " 　"); !bytes.Equal(got, want) {
			t.Fatalf("% x without blanks is % x, want % x", b, got, want)
		}
		r, n = lastRune(b)
		if want, size := utf8.DecodeLastRune(b); r != want || n != size {
			t.Fatalf("last of % x: %U of %d bytes, want %U of %d", b, r, n, want, size)
		}
	}
}
