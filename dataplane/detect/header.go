package detect

import (
	"bytes"
	"math/bits"
	"unicode/utf8"
)

// Where a table begins: at a line that reads as a header, which is looked for at
// the beginning of a text, below words that headers consist of, above ruling
// lines, and above values that only a header can explain.

// headerLiterals mark lines that may be the header of a table further down in
// a text; a text's first lines are looked at in any case.
var headerLiterals = []string{
	"氏名", "フリガナ", "ふりがな", "電話番号", "メールアドレス", "郵便番号", "生年月日", "個人番号", "マイナンバー", "カード番号",
	"email", "e-mail", "phone", "customer_name", "birth", "card_number", "card number", "手机", "身份证", "전화번호", "이메일",
}

// rulerLiterals are in ruling lines below headers: of Markdown (GitHub Flavored
// Markdown, 4.10), of what databases show, and of tables drawn with characters.
var rulerLiterals = []string{"|---", "| ---", "|:--", "| :--", "--+--", "-- --", "== ==", "=  =", "─┼─", "━╋━", "═╬═", "═╪═", "━┿━"}

// headerLines is how many of a text's first lines may be the header: files begin
// with titles and dates.
const headerLines = 8

// ruler visits a ruling line: the one above it may be a header.
func (v *visit) ruler(pos int) {
	start := v.lineStart(pos)
	if v.state.table != nil || start < 1 || !isRuler(v.buf[start:pos]) {
		return
	}
	if above := v.lineStart(start - 1); above >= max(0, pos-leftBytes) && !v.rowAbove(above, pos-leftBytes) {
		v.state.row, v.state.header = v.st.base+int64(above), true
	}
}

// rowAbove says whether a row of a drawn table stands above the line that begins at pos,
// perhaps with a ruling line between: that line then is no header. Nothing before low
// is looked at.
func (v *visit) rowAbove(pos, low int) bool {
	for range 2 {
		start := -1
		if pos > 0 {
			start = v.lineStart(pos - 1)
		}
		if start < max(0, low) {
			return false
		}
		line := bytes.TrimSpace(v.buf[start : pos-1])
		if !isRuler(line) {
			comma, n := separatorIn(line)
			return n > 1 && comma != "," && comma != ";"
		}
		pos = start
	}
	return false
}

// lineStart returns where the line around pos begins, or -1 if that is not within
// the window that every judgement has.
func (v *visit) lineStart(pos int) int {
	low := max(0, pos-leftBytes)
	at := bytes.LastIndexByte(v.buf[low:pos], '\n')
	if at < 0 && v.st.base+int64(low) > 0 {
		return -1
	}
	return low + at + 1
}

// headerWord notes that the current line may be a header.
func (v *visit) headerWord(pos int) {
	if v.state.table != nil || v.state.header {
		return
	}
	if start := v.lineStart(pos); start >= 0 {
		v.state.row, v.state.header = v.st.base+int64(start), true
	}
}

// headerEnds reads the line before pos as a header, if it is one. A ruling line
// has brought the one above it with it.
func (v *visit) headerEnds(pos int) {
	s := v.state
	line := bytes.TrimRight(v.from(s.row, pos), "\r")
	s.header, s.row = false, -1
	if v.inHTMLRow(pos) {
		return // the line is a cell's, set in by tabs
	}
	h := v.headerReader()
	if i := bytes.IndexByte(line, '\n'); i < 0 {
		h.read(line)
	} else {
		h.readWithRuler(bytes.TrimRight(line[:i], "\r"), line[i+1:])
	}
	switch t := h.kept(2); {
	case t != nil && !t.pairs():
		v.beginTable(t, pos+1)
	case s.tries < headerLines:
		s.tries++
		s.header, s.row = true, v.st.base+int64(pos+1)
	}
}

