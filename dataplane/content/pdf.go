package content

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
)

// PDF (ISO 32000-2) read as it arrives, by looking for objects from the beginning
// on: neither the cross-reference table, which comes last, nor its being right is
// needed. A page is delivered as soon as its content and fonts have come; what
// isn't reached from a page is delivered at the end.
//
// The pages are one text. Titles, form fields, annotations and the other strings
// of the document are lines "key: value" of the text "!properties", XMP is
// "!metadata.xml", and attached files are members.
var _ = register(format{
	mediaType: "application/pdf", magics: []magic{{0, "%PDF-"}},
	open: func(s *scope) Writer { return newPDF(s) },
})

type pdfReader struct {
	scope   *scope
	lex     *pdfLexer
	build   *pdfBuilder
	held    int // memory taken for objects
	objects map[pdfRef]*pdfObject
	fonts   map[pdfRef]*pdfFont
	made    int               // fonts read
	glyphs  *glyphMemo        // nil where there is no memory for it
	names   map[pdfRef]string // of attached files
	pages   []*pdfObject      // not delivered
	waiting map[pdfRef][]*pdfObject
	effort  int        // steps spent on looking whether pages are complete
	current *pdfObject // being read, or nil
	stream  *pdfStream // being read, or nil
	numbers [2]int     // the last two words between objects, where they are numbers
	lied    bool       // a stream's length was wrong
	trailer bool       // a trailer's dictionary is being read
	encrypt any        // the encryption dictionary or its reference
	id      pdfBytes   // the first half of the file's identifier
	crypt   *pdfCrypt
	locked  bool // encrypted, and a password is needed

	text       *text // of the pages
	textScope  scope
	buf        []byte // text to be delivered
	lastByte   byte
	spaced     bool // a space has been shown
	unmapped   int  // bytes shown that stand for unknown characters
	properties *text
	propScope  scope
	outer      Writer // what stands between objects
}

// pdfObject is an indirect object.
type pdfObject struct {
	number     int
	generation int
	value      any
	dict       pdfDict // the value, where it is a dictionary
	stream     bool
	data       []byte // of a stream, still encoded
	held       int    // memory taken for it
	read       bool   // delivered
	clear      bool   // the data has been decrypted
	packed     bool   // came in an object stream, whose encryption covered it
}

// maxPDFObjects bounds the objects kept.
const maxPDFObjects = 1 << 18

const reasonFont = "font without Unicode mapping"

func newPDF(s *scope) Writer {
	r := &pdfReader{
		scope: s, objects: map[pdfRef]*pdfObject{}, fonts: map[pdfRef]*pdfFont{},
		names: map[pdfRef]string{}, waiting: map[pdfRef][]*pdfObject{}, lastByte: '\n',
	}
	r.build = newPDFBuilder(s.x)
	r.lex = newPDFLexer(r.token)
	r.lex.flat, r.lex.file = true, true
	return r
}

func (r *pdfReader) Write(b []byte) {
	for len(b) > 0 {
		if r.stream != nil {
			b = r.streamBytes(b)
			continue
		}
		b = r.lex.feed(b)
	}
	r.flush()
}

// token reads the file's own syntax.
func (r *pdfReader) token(k pdfKind, text []byte) bool {
	switch {
	case k == pdfComment:
		r.comment(text)
	case k == pdfBroken:
		r.outside(text)
		r.endObject()
	case r.current == nil && !r.trailer:
		r.between(k, text)
	case k == pdfWord && string(text) == "stream" && r.current != nil:
		return !r.beginStream()
	case k == pdfWord && string(text) == "endobj":
		r.endObject()
	case k == pdfWord && string(text) == "obj":
		r.nextObject()
	case !r.build.token(k, text) && r.current != nil:
		r.outside(text)
	case r.trailer && !r.build.open():
		r.endTrailer()
	}
	return true
}

// comment delivers comments, which may say anything, but for those that the
// format asks for.
func (r *pdfReader) comment(text []byte) {
	asked := bytes.HasPrefix(text, []byte("PDF-")) || bytes.HasPrefix(text, []byte("%EOF"))
	if len(text) < 6 || asked && len(text) < 16 {
		return
	}
	r.outside(text)
}

// outside delivers what is part of no object.
func (r *pdfReader) outside(b []byte) {
	if r.outer == nil {
		r.outer = r.scope.x.open(r.scope.inside("outside", "text/plain"))
	}
	r.outer.Write(b)
	r.outer.Write([]byte{'\n'})
}

