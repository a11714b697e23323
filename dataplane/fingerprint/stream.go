package fingerprint

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"sync"
)

const (
	// pieceBytes is how much is read at once: it stays in the first cache.
	pieceBytes = 2 << 10
	// reachBytes is how far a row's other value may be from its primary one, in
	// folded text: 300 characters of Japanese.
	reachBytes = 900
	// keepBytes is how much text is kept where there are tables.
	keepBytes = reachBytes + maxValue + 1
	cutBytes  = 3
)

// Stream is one text or file being written to a Matcher. The zero Stream is a
// text that begins. It holds 64 bytes of text, and where tables are registered 1 KiB.
type Stream struct {
	// Binary marks raw bytes, which are not folded. It is set before the first Write.
	Binary bool

	carry  []byte // folded text, as far back as needed; see mark
	cut    [cutBytes]byte
	cutLen int
	before byte  // gap that is open
	total  int64 // bytes of folded text so far
	grams  int64 // shingles chosen so far
	sum    hash.Hash
	store  *Store  // that tokens are of
	tokens *tokens // nil until there are tables
}

// scratch is the working memory of one Write.
type scratch struct {
	raw    [pieceBytes + cutBytes]byte
	text   [keepBytes + pieceBytes + cutBytes + 1]byte
	gap    [keepBytes + pieceBytes + cutBytes + 1]byte
	orders [keepBytes + pieceBytes + cutBytes + 1]uint64
	places [pieceBytes + spanBytes]int
	chosen [pieceBytes + spanBytes]gram
	old    int // text before it was carried over
	n      int // text up to it is valid
	base   int64
}

// gram is a chosen shingle's hash and where it may be in the index.
type gram struct {
	hash     uint64
	from, to int
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// read folds b, at most pieceBytes, behind what was carried over.
func (st *Stream) read(w *scratch, b []byte, closed bool) {
	w.old = st.recall(w)
	w.base = st.total - int64(w.old)
	if st.Binary {
		w.n = w.old + copy(w.text[w.old:], b)
	} else {
		w.n = st.fold(w, b, closed)
	}
	st.total = w.base + int64(w.n)
}

func (st *Stream) fold(w *scratch, b []byte, closed bool) int {
	if st.cutLen > 0 {
		n := copy(w.raw[:], st.cut[:st.cutLen])
		b = w.raw[:n+copy(w.raw[n:], b)]
	}
	f := folder{text: w.text[:], gap: w.gap[:], n: w.old, before: st.before}
	used := f.fold(b, closed)
	st.before = f.before
	st.cutLen = copy(st.cut[:], b[used:])
	return f.n
}

// keep carries over the last bytes of what was read, at most reach.
func (st *Stream) keep(w *scratch, reach int) {
	from := max(0, w.n-reach)
	if cap(st.carry) < w.n-from {
		st.carry = make([]byte, 0, reach)
	}
	st.carry = append(st.carry[:0], w.text[from:w.n]...)
	if st.Binary {
		return
	}
	for i, g := range w.gap[from:w.n] {
		st.carry[i] = mark(st.carry[i], g)
	}
}

// mark notes a gap before a byte in the byte itself, to spare memory: folded
// ASCII is lower case letters and digits, which all have the bit 0x20 that is
// taken away here. A gap before other characters matters to nobody. It has no
// branches, for all that is kept goes through it with each Write.
func mark(c, gap byte) byte {
	some := byte((uint(gap) + 0xff) >> 8)
	return c &^ (some & (^c >> 7) << 5)
}

// unmark undoes mark.
func unmark(c byte) (text, gap byte) {
	marked := (^c >> 7) & (^c >> 5) & 1
	return c | marked<<5, marked * gapOther
}

// recall restores what was carried over.
func (st *Stream) recall(w *scratch) int {
	n := copy(w.text[:], st.carry)
	if st.Binary {
		return n
	}
	for i, c := range w.text[:n] {
		w.text[i], w.gap[i] = unmark(c)
	}
	return n
}

// choose chooses the shingles of what was read and hashes them.
func (st *Stream) choose(k *keys, w *scratch) []gram {
	places := w.places[:0]
	if st.Binary {
		places = k.sample(w.text[:w.n], w.old, places)
	} else {
		places = k.winnow(w.text[:w.n], w.old, w.orders[:], places)
	}
	chosen := w.chosen[:len(places)]
	for i, at := range places {
		chosen[i].hash = k.gramHash(w.text[at:])
	}
	return chosen
}

// newDigest begins an HMAC-SHA-256 of a whole file or folded text.
func newDigest(k *keys) hash.Hash { return hmac.New(sha256.New, k.digest[:]) }
