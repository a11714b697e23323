package proto

import "math/bits"

// sampleLen is how many bytes of what should be encrypted are looked at together.
// Of 64 random bytes 57 are different, give or take three; of 64 bytes of text or
// of a table fewer than 40 are.
const (
	sampleLen     = 64
	sampleVariety = 40
)

// sample collects bytes of a stream that is declared encrypted.
type sample struct {
	lead  [tlsSampleFrom]byte // what stood before the bytes looked at
	bytes [sampleLen]byte
	n     int
}

// take adds the bytes of b that stand at from up to from+sampleLen, where b begins
// at position at; those before from, at most tlsSampleFrom, become the lead. It tells how far into b it came, and whether the sample is full
// and readable: not encrypted, however it is declared.
func (p *sample) take(b []byte, at, from int) (passed int, readable bool) {
	lo := min(max(from-at, 0), len(b))
	hi := min(max(from+sampleLen-at, 0), len(b))
	if lo > 0 {
		copy(p.lead[at:], b[:lo])
	}
	n := copy(p.bytes[p.n:], b[lo:hi])
	if p.n += n; p.n < sampleLen {
		return lo + n, false
	}
	p.n = 0
	return lo + n, isReadable(p.bytes[:])
}

// isReadable counts the different values among sampleLen bytes.
func isReadable(b []byte) bool {
	var seen [4]uint64
	for _, c := range b {
		seen[c>>6] |= 1 << (c & 63)
	}
	n := 0
	for _, w := range seen {
		n += bits.OnesCount64(w)
	}
	return n < sampleVariety
}
