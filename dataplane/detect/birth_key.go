package detect

import (
	"bytes"
	"unicode/utf8"
)

// Birth dates in whatever layout numbers with labels are found in: as the value of a key,
// in markup, beside a label, in a column without a header's words in its line. The date is
// found by its digits, and judged by the evidence that numbers are judged by. Sentences
// are left to judgeBirth, which knows how they join a label and a date.

// dateSigns are the bytes that may stand behind the first number of a date: signs, the
// beginning of a month's name, and the first bytes of 年, 년 and a wide bracket.
var dateSigns = func() (signs [256]bool) {
	for _, c := range []byte("-/. (\xe5\xeb\xef") {
		signs[c] = true
	}
	return signs
}()

// birthAt visits the n digits at pos: a date may begin with them.
func (v *visit) birthAt(pos, n int) {
	if !v.prog.births || !v.mayBeDate(pos, n) || v.inTable() {
		return
	}
	start := pos - eraBefore(v.buf[:pos])
	right := v.buf[start:min(len(v.buf), start+dateBytes)]
	folded := fold(v.w.fold[:0], withoutCut(right))
	d, length := parseDate(folded)
	if v.settle(pos, v.closed || len(right) == dateBytes); length == 0 || !d.plausible() || d.year > thisYear+2000 {
		return
	}
	if bornBehind(d, folded[length:]) || ageBefore(d, v.buf[max(0, start-maxBullet):start]) || bornBefore(v.buf[max(0, start-maxBullet):start]) {
		v.birthFound(d, start, right, 0.9)
		return
	}
	if !v.goesOnInLine(start, folded[length:]) {
		v.birthKeyed(d, start, right)
	}
}

// goesOnInLine says whether a date begins a line that goes on: then the line above does not
// name it.
func (v *visit) goesOnInLine(start int, rest []byte) bool {
	before := bytes.TrimRight(v.buf[max(0, start-maxBullet):start], " \t　")
	if len(before) == 0 || before[len(before)-1] != '\n' {
		return false
	}
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	return len(bytes.Trim(rest, " \t\r()0123456789:日生歳.-tz")) > 0
}

// bornBehind says whether what follows a date, folded, says that someone was born then: 生,
// 생, or an age that fits.
func bornBehind(d date, rest []byte) bool {
	rest = bytes.TrimLeft(rest, " ")
	for _, word := range [...]string{"生", "생"} {
		if tail, ok := bytes.CutPrefix(rest, []byte(word)); ok {
			next, _ := firstRune(append(tail[:len(tail):len(tail)], '.'))
			return !isKanji(next) && !isHangul(next) && !bytes.HasPrefix(tail, []byte("マレ変"))
		}
	}
	if tail, ok := bytes.CutPrefix(rest, []byte("에")); ok && beginsWith(bytes.TrimLeft(tail, " "), bornWords) {
		return true
	}
	return ageFits(d, bytes.TrimLeft(rest, "(・,、/ "))
}

// bornWords say behind a day and its particle that someone was born then.
var bornWords = []string{"태어", "출생"}

// bornBefore says whether the short word for born stands in brackets before a date.
func bornBefore(left []byte) bool {
	return endsWith(left, bornSigns)
}

var bornSigns = []string{"(b. ", "(b.", "(* ", "(*", "（* "}

// ageBefore says whether an age that fits stands before a date in brackets: 45歳(1980/1/2.
func ageBefore(d date, left []byte) bool {
	left = lastRunes(left, 8)
	open := bytes.LastIndexAny(left, "(（")
	if open < 0 || len(bytes.TrimLeft(left[open:], "(（ ")) > 0 {
		return false
	}
	at := open
	for at > 0 && left[at-1] >= utf8.RuneSelf {
		at--
	}
	for at > 0 && left[at-1]-'0' < 10 {
		at--
	}
	return ageFits(d, left[at:])
}

// ageFits says whether a text begins with the age, within a year, of who was born on a day.
func ageFits(d date, b []byte) bool {
	b = bytes.TrimPrefix(bytes.TrimPrefix(b, []byte("満")), []byte("만 "))
	n := digitsAt(b, 0)
	if n < 1 || n > 3 || !beginsWith(b[n:], ageUnits) {
		return false
	}
	if next, _ := runeAt(b, n+len("歳")); isKanji(next) && next != '男' && next != '女' || next == 'カ' {
		return false // 5歳児, 45歳以上, 45歳から
	}
	age := 2000 + thisYear - d.year - number(b[:n])
	return age >= 0 && age <= 2
}

// ageUnits follow an age in years.
var ageUnits = []string{"歳", "才", "岁", "歲", "세", "살"}

