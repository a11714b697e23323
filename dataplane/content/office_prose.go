package content

import (
	"bytes"
	"strconv"
)

// officeProse reads documents, presentations, drawings and their like of OOXML, and
// all contents of ODF. The pieces that a paragraph is cut into are joined, so that
// a value whose digits are formatted apart is seen in one piece.
type officeProse struct {
	markup
	office *office
	cells  int  // table cells that are open
	gap    bool // a paragraph has ended within a cell
	quiet  int  // elements open whose text isn't part of the document
	keep   bool // white space counts as text
	own    bool // text stands in an element that makes a line of its own
	value  bool // the cell's value has been written; its display is left out
	odf    bool // white space between elements of a paragraph counts
	book   bool // tables are sheets of their own
	width  int  // columns that the cell stands for
	tabs   int  // columns passed since the last text
}

func openProse(o *office, b *body) Writer {
	p := &officeProse{office: o}
	p.markup = newMarkup(&b.scope, p)
	return p
}

// maxTabs bounds the columns that empty cells stand for.
const maxTabs = 256

func (p *officeProse) start(t xmlTag) {
	p.own = false
	switch name := t.name(); string(name) {
	case "t", "delText", "instrText":
		p.keep = true
	// Numbers of the layout, and phonetic guides, which would stand in the middle
	// of what they repeat.
	case "posOffset", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "align", "rPh", "rt", "binData":
		p.quiet++
	case "tab":
		if t.attribute("val") == nil { // with it, it sets a tab stop
			p.mark([]byte{'\t'})
		}
	case "br", "cr", "line-break":
		p.mark(p.lineEnd())
	case "noBreakHyphen":
		p.mark([]byte{'-'})
	case "s":
		p.spaces(t)
	case "p", "h":
		p.keep = p.odf
	case "document-content", "document-styles":
		p.odf = true
	case "tc", "table-cell", "covered-table-cell":
		p.cell(t)
	case "table":
		p.table(t)
	case "spreadsheet":
		p.book = true
		p.office.kind = odfKind + string(name)
	case "text", "presentation":
		if p.odf {
			p.office.kind = odfKind + string(name)
		}
	case "docPr", "cNvPr":
		p.aside(t, "title", "descr")
	case "txbxContent": // a box within a paragraph
		p.paragraph()
	case "textpath": // VML's text along a path, as watermarks are (ECMA-376 part 4, 14.1.2.23)
		p.aside(t, "string")
	}
}

func (p *officeProse) end(name []byte) {
	switch string(name) {
	case "t", "delText", "instrText":
		p.keep = false
	case "posOffset", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "align", "rPh", "rt", "binData":
		p.quiet = max(p.quiet-1, 0)
	case "p", "h":
		p.keep = false
		p.paragraph()
	case "tc", "table-cell", "covered-table-cell":
		p.endCell()
	case "tr", "table-row", "comment", "annotation":
		p.tabs = 0
		p.line()
	case "r", "span", "a", "rPr", "pPr":
	default:
		if p.own {
			p.line()
		}
	}
	p.own = false
}

// paragraph ends a line, or within a table's cell sets paragraphs apart.
func (p *officeProse) paragraph() {
	if p.cells == 0 {
		p.line()
		return
	}
	p.gap = true
}

func (p *officeProse) text(b []byte) {
	if p.quiet > 0 || p.value {
		return
	}
	if !p.keep && !p.own { // white space between elements is layout
		b = bytes.TrimLeft(b, xmlSpace)
	}
	if len(b) == 0 {
		return
	}
	p.own = !p.keep
	if p.cells > 0 && bytes.IndexByte(b, '\n') >= 0 {
		b = bytes.ReplaceAll(b, []byte("\n"), []byte(" "))
	}
	p.mark(b)
}

// mark writes what stands for a character, behind the cells and the paragraph
// that came before.
func (p *officeProse) mark(b []byte) {
	if p.quiet > 0 || p.value {
		return
	}
	if p.tabs > 0 {
		p.say(bytes.Repeat([]byte("\t"), p.tabs))
		p.tabs, p.gap = 0, false
	}
	if p.gap {
		p.say([]byte(" "))
		p.gap = false
	}
	p.say(b)
}

