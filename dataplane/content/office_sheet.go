package content

import (
	"bytes"
	"regexp"
	"strconv"
)

// sheet reads a worksheet of SpreadsheetML (ECMA-376 part 1, 18.3) as rows of
// cells set apart by tabs. Most words of a workbook stand in one table of shared
// strings, which usually comes after the sheets. Rows that need strings not yet
// there are kept, and delivered in order as the strings arrive; so are those with
// numbers that may be dates, until the workbook's styles tell. Formulas are left out,
// since their last results stand beside them.
type sheet struct {
	xmlReader
	meter  unpacker // shared strings may repeat without end
	office *office
	scope  scope // of the part, then of the sheet's path
	out    *text
	kept   hoard // rows that wait for strings
	at     int   // where in kept those not yet delivered begin
	closed bool  // the part has ended

	row    []byte // the row at present, in the notation of reference
	column int    // cells on it
	cell   cell
	into   cellText
	quiet  bool // within a phonetic guide
	batch  []byte
}

// cell is what is known of a cell so far.
type cell struct {
	column int // from 1, or 0 if it isn't told
	shared bool
	number bool
	style  int // of the table of styles, or 0
	value  []byte
}

type cellText uint8

const (
	cellNone cellText = iota
	cellValue
	cellAside // a page's header or footer, a list of values: a line of its own
)

const (
	// maxCell is what a cell may hold, in bytes: 32,767 characters (ECMA-376 part
	// 1, 18.18.22 gives no bound; this is the one of Excel's specifications).
	maxCell = 128 << 10
	maxRow  = 64 << 10
	// A shared string is noted as its index between refBegin and refEnd, and what may
	// be a date as its style, refDay and the number: no characters of XML.
	refBegin, refEnd, refDay = 0, 1, 2
)

func openSheet(o *office, p *body) Writer {
	s := &sheet{office: o, scope: p.scope}
	s.to = s
	s.kept.x = s.scope.x
	s.meter = unpacker{scope: &s.scope}
	o.sheets = append(o.sheets, s)
	return s
}

func (s *sheet) Write(b []byte) {
	s.meter.in += int64(len(b))
	s.xmlReader.Write(b)
}

func (s *sheet) start(t xmlTag) {
	switch string(t.name()) {
	case "c":
		s.cell = cell{column: columnOf(t.attribute("r")), value: s.cell.value[:0]}
		s.cell.style, _ = strconv.Atoi(string(t.attribute("s")))
		switch string(t.attribute("t")) {
		case "s":
			s.cell.shared = true
		case "", "n":
			s.cell.number = true
		}
	case "v", "t":
		s.into = cellValue
	case "rPh":
		s.quiet = true
	case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", "formula1", "formula2":
		s.into, s.cell = cellAside, cell{value: s.cell.value[:0]}
	}
}

func (s *sheet) text(b []byte) {
	if s.into != cellNone && !s.quiet {
		s.cell.value = appendCell(s.cell.value, b)
	}
}

// appendCell adds to a cell's text what isn't a line's or a cell's end. What is
// past the bound is left out: no program reads it.
func appendCell(value, b []byte) []byte {
	for _, c := range b[:min(len(b), maxCell-len(value))] {
		if c < ' ' {
			c = ' '
		}
		value = append(value, c)
	}
	return value
}

func (s *sheet) end(name []byte) {
	switch string(name) {
	case "rPh":
		s.quiet = false
	case "c":
		s.endCell()
	case "row":
		s.endRow()
	case "v", "t":
		s.into = cellNone
	case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", "formula1", "formula2":
		s.into = cellNone
		s.row = append(s.row, withoutCodes(s.cell.value)...)
		s.endRow()
	}
}

// sheetCodes are what stands in a header for its sections, for page numbers, fonts and
// the like (18.3.1.46), as XML writes them.
var sheetCodes = regexp.MustCompile(`&(?:amp|#38);(?:&(?:amp|#38);|"[^"]*"|&(?:quot|#34|#x22);.*?&(?:quot|#34|#x22);|K[0-9A-Fa-f+-]{5,6}|[0-9]+|[A-Za-z])`)

// withoutCodes sets the three sections of a header apart, and leaves the other codes out.
func withoutCodes(b []byte) []byte {
	b = sheetCodes.ReplaceAllFunc(b, func(code []byte) []byte {
		switch c := code[len(code)-1]; {
		case c == ';' && bytes.Count(code, []byte("&")) == 2 && bytes.Count(code, []byte(";")) == 2:
			return []byte("&amp;") // the sign itself
		case code[len(code)-2] == ';' && (c == 'L' || c == 'C' || c == 'R'):
			return []byte("\t")
		case code[len(code)-2] == ';' && c > '9':
			return []byte(" ")
		}
		return nil
	})
	return bytes.TrimLeft(b, "\t ")
}