// inTable says whether a table has gone on for long enough to be one: its cells are judged
// by their columns.
func (v *visit) inTable() bool {
	return v.state.table != nil && (v.state.rows >= maxSideways || v.state.table.sql)
}

// birthKeyed counts a date whose key or header says that it is one of birth.
func (v *visit) birthKeyed(d date, start int, right []byte) {
	bit := v.prog.tables.classBit[v.prog.tables.birth]
	s := surroundings{visit: v, pos: start, fits: bit}
	e := s.evidence()
	if !e.has(bit) || e.loose && !v.birthJoined(start) || shownOrChosen(v.buf[max(0, start-maxBullet):start]) || e.column && e.index >= 0 && v.state.table != nil && v.state.table.bits[e.index]&bit != 0 {
		return
	}
	v.birthFound(d, start, right, e.worth(0.95, bit))
}

// birthFound counts a date of birth, and tells the record of it unless its label's judgement
// has.
func (v *visit) birthFound(d date, start int, right []byte, confidence float64) {
	value := d.norm(v.w.value[:0])
	h := hashValue(value)
	shown := append([]byte(fourDigits(d.year)), "0000"...)
	v.countHashed(v.prog.tables.birth, h, shown, confidence)
	if v.state.birth == uint32(h) {
		v.state.birth = 0
		return
	}
	v.attribute(attrBirth, start, start+1+bytes.IndexAny(append(right[1:len(right):len(right)], '\n'), "\n\",;<\t|"), h)
}

// birthJoined says whether nothing but the words that join a label and its value stand between
// a label and the date at pos, or the place of birth.
func (v *visit) birthJoined(pos int) bool {
	b := foldKey(v.w.fold[:0], bytes.TrimRight(lastRunes(v.buf[max(0, pos-leftBytes):pos], labelLength), " 　:：=\"'>-・"))
	e := wordsIn(b, 0)
	if !e.has(v.prog.tables.classBit[v.prog.tables.birth]) {
		return false
	}
	gap := b[min(e.end, len(b)):]
	return pastLink(gap) == len(gap) || isBirthplace(gap) || saysItIs(gap)
}

// saysItIs says whether the words between a label and a date end in a verb that makes one
// of the other, and no sentence ends among them.
func saysItIs(gap []byte) bool {
	if bytes.ContainsAny(gap, "0123456789.;!?,:=\n\t\"。；，、！？") {
		return false
	}
	return endsWith(bytes.TrimRight(gap, " "), []string{" is", " read", " reads", " be", " est", " ist", " lautet", " es", "为", "為", "是"})
}

// isBirthplace says whether some words between "born in" and a date can be a place, and the
// preposition before a day.
func isBirthplace(gap []byte) bool {
	words := bytes.Fields(gap)
	if len(words) < 2 || len(words) > 5 || bytes.ContainsAny(gap, "0123456789.:;=\n\t\"") {
		return false
	}
	switch string(words[len(words)-1]) {
	case "on", "il", "le", "am", "el", "em", "den", "op":
		return true
	}
	return false
}

// shownOrChosen says whether the date behind left shows how one is to be written, or is
// counted in the years of an era that is one of several in brackets.
func shownOrChosen(left []byte) bool {
	short := bytes.TrimRight(left, " :：")
	bracket := bytes.TrimRight(short, ")）")
	return endsWith(short, exampleWords) || len(bracket) < len(short) && eraBefore(bracket) > 0
}

var exampleWords = []string{"例", "例えば", "例如", "예", "예시", "e.g.", "e.g", "ex.", "z.B.", "Example", "example"}

// mayBeDate says of most digits that they begin no date: they have another length, or
// another sign stands next to them.
func (v *visit) mayBeDate(pos, n int) bool {
	if pos > 0 && dateGoesOn[v.buf[pos-1]] {
		return false
	}
	next := byte('\n')
	if pos+n < len(v.buf) {
		next = v.buf[pos+n]
	}
	switch n {
	case 8, 6:
		early := n == 6 || v.buf[pos] == '1' || v.buf[pos] == '2'
		return early && !isWordByte(next) && v.buf[pos+n-4] <= '1' && v.buf[pos+n-2] <= '3'
	case 4:
		return (v.buf[pos] == '1' || v.buf[pos] == '2') && dateSigns[next] && v.secondPart(pos+n)
	case 1, 2:
		if next == 'e' && bytes.HasPrefix(v.buf[pos+n:], []byte("er ")) {
			return true // 1er avril
		}
		return dateSigns[next] && (next != ' ' && v.secondPart(pos+n) || v.monthAt(pos+n+1))
	}
	return false
}

