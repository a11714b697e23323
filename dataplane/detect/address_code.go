package detect

import (
	"bytes"
	"unicode/utf8"
)

// An address under a label of its own may begin with no number, and name a house, an estate
// or a box instead of a street: then the postal code at its end tells it.

const (
	// leastCoded and mostCoded bound the bytes of such an address before its code.
	leastCoded, mostCoded = 10, 160
	// codedWords is how many of its words have a capital or a digit at least.
	codedWords = 3
	// townWords is how many words the name of the town behind a code may have.
	townWords = 4
)

// mayBePostcode says whether the n digits behind left may be a postal code at the end of an
// address: five or six behind a word, or the first of a British code's second half.
func mayBePostcode(left, right []byte, n int) bool {
	if len(left) < leastCoded || left[len(left)-1] != ' ' {
		return false
	}
	before := left[len(left)-2]
	switch n {
	case 5, 6:
		return isLetter(before) || before == '-' || before == ',' || before >= utf8.RuneSelf
	case 1:
		return len(right) >= 2 && shaped(string(right[:2]), "AA") && (len(right) == 2 || !isLetter(right[2])) && isOutward(lastWord(left[:len(left)-1]))
	}
	return false
}

// isOutward says whether a word is the first half of a British postal code: LA9, SW1A.
func isOutward(word []byte) bool {
	return len(word) >= 2 && len(word) <= 4 && word[0]-'A' < 26 && countDigits(word) > 0 && bytes.IndexFunc(word, notOfCode) < 0
}

func notOfCode(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }

// codeLast reads back from the code at b[at:] to where the value begins that it ends.
func codeLast(b []byte, at int) (place, bool) {
	start := bytes.LastIndexAny(b[:at], "\n\t\":：=|<>;") + 1
	for start > 0 && start < at && !utf8.RuneStart(b[start]) {
		start++
	}
	start += len(b[start:at]) - len(trimLeftBlanks(b[start:at]))
	if !codedText(b[start:at]) {
		return place{}, false
	}
	return place{start: start, end: at + codeLength(b[at:]), bare: true}, true
}

// codedText says whether a text before a postal code is made of names and numbers, some of
// them parted by commas.
func codedText(b []byte) bool {
	if len(b) < leastCoded || len(b) > mostCoded || bytes.ContainsAny(b, "@()[]{}%_?!*\\") || bytes.IndexByte(b, ',') < 0 {
		return false
	}
	words := bytes.FieldsFunc(b, func(r rune) bool { return r == ' ' || r == ',' })
	names := 0
	for _, w := range words {
		if w[0]-'a' >= 26 {
			names++
		}
	}
	return names >= codedWords && 2*names > len(words) && words[0][0]-'a' >= 26
}

// codeLength measures a postal code, and the town or state behind it.
func codeLength(b []byte) int {
	n := digitsAt(b, 0)
	if n == 1 {
		return len("0AA")
	}
	if n+5 <= len(b) && b[n] == '-' && digitsAt(b, n+1) == 4 {
		return n + 5
	}
	w := words{b: b, at: n}
	for range townWords {
		end := w.at
		if word := w.next(); word == nil || word[0]-'A' >= 26 && word[0] < 0xc3 || bytes.ContainsAny(b[end:w.at], "\n;") {
			return end
		}
	}
	return w.at
}

// codedAddress says whether a cell for addresses has one that ends in a postal code.
func codedAddress(v []byte) bool {
	for i := leastCoded; i < len(v); i++ {
		n := digitsAt(v, i)
		if n > 0 && mayBePostcode(v[:i], v[i+n:], n) && codedText(v[:i]) {
			return true
		}
		i += n
	}
	return false
}
