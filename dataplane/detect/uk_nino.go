package detect

import "strings"

func init() {
	register(&detector{
		class: "uk.nino",
		basis: "HM Revenue and Customs (United Kingdom), National Insurance Manual NIM39110: two letters, six digits, A to D. " +
			"There is no check digit, so that a label is needed",
		labels: []string{
			"uk ni", "uk nino",
			"national insurance", "national insurance number", "national insurance no", "national insurance num", "nat ins no",
			"nat ins number", "nat insurance", "nino", "ni ref", "ni reference", "ni code", "national ins number", "national ins no", "natins", "ni number", "ni no", "ni num", "n.i. number", "n.i. no",
			"insurance number", "insurance no",
			"国民保険番号", "英国国民保険番号", "NI番号", "英国NI番号", "英国の国民保険番号", "ナショナルインシュランス番号", "国民保险号", "国民保险号码", "國民保險號碼", "국민보험번호", "국민 보험 번호",
			"national ins", "n i number", "insurance nr", "国民保険", "英国保険番号",
		},
		code: &codeRule{lengths: []int{9}, valid: validNINO, labelled: 0.95, attr: attrID},
		finds: []string{
			"National Insurance number: AB123456C",
			"NINO AB 12 34 56 C",
			`{"nino":"ab123456c"}`,
			"NI number: AB 123456 C",
			"use AB123456C (National Insurance number) as discussed",
			"name,nino\nSmith,AB123456C\n",
		},
		passes: []string{
			"AB123456C",
			"NINO BG123456C",
			"NINO DA123456C",
			"NINO AO123456C",
			"NINO AB123456E",
			"NINO AB1234567C",
			"part no AB123456C",
		},
	})
}

func validNINO(c *code) bool {
	shape := c.shape()
	if !c.reads("AA000000A") || shape != 9 && shape != 22221 && shape != 261 {
		return false
	}
	switch string(c.chars[:2]) {
	case "BG", "GB", "NK", "KN", "TN", "NT", "ZZ":
		return false
	}
	return strings.IndexByte("DFIQUV", c.chars[0]) < 0 && strings.IndexByte("DFIQUVO", c.chars[1]) < 0 && c.chars[8] <= 'D'
}
