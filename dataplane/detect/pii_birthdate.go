package detect

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

const birthClass = "pii.birthdate"

func init() {
	register(&detector{
		class: birthClass,
		basis: "Act on the Protection of Personal Information (Japan, Act 57 of 2003), article 2(1); ISO 8601-1 and the Japanese eras (Act 43 of 1979). " +
			"A date is one of birth only where a label or a column says so",
		labels: []string{"生年月日", "誕生日", "お誕生日", "出生年月日", "date of birth", "date_of_birth", "dateofbirth", "birth date", "birthdate", "birth_date",
			"birthday", "dob", "d.o.b.", "born", "出生日期", "出生年月", "생년월일", "출생일", "출생일자", "출생연월일", "생일", "生年", "生年月", "生日", "出生日", "出生年月日", "出生时间", "出生時間", "生まれ", "生まれた日", "birth", "birth dt", "birth ymd", "bday",
			"birth at", "born at", "born on", "seinengappi", "seinen gappi", "tanjobi", "tanjoubi", "csrq", "shengri", "geb datum", "geb am", "né le", "née le", "nato il", "nata il", "f nacimiento", "dt nascimento", "geburtsdatum", "geburtstag", "date de naissance", "fecha de nacimiento",
			"data di nascita", "data de nascimento", "जन्म तिथि",
			"태어난 날", "태어난 날짜", "태어난 일자", "생신", "출생 일시", "태어난 연월일", "birth dte", "birthdte", "bdate", "brthdy", "brth dt", "brthdt", "gbdat", "date of bth", "date birth",
			"geboren", "nacido el", "nacida el", "nascido em", "nascida em", "né(e) le", "nee le", "nato/a il", "data di nasc", "data nascita", "nato a", "nata a", "né à", "née à", "geboren in", "born in", "nacido en", "nacida en", "nascido a", "nascida a", "nasc", "data de nasc", "geboortedatum", "födelsedatum", "fødselsdato", "data urodzenia", "doğum tarihi",
			"дата рождения", "ngày sinh", "tanggal lahir", "tgl lahir", "วันเกิด", "出生の年月日", "バースデー", "バースデイ", "诞辰", "誕辰", "生年月日時",
			"お生まれの日", "生まれの日", "お生まれ", "誕生年月日", "生まれた年月日", "生誕日", "生辰", "출생년월일", "생년", "생일자", "birthdt", "d/o/b", "born date", "date born",
			"geb", "fecha de nac", "f nac", "生于", "生於", "gebdat", "gebdatum", "geb dat", "geburtsdat", "geboren am", "naissance", "date naiss", "ddn", "fecha nac", "fec nac", "nacimiento", "data nasc", "dt nasc", "nascimento", "nascita"},
		field: &fieldRule{judge: birthCell, attr: attrBirth},
		literal: &literalRule{
			// Each further literal costs speed: labels of other languages are
			// looked for only before digits, which are visited anyway.
			words: []string{"生年", "生日", "d.o.b", "seinen", "tanjo", "생년월일", "生 年 月 日", "生　年　月　日", "誕生日", "生まれ", "日生", "birth", "born", "dob", "bday", "出生", "생일", "출생"},
			fold:  true, judge: judgeBirth, attr: attrBirth,
		},
		number: &numberRule{lengths: []int{8}, valid: validBirth, near: birthNear, refutes: true, norm: normBirth, attr: attrBirth},
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
			"生年月日は平成5年4月3日とのことです。",
			"平成5年4月3日生",
			"H5.4.3（生年月日）に誤りはありません。",
			"1993年4月3日生まれです\n",
			"She was born on 3 April 1993 in Sampleton.",
			"For the form, use 1993-04-03 (Date of birth) as discussed.",
			"Her DOB, 04/30/1993, was missing",
			"生年月日を教えてください。\n[09:01] 田中: 1993年4月3日\n",
			"请提供您的出生日期。\n[09:01] B: 1993-04-03\n",
			"When is your birthday?\n09:01\tB\tIt is April 3, 1993.\n",
			"BEGIN:VCARD\nBDAY:19930403\nEND:VCARD\n",
			"BDAY;VALUE=date:1993-04-03\n",
			`<input name="birth_date" type="date" value="1993-04-03">`,
			"<dt>생년월일</dt>\n  <dd>1993-04-03</dd>\n",
			"1993年4月3日出生",
			"name=\"date_of_birth\"\r\n\r\n1993-04-03\r\n",
			`{"birth_ymd":"1993-04-03"}`,
			"1993년 4월 3일 출생\n",
			"生年月日：昭55.1.2\n", "生年月日：㍼55年1月2日\n", "生年月日：S550102\n", "生年月日 1980（昭和55）年1月2日", "生年月日：1990年 1月 2日\n",
			"D.O.B.: 2nd January 1980\n", `{"seinen_gappi":"1980/01/02"}`, `{"Birthdate__c":"02-JAN-80"}`, "生日：1993-04-03\n",
			"<p id=\"birthday\" class=\"text\">1993-04-03</p>",
			"홍길동(1980년 1월 2일생)\n", "홍길동 (1980.1.2생)\n", "山田太郎（昭和55.1.2生）\n", "山田太郎 S55.1.2生\n", "山田太郎 男 45歳（1980/1/2）\n", "1980/1/2（46歳）男\n", "年齢 45歳（1980/1/2生）\n",
			"出生日期 民國69年1月2日\n", "生年月日につきましては、昭和55年1月2日で登録しております。\n", "Geb.: 02.01.1980\n",
			`{"dateofbirth":"1959/12/25"}`, "dateofbirth: 1974. 1. 22.\n", "생년월일(8자리)\t1970.03.06\n", "お生まれの日 昭50.9.11\n", "birthdt=550102&x=1\n",
			`{"birthDate":{"S":"昭和44年2月5日"}}`, `{"birthDate":{"$date":"1993-04-03T00:00:00Z"}}`, `{"dateOfBirth":{"year":1980,"month":1,"day":2}}`,
			"生年月日（年）：1980\n生年月日（月）：1\n生年月日（日）：2\n", "birth_year=1980&birth_month=1&birth_day=2\n",
			"生年月日：昭和五十五年一月二日\n", "昭和五十五年一月二日生\n", "生年月日 一九八〇年一月二日\n", "生年月日 1980 年 1 月 2 日\n", "生年月日（西暦・8桁） 19800102\n",
			"私は1980年1月2日に生まれました。\n", "fecha de nacimiento: 2 de enero de 1980\n", "Geburtsdatum: 2. März 1980\n", "né le 2 février 1980 à Lyon\n",
			"\"Timestamp\",\"Date of birth?\",\"Email\"\n\"2026/11/21 9:00\",\"1951-09-13\",\"a@example.net\"\n",
			"Please tell us your Birth Date.\n09-Jun-1968\n", "<Dateofbirth>11-Apr-1975</Dateofbirth>",
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
			"生年月日を教えてください。\n[2010-04-01] 田中: まだです\n",
			"生年月日は任意です。\n2010-04-01\n",
			"born to run, 2010-04-01\n",
			"birthtime: 2010-04-01T00:00:00Z\n", "norEduPersonBirthDate 1.3.6.1.4.1.2428\n",
			"2010年4月3日生産開始\n",
			"2010/4/3 生産\n", "창립 (1980.1.2 생산 개시)\n", "2020/1/2 (45歳以上対象)\n", "受付 2020/1/2 5歳児健診\n", "築45年（1980/1/2）\n",
			"2012年9月20日　生まれ変わった新社屋が完成\n", "生年月日変更届 提出日：2020-01-02\n", "生年月日：　　年　　月　　日　申込日 2020年1月2日\n",
			`{"birthday":null,"createdAt":{"$date":"2020-01-02T00:00:00Z"}}`, `{"birthday":null,"hired":"2020-01-02"}`, "birth weight 3000 g on 2020-01-02\n",
			"生年月日：2100-01-02\n", "dateofbirth: unknown, updated 2020-01-02\n", "<p class=\"pubdate\">2022-10-08</p>\n", "Year of birth.\n2020-01-02  Mary Smith\n",
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

// forcedText is what stands around a cell by which a spreadsheet keeps it as a text: ="1980-01-02".
const forcedText = " \t\r\n=\"'"

// birthCell judges a cell of a column of birth dates.
func birthCell(v []byte, _ string, buf []byte) (norm []byte, confidence float64) {
	var folded [4 * maxField]byte
	b := bytes.Trim(fold(folded[:0], v[:min(len(v), maxField)]), forcedText)
	d, n := parseDate(b)
	if n == 0 || !d.plausible() || n < len(b) && b[n]-'0' < 10 {
		return nil, 0
	}
	return d.norm(buf), 0.95
}

func (d date) norm(buf []byte) []byte { return strconv.AppendInt(buf, int64(d.ordinal()), 10) }

const (
	birthBytes = 256 // how far behind its label a date may end
	dateBytes  = 40  // more than a date takes, or anything before it
)

// judgeBirth reads the date behind a label, in the line that answers one, or before it.
func judgeBirth(w *window) verdict {
	if !birthLabel(w) {
		return verdict{final: true}
	}
	d, final, lead := birthBefore(w), true, 0
	if answer := answerBefore(w.buf[:w.start]); len(answer) > 0 {
		d = dateSaid(fold(w.fold[:0], answer[:min(len(answer), birthBytes)]))
	}
	if !d.plausible() && w.word != "日生" {
		d, final = birthBehind(w)
		lead = w.end - w.start
	}
	if !d.plausible() {
		parts, known := w.ahead(3 * partGap)
		d, final = dateInParts(fold(w.fold[:0], parts)), final && known
	}
	if !d.plausible() {
		return verdict{final: final}
	}
	shown := []byte(fourDigits(d.year))
	return verdict{hit: true, final: final, value: d.norm(nil), sample: append(shown, "0000"...), confidence: 0.95, lead: lead}
}

// birthBehind reads the date behind a label, or in the next line if the label's asks.
func birthBehind(w *window) (d date, final bool) {
	w.end += birthRest(w.buf[w.end:])
	right, known := w.lineAhead(birthBytes)
	if bytes.HasPrefix(right, []byte(`",`)) {
		right, known = w.ahead(birthBytes) // the value has a line of its own
	}
	if n := pastMarkup(w.buf[max(0, w.start-maxBullet):w.start], w.buf[w.end:min(len(w.buf), w.end+2*birthBytes)]); n > 0 {
		w.end += n
		right, known = w.ahead(dateBytes)
		known = known || len(right) == dateBytes
	}
	b := fold(w.fold[:0], right)
	if d, n := chosenEra(b); n > 0 {
		return d, known
	}
	i := pastLabel(b)
	d, n := parseDate(b[i:])
	if n == 0 {
		d, n = boxedDate(b[i:])
	}
	if n > 0 && (i+n == len(b) || b[i+n]-'0' >= 10) {
		// The end of what is there may cut a date.
		return d, known || i+n+utf8.UTFMax <= len(b)
	}
	if w.amidCells() {
		return d, known
	}
	all, _ := w.ahead(maxQuestion + maxSpeaker + 2*maxField)
	if d, n := chosenEra(fold(w.fold[:0], all[:min(len(all), birthBytes)])); n > 0 {
		return d, true
	}
	line, told, final := answerBehind(w.buf[:w.start], all, w.closed)
	speeches(line, told, func(said []byte) bool {
		d = dateSaid(fold(w.fold[:0], said[:min(len(said), birthBytes)]))
		return !d.plausible()
	})
	return d, final && (known || len(b)-i >= dateBytes)
}

// amidCells says whether other cells in quotes stand beside the label in its line: the
// line below then answers none of them.
func (w *window) amidCells() bool {
	line := w.buf[bytes.LastIndexByte(w.buf[:w.start], '\n')+1 : w.start]
	right, _ := w.lineAhead(birthBytes)
	return bytes.Contains(line, []byte(`",`)) || bytes.Contains(right, []byte(`","`))
}

// pastMarkup measures the tags behind a label up to the text of the next element, or of
// the element that has the label in an attribute.
func pastMarkup(before, b []byte) int {
	if len(b) > 0 && b[0] == '"' {
		if pastAttribute(b) > 0 {
			return 0
		}
		return pastTag(before, b)
	}
	rest := trimSigns(b)
	if len(rest) == 0 || rest[0] != '<' {
		return 0
	}
	for len(rest) > 0 && rest[0] == '<' {
		end := bytes.IndexByte(rest, '>')
		if end < 0 {
			return 0
		}
		rest = trimSigns(rest[end+1:])
	}
	return len(b) - len(rest)
}

// dateSaid reads the date that an answer begins with, perhaps behind some words.
func dateSaid(b []byte) date {
	for i := 0; i < min(len(b), 24); i++ {
		if i > 0 && (isWordByte(b[i-1]) || b[i-1] == '-' || b[i-1] == '/' || b[i-1] == '.') || !utf8.RuneStart(b[i]) {
			continue
		}
		if d, n := parseDate(b[i:]); n > 0 && (i+n == len(b) || b[i+n]-'0' >= 10) {
			return d
		}
	}
	return date{}
}

// birthBefore reads the date before a label that stands in brackets, or that says "born"
// behind it in one word.
func birthBefore(w *window) date {
	left := w.buf[max(0, w.start-2*dateBytes):w.start]
	for len(left) > 0 && !utf8.RuneStart(left[0]) {
		left = left[1:]
	}
	b := bytes.TrimRight(fold(w.fold[:0], left), " ")
	for _, part := range [...]string{"date of", "dateof", "ゴ", "オ", "本人", "ニ"} {
		b = bytes.TrimRight(bytes.TrimSuffix(b, []byte(part)), " ")
	}
	next, _ := runeAt(w.buf, w.end)
	switch {
	case bytes.HasSuffix(b, []byte("(")):
		b = bytes.TrimRight(b[:len(b)-1], " \"'」”")
	case isLetter(w.buf[w.start]):
		b = beforeWords(beforeWords(b, owners), claims)
	case w.word == "日生" && isKanji(next):
		return date{}
	case w.word == "日生":
		b = append(b, "日"...)
	case w.word == "生まれ" && next == '変':
		return date{} // 生まれ変わった says it of things
	case w.word != "生まれ" && w.word != "出生" && w.word != "출생":
		return date{}
	}
	return dateEnding(b)
}

// owners stand before the words for a date of birth, and claims join these to a date before
// them: "1 April 1985 is my date of birth".
var (
	owners = []string{" my", " your", " his", " her", " their", " the", " our"}
	claims = []string{" is", " as", " for"}
)

// beforeWords cuts one of some words off that b ends with, or returns nothing.
func beforeWords(b []byte, words []string) []byte {
	for _, w := range words {
		if rest, ok := bytes.CutSuffix(b, []byte(w)); ok {
			return bytes.TrimSuffix(bytes.TrimRight(rest, " "), []byte(" down"))
		}
	}
	return nil
}

// dateEnding reads the date that a folded text ends with.
func dateEnding(b []byte) date {
	for i := range b {
		if i > 0 && (isWordByte(b[i-1]) || b[i-1] == '-' || b[i-1] == '/' || b[i-1] == '.') || !utf8.RuneStart(b[i]) {
			continue
		}
		if d, n := parseDate(b[i:]); n > 0 && len(bytes.TrimRight(b[i+n:], " 生")) == 0 {
			return d
		}
	}
	return date{}
}

// birthLabel keeps Latin labels from being found inside words.
func birthLabel(w *window) bool {
	c := w.buf[w.start]
	if closingTag(w.buf[:w.start]) {
		return false
	}
	if !isLetter(c) || w.start == 0 || !isLetter(w.buf[w.start-1]) {
		return true
	}
	return c < 'a' && w.buf[w.start-1] >= 'a' // dateOfBirth
}

// pastLabel skips what joins a label to its value.
func pastLabel(b []byte) int {
	if len(b) > 0 && b[0] == '"' {
		if n := leastJoint(pastAttribute(b), nextKey(b)); n > 0 {
			return n + pastLink(b[n:])
		}
	}
	return pastLink(b)
}

// birthRest measures the rest of a label or key that its word begins.
func birthRest(b []byte) (n int) {
	for range 2 {
		more := birthMore(b[n:])
		if more == 0 {
			break
		}
		n += more
	}
	return n + keyRest(b[n:])
}

// birthParts go on a label or a key of a birth date.
var birthParts = [...]string{"gappi", "jobi", "joubi", "date", "day", "dt", "ymd", "at", "on", "日期", "时间", "時間", "年月日", "年月", "月日", "た日", "の年月日", "ノ日", "の日付", "の日", "日", "일자", "일", "연월일", "년월일"}

// birthMore measures one such part, with the sign before it.
func birthMore(b []byte) int {
	lead := 0
	if len(b) > 0 && (b[0] == '_' || b[0] == '-' || b[0] == ' ') {
		lead = 1
	}
	for _, part := range birthParts {
		n := lead + len(part)
		if len(b) >= n && strings.EqualFold(string(b[lead:n]), part) && (part[0] >= utf8.RuneSelf || len(b) == n || !isLetter(b[n]) || b[n] < 'a') {
			return n
		}
	}
	return 0
}

// closingTag says whether the word that ends b ends an element of markup.
func closingTag(b []byte) bool {
	i := len(b)
	for i > 0 && len(b)-i < 32 && (isWordByte(b[i-1]) || b[i-1] == '_' || b[i-1] == '-') {
		i--
	}
	return i > 1 && b[i-1] == '/' && b[i-2] == '<'
}
