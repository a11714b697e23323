package detect

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const nameClass = "pii.name"

func init() {
	register(&detector{
		class: nameClass,
		basis: "Act on the Protection of Personal Information (Japan, Act 57 of 2003), article 2(1); counted only where a label or a column says so, " +
			"and where that is only \"name\", which things have too, only beside another attribute of a person",
		labels: []string{"氏名", "お名前", "名前", "顧客名", "会員名", "担当者名", "担当者", "名義人", "患者名", "契約者名", "申込者名", "申込者", "受取人", "宛名", "お客様名", "ご芳名", "customer name",
			"full name", "shimei", "simei", "onamae", "xingming", "nominativo", "contact name", "contact person", "applicant name", "patient name", "employee name", "member name", "name of applicant", "name", "姓名", "联系人", "聯絡人", "收件人", "收货人",
			"客户名称", "이름", "성명", "성함", "고객명", "회원명", "환자명", "받는 분", "수령인"},
		field: &fieldRule{
			triggers: []string{"氏名", "名前", "顧客名", "会員名", "患者名", "担当者", "name", "姓名", "联系人", "聯絡人", "收件人", "성명", "이름", "성함", "고객명", "수령인", "nombre", "nombres", "nome", "nom", "nominativo", "नाम", "shimei", "simei", "namae", "xingming", "\nfn", "\ncn:", "\ndisplayname:", "氏　　名", "氏  名", "シメイ", "フルネーム", "氏　　　名", "名　　前",
				"氏 名", "氏　名", "姓 名", "姓　名", "성 명", "성　명", "이 름"},
			roles: roleTriggers, split: surnameLabels,
			judge: judgeName, spoken: nameSaid, full: fullLabel, shaped: plainlyName, attr: attrName,
		},
		finds: []string{
			"氏名：山田太郎\n",
			"お名前: 佐藤 花子\n",
			`{"customer_name":"Taro Yamada"}`,
			"name=鈴木一郎\n",
			"氏名＝鈴木 一郎\n",
			"氏名,年齢\n高橋健,31\n",
			"氏名】 田中 実\n",
			"护照号,姓名\nx,赵子涵\n",
			"<full_name>五十嵐 涼</full_name>",
			"<dt>氏名</dt>\n <dd>五十嵐 涼</dd>\n",
			"name=\"full_name\"\r\n\r\n五十嵐 涼\r\n",
			"申請者：山田太郎\n",
			`<input name="full_name" value="五十嵐 涼">`,
			"ご記入の氏名は山田太郎で間違いありません。",
			"氏名を教えてください。\n[09:01] 田中: 山田太郎です\n",
			"请提供您的姓名。\n[09:01] B: 王秀英\n",
			"성함이 어떻게 되세요? 알려 주세요.\n[09:01] B: 김민준입니다\n",
			"What is your name?\n09:01\tB\tMy name is Mary Garcia.\n",
			"Her full name is Siobhan Okafor, as discussed",
			"BEGIN:VCARD\nFN:王秀英\nEND:VCARD\n",
			"이름: 김민준\nname: 김민준\n연락처: 010-2345-6789\n",
			"name: John Smith\ntel: 090-1234-5678\n",
			"name,phone\nJohn Smith,090-1234-5678\n",
			"Ship to Emily Carter\nRecipient  Emily Carter\ntel: 090-1234-5678\n",
			`{"contact_person":"佐藤 健一","tel":"090-1234-5678"}`,
			"Nom du salarié : Antoine Moreau\ntel: 090-1234-5678\n",
			"氏名（山田太郎）、年齢（31）\n", "山田太郎（氏名）、31（年齢）\n",
			"{Customer:{FullName:Mary Smith Age:31}}",
			"<div class=\"full_name\"><span>五十嵐 涼</span></div>",
			"姓：山田\n名：太郎\n", `{"firstName":"Kwame","lastName":"Boateng"}`, "last_name=Boateng&first_name=Kwame\n", "First Name,Last Name,Zip\nKwame,Boateng,77833\n",
			"姓,名,年齢\n喜屋武,凛,31\n", "Nachname: Krüger\nVorname: Jörg\n", "Nom,Prénom,Age\nMoreau,Julien,31\n", "성,이름,나이\n류,건우,31\n",
			"氏名(姓),氏名(名),年齢\n喜屋武,凛,31\n", "GUESTNAME|DEPT\nThomas Vance|IT\n", "Nome completo: Beatriz da Silva\n", "<社員名>九条 凛</社員名>", "Full Name*(Diego A. Vance), Dept.(IT)\n", "dn: uid=1,ou=People\ncn: Peter A. Abdullah\nuid: 1\n", "• 社員名：橋本 誠\n", "社員名 原 彩香\n備考 -\n", "Name of guest Thomas S. Brown\n", "<Nameofguest>Ahmed J. Murphy</Nameofguest>",
			`<input name="full_name" value="喜屋武 {{">`, `{"full_name":{"type":"text","value":"喜屋武 凛"}}`, `{"full_name":{"text":"喜屋武 凛","value":7}}`,
			`<input type="text" name="entry[employee_name]" value="橋本 結衣" size="40">`, "Please tell us your Full Name.\nDr William Wilson\n", "社員名をお知らせください。\n小林誠\n",
			"名前　辻　結衣（生年月日 1964/8/25）\n", "氏名：山田太郎（ヤマダ タロウ）\n", "NameOfPatient=Emily Carter\n",
			`{"person_name":"Kwame Boateng"}`, `{"name_full":"Ifeoma Adeyemi"}`, "Shimei__c=喜屋武 凛\n", "Name of applicant ........ Dr Tendai Moyo\n",
			"Cognome e nome: Chiara Esposito\n", "Nom et prénom du patient    Camille Roux\n", "Name, Vorname: Katharina Hofmann\n", "Nombre del trabajador: Lucía Iglesias Peña\n",
			"학생 이름: 류건우\n", "이름(성명) → 남궁민수\n", "आवेदक का नाम: राहुल शर्मा\n", "Full name: Siobhan O'Brien\n", "save(id=1, full_name=Mary Garcia)\n",
			"이름(성명)	비고	부서\n남궁영수	-	IT\n", "NAMEKANJI|PAY\n한건우|1\n", "备注,姓 名\nB,何婷\n", "Vor- und Zuname: Lena Hofmann\n", "IBAN,Nom et prénom du patient\n-,Margaux Lefèvre\n",
			"Voller Name,Alter\nJörg Krüger,32\n", "Nome e sobrenome,Idade\nBeatriz da Silva,31\n", "Nombre y primer apellido: Lucía Iglesias\n", "<tr><th>आवेदक का नाम</th><td>राहुल शर्मा</td></tr>", "氏名：勅使河原啓介\n",
			"<tr><th>고객명<span class=\"required\">*</span></th><td>한건우</td></tr>", "<dt>お客様名<em>必須</em></dt><dd>阿部啓介</dd>", "備考（-）、お客様名（山本 すみれ）。\n",
			"申請者 喜屋武凛 様　電話 03-1234-5678　住所 東京都港区芝1-2-3\n", "이름: 한건우\n신용카드번호: 4111 1111 1111 1111\n",
			"이름 *	류건우\n휴대폰	010-1234-5678\n", "\"이름*\",\"류건우\"\n\"휴대폰\",\"010-1234-5678\"\n",
			"<fullName>Taylor, Aisha</fullName>", "│ Full name │ Taylor, Aisha │\n", "契約者氏名,部署\n服部千尋,IT\n", "氏　名　　喜屋武 ひなた\n電　話　　なし\n",
		},
		passes: []string{
			`{"name":"express","version":"4.18.2"}`,
			"氏名を記入してください\n",
			"name: build-linux\n",
			"full name: the function\n",
			"氏名を教えてください。\n[09:01] 田中: まだ決まっていません\n",
			"the name is taken from New York\n",
			"Full name of the Function Object\n",
			"姓名和地址必须填写\n",
			"filename=田中太郎\n",
			"山田太郎\n",
			"氏名：株式会社山田\n",
			"<dt>氏名</dt>\n<dd>生年月日</dd>",
			"<td>氏名</td><td>金額</td>",
			"\nfn: main\n",
			`{"alpha_2":"HK","name":"Hong Kong","numeric":"344"}`,
			"cset \"name='Headphones Switch' on\"\n",
			"name,code\nHong Kong,HK\n",
			"Last name: required\nFirst name: required\n", `{"lastName":"string","firstName":"string"}`, "Surname\nPlease give your first name too\n",
			"color names,Color Name\nDark Olive,Pale Rose\n", "bank_name,branch name\nFirst National,Main Square\n", "氏名,備考\nヒント,-\n",
			"姓名：与证件一致。\n", "氏名　　電話番号\n", "氏　名　　\n電　話　　なし\n", "お名前：同上\n", "契約者名：未定\n", "고객명: 회사\n", "Full name: Same As Above\n", "Name of the function: Main Loop\n",
			"nominal name.  Igor Schein\ntel: 090-1234-5678\n", "フルネーム・ログインシェル・\n", "fixed the customer name\n\nMark Burton (1):\n",
			"Attn: CUPS Licensing Information\nVoice: (202) 555-0142\n",
			"氏名（漢字）、年齢\n", "CPF do titular,Valor\nJoao Silva,10\n",
		},
	})
}

