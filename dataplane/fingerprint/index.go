package fingerprint

import (
	"encoding/binary"
	"math/bits"
)

const (
	// numberBits is how many documents, and rows, there can be: 16 million.
	numberBits = 64 - hashBits
	maxNumber  = 1<<numberBits - 1
	entryBytes = 8
	// bucketEntries is how many entries a bucket has on average: a cache line.
	bucketEntries = 8
	// manyHolders is how many documents or rows may hold the same shingle or value
	// before it is taken for a commonplace and counts for none of them.
	manyHolders = 16
)

// index finds what holds a hash. Its entries are sorted 64-bit numbers, the hash
// above the number of the document or row. The hashes are as good as random, so
// that buckets by their first bits are alike in size: a hash that is not there
// costs two cache lines.
type index struct {
	entries []byte // little endian
	buckets []byte // 32-bit places of each bucket's first entry, and of the end
	shift   uint   // from hash to bucket
}

func (x *index) len() int { return len(x.entries) / entryBytes }

func (x *index) at(i int) uint64 { return binary.LittleEndian.Uint64(x.entries[i*entryBytes:]) }

// bucketBits says how many bits of a hash choose the bucket, of n entries.
func bucketBits(n int) uint { return uint(bits.Len(uint(n / bucketEntries))) }

// bucketBytes is the size of the buckets for n entries.
func bucketBytes(n int) int { return (1<<bucketBits(n) + 1) * 4 }

// newIndex fills buckets, which has bucketBytes, for sorted entries.
func newIndex(entries, buckets []byte) index {
	x := index{entries: entries, buckets: buckets}
	x.shift = hashBits - bucketBits(x.len())
	next := 0
	for i := range x.len() {
		for b := x.bucket(x.at(i) >> numberBits); next <= b; next++ {
			binary.LittleEndian.PutUint32(buckets[next*4:], uint32(i))
		}
	}
	for ; next*4 < len(buckets); next++ {
		binary.LittleEndian.PutUint32(buckets[next*4:], uint32(x.len()))
	}
	return x
}

func (x *index) bucket(hash uint64) int { return int(hash >> x.shift) }

// find returns the range of entries with this hash, from less than to.
func (x *index) find(hash uint64) (from, to int) {
	b := x.buckets[x.bucket(hash)*4:]
	from = int(binary.LittleEndian.Uint32(b))
	end := int(binary.LittleEndian.Uint32(b[4:]))
	entries := x.entries[from*entryBytes : end*entryBytes]
	least := hash << numberBits
	for len(entries) > 0 && binary.LittleEndian.Uint64(entries) < least {
		entries = entries[entryBytes:]
		from++
	}
	for to = from; to < end && x.at(to)>>numberBits == hash; to++ {
	}
	return from, to
}

// number is the document or row of entry i.
func (x *index) number(i int) int { return int(x.at(i) & maxNumber) }
