package detect

import (
	"bytes"
	"unicode/utf8"
)

// What a line or a cell is made of rules most of them out as headers, before what they say is
// asked.

// isNoHeader says whether a cell can't be a header for what it is made of.
func isNoHeader(cell []byte) bool {
	return len(cell) > 90 || countDigits(cell) >= minDigits || bytes.IndexByte(cell, '<') >= 0 || isAssigned(cell) || isTime(cell)
}

// isAssigned says whether a cell is or ends in the label of a value behind it, as in
// forms and cards, or is part of a program's statement.
func isAssigned(cell []byte) bool {
	open, wide, last, beforeLast := 0, false, byte(0), byte(0)
	for i, c := range cell {
		switch assigning[c] {
		case byteAssigns:
			return true
		case byteOpens:
			open++
		case byteCloses:
			open--
		case byteOfSign:
			if c == ':' && i == 0 || c == last && c != '.' && c != ':' || c == '.' && beforeLast == '.' && (last == '.' || last == ' ') {
				return true // an emoji's name or a slice, strokes, leaders
			}
		case byteBlank:
			if last == ':' {
				return true
			}
		case byteWide:
			wide = true
		}
		beforeLast, last = last, c
	}
	return open != 0 || wide && containsAny(cell, wideAssigns)
}

// What the bytes of a cell say of its being a label with its value.
const (
	byteOfWord = iota
	byteAssigns
	byteOpens
	byteCloses
	byteOfSign
	byteBlank
	byteWide
)

// assigning are those of all bytes, and wideAssigns the signs that are no ASCII.
var (
	assigning = func() (kinds [256]uint8) {
		for c := utf8.RuneSelf; c < len(kinds); c++ {
			kinds[c] = byteWide
		}
		kinds['='], kinds['('], kinds[')'], kinds[' '] = byteAssigns, byteOpens, byteCloses, byteBlank
		kinds[':'], kinds['.'], kinds['_'], kinds['-'] = byteOfSign, byteOfSign, byteOfSign, byteOfSign
		return kinds
	}()
	wideAssigns = []string{"：", "＝", "……", "・・", "‥‥", "──", "→"}
)

// separatorIn chooses the sign that separates cells, the most frequent one, and
// says how often it is there.
func separatorIn(line []byte) (comma string, most int) { return separatorAmong(line, signsIn(line)) }

// separatorAmong is separatorIn where it is known which signs are in the line.
func separatorAmong(line []byte, signs uint32) (comma string, most int) {
	for _, c := range [...]string{"\t", ",", ";", frames[0], frames[1], frames[2], frames[3], frames[4]} {
		if signs&signBit[c[0]] == 0 {
			continue
		}
		if n := bytes.Count(line, []byte(c)); n > most {
			most, comma = n, c
		}
	}
	return comma, most
}