// judgeName judges what stands behind a label or in a column for names. The
// word "name" itself says too little for names in no dictionary, and of those in
// Latin script, which places and products share, it makes only evidence.
func judgeName(v []byte, label string, buf []byte) (norm []byte, confidence float64) {
	if label != roleLabel && isOneWord(v) {
		return nil, 0
	}
	v = inOneOrder(withoutHonorific(together(trimSpace(withoutReading(v)))))
	known := isName(v)
	switch {
	case placeholderName(v), endsFirm(v), containsAny(v, labelsOfNames):
		return nil, 0
	case label == roleLabel:
		confidence = judgeRole(v)
	case known && bare(label) && !japaneseName(v):
		confidence = leastEvidence
	case known:
		confidence = 0.95
	case !nameShaped(v) || !nameForm(v) && (!kanaOnly(v) || utf8.RuneCount(v) < leastReading):
		return nil, 0
	case bare(label) && (!isLatin(v) && !isDevanagari(firstOf(v)) && !spacedParts(v) || !nameForm(v) || bytes.Equal(v, bytes.ToUpper(v))):
		return nil, 0
	case bare(label):
		confidence = leastEvidence
	case isLatin(v) && !capitalised(v) || isHeading(v):
		return nil, 0
	default:
		confidence = 0.8
	}
	if norm = normName(buf, v); formWords[string(norm)] {
		return nil, 0
	}
	return norm, confidence
}

