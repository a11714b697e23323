package detect

import "bytes"

// A date of which each number has a field of its own: birth_year=1980&birth_month=1&birth_day=2.

// datePart is one of the three fields.
type datePart struct {
	words     []string // that name it, folded
	low, high int
}

var numberedParts = [...]datePart{
	{[]string{"年", "year", "년", "_y", "[y", "-y", "yyyy", "yr", "jahr", "annee", "ano", "anno"}, oldestBirth, 2000 + thisYear},
	{[]string{"月", "month", "월", "_m", "[m", "-m", "mm", "mon", "monat", "mois", "mes", "mese"}, 1, 12},
	{[]string{"日", "day", "일", "_d", "[d", "-d", "dd", "tag", "jour", "dia", "giorno"}, 1, 31},
}

// partGap is how many bytes of names and signs may stand before each number.
const partGap = 48

// partSigns may stand between a number and its name.
const partSigns = " \t\r\n\"':=>()[]"

// dateInParts reads year, month and day from behind a label, each behind its name, in any
// order.
func dateInParts(b []byte) date {
	var v [len(numberedParts)]int
	for range v {
		at := bytes.IndexAny(b[:min(len(b), partGap)], "0123456789")
		if at < 0 {
			return date{}
		}
		i, n := partNamed(b[:at]), digitsAt(b, at)
		if i < 0 || v[i] > 0 || n > 4 {
			return date{}
		}
		if v[i] = number(b[at : at+n]); v[i] < numberedParts[i].low || v[i] > numberedParts[i].high {
			return date{}
		}
		b = b[at+n:]
	}
	return date{v[0], v[1], v[2]}
}

// partNamed returns which part of a date the text before a number names, or -1.
func partNamed(b []byte) int {
	b = bytes.TrimRight(b, partSigns)
	for i, part := range numberedParts {
		if endsWith(b, part.words) {
			return i
		}
	}
	return -1
}
