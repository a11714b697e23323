package detect

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

func init() {
	register(&detector{
		class: "pii.birthdate",
		basis: "Act on the Protection of Personal Information (Japan, Act 57 of 2003), article 2(1); ISO 8601-1 and the Japanese eras (Act 43 of 1979). " +
			"A date is one of birth only where a label or a column says so",
		labels: []string{"生年月日", "誕生日", "お誕生日", "出生年月日", "date of birth", "date_of_birth", "dateofbirth", "birth date", "birthdate", "birth_date",
			"birthday", "dob", "d.o.b.", "born", "出生日期", "出生年月", "생년월일", "geburtsdatum", "geburtstag", "date de naissance", "fecha de nacimiento",
			"data di nascita", "data de nascimento", "जन्म तिथि"},
		field: &fieldRule{judge: birthCell, attr: attrBirth},
		literal: &literalRule{
			// Each further literal costs speed: labels of other languages are
			// looked for only before digits, which are visited anyway.
			words: []string{"生年月日", "誕生日", "birth", "dob", "出生日期", "생년월일"},
			fold:  true, judge: judgeBirth, attr: attrBirth,
		},
		number: &numberRule{lengths: []int{8}, valid: validBirth, near: birthNear, norm: normBirth, attr: attrBirth},
		finds: []string{
			"生年月日：1980-01-02\n",
			"生年月日 昭和55年1月2日生",
			"生年月日（西暦）：１９８０年１月２日",
			"誕生日は1980/1/2です",
			`{"birthDate":"1980-01-02T00:00:00Z"}`,
			`{"date_of_birth": "19800102"}`,
			"Date of birth: 2 January 1980\n",
			"DOB 01/31/1980\n",
			"生年月日 S55.1.2\n",
			"生年月日：平成元年1月8日\n",
			"氏名,生年月日\n山田,1980/01/02\n",
			"<th>生年月日</th><td>1980年1月2日</td>",
			"생년월일: 1980년 1월 2일\n",
			"出生日期：1980年01月02日\n",
			"Geburtsdatum: 31.01.1980\n",
			"date de naissance : 31-01-1980\n",
		},
		passes: []string{
			"1980-01-02",
			"契約日：1980-01-02\n",
			"生年月日：1980-13-02\n",
			"生年月日：2100-02-29\n",
			"生年月日：昭和70年1月2日\n",
			"生年月日を記入してください。受付日 1980-01-02\n",
			"birth rate 1980-01-02\n",
			"childbirth: 1980-01-02\n",
			"adob: 1980-01-02\n",
			"生年月日 198001021\n",
			"Geburtsdatum: 31.13.1980\n",
			"Geburtsdatum unbekannt, Vertrag vom 31.01.2020\n",
			"生年月日：不明 入社日：2010-04-01\n",
		},
	})
}

// otherBirthLabels are those that no literal finds.
var otherBirthLabels = [...]string{"geburtsdatum", "geburtstag", "geboren am", "naissance", "nacimiento", "nascita", "nascimento", "जन्म तिथि"}

// birthNear needs a label right before the date.
func birthNear(left []byte, _ *token) float64 {
	var folded [128]byte
	b := bytes.TrimRight(fold(folded[:0], lastRunes(left, 24)), " :=\"'>")
	for _, label := range otherBirthLabels {
		if bytes.HasSuffix(b, []byte(label)) {
			return 0.9
		}
	}
	return -1
}

// dateOf reads a number's digits as a date, in the order that its groups show.
func dateOf(t *token) date {
	d := t.text()
	if t.shape() == 224 {
		return date{number(d[4:]), number(d[2:4]), number(d[:2])}
	}
	return date{number(d[:4]), number(d[4:6]), number(d[6:])}
}

func validBirth(t *token) bool {
	shape := t.shape()
	return (shape == 422 || shape == 224 || shape == 8) && !t.plus && dateOf(t).plausible()
}

func normBirth(t *token, buf []byte) []byte { return dateOf(t).norm(buf) }

// birthCell judges a cell of a column of birth dates.
func birthCell(v []byte, _ string, buf []byte) (norm []byte, confidence float64) {
	var folded [4 * maxField]byte
	b := bytes.TrimSpace(fold(folded[:0], v[:min(len(v), maxField)]))
	d, n := parseDate(b)
	if n == 0 || !d.plausible() || n < len(b) && b[n]-'0' < 10 {
		return nil, 0
	}
	return d.norm(buf), 0.95
}

func (d date) norm(buf []byte) []byte { return strconv.AppendInt(buf, int64(d.ordinal()), 10) }

const (
	birthBytes = 96 // how far behind its label a date may end
	dateBytes  = 40 // more than a date takes, or anything before it
)

// judgeBirth reads the date behind a label.
func judgeBirth(w *window) verdict {
	if !birthLabel(w) {
		return verdict{final: true}
	}
	right, known := w.lineAhead(birthBytes)
	b := fold(w.fold[:0], right)
	i := pastLabel(b, w.word)
	d, n := parseDate(b[i:])
	// The end of what is there may cut a date, or what could be one.
	known = known || n > 0 && i+n+utf8.UTFMax <= len(b) || n == 0 && len(b)-i >= dateBytes
	if n == 0 || !d.plausible() || i+n < len(b) && b[i+n]-'0' < 10 {
		return verdict{final: known}
	}
	shown := []byte(fourDigits(d.year))
	return verdict{hit: true, final: known, value: d.norm(nil), sample: append(shown, "0000"...), confidence: 0.95}
}

// birthLabel keeps Latin labels from being found inside words.
func birthLabel(w *window) bool {
	c := w.buf[w.start]
	if !isLetter(c) || w.start == 0 || !isLetter(w.buf[w.start-1]) {
		return true
	}
	return c < 'a' && w.buf[w.start-1] >= 'a' // dateOfBirth
}

// pastLabel skips the rest of a label, a note in brackets, signs and tags.
func pastLabel(b []byte, word string) int {
	i := 0
	if word == "birth" {
		for _, more := range [...]string{"date", "day", "_date", " date", "_day", "-date"} {
			if bytes.HasPrefix(b, []byte(more)) {
				i = len(more)
			}
		}
	}
	if bytes.HasPrefix(b[i:], []byte("(")) {
		if end := bytes.IndexByte(b[i:min(len(b), i+32)], ')'); end > 0 {
			i += end + 1
		}
	}
	for i < len(b) {
		n := skippable(b[i:])
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// skippable measures a sign, a tag or a particle between a label and its value.
func skippable(b []byte) int {
	switch b[0] {
	case ' ', '\t', ':', '=', '"', '\'', '|', ']', '>', ',', '[':
		return 1
	case '<':
		return bytes.IndexByte(b[:min(len(b), 40)], '>') + 1
	}
	for _, s := range [...]string{"ハ", "】", "西暦", "तिथि"} {
		if bytes.HasPrefix(b, []byte(s)) {
			return len(s)
		}
	}
	return 0
}
