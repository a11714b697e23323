package detect

func init() {
	register(&detector{
		class: "finance.iban",
		basis: "ISO 13616-1 (IBAN; lengths by the registry that SWIFT keeps), check digits by ISO/IEC 7064 MOD 97-10",
		labels: []string{
			"iban", "iban no", "iban number", "iban code", "international bank account number", "account iban", "bank account",
			"account number", "account", "bankverbindung", "kontonummer", "konto", "compte", "numéro de compte", "rib", "cuenta",
			"número de cuenta", "conto", "coordinate bancarie", "conta",
			"口座番号", "IBANコード", "IBAN番号", "国際銀行口座番号", "银行账号", "国际银行账号", "銀行帳號", "국제은행계좌번호", "IBAN 번호",
		},
		// A country, the length that its registry entry gives, and two check
		// digits are more than a check digit.
		// The check digits are a remainder modulo 97.
		code: &codeRule{lengths: ibanLengths(), valid: validIBAN, labelled: 0.99, alone: 0.85, attr: attrID, oneIn: 97},
		finds: []string{
			"IBAN: GB82 WEST 1234 5698 7654 32",
			"IBAN GB82WEST12345698765432.",
			"Bitte auf DE89 3704 0044 0532 0130 00 überweisen",
			`{"iban":"FR1420041010050500013M02606"}`,
			"name;iban\nx;ES9121000418450200051332\n",
			"IBAN ＤＥ８９３７０４００４４０５３２０１３０００",
			"iban=no9386011117947",
			"she gave FR53 2364 0424 01CE 0BQL XCHF 892 yesterday",
		},
		passes: []string{
			"IBAN: GB83 WEST 1234 5698 7654 32",
			"IBAN DE8937040044053201300",
			"IBAN ZZ82WEST12345698765432",
			"order DE89 3704 0044 0532 0130 00",
			"DE89 370400440532 013000",
			"xDE89370400440532013000",
		},
	})
}

// ibanLength gives the length of a country's account numbers by the registry.
func ibanLength(country string) int {
	switch country {
	case "NO":
		return 15
	case "BE":
		return 16
	case "DK", "FI", "FK", "FO", "GL", "NL", "SD":
		return 18
	case "MK", "SI":
		return 19
	case "AT", "BA", "EE", "KZ", "LT", "LU", "MN", "XK":
		return 20
	case "CH", "HR", "LI", "LV":
		return 21
	case "BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS", "VA":
		return 22
	case "AE", "GI", "IL", "IQ", "OM", "SO", "TL":
		return 23
	case "AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG":
		return 24
	case "LY", "PT", "ST":
		return 25
	case "IS", "TR":
		return 26
	case "BI", "DJ", "FR", "GR", "IT", "MC", "MR", "SM":
		return 27
	case "AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "NI", "PL", "SV":
		return 28
	case "BR", "EG", "PS", "QA", "UA":
		return 29
	case "JO", "KW", "MU", "YE":
		return 30
	case "MT", "SC":
		return 31
	case "LC":
		return 32
	case "RU":
		return 33
	}
	return 0
}

func ibanLengths() (all []int) {
	for n := 15; n <= 33; n++ {
		all = append(all, n)
	}
	return all
}

// validIBAN moves the first four characters to the end; the whole then leaves 1.
func validIBAN(c *code) bool {
	b := c.text()
	if ibanLength(string(b[:2])) != c.n || isLetter(b[2]) || isLetter(b[3]) || !c.inFours() {
		return false
	}
	var moved [maxCode]byte
	copy(moved[copy(moved[:], b[4:]):], b[:4])
	return mod97(moved[:c.n]) == 1
}

// inFours says whether the code is in one piece or in groups of four.
func (c *code) inFours() bool {
	for i := range c.count - 1 {
		if int(c.groups[i].n) != 4*(i+1) {
			return false
		}
	}
	return c.count == 1 || c.n-int(c.groups[c.count-2].n) <= 4
}