// columnOf returns the column of a reference such as AB12, from 1, or 0.
func columnOf(ref []byte) int {
	n := 0
	for _, c := range ref {
		if c < 'A' || c > 'Z' || n > 1<<14 {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n
}

// endCell adds the cell to its row, under the right column.
func (s *sheet) endCell() {
	at := max(s.cell.column, s.column+1)
	tabs := min(at-max(s.column, 1), maxTabs)
	s.row = append(s.row, bytes.Repeat([]byte("\t"), tabs)...)
	s.column = at
	s.addValue()
	if len(s.row) > maxRow {
		s.flush()
	}
}

// addValue adds the cell's value to the row.
func (s *sheet) addValue() {
	_, day := dayOf(s.cell.value)
	switch {
	case s.cell.shared:
		s.row = append(append(append(s.row, refBegin), s.cell.value...), refEnd)
	case s.cell.number && day && s.cell.style > 0:
		s.row = strconv.AppendInt(append(s.row, refBegin), int64(s.cell.style), 10)
		s.row = append(append(append(s.row, refDay), s.cell.value...), refEnd)
	default:
		s.row = append(s.row, wholeNumber(s.cell.value)...)
	}
}

// wholeNumber writes a whole number that is stored in powers of ten, as those of
// many digits are, with all its digits.
func wholeNumber(v []byte) []byte {
	const exact = 1 << 53
	if len(v) > 32 || bytes.IndexByte(v, 'E') < 0 {
		return v
	}
	f, err := strconv.ParseFloat(string(v), 64)
	if err != nil || f != float64(int64(f)) || f > exact || f < -exact {
		return v
	}
	return strconv.AppendInt(nil, int64(f), 10)
}

func (s *sheet) endRow() {
	s.row = append(s.row, '\n')
	s.flush()
	s.column = 0
}

// flush delivers the row, or keeps it behind those that wait.
func (s *sheet) flush() {
	row := s.row
	s.row = s.row[:0]
	if s.waiting() == 0 && s.ready(row) {
		s.deliver(row)
		return
	}
	if !s.kept.add(row) {
		// There is no memory to wait: the rows go out without the strings, and
		// the strings without the rows.
		s.office.strings.spilled = true
		s.deliver(s.kept.b[s.at:])
		s.deliver(row)
		s.drop()
	}
}

func (s *sheet) waiting() int { return len(s.kept.b) - s.at }

func (s *sheet) drop() {
	s.kept.free()
	s.at = 0
}

// ready reports whether what a row refers to is there, or won't come.
func (s *sheet) ready(row []byte) bool {
	o := s.office
	for !o.finished && !o.strings.spilled {
		_, ref, rest, found := cutReference(row)
		switch {
		case !found:
			return true
		case ref.day != nil && !o.formats.complete, ref.day == nil && ref.index >= o.strings.count() && !o.strings.ended():
			return false
		}
		row = rest
	}
	return true
}

// reference stands in a row for what other parts tell: a string by its index, or a
// number that may be a date by the index of its style.
type reference struct {
	index int
	day   []byte // the number, or nil
}

// cutReference splits b around its first reference.
func cutReference(b []byte) (before []byte, ref reference, rest []byte, found bool) {
	before, after, found := bytes.Cut(b, []byte{refBegin})
	if !found {
		return b, ref, nil, false
	}
	note, rest, _ := bytes.Cut(after, []byte{refEnd})
	digits, day, dated := bytes.Cut(note, []byte{refDay})
	if dated {
		ref.day = day
	}
	index, err := strconv.Atoi(string(bytes.TrimSpace(digits[:min(len(digits), 12)])))
	if err == nil && index > 0 {
		ref.index = index
	}
	return before, ref, rest, true
}

// resolve returns what a reference stands for.
func (s *sheet) resolve(ref reference) []byte {
	if ref.day == nil {
		return s.office.strings.use(ref.index)
	}
	if v, ok := dayOf(ref.day); ok && s.office.formats.isDate(ref.index) {
		return []byte(s.office.formats.excelDate(v))
	}
	return wholeNumber(ref.day)
}

// advance delivers the rows whose strings have come.
func (s *sheet) advance() {
	for s.waiting() > 0 {
		rest := s.kept.b[s.at:]
		row := rest[:bytes.IndexByte(rest, '\n')+1]
		if len(row) == 0 {
			row = rest
		}
		if !s.ready(row) {
			return
		}
		s.deliver(row)
		s.at += len(row)
	}
	s.drop()
	if s.closed {
		s.endText()
	}
}

// deliver writes rows with their references undone.
func (s *sheet) deliver(rows []byte) {
	for s.meter.failed == "" && len(rows) > 0 {
		before, ref, rest, found := cutReference(rows)
		s.say(before)
		if found {
			s.say(s.resolve(ref))
		}
		rows = rest
	}
	s.sayBatch()
}

// batchBytes is how much is written at a time.
const batchBytes = 4 << 10

func (s *sheet) say(b []byte) {
	s.batch = append(s.batch, b...)
	if len(s.batch) >= batchBytes {
		s.sayBatch()
	}
}

func (s *sheet) sayBatch() {
	if len(s.batch) == 0 || s.meter.failed != "" {
		return
	}
	if s.out == nil {
		s.open()
	}
	if !s.meter.give(s.batch) {
		s.meter.refuse(nil)
	}
	s.batch = s.batch[:0]
}

// open begins the sheet's text, under the name that is known of it by now.
func (s *sheet) open() {
	s.scope = s.office.scope.inside(s.office.nameOf(s.scope.info.Name), "text/tab-separated-values")
	s.out = newText(&s.scope, markupText, charsetUTF8)
	s.meter.next = s.out
}

func (s *sheet) endText() {
	if s.out != nil {
		s.out.Close()
		s.out = nil
	}
}

func (s *sheet) Close() {
	if len(s.row) > 0 {
		s.endRow()
	}
	s.closed = true
	s.advance()
}

// finish delivers what still waits, without the strings that never came.
func (s *sheet) finish() {
	s.deliver(s.kept.b[s.at:])
	s.drop()
	if s.closed {
		s.endText()
	}
}
