package detect

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2

// mark marks dst for each whole block of src, which must hold three bytes more
// than the blocks.
func mark(dst []marks, src []byte, m *masks) {
	if len(dst) == 0 {
		return
	}
	if !hasAVX2 {
		marksPortable(dst, src, m)
		return
	}
	_ = src[len(dst)*blockSize+printBytes-2]
	markAVX2(&dst[0], &src[0], m, len(dst))
}

//go:noescape
func markAVX2(dst *marks, src *byte, m *masks, blocks int)
