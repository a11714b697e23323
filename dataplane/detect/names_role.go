package detect

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// People are named by what they are in a matter as often as by "name": the applicant,
// 患者, 收货人, 예금주. Such a label is no proof of a name, since firms have the same parts.
// So what stands behind it must be a known name, or have the form of one in a record
// that tells more about a person.

// roleLabel stands for all such labels in judgements, and nameOfRole for those of them
// that say that it is the name that follows: 申込者名, "name of insured".
const (
	roleLabel  = "a role"
	nameOfRole = "a role's name"
)

// roleName marks a column that is headed by what a person is.
const roleName = uint64(1) << 60

// authors write texts and programs; their names are public.
var authors = []string{"著者", "作者", "訳者", "编者", "編者", "筆者", "笔者", "記者", "记者", "読者", "译者", "譯者", "翻訳者", "開発者", "開发者", "开发者", "保守者", "製作者", "制作者", "管理者", "维护者", "主人", "別人", "個人", "法人"}

// isPersonsRole says whether a folded label is what a person is in a matter, and nothing else.
func isPersonsRole(label []byte) bool {
	label = withoutSigns(label)
	if n := len(label); n < 4 || n > maxRole {
		return false
	}
	if isLetter(label[0]) {
		return latinRole(label)
	}
	bare := bytes.ReplaceAll(bytes.ReplaceAll(label, []byte(" "), nil), []byte("　"), nil)
	switch r, _ := firstRune(bare); {
	case isDevanagari(r):
		return endsWith(bare, []string{"नाम", "आवेदक", "धारक", "ग्राहक", "कर्मचारी"})
	case endsWith(bare, []string{"芳名", "御名前", "御氏名"}):
		return true
	case isHangul(r):
		return rolesEast[string(bare)] || endsPersonHangul(bare) || len(bare) < len(label) && spacedNames[string(bare)]
	}
	return rolesEast[string(bare)] || endsPerson(bare) || len(bare) < len(label) && spacedNames[string(bare)]
}

// roleOrName tells a role's label from one that says that its name follows.
func roleOrName(label []byte) string {
	var folded [2 * maxRole]byte
	if len(label) < maxRole && saysName(foldKey(folded[:0], label)) {
		return nameOfRole
	}
	return roleLabel
}

// maxRole is how many bytes a role's label may have.
const maxRole = 48

// saysName says whether a folded label of a role has a word for a name in it. What
// machines and programs are in a matter has names too.
func saysName(label []byte) bool {
	label = withoutSigns(label)
	if len(label) == 0 || !isLetter(label[0]) {
		return endsWith(label, []string{"名", "성명", "이름", "자명", "인명", "원명", "객명", " नाम", "フルネーム", "シメイ"})
	}
	words, named := 0, false
	for word := range bytes.FieldsFuncSeq(label, func(r rune) bool { return strings.ContainsRune(joints, r) }) {
		words++
		named = named || knownIn(nameWords, word)
		if knownIn(thingsToo, word) {
			return false
		}
	}
	return named && words > 1
}

// thingsToo are words for what things and programs can be as well.
var thingsToo = wordSet(strings.Fields("host agent driver worker manager parent delegate speaker executor service server user login account display file")...)

