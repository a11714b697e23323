package detect

import (
	"bytes"
	"unicode/utf8"
)

// The characters U+3000 to U+9FFF, which Japanese and Chinese texts mostly consist
// of, are three bytes in UTF-8: one of 0xE3 to 0xE9, and two that go on (RFC 3629).

// firstRune decodes the first character of b as utf8.DecodeRune does, those sooner.
func firstRune(b []byte) (r rune, n int) {
	if len(b) >= 3 && b[0]-0xe3 < 7 && b[1]&0xc0 == 0x80 && b[2]&0xc0 == 0x80 {
		return rune(b[0]&0xf)<<12 | rune(b[1]&0x3f)<<6 | rune(b[2]&0x3f), 3
	}
	return utf8.DecodeRune(b)
}

// lastRune decodes the last character of b as utf8.DecodeLastRune does.
func lastRune(b []byte) (r rune, n int) {
	if k := len(b) - 3; k >= 0 && b[k]-0xe3 < 7 && b[k+1]&0xc0 == 0x80 && b[k+2]&0xc0 == 0x80 {
		return rune(b[k]&0xf)<<12 | rune(b[k+1]&0x3f)<<6 | rune(b[k+2]&0x3f), 3
	}
	return utf8.DecodeLastRune(b)
}

// trimSpace is bytes.TrimSpace, sooner where there is nothing to trim.
func trimSpace(b []byte) []byte {
	if len(b) > 0 && noSpace(firstRune(b)) && noSpace(lastRune(b)) {
		return b
	}
	return bytes.TrimSpace(b)
}

// noSpace says, of a character decoded, that it is no white space, sooner than
// package unicode: above ASCII, the last such is U+3000.
func noSpace(r rune, _ int) bool { return r > ' ' && r < 0x7f || r > 0x3000 }

// blanks are the two of Japanese texts.
var blanks = newRuneSet(" 　")

// trimLeftBlanks cuts them off.
func trimLeftBlanks(b []byte) []byte {
	return blanks.trimLeft(b)
}
