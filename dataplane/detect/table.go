package detect

import (
	"bytes"
	"math/bits"
)

const maxColumns = 64

// table is a table's header. It does not change once it is read.
type table struct {
	comma   byte // what separates cells, or 0 in HTML
	sql     bool // rows of an INSERT statement
	columns int
	exact   int                // columns whose header is a label and little else
	bits    [maxColumns]uint64 // what the headers say
	against [maxColumns]bool
}

// cellCache remembers how far the cells of the current row are counted.
type cellCache struct {
	at    int64 // counted up to here
	index int
	quote bool
}

// headerLiterals mark lines that may be the header of a table further down in
// a text; a text's first line is looked at in any case.
var headerLiterals = []string{
	"氏名", "フリガナ", "ふりがな", "電話番号", "メールアドレス", "郵便番号", "生年月日", "個人番号", "マイナンバー", "カード番号",
	"email", "e-mail", "phone", "customer_name", "birth", "card_number", "card number", "手机", "身份证", "전화번호", "이메일",
}

// rowLiterals begin and end the rows of HTML tables.
var rowLiterals = []string{"<tr>", "<tr ", "</tr"}

// rulerLiterals begin the line below the header of a Markdown table (GitHub
// Flavored Markdown, 4.10).
var rulerLiterals = []string{"|---", "| ---", "|:--", "| :--"}

// ruler visits what may be the line below a Markdown table's header.
func (v *visit) ruler(pos int) {
	low := max(0, pos-leftBytes)
	above := v.buf[low:pos]
	if v.state.table != nil || !bytes.HasSuffix(above, []byte("\n")) {
		return
	}
	above = bytes.TrimRight(above, "\r\n")
	line := above[bytes.LastIndexByte(above, '\n')+1:]
	if t := readHeader(line, v.w.fold[:]); t != nil && t.comma == '|' {
		v.state.table, v.state.header = t, false
		v.beginRow(pos)
	}
}

// headerWord notes that the current line may be a header. Where the line began
// must be within the window that every judgement has.
func (v *visit) headerWord(pos int) {
	if v.state.table != nil || v.state.header {
		return
	}
	low := max(0, pos-leftBytes)
	at := bytes.LastIndexByte(v.buf[low:pos], '\n')
	if at < 0 && v.st.base+int64(low) > 0 {
		return
	}
	v.state.row, v.state.header = v.st.base+int64(low+at+1), true
}

// line visits a line feed.
func (v *visit) line(pos int) {
	s := v.state
	switch {
	case s.table != nil && s.table.comma != 0:
		v.rowEnds(pos)
	case s.table == nil && s.header:
		v.headerEnds(pos)
	case s.table == nil:
		s.row = -1
	}
	if s.table == nil && s.record.start >= 0 {
		v.recordLine(pos)
	}
}

// headerEnds reads the line before pos as a header, if it is one.
func (v *visit) headerEnds(pos int) {
	s := v.state
	line := v.from(s.row, pos)
	s.header, s.row = false, -1
	t := readHeader(line, v.w.fold[:])
	if t == nil {
		return
	}
	s.table = t
	v.beginRow(pos + 1)
}

func (v *visit) beginRow(pos int) {
	abs := v.st.base + int64(pos)
	v.state.row = abs
	v.state.cell = cellCache{at: abs}
	v.state.record.end(abs)
	v.state.record.start = abs
}

// from returns the text from an offset in the text up to pos, as far as it is
// kept for certain.
func (v *visit) from(start int64, pos int) []byte {
	return v.buf[min(pos, max(0, int(start-v.st.base), pos-recordBytes)):pos]
}

// readHeader makes a table of a header line: at least two cells, two of which
// hold a known label and none of which a value.
func readHeader(line, scratch []byte) *table {
	line = bytes.TrimRight(line, "\r")
	comma := separatorIn(line)
	if comma == 0 || bytes.IndexByte(line, '@') >= 0 || len(line) >= recordBytes {
		return nil
	}
	t := table{comma: comma}
	t.readCells(line, scratch)
	return t.ifHeader()
}

