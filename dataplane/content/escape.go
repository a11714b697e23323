package content

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// escaper undoes escapes within a text as it streams by:
//
//   - \uXXXX, with surrogates, in any text, and the other escapes of JSON
//     (RFC 8259, 7) in JSON;
//   - &#1234; and &#x4D2; in any text, since browsers send what a form's charset
//     lacks that way, and the common names of HTML in markup;
//   - %XX in any text (RFC 3986, 2.1), where it stands for a printable character of
//     ASCII or for all bytes of one in UTF-8, and %uXXXX, which old scripts make;
//     behind it and behind '?' also '+' for a blank, up to the word's end, as in the
//     query strings that servers log. That end then becomes a tab.
//
// JSON inside JSON is undone for \\uXXXX only, until a sign shows that the text around is
// coded twice (see valueFinder): from there on other escapes are undone at both levels. A
// text without these signs passes uncopied.
type escaper struct {
	kind   textKind
	next   *runs
	query  bool   // in a word where '+' is a blank
	blank  bool   // and one was decoded: the word's end must not look like it
	buf    []byte // short pieces on their way, so that next is not called for each
	held   []byte // an escape that a write cut
	read   int    // up to here what is undone has been read as a value
	within bool   // what is looked at is part of one, so that it is coded twice
	values valueFinder
	piece  [8]byte // what an escape stands for
}

const (
	// directBytes is from where a piece is worth a call of its own.
	directBytes = 64
	escapeBatch = 512
)

func (e *escaper) Write(b []byte) {
	e.read = e.values.next(b, len(e.held))
	if len(e.held) > 0 {
		b = append(e.held, b...)
		e.held = nil
	}
	e.undo(b, false)
	e.values.keep(b)
}

func (e *escaper) end() {
	b := e.held
	e.held = nil
	e.undo(b, true)
	e.values.end()
}

// undo passes b on with its escapes undone; end says that nothing follows.
func (e *escaper) undo(b []byte, end bool) {
	places, from := signs{fifth: escapeSigns[0], found: -1}, 0 // b[:from] is passed on
	if e.kind == jsonText {
		places.fifth = jsonSign
	}
	for i := 0; ; {
		at := e.nextSign(&places, b, i)
		if at >= len(b) {
			break
		}
		n, size := e.look(b, at, end)
		cut := size > len(b)-at
		switch {
		case cut && !end:
			e.held = append([]byte(nil), b[at:]...)
			b = b[:at]
		case cut || size == 0: // no escape: it goes with what is around it
			i = at + 1
		default:
			e.pass(b[from:at])
			e.pass(e.piece[:n])
			i, from = at+size, at+size
		}
	}
	e.pass(b[from:])
	e.flush()
}

// look decodes the escape at b[at] as escape does, and has it looked at for a value, unless
// it is within one.
func (e *escaper) look(b []byte, at int, end bool) (n, size int) {
	e.within = at < e.read
	n, size = e.escape(e.piece[:], b[at:])
	if n > 1 || e.within || size > len(b)-at { // what stands for several bytes is no sign
		return n, size
	}
	c, yes, cut := hint(e.kind, b[at:], e.piece[:n])
	if cut && !end {
		return 0, len(b) + 1
	}
	if yes {
		e.read = e.values.find(e.kind, b, at, c)
	}
	if e.within = at < e.read; !e.within {
		return n, size
	}
	return e.escape(e.piece[:], b[at:])
}

// nextSign returns where in b from i the next sign is that may matter. '+' is one only in a
// query, whose end is one too if a blank was decoded in it.
func (e *escaper) nextSign(s *signs, b []byte, i int) (at int) {
	if at = s.found; at < i {
		for at = s.next(b, i); at < len(b) && !e.mayMatter(b, at); {
			at = s.next(b, at+1)
		}
		s.found = at
	}
	if !e.query || i >= len(b) {
		return at
	}
	for i < at && behindSign[b[i]]&endsQuery == 0 {
		i++
	}
	switch {
	case i == at:
		return at
	case b[i] == '+' || b[i] == ' ' && e.blank:
		return i
	}
	e.query, e.blank = false, false
	return at
}

