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

// orderOf hashes the shingle at the beginning of b for choosing, in the upper half.
// It is one multiplication, and no rolling sum, so that the processor does several
// at a time. The keys keep a writer from placing text where none is chosen.
func (k *keys) orderOf(b []byte) uint64 {
	hi, lo := bits.Mul64(binary.LittleEndian.Uint64(b)^k.order[0], binary.LittleEndian.Uint64(b[8:])^k.order[1])
	return (hi ^ lo) &^ (1<<32 - 1)
}

// placed puts a shingle's place under its order, such that of two equal ones the
// later is the smaller.
func placed(order uint64, at int) uint64 { return order | uint64(^uint32(at)) }

func placeOf(p uint64) int { return int(^uint32(p)) }

// winnow appends to places where each shingle of text begins that is the last of
// the smallest in a window of windowGrams (Schleimer, Wilkerson and Aiken, 2003).
// old is how much of text has been looked at before; what was chosen there is
// known from the last spanBytes of it. orders has room for one a byte.
func (k *keys) winnow(text []byte, old int, orders []uint64, places []int) []int {
	from := max(0, old-spanBytes)
	text = text[from:]
	n := len(text) - gramBytes + 1
	if n < windowGrams {
		return places
	}
	orders = orders[:n]
	k.orders(text, orders)
	least := smallest(orders[:windowGrams])
	if old-from < spanBytes {
		places = append(places, from+placeOf(least))
	}
	for i := windowGrams; i < n; i++ {
		// Until the smallest leaves the window, only a smaller one matters.
		leaves := min(placeOf(least)+windowGrams, n)
		for i < leaves && orders[i] > least {
			i++
		}
		switch {
		case i == n:
			return places
		case i < leaves:
			least = orders[i]
		default:
			least = smallest(orders[i-windowGrams+1 : i+1])
		}
		places = append(places, from+placeOf(least))
	}
	return places
}

// orders fills in each shingle's order and place.
func (k *keys) orders(text []byte, orders []uint64) {
	x, y := k.order[0], k.order[1]
	for i := range orders {
		b := text[i : i+gramBytes : i+gramBytes]
		hi, lo := bits.Mul64(binary.LittleEndian.Uint64(b)^x, binary.LittleEndian.Uint64(b[8:])^y)
		orders[i] = placed((hi^lo)&^(1<<32-1), i)
	}
}

// smallest takes windowGrams orders, a multiple of four.
func smallest(orders []uint64) uint64 {
	a, b, c, d := orders[0], orders[1], orders[2], orders[3]
	for rest := orders[4:]; len(rest) >= 4; rest = rest[4:] {
		a, b, c, d = min(a, rest[0]), min(b, rest[1]), min(c, rest[2]), min(d, rest[3])
	}
	return min(a, b, c, d)
}

// sample appends to places where one shingle in sampleEvery of a binary file
// begins, chosen by its hash alone (Manber, 1994). Runs of one value give none.
func (k *keys) sample(b []byte, old int, places []int) []int {
	for i := max(0, old-gramBytes+1); i+gramBytes <= len(b); i++ {
		if k.orderOf(b[i:i+gramBytes]) < 1<<63/sampleEvery*2 && string(b[i:i+8]) != string(b[i+8:i+16]) {
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
