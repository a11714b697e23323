package detect

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2

func markSigns(dst []marks, src []byte, m *masks) {
	if !hasAVX2 {
		signsPortable(dst, src, m)
		return
	}
	signsAVX2(&dst[0], &src[0], m, len(dst))
}

func markWords(dst []marks, src []byte, m *masks) {
	if !hasAVX2 {
		wordsPortable(dst, src, m)
		return
	}
	wordsAVX2(&dst[0], &src[0], m, len(dst))
}

//go:noescape
func signsAVX2(dst *marks, src *byte, m *masks, blocks int)

//go:noescape
func wordsAVX2(dst *marks, src *byte, m *masks, blocks int)
