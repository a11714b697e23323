package store

import (
	"encoding/binary"

	"sekisho/admin/query"
	"sekisho/dataplane/event"
)

const (
	// blockRows is how many events share a summary.
	blockRows = 1024
	// filterBits is the size of a Bloom filter. Some 7000 values of 1024 events set 5
	// bits each: one foreign value in a hundred seems to be there.
	filterBits   = 1 << 16
	filterHashes = 5
)

// filter is a Bloom filter of numbers.
type filter []byte

func newFilter() filter { return make(filter, filterBits/8) }

func (f filter) add(n uint64) {
	for i := range uint64(filterHashes) {
		bit := position(n, i)
		f[bit/8] |= 1 << (bit % 8)
	}
}

// has may be true of a number that was not added, and is never false of one that was.
// A filter that was not kept has all.
func (f filter) has(n uint64) bool {
	if len(f) != filterBits/8 {
		return true
	}
	for i := range uint64(filterHashes) {
		bit := position(n, i)
		if f[bit/8]&(1<<(bit%8)) == 0 {
			return false
		}
	}
	return true
}

// position is the i-th bit of a number, by double hashing.
func position(n, i uint64) uint64 { return (n>>32 + i*(n|1)) % filterBits }

// block summarises consecutive rows.
type block struct {
	first, last uint64 // sequence numbers
	from, to    int64  // Unix milliseconds of the earliest and the latest event
	rows        int
	// Of a block that is still growing these are nil, and everything may be in it.
	tokens, pieces filter
	ranges         ranges
}

// Range implements query.Summary.
func (b *block) Range(f *query.Field) (low, high int64, known bool) {
	if len(b.ranges) != 16*len(query.Fields()) {
		return -1 << 63, 1<<63 - 1, true
	}
	return b.ranges.get(f)
}

// ranges has the least and the greatest value of each field, 8 bytes each; where a field
// has no value, the least is the greater one.
type ranges []byte

func newRanges() ranges {
	r := make(ranges, 16*len(query.Fields()))
	for at := 0; at < len(r); at += 16 {
		r.set(at, 1, 0)
	}
	return r
}

func (r ranges) set(at int, low, high int64) {
	binary.LittleEndian.PutUint64(r[at:], uint64(low))
	binary.LittleEndian.PutUint64(r[at+8:], uint64(high))
}

func (r ranges) get(f *query.Field) (low, high int64, known bool) {
	at := 16 * f.Index()
	low = int64(binary.LittleEndian.Uint64(r[at:]))
	high = int64(binary.LittleEndian.Uint64(r[at+8:]))
	return low, high, low <= high
}

func (r ranges) add(f *query.Field, n int64) {
	low, high, known := r.get(f)
	if !known {
		low, high = n, n
	}
	r.set(16*f.Index(), min(low, n), max(high, n))
}

// add takes another row in. It returns the block when that is full, and begins anew.
func (b *block) add(e *event.Event) (full *block) {
	at := e.Time.UnixMilli()
	if b.rows == 0 {
		*b = block{first: e.Sequence, last: e.Sequence, from: at, to: at, tokens: newFilter(), pieces: newFilter(), ranges: newRanges()}
	}
	b.rows++
	b.first, b.last = min(b.first, e.Sequence), max(b.last, e.Sequence)
	b.from, b.to = min(b.from, at), max(b.to, at)
	query.Tokens(e, b.tokens.add)
	query.Pieces(e, b.pieces.add)
	query.Ranges(e, b.ranges.add)
	if b.rows < blockRows {
		return nil
	}
	done := *b
	*b = block{}
	return &done
}
