package detect

import (
	"bytes"
	"unicode/utf8"
)

// findName finds the full name in a record that tells more about a person: a whole
// field, a name that is honoured, or one that is known among capitalised words. What
// only has the form of a Chinese or Korean name counts if there is nothing better.
func findName(text []byte) []byte {
	var likely []byte
	for rest := text; len(rest) > 0; {
		var piece []byte
		var sign byte
		piece, sign, rest = cutPiece(rest)
		if name := reversedName(piece, sign, rest); name != nil {
			return name
		}
		if name := nameIn(piece); name != nil && !placeholderName(name) && !roadName(name) && !authored(text[:len(text)-len(rest)], name) {
			return name
		}
		if likely == nil && (chineseName(piece) || koreanName(piece)) && labelled(fold(nil, piece)) == 0 && !formWords[string(fold(nil, piece))] {
			likely = piece
		}
	}
	return likely
}

// authored says whether a word for an author stands before a name that ends a text: such
// names are public.
func authored(text, name []byte) bool {
	i := bytes.LastIndex(text, name)
	return i > 0 && (containsAny(text[:i], authors) || containsAny(text[:i], []string{"author", "Author", "AUTHOR", "Copyright", "maintainer", "Maintainer"}))
}

// cutPiece cuts a text at the first sign that ends a field or a clause.
func cutPiece(text []byte) (piece []byte, sign byte, rest []byte) {
	end, size := bytes.IndexAny(text, ",\t\n\r;|\"<>{}[]/=()"), 1
	if wide := indexWide(text); wide >= 0 && (end < 0 || wide < end) {
		end, size = wide, 3
	}
	if end < 0 {
		return bytes.TrimSpace(text), 0, nil
	}
	return bytes.TrimSpace(text[:end]), text[end], text[end+size:]
}

// reversedName finds a name written surname first, with a comma between: the surname
// ends a piece of text, and the given name, which must be known, begins what follows.
func reversedName(piece []byte, sign byte, rest []byte) []byte {
	surname := piece[bytes.LastIndexByte(piece, ' ')+1:]
	if sign != ',' || !capital(surname) || len(rest) < 3 || rest[0] != ' ' {
		return nil
	}
	given := rest[1:]
	if end := bytes.IndexFunc(given, func(r rune) bool { return !isNameRune(r) || r == ' ' }); end >= 0 {
		given = given[:end]
	}
	given = bytes.TrimRight(given, ".")
	if len(given) < 2 || !capital(given) || !nameShaped(surname) || !knownIn(dictionary().given, given) {
		return nil
	}
	return append(append(append([]byte{}, given...), ' '), surname...)
}

// indexWide finds the first full-width sign that ends a field.
func indexWide(b []byte) int {
	return bytes.IndexFunc(b, func(r rune) bool {
		switch r {
		case '、', '。', '：', '（', '）', '【', '】', '「', '」', '，', '；', '／', '｜':
			return true
		}
		return false
	})
}

func nameIn(piece []byte) []byte {
	if name := honouredName(piece); name != nil {
		return name
	}
	if i := bytes.LastIndexByte(piece, ':'); i >= 0 {
		piece = bytes.TrimSpace(piece[i+1:])
	}
	if whole := withoutHonorific(piece); isName(whole) && nameShaped(whole) && !chineseName(whole) && !koreanName(whole) {
		return whole
	}
	for _, find := range [...]func([]byte) []byte{spacedName, sentenceName} {
		if name := find(piece); name != nil {
			return name
		}
	}
	return nil
}

// honoured are words of respect behind a name, and how the name ends before them.
var honoured = [...]struct {
	word string
	name func(b []byte) []byte
}{
	{"様", lastName}, {"さん", lastName}, {"氏", lastName}, {"殿", lastName}, {"さま", lastName},
	{"先生", lastHan}, {"女士", lastHan}, {"小姐", lastHan}, {"同学", lastHan}, {"老师", lastHan}, {"经理", lastHan}, {"同志", lastHan},
	{"씨", lastHangul}, {"님", lastHangul}, {"고객", lastHangul}, {"선생", lastHangul}, {"과장", lastHangul}, {"대리", lastHangul}, {"부장", lastHangul},
}

// honouredName finds a name with a word of respect behind it.
func honouredName(piece []byte) []byte {
	for _, h := range honoured {
		for from := 0; ; {
			i := bytes.Index(piece[from:], []byte(h.word))
			if i < 0 {
				break
			}
			if name := h.name(piece[:from+i]); name != nil {
				return name
			}
			from += i + len(h.word)
		}
	}
	return nil
}

