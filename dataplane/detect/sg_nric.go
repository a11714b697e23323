package detect

func init() {
	register(&detector{
		class: "sg.nric",
		basis: "National Registration Act (Singapore, 1965) and Personal Data Protection Commission guideline on NRIC numbers (2018): " +
			"letter, seven digits, check letter. That of the series M (2022) is not published and taken from use",
		kinds: []labelKind{identityLabels},
		labels: []string{
			"sg id", "sgid",
			"nric", "nric no", "nric number", "nric/fin", "nric/fin no", "nric or fin", "nric/passport", "fin", "fin no",
			"fin number", "foreign identification number", "identity card", "identity card no", "identity card number",
			"identification no", "identification number", "ic no", "ic number", "ic", "national registration identity card",
			"singapore id", "singapore nric", "singpass id", "kad pengenalan", "no kad pengenalan",
			"身份证", "身份证号", "身份证号码", "身份證", "新加坡身份证", "新加坡身份证号", "シンガポール身分証", "シンガポール身分証番号", "NRIC番号", "FIN番号", "싱가포르 신분증",
			"싱가포르 신분증 번호",
			"singapore identity", "pink ic", "nric fin",
		},
		// One of eleven check letters is right.
		code: &codeRule{lengths: []int{9}, valid: validNRIC, labelled: 0.97, attr: attrID, oneIn: 11, ownCheck: true},
		finds: []string{
			"NRIC: S1234567D",
			"nric s1234567d",
			"FIN F1234567N",
			"NRIC/FIN: G1234567X",
			`{"nric":"T1234567J"}`,
			"name,nric\nTan,S1234567D\n",
			"FIN no. M1234567K",
		},
		passes: []string{
			"S1234567D",
			"NRIC S1234567E",
			"NRIC A1234567D",
			"NRIC S12345678D",
			"serial S1234567D",
		},
	})
}

// validNRIC weighs the seven digits, adds what the series asks for, and takes
// the letter at the remainder by 11.
func validNRIC(c *code) bool {
	if !c.reads("A0000000A") || c.shape() != 9 && c.shape() != 171 {
		return false
	}
	sum := weighted(c.chars[1:], 2, 7, 6, 5, 4, 3, 2)
	check := c.chars[8]
	switch c.chars[0] {
	case 'S':
		return check == "JZIHGFEDCBA"[sum%11]
	case 'T':
		return check == "JZIHGFEDCBA"[(sum+4)%11]
	case 'F':
		return check == "XWUTRQPNMLK"[sum%11]
	case 'G':
		return check == "XWUTRQPNMLK"[(sum+4)%11]
	case 'M':
		return check == "XWUTRQPNJLK"[(sum+3)%11]
	}
	return false
}
