package fingerprint

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Columns chooses what of a table is registered, by the names in its first row,
// compared without regard to case, width and punctuation.
type Columns struct {
	// Primary names the columns whose values start a search: phone numbers, mail
	// addresses, customer numbers. Such a value has 6 to 63 letters and digits of
	// ASCII, with a digit or an @ among them.
	Primary []string
	// Others names further columns, values of which are evidence beside a primary
	// one of the same row. None means all.
	Others []string
}

// TableResult is what became of a table.
type TableResult struct {
	Document
	Unusable int // rows without a primary value, or with nothing beside it
	Common   int // values not registered, for too many rows have them
}

// commonShare is the share of a table's rows that makes a value a commonplace:
// a prefecture, a gender, a year. Below commonRows nothing is.
const (
	commonShare = 100
	commonRows  = 20
)

// maxField bounds one value of a table. What is longer is free text rather than
// a field.
const maxField = 1 << 10

// table is a table being read.
type table struct {
	keys     *keys
	primary  []bool // by chosen column
	chosen   []int  // columns of the file
	addition *addition
	unusable int
}

// AddTable registers the rows of a CSV table (RFC 4180, or with tabs, semicolons
// or bars) in UTF-8, whose first row names the columns. The error names the
// column or line at fault.
func (b *Builder) AddTable(name string, r io.Reader, c Columns) (TableResult, error) {
	t := &table{keys: &b.keys, addition: &addition{name: name, record: record{kind: Table}}}
	if err := t.read(r, c); err != nil {
		return TableResult{}, err
	}
	common := t.dropCommon()
	sum := newDigest(&b.keys)
	if err := binary.Write(sum, binary.LittleEndian, t.addition.cells); err != nil {
		return TableResult{}, err
	}
	copy(t.addition.record.digest[:], sum.Sum(nil))
	return TableResult{b.describe(t.addition), t.unusable, common}, b.add(t.addition)
}

func (t *table) read(r io.Reader, c Columns) error {
	rows, header, err := openCSV(r)
	if err != nil {
		return err
	}
	if err := t.choose(header, c); err != nil {
		return err
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return hideText(err)
		}
		t.row(row)
		if t.addition.record.count > maxNumber {
			return fmt.Errorf("more than %d rows", maxNumber)
		}
	}
	if t.addition.record.count == 0 {
		return fmt.Errorf("no row has a primary value (%d to %d letters and digits, with a digit or @) and one more", minValue, maxValue)
	}
	return nil
}

// hideText keeps to what a csv error says of the place.
func hideText(err error) error {
	var at *csv.ParseError
	if errors.As(err, &at) {
		return fmt.Errorf("line %d: %w", at.Line, at.Err)
	}
	return fmt.Errorf("read table: %w", err)
}

// openCSV reads the header, and finds in it what separates the columns.
func openCSV(r io.Reader) (rows *csv.Reader, header []string, err error) {
	in := bufio.NewReaderSize(r, 64<<10)
	line, err := in.Peek(64 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, fmt.Errorf("read table: %w", err)
	}
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	rows = csv.NewReader(in)
	rows.Comma, rows.FieldsPerRecord, rows.ReuseRecord, rows.LazyQuotes = ',', -1, true, true
	for _, c := range "\t;|" {
		if bytes.Count(line, []byte(string(c))) > bytes.Count(line, []byte(string(rows.Comma))) {
			rows.Comma = c
		}
	}
	header, err = rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil, errors.New("line 1: is empty, want the names of columns")
	}
	if err != nil {
		return nil, nil, hideText(err)
	}
	header = slices.Clone(header)
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	return rows, header, nil
}

// choose finds the columns by their names.
func (t *table) choose(header []string, c Columns) error {
	if len(c.Primary) == 0 {
		return errors.New("no primary column is named")
	}
	for i, names := range [][]string{c.Primary, c.Others} {
		for _, name := range names {
			at := slices.IndexFunc(header, func(h string) bool { return bytes.Equal(foldAll([]byte(h)), foldAll([]byte(name))) })
			if at < 0 {
				return fmt.Errorf("line 1: no column %q; there are %q", name, header)
			}
			t.take(at, i == 0)
		}
	}
	if len(c.Others) == 0 {
		for i := range header {
			t.take(i, false)
		}
	}
	if len(t.chosen) < 2 || len(t.chosen) > maxColumns {
		return fmt.Errorf("line 1: %d columns chosen, want 2 to %d", len(t.chosen), maxColumns)
	}
	t.addition.record.columns = uint8(len(t.chosen))
	return nil
}

func (t *table) take(column int, primary bool) {
	if !slices.Contains(t.chosen, column) {
		t.chosen, t.primary = append(t.chosen, column), append(t.primary, primary)
	}
}

// row registers one row if it has a primary value and another.
func (t *table) row(row []string) {
	a := t.addition
	var cells [maxColumns]uint32
	filled, values := 0, len(a.values)
	for i, column := range t.chosen {
		if column >= len(row) || len(row[column]) > maxField {
			continue
		}
		value := normalise(row[column])
		h := sip(&t.keys.value, value)
		if t.primary[i] && isPrimary(row[column], value) {
			a.values = append(a.values, h>>(64-hashBits)<<numberBits|uint64(a.record.count))
			a.record.lengths |= 1 << len(value)
		}
		if isCell(value) {
			cells[i] = cellOf(h, len(value))
			filled++
		}
	}
	if len(a.values) == values || filled < 2 {
		a.values = a.values[:values]
		t.unusable++
		return
	}
	a.cells = append(a.cells, cells[:len(t.chosen)]...)
	a.record.count++
}

// normalise gives the form in which values are compared.
func normalise(value string) []byte {
	folded := foldAll([]byte(value))
	narrow := strings.TrimLeft(strings.ReplaceAll(value, "＋", "+"), " 　(")
	if strings.HasPrefix(narrow, "+") && bytes.HasPrefix(folded, []byte("81")) {
		return append([]byte{'0'}, folded[2:]...) // as it is dialled in Japan
	}
	return folded
}

// isPrimary says whether a value can start a search.
func isPrimary(value string, folded []byte) bool {
	beyond := slices.ContainsFunc(folded, func(c byte) bool { return c >= 0x80 })
	return !beyond && len(folded) >= minValue && len(folded) <= maxValue &&
		(bytes.ContainsAny(folded, "0123456789") || strings.ContainsAny(value, "@＠"))
}

// isCell says whether a value says enough to be evidence.
func isCell(folded []byte) bool {
	least := minCell
	if slices.ContainsFunc(folded, func(c byte) bool { return c >= 0x80 }) {
		least = minWideCell
	}
	return len(folded) >= least && len(folded) <= maxCell
}

// dropCommon takes out the values that too many rows have.
func (t *table) dropCommon() (n int) {
	a, columns := t.addition, len(t.chosen)
	limit := max(commonRows, int(a.record.count)/commonShare)
	column := make([]uint32, a.record.count)
	for c := range columns {
		for i := range column {
			column[i] = a.cells[i*columns+c]
		}
		slices.Sort(column)
		for _, value := range frequent(column, limit) {
			n++
			for i := range column {
				if a.cells[i*columns+c] == value {
					a.cells[i*columns+c] = 0
				}
			}
		}
	}
	return n
}

// frequent lists the values that stand in sorted more than limit times.
func frequent(sorted []uint32, limit int) (out []uint32) {
	for from := 0; from < len(sorted); {
		to := from
		for to < len(sorted) && sorted[to] == sorted[from] {
			to++
		}
		if to-from > limit && sorted[from] != 0 {
			out = append(out, sorted[from])
		}
		from = to
	}
	return out
}