// isOneWord says whether v is one word in ASCII, as most of what programs call a name: a whole
// name in Latin script has two.
func isOneWord(v []byte) bool {
	for _, c := range v {
		if c <= ' ' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// labelsOfNames are in labels, never in a name.
var labelsOfNames = []string{"氏名", "姓名", "名前", "성명", "이름"}

// together joins the letters of a name that blanks set apart, as labels are spaced out above it:
// 三　好　　太　一.
func together(v []byte) []byte {
	if !spacedOut(v) {
		return v
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(v, []byte("　"), nil), []byte(" "), nil)
}

// spacedOut says whether blanks stand between all letters of v, three at least, which are not
// of Latin script.
func spacedOut(v []byte) bool {
	letters, blank := 0, true
	for _, r := range string(v) {
		if r == ' ' || r == '　' {
			blank = true
			continue
		}
		if letters++; !blank || r < 0x1100 {
			return false
		}
		blank = false
	}
	return letters >= 3
}

// withoutReading cuts off what stands in brackets behind a name: its reading, an age.
func withoutReading(v []byte) []byte {
	if i := bytes.IndexAny(v, "(（"); i > 2 && (endsWith(v, []string{")", "）"}) || !bytes.ContainsAny(v, ")）")) {
		return v[:i]
	}
	return v
}

// kanaOnly says whether v is all kana, as the reading of a name may be without a space.
func kanaOnly(v []byte) bool {
	for _, r := range string(v) {
		if !isKana(r) {
			return false
		}
	}
	return true
}

// leastReading is how many characters such a reading has.
const leastReading = 5

// isHeading says whether a value that is no known name is what heads another field.
func isHeading(v []byte) bool {
	var folded [4 * maxName]byte
	last, _ := lastRune(v)
	return isKanji(last) && endsHeading(last) || bytes.ContainsAny(v, "与與请請须須应應致填") || len(v) <= maxName && wordsIn(fold(folded[:0], v), 0).says()
}

// endsHeading knows characters that end what heads fields, and no given name.
func endsHeading(r rune) bool {
	return endsThing(r) || strings.ContainsRune("給税料率量法票証書券類別所場先日時分欄項況態由果件名歴籍柄期号址話话", r)
}

// inOneOrder writes a name given as "Smith, Mary" as "Mary Smith".
func inOneOrder(v []byte) []byte {
	i := bytes.IndexByte(v, ',')
	if i < 2 || i+3 > len(v) || v[i+1] != ' ' || !capital(v) || !capital(v[i+2:]) {
		return v
	}
	return append(append(append(make([]byte, 0, len(v)), v[i+2:]...), ' '), v[:i]...)
}

// nameInRecord counts the name of a record that is a person's by what else is
// in it.
func (v *visit) nameInRecord() {
	r, class := &v.state.record, v.prog.tables.name
	if !r.doubtful || !v.prog.counted[class] {
		return
	}
	r.doubtful = false
	if name := v.labelledName(); len(name) > 0 {
		v.st.scanner.found(v.st, nameClass, r.hash[attrName], name, 0.9, !v.unsure)
	}
}

// capitalised says whether v is two to four words with capitals, no two alike beside each
// other.
func capitalised(v []byte) bool {
	var before []byte
	words := 0
	for w := range bytes.FieldsSeq(v) {
		if words > 0 && isParticle(w) {
			continue
		}
		if words++; !capital(w) || bytes.Equal(w, before) {
			return false
		}
		before = w
	}
	return words >= 2 && words <= 4 && !knownIn(corporateWords, before)
}

// spacedParts says whether kanji stand on both sides of a blank, as in a name's two parts.
func spacedParts(v []byte) bool {
	family, given, _ := bytes.Cut(bytes.ReplaceAll(v, []byte("　"), []byte(" ")), []byte(" "))
	return len(family) >= 3 && len(given) >= 3 && allKanji(family) && isKanji(firstOf(given))
}

func firstOf(v []byte) rune {
	r, _ := firstRune(v)
	return r
}

// thingToo says whether a name that a label gives may be a thing's as well: then a mail
// address beside it is not enough.
func thingToo(v []byte, label string) bool {
	return label == roleLabel || label != "" && bare(label) && !isName(inOneOrder(withoutHonorific(trimSpace(v))))
}

// isLatin says whether v begins with a letter of Latin script.
func isLatin(v []byte) bool {
	r, _ := firstRune(v)
	return r < 0x250
}

// japaneseName says whether a known name is a Japanese one in its own script, which
// things seldom have.
func japaneseName(v []byte) bool {
	r, _ := utf8.DecodeRune(v)
	return isKana(r) || isKanji(r) && kanjiName(v)
}

// normName makes one name of its spellings: without spaces, folded.
func normName(buf, v []byte) []byte {
	folded := fold(buf, v)
	kept := folded[:0]
	for _, c := range folded {
		if c != ' ' {
			kept = append(kept, c)
		}
	}
	return kept
}

// nameFound counts a name put together of a surname's and a given name's cells.
func (v *visit) nameFound(name []byte) {
	judged := v.w.memo.name(name, v.w.value[:0])
	if judged.confidence == 0 {
		return
	}
	v.countCell(v.prog.tables.name, judged, name)
	v.w.nameLen = copy(v.w.name[:], name)
	v.state.record.add(attrName, judged.norm)
}

// nameShaped accepts 2 to 40 letters of Latin script, or to 16 or 24 of the others that names are
// written in, that are not an organisation's.
func nameShaped(v []byte) bool {
	n := 0
	for i := 0; i < len(v); {
		r, size := firstRune(v[i:])
		if !isNameRune(r) {
			return false
		}
		i, n = i+size, n+1
	}
	return n >= 2 && n <= 40 && (n <= 24 || isLatin(v)) && (n <= 16 || v[0] < 0x80 || isLatin(v)) && !isOrganisation(v)
}

func isNameRune(r rune) bool {
	switch {
	case r < 0x80:
		return isLetter(byte(r)) || r == ' ' || r == '.' || r == '\'' || r == '-'
	case r == '　' || r == '・' || r == '々' || r == 'ー' || r == 'ヶ' || r == 'ノ':
		return true
	}
	return r >= 0xc0 && r < 0x250 || r >= 0x1ea0 && r <= 0x1ef9 || isDevanagari(r) || isKanji(r) || isKana(r) || r >= 0xac00 && r <= 0xd7a3
}

func isKanji(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r == '々' || r >= 0x3400 && r <= 0x4dbf
}

func isKana(r rune) bool { return r >= 'ぁ' && r <= 'ヺ' || r == 'ー' || r >= 0xff66 && r <= 0xff9f }

// allLower says whether v is only blanks and lower-case letters of ASCII, as in programs.
func allLower(v []byte) bool {
	for _, c := range v {
		if c != ' ' && c-'a' >= 26 {
			return false
		}
	}
	return true
}

// organisationWords are parts of what organisations are called, and of what forms and
// programs ask for names with.
var organisationWords = [...]string{"株式", "有限", "合同", "会社", "法人", "組合", "協会", "大学", "病院", "部署", "支店", "御中", "してく", "ください", "する", "です",
	"ます", "必須", "入力", "記入", "表示", "確認", "設定", "実行", "を", "公司", "Name", "Inc", "Ltd", "Corp"}

// organisationFirst has a bit for the characters that they begin with: of ASCII, the first,
// and of others that of the first byte's last bits, at their third byte.
var organisationFirst = func() (first [256]uint8) {
	for _, w := range organisationWords {
		if w[0] < 0x80 {
			first[w[0]] = 1
			continue
		}
		first[w[2]] |= 1 << (w[0] & 7)
	}
	return first
}()

func isOrganisation(v []byte) bool {
	if allLower(v) {
		return false
	}
	for i, c := range v {
		if c >= 0x80 && (i+2 >= len(v) || organisationFirst[v[i+2]]>>(c&7)&1 == 0) || c < 0x80 && organisationFirst[c] == 0 {
			continue
		}
		for _, w := range organisationWords {
			if w[0] == c && len(w) <= len(v)-i && string(v[i:i+len(w)]) == w {
				return true
			}
		}
	}
	return false
}
