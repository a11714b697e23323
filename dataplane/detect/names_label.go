package detect

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A label that says no more than "name" may be a thing's. The words around it tell:
// those before it (customer_name, 환자 이름), behind it (name of insured, nom du salarié,
// name_full), and in a note (이름(성명)).

// bares are labels that say no more than that there is a name.
var bares = wordSet("name", "名前", "이름", "nom", "nombre", "nombres", "nome", "नाम", "\ncn:", "\ndisplayname:")

func bare(label string) bool { return bares[label] }

// persons are words before "name" that make it a person's.
var persons = wordSet(strings.Fields("full person legal real customer contact patient employee applicant client member student guest cardholder holder recipient tenant resident caller sender owner your his her its " +
	"kanji kana roman tantosha tantousha mother father child individual emp stu pat mem rep representative personal staff preferred print printed signer correct birth")...)

// accounts are such words that programs use for what their users call themselves.
var accounts = wordSet(strings.Fields("display user billing shipping kokyaku cust kehu usr acct account to ship bill login profile maiden")...)

// eastPersons are words of persons that no space follows.
var eastPersons = []string{"お", "ご", "고객", "회원", "환자", "본인"}

// fullLabel tells a label for persons' names from one that things have too by the words
// around it, and how many bytes of those behind it belong to it. It is final once more
// text can't change that.
func fullLabel(left, right []byte, label string, closed bool) (full string, more int, final bool) {
	if !bare(label) {
		return label, 0, true
	}
	more, final = nameOf(right, closed)
	if more > 0 || noteSaysName(right) {
		return nameOfRole, more, final
	}
	return labelBehind(left, label), 0, final && (closed || !opensNote(right))
}

// labelBehind tells a label by the words before it.
func labelBehind(left []byte, label string) string {
	if label[0] == '\n' && containsAny(left, []string{"inetOrgPerson", "ou=People", "ou=people", ": person"}) {
		return nameOfRole // of an entry for a person (RFC 2798)
	}
	before := bytes.TrimSuffix(bytes.TrimRight(left, " _-"), []byte("'s"))
	if len(before) == 0 {
		return label
	}
	if before[len(before)-1] >= 0x80 && endsWith(before, eastPersons) {
		return "full " + label
	}
	word := endingWord(before)
	if len(word) == 0 && !rolePhrase(left, label) {
		return label
	}
	switch {
	case knownIn(persons, word):
		return "full " + label
	case knownIn(rolesLatin, word) && !knownIn(thingsToo, word) || rolePhrase(left, label):
		return nameOfRole
	case knownIn(rolesLatin, word) || knownIn(accounts, word):
		return roleLabel
	}
	return label
}

// nameHeader tells by the words around "name" in a folded header whether those below are
// persons': of a branch, a color and a bank they are not.
func nameHeader(e evidence, header []byte) evidence {
	name, both := builtin().classBit[builtin().name], builtin().attrBits[attrSurname]|builtin().attrBits[attrGiven]
	i := bytes.LastIndex(header, []byte("name"))
	if i < 0 || e.bits&both == both {
		return e // "Last name, first name" has all
	}
	left, right := bytes.TrimRight(header[:i], " _-"), bytes.TrimRight(header[i+len("name"):], " *:0123456789_c")
	switch label, more, _ := fullLabel(left, right, "name", true); {
	case more > 0 || label == "full name" || label == nameOfRole:
		return e
	case label == roleLabel:
		e.bits |= roleName
	case len(left) == 0 && (len(right) == 0 || noteBehind(right) == len(right)):
		e.bits |= bareName
	case e.bits&both == 0:
		e.bits &^= name
	}
	return e
}

// gluedName knows 'guestname' and 'namekanji', which programs that know no small letters write.
func gluedName(header []byte) bool {
	if which, ok := bytes.CutPrefix(header, []byte("name")); ok && knownIn(completers, which) {
		return true
	}
	person, ok := bytes.CutSuffix(header, []byte("name"))
	return ok && (knownIn(persons, person) || knownIn(rolesLatin, person) && !knownIn(thingsToo, person))
}

// rolePhrase says whether a label is the end of a longer one that is a role's: 학생 이름,
// "Cognome e nome". Most words before a label rule that out.
func rolePhrase(left []byte, label string) bool {
	before := afterSign(left)
	if last, _ := lastRune(bytes.TrimRight(before, " ")); isLatinLetter(last) {
		word := endingWord(bytes.TrimRight(before, " "))
		if !knownIn(ofWords, word) && !knownIn(nameWords, word) {
			return false
		}
	} else if !isHangul(last) && !isDevanagari(last) {
		return false
	}
	var room [2 * maxRole]byte
	if len(before)+len(label) > maxRole {
		return false
	}
	phrase := append(foldKey(room[:0], before), label...)
	return isPersonsRole(phrase) && saysName(phrase)
}

func isLatinLetter(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }

// afterSign returns what b has behind the last sign that labels are set apart by.
func afterSign(b []byte) []byte {
	at := labelBounds.lastIndex(b)
	if at < 0 {
		return b
	}
	_, n := firstRune(b[at:])
	return b[at+n:]
}

