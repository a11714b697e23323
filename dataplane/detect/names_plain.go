package detect

import (
	"bytes"
	"unicode/utf8"
)

// "name" is one of the commonest words in programs, where it is a part of other names or has a
// name of the program behind it. A few bytes around tell that of most, before it is asked what
// the words around make of the label and what in the text may be its value. What is not told
// here is judged in full, to the same effect.

// besideNames are all words that change what a label says beside which they stand: see labelBehind
// and nameOf.
var besideNames, besideShapes = func() (all map[string]bool, shapes wordShapes) {
	all = map[string]bool{}
	for _, words := range []map[string]bool{persons, accounts, rolesLatin, ofWords, nameWords, completers} {
		for w := range words {
			all[w] = true
			shapes.add(w)
		}
	}
	return all, shapes
}()

// changesLabel says whether a word is one of them, which is asked of many.
func changesLabel(w []byte) bool { return besideShapes.has(w) && knownIn(besideNames, w) }

// plainlyNoName says of the label "name" in Latin script, at buf[start:end] outside of a table,
// that it is no label, or has no value.
func (v *visit) plainlyNoName(lit *literal, start, end int) bool {
	if !lit.bare || v.prog.asksAll || v.state.table != nil || start == 0 || end+rightBytes > len(v.buf) {
		return false
	}
	left, right := v.buf[max(0, start-2*maxField):start], v.buf[end:end+rightBytes]
	if labelGoesOn(right) {
		return false
	}
	label := lit.text
	if !staysBare(left) {
		label = labelBehind(left, label)
	}
	if label == lit.text && partOfWord(v.buf, start) {
		return true
	}
	return (label == lit.text || label == roleLabel) && v.valueless(start, right) && answerBefore(left) == nil
}

// staysBare says whether no word before a label adds to what it says.
func staysBare(left []byte) bool {
	end := len(left)
	for end > 0 && (left[end-1] == ' ' || left[end-1] == '_' || left[end-1] == '-') {
		end--
	}
	before := bytes.TrimSuffix(left[:end], []byte("'s"))
	if len(before) == 0 {
		return true
	}
	return before[len(before)-1] < utf8.RuneSelf && !changesLabel(endingWord(before))
}

// labelGoesOn says whether the words or the note that b begins with add to what the label before
// it says.
func labelGoesOn(b []byte) bool {
	if b[0] == '(' {
		return noteBehind(b) > 0 && noteSaysName(b[:maxField])
	}
	if !mayGoOn(b) {
		return false
	}
	n, final := nameOf(b[:maxField], false)
	return n > 0 || !final || noteSaysName(b[:maxField])
}

// mayGoOn looks at what they begin with.
func mayGoOn(b []byte) bool {
	at := 0
	switch c := b[0]; {
	case c >= utf8.RuneSelf, c == ' ' && (b[1] == '(' || b[1] >= utf8.RuneSelf), c|0x20 == 'o' && b[1] == 'f':
		return true
	case c == ',' && b[1] == ' ':
		at = 2
	case c == ' ', c == '_', c == '/', c == '-':
		at = 1
	case !isCapital(c):
		return false
	}
	end := wordEnd(b, at)
	return end == len(b) || end > at && (b[end] >= utf8.RuneSelf || b[at] >= utf8.RuneSelf || changesLabel(b[at:end]))
}

// valueless says of a label at buf[start:] that says no more than "name" or is a role's, and that
// b follows, that nothing behind it or in brackets around it can be its value: that begins with
// a capital, unless it is of another script.
func (v *visit) valueless(start int, b []byte) bool {
	if b[0] != '(' {
		return v.valuelessSign(start, b)
	}
	note := noteBehind(b)
	return noNameIn(b[1:maxField]) && (note == 0 || b[note] != '(' && v.valuelessSign(start, b[note:]))
}

// valuelessSign is valueless for a label that no note follows.
func (v *visit) valuelessSign(start int, b []byte) bool {
	switch c, next := b[0], b[1]; c {
	case '_':
		return isWordByte(next) && keyRest(b) == 0
	case '.':
		return isSmall(next) || isCapital(next) && wordAlone(b[1:maxField]) && !givenFollows(b)
	case '}', '#', '+', '\\', '%', '$':
		return true
	case '\n':
		return !opensTag(b) && !v.labelsLine(start)
	case ')':
		return !v.lineMayFollow(start, b) && v.opensNoName(start)
	case ']':
		return next != '"' && v.opensNoName(start) && noNameIn(b[1:maxField]) && v.valuelessBehind(start, b, 1)
	case ',':
		return noNameIn(b[1:maxField]) && !bytes.HasPrefix(b, []byte(", please"))
	case ' ':
		return next != '(' && keyRest(b) == 0 && !inTag(v.beforeLabel(start)) && !asksBare(b) && v.valuelessBehind(start, b, 0)
	case '\t', ':', '=', '\'':
		return v.valuelessBehind(start, b, 0)
	case '"':
		return v.valuelessKey(start, b)
	default:
		return isSmall(c) || isCapital(c) && keyRest(b) == 0
	}
}

