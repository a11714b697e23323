package detect

import "bytes"

// Dates as forms and programs have them: an era chosen from those that are printed, a
// number that stands for it, a digit a box, the call that makes a date.

const (
	// eraGap are the signs between the eras that a form offers, and around their numbers.
	eraGap = " \t\r\n/,|()[]:"
	// eraReach is how many bytes the choice may take.
	eraReach = 96
)

// eraMarks stand before the chosen era. An empty box stands before the others.
var eraMarks, eraBoxes = []string{"☑", "■", "✓", "✔", "☒", "●", "◉", "◎", "レ", "[x]", "(x)", "(○)"}, []string{"□", "☐", "◯", "○", "・", "·", "、"}

// chosenEra reads the eras that a form offers, and the date in the years of the one that is
// marked, or of the only one that had so many: 大・昭・平・令 60年4月1日, □昭和 ☑平成 5年4月3日.
func chosenEra(b []byte) (date, int) {
	var chosen *era
	n, offered := 0, 0
	for marked := false; n < min(len(b), eraReach); {
		e, size := eraAt(b[n:])
		mark := markAt(b[n:], eraMarks)
		if n > 0 && ringed(b[n:]) {
			mark = 1
		}
		switch {
		case mark > 0:
			n, marked = n+mark, true
		case size > 0:
			if n, offered = n+size, offered+1; marked {
				chosen, marked = e, false
			}
		case markAt(b[n:], eraBoxes) > 0:
			n += markAt(b[n:], eraBoxes)
		case bytes.IndexByte([]byte(eraGap), b[n]) >= 0:
			n++
		case offered < 2 || b[n]-'0' >= 10:
			return date{}, 0
		default:
			d, used := dateInEra(b[n:], chosen)
			return d, n + used
		}
	}
	return date{}, 0
}

// ringed says whether b begins with an era in brackets of its own, which stand for a ring.
func ringed(b []byte) bool {
	if b[0] != '(' {
		return false
	}
	_, n := eraAt(b[1:])
	return n > 0 && n+1 < len(b) && b[n+1] == ')'
}

// markAt measures the one of some signs that b begins with.
func markAt(b []byte, signs []string) int {
	for _, s := range signs {
		if bytes.HasPrefix(b, []byte(s)) {
			return len(s)
		}
	}
	return 0
}

// eraAt reads the name of an era that b begins with, in one or two characters, or that of a
// calendar, which is of no era.
func eraAt(b []byte) (*era, int) {
	if n := markAt(b, calendars); n > 0 {
		return nil, n
	}
	for i := range eras {
		for _, name := range eras[i].names[:len(eras[i].names)-1] {
			if bytes.HasPrefix(b, []byte(name)) {
				return &eras[i], len(name)
			}
		}
	}
	return nil, 0
}

// calendars are what a form may offer beside eras: the Gregorian years, and those of eras.
var calendars = []string{"西暦", "和暦"}

// dateInEra reads a date in the years of an era, or of the first that had such a day: most
// people of these times were born in Shōwa or Heisei. A year of four digits is of none.
func dateInEra(b []byte, chosen *era) (date, int) {
	if digitsAt(b, 0) == 4 {
		return threeNumbers(b)
	}
	if chosen != nil {
		return yearsOfEra(b, *chosen)
	}
	for _, letter := range []byte("shrtm") {
		if d, n := yearsOfEra(b, *eraOf(letter)); n > 0 {
			return d, n
		}
	}
	return date{}, 0
}

// eraOf returns the era that a letter stands for, or nil.
func eraOf(letter byte) *era {
	for i := range eras {
		if names := eras[i].names; names[len(names)-1] == string(letter) {
			return &eras[i]
		}
	}
	return nil
}

// eraCodes hold the letter of the era that each digit stands for: in the files and forms of
// Japan's health insurance and pensions, and in receipts of medical fees.
var eraCodes = [...]string{" m t s h r", " mtshr    "}

// codedEra reads the number of an era and six digits: 5-600401, 3600401. It is no date
// without a label.
func codedEra(b []byte) (date, int) {
	digits := bytes.TrimPrefix(b[1:], []byte("-"))
	if digitsAt(digits, 0) != 6 {
		return date{}, 0
	}
	for _, letters := range eraCodes {
		e := eraOf(letters[b[0]-'0'])
		if e == nil {
			continue
		}
		if d, n := yearsOfEra(digits, *e); n > 0 && isDate(d.year, d.month, d.day) {
			return d, len(b) - len(digits) + n
		}
	}
	return date{}, 0
}

// boxSigns stand between the boxes of a date.
const boxSigns = " |[]\t"

// boxedDate reads a date of which each digit has a box: │1│9│8│5│年│0│4│月│0│1│日│.
func boxedDate(b []byte) (date, int) {
	var digits [24]byte
	n, apart := 0, true
	for i := 0; i < len(b) && n < len(digits)-3; {
		sign := markAt(b[i:], []string{"│", "┃", "｜", "年", "月", "日"})
		switch {
		case sign > 0 && b[i] == 0xe2, bytes.IndexByte([]byte(boxSigns), b[i]) >= 0:
			i, apart = i+max(sign, 1), true
		case sign > 0, i > 0 && bytes.IndexByte([]byte("-/."), b[i]) >= 0:
			sign = max(sign, 1)
			n += copy(digits[n:], b[i:i+sign])
			i, apart = i+sign, true
		case b[i]-'0' < 10 && apart:
			digits[n], apart = b[i], false
			n, i = n+1, i+1
		default:
			i = len(b)
		}
	}
	if n < 8 {
		return date{}, 0
	}
	d, used := plainDate(digits[:n])
	if used < n-len("日") {
		return date{}, 0
	}
	return d, len(b)
}

// dateCalls make a date in programs and statements, folded.
var dateCalls = []string{"datetime.date(", "datetime.datetime(", "datetime(", "localdate.of(", "date.new(", "to_date(", "todate(", "date(", "date ", "timestamp "}

// pastCall measures the call before a date, and the quote behind it.
func pastCall(b []byte) (n int) {
	if len(b) == 0 || b[0] != 'd' && b[0] != 'l' && b[0] != 't' {
		return 0
	}
	if n = markAt(b, dateCalls); n == 0 {
		return 0
	}
	if n < len(b) && (b[n] == '\'' || b[n] == '"') {
		return n + 1
	}
	if b[n-1] == ' ' {
		return 0
	}
	return n
}