var labelBounds = newRuneSet("\n\t,;{}[]\"'<>|【】、。，：:■□◆◇●○・（(#>=&?")

// ofWords join "name" to whose it is.
var ofWords = wordSet(strings.Fields("of the de del della dello dell di du des der do da dos das la le les el los l d el et e y und and primer primeiro segundo ultimo")...)

// completers say behind "name" that it is a whole one.
var completers = wordSet(strings.Fields("full complet completo completa complete kanji romaji roman native legal")...)

// wholeWords say before a word for a name that it is a whole one: "vollständiger Name".
var wholeWords = wordSet(strings.Fields("full voller vollstandiger vollstandige ganzer burgerlicher amtlicher complete")...)

// isWholeName knows a folded label that has nothing but words for names and what joins them or
// says that it is a whole one: "nombres y apellidos", "voller name".
func isWholeName(label []byte) bool {
	if !endsRole.has(label[bytes.LastIndexAny(label, joints)+1:]) {
		return len(label) > 0 && strings.IndexByte(joints, label[len(label)-1]) >= 0 && isWholeName(bytes.TrimRight(label, joints))
	}
	names, all := 0, 0
	for word := range bytes.FieldsFuncSeq(label, func(r rune) bool { return strings.ContainsRune(joints, r) }) {
		switch {
		case knownIn(nameWords, word):
			names++
			all++
		case knownIn(completers, word), knownIn(wholeWords, word):
			all++
		case !knownIn(ofWords, word):
			return false
		}
	}
	return names > 0 && all > 1
}

// nameOf measures the words behind "name" that say whose it is, or that it is whole:
// " of insured", " et prénom", "_full". It is final once they have ended.
func nameOf(b []byte, closed bool) (n int, final bool) {
	glued := gluedOf(b)
	at := glued
	for range 5 {
		start := at + wordJoint(b[at:], at > 0)
		end := wordEnd(b, start)
		if !closed && len(b) < maxRole && (start == len(b) || !utf8.FullRune(b[end:])) {
			return n, false
		}
		if joined := start > at || end > at && b[at]-'A' < 26 || at == glued && glued > 0; !joined || end == start || end-start > maxBullet {
			break
		}
		var room [2 * maxBullet]byte
		word := fold(room[:0], b[start:end])
		switch comma := start > 1 && b[start-2] == ','; {
		case completers[string(word)] && !comma, nameWords[string(word)], rolesLatin[string(word)] && !thingsToo[string(word)] && !comma:
			n = end
		case !ofWords[string(word)] || comma:
			return n, true
		}
		at = end
	}
	return n, true
}

// gluedOf measures an "of" that nothing separates from "name": <Nameofguest>.
func gluedOf(b []byte) int {
	if bytes.HasPrefix(b, []byte("of")) || bytes.HasPrefix(b, []byte("Of")) {
		return 2
	}
	return 0
}

// wordJoint measures what stands between two words of a label: a blank, a stroke or the
// apostrophe of an elision, or a comma and a blank before another word for a name. A comma
// that ends b may be one.
func wordJoint(b []byte, inside bool) int {
	switch {
	case len(b) == 0:
		return 0
	case b[0] == ' ' || b[0] == '_' || b[0] == '/' || b[0] == '-' || inside && b[0] == '\'', len(b) == 1 && b[0] == ',':
		return 1
	case bytes.HasPrefix(b, []byte(", ")):
		return 2
	case bytes.HasPrefix(b, []byte("’")) && inside:
		return len("’")
	}
	return 0
}

// wordEnd returns where the word of Latin letters ends that begins at start; in camelCase
// that is before a capital.
func wordEnd(b []byte, start int) int {
	end := start
	for end < len(b) {
		r, n := utf8.DecodeRune(b[end:])
		if !isLatinLetter(r) || end > start && b[end]-'A' < 26 && b[end-1]-'a' < 26 {
			break
		}
		end += n
	}
	return end
}

// noteSaysName says whether a note in brackets begins b that only persons' names have.
func noteSaysName(b []byte) bool {
	n := noteBehind(b)
	return n > 0 && containsAny(b[:n], []string{"氏名", "姓名", "성명", "漢字", "한글", "本名", "フルネーム", "full", "Full", "FULL", "kanji", "Kanji", "英文", "영문", "English", "ENGLISH", "ローマ字", "Roman", "自署", "署名"})
}

// opensNote says whether b begins a note that it does not end.
func opensNote(b []byte) bool {
	b = bytes.TrimLeft(b, " ")
	return len(b) < maxBullet && (len(b) == 0 || b[0] == '(' || b[0] == 0xef) && noteBehind(b) == 0
}

// endingWord returns the word that ends b: letters, or of camelCase the last part.
func endingWord(b []byte) []byte {
	i := len(b)
	for i > 0 && len(b)-i < maxBullet && isLetter(b[i-1]) {
		if i--; i > 0 && b[i] < 'a' && b[i-1] >= 'a' {
			break
		}
	}
	return b[i:]
}