// mayMatter says whether the sign at b[at] may begin an escape or a query, or show a value.
// The bytes behind tell of most, as of the operators and formats of programs, that they don't.
func (e *escaper) mayMatter(b []byte, at int) bool {
	if at+1 >= len(b) {
		return true
	}
	next := behindSign[b[at+1]]
	switch b[at] {
	case '\\':
		return e.kind == jsonText || at < e.read || next&behindSlash != 0
	case '&':
		return b[at+1] == '#' || e.kind == markupText && next&behindAnd != 0
	case '%':
		return next&behindPercent != 0 && (at+2 == len(b) || hexValue(b[at+2]) < 16)
	case '<':
		return next&behindLess != 0 && (at == 0 || b[at-1] == '"')
	}
	return next&(endsQuery|keepsQuery) != endsQuery
}

// Bits of what may stand behind a sign that matters.
const (
	behindSlash   = 1 << iota // \u, and what shows a string with lines, JSON or markup in it
	behindAnd                 // a name's first byte
	behindPercent             // a digit of %XX, or %u
	behindLess                // a tag's first byte
	endsQuery                 // '+' is no blank behind it, but for the two below
	keepsQuery                // '+', and what is looked at first: '<' in JSON
)

var behindSign = func() (t [256]uint8) {
	mark := func(bit uint8, is func(byte) bool) {
		for c := range t {
			if is(byte(c)) {
				t[c] |= bit
			}
		}
	}
	in := func(set string) func(byte) bool {
		return func(c byte) bool { return strings.IndexByte(set, c) >= 0 }
	}
	mark(behindSlash, in(`u"<ntr`))
	mark(behindAnd, entityByte)
	mark(behindPercent, func(c byte) bool { return hexValue(c) < 16 || c|0x20 == 'u' })
	mark(behindLess, isTagStart)
	mark(endsQuery, in("+ \t\r\n\"'<>"))
	mark(keepsQuery, in("+<"))
	return t
}()

// pass hands b on, short pieces together.
func (e *escaper) pass(b []byte) {
	if len(b) >= directBytes {
		e.flush()
		e.next.Write(b)
		return
	}
	if len(b) == 0 {
		return
	}
	if e.buf == nil {
		e.buf = make([]byte, 0, escapeBatch)
	}
	if e.buf = append(e.buf, b...); len(e.buf) > escapeBatch-directBytes {
		e.flush()
	}
}

func (e *escaper) flush() {
	if len(e.buf) > 0 {
		e.next.Write(e.buf)
		e.buf = e.buf[:0]
	}
}

// escape decodes the escape at b's start into dst: size is 0 if there is none and
// more than len(b) if b may cut one.
func (e *escaper) escape(dst, b []byte) (n, size int) {
	switch b[0] {
	case '&':
		return references(dst, b, e.kind == markupText)
	case '%':
		n, size = percentEscape(dst, b, e.within)
		e.query, e.blank = e.query || n > 0, e.blank || n > 0 && dst[0] == ' '
		return n, size
	case '?':
		e.query = true
		return 0, 0
	case '<':
		if len(b) == 1 {
			return 0, 2 // to see what it begins
		}
		return 0, 0
	case '+':
		dst[0], e.blank = ' ', true
		return 1, 1
	case ' ':
		dst[0], e.query, e.blank = '\t', false, false
		return 1, 1
	}
	if len(b) == 1 {
		return 0, 2
	}
	switch c := b[1]; {
	case c == 'u':
		return unicodeEscape(dst, b)
	case e.kind != jsonText && !e.within:
		return 0, 0
	case c == '\\':
		return e.doubled(dst, b)
	default:
		return simpleEscape(dst, c)
	}
}

