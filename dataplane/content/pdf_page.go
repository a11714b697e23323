package content

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// maxPDFEffort bounds the looking whether pages are complete. Past it they are
// delivered at the end.
const maxPDFEffort = 1 << 22

// tryPage delivers a page if all that its text depends on has come; else the page
// waits for the first object that is missing.
func (r *pdfReader) tryPage(page *pdfObject) {
	if page.read || r.effort > maxPDFEffort {
		return
	}
	missing, ok := r.missing(page)
	switch {
	case ok:
		r.page(page)
	case missing != 0:
		r.waiting[missing] = append(r.waiting[missing], page)
	}
}

// missing returns the first object that a page's text needs and that hasn't come;
// ok says that nothing is missing.
func (r *pdfReader) missing(page *pdfObject) (ref pdfRef, ok bool) {
	n := pdfNeeds{r: r}
	resources := n.resources(page.dict)
	for _, v := range n.all(page.dict["Contents"]) {
		if o := r.object(v); o != nil && o.stream && !r.plausible(o) {
			return 0, false
		}
	}
	n.fonts(resources, 0)
	return n.first, n.first == 0
}

// pdfNeeds walks what a page needs until something is missing.
type pdfNeeds struct {
	r     *pdfReader
	first pdfRef
}

// get follows a reference, noting it if there is nothing behind it.
func (n *pdfNeeds) get(v any) any {
	n.r.effort++
	if ref, ok := v.(pdfRef); ok && n.r.objects[ref] == nil && n.first == 0 {
		n.first = ref
	}
	return n.r.resolve(v)
}

// resources returns a page's resources, which it may have from its ancestors.
func (n *pdfNeeds) resources(d pdfDict) pdfDict {
	for range maxPDFDepth {
		if d == nil {
			break
		}
		if v, has := d["Resources"]; has {
			found, _ := n.get(v).(pdfDict)
			return found
		}
		d, _ = n.get(d["Parent"]).(pdfDict)
	}
	return nil
}

// all returns the items of an array, or v alone.
func (n *pdfNeeds) all(v any) []any {
	list, ok := n.get(v).(pdfArray)
	if !ok {
		return []any{v}
	}
	for _, item := range list {
		n.get(item)
	}
	return list
}

// fonts looks at the fonts and forms of resources.
func (n *pdfNeeds) fonts(resources pdfDict, depth int) {
	fonts, _ := n.get(resources["Font"]).(pdfDict)
	for _, v := range fonts {
		font, _ := n.get(v).(pdfDict)
		n.get(font["ToUnicode"])
		n.get(font["Encoding"])
		for _, child := range n.all(font["DescendantFonts"]) {
			d, _ := n.get(child).(pdfDict)
			n.get(d["CIDSystemInfo"])
		}
	}
	forms, _ := n.get(resources["XObject"]).(pdfDict)
	for _, v := range forms {
		n.get(v)
		o := n.r.object(v)
		if n.first != 0 || o == nil || depth >= maxPDFForms || n.r.effort > maxPDFEffort {
			continue
		}
		if own, ok := n.get(o.dict["Resources"]).(pdfDict); ok {
			n.fonts(own, depth+1)
		}
	}
}

// page delivers the text of a page.
func (r *pdfReader) page(page *pdfObject) {
	page.read = true
	for i, p := range r.pages {
		if p == page {
			r.pages = append(r.pages[:i], r.pages[i+1:]...)
			break
		}
	}
	n := pdfNeeds{r: r}
	p := r.newPainter(n.resources(page.dict))
	for _, v := range n.all(page.dict["Contents"]) {
		if o := r.object(v); o != nil && o.stream && !o.read {
			r.decodeInto(o, unclosed{p})
			r.forget(o)
		}
	}
	p.Close()
	r.flush()
}

// unclosed keeps a Writer open that goes on behind this one.
type unclosed struct{ Writer }

func (unclosed) Close() {}

// fontNamed returns the font that a resource name stands for.
func (r *pdfReader) fontNamed(resources pdfDict, name pdfAtom) *pdfFont {
	fonts, _ := r.resolve(resources["Font"]).(pdfDict)
	if v := fonts[name]; v != nil {
		return r.font(v)
	}
	return plainFont()
}

// pdfBuffer is how much text is gathered before it is handed on.
const pdfBuffer = 4 << 10

// put adds the text of a code of size bytes.
func (r *pdfReader) put(text string, size int) {
	if text == "" || text == replacement {
		r.unmapped += size
		text = replacement
	}
	if text == "\x00" {
		return
	}
	r.spaced = r.spaced || text == " "
	r.buf = append(r.buf, text...)
	r.lastByte = text[len(text)-1]
	if len(r.buf) >= pdfBuffer {
		r.flush()
	}
}

// separate adds white space unless there is some already.
func (r *pdfReader) separate(c byte) {
	if r.lastByte == '\n' || c == ' ' && (r.lastByte == ' ' || r.lastByte == '\t') {
		return
	}
	r.buf = append(r.buf, c)
	r.lastByte = c
}

