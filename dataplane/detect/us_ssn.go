package detect

import "bytes"

func init() {
	register(&detector{
		class: "us.ssn",
		basis: "Social Security Number Randomization (United States, Social Security Administration, 2011): areas, groups and serials that are never " +
			"given, and the numbers that advertising made void or that manuals show. There is no check digit, so that a label is needed",
		kinds: []labelKind{socialLabels},
		labels: []string{
			"ssn", "ssn no", "ssn number", "social security", "social security number", "social security no",
			"social security num", "soc sec", "soc sec no", "social sec no", "ss#", "ss no", "ss number", "ss num",
			"social insurance",
			"seguro social", "número de seguro social", "社会保障番号", "ソーシャルセキュリティ", "ソーシャルセキュリティ番号", "ソーシャルセキュリティナンバー",
			"社会安全号", "社会安全号码", "社会保障号", "社會安全碼", "社會安全號碼", "사회보장번호", "사회보장 번호", "사회보장국번호",
			"soc sec number", "社安号", "社安號", "社安号码", "社安號碼", "社安码", "社安碼", "社会安全码", "社安卡号", "社安證號", "social sec number", "ssa number", "米国社会保障番号",
		},
		number: &numberRule{lengths: []int{9}, valid: validSSN, labelled: 0.93, near: ssnNear, attr: attrID},
		finds: []string{
			"SSN: 536-90-4399",
			"social security number 536 90 4399",
			`{"ssn":"536904399"}`,
			"name,ssn\nDoe,536-90-4399\n",
			"536-90-4399 (SSN)",
			"h2. List\n||Updated||Social Security Number (SSN)||\n|2026-02-01|536-90-4399|\n",
		},
		passes: []string{
			"536-90-4399",
			"SSN 078-05-1120",
			"SSN 219-09-9999",
			"SSN 123-45-6789",
			"SSN 111-22-3333",
			"SSN 000-12-3456",
			"SSN 666-12-3456",
			"SSN 900-12-3456",
			"SSN 536-00-4399",
			"SSN 536-90-0000",
			"SSN 53-690-4399",
			"order 536-90-4399",
		},
	})
}

// usShape accepts three, two and four digits or nine in one.
func usShape(t *token) bool {
	shape := t.shape()
	return (shape == 324 || shape == 9) && t.evenly() && !t.plus && (t.count == 1 || !t.joined('.'))
}

// ssnNear trusts a number with its hyphens behind a word that only names it beside such a form:
// "Social: ", "TIN ". An employer's number is grouped otherwise.
func ssnNear(left []byte, t *token) float64 {
	if t.shape() != 324 || !t.joined('-') {
		return 0
	}
	var folded [64]byte
	b := bytes.TrimRight(fold(folded[:0], left[max(0, len(left)-32):]), " :#=|\t\r\n")
	b = bytes.TrimSuffix(b, []byte(" is"))
	if endsWith(b, []string{"social", "tin", "t.i.n.", "taxpayer id", "taxpayer id no", "taxpayer identification number", "taxpayer id number"}) {
		return 0.85
	}
	return 0
}

func validSSN(t *token) bool {
	d := t.text()
	switch string(d) {
	case "078051120", "219099999", "457555462", "123456789", "111223333":
		return false
	}
	area := number(d[:3])
	return usShape(t) && area > 0 && area != 666 && area < 900 && number(d[3:5]) > 0 && number(d[5:]) > 0 && !allSame(d)
}
