package detect

import (
	"bytes"
	"math/bits"
	"unicode/utf8"
)

const (
	maxDigits  = 19 // of a number, as in the longest card number
	maxGroups  = 8
	maxNumber  = 96 // bytes that a number may take, in full width
	minDigits  = 7
	joinedSeps = 2 // signs in a row between two groups, as in ") "
)

// token is a number as written: digits in groups with single signs between.
type token struct {
	digits [maxDigits]byte // '0' to '9'
	n      int
	groups [maxGroups]group
	count  int  // groups
	plus   bool // a plus sign stands before
	tight  bool // a letter, digit or joining sign stands right before
	amid   bool // other digits stand before or behind, a space apart
	start  int  // offset of the first digit
	cut    bool // the text ended before the number was known to
	over   bool // it goes on past what any number has
	more   bool // but does so a space apart
	follow byte // what stands behind the last group
	known
}

// known is what has been asked of a number.
type known struct {
	form  int  // see shape; 0: not yet
	japan int8 // see inJapan: 1 it is, -1 it isn't, 0: not yet
}

type group struct {
	end int32 // offset behind it, from the token's start
	n   uint8 // digits up to and including it
	sep byte  // before it: '-' '.' ' ' '(' for any with parentheses, 0 none
}

// text returns the digits.
func (t *token) text() []byte { return t.digits[:t.n] }

// shape tells the lengths of the groups as one number, 4-4-4 being 444.
func (t *token) shape() int {
	if t.form != 0 {
		return t.form
	}
	shape, before := 0, uint8(0)
	for _, g := range t.groups[:t.count] {
		shape = shape*10 + int(min(g.n-before, 9))
		before = g.n
	}
	t.form = shape
	return shape
}

// joined says whether all separators are the given one.
func (t *token) joined(sep byte) bool {
	for _, g := range t.groups[1:t.count] {
		if g.sep != sep {
			return false
		}
	}
	return true
}

// evenly says whether all separators are the same.
func (t *token) evenly() bool { return t.count < 2 || t.joined(t.groups[1].sep) }

// read reads the number whose first digit is at buf[i], never further than
// maxNumber bytes.
func (t *token) read(buf []byte, i int, closed bool) {
	t.reset(i)
	t.before(buf)
	if t.readBoxes(buf, i, closed) || t.readPlain(buf, i) {
		return
	}
	t.readAny(buf, i, closed)
}

// readBoxes reads digits that stand in a box each, as forms for machines have them: one by
// one, a blank between. They are one group. Behind the first of them none begins.
func (t *token) readBoxes(buf []byte, i int, closed bool) bool {
	if i+3 >= len(buf) || buf[i+1] != ' ' || buf[i+2]-'0' >= 10 || buf[i+3]-'0' < 10 {
		return false
	}
	n := 0
	for n < maxDigits && i < len(buf) && buf[i]-'0' < 10 {
		t.digits[n] = buf[i]
		if n++; i+1 >= len(buf) || buf[i+1] != ' ' {
			i++
			break
		}
		i += 2
	}
	end := bytes.TrimRight(buf[t.start:min(i, len(buf))], " ")
	if n < minDigits || i < len(buf) && buf[i]-'0' < 10 {
		return false // too few, or the last box has more than one
	}
	t.cut = i >= len(buf) && !closed
	if t.amid {
		return true
	}
	t.n, t.count = n, 1
	t.groups[0] = group{end: int32(len(end)), n: uint8(n)}
	return true
}

// reset clears all but the digits and groups, whose counts say how many hold.
func (t *token) reset(start int) {
	t.n, t.count, t.start = 0, 0, start
	t.plus, t.tight, t.amid, t.cut, t.over, t.follow = false, false, false, false, false, 0
	t.known = known{}
}

