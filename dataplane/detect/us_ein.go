package detect

func init() {
	register(&detector{
		class: "us.ein",
		basis: "Internal Revenue Service (United States), 26 CFR 301.6109-1: employer identification numbers of two and seven digits; the prefixes " +
			"that its campuses give out. There is no check digit, so that a label is needed",
		labels: []string{
			"ein", "fein", "ein number", "employer identification", "employer identification number", "employer identification no",
			"federal employer identification number", "employer id", "employer id number", "employer id no", "employer number",
			"employer tax id", "federal tax id", "federal tax id number", "federal tax number",
			"federal tax identification number", "federal id", "federal id number", "federal id no", "business tax id",
			"company tax id", "tax id", "tax id number", "tax id no", "tax identification number", "irs number", "irs no",
			"雇用者番号", "雇用者識別番号", "雇用主番号", "雇用主識別番号", "連邦納税者番号", "米国EIN", "EIN番号",
			"雇主识别号", "雇主识别号码", "雇主識別號碼", "联邦税号", "고용주번호", "고용주 식별번호", "고용주 식별 번호",
			"fed id", "fed tax id", "fed ein", "employer ein",
		},
		number: &numberRule{lengths: []int{9}, valid: validEIN, labelled: 0.9},
		finds: []string{
			"EIN: 91-1144442",
			"Employer Identification Number 91-1144442",
			`{"ein":"911144442"}`,
			"company,ein\nx,91-1144442\n",
		},
		passes: []string{
			"91-1144442",
			"EIN 07-1144442",
			"EIN 911-14-4442",
			"EIN 89-1144442",
			"part no 91-1144442",
		},
	})
}

func validEIN(t *token) bool {
	shape := t.shape()
	if shape != 27 && shape != 9 || !t.evenly() || t.plus || allSame(t.text()) {
		return false
	}
	switch n := number(t.digits[:2]); n {
	case 0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97:
		return false
	}
	return true
}
