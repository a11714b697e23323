package detect

import (
	"encoding/binary"
	"math/bits"
)

// Most rows of a large table are alike: no keyword stands in them, quotes stand around whole
// cells or not at all, and a number fills its cell. Once a header and its first rows are known, such
// rows are cut into their cells once, and each cell is judged by its column. Any other
// row is visited place by place, as all text is, which gives the same (rows_test.go).

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
	line := v.buf[pos:end]
	for len(line) > 0 && line[len(line)-1] == '\r' {
		line = line[:len(line)-1]
	}
	if len(line) == 0 || len(line) > plainBytes || v.state.table.repeats(line) || isRuler(line) || !v.cutPlain(pos, pos+len(line)) || v.hasKeyword(pos, end) || !v.w.cells.digits && v.nextHeader(line) != nil {
		return false
	}
	v.planned()
	for left := v.w.cells.busy; left != 0; left &= left - 1 {
		i := bits.TrailingZeros64(left)
		if i >= v.w.cells.n {
			break
		}
		v.plainCell(i, &v.w.cells.list[i])
	}
	v.judgeCells(end)
	v.beginRow(end + 1)
	return true
}

// plainBytes is how long a plain row is at most.
const plainBytes = recordBytes / 2

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

// mattersInRow says whether a literal that matters there is at a place.
func (v *visit) mattersInRow(pos int) bool {
	if !v.lits.mayBeInRow(v.w.buf[pos:]) {
		return false
	}
	for _, i := range v.lits.at(v.w.buf[pos:]) {
		for ; i != 0; i = v.lits.list[i-1].next {
			lit := &v.lits.list[i-1]
			if _, _, ok := lit.matches(v.buf, pos); ok && lit.inRow {
				return true
			}
		}
	}
	return false
}

// plainCell visits the places in the cell of a column.
func (v *visit) plainCell(column int, c *cell) {
	for at := c.start; at < c.end; at += blockSize {
		digits, signs := v.marksAt(at)
		if digits|signs == 0 {
			continue
		}
		within := ^uint64(0) >> (blockSize - min(blockSize, c.end-at))
		if at == c.start && digits&1 != 0 && v.cellIsNumber(c, column, digits&within) {
			return
		}
		v.state.cell = cellCache{at: v.st.base + int64(c.from), index: int32(column)}
		if c.end-c.start > blockSize || bits.OnesCount64(digits&within) >= minDigits {
			v.placesIn(digits&within, signs&within, at)
		} else {
			v.fewIn(v.w.plan.columns[column].address, digits&within, signs&within, at)
		}
	}
}