// lineEnd is what sets lines of a paragraph apart: within a cell not a line's end,
// which would end the table's row.
func (p *officeProse) lineEnd() []byte {
	if p.cells > 0 {
		return []byte{' '}
	}
	return []byte{'\n'}
}

// spaces writes the blanks that ODF counts.
func (p *officeProse) spaces(t xmlTag) {
	n, err := strconv.Atoi(string(t.attribute("c")))
	if err != nil {
		n = 1
	}
	p.mark(bytes.Repeat([]byte{' '}, min(max(n, 1), maxTabs)))
}

// cell begins a table's cell. The value of ODF's numbers and dates is preferred
// to their display, which may leave digits out.
func (p *officeProse) cell(t xmlTag) {
	if p.cells++; p.cells > 1 {
		p.gap = true
		return
	}
	n, err := strconv.Atoi(string(t.attribute("number-columns-repeated")))
	if p.width = min(n, maxTabs); err != nil || n < 1 {
		p.width = 1
	}
	value := t.attribute("date-value")
	if v := t.attribute("value"); value == nil && len(v) >= longNumber {
		value = v
	}
	if value != nil {
		p.mark(wholeNumber(value))
		p.value = true
	}
}

// endCell ends a cell. Its tabs are written when text follows, so that the empty
// cells to the right of a table cost nothing.
func (p *officeProse) endCell() {
	p.cells = max(p.cells-1, 0)
	p.gap = p.cells > 0
	if p.cells == 0 {
		p.value = false
		p.tabs = min(p.tabs+p.width, maxTabs)
	}
}

// longNumber is from how many digits on a display may be rounded.
const longNumber = 10

// table begins a sheet, which has a path of its own.
func (p *officeProse) table(t xmlTag) {
	name := t.attribute("name")
	if !p.book || name == nil {
		return
	}
	p.sayBatch()
	p.out.Close()
	c := p.office.scope.inside(memberName(name), "text/plain")
	p.out, p.blank = newText(&c, markupText, charsetUTF8), true
}

// aside writes attributes that people read, such as the description of a picture,
// each on a line of its own.
func (p *officeProse) aside(t xmlTag, names ...string) {
	for _, name := range names {
		if v := t.attribute(name); !isBlank(v) {
			p.line()
			p.mark(v)
			p.line()
		}
	}
}

// properties reads a document's properties, those that its users made up among
// them: labels of Microsoft Information Protection are such. Each is a line.
type properties struct {
	markup
	name []byte
}

func openProperties(_ *office, b *body) Writer {
	p := new(properties)
	p.markup = newMarkup(&b.scope, p)
	return p
}

func (p *properties) start(t xmlTag) {
	switch string(t.name()) {
	case "Properties", "lpwstr", "lpstr", "i4", "r8", "bool", "filetime", "vector", "variant":
	case "property":
		p.name = append(p.name[:0], t.attribute("name")...)
	default:
		p.name = append(p.name[:0], t.name()...)
	}
}

func (p *properties) end([]byte) { p.line() }

func (p *properties) text(b []byte) {
	if p.blank {
		b = bytes.TrimLeft(b, xmlSpace)
	}
	if len(b) == 0 {
		return
	}
	if p.blank && len(p.name) > 0 {
		p.say(append(p.name, ": "...))
	}
	p.say(b)
}

// manifest watches ODF's list of files for encrypted ones.
type manifest struct {
	archive *scope
	flagged bool
}

func openManifest(o *office, b *body) Writer { return newTee(b, &manifest{archive: o.scope}) }

func (m *manifest) start(t xmlTag) {
	if string(t.name()) == "encryption-data" && !m.flagged {
		m.flagged = true
		m.archive.x.sink.Flag(classEncrypted, m.archive.info, "OpenDocument")
	}
}

func (m *manifest) end([]byte)  {}
func (m *manifest) text([]byte) {}
