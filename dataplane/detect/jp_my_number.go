package detect

func init() {
	register(&detector{
		class: "jp.my_number",
		basis: "Act on the Use of Numbers to Identify a Specific Individual (Act 27 of 2013); check digit: " +
			"Ministry of Internal Affairs Ordinance 85 of 2014, article 5",
		labels: []string{
			"マイナンバー", "個人番号", "マイナンバーカード", "マイナカード", "マイナ番号", "通知カード", "個人番号カード", "共通番号", "個人識別番号", "特定個人番号", "社会保障・税番号", "個人No",
			"個人ナンバー",
			"my number", "my no", "my num", "individual number", "individual no", "personal number",
			"social security and tax number",
			"kojin bango", "kojin bangou", "kojin no", "maina bango",
			"个人编号", "个人号码", "個人號碼", "마이넘버", "개인번호",
			"个人番号", "個人番號", "我的号码", "日本个人号码", "マイナンバ", "mynum", "indv number", "individual identification number",
		},
		// Two remainders of the eleven share a check digit, so that one of ten is right.
		number: &numberRule{
			lengths: []int{12}, valid: validMyNumber, labelled: 0.98, attr: attrID, oneIn: 10, ownCheck: true,
		},
		binary: true,
		finds: []string{
			"個人番号 1 2 3 4 5 6 7 8 9 0 1 8\n",
			"マイナンバー：1234 5678 9018",
			"個人番号 6214-9832-0257 を提出",
			"my number: 983205673214",
			"ﾏｲﾅﾝﾊﾞｰ １２３４５６７８９０１８",
			`{"my_number":"123456789018"}`,
			"氏名,マイナンバー\n山田,123456789018\n",
			"マイナンバー 12\u200b3456\u200b789018",
			"123456789018（マイナンバー）",
			"個人番号 一二三四五六七八九〇一八",
			"# Staff\n\n| No. | My Number |\n|---|---|\n| 1 | 1234 5678 9018 |\n",
			"INSERT INTO `staff` (`order_id`, `my_number`) VALUES (621498320257, '1234 5678 9018');\n",
		},
		passes: []string{
			"マイナンバー：123456789019",
			"123456789018",
			"注文番号: 123456789018",
			"マイナンバーカードの注文番号 123456789018",
			`{"order_id":"123456789018"}`,
			"マイナンバー 111111111111",
			"マイナンバー a123456789018",
			"マイナンバー 1234567890180",
		},
	})
}

// validMyNumber checks the twelfth digit: 11 minus the sum of the others, each
// times its weight, modulo 11, where remainders 0 and 1 give 0.
func validMyNumber(t *token) bool {
	if shape := t.shape(); shape != 9 && shape != 444 || !t.evenly() || allSame(t.text()) {
		return false
	}
	check := 11 - myNumberSum(&t.digits)%11
	if check > 9 {
		check = 0
	}
	return uint(t.digits[11]-'0') == check
}

// myNumberSum is the sum of the first eleven digits, each times its weight. It is written out, since
// whole columns are My Numbers. Each digit has '0' too much, which the weights' sum takes off.
func myNumberSum(d *[maxDigits]byte) uint {
	return 6*uint(d[0]) + 5*uint(d[1]) + 4*uint(d[2]) + 3*uint(d[3]) + 2*uint(d[4]) + 7*uint(d[5]) +
		6*uint(d[6]) + 5*uint(d[7]) + 4*uint(d[8]) + 3*uint(d[9]) + 2*uint(d[10]) - 47*'0'
}

func allSame(digits []byte) bool {
	for _, d := range digits {
		if d != digits[0] {
			return false
		}
	}
	return true
}
