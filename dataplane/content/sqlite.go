package content

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SQLite database files ("Database File Format", sqlite.org/fileformat2.html).
// Pages of a table lie anywhere, so the file is buffered and read when it is
// complete: the last packet carries the verdict. Each table is a text, its
// columns' names as the first line and its rows as lines with tabs between the
// values; values that are files are members. Pages that no table reaches, where
// deleted rows remain, are read as binary. A write-ahead log is a file of its own.
var _ = register(format{
	mediaType: "application/vnd.sqlite3", aliases: []string{"application/x-sqlite3"}, magics: []magic{{0, sqliteMagic}},
	open: func(s *scope) Writer { return &sqliteReader{scope: s} },
})

const (
	sqliteMagic  = "SQLite format 3\x00"
	sqliteHeader = 100
)

type sqliteReader struct {
	scope   *scope
	buf     []byte
	held    int
	full    bool
	page    int  // size of a page
	usable  int  // of which may be used
	wide    byte // text encoding: 1 UTF-8, 2 UTF-16LE, 3 UTF-16BE
	reached []bool
	joined  int // bytes of the last record that lay in overflow pages
}

func (r *sqliteReader) Write(b []byte) {
	if !r.full {
		var ok bool
		r.buf, ok = r.scope.x.keep(r.buf, b, &r.held)
		r.full = !ok
	}
	if r.full {
		r.scope.opaque(len(b), reasonMemory)
	}
}

func (r *sqliteReader) Close() {
	r.read()
	r.scope.x.drop(r.held + r.joined)
	r.held, r.joined, r.buf = 0, 0, nil
}

func (r *sqliteReader) read() {
	if !r.header() {
		r.scope.opaque(len(r.buf), reasonCorrupt)
		return
	}
	type entry struct {
		kind, name, sql string
		root            int
	}
	var schema []entry
	r.walk(1, func(_ int64, v []any) {
		if len(v) >= 5 {
			root, _ := v[3].(int64)
			schema = append(schema, entry{r.text(v[0]), r.text(v[1]), r.text(v[4]), int(root)})
		}
	})
	r.scope.say("schema", "text/plain", schemaText(len(schema), func(i int) string { return schema[i].sql }))
	for _, e := range schema {
		if e.kind == "table" {
			r.table(e.name, e.sql, e.root)
		} else {
			r.walk(e.root, func(int64, []any) {}) // an index repeats its table
		}
	}
	r.unused()
}

func schemaText(n int, sql func(i int) string) string {
	var out strings.Builder
	for i := range n {
		if s := sql(i); s != "" {
			out.WriteString(s + ";\n")
		}
	}
	return out.String()
}

func (r *sqliteReader) header() bool {
	if len(r.buf) < sqliteHeader {
		return false
	}
	r.page = int(binary.BigEndian.Uint16(r.buf[16:]))
	if r.page == 1 {
		r.page = 1 << 16
	}
	if r.page < 512 || r.page&(r.page-1) != 0 {
		return false
	}
	r.usable, r.wide = r.page-int(r.buf[20]), r.buf[59]
	r.reached = make([]bool, len(r.buf)/r.page+2)
	return r.usable >= 480
}

// take returns page n the first time that it is asked for, so that no page is read
// twice whatever the file says.
func (r *sqliteReader) take(n int) []byte {
	at := (n - 1) * r.page
	if n < 1 || n >= len(r.reached) || r.reached[n] || at >= len(r.buf) {
		return nil
	}
	r.reached[n] = true
	return r.buf[at:min(at+r.page, len(r.buf))]
}

// Kinds of pages.
const (
	sqliteIndexInner = 2
	sqliteTableInner = 5
	sqliteIndexLeaf  = 10
	sqliteTableLeaf  = 13
)

// walk calls row for the records of a tree, in order.
func (r *sqliteReader) walk(root int, row func(id int64, v []any)) {
	stack := []int{root}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		p := r.take(n)
		at := 0
		if n == 1 {
			at = sqliteHeader
		}
		if len(p) < at+12 {
			continue
		}
		stack = append(stack, r.pageOf(p, at, row)...)
	}
}

// pageOf reads the cells of a page, whose header is at that place, and returns its
// children, the first last.
func (r *sqliteReader) pageOf(p []byte, at int, row func(int64, []any)) (children []int) {
	kind, cells := p[at], int(binary.BigEndian.Uint16(p[at+3:]))
	pointers := slice(p, at+8, len(p))
	if kind == sqliteIndexInner || kind == sqliteTableInner {
		pointers = slice(p, at+12, len(p))
		children = append(children, int(be32(p[at+8:])))
		for i := cells - 1; i >= 0; i-- {
			if cell := cellAt(p, pointers, i); len(cell) >= 4 {
				children = append(children, int(be32(cell)))
			}
		}
	}
	for i := range min(cells, len(pointers)/2) {
		r.cell(kind, cellAt(p, pointers, i), row)
	}
	return children
}

