package content

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"time"
)

// Excel keeps dates as numbers of days, which only the cell's format shows to be
// dates. They are written as ISO 8601 has them, since a date of birth that reads
// 32874 is none to anybody.

// dateFormats are a workbook's formats of cells, as far as they tell dates.
type dateFormats struct {
	custom   map[int]bool // by the number of a format: whether it shows a date
	cells    []bool       // by the number of a cell's style
	since04  bool         // days are counted from 1904 on, as programs on the Macintosh did
	complete bool         // nothing more comes
}

// maxFormats bounds the formats and the styles that are remembered. Excel has at most
// 65,490 styles.
const maxFormats = 1 << 16

// define adds a format of the workbook's own.
func (f *dateFormats) define(number int, code string) {
	if f.custom == nil {
		f.custom = map[int]bool{}
	}
	if len(f.custom) < maxFormats {
		f.custom[number] = isDateFormat(code)
	}
}

// style adds the next style of cells, which shows numbers in a format.
func (f *dateFormats) style(format int) {
	date, own := f.custom[format]
	if len(f.cells) < maxFormats {
		f.cells = append(f.cells, date || !own && isBuiltInDate(format))
	}
}

// isDate reports whether cells of a style show a date.
func (f *dateFormats) isDate(style int) bool { return style < len(f.cells) && f.cells[style] }

// isBuiltInDate knows the formats that stand in no file (ECMA-376 part 1, 18.8.30),
// in every language; 27 to 36 and 50 to 58 are those of East Asia.
func isBuiltInDate(format int) bool {
	return format >= 14 && format <= 17 || format == 22 || format >= 27 && format <= 31 || format == 36 || format >= 50 && format <= 58
}

// isDateFormat reports whether a format's code shows a day, month or year. What is
// quoted, escaped or in brackets is shown as it is, or chooses a colour or a language.
func isDateFormat(code string) bool {
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			i = skipTo(code, i+1, '"')
		case '[':
			i = skipTo(code, i+1, ']')
		case '\\', '_', '*':
			i++
		case 'd', 'D', 'y', 'Y', 'b', 'B':
			return true
		}
	}
	return false
}

func skipTo(s string, i int, end byte) int {
	for i < len(s) && s[i] != end {
		i++
	}
	return i
}

// lastDay is the last day that Excel counts: the end of the year 9999.
const lastDay = 2958465

// isDay reports whether a number may be a date.
func isDay(v float64) bool { return v >= 1 && v < lastDay+1 }

// excelDate writes a number of days as a date, and with the time of day if it has one.
// Day 60 is the 29th of February 1900, which never was (ECMA-376 part 1, 18.17.4.1).
func (f *dateFormats) excelDate(v float64) string {
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case f.since04:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case v < 60:
		start = start.AddDate(0, 0, 1)
	}
	day, part := math.Modf(v)
	t := start.AddDate(0, 0, int(day)).Add(time.Duration(math.Round(part*86400)) * time.Second)
	if t.Equal(start.AddDate(0, 0, int(day))) {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.DateTime)
}

// dayOf returns the number that a cell of SpreadsheetML holds, if it may be a date.
func dayOf(value []byte) (v float64, ok bool) {
	if len(value) == 0 || len(value) > 32 || !slices.Contains([]byte("123456789"), value[0]) || bytes.IndexByte(value, '_') >= 0 {
		return 0, false
	}
	v, err := strconv.ParseFloat(string(value), 64)
	return v, err == nil && isDay(v)
}
