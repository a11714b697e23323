package detect

import "bytes"

// valuesLiterals end the list of columns in an INSERT statement of SQL (ISO/IEC
// 9075-2, 14.11); what follows are rows of a table whose header is that list.
var valuesLiterals = []string{") values"}

// copyLiterals end it in a COPY statement of PostgreSQL's dumps; what follows are lines of
// cells with tabs between (PostgreSQL documentation, COPY, text format).
var copyLiterals = []string{") from stdin"}

// sqlColumns visits the end of a list of columns.
func (v *visit) sqlColumns(start, end int) {
	t := v.columnList(start)
	if t == nil {
		return
	}
	t.sql = true
	v.beginTable(t, end)
}

// copyColumns visits the end of a list of columns that lines of cells follow.
func (v *visit) copyColumns(start, end int) {
	t := v.columnList(start)
	if t == nil {
		return
	}
	t.comma = "\t"
	v.beginTable(t, end)
}

// columnList reads the list of columns that ends at start as a header.
func (v *visit) columnList(start int) *table {
	s := v.state
	if s.table != nil && !s.table.sql {
		return nil
	}
	low := max(0, start-leftBytes)
	at := bytes.LastIndexByte(v.buf[low:start], '(')
	if at < 0 {
		return nil
	}
	h := v.headerReader()
	h.readCells(bytes.Map(unquotedName, v.buf[low+at+1:start]), ",")
	return h.kept(1)
}

// unquotedName drops the quotes of names: standard, MySQL's and SQL Server's.
func unquotedName(c rune) rune {
	switch c {
	case '"', '`', '[', ']', '\n', '\r', '\t':
		return ' '
	}
	return c
}

// sqlRows judges the rows that a line holds. It reports false for a line that is
// none, or ends the statement.
func (v *visit) sqlRows(line []byte, pos int) bool {
	t, columns := v.state.table, &v.planned().columns
	line = bytes.TrimSpace(line)
	if len(line) > 0 && line[0] != '(' {
		return false
	}
	for len(line) > 0 && line[0] == '(' {
		var part namePart
		i, more := 0, true
		for rest := line[1:]; more && i < t.columns; i++ {
			var cell []byte
			cell, rest, more = cutValue(rest)
			if t.bits[i] != 0 && len(cell) > 0 {
				part = v.cellOf(&columns[i], plainText(cell), part)
			}
			line = rest
		}
		v.person(pos)
		line = bytes.TrimLeft(line, ", ")
	}
	return !bytes.HasPrefix(line, []byte(";"))
}

// cutValue cuts a value off a row, without its quotes; more is false behind the last.
func cutValue(row []byte) (value, rest []byte, more bool) {
	row = bytes.TrimLeft(row, " ")
	end := valueEnd(row)
	value, rest = bytes.Trim(row[:end], " '"), row[end:]
	if len(rest) == 0 {
		return value, nil, false
	}
	return value, rest[1:], rest[0] == ','
}

// valueEnd finds the comma or the bracket behind a value.
func valueEnd(row []byte) int {
	quoted, escaped := false, false
	for i, c := range row {
		switch {
		case escaped:
			escaped = false
		case c == '\\' && quoted: // as MySQL writes a quote in a text
			escaped = i+2 < len(row) && row[i+1] == '\'' && row[i+2] != ',' && row[i+2] != ')'
		case c == '\'':
			quoted = !quoted
		case !quoted && (c == ',' || c == ')'):
			return i
		}
	}
	return len(row)
}

// plainText undoes the ways to write a quote in a value.
func plainText(value []byte) []byte {
	if bytes.IndexByte(value, '\'') < 0 {
		return value
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(value, []byte(`\'`), []byte("'")), []byte("''"), []byte("'"))
}
