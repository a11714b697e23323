package detect

import "strings"

func init() {
	register(&detector{
		class: "it.codice_fiscale",
		basis: "Decreto del Ministero delle Finanze 23 December 1976 (Italy): name, birth date, place and a check letter modulo 26; " +
			"digits of numbers that would coincide are replaced by letters (omocodia)",
		kinds: []labelKind{taxLabels},
		labels: []string{
			"it tax id", "italy tax id",
			"codice fiscale", "codice fisc", "cod fiscale", "cod fisc", "c fiscale", "c.f.", "codfisc", "codice contribuente",
			"tessera sanitaria",
			"fiscal code", "italian fiscal code", "italian tax code", "italian tax id", "tax code", "tax id",
			"tax identification number",
			"イタリア納税者番号", "イタリア税務番号", "イタリアの納税者番号", "イタリア税務コード", "意大利税号", "이탈리아 세금번호",
			"codice fisc.", "cod. fiscale", "cf dipendente", "c.f",
		},
		// One of 26 check letters is right.
		code: &codeRule{lengths: []int{16}, valid: validCodiceFiscale, labelled: 0.98, attr: attrID, oneIn: 26, ownCheck: true},
		finds: []string{
			"codice fiscale: RCCMNL83S18D969H",
			"C.F. RCCMNL83S18D969H",
			`{"codice_fiscale":"rccmnl83s18d969h"}`,
			"nome;codice fiscale\nRossi;RCCMNL83S18D969H\n",
			"Codice Fiscale RCC MNL 83S18 D969H",
		},
		passes: []string{
			"RCCMNL83S18D969H",
			"codice fiscale RCCMNL83S18D969K",
			"codice fiscale RCCMNL83Z18D969H",
			"codice fiscale RCCMN183S18D969H",
			"serial RCCMNL83S18D969H",
		},
	})
}

// validCodiceFiscale checks the month's letter and the last one, which stands
// for the sum modulo 26 of the others; characters at odd places have values of
// their own.
func validCodiceFiscale(c *code) bool {
	b := c.text()
	if !c.reads("AAAAAA??A??A???A") || c.shape() != 9 && c.shape() != 3355 || strings.IndexByte("ABCDEHLMPRST", b[8]) < 0 {
		return false
	}
	for _, i := range [...]int{6, 7, 9, 10, 12, 13, 14} {
		if isLetter(b[i]) && strings.IndexByte("LMNPQRSTUV", b[i]) < 0 {
			return false
		}
	}
	odd := [...]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	sum := 0
	for i, char := range b[:15] {
		value := int(char - '0')
		if isLetter(char) {
			value = int(char - 'A')
		}
		if i%2 == 0 {
			value = odd[value]
		}
		sum += value
	}
	return int(b[15]-'A') == sum%26
}
