package detect

import "bytes"

const phoneClass = "pii.phone"

func init() {
	register(&detector{
		class: phoneClass,
		basis: "Japan: Telecommunications Numbering Plan (Ministry of Internal Affairs Notification 6 of 2019, 060 for mobiles since " +
			"2024-12-20); elsewhere ITU-T E.164, and by a label the national forms of Korea, China and the North American Numbering Plan",
		labels: []string{
			"電話", "電話番号", "お電話", "自宅電話", "TEL", "℡", "☎", "携帯", "携帯電話", "携帯番号", "携帯電話番号", "連絡先", "緊急連絡先", "連絡先電話番号", "日中連絡先",
			"ケータイ", "スマホ", "FAX", "ファックス", "ファクス", "直通", "内線",
			"phone", "phone number", "phone no", "phone num", "telephone", "telephone number", "telephone no", "tel no",
			"tel number", "mobile", "mobile number", "mobile no", "mobile phone", "cell", "cell phone", "cell number", "cellphone",
			"contact no", "contact number", "contact phone", "home phone", "work phone", "office phone", "daytime phone",
			"direct line", "whatsapp", "fax no", "fax number",
			"denwa", "denwa bango", "denwa bangou", "keitai", "keitai bango", "keitai denwa", "renrakusaki",
			"手机", "手机号", "手机号码", "电话", "电话号码", "联系电话", "联系方式", "固定电话", "座机", "移动电话", "传真", "電話號碼", "手機", "手機號碼", "行動電話", "聯絡電話",
			"連絡電話", "聯絡方式",
			"전화", "전화번호", "휴대폰", "휴대폰번호", "휴대전화", "핸드폰", "연락처", "팩스", "비상연락처", "자택전화",
			"telefon", "telefonnummer", "handynummer", "mobilnummer", "rufnummer", "téléphone", "tél", "teléfono", "móvil",
			"mobil", "handy", "portable", "hp", "자택", "celular", "telefono", "cellulare", "telefone", "telemóvel", "फ़ोन", "मोबाइल",
			"ph", "ph no", "phn", "phno", "mob", "mob no", "cel", "cel no", "fone", "fono", "fon", "tlf", "tlfn", "tfno", "gsm", "natel", "festnetz", "festnetznummer", "fijo", "fixe", "fisso", "landline", "landline no",
			"switchboard", "hotline", "helpline", "daytime no", "evening no", "contact tel", "call me", "call her", "call him", "call us", "ring me", "text me", "reach me", "reach her", "reach him", "reachable", "erreichbar", "joignable",
			"llámame", "telf", "telef", "número de contacto", "nomor hp", "số điện thoại", "โทร", "телефон", "致电", "來電", "来电", "拨打", "撥打", "市话", "市話", "通话", "통화", "유선", "무선", "내선", "대표번호", "직통",
		},
		number: &numberRule{
			lengths: []int{8, 9, 10, 11, 12, 13, 14, 15}, valid: validPhone, labelled: 0.95, share: phoneShare,
			alone: phoneAlone, near: phoneNear, norm: normPhone, formOnly: true, cells: []int{10, 11}, attr: attrPhone,
		},
		literal: &literalRule{machine: spreadPhoneWords, judge: judgeSpreadPhone, attr: attrPhone},
		finds: []string{
			"電話 03-1234-5678",
			"090-1234-5678",
			"携帯：06012345678",
			"TEL (03) 1234-5678",
			"０９０－１２３４－５６７８",
			"+81 90-1234-5678",
			"+81-3-1234-5678",
			"call +44 20 7946 0958 now",
			"phone,email\n0312345678,\n",
			"連絡先 0463-12-3456",
			"ﾃﾞﾝﾜ 電話０３（１２３４）５６７８",
			"phone: 09012345678 / 携帯 +81 90 1234 5678",
			"〇九〇-一二三四-五六七八",
			"휴대폰: 010-2345-6789",
			"手机：13812345678",
			"phone: (202) 555-0123",
			"手机 13812345678 / +86 138 1234 5678",
			"Tel: 020 7946 0123",
			"Tél. : 01.42.68.53.00",
			"전화 031-123-4567",
			"手機：0912-345-678",
			"मोबाइल: 98765 43210",
			"Phone: 202.555.0123",
			"Phone: 0044 20 7946 0123 / +44 20 7946 0123",
			"Celular: (11) 91234-5678",
			"1. 山田太郎／08022964525／出席\n", "10:00  山田 太郎様  08039350735  2名\n", "김민수, 010-2345-6789, 참석\n",
			"Call me on (202) 555-0123", "电话: 2345 6789", `{"hp":"010 7817 4743"}`, `{"phone":312345678}`, "Tél : +33 (0)1 42 68 53 00",
		},
		passes: []string{
			"2026-11-22",
			"0123456789012",
			"注文番号 090-1234-5678",
			"192.0.2.1 198.51.100.22",
			"08012345678",
			"00000000000",
			"tel 123",
			"version 090-1234-5678",
			"+999 1234 5678",
			"0x0312345678",
			"1.5e+4420794609",
			"1.2+20180402",
			"010-2345-6789",
			"13812345678",
			"202-555-0123",
			"AZ +404251-0740023 America/New_York",
			"GB +513030-0000731 Europe/London, JP +3541+13944",
			"Decimal('+35236450.6')",
			"tel 2026-11-22",
			"phone 20261122",
			"mobile 192.168.10.15",
			"020 7946 0123",
			"部品／08022964525／在庫\n", "1. 山田太郎 ID08022964525\n",
			"see (12) 345-678901", "hp 12345678", "phone 2015-2020", "2345 6789", `{"count":312345678}`,
			"Your phone was last seen with 98765 43210 others",
		},
	})
}

