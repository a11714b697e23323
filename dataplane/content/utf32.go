package content

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// UTF-32 (Unicode Standard, 3.10, D90): each character is a number of four bytes.
var (
	charset32LE = &charset{name: "utf-32le", other: func() decoder { return &utf32Decoder{order: binary.LittleEndian} }}
	charset32BE = &charset{name: "utf-32be", other: func() decoder { return &utf32Decoder{order: binary.BigEndian} }}
)

// utf32Decoder reads UTF-32 of one byte order.
type utf32Decoder struct{ order binary.ByteOrder }

func (d *utf32Decoder) decode(dst, src []byte, end bool) (n, i int) {
	for len(src)-i >= 4 && len(dst)-n >= maxGlyph {
		if r := d.rune(src[i:]); r != bom {
			n += utf8.EncodeRune(dst[n:], r)
		}
		i += 4
	}
	if end && len(src)-i < 4 && i < len(src) && len(dst)-n >= maxGlyph {
		n += copy(dst[n:], replacement)
		i = len(src)
	}
	return n, i
}

// rune returns the character that b begins with, or utf8.RuneError if it is none.
func (d *utf32Decoder) rune(b []byte) rune {
	if r := rune(d.order.Uint32(b)); utf8.ValidRune(r) {
		return r
	}
	return utf8.RuneError
}

// utf32By returns the charset of b if it is UTF-32, by its byte order mark or because
// nearly all that it holds are characters that texts have.
func utf32By(b []byte) *charset {
	switch {
	case len(b) < 4:
		return nil
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")):
		return charset32LE
	case bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return charset32BE
	case b[0] == 0 && b[1] == 0 && isUTF32(b, binary.BigEndian):
		return charset32BE
	case b[2] == 0 && b[3] == 0 && isUTF32(b, binary.LittleEndian):
		return charset32LE
	}
	return nil
}

// leastUTF32 is how many characters tell UTF-32 without a byte order mark. Tables of
// small numbers hold few that are letters, and none in a row.
const leastUTF32 = 8

// isUTF32 says whether b holds text only: no number of it is a control character, and none
// lies above the planes that are in use.
func isUTF32(b []byte, order binary.ByteOrder) bool {
	d := utf32Decoder{order}
	for i := 0; i+4 <= len(b); i += 4 {
		r := d.rune(b[i:])
		if r < ' ' && !isBreak(byte(r)) || r == utf8.RuneError || r == 0x7f || r > 0x3ffff {
			return false
		}
	}
	return len(b) >= 4*leastUTF32
}