// cell reads the row that a cell of a page of that kind holds, if such do.
func (r *sqliteReader) cell(kind byte, cell []byte, row func(int64, []any)) {
	r.scope.x.drop(r.joined)
	r.joined = 0
	switch kind {
	case sqliteTableLeaf:
		size, n := varint(cell)
		id, m := varint(slice(cell, n, len(cell)))
		row(id, record(r.payload(slice(cell, n+m, len(cell)), size, r.usable-35)))
	case sqliteIndexInner, sqliteIndexLeaf:
		if kind == sqliteIndexInner {
			cell = slice(cell, 4, len(cell))
		}
		size, n := varint(cell)
		row(0, record(r.payload(slice(cell, n, len(cell)), size, (r.usable-12)*64/255-23)))
	}
}

func be32(b []byte) uint32 {
	if len(b) < 4 {
		return 0
	}
	return binary.BigEndian.Uint32(b)
}

// cellAt returns what begins at the place that pointer i names.
func cellAt(p, pointers []byte, i int) []byte {
	if 2*i+2 > len(pointers) {
		return nil
	}
	return slice(p, int(binary.BigEndian.Uint16(pointers[2*i:])), len(p))
}

// varint decodes a number of one to nine bytes, seven bits each but for the ninth.
func varint(b []byte) (v int64, size int) {
	for i := 0; i < 9 && i < len(b); i++ {
		if i == 8 {
			return v<<8 | int64(b[i]), 9
		}
		v = v<<7 | int64(b[i]&0x7f)
		if b[i] < 0x80 {
			return v, i + 1
		}
	}
	return v, len(b)
}

// payload returns size bytes, of which those beyond most lie in overflow pages.
func (r *sqliteReader) payload(b []byte, size int64, most int) []byte {
	if size <= int64(most) || size > int64(len(r.buf)) {
		return slice(b, 0, int(min(size, int64(len(b)))))
	}
	least := (r.usable-12)*32/255 - 23
	local := least + (int(size)-least)%(r.usable-4)
	if local > most {
		local = least
	}
	if !r.scope.x.hold(int(size)) {
		r.scope.opaque(int(size)-local, reasonMemory)
		return slice(b, 0, local)
	}
	r.joined += int(size)
	out := append(make([]byte, 0, size), slice(b, 0, local)...)
	next := int(be32(slice(b, local, 4)))
	for len(out) < int(size) {
		p := r.take(next)
		if len(p) < 4 {
			break
		}
		out = append(out, slice(p, 4, min(r.usable-4, int(size)-len(out)))...)
		next = int(be32(p))
	}
	return out
}

// sqliteText is a value of type text, in the database's encoding; a blob is []byte.
type sqliteText []byte

// record decodes the values of a row: types, then values.
func record(b []byte) (values []any) {
	size, n := varint(b)
	types, body := slice(b, n, int(min(max(size-int64(n), 0), int64(len(b))))), slice(b, int(min(size, int64(len(b)))), len(b))
	for len(types) > 0 {
		kind, n := varint(types)
		types = types[n:]
		v, used := sqliteValue(kind, body)
		values = append(values, v)
		body = slice(body, used, len(body))
	}
	return values
}

func sqliteValue(kind int64, b []byte) (v any, size int) {
	switch {
	case kind == 0 || kind == 10 || kind == 11 || kind < 0:
		return nil, 0
	case kind == 8 || kind == 9:
		return kind - 8, 0
	case kind <= 7:
		size = [...]int{0, 1, 2, 3, 4, 6, 8, 8}[kind]
		return sqliteNumber(kind, slice(b, 0, size)), size
	}
	size = int(min((kind-12)/2, int64(len(b))))
	if kind%2 == 1 {
		return sqliteText(b[:size]), size
	}
	return b[:size], size
}

func sqliteNumber(kind int64, b []byte) any {
	var v int64
	for i, c := range b {
		if i == 0 {
			v = int64(int8(c))
			continue
		}
		v = v<<8 | int64(c)
	}
	if kind == 7 {
		return math.Float64frombits(uint64(v))
	}
	return v
}

// text returns a value as text, or "" for a blob that isn't.
func (r *sqliteReader) text(v any) string {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case sqliteText:
		switch r.wide {
		case 2:
			return decodeAs(charset16LE, v)
		case 3:
			return decodeAs(charset16BE, v)
		}
		return string(v)
	case []byte:
		if utf8.Valid(v) && isText(v) {
			return string(v)
		}
	}
	return ""
}

// table delivers the rows of a table.
func (r *sqliteReader) table(name, sql string, root int) {
	in := r.scope.inside(name, "text/tab-separated-values")
	t := newText(&in, plainText, nil)
	def := sqlColumns(sql)
	if len(def.columns) > 0 {
		t.Write([]byte(strings.Join(def.columns, "\t") + "\n"))
	}
	r.walk(root, func(id int64, v []any) {
		if def.rowid >= 0 && def.rowid < len(v) && v[def.rowid] == nil {
			v[def.rowid] = id
		}
		t.Write([]byte(r.row(&in, def.columns, v) + "\n"))
	})
	t.Close()
}

var flatten = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

