package detect

func init() {
	register(&detector{
		class: "es.dni",
		basis: "Real Decreto 1553/2005 (Spain, DNI) and Real Decreto 557/2011, article 206 (NIE): eight digits, or X, Y or Z and seven, and a letter modulo 23",
		kinds: []labelKind{identityLabels, taxLabels},
		labels: []string{
			"es dni", "spain id",
			"dni", "nie", "nif", "dni/nie", "dni/nif", "nif/nie", "nif/cif", "n° dni", "n° nie", "n° nif", "número de dni",
			"núm dni", "num dni", "documento nacional de identidad", "documento de identidad", "documento identidad", "documento",
			"número de documento", "núm documento", "num documento", "n° documento", "número de identidad",
			"número de identidad de extranjero", "identidad de extranjero", "número de identificación fiscal",
			"identificación fiscal", "carné de identidad", "cédula",
			"spanish id", "spanish id number", "spanish dni", "spanish national id", "spanish tax id", "foreigner identity number",
			"national id", "national id number",
			"スペイン身分証", "スペイン身分証番号", "スペインの身分証", "スペインDNI", "西班牙身份证", "스페인 신분증",
			"num doc", "nro documento", "nro dni", "doc identidad", "documento identificativo", "n documento", "nif nie",
		},
		// One of 23 check letters is right.
		code: &codeRule{lengths: []int{9}, valid: validDNI, labelled: 0.96, attr: attrID, oneIn: 23, ownCheck: true},
		finds: []string{
			"DNI: 54362315K",
			"DNI 54362315-K",
			"NIE X2482300W",
			"NIE: X-2482300-W",
			`{"dni":"54362315k"}`,
			"nombre;dni\nPérez;54362315K\n",
			"DNI 54.362.315-K",
		},
		passes: []string{
			"54362315K",
			"DNI 54362315L",
			"NIE A2482300W",
			"DNI 54362315KL",
			"serial 54362315K",
		},
	})
}

// validDNI takes the letter at the remainder by 23; X, Y and Z count as 0, 1, 2.
func validDNI(c *code) bool {
	var digits [8]byte
	copy(digits[:], c.chars[:8])
	switch {
	case c.reads("A0000000A") && c.chars[0] >= 'X' && (c.shape() == 9 || c.shape() == 171 || c.shape() == 81):
		digits[0] = c.chars[0] - 'X' + '0'
	case c.reads("00000000A") && (c.shape() == 9 || c.shape() == 81 || c.shape() == 2331):
	default:
		return false
	}
	return c.chars[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[number(digits[:])%23]
}