// lastName finds a Japanese name that ends b.
func lastName(b []byte) []byte {
	for n := 7; n >= 3; n-- {
		tail := bytes.TrimSpace(lastRunes(b, n))
		if r, _ := firstRune(tail); utf8.RuneCount(tail) >= 3 && !isHangul(r) && isName(tail) {
			return tail
		}
	}
	return nil
}

// lastHan finds a Chinese name that ends b. Behind 关 and its like, 于 is no surname.
func lastHan(b []byte) []byte {
	for n := 4; n >= 2; n-- {
		tail := lastRunes(b, n)
		if !chineseName(tail) || n == 4 && !dictionary().han[string(tail[:6])] {
			continue
		}
		if before := b[:len(b)-len(tail)]; bytes.HasPrefix(tail, []byte("于")) && endsWith(before, []string{"关", "由", "对", "属", "至"}) {
			continue
		}
		return tail
	}
	return nil
}

// lastHangul finds a Korean name that ends b.
func lastHangul(b []byte) []byte {
	b = bytes.TrimRight(bytes.TrimSuffix(bytes.TrimRight(b, " "), []byte("고객")), " ")
	word := b[bytes.LastIndexByte(b, ' ')+1:]
	if koreanName(word) && utf8.RuneCount(word) > 2 {
		return word
	}
	return nil
}

// spacedName finds a Japanese name among words set apart by spaces.
func spacedName(piece []byte) []byte {
	words := bytes.FieldsFunc(piece, func(r rune) bool { return r == ' ' || r == '　' })
	if len(words) < 2 || len(words) > 24 {
		return nil
	}
	for i, w := range words {
		w = withoutHonorific(w)
		if r, _ := firstRune(w); isKanji(r) && kanjiName(w) {
			return w
		}
		if i > 0 && dictionary().kanji[string(words[i-1])] && givenShape(w) {
			return append(append([]byte{}, words[i-1]...), w...)
		}
	}
	return nil
}

// sentenceName finds two or three capitalised words of which the first is a known given
// name, or before which a title or a greeting stands.
func sentenceName(piece []byte) []byte {
	var before []byte
	for at := 0; at < len(piece); {
		at += len(piece[at:]) - len(bytes.TrimLeft(piece[at:], " "))
		word := upToSpace(piece[at:])
		if capital(word) && (knownIn(dictionary().given, word) || titles[string(bytes.ToLower(before))]) {
			if name := capitalWords(piece[at:]); name != nil {
				return name
			}
		}
		before = bytes.TrimRight(word, ".")
		at += len(word)
	}
	return nil
}

func upToSpace(b []byte) []byte {
	if end := bytes.IndexByte(b, ' '); end >= 0 {
		return b[:end]
	}
	return b
}

// titles stand before a name.
var titles = wordSet("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dear", "named", "patient", "applicant", "attn")

// capitalWords returns the two to four capitalised words that b begins with, a space
// between each two. Initials may be among them, but not first.
func capitalWords(b []byte) []byte {
	at, end, n := 0, 0, 0
	for n < 4 && at < len(b) {
		next := upToSpace(b[at:])
		word := bytes.TrimSuffix(bytes.TrimRight(next, ".!?:,;)\"'*"), []byte("'s"))
		if n > 0 && isParticle(next) {
			at += len(next) + 1
			continue
		}
		initial := n > 0 && len(word) == 1 && len(next) <= 2
		if !capital(word) || !initial && !nameShaped(word) {
			break
		}
		if !initial {
			end = at + len(word)
		}
		n++
		if at+len(next) == len(b) || !initial && len(next) > len(word) && !titleWord(word) {
			break
		}
		at += len(next) + 1
	}
	if n < 2 || bytes.IndexByte(b[:end], ' ') < 0 || knownIn(corporateWords, b[bytes.LastIndexByte(b[:end], ' ')+1:end]) {
		return nil
	}
	return b[:end]
}

func titleWord(word []byte) bool {
	var folded [16]byte
	return len(word) <= len(folded) && titles[string(foldASCII(folded[:0], word))]
}

// placeholderName knows the names that stand for anyone's in English.
func placeholderName(name []byte) bool {
	var folded [16]byte
	switch string(foldASCII(folded[:0], name[:min(len(name), len(folded))])) {
	case "john doe", "jane doe", "joe bloggs", "john q. public":
		return true
	}
	return false
}

// roadName knows the streets that are called after people by their last word. Words that
// are surnames too, such as Lane, are left out.
func roadName(name []byte) bool {
	var folded [16]byte
	word := name[bytes.LastIndexByte(name, ' ')+1:]
	switch string(foldASCII(folded[:0], word[:min(len(word), len(folded))])) {
	case "road", "street", "avenue", "boulevard", "highway", "parkway", "drive", "terrace":
		return true
	}
	return false
}
