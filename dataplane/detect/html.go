package detect

import "bytes"

// htmlRow visits the tag that begins or ends a row of an HTML table.
func (v *visit) htmlRow(start, end int) {
	s := v.state
	if s.table != nil && s.table.comma != "" {
		return
	}
	if v.buf[start+1] != '/' {
		if s.table == nil && s.row < 0 || s.header || s.table != nil {
			v.beginHTML(end)
		}
		return
	}
	if s.table == nil {
		v.htmlHeader(start)
		return
	}
	if onlyHeaders(v.from(s.row, start)) {
		s.table = nil // the next table's
		v.htmlHeader(start)
		return
	}
	v.htmlRowEnds(start)
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
	low := max(0, pos-leftBytes)
	at := bytes.LastIndex(v.buf[low:pos], []byte("<tr"))
	s.row = -1
	if at < 0 {
		return
	}
	least, row := 3, v.buf[low+at:pos]
	if bytes.Contains(row, []byte("<th")) {
		least = 2
		if bytes.Contains(row, []byte("<td")) {
			return // a label and its value
		}
	}
	h := v.headerReader()
	h.table = table{}
	for _, cell := range htmlCells(row) {
		if h.table.columns == maxColumns || !h.add(cell) {
			break
		}
	}
	if t := h.kept(least); t != nil {
		v.beginTable(t, pos)
	}
}

// htmlRowEnds judges a row of a table whose header is known.
func (v *visit) htmlRowEnds(pos int) {
	t := v.state.table
	judge := rowJudge{visit: v}
	cells := htmlCells(v.from(v.state.row, pos))
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

func nextCell(b []byte) int {
	d, h := bytes.Index(b, []byte("<td")), bytes.Index(b, []byte("<th"))
	if d < 0 || h >= 0 && h < d {
		return h
	}
	return d
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
	return bytes.Count(row, []byte("<td")) + bytes.Count(row, []byte("<th")) - 1
}
