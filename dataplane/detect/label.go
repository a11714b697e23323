package detect

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// How far a label may stand from its value, in characters.
const (
	labelBefore = 40 // between the label's end and the value
	labelClose  = 12 // likewise, where nothing else is likely to be meant
	labelAfter  = 16 // between the value and the label's beginning
	labelLinked = 40 // likewise, where words join them: "down as the employee's"
	labelLength = 44 // the longest label
	inBrackets  = 40 // that are read in brackets behind a value
	labelJoint  = 4  // bytes between two labels of one thing, as in "DNI / NIE"
	spentDigits = 5  // a label has its value already where so many digits follow it
)

// lookBefore judges the text before a value: by the value's own key if that says
// anything, and else by the words that stand near.
func lookBefore(left, scratch []byte, keys *fieldKeys) evidence {
	whole := withoutLeaders(withoutCellTags(left))
	left = lastRunes(whole, labelBefore+labelLength)
	if key, ok := fieldKey(left); ok {
		return keys.evidence(left, key, scratch)
	}
	key, sameLine := ownKey(left)
	if k, ok := markupKey(bytes.TrimRight(whole, " \t\r\n\"'")); ok {
		key, sameLine = k, true // tags may be long
	}
	folded := foldKey(scratch[:0], key)
	e := wordsIn(folded, 0)
	if word := lastPart(folded); sameLine && e.end <= len(folded)-len(word) && otherNumber(word) {
		return evidence{other: true, keyed: true}
	}
	if e.says() {
		e.keyed, e.loose = sameLine && e.other, saysMore(folded[min(e.end, len(folded)):])
		if !sameLine && 2*labelled(folded) < len(folded) {
			e.manner = distant // the line above says more than a label would
		}
		return e
	}
	if e, ok := rowLabel(whole, scratch); ok {
		return e
	}
	return wordsNear(left, scratch)
}

// withoutLeaders cuts off the dots or strokes that lead from a label to its value.
func withoutLeaders(left []byte) []byte {
	short := leaders.trimRight(left)
	if len(left)-len(short) < leastLeaders {
		return left
	}
	return short
}

var leaders = newRuneSet(" ._-…‥・　=>~─―")

// leastLeaders is how many bytes of dots and blanks are leaders.
const leastLeaders = 5

// wordsNear judges by the words that end within labelBefore characters of a value.
func wordsNear(left, scratch []byte) evidence {
	near := lastRunes(left, labelBefore)
	folded := foldKey(scratch[:0], left[:len(left)-len(near)])
	from := len(folded)
	folded = foldKey(folded, near)
	e := wordsIn(folded, from)
	if e.bits != 0 && e.end <= numberPhrase(folded) {
		return evidence{other: true}
	}
	e.loose = true
	gap := folded[min(e.end, len(folded)):]
	switch digits := longestRun(gap); {
	case e.other && digits >= 3:
		return e.without() // it has its number: this is another
	case digits >= spentDigits:
		e.manner = spent
	case utf8.RuneCount(gap) > labelClose || bytes.IndexByte(gap, '\n') >= 0:
		e.manner = distant
	}
	return e
}

// longestRun returns how many digits stand together at most.
func longestRun(b []byte) (most int) {
	run := 0
	for _, c := range b {
		if run++; c-'0' >= 10 {
			run = 0
		}
		most = max(most, run)
	}
	return most
}

// wordsIn gathers the words of a folded text that end behind from; the nearest decides
// between for and against. A word inside a longer one counts as part of that only.
func wordsIn(b []byte, from int) (e evidence) {
	var ends [3]int // of the last label, negative word, other number's word
	words, checked := builtin().words, builtin().checked
	covered, kind := 0, uint64(0) // the longest word so far, and its bit if it is no label
	for i := 0; i < len(b); i++ {
		start, end, bits := words.next(b, i)
		if bits == 0 {
			break
		}
		i = start
		if end <= from || end <= covered && bits&(negative|otherBit|checked)|kind != 0 {
			continue
		}
		if otherSense(b, start, end, bits) {
			continue
		}
		if end > covered {
			covered, kind = end, bits&(negative|otherBit)
		}
		switch {
		case bits&negative != 0:
			ends[1] = end
		case bits&otherBit != 0:
			ends[2] = end
		default:
			if end > ends[0] && start > ends[0]+labelJoint {
				e.nearest = 0
			}
			ends[0] = max(ends[0], end)
			e.bits |= bits
			e.nearest |= bits
		}
	}
	e.end = max(ends[0], ends[1], ends[2])
	e.against = ends[1] > ends[0] && ends[1] >= ends[2]
	e.other = ends[2] > ends[0] && ends[2] > ends[1]
	return e
}

