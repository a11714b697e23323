package detect

import (
	"math/rand/v2"
	"testing"
)

// The kernel and its twin must mark the same places.
func TestKernelMatchesTwin(t *testing.T) {
	compareKernel(t, mark)
}

func compareKernel(t *testing.T, kernel func(dst []marks, src []byte, s *sieve)) {
	t.Helper()
	rng := rand.New(rand.NewPCG(3, 4))
	sieve := &all(t).text.sieve
	alphabet := []byte("0123456789@\n/:;?A`az{-CONFIDENTIALconfidential\xe7\xa7\x98\xe5\xaf\x86\xef\xbc\x90\xef\xbc\x99\x80\xff")
	for range 500 {
		src := make([]byte, 4*blockSize+printBytes-1)
		for i := range src {
			if src[i] = byte(rng.Uint32()); rng.IntN(4) > 0 {
				src[i] = alphabet[rng.IntN(len(alphabet))]
			}
		}
		var fast, slow [4]marks
		kernel(fast[:], src, sieve)
		markPortable(slow[:], src, sieve)
		if fast != slow {
			t.Fatalf("kernel and twin differ on %q", src)
		}
	}
}

// Every literal's fingerprint must be marked wherever it stands.
func TestKernelMarksEveryLiteral(t *testing.T) {
	for _, l := range []*literals{all(t).text, all(t).binary} {
		for _, lit := range l.list {
			for shift := range blockSize {
				src := make([]byte, 6*blockSize+printBytes-1)
				copy(src[shift:], lit.text)
				var ms [6]marks
				mark(ms[:], src, &l.sieve)
				at := shift + int(lit.at)
				if ms[at/blockSize].words>>(at%blockSize)&1 == 0 || l.at(src[at:]) == [2]uint16{} {
					t.Fatalf("literal %q at %d is not marked", lit.text, shift)
				}
			}
		}
	}
}

// So must those for the signs between cells.
func TestCellKernelMatchesTwin(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 4))
	for range 500 {
		src := make([]byte, 4*blockSize)
		for i := range src {
			src[i] = `,;|"`[rng.IntN(4)] + byte(rng.IntN(2))
		}
		var fast, slow [4]cellMarks
		markCells(fast[:], src, ';')
		cellsPortable(slow[:], src, ';')
		if fast != slow {
			t.Fatalf("kernel and twin differ on %q", src)
		}
	}
}
