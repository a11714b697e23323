package fingerprint

import (
	"unicode"
	"unicode/utf8"
)

// Gaps: what was left out before a byte of folded text.
const (
	gapJoin  = 1 << iota // - . _ / ( ): inside a number or a mail address
	gapPlus              // +
	gapSpace             // spaces
	gapAt                // @
	gapOther             // anything else, a line's end among them
)

// class says of an ASCII byte what it folds to (letters and digits), or which
// gap it leaves.
type class struct{ to, gap, keep byte }

var ascii = func() (t [utf8.RuneSelf]class) {
	for c := range t {
		t[c] = asciiClass(byte(c))
	}
	return t
}()

func asciiClass(c byte) class {
	switch {
	case c-'a' < 26 || c-'0' < 10:
		return class{to: c, keep: 1}
	case c-'A' < 26:
		return class{to: c | 0x20, keep: 1}
	case c == '-' || c == '.' || c == '_' || c == '/' || c == '(' || c == ')':
		return class{gap: gapJoin}
	case c == '+':
		return class{gap: gapPlus}
	case c == ' ':
		return class{gap: gapSpace}
	case c == '@':
		return class{gap: gapAt}
	}
	return class{gap: gapOther}
}

// lower2 is the lower case of each character of two bytes, as two bytes.
var lower2 = func() (t [0x800][2]byte) {
	for r := range t {
		to := unicode.ToLower(rune(r))
		if to < 0x80 || to >= 0x800 {
			to = rune(r)
		}
		t[r] = [2]byte{0xc0 | byte(to>>6), 0x80 | byte(to)&0x3f}
	}
	return t
}()

// kana is the low two bytes of each character of U+3040 to U+30FF as an unvoiced
// katakana; zero for marks, which are left out. Without voicing, the half-width
// forms, which write it as a mark of its own, need no looking back.
var kana = func() (t [0xc0][2]byte) {
	for i := range t {
		t[i] = kanaBytes(rune(0x3040 + i))
	}
	return t
}()

// halfKana is the same for U+FF66 to U+FF9F.
var halfKana = func() (t [0x3a][2]byte) {
	for i, r := range []rune("ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン") {
		t[i] = kanaBytes(r)
	}
	return t
}()

func kanaBytes(r rune) [2]byte {
	switch {
	case r >= 'ぁ' && r <= 'ゖ' || r == 'ゝ' || r == 'ゞ':
		r += 'ァ' - 'ぁ'
	case r < 'ァ':
		return [2]byte{}
	}
	switch {
	case r >= 'ガ' && r <= 'ヂ' && (r-'カ')%2 == 1, r >= 'ヅ' && r <= 'ド' && (r-'ツ')%2 == 1, r >= 'バ' && r <= 'ポ' && (r-'ハ')%3 == 1, r == 'ヾ':
		r--
	case r >= 'バ' && r <= 'ポ' && (r-'ハ')%3 == 2:
		r -= 2
	case r == 'ヴ':
		r = 'ウ'
	}
	return [2]byte{0x80 | byte(r>>6)&0x3f, 0x80 | byte(r)&0x3f}
}

// folder folds text into its letters and digits: lower case, narrow Latin and
// wide unvoiced katakana, without anything between. gap tells for each byte what
// was left out before it. Both have room for as many bytes as are put in.
type folder struct {
	text, gap []byte
	n         int
	before    byte // gap that is open
}

// fold appends src. It returns how many bytes it has used: a character that is
// cut at the end is left, unless the text is closed.
func (f *folder) fold(src []byte, closed bool) (used int) {
	text, gap := f.text, f.gap
	n, before, i := f.n, f.before, 0
	for i < len(src) {
		c := src[i]
		if c < utf8.RuneSelf {
			k := &ascii[c]
			before |= k.gap
			text[n], gap[n] = k.to, before
			n += int(k.keep)
			before &= k.keep - 1
			i++
			continue
		}
		// Most kanji and kana: most of a Japanese text, by the short way.
		if c-0xe3 < 7 && i+2 < len(src) && src[i+1]&0xc0 == 0x80 && src[i+2]&0xc0 == 0x80 && (c != 0xe3 || src[i+1] > 0x80) {
			a, b := src[i+1], src[i+2]
			i += 3
			if c == 0xe3 && a < 0x84 {
				to := &kana[int(a-0x81)<<6|int(b&0x3f)]
				if a, b = to[0], to[1]; a == 0 {
					continue
				}
			}
			text[n], text[n+1], text[n+2] = c, a, b
			gap[n], gap[n+1], gap[n+2] = before, 0, 0
			n, before = n+3, 0
			continue
		}
		f.n, f.before = n, before
		size := f.wide(src[i:], closed)
		n, before = f.n, f.before
		if size == 0 {
			break
		}
		i += size
	}
	f.n, f.before = n, before
	return i
}