// jsonEvidence judges a value by its key in JSON. Where that is one of those that any
// value has, what it is stands before it: in the key of the object, or in a field beside.
func jsonEvidence(left, key, scratch []byte) (e evidence, byKey bool) {
	folded := foldKey(scratch[:0], key)
	if !isGeneric(folded) {
		e := wordsIn(folded, 0)
		e.keyed, e.loose = e.other || !e.says() && otherNumber(folded), saysMore(folded[min(e.end, len(folded)):])
		return e, true
	}
	before := left[:bytes.LastIndex(left, key)]
	if i := bytes.LastIndexByte(before, '}'); i >= 0 {
		before = before[i:]
	}
	folded = foldKey(scratch[:0], before)
	e = wordsIn(folded, 0)
	e.manner, e.loose = distant, !opensObject(folded[min(e.end, len(folded)):])
	return e, false
}

// opensObject says whether nothing stands between a label and the key of a value but the
// signs of JSON, and what asks for the value.
func opensObject(gap []byte) bool {
	if i := bytes.IndexByte(gap, '"'); i > 0 && containsAny(gap[:i], requests) {
		gap = gap[i:]
	}
	return len(bytes.Trim(gap, " \n\r\t\":{[,")) == 0
}

// saysMore says whether the rest of a key behind its label makes it another's: it holds
// words of East Asia, but for notes in brackets and words for how a date is written.
func saysMore(rest []byte) bool {
	if i := bytes.IndexAny(rest, "([（"); i >= 0 {
		rest = rest[:i]
	}
	for _, r := range string(rest) {
		if isKanji(r) && !strings.ContainsRune("年月日西和暦生桁必須任意半全角数字欄項目入力値", r) || isHangul(r) {
			return true
		}
	}
	return false
}

// fieldKeys remembers what some keys of JSON say, since the same ones come with each record.
type fieldKeys [64]struct {
	key  [24]byte
	n    int // its length, or 0
	says evidence
}

// evidence is jsonEvidence.
func (k *fieldKeys) evidence(left, key, scratch []byte) evidence {
	n := len(key)
	if n == 0 || n > len(k[0].key) {
		e, _ := jsonEvidence(left, key, scratch)
		return e
	}
	known := &k[(n+3*int(key[0])+5*int(key[n/2])+7*int(key[n-1]))%len(k)]
	if known.n == n && string(known.key[:n]) == string(key) {
		return known.says
	}
	e, byKey := jsonEvidence(left, key, scratch)
	if byKey {
		known.n, known.says = copy(known.key[:], key), e
	}
	return e
}

// fieldKey returns the key of a value in quotes, as JSON has it: the key then
// is the only label.
func fieldKey(left []byte) (key []byte, ok bool) {
	quoted := passBack(left, len(left), keyBlank|keyFeed)
	colon := passBack(left, passBack(left, quoted, keyQuote), keyBlank)
	if colon == 0 || left[colon-1] != ':' {
		return nil, false
	}
	end := passBack(left, colon-1, keyBlank)
	if end == 0 || left[end-1] != '"' {
		return nil, false
	}
	name := left[:end-1]
	return name[bytes.LastIndexByte(name, '"')+1:], true
}

// passBack goes back from i over the bytes of some kinds.
func passBack(b []byte, i int, kinds uint8) int {
	for i > 0 && keySigns[b[i-1]]&kinds != 0 {
		i--
	}
	return i
}

// Kinds of what may stand between a key's name and its value, but for the colon.
const (
	keyBlank = 1 << iota
	keyFeed
	keyQuote
)

var keySigns = [256]uint8{' ': keyBlank, '\t': keyBlank, '\n': keyFeed, '\r': keyFeed, '"': keyQuote, '+': keyQuote, '(': keyQuote}

// ownKey returns what a sign ties to the value behind left: the words before a colon, an
// equals sign, an arrow, a tab or a bar, the line above, or what names the element of
// markup that the value stands in. It is nil where there is none.
func ownKey(left []byte) (key []byte, sameLine bool) {
	t := bytes.TrimRightFunc(left, opensValue)
	r, n := lastRune(t)
	switch r {
	case ':', '：', '＝', '→', '⇒', '|', '｜', '\t', '…':
	case '=':
		if n < len(t) && t[len(t)-n-1] != ' ' {
			if key := lastKey(t[:len(t)-n]); mostlyLabel(foldKey(make([]byte, 0, 2*maxField), key[max(0, len(key)-maxField):])) {
				return key, true // "My Number号码=" has a blank in it
			}
			return lastPart(t[:len(t)-n]), true
		}
	case '\n':
		t, n = bytes.TrimRight(t, "\r\n"), 0
	default:
		return colonKey(t)
	}
	return lastKey(bytes.TrimRight(t[:len(t)-n], " \t\"'|*`.:=…")), r != '\n'
}