// between reads what stands between objects.
func (r *pdfReader) between(k pdfKind, text []byte) {
	if k != pdfWord {
		r.outside(text)
		return
	}
	if v, ok := pdfNumberOf(text); ok {
		r.numbers = [2]int{r.numbers[1], int(min(max(v, 0), 1<<30))}
		return
	}
	switch string(text) {
	case "obj":
		r.beginObject(r.numbers[0], r.numbers[1])
	case "trailer":
		r.trailer, r.lex.flat = true, false
	case "xref", "startxref", "endobj", "endstream", "n", "f":
	default:
		r.outside(text)
	}
}

func (r *pdfReader) beginObject(number, generation int) {
	r.current = &pdfObject{number: number, generation: generation}
	r.build.reset()
	r.lex.flat = false
}

// nextObject begins an object within one that wasn't ended.
func (r *pdfReader) nextObject() {
	top := r.build.top()
	number, generation := int(last(top, 1)), int(last(top, 0))
	if r.current != nil {
		r.endObject()
	}
	r.endTrailer()
	r.beginObject(number, generation)
}

func (r *pdfReader) endTrailer() {
	items, cost := r.build.take()
	r.scope.x.drop(cost)
	r.trailer, r.lex.flat = false, true
	for _, v := range items {
		if d, ok := v.(pdfDict); ok {
			r.readTrailer(d)
		}
	}
}

func (r *pdfReader) readTrailer(d pdfDict) {
	if e := d["Encrypt"]; e != nil && r.encrypt == nil {
		r.encrypt = e
		r.unlock(d)
	}
}

// endObject keeps the object just read.
func (r *pdfReader) endObject() {
	o := r.current
	if o == nil {
		return
	}
	r.current, r.lex.flat = nil, true
	r.takeValue(o)
	r.keep(o)
}

func (r *pdfReader) takeValue(o *pdfObject) {
	items, cost := r.build.take()
	r.held += cost
	if len(items) > 0 {
		o.value = items[0]
		o.dict, _ = o.value.(pdfDict)
	}
	if n := r.build.cut + r.lex.cut; n > 0 {
		r.build.cut, r.lex.cut = 0, 0
		r.scope.opaque(n, reasonMemory)
	}
}

// keep files an object that is complete, and delivers what it allows.
func (r *pdfReader) keep(o *pdfObject) {
	if len(r.objects) >= maxPDFObjects {
		r.scope.opaque(1, reasonMemory)
		return
	}
	r.objects[pdfRef(o.number)] = o
	switch {
	case o.stream:
		r.keepStream(o)
	default:
		r.strings(o, o.value, "", 0)
		r.attachment(o.dict)
		if o.dict["Type"] == pdfAtom("Page") {
			r.pages = append(r.pages, o)
			r.tryPage(o)
		}
	}
	ready := r.waiting[pdfRef(o.number)]
	delete(r.waiting, pdfRef(o.number))
	for _, page := range ready {
		r.tryPage(page)
	}
}

// keepStream reads a stream that can be read without others.
func (r *pdfReader) keepStream(o *pdfObject) {
	r.strings(o, o.dict, "", 0)
	switch o.dict["Type"] {
	case pdfAtom("XRef"):
		o.read = true
		r.readTrailer(o.dict)
	case pdfAtom("ObjStm"):
		if r.plausible(o) {
			r.objectStream(o)
		}
	case pdfAtom("Metadata"):
		if r.plausible(o) {
			r.decodeInto(o, r.scope.x.open(r.scope.inside("metadata.xml", "application/xml")))
		}
	case pdfAtom("EmbeddedFile"):
		r.tryAttachment(pdfRef(o.number))
	}
}

// plausible reports whether the stream is what it says rather than encrypted,
// which the file may tell only at its end.
func (r *pdfReader) plausible(o *pdfObject) bool {
	if r.encrypt != nil {
		return r.crypt != nil
	}
	filters, _ := r.filters(o)
	if len(filters) == 0 {
		return isText(o.data[:min(len(o.data), headBytes)])
	}
	return filters[0] != "FlateDecode" && filters[0] != "Fl" || len(o.data) > 1 && isZlib(o.data)
}

// resolve follows a reference.
func (r *pdfReader) resolve(v any) any {
	for range maxPDFDepth {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		o := r.objects[ref]
		if o == nil {
			return nil
		}
		v = o.value
	}
	return nil
}

// object returns the object that v refers to, or nil.
func (r *pdfReader) object(v any) *pdfObject {
	ref, ok := v.(pdfRef)
	if !ok {
		return nil
	}
	return r.objects[ref]
}

// filters returns the filters of a stream and their parameters.
func (r *pdfReader) filters(o *pdfObject) (names []pdfAtom, parms []pdfDict) {
	filter, parm := o.dict["Filter"], o.dict["DecodeParms"]
	if filter == nil {
		filter, parm = o.dict["F"], o.dict["DP"]
	}
	for _, v := range r.list(filter) {
		name, _ := r.resolve(v).(pdfAtom)
		names = append(names, name)
	}
	for _, v := range r.list(parm) {
		d, _ := r.resolve(v).(pdfDict)
		parms = append(parms, d)
	}
	return names, parms
}