// beginTable begins a table whose first row begins at pos.
func (v *visit) beginTable(t *table, pos int) {
	s := v.state
	s.table, s.header, s.rows, s.blank = t, false, 0, false
	s.scores = columnScores{}
	v.beginRow(pos)
}

// repeats says whether a line is the header once more, as on each page of a list.
func (t *table) repeats(line []byte) bool {
	return len(line) == t.length && t.length > 0 && hashValue(line) == t.sum
}

// rulerBelow reads the header once more by the ruling line right below it.
func (v *visit) rulerBelow(ruler []byte, pos int) {
	s := v.state
	start := int(s.row - v.st.base)
	if s.rows > 0 || s.table.grid == nil || start < 1 {
		return
	}
	above := v.lineStart(start - 1)
	if above < 0 || pos-above > leftBytes {
		return
	}
	h := v.headerReader()
	h.readWithRuler(bytes.TrimRight(v.buf[above:start], "\r\n"), ruler)
	if t := h.kept(2); t != nil {
		s.table = t
	}
}

// headerBelow reads the line below a header as the second of a header of two lines,
// if it is: what it leaves open, the first says.
func (v *visit) headerBelow(line []byte) bool {
	upper, h := v.state.table, v.headerReader()
	h.read(line)
	if h.table.comma != upper.comma || v.hasAddress(line) {
		return false
	}
	t := h.kept(2)
	if t == nil {
		return false
	}
	for i := range t.columns {
		if t.bits[i] == 0 && !t.against[i] {
			above := upper.over(t, i)
			t.bits[i], t.against[i] = upper.bits[above], upper.against[above]
		}
	}
	v.state.table = t
	return true
}

// over returns the column above column i of the header's second line: a header
// may span those to its right that have none.
func (t *table) over(lower *table, i int) int {
	if t.grid != nil {
		return t.grid.nearest(byScreen, lower.grid.starts[i][byScreen])
	}
	for i = min(i, t.columns-1); i > 0 && t.blank>>i&1 != 0; i-- {
	}
	return i
}

// headerReader reads lines as headers, in memory that all texts share.
type headerReader struct {
	table table
	grid  grid
	fold  []byte
	value [4 * maxField]byte
	line  []byte // what was read

	before []byte // the cell before the one being read
	family []byte // what stands before the word for a surname in a header

	lead, tail []byte // what carries the table's lines
}

func (v *visit) headerReader() *headerReader {
	h := &v.w.header
	h.fold, h.line, h.lead, h.tail, h.family = v.w.fold[:], nil, nil, nil, nil
	return h
}

// read reads a line as a header, whatever it says.
func (h *headerReader) read(line []byte) {
	h.table, h.line, h.family = table{}, line, nil
	line, h.tail = cutTail(line)
	signs := signsIn(line)
	if len(line) >= recordBytes || signs&signBit['@'] != 0 {
		return
	}
	comma, n := separatorAmong(line, signs)
	switch wiki, rows := wikiSigns(line); {
	case wiki != "":
		h.readCells(line, wiki)
		h.table.comma = rows
	case (comma == "" || comma == "," || comma == ";") && len(line) <= maxGridRow && gaps(line, signs) > n:
		h.readGrid(line)
	case comma != "":
		h.readCells(line, comma)
	default:
		if h.readSigns(line, signs); h.table.columns == 0 {
			h.readWords(line)
		}
	}
}

// readWithRuler reads a header with what may be a ruling line below it.
func (h *headerReader) readWithRuler(line, ruler []byte) {
	comma, _ := separatorIn(line)
	switch {
	case !isRuler(ruler):
		h.read(ruler)
	case comma == "" || comma == "," || comma == ";":
		h.readRuled(line, ruler)
	default:
		h.read(line)
	}
}