// ifHeader returns a lasting copy of a table with at least two known columns,
// or with one whose header is a label and little else.
func (t *table) ifHeader() *table {
	known := t.exact
	for i := range t.columns {
		if t.bits[i] != 0 {
			known++
		}
	}
	if known < 2 || t.columns < 2 {
		return nil
	}
	kept := *t
	return &kept
}

func (t *table) readCells(line, scratch []byte) {
	for rest, more := line, true; more && t.columns < maxColumns; t.columns++ {
		var cell []byte
		cell, rest, more = cutCell(rest, t.comma)
		if len(cell) > 90 || countDigits(cell) >= minDigits {
			t.columns = 0
			return
		}
		e := t.header(fold(scratch[:0], bytes.TrimSpace(cell)))
		e.bits |= shortHeader(cell)
		t.setColumn(e)
	}
}

// setColumn notes what the header of column t.columns says.
func (t *table) setColumn(e evidence) {
	if e.against || e.other {
		e.bits = 0
	}
	t.bits[t.columns], t.against[t.columns] = e.bits, e.against
}

// header reads one header.
func (t *table) header(cell []byte) evidence {
	e := wordsIn(cell, 0)
	if !e.against && 2*labelled(cell) >= len(cell) && len(cell) > 0 {
		t.exact++
	}
	return e
}

// labelled counts the bytes of a folded text that belong to labels.
func labelled(cell []byte) (n int) {
	words := builtin().words
	for i := 0; i < len(cell); {
		start, end, bits := words.next(cell, i)
		if bits&^(negative|otherBit) == 0 {
			break
		}
		n += end - max(i, start)
		i = end
	}
	return n
}

// shortHeader knows the headers of one character, which are too common to be
// labels elsewhere, and the one that may be a thing's name.
func shortHeader(cell []byte) uint64 {
	switch string(bytes.TrimSpace(cell)) {
	case "姓":
		return builtin().attrBits[attrSurname]
	case "名":
		return builtin().attrBits[attrGiven]
	case "name", "Name", "NAME":
		return bareName
	}
	return 0
}

func countDigits(b []byte) (n int) {
	for _, c := range b {
		if c-'0' < 10 {
			n++
		}
	}
	return n
}

// separatorIn chooses the sign that separates cells: the most frequent one.
func separatorIn(line []byte) (comma byte) {
	most := 0
	for _, c := range [...]byte{'\t', ',', ';', '|'} {
		if n := bytes.Count(line, []byte{c}); n > most {
			most, comma = n, c
		}
	}
	return comma
}

// cutCell cuts the first cell off a row, without its quotes (RFC 4180).
func cutCell(row []byte, comma byte) (cell, rest []byte, more bool) {
	if len(row) > 0 && row[0] == '"' {
		for i := 1; i < len(row); i++ {
			if row[i] == '"' && (i+1 == len(row) || row[i+1] == comma) {
				return row[1:i], row[min(i+2, len(row)):], i+1 < len(row)
			}
		}
	}
	if i := bytes.IndexByte(row, comma); i >= 0 {
		return row[:i], row[i+1:], true
	}
	return row, nil, false
}

// columnAt tells what the header says of the cell at pos.
func (v *visit) columnAt(pos int) evidence {
	t, i := v.state.table, v.cellIndex(pos)
	if t.sql {
		i %= t.columns // rows of a statement follow each other in a line
	}
	if i < 0 || i >= t.columns {
		return evidence{column: true}
	}
	e := evidence{bits: t.bits[i], against: t.against[i], column: true}
	if e.bits == 0 && !e.against {
		// A cell can have a label of its own.
		own := v.buf[max(0, int(v.state.cell.at-v.st.base)):pos]
		e = wordsIn(fold(v.w.fold[:0], lastRunes(own, labelBefore)), 0)
		e.column = true
	}
	return e
}

