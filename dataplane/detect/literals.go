package detect

import (
	"encoding/binary"
	"math/bits"
)

// Events that are no detector's: what the literal starts is told by a negative number.
const (
	eventNumber = -1 - iota // a number that is not plain ASCII digits
	eventHeader             // a word that table headers consist of
	eventRow                // an HTML table row begins or ends
	eventValues             // an INSERT statement's columns end
	eventCopy               // a COPY statement's columns end
	eventRuler              // a line of hyphens below a header begins
)

// maxLiteral is the longest literal in bytes; as much is scanned again where
// two writes meet.
const maxLiteral = 160

// literals find fixed strings in two steps: a vector kernel marks the places
// where four bytes could begin the fingerprint of one (see prefilter.go), and
// a hash table of the fingerprints tells which.
type literals struct {
	list    []literal
	chains  map[uint32]uint16 // while building: fingerprint to 1+first in list
	slots   []slot            // open addressing, power of two
	four    sieve             // the fingerprints of four bytes
	three   sieve             // and of three
	runs    []masks           // the kernel's tables
	longest int               // length of the longest literal
}

type literal struct {
	text  string // lower case where fold is set
	at    int    // offset of the fingerprint in text
	owner int    // detector, or an event
	fold  bool
	next  uint16 // 1+next literal with this fingerprint
}

type slot struct {
	key  uint32
	head uint16
}

func newLiterals() *literals { return &literals{chains: map[uint32]uint16{}} }

func (l *literals) addAll(words []string, owner int, fold bool) {
	for _, w := range words {
		l.add(w, owner, fold)
		if wide := fullWidth(w); fold && wide != w && len(wide) <= maxLiteral {
			l.add(wide, owner, false)
		}
	}
}

// addMachine adds words that only texts have.
func (l *literals) addMachine(words []string, owner int, binary bool) {
	for _, w := range words {
		if !binary {
			l.add(w, owner, true)
		}
	}
}

func (l *literals) add(w string, owner int, fold bool) {
	if len(w) < 3 || len(w) > maxLiteral {
		panic("detect: literal of unfit length: " + w)
	}
	if fold {
		w = lowerASCII(w)
	}
	l.longest = max(l.longest, len(w))
	lit := literal{text: w, at: rarest(w), owner: owner, fold: fold}
	l.list = append(l.list, lit)
}

// compile builds the table, the sieves and the kernel's tables.
func (l *literals) compile() {
	for i := range l.list {
		key := key3(l.list[i].text[l.list[i].at:])
		l.list[i].next = l.chains[key]
		l.chains[key] = uint16(i + 1)
	}
	size := 64
	for size < 8*len(l.chains) {
		size *= 2
	}
	l.slots = make([]slot, size)
	for key, head := range l.chains {
		l.insert(slot{key, head})
	}
	for i := range l.list {
		l.list[i].enter(&l.three, &l.four)
	}
	l.runs = buildMasks(l.list)
	l.chains = nil
}

func (l *literals) insert(s slot) {
	i := l.home(s.key)
	for l.slots[i].head != 0 {
		i = (i + 1) & (len(l.slots) - 1)
	}
	l.slots[i] = s
}

func (l *literals) home(key uint32) int {
	return int(key*2654435761>>12) & (len(l.slots) - 1)
}

// sieve says of most bytes that they are none of those that were added.
type sieve [1 << siftBits / 64]uint64

// siftBits is the size of a sieve: 4 KiB, which stay in the first cache.
const siftBits = 15

func (s *sieve) add(key uint32) {
	h := key * 2654435761 >> (32 - siftBits)
	s[h/64] |= 1 << (h % 64)
}

// has returns 1 if key may have been added.
func (s *sieve) has(key uint32) uint64 {
	h := key * 2654435761 >> (32 - siftBits)
	return s[h/64] >> (h % 64) & 1
}

// enter adds the literal's fingerprint to the sieve of its length.
func (t *literal) enter(three, four *sieve) {
	if len(t.text) < printBytes {
		three.add(key3(t.text))
		return
	}
	print := t.text[t.at:]
	four.add(lower4(key3(print) | uint32(print[3])<<24))
}

// sift keeps of the places that the kernel marked in a block those where a
// fingerprint is. The kernel has few groups, and the more literals there are,
// the more it lets pass.
func (l *literals) sift(words uint64, block []byte) (left uint64) {
	for ; words != 0; words &= words - 1 {
		i := bits.TrailingZeros64(words)
		key := lower4(binary.LittleEndian.Uint32(block[i:]))
		left |= (l.four.has(key) | l.three.has(key&0xffffff)) << i
	}
	return left
}

// first returns 1+the first literal that the fingerprint at b may belong to.
func (l *literals) first(b []byte) uint16 {
	key := lower4(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16)
	for i := l.home(key); l.slots[i].head != 0; i = (i + 1) & (len(l.slots) - 1) {
		if l.slots[i].key == key {
			return l.slots[i].head
		}
	}
	return 0
}

// matches says whether the literal whose fingerprint is at buf[i] is there.
// Partial reports that the buffer ends before that can be told.
func (t *literal) matches(buf []byte, i int) (start, end int, ok bool) {
	start = i - t.at
	end = start + len(t.text)
	if start < 0 || end > len(buf) {
		return 0, 0, false
	}
	for j, c := range buf[start:end] {
		if t.fold && c-'A' < 26 {
			c |= 0x20
		}
		if c != t.text[j] {
			return 0, 0, false
		}
	}
	return start, end, true
}

func key3(s string) uint32 {
	return lower4(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16)
}

// lower4 folds the case of four bytes the same way on both sides of the comparison.
// That it also joins some characters that are not letters costs a comparison at most.
func lower4(key uint32) uint32 {
	high := key & 0x80808080
	return key | (key&0x40404040)>>1&^(high>>2)
}

// rarest chooses where in a literal the fingerprint is taken: where its
// bytes are least frequent in ordinary text.
func rarest(w string) int {
	best, at := -1, 0
	for i := 0; i+min(len(w), printBytes) <= len(w); i++ {
		score := rarity(w[i]) + rarity(w[i+1]) + rarity(w[i+2])
		if len(w) > 3 {
			score += rarity(w[i+3])
		}
		if score > best {
			best, at = score, i
		}
	}
	return at
}

// rarity is a rough order of how seldom a byte is in text.
func rarity(c byte) int {
	switch {
	case c == 0xe3 || c == ' ' || c >= 0x80 && c <= 0x83:
		return 0
	case c == 'e' || c == 't' || c == 'a' || c == 'i' || c == 'n' || c == 'o' || c == 's' || c == 'r':
		return 1
	case c >= 'a' && c <= 'z':
		return 2
	case c >= 0x80:
		return 3
	}
	return 4
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c-'A' < 26 {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// fullWidth writes a text of ASCII letters in the full-width forms of Japanese
// input methods (U+FF01 to U+FF5E).
func fullWidth(s string) string {
	var out []rune
	for _, r := range s {
		switch {
		case r == ' ':
			r = '　'
		case r >= 'a' && r <= 'z':
			r = r - 'a' + 'Ａ'
		case r > ' ' && r < 0x7f:
			r += 0xfee0
		}
		out = append(out, r)
	}
	return string(out)
}
