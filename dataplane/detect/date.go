package detect

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// date is a day as read from a text.
type date struct{ year, month, day int }

// oldestBirth and latestBirth bound the years that a birth date may have.
const oldestBirth, latestBirth = 1870, 2099

func (d date) plausible() bool {
	return d.year >= oldestBirth && d.year <= latestBirth && isDate(d.year, d.month, d.day)
}

// parseDate reads the date that a folded text begins with, and tells how many
// bytes it takes; 0 where there is none. It knows ISO 8601 in both forms, the
// orders and signs usual in East Asia, Europe and America, months by their
// English names, Japanese eras, and years of two digits.
func parseDate(b []byte) (d date, n int) {
	lead := dateLead(b)
	if d, n = plainDate(b[lead:]); n > 0 {
		n += lead
	}
	return d, n
}

// dateLead measures the day of the week or the name of the count of years before a date.
func dateLead(b []byte) (n int) {
	for _, lead := range [...]string{"西暦", "公元", "ad "} {
		if bytes.HasPrefix(b, []byte(lead)) {
			return len(lead)
		}
	}
	for n < len(b) && isLetter(b[n]) {
		n++
	}
	if n >= 3 && n+2 < len(b) && b[n] == ',' && b[n+1] == ' ' && strings.Contains("mon tue wed thu fri sat sun", string(b[:3])) {
		return n + 2
	}
	return 0
}

func plainDate(b []byte) (d date, n int) {
	if d, n = eraDate(b); n > 0 {
		return d, n
	}
	switch n = digitsAt(b, 0); {
	case n == 8:
		return date{number(b[:4]), number(b[4:6]), number(b[6:8])}, 8
	case n == 6:
		return shortDate(number(b[:2]), number(b[2:4]), number(b[4:6]), 6)
	case n == 0 || n > 2 && n != 4:
		return namedMonth(b)
	}
	if d, n = threeNumbers(b); n > 0 {
		return d, n
	}
	return namedMonth(b)
}

// shortDate is a date of n bytes with a year of two digits, none if no day is so.
func shortDate(year, month, day, n int) (date, int) {
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return date{}, 0
	}
	return date{fullYear(year), month, day}, n
}

// thisYear parts years of two digits: no birth date lies ahead.
const thisYear = 26

func fullYear(two int) int {
	if two > thisYear {
		return 1900 + two
	}
	return 2000 + two
}

// digitsAt counts the digits at b[i:].
func digitsAt(b []byte, i int) (n int) {
	for i+n < len(b) && b[i+n]-'0' < 10 {
		n++
	}
	return n
}

// threeNumbers reads year, month and day, or the day or month first.
func threeNumbers(b []byte) (date, int) {
	var v [3]int
	i, wide, last := 0, false, 0
	for k := range v {
		n := digitsAt(b, i)
		last = n
		if n == 0 || n > 4 || n > 2 && wide {
			return date{}, 0
		}
		v[k], wide = number(b[i:i+n]), wide || n > 2
		if i += n; k < 2 {
			if n = dateSign(b[i:]); n == 0 {
				return date{}, 0
			}
			i += n
		}
	}
	for _, end := range [...]string{"日", "일"} {
		if bytes.HasPrefix(b[i:], []byte(end)) {
			i += len(end)
		}
	}
	if !wide && (last < 2 && v[0] <= 31 || numberGoesOn(b[i:])) {
		return date{}, 0
	}
	switch {
	case !wide && v[0] > 31:
		return shortDate(v[0], v[1], v[2], i)
	case !wide && v[1] > 12:
		return shortDate(v[2], v[0], v[1], i)
	case !wide:
		return shortDate(v[2], v[1], v[0], i)
	case v[0] > 31:
		return date{v[0], v[1], v[2]}, i
	case v[1] > 12:
		return date{v[2], v[0], v[1]}, i
	}
	return date{v[2], v[1], v[0]}, i
}

// numberGoesOn says whether more numbers follow, as in versions and object identifiers.
func numberGoesOn(b []byte) bool {
	return len(b) > 1 && (b[0] == '.' || b[0] == '-' || b[0] == '/') && b[1]-'0' < 10
}

// dateSign measures what may stand between the numbers of a date.
func dateSign(b []byte) int {
	note := yearNote(b)
	for _, sign := range [...]string{"-", "/", ". ", ".", "年", "月", "년", "월", " "} {
		if rest, ok := bytes.CutPrefix(b[note:], []byte(sign)); ok {
			n := note + len(sign)
			if sign == "年" {
				n += yearNote(rest)
			}
			for n < len(b) && b[n] == ' ' && sign[0] >= utf8.RuneSelf {
				n++
			}
			return n
		}
	}
	return 0
}