// withoutSigns cuts bullets, brackets, numbers and other signs off a label's ends.
func withoutSigns(label []byte) []byte {
	return bytes.TrimFunc(label, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// endsRole tells the words that labels of roles in Latin script end in.
var endsRole = func() (shapes wordShapes) {
	for _, words := range []map[string]bool{rolesLatin, accountWords, nameWords, completers, wholeWords, ofWords, wordSet("to", "by", "kin", "card", "account", "ms", "rep")} {
		for w := range words {
			shapes.add(w)
		}
	}
	return shapes
}()

// latinRole knows "patient", "emergency contact" and "name of insured" by their last
// word.
func latinRole(label []byte) bool {
	word := label[bytes.LastIndexAny(label, " _-./")+1:]
	if !endsRole.has(word) {
		return false
	}
	switch string(label) {
	case "ship to", "bill to", "next of kin", "issued to", "sold to", "deliver to", "assigned to", "name on card", "name on account", "mr/ms", "mr./ms.", "sales rep":
		return true
	}
	if string(word) == "by" {
		return actsBy(label)
	}
	if first, _, more := bytes.Cut(label, []byte(" ")); more && knownIn(accountWords, word) {
		word = first
	}
	return isWholeName(label) || rolesLatin[string(word)] && bytes.Count(label, []byte(" ")) <= 5 && !namesNumber(label)
}

// numbersOf are words in labels of what a person has a number of: "Steuer-Nr. des Kunden".
var numbersOf = wordSet(strings.Fields("id nr no num numero number nummer code codigo codice identificacion identifikation identificazione identificacao steuer fiscal fiscale tax documento dni nif nie cpf nir ssn " +
	"phone tel mail email address date")...)

func namesNumber(label []byte) bool {
	for word := range bytes.FieldsFuncSeq(label, func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '.' || r == '/' }) {
		if numbersOf[string(word)] {
			return true
		}
	}
	return false
}

// doers are what people do to a matter in whose form they are named by that: "signed by".
var doers = wordSet(strings.Fields("signed requested submitted reported approved prepared received held witnessed examined ordered booked filed issued entered completed")...)

// actsBy knows "signed by" and its like.
func actsBy(label []byte) bool {
	verb, _, _ := bytes.Cut(label, []byte(" "))
	if at := bytes.IndexByte(label, '_'); at > 0 {
		verb = label[:at]
	}
	return knownIn(doers, verb)
}

// endsPerson says whether a word of Chinese characters ends as those for persons do:
// 申込者, 受取人名, 被保険者.
func endsPerson(label []byte) bool {
	label = bytes.TrimSuffix(bytes.TrimSuffix(bytes.TrimSuffix(label, []byte("様")), []byte("名")), []byte("氏"))
	last, _ := utf8.DecodeLastRune(label)
	n := utf8.RuneCount(label)
	if n < 2 || n > 8 || last != '者' && last != '人' && last != '員' && last != '员' && last != '徒' && last != '児' && last != '童' && last != '師' && last != '师' && last != '士' || endsWith(label, authors) {
		return false
	}
	for _, r := range string(label) {
		if !isKanji(r) && r != 'ゴ' && r != 'オ' && r != 'ご' && r != 'お' && r != 'ケ' && r != 'け' {
			return false
		}
	}
	return true
}

// endsPersonHangul says the same of Korean: 신청자, 예금주, 보호자명.
func endsPersonHangul(label []byte) bool {
	for _, name := range [...]string{"성명", "이름", "명", "님"} {
		if rest, ok := bytes.CutSuffix(label, []byte(name)); ok {
			label = rest
			break
		}
	}
	if n := utf8.RuneCount(label); n < 2 || n > 7 {
		return false
	}
	return endsWith(label, []string{"자", "인", "주", "원", "객", "생", "고객", "회원"}) && !endsWith(label, []string{"한자", "투자", "숫자", "문자", "글자", "전자", "개인", "확인", "승인", "할인", "라인", "포인", "지원", "병원", "학원", "인원", "만원", "공원", "발생", "주주", "매주"})
}

func isDevanagari(r rune) bool { return r >= 0x900 && r < 0x980 }

// roleTriggers are the ends of such labels with the sign behind them. They are few, since
// each costs speed: other labels are looked for in records that are known to be some.
var roleTriggers = func() (all []string) {
	for _, last := range strings.Fields("者 人 員 员 名 主 様 名義 担当 客户 家长 署名") {
		for _, sign := range [...]string{":", "：", " :", "】", "\"", "=", "＝", "　", "\t", "\n", "</"} {
			all = append(all, last+sign)
		}
	}
	all = append(all, "名 ", "名を", "名は", "名>", "者>", "人>", "名<", "명<", "자<", "名（")
	for _, last := range strings.Fields("자 인 주 자명 원명 분 사람 환자 학생 회원 고객") {
		all = append(all, last+":", last+" :", last+"\"")
	}
	for _, word := range commonRoles {
		all = append(all, word+":")
	}
	return all
}()

// isRoleTrigger tells those from labels that say "name", by the sign at their end.
func isRoleTrigger(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return text[0] != '\n' && (!unicode.IsLetter(r) || r == 'を' || r == 'は')
}

// foldedSet is a set of words as they are compared.
func foldedSet(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[string(fold(nil, []byte(w)))] = true
	}
	return set
}

// roleBefore says whether the label that ends at the sign of a trigger at
// buf[start:end] is a role, and where label and sign begin. What ends with a label that says
// "name" is found by that: one name is not to be two in a record.
func (v *visit) roleBefore(start, end int, names []string) (label, sign int, ok bool) {
	sign = start + len(bytes.TrimRight(v.buf[start:end], " \t\n\u3000:：】\"=＝</（をは>"))
	left := afterSign(v.buf[max(0, sign-maxField):sign])
	return sign - len(left), sign, !endsWith(left, names) && isPersonsRole(foldKey(v.w.fold[:0], left))
}

// namedByRole finds the names behind roles' labels in a record, which ends before end. One
// with nothing but a name tells nothing about them.
func (v *visit) namedByRole(end int) {
	r := &v.state.record
	if r.kinds == 1<<attrName || v.state.table != nil {
		return
	}
	start := max(0, int(r.start-v.st.base), end-recordBytes)
	for i := start + 2; i < end; i++ {
		if !endsLabel(v.buf[i]) || endsLabel(v.buf[i-1]) || !mayBeRole(v.buf[start:i]) {
			continue
		}
		from, _, role := v.roleBefore(i, i, v.prog.detectors[v.prog.tables.name].field.triggers)
		if role {
			v.nameBehind(max(from, start), i)
		}
	}
}

