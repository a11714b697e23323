package detect

func init() {
	register(&detector{
		class: "br.cpf",
		basis: "Decreto-Lei 401/1968 (Brazil) and Instrução Normativa RFB on the Cadastro de Pessoas Físicas: nine digits and two check digits modulo 11",
		kinds: []labelKind{identityLabels, taxLabels},
		labels: []string{
			"br tax id", "brazil tax id",
			"cpf", "cpf/mf", "cpf/cnpj", "número do cpf", "número de cpf", "número cpf", "num cpf", "nr cpf", "n° cpf",
			"cpf number", "cpf no", "cpf n°", "cpf nº", "cadastro de pessoas", "cadastro de pessoas físicas",
			"cadastro de pessoa física", "contribuinte", "inscrição no cpf", "documento",
			"brazilian cpf", "brazilian tax id", "brazilian taxpayer id", "brazilian individual taxpayer", "brazil cpf",
			"ブラジル納税者番号", "ブラジル個人納税者番号", "ブラジルの納税者番号", "CPF番号", "巴西税号", "巴西个人税号", "브라질 납세자번호",
			"nro cpf", "nº do cpf", "doc cpf", "cpf mf",
		},
		// Of a hundred pairs of check digits one is right.
		number: &numberRule{lengths: []int{11}, valid: validCPF, labelled: 0.98, attr: attrID, oneIn: 100, ownCheck: true},
		finds: []string{
			"CPF: 390.533.447-05",
			"CPF 39053344705",
			`{"cpf":"390.533.447-05"}`,
			"nome;cpf\nSilva;390.533.447-05\n",
		},
		passes: []string{
			"390.533.447-05",
			"CPF 390.533.447-06",
			"CPF 111.111.111-11",
			"CPF 390.5334.47-05",
			"serial 39053344705",
		},
	})
}

// validCPF checks both digits: each is 11 minus the remainder of the weighted
// sum of those before it, and 0 where that is above 9.
func validCPF(t *token) bool {
	shape := t.shape()
	if shape != 9 && shape != 3332 && shape != 92 || t.plus || allSame(t.text()) {
		return false
	}
	first := weighted(t.text(), 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	second := weighted(t.text(), 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	return int(t.digits[9]-'0') == first && int(t.digits[10]-'0') == second
}
