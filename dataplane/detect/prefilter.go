package detect

import "encoding/binary"

// The prefilter turns 64 bytes of text into four words of 64 bits, one bit a
// byte: where ASCII digits are, where '@' and line feeds are, and where four
// bytes may be the fingerprint of a literal. The last asks a sieve, a table of
// bits that are chosen by the bytes at a place: three of them choose a word of it
// by a multiplication, the fourth a bit of the word. Every place is asked, so that
// the cost does not grow with the literals; a vector processor asks 8 or 16 at a time
// with gathering loads. Before, nibble tables after Hyperscan's Teddy were looked up
// by shuffles: eight groups of literals at a time, so that 1,300 literals needed ten
// runs over the text and still let three times as much pass. The kernels for
// amd64 are in prefilter_amd64.s; markPortable is their obvious twin.

// marks are the places in 64 bytes worth looking at; bit i is byte i.
type marks struct {
	digits, at, lines, words uint64
}

const blockSize = 64

// printBytes is the number of bytes that a literal is found by. A literal of
// three bytes has any byte as its fourth.
const printBytes = 4

// sieve says of most four bytes that no fingerprint is like them. A fingerprint of
// four bytes is a bit in it, one of three bytes is a word.
type sieve [1 << sieveBits]uint32

// sieveBits makes a sieve of 16 KiB, which stays in the first cache: with 8 KiB English prose took a tenth more time.
const sieveBits = 12

// place tells where in the sieve a fingerprint is.
func (s *sieve) place(print uint32) (word *uint32, bit uint32) {
	return &s[print<<8*0x9e3779b1>>(32-sieveBits)], 1 << (print >> 24 & 31)
}

// add adds a fingerprint, which may be of three bytes only.
func (s *sieve) add(print uint32, short bool) {
	word, bit := s.place(print)
	if *word |= bit; short {
		*word = ^uint32(0)
	}
}

func (s *sieve) has(print uint32) bool {
	word, bit := s.place(print)
	return *word&bit != 0
}

// markPortable is the obvious twin of mark.
func markPortable(dst []marks, src []byte, s *sieve) {
	for i := range dst {
		dst[i] = marksIn(src[i*blockSize:], s)
	}
}

func marksIn(src []byte, s *sieve) (k marks) {
	for i, c := range src[:blockSize] {
		bit := uint64(1) << i
		if c-'0' < 10 {
			k.digits |= bit
		}
		if c == '@' {
			k.at |= bit
		}
		if c == '\n' {
			k.lines |= bit
		}
		if s.has(lower4(binary.LittleEndian.Uint32(src[i:]))) {
			k.words |= bit
		}
	}
	return k
}

// lower4 folds the case of four bytes the same way on both sides of the comparison.
// That it also joins some characters that are not letters costs a comparison at most.
func lower4(key uint32) uint32 {
	high := key & 0x80808080
	return key | (key&0x40404040)>>1&^(high>>2)
}

// lower8 does the same with eight bytes.
func lower8(key uint64) uint64 {
	high := key & 0x8080808080808080
	return key | (key&0x4040404040404040)>>1&^(high>>2)
}
