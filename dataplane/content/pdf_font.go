package content

import (
	"math"
	"strings"
)

// pdfFont turns the codes that a page shows into text and widths (ISO 32000-2,
// clause 9).
type pdfFont struct {
	number   int      // in the order in which they are read, from 1; 0 for a plain font
	unicode  *pdfCMap // ToUnicode, or nil
	codes    *pdfCMap // an embedded CMap of a composite font, or nil
	charset  *charset // of a predefined CMap, or nil
	cids     map[int]string
	simple   *[256]string // nil for a composite font
	wide     bool         // composite: codes of two bytes unless a CMap says otherwise
	vertical bool
	widths   map[int]float64 // by code or CID, in thousandths of the size
	missing  float64         // width of the others
}

// Widths of fonts that state none: those of the standard fonts are near.
const (
	simpleWidth = 540
	wideWidth   = 1000
	maxWidths   = 1 << 16
)

// plainFont reads codes of a font that isn't known.
func plainFont() *pdfFont {
	t := pdfEncoding("")
	return &pdfFont{simple: &t, missing: simpleWidth}
}

// font returns the font that an object describes; ones known are kept. What does
// not fit the memory is read as a plain font, which shows what it shows of ASCII.
func (r *pdfReader) font(v any) *pdfFont {
	ref, isRef := v.(pdfRef)
	if f := r.fonts[ref]; isRef && f != nil {
		return f
	}
	d, ok := r.resolve(v).(pdfDict)
	if !ok || r.made >= maxPDFFonts {
		return plainFont()
	}
	r.made++
	f := r.makeFont(d)
	if f.number = r.made; r.made == 1 && r.scope.x.hold(glyphMemoSize) {
		r.held += glyphMemoSize
		r.glyphs = new(glyphMemo)
	}
	if size := f.size(); r.scope.x.hold(size) {
		r.held += size
	} else {
		r.scope.opaque(1, reasonMemory)
		f = plainFont()
	}
	if isRef {
		r.fonts[ref] = f
	}
	return f
}

// maxPDFFonts bounds the fonts that are read.
const maxPDFFonts = 4096

// size returns the memory that f takes, roughly.
func (f *pdfFont) size() int {
	const entry = 48
	n := entry * (len(f.widths) + 1)
	for _, m := range []*pdfCMap{f.unicode, f.codes} {
		if m != nil {
			n += entry * len(m.ranges)
		}
	}
	if f.simple != nil {
		n += 256 * 16
	}
	return n
}

func (r *pdfReader) makeFont(d pdfDict) *pdfFont {
	f := new(pdfFont)
	f.unicode = r.cmap(d["ToUnicode"])
	if name, ok := r.resolve(d["ToUnicode"]).(pdfAtom); ok && strings.HasPrefix(string(name), "Identity") {
		f.charset = charset16BE
	}
	if r.resolve(d["Subtype"]) == pdfAtom("Type0") {
		r.composite(f, d)
		return f
	}
	t := r.encoding(d)
	f.simple = &t
	f.missing = simpleWidth
	if name, _ := r.resolve(d["BaseFont"]).(pdfAtom); strings.Contains(string(name), "Courier") {
		f.missing = 600
	}
	f.widths = r.simpleWidths(d)
	return f
}

// encoding returns what the codes of a simple font stand for.
func (r *pdfReader) encoding(d pdfDict) [256]string {
	switch e := r.resolve(d["Encoding"]).(type) {
	case pdfAtom:
		return pdfEncoding(string(e))
	case pdfDict:
		base, _ := r.resolve(e["BaseEncoding"]).(pdfAtom)
		t := pdfEncoding(string(base))
		differences, _ := r.resolve(e["Differences"]).(pdfArray)
		differ(&t, differences)
		return t
	}
	return pdfEncoding("")
}

