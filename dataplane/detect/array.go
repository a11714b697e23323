package detect

import "bytes"

// Tables in JSON can be arrays of arrays, the first of which is the header or stands under
// a key of its own: [["name", "ssn"], ["Mary Smith", "536-90-4399"]].

// arrayComma stands in place of the separator of such a table.
const arrayComma = "[]"

// arrayAbove looks for the header of the array that a value at pos is an element of, among
// the arrays before it.
func (v *visit) arrayAbove(pos int) bool {
	low := max(0, pos-leftBytes)
	row := arrayStart(v.buf[low:pos])
	if row < 0 {
		return false
	}
	text := v.buf[low : low+row]
	for range maxAbove {
		end := bytes.LastIndexByte(text, ']')
		if end < 0 || !betweenArrays(text[end+1:]) {
			return false
		}
		start := bytes.LastIndexByte(text[:end], '[')
		if start < 0 {
			return false
		}
		if t := v.arrayHeader(text[start+1 : end]); t != nil {
			v.tableFrom(t, low+row)
			return true
		}
		text = text[:start]
	}
	return false
}

// arrayStart returns where the array begins that an element at b's end stands in, or -1.
// All elements before must be strings, numbers or names such as null.
func arrayStart(b []byte) int {
	b = bytes.TrimRight(b, "\"+( \t\r\n")
	if n := len(b); n > 2 && b[n-1] == ':' && b[n-2] == '"' && isWordByte(b[n-3]) {
		return -1 // a key stands before most values of JSON
	}
	start := bytes.LastIndexByte(b, '[')
	if start < 0 {
		return -1
	}
	rest := b[start+1:]
	if len(rest) == 0 {
		return start
	}
	for more := true; more; {
		if _, rest, more = cutElement(rest); rest == nil && more {
			return -1
		}
	}
	if len(rest) > 0 {
		return -1
	}
	return start
}

// cutElement cuts the first element off an array's rest, and the comma behind it. It reports
// more and no rest for what is no element of a flat array.
func cutElement(b []byte) (element, rest []byte, more bool) {
	b = bytes.TrimLeft(b, " \t\r\n")
	end := 0
	if len(b) > 0 && b[0] == '"' {
		for end = 1; end < len(b) && (b[end] != '"' || b[end-1] == '\\'); end++ {
		}
		element, b = b[1:min(end, len(b))], b[min(end+1, len(b)):]
	} else {
		for end < len(b) && (isWordByte(b[end]) || bytes.IndexByte([]byte(".+-"), b[end]) >= 0) {
			end++
		}
		element, b = b[:end], b[end:]
	}
	b = bytes.TrimLeft(b, " \t\r\n")
	if len(b) == 0 {
		return element, nil, false
	}
	if b[0] != ',' {
		return element, nil, b[0] != ']'
	}
	return element, b[1:], true
}

// betweenArrays says whether nothing but a comma, keys and brackets stands between two
// arrays that may be parts of one table.
func betweenArrays(b []byte) bool {
	return bytes.IndexByte(b, ',') >= 0 && len(b) <= recordGap && bytes.IndexByte(b, '}') < 0
}

// arrayHeader reads an array's elements as a header, or returns nil.
func (v *visit) arrayHeader(elements []byte) *table {
	h := v.headerReader()
	h.table = table{comma: arrayComma}
	for more := true; more && h.table.columns < maxColumns; {
		var cell []byte
		cell, elements, more = cutElement(elements)
		if elements == nil && more || !h.add(cell) {
			return nil
		}
	}
	if h.table.numbered() {
		return h.kept(1)
	}
	return h.kept(2)
}

// arrayCell returns the column of the element at pos, and where its array begins, or -1.
func (v *visit) arrayCell(pos int) (column, start int) {
	low := max(0, pos-leftBytes)
	start = arrayStart(v.buf[low:pos])
	if start < 0 {
		return -1, pos
	}
	rest := bytes.TrimRight(v.buf[low+start+1:pos], "\"+( \t\r\n")
	for more := len(rest) > 0; more; {
		if _, rest, more = cutElement(rest); more {
			column++
		}
	}
	return column, low + start
}

// arrayRow notes that a value at pos stands in an array: those before it are judged.
func (v *visit) arrayRow(pos int) (column, start int) {
	column, start = v.arrayCell(pos)
	if column < 0 {
		v.state.table, v.state.row = nil, -1
		return -1, pos
	}
	if v.st.base+int64(start) > v.state.row {
		v.arrayRows(start)
		v.beginRow(start)
	}
	return column, start
}

// arrayRows judges the arrays from the row that has begun up to one that begins at end.
func (v *visit) arrayRows(end int) {
	text := v.from(v.state.row, end)
	for {
		start := bytes.IndexByte(text, '[')
		if start < 0 {
			return
		}
		r, rest := v.rowJudge(), text[start+1:]
		for i, more := 0, true; more && i < maxColumns; i++ {
			var cell []byte
			cell, rest, more = cutElement(rest)
			r.cell(i, cell)
		}
		v.person(end)
		next := bytes.IndexByte(text[start+1:], '[')
		if next < 0 {
			return
		}
		text = text[start+1+next:]
	}
}

// arrayGoesOn gives a table up whose row began too far before.
func (v *visit) arrayGoesOn(pos int) {
	if v.st.base+int64(pos)-v.state.row > recordBytes {
		v.state.table, v.state.row = nil, -1
	}
}
