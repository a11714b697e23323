package detect

import (
	"bytes"
	"unicode/utf8"
)

// ahead returns up to n bytes of the text behind the literal, and whether more
// of the text could not change them. A character that the text's end cuts is
// left out.
func (w *window) ahead(n int) (text []byte, final bool) {
	text = w.buf[w.end:min(len(w.buf), w.end+n)]
	return withoutCut(text), w.closed || len(text) == n
}

// lineAhead is ahead up to the end of the line.
func (w *window) lineAhead(n int) (text []byte, final bool) {
	text, final = w.ahead(n)
	for _, end := range [...]byte{'\n', '\r'} {
		if i := bytes.IndexByte(text, end); i >= 0 {
			text, final = text[:i], true
		}
	}
	return text, final
}

// withoutCut leaves out a character that is not complete at the end of b.
func withoutCut(b []byte) []byte {
	for i := max(0, len(b)-3); i < len(b); i++ {
		if utf8.RuneStart(b[i]) && !utf8.FullRune(b[i:]) {
			return b[:i]
		}
	}
	return b
}
