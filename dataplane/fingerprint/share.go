package fingerprint

import "math/bits"

// maxShare bounds the bits of a share: 64 KiB, for a document of a megabyte.
const maxShare = 1 << 19

// share counts how many of a found document's shingles were seen, by a bit each
// at a place that its hash gives. There are at least eight places a shingle, so
// that those which share one cost less than a tenth of the count; in documents
// past a megabyte more.
type share struct {
	seen     []uint64
	evidence int
	n        int
	percent  int // reported
}

func newShare(evidence int, hashes []uint32) share {
	places := min(max(64, 1<<bits.Len(uint(8*evidence-1))), maxShare)
	s := share{seen: make([]uint64, places/64), evidence: max(evidence, 1)}
	for _, h := range hashes {
		s.add(h)
	}
	return s
}

// add reports whether the share grew by a hundredth since it did so last.
func (s *share) add(hash uint32) bool {
	at := int(hash) % (len(s.seen) * 64)
	if s.seen[at/64]>>(at%64)&1 != 0 {
		return false
	}
	s.seen[at/64] |= 1 << (at % 64)
	s.n++
	percent := min(100, 100*s.n/s.evidence)
	grew := percent > s.percent
	s.percent = percent
	return grew
}

func (s *share) contained() float64 { return float64(s.percent) / 100 }