// kept returns a lasting copy of what was read if it is a header: of two columns
// at least, with so many that are known, where one whose header is a
// label and little else counts twice.
func (h *headerReader) kept(least int) *table {
	t := &h.table
	if t.known() < least || t.columns < 2 || t.values > 0 && t.values >= t.namedColumns() || t.assigned > 0 && t.columns < 2*t.assigned+1 {
		return nil
	}
	kept := *t
	kept.length, kept.sum = len(h.line), hashValue(h.line)
	kept.lead, kept.tail = string(h.lead), string(h.tail)
	kept.spreads = t.findSpreads(h.line)
	if t.comma == gridComma {
		h.grid.columns = t.columns
		places := h.grid
		kept.grid = &places
	}
	return &kept
}

// known counts the columns that are, those whose header is a label and little else twice.
func (t *table) known() int {
	n := t.exact
	for _, bits := range t.bits[:t.columns] {
		if bits != 0 {
			n++
		}
	}
	return n
}

// pairs says whether every other cell is a label and none between is, but a value that
// digits or a name tell: then the line is made of labels and their values.
func (t *table) pairs() bool {
	if t.columns == 2 && t.valued == 1<<1 && !t.named(1) || t.values > 0 && bits.OnesCount64(t.valued) > 1 {
		return true
	}
	values := false
	for i := range t.columns {
		if t.named(i) != (i%2 == 0) {
			return false
		}
		values = values || i%2 != 0 && t.valued>>i&1 != 0
	}
	return t.columns >= 4 && values
}

// named says whether the header of a column is a word that is known.
func (t *table) named(i int) bool { return t.bits[i] != 0 || t.against[i] || t.other>>i&1 != 0 }

// numbered says whether a header is that of numbers or codes, which cells of any other text
// are never taken for.
func (t *table) numbered() bool {
	for _, bits := range t.bits[:t.columns] {
		if bits&builtin().coded != 0 {
			return true
		}
	}
	return false
}

// namedColumns counts them.
func (t *table) namedColumns() (n int) {
	for i := range t.columns {
		if t.named(i) {
			n++
		}
	}
	return n
}

// onlyFirst says whether nothing but the first cell is known, as where a line is a label
// and its values.
func (t *table) onlyFirst() bool {
	for i := 1; i < t.columns; i++ {
		if t.named(i) {
			return false
		}
	}
	return t.named(0)
}

func (h *headerReader) readCells(line []byte, comma string) {
	h.table = table{comma: comma}
	if !mayNameColumns(line, comma) {
		return
	}
	for rest, more := line, true; more && h.table.columns < maxColumns; {
		var cell []byte
		cell, rest, more = cutCell(rest, comma)
		if !h.add(cell) {
			return
		}
	}
}

// mayNameColumns says whether no cell of a line but the first, which a lead may stand before,
// rules out that it is a header. Most lines of programs are told by it, before what their cells
// say is asked.
func mayNameColumns(line []byte, comma string) bool {
	_, rest, more := cutCell(line, comma)
	for n := 1; more && n < maxColumns; n++ {
		var cell []byte
		if cell, rest, more = cutCell(rest, comma); isNoHeader(bytes.TrimSpace(cell)) {
			return false
		}
	}
	return true
}

// add adds a column with its header. It reports false, and forgets the others, for
// what can't be a header.
func (h *headerReader) add(cell []byte) bool {
	t := &h.table
	cell = bytes.TrimSpace(cell)
	if t.columns == 0 && !isTime(cell) {
		rest := withoutLead(cell)
		h.lead, cell = cell[:len(cell)-len(rest)], rest
	}
	if isNoHeader(cell) || h.splitName(cell) {
		t.columns = 0
		return false
	}
	h.noteForm(cell)
	t.addColumn(h.said(cell))
	return true
}

// noteForm notes what a header's form says of the table.
func (h *headerReader) noteForm(cell []byte) {
	t := &h.table
	switch {
	case len(cell) == 0:
		t.blank |= 1 << t.columns
	case countDigits(cell) > 0 || isName(cell):
		t.valued |= 1 << t.columns
	}
	if h.isValue(cell) {
		t.values++
		t.valued |= 1 << t.columns
	}
	if bytes.HasSuffix(cell, []byte(":")) {
		t.assigned++
	}
}

