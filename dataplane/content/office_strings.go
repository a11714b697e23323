package content

import (
	"bytes"
	"encoding/binary"
)

// sharedStrings is a workbook's table of strings (ECMA-376 part 1, 18.4), as far
// as it has come.
type sharedStrings struct {
	texts hoard
	ends  hoard // where each ends in texts, four bytes each
	used  hoard // which of them a sheet has shown, a byte each
	// spilled says that memory ran out: the strings from here on are a text of
	// their own and in no sheet.
	spilled bool
	closed  bool // the table has ended
	scope   *scope
	out     *text
}

func (t *sharedStrings) count() int  { return len(t.ends.b) / 4 }
func (t *sharedStrings) ended() bool { return t.closed || t.spilled }

// get returns a string, which is empty if there is none of that index.
func (t *sharedStrings) get(i int) []byte {
	if i >= t.count() {
		return nil
	}
	from := uint32(0)
	if i > 0 {
		from = binary.LittleEndian.Uint32(t.ends.b[4*i-4:])
	}
	return t.texts.b[from:binary.LittleEndian.Uint32(t.ends.b[4*i:])]
}

// use is get for a string that is shown.
func (t *sharedStrings) use(i int) []byte {
	if i < len(t.used.b) {
		t.used.b[i] = 1
	}
	return t.get(i)
}

// add appends a string.
func (t *sharedStrings) add(s []byte) {
	if !t.spilled {
		var end [4]byte
		binary.LittleEndian.PutUint32(end[:], uint32(len(t.texts.b)+len(s)))
		if t.texts.add(s) && t.used.add([]byte{0}) && t.ends.add(end[:]) {
			return
		}
		t.spilled = true
	}
	t.say(s)
}

// say writes a string that no sheet shows.
func (t *sharedStrings) say(s []byte) {
	if t.out == nil {
		t.scope.info.MediaType = "text/plain"
		t.out = newText(t.scope, markupText, charsetUTF8)
	}
	t.out.Write(s)
	t.out.Write([]byte("\n"))
}

// finish delivers the strings that no sheet has shown, and forgets all.
func (t *sharedStrings) finish() {
	for i, used := range t.used.b[:min(len(t.used.b), t.count())] {
		if s := t.get(i); used == 0 && len(s) > 0 {
			t.say(s)
		}
	}
	if t.out != nil {
		t.out.Close()
		t.out = nil
	}
	t.texts.free()
	t.ends.free()
	t.used.free()
	t.closed = true
}

// stringsPart reads the table's part.
type stringsPart struct {
	xmlReader
	table  *sharedStrings
	value  []byte
	inText bool
	quiet  bool // within a phonetic guide
}

func openStrings(o *office, p *body) Writer {
	s := &stringsPart{table: &o.strings}
	s.to = s
	if t := s.table; t.scope == nil {
		t.scope = &p.scope
		t.texts.x, t.ends.x, t.used.x = p.x, p.x, p.x
	}
	return s
}

func (s *stringsPart) start(t xmlTag) {
	switch string(t.name()) {
	case "si":
		s.value = s.value[:0]
	case "t":
		s.inText = true
	case "rPh":
		s.quiet = true
	}
}

func (s *stringsPart) end(name []byte) {
	switch string(name) {
	case "si":
		s.table.add(s.value)
	case "t":
		s.inText = false
	case "rPh":
		s.quiet = false
	}
}

func (s *stringsPart) text(b []byte) {
	if s.inText && !s.quiet {
		s.value = appendCell(s.value, b)
	}
}

func (s *stringsPart) Close() { s.table.closed = true }

// workbook learns the names of sheets from the workbook's part, and which part
// each is in from the list of relationships.
type workbook struct{ office *office }

// maxSheets bounds the names that are remembered.
const maxSheets = 1000

func openWorkbook(o *office, p *body) Writer {
	if o.sheetName == nil {
		o.sheetName, o.relation = map[string]string{}, map[string]string{}
	}
	return newTee(p, &workbook{office: o})
}

func (w *workbook) start(t xmlTag) {
	o := w.office
	switch string(t.name()) {
	case "workbookPr":
		o.formats.since04 = string(t.attribute("date1904")) == "1" || string(t.attribute("date1904")) == "true"
	case "sheet":
		if id := t.attribute("id"); len(o.sheetName) < maxSheets {
			o.sheetName[string(id)] = memberName(t.attribute("name"))
		}
	case "Relationship":
		target := t.attribute("Target")
		if bytes.Contains(target, []byte("sheet")) && len(target) <= maxMemberName && len(o.relation) < maxSheets {
			o.relation[string(target)] = string(t.attribute("Id"))
		}
	}
}

func (w *workbook) end([]byte)  {}
func (w *workbook) text([]byte) {}

// tee reads a part as an ordinary body while something else looks at its tags.
type tee struct {
	*body
	reader xmlReader
}

func newTee(p *body, to xmlHandler) *tee { return &tee{body: p, reader: xmlReader{to: to}} }

func (t *tee) Write(b []byte) {
	t.reader.Write(b)
	t.body.Write(b)
}
