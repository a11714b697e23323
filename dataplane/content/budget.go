package content

import "sync/atomic"

// Budget is working memory that many Extractors share, such as all flows of a
// process. It is safe for use by several goroutines.
type Budget struct{ free atomic.Int64 }

// NewBudget returns a Budget of n bytes.
func NewBudget(n int64) *Budget {
	b := new(Budget)
	b.free.Store(n)
	return b
}

// Free returns the bytes not in use.
func (b *Budget) Free() int64 { return b.free.Load() }

// take takes n bytes if they are there. A nil Budget has no end.
func (b *Budget) take(n int) bool {
	if b == nil {
		return true
	}
	if b.free.Add(-int64(n)) < 0 {
		b.free.Add(int64(n))
		return false
	}
	return true
}

func (b *Budget) give(n int) {
	if b != nil {
		b.free.Add(int64(n))
	}
}
