package content

import (
	"bytes"
	"strconv"
)

// pdfKind is what a token of PDF or PostScript syntax is (ISO 32000-2, 7.2).
type pdfKind uint8

const (
	pdfWord    pdfKind = iota // a number or keyword
	pdfString                 // a string's bytes, unescaped
	pdfName                   // a name without its solidus, unescaped
	pdfMark                   // one of [ ] { } << >>
	pdfComment                // what follows a percent sign
	pdfBroken                 // a string in which the object ended
)

// maxPDFToken bounds one token; what a longer one has beyond is counted in cut.
const maxPDFToken = 256 << 10

// pdfLexer cuts bytes into tokens as they arrive: those of a file, of a page's
// content, of an object stream and of a CMap.
type pdfLexer struct {
	token func(k pdfKind, text []byte) bool // text is valid during the call; false stops behind it
	state func(*pdfLexer, []byte) []byte    // takes bytes, returns what is left of them
	text  []byte                            // the token so far
	depth int                               // parentheses open in a string
	octal int                               // digits to come of an octal escape, or 0
	nib   int                               // half a byte of a hexadecimal string, or -1
	cut   int                               // bytes of tokens that were too long
	// flat takes strings and dictionaries for nothing special. Between objects
	// only words matter, and a stray parenthesis must not swallow the file.
	flat bool
	// file ends a string in which "endobj" stands: it was never closed.
	file    bool
	stopped bool
}

func newPDFLexer(token func(pdfKind, []byte) bool) *pdfLexer {
	return &pdfLexer{token: token, state: (*pdfLexer).between}
}

// feed cuts b, and returns what is left of it after a token that stopped it.
func (l *pdfLexer) feed(b []byte) []byte {
	for l.stopped = false; len(b) > 0 && !l.stopped; {
		b = l.state(l, b)
	}
	return b
}

// end ends the word that the input ended with.
func (l *pdfLexer) end() { l.feed([]byte{'\n'}) }

func (l *pdfLexer) emit(k pdfKind) {
	text := l.text
	l.text = l.text[:0]
	l.state = (*pdfLexer).between
	if !l.token(k, text) {
		l.stopped = true
	}
}

func (l *pdfLexer) add(b ...byte) {
	if len(l.text)+len(b) > maxPDFToken {
		l.cut += len(b)
		return
	}
	l.text = append(l.text, b...)
}

// pdfClass tells white space (1) and delimiters (2) from regular characters.
var pdfClass = func() (t [256]byte) {
	for _, c := range "\x00\t\n\f\r " {
		t[c] = 1
	}
	for _, c := range "()<>[]{}/%" {
		t[c] = 2
	}
	return t
}()

func (l *pdfLexer) between(b []byte) []byte {
	for len(b) > 0 && pdfClass[b[0]] == 1 {
		b = b[1:]
	}
	if len(b) == 0 {
		return nil
	}
	c := b[0]
	if pdfClass[c] == 0 {
		l.state = (*pdfLexer).word
		return b
	}
	l.delimiter(c)
	return b[1:]
}

func (l *pdfLexer) delimiter(c byte) {
	switch {
	case c == '%':
		l.state = (*pdfLexer).comment
	case l.flat && c != '/':
	case c == '(':
		l.depth, l.octal, l.state = 1, 0, (*pdfLexer).literal
	case c == '<':
		l.state = (*pdfLexer).less
	case c == '>':
		l.state = (*pdfLexer).greater
	case c == '/':
		l.state = (*pdfLexer).name
	case c != ')':
		l.add(c)
		l.emit(pdfMark)
	}
}

// regular adds the regular characters that b begins with.
func (l *pdfLexer) regular(b []byte) (rest []byte) {
	n := 0
	for n < len(b) && pdfClass[b[n]] == 0 {
		n++
	}
	l.add(b[:n]...)
	return b[n:]
}

func (l *pdfLexer) word(b []byte) []byte {
	if b = l.regular(b); len(b) > 0 {
		l.emit(pdfWord)
	}
	return b
}

func (l *pdfLexer) name(b []byte) []byte {
	if b = l.regular(b); len(b) > 0 {
		l.text = unescapeName(l.text)
		l.emit(pdfName)
	}
	return b
}

