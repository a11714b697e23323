package encode

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// ascii writes the hidden characters in a JSON text, from a byte on, as JSON's escapes, so
// that what the text looks like is what it says. Outside of strings JSON has none but what
// stands below U+0080, and in strings those below U+0020 are escaped already.
func (o *output) ascii(b []byte, from int) []byte {
	for i := from; i < len(b); i++ {
		if b[i] >= 0x7f {
			return o.escaped(b, i)
		}
	}
	return b
}

// escaped rewrites b from a byte on.
func (o *output) escaped(b []byte, from int) []byte {
	o.scratch = append(o.scratch[:0], b[from:]...)
	b = b[:from]
	for rest := o.scratch; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case !hidden(r):
			b = append(b, rest[:size]...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
		rest = rest[size:]
	}
	return b
}