// validPhone accepts Japanese numbers with their trunk 0, international ones, and what
// people write for a number inside their own country.
func validPhone(t *token) bool {
	if allSame(t.text()[1:]) || t.count > 5 && !t.plus || t.joined('.') && t.count > 1 && !t.plus && !dottedPhone(t) {
		return false
	}
	if t.plus {
		return !coordinate(t) && validE164(t)
	}
	return inJapan(t) || nationalPrefix(t) != "" || foreignPhone(t)
}

// dottedPhone knows the groupings that are also written with points.
func dottedPhone(t *token) bool {
	switch t.shape() {
	case 22222, 334, 244, 344:
		return true
	}
	return false
}

// foreignPhone accepts the lengths and first digits of national numbers elsewhere: a
// trunk 0, or none as in India, Spain, Singapore and Brazil; and the prefix 00 of an
// international number. It is too little to go by, but for a label right beside.
func foreignPhone(t *token) bool {
	d := t.text()
	switch {
	case string(d[:2]) == "00":
		return d[2] != '0' && t.n >= 11
	case d[0] == '0':
		return t.n >= 9 && t.n <= 12 && d[1] != '0'
	case dateLike(d) || t.shape() == 422 || t.shape() == 224:
		return false
	case t.n == 8:
		return bytes.IndexByte([]byte("3689"), d[0]) >= 0 || d[0] == '2' && d[1] != '0' && t.shape() == 44
	case t.n == 9 && t.count == 1 && withoutZero(d):
		return true
	case t.n == 9:
		return d[0] >= '6' && (t.count == 1 || t.shape() == 333 || t.shape() == 3222 || t.shape() == 2322)
	case t.n == 10:
		return d[0] >= '6' || d[2] == '9' || d[0] == '3' && t.count > 1 && t.shape() != 64 // of Italy's mobiles
	}
	return t.n == 11 && (d[2] == '9' || d[0] == '1' && d[1] >= '2' && d[4] >= '2')
}

// withoutZero says whether nine digits are a Japanese number of which a sheet has dropped the 0.
func withoutZero(d []byte) bool {
	whole := [10]byte{'0'}
	copy(whole[1:], d)
	return japanesePhone(whole[:])
}

// dateLike says whether eight digits may be a day of these times.
func dateLike(d []byte) bool {
	return len(d) == 8 && (d[0] == '1' && d[1] == '9' || d[0] == '2' && d[1] == '0') && d[4] <= '1' && d[6] <= '3'
}

// phoneShare trusts the label of a number whose form says little only where it is the
// number's own.
func phoneShare(t *token) float64 {
	switch {
	case t.plus, inJapan(t):
		return 1
	case nationalPrefix(t) != "", t.digits[0] == '0' && t.count == 3 && t.joined('-') && t.shape()%10 == 4:
		return 0.9
	case t.digits[0] == '0' && t.n >= 10:
		return 0.8
	}
	return 0.7
}

