package detect

import (
	"bytes"
	"math/bits"
)

const maxColumns = 64

// table is a table's header. It does not change once it is read.
type table struct {
	comma    string // what separates cells: a sign, gridComma, or nothing in HTML
	sql      bool   // rows of an INSERT statement
	of       uint64 // into which table, if a definition has named the columns
	columns  int
	exact    int                // columns whose header is a label and little else
	bits     [maxColumns]uint64 // what the headers say
	against  [maxColumns]bool
	grid     *grid  // where the columns begin, with gridComma
	blank    uint64 // columns without a header, a bit each
	valued   uint64 // columns whose header may be a value
	values   int    // headers that are a value of what the one before names
	assigned int    // headers with a colon behind
	other    uint64 // columns of numbers that are of no class
	sum      uint64 // of the header's text
	length   int    // and how many bytes that has
	lead     string // what each line begins with, such as a tag or the name of a field
	tail     string // what each line ends in, such as a tag
	spreads  []spread
}

// cellCache remembers how far the cells of the current row are counted.
type cellCache struct {
	at    int64 // counted up to here
	index int32
	quote bool
}

// rowLiterals begin and end the rows of HTML tables, and of spreadsheets in the XML that
// Excel 2003 brought; tableEnd ends the table.
var rowLiterals = []string{"<tr>", "<tr ", "</tr", "<Row>", "<Row ", "</Row>", tableEnd}

const tableEnd = "</table"

