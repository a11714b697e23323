package detect

import "bytes"

// Many programs keep a name in two fields: 姓 and 名, "First Name" and "Last Name". The two
// are put together again, in whatever order they come.

// namePart is the first part of a name that was seen, which waits for the other.
type namePart struct {
	kind attribute // attrSurname, attrGiven, or attrName where the label only says "name"
	text []byte
}

// maxPart is how many bytes either part of a name may have.
const maxPart = 30

// partOf tells whether a header is that of a part of a name, and of which. Where it only
// says "name", what stands below must be one word, as Nom beside Prénom has it.
func (v *visit) partOf(header uint64, cell []byte) attribute {
	bits := &v.prog.tables.attrBits
	switch surname, given, name := header&bits[attrSurname] != 0, header&bits[attrGiven] != 0, header&bits[attrName] != 0; {
	case surname && given:
		return noAttribute // "Last name, first name" has both
	case surname:
		return attrSurname
	case given:
		return attrGiven
	case name && header&(bareName|roleName) != 0 && oneWord(cell):
		return attrName
	}
	return noAttribute
}

// oneWord says whether a cell can be one part of a name and no whole one.
func oneWord(cell []byte) bool {
	return len(cell) <= maxPart && bytes.IndexByte(cell, ' ') < 0 && partShaped(cell) && (!isLatin(cell) || capital(cell)) && !isName(cell)
}

// joinParts counts the name that a part completes with the one before it, if it does, and
// returns the part that waits from here on.
func (v *visit) joinParts(before, part namePart) namePart {
	if before.text == nil || before.kind == part.kind {
		return part
	}
	v.nameFound(wholeName(v.w.fold[:0], before, part))
	return namePart{}
}

// wholeName adds two parts to dst as one name: the surname first, but in Latin script last.
func wholeName(dst []byte, a, b namePart) []byte {
	surname, given := a.text, b.text
	if a.kind == attrGiven || b.kind == attrSurname {
		surname, given = given, surname
	}
	if isLatin(a.text) {
		return append(append(append(dst, given...), ' '), surname...)
	}
	return append(append(dst, surname...), given...)
}

// mayBePart says whether a value can be a part of a name: one that a label of its own gives.
func mayBePart(b []byte) bool {
	return len(b) > 0 && len(b) <= maxPart && (!isLatin(b) || capital(b)) && !isHeading(b) && partShaped(b)
}

// partShaped is nameShaped for parts, which may be one character.
func partShaped(b []byte) bool {
	for _, r := range string(b) {
		if !isNameRune(r) {
			return false
		}
	}
	return !isOrganisation(b)
}

// surnameLabels begin a search for a name in two fields; those of the other field are
// looked for beside them.
var surnameLabels = []string{"last name", "last_name", "lastname", "surname", "\"family\"", "family name", "family_name", "familyname", "\"姓\"", "姓:", "姓：", ">姓<", "name_last", "nachname", "zuname", "apellidos", "cognome", "苗字"}

// givenLabels are those of the other field.
var givenLabels = [...]string{"first name", "first_name", "firstname", "given name", "given_name", "givenname", "forename", "name_first", "vorname", "prenom", "prénom", "nombre", "nome", "名"}

const (
	// partsApart is how many bytes may lie between the labels of a name's two parts.
	partsApart = 200
)

// splitName visits the label of a surname in running text, which ends at end: with the
// given name beside it, it makes a name.
func (v *visit) splitName(lit *literal, start, end int) {
	end = start + len(bytes.TrimRight(v.buf[start:end], "\":<："))
	surname, _, final := v.valueBehind(wordStart(v.buf, start), end)
	v.joinGiven(lit, surname, start, end, final)
}

// mayHaveGiven says whether a value is but one word behind a label that says no more than "name":
// then it is a surname if a label for given names follows.
func mayHaveGiven(label string, value []byte) bool {
	return bare(label) && label[0] != '\n' && len(value) > 0 && oneWord(value)
}

// givenFollows says whether a label for given names may be near behind a label that b follows.
func givenFollows(b []byte) bool {
	return containsAny(b[:min(len(b), partsApart)], []string{"orname", "rénom", "renom", "irst name", "iven name"})
}

