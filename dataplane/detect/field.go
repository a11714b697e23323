package detect

import (
	"bytes"
	"unicode/utf8"
)

// maxField is how many bytes a field's value may have.
const maxField = 96

// labelledField visits a label in running text, and judges the value behind it.
func (v *visit) labelledField(lit *literal, start, end int) {
	rule := v.prog.detectors[int(lit.owner)].field
	if lit.part && !rolePhrase(v.buf[max(0, start-maxRole):start], lit.text) {
		if v.state.table == nil {
			v.splitName(lit, start, end)
		}
		return
	}
	if v.plainlyNoName(lit, start, end) {
		return
	}
	label, from, end := v.labelAt(rule, lit, start, end)
	if v.state.table != nil && !v.notTable(rule, label, from, end) || label == "" || label == lit.text && partOfWord(v.buf, start) {
		return
	}
	value, at := v.joinedValue(rule, lit, label, start, from, end), end
	if len(value) == 0 {
		value, at = v.bracketed(rule, label, from, end)
	}
	if len(value) == 0 && rule.spoken != nil && label != roleLabel {
		right := v.buf[end:min(len(v.buf), end+rightBytes)]
		said, final := rule.spoken(v.buf[max(0, from-maxQuestion):from], right, label, v.closed || len(right) == rightBytes)
		v.settle(start+int(lit.at), final)
		value = said
	}
	if len(value) == 0 {
		at = max(0, from-2*maxField)
		value = answerBefore(v.buf[at:from])
	}
	if len(value) > 0 {
		v.judgeField(lit, label, value, at, start, end)
	}
}

// joinedValue returns the value that signs or room join to a label from start to end, which
// begins at from with all that belongs to it; none where that says too little.
func (v *visit) joinedValue(rule *fieldRule, lit *literal, label string, start, from, end int) []byte {
	value, loose, final := v.valueBehind(wordStart(v.buf, from), end)
	v.settle(start+int(lit.at), final || end+2*maxField < len(v.buf))
	if rule.shaped != nil {
		if value = upToRoom(value); mayHaveGiven(label, value) {
			v.settle(start+int(lit.at), v.closed || end+partsApart <= len(v.buf))
			if givenFollows(v.buf[end:]) {
				v.joinGiven(lit, value, start, end, final)
				return nil
			}
		}
		if len(value) == 0 {
			value, loose = v.besideLabelled(lit, start, from, end), true
		}
	}
	if loose && !v.sure(rule, value, label) && !v.likely(rule, value, label) && !v.pairedValue(rule, lit, value, label, start, end) {
		return nil
	}
	return value
}

// judgeField judges the value of a label from start to end, which stands somewhere behind at.
// Whether it is mostly labels itself, or the reading of what stands near, is asked last: few
// values come to that.
func (v *visit) judgeField(lit *literal, label string, value []byte, at, start, end int) {
	rule := v.prog.detectors[int(lit.owner)].field
	norm, confidence := rule.judge(value, label, v.w.value[:0])
	if confidence < leastEvidence || 2*labelled(fold(v.w.fold[:0], value)) > len(value) || rule.shaped != nil && v.onlyReading(lit, value, start, end) {
		return
	}
	v.count(int(lit.owner), verdict{hit: true, value: norm, sample: value, confidence: confidence})
	at += bytes.Index(v.buf[at:], value)
	v.doubt, v.byRole = confidence < leastConfidence, thingToo(value, label)
	v.attribute(rule.attr, at, at+len(value), hashValue(norm))
	v.doubt, v.byRole = false, false
}

// upToRoom cuts a value off where there is room for the next field.
func upToRoom(v []byte) []byte {
	if bytes.IndexByte(v, ' ') < 0 && bytes.IndexByte(v, "　"[0]) < 0 || spacedOut(v) {
		return v
	}
	for _, room := range [...]string{"  ", "　　", "　 ", " 　"} {
		if i := bytes.Index(v, []byte(room)); i > 2 {
			v = v[:i]
		}
	}
	return v
}

