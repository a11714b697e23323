package detect

import (
	"bytes"
	"math/bits"
)

// A table may stand on its side: each line begins with its label, and the columns are
// the records. Such a line is known at its end by its first cell, which is a label and
// little else, and by the others, which are none.

const (
	// turnedRecords is how many columns persons are made of.
	turnedRecords = 16
	// leastTurned is how many values a line must have to be one of such a table: a label
	// and one value are a field of a form.
	leastTurned = 2
)

// turned is what the lines of such a table have told so far.
type turned struct {
	people [turnedRecords]record
	sample []byte // the first name
}

// turnedLine visits the end of a line that may be one of a table on its side.
func (v *visit) turnedLine(pos int) bool {
	cells, header, comma := v.turnedCells(pos)
	if header == 0 {
		v.endTurned()
		return false
	}
	s, t := v.state, v.changeTurned()
	kept := s.record
	for i := 0; i < turnedRecords && len(cells) > 0; i++ {
		var cell []byte
		cell, cells, _ = cutCell(cells, comma)
		s.record = t.people[i]
		if v.turnedCell(header, bytes.TrimSpace(cell)); t.sample == nil && s.record.has(attrName) {
			t.sample = bytes.Clone(bytes.TrimSpace(cell))
		}
		t.people[i] = s.record
	}
	s.record = kept
	s.record.end(v.st.base + int64(pos))
	return true
}

// turnedCell adds what a cell tells to its record. Numbers count where they stand.
func (v *visit) turnedCell(header uint64, cell []byte) {
	if len(cell) == 0 {
		return
	}
	r, w := &v.state.record, &v.prog.tables.attrBits
	v.fieldCells(header&v.prog.fields, cell, headerLabel(header))
	if r.doubtful {
		r.doubtful = false
	}
	for _, a := range [...]attribute{attrPhone, attrMail, attrID, attrPlace} {
		if header&w[a] != 0 && (countDigits(cell) >= minDigits || a == attrMail && bytes.IndexByte(cell, '@') > 0) {
			r.add(a, hashValue(cell))
		}
	}
}

// turnedCells returns the cells behind the label that the line before pos begins with,
// what the label says, and the sign between them; 0 if the line is none of such a table.
func (v *visit) turnedCells(pos int) (cells []byte, header uint64, comma string) {
	start := v.lineFrom(pos)
	if start < 0 || start > pos {
		return nil, 0, ""
	}
	line := bytes.TrimRight(v.buf[start:pos], "\r")
	label, rest, comma := cutLabel(line)
	if comma == "" || !valuesBeside(rest, comma) {
		return nil, 0, ""
	}
	if header = v.labelOnly(label); header == 0 {
		return nil, 0, ""
	}
	for cell, more, left := []byte(nil), true, rest; more; {
		if cell, left, more = cutCell(left, comma); v.isKey(cell) || v.headsField(cell) {
			return nil, 0, ""
		}
	}
	if !v.mayBeValues(header, rest, comma) {
		return nil, 0, ""
	}
	return rest, header, comma
}

// valuesBeside says whether a line has cells enough behind its first, and none that is a label
// with its value or a part of a program's statement. Most lines of programs are told by it.
func valuesBeside(cells []byte, comma string) bool {
	n := 0
	for more := true; more; n++ {
		var cell []byte
		if cell, cells, more = cutCell(cells, comma); len(cell) > recordGap || isAssigned(cell) && bytes.IndexByte(cell, '@') < 0 {
			return false
		}
	}
	return n >= leastTurned
}

// mayBeValues says whether cells can be what a label says: of a name's label, one is a name at
// least, since a list's header begins with such a label too.
func (v *visit) mayBeValues(header uint64, cells []byte, comma string) bool {
	name := v.prog.tables.name
	if header&^(bareName|roleName) != v.prog.tables.classBit[name] {
		return true
	}
	for more := true; more; {
		var cell []byte
		cell, cells, more = cutCell(cells, comma)
		if v.w.memo.cell(name, bytes.TrimSpace(cell), headerLabel(header), v.w.value[:0]).confidence >= leastEvidence {
			return true
		}
	}
	return false
}

// lineFrom returns where the line before pos begins, or -1 where that is not kept.
func (v *visit) lineFrom(pos int) int {
	s := v.state
	if s.header && s.row >= 0 {
		return max(0, int(s.row-v.st.base))
	}
	if begin := int(s.record.start - v.st.base); s.record.start >= 0 && begin <= pos {
		from := max(0, begin, pos-recordBytes)
		if at := bytes.LastIndexByte(v.buf[from:pos], '\n'); at >= 0 {
			return from + at + 1
		}
	}
	return v.lineStart(pos)
}