// joinGiven counts the name that a surname makes with the given name beside it, if there is
// one. final says that more text can't change the surname.
func (v *visit) joinGiven(lit *literal, surname []byte, start, end int, final bool) {
	low, high := max(0, start-partsApart), min(len(v.buf), end+2*partsApart)
	v.settle(start+int(lit.at), final && (v.closed || high < len(v.buf)))
	if !mayBePart(surname) {
		return
	}
	given, at := v.givenBeside(low, start, end, min(len(v.buf), end+partsApart))
	if !mayBePart(given) {
		return
	}
	name := wholeName(nil, namePart{attrSurname, surname}, namePart{attrGiven, given})
	if !nameShaped(name) || specimenName(name) || endsStatement(v.buf[end:high], surname) || containsAny(bytes.ToLower(v.buf[low:start]), makers) {
		return
	}
	norm := normName(v.w.value[:0], name)
	v.count(int(lit.owner), verdict{hit: true, value: norm, sample: name, confidence: 0.9})
	from := end + max(0, bytes.Index(v.buf[end:high], surname))
	v.attribute(attrName, min(from, at), max(from+len(surname), at+len(given)), hashValue(norm))
}

// specimenName knows the names that documents of programs put into two fields.
func specimenName(name []byte) bool {
	return bytes.HasSuffix(name, []byte(" Doe")) || bytes.EqualFold(name, []byte("John Smith"))
}

// endsStatement says whether a value ends a statement of a program: x.surname = "Y";
func endsStatement(b, value []byte) bool {
	_, rest, _ := bytes.Cut(b, value)
	return bytes.HasPrefix(rest, []byte(`";`))
}

// makers are the elements and keys by which texts and programs name who made them.
var makers = []string{"author", "editor", "credit", "collab", "maintainer", "contributor", "personname", "attribution"}

// givenBeside returns the value of the given name's label that stands nearest, before
// start or behind end, and where it is.
func (v *visit) givenBeside(low, start, end, high int) (given []byte, at int) {
	if bytes.HasSuffix(v.buf[:end], []byte(`"family`)) {
		return firstGiven(v.buf[:high], end)
	}
	for _, label := range givenLabels {
		if i := lastIndexFold(v.buf[low:start], label); i >= 0 {
			at := low + i + len(label)
			if given, _, _ = v.valueBehind(wordStart(v.buf, low+i), at); mayBePart(given) && at+len(given) <= start {
				return given, at
			}
		}
		if i := indexFold(v.buf[end:high], label); i >= 0 {
			at := end + i + len(label)
			if given, _, _ = v.valueBehind(wordStart(v.buf, end+i), at); mayBePart(given) {
				return given, at
			}
		}
	}
	return nil, 0
}

// firstGiven returns the first of the given names that FHIR (HumanName) keeps in an array
// behind the family name, whose label ends at end, in the same object, and where it is.
func firstGiven(b []byte, end int) (given []byte, at int) {
	between, rest, _ := bytes.Cut(b[end:], []byte(`"given"`))
	if bytes.IndexByte(between, '}') >= 0 {
		return nil, 0
	}
	rest = bytes.TrimLeft(rest, ": \t\r\n[")
	if len(rest) == 0 || rest[0] != '"' {
		return nil, 0
	}
	given, _, ended := bytes.Cut(rest[1:], []byte{'"'})
	if !ended || !mayBePart(given) {
		return nil, 0
	}
	return given, len(b) - len(rest) + 1
}

// indexFold finds a text whatever the case of its ASCII letters.
func indexFold(b []byte, text string) int {
	for i := 0; i+len(text) <= len(b); i++ {
		if b[i]|0x20 == text[0]|0x20 && bytes.EqualFold(b[i:i+len(text)], []byte(text)) {
			return i
		}
	}
	return -1
}

// lastIndexFold finds the last such place.
func lastIndexFold(b []byte, text string) int {
	for i := len(b) - len(text); i >= 0; i-- {
		if b[i]|0x20 == text[0]|0x20 && bytes.EqualFold(b[i:i+len(text)], []byte(text)) {
			return i
		}
	}
	return -1
}
