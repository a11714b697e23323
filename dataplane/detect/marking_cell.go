package detect

import (
	"bytes"
	"unicode/utf8"
)

// keyedCell says whether a label is the value of a key in the cell before its own, as at
// the head of a sheet and in a table of what a document is. Cells that are empty may stand
// between.
func keyedCell(left []byte) bool {
	cell, ok := cellBefore(bytes.TrimRight(left, " \"'[(【"))
	if !ok || utf8.RuneCount(cell) > longestKey {
		return false
	}
	return endsWithAny(bytes.TrimRight(fold(nil, undecorated(cell)), " :"), foldedKeys)
}

// longestKey bounds a key, in characters.
const longestKey = 32

// cellBefore returns the text of the last cell that is not empty in a part of a row that
// ends where a cell begins.
func cellBefore(row []byte) (cell []byte, ok bool) {
	if bytes.HasSuffix(row, []byte(">")) {
		row, ok = tagsOfCell(row)
		return row[bytes.LastIndexByte(row, '>')+1:], ok
	}
	rest := bytes.TrimRight(row, ",;\t\" ")
	if len(rest) == 0 || !bytes.ContainsAny(row[len(rest):], ",;\t") {
		return nil, false
	}
	return rest[bytes.LastIndexAny(rest, ",;\t")+1:], true
}

// tagsOfCell drops the tags that a row ends with, if one of them begins a cell.
func tagsOfCell(row []byte) (rest []byte, cell bool) {
	for bytes.HasSuffix(row, []byte(">")) {
		open := bytes.LastIndexByte(row, '<')
		if open < 0 {
			break
		}
		switch tagName(row[open:]) {
		case "td", "th", "dd", "dt":
			cell = true
		}
		row = bytes.TrimRight(row[:open], " \t")
	}
	return row, cell
}

// inSheet accepts a cell of comma-separated values where the others of its line are
// empty, or that stands above the rest: the line below has such signs as well.
func (m *marking) inSheet() bool {
	if m.topCell() {
		return true
	}
	for _, sign := range [...]byte{',', ';'} {
		left, right := bytes.TrimRight(m.left, "\" "), bytes.TrimLeft(m.right, "\" ")
		signs := bytes.Count(left, []byte{sign}) + bytes.Count(right, []byte{sign})
		if signs == 0 || len(left) > 0 && left[len(left)-1] != sign || len(right) > 0 && right[0] != sign && right[0] != '\r' {
			continue
		}
		alone := len(bytes.Trim(left, "\",; ")) == 0 && len(bytes.Trim(right, "\",; \r")) == 0
		if alone && signs > 1 || m.top && bytes.IndexByte(m.under, sign) >= 0 && !m.small && !m.listsLevels() && !m.prose() {
			return true
		}
	}
	return false
}

// topCell accepts a cell of a sheet's first row, whatever the others hold.
func (m *marking) topCell() bool {
	left, right := bytes.TrimRight(m.left, " "), bytes.TrimLeft(m.right, " ")
	tabs := bytes.HasSuffix(left, []byte("\t")) || bytes.HasPrefix(right, []byte("\t"))
	return m.top && tabs && !m.small && !m.listsLevels() &&
		(len(left) == 0 || left[len(left)-1] == '\t') && (len(right) == 0 || right[0] == '\t' || right[0] == '\r')
}