// cellIndex counts the cells of the row up to pos.
func (v *visit) cellIndex(pos int) int {
	c := &v.state.cell
	from := int(c.at - v.st.base)
	if from < 0 || from > pos {
		return c.index
	}
	t, quote := v.state.table, byte('"')
	if t.comma == 0 {
		return v.htmlCell(pos)
	}
	if t.sql {
		quote = '\''
	}
	at := from + c.count(v.buf[from:pos], t.comma, quote)
	// Counting goes on behind the last separator; a quote before pos is
	// counted again from there.
	c.at, c.quote = v.st.base+int64(at), false
	return c.index
}

// count counts the cells that end in text, and tells where the last one does.
func (c *cellCache) count(text []byte, comma, quote byte) (last int) {
	if !c.quote && bytes.IndexByte(text, quote) < 0 {
		c.index += bytes.Count(text, []byte{comma})
		return bytes.LastIndexByte(text, comma) + 1
	}
	for i, b := range text {
		if b == quote {
			c.quote = !c.quote
		} else if b == comma && !c.quote {
			c.index++
			last = i + 1
		}
	}
	return last
}

// rowEnds visits the end of a row, unless it is inside quotes.
func (v *visit) rowEnds(pos int) {
	s := v.state
	row := v.from(s.row, pos)
	if !s.table.sql && bytes.Count(row, []byte{'"'})%2 != 0 && len(row) < recordBytes {
		return
	}
	judge := v.row
	if s.table.sql {
		judge = v.sqlRows
	}
	if !judge(bytes.TrimRight(row, "\r"), pos) {
		s.table, s.row = nil, -1
		s.record.end(v.st.base + int64(pos))
		return
	}
	v.beginRow(pos + 1)
}

// row judges a whole row. It reports false for a line that is no row of this
// table, which ends it.
func (v *visit) row(row []byte, pos int) bool {
	t := v.state.table
	cells := 0
	var given []byte
	for rest, more := row, true; more && cells < maxColumns; cells++ {
		var cell []byte
		cell, rest, more = cutCell(rest, t.comma)
		if cells < t.columns && t.bits[cells] != 0 && len(cell) > 0 {
			given = v.cellOf(t.bits[cells], cell, given)
		}
	}
	if cells < 2 || cells > t.columns+2 {
		return false
	}
	v.person(pos)
	return true
}

// cellOf judges one cell for the classes and attributes that its header names.
// It passes a surname on to the cell with the given name.
func (v *visit) cellOf(header uint64, cell, surname []byte) []byte {
	r, bits := &v.state.record, &v.prog.tables.attrBits
	is := func(a attribute) bool { return header&bits[a] != 0 }
	switch {
	case is(attrKana):
		r.add(attrKana, 0)
	case is(attrSurname) && is(attrGiven) && is(attrName): // "姓名" has the words for both
		v.fieldCell(header, cell)
	case is(attrSurname):
		return cell
	case is(attrGiven) && surname != nil:
		v.nameFound(append(append([]byte{}, surname...), cell...))
	case is(attrPlace):
		r.add(attrPlace, 0)
		v.fieldCell(header, cell)
	default:
		v.fieldCell(header, cell)
	}
	return surname
}

// fieldCell lets the detectors of fields look at a cell under their header.
func (v *visit) fieldCell(header uint64, cell []byte) {
	for rest := header & (1<<len(registered) - 1); rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		d := registered[i]
		if d.field == nil || !v.prog.needed(i) {
			continue
		}
		label := ""
		if header&bareName != 0 {
			label = "name"
		}
		norm, confidence := d.field.judge(cell, label, v.w.value[:0])
		if confidence < leastEvidence {
			continue
		}
		v.count(i, verdict{hit: true, value: norm, sample: cell, confidence: confidence})
		if d.field.attr == attrName {
			v.w.nameLen = copy(v.w.name[:], cell)
			v.state.record.doubtful = confidence < leastConfidence
		}
		if d.field.attr != noAttribute {
			v.state.record.add(d.field.attr, hashValue(norm))
		}
	}
}

// endOfText judges the row or record that the text ends in.
func (v *visit) endOfText() {
	s := v.state
	switch {
	case s.table != nil:
		v.row(bytes.TrimRight(v.from(s.row, len(v.buf)), "\r"), len(v.buf))
	case s.record.start >= 0:
		v.person(len(v.buf))
	}
}