// secondPart says of a sign behind the first number of a date whether the second may follow
// it, and a sign and the third that one: most numbers are followed by words.
func (v *visit) secondPart(sign int) bool {
	if sign+partsBytes >= len(v.buf) || v.buf[sign] >= utf8.RuneSelf {
		return true
	}
	at := sign + 1
	if v.buf[sign] == '(' { // the year in another count, which may begin with an era's letter
		return v.buf[at] >= utf8.RuneSelf || (v.buf[at]-'0' < 10 || v.buf[at+1]-'0' < 10) && (v.prog.asksAll || v.noteInDate(at))
	}
	if v.buf[sign] == '.' && v.buf[at] == ' ' {
		at++
	}
	n := digitsAt(v.buf[:sign+secondBytes], at)
	return n > 0 && dateSigns[v.buf[at+n]] && (v.prog.asksAll || v.thirdPart(at+n)) || v.buf[at+n] >= utf8.RuneSelf
}

const (
	secondBytes = 8  // hold ". ", a number of four digits and what follows
	partsBytes  = 32 // hold the two numbers and what is between them and the third
)

// noteInDate says whether a note in brackets at buf[at:] ends soon, before a sign of dates.
func (v *visit) noteInDate(at int) bool {
	end := at + bytes.IndexByte(v.buf[at:at+partsBytes-2], ')')
	return end > at && (v.buf[end+1] >= utf8.RuneSelf || bytes.IndexByte([]byte("-/., "), v.buf[end+1]) >= 0)
}

// thirdPart says whether the third number of a date, or what may stand before it, is behind the
// sign at buf[i].
func (v *visit) thirdPart(i int) bool {
	for end := i + 4; i < end && bytes.IndexByte([]byte("-/., "), v.buf[i]) >= 0; {
		i++
	}
	return v.buf[i]-'0' < 10 || v.buf[i] >= utf8.RuneSelf || v.buf[i] == '('
}

// dateGoesOn are the bytes that no date begins behind, but for those that end the name of
// an era.
var dateGoesOn = func() (signs [256]bool) {
	for c := range signs[:utf8.RuneSelf] {
		signs[c] = isWordByte(byte(c)) && bytes.IndexByte([]byte("SHTRMshtrm"), byte(c)) < 0 || bytes.IndexByte([]byte("-/_+@#"), byte(c)) >= 0
	}
	return signs
}()

// monthBytes hold the signs before a month and as much of its name as tells it.
const monthBytes = 12

// monthAt says whether an English month may begin at pos.
func (v *visit) monthAt(pos int) bool {
	if pos+monthBytes > len(v.buf) && !v.closed {
		return true
	}
	var folded [2 * monthBytes]byte
	b := v.buf[min(pos, len(v.buf)):min(len(v.buf), pos+monthBytes)]
	if !v.prog.asksAll && noMonth(b) {
		return false
	}
	b = foldASCII(folded[:0], b)
	b = b[betweenNames(b):]
	if _, n := monthAt(b); n > 0 || bytes.HasPrefix(b, []byte("de ")) {
		return true
	}
	for i := range min(len(b), 3) {
		if b[i] >= utf8.RuneSelf {
			return true // février, März, août
		}
	}
	return false
}

// monthPairs has a bit for each two letters that months' names begin with, and the words before
// them, by the first one.
var monthPairs = func() (pairs [32]uint32) {
	for name := range months {
		pairs[name[0]&31] |= 1 << (name[1] & 31)
	}
	pairs['d'&31] |= 1 << ('e' & 31)
	pairs['o'&31] |= 1 << ('f' & 31)
	return pairs
}()

// noMonth says of most texts that no month begins them, perhaps behind signs.
func noMonth(b []byte) bool {
	i := 0
	for i < len(b) && (b[i] == ' ' || b[i] == '.' || b[i] == ',' || b[i] == '-' || b[i] == '/') {
		i++
	}
	if i+3 > len(b) || (b[i]|b[i+1]|b[i+2]) >= utf8.RuneSelf {
		return i >= len(b)
	}
	return !isLetter(b[i]) || monthPairs[b[i]&31]>>(b[i+1]&31)&1 == 0
}

var eraBlanks = newRuneSet(" .　")

// eraBefore measures the name of an era, or its letter, that b ends with.
func eraBefore(b []byte) int {
	short := eraBlanks.trimRight(b)
	if len(short) == 0 || len(b)-len(short) > 3 {
		return 0
	}
	var room [4 * utf8.UTFMax]byte
	last, size := lastRune(short)
	name := fold(room[:0], short[len(short)-size:])
	if last < utf8.RuneSelf && len(short) > 1 && isWordByte(short[len(short)-2]) {
		return 0
	}
	two := lastRunes(short, 2)
	for _, e := range eras {
		for _, known := range e.names {
			switch known {
			case string(two):
				return len(b) - len(short) + len(two)
			case string(name):
				return len(b) - len(short) + size
			}
		}
	}
	return 0
}
