package content

import "bytes"

// PostScript (Language Reference, 3.2.2), as programs print: the strings that it shows are
// read once more as a text, with their escapes undone, a line for each place on the page
// that they are put to.

func isPostScript(head []byte) bool { return bytes.HasPrefix(head, []byte("%!PS")) }

// maxPostString bounds a string.
const maxPostString = 4 << 10

// postScript reads the strings of a program.
type postScript struct {
	scope *scope
	to    Writer
	in    byte   // '(', '<' or '~' within a string, '%' within a remark, or 0
	coded Writer // reads a string in base85, which is a body of its own
	tilde bool   // the byte before was '~', in base85
	depth int    // of brackets within the string
	slash bool   // the byte before escapes the next one, in it
	held  []byte // the string, as it stands
	word  []byte // the operator or number at present
	moved bool   // the next string stands elsewhere
}

func (p *postScript) Write(b []byte) {
	for _, c := range b {
		switch p.in {
		case '(':
			p.literal(c)
		case '<':
			p.hexadecimal(c)
		case '~':
			p.base85(c)
		case '%':
			if c == '\n' || c == '\r' {
				p.in = 0
			}
		default:
			p.outside(c)
		}
	}
}

// outside takes a character between strings.
func (p *postScript) outside(c byte) {
	if c > ' ' && bytes.IndexByte([]byte("()<>%[]{}/"), c) < 0 {
		if len(p.word) < len("rmoveto")+1 {
			p.word = append(p.word, c)
		}
		return
	}
	p.moved = p.moved || string(p.word) == "moveto" || string(p.word) == "m" || string(p.word) == "showpage"
	p.word = p.word[:0]
	if c == '(' || c == '<' || c == '%' {
		p.in, p.depth, p.slash, p.held = c, 1, false, p.held[:0]
	}
}

// literal takes a character of a string in brackets, which may have such in it.
func (p *postScript) literal(c byte) {
	escaped := p.slash
	p.slash = c == '\\' && !escaped
	switch {
	case escaped:
	case c == '(':
		p.depth++
	case c == ')':
		p.depth--
	}
	if p.depth == 0 {
		p.show(unescapedPost(p.held))
	} else if len(p.held) < maxPostString {
		p.held = append(p.held, c)
	}
}

// hexadecimal takes a digit of a string of them. What else is between such signs is none.
func (p *postScript) hexadecimal(c byte) {
	switch {
	case c == '>':
		p.show(pairsOf(p.held))
	case c <= ' ':
	case c == '~' && len(p.held) == 0:
		p.in, p.coded = '~', &asciiEightyFive{next: p.scope.value()}
	case hexValue(c) > 15:
		p.in = 0
	case len(p.held) < maxPostString:
		p.held = append(p.held, c)
	}
}

// base85 takes a character of a string in it, which ends in "~>".
func (p *postScript) base85(c byte) {
	if isBase85(c) && c != '>' || c == '~' || c == '>' && !p.tilde {
		p.coded.Write([]byte{c})
	} else {
		p.endCoded()
	}
	p.tilde = c == '~'
}

func (p *postScript) endCoded() {
	if p.coded != nil {
		p.coded.Close()
		p.coded, p.in = nil, 0
	}
}

// pairsOf returns the bytes that pairs of digits stand for.
func pairsOf(digits []byte) []byte {
	out := make([]byte, 0, len(digits)/2)
	for ; len(digits) > 1; digits = digits[2:] {
		out = append(out, hexValue(digits[0])<<4|hexValue(digits[1]))
	}
	return out
}

// show delivers a string.
func (p *postScript) show(text []byte) {
	if p.in = 0; len(text) == 0 {
		return
	}
	if c := utf16By(text, ""); c != nil {
		text = []byte(decodeAs(c, text))
	}
	if p.to == nil {
		p.to = p.scope.value()
	} else if p.moved {
		p.to.Write([]byte{'\n'})
	}
	p.moved = false
	p.to.Write(text)
}

// unescapedPost undoes the escapes of a string.
func unescapedPost(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		if n := octalDigits(b[i:]); n > 0 {
			v := 0
			for _, c := range b[i : i+n] {
				v = v*8 + int(c-'0')
			}
			out, i = append(out, byte(v)), i+n-1
			continue
		}
		switch k := bytes.IndexByte([]byte("nrtbf"), b[i]); {
		case k >= 0:
			out = append(out, "\n\r\t\b\f"[k])
		case b[i] != '\n': // where a string goes on in the next line
			out = append(out, b[i])
		}
	}
	return out
}

// octalDigits counts those that b begins with, of which an escape has three at most.
func octalDigits(b []byte) (n int) {
	for n < len(b) && n < 3 && b[n]-'0' < 8 {
		n++
	}
	return n
}

func (p *postScript) Close() {
	p.endCoded()
	if p.to != nil {
		p.to.Close()
	}
}
