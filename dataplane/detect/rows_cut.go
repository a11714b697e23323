package detect

import (
	"bytes"
	"math/bits"
)

// cell is one cell of a row, without its quotes: offsets in a visit's buf.
type cell struct {
	from       int // where it begins, quotes included
	start, end int
}

// cells are those of the row being read.
type cells struct {
	list   [maxColumns]cell
	n      int
	busy   uint64 // those with digits or an '@' in them, a bit each
	digits bool   // some stand in the row
	quoted bool   // and quotes
}

// cellMarks are where cells may end in 64 bytes; bit i is byte i.
type cellMarks struct {
	commas, quotes uint64
}

// cellsPortable is the obvious twin of the kernel for cellMarks.
func cellsPortable(dst []cellMarks, src []byte, comma byte) {
	for i := range dst {
		dst[i] = cellMarks{}
		for j, c := range src[i*blockSize : (i+1)*blockSize] {
			if c == comma {
				dst[i].commas |= 1 << j
			}
			if c == '"' {
				dst[i].quotes |= 1 << j
			}
		}
	}
}

// cellMarks returns where the table's separators and quotes are in the blocks of v.marks. They are
// looked for once for all rows that a Write brings.
func (v *visit) cellMarks(comma byte) []cellMarks {
	blocks := len(v.marks) - 1
	ms := v.w.cellMarks[:blocks]
	if v.comma != comma {
		v.comma = comma
		markCells(ms, v.w.buf[v.origin:v.origin+blocks*blockSize], comma)
	}
	return ms
}

// cutPlain cuts a row into its cells. It reports false for one with quotes amid cells, and
// for one that has too few or too many cells for the table.
func (v *visit) cutPlain(pos, end int) bool {
	c, comma := &v.w.cells, v.state.table.comma[0]
	if c.cut(v.cellMarks(comma), v.marks, v.origin, pos, end); c.quoted && !c.cutQuoted(v.buf, pos, end, comma) {
		return false
	}
	return c.n > 1 && c.n <= v.state.table.columns+2 && c.n < maxColumns
}

// cut cuts the row from pos to end at its separators, which are marked from origin on.
func (c *cells) cut(ms []cellMarks, places []marks, origin, pos, end int) {
	n, from, quotes, digits, busy := 0, pos, uint64(0), uint64(0), uint64(0)
	block := uint(pos-origin) / blockSize
	at := origin + int(block)*blockSize
	for within := ^uint64(0) << (pos - at); at < end; within = ^uint64(0) {
		if end-at < blockSize {
			within &= 1<<(end-at) - 1
		}
		m, here := &ms[block], (places[block].digits|places[block].at)&within
		quotes |= m.quotes & within
		digits |= places[block].digits & within
		for commas := m.commas & within; commas != 0 && n < maxColumns-1; commas &= commas - 1 {
			before := commas ^ (commas - 1) // the bits up to the separator
			busy |= oneIf(here&before) << n
			here &^= before
			i := at + bits.TrailingZeros64(commas)
			c.list[n] = cell{from, from, i}
			n, from = n+1, i+1
		}
		busy |= oneIf(here) << n
		block, at = block+1, at+blockSize
	}
	c.list[n] = cell{from, from, end}
	c.n, c.busy, c.digits, c.quoted = n+1, busy, digits != 0, quotes != 0
}

// oneIf returns 1 for what is not 0, without a branch.
func oneIf(x uint64) uint64 { return (x | -x) >> 63 }

// cutQuoted cuts a row in which some cells are in quotes (RFC 4180). It reports false
// where quotes stand within.
func (c *cells) cutQuoted(buf []byte, pos, end int, comma byte) bool {
	c.busy = ^uint64(0) // as far as is known
	for c.n = 0; c.n < maxColumns; pos++ {
		next := &c.list[c.n]
		next.from, next.start = pos, pos
		sign := comma
		if pos < end && buf[pos] == '"' {
			next.start, sign = pos+1, '"'
		}
		next.end = end
		if n := bytes.IndexByte(buf[next.start:end], sign); n >= 0 {
			next.end = next.start + n
		}
		if pos = next.end; sign == '"' {
			pos++
		}
		if c.n++; pos > end || pos < end && buf[pos] != comma || sign == comma && bytes.IndexByte(buf[next.start:next.end], '"') >= 0 {
			return false
		}
		if pos == end {
			return true
		}
	}
	return false
}
