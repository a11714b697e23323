package detect

import (
	"bytes"
	"math/bits"
)

// What reads as a table's header may be the first of many lines that are each a label
// and its values. Then the label beside a value tells what it is.

// maxSideways is in how many rows of a table the labels beside values are looked at.
const maxSideways = 8

// sideways lets the label beside a value overrule a header that says something else or
// nothing, and gives up the table.
func (s *surroundings) sideways() {
	e, st := &s.before, s.state
	if st.table == nil || st.table.sql || st.rows >= maxSideways || !e.column || e.against || e.keyed {
		return
	}
	if said := s.besideLabel(s.pos) & s.fits; said != 0 && s.valid(said) && !s.valid(e.bits&s.fits) {
		*e = evidence{bits: said, nearest: said}
		s.endPairs()
	}
}

// valid says whether the value being judged is a valid one of any of the classes.
func (s *surroundings) valid(classes uint64) bool {
	for ; classes != 0; classes &= classes - 1 {
		switch d := s.prog.detectors[bits.TrailingZeros64(classes)]; {
		case s.token != nil && d.number != nil && d.number.valid(s.token):
			return true
		case s.code != nil && d.code != nil && d.code.valid(s.code):
			return true
		}
	}
	return false
}

// besideLabel returns what the cell before the value at pos says, or the first one of its
// line, if that is a label and little else.
func (v *visit) besideLabel(pos int) uint64 {
	if t := v.state.table; t != nil && t.comma == "" {
		key, _ := markupKey(bytes.TrimRight(v.buf[max(0, pos-leftBytes):pos], " \t\r\n"))
		return v.labelOnly(key)
	}
	start := v.lineStart(pos)
	if start < 0 || start == pos {
		return 0
	}
	line := valueOpens.trimRight(v.buf[start:pos])
	if len(line) == 0 || pos-start == len(line) {
		return 0
	}
	if said := v.labelOnly(lastCell(line)); said != 0 {
		return said
	}
	return v.labelOnly(firstCell(line))
}

// Signs of cells, whatever the table: those between them, what frames a row, what stands at a
// cell's edges, and what may begin a value.
var (
	cellSigns  = newRuneSet("\t|│┃║｜,;")
	cellFrame  = newRuneSet(" \t　|│┃║｜\"")
	cellEdges  = newRuneSet(" 　\"")
	valueOpens = newRuneSet(" \t\"'+(　|│┃║｜,;")
)

// lastCell returns the cell that a line ends with: behind a sign or two blanks.
func lastCell(line []byte) []byte {
	at := cellSigns.lastIndex(line)
	if at >= 0 {
		_, n := firstRune(line[at:])
		at += n
	}
	for _, room := range [...]string{"  ", "　　"} {
		if i := bytes.LastIndex(line, []byte(room)); i >= 0 {
			at = max(at, i+len(room))
		}
	}
	return cellEdges.trim(line[max(0, at):])
}

// firstCell returns the cell that a line begins with.
func firstCell(line []byte) []byte {
	line = cellFrame.trimLeft(line)
	end := cellSigns.index(line)
	for _, room := range [...]string{"  ", "　　"} {
		if i := bytes.Index(line, []byte(room)); i >= 0 && (end < 0 || i < end) {
			end = i
		}
	}
	if end < 0 {
		return line
	}
	return cellEdges.trimRight(line[:end])
}