// readPlain reads a number of ASCII digits, in one group or with single hyphens
// between, that an ASCII character ends for certain. It reports false, and leaves
// the reading to readAny, for all others.
func (t *token) readPlain(buf []byte, i int) bool {
	for ; i < len(buf) && t.count < maxGroups; i++ {
		for ; i < len(buf) && buf[i]-'0' < 10 && t.n < maxDigits; i++ {
			t.digits[t.n] = buf[i]
			t.n++
		}
		t.groups[t.count].end, t.groups[t.count].n = int32(i-t.start), uint8(t.n)
		t.count++
		if i+1 >= len(buf) {
			break
		}
		if numberRole[buf[i]] != mayJoin {
			t.groups[0].sep = 0
			return true
		}
		if buf[i] != '-' || buf[i+1]-'0' >= 10 || t.count == maxGroups {
			break
		}
		t.groups[t.count].sep = '-'
	}
	t.n, t.count = 0, 0
	return false
}

// readAny reads a number in any of its ways of writing.
func (t *token) readAny(buf []byte, i int, closed bool) {
	limit := min(len(buf), i+maxNumber)
	for t.count < maxGroups {
		sep, next, cut := separator(buf[:limit], i, t.count == 0)
		if cut {
			t.cut = limit == len(buf) && !closed
			break
		}
		if next < 0 {
			break
		}
		i = t.group(buf[:limit], next, sep)
		if i == limit {
			t.cut = limit == len(buf) && !closed
			break
		}
		if t.over {
			t.more = sep == ' '
			break
		}
	}
}

// before looks at what stands before the first digit, past a few characters
// that can't be seen.
func (t *token) before(buf []byte) {
	at := t.start
	if at > 0 && numberRole[buf[at-1]] == endsNumber && buf[at-1] != '+' {
		return // as before most numbers
	}
	r, n := runeBefore(buf, at)
	for hidden := 0; invisible(r) && hidden < 8; hidden++ {
		at -= n
		r, n = runeBefore(buf, at)
	}
	p, _ := runeBefore(buf, at-n)
	switch {
	case r == '+' || r == '＋':
		// Behind a letter or digit it is part of a formula or a version.
		t.plus = !inWordRune(p) && p != '.' && p != ')'
		t.tight = !t.plus
	case r == ' ':
		t.amid = p >= '0' && p <= '9' || endsHex(buf[:at-n])
	case r == '-' || r == '.' || isHyphen(r):
		t.tight = inWordRune(p) && !endsNo(buf[:at]) && !((r == '.' || r == '-') && endsAbbreviated(buf[:at]))
	default:
		t.tight = inWordRune(r)
	}
}

// endsHex says whether b ends with a group of hexadecimal digits, which is one
// of a table and no label.
func endsHex(b []byte) bool {
	for i, digit := len(b)-1, false; i >= 0 && len(b)-i <= 8; i-- {
		switch c := b[i]; {
		case c-'0' < 10:
			digit = true
		case c|0x20 < 'a' || c|0x20 > 'f':
			return digit && len(b)-i > 2 && !isWordByte(c)
		}
	}
	return false
}

// endsNo says whether b ends with "No.", which numbers are led by.
func endsNo(b []byte) bool {
	n := len(b)
	return n >= 3 && b[n-1] == '.' && b[n-2]|0x20 == 'o' && b[n-3]|0x20 == 'n' && (n == 3 || !isLetter(b[n-4]))
}

// endsAbbreviated says whether b ends with a label and a point, as in "IdNr.".
func endsAbbreviated(b []byte) bool {
	if c := b[len(b)-2]; len(b) < 3 || c < utf8.RuneSelf && !isLetter(c) {
		return false
	}
	var room [4 * maxBullet]byte
	folded := foldKey(room[:0], lastRunes(b, maxBullet))
	return wordsIn(folded, len(folded)-2).bits != 0
}

// runeBefore decodes the character that ends at i; its length is 0 at the
// text's beginning.
func runeBefore(buf []byte, i int) (r rune, n int) {
	if i <= 0 {
		return utf8.RuneError, 0
	}
	if buf[i-1] < utf8.RuneSelf {
		return rune(buf[i-1]), 1
	}
	return lastRune(buf[max(0, i-4):i])
}

// inWordRune says whether digits next to r belong to one word with it.
func inWordRune(r rune) bool {
	return r == '_' || r < utf8.RuneSelf && isWordByte(byte(r)) || digitOf(r) >= 0
}

