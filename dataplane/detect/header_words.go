package detect

import (
	"bytes"
	"strings"
)

// What the words of a header say: which are labels, and how much of it they are.

// onlyQualified says whether a folded header has nothing but labels and qualifiers.
func onlyQualified(cell []byte) bool {
	words := builtin().words
	for i := 0; i < len(cell); {
		start, end, bits := words.next(cell, i)
		for _, w := range bytes.FieldsFunc(cell[i:start], func(r rune) bool { return strings.ContainsRune(joints, r) }) {
			if !qualifiers[string(bytes.TrimSuffix(w, []byte("'s")))] {
				return false
			}
		}
		if bits == 0 {
			break
		}
		i = end
	}
	return true
}

// labelled counts the bytes of a folded text that belong to labels.
func labelled(cell []byte) (n int) {
	words := builtin().words
	for i := 0; i < len(cell); {
		start, end, bits := words.next(cell, i)
		if bits&^(negative|otherBit) == 0 {
			break
		}
		n += end - max(i, start)
		i = end
	}
	return n
}

// labels counts the labels in a folded text.
func labels(b []byte) (n int) {
	words := builtin().words
	for i := 0; i < len(b); {
		_, end, bits := words.next(b, i)
		if bits == 0 {
			break
		}
		if bits&(negative|otherBit) == 0 {
			n++
		}
		i = end
	}
	return n
}

// shortHeader knows the headers of one character, which are too common to be
// labels elsewhere, and the one that may be a thing's name.
func shortHeader(cell []byte) uint64 {
	cell = bytes.TrimSpace(cell)
	switch note := bytes.TrimRight(cell, ")） "); {
	case endsWith(note, []string{"(姓", "（姓", "_姓", " 姓", "・姓"}):
		return builtin().attrBits[attrSurname]
	case endsWith(note, []string{"姓 名", "姓　名", "氏 名", "氏　名"}):
		return 0 // spaced out, a whole name
	case endsWith(note, []string{"(名", "（名", "_名", " 名", "・名"}):
		return builtin().attrBits[attrGiven]
	}
	if i := noteIn(cell); i > 0 {
		if noteSaysName(cell[i:]) {
			return 0
		}
		cell = bytes.TrimSpace(cell[:i])
	}
	if a := partHeader(cell); a != noAttribute {
		return builtin().attrBits[a]
	}
	switch string(cell) {
	case "姓", "성":
		return builtin().attrBits[attrSurname]
	case "名":
		return builtin().attrBits[attrGiven]
	case "name", "Name", "NAME", "名前", "이름":
		return bareName
	case "nom", "Nom", "NOM":
		return bareName | builtin().classBit[builtin().name]
	}
	return 0
}

// noteIn returns where the first bracket opens, or -1.
func noteIn(cell []byte) int {
	i, wide := bytes.IndexByte(cell, '('), bytes.Index(cell, []byte("（"))
	if i < 0 || wide >= 0 && wide < i {
		return wide
	}
	return i
}

// partHeader knows the headers of a name's parts that are too short or too like other words
// to be labels elsewhere: lname, NACHN of SAP, Imię, 注文者姓. Programs put words before them.
func partHeader(cell []byte) attribute {
	if rest, ok := bytes.CutSuffix(cell, []byte("姓")); ok && len(rest) > 0 && !endsWith(rest, []string{"旧", "同", "百", "改"}) {
		return attrSurname
	}
	if len(cell) > maxBullet || len(cell) == 0 || !isLatin(cell) {
		return noAttribute
	}
	var room [2 * maxBullet]byte
	folded := foldKey(room[:0], cell)
	if a, ok := partWords[string(folded)]; ok {
		return a
	}
	word := folded[bytes.LastIndexAny(folded, " _-.")+1:]
	if len(word) < 3 || wholeParts[string(word)] || joinsWords(folded) {
		return noAttribute // "at last" is no name, and "Vor- und Nachname" a whole one
	}
	return partWords[string(word)]
}

// joinsWords says whether a folded header is of two names: "nome e cognome", "nom/prenom".
func joinsWords(folded []byte) bool {
	if bytes.ContainsAny(folded, ",/&+") {
		return true
	}
	const apart = " _-."
	for rest := folded[:bytes.LastIndexAny(folded, apart)+1]; len(rest) > 0; {
		n := bytes.IndexAny(rest, apart)
		if word := rest[:n]; knownIn(ofWords, word) || knownIn(nameWords, word) && string(word) != "name" {
			return true
		}
		rest = rest[n+1:]
	}
	return false
}

// wholeParts are those of them that have other senses behind another word.
var wholeParts = wordSet("last", "first", "family", "given")

// partWords are those headers, or what they end in.
var partWords = func() map[string]attribute {
	words := map[string]attribute{"last": attrSurname, "first": attrGiven, "family": attrSurname, "given": attrGiven, "sn": attrSurname, "gn": attrGiven, "sei": attrSurname, "mei": attrGiven}
	for _, w := range strings.Fields("lname surname surnames lastname familyname nachn nachname familienname achternaam nazwisko efternamn etternavn efternavn sukunimi sobrenome cognome apellido apellidos prijmeni soyad soyadi myoji lnm snm") {
		words[w] = attrSurname
	}
	for _, w := range strings.Fields("fname firstname givenname forename forenames vorna vorname voornaam prenom prenoms imie fornamn fornavn etunimi jmeno gname fnm gnm") {
		words[w] = attrGiven
	}
	return words
}()

func countDigits(b []byte) (n int) {
	for _, c := range b {
		if c-'0' < 10 {
			n++
		}
	}
	return n
}
