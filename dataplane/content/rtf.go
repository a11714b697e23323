package content

import (
	"strconv"
	"unicode/utf16"
)

// RTF (Rich Text Format Specification 1.9.1), read as it arrives: its text in the
// charsets of its fonts, with paragraphs and rows as lines and tabs between cells.
// Destinations that readers hide are read too, but for tables of fonts, colours
// and styles, and pictures. Embedded objects are members.
var _ = register(format{
	mediaType: "application/rtf", aliases: []string{"text/rtf"}, magics: []magic{{0, `{\rtf`}},
	open: func(s *scope) Writer { return newRTF(s) },
})

type rtf struct {
	scope *scope
	in    scope
	text  *text
	state func(*rtf, byte)
	groupState
	groups  []groupState
	word    []byte
	number  []byte
	hexByte byte
	bin     int           // bytes to come of \bin
	fonts   map[int]int   // code pages of fonts
	font    int           // the font whose charset the font table tells
	page    int           // the code page of the document
	tables  map[int]*dbcs // of code pages used
	pending []byte        // bytes of text that aren't decoded
	high    rune          // the first half of a surrogate pair
	skip    int           // characters to come that stand for a \u
	buf     [512]byte
	object  []byte // of an embedded object
	half    int
	held    int
	full    bool
}

// groupState is what a group changes until its end.
type groupState struct {
	dest rtfDest
	font int
	uc   int // characters that stand for a \u
}

type rtfDest uint8

const (
	rtfText rtfDest = iota
	rtfSkip
	rtfFonts
	rtfObject
	rtfName // of a property, whose value follows
)

const (
	maxRTFGroups = 1 << 12
	maxRTFWord   = 32
	maxRTFFonts  = 1 << 12
	maxRTFTables = 32
)

func newRTF(s *scope) *rtf {
	d := &rtf{scope: s, in: *s, fonts: map[int]int{}, tables: map[int]*dbcs{}, page: 1252, half: -1}
	d.text = newText(&d.in, plainText, charsetUTF8)
	d.state, d.uc = (*rtf).plain, 1
	return d
}

func (d *rtf) Write(b []byte) {
	for _, c := range b {
		d.state(d, c)
	}
	d.decode(false)
}

func (d *rtf) plain(c byte) {
	switch c {
	case '\\':
		d.state = (*rtf).control
	case '{':
		d.open()
	case '}':
		d.close()
	case '\r', '\n':
	default:
		d.character(c)
	}
}

// character takes a byte of text.
func (d *rtf) character(c byte) {
	switch {
	case d.skip > 0:
		d.skip--
	case d.dest == rtfText || d.dest == rtfName:
		if d.pending = append(d.pending, c); len(d.pending) >= len(d.buf) {
			d.decode(false)
		}
	case d.dest == rtfObject:
		d.objectDigit(c)
	}
}

// decode delivers pending bytes; at the end also a character that is cut.
func (d *rtf) decode(end bool) {
	if len(d.pending) == 0 {
		return
	}
	dec := &tableDecoder{dbcs: d.table()}
	b := d.pending
	for len(b) > 0 {
		n, used := dec.decode(d.buf[:], b, end)
		d.text.Write(d.buf[:n])
		dec.errors = 0
		if b = b[used:]; used == 0 && n == 0 {
			break
		}
	}
	d.pending = append(d.pending[:0], b...)
}

// table returns the charset of the font at present.
func (d *rtf) table() *dbcs {
	page, ok := d.fonts[d.groupState.font]
	if !ok {
		page = d.page
	}
	t := d.tables[page]
	if t == nil {
		t = charset1252.table()
		if c := codePage(page); c.table != nil {
			t = c.table()
		}
		if len(d.tables) < maxRTFTables {
			d.tables[page] = t
		}
	}
	return t
}

func (d *rtf) say(s string) {
	if d.dest != rtfText && d.dest != rtfName {
		return
	}
	d.decode(true)
	d.text.Write([]byte(s))
}

