package detect

import "slices"

// The prefilter turns 64 bytes of text into four words of 64 bits, one bit a
// byte: where ASCII digits are, where '@' and line feeds are, and where three
// bytes may begin the fingerprint of a literal. The last is the shuffle method
// of Hyperscan's Teddy: each byte's two nibbles choose, by table, the set of
// eight literal groups that it fits at each of the three positions, and what
// remains after intersecting the three sets is looked at. The kernel for amd64
// is in prefilter_amd64.s; marksPortable is its obvious twin.

// marks are the places in 64 bytes worth looking at; bit i is byte i.
type marks struct {
	digits, at, lines, words uint64
}

const blockSize = 64

// masks are the nibble tables: [position][low or high nibble][nibble].
type masks [3][2][16]byte

// buildMasks divides the fingerprints into eight groups of neighbours, so that
// few foreign bytes fit a group.
func buildMasks(list []literal) masks {
	var prints []uint32
	for _, l := range list {
		prints = append(prints, uint32(l.text[l.at])<<16|uint32(l.text[l.at+1])<<8|uint32(l.text[l.at+2]))
	}
	slices.Sort(prints)
	prints = slices.Compact(prints)
	var m masks
	for i, p := range prints {
		group := byte(1) << (i * 8 / len(prints))
		for pos, c := range [3]byte{byte(p >> 16), byte(p >> 8), byte(p)} {
			m.admit(pos, c, group)
			if c-'a' < 26 {
				m.admit(pos, c&^0x20, group)
			}
		}
	}
	return m
}

func (m *masks) admit(pos int, c, group byte) {
	m[pos][0][c&15] |= group
	m[pos][1][c>>4] |= group
}

// marksPortable marks dst for each whole block of src, which must hold two
// bytes more than the blocks.
func marksPortable(dst []marks, src []byte, m *masks) {
	var wide [3][256]byte
	for pos := range wide {
		for c := range 256 {
			wide[pos][c] = m[pos][0][c&15] & m[pos][1][c>>4]
		}
	}
	for i := range dst {
		dst[i] = markBlock(src[i*blockSize:i*blockSize+blockSize+2], &wide)
	}
}

func markBlock(src []byte, wide *[3][256]byte) (k marks) {
	for i := range blockSize {
		c := src[i]
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
		if wide[0][c]&wide[1][src[i+1]]&wide[2][src[i+2]] != 0 {
			k.words |= bit
		}
	}
	return k
}