// colonKey returns the key in front of a value as Lisp and Clojure have it: `:key "value"`.
func colonKey(t []byte) (key []byte, sameLine bool) {
	word := lastPart(t)
	if len(word) < 3 || word[0] != ':' {
		return nil, false
	}
	return word[1:], true
}

// opensValue knows the signs that may stand between a key's sign and the value.
func opensValue(r rune) bool {
	switch r {
	case ' ', '　', '"', '\'', '“', '‘', '「', '『', '【', '(', '（', '[', '*', '`', '#', '＃', '№', '+':
		return true
	}
	return false
}

// lastPart returns what stands behind the last sign or space.
func lastPart(b []byte) []byte {
	return b[bytes.LastIndexAny(b, " \t\n\r,;?&{}()<>\"'|")+1:]
}

// lastKey returns the end of b that can be one key: it holds no sign of another, no value
// and no sentence's end.
func lastKey(b []byte) []byte {
	at := keyBounds.lastIndex(b)
	if at >= 0 {
		_, n := firstRune(b[at:])
		b = b[at+n:]
	}
	for i, digits := len(b)-1, 0; i >= 0; i-- {
		if digits++; b[i]-'0' >= 10 {
			digits = 0
		}
		if digits == 4 {
			b = b[i+4:]
			break
		}
	}
	return b
}

// keyBounds are no part of a key.
var keyBounds = newRuneSet("\n\t,;{}|?&:=\"<>、。，；：＝｜")

// markupKey returns the key of a value that markup surrounds: the tag around it or, where
// that names nothing, the text before.
func markupKey(t []byte) (key []byte, ok bool) {
	open := bytes.LastIndexByte(t, '<')
	if open < 0 {
		return nil, false
	}
	end := bytes.IndexByte(t[open:], '>')
	if end >= 0 && open+end+1 < len(t) || end < 0 && !bytes.HasSuffix(t, []byte("value=")) {
		return nil, false
	}
	var room [2 * maxField]byte
	if tag := t[open:]; len(tag) < len(room)/2 && tag[min(1, len(tag)-1)] != '/' && wordsIn(foldKey(room[:0], tag), 0).says() {
		return tag, true
	}
	if name := elementName(t[open:]); otherNumber(foldKey(room[:0], name)) {
		return name, true
	}
	t = withoutTagsBehind(t[:open])
	return lastKey(bytes.TrimRight(t, " \t\r\n:：=＝")), true
}

// elementName returns the name of the element that a tag begins, without its namespace, or
// nil where that is long.
func elementName(tag []byte) []byte {
	end := bytes.IndexAny(tag, " \t\r\n/>")
	if end < 2 || end > maxField {
		return nil
	}
	return tag[bytes.IndexByte(tag[:end], ':')+1 : end]
}

// withoutTagsBehind cuts the tags and spaces off that b ends with.
func withoutTagsBehind(b []byte) []byte {
	for {
		b = bytes.TrimRight(b, " \t\r\n")
		open := bytes.LastIndexByte(b, '<')
		if open < 0 || b[len(b)-1] != '>' {
			return b
		}
		b = b[:open]
	}
}

// otherNumber says that a key, which no class knows, is that of some number.
func otherNumber(folded []byte) bool {
	if isGeneric(folded) {
		return false
	}
	folded = bytes.TrimRight(folded, " .)")
	for _, w := range numberWords {
		if rest, ok := bytes.CutSuffix(folded, []byte(w)); ok && len(rest) > 0 && (!isLetter(w[0]) || !isLetter(rest[len(rest)-1])) {
			return true
		}
	}
	return false
}

func isGeneric(folded []byte) bool {
	folded = bytes.Trim(folded, " .#-*_@")
	for _, g := range genericKeys {
		if string(folded) == g {
			return true
		}
	}
	return false
}

// foldKey folds a text in which labels are sought, with the words of camelCase apart.
func foldKey(dst, src []byte) []byte {
	from := 0
	for i := 1; i < len(src); i++ {
		if src[i]-'A' < 26 && src[i-1]-'a' < 26 {
			dst = append(fold(dst, src[from:i]), '_')
			from = i
		}
	}
	return fold(dst, src[from:])
}

