package detect

import "bytes"

// A date of which each number has a field of its own: birth_year=1980&birth_month=1&birth_day=2.

// datePart is one of the three fields.
type datePart struct {
	words     []string // that name it, folded
	low, high int
}

var numberedParts = [...]datePart{
	{[]string{"年", "year", "년"}, oldestBirth, 2000 + thisYear},
	{[]string{"月", "month", "월"}, 1, 12},
	{[]string{"日", "day", "일"}, 1, 31},
}

// partGap is how many bytes of names and signs may stand before each number.
const partGap = 48

// partSigns may stand between a number and its name.
const partSigns = " \t\"':=>()[]"

// dateInParts reads year, month and day from behind a label, each behind its name.
func dateInParts(b []byte) date {
	var v [3]int
	for i, part := range numberedParts {
		at := bytes.IndexAny(b[:min(len(b), partGap)], "0123456789")
		if at < 0 || !endsWith(bytes.TrimRight(b[:at], partSigns), part.words) {
			return date{}
		}
		n := digitsAt(b, at)
		if n > 4 {
			return date{}
		}
		if v[i] = number(b[at : at+n]); v[i] < part.low || v[i] > part.high {
			return date{}
		}
		b = b[at+n:]
	}
	return date{v[0], v[1], v[2]}
}
