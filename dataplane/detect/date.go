package detect

import (
	"bytes"
	"strings"
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
// English names, and Japanese eras.
func parseDate(b []byte) (d date, n int) {
	if d, n = eraDate(b); n > 0 {
		return d, n
	}
	if n = digitsAt(b, 0); n == 8 {
		return date{number(b[:4]), number(b[4:6]), number(b[6:8])}, 8
	}
	if n == 0 || n > 2 && n != 4 {
		return namedMonth(b)
	}
	if d, n = threeNumbers(b); n > 0 {
		return d, n
	}
	return namedMonth(b)
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
	i, wide := 0, false
	for k := range v {
		n := digitsAt(b, i)
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
	switch {
	case v[0] > 31:
		return date{v[0], v[1], v[2]}, i
	case v[1] > 12:
		return date{v[2], v[0], v[1]}, i
	}
	return date{v[2], v[1], v[0]}, i
}

// dateSign measures what may stand between the numbers of a date.
func dateSign(b []byte) int {
	for _, sign := range [...]string{"-", "/", ". ", ".", "年", "月", "년 ", "년", "월 ", "월"} {
		if bytes.HasPrefix(b, []byte(sign)) {
			return len(sign)
		}
	}
	return 0
}

// era is a Japanese era with its first and last day.
type era struct {
	name, letter string
	first, last  date
}

// eras by the Era Name Act (Act 43 of 1979) and the ordinances and notices
// before it. The Gregorian calendar came with 1873.
var eras = [...]era{
	{"令和", "r", date{2019, 5, 1}, date{2099, 12, 31}},
	{"平成", "h", date{1989, 1, 8}, date{2019, 4, 30}},
	{"昭和", "s", date{1926, 12, 25}, date{1989, 1, 7}},
	{"大正", "t", date{1912, 7, 30}, date{1926, 12, 25}},
	{"明治", "m", date{1873, 1, 1}, date{1912, 7, 30}},
}

// eraDate reads a date counted in an era's years.
func eraDate(b []byte) (date, int) {
	for _, e := range eras {
		for _, word := range [...]string{e.name, e.letter} {
			rest, found := bytes.CutPrefix(b, []byte(word))
			if !found {
				continue
			}
			d, n := yearsOfEra(bytes.TrimLeft(rest, " ."), e)
			if n == 0 {
				return date{}, 0
			}
			return d, len(b) - len(bytes.TrimLeft(rest, " .")) + n
		}
	}
	return date{}, 0
}

func yearsOfEra(b []byte, e era) (date, int) {
	year, skip := []byte("1"), 0
	if rest, first := bytes.CutPrefix(b, []byte("元")); first {
		b, skip = append(year, rest...), len("元")-1
	}
	n := digitsAt(b, 0)
	if n < 1 || n > 2 {
		return date{}, 0
	}
	start := e.first.year - 1
	if e.letter == "m" {
		start = 1867
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
		case (n == 1 || n == 2) && d.day == 0:
			d.day = number(b[i : i+n])
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
