package detect

func init() {
	register(&detector{
		class: "fr.nir",
		basis: "Code de la sécurité sociale (France), article R115-1, and décret 82-103: sex, year and month of birth, place, serial number; key modulo 97. " +
			"Corsica's 2A and 2B count as 19 and 18",
		kinds: []labelKind{socialLabels},
		labels: []string{
			"nir", "sécurité sociale", "numéro de sécurité sociale", "n° de sécurité sociale", "no de sécurité sociale",
			"num sécurité sociale", "numéro sécurité sociale", "n° sécurité sociale", "sécu", "numéro de sécu", "numéro sécu",
			"num sécu", "no sécu", "n° sécu", "n° ss", "no ss", "num ss", "numéro ss", "n° de ss", "insee", "numéro insee",
			"n° insee", "numéro nir", "n° nir", "numéro d'inscription au répertoire", "assuré social", "numéro d'assuré",
			"carte vitale", "immatriculation",
			"french social security", "french social security number", "social security number", "french ssn", "french nir",
			"insee number",
			"フランス社会保障番号", "フランスの社会保障番号", "法国社保号", "法国社会保障号", "프랑스 사회보장번호",
			"nss", "n ss", "securite sociale", "num secu", "no secu", "insee nr", "n° d'immatriculation",
		},
		// The key is a remainder modulo 97.
		number: &numberRule{lengths: []int{15}, valid: validNIRNumber, labelled: 0.98, attr: attrID, oneIn: 97, ownCheck: true},
		code:   &codeRule{lengths: []int{15}, valid: validNIRCode, labelled: 0.98, attr: attrID, oneIn: 97, ownCheck: true},
		finds: []string{
			"NIR : 295109912611193",
			"numéro de sécurité sociale 2 95 10 99 126 111 93",
			"NIR 253072B07300470",
			"Sécurité sociale: 2 53 07 2B 073 004 70",
			`{"nir":"295109912611193"}`,
			"nom;nir\nDupont;295109912611193\n",
		},
		passes: []string{
			"295109912611193",
			"NIR 295109912611194",
			"NIR 995109912611193",
			"NIR 253072B07300471",
			"NIR 253072C07300470",
			"serial 295109912611193",
		},
	})
}

func validNIRNumber(t *token) bool {
	return nirShape(t.shape()) && t.evenly() && !t.plus && nirCheck(t.text())
}

func validNIRCode(c *code) bool {
	if !c.reads("000000A00000000") && !c.reads("000000?00000000") || c.chars[5] != '2' || !nirShape(c.shape()) {
		return false
	}
	var digits [15]byte
	copy(digits[:], c.text())
	switch c.chars[6] {
	case 'A':
		digits[5], digits[6] = '1', '9'
	case 'B':
		digits[5], digits[6] = '1', '8'
	default:
		return false
	}
	return nirCheck(digits[:])
}

// nirShape accepts the number as printed, in one piece, or with its key apart.
func nirShape(shape int) bool { return shape == 1222332 || shape == 9 || shape == 92 }

// nirCheck checks sex, month and key. Months above 12 stand for unknown ones.
func nirCheck(d []byte) bool {
	month := number(d[3:5])
	known := month >= 1 && month <= 12 || month >= 20 && month <= 42 || month >= 50
	return (d[0] == '1' || d[0] == '2' || d[0] == '7' || d[0] == '8') && known && number(d[13:]) == 97-mod97(d[:13])
}
