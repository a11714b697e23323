package detect

import "bytes"

// Dumps of databases name the columns once, where the table is created (CREATE TABLE, ISO/IEC
// 9075-2, 11.3), and rows come in statements without them, of MySQL's many in one line.

// createLiterals begin such a definition, and bareLiterals stand before rows whose statement
// may name no columns. tupleLiterals stand between two rows.
var (
	createLiterals = []string{"create table"}
	bareLiterals   = []string{"values (", "values(", "values\n(", "values\r\n("}
	tupleLiterals  = []string{"),(", "), ("}
)

// dump is what is known of a database's dump. It does not change once it is made.
type dump struct {
	created  int64  // where the last table is defined, or -1 once rows have gone into it
	inserted *table // the columns of the one that rows went into without naming them
}

// since returns from where on the text is needed, or -1.
func (d *dump) since() int64 {
	if d == nil {
		return -1
	}
	return d.created
}

// sqlCreated notes where a table is defined. As much as rows may take is kept behind it.
func (v *visit) sqlCreated(start int) {
	if v.state.table == nil {
		v.state.dump = &dump{created: v.st.base + int64(start)}
	}
}

// sqlBare visits the word before rows. Without a list of columns there, the definition of
// the table of that name says what they are.
func (v *visit) sqlBare(start, end int) {
	s := v.state
	name := insertedInto(v.buf[max(0, start-leftBytes/2):start])
	if len(name) == 0 || s.table != nil && !s.table.sql {
		return
	}
	of := hashValue(name)
	if s.dump == nil || s.dump.inserted == nil || s.dump.inserted.of != of {
		t := v.definition(name, start)
		if t == nil {
			return
		}
		t.sql, t.of = true, of
		s.dump = &dump{created: -1, inserted: t}
	}
	v.beginTable(s.dump.inserted, end-1)
}

// insertedInto returns the name of a table that rows are said to go into right before b's
// end, without its quotes, or nil.
func insertedInto(b []byte) []byte {
	b = bytes.TrimRight(b, " \t\r\n")
	at := bytes.LastIndexAny(b, " \t\r\n") + 1
	if name := bytes.Trim(b[at:], "`\"[]"); at > 0 && len(name) > 0 && name[len(name)-1] != ')' {
		if word := bytes.TrimRight(b[:at], " \t\r\n"); len(word) > 4 && bytes.EqualFold(word[len(word)-4:], []byte("into")) {
			return name
		}
	}
	return nil
}

// definition reads the columns that the table of a name was defined with before pos, if that
// is near, as a header.
func (v *visit) definition(name []byte, pos int) *table {
	if v.state.dump.since() < 0 {
		return nil
	}
	text := v.from(v.state.dump.created, pos)
	if len(text) < len(createLiterals[0]) || !bytes.EqualFold(text[:len(createLiterals[0])], []byte(createLiterals[0])) {
		return nil
	}
	head, body, found := bytes.Cut(text, []byte("("))
	head = bytes.TrimRight(head, " \t\r\n")
	if head = bytes.TrimRight(head, "`\"]"); !found || !bytes.HasSuffix(head, name) {
		return nil
	}
	h := v.headerReader()
	h.readCells(columnNames(body), ",")
	return h.kept(1)
}

// columnNames returns the names of the columns that a table's definition has, from behind
// its bracket on, with commas between.
func columnNames(body []byte) (names []byte) {
	depth, quote := 0, byte(0)
	for from, i := 0, 0; i < len(body); i++ {
		switch c := body[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"' || c == '`':
			quote = c
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case (c == ',' || c == ')') && depth == 0:
			if name := columnName(body[from:i]); len(name) > 0 {
				names = append(append(names, name...), ',')
			}
			if from = i + 1; c == ')' {
				return bytes.TrimRight(names, ",")
			}
		}
	}
	return nil
}

// constraintWords begin what is defined beside columns.
var constraintWords = [...]string{"PRIMARY", "KEY", "UNIQUE", "CONSTRAINT", "INDEX", "FOREIGN", "CHECK", "FULLTEXT", "SPATIAL", "EXCLUDE", "LIKE", "PERIOD"}

// columnName returns the name of the column that a definition is of, or nil.
func columnName(definition []byte) []byte {
	definition = bytes.TrimSpace(definition)
	if len(definition) == 0 {
		return nil
	}
	if end := map[byte]byte{'`': '`', '"': '"', '[': ']'}[definition[0]]; end != 0 {
		name, _, _ := bytes.Cut(definition[1:], []byte{end})
		return bytes.Map(unquotedName, name)
	}
	if i := bytes.IndexAny(definition, " \t\r\n("); i >= 0 {
		definition = definition[:i]
	}
	for _, word := range constraintWords {
		if bytes.EqualFold(definition, []byte(word)) {
			return nil
		}
	}
	return definition
}

// sqlTuple visits the end of a row behind which another begins in the line.
func (v *visit) sqlTuple(start, end int) {
	s := v.state
	if s.table == nil || !s.table.sql {
		return
	}
	row := bytes.TrimLeft(v.from(s.row, start+1), " \t\r\n")
	if (bytes.Count(row, []byte("'"))-bytes.Count(row, []byte(`\'`)))%2 != 0 && len(row) < recordBytes {
		return // within a text
	}
	v.sqlRows(row, start+1)
	v.beginRow(end - 1)
}