// line visits a line feed.
func (v *visit) line(pos int) {
	s := v.state
	if s.table == nil && v.turnedLine(pos) {
		s.row, s.header = -1, false
		return
	}
	switch {
	case s.table != nil && s.table.comma == arrayComma:
		v.arrayGoesOn(pos)
	case s.table != nil && s.table.comma != "":
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

func (v *visit) beginRow(pos int) {
	abs := v.st.base + int64(pos)
	v.state.row = abs
	v.state.cell = cellCache{at: abs}
	v.state.scores.found = 0
	v.state.record.end(abs)
	v.state.record.start, v.state.record.last = abs, abs // should the table be given up
}

// from returns the text from an offset in the text up to pos, as far as it is
// kept for certain.
func (v *visit) from(start int64, pos int) []byte {
	return v.buf[min(pos, max(0, int(start-v.st.base), pos-recordBytes)):pos]
}

// cutCell cuts the first cell off a row, without its quotes (RFC 4180).
func cutCell(row []byte, comma string) (cell, rest []byte, more bool) {
	if len(row) > 1 && row[0] == '=' && row[1] == '"' {
		row = row[1:] // a formula that keeps a spreadsheet from reading "007" as a number
	}
	if len(row) > 0 && row[0] == '"' {
		for i := 1; i < len(row); i++ {
			if row[i] == '"' && (i+1 == len(row) || bytes.HasPrefix(row[i+1:], []byte(comma))) {
				return unforced(row[1:i]), row[min(i+1+len(comma), len(row)):], i+1 < len(row)
			}
		}
	}
	i := -1
	if len(comma) == 1 {
		i = bytes.IndexByte(row, comma[0])
	} else {
		i = bytes.Index(row, []byte(comma))
	}
	if i < 0 {
		return row, nil, false
	}
	return row[:i], row[i+len(comma):], true
}

// unforced cuts off what makes a formula of a text, in a cell whose quotes are doubled:
// =""007"".
func unforced(cell []byte) []byte {
	if rest, ok := bytes.CutPrefix(cell, []byte("=\"\"")); ok {
		return bytes.TrimSuffix(rest, []byte("\"\""))
	}
	return cell
}

// columnAt tells what the header says of the cell at pos.
func (v *visit) columnAt(pos int) evidence {
	t := v.state.table
	i, start := v.cellAt(pos)
	if i < 0 || i >= t.columns {
		return evidence{column: true, index: -1}
	}
	e := evidence{bits: t.bits[i], against: t.against[i], keyed: t.other>>i&1 != 0}
	if e.bits == 0 && !e.against && !e.keyed {
		// A cell can have a label of its own.
		e = wordsIn(fold(v.w.fold[:0], lastRunes(withoutCellTags(v.buf[min(start, pos):pos]), labelBefore)), 0)
	}
	e.column, e.index = true, i
	return e
}

// cellAt returns the column that the text at pos is in, or -1, and where the cell
// begins as far as that is known.
func (v *visit) cellAt(pos int) (column, start int) {
	t := v.state.table
	switch {
	case t.grid != nil:
		return v.gridCell(pos)
	case t.comma == arrayComma:
		return v.arrayRow(pos)
	}
	column = v.cellIndex(pos)
	if t.comma == "" {
		return column, cellTag(v.buf, max(0, pos-leftBytes), pos)
	}
	if t.sql {
		column %= t.columns // rows of a statement follow each other in a line
	}
	return column, max(0, int(v.state.cell.at-v.st.base))
}

// cellIndex counts the cells of the row up to pos.
func (v *visit) cellIndex(pos int) int {
	c := &v.state.cell
	from := int(c.at - v.st.base)
	if from < 0 || from > pos {
		return int(c.index)
	}
	t, quote := v.state.table, byte('"')
	if t.comma == "" {
		return v.htmlCell(pos)
	}
	switch {
	case t.sql:
		quote = '\''
	case len(t.tail) > 0 && t.tail[0] == '"':
		quote = 0 // the line is in quotes, not its cells
	}
	at := from + c.count(v.buf[from:pos], t.comma, quote)
	// Counting goes on behind the last separator; a quote before pos is
	// counted again from there.
	c.at, c.quote = v.st.base+int64(at), false
	return int(c.index)
}

// count counts the cells that end in text, and tells where the last one does.
func (c *cellCache) count(text []byte, comma string, quote byte) (last int) {
	if len(comma) == 1 {
		return c.countSigns(text, comma[0], quote)
	}
	sign := []byte(comma)
	if !c.quote && bytes.IndexByte(text, quote) < 0 {
		if n := bytes.Count(text, sign); n > 0 {
			c.index += int32(n)
			last = bytes.LastIndex(text, sign) + len(sign)
		}
		return last
	}
	for i, b := range text {
		if b == quote {
			c.quote = !c.quote
		} else if !c.quote && bytes.HasPrefix(text[i:], sign) {
			c.index++
			last = i + len(sign)
		}
	}
	return last
}

// countSigns is count for a separator of one byte, which most tables have. Values lie
// close together, so that there is little to go over at a time.
func (c *cellCache) countSigns(text []byte, sign, quote byte) (last int) {
	for i, b := range text {
		switch {
		case b == quote:
			if b != '\'' || i == 0 || text[i-1] != '\\' || !c.quote { // MySQL's way to write it
				c.quote = !c.quote
			}
		case b == sign && !c.quote:
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
	if s.table.quotes() && bytes.Count(row, []byte{'"'})%2 != 0 && len(row) < recordBytes {
		return
	}
	if v.pairsNotRows(row) {
		return
	}
	if !v.tableLine(bytes.TrimRight(row, "\r"), pos) {
		s.table, s.row = nil, -1
		s.record.end(v.st.base + int64(pos))
		return
	}
	v.beginRow(pos + 1)
}

// quotes says whether cells may be in double quotes, with line feeds inside.
func (t *table) quotes() bool { return !t.sql && t.comma != gridComma && t.comma[0] < '|' }

// tableLine judges a line of a table. It reports false for one that ends it.
func (v *visit) tableLine(line []byte, pos int) bool {
	t := v.state.table
	switch {
	case t.sql:
		return v.sqlRows(line, pos)
	case t.repeats(line), v.state.rows == 0 && string(line) == ";": // behind COPY
		v.state.blank = false
		return true
	case len(line) == 0:
		return v.blankLine()
	case v.state.blank && v.state.rows > 0:
		return v.belowBlank(line, pos)
	case isRuler(line):
		v.rulerBelow(line, pos)
		return true
	case v.state.rows == 0 && v.headerBelow(line):
		return true
	}
	if next := v.nextHeader(line); next != nil {
		v.beginTable(next, pos)
		return true
	}
	v.state.rows, v.state.blank = min(v.state.rows+1, maxSideways), false
	if t.grid != nil {
		return v.gridRow(line, pos)
	}
	return v.row(line, pos)
}

// blankLine lets one empty line stand below a header and between rows.
func (v *visit) blankLine() bool {
	first := !v.state.blank
	v.state.blank = true
	return first
}

// belowBlank judges the line below an empty one: a header again, perhaps with other room
// between its cells. Any other ends the table.
func (v *visit) belowBlank(line []byte, pos int) bool {
	h := v.headerReader()
	h.read(line)
	t := h.kept(2)
	if t == nil || t.pairs() || t.comma != v.state.table.comma {
		return false
	}
	v.beginTable(t, pos)
	return true
}

// row judges a whole row. It reports false for a line that is no row of this
// table, which ends it.
func (v *visit) row(row []byte, pos int) bool {
	t := v.state.table
	r := v.rowJudge()
	cells := 0
	row = t.endOfLine(row)
	for rest, more := row, true; more && cells < maxColumns; cells++ {
		var cell []byte
		cell, rest, more = cutCell(rest, t.comma)
		r.cell(cells, cell)
	}
	if cells < 2 || cells > t.columns+2 {
		return false
	}
	v.spreadRow(row)
	v.person(pos)
	return true
}

// judgeCells judges the cells that a row is cut into already, which ends at pos.
func (v *visit) judgeCells(pos int) {
	r, list := v.rowJudge(), v.w.cells.list[:v.w.cells.n]
	first := 0
	for ; first < len(list) && !r.begun; first++ {
		r.cell(first, v.buf[list[first].start:list[first].end])
	}
	for left := v.w.plan.judged >> first << first; left != 0 && !r.sum; left &= left - 1 {
		i := bits.TrailingZeros64(left)
		if i >= len(list) {
			break
		}
		switch cell, c := v.buf[list[i].start:list[i].end], &r.columns[i]; {
		case len(cell) == 0:
		case c.simple:
			v.fieldCells(c.fields, cell, c.label)
		default:
			r.judge(i, cell)
		}
	}
	if len(list) > 0 {
		v.spreadRow(v.buf[list[0].from:pos])
	}
	v.person(pos)
}

// rowJudge judges the cells of a row in turn.
type rowJudge struct {
	*visit
	columns *[maxColumns]columnPlan
	part    namePart // waits for the other part of a name
	begun   bool     // a cell was not empty
	sum     bool     // the row adds others up
}

func (v *visit) rowJudge() rowJudge { return rowJudge{visit: v, columns: &v.planned().columns} }

func (r *rowJudge) cell(column int, cell []byte) {
	if !r.begun && len(cell) > 0 {
		if cell = trimSpace(cell); len(cell) > 0 {
			r.begun, r.sum = true, isTotal(cell)
		}
	}
	if r.columns[column].judged && len(cell) > 0 && !r.sum {
		r.judge(column, cell)
	}
}

// judge judges a cell that its column has judged.
func (r *rowJudge) judge(column int, cell []byte) {
	if column == 0 && cell[0] <= '|' {
		cell = bytes.TrimPrefix(cell, []byte(r.state.table.lead))
		cell = bytes.TrimLeft(cell, "> |") // a quoted line, or a wiki's
	}
	c := &r.columns[column]
	if c.checked {
		r.weighColumn(column, cell)
	}
	r.part = r.cellOf(c, cell, r.part)
}

// maxTotal is how long the longest word is that begins a sum.
const maxTotal = 12

// isTotal knows what begins a row that adds others up.
func isTotal(cell []byte) bool {
	if len(cell) > maxTotal || cell[0]-'0' < 10 {
		return false
	}
	var room [maxTotal]byte
	switch string(foldASCII(room[:0], cell)) {
	case "合計", "小計", "総計", "計", "平均", "件数", "total", "totals", "subtotal", "sum", "average", "count", "合计", "总计", "小计", "합계", "소계", "총계":
		return true
	}
	return false
}

// cellOf judges one cell for the classes and attributes that its header names. It passes
// a part of a name on to the cell with the other.
func (v *visit) cellOf(c *columnPlan, cell []byte, part namePart) namePart {
	if c.kana {
		v.state.record.add(attrKana, 0)
		return part
	}
	if c.part {
		if kind := v.partOf(c.header, cell); kind != noAttribute {
			return v.joinParts(part, namePart{kind, cell})
		}
	}
	if c.place && countDigits(cell) >= 3 {
		v.state.record.add(attrPlace, 0) // a postal code
	}
	v.fieldCells(c.fields, cell, c.label)
	return part
}

// fieldCells lets some detectors of fields look at a cell under their header.
func (v *visit) fieldCells(detectors uint64, cell []byte, label string) {
	for ; detectors != 0; detectors &= detectors - 1 {
		v.fieldCell(bits.TrailingZeros64(detectors), cell, label)
	}
}

// headerLabel returns what the detectors of fields are told that a header is.
func headerLabel(header uint64) string {
	switch {
	case header&bareName != 0:
		return "name"
	case header&roleName != 0:
		return roleLabel
	}
	return ""
}

func (v *visit) fieldCell(detector int, cell []byte, label string) {
	judged := v.w.memo.cell(detector, cell, label, v.w.value[:0])
	confidence, attr := judged.confidence, registered[detector].field.attr
	if confidence < leastEvidence {
		return
	}
	v.countCell(detector, judged, cell)
	if attr == attrName {
		v.w.nameLen = copy(v.w.name[:], cell)
		v.state.record.doubtful, v.state.record.byRole = confidence < leastConfidence, thingToo(cell, label)
	}
	if attr != noAttribute {
		v.state.record.add(attr, judged.norm)
	}
}

// countCell counts what a cell was judged to be, unless that is done.
func (v *visit) countCell(detector int, judged *remembered, cell []byte) {
	s := v.st.scanner
	if s.counts != nil && s.counts.id == judged.counted {
		return
	}
	if v.countHashed(detector, judged.norm, cell, judged.confidence); !v.unsure && s.counts != nil {
		judged.counted = s.counts.id
	}
}

// endOfText judges the row or record that the text ends in.
func (v *visit) endOfText() {
	s := v.state
	if s.table == nil && v.turnedLine(len(v.buf)) {
		v.endTurned()
		return
	}
	switch {
	case s.table != nil && s.table.comma == arrayComma:
		v.arrayRows(len(v.buf))
	case s.table != nil:
		v.tableLine(bytes.TrimRight(v.from(s.row, len(v.buf)), "\r"), len(v.buf))
	case s.record.start >= 0:
		v.namedByRole(len(v.buf))
		v.person(len(v.buf))
	}
}
