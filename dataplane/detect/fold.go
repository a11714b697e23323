package detect

import (
	"unicode/utf8"
)

// fold appends src to dst in the one form in which words are compared: ASCII
// and full-width letters in lower case and narrow, hiragana and half-width kana
// as katakana with their sound marks joined (the width forms of Unicode
// Standard Annex 11), Latin letters without their marks, ideographic space as
// space, hyphens as '-', and invisible characters left out.
func fold(dst, src []byte) []byte {
	for i := 0; i < len(src); {
		c := src[i]
		if c < utf8.RuneSelf {
			if c-'A' < 26 {
				c |= 0x20
			}
			dst = append(dst, c)
			i++
			continue
		}
		if ideograph(src[i:]) {
			dst = append(dst, src[i], src[i+1], src[i+2])
			i += 3
			continue
		}
		r, n := firstRune(src[i:])
		i += n
		dst = foldRune(dst, r)
	}
	return dst
}

// ideograph says whether b begins with a character of U+4000 to U+9FFF, most of
// which are kanji. Folding leaves them as they are.
func ideograph(b []byte) bool {
	return len(b) >= 3 && b[0]-0xe4 < 6 && b[1]&0xc0 == 0x80 && b[2]&0xc0 == 0x80
}

func foldRune(dst []byte, r rune) []byte {
	switch {
	case r >= 'ぁ' && r <= 'ゖ':
		r += 'ァ' - 'ぁ'
	case r >= 'À' && r <= 'ſ':
		return foldLatin(dst, r)
	case r >= 0x300 && r <= 0x36f:
		return dst // a mark of its own
	case r >= 0x1ea0 && r <= 0x1ef9:
		return append(dst, plainVietnamese(r))
	case r == 0x3099 || r == 0x309a:
		return joinSoundMark(dst, r == 0x309a)
	case r >= 0xff01 && r <= 0xff5e:
		r -= 0xfee0
		if r >= 'A' && r <= 'Z' {
			r |= 0x20
		}
	case r >= 0xff66 && r <= 0xff9d:
		r = halfKana[r-0xff66]
	case r == 0xff9e || r == 0xff9f:
		return joinSoundMark(dst, r == 0xff9f)
	case r == '　' || r == 0xa0:
		r = ' '
	case r == '№':
		return append(dst, "no"...)
	case isHyphen(r):
		r = '-'
	case invisible(r):
		return dst
	}
	return utf8.AppendRune(dst, r)
}

// plainLatin holds the letters under the marks of U+00C0 to U+017F, which include
// those of all official languages of the European Union.
const plainLatin = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

// plainVietnamese returns the letter under the marks of U+1EA0 to U+1EF9, which are in the
// order of their letters.
func plainVietnamese(r rune) byte {
	for _, last := range [...]struct {
		r     rune
		plain byte
	}{{0x1eb7, 'a'}, {0x1ec7, 'e'}, {0x1ecb, 'i'}, {0x1ee3, 'o'}, {0x1ef1, 'u'}} {
		if r <= last.r {
			return last.plain
		}
	}
	return 'y'
}

// foldLatin appends a letter without its marks, and the German sharp s as two.
func foldLatin(dst []byte, r rune) []byte {
	if r == 'ß' {
		return append(dst, "ss"...)
	}
	return append(dst, plainLatin[r-'À'])
}

// halfKana holds the full-width forms of U+FF66 to U+FF9D.
var halfKana = [...]rune{
	'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー',
	'ア', 'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ',
	'タ', 'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ',
	'マ', 'ミ', 'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン',
}

// joinSoundMark voices the kana that dst ends with. In Unicode a voiced kana
// follows its plain form, and a half-voiced one follows the voiced.
func joinSoundMark(dst []byte, half bool) []byte {
	r, n := lastRune(dst)
	switch {
	case r == 'ウ' && !half:
		r = 'ヴ'
	case half && r >= 'ハ' && r <= 'ホ':
		r += 2
	case !half && (r >= 'カ' && r <= 'ト' || r >= 'ハ' && r <= 'ホ'):
		r++
	default:
		return dst
	}
	return utf8.AppendRune(dst[:len(dst)-n], r)
}

// isHyphen knows the signs that Japanese input methods give for a hyphen,
// without the prolonged sound mark, which is a letter except among digits.
func isHyphen(r rune) bool {
	return r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == 0xff0d || r == 0xfe63
}

// invisible knows characters without width that can be put between any two
// others: soft hyphen, zero-width and directional marks, word joiner, BOM.
func invisible(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2064 || r == 0xfeff
}
