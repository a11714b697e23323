package detect

import "bytes"

// Dates counted in the years of Japanese eras, and written in kanji.

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
	{[]string{"民國", "民国"}, date{1912, 1, 1}, date{2099, 12, 31}}, // of Taiwan
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
	start := e.begins()
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

// begins returns the year before the era's first. Meiji began with 1868.
func (e era) begins() int {
	if e.first.year == 1873 {
		return 1867
	}
	return e.first.year - 1
}

func (d date) before(other date) bool { return d.ordinal() < other.ordinal() }

// ordinal orders dates, and tells them apart.
func (d date) ordinal() int { return d.year*10000 + d.month*100 + d.day }

func fourDigits(n int) string {
	return string([]byte{'0' + byte(n/1000), '0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})
}

// kanjiDate reads a date whose numbers are in kanji, in an era's years or the Gregorian
// calendar's: 昭和五十五年一月二日, 一九八〇年一月二日.
func kanjiDate(b []byte) (d date, n int) {
	if len(b) == 0 || b[0] < 0xe3 {
		return date{}, 0
	}
	counted, first, last := 0, date{oldestBirth, 1, 1}, date{latestBirth, 12, 31}
	for _, e := range eras {
		if bytes.HasPrefix(b, []byte(e.names[0])) {
			counted, first, last, n = e.begins(), e.first, e.last, len(e.names[0])
		}
	}
	var v [3]int
	for i, sign := range [...]string{"年", "月", "日"} {
		value, size := kanjiValue(b[n:])
		if size == 0 || !bytes.HasPrefix(b[n+size:], []byte(sign)) {
			return date{}, 0
		}
		v[i], n = value, n+size+len(sign)
	}
	d = date{counted + v[0], v[1], v[2]}
	if d.before(first) || last.before(d) {
		return date{}, 0
	}
	return d, n
}

// kanjiValue reads a number in kanji, by places as 一九八〇 or by words as 五十五.
func kanjiValue(b []byte) (value, n int) {
	if bytes.HasPrefix(b, []byte("元")) {
		return 1, len("元")
	}
	sum, digit := 0, 0
	for range 8 {
		r, size := runeAt(b, n)
		unit := kanjiUnit(r)
		switch d := digitOf(r); {
		case unit > 0:
			sum, digit = sum+max(digit, 1)*unit, 0
		case d >= 0 && size == 3:
			digit = digit*10 + d
		default:
			return sum + digit, n
		}
		n += size
	}
	return sum + digit, n
}

// kanjiUnit returns what a character multiplies the digit before it by, or 0.
func kanjiUnit(r rune) int {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	}
	return 0
}
