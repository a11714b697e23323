package detect

import (
	"slices"
	"unicode/utf8"
)

// runeSet is a set of characters to cut off or to look for. It does what package bytes does
// with a string of them, which it reads anew each time, for every character of the text if
// one of the string's is not ASCII.
type runeSet struct {
	ascii [utf8.RuneSelf]bool
	leads [256]bool // the first bytes of wide
	wide  []rune
}

func newRuneSet(chars string) *runeSet {
	s := &runeSet{}
	for i, r := range chars {
		if r < utf8.RuneSelf {
			s.ascii[r] = true
			continue
		}
		s.leads[chars[i]] = true
		s.wide = append(s.wide, r)
	}
	return s
}

// begins measures the character of the set that b begins with, 0 if there is none. b is not
// empty.
func (s *runeSet) begins(b []byte) int {
	if c := b[0]; c < utf8.RuneSelf {
		if s.ascii[c] {
			return 1
		}
		return 0
	}
	if !s.leads[b[0]] {
		return 0
	}
	if r, n := firstRune(b); slices.Contains(s.wide, r) {
		return n
	}
	return 0
}

// ends is begins for the character that b ends with.
func (s *runeSet) ends(b []byte) int {
	if c := b[len(b)-1]; c < utf8.RuneSelf {
		return s.begins(b[len(b)-1:])
	}
	if r, n := lastRune(b); slices.Contains(s.wide, r) {
		return n
	}
	return 0
}

// trimLeft is bytes.TrimLeft.
func (s *runeSet) trimLeft(b []byte) []byte {
	for len(b) > 0 {
		n := s.begins(b)
		if n == 0 {
			break
		}
		b = b[n:]
	}
	return b
}

// trimRight is bytes.TrimRight.
func (s *runeSet) trimRight(b []byte) []byte {
	for len(b) > 0 {
		n := s.ends(b)
		if n == 0 {
			break
		}
		b = b[:len(b)-n]
	}
	return b
}

// trim is bytes.Trim.
func (s *runeSet) trim(b []byte) []byte { return s.trimRight(s.trimLeft(b)) }

// index is bytes.IndexAny.
func (s *runeSet) index(b []byte) int {
	for i := range b {
		if s.begins(b[i:]) > 0 {
			return i
		}
	}
	return -1
}

// lastIndex is bytes.LastIndexAny.
func (s *runeSet) lastIndex(b []byte) int {
	for i := len(b) - 1; i >= 0; i-- {
		if s.begins(b[i:]) > 0 {
			return i
		}
	}
	return -1
}
