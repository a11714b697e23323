package detect

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// Most rows of a large table are alike: no keyword stands in them, quotes stand around whole
// cells or not at all, and a number fills its cell. Once a header and its first rows are known, such
// rows are cut into their cells once, and each cell is judged by its column. Any other
// row is visited place by place, as all text is, which gives the same (rows_test.go).

// cell is one cell of a row, without its quotes: offsets in a visit's buf.
type cell struct {
	from       int // where it begins, quotes included
	start, end int
}

// cells are those of the row being read.
type cells struct {
	list [maxColumns]cell
	n    int
}

// plainRows reads the plain rows that begin at pos, and returns where the first row begins
// that is none, or is not complete.
func (v *visit) plainRows(pos int) int {
	if !v.inPlainTable(pos) {
		return pos
	}
	for {
		end := v.feedBehind(pos)
		if end < 0 || !v.plainRow(pos, end) {
			return pos
		}
		pos = end + 1
	}
}

// inPlainTable says whether pos begins a row, behind the first ones that may still show
// that there is no table, of one whose cells one byte separates.
func (v *visit) inPlainTable(pos int) bool {
	s := v.state
	return s.table != nil && len(s.table.comma) == 1 && s.table.grid == nil && !s.table.sql && s.table.tail == "" && s.rows >= maxSideways &&
		s.turned == nil && s.row == v.st.base+int64(pos) && !v.prog.byPlace
}

// feedBehind returns where the next line feed is from pos on, or -1.
func (v *visit) feedBehind(pos int) int {
	block, bit := (pos-v.origin)/blockSize, (pos-v.origin)%blockSize
	for mask := ^uint64(0) << bit; block < len(v.marks); block++ {
		if feeds := v.marks[block].lines & mask; feeds != 0 {
			return v.origin + block*blockSize + bits.TrailingZeros64(feeds)
		}
		mask = ^uint64(0)
	}
	return -1
}

// plainRow reads the row at buf[pos:end]. It reports false, and has done nothing, for one
// that is not plain.
func (v *visit) plainRow(pos, end int) bool {
	line := bytes.TrimRight(v.buf[pos:end], "\r")
	if len(line) == 0 || len(line) > plainBytes || v.state.table.repeats(line) || isRuler(line) || !v.cutPlain(pos, pos+len(line)) || v.hasKeyword(pos, end) {
		return false
	}
	for i := range v.w.cells.n {
		v.plainCell(i, &v.w.cells.list[i])
	}
	v.judgeCells(end)
	v.beginRow(end + 1)
	return true
}

// plainBytes is how long a plain row is at most.
const plainBytes = recordBytes / 2

// cutPlain cuts a row into its cells. It reports false for one with quotes amid cells, and
// for one that has too few or too many cells for the table.
func (v *visit) cutPlain(pos, end int) bool {
	c, comma := &v.w.cells, v.state.table.comma[0]
	if bytes.IndexByte(v.buf[pos:end], '"') < 0 {
		c.cut(v.w.buf[:], pos, end, comma)
	} else if !c.cutQuoted(v.buf, pos, end, comma) {
		return false
	}
	return c.n > 1 && c.n <= v.state.table.columns+2 && c.n < maxColumns
}