// lookAfter judges the text behind a value, up to the line's end: some characters, or
// all of what stands in brackets. It reports final where more text could not add to it.
func lookAfter(right, scratch []byte, closed bool) (e evidence, final bool) {
	if len(right) > 0 && right[0] < utf8.RuneSelf && strings.IndexByte(sayingEnds, right[0]) >= 0 {
		return evidence{manner: behind}, true
	}
	reach := labelLinked + labelLength
	if len(right) > 0 && (right[0] == '"' || right[0] == '\'') {
		reach += labelBefore // past what lies between two fields
	}
	text, full := firstRunes(right, reach)
	near, bracket, ends := insideBrackets(text)
	beside := besideKey(text)
	switch {
	case bracket:
		full = full || ends
	case len(text) > 0 && (text[0] == '"' || text[0] == '\''):
		near = beside
	default:
		if i := bytes.IndexAny(text, sayingEnds+"\"、"); i >= 0 {
			near, full = text[:i], true
		}
	}
	folded := fold(scratch[:0], near)
	e = wordsIn(folded, 0)
	switch {
	case bracket && 3*labelled(bytes.TrimLeft(folded, " ([")) < len(folded):
		e.bits = 0 // a sentence, which only has the word
	case !bracket && beside == nil && ofNext(folded, e):
		e.bits = 0
	}
	return evidence{bits: e.bits, manner: behind}, full || closed
}

// sayingEnds are signs at which nothing more is said of the value before.
const sayingEnds = "\n\t,;{}<|"

// closedIn says whether a bracket opens right behind a value.
func closedIn(b []byte) bool {
	return bytes.HasPrefix(b, []byte("(")) || bytes.HasPrefix(b, []byte("（")) || bytes.HasPrefix(b, []byte(" ("))
}

// insideBrackets returns what stands in the bracket that b begins with, and whether more
// text can't change that.
func insideBrackets(b []byte) (inside []byte, ok, final bool) {
	t := bytes.TrimLeft(b, " ")
	if !bytes.HasPrefix(t, []byte("(")) && !bytes.HasPrefix(t, []byte("（")) && !bytes.HasPrefix(t, []byte("[")) {
		return b, false, false
	}
	if i := bytes.IndexAny(t[1:], ")）]"); i >= 0 {
		return t[:i+1], true, true
	}
	t, final = firstRunes(t, inBrackets)
	return t, true, final
}

// ofNext says whether the label behind a value belongs to what comes next: it stands
// too far away, or a sign or number follows it.
func ofNext(folded []byte, e evidence) bool {
	if e.bits == 0 {
		return true
	}
	first, _, _ := builtin().words.next(folded, 0)
	rest := bytes.TrimLeft(folded[e.end:], " \"'")
	if n := utf8.RuneCount(folded[:first]); n > labelLinked || n > labelAfter && !linksAhead(folded[:first]) {
		return true
	}
	for _, w := range [...]string{"no", "番号", "number", "번호", "号"} {
		rest = bytes.TrimLeft(bytes.TrimPrefix(rest, []byte(w)), " .#")
	}
	return len(rest) > 0 && (rest[0]-'0' < 10 || bytes.IndexByte([]byte(":=>"), rest[0]) >= 0)
}

// linksAhead says whether the words between a value and a label say that it is one.
func linksAhead(between []byte) bool {
	if bytes.ContainsAny(between, "0123456789.!?:()[]=") {
		return false
	}
	for _, link := range [...]string{" as ", " is ", " was ", " for ", " are ", " under ", " als ", " ist ", " comme ", " est ", " como ", " es ", " come ", " e ", " per ", " para "} {
		if bytes.Contains(between, []byte(link)) {
			return true
		}
	}
	return false
}

// besideKey returns what names the value that a text follows, if that stands behind it:
// the rest of an input's tag, or the next field of an object that has a field for it.
func besideKey(b []byte) []byte {
	if len(b) < 2 || b[0] != '"' && b[0] != '\'' {
		return nil
	}
	if b[1] == ' ' {
		if i := bytes.IndexByte(b, '>'); i >= 0 && bytes.IndexByte(b[:i], '=') >= 0 {
			return b[1:i]
		}
		return nil
	}
	t := bytes.TrimLeft(b[1:], ", \n\r\t\"")
	key, rest, ok := bytes.Cut(t, []byte("\""))
	rest = bytes.TrimLeft(rest, ": ")
	if !ok || len(rest) == 0 || rest[0] != '"' || !isLabelKey(key) {
		return nil
	}
	value, _, ok := bytes.Cut(rest[1:], []byte("\""))
	if !ok {
		return nil
	}
	return value
}

func isLabelKey(key []byte) bool {
	for _, k := range labelKeys {
		if string(key) == k {
			return true
		}
	}
	return false
}