func (d *rtf) open() {
	d.decode(true)
	d.skip = 0
	if len(d.groups) < maxRTFGroups {
		d.groups = append(d.groups, d.groupState)
	}
}

func (d *rtf) close() {
	d.decode(true)
	d.skip = 0
	was := d.dest
	n := len(d.groups)
	if n == 0 {
		return
	}
	d.groupState, d.groups = d.groups[n-1], d.groups[:n-1]
	switch {
	case was == rtfObject && d.dest != rtfObject:
		d.endObject()
	case was == rtfName && d.dest != rtfName:
		d.say(": ")
	}
}

// control reads what follows a backslash.
func (d *rtf) control(c byte) {
	d.state = (*rtf).plain
	switch {
	case isLetter(c):
		d.word, d.number = append(d.word[:0], c), d.number[:0]
		d.state = (*rtf).letters
	case c == '\'':
		d.state = (*rtf).hexHigh
	case c == '~':
		d.say("\u00a0")
	case c == '_':
		d.say("-")
	case c == '\r' || c == '\n':
		d.say("\n")
	case c == '*' || c == '-' || c == ':' || c == '|':
	default:
		d.character(c)
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func (d *rtf) hexHigh(c byte) {
	d.hexByte = hexValue(c)
	d.state = (*rtf).hexLow
}

func (d *rtf) hexLow(c byte) {
	d.state = (*rtf).plain
	if v := hexValue(c); v < 16 && d.hexByte < 16 {
		d.character(d.hexByte<<4 | v)
	}
}

func (d *rtf) letters(c byte) {
	switch {
	case isLetter(c) && len(d.word) < maxRTFWord:
		d.word = append(d.word, c)
	case c == '-' && len(d.number) == 0 || c >= '0' && c <= '9' && len(d.number) < 11:
		d.number = append(d.number, c)
		d.state = (*rtf).digits
	default:
		d.endWord(c)
	}
}

func (d *rtf) digits(c byte) {
	if c >= '0' && c <= '9' && len(d.number) < 11 {
		d.number = append(d.number, c)
		return
	}
	d.endWord(c)
}

// endWord acts on the control word that c ends; a space belongs to it.
func (d *rtf) endWord(c byte) {
	d.state = (*rtf).plain
	n, err := strconv.Atoi(string(d.number))
	if err != nil {
		n = 1
	}
	d.act(string(d.word), n)
	switch {
	case d.bin > 0 && c == ' ':
		d.state = (*rtf).binary
	case d.bin > 0:
		d.state = (*rtf).binary
		d.binary(c)
	case c != ' ':
		d.state(d, c)
	}
}

// binary takes the bytes of \bin.
func (d *rtf) binary(c byte) {
	if d.dest == rtfObject {
		d.keep(c)
	}
	if d.bin--; d.bin <= 0 {
		d.state = (*rtf).plain
	}
}

// rtfSigns are the control words that stand for characters.
var rtfSigns = map[string]string{
	"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "nestrow": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t",
	"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"emspace": "\u2003", "enspace": "\u2002",
	// Parts of the document's properties are lines of their own.
	"title": "\n", "subject": "\n", "author": "\n", "company": "\n", "keywords": "\n", "doccomm": "\n", "operator": "\n", "manager": "\n",
	"header": "\n", "footer": "\n", "footnote": "\n", "annotation": "\n", "shptxt": "\n", "fldrslt": " ",
}

// rtfDests are the control words that change what a group's text is.
var rtfDests = map[string]rtfDest{
	"fonttbl": rtfFonts, "objdata": rtfObject, "propname": rtfName,
	"colortbl": rtfSkip, "stylesheet": rtfSkip, "pict": rtfSkip, "themedata": rtfSkip, "colorschememapping": rtfSkip, "datastore": rtfSkip,
	"latentstyles": rtfSkip, "listtable": rtfSkip, "listoverridetable": rtfSkip, "rsidtbl": rtfSkip, "xmlnstbl": rtfSkip, "panose": rtfSkip,
}

func (d *rtf) act(word string, n int) {
	if sign, ok := rtfSigns[word]; ok {
		d.say(sign)
		return
	}
	if dest, ok := rtfDests[word]; ok {
		if word == "propname" {
			d.say("\n")
		}
		d.decode(true)
		d.dest = dest
		return
	}
	d.setting(word, n)
}

// setting reads the control words that carry a number.
func (d *rtf) setting(word string, n int) {
	switch word {
	case "u":
		d.unicode(n)
	case "uc":
		d.uc = min(max(n, 0), 16)
	case "bin":
		d.bin = n
	case "ansicpg":
		d.decode(true)
		d.page = n
	case "f":
		d.decode(true)
		if d.font = n; d.dest != rtfFonts {
			d.groupState.font = n
		}
	case "fcharset", "cpg":
		d.fontCharset(word, n)
	}
}

// rtfCharsets are the code pages of Windows' charset numbers; others are of the
// document's.
var rtfCharsets = map[int]int{
	0: 1252, 77: 10000, 78: 10001, 79: 10003, 80: 10008, 81: 10002, 128: 932, 129: 949, 134: 936, 136: 950,
	161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250,
}

func (d *rtf) fontCharset(word string, n int) {
	if d.dest != rtfFonts || len(d.fonts) >= maxRTFFonts {
		return
	}
	d.decode(true)
	if word == "cpg" {
		d.fonts[d.font] = n
		return
	}
	if page, ok := rtfCharsets[n]; ok {
		d.fonts[d.font] = page
	}
}

// unicode delivers the character \uN; those that stand for it are to be skipped.
func (d *rtf) unicode(n int) {
	r := rune(uint16(n))
	d.skip = 0
	switch {
	case utf16.IsSurrogate(r) && r < 0xdc00:
		d.high = r
	case utf16.IsSurrogate(r):
		d.say(string(utf16.DecodeRune(d.high, r)))
	default:
		d.say(string(r))
	}
	d.skip = d.uc
}

// objectDigit takes a hexadecimal digit of an object.
func (d *rtf) objectDigit(c byte) {
	v := int(hexValue(c))
	switch {
	case v > 15:
	case d.half < 0:
		d.half = v
	default:
		d.keep(byte(d.half<<4 | v))
		d.half = -1
	}
}

func (d *rtf) keep(c byte) {
	var ok bool
	if d.full {
		d.scope.opaque(1, reasonMemory)
	} else if d.object, ok = d.scope.x.keep(d.object, []byte{c}, &d.held); !ok {
		d.full = true
		d.scope.opaque(1, reasonMemory)
	}
}

// endObject delivers an embedded object: behind the header of OLE 1.0 (MS-OLEDS,
// 2.2), a compound file or what the Packager made.
func (d *rtf) endObject() {
	data := d.object
	class, rest := oleString(slice(data, 8, len(data)))
	_, rest = oleString(rest)
	_, rest = oleString(rest)
	name := ""
	if body := slice(rest, 4, int(le32(rest))); len(body) > 0 {
		data = body
		if class == "Package" {
			name, data = ole10Native(append([]byte{0, 0, 0, 0}, body...))
		}
	}
	if len(data) > 0 {
		w := d.scope.x.member(d.scope.inside(name, ""))
		w.Write(data)
		w.Close()
	}
	d.scope.x.drop(d.held)
	d.object, d.held, d.half, d.full = nil, 0, -1, false
}

// oleString reads a string behind its length, zero at the end.
func oleString(b []byte) (s string, rest []byte) {
	n := int(le32(b))
	s = string(slice(b, 4, n))
	if s != "" && s[len(s)-1] == 0 {
		s = s[:len(s)-1]
	}
	return s, slice(b, 4+n, len(b))
}

func (d *rtf) Close() {
	d.decode(true)
	d.endObject()
	d.text.Close()
}
