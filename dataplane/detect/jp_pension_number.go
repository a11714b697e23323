package detect

func init() {
	register(&detector{
		class: "jp.pension_number",
		basis: "National Pension Act (Japan, Act 141 of 1959), article 14, and its Enforcement Regulation: basic pension number of four and six digits. " +
			"No check digit is published, so that a label is needed",
		labels: []string{
			"基礎年金番号", "基礎年金No", "基礎年金", "年金番号", "年金No", "年金手帳", "年金手帳番号", "年金手帳の番号", "国民年金番号", "厚生年金番号", "年金証書", "年金証書番号", "年金の基礎番号", "年金の番号",
			"pension number", "pension no", "pension id", "basic pension", "basic pension number", "basic pension no",
			"national pension number", "pension book",
			"nenkin bango", "nenkin bangou", "nenkin no", "kiso nenkin", "kiso nenkin bango", "kiso nenkin bangou", "kisonenkin",
			"年金号码", "年金编号", "基础年金号码", "基础年金编号", "年金號碼", "연금번호", "기초연금번호", "기초연금 번호",
			"nenkin", "nenkin number", "年金コード", "国民年金手帳", "厚生年金", "kiso nenkin no", "基礎番号", "기초연금", "养老金号码", "养老金编号",
		},
		number: &numberRule{lengths: []int{10}, valid: validPension, labelled: 0.9, attr: attrID},
		finds: []string{
			"基礎年金番号：1234-567890",
			"年金手帳 １２３４－５６７８９０",
			`{"pension_number":"1234567890"}`,
			"basic pension number 1234-567890",
			"氏名,基礎年金番号\n山田,1234-567890\n",
		},
		passes: []string{
			"1234-567890",
			"年金番号 123-4567890",
			"年金番号 1111-111111",
			"年金事務所の整理番号 1234-567890",
			"基礎年金番号 12345-67890",
		},
	})
}

func validPension(t *token) bool {
	shape := t.shape()
	return (shape == 46 || shape == 9) && t.evenly() && !t.plus && !allSame(t.text())
}