func (r *pdfReader) newLine() { r.separate('\n') }

// flush hands the text on.
func (r *pdfReader) flush() {
	if len(r.buf) > 0 {
		if r.text == nil {
			r.textScope = *r.scope
			r.text = newText(&r.textScope, plainText, charsetUTF8)
		}
		r.text.Write(r.buf)
		r.buf = r.buf[:0]
	}
	if r.unmapped > 0 {
		r.scope.opaque(r.unmapped, reasonFont)
		r.unmapped = 0
	}
}

func (r *pdfReader) closeTexts() {
	r.newLine()
	r.flush()
	for _, t := range []*text{r.text, r.properties} {
		if t != nil {
			t.Close()
		}
	}
	if r.outer != nil {
		r.outer.Close()
	}
}

// property delivers a line "key: value".
func (r *pdfReader) property(key, value string) {
	if r.properties == nil {
		r.propScope = r.scope.inside("properties", "text/plain")
		r.properties = newText(&r.propScope, plainText, charsetUTF8)
	}
	r.properties.Write([]byte(key + ": " + value + "\n"))
}

// strings delivers the strings of an object, with their keys. A form's field is
// delivered with its name as the key.
func (r *pdfReader) strings(o *pdfObject, v any, key pdfAtom, depth int) {
	if depth > maxPDFDepth {
		return
	}
	switch v := v.(type) {
	case pdfBytes:
		r.stringValue(o, string(key), v)
	case pdfArray:
		for _, item := range v {
			r.strings(o, item, key, depth+1)
		}
	case pdfDict:
		r.entries(o, v, depth)
	}
}

// entries delivers the strings of a dictionary.
func (r *pdfReader) entries(o *pdfObject, d pdfDict, depth int) {
	name := r.fieldName(o, d)
	for _, k := range slices.Sorted(maps.Keys(d)) {
		field, isString := d[k].(pdfBytes)
		switch {
		case isString && isPDFKey(k, d), k == "ID":
		case isString && k == "V" && name != "":
			r.stringValue(o, name, field)
		case isString && k == "T" && d["V"] != nil:
		default:
			r.strings(o, d[k], k, depth+1)
		}
	}
}

// isPDFKey tells strings that are keys, digests or signatures.
func isPDFKey(k pdfAtom, d pdfDict) bool {
	if d["ByteRange"] != nil && k == "Contents" {
		return true
	}
	return d["O"] != nil && d["U"] != nil && slices.Contains([]pdfAtom{"O", "U", "OE", "UE", "Perms"}, k)
}

// fieldName returns the name of a form's field, or "".
func (r *pdfReader) fieldName(o *pdfObject, d pdfDict) string {
	name, ok := d["T"].(pdfBytes)
	if !ok {
		return ""
	}
	return pdfText(r.decryptString(o, name))
}

// stringValue delivers a string that is text. Keys, digests and signatures aren't,
// nor is what is encrypted.
func (r *pdfReader) stringValue(o *pdfObject, key string, v pdfBytes) {
	if r.encrypt != nil && r.crypt == nil {
		return
	}
	text := pdfText(r.decryptString(o, v))
	if text == "" || strings.ContainsFunc(text, isControl) {
		return
	}
	r.property(key, text)
}

func isControl(c rune) bool {
	return unicode.IsControl(c) && c != '\n' && c != '\r' && c != '\t' && c != 0x1b || c == unicode.ReplacementChar
}

// attachment notes the name of an attached file, and opens it if it has come.
func (r *pdfReader) attachment(d pdfDict) {
	files, ok := r.resolve(d["EF"]).(pdfDict)
	if !ok {
		return
	}
	name, ok := d["UF"].(pdfBytes)
	if !ok {
		name, _ = d["F"].(pdfBytes)
	}
	for _, v := range files {
		if ref, ok := v.(pdfRef); ok {
			r.names[ref] = baseName(pdfText([]byte(name)))
			r.tryAttachment(ref)
		}
	}
}

func baseName(name string) string {
	if i := strings.LastIndexAny(name, `/\:`); i >= 0 {
		return name[i+1:]
	}
	return name
}

// tryAttachment opens an attached file once it and its name have come.
func (r *pdfReader) tryAttachment(ref pdfRef) {
	o, name := r.objects[ref], r.names[ref]
	if o != nil && o.stream && !o.read && name != "" && r.plausible(o) {
		r.openAttachment(o, name)
	}
}

func (r *pdfReader) openAttachment(o *pdfObject, name string) {
	mediaType, _ := o.dict["Subtype"].(pdfAtom)
	if !bytes.Contains([]byte(mediaType), []byte("/")) {
		mediaType = ""
	}
	r.decodeInto(o, r.scope.x.member(r.scope.inside(name, string(mediaType))))
	r.forget(o)
}