// differ applies Differences: a code, and the glyph names from it on.
func differ(t *[256]string, differences pdfArray) {
	code := 0
	for _, v := range differences {
		switch v := v.(type) {
		case float64:
			code = int(v)
		case pdfAtom:
			if code >= 0 && code < len(t) {
				t[code] = glyphText(string(v))
			}
			code++
		}
	}
}

func (r *pdfReader) simpleWidths(d pdfDict) map[int]float64 {
	list, _ := r.resolve(d["Widths"]).(pdfArray)
	first, unit := d.number("FirstChar", 0), r.glyphUnit(d)
	m := map[int]float64{}
	for i, v := range list[:min(len(list), 256)] {
		if w, ok := r.resolve(v).(float64); ok {
			m[first+i] = w * unit
		}
	}
	return m
}

// glyphUnit returns in what a font states widths, in thousandths of the size: a Type 3
// font says so itself (ISO 32000-2, 9.6.4).
func (r *pdfReader) glyphUnit(d pdfDict) float64 {
	if m, ok := r.resolve(d["FontMatrix"]).(pdfArray); ok && len(m) == 6 {
		if unit, ok := r.resolve(m[0]).(float64); ok && unit != 0 {
			return math.Abs(unit) * 1000
		}
	}
	return 1
}

// composite reads a Type 0 font and its descendant.
func (r *pdfReader) composite(f *pdfFont, d pdfDict) {
	f.wide, f.missing = true, wideWidth
	list, _ := r.resolve(d["DescendantFonts"]).(pdfArray)
	var child pdfDict
	if len(list) > 0 {
		child, _ = r.resolve(list[0]).(pdfDict)
	}
	f.missing = float64(child.number("DW", wideWidth))
	f.widths = r.cidWidths(child)
	if info, ok := r.resolve(child["CIDSystemInfo"]).(pdfDict); ok {
		if ordering, ok := r.resolve(info["Ordering"]).(pdfBytes); ok && cidTables[string(ordering)] != nil {
			f.cids = cidTables[string(ordering)]()
		}
	}
	r.compositeCodes(f, d)
}

// compositeCodes finds out how the codes of a composite font are read.
func (r *pdfReader) compositeCodes(f *pdfFont, d pdfDict) {
	name, ok := r.resolve(d["Encoding"]).(pdfAtom)
	if !ok {
		f.codes = r.cmap(d["Encoding"])
		if o := r.object(d["Encoding"]); o != nil {
			f.vertical = o.dict.number("WMode", 0) == 1
		}
		return
	}
	f.vertical = strings.HasSuffix(string(name), "V")
	if !strings.HasPrefix(string(name), "Identity") && f.charset == nil {
		f.charset = pdfCharset(string(name))
	}
}

// cidWidths reads W: "first [w w w]" and "first last w".
func (r *pdfReader) cidWidths(d pdfDict) map[int]float64 {
	list, _ := r.resolve(d["W"]).(pdfArray)
	m := map[int]float64{}
	// Widths tell spaces from none, no more, so a file with too many does without.
	for i := 0; i+1 < len(list) && len(m) < maxWidths && r.effort < maxPDFEffort; {
		r.effort++
		first, _ := r.resolve(list[i]).(float64)
		switch v := r.resolve(list[i+1]).(type) {
		case pdfArray:
			r.effort += len(v)
			for j, w := range v {
				m[int(first)+j], _ = r.resolve(w).(float64)
			}
			i += 2
		case float64:
			if i+2 < len(list) {
				w, _ := r.resolve(list[i+2]).(float64)
				last := int(min(v, first+maxWidths))
				r.effort += max(last-int(first), 0)
				for c := int(first); c <= last && len(m) < maxWidths; c++ {
					m[c] = w
				}
			}
			i += 3
		default:
			i += 2
		}
	}
	return m
}

// cmap reads an embedded CMap, or returns nil.
func (r *pdfReader) cmap(v any) *pdfCMap {
	o := r.object(v)
	if o == nil || !o.stream {
		return nil
	}
	read := newCMapReader(r.scope.x)
	if !r.decodeInto(o, read) {
		return nil
	}
	return read.m
}

