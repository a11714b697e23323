package content

import (
	"math"
	"unicode/utf8"
)

// How much of a text its charset is judged by, from the first byte that isn't
// ASCII. The end depends on the bytes alone and not on how they were cut, so
// that a body is read the same whole or in pieces.
const (
	evidenceHigh  = 64  // bytes above ASCII
	evidenceBytes = 512 // bytes in all
	evidenceUTF8  = 4   // or so many characters of UTF-8 from the start
)

// evidence returns the part of b to judge by and whether it suffices for good.
func evidence(b []byte) (part []byte, enough bool) {
	high, valid := 0, 0
	for i := 0; i < len(b); i++ {
		if b[i] >= utf8.RuneSelf {
			high++
			if high == 1 || valid > 0 {
				valid = utf8Sequences(b[:i+1])
			}
		}
		if high >= evidenceHigh || i+1 >= evidenceBytes || valid >= evidenceUTF8 {
			return b[:i+1], true
		}
	}
	return b, false
}

// utf8Sequences counts the characters above ASCII in b, of which the last may be
// cut; it is 0 if b is not UTF-8, and at least 1 otherwise.
func utf8Sequences(b []byte) int {
	n := 1
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size <= 1 {
			if !utf8.FullRune(b) {
				return n
			}
			return 0
		}
		if size > 1 {
			n++
		}
		b = b[size:]
	}
	return n
}

// isUTF8 reports whether b is UTF-8, allowing for characters cut at both ends.
func isUTF8(b []byte) bool { return utf8Sequences(withoutCut(b)) > 0 }

// withoutCut drops what may be the rest of a character at b's beginning.
func withoutCut(b []byte) []byte {
	for range utf8.UTFMax - 1 {
		if len(b) > 0 && b[0]&0xc0 == 0x80 {
			b = b[1:]
		}
	}
	return b
}

// clearUTF8 is isUTF8 for a text's beginning. Few bytes of other charsets can look like a
// character that is cut and one more: it takes two then.
func clearUTF8(b []byte) bool {
	rest := withoutCut(b)
	n := utf8Sequences(rest)
	return n > 2 || n > 0 && len(rest) == len(b)
}

// guessCharset judges b, which has bytes above ASCII.
func guessCharset(b []byte) *charset {
	if clearUTF8(b) {
		return charsetUTF8
	}
	var best *charset
	bestScore := 0
	for _, c := range guessable {
		if s := score(c, b, judgeOf(c), math.MinInt); best == nil || s > bestScore {
			best, bestScore = c, s
		}
	}
	if westernScore(b) > bestScore {
		return charset1252
	}
	return best
}

// guessable are the charsets that are guessed. The order decides ties: this
// product stands in Japan.
var guessable = [...]*charset{charsetSJIS, charsetEUCJP, charsetGB, charsetBig5, charsetEUCKR}

// judgeOf returns what tells how likely a character is in c.
func judgeOf(c *charset) func(r rune, code []byte) int {
	switch c {
	case charsetGB:
		return chineseScore
	case charsetBig5:
		return traditionalScore
	case charsetEUCKR:
		return koreanScore
	}
	return japaneseScore
}

const (
	errorScore = -12
	mostScore  = 2 // of a byte, two of which a likely character has at least
)

// score adds up how likely each character is that c reads in b. It gives up, with less
// than that, once it can't reach least.
func score(c *charset, b []byte, judge func(r rune, code []byte) int, least int) int {
	t, sum := c.table(), 0
	for len(b) > 0 && sum+mostScore*(len(b)+1) >= least {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		g, size := t.code(b)
		if size > len(b) {
			break
		}
		if g == 0 {
			sum += errorScore
		} else {
			sum += judge(glyphRune(g), b[:size])
		}
		b = b[size:]
	}
	return sum
}

func glyphRune(g glyph) rune {
	r, _ := utf8.DecodeRune([]byte{byte(g), byte(g >> 8), byte(g >> 16), byte(g >> 24)})
	return r
}

// Frequent characters, to be looked up.
var (
	frequentJapanese    = runesOf(commonJapanese)
	frequentChinese     = runesOf(commonChinese)
	frequentTraditional = runesOf(commonTraditional)
	frequentHangul      = runesOf(commonHangul)
)

// runeSet has a bit for each character up to U+FFFF.
type runeSet [1 << 16 / 64]uint64

func runesOf(s string) *runeSet {
	set := new(runeSet)
	for _, r := range s {
		set[r/64] |= 1 << (r % 64)
	}
	return set
}

func (s *runeSet) has(r rune) bool { return uint32(r) < 1<<16 && s[r/64]>>(r%64)&1 != 0 }

func japaneseScore(r rune, code []byte) int {
	switch {
	case r >= 'ぁ' && r <= 'ん':
		return 4
	case r >= 'ァ' && r <= 'ー', r >= '　' && r <= '〟':
		return 3
	case r >= '！' && r <= '～':
		return 2
	case r >= '｡' && r <= 'ﾟ':
		return -1
	case frequentJapanese.has(r):
		return 4
	case r >= 0xe000 && r <= 0xf8ff || len(code) == 3:
		return -4
	case r < '一':
		return 0
	case jisLevel1(code):
		return 1
	}
	return -2
}

// jisLevel1 tells the kanji of rows 16 to 47 of JIS X 0208, those in daily use.
func jisLevel1(code []byte) bool {
	lead := code[0]
	if lead < 0xa0 { // Shift_JIS
		return lead >= 0x88 && lead <= 0x97 || lead == 0x98 && code[1] <= 0x72
	}
	return lead >= 0xb0 && lead <= 0xcf && code[1] >= 0xa1
}

func chineseScore(r rune, code []byte) int {
	switch {
	case frequentChinese.has(r):
		return 4
	case r >= '　' && r <= '〟', r >= '！' && r <= '～':
		return 2
	case r < '一', len(code) == 4:
		return -1
	case code[0] >= 0xb0 && code[0] <= 0xd7 && code[1] >= 0xa1:
		return 1 // the first level of GB/T 2312
	}
	return -2
}

func traditionalScore(r rune, code []byte) int {
	switch {
	case frequentTraditional.has(r):
		return 4
	case r >= '　' && r <= '〟', r >= '！' && r <= '～':
		return 2
	case r < '一':
		return -1
	case code[0] >= 0xa4 && code[0] <= 0xc6:
		return 1 // the frequent characters of Big5
	}
	return -2
}

func koreanScore(r rune, _ []byte) int {
	switch {
	case r >= '가' && r <= '힣':
		if frequentHangul.has(r) {
			return 4
		}
		return 1
	case r >= '　' && r <= '〟', r >= '！' && r <= '～':
		return 1
	}
	return -2
}

// westernScore counts letters with accents, which stand alone among ASCII.
func westernScore(b []byte) int {
	sum := 0
	for i, c := range b {
		if c < utf8.RuneSelf {
			continue
		}
		alone := (i == 0 || b[i-1] < utf8.RuneSelf) && (i+1 == len(b) || b[i+1] < utf8.RuneSelf)
		switch {
		case alone && c >= 0xc0:
			sum += 3
		case alone:
			sum++
		default:
			sum -= 2
		}
	}
	return sum
}
