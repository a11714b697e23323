package fingerprint

import (
	"encoding/binary"
	"math/bits"
)

const (
	// gramBytes is the length of a shingle: five characters of Japanese or three
	// words of English. Counted in bytes, it says about as much in either; five
	// letters of English occur in every text.
	gramBytes = 16
	// windowGrams is how many neighbouring shingles one is chosen of. A run of
	// gramBytes+windowGrams-1 bytes, 21 characters of Japanese, that a text shares
	// with a document always gives at least one shingle in common.
	windowGrams = 48
	// spanBytes is how much text the last full window covers.
	spanBytes = gramBytes + windowGrams - 1
	// sampleEvery is how many bytes of a binary file one shingle is chosen of.
	sampleEvery = 512
)

// orderOf hashes the shingle at the beginning of b for choosing. It is one multiplication,
// and no rolling sum, so that the processor does several at a time. The keys keep
// a writer from placing text where none is chosen.
func (k *keys) orderOf(b []byte) uint32 {
	hi, lo := bits.Mul64(binary.LittleEndian.Uint64(b)^k.order[0], binary.LittleEndian.Uint64(b[8:])^k.order[1])
	return uint32((hi ^ lo) >> 32)
}

// winnow appends to places where each shingle of text begins that is the last of
// the smallest in a window of windowGrams (Schleimer, Wilkerson and Aiken, 2003).
// old is how much of text has been looked at before; what was chosen there is
// known from the last spanBytes of it. hashes has room for one a byte.
func (k *keys) winnow(text []byte, old int, hashes []uint32, places []int) []int {
	from := max(0, old-spanBytes)
	text = text[from:]
	n := len(text) - gramBytes + 1
	if n < windowGrams {
		return places
	}
	hashes = hashes[:n]
	for i := range hashes {
		hashes[i] = k.orderOf(text[i : i+gramBytes])
	}
	least := lastLeast(hashes[:windowGrams])
	if old-from < spanBytes {
		places = append(places, from+least)
	}
	for i := windowGrams; i < n; i++ {
		switch {
		case hashes[i] <= hashes[least]:
			least = i
		case least <= i-windowGrams:
			least = i - windowGrams + 1 + lastLeast(hashes[i-windowGrams+1:i+1])
		default:
			continue
		}
		places = append(places, from+least)
	}
	return places
}

func lastLeast(hashes []uint32) (at int) {
	least := hashes[0]
	for i, h := range hashes {
		if h <= least {
			at, least = i, h
		}
	}
	return at
}

// sample appends to places where one shingle in sampleEvery of a binary file
// begins, chosen by its hash alone (Manber, 1994). Runs of one value give none.
func (k *keys) sample(b []byte, old int, places []int) []int {
	for i := max(0, old-gramBytes+1); i+gramBytes <= len(b); i++ {
		if k.orderOf(b[i:i+gramBytes]) < 1<<32/sampleEvery && string(b[i:i+8]) != string(b[i+8:i+16]) {
			places = append(places, i)
		}
	}
	return places
}

// hashBits is how much of a hash is stored. One shingle in some thousands then
// meets a stranger's in a full store, and a document needs several.
const hashBits = 40

// gramHash is what is stored of the shingle at the beginning of b.
func (k *keys) gramHash(b []byte) uint64 { return sip(&k.gram, b[:gramBytes]) >> (64 - hashBits) }
