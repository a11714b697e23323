package detect

import (
	"bytes"
	"unicode/utf8"
)

// Tables whose columns stand below each other, with nothing but blanks between:
// lists for line printers, reports of databases, what terminals show. Programs
// pad cells by columns of the screen, by characters or by bytes, which differ
// in all but ASCII. A cell's place is therefore held against the header's in
// all three ways, and the way that fits most cells of the row decides.

// margin is how far into a line something stands, in each way.
type margin [3]uint16

const (
	byScreen     = iota // wide characters take two columns (Unicode Standard Annex 11)
	byCharacters        // also of those without width
	byBytes
)

const (
	gridComma = " " // in place of a table's separator
	// maxGridRow is how long a row is read at most, in bytes.
	maxGridRow = 1024
)

// grid is where the columns of such a table begin.
type grid struct {
	starts  [maxColumns]margin
	columns int
	gap     int // blanks between any two headers, or 0 where they differ; 1: cells are words
}

// gridReader reads the cells of a line one by one.
type gridReader struct {
	grid *grid // nil for a header, whose columns are not known yet
	line []byte
	i    int    // read up to here
	at   margin // which is there
	hits margin // cells so far that begin where a column does, in each way

	start, end int // the cell
	from       margin
	column     int // that it is in, or -1
	cells      int // read so far
	gap        int // blanks between any two of them, -1 where they differ
}

// next reads the next cell. Cells end before two blanks, or before one with a
// column's beginning behind it.
func (r *gridReader) next() bool {
	r.blanks()
	if r.i == len(r.line) {
		return false
	}
	r.start, r.from = r.i, r.at
	if r.grid != nil && r.grid.gap == 1 {
		r.nextWord()
		return true
	}
	for {
		r.word()
		r.end = r.i
		n := r.blanks()
		if r.i == len(r.line) || n > 1 || r.columnBegins() {
			r.choose()
			r.apart(n)
			return true
		}
	}
}

// nextWord reads the next cell of a list whose cells one blank parts. The last one, mostly of an
// address or of remarks, may hold blanks itself.
func (r *gridReader) nextWord() {
	r.column = r.cells
	if r.cells++; r.cells < r.grid.columns {
		r.word()
		r.end = r.i
		return
	}
	r.i = len(r.line)
	r.end = len(bytes.TrimRight(r.line, " \t\r"))
}

// apart notes how many blanks stand behind the cell, if another follows.
func (r *gridReader) apart(n int) {
	switch {
	case r.i == len(r.line):
	case r.cells == 1:
		r.gap = n
	case r.gap != n:
		r.gap = -1
	}
}

// word goes on to the next blank.
func (r *gridReader) word() {
	for r.i < len(r.line) {
		c, n := utf8.DecodeRune(r.line[r.i:])
		if isBlank(c) {
			return
		}
		r.step(c, n)
	}
}

// blanks goes on to the next word, and counts the blanks before it.
func (r *gridReader) blanks() (n int) {
	for r.i < len(r.line) {
		c, size := utf8.DecodeRune(r.line[r.i:])
		if !isBlank(c) {
			return n
		}
		n++
		r.step(c, size)
	}
	return n
}

func isBlank(r rune) bool { return r == ' ' || r == '　' || r == 0xa0 }

func (r *gridReader) step(c rune, size int) {
	r.i += size
	r.at[byBytes] += uint16(size)
	r.at[byCharacters]++
	r.at[byScreen]++
	if isWide(c) {
		r.at[byScreen]++
	}
}

// isWide knows the characters that take two columns of a screen.
func isWide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r >= 0x1f300 && r <= 0x3fffd)
}

// columnBegins says whether a column begins here, as far as the cells before
// have shown how this row is padded.
func (r *gridReader) columnBegins() bool {
	if r.grid == nil {
		return false
	}
	way := r.way()
	sure := r.hits[way] > 0 || r.at[byBytes] == r.at[byScreen]
	return sure && r.grid.find(way, r.at[way]) >= 0
}

// way is the way of padding that fits most cells so far.
func (r *gridReader) way() (best int) {
	for way, n := range r.hits {
		if n > r.hits[best] {
			best = way
		}
	}
	return best
}

// choose finds the column that the cell is in: the one that begins with it, or
// else the nearest, since numbers are often set to the right.
func (r *gridReader) choose() {
	r.column = -1
	r.cells++
	if r.grid == nil {
		return
	}
	var exact [len(r.from)]int
	for way := range exact {
		if exact[way] = r.grid.find(way, r.from[way]); exact[way] >= 0 && r.start > 0 {
			r.hits[way]++ // what begins the line does so in every way
		}
	}
	if r.grid.gap > 1 && (r.gap == r.grid.gap || r.cells == 1) && r.cells <= r.grid.columns {
		r.column = r.cells - 1 // nothing is padded
		return
	}
	best := r.way()
	for way, column := range exact {
		if r.hits[way] == r.hits[best] && column >= 0 {
			r.column = column
			return
		}
	}
	r.column = r.grid.nearest(best, r.from[best])
}

// find returns the column that begins at a place, or -1.
func (g *grid) find(way int, at uint16) int {
	for i, start := range g.starts[:g.columns] {
		if start[way] == at {
			return i
		}
	}
	return -1
}

