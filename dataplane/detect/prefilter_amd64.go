package detect

import "golang.org/x/sys/cpu"

// What the processor has.
var (
	hasAVX2   = cpu.X86.HasAVX2
	hasAVX512 = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW
)

// mark marks dst for each whole block of src, which must hold three bytes more
// than the blocks.
func mark(dst []marks, src []byte, s *sieve) {
	if len(dst) == 0 {
		return
	}
	_ = src[len(dst)*blockSize+printBytes-2]
	switch {
	case hasAVX512:
		markAVX512(&dst[0], &src[0], s, len(dst))
	case hasAVX2:
		markAVX2(&dst[0], &src[0], s, len(dst))
	default:
		markPortable(dst, src, s)
	}
}

func markCells(dst []cellMarks, src []byte, comma byte) {
	if hasAVX2 {
		cellsAVX2(&dst[0], &src[0], uint64(comma), len(dst))
		return
	}
	cellsPortable(dst, src, comma)
}

//go:noescape
func cellsAVX2(dst *cellMarks, src *byte, comma uint64, blocks int)

//go:noescape
func markAVX2(dst *marks, src *byte, s *sieve, blocks int)

//go:noescape
func markAVX512(dst *marks, src *byte, s *sieve, blocks int)
