package detect

import (
	"bytes"
	"strings"
)

// Dates whose month is a word, in English, German and the Romance languages.

// months are what the months' names begin with, folded: three letters tell them, but in
// French "juin" and "juil".
var months = func() map[string]int {
	all := map[string]int{}
	for _, names := range [...]string{
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"jan feb mar apr mai jun jul aug sep okt nov dez",
		"jan fev mar avr mai juin juil aou sep oct nov dec",
		"ene feb mar abr may jun jul ago set oct nov dic",
		"jan fev mar abr mai jun jul ago set out nov dez",
		"gen feb mar apr mag giu lug ago set ott nov dic",
	} {
		for i, name := range strings.Fields(names) {
			all[name] = i + 1
		}
	}
	return all
}()

// monthAt reads a month's name, or the letters it begins with.
func monthAt(b []byte) (month, n int) {
	for n < len(b) && isLetter(b[n]) {
		n++
	}
	if n < 3 || n > len("septiembre") {
		return 0, 0
	}
	if month = months[string(b[:min(n, 4)])]; month == 0 {
		month = months[string(b[:3])]
	}
	if month == 0 {
		return 0, 0
	}
	return month, n
}

// betweenNames measures the signs between the parts of such a date, and a preposition.
func betweenNames(b []byte) (n int) {
	for n < len(b) && strings.IndexByte(" .,-/", b[n]) >= 0 {
		n++
	}
	for _, word := range [...]string{"de ", "del ", "of "} {
		if n > 0 && bytes.HasPrefix(b[n:], []byte(word)) {
			return n + len(word)
		}
	}
	return n
}

// namedMonth reads "2 January 1990", "Jan 2, 1990" and "2 de enero de 1990".
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
		i += n
		i += betweenNames(b[i:])
	}
	return date{}, 0
}

// ordinalEnd measures what follows the number of a day: "2nd", "2 of".
func ordinalEnd(b []byte) int {
	for _, end := range [...]string{"st of", "nd of", "rd of", "th of", "st", "nd", "rd", "th", " of", "er", "º", "ª"} {
		if bytes.HasPrefix(b, []byte(end)) {
			return len(end)
		}
	}
	return 0
}