func (r *sqliteReader) row(in *scope, columns []string, values []any) string {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = flatten.Replace(r.text(v))
		if b, ok := v.([]byte); ok && cells[i] == "" {
			cells[i] = r.blob(in, columns, i, b)
		}
	}
	return strings.Join(cells, "\t")
}

// shortBlob is up to which size a blob is shown as digits rather than read.
const shortBlob = 32

// blob delivers bytes as a member named for their column.
func (r *sqliteReader) blob(in *scope, columns []string, i int, b []byte) string {
	if len(b) <= shortBlob {
		return hex.EncodeToString(b)
	}
	name := "blob"
	if i < len(columns) {
		name = columns[i]
	}
	w := r.scope.x.member(in.inside(name, ""))
	w.Write(b)
	w.Close()
	return ""
}

// sqlTable is what a CREATE TABLE statement tells of a table's rows: the columns in the
// order that they are stored in, and which of them stands for the row's number, or -1.
type sqlTable struct {
	columns  []string
	rowid    int
	keys     []string // columns of the primary key
	integers []string // columns of that type
}

// sqlColumns reads a CREATE TABLE statement. In a table WITHOUT ROWID the columns of the
// key are stored first (SQLite file format, 2.4); VIRTUAL columns aren't stored at all.
func sqlColumns(sql string) sqlTable {
	t := sqlTable{rowid: -1}
	_, body, _ := strings.Cut(sql, "(")
	for _, def := range splitSQL(body) {
		t.define(def)
	}
	switch {
	case strings.Contains(plainSQL(sql[strings.LastIndexByte(sql, ')')+1:]), "WITHOUT ROWID"):
		t.keysFirst()
	case len(t.keys) == 1 && slices.Contains(t.integers, t.keys[0]):
		t.rowid = slices.Index(t.columns, flatten.Replace(t.keys[0]))
	}
	return t
}

// define takes the definition of a column, or a constraint.
func (t *sqlTable) define(def string) {
	name, plain := sqlName(def), plainSQL(def)
	isKey := strings.Contains(plain, "PRIMARY KEY")
	switch {
	case isConstraint(name, def) && isKey:
		t.keys = keyColumns(def)
		return
	case isConstraint(name, def):
		return
	case isKey:
		t.keys = []string{name}
	}
	if strings.Contains(plain, " INTEGER") {
		t.integers = append(t.integers, name)
	}
	if isStored(plain) {
		t.columns = append(t.columns, flatten.Replace(name))
	}
}

// plainSQL returns words in capitals with one space between.
func plainSQL(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), " ")) }

// isConstraint tells a table's constraint from a column.
func isConstraint(name, def string) bool {
	if strings.ContainsAny(def[:min(1, len(def))], "\"`[") {
		return false
	}
	word, _, _ := strings.Cut(strings.ToUpper(name), "(")
	return slices.Contains([]string{"", "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"}, word)
}

// isStored is false for a column that is computed when it is read.
func isStored(plain string) bool {
	return !strings.Contains(plain, " AS (") && !strings.Contains(plain, " AS(") || strings.Contains(plain, " STORED")
}

// keyColumns returns the columns that a PRIMARY KEY constraint lists.
func keyColumns(def string) (names []string) {
	_, list, _ := strings.Cut(def, "(")
	for _, key := range splitSQL(list) {
		names = append(names, sqlName(key))
	}
	return names
}

// keysFirst puts the columns of the key first, in its order.
func (t *sqlTable) keysFirst() {
	var first []string
	for _, key := range t.keys {
		at := slices.IndexFunc(t.columns, func(c string) bool { return strings.EqualFold(c, flatten.Replace(key)) })
		if at >= 0 {
			first = append(first, t.columns[at])
			t.columns = slices.Delete(t.columns, at, at+1)
		}
	}
	t.columns = append(first, t.columns...)
}

// splitSQL splits at commas outside of parentheses and quotes, up to the closing
// parenthesis.
func splitSQL(s string) (list []string) {
	depth, start, quote := 0, 0, byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '[':
			quote = ']'
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case (c == ',' || c == ')') && depth == 0:
			list = append(list, strings.TrimSpace(s[start:i]))
			if start = i + 1; c == ')' {
				return list
			}
		}
	}
	return append(list, strings.TrimSpace(s[start:]))
}

// sqlName returns the name that a definition begins with, unquoted.
func sqlName(def string) string {
	if def == "" {
		return ""
	}
	ends := map[byte]string{'"': `"`, '`': "`", '[': "]", '\'': "'"}
	if end := ends[def[0]]; end != "" {
		name, _, _ := strings.Cut(def[1:], end)
		return name
	}
	name, _, _ := strings.Cut(def, " ")
	name, _, _ = strings.Cut(name, "\n")
	return strings.TrimSpace(name)
}

// unused delivers the pages that nothing reached.
func (r *sqliteReader) unused() {
	var w Writer
	for n := 1; n < len(r.reached); n++ {
		p := r.take(n)
		if len(p) == 0 {
			continue
		}
		if w == nil {
			w = r.scope.x.open(r.scope.inside("unused pages", "application/octet-stream"))
		}
		w.Write(p)
	}
	if w != nil {
		w.Close()
	}
}
