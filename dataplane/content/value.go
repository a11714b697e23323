package content

import (
	"bytes"
	"unicode/utf8"
)

// valueFinder finds what stands in a text under a coding of its own: JSON in a string of
// JSON or of a program, markup whose signs are written as references, a word of a URL
// whose percent signs hide lines or bytes of another charset. Undoing the escapes in
// place tells little of these, since the lines, tables and escapes within begin where
// the value does. So each is opened as a part, decoded once, from where it begins, and
// what is coded within it is found again in the same way, one level deeper. The text
// itself is delivered as well.
//
// Only the signs that the escaper comes by can show a value, so that a text without
// them costs nothing.
type valueFinder struct {
	scope  *scope
	open   *value
	breaks [2]int // where the last two line breaks or tabs in strings stood, from the next write's start

	tail [lookBack]byte // the last bytes of the writes before
	n    int
}

// lookBack is how far before the first sign of it a value may begin.
const lookBack = 192

func newFinder(s *scope) valueFinder {
	return valueFinder{scope: s, breaks: [2]int{-lookBack, -lookBack}}
}

// left returns the bytes before b[at], as many as a value is looked for in. Where they
// are of several writes they are put together in room.
func (v *valueFinder) left(room *[lookBack]byte, b []byte, at int) []byte {
	if at >= lookBack || v.n == 0 {
		return b[max(0, at-lookBack):at]
	}
	n := copy(room[:], v.tail[max(0, v.n+at-lookBack):v.n])
	return room[:n+copy(room[n:], b[:at])]
}

// keep remembers the end of b, which has been written.
func (v *valueFinder) keep(b []byte) {
	v.breaks = [2]int{max(v.breaks[0]-len(b), -lookBack), max(v.breaks[1]-len(b), -lookBack)}
	if len(b) >= lookBack {
		v.n = copy(v.tail[:], b[len(b)-lookBack:])
		return
	}
	if over := v.n + len(b) - lookBack; over > 0 {
		v.n = copy(v.tail[:], v.tail[over:v.n])
	}
	v.n += copy(v.tail[v.n:], b)
}

// next begins a write: b goes to the value that is open. held bytes of the last write are
// part of this one too. It returns up to where they and b belong to the value.
func (v *valueFinder) next(b []byte, held int) int {
	v.n -= min(held, v.n)
	v.breaks[0], v.breaks[1] = v.breaks[0]+held, v.breaks[1]+held
	if v.open == nil {
		return 0
	}
	return held + v.follow(b)
}

// follow gives b to the value that is open. It returns how much of b belongs to it.
func (v *valueFinder) follow(b []byte) int {
	if v.open == nil {
		return 0
	}
	n, over := v.open.feed(b)
	if over {
		v.end()
	}
	return n
}

func (v *valueFinder) end() {
	if v.open != nil {
		v.open.close()
		v.open = nil
	}
}

// begin opens a value of that syntax, which begins with first and goes on with b. It
// returns how much of b belongs to it.
func (v *valueFinder) begin(s syntax, first, b []byte) int {
	v.open = &value{syntax: s, scope: v.scope}
	if _, over := v.open.take(first); over {
		v.end()
	}
	return v.follow(b)
}

// value begins a part for a value in s.
func (s *scope) value() Writer { return s.valueOf("") }

// valueOf begins one whose media type is declared.
func (s *scope) valueOf(mediaType string) Writer {
	c := s.inside("", mediaType)
	c.inline, c.quiet = false, true
	return s.x.open(c)
}

// see looks at the sign at b[at], which in place stands for plain, and opens the value
// that it shows. It returns how far b is read as a value by now.
func (v *valueFinder) see(kind textKind, b []byte, at int, plain []byte) (read int) {
	if c, yes, _ := hint(kind, b[at:], plain); yes {
		return v.find(kind, b, at, c)
	}
	return at
}

// hint says whether the sign at b's start may show a value: a quote, a tag or a line
// break. Most escapes are of other characters. cut says that b is too short to tell.
func hint(kind textKind, b, plain []byte) (c byte, yes, cut bool) {
	if len(b) == 1 {
		return 0, false, false
	}
	switch b[0] {
	case '%':
		return percentHint(b, plain)
	case '&':
		c = signOf(plain, 0)
		return c, kind == markupText && (c == '"' || c == '<'), false
	case '<':
		return '<', isTagStart(b[1]), false
	case '\\':
		c = signOf(plain, b[1])
		return c, c == '"' || c == '<' || kind == jsonText && c <= '\r' || kind != jsonText && (c == 'n' || c == 't' || c == 'r'), false
	}
	return 0, false, false
}

