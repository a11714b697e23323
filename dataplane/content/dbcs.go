package content

import (
	"encoding/binary"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A glyph is the UTF-8 of one character, or of the two that some Big5 codes
// stand for: up to four bytes, the first in the lowest place. Zero is none.
type glyph = uint32

// dbcs is a charset of one and two byte codes above ASCII, as tables made once
// from x/text: the lookup is ten times as fast as its decoders.
type dbcs struct {
	name   string
	single [128]glyph
	double *[128 * 256]glyph // nil for a charset of single bytes
	// longer decodes codes of three and four bytes, which are rare; nil if none.
	longer func(b []byte) (g glyph, size int)
}

// makeDBCS tabulates what e decodes. A code counts if e decodes it alone, to
// something other than the replacement character.
func makeDBCS(name string, e encoding.Encoding) *dbcs {
	t, d := &dbcs{name: name}, e.NewDecoder()
	for i := range t.single {
		t.single[i] = decodeGlyph(d, []byte{byte(0x80 + i)})
	}
	return t
}

func (t *dbcs) withDouble(e encoding.Encoding) *dbcs {
	d := e.NewDecoder()
	t.double = new([128 * 256]glyph)
	for lead := range 128 {
		if t.single[lead] != 0 {
			continue
		}
		for trail := 0x30; trail < 256; trail++ {
			t.double[lead<<8|trail] = decodePair(d, byte(0x80+lead), byte(trail))
		}
	}
	return t
}

// decodePair decodes a two byte code; what decodes as two separate bytes is none.
func decodePair(d *encoding.Decoder, lead, trail byte) glyph {
	g, err := d.Bytes([]byte{lead, trail})
	if err != nil || trail < 0x80 && len(g) > 1 && g[len(g)-1] == trail {
		return 0
	}
	return packGlyph(g)
}

func decodeGlyph(d *encoding.Decoder, b []byte) glyph {
	g, err := d.Bytes(b)
	if err != nil {
		return 0
	}
	return packGlyph(g)
}

func packGlyph(g []byte) glyph {
	if len(g) < 2 || len(g) > 4 {
		return 0
	}
	if r, _ := utf8.DecodeRune(g); r == utf8.RuneError {
		return 0
	}
	var v [4]byte
	copy(v[:], g)
	return binary.LittleEndian.Uint32(v[:])
}

// charset names a charset and how to read it.
type charset struct {
	name  string // as reported, lower case
	table func() *dbcs
	// other is set for charsets that aren't tables: it makes a decoder.
	other func() decoder
}

// decoder returns a fresh decoder of c, or nil for UTF-8, which needs none.
func (c *charset) decoder() decoder {
	switch {
	case c.other != nil:
		return c.other()
	case c.table != nil:
		return &tableDecoder{dbcs: c.table()}
	}
	return nil
}

// Charsets that need no declaration.
var (
	charsetASCII = &charset{name: "us-ascii"}
	charsetUTF8  = &charset{name: "utf-8"}
	charset2022  = &charset{name: "iso-2022-jp", other: func() decoder { return new(iso2022jp) }}
	charset16LE  = &charset{name: "utf-16le", other: func() decoder { return &utf16Decoder{order: binary.LittleEndian} }}
	charset16BE  = &charset{name: "utf-16be", other: func() decoder { return &utf16Decoder{order: binary.BigEndian} }}

	charsetSJIS = &charset{name: "shift_jis", table: sync.OnceValue(func() *dbcs {
		return makeDBCS("shift_jis", japanese.ShiftJIS).withDouble(japanese.ShiftJIS)
	})}
	charsetEUCJP = &charset{name: "euc-jp", table: sync.OnceValue(func() *dbcs {
		t := makeDBCS("euc-jp", japanese.EUCJP).withDouble(japanese.EUCJP)
		t.longer = longerBy(japanese.EUCJP, eucThree)
		return t
	})}
	charsetGB = &charset{name: "gb18030", table: sync.OnceValue(func() *dbcs {
		t := makeDBCS("gb18030", simplifiedchinese.GB18030).withDouble(simplifiedchinese.GB18030)
		t.longer = longerBy(simplifiedchinese.GB18030, gbFour)
		return t
	})}
	charsetBig5 = &charset{name: "big5", table: sync.OnceValue(func() *dbcs {
		return makeDBCS("big5", traditionalchinese.Big5).withDouble(traditionalchinese.Big5)
	})}
	charsetEUCKR = &charset{name: "euc-kr", table: sync.OnceValue(func() *dbcs {
		return makeDBCS("euc-kr", korean.EUCKR).withDouble(korean.EUCKR)
	})}
	charset1252 = &charset{name: "windows-1252", table: sync.OnceValue(func() *dbcs {
		return makeDBCS("windows-1252", charmap.Windows1252)
	})}
)

// rareCharsets are those that have a name but no WHATWG label.
var rareCharsets = map[string]*charset{
	"utf-7": charset7, "unicode-1-1-utf-7": charset7, "utf-32": charset32BE, "utf-32be": charset32BE, "utf-32le": charset32LE,
}

// namedCharset returns the charset that a WHATWG label or another name stands for, or nil.
func namedCharset(label string) *charset {
	if c := rareCharsets[strings.ToLower(label)]; c != nil {
		return c
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return nil
	}
	name, err := htmlindex.Name(e)
	if err != nil {
		return nil
	}
	for _, c := range []*charset{charsetUTF8, charset2022, charset16LE, charset16BE, charsetSJIS, charsetEUCJP, charsetGB, charsetBig5, charsetEUCKR, charset1252} {
		if c.name == name {
			return c
		}
	}
	if name == "gbk" {
		return charsetGB
	}
	if _, single := e.(*charmap.Charmap); single {
		return &charset{name: name, table: func() *dbcs { return makeDBCS(name, e) }}
	}
	return nil
}

// longerBy decodes through e the codes whose size is known to size.
func longerBy(e encoding.Encoding, size func([]byte) int) func([]byte) (glyph, int) {
	return func(b []byte) (glyph, int) {
		n := size(b)
		if n == 0 || n > len(b) {
			return 0, n
		}
		return decodeGlyph(e.NewDecoder(), b[:n]), n
	}
}

// eucThree tells a JIS X 0212 code: 0x8F and two bytes.
func eucThree(b []byte) int {
	if b[0] == 0x8f && (len(b) < 2 || b[1] >= 0xa1) && (len(b) < 3 || b[2] >= 0xa1) {
		return 3
	}
	return 0
}

// gbFour tells a four byte GB18030 code: high, digit, high, digit.
func gbFour(b []byte) int {
	for i, c := range b[:min(len(b), 4)] {
		if i%2 == 1 && (c < '0' || c > '9') || i%2 == 0 && (c < 0x81 || c == 0xff) {
			return 0
		}
	}
	return 4
}
