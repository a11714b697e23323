package detect

func init() {
	register(&detector{
		class: "kr.rrn",
		basis: "Resident Registration Act (Korea), article 7-2, and its Enforcement Rule, article 2: birth date, century and sex, and what follows; " +
			"those given since 2020-10-05 end in a random number, so that the check digit can't be demanded",
		kinds: []labelKind{identityLabels},
		labels: []string{
			"kr id", "krid",
			"주민등록번호", "주민번호", "주민등록", "외국인등록번호", "외국인등록", "외국인번호", "국내거소신고번호",
			"rrn", "rrn no", "resident registration", "resident registration number", "resident registration no",
			"resident number", "korean id", "korean id number", "korean rrn", "national id", "national id number",
			"alien registration number", "ssn",
			"jumin", "jumin no", "jumin number", "jumin bunho", "juminbeonho", "jumin beonho", "jumin deungnok beonho",
			"住民登録番号", "韓国住民登録番号", "韓国住民番号", "韓国の住民登録番号", "外国人登録番号",
			"居民登记号", "居民登记号码", "居民登录号", "居民登錄號碼", "韩国身份证", "韩国身份证号", "韓國身分證",
			"resident reg no", "resident reg number", "resident reg", "korean resident", "住民番号", "韓国の住民番号", "주민등록증", "居民登录号码",
		},
		// One of ten check digits is right.
		number: &numberRule{lengths: []int{13}, valid: validRRN, labelled: 0.95, attr: attrID, oneIn: 10, ownCheck: true},
		finds: []string{
			"주민등록번호: 971013-9019902",
			"주민번호 9710139019902",
			`{"rrn":"971013-9019902"}`,
			"이름,주민등록번호\n홍길동,971013-9019902\n",
			"주민등록번호 210105-3123456",
		},
		passes: []string{
			"971013-9019902",
			"주민번호 971313-9019902",
			"주민번호 971013-90199021",
			"주민번호 9710139019903",
			"주문번호 971013-9019902",
			"주민번호 971013-1019900",
		},
	})
}

// validRRN checks the date. The check digit must be right except where the
// number is written as such and may have been given since 2020.
func validRRN(t *token) bool {
	d := t.text()
	shape := t.shape()
	century := 1900 + 100*int("90011001100"[d[6]-'0']-'0')
	if d[6] == '0' || d[6] == '9' {
		century = 1800
	}
	date := isDate(century+number(d[:2]), number(d[2:4]), number(d[4:6]))
	if shape != 67 && shape != 9 || t.plus || !date || !t.evenly() {
		return false
	}
	recent := century == 2000 && number(d[:2]) >= 20
	return rrnCheck(d) || shape == 67 && recent
}

func rrnCheck(d []byte) bool {
	sum := weighted(d, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
	return int(d[12]-'0') == (11-sum%11)%10
}
