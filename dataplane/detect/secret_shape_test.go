package detect

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// Every shape of the table finds what is made by it, and says its own class.
func TestShapesFindTheirOwn(t *testing.T) {
	p, rng := all(t), rand.New(rand.NewPCG(7, 8))
	for _, class := range []string{"secret.token", "secret.cloud_key"} {
		byWord, _ := shapesOf(class)
		for _, word := range slices.Sorted(maps.Keys(byWord)) { // in one order, for one sequence of random texts
			for _, s := range byWord[word] {
				text := s.make(rng)
				if n := counted(scanWhole(p, text), class); n != 1 {
					t.Errorf("%s: %d in %q, made for %q", class, n, text, word)
				}
			}
		}
	}
}

// make makes a text of the shape, random enough to count if that can be.
func (s *shape) make(rng *rand.Rand) string {
	var b bytes.Buffer
	for range 1000 {
		b.Reset()
		b.WriteString("value = ")
		start := b.Len()
		for i := range s.runs {
			if i == s.value {
				start = b.Len()
			}
			s.runs[i].make(&b, rng)
		}
		if v := b.Bytes()[start:]; entropy(v) >= s.entropy && !isPlaceholder(v) {
			break
		}
	}
	return b.String() + "\n"
}

func (r *run) make(b *bytes.Buffer, rng *rand.Rand) {
	b.WriteString(r.text)
	if r.text == "" && r.set['='] && r.set[':'] {
		b.WriteString("=") // between a label and its value
		return
	}
	for n := 0; r.text == "" && n < r.min; {
		if c := byte(rng.IntN(128)); r.set[c] {
			b.WriteByte(c)
			n++
		}
	}
}
