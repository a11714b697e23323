package detect

import (
	"strings"
	"unicode/utf8"
)

const nameClass = "pii.name"

func init() {
	register(&detector{
		class: nameClass,
		basis: "Act on the Protection of Personal Information (Japan, Act 57 of 2003), article 2(1); counted only where a label or a column says so, " +
			"and where that is only \"name\", which things have too, only beside another attribute of a person",
		labels: []string{"氏名", "お名前", "名前", "顧客名", "会員名", "担当者名", "担当者", "名義人", "患者名", "customer_name", "customer name", "full_name",
			"full name", "fullname", "contact name", "contact_name", "name", "姓名", "이름", "성명"},
		field: &fieldRule{
			triggers: []string{"氏名", "お名前", "顧客名", "会員名", "患者名", "customer_name", "customer name", "customername", "full_name", "full name",
				"fullname", "contact_name", "contact name", "name", "姓名", "성명", "\nfn"},
			judge: judgeName, attr: attrName,
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
			`<input name="full_name" value="五十嵐 涼">`,
			"name: John Smith\ntel: 090-1234-5678\n",
			"name,phone\nJohn Smith,090-1234-5678\n",
		},
		passes: []string{
			`{"name":"express","version":"4.18.2"}`,
			"氏名を記入してください\n",
			"name: build-linux\n",
			"full name: the function\n",
			"filename=田中太郎\n",
			"山田太郎\n",
			"氏名：株式会社山田\n",
			"<dt>氏名</dt>\n<dd>生年月日</dd>",
			"<td>氏名</td><td>金額</td>",
			"\nfn: main\n",
			`{"alpha_2":"HK","name":"Hong Kong","numeric":"344"}`,
			"cset \"name='Headphones Switch' on\"\n",
			"name,code\nHong Kong,HK\n",
		},
	})
}

// judgeName judges what stands behind a label or in a column for names. The
// word "name" itself says too little for names in no dictionary, and of those in
// Latin script, which places and products share, it makes only evidence.
func judgeName(v []byte, label string, buf []byte) (norm []byte, confidence float64) {
	v = withoutHonorific(trimSpace(v))
	known := isName(v)
	switch {
	case known && v[0] < utf8.RuneSelf && bare(label):
		confidence = leastEvidence
	case known:
		confidence = 0.95
	case !nameShaped(v):
		return nil, 0
	case bare(label):
		return nil, 0
	case v[0] < 0x80 && !capitalised(v):
		return nil, 0
	default:
		confidence = 0.8
	}
	return normName(buf, v), confidence
}

// bare says whether a label says no more than that there is a name.
func bare(label string) bool { return label == "name" || label == "\nfn" }

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

// capitalised says whether v is two to four words with capitals.
func capitalised(v []byte) bool {
	words := 0
	for i, c := range v {
		if i > 0 && v[i-1] != ' ' || c == ' ' {
			continue
		}
		if words++; c < 'A' || c > 'Z' {
			return false
		}
	}
	return words >= 2 && words <= 4
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
	class := v.prog.tables.name
	if !nameShaped(name) {
		return
	}
	norm := normName(v.w.value[:0], name)
	v.count(class, verdict{hit: true, value: norm, sample: name, confidence: 0.9})
	v.w.nameLen = copy(v.w.name[:], name)
	v.state.record.add(attrName, hashValue(norm))
}

// nameShaped accepts 2 to 24 letters of the scripts that names are written in,
// that are not an organisation's.
func nameShaped(v []byte) bool {
	n := 0
	for i := 0; i < len(v); {
		r, size := firstRune(v[i:])
		if !isNameRune(r) {
			return false
		}
		i, n = i+size, n+1
	}
	return n >= 2 && n <= 24 && (v[0] < 0x80 || n <= 16) && !isOrganisation(v)
}

func isNameRune(r rune) bool {
	switch {
	case r < 0x80:
		return isLetter(byte(r)) || r == ' ' || r == '.' || r == '\'' || r == '-'
	case r == '　' || r == '・' || r == '々' || r == 'ー' || r == 'ヶ' || r == 'ノ':
		return true
	}
	return r >= 0xc0 && r < 0x250 || isKanji(r) || isKana(r) || r >= 0xac00 && r <= 0xd7a3
}

func isKanji(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r == '々' || r >= 0x3400 && r <= 0x4dbf
}

func isKana(r rune) bool { return r >= 'ぁ' && r <= 'ヺ' || r == 'ー' || r >= 0xff66 && r <= 0xff9f }

func isOrganisation(v []byte) bool {
	s := string(v)
	for _, w := range [...]string{"株式", "有限", "合同", "会社", "法人", "組合", "協会", "大学", "病院", "部署", "支店", "御中", "してく", "ください", "する", "です",
		"ます", "必須", "入力", "記入", "公司", "Inc", "Ltd", "Corp", "required"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