// group reads the digits of one group and returns the offset behind.
func (t *token) group(buf []byte, i int, sep byte) int {
	end := i
	for i < len(buf) {
		if c := buf[i]; c-'0' < 10 && t.n < maxDigits {
			t.digits[t.n] = c
			t.n++
			i++
			end = i
			continue
		}
		d, n := digitAt(buf[i:])
		if n == 0 {
			break
		}
		if d >= 0 {
			if t.over = t.n == maxDigits; t.over {
				break // this group counts as one, so that those before it may be a number
			}
			t.digits[t.n] = '0' + byte(d)
			t.n++
			end = i + n
		}
		i += n
	}
	t.groups[t.count] = group{n: uint8(t.n), end: int32(end - t.start), sep: sep}
	t.count++
	return i
}

// digitAt decodes a digit, or an invisible character as -1 with its length.
func digitAt(b []byte) (d, n int) {
	if b[0] < utf8.RuneSelf {
		if b[0]-'0' < 10 {
			return int(b[0] - '0'), 1
		}
		return 0, 0
	}
	if !digitLead[b[0]] {
		return 0, 0
	}
	r, n := firstRune(b)
	if invisible(r) {
		return -1, n
	}
	if d := digitOf(r); d >= 0 {
		return d, n
	}
	return 0, 0
}

