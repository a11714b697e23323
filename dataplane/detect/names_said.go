package detect

import (
	"bytes"
	"unicode/utf8"
)

// nameSaid finds the name that a sentence joins to its label, or that answers the line
// with the label in it. It must have the form of a name: what follows a label in a
// sentence is mostly something else.
func nameSaid(left, b []byte, label string, closed bool) (name []byte, final bool) {
	line, ended := b, closed
	if end := bytes.IndexByte(b, '\n'); end >= 0 {
		line, ended = b[:end], true
	}
	ended = ended || len(line) > maxLink+maxField
	if label == "担当者" {
		return nil, true // what follows it in a sentence is seldom a name
	}
	if bare(label) && !asksBare(line) {
		return nil, ended || len(line) > 8
	}
	if name = nameInSentence(line); name != nil {
		return name, ended
	}
	if emptyBelow(b) && !containsAny(line, requests) && !asksBefore(left) {
		return nil, ended // the end of a paragraph
	}
	answer, told, final := answerBehind(left, b, closed)
	if label == "name" && !asksBare(line) {
		return nil, true
	}
	speeches(answer, told, func(said []byte) bool {
		name = nameAnswered(said)
		return false // what stands before is who says it
	})
	return name, final && ended
}

// emptyBelow says whether an empty line follows the one that b begins with.
func emptyBelow(b []byte) bool {
	_, below, _ := bytes.Cut(b, []byte("\n"))
	line, _, whole := bytes.Cut(below, []byte("\n"))
	return whole && len(bytes.TrimLeft(line, " \t\r")) == 0
}

// nameInSentence finds the name behind a label in a line. One that is not known needs a
// verb before it.
func nameInSentence(line []byte) []byte {
	if len(line) == 0 || line[0] == '<' {
		return nil
	}
	name := leadingName(line[linkLength(line):])
	if name == nil || isName(name) || asksBare(line) || beginsWith(line, []string{"は", "是", "为", "為", "는", "은"}) {
		return name
	}
	return nil
}

// asksBare says whether a line uses the word "name" for a person's: "my name is", "your
// name?".
func asksBare(line []byte) bool {
	return bytes.HasPrefix(line, []byte(" is ")) || bytes.HasPrefix(line, []byte("?")) || bytes.HasPrefix(line, []byte("は")) || bytes.HasPrefix(line, []byte("を教え")) || bytes.HasPrefix(line, []byte(", please"))
}

// linkLength measures what joins a label and its value in a line that is not folded.
func linkLength(line []byte) (n int) {
	var folded, one [2 * maxLink]byte
	near := line[:min(len(line), maxLink)]
	link := pastLink(fold(folded[:0], near))
	for link > 0 && n < len(near) {
		_, size := firstRune(near[n:])
		link -= len(fold(one[:0], near[n:n+size]))
		n += size
	}
	return n
}

// nameAnswered finds the name that an answer gives: all of it, or what begins it behind
// a word or two.
func nameAnswered(said []byte) []byte {
	whole := inOneOrder(bytes.TrimRight(withoutHonorific(withoutEnding(said)), " .。!！、,"))
	if len(whole) <= maxField && nameForm(whole) {
		return whole
	}
	for _, lead := range [...]string{"はい、", "はい。", "It's ", "it's ", "It is ", "My name is ", "my name is ", "I am ", "I'm ", "This is ", "Sure, ", "Yes, ", "我叫", "我是", "是", "네, ", "저는 "} {
		if rest, ok := bytes.CutPrefix(said, []byte(lead)); ok {
			said = rest
			break
		}
	}
	return leadingName(said)
}

// endings are what sentences end with behind a name.
var endings = []string{"と申します", "といいます", "でございます", "です", "だ", "입니다", "이에요", "예요", "이라고 합니다"}

func withoutEnding(b []byte) []byte {
	b = bytes.TrimRight(b, " .。!！\r")
	for _, e := range endings {
		if rest, ok := bytes.CutSuffix(b, []byte(e)); ok {
			return rest
		}
	}
	return b
}

