package content

import (
	"bytes"
	"strconv"
)

// Workbooks may be kept as records instead of XML (MS-XLSB, "BIFF12"): in the same
// archive and with the same parts, so that each is read into what its XML twin fills.

// recordParts tells how a part is read by the record that begins it.
var recordParts = map[string]func(*office, *body) Writer{
	"\x81\x01": openSheetRecords,
	"\x83\x01": openBookRecords,
	"\x9f\x01": openStringRecords,
	"\x96\x02": openStyleRecords,
	"\xf4\x04": openCommentRecords,
}

// kindXLSB is the media type of a workbook that is kept so.
const kindXLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"

// Records of MS-XLSB, 2.3.
const (
	xlsbRow         = 0
	xlsbRK          = 2
	xlsbReal        = 5
	xlsbText        = 6
	xlsbShared      = 7
	xlsbFormulaText = 8
	xlsbFormulaReal = 9
	xlsbString      = 19
	xlsbFormat      = 44
	xlsbStyle       = 47
	xlsbRichText    = 62
	xlsbBookProps   = 153
	xlsbSheetName   = 156
	xlsbMargins     = 479
	xlsbStyles      = 617
	xlsbEndStyles   = 618
	xlsbCommentText = 637
)

// records cuts a part into records by push: each has a number of 14 bits and a size of
// 28, seven bits a byte (MS-XLSB, 2.1.4).
type records struct {
	to     func(kind int, data []byte)
	gather gather
	skip   int // bytes to leave out
}

// maxRecord bounds a record that is read: the longest holds a cell's text. Records
// beyond are left out.
const maxRecord = maxCell

func (r *records) Write(b []byte) {
	for len(b) > 0 {
		if n := min(r.skip, len(b)); n > 0 {
			r.skip, b = r.skip-n, b[n:]
			continue
		}
		var record []byte
		if record, b = r.gather.next(b, recordSize); record == nil {
			return
		}
		kind, head, size := recordHead(record)
		if r.skip = size - (len(record) - head); r.skip == 0 {
			r.to(kind, record[head:])
		}
	}
}

// recordSize is the size of the record that b begins with, as gather asks; of one
// that is too long, the size of its head.
func recordSize(b []byte) int {
	_, head, size := recordHead(b)
	switch {
	case head == 0:
		return len(b) + 1
	case size > maxRecord:
		return head
	}
	return head + size
}

// recordHead reads a record's number and size; head is 0 if b cuts them.
func recordHead(b []byte) (kind, head, size int) {
	const kindBytes, sizeBytes = 2, 4
	kind, n := sevenBits(b, kindBytes)
	if n == 0 {
		return 0, 0, 0
	}
	size, m := sevenBits(b[n:], sizeBytes)
	if m == 0 {
		return 0, 0, 0
	}
	return kind, n + m, size
}

// sevenBits reads a number of seven bits a byte, the lowest first, of which the last
// has no eighth bit or is the most-th. n is 0 if b cuts it.
func sevenBits(b []byte, most int) (v, n int) {
	for i := range min(most, len(b)) {
		v |= int(b[i]&0x7f) << (7 * i)
		if b[i] < 0x80 || i == most-1 {
			return v, i + 1
		}
	}
	return 0, 0
}

// Close leaves out a record that the part's end cuts.
func (r *records) Close() {}

// recordString reads a string behind its length in characters, for a text in which
// references are undone. rest is what follows it.
func recordString(b []byte) (s, rest []byte) {
	n := int64(le32(b))
	if len(b) < 4 || n > maxCell {
		return nil, slice(b, 4, len(b)) // all ones stand for none
	}
	b = b[4:]
	return escapedMarkup(decodeAs(charset16LE, slice(b, 0, int(2*n)))), slice(b, int(2*n), len(b))
}

// escapedMarkup writes what markup would take for its own as references.
func escapedMarkup(s string) []byte {
	b := []byte(s)
	for _, c := range [...]struct{ sign, reference string }{{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}} {
		b = bytes.ReplaceAll(b, []byte(c.sign), []byte(c.reference))
	}
	return b
}

// sheetRecords reads a worksheet of records.
type sheetRecords struct {
	*sheet
	records records
	begun   bool // a row has
}

func openSheetRecords(o *office, p *body) Writer {
	s := &sheetRecords{sheet: openSheet(o, p).(*sheet)}
	s.records.to = s.record
	return s
}

