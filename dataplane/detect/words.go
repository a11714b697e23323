package detect

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// wordIndex finds label words in a folded window. It is built once.
type wordIndex struct {
	words  []labelWord
	chains map[uint32][]uint16  // first three bytes to words, while building
	seen   [1 << 14 / 64]uint64 // hashes of the first three bytes: most windows have none
	slots  []wordSlot           // open addressing, power of two
	lists  []uint16             // of words, which slots point to
}

// wordSlot says which words begin with three bytes: n of lists from at.
type wordSlot struct {
	key   uint32
	at, n uint16
}

// labelWord is a label as it is compared: folded, and with a space wherever people and
// programs join words in one way or another.
type labelWord struct {
	text string
	bits uint64
	head string // what text begins with in ASCII, up to a space or a mark
}

// joints are the signs that join the words of a label: "my number", "my_number",
// "my-number", "cod. fisc", "n°/ss". They may be left out.
const joints = " _-./"

// In a label's text these stand for any word for "number", as what ends it.
const (
	latinNumber = '\x01'
	kanjiNumber = '\x02'
)

// latinNumbers and kanjiNumbers are the ways to write it, folded, a longer one before
// those that it begins with.
var (
	latinNumbers = []string{"number", "num", "nbr", "nos", "no", "nr", "n°", "#", "番号", "番號", "号码", "號碼", "号", "번호", "ナンバー"}
	kanjiNumbers = []string{"番号", "ノ番号", "ナンバー", "no", "#"}
)

// numbered puts the mark for any word for "number" in place of the one that ends a label.
func numbered(w string) string {
	for _, end := range [...]string{" number", " no"} {
		if rest, ok := strings.CutSuffix(w, end); ok {
			return rest + " " + string(latinNumber)
		}
	}
	for _, end := range [...]string{"番号", "no"} {
		if rest, ok := strings.CutSuffix(w, end); ok && len(rest) > 0 && (end == "番号" || rest[len(rest)-1] >= utf8.RuneSelf) {
			return strings.TrimSuffix(rest, "ノ") + string(kanjiNumber)
		}
	}
	return w
}

// numbersFor returns the words that a mark stands for, or nil.
func numbersFor(mark byte) []string {
	switch mark {
	case latinNumber:
		return latinNumbers
	case kanjiNumber:
		return kanjiNumbers
	}
	return nil
}

func newWordIndex() *wordIndex { return &wordIndex{chains: map[uint32][]uint16{}} }

// add gives a word another bit.
func (x *wordIndex) add(word string, bits uint64) {
	parts := strings.FieldsFunc(string(fold(nil, []byte(word))), func(r rune) bool { return strings.ContainsRune(joints, r) })
	w := strings.Join(parts, " ")
	if len(w) < 2 {
		panic("detect: label too short: " + word)
	}
	x.addText(numbered(w), bits)
	for i, p := range parts {
		if acronym(p) && len(p)+len(parts) > 3 {
			spread := slices.Replace(slices.Clone(parts), i, i+1, strings.Join(strings.Split(p, ""), " "))
			x.addText(numbered(strings.Join(spread, " ")), bits)
		}
	}
}

// acronym says whether a word may be written with a point behind each letter.
func acronym(w string) bool {
	return len(w) >= 2 && len(w) <= 4 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" && !qualifiers[w]
}

func (x *wordIndex) addText(w string, bits uint64) {
	for i := range x.words {
		if x.words[i].text == w {
			x.words[i].bits |= bits
			return
		}
	}
	x.words = append(x.words, labelWord{w, bits, plainHead(w)})
	for _, key := range beginnings(w) {
		x.chains[key] = append(x.chains[key], uint16(len(x.words)-1))
	}
}

// compile makes of the chains what is faster to ask. No word can be added behind it.
func (x *wordIndex) compile() {
	size := 64
	for size < 3*len(x.chains) {
		size *= 2
	}
	x.slots = make([]wordSlot, size)
	for key, words := range x.chains {
		i := x.home(key)
		for x.slots[i].n != 0 {
			i = (i + 1) & (size - 1)
		}
		x.slots[i] = wordSlot{key, uint16(len(x.lists)), uint16(len(words))}
		x.lists = append(x.lists, words...)
		x.seen[hash3(key)/64] |= 1 << (hash3(key) % 64)
	}
	if len(x.lists) > math.MaxUint16 {
		panic("detect: too many labels")
	}
	x.chains = nil
}

func (x *wordIndex) home(key uint32) int { return int(key*2654435761>>8) & (len(x.slots) - 1) }

// beginningWith returns the words that begin with three bytes.
func (x *wordIndex) beginningWith(key uint32) []uint16 {
	for i := x.home(key); x.slots[i].n != 0; i = (i + 1) & (len(x.slots) - 1) {
		if s := &x.slots[i]; s.key == key {
			return x.lists[s.at : s.at+s.n]
		}
	}
	return nil
}

// plainHead returns what a label begins with that is in a text as it is.
func plainHead(w string) string {
	for i := range len(w) {
		if w[i] <= ' ' || w[i] >= utf8.RuneSelf {
			return w[:i]
		}
	}
	return w
}

