package content

import (
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// workbook reads an Excel workbook (MS-XLS; BIFF5 as far as it is the same): each
// sheet is a text of its own, its rows as lines with tabs between the cells.
func (r *oleReader) workbook(s scope, _ int, b []byte) {
	w := &excel{r: r, scope: s, charset: charset1252}
	w.read(b)
	w.endSheet()
}

type excel struct {
	r       *oleReader
	scope   scope
	charset *charset // of strings of one byte a character in BIFF5
	locked  bool     // and unlocked
	old     bool     // BIFF5 or earlier
	names   []string // of the sheets
	sheet   int      // sheets begun
	shared  []string // the table of shared strings
	formats dateFormats
	in      scope
	text    *text
	row     int
	column  int
	begun   bool     // a cell of the row has been written
	pending [2]int   // the cell that a formula's string goes to
	margins []string // headers and footers, which follow the rows
}

// Records of MS-XLS, 2.3.2.
const (
	xlsFormula    = 0x06
	xlsEnd        = 0x0a
	xlsHeader     = 0x14
	xlsFooter     = 0x15
	xlsSince1904  = 0x22
	xlsFilePass   = 0x2f
	xlsContinue   = 0x3c
	xlsCodePage   = 0x42
	xlsSheet      = 0x85
	xlsMulRK      = 0xbd
	xlsRString    = 0xd6
	xlsStyle      = 0xe0
	xlsShared     = 0xfc
	xlsLabelSST   = 0xfd
	xlsTextObject = 0x1b6
	xlsNumber     = 0x203
	xlsLabel      = 0x204
	xlsString     = 0x207
	xlsRK         = 0x27e
	xlsFormat     = 0x41e
	xlsBegin      = 0x809
	maxColumns    = 256
	maxMargins    = 64
)

func (w *excel) read(b []byte) {
	for stream := b; len(b) >= 4; {
		kind, size := le16(b), int(le16(b[2:]))
		data := slice(b, 4, size)
		b = slice(b, 4+size, len(b))
		if kind == xlsFilePass && !w.unlock(stream, len(stream)-len(b), data) {
			w.r.locked(w.scope, len(b))
			return
		}
		parts := [][]byte{data}
		for len(b) >= 4 && le16(b) == xlsContinue {
			parts = append(parts, slice(b, 4, int(le16(b[2:]))))
			b = slice(b, 4+int(le16(b[2:])), len(b))
		}
		w.record(kind, parts)
	}
}

// unlock decrypts the stream from at on, if the password that Excel knows does.
func (w *excel) unlock(stream []byte, at int, pass []byte) bool {
	c := newBIFFCipher(pass, officePassword)
	if c == nil || w.locked {
		return false
	}
	w.locked = true // by no second record of the kind
	c.workbook(stream, at)
	return true
}

func (w *excel) record(kind uint16, parts [][]byte) {
	b := parts[0]
	switch kind {
	case xlsBegin:
		w.begin(b)
	case xlsEnd:
		w.endSheet()
	case xlsCodePage:
		w.charset = codePage(int(le16(b)))
	case xlsSheet:
		if len(b) > 8 {
			w.names = append(w.names, w.string(b[6:], 1))
		}
	case xlsShared:
		w.table(parts)
	case xlsHeader, xlsFooter:
		w.margins = append(w.margins, headerCodes.ReplaceAllString(w.string(b, 2), " "))
	case xlsSince1904:
		w.formats.since04 = le16(b) == 1
	case xlsFormat:
		w.formats.define(int(le16(b)), w.string(slice(b, 2, len(b)), 2-w.oldByte()))
	case xlsStyle:
		w.formats.style(int(le16(slice(b, 2, 2))))
	case xlsTextObject:
		w.textObject(parts)
	default:
		w.cells(kind, b)
	}
}

// oldByte is 1 in BIFF5, whose lengths of some strings take a byte less.
func (w *excel) oldByte() int {
	if w.old {
		return 1
	}
	return 0
}

func (w *excel) begin(b []byte) {
	w.old = le16(b) < 0x600
	const globals = 5
	if le16(slice(b, 2, 2)) == globals {
		return
	}
	w.endSheet()
	name := fmt.Sprintf("sheet %d", w.sheet+1)
	if w.sheet < len(w.names) && w.names[w.sheet] != "" {
		name = w.names[w.sheet]
	}
	w.sheet++
	w.in = w.scope.inside(name, "text/tab-separated-values")
	w.text = newText(&w.in, plainText, charsetUTF8)
	w.row, w.column, w.begun = 0, 0, false
}

func (w *excel) endSheet() {
	if w.text == nil {
		return
	}
	w.line("")
	for _, m := range w.margins[:min(len(w.margins), maxMargins)] {
		w.line(strings.TrimSpace(m))
	}
	w.text.Close()
	w.text, w.margins = nil, nil
}

// headerCodes are what stands in headers for page numbers, fonts and the like.
var headerCodes = regexp.MustCompile(`&("[^"]*"|[0-9]+|[A-Za-z])`)

// line writes a line of its own.
func (w *excel) line(s string) {
	if w.text == nil {
		return
	}
	if w.begun {
		w.text.Write([]byte{'\n'})
		w.begun = false
	}
	if s != "" {
		w.text.Write([]byte(s + "\n"))
	}
}

// cells writes the cells of a record.
func (w *excel) cells(kind uint16, b []byte) {
	if kind == xlsString { // the result of the formula before
		w.cell(w.pending[0], w.pending[1], w.string(b, 2))
		return
	}
	if len(b) < 10 {
		return
	}
	row, column, style := int(le16(b)), int(le16(b[2:])), int(le16(b[4:]))
	switch kind {
	case xlsLabelSST:
		if i := int(le32(b[6:])); i < len(w.shared) {
			w.cell(row, column, w.shared[i])
		}
	case xlsLabel, xlsRString:
		w.cell(row, column, w.string(b[6:], 2))
	case xlsNumber:
		w.number(row, column, style, float(b[6:]))
	case xlsFormula:
		w.formula(row, column, style, b[6:])
	case xlsRK:
		w.number(row, column, style, rk(le32(b[6:])))
	case xlsMulRK:
		for i := 4; i+6 <= len(b)-2; i += 6 {
			w.number(row, column+i/6, int(le16(b[i:])), rk(le32(b[i+2:])))
		}
	}
}

// formula writes a formula's result, or notes where the string goes that follows.
func (w *excel) formula(row, column, style int, b []byte) {
	w.pending = [2]int{row, column}
	if len(b) >= 8 && le16(b[6:]) != 0xffff {
		w.number(row, column, style, float(b))
	}
}

func float(b []byte) float64 {
	if len(b) < 8 {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

// rk decodes a number of 30 bits: an integer or the upper part of a double, which
// may count hundredths.
func rk(v uint32) float64 {
	f := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

func (w *excel) number(row, column, style int, v float64) {
	if isDay(v) && w.formats.isDate(style) {
		w.cell(row, column, w.formats.excelDate(v))
		return
	}
	w.cell(row, column, strconv.FormatFloat(v, 'f', -1, 64))
}

// cell writes a cell behind those before it.
func (w *excel) cell(row, column int, s string) {
	if w.text == nil {
		return
	}
	if w.begun && row != w.row || column < w.column {
		w.line("")
	}
	if !w.begun {
		w.row, w.column = row, 0
	}
	tabs := min(max(column-w.column, 0), maxColumns)
	w.text.Write([]byte(strings.Repeat("\t", tabs) + strings.NewReplacer("\n", " ", "\r", "", "\t", " ").Replace(s)))
	w.begun, w.column = true, column
}

// string reads a string behind its length, of so many bytes.
func (w *excel) string(b []byte, lengthSize int) string {
	if len(b) < lengthSize+1 {
		return ""
	}
	n := int(b[0])
	if lengthSize == 2 {
		n = int(le16(b))
	}
	b = b[lengthSize:]
	if w.old {
		return decodeAs(w.charset, slice(b, 0, n))
	}
	p := biffReader{parts: [][]byte{b}}
	return p.characters(n)
}

// textObject writes the text of a comment or a box, which stands in the record
// that continues it.
func (w *excel) textObject(parts [][]byte) {
	if len(parts) < 2 || len(parts[0]) < 12 {
		return
	}
	p := biffReader{parts: parts[1:]}
	n := int(le16(parts[0][10:]))
	flags := p.byte()
	w.line(p.run(n, flags&1 != 0))
}

// table reads the shared strings.
func (w *excel) table(parts [][]byte) {
	p := biffReader{parts: parts}
	p.bytes(4)
	for n := le32(p.bytes(4)); n > 0 && !p.done(); n-- {
		length := int(le16(p.bytes(2)))
		s := p.characters(length)
		if !w.r.scope.x.hold(len(s) + 16) {
			w.scope.opaque(1, reasonMemory)
			return
		}
		w.r.held += len(s) + 16
		w.shared = append(w.shared, s)
	}
}

// biffReader reads a record that others continue.
type biffReader struct{ parts [][]byte }

func (p *biffReader) done() bool {
	for len(p.parts) > 0 && len(p.parts[0]) == 0 {
		p.parts = p.parts[1:]
	}
	return len(p.parts) == 0
}

// bytes returns the next n bytes, fewer at the end.
func (p *biffReader) bytes(n int) []byte {
	var out []byte
	for n > 0 && !p.done() {
		k := min(n, len(p.parts[0]))
		if out == nil && k == n {
			out = p.parts[0][:k:k]
		} else {
			out = append(out, p.parts[0][:k]...)
		}
		p.parts[0] = p.parts[0][k:]
		n -= k
	}
	return out
}

func (p *biffReader) byte() byte {
	if b := p.bytes(1); len(b) > 0 {
		return b[0]
	}
	return 0
}

// characters reads a string of n characters behind its flags, and skips what tells
// of formats and phonetics.
func (p *biffReader) characters(n int) string {
	flags := p.byte()
	runs, extra := 0, 0
	if flags&8 != 0 {
		runs = int(le16(p.bytes(2)))
	}
	if flags&4 != 0 {
		extra = int(le32(p.bytes(4)))
	}
	s := p.run(n, flags&1 != 0)
	p.skip(4*runs + extra)
	return s
}

func (p *biffReader) skip(n int) {
	for n > 0 && !p.done() {
		k := min(n, len(p.parts[0]))
		p.parts[0] = p.parts[0][k:]
		n -= k
	}
}

// run reads n characters of one or two bytes. Where a record continues another, a
// byte says anew which.
func (p *biffReader) run(n int, wide bool) string {
	var out []byte
	for n > 0 && !p.done() {
		b, k := p.parts[0], 0
		if wide {
			k = min(2*n, len(b)&^1)
			out = append(out, b[:k]...)
			n -= k / 2
		} else {
			k = min(n, len(b))
			for _, c := range b[:k] {
				out = append(out, c, 0)
			}
			n -= k
		}
		p.parts[0] = b[k:]
		if n > 0 { // a half character at the end of a record is damage
			p.parts[0] = nil
			wide = p.byte()&1 != 0
		}
	}
	return decodeAs(charset16LE, out)
}
