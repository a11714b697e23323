package detect

func init() {
	register(&detector{
		class: "cn.resident_id",
		basis: "GB 11643-1999 (citizen identification number of China): region by GB/T 2260, birth date, check character by ISO 7064 MOD 11-2",
		kinds: []labelKind{identityLabels},
		labels: []string{
			"cn id", "cnid",
			"身份证", "身份证号", "身份证号码", "身份证件号", "身份证件号码", "身份证明号码", "身份号码", "居民身份证", "居民身份证号", "居民身份证号码", "公民身份号码", "公民身份证号码",
			"二代身份证", "证件号", "证件号码", "证件编号",
			"身份證", "身份證號", "身份證號碼", "居民身分證", "身分證", "身分證號碼", "證件號碼",
			"中国身分証", "中国身分証番号", "中国居民身分証", "中国公民身分番号", "中国の身分証", "身分証番号", "身分証明書番号",
			"id card", "id card no", "id card number", "identity card", "identity card number", "identity card no",
			"identity number", "identity no", "identification number", "identification no", "national id", "national id number",
			"citizen id", "citizen identification number", "chinese id", "chinese id number", "prc id", "id number", "id no",
			"resident id", "resident id number", "resident identity", "resident identity card", "resident identity card number",
			"cert no", "cert number",
			"shenfenzheng", "shenfenzheng hao", "shenfenzhenghao", "sfz", "sfzh", "sfzhm", "sfz hao", "zjhm", "zjh", "중국 신분증",
			"중국신분증 번호", "신분증번호", "신분증 번호",
		},
		// One of eleven check characters is right.
		number: &numberRule{lengths: []int{18}, valid: validResidentNumber, labelled: 0.99, attr: attrID, oneIn: 11, ownCheck: true},
		code:   &codeRule{lengths: []int{18}, valid: validResidentCode, labelled: 0.99, attr: attrID, oneIn: 11, ownCheck: true},
		finds: []string{
			"身份证号：11010519491231002X",
			"身份证 110105 19491231 002x",
			"公民身份号码 440524188001010014",
			`{"id_card":"11010519491231002X"}`,
			"姓名,身份证号\n王伟,11010519491231002X\n",
			"身份证 １１０１０５１９４９１２３１００２Ｘ",
		},
		passes: []string{
			"11010519491231002X",
			"身份证 110105194912310021",
			"身份证 110105194913310025",
			"身份证 100105194912310029",
			"订单 11010519491231002X",
			"身份证 11010519491231002XY",
		},
	})
}

func validResidentNumber(t *token) bool {
	shape := t.shape()
	return (shape == 9 || shape == 684) && t.evenly() && residentID(t.text())
}

func validResidentCode(c *code) bool {
	shape := c.shape()
	return c.reads("00000000000000000A") && (shape == 9 || shape == 684) && residentID(c.text())
}

// residentID checks province, birth date and check character: the weighted sum
// modulo 11 chooses it.
func residentID(b []byte) bool {
	if !chineseProvince(number(b[:2])) || !isDate(number(b[6:10]), number(b[10:12]), number(b[12:14])) || b[6] != '1' && b[6] != '2' {
		return false
	}
	sum := weighted(b, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
	return b[17] == "10X98765432"[sum%11]
}

// chineseProvince knows the first two digits of GB/T 2260, and those of Hong
// Kong, Macao and Taiwan.
func chineseProvince(n int) bool {
	switch n / 10 {
	case 1, 3:
		return n%10 >= 1 && (n%10 <= 5 || n/10 == 3 && n%10 <= 7)
	case 2:
		return n >= 21 && n <= 23
	case 4, 5:
		return n%10 >= 1 && (n%10 <= 4 || n == 45 || n == 46) || n == 50
	case 6:
		return n >= 61 && n <= 65
	}
	return n == 71 || n == 81 || n == 82 || n == 83
}
