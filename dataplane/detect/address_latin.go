package detect

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Addresses in Latin script say what a street is: in English behind its name, in
// Romance languages before it, in German, Dutch and Scandinavian ones in its end.

// A streetWay is how a word for streets stands to the street's name.
type streetWay uint8

const (
	noStreet streetWay = iota
	nameFirst
	wordFirst
)

var streetWords = func() map[string]streetWay {
	words := map[string]streetWay{}
	for _, w := range strings.Fields("street st avenue ave av road rd lane ln drive dr boulevard blvd court ct square sq terrace ter highway hwy parkway pkwy " +
		"close crescent cres way walk gardens grove mews row circle cir trail plaza place pl turnpike heights quay wharf parade crossing meadows chome straße strasse str weg platz allee gasse markt chaussee promenade straat laan gatan vej vei") {
		words[w] = nameFirst
	}
	for _, w := range strings.Fields("rue chemin impasse quai cours route calle avenida paseo carrer ronda camino via viale piazza corso largo vicolo rua travessa praça praca alameda estrada allée allee passage sentier résidence cité faubourg hameau lotissement montée avda avd c/ pza plza plaça pº ctra rambla glorieta travesía strada contrada rodovia") {
		words[w] = wordFirst
	}
	return words
}()

// streetShapes tells the words of ASCII among them by their first and last letter and length.
var streetShapes = func() (shapes wordShapes) {
	for w := range streetWords {
		shapes.add(w)
	}
	return shapes
}()

// streetEndings end the names of streets written as one word.
var streetEndings = strings.Fields("straße strasse straat str. weg platz allee gasse laan gatan gata vägen vej gade veien damm ufer ring Markt markt graben steig stieg pfad winkel kamp chaussee promenade siedlung hof brücke berg wall")

// beginsStreet says whether what stands behind a number may be a street: a word with
// a capital behind a space, perhaps with more numbers or a letter before it, or a French
// word for streets.
func beginsStreet(b []byte) bool {
	if len(b) > 1 && b[0] == ' ' && !leadsStreet[b[1]] {
		return false
	}
	for len(b) > 2 && (b[0] == '-' || b[0] == '/') && b[1]-'0' < 10 {
		b = b[1+digitsAt(b, 1):]
	}
	if n := markAt(b, houseAgain); n > 0 {
		b = b[n:]
	}
	if len(b) > 1 && isLetter(b[0]) && b[1] == ' ' {
		b = b[1:]
	}
	if len(b) > 2 && b[0] == ',' {
		return b[1] == ' ' && frenchStreet(b[2:])
	}
	if len(b) < 3 || b[0] != ' ' {
		return false
	}
	return b[1]-'A' < 26 || b[1] == 0xc3 || b[1] == 0xc5 || frenchStreet(b[1:])
}

// leadsStreet are the bytes that street names begin with, and French words for streets and for a
// house that has another's number.
var leadsStreet = func() (leads [256]bool) {
	for c := byte('A'); c <= 'Z'; c++ {
		leads[c] = true
	}
	for _, c := range []byte("\xc3\xc5rabpciqt") {
		leads[c] = true
	}
	return leads
}()

// houseAgain follow the number of a house in French that has another's.
var houseAgain = []string{" bis", " ter", " quater"}

// frenchStreet says whether b begins with a word that French streets begin with.
func frenchStreet(b []byte) bool {
	switch b[0] {
	case 'r', 'a', 'b', 'p', 'c', 'i', 'q':
		end := bytes.IndexByte(b[:min(len(b), 12)], ' ')
		return end > 0 && streetShapes.has(b[:end]) && streetWords[string(b[:end])] != noStreet
	}
	return false
}

// endsStreet says whether b may end with the name of a street.
func endsStreet(b []byte) bool {
	if c := b[len(b)-1]; !isLetter(c) && c != '.' && c != ',' && c < 0x80 {
		return false
	}
	word := lastWord(b)
	return len(word) > 4 && endsWith(word, streetEndings) || wordFirstBefore(b) >= 0
}

// lastWord returns what b has behind its last space or sign.
func lastWord(b []byte) []byte {
	i := len(b)
	for i > 0 && wordSign[b[i-1]] {
		i--
	}
	return b[i:]
}

// wordSign are the bytes that words in Latin script consist of.
var wordSign = func() (signs [256]bool) {
	for c := range signs {
		signs[c] = c >= 0x80 || isWordByte(byte(c)) || strings.IndexByte(".-'#/", byte(c)) >= 0
	}
	return signs
}()

// wordFirstBefore finds a word for streets among the last words of b, from where the
// street's name begins, or -1.
func wordFirstBefore(b []byte) int {
	end := len(b)
	for end > 0 && (b[end-1] == ',' || b[end-1] == ' ') {
		end--
	}
	for range 5 {
		word := lastWord(b[:end])
		if len(word) == 0 {
			return -1
		}
		start := end - len(word)
		var folded [16]byte
		if len(word) <= len(folded) && start < len(b)-len(word)-1 && opensStreet(foldASCII(folded[:0], word)) {
			return start
		}
		if start == 0 || b[start-1] != ' ' {
			return -1
		}
		end = start - 1
	}
	return -1
}

// opensStreet says whether a word stands before the name of a street whose number follows.
func opensStreet(word []byte) bool {
	word = bytes.TrimSuffix(word, []byte("."))
	return streetShapes.has(word) && (streetWords[string(word)] == wordFirst || string(word) == "av" || string(word) == "plaza")
}

