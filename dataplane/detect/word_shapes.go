package detect

import "unicode/utf8"

// wordShapes tells most words from those of a list by their first and last letter and their
// length, sooner than the list does.
type wordShapes [32][32]uint32

// add adds a word of the list.
func (s *wordShapes) add(w string) { s[w[0]&31][w[len(w)-1]&31] |= 1 << min(len(w), 31) }

// has says whether a word, in any case, may be one of the list.
func (s *wordShapes) has(w []byte) bool {
	n := len(w)
	return n > 0 && (s[w[0]&31][w[n-1]&31]>>min(n, 31)&1 != 0 || w[0]|w[n-1] >= utf8.RuneSelf)
}
