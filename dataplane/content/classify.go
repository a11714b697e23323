package content

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// isText reports whether b is text in some charset: it has no NUL and hardly
// any other control characters. In random bytes one in nine is such.
func isText(b []byte) bool {
	return bytes.IndexByte(b, 0) < 0 && controls(b)*20 <= len(b)
}

// controls counts the control characters that texts have no use for.
func controls(b []byte) (n int) {
	for _, c := range b {
		if c < ' ' && !strings.ContainsRune("\t\n\v\f\r\b\x1b", rune(c)) || c == 0x7f {
			n++
		}
	}
	return n
}

// isReadable is what the bytes of an inline run must be beyond isText: UTF-8, or
// clearly of a charset. Most runs stand for keys, hashes and identifiers.
func isReadable(b []byte) bool {
	if isUTF8(b) {
		return true
	}
	part, _ := evidence(b[asciiPrefix(b):])
	if clearUTF8(part) {
		return true
	}
	high := 0
	for _, c := range part {
		if c >= utf8.RuneSelf {
			high++
		}
	}
	best := bestScore(part, high)
	return best >= high && best >= westernScore(part)
}

// bestScore is the highest score of the charsets that are guessed, if it is least or more.
func bestScore(b []byte, least int) (best int) {
	best = least - 1
	for _, c := range guessable {
		best = max(best, score(c, b, judgeOf(c), best+1))
	}
	return best
}

// isTextType reports whether a media type stands for text.
func isTextType(t string) bool {
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "json") || strings.HasSuffix(t, "xml")
}

// isPlainType reports whether a media type says no more than that a body is text, if that.
func isPlainType(t string) bool {
	switch baseType(t) {
	case "", "text/plain", "application/octet-stream", "text/x-patch", "text/x-diff":
		return true
	}
	return false
}

// utf16By returns the charset of b if it is UTF-16 or UTF-32, by its byte order mark, the
// declaration, or the pattern of its bytes.
func utf16By(b []byte, mediaType string) *charset {
	if c := utf32By(b); c != nil {
		return c
	}
	switch {
	case len(b) >= 2 && b[0] == 0xff && b[1] == 0xfe:
		return charset16LE
	case len(b) >= 2 && b[0] == 0xfe && b[1] == 0xff:
		return charset16BE
	case len(b) < 8:
		return nil
	}
	need := 90
	d := declaredCharset(mediaType)
	if d == charset16LE || d == charset16BE {
		need = 50
	}
	if bytes.IndexByte(b, 0) < 0 && need == 90 { // Shift_JIS has such bytes too
		return nil
	}
	little, big := utf16Share(b[1:]), utf16Share(b)
	switch {
	case little >= need && big >= need: // small ASCII letters look like it on both sides
		return utf16ByZeros(b)
	case little >= need && little > big:
		return charset16LE
	case big >= need && big > little:
		return charset16BE
	}
	return nil
}

// utf16ByZeros returns the charset of b if it is UTF-16 of ASCII, of which every other
// byte is zero: half of them will do. Where both are, it is the filling of a file.
func utf16ByZeros(b []byte) *charset {
	zeros := [2]int{}
	for i, c := range b {
		if c == 0 {
			zeros[i&1]++
		}
	}
	switch {
	case zeros[1]*4 >= len(b) && zeros[1] > 8*zeros[0]:
		return charset16LE
	case zeros[0]*4 >= len(b) && zeros[0] > 8*zeros[1]:
		return charset16BE
	}
	return nil
}

// isHalfMark reports whether b is one byte that may begin the byte order mark of
// UTF-16. Read alone it would be a letter of some other charset.
func isHalfMark(b []byte) bool { return len(b) == 1 && b[0] >= 0xfe }

// utf16Share returns in percent how many of every other byte from b[0] are the
// upper half of a usual character: Latin, kana, Chinese characters, Hangul, or a
// full-width form.
func utf16Share(b []byte) int {
	usual, all := 0, 0
	for i := 0; i < len(b); i += 2 {
		all++
		if c := b[i]; c == 0 || c == 0x30 || c == 0xff || c >= 0x4e && c <= 0x9f || c >= 0xac && c <= 0xd7 {
			usual++
		}
	}
	return usual * 100 / all
}