// nationalPrefix returns the country code of a number in a form that is used inside a
// country other than Japan, or "". Such numbers count by their label only.
func nationalPrefix(t *token) string {
	d := t.text()
	switch shape := t.shape(); {
	case t.plus:
	case len(d) == 11 && string(d[:3]) == "010" && (shape == 344 || shape == 9):
		return "82" // mobiles of Korea
	case len(d) == 11 && d[0] == '1' && d[1] >= '3' && (shape == 344 || shape == 9):
		return "86" // mobiles of China
	case len(d) == 10 && d[0] >= '2' && d[3] >= '2' && (shape == 334 || shape == 9):
		return "1" // North American Numbering Plan: area and exchange begin with 2 to 9
	}
	return ""
}

// coordinate knows two numbers that are no country code and rest: latitude and
// longitude by ISO 6709, and decimal fractions.
func coordinate(t *token) bool {
	if t.count != 2 {
		return false
	}
	shape := t.shape()
	return shape == 45 || shape == 67 || t.groups[1].sep == '.' && t.groups[0].n > 3
}

// japanesePhone checks the prefix and the length that goes with it.
func japanesePhone(d []byte) bool {
	switch {
	case d[0] == '0' && d[1] >= '5' && d[2] == '0':
		if string(d[:4]) == "0800" {
			return len(d) == 11
		}
		return len(d) == 11 && d[3] != '0'
	case string(d[:4]) == "0120" || string(d[:4]) == "0570":
		return len(d) == 10
	case d[1] == '0':
		return false
	}
	return len(d) == 10 && areaCode(d) > 0
}

// areaCode returns the length of a landline's area code with its 0, or 0. In
// Japan an area code and the exchange behind it have six digits together, so
// that only the first digits of the code matter.
func areaCode(d []byte) int {
	switch string(d[:2]) {
	case "03", "06":
		return 2
	}
	two := int(d[1]-'0')*10 + int(d[2]-'0')
	// Regions without any code: 010, 020, 040 and their like, and those that
	// the plan keeps free.
	if d[2] == '0' || two == 21 || two == 31 || two == 32 || two == 33 || two == 34 || two == 41 || two == 51 ||
		two == 61 || two == 62 || two == 71 || two == 81 || two == 91 || two == 39 {
		return 0
	}
	return 4
}

// phoneGroups accepts the groupings in use: the last group has four digits, or
// three where the number is toll-free.
func phoneGroups(t *token) bool {
	switch t.shape() {
	case 9:
		return true
	case 334, 343, 244, 424, 523, 514, 433, 344, 434, 64, 74, 37, 38, 46, 28:
		return t.digits[0] == '0'
	}
	return t.count == 3 && t.shape()%10 == 4
}

// phoneAlone trusts a number written the way phone numbers are.
func phoneAlone(t *token) float64 {
	switch {
	case t.plus:
		return 0.8
	case t.count < 3:
		return 0.3
	case nationalPrefix(t) == "1" && t.groups[1].sep == '(' && t.groups[2].sep == '-' && !t.amid:
		return 0.7 // (202) 555-0123
	case nationalPrefix(t) != "":
		return 0.5
	case phoneShare(t) < 1:
		return 0.3
	case t.shape() == 344 && t.joined(' ') && d0789(t) && !t.amid && bytes.IndexByte([]byte("\t\r\n,;|"), t.follow) >= 0:
		return 0.7 // a mobile's number that fills a cell
	case !t.joined('-') && !t.parenthesised():
		return 0.3
	case t.shape() == 344 || t.shape() == 244 || t.shape() == 334 || t.shape() == 424 || t.shape() == 523 || t.shape() == 433:
		return 0.8
	}
	return 0.4
}

// phoneNear trusts a mobile's number without hyphens or a label where it fills a field of
// a line that tells of a person by a name or an address of mail before it.
func phoneNear(left []byte, t *token) float64 {
	line := left[bytes.LastIndexByte(left, '\n')+1:]
	if shortPhoneKey(line) && (t.count > 1 && (nationalPrefix(t) != "" || inJapan(t)) || nationalPrefix(t) == "86" || t.digits[0] == '0' && t.count > 1 && t.n >= 10) && !t.amid {
		return 0.75
	}
	if !(t.count == 1 && inJapan(t) && d0789(t) || nationalPrefix(t) == "82") || t.amid {
		return 0
	}
	before := bytes.TrimRight(line, " 　")
	if !endsWith(line, fieldSigns) && len(line)-len(before) < 2 || bytes.IndexByte(fieldEndsBehind, t.follow) < 0 {
		return 0
	}
	if bytes.IndexByte(line, '@') < 0 && findName(line) == nil {
		return 0
	}
	return 0.75
}

