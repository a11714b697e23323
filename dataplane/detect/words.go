package detect

import "strings"

// wordIndex finds label words in a folded window. It is built once.
type wordIndex struct {
	words  []labelWord
	chains map[uint32][]uint16 // first three bytes to words
	seen   [1 << 12]bool       // hashes of the first three bytes: most windows have none
}

type labelWord struct {
	text string
	bits uint64
}

func newWordIndex() *wordIndex { return &wordIndex{chains: map[uint32][]uint16{}} }

// add gives a word another bit. Words with spaces are also written as programs do:
// joined, or with other signs between.
func (x *wordIndex) add(word string, bits uint64) {
	w := string(fold(nil, []byte(word)))
	if strings.Contains(w, " ") && len(w) > 5 {
		for _, sign := range [...]string{"_", "-", ""} {
			x.addText(strings.ReplaceAll(w, " ", sign), bits)
		}
	}
	if len(w) < 2 {
		panic("detect: label too short: " + word)
	}
	if len(w) == 2 {
		x.addText(w+" ", bits)
		x.addText(w+":", bits)
		x.addText(w+"\"", bits)
		x.addText(w+"_", bits)
		w += "="
	}
	x.addText(w, bits)
}

func (x *wordIndex) addText(w string, bits uint64) {
	key := prefix3([]byte(w))
	for _, i := range x.chains[key] {
		if x.words[i].text == w {
			x.words[i].bits |= bits
			return
		}
	}
	x.words = append(x.words, labelWord{w, bits})
	x.chains[key] = append(x.chains[key], uint16(len(x.words)-1))
	x.seen[hash3(key)] = true
}

// next finds the first words in b that begin at or behind i: where they begin,
// where the longest ends, and all their bits, or no bits at the end.
func (x *wordIndex) next(b []byte, i int) (start, end int, bits uint64) {
	for ; i+3 <= len(b); i++ {
		key := prefix3(b[i:])
		if !x.seen[hash3(key)] {
			continue
		}
		for _, w := range x.chains[key] {
			word := &x.words[w]
			if n := i + len(word.text); n <= len(b) && string(b[i:n]) == word.text && standsAlone(b, i, n) {
				end, bits = max(end, n), bits|word.bits
			}
		}
		if bits != 0 {
			return i, end, bits
		}
	}
	return len(b), 0, 0
}

// standsAlone keeps short Latin words from being found inside others. Long
// ones may follow a letter, as in "homephone".
func standsAlone(b []byte, start, end int) bool {
	if isLetter(b[end-1]) && end < len(b) && isLetter(b[end]) && !(b[end] == 's') {
		return false
	}
	return !isLetter(b[start]) || start == 0 || !isLetter(b[start-1]) || end-start >= 5
}

func prefix3(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

func hash3(key uint32) uint32 { return key * 2654435761 >> 20 }
