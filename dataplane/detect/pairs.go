package detect

import "bytes"

// Sheets and pages give a field a line: its label in one cell, its value in the next.
// Such a line looks like a table's row, and the first like a header.

// besideLabelled returns what stands in the cell beside a label from start to end, which begins
// at from with all that belongs to it, or a known name that is the rest of its line.
func (v *visit) besideLabelled(lit *literal, start, from, end int) []byte {
	from = wordStart(v.buf, from)
	value, final := v.cellBeside(from, end)
	v.settle(start+int(lit.at), final)
	if len(value) == 0 {
		value, final = v.restOfLine(from, end)
		v.settle(start+int(lit.at), final)
	}
	return value
}

// cellBeside returns the cell behind the one that the label at buf[start:end] fills, where a
// sign separates the two that ends a field as well: in lines of CSV, and "[Name] value". It is
// final once more text can't change that.
func (v *visit) cellBeside(start, end int) (cell []byte, final bool) {
	b := v.buf[end:min(len(v.buf), end+2*maxField)]
	final = v.closed || len(b) == 2*maxField || bytes.IndexByte(b, '\n') >= 0
	b = b[keyRest(b):]
	b = bytes.TrimPrefix(bytes.TrimPrefix(b[noteBehind(b):], []byte{'*'}), []byte{'"'})
	if len(b) < 2 || b[0] != ',' && b[0] != ';' && b[0] != ']' || !fillsCell(v.buf[max(0, start-maxBullet):start]) {
		return nil, final || len(b) > 1 && b[0] != '('
	}
	line := bytes.TrimLeft(b[1:], " \t")
	if i := bytes.IndexAny(line, "\r\n"); i >= 0 {
		line = line[:i]
	}
	cell, _, _ = cutCell(line, string(b[:1]))
	if len(cell) > maxField {
		return nil, final
	}
	return bytes.TrimSpace(cell), final
}

// fillsCell says whether b ends in a cell or a line with nothing but words in it, but for signs
// that stand before labels.
func fillsCell(b []byte) bool {
	at := bytes.LastIndexAny(b, ",;\t\n|>") + 1
	return (at > 0 || len(b) < maxBullet) && len(bytes.TrimLeft(b[at:], " \"[*")) <= maxBullet && !bytes.ContainsAny(b[at:], "0123456789:=(){}")
}

// pairedValue says whether a value is a name that only its form tells: that stands in the
// cell beside a label, in a sheet or a page whose line above or below is such a pair too.
func (v *visit) pairedValue(rule *fieldRule, lit *literal, value []byte, label string, start, end int) bool {
	if len(value) == 0 || rule.shaped == nil {
		return false
	}
	if _, confidence := rule.judge(value, label, v.w.value[:0]); confidence < leastConfidence {
		return false
	}
	paired, final := v.amongPairs(start, end)
	v.settle(start+int(lit.at), final)
	return paired
}

// amongPairs says whether a line or a row of a page near the one that buf[start:end] is in is
// a label and its value. It is final once more text can't change that.
func (v *visit) amongPairs(start, end int) (paired, final bool) {
	right := v.buf[end:min(len(v.buf), end+rightBytes)]
	final = v.closed || len(right) == rightBytes
	left := v.buf[max(0, start-leftBytes):start]
	if at := bytes.LastIndex(left, []byte("<tr")); at >= 0 && bytes.IndexByte(left[at:], '\n') < 0 {
		return v.amongRows(left[:at], right), final
	}
	for range pairsAround {
		at := bytes.LastIndexByte(left, '\n')
		if at < 0 {
			break
		}
		left = left[:at]
		if v.pairLine(left[bytes.LastIndexByte(left, '\n')+1:]) {
			return true, true
		}
	}
	return v.pairsBelow(right, final)
}

// pairsAround is how many lines above and below a label one with a known label is looked for in.
const pairsAround = 3

// pairsBelow says whether one of the lines below the one that b begins with is a label and a
// value, and whether more text can't change that; whole says so of b.
func (v *visit) pairsBelow(b []byte, whole bool) (paired, final bool) {
	for range pairsAround {
		_, below, more := bytes.Cut(b, []byte{'\n'})
		line, _, ended := bytes.Cut(below, []byte{'\n'})
		if !more || !ended && !whole {
			return false, whole
		}
		if v.pairLine(line) {
			return true, true
		}
		b = below
	}
	return false, true
}

// pairLine says whether a line is a label and a value beside it.
func (v *visit) pairLine(line []byte) bool {
	line = bytes.TrimSpace(line)
	label := firstCell(line)
	return len(label) < len(line) && v.isKey(label) && !v.isKey(lastCell(line))
}

// amongRows says whether one of the rows of a page that end left or begin in right is a label
// and a value.
func (v *visit) amongRows(left, right []byte) bool {
	for range pairsAround {
		at := bytes.LastIndex(left, []byte("<tr"))
		if at >= 0 && v.pairRow(left[at:]) {
			return true
		}
		left = left[:max(0, at)]
		_, below, _ := bytes.Cut(right, []byte("<tr"))
		if v.pairRow(below) {
			return true
		}
		right = below
	}
	return false
}

// pairRow says whether the row of a page that b begins with is a label and a value.
func (v *visit) pairRow(b []byte) bool {
	b, _, _ = bytes.Cut(b, []byte("</tr"))
	cells := htmlCells(b)
	return len(cells) == 2 && v.isKey(cells[0]) && !v.isKey(cells[1])
}

// pairsNotRows gives up a table of two columns, of which the header names but the first, if a
// row near it is a label and a value: so is what was taken for the header. They become one
// record again.
func (v *visit) pairsNotRows(row []byte) bool {
	s := v.state
	if s.table.columns != 2 || s.table.named(1) || s.rows >= pairsAround || s.table.sql || !v.pairLine(row) {
		return false
	}
	v.endPairs()
	return true
}

// endPairs gives up a table whose lines are labels and values, and makes them one record, as far
// as they are kept and near.
func (v *visit) endPairs() {
	s := v.state
	start := int(s.row - v.st.base)
	for range min(s.rows, pairsAround) + 1 {
		if start > 0 {
			start = max(start-1-maxPair, v.lineStart(start-1))
		}
	}
	s.table, s.row = nil, -1
	s.record.start = v.st.base + int64(max(0, start))
}

// maxPair is how many bytes the line of a pair has at most.
const maxPair = maxField + maxRole

// restOfLine returns a known name that is all of a line behind the label at buf[start:end] but
// for one blank. It is final once more text can't change that.
func (v *visit) restOfLine(start, end int) (name []byte, final bool) {
	b := v.buf[end:min(len(v.buf), end+maxField)]
	line, _, whole := bytes.Cut(b, []byte{'\n'})
	final = whole || v.closed || len(b) == maxField || len(b) > 0 && b[0] != ' '
	if !whole && !v.closed || len(line) < 2 || line[0] != ' ' || !beginsLine(v.buf[max(0, start-maxBullet):start]) {
		return nil, final
	}
	if name = trimSpace(line); !isName(inOneOrder(withoutHonorific(name))) {
		return nil, final
	}
	return name, final
}
