package content

import (
	"encoding/binary"
	"math/bits"
)

// The signs of escapes are looked for together: those of programs stand so close that to
// look for each alone takes longer than to read the text. Most of them are operators, and
// what stands behind one shows that it matters for nothing.

// escapeSigns are those of any text, and the one of JSON.
const (
	escapeSigns = `\&%?`
	jsonSign    = '<'
)

// signBlock is how many bytes have their signs in one word.
const signBlock = 64

// signs are where the signs are in some blocks of a text.
type signs struct {
	fifth byte
	found int // the one that is next, or has been
	from  int // of the text
	end   int // behind the blocks
	words [16]uint64
}

// next returns where in b from i the next sign is, or len(b).
func (s *signs) next(b []byte, i int) int {
	for i < len(b) {
		if i < s.from || i >= s.end {
			s.fill(b, i)
		}
		at := uint(i - s.from)
		if left := s.words[at/signBlock%uint(len(s.words))] >> (at % signBlock); left != 0 {
			return i + bits.TrailingZeros64(left)
		}
		for i += signBlock - int(at%signBlock); i < s.end; i += signBlock {
			if word := s.words[uint(i-s.from)/signBlock%uint(len(s.words))]; word != 0 {
				return i + bits.TrailingZeros64(word)
			}
		}
	}
	return len(b)
}

// fill marks the signs from b[i] on.
func (s *signs) fill(b []byte, i int) {
	n := min((len(b)-i)/signBlock, len(s.words))
	if s.from, s.end = i, i+n*signBlock; n > 0 {
		markSigns(s.words[:n], b[i:], s.fifth)
		return
	}
	var last [signBlock]byte
	copy(last[:], b[i:])
	s.end += signBlock
	markSigns(s.words[:1], last[:], s.fifth)
}

// signsPortable is the twin of the kernel in signs_amd64.s: eight bytes at a time.
func signsPortable(dst []uint64, src []byte, fifth byte) {
	for i := range dst {
		word := uint64(0)
		for j := 0; j < signBlock; j += 8 {
			w := binary.LittleEndian.Uint64(src[i*signBlock+j:])
			found := equalBytes(w, fifth)
			for k := range len(escapeSigns) {
				found |= equalBytes(w, escapeSigns[k])
			}
			word |= found >> 7 * 0x0102040810204080 >> 56 << j // the highest bits together
		}
		dst[i] = word
	}
}

// equalBytes has the highest bit of each byte of w set that is c.
func equalBytes(w uint64, c byte) uint64 {
	const ones, low = 0x0101010101010101, 0x7f7f7f7f7f7f7f7f
	x := w ^ ones*uint64(c)
	return ^(x&low + low | x | low)
}
