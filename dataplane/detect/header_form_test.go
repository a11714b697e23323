package detect

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// assignedSlowly is the obvious twin of isAssigned.
func assignedSlowly(cell []byte) bool {
	if bytes.HasPrefix(cell, []byte(":")) || bytes.Count(cell, []byte("(")) != bytes.Count(cell, []byte(")")) {
		return true
	}
	return containsAny(cell, []string{": ", "：", "=", "＝", "...", ". .", "……", "・・", "‥‥", "__", "--", "──", "→"})
}

// separatorSlowly is that of separatorIn.
func separatorSlowly(line []byte) (comma string, most int) {
	for _, c := range append([]string{"\t", ",", ";"}, frames[:]...) {
		if n := bytes.Count(line, []byte(c)); n > most {
			most, comma = n, c
		}
	}
	return comma, most
}

// gapsSlowly is that of gaps, but for lines without any.
func gapsSlowly(line []byte) (n int) {
	r := gridReader{line: bytes.TrimSpace(line)}
	for r.next() {
		n++
	}
	return max(0, n-1)
}

// What is seen in one pass over a line must be what is looked for sign by sign.
func TestSignsInOnePass(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	parts := []string{"a", "name", " ", " ", "  ", ":", "=", ".", "..", "_", "-", "(", ")", "\t", ",", ";", "|", "│", "：", "＝", "…", "・", "‥", "─", "→", "　", "氏名", "\xe2", "\xef", "#", "/"}
	for range 20000 {
		var b []byte
		for range rng.IntN(9) {
			b = append(b, parts[rng.IntN(len(parts))]...)
		}
		if got, want := isAssigned(b), assignedSlowly(b); got != want {
			t.Fatalf("isAssigned(%q) = %v, want %v", b, got, want)
		}
		comma, n := separatorIn(b)
		if slowComma, slow := separatorSlowly(b); comma != slowComma || n != slow {
			t.Fatalf("separatorIn(%q) = %q, %d, want %q, %d", b, comma, n, slowComma, slow)
		}
		if got, want := max(0, gaps(b, signsIn(b))), gapsSlowly(b); got != want {
			t.Fatalf("gaps(%q) = %d, want %d", b, got, want)
		}
	}
}

// A list's sign is looked for only where the byte that tells it is in the line.
func TestSignsOfListsAreTold(t *testing.T) {
	for _, s := range listSigns {
		if signsIn([]byte("a"+s+"b"))&signBit[signByte(s)] == 0 {
			t.Errorf("%q is not told by %q", s, signByte(s))
		}
	}
}
