package detect

func init() {
	register(&detector{
		class: "uk.nhs",
		basis: "NHS Data Dictionary (England), NHS number: ten digits, the last a check digit modulo 11",
		labels: []string{
			"nhs", "nhs number", "nhs no", "nhs num", "nhs id", "nhs patient number", "national health service",
			"national health service number", "patient number", "patient nhs number", "health service number",
			"health and care number", "h&c number",
			"NHS番号", "英国医療番号", "英国NHS番号", "国民保健サービス番号", "NHS号码", "NHS 번호",
			"nhs nr", "nhs patient id", "nhs ref", "health service no", "患者NHS番号",
		},
		// Of eleven remainders one is given to no number; ISBN-10 has the same check.
		number: &numberRule{lengths: []int{10}, valid: validNHS, labelled: 0.95, attr: attrID, oneIn: 11},
		finds: []string{
			"NHS number: 943 476 5870",
			"NHS no 9434765870",
			`{"nhs_number":"943-476-5870"}`,
			"name,nhs\nSmith,9434765870\n",
		},
		passes: []string{
			"943 476 5870",
			"NHS number 9434765871",
			"NHS 9434 765 870",
			"ticket 943 476 5870",
			"NHS 0000000000",
		},
	})
}

// validNHS checks the tenth digit: 11 minus the remainder of the weighted sum,
// 11 as 0; a number that would need 10 is not given.
func validNHS(t *token) bool {
	shape := t.shape()
	sum := weighted(t.text(), 10, 9, 8, 7, 6, 5, 4, 3, 2)
	return (shape == 9 || shape == 334) && t.evenly() && !t.plus && int(t.digits[9]-'0') == (11-sum%11)%11 && !allSame(t.text())
}