// fewIn visits the places in a cell, which begins at at, that has too few digits for any
// number. A date in a table counts by its header.
func (v *visit) fewIn(address bool, digits, signs uint64, at int) {
	for starts := digits &^ (digits << 1); starts != 0; starts &= starts - 1 {
		i := bits.TrailingZeros64(starts)
		n, pos := bits.TrailingZeros64(^(digits >> i)), at+i
		if !address && v.besideWords(pos, n) {
			v.addressAt(pos, n)
		}
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
	two, rest := v.marks[block:block+2], (blockSize-1-i)%blockSize // and one more: a shift by 64 takes a test
	return two[0].digits>>i | two[1].digits<<1<<rest, two[0].at>>i | two[1].at<<1<<rest
}

// cellIsNumber judges a cell that is a number of digits, with single hyphens between,
// and nothing else. It reports false for others. Bit i of digits is whether byte i is one.
func (v *visit) cellIsNumber(c *cell, column int, digits uint64) bool {
	t := &v.w.token
	if !t.fill(v.w.buf[:], c.start, c.end, digits) || v.buf[c.end] == ',' && v.buf[c.end+1] == ' ' {
		return false // "12-14, rue" is an address
	}
	t.start, t.follow = c.start, v.buf[c.end]
	var found bool
	if p := &v.w.plan.columns[column]; p.said != 0 {
		found = v.judgeHeaded(t, column, p.judgesOf(v.prog, t.n))
	} else {
		found = v.judgeCell(t, column)
	}
	if found {
		v.state.numbers, v.state.listed = v.st.base+int64(c.end), 0
	}
	return true
}

// judgeCell judges a number that fills a cell.
func (v *visit) judgeCell(t *token, column int) bool {
	s := v.inCell(t, column)
	found := s.judge(t)
	if found || v.state.columns != nil {
		s.columnFails()
	}
	return found
}

// inCell returns what surrounds a number that fills a cell.
func (v *visit) inCell(t *token, column int) (s surroundings) {
	s = surroundings{visit: v, pos: t.start, known: true, fits: v.prog.tables.lengthBits[t.n], token: t}
	s.before.beginsCell(v.state.table, column)
	return s
}

// judgeHeaded is judgeCell for a column whose header names classes, and a number for
// the classes that may have it there. That column is of no other class, whatever passes.
func (v *visit) judgeHeaded(t *token, column int, judges []numberJudge) (found bool) {
	said := v.w.plan.columns[column].said
	for i := range judges {
		n := &judges[i]
		headed := said&n.bit != 0
		if !headed && n.near == nil && n.alone(t) < leastConfidence || !n.valid(t) {
			continue
		}
		c := n.labelled
		if !headed || !v.headerDecides(n, t, column) {
			s := v.inCell(t, column)
			c = s.confidence(n.numberRule, t, n.bit)
		}
		if c >= leastConfidence {
			v.numberFound(n, t, v.digitsOf(t), c)
			found = true
		}
	}
	return found
}

// digitsOf returns the digits of a number that fills a cell: as they stand there if in one group, since
// what has just been copied in pieces is read slowly.
func (v *visit) digitsOf(t *token) []byte {
	if t.count == 1 {
		return v.buf[t.start : t.start+t.n]
	}
	return t.text()
}

// headerDecides says that nothing is asked of a valid number whose column's header names its class,
// since nothing makes it surer. That the column holds such a number is noted.
func (v *visit) headerDecides(n *numberJudge, t *token, column int) bool {
	return !n.refutes && (n.bit&v.prog.tables.checked == 0 || v.state.scores.holds(column)) && (n.share == nil || n.share(t) == 1)
}

// fill reads a number that is all of buf[start:end], and says whether it is one. Bit i of
// digits is whether buf[start+i] is a digit, as buf[start] is. Some bytes behind are read.
func (t *token) fill(buf []byte, start, end int, digits uint64) bool {
	length := end - start
	if n := bits.OnesCount64(digits); length > maxDigits+maxGroups || n < minDigits || n > maxDigits {
		return false
	}
	t.reset(0)
	for i := 0; t.count < maxGroups; i++ {
		n := bits.TrailingZeros64(^(digits >> i))
		if n == 0 {
			return false
		}
		t.append(buf[start+i:], n)
		i += n
		g := &t.groups[t.count]
		g.end, g.n, g.sep = int32(i), uint8(t.n), '-'
		if t.count++; i == length {
			t.groups[0].sep = 0
			return true
		}
		if buf[start+i] != '-' {
			return false
		}
	}
	return false
}

// append adds the first n bytes of b, which are digits. Some behind are read.
func (t *token) append(b []byte, n int) {
	end := t.n + n
	for at := t.n; at < end; at += 8 {
		if at+8 > maxDigits {
			copy(t.digits[at:end], b)
			break
		}
		binary.LittleEndian.PutUint64(t.digits[at:], binary.LittleEndian.Uint64(b)) // what is too much is written over
		b = b[8:]
	}
	t.n = end
}

// beginsCell makes e what the header says of a value that begins a cell.
func (e *evidence) beginsCell(t *table, column int) {
	if e.column, e.index = true, column; column >= t.columns {
		e.index = -1
		return
	}
	e.bits, e.against, e.keyed = t.bits[column], t.against[column], t.other>>column&1 != 0
}