// beginnings lists the first three bytes that a text may have where a word stands.
func beginnings(w string) (keys []uint32) {
	starts := []string{""}
	for i := range min(len(w), 4) {
		if numbers := numbersFor(w[i]); numbers != nil {
			starts = eachWith(starts, numbers)
		} else if w[i] == ' ' {
			starts = eachWith(starts, append(strings.Split(joints, ""), ". ", ""))
		} else {
			starts = eachWith(starts, []string{w[i : i+1]})
		}
	}
	known := map[uint32]bool{}
	for _, s := range starts {
		ends := []string{""}
		if len(s) < 3 {
			ends = strings.Split(" :=\"'_-./#()[]<>\n\t?!,;*|", "")
		}
		for _, s := range eachWith([]string{s}, ends) {
			if key := prefix3([]byte(s)); !known[key] {
				known[key], keys = true, append(keys, key)
			}
		}
	}
	return keys
}

// eachWith puts each tail behind each head.
func eachWith(heads, tails []string) (all []string) {
	for _, h := range heads {
		for _, t := range tails {
			all = append(all, h+t)
		}
	}
	return all
}

// next finds the first words in b that begin at or behind i: where they begin,
// where the longest ends, and all their bits, or no bits at the end. Where the longest
// is no label, its bit is the only one: "file name" is no name.
func (x *wordIndex) next(b []byte, i int) (start, end int, bits uint64) {
	for ; i+2 <= len(b); i++ {
		key := prefixAt(b, i)
		if h := hash3(key); x.seen[h/64]>>(h%64)&1 == 0 {
			continue
		}
		if end, bits = x.longest(b, i, x.beginningWith(key)); bits != 0 {
			return i, end, bits
		}
	}
	return len(b), 0, 0
}

// longest looks for some words at b[i:].
func (x *wordIndex) longest(b []byte, i int, words []uint16) (end int, bits uint64) {
	var noLabel uint64
	for _, w := range words {
		word := &x.words[w]
		n := word.match(b, i)
		if n == 0 || !standsAlone(b, i, n) {
			continue
		}
		if n > end {
			end, noLabel = n, 0
		}
		if n == end {
			noLabel |= word.bits & (negative | otherBit)
		}
		bits |= word.bits
	}
	if noLabel != 0 {
		return end, noLabel
	}
	return end, bits &^ (negative | otherBit)
}

// match returns the offset behind the word if it stands at b[i:], and 0 otherwise.
// Words of other scripts than Latin may have a space between any two characters, as
// forms have that stretch a label to the width of others.
func (w *labelWord) match(b []byte, i int) int {
	plain := len(w.head)
	if len(b)-i < plain || string(b[i:i+plain]) != w.head {
		return 0
	}
	i += plain
	before := byte(0)
	for k := plain; k < len(w.text); k++ {
		c := w.text[k]
		switch {
		case c == ' ':
			i += possessive(b[i:])
			for n := 0; n < 2 && i < len(b) && strings.IndexByte(joints, b[i]) >= 0; n++ {
				i++
			}
			before = 0
			continue
		case c == latinNumber || c == kanjiNumber:
			n := numberWordAt(b[i:], numbersFor(c))
			if n == 0 {
				return 0
			}
			i += n
			continue
		case i < len(b) && b[i] == ' ' && before >= utf8.RuneSelf && c >= utf8.RuneSelf && utf8.RuneStart(c):
			i++
		}
		if i == len(b) || b[i] != c {
			return 0
		}
		before = c
		i++
	}
	return i
}

// possessive measures what makes "insured person's number" of "insured person number".
func possessive(b []byte) int {
	for _, s := range [...]string{"'s", "’s"} {
		if len(b) > len(s) && string(b[:len(s)]) == s {
			return len(s)
		}
	}
	return 0
}

// numberWordAt measures the word for "number" that b begins with, perhaps behind a blank.
func numberWordAt(b []byte, numbers []string) int {
	blank := 0
	if len(b) > 0 && b[0] == ' ' {
		blank = 1
	}
	for _, w := range numbers {
		if n := spacedPrefix(b[blank:], w); n > 0 {
			return blank + n
		}
	}
	return 0
}

// spacedPrefix measures a word that b begins with, with a space between any two of its
// characters where they are of no Latin script.
func spacedPrefix(b []byte, w string) int {
	i := 0
	for k := range len(w) {
		if i < len(b) && b[i] == ' ' && w[k] >= utf8.RuneSelf && utf8.RuneStart(w[k]) && k > 0 {
			i++
		}
		if i == len(b) || b[i] != w[k] {
			return 0
		}
		i++
	}
	return i
}

// standsAlone keeps short Latin words from being found inside others. Long
// ones may follow a letter, as in "homephone", and any a qualifier, as in "federalein".
func standsAlone(b []byte, start, end int) bool {
	plural := end+1 < len(b) && b[end] == 's' && !isLetter(b[end+1]) || end+1 == len(b) && b[end] == 's'
	if isLetter(b[end-1]) && end < len(b) && isLetter(b[end]) && !plural && !qualifierBehind(b, end) {
		return false
	}
	return !isLetter(b[start]) || start == 0 || !isLetter(b[start-1]) || end-start >= 5 || end-start >= 3 && qualifierBefore(b, start)
}

// prefixAt is prefix3 of b[i:]; behind its end are spaces.
func prefixAt(b []byte, i int) uint32 {
	if i+3 <= len(b) {
		return prefix3(b[i:])
	}
	return uint32(b[i]) | uint32(b[i+1])<<8 | ' '<<16
}

func prefix3(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

func hash3(key uint32) uint32 { return key * 2654435761 >> 18 }