// find opens the value that the sign at b[at] shows, if it does show one. c is what the
// sign stands for.
func (v *valueFinder) find(kind textKind, b []byte, at int, c byte) (read int) {
	var room [lookBack]byte
	left, back, s := v.left(&room, b, at), 0, syntax{}
	switch {
	case b[at] == '%':
		back, s = inWord(left, c)
	case b[at] == '&':
		back, s = inElement(left, c)
	case c == '"':
		back, s = inBracket(kind, left)
	case c == '<':
		back, s = inString(kind, left, 0)
	case kind == jsonText:
		back, s = inString(kind, left, lookBack)
	default:
		back, s = v.third(left, at)
	}
	if back < 0 {
		return at
	}
	return at + v.begin(s, left[len(left)-back:], b[at:])
}

// signOf returns the sign that an escape stands for, or none if it isn't undone in place.
func signOf(plain []byte, none byte) byte {
	if len(plain) == 0 {
		return none
	}
	return plain[0]
}

// percentHint is hint for a percent sign. An escape that isn't undone in place hides what
// matters if it is of a line break, of a tab, or of a character of another charset, which
// has two bytes at least: the formats of programs, such as "%02d", look like escapes too.
func percentHint(b, plain []byte) (c byte, yes, cut bool) {
	c = signOf(plain, '\n')
	switch {
	case c == '%':
		_, size := percentByte(b, true)
		return c, size > 3, size > len(b)
	case !isBreak(c):
		return c, c == '"' || c == '<', false
	}
	hidden, size := percentByte(b, false)
	switch {
	case size == 0 || size > len(b):
		return c, false, size > 0
	case hidden < utf8.RuneSelf:
		return c, isBreak(hidden), false
	}
	_, next := percentByte(b[3:], false)
	_, later := percentByte(b[min(4, len(b)):], false)
	return c, next > 0 || later > 0, next > len(b)-3 || later > len(b)-4
}

func isTagStart(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '!' || c == '?' }

// syntax is how a value is written and where it ends.
type syntax struct {
	sign byte // of its escapes: '%', '&' or '\\'
	end  byte // the quote that ends it, or '<'
	line bool // a line's end does too
	form bool // '+' is a blank
	slow bool // it is a part only where it is worth one
}

// inWord knows a word of a URL by an escape that isn't undone in place, or that shows
// JSON or markup, which c begins. It returns how far back the word begins: behind what
// divides a URL.
func inWord(left []byte, c byte) (back int, s syntax) {
	for back < len(left) && !dividesURL[left[len(left)-1-back]] {
		back++
	}
	before, word := byte(0), left[len(left)-back:]
	if back < len(left) {
		before = left[len(left)-back-1]
	}
	if c == '<' && back > 0 || c == '"' && !beginsJSON(word) && !percentBracket(word) {
		return -1, s
	}
	return back, syntax{sign: '%', form: before == '=' || before == '&' || before == '?'}
}

// beginsJSON says whether a value begins as an object or an array does.
func beginsJSON(b []byte) bool {
	b = bytes.TrimLeft(b, " \t\r\n")
	return len(b) > 0 && (b[0] == '{' || b[0] == '[')
}

// percentBracket says whether a word begins with the escape of a bracket.
func percentBracket(b []byte) bool {
	return len(b) > 2 && b[0] == '%' && (b[1] == '7' || b[1] == '5') && b[2]|0x20 == 'b'
}

// dividesURL holds what the words of a URL and of a form stand between, and endsWord
// those of it that don't occur within a value.
var (
	dividesURL = urlSigns("\"'`<>/=?&")
	endsWord   = urlSigns("\"'`<>&")
)

func urlSigns(signs string) (t [256]bool) {
	for c := range t {
		t[c] = c <= ' ' || bytes.IndexByte([]byte(signs), byte(c)) >= 0
	}
	return t
}

