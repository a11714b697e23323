package detect

import "testing"

// So must the kernel for processors that have less than this one.
func TestLesserKernelMatchesTwin(t *testing.T) {
	if !hasAVX2 {
		t.Log("this processor has only what the twin uses")
		return
	}
	compareKernel(t, func(dst []marks, src []byte, s *sieve) { markAVX2(&dst[0], &src[0], s, len(dst)) })
}
