package detect

func init() {
	register(&detector{
		class: "jp.drivers_license",
		basis: "Road Traffic Act (Japan, Act 105 of 1960), article 93, and its Enforcement Regulation, article 19, form 14: public safety commission, " +
			"year of first licence, serial number, check digit, times reissued",
		labels: []string{
			"運転免許", "運転免許証", "運転免許証番号", "運転免許番号", "免許証番号", "免許証の番号", "免許証", "免許番号", "免許No", "免許証No", "運転経歴証明書",
			"driver's license", "drivers license", "driver license", "driver's licence", "drivers licence", "driver licence",
			"driving licence", "driving license", "driving permit", "license number", "licence number", "license no", "licence no",
			"license num", "dl number", "dl no",
			"menkyo bango", "menkyo bangou", "menkyo no", "menkyo", "menkyosho", "menkyosho bango", "menkyoshou bangou",
			"unten menkyo",
			"驾驶证", "驾照", "驾驶执照", "駕照", "駕駛執照", "운전면허", "운전면허증", "운전면허번호", "면허번호", "면허증번호",
			"lic no", "lic number", "driver lic", "driver lic no", "driving lic no", "license id", "licence id", "drivers lic", "運転免許の番号",
			"免許証の記号", "运转免许", "驾驶证号", "驾照号", "운전 면허", "면허증",
		},
		// One of ten check digits is right.
		number: &numberRule{lengths: []int{12}, valid: validLicense, labelled: 0.96, attr: attrID, oneIn: 10, ownCheck: true},
		finds: []string{
			"運転免許証番号：309012345620",
			"免許証番号 第３０９０１２３４５６２０号",
			`{"drivers_license": "3090 1234 5620"}`,
			"driver's license no. 309012345620",
			"氏名,運転免許証番号\n山田,309012345620\n",
		},
		passes: []string{
			"運転免許証番号：309212345610",
			"運転免許証番号：999012345620",
			"309012345620",
			"追跡番号 309012345620",
			"運転免許証 3090-12345-620",
		},
	})
}

// validLicense checks the commission's code and the eleventh digit: 11 minus the
// remainder by 11 of the weighted sum of the ten before, 10 as 0 and 11 as 1.
func validLicense(t *token) bool {
	if shape := t.shape(); shape != 9 && shape != 444 || !t.evenly() || !licenseOffice(number(t.digits[:2])) {
		return false
	}
	sum := weighted(t.text(), 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
	return int(t.digits[10]-'0') == (11-sum%11)%10
}

// licenseOffice knows the codes of the prefectures' public safety commissions;
// 00 is in use for transferred records.
func licenseOffice(n int) bool {
	switch n / 10 {
	case 1:
		return n <= 14
	case 2, 5, 6:
		return n <= n/10*10+5
	case 4, 9:
		return n <= n/10*10+9 && n != 98 && n != 99
	case 7:
		return n <= 74
	case 8:
		return n <= 83
	}
	return n == 30 || n == 0
}