func (g *grid) nearest(way int, at uint16) (column int) {
	distance := 1 << 16
	for i, start := range g.starts[:g.columns] {
		if d := max(int(start[way])-int(at), int(at)-int(start[way])); d < distance {
			column, distance = i, d
		}
	}
	return column
}

// readGrid reads a header whose cells stand apart by two blanks or more.
func (h *headerReader) readGrid(line []byte) {
	h.table = table{comma: gridComma}
	r := gridReader{line: line}
	for r.next() && h.table.columns < maxColumns {
		h.grid.starts[h.table.columns] = r.from
		if !h.add(line[r.start:r.end]) {
			return
		}
	}
	h.grid.gap = max(r.gap, 0)
}

// leastWords is how many labels make the header of a list whose cells one blank parts: fewer stand
// before a name and its parts, too.
const leastWords = 3

// readWords reads a header in Chinese, Japanese or Korean characters whose cells one blank parts. All
// words but one must be known: any other line is one of words.
func (h *headerReader) readWords(line []byte) {
	if len(line) == 0 || line[0] < 0xe3 || len(line) > maxGridRow {
		return
	}
	h.table, h.grid.gap = table{comma: gridComma}, 1
	r := gridReader{line: line, grid: &grid{columns: maxColumns + 1, gap: 1}}
	for r.next() && h.table.columns < maxColumns {
		h.grid.starts[h.table.columns] = r.from
		if !h.add(line[r.start:r.end]) {
			break
		}
	}
	if t := &h.table; t.exact < leastWords || t.namedColumns() < t.columns-1 || t.values > 0 {
		h.table = table{}
	}
}

// readRuled reads a header by the ruling line below it, whose strokes are as
// wide as the columns, in the way of padding that cuts no word.
func (h *headerReader) readRuled(line, ruler []byte) {
	for way := range len(margin{}) {
		if h.readStrokes(line, ruler, way) {
			return
		}
	}
	h.table = table{}
}

func (h *headerReader) readStrokes(line, ruler []byte, way int) bool {
	h.table, h.grid.gap = table{comma: gridComma}, 0
	strokes, r := gridReader{line: ruler}, gridReader{line: line}
	strokes.blanks()
	for more := true; more && h.table.columns < maxColumns; {
		h.grid.starts[h.table.columns] = strokes.at
		strokes.word()
		strokes.blanks()
		more = strokes.i < len(ruler)
		r.start = r.i
		if !r.goTo(way, strokes.at[way], more) || !h.add(line[r.start:r.i]) {
			return false
		}
	}
	return true
}

// goTo goes on to a place, or to the line's end, and says whether a word can begin
// there.
func (r *gridReader) goTo(way int, at uint16, more bool) bool {
	blank := true
	for r.i < len(r.line) && (r.at[way] < at || !more) {
		c, n := utf8.DecodeRune(r.line[r.i:])
		blank = isBlank(c)
		r.step(c, n)
	}
	return r.i == len(r.line) || r.at[way] == at && blank
}

// gridRow judges a row by the places of its cells.
func (v *visit) gridRow(row []byte, pos int) bool {
	t := v.state.table
	if len(row) > maxGridRow || !t.isGridRow(row) {
		return false
	}
	judge := v.rowJudge()
	for r := (gridReader{grid: t.grid, line: row}); r.next(); {
		judge.cell(r.column, row[r.start:r.end])
	}
	v.person(pos)
	return true
}

// isGridRow wants two cells, with one besides the first where a column begins, or
// as many as there are columns.
func (t *table) isGridRow(row []byte) bool {
	r, cells := gridReader{grid: t.grid, line: row}, 0
	for r.next() {
		cells++
	}
	return cells > 1 && (r.hits[r.way()] > 0 || cells == t.columns)
}

// gridCell returns the column that the text at pos is in, and where its cell
// begins, or -1 where the row began too far before.
func (v *visit) gridCell(pos int) (column, start int) {
	from := int(v.state.row - v.st.base)
	if from < 0 || from > pos || pos-from > maxGridRow {
		return -1, pos
	}
	_, n := utf8.DecodeRune(v.buf[pos:])
	r := gridReader{grid: v.state.table.grid, line: v.buf[from : pos+n]}
	for r.next() {
	}
	return r.column, from + r.start
}

// isRuler says whether a line is made of strokes, as below headers.
func isRuler(line []byte) bool {
	strokes := 0
	if len(line) > 0 && line[0] >= 0xe3 {
		return false // as rows in Chinese and Japanese begin: strokes have U+257F at most
	}
	if string(line) == "|-" { // MediaWiki
		return true
	}
	for len(line) > 0 {
		r, n := firstRune(line)
		switch {
		case r == '-' || r == '=' || r >= 0x2500 && r <= 0x257f:
			strokes++
		case r != ' ' && r != '+' && r != '|' && r != ':' && r != '\t' && r != '\r':
			return false
		}
		line = line[n:]
	}
	return strokes >= 3
}

// gaps counts the runs of two blanks or more inside a line.
func gaps(line []byte, signs uint32) (n int) {
	line = bytes.TrimSpace(line)
	if signs&wideBit == 0 && !bytes.Contains(line, []byte("  ")) {
		return 0
	}
	r := gridReader{line: line}
	for r.next() {
		n++
	}
	return n - 1
}