// inElement returns how far back the text of an element or an attribute begins, or the
// whole text. Markup begins with its c, JSON with a bracket.
func inElement(left []byte, c byte) (back int, s syntax) {
	s = syntax{sign: '&', end: '<'}
	from := bytes.LastIndexByte(left, '>') + 1
	for i := len(left) - 2; i >= from; i-- {
		if left[i] == '=' && (left[i+1] == '"' || left[i+1] == '\'') {
			from, s.end = i+2, left[i+1]
			break
		}
	}
	text := left[from:]
	if from == 0 && len(left) == lookBack || c == '<' && len(bytes.TrimLeft(text, " \t\r\n")) > 0 || c == '"' && !beginsJSON(text) {
		return -1, s
	}
	return len(text), s
}

// third wants a program's string with two line breaks or tabs before this one: many end
// in one.
func (v *valueFinder) third(left []byte, at int) (back int, s syntax) {
	first := v.breaks[0]
	v.breaks = [2]int{v.breaks[1], at}
	if at-first >= lookBack {
		return -1, s
	}
	if back, s = inString(plainText, left, lookBack); back < at-first {
		return -1, s
	}
	s.slow = true
	return back, s
}

// inString returns how far back a string begins, if that is not further than most.
func inString(kind textKind, left []byte, most int) (back int, s syntax) {
	s = syntax{sign: '\\', end: '"', line: kind != jsonText}
	for end := len(left); ; {
		i := bytes.LastIndexByte(left[:end], '"')
		back = len(left) - 1 - i
		switch {
		case i < 0 || back > most:
			return -1, s
		case i > 0 && left[i-1] == '\\':
			end = i
		case s.line && bytes.IndexByte(left[i:], '\n') >= 0:
			return -1, s
		default:
			return back, s
		}
	}
}

// inBracket returns how far back a string begins that holds JSON: behind its quote come
// brackets, blanks and line breaks only. In JSON, what begins with a quote is a string
// within a string.
func inBracket(kind textKind, left []byte) (back int, s syntax) {
	rest, brackets := left, 0
	for len(rest) > 0 {
		n := 1
		switch c := rest[len(rest)-1]; {
		case c == '{' || c == '[':
			brackets++
		case c == '"' || c == '\'' || c == '`':
			if brackets == 0 && kind != jsonText {
				return -1, s
			}
			return len(left) - len(rest), syntax{sign: '\\', end: c, line: kind != jsonText && c != '`'}
		case (c == 'n' || c == 'r' || c == 't') && bytes.HasSuffix(rest[:len(rest)-1], []byte{'\\'}):
			n = 2
		case c != ' ' && c != '\t':
			return -1, s
		}
		rest = rest[:len(rest)-n]
	}
	return -1, s
}

// value is one of them, being decoded.
type value struct {
	syntax
	scope *scope
	to    Writer // nil until it is worth a part
	held  []byte // an escape that a write cut
	buf   []byte // decoded, and not written
}

const (
	// heldValue is how much of a value is held until it shows that it is worth a part.
	heldValue = 1 << 10
	// leastDigits is how many digits a short value has that is: of most strings of a
	// program, the text in place tells all there is to tell.
	leastDigits = 6
)

// feed takes what of b belongs to the value, delivers it, and says whether it is over.
func (v *value) feed(b []byte) (n int, over bool) {
	n, over = v.take(b)
	v.flush()
	return n, over
}

// take is feed without the delivery.
func (v *value) take(b []byte) (n int, over bool) {
	held := len(v.held)
	if held > 0 {
		b = append(v.held, b...)
		v.held = nil
	}
	for n < len(b) && !v.ends(b[n]) {
		size := v.step(b[n:])
		if size == 0 {
			v.held = bytes.Clone(b[n:])
			n = len(b)
			break
		}
		n += size
	}
	return max(0, n-held), n < len(b)
}

func (v *value) flush() {
	if v.to == nil {
		if v.slow && len(v.buf) <= heldValue && !worthPart(v.buf) {
			return
		}
		v.to = v.scope.value()
	}
	if len(v.buf) > 0 {
		v.to.Write(v.buf)
	}
	v.buf = v.buf[:0]
}

// worthPart says whether a short value may hold what only its own lines and tables tell: a
// mail address, some digits, or a character of more than one byte.
func worthPart(b []byte) bool {
	digits := 0
	for _, c := range b {
		if c-'0' < 10 {
			digits++
		}
		if c == '@' || c >= utf8.RuneSelf || digits == leastDigits {
			return true
		}
	}
	return false
}