// nameForm says whether a whole answer has the form of a full name: a known one, two
// words with capitals, a few kanji, or a space between two short parts.
func nameForm(v []byte) bool {
	if !nameShaped(v) {
		return false
	}
	r, _ := firstRune(v)
	n := utf8.RuneCount(v)
	switch {
	case isName(v):
		return true
	case r < 0x250:
		return capitalised(v)
	case isDevanagari(r):
		return bytes.IndexByte(v, ' ') > 0
	case isHangul(r):
		return n <= 5 && koreanName(v)
	}
	family, given, spaced := bytes.Cut(bytes.ReplaceAll(v, []byte("　"), []byte(" ")), []byte(" "))
	return n >= 3 && n <= 6 && allKanji(v) || spaced && len(family) <= 15 && len(given) >= 3 && len(given) <= 18 && eastern(family) && eastern(given) || foreignName(v)
}

// eastern says whether a part of a name has no letters of Latin script.
func eastern(b []byte) bool {
	return bytes.IndexFunc(b, func(r rune) bool { return r < 0x250 }) < 0
}

// foreignName knows a name in katakana whose words a middle dot separates.
func foreignName(v []byte) bool {
	words := 0
	for word := range bytes.SplitSeq(v, []byte("・")) {
		if words++; len(word) < 3 || !kanaOnly(word) {
			return false
		}
	}
	return words >= 2 && words <= 4
}

// plainlyName says whether a value that mere room sets apart from its label is a name, and
// not what heads the next field: a known one, one with a title or an initial, or a family
// name and a given name of other scripts than Latin with a space between.
func plainlyName(v []byte) bool {
	v = inOneOrder(withoutHonorific(trimSpace(v)))
	switch {
	case isName(v):
		return true
	case !nameForm(v) || isHeading(v):
		return false
	case isLatin(v):
		return titled(v)
	}
	return bytes.ContainsAny(v, " 　・") && bytes.Count(v, []byte(" "))+bytes.Count(v, []byte("　")) < 2
}

// titled says whether a title or an initial is among capitalised words, as in Dr Kwame
// Abdullah and Michael A. Wilson.
func titled(v []byte) bool {
	words := 0
	for w := range bytes.FieldsSeq(v) {
		word := bytes.TrimRight(w, ".")
		if words == 0 && titles[string(bytes.ToLower(word))] || words > 0 && len(word) == 1 {
			return true
		}
		words++
	}
	return false
}

// leadingName finds a known name that begins b.
func leadingName(b []byte) []byte {
	r, _ := firstRune(b)
	switch {
	case r < 0x250:
		return capitalWords(b[:min(len(b), maxField)])
	case isHangul(r):
		return hangulFirst(b)
	case isKanji(r) || isKana(r):
		return hanFirst(b)
	}
	return nil
}

// particles are what may follow a Korean name without a space.
var particles = []string{"님", "씨", "입니다", "이에요", "예요", "이고", "이며", "라고", "이라", "으로", "로", "을", "를", "이", "가", "은", "는", "에게", "께", "과", "와", "의", "고객"}

func hangulFirst(b []byte) []byte {
	end := 0
	for end < len(b) {
		r, n := firstRune(b[end:])
		if !isHangul(r) {
			break
		}
		end += n
	}
	for _, n := range [...]int{9, 6, 12} {
		if end >= n && koreanName(b[:n]) && (end == n || beginsWith(b[n:end], particles)) {
			return b[:n]
		}
	}
	return nil
}

// hanFirst finds the longest known name of kanji and kana that begins b and that a sign
// or a word of a sentence follows.
func hanFirst(b []byte) []byte {
	end, best := 0, 0
	for range 10 {
		r, n := runeAt(b, end)
		if !isKanji(r) && !isKana(r) && r != ' ' && r != '　' {
			break
		}
		end += n
		if isName(b[:end]) && nameEnds(b[end:]) {
			best = end
		}
	}
	if best == 0 {
		return nil
	}
	return b[:best]
}

// nameEnds says whether what stands behind a name may do so.
func nameEnds(b []byte) bool {
	r, n := runeAt(b, 0)
	return n == 0 || !isKanji(r) && !isKana(r) || beginsWith(b, nameFollowers)
}

var nameFollowers = []string{"様", "さん", "さま", "氏", "殿", "です", "と", "で", "が", "は", "を", "の", "に", "へ", "先生", "女士", "小姐", "已", "的", "是", "在", "和"}