// list returns an array's items, or v as the only one.
func (r *pdfReader) list(v any) []any {
	switch v := r.resolve(v).(type) {
	case nil:
		return nil
	case pdfArray:
		return v[:min(len(v), maxPDFFilters+1)]
	default:
		return []any{v}
	}
}

// pictureFilters are those of pictures, which carry no text.
var pictureFilters = []pdfAtom{"DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode"}

// decodeInto decodes a stream into w and closes it. It is false for a stream that
// can't be decoded, which counts as opaque unless it is a picture.
func (r *pdfReader) decodeInto(o *pdfObject, w Writer) bool {
	o.read = true
	filters, parms := r.filters(o)
	if len(filters) > 0 && slices.Contains(pictureFilters, filters[len(filters)-1]) {
		w.Close()
		return false
	}
	data := r.decrypt(o)
	chain := pdfDecode(r.scope, filters, parms, w)
	if chain == nil {
		r.scope.opaque(len(data), reasonCoding)
		w.Close()
		return false
	}
	chain.Write(data)
	chain.Close()
	return true
}

// Close delivers what was waiting for objects that never came, and all that no
// page refers to.
func (r *pdfReader) Close() {
	r.lex.end()
	if r.stream != nil {
		r.cutStream()
	}
	r.endObject()
	if r.trailer {
		r.endTrailer()
	}
	r.finish()
	r.closeTexts()
	r.build.reset()
	r.scope.x.drop(r.held)
	r.held, r.objects = 0, nil
}

func (r *pdfReader) finish() {
	if r.encrypt != nil && r.crypt == nil {
		r.unlock(nil)
	}
	if r.locked {
		r.lockedOut()
		return
	}
	r.rest(func(o *pdfObject) bool { return o.dict["Type"] == pdfAtom("ObjStm") }, r.objectStream)
	for len(r.pages) > 0 {
		r.page(r.pages[0])
	}
	r.rest(nil, r.leftOver)
}

// rest calls read for the streams that were not read and that match, in order.
func (r *pdfReader) rest(match func(*pdfObject) bool, read func(*pdfObject)) {
	for _, ref := range slices.Sorted(maps.Keys(r.objects)) {
		if o := r.objects[ref]; o.stream && !o.read && (match == nil || match(o)) {
			read(o)
		}
	}
}

// leftOver delivers a stream that nothing refers to, or that is no use to text.
func (r *pdfReader) leftOver(o *pdfObject) {
	switch {
	case o.dict["Type"] == pdfAtom("EmbeddedFile"):
		r.openAttachment(o, "")
	case r.isContent(o):
		p := r.newPainter(nil)
		if own, ok := r.resolve(o.dict["Resources"]).(pdfDict); ok {
			p.resources = own
		}
		r.decodeInto(o, p)
	case r.isCMap(o), r.isGlyph(o):
		o.read = true
	default:
		r.decodeInto(o, r.scope.x.open(r.scope.inside(fmt.Sprintf("object %d", o.number), "")))
	}
}

// isContent tells a content stream by its operators.
func (r *pdfReader) isContent(o *pdfObject) bool {
	head := r.head(o)
	return bytes.Contains(head, []byte("BT")) && (bytes.Contains(head, []byte("Tf")) || bytes.Contains(head, []byte("T")))
}

func (r *pdfReader) isCMap(o *pdfObject) bool {
	return bytes.Contains(r.head(o), []byte("begincmap"))
}

// isGlyph tells what draws a glyph of a Type 3 font by its first operator, d0 or d1 (ISO
// 32000-2, 9.6.4). The numbers in it are places, of which some would look like others.
func (r *pdfReader) isGlyph(o *pdfObject) bool {
	for i, word := range bytes.Fields(r.head(o)) {
		switch {
		case string(word) == "d0", string(word) == "d1":
			return true
		case i == 6 || word[0] > '9': // it has six numbers at most
			return false
		}
	}
	return false
}

// head returns the beginning of a stream, decoded.
func (r *pdfReader) head(o *pdfObject) []byte {
	h := new(headWriter)
	quiet := *r.scope
	quiet.inline = true // what can't be read counts when it is read in earnest
	filters, parms := r.filters(o)
	data := r.decrypt(o)
	if chain := pdfDecode(&quiet, filters, parms, h); chain != nil {
		chain.Write(data[:min(len(data), headBytes)])
		chain.Close()
	}
	return h.b
}

// headWriter keeps the first bytes it is given.
type headWriter struct{ b []byte }

func (h *headWriter) Write(b []byte) { h.b = append(h.b, b[:min(len(b), 4*headBytes-len(h.b))]...) }
func (h *headWriter) Close()         {}
