package content

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// decoder turns bytes of a charset into UTF-8.
type decoder interface {
	// decode fills dst from src and returns the bytes used of both. It stops
	// before a character that src cuts, unless end says that no more comes, and
	// when dst has fewer than maxGlyph bytes left.
	decode(dst, src []byte, end bool) (nDst, nSrc int)
}

// maxGlyph is the room a decoder may need for one step.
const maxGlyph = 8

const replacement = "\ufffd"

// maxErrors is how many codes that aren't in the charset a text may have before
// its charset is asked for again.
const maxErrors = 4

// tableDecoder reads a dbcs and counts what isn't in it.
type tableDecoder struct {
	*dbcs
	errors int
}

func (d *tableDecoder) decode(dst, src []byte, end bool) (n, i int) {
	for i < len(src) && len(dst)-n >= maxGlyph && d.errors < maxErrors {
		if c := src[i]; c < utf8.RuneSelf {
			k := copy(dst[n:], src[i:i+asciiPrefix(src[i:])])
			n, i = n+k, i+k
			continue
		}
		g, size := d.code(src[i:])
		if size > len(src)-i {
			if !end {
				return n, i
			}
			g, size = 0, 1
		}
		i += size
		if g == 0 {
			d.errors++
			n += copy(dst[n:], replacement)
			continue
		}
		binary.LittleEndian.PutUint32(dst[n:], g)
		n += glyphLen(g)
	}
	return n, i
}

// code returns the glyph of the code that b begins with, which is not ASCII, and
// its size: more than len(b) if b cuts it. An unknown code never takes an ASCII
// byte with it, so that no delimiter can hide behind a stray lead byte.
func (d *dbcs) code(b []byte) (glyph, int) {
	lead := int(b[0] - 0x80)
	if g := d.single[lead]; g != 0 || d.double == nil {
		return g, 1
	}
	if len(b) > 1 {
		if g := d.double[lead<<8|int(b[1])]; g != 0 {
			return g, 2
		}
	}
	if d.longer != nil {
		if g, size := d.longer(b); g != 0 || size > len(b) {
			return g, size
		}
	}
	switch {
	case len(b) == 1:
		return 0, 2
	case b[1] < utf8.RuneSelf:
		return 0, 1
	}
	return 0, 2
}

func glyphLen(g glyph) int {
	switch {
	case g>>16 == 0:
		return 2
	case g>>24 == 0:
		return 3
	}
	return 4
}

// asciiPrefix returns how many bytes of b come before the first that isn't ASCII.
func asciiPrefix(b []byte) int {
	i := 0
	for ; i+32 <= len(b); i += 32 {
		p := b[i : i+32 : i+32]
		if (binary.LittleEndian.Uint64(p)|binary.LittleEndian.Uint64(p[8:])|
			binary.LittleEndian.Uint64(p[16:])|binary.LittleEndian.Uint64(p[24:]))&0x8080808080808080 != 0 {
			break
		}
	}
	for i < len(b) && b[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// utf16Decoder reads UTF-16 (RFC 2781) of one byte order.
type utf16Decoder struct{ order binary.ByteOrder }

func (d *utf16Decoder) decode(dst, src []byte, end bool) (n, i int) {
	for len(src)-i >= 2 && len(dst)-n >= maxGlyph {
		r, size := rune(d.order.Uint16(src[i:])), 2
		if utf16.IsSurrogate(r) {
			if len(src)-i < 4 && !end {
				return n, i
			}
			if r, size = d.pair(r, src[i:]); size == 0 {
				r, size = utf8.RuneError, 2
			}
		}
		i += size
		if r != bom {
			n += utf8.EncodeRune(dst[n:], r)
		}
	}
	if end && len(src)-i == 1 && len(dst)-n >= maxGlyph {
		n += copy(dst[n:], replacement)
		i++
	}
	return n, i
}

const bom = '\ufeff'

func (d *utf16Decoder) pair(high rune, b []byte) (rune, int) {
	if len(b) < 4 {
		return 0, 0
	}
	r := utf16.DecodeRune(high, rune(d.order.Uint16(b[2:])))
	if r == utf8.RuneError {
		return 0, 0
	}
	return r, 4
}

// iso2022jp reads ISO-2022-JP (RFC 1468), with the half-width katakana and
// JIS X 0212 that senders add (RFC 1554).
type iso2022jp struct{ set jisSet }

type jisSet uint8

const (
	jisASCII jisSet = iota
	jisKatakana
	jis0208
	jis0212
)

const escape = 0x1b

// jisEscapes are what follows ESC.
var jisEscapes = []struct {
	seq string
	set jisSet
}{{"(B", jisASCII}, {"(J", jisASCII}, {"(I", jisKatakana}, {"$@", jis0208}, {"$B", jis0208}, {"$(D", jis0212}}

func (d *iso2022jp) decode(dst, src []byte, end bool) (n, i int) {
	for i < len(src) && len(dst)-n >= maxGlyph {
		size := 1
		switch c := src[i]; {
		case c == escape:
			set, k := jisEscape(src[i:])
			if k > len(src)-i && !end {
				return n, i
			}
			if k > 1 && k <= len(src)-i {
				d.set = set
			}
			size = min(k, len(src)-i)
		case c == '\n' || c == '\r' || d.set == jisASCII || c <= ' ':
			if c >= utf8.RuneSelf {
				return n, i // not of this charset: the caller looks for another
			}
			if c == '\n' {
				d.set = jisASCII // lines begin in ASCII (RFC 1468)
			}
			dst[n] = c
			n++
		default:
			var k int
			if k, size = d.character(dst[n:], src[i:]); size > len(src)-i {
				if !end {
					return n, i
				}
				k, size = copy(dst[n:], replacement), 1
			}
			n += k
		}
		i += size
	}
	return n, i
}

// character decodes one character of a Japanese set.
func (d *iso2022jp) character(dst, src []byte) (n, size int) {
	var code [3]byte
	b, k := code[:0], 2
	switch d.set {
	case jisKatakana:
		b, k = append(b, 0x8e), 1
	case jis0212:
		b = append(b, 0x8f)
	}
	if len(src) < k {
		return 0, k
	}
	for _, c := range src[:k] {
		if c < '!' {
			return copy(dst, replacement), 1
		}
		b = append(b, c|0x80)
	}
	g, _ := charsetEUCJP.table().code(b)
	if g == 0 {
		return copy(dst, replacement), k
	}
	binary.LittleEndian.PutUint32(dst, g)
	return glyphLen(g), k
}

// jisEscape returns the set that the sequence at b's start selects and its size:
// more than len(b) if b may cut one, 1 if it is none.
func jisEscape(b []byte) (jisSet, int) {
	cut := false
	for _, e := range jisEscapes {
		have := string(b[1:min(len(b), 1+len(e.seq))])
		if have == e.seq {
			return e.set, 1 + len(e.seq)
		}
		cut = cut || have == e.seq[:len(have)]
	}
	if cut {
		return 0, len(b) + 1
	}
	return 0, 1
}