// said returns what a header says of its column.
func (h *headerReader) said(cell []byte) evidence {
	folded := foldKey(h.fold[:0], cell)
	e := h.table.header(folded)
	e.other = e.other || !e.says() && (otherNumber(folded) || isGeneric(folded))
	short, given := shortHeader(cell), false
	if e.bits |= short; !isASCII(string(cell)) {
		e, given = h.partBeside(e, cell)
	}
	latin := len(cell) > 0 && isLatin(cell)
	if latin && isWholeName(foldKey(h.fold[:0], withoutNote(cell))) {
		h.table.exact++
		return evidence{bits: builtin().classBit[builtin().name]}
	}
	if latin && e.bits&builtin().classBit[builtin().name] != 0 {
		e = nameHeader(e, foldKey(h.fold[:0], cell))
	}
	part := given || e.bits&builtin().attrBits[attrKana] != 0 || short&(builtin().attrBits[attrSurname]|builtin().attrBits[attrGiven]) != 0
	if !part && (!latin || e.bits&^builtin().nameBits() == 0) {
		e = h.roleHeader(e, foldKey(h.fold[:0], withoutNote(cell)))
	}
	return e
}

// partBeside knows 注文者名前 for a given name beside 注文者名字, and お届け先名 beside お届け先姓:
// alone they would be whole names.
func (h *headerReader) partBeside(e evidence, cell []byte) (_ evidence, part bool) {
	bits := &builtin().attrBits
	if e.bits&bits[attrKana] != 0 {
		return e, false
	}
	for _, word := range [...]string{"名字", "苗字", "姓"} {
		if i := bytes.LastIndex(cell, []byte(word)); i >= 0 && e.bits&bits[attrSurname] != 0 {
			h.family = cell[:i]
			return e, true
		}
	}
	for _, word := range [...]string{"名前", "名"} {
		if rest, ok := bytes.CutSuffix(cell, []byte(word)); ok && h.family != nil && bytes.Equal(rest, h.family) {
			e.bits = bits[attrGiven]
			return e, true
		}
	}
	return e, false
}

// roleHeader adds what a folded header says by being what a person is in a matter:
// 口座名義 is no account. One that says "name" too is a label and nothing else.
func (h *headerReader) roleHeader(e evidence, header []byte) evidence {
	name := builtin().classBit[builtin().name]
	if gluedName(header) {
		h.table.exact++
		return evidence{bits: name}
	}
	if !isPersonsRole(header) {
		return e
	}
	if saysName(header) {
		if 2*labelled(header) < len(header) {
			h.table.exact++
		}
		return evidence{bits: name}
	}
	if e.bits&name != 0 || isLetter(header[0]) && e.bits != 0 {
		return e
	}
	return evidence{bits: roleName | name}
}

// nameBits are those of names and of their parts.
func (t *tables) nameBits() uint64 {
	return t.classBit[t.name] | t.attrBits[attrSurname] | t.attrBits[attrGiven]
}

// withoutNote cuts off what stands in brackets behind a header: "旅券番号（本人）" is no role.
func withoutNote(cell []byte) []byte {
	for _, sign := range [...]string{"(", "（"} {
		if i := bytes.Index(cell, []byte(sign)); i > 0 {
			return bytes.TrimRight(cell[:i], " ")
		}
	}
	return cell
}

// withoutLead cuts off what carries a table in a field of its own: the name of a form's
// field or of a mail's, the tag or the key that it stands behind.
func withoutLead(cell []byte) []byte {
	cell = withoutFront(cell)
	end := bytes.LastIndexAny(cell, "=>\"") + 1
	for _, sign := range [...]string{": ", ":"} {
		if i := bytes.Index(cell, []byte(sign)); end == 0 && i > 0 && i+len(sign) < len(cell) {
			end = i + len(sign)
		}
	}
	rest := bytes.TrimLeft(cell[end:], " ")
	if len(rest) == 0 || end > maxBullet || !isLead(cell[:end]) {
		return cell
	}
	return rest
}