// digitLead are the first bytes of digits: ASCII's, of kanji numerals and full-width
// digits, and of characters that can't be seen.
var digitLead = [256]bool{'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	0xc2: true, 0xe2: true, 0xe3: true, 0xe4: true, 0xe5: true, 0xef: true}

// digitOf returns the value of a full-width digit or of a kanji numeral written
// digit by digit, or -1. ASCII digits are found without it.
func digitOf(r rune) int {
	switch {
	case r >= '０' && r <= '９':
		return int(r - '０')
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r == '〇':
		return 0
	case r < '一' || r > '四':
		return -1
	}
	return kanjiDigit(r)
}

func kanjiDigit(r rune) int {
	switch r {
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// separator reads the signs between two groups. It returns next < 0 where no
// further group follows, and cut where the text ends before that is known.
func separator(buf []byte, i int, first bool) (sep byte, next int, cut bool) {
	for signs := 0; ; signs++ {
		if i < len(buf) && buf[i]-'0' < 10 {
			return sep, i, false
		}
		r, n := runeAt(buf, i)
		if n == 0 {
			return 0, -1, true
		}
		if digitOf(r) >= 0 {
			return sep, i, false
		}
		s := separatorOf(r)
		if s == 0 || signs == joinedSeps || first {
			return 0, -1, false
		}
		if signs == 1 && sep != '(' && s != '(' {
			return 0, -1, false
		}
		if sep != '(' {
			sep = s
		}
		i += n
	}
}

// runeAt decodes the character at i; its length is 0 where the text ends in it.
func runeAt(buf []byte, i int) (r rune, n int) {
	if i < len(buf) && buf[i] < utf8.RuneSelf {
		return rune(buf[i]), 1
	}
	if i >= len(buf) || !utf8.FullRune(buf[i:]) {
		return 0, 0
	}
	return firstRune(buf[i:])
}

func separatorOf(r rune) byte {
	switch {
	case r > ')' && r < '-' || r > '.' && r < 0xa0:
		return 0
	case r == '-' || r == 'ー' || isHyphen(r):
		return '-'
	case r == '.' || r == '．':
		return '.'
	case r == ' ' || r == '　' || r == 0xa0:
		return ' '
	case r == '(' || r == ')' || r == '（' || r == '）':
		return '('
	}
	return 0
}

// span sets s to the token's first g groups, and says whether a number may end
// there.
func (t *token) span(s *token, g int, buf []byte) bool {
	*s = *t
	s.count, s.n, s.known = g, int(t.groups[g-1].n), known{}
	if g < t.count {
		s.amid = true
		return t.groups[g].sep == ' '
	}
	if t.over {
		s.amid = true
		return t.more
	}
	end := s.end()
	if end < len(buf) {
		s.follow = buf[end]
	}
	return !isLetter(s.follow) && s.follow != '_' && s.follow != '@'
}

// end is the offset behind the last digit.
func (t *token) end() int { return t.start + int(t.groups[t.count-1].end) }

func isLetter(c byte) bool { return (c|0x20)-'a' < 26 }

// digits visits the first digit of a run; bit i is whether buf[pos+i] is one.
func (v *visit) digits(digits uint64, pos int) {
	n := bits.TrailingZeros64(^digits)
	if !v.prog.asksAll && v.plainlyNothing(pos, n) {
		return
	}
	if !v.st.text.Binary {
		if v.besideWords(pos, n) {
			v.addressAt(pos, n)
		}
		v.birthAt(pos, n)
	}
	switch {
	case v.st.base+int64(pos) < v.state.numbers: // within a number that counts
	case !v.plainlyNone(digits, pos):
		v.number(pos)
	case v.mayBeCode(n, pos):
		v.code(pos)
	}
}

// plainlyNothing says of most numbers of few digits that what stands on both sides lets them be a
// part of nothing that is looked for: an address, a date, a number of more groups, a code.
func (v *visit) plainlyNothing(pos, n int) bool {
	if n > 5 || pos == 0 || pos+n >= len(v.buf) {
		return false
	}
	before, next := v.buf[pos-1], v.buf[pos+n]
	if n == 1 && endsName[before] {
		return true
	}
	return n != 2 && digitLeft[before]&digitRight[next] == 0
}

// endsName are the small letters but those of eras: a digit behind them belongs to the name of
// something in a program.
var endsName = func() (ends [256]bool) {
	for c := byte('a'); c <= 'z'; c++ {
		ends[c] = dateGoesOn[c]
	}
	return ends
}()

// digitLeft and digitRight have a bit for each thing that digits may be part of which have a byte
// before them and another behind.
var digitLeft, digitRight = func() (left, right [256]uint8) {
	const mayBeDate, mayBeNumber, mayBeCode = amidWide << 1, amidWide << 2, amidWide << 3
	bit := func(says bool, bit uint8) uint8 {
		if says {
			return bit
		}
		return 0
	}
	for c := range left {
		left[c] = houseLeft[c] | bit(!dateGoesOn[c], mayBeDate) | bit(numberRole[c] != inWord, mayBeNumber) | bit(isLetter(byte(c)), mayBeCode)
		right[c] = houseRight[c] | bit(dateSigns[c] || c == 'e', mayBeDate) | bit(numberRole[c] == mayJoin, mayBeNumber) | mayBeCode
	}
	return left, right
}()

// plainlyNone says, of most digits in ordinary text, that they begin no number:
// because they are part of a word, stand alone and are too few or too many, or
// because too few digits follow. Bit i of digits is whether buf[pos+i] is one.
func (v *visit) plainlyNone(digits uint64, pos int) bool {
	if pos > 0 && numberRole[v.buf[pos-1]] == inWord {
		return true
	}
	n := bits.TrailingZeros64(^digits)
	if pos+n >= len(v.buf) || n == 64 {
		return false
	}
	switch numberRole[v.buf[pos+n]] {
	case inWord:
		return true
	case endsNumber:
		return n < minDigits || n > maxDigits
	}
	return v.fewDigits(digits, pos, n)
}

// numberReach is how many bytes minDigits can take with a sign of three bytes
// between each two.
const numberReach = 26

// fewDigits says whether too few digits follow, up to the first byte that can be
// part of no number and no code, such as those that the n digits at pos begin.
func (v *visit) fewDigits(digits uint64, pos, n int) bool {
	text := v.buf[pos:min(len(v.buf), pos+numberReach)]
	for n < len(text) && numberRole[text[n]] != endsNumber {
		n++
	}
	known := n < len(text) || pos+maxNumber <= len(v.buf)
	return known && bits.OnesCount64(digits&(1<<n-1)) < minDigits
}

// What a byte next to a digit says.
const (
	mayJoin = iota
	inWord
	endsNumber
)

// numberRole sorts bytes by that; bytes of longer characters may join digits.
var numberRole = func() (role [256]byte) {
	for c := range 0x80 {
		switch b := byte(c); {
		case isLetter(b) || b == '_':
			role[c] = inWord
		case separatorOf(rune(c)) == 0 && b-'0' >= 10:
			role[c] = endsNumber
		}
	}
	return role
}()
