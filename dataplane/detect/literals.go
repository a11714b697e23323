package detect

import (
	"encoding/binary"
	"math"
	"math/bits"
	"strings"
)

// Events that are no detector's: what the literal starts is told by a negative number.
const (
	eventNumber = -1 - iota // a number that is not plain ASCII digits
	eventHeader             // a word that table headers consist of
	eventRow                // an HTML table row begins or ends
	eventValues             // an INSERT statement's columns end
	eventCreate             // a table of a database is defined
	eventBare               // the rows of a statement begin
	eventTuple              // a row of it ends behind which another begins
	eventCopy               // a COPY statement's columns end
	eventRuler              // a line of hyphens below a header begins
)

// maxLiteral is the longest literal in bytes; as much is scanned again where
// two writes meet.
const maxLiteral = 160

// literals find fixed strings in two steps: a vector kernel marks the places
// where four bytes could be the fingerprint of one (see prefilter.go), and
// a hash table of the fingerprints tells which.
type literals struct {
	list    []literal
	chains  map[uint32]uint16 // while building: fingerprint to 1+first in list
	slots   []slot            // open addressing, power of two
	sieve   sieve             // the fingerprints, for the kernel
	four    fine              // those of four bytes
	three   fine              // and of three
	inRow   fine              // and those that matter in the rows of a table
	longest int               // length of the longest literal
}

