package detect

func init() {
	register(&detector{
		class: "us.itin",
		basis: "Internal Revenue Service (United States), Publication 1915 and Internal Revenue Manual 3.21.263: numbers 9xx with a group of " +
			"50-65, 70-88, 90-92 or 94-99. There is no check digit, so that a label is needed",
		labels: []string{
			"itin", "itin number", "individual taxpayer", "individual taxpayer identification",
			"individual taxpayer identification number", "individual tax id", "taxpayer id", "taxpayer id number",
			"taxpayer identification", "taxpayer identification number", "taxpayer number", "tax id", "tax id number", "tax id no",
			"tax identification", "tax identification number", "tax number", "tin",
			"納税者番号", "納税者識別番号", "個人納税者番号", "個人納税者識別番号", "米国納税者番号",
			"纳税人识别号", "个人纳税人识别号", "个人纳税识别号", "个人报税号", "納稅人識別號", "납세자번호", "납세자 식별번호", "개인납세자번호", "개인 납세자 번호",
		},
		number: &numberRule{lengths: []int{9}, valid: validITIN, labelled: 0.93, attr: attrID},
		finds: []string{
			"ITIN: 912-90-3456",
			`{"itin":"912903456"}`,
			"individual taxpayer identification number 912 90 3456",
			"name,itin\nDoe,912-70-3456\n",
			"<entry>\n<customer_name>Doe, Jane</customer_name>\n<itin>948845105</itin>\n</entry>\n",
		},
		passes: []string{
			"912-90-3456",
			"ITIN 812-90-3456",
			"ITIN 912-89-3456",
			"ITIN 912-93-3456",
			"ITIN 912-49-3456",
			"serial 912-90-3456",
		},
	})
}

func validITIN(t *token) bool {
	group := number(t.digits[3:5])
	inUse := group >= 50 && group <= 65 || group >= 70 && group <= 99 && group != 89 && group != 93
	return usShape(t) && t.digits[0] == '9' && inUse
}