// notTable gives up a table whose first row begins with a label and a value of it: what
// was taken for its header was such a pair too.
func (v *visit) notTable(rule *fieldRule, label string, start, end int) bool {
	s := v.state
	row := int(s.row - v.st.base)
	if s.rows > 0 || s.table.sql || s.table.comma == "" || row < 0 || row > start || !beginsCell(v.buf[row:start]) {
		return false
	}
	value, _, _ := v.valueBehind(start, end)
	if label == "" || !v.sure(rule, value, label) && (s.table.columns != 2 || s.table.named(1)) {
		return false // in a list of two columns whose second no header names, each line is a pair
	}
	v.endPairs()
	return true
}

// beginsCell says whether nothing but a frame stands before the first cell of a row.
func beginsCell(b []byte) bool { return len(cellFrame.trimLeft(b)) == 0 }

// labelAt tells the label that a literal at buf[start:end] is of from others by the words
// before it, and where it begins and ends; "" where it is none.
func (v *visit) labelAt(rule *fieldRule, lit *literal, start, end int) (label string, from, to int) {
	if isRoleTrigger(lit.text) {
		from, to, role := v.roleBefore(start, end, rule.triggers)
		if !role {
			return "", from, to
		}
		return roleOrName(v.buf[from:to]), from, to
	}
	if rule.full == nil {
		return lit.text, start, end
	}
	if lit.part {
		return nameOfRole, start, end // "Vor- und Nachname"
	}
	right := v.buf[end:min(len(v.buf), end+maxField)]
	label, more, final := rule.full(v.buf[max(0, start-2*maxField):start], right, lit.text, v.closed || len(right) == maxField)
	v.settle(start+int(lit.at), final)
	if lit.text[len(lit.text)-1] == ':' {
		end-- // the sign that joins it
	}
	return label, start, end + more
}

// sure says whether a value is one wherever it stands.
func (v *visit) sure(rule *fieldRule, value []byte, label string) bool {
	if len(value) == 0 {
		return false
	}
	_, confidence := rule.judge(value, label, v.w.value[:0])
	return confidence >= looseConfidence
}

// likely says whether a value is one by its form, or may be one behind a label that says
// so little that it is only evidence.
func (v *visit) likely(rule *fieldRule, value []byte, label string) bool {
	little := label == roleLabel || bare(label)
	if len(value) == 0 || !little && (rule.shaped == nil || !rule.shaped(value)) {
		return false
	}
	_, confidence := rule.judge(value, label, v.w.value[:0])
	return confidence >= leastEvidence
}

// wordStart goes back to where a key begins, as "full_name" does for "name", or a line
// that has nothing but the label's words.
func wordStart(b []byte, start int) int {
	if line := wordsFrom(b, start); line >= 0 {
		return line
	}
	for i := start; i > 0 && start-i < maxField && isLetter(b[start]); i-- {
		if !isWordByte(b[i-1]) && b[i-1] != '_' && b[i-1] != '-' {
			return i
		}
	}
	return start
}

// wordsFrom returns where the line begins that has nothing but words before start, or -1.
func wordsFrom(b []byte, start int) int {
	if start >= len(b) || !isLetter(b[start]) {
		return -1
	}
	for i := start; i > 0 && start-i < maxBullet; i-- {
		switch c := b[i-1]; {
		case c == '\n':
			return i
		case !isLetter(c) && c != ' ' && c != '/' && c != '\'':
			return -1
		}
	}
	return -1
}

// valueBehind returns the value of the label at buf[start:end], whether a sign joins
// them or the layout does; loose says that it may be no value, but what else stands
// there.
func (v *visit) valueBehind(start, end int) (value []byte, loose, final bool) {
	b := v.buf[end:min(len(v.buf), end+2*maxField)]
	whole := v.closed || len(b) == 2*maxField
	before := v.buf[max(0, start-maxBullet):start]
	j := jointBehind(before, b)
	value, final = fieldValue(b[j.n:], j.joins, v.closed)
	if j.joins {
		return value, j.loose, final || whole
	}
	return value, false, final && !mayJoinLater(b) && !inTag(before) || whole
}