func (v *value) close() {
	v.buf = append(v.buf, v.held...)
	v.flush()
	if v.to != nil {
		v.to.Close()
	}
}

// ends says whether the value ends before c.
func (v *value) ends(c byte) bool {
	if v.sign == '%' {
		return endsWord[c]
	}
	return c == v.end || v.line && c == '\n'
}

// step decodes what b begins with and returns its size, or 0 to ask for more.
func (v *value) step(b []byte) int {
	if b[0] != v.sign {
		if b[0] == '+' && v.form {
			v.buf = append(v.buf, ' ')
			return 1
		}
		return v.plain(b)
	}
	var piece [8]byte
	n, size := v.escape(piece[:], b)
	switch {
	case size > len(b):
		return 0
	case size == 0:
		v.buf = append(v.buf, b[0])
		return 1
	}
	v.buf = append(v.buf, piece[:n]...)
	return size
}

// plain passes on what is no escape.
func (v *value) plain(b []byte) int {
	n := 1
	for n < len(b) && b[n] != v.sign && !v.ends(b[n]) && (b[n] != '+' || !v.form) {
		n++
	}
	v.buf = append(v.buf, b[:n]...)
	return n
}

func (v *value) escape(dst, b []byte) (n, size int) {
	switch v.sign {
	case '%':
		return percentAny(dst, b)
	case '&':
		return entity(dst, b, true)
	}
	return stringEscape(dst, b)
}

// percentAny decodes %XX into a byte, whatever it is of, and %uXXXX.
func percentAny(dst, b []byte) (n, size int) {
	if len(b) > 1 && b[1]|0x20 == 'u' {
		return percentUnit(dst, b)
	}
	for i, c := range b[:min(len(b), 3)] {
		if i > 0 && hexValue(c) > 15 {
			return 0, 0
		}
	}
	if len(b) < 3 {
		return 0, 3
	}
	dst[0] = hexValue(b[1])<<4 | hexValue(b[2])
	return 1, 3
}

// stringEscape decodes an escape of JSON (RFC 8259, 7), C (ISO 9899, 6.4.4.4),
// JavaScript (ECMA-262, 12.9.4) or Python, whose escapes are nearly the same. \xHH and
// \OOO stand for a byte.
func stringEscape(dst, b []byte) (n, size int) {
	if len(b) == 1 {
		return 0, 2
	}
	switch c := b[1]; {
	case c == 'u' && len(b) > 2 && b[2] == '{':
		return bracedEscape(dst, b)
	case c == 'u':
		return unicodeEscape(dst, b)
	case c == 'x':
		return hexEscape(dst, b)
	case c >= '0' && c < '8':
		return octalEscape(dst, b)
	case c == '\\' || c == '\'' || c == '`':
		dst[0] = c
		return 1, 2
	default:
		return simpleEscape(dst, c)
	}
}

// hexEscape decodes \xHH.
func hexEscape(dst, b []byte) (n, size int) {
	for _, c := range b[2:min(len(b), 4)] {
		if hexValue(c) > 15 {
			return 0, 0
		}
	}
	if len(b) < 4 {
		return 0, 4
	}
	dst[0] = hexValue(b[2])<<4 | hexValue(b[3])
	return 1, 4
}

// octalEscape decodes \O, \OO or \OOO.
func octalEscape(dst, b []byte) (n, size int) {
	v := 0
	for size = 1; size < 4; size++ {
		if size == len(b) {
			return 0, len(b) + 1
		}
		d := int(b[size] - '0')
		if d > 7 || v*8+d > 0xff {
			break
		}
		v = v*8 + d
	}
	dst[0] = byte(v)
	return 1, size
}

// bracedEscape decodes \u{XXXXXX}.
func bracedEscape(dst, b []byte) (n, size int) {
	const most = len(`\u{10ffff}`)
	r := rune(0)
	for i := 3; i < most; i++ {
		if i == len(b) {
			return 0, len(b) + 1
		}
		d := hexValue(b[i])
		if d > 15 {
			if b[i] != '}' || i == 3 || r > utf8.MaxRune {
				return 0, 0
			}
			return utf8.EncodeRune(dst, r), i + 1
		}
		r = r<<4 | rune(d)
	}
	return 0, 0
}
