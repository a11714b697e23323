package detect

import (
	"bytes"
	"slices"
)

// htmlRow visits the tag that begins or ends a row of an HTML table, or ends the table.
func (v *visit) htmlRow(start, end int) {
	s := v.state
	if s.table != nil && s.table.comma != "" {
		return
	}
	if v.buf[start+1] != '/' {
		s.tag = v.st.base + int64(start)
		if s.table == nil && s.row < 0 || s.header || s.table != nil {
			v.beginHTML(end)
		}
		return
	}
	switch {
	case end-start == len(tableEnd):
		v.htmlEnds(start)
	case s.table == nil:
		v.htmlHeader(start)
	case onlyHeaders(v.from(s.row, start)):
		s.table = nil // the next table's
		v.htmlHeader(start)
	default:
		v.htmlRowEnds(start)
	}
	s.tag = -1
}

// htmlEnds ends a table: the next one of the page has a header of its own.
func (v *visit) htmlEnds(pos int) {
	s := v.state
	if s.table != nil {
		s.record.end(v.st.base + int64(pos))
	}
	s.table, s.row = nil, -1
}

// inHTMLRow says whether pos is in a row that has begun and not ended.
func (v *visit) inHTMLRow(pos int) bool {
	tag := v.state.tag
	return tag >= 0 && v.st.base+int64(pos)-tag <= recordBytes
}

// onlyHeaders says whether a row's cells are all headers.
func onlyHeaders(row []byte) bool {
	return bytes.Contains(row, []byte("<th")) && !bytes.Contains(row, []byte("<td"))
}

func (v *visit) beginHTML(pos int) {
	v.state.header = false
	if v.state.table != nil {
		v.beginRow(pos)
		return
	}
	v.state.row = v.st.base + int64(pos)
}

// htmlHeader reads the row that ends at pos as a header.
func (v *visit) htmlHeader(pos int) {
	s := v.state
	s.row = -1
	at := int(s.tag - v.st.base)
	if s.tag < 0 || at < 0 || pos-at > recordBytes {
		return
	}
	row := v.buf[at:pos]
	heads := bytes.Contains(row, []byte("<th"))
	if heads && bytes.Contains(row, []byte("<td")) {
		return // a label and its value
	}
	h := v.headerReader()
	h.table = table{}
	for _, cell := range htmlCells(row) {
		if h.table.columns == maxColumns || !h.add(cell) {
			break
		}
	}
	if t := h.kept(h.table.leastHTML(heads || bytes.Contains(row, []byte("<Cell")))); t != nil && !t.pairs() {
		v.beginTable(t, pos)
	}
}

// leastHTML returns how much must be known of a header in markup, which may say that it is
// one, or that it is a sheet's.
func (t *table) leastHTML(said bool) int {
	least := 3
	if said || t.numbered() && (t.columns != 2 || t.valued>>1 == 0 || t.named(1)) {
		least = 2
	}
	if least == 2 && t.valued == 0 && t.numbered() && !t.onlyFirst() {
		least = 1
	}
	return least
}

// htmlRowEnds judges a row of a table whose header is known.
func (v *visit) htmlRowEnds(pos int) {
	t := v.state.table
	judge := v.rowJudge()
	cells := htmlCells(v.from(v.state.row, pos))
	if v.nextHTMLHeader(cells, pos) {
		return
	}
	for i, cell := range cells {
		judge.cell(i, cell)
	}
	if len(cells) > t.columns+2 {
		v.state.table, v.state.row = nil, -1
		v.state.record.end(v.st.base + int64(pos))
		return
	}
	v.person(pos)
	v.beginRow(pos)
}

// nextHTMLHeader reads a row of labels as the header of the rows below, as nextHeader
// reads a line.
func (v *visit) nextHTMLHeader(cells [][]byte, pos int) bool {
	if len(cells) < 2 || slices.ContainsFunc(cells, hasPlainDigit) || !v.isKey(cells[0]) && !v.isKey(cells[1]) {
		return false
	}
	s := v.state
	table, row := s.table, s.row
	s.table = nil
	if v.htmlHeader(pos); s.table != nil {
		return true
	}
	s.table, s.row = table, row
	return false
}

// htmlCells returns the texts of the cells in a row, without tags.
func htmlCells(row []byte) (cells [][]byte) {
	for len(cells) < maxColumns {
		i := nextCell(row)
		if i < 0 {
			return cells
		}
		row = row[i+3:]
		end := len(row)
		if next := nextCell(row); next >= 0 {
			end = next
		}
		cells = append(cells, bytes.TrimSpace(withoutTags(row[:end])))
	}
	return cells
}

// nextCell finds the tag that begins the next cell, or returns -1.
func nextCell(b []byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(b[i:], '<')
		if n < 0 {
			return -1
		}
		i += n
		if isCell(b[i+1:]) {
			return i
		}
	}
}

// cellTag returns where the last tag that begins a cell stands in b[low:pos], or pos.
func cellTag(b []byte, low, pos int) int {
	for i := pos; i > low; {
		if i = bytes.LastIndexByte(b[low:i], '<') + low; i < low {
			break
		}
		if isCell(b[i+1 : pos]) {
			return i
		}
	}
	return pos
}

// isCell says whether a cell's tag goes on so: td or th of HTML, Cell of a spreadsheet.
func isCell(b []byte) bool {
	return len(b) > 1 && b[0] == 't' && (b[1] == 'd' || b[1] == 'h') || bytes.HasPrefix(b, []byte("Cell"))
}

// withoutCellTags cuts off the tags that begin a cell of a spreadsheet, since "Cell" is
// also a word for a telephone.
func withoutCellTags(b []byte) []byte {
	t := bytes.TrimRight(b, " \t\r\n")
	if len(t) == 0 || t[len(t)-1] != '>' {
		return b
	}
	for _, tag := range [...]string{"<Data", "<Cell"} {
		if at := bytes.LastIndexByte(t, '<'); at >= 0 && bytes.HasPrefix(t[at:], []byte(tag)) {
			t = bytes.TrimRight(t[:at], " \t\r\n")
		}
	}
	return t
}

// withoutTags returns the text of a cell that begins inside its own tag.
func withoutTags(b []byte) (text []byte) {
	inside := true
	for _, c := range b {
		switch {
		case c == '<':
			inside = true
		case c == '>':
			inside = false
		case !inside:
			text = append(text, c)
		}
	}
	return text
}

// htmlCell counts the cells of the row up to pos.
func (v *visit) htmlCell(pos int) int {
	row := v.from(v.state.row, pos)
	cells := 0
	for i := nextCell(row); i >= 0; i = nextCell(row) {
		row = row[i+1:]
		cells++
	}
	return cells - 1
}