// yearNote measures the same year in another count, in brackets: 1980(昭和55)年.
func yearNote(b []byte) int {
	if len(b) == 0 || b[0] != '(' {
		return 0
	}
	n := bytes.IndexByte(b[:min(len(b), 24)], ')') + 1
	if k := countDigits(b[:n]); k == 0 || k > 4 {
		return 0
	}
	return n
}

// era is a Japanese era with its first and last day.
type era struct {
	names       []string // as written, the letter last
	first, last date
}

// eras by the Era Name Act (Act 43 of 1979) and the ordinances and notices
// before it. The Gregorian calendar came with 1873.
var eras = [...]era{
	{[]string{"令和", "㋿", "令", "r"}, date{2019, 5, 1}, date{2099, 12, 31}},
	{[]string{"平成", "㍻", "平", "h"}, date{1989, 1, 8}, date{2019, 4, 30}},
	{[]string{"昭和", "㍼", "昭", "s"}, date{1926, 12, 25}, date{1989, 1, 7}},
	{[]string{"大正", "㍽", "大", "t"}, date{1912, 7, 30}, date{1926, 12, 25}},
	{[]string{"明治", "㍾", "明", "m"}, date{1873, 1, 1}, date{1912, 7, 30}},
}

// eraDate reads a date counted in an era's years.
func eraDate(b []byte) (date, int) {
	for _, e := range eras {
		for _, word := range e.names {
			rest, found := bytes.CutPrefix(b, []byte(word))
			if !found {
				continue
			}
			rest = bytes.TrimLeft(rest, " .")
			d, n := yearsOfEra(rest, e)
			if n == 0 {
				return date{}, 0
			}
			return d, len(b) - len(rest) + n
		}
	}
	return date{}, 0
}

func yearsOfEra(b []byte, e era) (date, int) {
	year, skip := []byte("1"), 0
	if rest, first := bytes.CutPrefix(b, []byte("元")); first {
		b, skip = append(year, rest...), len("元")-1
	}
	start := e.first.year - 1
	if e.first.year == 1873 {
		start = 1867
	}
	n := digitsAt(b, 0)
	if n == 6 {
		d := date{start + number(b[:2]), number(b[2:4]), number(b[4:6])}
		if d.before(e.first) || e.last.before(d) {
			return date{}, 0
		}
		return d, 6
	}
	if n < 1 || n > 2 {
		return date{}, 0
	}
	d, used := threeNumbers(append([]byte(fourDigits(start+number(b[:n]))), b[n:]...))
	if used == 0 || d.before(e.first) || e.last.before(d) {
		return date{}, 0
	}
	return d, used - 4 + n + skip
}

func (d date) before(other date) bool { return d.ordinal() < other.ordinal() }

// ordinal orders dates, and tells them apart.
func (d date) ordinal() int { return d.year*10000 + d.month*100 + d.day }

func fourDigits(n int) string {
	return string([]byte{'0' + byte(n/1000), '0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})
}

var months = strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")

// namedMonth reads "2 January 1990" and "Jan 2, 1990".
func namedMonth(b []byte) (date, int) {
	var d date
	i := 0
	for range 3 {
		n := digitsAt(b, i)
		switch {
		case n == 4 && d.month > 0:
			d.year = number(b[i : i+n])
			return d, i + n
		case n == 2 && d.month > 0 && d.day > 0:
			d.year = fullYear(number(b[i : i+n]))
			return d, i + n
		case (n == 1 || n == 2) && d.day == 0:
			d.day = number(b[i : i+n])
			n += ordinalEnd(b[i+n:])
		case n == 0 && d.month == 0:
			if d.month, n = monthAt(b[i:]); n == 0 {
				return date{}, 0
			}
		default:
			return date{}, 0
		}
		for i += n; i < len(b) && strings.IndexByte(" .,-", b[i]) >= 0; {
			i++
		}
	}
	return date{}, 0
}

// ordinalEnd measures what follows the number of a day: "2nd", "2 of".
func ordinalEnd(b []byte) int {
	for _, end := range [...]string{"st of", "nd of", "rd of", "th of", "st", "nd", "rd", "th", " of"} {
		if bytes.HasPrefix(b, []byte(end)) {
			return len(end)
		}
	}
	return 0
}

// monthAt reads an English month's name, or its first three letters.
func monthAt(b []byte) (month, n int) {
	for n < len(b) && isLetter(b[n]) {
		n++
	}
	if n < 3 || n > 9 {
		return 0, 0
	}
	for i, m := range months {
		if string(b[:3]) == m {
			return i + 1, n
		}
	}
	return 0, 0
}