type literal struct {
	text  string // lower case where fold is set
	head  uint64 // up to eight bytes that it begins with, folded by lower8
	owner int32  // detector, or an event
	next  uint16 // 1+next literal with this fingerprint
	at    uint8  // offset of the fingerprint in text
	fold  bool
	inRow bool // it matters in the rows of a table too, see Program.mattersInRow
	part  bool // it is a label of a part of its detector's value, see fieldRule.split
	bare  bool // it is a label in Latin script that says no more than "name"
	// What a value behind it has in any case: see literalRule.
	drawn, hosted, coined bool
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

// addEvent adds the words that start what is no detector's.
func (l *literals) addEvent(event int, words []string, fold bool) {
	for _, w := range words {
		l.add(w, event, fold)
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
	lit := literal{text: w, at: uint8(rarest(w)), owner: int32(owner), fold: fold}
	l.list = append(l.list, lit)
}

// compile builds the table and the sieve.
func (l *literals) compile() {
	for i := range l.list {
		key := l.list[i].print()
		l.list[i].next = l.chains[key]
		l.chains[key] = uint16(i + 1)
	}
	size := 64
	for size < 4*len(l.chains) {
		size *= 2
	}
	l.slots = make([]slot, size)
	for key, head := range l.chains {
		l.insert(slot{key, head})
	}
	for i := range l.list {
		l.list[i].noteHead()
		l.enter(&l.list[i])
	}
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

// fine is a sieve that is asked of the few places that the kernel marks, for other bits.
type fine [1 << fineBits / 64]uint64

// fineBits is the size of a fine sieve: 4 KiB, which stay in the first cache.
const fineBits = 15

func (f *fine) add(print uint32) {
	h := print * 2654435761 >> (32 - fineBits)
	f[h/64] |= 1 << (h % 64)
}

// has returns 1 if print may have been added.
func (f *fine) has(print uint32) uint64 {
	h := print * 2654435761 >> (32 - fineBits)
	return f[h/64] >> (h % 64) & 1
}

// enter adds the literal's fingerprint to the sieves.
func (l *literals) enter(t *literal) {
	print, short := t.print(), len(t.text) < printBytes
	l.sieve.add(print, short)
	if t.inRow {
		l.inRow.add(print)
	}
	if short {
		l.three.add(print)
		return
	}
	l.four.add(print)
}

// print is the literal's fingerprint.
func (t *literal) print() (key uint32) {
	for i, c := range []byte(t.text[t.at:min(int(t.at)+printBytes, len(t.text))]) {
		key |= uint32(c) << (8 * i)
	}
	if key = lower4(key); len(t.text) < printBytes {
		key = shortPrint(key)
	}
	return key
}

// shortPrint is the fingerprint of a literal of three bytes: its fourth byte is one that
// no folded byte is.
func shortPrint(print uint32) uint32 { return print&0xffffff | 0x40000000 }

// sift keeps of the places that the kernel marked in a block those where a fingerprint
// is: to look for literals at one in vain takes longer than for twenty to be sifted.
func (l *literals) sift(words uint64, block []byte) (left uint64) {
	for ; words != 0; words &= words - 1 {
		i := bits.TrailingZeros64(words)
		print := lower4(binary.LittleEndian.Uint32(block[i:]))
		left |= (l.four.has(print) | l.three.has(shortPrint(print))) << i
	}
	return left
}

// at returns 1+the first literal of each chain that may belong to the fingerprint at b.
func (l *literals) at(b []byte) [2]uint16 {
	print := lower4(binary.LittleEndian.Uint32(b))
	var heads [2]uint16
	if l.four.has(print) != 0 {
		heads[0] = l.first(print)
	}
	if short := shortPrint(print); l.three.has(short) != 0 {
		heads[1] = l.first(short)
	}
	return heads
}

// mayBeInRow says whether the fingerprint at b may belong to a literal that matters in rows.
func (l *literals) mayBeInRow(b []byte) bool {
	print := lower4(binary.LittleEndian.Uint32(b))
	return l.inRow.has(print)|l.inRow.has(shortPrint(print)) != 0
}

// first returns 1+the first literal that has a fingerprint, or 0.
func (l *literals) first(print uint32) uint16 {
	for i := l.home(print); l.slots[i].head != 0; i = (i + 1) & (len(l.slots) - 1) {
		if l.slots[i].key == print {
			return l.slots[i].head
		}
	}
	return 0
}

// noteHead notes how the text begins.
func (t *literal) noteHead() {
	var head [8]byte
	copy(head[:], t.text)
	t.head = lower8(binary.LittleEndian.Uint64(head[:])) & t.headMask()
}

// headMask has the bits of head that are of the text.
func (t *literal) headMask() uint64 { return ^uint64(0) >> (8 * uint(8-min(len(t.text), 8))) }

// matches says whether the literal whose fingerprint is at buf[i] is there.
// Partial reports that the buffer ends before that can be told.
func (t *literal) matches(buf []byte, i int) (start, end int, ok bool) {
	start = i - int(t.at)
	end = start + len(t.text)
	if start < 0 || end > len(buf) {
		return 0, 0, false
	}
	if start+8 <= len(buf) && lower8(binary.LittleEndian.Uint64(buf[start:]))&t.headMask() != t.head {
		return 0, 0, false // as most that have the fingerprint
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

// rarest chooses where in a literal the fingerprint is taken: where its
// bytes are least frequent in ordinary text.
func rarest(w string) int {
	best, at := math.MinInt, 0
	for i := 0; i+min(len(w), printBytes) <= len(w); i++ {
		score := 0
		for j := i; j < min(i+printBytes, len(w)); j++ {
			score += rarity(w[j])
			if j > i && commonPairs[w[j-1:j+1]] {
				score--
			}
		}
		if score > best {
			best, at = score, i
		}
	}
	return at
}

// commonPairs are the letters that most often stand side by side in English and in programs.
var commonPairs = wordSet(strings.Fields("th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve " +
	"co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur qu us ct ut fo ex ss tr pr")...)

// rarity is a rough order of how seldom a byte is in text. What begins a character tells
// least, as most of a script's begin alike.
func rarity(c byte) int {
	switch {
	case c >= 0xc0 || c == ' ':
		return 0
	case c >= 0x80 && c <= 0x83 || strings.IndexByte("etaoinsr", c) >= 0:
		return 1
	case strings.IndexByte("hldcump", c) >= 0:
		return 2
	case c >= 0x80 || c-'a' < 26 && strings.IndexByte("jkxz", c) < 0:
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
