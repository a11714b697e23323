package content

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Glyph names in the order of the characters that they name (Adobe Glyph List):
// those of ASCII, of Latin-1 from U+00A0, and others with their characters.
const (
	asciiGlyphs = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash " +
		"zero one two three four five six seven eight nine colon semicolon less equal greater question at " +
		"A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore grave " +
		"a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde"
	latinGlyphs = "nbspace exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot sfthyphen registered macron " +
		"degree plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior ordmasculine guillemotright onequarter onehalf threequarters questiondown " +
		"Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis " +
		"Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls " +
		"agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute icircumflex idieresis " +
		"eth ntilde ograve oacute ocircumflex otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis"
	otherGlyphs = "quoteleft ‘ quoteright ’ quotedblleft “ quotedblright ” quotesinglbase ‚ quotedblbase „ guilsinglleft ‹ guilsinglright › " +
		"endash – emdash — bullet • ellipsis … dagger † daggerdbl ‡ perthousand ‰ trademark ™ Euro € florin ƒ fraction ⁄ minus − " +
		"fi ﬁ fl ﬂ ff ﬀ ffi ﬃ ffl ﬄ OE Œ oe œ Lslash Ł lslash ł Scaron Š scaron š Zcaron Ž zcaron ž Ydieresis Ÿ dotlessi ı " +
		"circumflex ˆ tilde ˜ caron ˇ breve ˘ dotaccent ˙ ring ˚ hungarumlaut ˝ ogonek ˛ hyphenminus - overline ‾ onedotenleader ․ " +
		"Aogonek Ą aogonek ą Cacute Ć cacute ć Eogonek Ę eogonek ę Nacute Ń nacute ń Sacute Ś sacute ś Zacute Ź zacute ź Zdotaccent Ż zdotaccent ż " +
		"Ccaron Č ccaron č Dcaron Ď dcaron ď Ecaron Ě ecaron ě Rcaron Ř rcaron ř Uring Ů uring ů Gbreve Ğ gbreve ğ Idotaccent İ Scedilla Ş scedilla ş"
)

var glyphNames = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for i, name := range strings.Fields(asciiGlyphs) {
		m[name] = string(rune(' ' + i))
	}
	for i, name := range strings.Fields(latinGlyphs) {
		m[name] = string(rune(0xa0 + i))
	}
	others := strings.Fields(otherGlyphs)
	for i := 0; i+1 < len(others); i += 2 {
		m[others[i]] = others[i+1]
	}
	return m
})

// glyphText returns what a glyph name says that it shows, or "" (Adobe Glyph List
// specification, section 2): names may be joined by "_" and end in ".variant".
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if t := glyphNames()[name]; t != "" {
		return t
	}
	var out strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		out.WriteString(glyphPart(part))
	}
	return out.String()
}

func glyphPart(name string) string {
	if t := glyphNames()[name]; t != "" {
		return t
	}
	if digits, ok := strings.CutPrefix(name, "uni"); ok && len(digits) >= 4 && len(digits)%4 == 0 {
		var out strings.Builder
		for ; len(digits) >= 4; digits = digits[4:] {
			out.WriteString(hexRune(digits[:4]))
		}
		return out.String()
	}
	if digits, ok := strings.CutPrefix(name, "u"); ok && len(digits) >= 4 && len(digits) <= 6 {
		return hexRune(digits)
	}
	return ""
}

func hexRune(digits string) string {
	v, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || v == 0 {
		return ""
	}
	return string(rune(v))
}

// standardGlyphs is the upper half of StandardEncoding (ISO 32000-2, annex D.2)
// from 0xA1 on; "-" is none.
const standardGlyphs = "exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright fi fl " +
	"- endash dagger daggerdbl periodcentered - paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright ellipsis perthousand - questiondown " +
	"- grave acute circumflex tilde macron breve dotaccent dieresis - ring cedilla - hungarumlaut ogonek caron emdash " +
	"- - - - - - - - - - - - - - - - AE - ordfeminine - - - - Lslash Oslash OE ordmasculine - - - - " +
	"- ae - - - dotlessi - - lslash oslash oe germandbls"

// pdfEncoding returns the characters of a named encoding of simple fonts.
func pdfEncoding(name string) [256]string {
	var t [256]string
	for c := ' '; c <= '~'; c++ {
		t[c] = string(c)
	}
	switch name {
	case "MacRomanEncoding", "MacExpertEncoding":
		upperHalf(&t, charmap.Macintosh)
	case "StandardEncoding":
		t['\''], t['`'] = "’", "‘"
		for i, glyph := range strings.Fields(standardGlyphs) {
			t[0xa1+i] = glyphNames()[glyph]
		}
	default:
		upperHalf(&t, charmap.Windows1252)
	}
	return t
}

func upperHalf(t *[256]string, m *charmap.Charmap) {
	for c := 0x80; c < 256; c++ {
		t[c] = string(m.DecodeByte(byte(c)))
	}
}

// pdfDocUpper is PDFDocEncoding (ISO 32000-2, annex D.3) from 0x80 to 0x9E and 0xA0.
const pdfDocUpper = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"

// pdfText decodes a text string (ISO 32000-2, 7.9.2.2). Strings that some
// producers write in their system's charset are read as that.
func pdfText(b []byte) string {
	switch s := string(b); {
	case strings.HasPrefix(s, "\xfe\xff"):
		return decodeAs(charset16BE, b[2:])
	case strings.HasPrefix(s, "\xff\xfe"):
		return decodeAs(charset16LE, b[2:])
	case utf8.Valid(b):
		return strings.TrimPrefix(s, string(bom))
	}
	if c := guessCharset(b); c != charset1252 && c != nil && high(b) >= 4 {
		return decodeAs(c, b)
	}
	return pdfDocText(b)
}

func high(b []byte) (n int) {
	for _, c := range b {
		n += int(c >> 7)
	}
	return n
}

func pdfDocText(b []byte) string {
	upper := []rune(pdfDocUpper)
	out := make([]rune, 0, len(b))
	for _, c := range b {
		switch {
		case c == 0xa0:
			out = append(out, '€')
		case c >= 0x80 && int(c)-0x80 < len(upper):
			out = append(out, upper[c-0x80])
		default:
			out = append(out, rune(c))
		}
	}
	return string(out)
}
