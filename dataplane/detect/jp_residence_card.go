package detect

func init() {
	register(&detector{
		class: "jp.residence_card",
		basis: "Immigration Control and Refugee Recognition Act (Japan, Cabinet Order 319 of 1951), article 19-4, and the special act on permanent " +
			"residents (Act 71 of 1991), article 8: card numbers of two letters, eight digits, two letters. No check is published, so that a label is needed",
		labels: []string{
			"在留カード", "在留カード番号", "在留カードの番号", "在留カードNo", "在留番号", "在留No", "在留資格カード", "特別永住者", "特別永住者証明書", "特別永住者証明書番号",
			"residence card", "residence card number", "residence card no", "resident card", "resident card number",
			"resident card no", "residence permit number", "special permanent resident",
			"zairyu", "zairyu card", "zairyu kado", "zairyu no", "zairyu bango", "zairyu bangou", "zairyuu", "zairyuu card",
			"在留卡", "在留卡号", "在留卡编号", "在留卡号码", "在留卡號碼", "재류카드", "재류카드번호", "특별영주자",
			"resident permit", "residency card", "residency card number", "residence permit", "residence card id", "거주카드", "체류카드", "居留卡",
			"居留卡号", "residence status card", "在留证",
		},
		code: &codeRule{lengths: []int{12}, valid: validResidenceCard, labelled: 0.95, attr: attrID},
		finds: []string{
			"在留カード番号：AB12345678CD",
			"在留カード番号 ＡＢ１２３４５６７８ＣＤ",
			`{"residence_card":"AB12345678CD"}`,
			"Residence card no.: AB 12345678 CD",
			"氏名,在留カード番号\n王,AB12345678CD\n",
		},
		passes: []string{
			"AB12345678CD",
			"ロット AB12345678CD",
			"在留カード A12345678CD",
			"在留カード AB123456789CD",
			"在留カード xAB12345678CD",
		},
	})
}

func validResidenceCard(c *code) bool {
	shape := c.shape()
	return c.reads("AA00000000AA") && (shape == 9 || shape == 282)
}