// cutLabel cuts the first cell off a line, by whichever sign ends it.
func cutLabel(line []byte) (label, rest []byte, comma string) {
	at := bytes.IndexAny(line[:min(len(line), maxField)], ",\t;|")
	if at <= 0 {
		return nil, nil, ""
	}
	return bytes.Trim(line[:at], " \""), line[at+1:], string(line[at : at+1])
}

// labelOnly returns what a cell says that is a label and little else.
func (v *visit) labelOnly(cell []byte) uint64 {
	if len(cell) < 2 || len(cell) > maxField || countDigits(cell) > 3 {
		return 0
	}
	folded := foldKey(v.w.fold[:0], cell)
	e := wordsIn(folded, 0)
	switch name := v.prog.tables.classBit[v.prog.tables.name]; {
	case e.against || e.other:
		return 0
	case mostlyLabel(folded):
	case !isPersonsRole(folded):
		return 0
	case saysName(folded):
		return name
	default:
		return name | roleName
	}
	return e.bits | shortHeader(cell)&bareName
}

// mostlyLabel says whether labels and qualifiers are all or most of a folded text, but for
// what stands in brackets.
func mostlyLabel(folded []byte) bool {
	var room [maxField]byte
	text := folded
	if open, end := bytes.IndexByte(folded, '('), bytes.IndexByte(folded, ')'); open > 0 && end > open && len(folded) <= len(room) {
		if inside := folded[open+1 : end]; 2*labelled(inside) >= len(inside) {
			return true // "本人確認書類番号（運転免許証）"
		}
		text = append(append(room[:0], folded[:open]...), folded[end+1:]...)
	}
	n := labelled(text)
	return 2*labelled(folded) >= len(folded) || n > 0 && (2*n >= len(text) || onlyQualified(text))
}

// isKey says whether a cell names what the next one holds.
func (v *visit) isKey(cell []byte) bool {
	if len(cell) < 2 || len(cell) > maxField || countDigits(cell) > 3 {
		return false
	}
	folded := foldKey(v.w.fold[:0], cell)
	return wordsIn(folded, 0).says() || otherNumber(folded)
}

// headsField says whether a cell is a word that heads a field of a form.
func (v *visit) headsField(cell []byte) bool {
	return len(cell) <= maxBullet && formWords[string(fold(v.w.fold[:0], cell))]
}

// changeTurned returns what is known of the table here, to be changed.
func (v *visit) changeTurned() *turned {
	s, kept := v.state, v.state.turned
	switch {
	case v.unsure && kept != &v.w.turned:
		v.w.turned = turned{}
		if kept != nil {
			v.w.turned = *kept
		}
		s.turned = &v.w.turned
	case kept == nil:
		s.turned = new(turned)
	}
	return s.turned
}

// endTurned counts the persons of a table on its side that has ended.
func (v *visit) endTurned() {
	s := v.state
	if s.turned == nil {
		return
	}
	kept, t := s.record, s.turned
	for i := range t.people {
		s.record = t.people[i]
		v.turnedPerson(t.sample)
	}
	s.record, s.turned = kept, nil
}

// turnedPerson counts a column that shows a person.
func (v *visit) turnedPerson(sample []byte) {
	r := &v.state.record
	others := r.kinds & personal
	if r.has(attrName) && bits.OnesCount16(others) >= 2 {
		v.countPerson(r.hash[attrName], sample)
	}
}

// rowLabel judges a value by the label that its line begins with, if nothing but like
// values stand between.
func rowLabel(left, scratch []byte) (e evidence, ok bool) {
	line := left[bytes.LastIndexByte(left, '\n')+1:]
	label, rest, comma := cutLabel(line)
	if len(label) < 2 || len(rest) == 0 && len(line) == len(left) {
		return e, false
	}
	digits := -1
	for more := true; more; {
		var cell []byte
		if cell, rest, more = cutCell(rest, comma); !more {
			break
		}
		n := countDigits(cell)
		if digits < 0 {
			digits = n
		}
		if 2*n < digits || n > 2*digits || n < 4 {
			return e, false
		}
	}
	if len(bytes.Trim(rest, " \"'+(")) > 0 || digits < 0 {
		return e, false
	}
	folded := foldKey(scratch[:0], label)
	e = wordsIn(folded, 0)
	e.manner = inList
	return e, e.bits != 0 && 2*labelled(folded) >= len(folded)
}
