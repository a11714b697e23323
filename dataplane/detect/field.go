package detect

import (
	"bytes"
	"unicode/utf8"
)

// maxField is how many bytes a field's value may have.
const maxField = 96

// labelledField visits a label in running text, and judges the value behind it.
func (v *visit) labelledField(lit *literal, start, end int) {
	if v.state.table != nil || partOfWord(v.buf, start) {
		return
	}
	value, final := fieldValue(v.buf[end:min(len(v.buf), end+2*maxField)], v.closed)
	v.settle(start+lit.at, final || end+2*maxField < len(v.buf))
	if len(value) == 0 {
		return
	}
	d := v.prog.detectors[lit.owner]
	norm, confidence := d.field.judge(value, lit.text, v.w.value[:0])
	if confidence < leastEvidence {
		return
	}
	v.count(lit.owner, verdict{hit: true, value: norm, sample: value, confidence: confidence})
	at := end + bytes.Index(v.buf[end:], value)
	v.doubt = confidence < leastConfidence
	v.attribute(d.field.attr, at, at+len(value), hashValue(norm))
	v.doubt = false
}

// partOfWord says whether a letter stands before a Latin label.
func partOfWord(buf []byte, start int) bool {
	return start > 0 && isLetter(buf[start]) && (isLetter(buf[start-1]) || buf[start-1] == '_' || buf[start-1] == '-' || buf[start-1] == '.')
}

// fieldValue returns what stands behind a label and a sign such as ':', up to
// the end of the field. It is final once that end is there.
func fieldValue(b []byte, closed bool) (value []byte, final bool) {
	i, sign := 0, false
	for i < len(b) && utf8.FullRune(b[i:]) {
		r, n := utf8.DecodeRune(b[i:])
		if !isSign(r) && r != ' ' && r != '　' && r != '"' && r != '\'' {
			break
		}
		sign = sign || isSign(r)
		i += n
	}
	if i < len(b) && !utf8.FullRune(b[i:]) || i == len(b) {
		return nil, closed
	}
	if !sign {
		return nil, true
	}
	end := bytes.IndexAny(b[i:], "\n\r\t,;\"'&<>|{}[]、。，；】」：:=")
	if end < 0 {
		return whole(b[i:]), closed
	}
	if end > maxField {
		return nil, true
	}
	return bytes.TrimSpace(b[i : i+end]), true
}

func isSign(r rune) bool {
	return r == ':' || r == '：' || r == '=' || r == '\t' || r == '】' || r == ']'
}

// whole cuts a character that is not complete off the end.
func whole(b []byte) []byte {
	for i := max(0, len(b)-3); i < len(b); i++ {
		if utf8.RuneStart(b[i]) && !utf8.FullRune(b[i:]) {
			return b[:i]
		}
	}
	return bytes.TrimSpace(b)
}