// wide folds one character beyond ASCII and returns its size, or 0 if it is cut.
func (f *folder) wide(b []byte, closed bool) int {
	size := 1
	switch c := b[0]; {
	case c >= 0xf0 && c < 0xf5:
		size = 4
	case c >= 0xe0 && c < 0xf0:
		size = 3
	case c >= 0xc2 && c < 0xe0:
		size = 2
	}
	if len(b) < size {
		if !closed {
			return 0
		}
		size = 1
	}
	for _, c := range b[1:size] {
		if c&0xc0 != 0x80 {
			size = 1
			break
		}
	}
	switch size {
	case 2:
		f.two(b[0], b[1])
	case 3:
		f.three(b[0], b[1], b[2])
	default:
		for _, c := range b[:size] {
			f.put(c)
		}
	}
	return size
}

func (f *folder) put(c byte) {
	f.text[f.n], f.gap[f.n] = c, f.before
	f.n++
	f.before = 0
}

// two folds a character of two bytes. U+0080 to U+00BF are signs.
func (f *folder) two(a, b byte) {
	if a == 0xc2 {
		f.before |= gapOther
		return
	}
	to := &lower2[int(a&0x1f)<<6|int(b&0x3f)]
	f.put(to[0])
	f.put(to[1])
}

// three folds a character of three bytes.
func (f *folder) three(a, b, c byte) {
	switch {
	case a == 0xe3 && b >= 0x81 && b <= 0x83:
		f.kana(kana[int(b-0x81)<<6|int(c&0x3f)])
	case a == 0xe3 && b == 0x80 && c == 0x80: // ideographic space
		f.before |= gapSpace
	case a == 0xe3 && b == 0x80: // punctuation of CJK
		f.before |= gapOther
	case a == 0xe2 && (b == 0x80 || b == 0x81): // punctuation, and what can't be seen
		f.punctuation(b, c)
	case a == 0xef:
		f.compatible(b, c)
	default:
		f.put(a)
		f.put(b)
		f.put(c)
	}
}

// punctuation leaves out U+2000 to U+207F. What has no width leaves no gap.
func (f *folder) punctuation(b, c byte) {
	switch {
	case b == 0x80 && (c >= 0x8b && c <= 0x8f || c >= 0xaa && c <= 0xae) || b == 0x81 && c >= 0xa0:
	case b == 0x80 && c >= 0x90 && c <= 0x95:
		f.before |= gapJoin
	default:
		f.before |= gapOther
	}
}

func (f *folder) kana(to [2]byte) {
	if to[0] == 0 {
		return
	}
	f.put(0xe3)
	f.put(to[0])
	f.put(to[1])
}

// compatible folds what begins with EF: the width forms and the byte order mark.
func (f *folder) compatible(b, c byte) {
	r := 0xf000 | rune(b&0x3f)<<6 | rune(c&0x3f)
	switch {
	case r >= 0xff01 && r <= 0xff5e:
		k := &ascii[r-0xfee0]
		f.before |= k.gap
		if k.keep == 1 {
			f.put(k.to)
		}
	case r >= 0xff66 && r <= 0xff9f:
		f.kana(halfKana[r-0xff66])
	case r == 0xfeff:
	default:
		f.put(0xef)
		f.put(b)
		f.put(c)
	}
}

// foldAll folds a whole value.
func foldAll(b []byte) []byte {
	f := folder{text: make([]byte, len(b)+1), gap: make([]byte, len(b)+1)}
	f.fold(b, true)
	return f.text[:f.n]
}
