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
	if len(b) == 0 || b[0]-'0' < 10 {
		return 0
	}
	for _, lead := range [...]string{"西暦", "公元", "ad "} {
		if bytes.HasPrefix(b, []byte(lead)) {
			return len(lead)
		}
	}
	if n = pastCall(b); n > 0 {
		return n
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
	if len(b) > 0 && b[0]-'0' >= 10 {
		if d, n = eraDate(b); n > 0 {
			return d, n
		}
		if d, n = kanjiDate(b); n > 0 {
			return d, n
		}
	}
	switch n = digitsAt(b, 0); {
	case n == 8:
		return date{number(b[:4]), number(b[4:6]), number(b[6:8])}, 8
	case n == 6:
		return shortDate(number(b[:2]), number(b[2:4]), number(b[4:6]), 6)
	case n == 7, n == 1 && len(b) > 1 && b[1] == '-' && digitsAt(b, 2) == 6:
		return codedEra(b)
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
			if n = dateSign(b[i:]); n == 0 || listed(b[:i+1], k, wide) {
				return date{}, 0
			}
			i += n
		}
	}
	i += dayEnd(b[i:])
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

// listed says whether the comma that b ends with, behind number k of a date, parts the
// numbers of a list: in a date there are two, and the year comes first, as in 1985, 4, 1.
func listed(b []byte, k int, yearFirst bool) bool {
	if b[len(b)-1] != ',' {
		return k == 1 && bytes.IndexByte(b, ',') >= 0
	}
	return !yearFirst || k == 1 && bytes.IndexByte(b, ',') == len(b)-1
}

// dayEnd measures what may follow the number of a day in East Asia, perhaps behind a blank.
func dayEnd(b []byte) int {
	if len(b) == 0 || b[0] < utf8.RuneSelf && b[0] != ' ' {
		return 0
	}
	rest := bytes.TrimLeft(b, " ")
	for _, end := range [...]string{"日", "일"} {
		if bytes.HasPrefix(rest, []byte(end)) {
			return len(b) - len(rest) + len(end)
		}
	}
	return 0
}

// numberGoesOn says whether more numbers follow, as in versions and object identifiers.
func numberGoesOn(b []byte) bool {
	return len(b) > 1 && (b[0] == '.' || b[0] == '-' || b[0] == '/') && b[1]-'0' < 10
}

// dateSign measures what may stand between the numbers of a date.
func dateSign(b []byte) int {
	if len(b) > 1 && b[1]-'0' < 10 && (b[0] == '-' || b[0] == '/' || b[0] == '.') {
		return 1 // as in most
	}
	note := yearNote(b)
	if rest := bytes.TrimLeft(b[note:], " "); len(rest) < len(b)-note && beginsWith(rest, signsApart) {
		note = len(b) - len(rest)
	}
	for _, sign := range [...]string{"- ", "-", "/ ", "/", ". ", ".", "年", "月", "년", "월", "・", "·", ", ", ",", " "} {
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

// signsApart are the signs of a date that may have blanks before them.
var signsApart = []string{"年", "月", "년", "월", "/ ", "- ", "・"}

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
