package content

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

// office is what the parts of one ZIP archive share, should it be a document:
// OOXML (ECMA-376, ISO/IEC 29500) or ODF (ISO/IEC 26300). Its parts are XML whose
// words are spread over many elements, so they are read as the text that people
// see: a paragraph or a row of cells is a line. Which part is what shows in its
// root element, never in its name, which is free in OOXML.
type office struct {
	scope     *scope // of the archive
	strings   sharedStrings
	formats   dateFormats
	sheets    []*sheet
	sheetName map[string]string // by relationship
	relation  map[string]string // by part name
	kind      string            // the document's media type, once known
	finished  bool
}

// officeRoots tells how a part is read by its root element.
var officeRoots = map[string]func(*office, *body) Writer{
	"document": openProse, "glossaryDocument": openProse, "hdr": openProse, "ftr": openProse,
	"footnotes": openProse, "endnotes": openProse, "comments": openProse,
	"sld": openProse, "notes": openProse, "sldLayout": openProse, "sldMaster": openProse,
	"notesMaster": openProse, "handoutMaster": openProse, "cmLst": openProse,
	"dataModel": openProse, "drawing": openProse, "wsDr": openProse, "chartSpace": openProse,
	"document-content": openProse, "document-styles": openProse,
	"Properties": openProperties,
	"sst":        openStrings,
	"worksheet":  openSheet, "dialogsheet": openSheet, "macrosheet": openSheet, "chartsheet": openSheet,
	"workbook": openWorkbook, "Relationships": openWorkbook,
	"styleSheet": openStyles,
	"manifest":   openManifest,
}

// officeNamespaces are what the namespaces of both standards begin with.
var officeNamespaces = []string{"openxmlformats.org/", "purl.oclc.org/ooxml/", "urn:oasis:names:tc:opendocument:"}

// officeKinds tell a document's media type by a part's root element.
var officeKinds = map[string]string{
	"document": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"workbook": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"sld":      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

// odfKind begins the media types of ODF.
const odfKind = "application/vnd.oasis.opendocument."

// maxXMLRoot bounds the bytes in which a part's root element is looked for.
const maxXMLRoot = 16 << 10

// member opens the archive's member that c describes.
func (o *office) member(c scope) Writer {
	w := c.x.member(c)
	if b, ok := w.(*body); ok && isPartName(c.info.Name) {
		return &officePart{office: o, plain: b}
	}
	return w
}

// isPartName reports whether a part of a document may be called so: of XML, or of
// records.
func isPartName(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), ".xml") || strings.HasSuffix(name, ".rels") || strings.HasSuffix(name, ".bin")
}

// settle delivers what has become readable since.
func (o *office) settle() {
	for _, s := range o.sheets {
		s.advance()
	}
}

// finish delivers all that is left: the document has ended.
func (o *office) finish() {
	if o.finished && len(o.sheets) == 0 {
		return
	}
	o.finished = true
	for _, s := range o.sheets {
		s.finish()
	}
	o.sheets = nil
	o.strings.finish()
}

// nameOf returns the sheet's name that the workbook gives a part, or the part's
// own while that isn't known.
func (o *office) nameOf(part string) string {
	for target, id := range o.relation {
		if name := o.sheetName[id]; name != "" && strings.HasSuffix("/"+part, "/"+strings.TrimPrefix(target, "/")) {
			return name
		}
	}
	return part
}

// officePart is a member that may be a part of a document. It waits for the root
// element, and is an ordinary body if that is none of a document's. Parts are in
// UTF-8, or in UTF-16 (ECMA-376 part 2, 6.2.5).
type officePart struct {
	office *office
	plain  *body
	head   []byte
	next   Writer
	size   int64
	begun  bool  // it is known whether the part is in UTF-16
	wide   *wide // undoes that, or nil
}

// wideBytes is by how many bytes UTF-16 is known.
const wideBytes = 2

// wide turns UTF-16 into UTF-8.
type wide struct {
	dec   utf16Decoder
	carry []byte
}