func (s *sheetRecords) Write(b []byte) {
	s.meter.in += int64(len(b))
	s.records.Write(b)
}

func (s *sheetRecords) record(kind int, data []byte) {
	switch kind {
	case xlsbRow:
		s.endRecordRow()
		s.begun = true
	case xlsbMargins:
		s.endRecordRow()
		s.margins(slice(data, 2, len(data)))
	default:
		s.cellRecord(kind, data)
	}
}

func (s *sheetRecords) endRecordRow() {
	if s.begun {
		s.endRow()
	}
	s.begun = false
}

// margins writes the page's headers and footers, a line each.
func (s *sheetRecords) margins(b []byte) {
	for range 6 {
		var line []byte
		if line, b = recordString(b); len(line) > 0 {
			s.row = append(s.row, withoutCodes(appendCell(nil, line))...)
			s.endRow()
		}
	}
}

// cellRecord adds a cell: column, style and value (MS-XLSB, 2.5.9).
func (s *sheetRecords) cellRecord(kind int, b []byte) {
	value := slice(b, 8, len(b))
	if len(value) < 4 {
		return
	}
	s.cell = cell{column: int(le32(b)&0x3fff) + 1, style: int(le32(b[4:]) & 0xffffff), value: s.cell.value[:0]}
	switch kind {
	case xlsbRK:
		s.numberCell(rk(le32(value)))
	case xlsbReal, xlsbFormulaReal:
		s.numberCell(float(value))
	case xlsbText, xlsbFormulaText:
		s.textCell(value)
	case xlsbRichText:
		s.textCell(value[1:])
	case xlsbShared:
		s.cell.shared = true
		s.cell.value = strconv.AppendUint(s.cell.value, uint64(le32(value)), 10)
		s.endCell()
	}
}

func (s *sheetRecords) numberCell(v float64) {
	s.cell.number = true
	s.cell.value = strconv.AppendFloat(s.cell.value, v, 'f', -1, 64)
	s.endCell()
}

func (s *sheetRecords) textCell(b []byte) {
	text, _ := recordString(b)
	s.cell.value = appendCell(s.cell.value, text)
	s.endCell()
}

func (s *sheetRecords) Close() {
	s.endRecordRow()
	s.sheet.Close()
}

// stringRecords reads the table of shared strings.
type stringRecords struct {
	records
	table *sharedStrings
}

func openStringRecords(o *office, p *body) Writer {
	s := &stringRecords{table: openStrings(o, p).(*stringsPart).table}
	s.to = func(kind int, data []byte) {
		if kind == xlsbString {
			text, _ := recordString(slice(data, 1, len(data)))
			s.table.add(appendCell(nil, text))
		}
	}
	return s
}

func (s *stringRecords) Close() { s.table.closed = true }

// openBookRecords learns the names of sheets.
func openBookRecords(o *office, p *body) Writer {
	openWorkbook(o, p)
	o.kind = kindXLSB
	return &records{to: func(kind int, data []byte) {
		switch kind {
		case xlsbBookProps:
			o.formats.since04 = le32(data)&1 != 0
		case xlsbSheetName:
			id, rest := recordString(slice(data, 8, len(data)))
			if name, _ := recordString(rest); len(o.sheetName) < maxSheets {
				o.sheetName[string(id)] = memberName(name)
			}
		}
	}}
}

// openStyleRecords learns the formats of cells.
func openStyleRecords(o *office, _ *body) Writer {
	within := false
	return &records{to: func(kind int, data []byte) {
		switch kind {
		case xlsbFormat:
			code, _ := recordString(slice(data, 2, len(data)))
			o.formats.define(int(le16(data)), string(code))
		case xlsbStyles:
			within = true
		case xlsbEndStyles:
			within, o.formats.complete = false, true
		case xlsbStyle:
			if within {
				o.formats.style(int(le16(slice(data, 2, 2))))
			}
		}
	}}
}

// commentRecords delivers the comments of a sheet, a line each.
type commentRecords struct {
	records
	text *text
}

func openCommentRecords(_ *office, p *body) Writer {
	p.info.MediaType = "text/plain"
	c := &commentRecords{text: newText(&p.scope, markupText, charsetUTF8)}
	c.to = func(kind int, data []byte) {
		if kind == xlsbCommentText {
			text, _ := recordString(slice(data, 1, len(data)))
			c.text.Write(append(appendCell(nil, text), '\n'))
		}
	}
	return c
}

func (c *commentRecords) Close() { c.text.Close() }