// partOfWord says whether a letter stands before a Latin label.
func partOfWord(buf []byte, start int) bool {
	return start > 0 && isLetter(buf[start]) && (isLetter(buf[start-1]) || buf[start-1] == '_' || buf[start-1] == '-' || buf[start-1] == '.')
}

// fieldValue returns what stands behind a label and a sign such as ':', up to
// the end of the field; the sign may have come before b. It is final once that end is
// there.
func fieldValue(b []byte, sign, closed bool) (value []byte, final bool) {
	i := 0
	for i < len(b) && utf8.FullRune(b[i:]) {
		r, n := firstRune(b[i:])
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
	end := fieldEnd(b[i:])
	if end < 0 {
		return bytes.TrimRight(whole(b[i:]), "'"), closed
	}
	if end > maxField {
		return nil, true
	}
	n, final := givenBehind(b[i:], end, closed)
	if n > 0 {
		return withoutNextKey(b[i:], n), true
	}
	return withoutBracket(bytes.TrimSpace(withoutNextKey(b[i:], end))), final
}

// fieldEnd returns where the field ends that b begins with, or -1. An apostrophe between
// letters is part of it, as in O'Brien.
func fieldEnd(b []byte) int {
	for from := 0; ; {
		n := fieldEnds.index(b[from:])
		if n < 0 {
			return -1
		}
		if n += from; b[n] != '\'' || n == 0 || !isLetter(b[n-1]) || n+1 < len(b) && !isLetter(b[n+1]) {
			return n
		}
		from = n + 1
	}
}

// withoutBracket cuts the bracket off that closes what a value ends, as in
// Person(id=1, name=Mary Smith).
func withoutBracket(v []byte) []byte {
	if n := len(v) - 1; n > 0 && v[n] == ')' && bytes.IndexByte(v, '(') < 0 {
		return v[:n]
	}
	return v
}

// withoutNextKey returns the value that ends at b[end] without the key of the next field,
// where only a blank stands between, as in what Go prints: {Name:Mary Smith Phone:1}.
func withoutNextKey(b []byte, end int) []byte {
	if end == len(b) || b[end] != ':' && b[end] != '=' {
		return b[:end]
	}
	i := end
	for i > 0 && (isWordByte(b[i-1]) && b[i-1] < utf8.RuneSelf || b[i-1] == '_') {
		i--
	}
	if i == end || i == 0 || b[i-1] != ' ' {
		return b[:end]
	}
	return b[:i-1]
}

// fieldEnds are the signs that end a field.
var fieldEnds = newRuneSet("\\\n\r\t,;\"'&<>|{}[]、。，；】」：:=│┃║｜")

// givenBehind returns where a name written "Smith, Mary" ends whose comma is at b[at], or
// 0 if there is none. It is final once that end is there.
func givenBehind(b []byte, at int, closed bool) (n int, final bool) {
	given := b[at+1:]
	if b[at] != ',' || !capital(b) || bytes.IndexByte(b[:at], ' ') >= 0 || len(given) > 0 && given[0] != ' ' || len(given) > 1 && !capital(given[1:]) {
		return 0, true
	}
	end := fieldEnd(given)
	if end < 0 && !closed {
		return 0, len(given) > maxField
	}
	if end < 0 {
		end = len(given)
	}
	if end < 3 || end < len(given) && given[end] == ',' || !nameShaped(given[1:end]) {
		return 0, true
	}
	return at + 1 + end, true
}

func isSign(r rune) bool {
	return r == ':' || r == '：' || r == '=' || r == '＝' || r == '\t' || r == '】' || r == ']'
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
