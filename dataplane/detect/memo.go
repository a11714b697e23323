package detect

// Columns of real tables repeat their values: names, towns, departments, dates. What
// a cell was judged to be is remembered by its keyed hash, so that the judgement is
// made once for most of them, and no value is kept.

// memoCells is how many cells are remembered, 48 KiB in all: they stay in the second
// cache.
const memoCells = 2048

// memo remembers cells by the last bits of their hashes.
type memo [memoCells]remembered

// remembered is what a detector of fields made of a cell.
type remembered struct {
	key        uint64 // the cell's hash and the detector
	norm       uint64 // the hash of its distinct form
	confidence float64
}

// cell judges a cell for the registered detector i, or remembers its judgement. The
// result is the hash of the cell's distinct form.
func (m *memo) cell(i int, cell []byte, label string, buf []byte) (norm uint64, confidence float64) {
	h := hashValue(cell)
	key := h + uint64(i)<<8 + uint64(len(label))
	e := &m[h%memoCells]
	if e.key != key {
		norm, confidence := registered[i].field.judge(cell, label, buf)
		*e = remembered{key, hashValue(norm), confidence}
	}
	return e.norm, e.confidence
}