// isLead wants signs and ASCII letters, and no label.
func isLead(b []byte) bool {
	var room [2 * maxBullet]byte
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return !wordsIn(foldKey(room[:0], b), 0).says()
}

// splitName says whether the cell before ends and this one begins as a name written
// "Evans, Grace" does, whose comma separates no cells. It keeps the cell for the next.
func (h *headerReader) splitName(cell []byte) bool {
	before := h.before
	h.before = cell
	if h.table.columns == 0 || h.table.comma != "," || len(before)+len(cell) > maxField || !capital(cell) || hasLabel(cell) {
		return false
	}
	surname := before[bytes.LastIndexByte(before, ' ')+1:]
	given, _, _ := bytes.Cut(cell, []byte(" "))
	name := append(append(append(h.value[:0], given...), ' '), surname...)
	return capital(surname) && isName(name)
}

// isTime says whether a cell is a time of day, as in the lines of a talk.
func isTime(cell []byte) bool {
	cell = bytes.Trim(cell, "[]()")
	return len(cell) >= 4 && len(cell) <= 8 && cell[0]-'0' < 10 && bytes.IndexByte(cell, ':') > 0 && len(bytes.Trim(cell, "0123456789:")) == 0
}

// isValue says whether a cell is a value of what the cell before it names, so that the
// two are a label and its value.
func (h *headerReader) isValue(cell []byte) bool {
	if h.table.columns == 0 || len(cell) == 0 {
		return false
	}
	header := h.table.bits[h.table.columns-1] & (1<<len(registered) - 1)
	if header == 0 || wordsIn(fold(h.fold[:0], cell), 0).says() {
		return false
	}
	for ; header != 0; header &= header - 1 {
		d := registered[bits.TrailingZeros64(header)]
		if d.field == nil {
			continue
		}
		if _, confidence := d.field.judge(cell, "", h.value[:0]); confidence >= looseConfidence {
			return true
		}
	}
	return false
}

// addColumn notes what the header of the next column says.
func (t *table) addColumn(e evidence) {
	if e.against || e.other {
		e.bits = 0
	}
	t.bits[t.columns], t.against[t.columns] = e.bits, e.against
	if e.other {
		t.other |= 1 << t.columns
	}
	t.columns++
}

// header reads one header.
func (t *table) header(cell []byte) evidence {
	if _, _, bits := builtin().words.next(cell, 0); bits == 0 {
		return evidence{} // as of most
	}
	e := wordsIn(cell, 0)
	if i := bytes.IndexByte(cell, '('); i > 0 {
		cell = cell[:i] // without a note such as "(12 digits)"
	}
	if cell = bytes.TrimRight(cell, " .:"); !e.against && len(cell) > 0 && (5*labelled(cell) >= 2*len(cell) || e.bits != 0 && onlyQualified(cell)) {
		t.exact++
	}
	return e
}

// frames are the signs between the cells of drawn tables.
var frames = [...]string{"|", "│", "┃", "║", "｜"}

// wikiSigns returns what stands between the cells of a header and of the rows below it,
// in wikis where that differs: Confluence and Jira, DokuWiki, MediaWiki.
func wikiSigns(line []byte) (header, rows string) {
	switch {
	case bytes.HasPrefix(line, []byte("||")):
		return "||", "|"
	case bytes.HasPrefix(line, []byte("^")) && bytes.HasSuffix(line, []byte("^")):
		return "^", "|"
	case bytes.HasPrefix(line, []byte("!")) && bytes.Contains(line, []byte("!!")):
		return "!!", "||"
	}
	return "", ""
}