// streetBehind reads the number at b[at:], the street behind it, and what follows.
func streetBehind(b []byte, at int) (place, bool) {
	w := words{b: b, at: at}
	if number := w.next(); len(number) > 8 {
		return place{}, false // two years
	}
	if markAt(b[w.at:], houseAgain) > 0 {
		w.next()
	}
	way, names := noStreet, 0
	for range 7 {
		word := w.next()
		if word == nil || w.broken {
			return place{}, false
		}
		var buf [24]byte
		folded := string(foldASCII(buf[:0], word[:min(len(word), len(buf))]))
		if way = streetWords[folded]; way == nameFirst && names == 0 && word[0]-'a' < 26 {
			way = wordFirst // avenue Foch
		}
		if way == wordFirst && names == 0 || way == nameFirst && names > 0 || names >= 0 && endsWith(word, streetEndings) && len(word) > 5 {
			way = max(way, nameFirst)
			break
		}
		if way = municipalEnding(folded); way != noStreet {
			break
		}
		if names++; !named(word) {
			return place{}, false
		}
	}
	if way == noStreet {
		return place{}, false
	}
	return w.city(at, way == wordFirst)
}

// named says whether a word can be in the name of a street: with a capital, a digit, or
// one of those between.
func named(word []byte) bool {
	switch string(word) {
	case "of", "the", "de", "la", "du", "des", "di", "da", "do", "del", "van", "der", "von", "den", "dos", "e", "y":
		return true
	}
	return word[0]-'a' >= 26
}

// municipalEnding knows the last word of a Japanese address in Latin script.
func municipalEnding(word string) streetWay {
	for _, end := range [...]string{"-ku", "-shi", "-cho", "-machi", "-gun", "-son", "-mura"} {
		if strings.HasSuffix(word, end) && len(word) > len(end)+1 {
			return nameFirst
		}
	}
	return noStreet
}

// streetBefore reads the street before the number at b[at:], and what follows.
func streetBefore(b []byte, at int) (place, bool) {
	start := wordFirstBefore(b[:at-1])
	if start < 0 {
		start = at - 1 - len(lastWord(b[:at-1]))
	}
	w := words{b: b, at: at}
	w.next()
	return w.city(start, false)
}

// words reads a text in Latin script word by word.
type words struct {
	b      []byte
	at     int  // behind the last word read
	broken bool // a sentence ended before it
}

// next returns the next word, or nil where something else stands.
func (w *words) next() []byte {
	i, lines := w.at, 0
	for i < len(w.b) && strings.IndexByte(" ,.\\;\n\r\t", w.b[i]) >= 0 {
		if w.b[i] == '\n' {
			lines++
		}
		i++
	}
	end := i
	for end < len(w.b) && wordSign[w.b[end]] && w.b[end] != '.' {
		end++
	}
	if end == i || lines > 1 {
		return nil
	}
	w.broken = bytes.Contains(w.b[w.at:i], []byte(". ")) && end-i > 0 && !abbreviated(w.b[:w.at])
	w.at = end
	return w.b[i:end]
}

// abbreviated says whether the full stop behind b belongs to a short word, such as St.
func abbreviated(b []byte) bool {
	word := lastWord(b)
	return len(word) <= 4 && len(word) > 0
}

// tailWords is how many words may stand between a street and the postal code.
const tailWords = 12

// city reads on from a street to a postal code, and without one as far as words with
// capitals go. An address with a code is evidence without a label.
func (w *words) city(start int, named bool) (place, bool) {
	end := w.at
	if named {
		if word := w.next(); word == nil || w.broken {
			return place{}, false
		}
		end = w.at
	}
	var before string
	for range tailWords {
		word := w.next()
		if word == nil || w.broken {
			break
		}
		if w.postcode(before, word) {
			return place{start: start, end: w.at, alone: evidentPlace(w.b[:start])}, true
		}
		if r, _ := utf8.DecodeRune(word); r >= 'a' && r <= 'z' && len(word) > 3 {
			break
		}
		before = string(word)
		if word[0]-'a' >= 26 {
			end = w.at
		}
	}
	return place{start: start, end: end}, true
}

// postcode says whether a word ends an address: a ZIP code behind a state, the second
// half of a British or Canadian code, a five-digit code before a town, or a Japanese one.
func (w *words) postcode(before string, word []byte) bool {
	s := string(word)
	switch {
	case len(before) == 2 && shaped(before, "AA"):
		return shaped(s, "00000") || shaped(s, "00000-0000")
	case shaped(s, "0AA"):
		return len(before) <= 4 && len(before) >= 2 && before[0]-'A' < 26
	case shaped(s, "0A0"):
		return shaped(before, "A0A")
	case shaped(s, "00000") || shaped(s, "0000") && s[:2] != "19" && s[:2] != "20":
		next := *w
		town := next.next()
		if town == nil || next.broken || town[0]-'A' >= 26 && town[0] < 0xc3 {
			return false
		}
		*w = next
		return true
	}
	return shaped(s, "000-0000")
}

// shaped says whether s has capitals where the pattern has A, and digits where it has 0.
func shaped(s, pattern string) bool {
	if len(s) != len(pattern) {
		return false
	}
	for i, p := range []byte(pattern) {
		c := s[i]
		if p == 'A' && c-'A' >= 26 || p == '0' && c-'0' >= 10 || p == '-' && c != '-' {
			return false
		}
	}
	return true
}

// evidentPlace is the confidence in a whole address without a label: evidence of a
// person, unless a firm is named shortly before it.
func evidentPlace(left []byte) float64 {
	if containsAny(left[max(0, len(left)-firmBytes):], firmWords) {
		return 0
	}
	return leastEvidence
}

// firmBytes is how far before its address a firm's name may end.
const firmBytes = 64

// firmWords are in the names of firms and bodies.
var firmWords = strings.Fields("Inc. Inc, Ltd Limited LLC Corp Company Co. Foundation GmbH S.A. S.p.A. University Institute Department Association Society B.V. Laborator Center Centre Commons")
