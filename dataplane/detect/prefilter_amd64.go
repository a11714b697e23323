package detect

import "golang.org/x/sys/cpu"

// What the processor has.
var (
	hasAVX2   = cpu.X86.HasAVX2
	hasAVX512 = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW
)

func markSigns(dst []marks, src []byte, m *masks) {
	switch {
	case hasAVX512:
		signsAVX512(&dst[0], &src[0], m, len(dst))
	case hasAVX2:
		signsAVX2(&dst[0], &src[0], m, len(dst))
	default:
		signsPortable(dst, src, m)
	}
}

func markWords(dst []marks, src []byte, m *masks) {
	switch {
	case hasAVX512:
		wordsAVX512(&dst[0], &src[0], m, len(dst))
	case hasAVX2:
		wordsAVX2(&dst[0], &src[0], m, len(dst))
	default:
		wordsPortable(dst, src, m)
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
func signsAVX2(dst *marks, src *byte, m *masks, blocks int)

//go:noescape
func wordsAVX2(dst *marks, src *byte, m *masks, blocks int)

//go:noescape
func signsAVX512(dst *marks, src *byte, m *masks, blocks int)

//go:noescape
func wordsAVX512(dst *marks, src *byte, m *masks, blocks int)
