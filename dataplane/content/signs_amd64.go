package content

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2

// markSigns marks in dst, for each whole block of src, the signs of escapes: bit i is byte i.
func markSigns(dst []uint64, src []byte, fifth byte) {
	if !hasAVX2 || len(dst) == 0 {
		signsPortable(dst, src, fifth)
		return
	}
	_ = src[len(dst)*signBlock-1]
	signsAVX2(&dst[0], &src[0], uint64(fifth), len(dst))
}

//go:noescape
func signsAVX2(dst *uint64, src *byte, fifth uint64, blocks int)