// shortPhoneKey says whether a line, or a part of it, begins with the one letter that cards
// and notes have for a telephone, and has nothing else: "M: ", "- t. ", "x@example.net | P ".
func shortPhoneKey(line []byte) bool {
	key := bytes.TrimRight(line, " \t")
	if len(key) == 0 || len(line)-len(key) == 0 {
		return false
	}
	key = bytes.TrimRight(key, ":.")
	if len(key) == 0 || len(line)-len(key) > 4 || bytes.IndexByte([]byte("tmpchwofdTMPCHWOFD"), key[len(key)-1]) < 0 {
		return false
	}
	key = bytes.TrimRight(key[:len(key)-1], " \t")
	return len(key) == 0 || endsWith(key, fieldSigns) || endsWith(key, phoneBullets)
}

// phoneBullets stand before such a letter.
var phoneBullets = []string{"-", "*", "•", "·", "・", "–", "●", "○", "■", "▪", "◆", "◇", "+", ">"}

// fieldSigns stand between the fields of a line, and fieldEndsBehind holds what one may
// end with: also the first bytes of ／, 　 and other wide signs.
var fieldSigns = []string{"\t", ",", ", ", "|", "| ", "/", " / ", "／", "、", "　", ";", "│", "｜"}

var fieldEndsBehind = []byte("\x00 \t\r\n,;|/\xef\xe3\xe2")

// inJapan accepts what is dialled inside Japan, as it is grouped there.
func inJapan(t *token) bool {
	if t.japan == 0 {
		t.japan = -1
		if t.digits[0] == '0' && japanesePhone(t.text()) && phoneGroups(t) {
			t.japan = 1
		}
	}
	return t.japan > 0
}

// d0789 says whether a number begins as mobiles' do in Japan.
func d0789(t *token) bool { return t.digits[0] == '0' && t.digits[1] >= '7' && t.digits[2] == '0' }

func (t *token) parenthesised() bool {
	return t.count == 3 && (t.groups[1].sep == '(' || t.groups[2].sep == '(')
}

// normPhone writes a number in E.164 without the plus.
func normPhone(t *token, buf []byte) []byte {
	d := t.text()
	if !t.plus && inJapan(t) { // which has no prefix of another country
		return append(append(buf, "81"...), d[1:]...)
	}
	if country := nationalPrefix(t); country != "" {
		return append(append(buf, country...), bytes.TrimPrefix(d, []byte("0"))...)
	}
	if !t.plus && !(d[0] == '0' && japanesePhone(d)) {
		return append(buf, bytes.TrimPrefix(d, []byte("00"))...)
	}
	if !t.plus {
		return append(append(buf, "81"...), d[1:]...)
	}
	if string(d[:2]) == "81" && d[2] == '0' {
		return append(append(buf, "81"...), d[3:]...)
	}
	return append(buf, d...)
}

// validE164 checks the country code and the length of what follows.
func validE164(t *token) bool {
	d := t.text()
	if string(d[:2]) == "81" {
		national := append([]byte{'0'}, d[2:]...)
		if d[2] == '0' {
			national = national[1:]
		}
		return len(national) >= 10 && japanesePhone(national)
	}
	low, high := e164Lengths(d)
	return t.n >= low && t.n <= high
}

// e164Lengths returns the bounds of all digits under a country code: those of
// zones 1 and 7, then two-digit codes, then three-digit ones. Zero means that
// there is no such code.
func e164Lengths(d []byte) (low, high int) {
	switch two := string(d[:2]); {
	case d[0] == '1':
		if d[1] < '2' || d[4] < '2' {
			return 0, 0
		}
		return 11, 11
	case d[0] == '7':
		return 11, 11
	case two == "86" || two == "49" || two == "43":
		return 10, 14
	case twoDigitCode(two):
		return 9, 13
	case d[0] == '0' || two == "21" && d[2] == '0' || string(d[:3]) == "999" || two == "80" && d[2] != '0' || two == "28":
		return 0, 0
	}
	return 9, 13
}

// twoDigitCode knows the country codes of two digits (ITU-T E.164 list).
func twoDigitCode(two string) bool {
	switch two[0] {
	case '2':
		return two == "20" || two == "27"
	case '3':
		return two != "35" && two != "37" && two != "38"
	case '4':
		return two != "42"
	case '5':
		return two != "50" && two != "59"
	case '6':
		return two <= "66"
	case '8':
		return two == "82" || two == "84" || two == "86"
	case '9':
		return two != "96" && two != "97" && two != "99"
	}
	return false
}