// unescapeName undoes "#xx" in a name, in place.
func unescapeName(b []byte) []byte {
	if bytes.IndexByte(b, '#') < 0 {
		return b
	}
	n := 0
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c == '#' && i+2 < len(b) && hexValue(b[i+1]) < 16 && hexValue(b[i+2]) < 16 {
			c = hexValue(b[i+1])<<4 | hexValue(b[i+2])
			i += 2
		}
		b[n] = c
		n++
	}
	return b[:n]
}

func (l *pdfLexer) comment(b []byte) []byte {
	i := bytes.IndexAny(b, "\r\n")
	if i < 0 {
		l.add(b...)
		return nil
	}
	l.add(b[:i]...)
	l.emit(pdfComment)
	return b[i:]
}

func (l *pdfLexer) less(b []byte) []byte {
	if b[0] == '<' {
		l.add('<', '<')
		l.emit(pdfMark)
		return b[1:]
	}
	l.nib, l.state = -1, (*pdfLexer).hex
	return b
}

func (l *pdfLexer) greater(b []byte) []byte {
	l.state = (*pdfLexer).between
	if b[0] != '>' {
		return b
	}
	l.add('>', '>')
	l.emit(pdfMark)
	return b[1:]
}

func (l *pdfLexer) hex(b []byte) []byte {
	for i := 0; i < len(b); i++ {
		if l.nib < 0 && len(l.text) < maxPDFToken {
			n := l.hexPairs(b[i:])
			if i += n; i == len(b) {
				break
			}
		}
		c := b[i]
		v := int(hexValue(c))
		switch {
		case c == '>':
			if l.nib >= 0 {
				l.add(byte(l.nib << 4))
			}
			l.emit(pdfString)
			return b[i+1:]
		case v > 15:
		case l.nib < 0:
			l.nib = v
		default:
			l.add(byte(l.nib<<4 | v))
			l.nib = -1
		}
	}
	return nil
}

// hexPairs adds the bytes that b begins with, as pairs of digits, and returns the digits' number.
func (l *pdfLexer) hexPairs(b []byte) (n int) {
	for n+1 < len(b) && len(l.text) < maxPDFToken {
		high, low := hexValue(b[n]), hexValue(b[n+1])
		if high|low > 15 {
			break
		}
		l.text = append(l.text, high<<4|low)
		n += 2
	}
	return n
}

// literal reads a string in parentheses.
func (l *pdfLexer) literal(b []byte) []byte {
	for i, c := range b {
		switch c {
		case '\\':
			l.state = (*pdfLexer).escaped
			return b[i+1:]
		case '(':
			l.depth++
		case ')':
			if l.depth--; l.depth == 0 {
				l.emit(pdfString)
				return b[i+1:]
			}
		}
		l.add(c)
		if c == 'j' && l.file && bytes.HasSuffix(l.text, []byte("endobj")) {
			l.emit(pdfBroken)
			return b[i+1:]
		}
	}
	return nil
}

// pdfEscapes are the escapes of one letter and what they stand for.
const (
	pdfEscapes  = "nrtbf()\\"
	pdfEscapeds = "\n\r\t\b\f()\\"
)

func (l *pdfLexer) escaped(b []byte) []byte {
	c := b[0]
	l.state = (*pdfLexer).literal
	switch i := bytes.IndexByte([]byte(pdfEscapes), c); {
	case i >= 0:
		l.add(pdfEscapeds[i])
	case c >= '0' && c <= '7':
		l.add(0)
		l.octal, l.state = 3, (*pdfLexer).octals
		return b
	case c == '\r':
		l.state = (*pdfLexer).continued
	case c != '\n':
		return b // the backslash is dropped
	}
	return b[1:]
}

// continued skips the line feed of a line end that a backslash cancelled.
func (l *pdfLexer) continued(b []byte) []byte {
	l.state = (*pdfLexer).literal
	return bytes.TrimPrefix(b, []byte("\n"))
}

func (l *pdfLexer) octals(b []byte) []byte {
	if c := b[0]; l.octal > 0 && c >= '0' && c <= '7' {
		l.octal--
		if n := len(l.text); n > 0 {
			l.text[n-1] = l.text[n-1]<<3 | (c - '0')
		}
		return b[1:]
	}
	l.state = (*pdfLexer).literal
	return b
}

// pdfNumberOf reads a number. Exponents and the names of infinities, which
// strconv knows, are none in PDF.
func pdfNumberOf(word []byte) (float64, bool) {
	for _, c := range word {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(string(word), 64)
	return v, err == nil
}
