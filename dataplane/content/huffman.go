package content

import "math/bits"

// A decoding table's entry holds, from the low bits: the length of the code (8),
// the number of extra bits (4), flags (4) and the value (16). Zero is no code.
type entry = uint32

const (
	entryLiteral entry = 1 << 12 // the value is a byte
	entryEnd     entry = 1 << 13 // end of block
	entrySub     entry = 1 << 14 // the value is where a second table starts, the extra bits its width
	entryBad     entry = 1 << 15 // a code that RFC 1951 assigns but forbids
	maxCodeBits        = 15
)

// huffman is a two-level table: root bits are looked up at once, longer codes
// go through a second table behind the first.
type huffman struct {
	root  uint
	table []entry
}

// build makes the table for codes of the given lengths (RFC 1951, 3.2.2), where
// values[i] is the entry of symbol i without its length. It reports whether the
// lengths are a code: complete, or empty, or a single code of one bit.
func (h *huffman) build(root uint, lengths []uint8, values []entry) bool {
	var next [maxCodeBits + 2]uint32
	longest, ok := firstCodes(lengths, &next)
	if !ok {
		return false
	}
	h.root = min(root, max(longest, 1))
	h.table = append(h.table[:0], make([]entry, 1<<h.root)...)
	codes := next
	var widths [1 << 10]uint8
	if longest > h.root {
		h.subWidths(lengths, next, &widths)
	}
	for i, n := range lengths {
		if n == 0 {
			continue
		}
		h.insert(reversed(codes[n], n), uint(n), values[i], &widths)
		codes[n]++
	}
	return true
}

// firstCodes fills next with the first code of each length.
func firstCodes(lengths []uint8, next *[maxCodeBits + 2]uint32) (longest uint, ok bool) {
	var count [maxCodeBits + 1]uint32
	for _, n := range lengths {
		count[n]++
		longest = max(longest, uint(n))
	}
	count[0] = 0
	code := uint32(0)
	for n := uint(1); n <= longest; n++ {
		code = (code + count[n-1]) << 1
		next[n] = code
	}
	full := code+count[longest] == 1<<longest
	return longest, longest == 0 || full || (longest == 1 && count[1] == 1)
}

// subWidths notes for each root prefix how many more bits its longest code has.
func (h *huffman) subWidths(lengths []uint8, next [maxCodeBits + 2]uint32, widths *[1 << 10]uint8) {
	for _, n := range lengths {
		if n == 0 {
			continue
		}
		if uint(n) > h.root {
			prefix := reversed(next[n], n) & (1<<h.root - 1)
			widths[prefix] = max(widths[prefix], n-uint8(h.root))
		}
		next[n]++
	}
}

// insert puts the entry of a bit-reversed code in every slot that it begins.
func (h *huffman) insert(code uint32, n uint, value entry, widths *[1 << 10]uint8) {
	if n <= h.root {
		for i := code; i < 1<<h.root; i += 1 << n {
			h.table[i] = value | entry(n)
		}
		return
	}
	prefix := code & (1<<h.root - 1)
	width := uint(widths[prefix])
	if h.table[prefix] == 0 {
		h.table[prefix] = entrySub | entry(width)<<8 | entry(len(h.table))<<16
		h.table = append(h.table, make([]entry, 1<<width)...)
	}
	start := h.table[prefix] >> 16
	for i := code >> h.root; i < 1<<width; i += 1 << (n - h.root) {
		h.table[start+i] = value | entry(n)
	}
}

func reversed(code uint32, n uint8) uint32 { return bits.Reverse32(code) >> (32 - n) }

// find returns the entry for the code that b begins with.
func (h *huffman) find(b uint64) entry {
	e := h.table[b&(1<<h.root-1)]
	if e&entrySub != 0 {
		e = h.table[e>>16+uint32(b>>h.root)&(1<<(e>>8&15)-1)]
	}
	return e
}