// doubled decodes \\, and \\uXXXX as the escape of JSON inside JSON. Within a value that is
// coded once more, the backslashes of the other escapes may be doubled too.
func (e *escaper) doubled(dst, b []byte) (n, size int) {
	if len(b) == 2 {
		return 0, 3
	}
	if b[2] == 'u' {
		if n, size := unicodeEscape(dst, b[1:]); size > 0 {
			return n, size + 1
		}
	}
	if e.within {
		if b[2] == '\\' {
			return 0, 2
		}
		if n, size := simpleEscape(dst, b[2]); size > 0 {
			return n, size + 1
		}
	}
	dst[0] = '\\'
	return 1, 2
}

func simpleEscape(dst []byte, c byte) (n, size int) {
	i := bytes.IndexByte([]byte(`"/bfnrt`), c)
	if i < 0 {
		return 0, 0
	}
	dst[0] = "\"/\b\f\n\r\t"[i]
	return 1, 2
}

// unicodeEscape decodes \uXXXX. A high surrogate waits for the low one, which
// may itself be written after a doubled backslash.
func unicodeEscape(dst, b []byte) (n, size int) {
	r, size := hexUnit(b)
	if size == 0 || size > len(b) {
		return 0, size
	}
	if utf16.IsSurrogate(r) && r < 0xdc00 {
		rest := b[size:]
		slashes := 0
		if bytes.HasPrefix(rest, []byte(`\\`)) {
			slashes = 1
		}
		low, k := hexUnit(rest[slashes:])
		if len(rest) == 0 || len(rest) == 1 && rest[0] == '\\' || k > len(rest)-slashes {
			return 0, len(b) + 1
		}
		if pair := utf16.DecodeRune(r, low); k > 0 && pair != utf8.RuneError {
			return utf8.EncodeRune(dst, pair), size + slashes + k
		}
	}
	return utf8.EncodeRune(dst, r), size
}

// hexUnit reads \uXXXX: size is 0 if b doesn't begin with it and 6 otherwise,
// even if b cuts it.
func hexUnit(b []byte) (r rune, size int) {
	for i, c := range b[:min(len(b), 6)] {
		d := hexValue(c)
		switch {
		case i == 0 && c == '\\', i == 1 && c == 'u':
		case i > 1 && d < 16:
			r = r<<4 | rune(d)
		default:
			return 0, 0
		}
	}
	return r, 6
}

// hexValue returns the value of a hexadecimal digit, or 16.
func hexValue(c byte) byte { return hexValues[c] }

var hexValues = func() (t [256]byte) {
	for c := range t {
		t[c] = 16
	}
	for i, c := range "0123456789abcdef" {
		t[c] = byte(i)
	}
	for i, c := range "ABCDEF" {
		t[c] = byte(10 + i)
	}
	return t
}()

// percentEscape decodes %XX, or as many as a character has bytes. One of another
// charset, or of a control character, stays as it is. Within a value that is coded once
// more, line breaks and tabs are decoded, and the signs themselves may be escaped.
func percentEscape(dst, b []byte, within bool) (n, size int) {
	if len(b) > 1 && b[1]|0x20 == 'u' {
		return percentUnit(dst, b)
	}
	for n == 0 || !utf8.FullRune(dst[:n]) {
		c, k := percentByte(b[size:], within)
		switch {
		case k > len(b)-size:
			return 0, len(b) + 1
		case k == 0 || c < ' ' && !(within && isBreak(c)) || n > 0 && utf8.RuneStart(c) || n == utf8.UTFMax:
			return 0, 0
		}
		dst[n] = c
		n, size = n+1, size+k
	}
	if r, _ := utf8.DecodeRune(dst[:n]); r == utf8.RuneError {
		return 0, 0
	}
	return n, size
}

// isBreak knows what divides lines and cells.
func isBreak(c byte) bool { return c == '\n' || c == '\r' || c == '\t' }

