package detect

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// One label can stand above or before many values. The class of the last one is kept
// until there is another number.

// listGap is how many bytes may stand between two values of a list.
const listGap = 64

// listed notes the class of the value that is found, if its label gave it.
func (s *surroundings) listed(class int) {
	s.state.listed = 0
	if s.state.table == nil && s.before.has(s.prog.tables.classBit[class]) {
		s.state.listed = uint8(class) + 1
	}
}

// listEvidence lets a value without a key of its own be what the last one was, if it
// goes on the same list.
func (s *surroundings) listEvidence() {
	e, gap := &s.before, s.st.base+int64(s.pos)-s.state.numbers
	if s.state.listed == 0 || gap <= 0 || gap > listGap || e.against || e.other || e.column || e.manner == own && e.bits != 0 {
		return
	}
	switch b := s.buf[s.pos-int(gap) : s.pos]; {
	case onlySigns(b):
		e.manner = inList
	case nextLine(b):
		e.manner = spent
	default:
		return
	}
	e.bits |= s.prog.tables.classBit[s.state.listed-1]
}

// onlySigns says whether nothing but signs and words for "and" stands between two values.
func onlySigns(b []byte) bool {
	for _, and := range [...]string{" and ", " or ", "及び", "および", "と", "又は", "または", "和", "및", " und ", " et ", " y ", " e "} {
		if i := bytes.Index(b, []byte(and)); i >= 0 {
			return onlySigns(b[:i]) && onlySigns(b[i+len(and):])
		}
	}
	return !bytes.ContainsFunc(b, unicode.IsLetter)
}

// maxListed is how many characters may stand before a value in its line.
const maxListed = 24

// nextLine says whether b leads to the next line, where a few words stand that are no
// key and hold no known word: a name, say.
func nextLine(b []byte) bool {
	line := bytes.TrimLeft(b, " \t\r、,;|")
	if len(line) == 0 || line[0] != '\n' || bytes.IndexByte(line[1:], '\n') >= 0 || utf8.RuneCount(line) > maxListed {
		return false
	}
	var room [4 * listGap]byte
	folded := foldKey(room[:0], line[1:])
	return !bytes.ContainsAny(folded, ":=<>\"{}") && !wordsIn(folded, 0).says() && !otherNumber(bytes.TrimSpace(folded))
}
