package detect

func init() {
	register(&detector{
		class: "jp.corporate_number",
		basis: "Act 27 of 2013, article 39 (corporate numbers); check digit: Ministry of Finance Ordinance 70 of 2014, article 2; " +
			"with a T before it, the registration number of the Consumption Tax Act (Act 108 of 1988), article 57-2",
		labels: []string{"法人マイナンバー",
			"法人番号", "法人No", "corporate id number", "corporation id number", "company id number", "法人番号指定通知書", "登録番号", "事業者番号", "事業者登録番号", "適格請求書", "適格請求書発行事業者", "適格請求書発行事業者登録番号", "適格事業者", "インボイス番号",
			"インボイス登録番号", "T番号",
			"corporate number", "corporate no", "corporation number", "corporation no", "company number", "company no",
			"registration number", "registration no", "invoice registration number", "invoice registration no",
			"qualified invoice", "qualified invoice issuer", "jct number", "jct no", "jct registration", "tax registration",
			"houjin bangou", "houjin bango", "hojin bango", "hojin bangou", "houjin no", "hojin no", "invoice bango",
			"toroku bango",
			"法人编号", "法人号码", "法人號碼", "법인번호", "사업자등록번호",
			"corp number", "corp no", "corp id", "legal entity number", "corporate id", "houjin number", "hojin number",
			"qualified invoice number", "インボイス", "法人番號", "法人登録番号", "法人识别号", "公司法人编号", "일본 법인번호", "법인 등록번호",
		},
		// The check digit leads, and is 1 to 9.
		number: &numberRule{lengths: []int{13}, valid: validCorporate, labelled: 0.95, oneIn: 9},
		code:   &codeRule{lengths: []int{14}, valid: validInvoiceNumber, labelled: 0.97, norm: withoutFirst, oneIn: 9},
		finds: []string{
			"法人番号：5835678256246",
			"登録番号 T7000012050002",
			`{"corporate_number":"7000012050002"}`,
			"適格請求書発行事業者登録番号：T5-8356-7825-6246",
			"会社名,法人番号\n甲商事,5835678256246\n",
			"法人番号 ５８３５６７８２５６２４６",
		},
		passes: []string{
			"法人番号：5835678256247",
			"5835678256246",
			"注文番号 5835678256246",
			"登録番号 X7000012050002",
			"T7000012050002",
			"法人番号 1111111111111",
		},
	})
}

// validCorporate checks the first digit: 9 minus the remainder by 9 of the sum
// of the others, counted from the right and doubled at even places.
func validCorporate(t *token) bool {
	shape := t.shape()
	return (shape == 9 || shape == 1444) && t.evenly() && corporateCheck(t.text())
}

func validInvoiceNumber(c *code) bool {
	shape := c.shape()
	return c.chars[0] == 'T' && c.reads("A0000000000000") && (shape == 9 || shape == 2444 || shape == 19 || shape == 11444) &&
		corporateCheck(c.text()[1:])
}

func corporateCheck(d []byte) bool {
	sum := weighted(d[1:], 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)
	return int(d[0]-'0') == 9-sum%9 && !allSame(d)
}

func withoutFirst(c *code, buf []byte) []byte { return append(buf, c.text()[1:]...) }