// wideXML returns what undoes the UTF-16 of the XML that b begins with, or nil
// (W3C XML 1.0, appendix F).
func wideXML(b []byte) *wide {
	switch string(b[:2]) {
	case "\xff\xfe", "<\x00":
		return &wide{dec: utf16Decoder{order: binary.LittleEndian}}
	case "\xfe\xff", "\x00<":
		return &wide{dec: utf16Decoder{order: binary.BigEndian}}
	}
	return nil
}

func (w *wide) next(b []byte) []byte {
	b = append(w.carry, b...)
	out := make([]byte, 2*len(b)+maxGlyph)
	n, used := w.dec.decode(out, b, false)
	w.carry = bytes.Clone(b[used:])
	return out[:n]
}

func (p *officePart) Write(b []byte) {
	p.size += int64(len(b))
	if !p.begun {
		if b = append(p.head, b...); len(b) < wideBytes {
			p.head = b
			return
		}
		p.head, p.wide, p.begun = nil, wideXML(b), true
		if open := recordParts[string(b[:wideBytes])]; open != nil {
			p.next = open(p.office, p.plain)
		}
	}
	if p.wide != nil {
		b = p.wide.next(b)
	}
	if p.next != nil {
		p.next.Write(b)
		return
	}
	p.head = append(p.head, b...)
	root, possible := xmlRoot(p.head)
	if root == nil && possible && len(p.head) < maxXMLRoot {
		return
	}
	p.begin(root)
}

// begin reads the part as its root element says, or as an ordinary body.
func (p *officePart) begin(root xmlTag) {
	p.next = p.plain
	if open := officeRoots[string(root.name())]; open != nil && isOffice(root) {
		p.next = open(p.office, p.plain)
		if kind := officeKinds[string(root.name())]; kind != "" {
			p.office.kind = kind
		}
	}
	head := p.head
	p.head = nil
	p.next.Write(head)
}

func isOffice(root []byte) bool {
	return slices.ContainsFunc(officeNamespaces, func(n string) bool { return bytes.Contains(root, []byte(n)) })
}

func (p *officePart) Close() {
	if p.next == nil {
		p.begin(nil)
	}
	p.next.Close()
	switch p.next.(type) {
	case *body, *tee:
	default:
		info := p.plain.info
		info.MediaType, info.Charset = "application/xml", ""
		if strings.HasSuffix(info.Name, ".bin") {
			info.MediaType = "application/vnd.ms-excel"
		}
		p.plain.x.sink.Part(info, p.size)
	}
}

// markup is the text that a document's part stands for. References to characters
// are undone by the text, so parts pass them on as they are written. What a write has is
// said in batches: the pieces between two tags are short, and each write costs as much as
// hundreds of bytes.
type markup struct {
	xmlReader
	out   *text
	batch []byte
	blank bool // nothing has been said on this line
}

func newMarkup(s *scope, to xmlHandler) markup {
	s.info.MediaType = "text/plain"
	return markup{xmlReader: xmlReader{to: to}, out: newText(s, markupText, charsetUTF8), blank: true}
}

func (m *markup) Write(b []byte) {
	m.xmlReader.Write(b)
	m.sayBatch()
}

// say writes text.
func (m *markup) say(b []byte) {
	m.put(b)
	m.blank = false
}

func (m *markup) put(b []byte) {
	m.batch = append(m.batch, b...)
	if len(m.batch) >= batchBytes {
		m.sayBatch()
	}
}

func (m *markup) sayBatch() {
	m.out.Write(m.batch)
	m.batch = m.batch[:0]
}

// line ends the line, unless there is nothing on it.
func (m *markup) line() {
	if !m.blank {
		m.put([]byte("\n"))
		m.blank = true
	}
}

func (m *markup) Close() {
	m.finish()
	m.sayBatch()
	m.out.Close()
}

// xmlSpace is white space in XML.
const xmlSpace = " \t\r\n"

func isBlank(b []byte) bool { return len(bytes.TrimLeft(b, xmlSpace)) == 0 }
