package detect

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// Lists that people write have any sign between the cells of a line, and a name or a number
// may hold a blank: "Name / Birth date / Phone".

// listSigns are such signs. One that stands in words, names or dates too needs its blanks.
var listSigns = [...]string{
	" / ", " ／ ", " - ", " – ", " — ", " · ", " • ", " ・ ", " : ", " :: ", " ; ", " ~ ", " * ", " # ", " ^ ", " ¦ ", " + ", " _ ", " > ", " >> ", " » ", " → ", " -> ", " => ",
	"／", "、", "，", "；", "~", "^", "#", "¦", "::", "•", "→", "»", "$", "||", "*", "=>", "\x1f", "\x01", "　",
}

// leastSigns is how many a header has: fewer stand in headings too.
const leastSigns = 2

// signBit has a bit for each byte that a sign between cells begins with, behind its blank, and for
// '@' and the blank: which of them are in a line is seen in one pass.
var signBit = func() (bits [256]uint32) {
	next := 0
	add := func(c byte) {
		if c < utf8.RuneSelf && bits[c] == 0 {
			bits[c] = 1 << (next + 1)
			next++
		}
	}
	for _, c := range []byte("\t,;@") {
		add(c)
	}
	for _, s := range slices.Concat(frames[:], listSigns[:]) {
		add(signByte(s))
	}
	if next > 31 {
		panic("detect: too many signs between cells")
	}
	for c := utf8.RuneSelf; c < len(bits); c++ {
		bits[c] = wideBit
	}
	return bits
}()

// wideBit is the bit of all bytes that are not ASCII.
const wideBit = 1

// signByte is the byte that a sign is told by.
func signByte(s string) byte {
	if s[0] == ' ' {
		return s[1]
	}
	return s[0]
}

// signsIn says which of them a line has.
func signsIn(line []byte) (signs uint32) {
	for _, c := range line {
		signs |= signBit[c]
	}
	return signs
}

// readSigns reads a line as the header of such a list, if most of its cells are known.
func (h *headerReader) readSigns(line []byte, signs uint32) {
	sign, most := "", leastSigns-1
	for _, s := range listSigns {
		if signs&signBit[signByte(s)] == 0 {
			continue
		}
		if n := bytes.Count(line, []byte(s)); n > most {
			sign, most = s, n
		}
	}
	if sign == "" {
		return
	}
	h.readCells(line, sign)
	if h.table.exact < leastSigns || 2*h.table.namedColumns() < h.table.columns {
		h.table = table{}
	}
}