// valuelessBehind is valuelessSign for a label that blanks, signs or a quote follow; b[:i] is a
// sign already.
func (v *visit) valuelessBehind(start int, b []byte, i int) bool {
	signed := i > 0 || b[0] != ' '
	for i < maxBullet && bareSigns[b[i]] {
		signed = signed || b[i] != ' '
		i++
	}
	switch c := b[i]; {
	case c >= utf8.RuneSelf:
		return false
	case c == '\n':
		return b[0] != '\'' && b[0] != ']' && !opensTag(b) && !v.labelsLine(start)
	case isCapital(c) && !signed:
		return i == 1 && !v.labelsLine(start)
	case isCapital(c):
		return wordAlone(b[i:i+maxField]) && !givenFollows(b) && !v.lineMayFollow(start, b)
	case c == '[', c == ')', beginsRemark[c]:
		return !v.lineMayFollow(start, b)
	default:
		return bareValues[c]
	}
}

// valuelessKey is valuelessSign for a key in quotes, before its value.
func (v *visit) valuelessKey(start int, b []byte) bool {
	rest := bytes.TrimLeft(b[1:maxField], " \r\n\t")
	if len(rest) < 2 || bytes.IndexByte(v.beforeLabel(start), '<') >= 0 || pastAttribute(b) > 0 {
		return false
	}
	inner := bytes.TrimLeft(rest[1:], " \r\n\t")
	return (rest[0] == ':' && len(inner) > 0 && inner[0] != '{' || rest[0] == ')' || rest[0] == '}') && v.valuelessBehind(start, b, 1)
}

// bareSigns may stand between "name" and its value, and bareValues begin what is none.
var bareSigns, bareValues = func() (signs, values [256]bool) {
	for _, c := range []byte(" \t:='\"->") {
		signs[c] = true
	}
	for c := range values {
		values[c] = isSmall(byte(c)) || bytes.IndexByte([]byte("0123456789,{}$&@%/+!?#(`\\"), byte(c)) >= 0
	}
	return signs, values
}()

func isSmall(c byte) bool { return c-'a' < 26 }

// lineMayFollow says whether the value may be the line below a label that b follows.
func (v *visit) lineMayFollow(start int, b []byte) bool {
	return bytes.IndexByte(b[:maxBullet+maxRemark], '\n') >= 0 && v.labelsLine(start)
}

// opensNoName says whether no name stands before the bracket that a label closes.
func (v *visit) opensNoName(start int) bool {
	return noNameIn(beforeBracket(v.buf[max(0, start-2*maxField):start]))
}

// wordAlone says whether the field that b begins with is one word in ASCII, and no surname before
// a given name.
func wordAlone(b []byte) bool {
	end := fieldEnd(b)
	if end < 0 || end+2 >= len(b) || b[end] == ',' && b[end+1] == ' ' && (isCapital(b[end+2]) || b[end+2] >= utf8.RuneSelf) {
		return false
	}
	return isOneWord(b[:end])
}

// beforeLabel returns what stands before a label that begins at start, or before the key or the
// line that it is the end of.
func (v *visit) beforeLabel(start int) []byte {
	start = wordStart(v.buf, start)
	return v.buf[max(0, start-maxBullet):start]
}

// labelsLine says whether a label may be all that its line begins with.
func (v *visit) labelsLine(start int) bool { return beginsLine(v.beforeLabel(start)) }

// opensTag says whether a tag follows signs and blanks.
func opensTag(b []byte) bool {
	rest := trimSigns(b)
	return len(rest) == 0 || rest[0] == '<'
}

// noNameIn says whether a value that b begins with, perhaps behind blanks, is none for the label
// "name".
func noNameIn(b []byte) bool {
	b = bytes.TrimLeft(b, " \t")
	return len(b) == 0 || b[0] < utf8.RuneSelf && b[0] != '"' && !isCapital(b[0])
}
