package detect

import "bytes"

func init() {
	register(&detector{
		class: "jp.passport",
		basis: "Passport Act (Japan, Act 267 of 1951), article 6; ICAO Doc 9303 part 4 (machine readable zone TD3) and part 3, section 4.9 (check digits)",
		labels: []string{
			"旅券番号", "旅券", "旅券の番号", "旅券No", "パスポート", "パスポート番号", "パスポートNo", "渡航文書番号",
			"passport", "passport number", "passport no", "passport num", "passport id", "travel document",
			"travel document number",
			"ryoken bango", "ryoken bangou", "ryoken no", "pasupoto",
			"护照", "护照号", "护照号码", "護照", "護照號碼", "여권", "여권번호", "reisepass", "passeport", "pasaporte", "passaporto",
			"pp number", "pp no", "ppno", "ppt no", "travel doc", "travel doc no", "passnummer", "passport book number", "護照號",
		},
		code:    &codeRule{lengths: []int{9}, valid: validPassport, labelled: 0.92, attr: attrID},
		literal: &literalRule{words: []string{"P<JPN"}, judge: judgePassportMRZ, attr: attrID},
		finds: []string{
			"旅券番号：TR1234567",
			"パスポート番号はＴＲ１２３４５６７です",
			`{"passport_no":"tr1234567"}`,
			"Passport No. TR 1234567",
			"氏名,旅券番号\n山田,MU7654321\n",
			"P<JPNGAIMU<<SAKURA<<<<<<<<<<<<<<<<<<<<<<<<<<\nTR12345672JPN7902206F2603209<<<<<<<<<<<<<<<2\n",
		},
		passes: []string{
			"TR1234567",
			"品番 TR1234567",
			"パスポート T1234567",
			"パスポート TR12345678",
			"passport: the field TR12-34567",
			"P<JPNGAIMU<<SAKURA<<<<<<<<<<<<<<<<<<<<<<<<<<\nTR12345673JPN7902206F2603209<<<<<<<<<<<<<<<2\n",
		},
	})
}

func validPassport(c *code) bool {
	shape := c.shape()
	return c.reads("AA0000000") && (shape == 9 || shape == 27)
}

const mrzLine = 44 // characters of a line of the machine readable zone

// judgePassportMRZ reads the two lines of a passport's machine readable zone.
func judgePassportMRZ(w *window) verdict {
	rest := w.buf[w.start:]
	if len(rest) < 2*mrzLine+2 && !w.closed && mrzSoFar(rest) {
		return verdict{hit: mrzPassport(rest) != nil, value: mrzPassport(rest), confidence: 0.99}
	}
	number := mrzPassport(rest)
	return verdict{hit: number != nil, final: true, value: number, confidence: 0.99, extent: 2 * mrzLine}
}

// mrzSoFar says whether a text could still become a machine readable zone.
func mrzSoFar(b []byte) bool {
	for _, c := range b {
		if c != '<' && c != '\r' && c != '\n' && codeChar(rune(c)) != c {
			return false
		}
	}
	return true
}

// mrzPassport returns the passport number of two lines whose check digits are
// right: those of the number, the birth date, the expiry date and of all.
func mrzPassport(b []byte) []byte {
	if len(b) < mrzLine || !mrzSoFar(b[:mrzLine]) {
		return nil
	}
	second := bytes.TrimLeft(b[mrzLine:], "\r\n")
	if len(second) < mrzLine || len(second) == len(b)-mrzLine || !mrzSoFar(second[:mrzLine]) {
		return nil
	}
	l := second[:mrzLine]
	all := append(append(append([]byte{}, l[:10]...), l[13:20]...), l[21:43]...)
	if !mrzCheck(l[:9], l[9]) || !mrzCheck(l[13:19], l[19]) || !mrzCheck(l[21:27], l[27]) || !mrzCheck(all, l[43]) {
		return nil
	}
	return l[:9]
}

// mrzCheck weighs 7, 3, 1 in turn, modulo 10; letters are 10 to 35, '<' is 0.
func mrzCheck(field []byte, check byte) bool {
	sum := 0
	for i, c := range field {
		value := 0
		switch {
		case c-'0' < 10:
			value = int(c - '0')
		case isLetter(c):
			value = int(c-'A') + 10
		}
		sum += value * [...]int{7, 3, 1}[i%3]
	}
	return check-'0' < 10 && int(check-'0') == sum%10
}