// cutQuoted is cut for a row in which some cells are in quotes (RFC 4180). It reports false
// where quotes stand within.
func (c *cells) cutQuoted(buf []byte, pos, end int, comma byte) bool {
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

// cut cuts buf[pos:end] at the first separators, eight bytes at a time. Some bytes behind
// are read.
func (c *cells) cut(buf []byte, pos, end int, comma byte) {
	c.n = 0
	c.list[0].from, c.list[0].start = pos, pos
	for at, pattern := pos, uint64(comma)*everyByte; at < end; at += 8 {
		x := binary.LittleEndian.Uint64(buf[at:]) ^ pattern
		for zeros := ^((x&^everyHigh + ^uint64(everyHigh)) | x | ^uint64(everyHigh)); zeros != 0; zeros &= zeros - 1 {
			i := at + bits.TrailingZeros64(zeros)/8
			if i >= end || c.n == maxColumns-1 {
				break
			}
			c.list[c.n].end = i
			c.n++
			c.list[c.n].from, c.list[c.n].start = i+1, i+1
		}
	}
	c.list[c.n].end = end
	c.n++
}

const (
	everyByte = 0x0101010101010101 // times a byte: eight of it
	everyHigh = 0x8080808080808080
)

// hasKeyword says whether a literal's place is in buf[pos:end] that matters in a table.
func (v *visit) hasKeyword(pos, end int) bool {
	for at := pos; at < end; {
		i := (at - v.origin) % blockSize
		words := v.marks[(at-v.origin)/blockSize].words >> i
		if words == 0 {
			at += blockSize - i
			continue
		}
		if at += bits.TrailingZeros64(words); at < end && v.mattersInRow(at) {
			return true
		}
		at++
	}
	return false
}

// mattersInRow says whether a literal is at a place other than those that a table below
// its first row has no use for: labels of fields, and what tables begin with.
func (v *visit) mattersInRow(pos int) bool {
	for i := v.lits.first(v.w.buf[pos:]); i != 0; {
		lit := &v.lits.list[i-1]
		i = lit.next
		if lit.owner == eventHeader || lit.owner == eventRuler || lit.owner >= 0 && v.prog.detectors[lit.owner].literal == nil {
			continue
		}
		if _, _, ok := lit.matches(v.buf, pos); ok {
			return true
		}
	}
	return false
}

// plainCell visits the places in the cell of a column.
func (v *visit) plainCell(column int, c *cell) {
	s := v.state
	s.cell.at, s.cell.index, s.cell.quote = v.st.base+int64(c.from), int32(column), false
	for at := c.start; at < c.end; at += blockSize {
		digits, signs := v.marksAt(at)
		if digits|signs == 0 {
			continue
		}
		within := ^uint64(0) >> (blockSize - min(blockSize, c.end-at))
		if at == c.start && digits&1 != 0 && v.cellIsNumber(c, column, digits&within) {
			return
		}
		if c.end-c.start > blockSize || bits.OnesCount64(digits&within) >= minDigits {
			v.placesIn(digits&within, signs&within, at)
		} else {
			v.fewIn(column, digits&within, signs&within, at)
		}
	}
}

// fewIn visits the places in a cell, which begins at at, that has too few digits for any
// number.
func (v *visit) fewIn(column int, digits, signs uint64, at int) {
	address := v.state.table.ofAddresses(column, v.prog.tables)
	for starts := digits &^ (digits << 1); starts != 0; starts &= starts - 1 {
		i := bits.TrailingZeros64(starts)
		n, pos := bits.TrailingZeros64(^(digits >> i)), at+i
		if !address && v.besideWords(pos, n) {
			v.addressAt(pos, n)
		}
		v.birthAt(pos, n)
		if v.mayBeCode(n, pos) && v.st.base+int64(pos) >= v.state.numbers {
			v.code(pos)
		}
	}
	for ; signs != 0; signs &= signs - 1 {
		v.at(at + bits.TrailingZeros64(signs))
	}
}

// placesIn visits the numbers and the '@' at some bits behind at, all in one cell.
func (v *visit) placesIn(digits, signs uint64, at int) {
	starts := digits &^ (digits << 1)
	if v.buf[at-1]-'0' < 10 {
		starts &^= 1
	}
	for places := starts | signs; places != 0; places &= places - 1 {
		i := bits.TrailingZeros64(places)
		if starts>>i&1 == 0 {
			v.at(at + i)
			continue
		}
		run, _ := v.marksAt(at + i)
		v.digits(run, at+i)
	}
}

// marksAt returns where digits and '@' are in the 64 bytes from pos on.
func (v *visit) marksAt(pos int) (digits, signs uint64) {
	block, i := uint(pos-v.origin)/blockSize, uint(pos-v.origin)%blockSize
	first, second := &v.marks[block], &v.marks[block+1]
	return first.digits>>i | second.digits<<(blockSize-i), first.at>>i | second.at<<(blockSize-i)
}

// cellIsNumber judges a cell that is a number of digits, with single hyphens between,
// and nothing else. It reports false for others. Bit i of digits is whether byte i is one.
func (v *visit) cellIsNumber(c *cell, column int, digits uint64) bool {
	t := &v.w.token
	if !t.fill(v.buf[c.start:c.end], digits) || v.buf[c.end] == ',' && v.buf[c.end+1] == ' ' {
		return false // "12-14, rue" is an address
	}
	t.start, t.follow = c.start, v.buf[c.end]
	s := surroundings{visit: v, pos: c.start, known: true, fits: v.prog.tables.lengthBits[t.n]}
	s.before.beginsCell(v.state.table, column)
	found := s.judge(t)
	if found {
		v.state.numbers = v.st.base + int64(c.end)
	}
	if found || v.state.columns != nil {
		s.columnFails()
	}
	return true
}

// fill reads a number that is all of b, and says whether it is one. Bit i of digits is
// whether b[i] is a digit, as b[0] is.
func (t *token) fill(b []byte, digits uint64) bool {
	if len(b) < minDigits || len(b) > maxDigits+maxGroups || bits.OnesCount64(digits) < minDigits || bits.OnesCount64(digits) > maxDigits {
		return false
	}
	t.reset(0)
	for i := 0; t.count < maxGroups; i++ {
		n := bits.TrailingZeros64(^(digits >> i))
		if n == 0 {
			return false
		}
		t.n += copy(t.digits[t.n:], b[i:i+n])
		i += n
		g := &t.groups[t.count]
		g.end, g.n, g.sep = int32(i), uint8(t.n), '-'
		if t.count++; i == len(b) {
			t.groups[0].sep = 0
			return true
		}
		if b[i] != '-' {
			return false
		}
	}
	return false
}

// beginsCell makes e what the header says of a value that begins a cell.
func (e *evidence) beginsCell(t *table, column int) {
	if e.column, e.index = true, column; column >= t.columns {
		e.index = -1
		return
	}
	e.bits, e.against, e.keyed = t.bits[column], t.against[column], t.other>>column&1 != 0
}
