package detect

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// secretValue is what stands where a name says that a secret is.
type secretValue struct {
	text   []byte
	end    int
	quoted bool // in quotes or brackets
	alone  bool // its line ends with it
}

// closers are what ends a value that one of them opens.
var closers = map[string]string{"\"": "\"", "'": "'", "`": "`", "「": "」", "『": "』", "【": "】", "（": "）", "“": "”", "‘": "’", "«": "»", "[": "]", "(": ")"}

// maxSecret is how long a value of this kind can be.
const maxSecret = 256

// valueAt reads the value that begins at buf[i].
func valueAt(buf []byte, i int) (v secretValue, ok bool) {
	i = skipStringKind(buf, skipBlanks(buf, i))
	for n := 0; i < len(buf) && n < 4 && (buf[i] == '\\' || buf[i] == '*'); n++ {
		i++
	}
	if bytes.HasPrefix(buf[i:], []byte("{{")) && i+2 < len(buf) && isBase64(buf[i+2]) { // as wikis mark what is typed
		i += len("{{")
	}
	if bytes.HasPrefix(buf[i:], []byte(`"""`)) {
		i += len(`""`)
	}
	if i > 0 && i < len(buf) && buf[i] == '{' && buf[i-1] == '=' && bytes.IndexByte(buf[bytes.LastIndexByte(buf[:i], '\n')+1:i], ';') >= 0 {
		return quotedValue(buf, i+1, "}") // as drivers of databases take it (ODBC)
	}
	for _, size := range [...]int{1, 3, 2} {
		if closing := closers[string(buf[min(i, len(buf)):min(i+size, len(buf))])]; closing != "" {
			if bytes.HasPrefix(buf[i+size:], []byte(`\"`)) { // a string in a string
				i += len(`\"`)
			}
			return quotedValue(buf, i+size, closing)
		}
	}
	if i < len(buf) && buf[i] == 0xef {
		return wideValue(buf, i)
	}
	return bareValue(buf, i)
}

// quotedValue reads up to a closing sign, in the same line. In a string within a string the
// quote that ends it has a backslash before it, elsewhere that quote is in the value.
func quotedValue(buf []byte, i int, closing string) (v secretValue, ok bool) {
	near := buf[i:min(len(buf), i+maxSecret)]
	nested := i > 1 && buf[i-2] == '\\'
	for end := range near {
		switch c := near[end]; {
		case c == '\n' || c == '\r':
			return v, false
		case c == '\\' && nested, bytes.HasPrefix(near[end:], []byte(closing)) && (end == 0 || near[end-1] != '\\'):
			return secretValue{text: near[:end], end: i + end, quoted: true}, true
		}
	}
	return v, false
}

// bareValue reads a word. What can also go on with program text or a sentence belongs to it
// where nothing else stands in its line.
func bareValue(buf []byte, i int) (v secretValue, ok bool) {
	end := i
	for end < len(buf) && end-i < maxSecret && buf[end] > ' ' && buf[end] < 0x7f && buf[end] != '"' && buf[end] != '\'' && buf[end] != '`' && buf[end] != '\\' {
		end++
	}
	v.alone = end == len(buf) || buf[end] == '\n' || buf[end] == '\r'
	word := buf[min(i, end):end]
	if cut := bytes.IndexAny(word, "()[]{}<>"); cut >= 0 {
		end, v.alone = i+cut, false
	}
	if cut := nextField(buf[i:end]); cut > 0 {
		end, v.alone = i+cut, false
	}
	if cut := bytes.IndexAny(buf[i:end], ",;|&"); cut >= 0 && (!v.alone || cut == len(word)-1) {
		end = i + cut
	}
	v.text, v.end = bytes.TrimRight(buf[i:end], ".:"), end
	return v, len(v.text) > 0
}

// goesOn says whether program text goes on behind the value as behind a name: with a call,
// an index, a member.
func (v *secretValue) goesOn(buf []byte) bool {
	return !v.quoted && v.end < len(buf) && bytes.IndexByte([]byte("([{"), buf[v.end]) >= 0
}

// nextField returns where another field of a form or an address begins in b, or 0.
func nextField(b []byte) int {
	cut := bytes.IndexByte(b, '&')
	if cut < 1 {
		return 0
	}
	end := cut + 1
	for end < len(b) && (isWordByte(b[end]) || b[end] == '_') {
		end++
	}
	if end > cut+1 && end < len(b) && b[end] == '=' {
		return cut
	}
	return 0
}

// unescaped is a value without the escapes of addresses (RFC 3986, 2.1): what is written
// with and without is one.
func unescaped(v []byte) []byte {
	if bytes.IndexByte(v, '%') < 0 {
		return v
	}
	if plain, err := url.PathUnescape(string(v)); err == nil {
		return []byte(plain)
	}
	return v
}

// endsClause says whether a sentence or a part of it ends behind the value.
func (v *secretValue) endsClause(buf []byte) bool {
	if v.end > 0 && v.end <= len(buf) && strings.IndexByte(".,;:", buf[v.end-1]) >= 0 {
		return true
	}
	rest := bytes.TrimLeft(buf[min(v.end, len(buf)):], "\"'`*_”’)")
	if len(rest) == 0 || v.alone || rest[0] < ' ' || strings.IndexByte(".,;!:(", rest[0]) >= 0 {
		return true
	}
	return slices.ContainsFunc(afterValues, func(word string) bool { return bytes.HasPrefix(rest, []byte(word)) })
}

// afterValues are words that go on behind a value.
var afterValues = []string{" and ", " (", " for ", " until ", " on ", " from ", " as ", " by ", " if ", " but ", " so ", " when ", " then ", " to ", " in ", " now", " –", " -", " und ", " et ", " y ", " e ", "。", "，", "、", "；", "（"}

// wideValue reads a word of full-width letters, digits and signs (U+FF01 to U+FF5E).
func wideValue(buf []byte, i int) (v secretValue, ok bool) {
	end := i
	for end < len(buf) && end-i < maxSecret && bytes.HasPrefix(buf[end:], []byte("\xef\xbc")) || bytes.HasPrefix(buf[min(end, len(buf)):], []byte("\xef\xbd")) {
		r, n := utf8.DecodeRune(buf[end:])
		if r < '！' || r > '～' {
			break
		}
		v.text = append(v.text, byte(r-'！'+'!'))
		end += n
	}
	v.end, v.alone = end, end == len(buf) || buf[end] < ' '
	return v, len(v.text) > 0
}
