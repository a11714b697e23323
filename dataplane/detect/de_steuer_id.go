package detect

func init() {
	register(&detector{
		class: "de.steuer_id",
		basis: "Abgabenordnung (Germany), section 139b, and Steueridentifikationsnummerverordnung: eleven digits, check digit by ISO/IEC 7064 MOD 11,10",
		kinds: []labelKind{taxLabels},
		labels: []string{
			"de tax id", "germany tax id",
			"steuer-id", "steuer-id-nr", "steuer-idnr", "steuerid", "steueridentifikationsnummer", "steuer-identifikationsnummer",
			"steuerliche identifikationsnummer", "steuerliche id", "steuer-identnummer", "steuer-ident-nr", "ident-nr", "steueridentnummer", "steuerident",
			"persönliche identifikationsnummer", "identifikationsnummer", "identnummer", "idnr", "id-nr", "steuernummer",
			"steuer-nr",
			"german tax id", "german tax id number", "german tax identification number", "german tin", "tax id", "tax id number",
			"tax identification number", "tin",
			"ドイツ納税者番号", "ドイツ税務識別番号", "ドイツ税番号", "ドイツの納税者番号", "德国税号", "德国税务识别号", "독일 납세자번호",
			"steuer-identifikations-nr", "steuer id nr", "identifikations-nr", "stidnr", "st-id", "steueridentifikation", "identifikationsnr",
			"tin nr",
		},
		// One of ten check digits is right.
		number: &numberRule{lengths: []int{11}, valid: validSteuerID, labelled: 0.97, attr: attrID, oneIn: 10, ownCheck: true},
		finds: []string{
			"Steuer-ID: 36574261809",
			"Identifikationsnummer 36 574 261 809",
			`{"steuerId":"36574261809"}`,
			"name;steuer_id\nMeier;36574261809\n",
		},
		passes: []string{
			"36574261809",
			"Steuer-ID 36574261808",
			"Steuer-ID 06574261809",
			"Steuer-ID 12345678903",
			"Steuer-ID 36555561801",
			"order 36574261809",
		},
	})
}

func validSteuerID(t *token) bool {
	shape := t.shape()
	return (shape == 9 || shape == 2333) && t.evenly() && !t.plus && t.digits[0] != '0' && oneRepeats(t.text()[:10]) && mod11then10(t.text())
}

// oneRepeats says whether exactly one digit occurs two or three times, and no
// other more than once.
func oneRepeats(d []byte) bool {
	var times [10]int
	for _, c := range d {
		times[c-'0']++
	}
	repeated := 0
	for _, n := range times {
		if n > 3 {
			return false
		}
		if n > 1 {
			repeated++
		}
	}
	return repeated == 1
}

// mod11then10 is the hybrid system of ISO/IEC 7064 with moduli 11 and 10.
func mod11then10(d []byte) bool {
	product := 10
	for _, c := range d[:len(d)-1] {
		sum := (int(c-'0') + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	return int(d[len(d)-1]-'0') == (11-product)%10
}
