package store

import (
	"sekisho/admin/query"
	"sekisho/dataplane/event"
)

const (
	// blockRows is how many events share a summary.
	blockRows = 1024
	// filterBits is the size of a summary's Bloom filter. Some 7000 values of 1024
	// events set 5 bits each: one foreign value in a hundred seems to be there.
	filterBits   = 1 << 16
	filterHashes = 5
)

// filter is a Bloom filter of tokens.
type filter []byte

func newFilter() filter { return make(filter, filterBits/8) }

func (f filter) add(token uint64) {
	for i := range uint64(filterHashes) {
		bit := position(token, i)
		f[bit/8] |= 1 << (bit % 8)
	}
}

// has may be true of a token that was not added, and is never false of one that was.
func (f filter) has(token uint64) bool {
	for i := range uint64(filterHashes) {
		bit := position(token, i)
		if f[bit/8]&(1<<(bit%8)) == 0 {
			return false
		}
	}
	return true
}

// position is the i-th bit of a token, by double hashing.
func position(token, i uint64) uint64 {
	return (token>>32 + i*(token|1)) % filterBits
}

// block summarises consecutive rows.
type block struct {
	first, last uint64 // sequence numbers
	from, to    int64  // Unix milliseconds of the earliest and the latest event
	rows        int
	values      filter // nil while the block grows
}

// growing is the block that rows are being added to.
type growing struct {
	block
	seen filter
}

// add takes another row in. It returns the block when that is full.
func (g *growing) add(e *event.Event) (full *block) {
	at := e.Time.UnixMilli()
	if g.rows == 0 {
		*g = growing{block: block{first: e.Sequence, last: e.Sequence, from: at, to: at}, seen: newFilter()}
	}
	g.rows++
	g.first, g.last = min(g.first, e.Sequence), max(g.last, e.Sequence)
	g.from, g.to = min(g.from, at), max(g.to, at)
	query.Tokens(e, g.seen.add)
	if g.rows < blockRows {
		return nil
	}
	done := g.block
	done.values = g.seen
	*g = growing{}
	return &done
}