// percentByte decodes %XX: size is 0 if b doesn't begin so, and more than len(b) if it may
// be cut. The sign may be %25 in its turn if twice says so.
func percentByte(b []byte, twice bool) (c byte, size int) {
	for i, c := range b[:min(len(b), 3)] {
		if i == 0 && c != '%' || i > 0 && hexValue(c) > 15 {
			return 0, 0
		}
	}
	if len(b) < 3 {
		return 0, 3
	}
	c = hexValue(b[1])<<4 | hexValue(b[2])
	if twice && c == '%' {
		var room [3]byte
		room[0] = c
		inner, k := percentByte(room[:1+copy(room[1:], b[3:])], false)
		switch {
		case k > 1+len(b[3:]):
			return 0, len(b) + 1
		case k > 0:
			return inner, 2 + k
		}
	}
	return c, 3
}

// percentUnit decodes %uXXXX.
func percentUnit(dst, b []byte) (n, size int) {
	var unit [6]byte
	copy(unit[:], b)
	unit[0], unit[1] = '\\', 'u'
	r, size := hexUnit(unit[:min(len(b), len(unit))])
	switch {
	case size == 0 || size > len(b):
		return 0, size
	case utf16.IsSurrogate(r) || r < ' ':
		return 0, 0
	}
	return utf8.EncodeRune(dst, r), size
}

// longestEntity bounds the search for an entity's end.
const longestEntity = 10

// entities are the names that stand for what detectors look at: separators,
// quotes and dashes.
var entities = map[string]string{
	"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'", "nbsp": "\u00a0", "yen": "¥", "sect": "§",
	"copy": "©", "reg": "®", "middot": "·", "ndash": "–", "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’",
	"ldquo": "“", "rdquo": "”", "ensp": "\u2002", "emsp": "\u2003", "thinsp": "\u2009", "shy": "", "zwnj": "", "zwj": "",
	"hyphen": "-", "num": "#", "commat": "@", "period": ".", "comma": ",", "colon": ":", "sol": "/", "lpar": "(", "rpar": ")",
	"plus": "+", "lowbar": "_", "Tab": "\t", "NewLine": "\n",
}

// references decodes a character reference, also one whose "&" was made a reference in
// its turn, as happens to markup that is a value in other markup.
func references(dst, b []byte, names bool) (n, size int) {
	const amp = "&amp;"
	n, size = entity(dst, b, names)
	if size != len(amp) || size > len(b) || dst[0] != '&' {
		return n, size
	}
	switch inner, k := entity(dst[n:], b[size-1:], names); {
	case k > len(b)-size+1: // cut
		return 0, len(b) + 1
	case k > 0:
		return copy(dst, dst[n:n+inner]), size - 1 + k
	}
	return n, size
}

// entity decodes a character reference of HTML, whose sign is b[0].
func entity(dst, b []byte, names bool) (n, size int) {
	switch {
	case len(b) == 1:
		return 0, 2
	case b[1] == '#':
		return numericEntity(dst, b)
	case !names:
		return 0, 0
	}
	end := 1
	for end < len(b) && end < longestEntity && entityByte(b[end]) {
		end++
	}
	switch {
	case end == longestEntity:
		return 0, 0
	case end == len(b):
		return 0, end + 1
	case b[end] != ';':
		return 0, 0
	}
	s, ok := entities[string(b[1:end])]
	if !ok {
		return 0, 0
	}
	return copy(dst, s), end + 1
}

func entityByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// numericEntity decodes &#1234; or &#x4d2;. Browsers read one without its semicolon too;
// it must then be of a printable character.
func numericEntity(dst, b []byte) (n, size int) {
	base, end := rune(10), 2
	if len(b) > 2 && b[2]|0x20 == 'x' {
		base, end = 16, 3
	}
	r, digits := rune(0), 0
	for ; end < len(b) && end < longestEntity && rune(hexValue(b[end])) < base; end++ {
		r = r*base + rune(hexValue(b[end]))
		digits++
	}
	switch {
	case end == len(b) && end < longestEntity:
		return 0, end + 1
	case digits == 0 || r == 0 || r > utf8.MaxRune:
		return 0, 0
	case end < len(b) && b[end] == ';':
		return utf8.EncodeRune(dst, r), end + 1
	case end == longestEntity || r <= ' ':
		return 0, 0
	}
	return utf8.EncodeRune(dst, r), end
}