// glyphMemo remembers what the codes of fonts stand for: a page shows few again and again.
type glyphMemo [512]struct {
	font, size int
	code       uint32
	text       string
	width      float64
}

const glyphMemoSize = len(glyphMemo{}) * 48

// glyph decodes the code that b begins with: its size, its text ("" if it can't
// be known) and its width in thousandths.
func (r *pdfReader) glyph(f *pdfFont, b []byte) (size int, text string, width float64) {
	code, size := f.code(b)
	if r.glyphs == nil || f.number == 0 {
		text, width = f.glyph(b[:size], code)
		return size, text, width
	}
	m := &r.glyphs[(code+uint32(f.number)*0x9e3779b1>>16)%uint32(len(r.glyphs))]
	if m.font != f.number || m.code != code || m.size != size {
		m.font, m.code, m.size = f.number, code, size
		m.text, m.width = f.glyph(b[:size], code)
	}
	return size, m.text, m.width
}

// glyph returns what a code, which is b, stands for.
func (f *pdfFont) glyph(b []byte, code uint32) (text string, width float64) {
	cid := int(code)
	if f.codes != nil {
		if c := f.codes.find(code); c != nil && c.text == "" {
			cid = c.cid + int(code-c.from)
		}
	}
	text = f.text(b, code, cid)
	return text, f.width(text, cid)
}

// width returns the width of a glyph. Fonts that are shown by the codes of a
// charset state widths by CIDs, which are known here for ASCII only: in all
// collections the proportional ones begin with the space as number 1.
func (f *pdfFont) width(text string, cid int) float64 {
	if f.charset != nil && len(text) == 1 {
		if w, ok := f.widths[1+int(text[0])-' ']; ok && f.charset == charset16BE {
			return w
		}
		return wideWidth / 2
	}
	if w, ok := f.widths[cid]; ok && f.charset == nil {
		return w
	}
	return f.missing
}

func (f *pdfFont) code(b []byte) (code uint32, size int) {
	switch {
	case !f.wide:
		size = 1
	case f.codes != nil:
		size = f.codes.size(b, 2)
	case f.charset != nil:
		size = charsetSize(f.charset, b)
	default:
		size = min(2, len(b))
	}
	for _, c := range b[:size] {
		code = code<<8 | uint32(c)
	}
	return code, size
}

// charsetSize returns the size of the character that b begins with.
func charsetSize(c *charset, b []byte) int {
	switch {
	case c == charset16BE && len(b) >= 4 && b[0]&0xfc == 0xd8:
		return 4
	case c == charset16BE:
		return min(2, len(b))
	case c.table == nil:
		return min(len(b), utf8Size(b[0]))
	case b[0] < 0x80:
		return 1
	}
	_, size := c.table().code(b)
	return min(size, len(b))
}

func utf8Size(lead byte) int {
	switch {
	case lead < 0xc0:
		return 1
	case lead < 0xe0:
		return 2
	case lead < 0xf0:
		return 3
	}
	return 4
}

// text returns what a code stands for. ToUnicode counts first.
func (f *pdfFont) text(b []byte, code uint32, cid int) string {
	if f.unicode != nil {
		switch t := f.unicode.text(code); t {
		case "":
		case "\t": // what Qt says of the space, whose glyph is the same
			return " "
		default:
			return t
		}
	}
	switch {
	case f.simple != nil:
		return f.simple[code&0xff]
	case f.charset != nil && f.charset.table != nil && b[0] >= 0x80:
		if g, size := f.charset.table().code(b); g != 0 && size == len(b) {
			return string(glyphRune(g))
		}
	case f.charset != nil:
		return decodeAs(f.charset, b)
	case f.cids != nil:
		return f.cids[cid]
	}
	return ""
}