// endsLabel knows what may stand right behind a label.
func endsLabel(c byte) bool {
	switch c {
	case ':', '=', '"', '\'', '<', '>', '\t', '\n', '\r', '|', '(', ' ', ',', ';', ']', 0xef, 0xe3: // and signs of full width
		return true
	}
	return false
}

// mayBeRole looks at how a text ends, which rules most labels out.
func mayBeRole(b []byte) bool {
	b = b[max(0, len(b)-maxBullet):]
	if r, n := lastRune(b); r >= utf8.RuneSelf {
		return isHangul(r) || r < 0x250 || isDevanagari(r) || roleLetters.begins(b[len(b)-n:]) > 0
	}
	word := endingWord(b)
	if len(word) < len(b) && b[len(b)-len(word)-1] >= utf8.RuneSelf {
		return true // a letter with a mark
	}
	return len(word) > 1 && (knownIn(accountWords, word) || (knownIn(rolesLatin, word) || string(word) == "to" || string(word) == "by" || string(word) == "card"))
}

// roleLetters end the words for what people are, and for a name.
var roleLetters = newRuneSet("者人員员名主様客户戶生氏字徒児童担当ド義称師师士方先ム妻夫父母イｲ")

// accountWords end labels that begin with what a person is to an account: "titular da conta".
var accountWords = wordSet("compte", "carte", "cuenta", "tarjeta", "conto", "carta", "conta", "cartao", "konto", "karte")

// nameBehind adds the name behind the role at buf[start:end] to the record. Where that has
// one, it is another's: a guardian's, say.
func (v *visit) nameBehind(start, end int) {
	class := v.prog.tables.name
	rule := v.prog.detectors[class].field
	end += bracketEnd(v.buf[end:])
	value, _, _ := v.valueBehind(start, end)
	at := end
	if len(value) == 0 {
		value, at = v.bracketed(rule, roleLabel, start, end)
	}
	if len(value) == 0 {
		value, _ = v.cellBeside(start, end)
	}
	if len(value) == 0 {
		value = honouredBehind(v.buf[end:min(len(v.buf), end+maxField)])
	}
	if value = upToRoom(value); len(value) == 0 || !v.likely(rule, value, roleLabel) {
		return
	}
	norm, confidence := rule.judge(value, roleLabel, v.w.value[:0])
	r, h := &v.state.record, hashValue(norm)
	if r.has(attrName) {
		if r.otherThanMail() {
			v.countHashed(class, h, value, max(confidence, 0.9))
		}
		return
	}
	r.doubtful, r.byRole = confidence < leastConfidence, true
	at += bytes.Index(v.buf[at:], value)
	r.nameAt, r.nameLen = v.st.base+int64(at), uint8(len(value))
	r.add(attrName, h)
	v.count(class, verdict{hit: true, value: norm, sample: value, confidence: confidence})
}

// honouredBehind returns the name that only a blank sets apart from a role where a word of
// respect follows it: 申請者 山田太郎 様.
func honouredBehind(b []byte) []byte {
	if r, n := runeAt(b, 0); n == 0 || r != ' ' && r != '　' {
		return nil
	}
	b = trimLeftBlanks(b)
	for _, h := range [...]string{"様", "さん", "殿", "さま"} {
		if i := bytes.Index(b, []byte(h)); i > 0 && !isLatin(b) {
			if name := trimSpace(b[:i]); nameForm(name) {
				return name
			}
		}
	}
	return nil
}

// bracketEnd measures the bracket that closes behind a role, as in 甲方（出租人）：.
func bracketEnd(b []byte) int {
	switch {
	case bytes.HasPrefix(b, []byte("）")):
		return len("）")
	case bytes.HasPrefix(b, []byte(")")):
		return 1
	}
	return 0
}

// judgeRole judges what stands behind a role. Names that are known by their form alone,
// as those of China and Korea are, are only evidence.
func judgeRole(v []byte) float64 {
	if !isName(v) && !nameForm(v) || isTeam(v) {
		return 0
	}
	if r, n := firstRune(v); isKanji(r) && utf8.RuneCount(v) > 2 && japaneseName(v) {
		_, second := firstRune(v[n:])
		if dictionary().kanji[string(v[:n+second])] {
			return 0.95
		}
	}
	return leastEvidence
}

// isTeam knows offices, which have parts in a matter too.
func isTeam(v []byte) bool {
	return endsWith(v, []string{"팀", "부", "과", "처", "실", "회", "점", "部", "课", "課", "处", "處", "组", "室", "科", "队", "局", "院", "厂", " Team", " Group", " Department", " Office", " Service", " Services", " Bank", " GmbH", " AG"})
}
