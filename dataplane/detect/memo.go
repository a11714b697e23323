package detect

// Columns of real tables repeat their values: names, towns, departments, dates. What
// a cell was judged to be is remembered by its keyed hash, so that the judgement is
// made once for most of them, and no value is kept. So is which scanner has counted it, which
// need not look it up among its values.

// memoPairs is how many pairs of cells are remembered, 256 KiB in all: they stay in the
// second cache.
const memoPairs = 4096

// memo remembers cells by the last bits of their hashes, the latest two of each, since
// otherwise many of a thousand would drive each other out.
type memo [memoPairs][2]remembered

// remembered is what a detector of fields made of a cell.
type remembered struct {
	key        uint64 // the cell's hash and the detector
	norm       uint64 // the hash of its distinct form
	confidence float64
	counted    uint64 // the Scanner that has counted it, or 0
}

// cell judges a cell for the registered detector i, or remembers its judgement. The
// result holds until the next call.
func (m *memo) cell(i int, cell []byte, label string, buf []byte) *remembered {
	e, known := m.at(hashValue(cell), uint64(i)<<8+uint64(len(label)))
	if !known {
		norm, confidence := registered[i].field.judge(cell, label, buf)
		e.norm, e.confidence = hashValue(norm), confidence
	}
	return e
}

// name is cell for a name that is put together of two cells.
func (m *memo) name(name, buf []byte) *remembered {
	e, known := m.at(hashValue(name), uint64(len(registered))<<8)
	if !known && nameShaped(name) {
		e.norm, e.confidence = hashValue(normName(buf, name)), joinedName
	}
	return e
}

// joinedName is the confidence in such a name.
const joinedName = 0.9

// at returns where the judgement on what has the hash h is remembered, or to be written.
func (m *memo) at(h, kind uint64) (e *remembered, known bool) {
	pair, key := &m[h%memoPairs], h+kind
	if pair[1].key == key {
		return &pair[1], true
	}
	if e = &pair[0]; e.key == key {
		return e, true
	}
	pair[1] = *e
	*e = remembered{key: key}
	return e, false
}
