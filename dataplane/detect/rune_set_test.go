package detect

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// A set must do what package bytes does with a string of characters, in any bytes.
func TestRuneSetMatchesBytes(t *testing.T) {
	const chars = " \t:=　：】・"
	set, rng := newRuneSet(chars), rand.New(rand.NewPCG(7, 8))
	pieces := []string{" ", ":", "a", "7", "　", "：", "】", "・", "山", "ー", "\xe3", "\x80", "\xef\xbc", "\xff", ""}
	for range 5000 {
		var b []byte
		for range rng.IntN(9) {
			b = append(b, pieces[rng.IntN(len(pieces))]...)
		}
		if !bytes.Equal(set.trimLeft(b), bytes.TrimLeft(b, chars)) || !bytes.Equal(set.trimRight(b), bytes.TrimRight(b, chars)) || !bytes.Equal(set.trim(b), bytes.Trim(b, chars)) {
			t.Fatalf("%q is not trimmed as package bytes does", b)
		}
		if set.index(b) != bytes.IndexAny(b, chars) || set.lastIndex(b) != bytes.LastIndexAny(b, chars) {
			t.Fatalf("%q: index %d, last %d; want %d, %d", b, set.index(b), set.lastIndex(b), bytes.IndexAny(b, chars), bytes.LastIndexAny(b, chars))
		}
	}
}
