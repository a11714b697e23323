package detect

// qualifiers are the words beside the one that says what a number is: whose it is, and
// that it is one. Databases run them together with it ("CPFCLIENTE", "NIFTITULAR",
// "ssnemployee"), where a short label would otherwise be taken for a part of a word.
var qualifiers = wordSet(
	// that it is a number
	"number", "num", "no", "nr", "nbr", "id", "code", "cd", "val", "value", "txt", "str", "full", "raw", "main", "primary",
	"numero", "nummer", "numer", "codigo", "codice", "cod", "valor", "valeur", "wert", "kennzeichen", "bango", "bangou",
	"current", "new", "old", "own", "self", "the", "of", "de", "do", "da", "du", "del", "di", "des", "for",
	"n", "º", "°", "n°", "nº", "digit", "digits", "tel", "phone", "card", "long", "short", "masked", "plain", "enc", "hash", "jp", "japan", "japanese", "us", "usa", "american", "uk", "british",
	"german", "french", "spanish", "italian", "indian", "korean", "chinese", "brazilian", "singapore", "taiwan",
	// whose it is
	"client", "clients", "customer", "cust", "employee", "empl", "emp", "staff", "worker", "member", "user", "holder", "owner",
	"applicant", "patient", "person", "personal", "people", "contact", "payee", "payer", "payor", "beneficiary", "insured", "spouse",
	"partner", "dependent", "dependant", "taxpayer", "citizen", "resident", "student", "tenant", "traveller", "traveler", "guest", "visitor", "driver", "candidate", "cardholder", "buyer", "seller", "recipient",
	"company", "employer", "business", "supplier", "vendor", "federal", "national", "cliente", "titular", "titulaire", "titolare",
	"inhaber", "kunde", "kunden", "mitarbeiter", "versicherter", "assure", "salarie", "employe", "conjoint", "beneficiaire",
	"patiente", "adherent", "allocataire", "contribuable", "contribuinte", "contribuyente", "contribuente", "dipendente",
	"assistito", "paziente", "paciente", "empleado", "trabajador", "socio", "conyuge", "solicitante", "beneficiario", "persona",
	"pessoa", "funcionario", "trabalhador", "colaborador", "dependente", "conjuge", "comprador", "pagador", "responsavel", "interesado",
)

// maxQualifiers is how many letters are looked at for qualifiers run together.
const maxQualifiers = 24

// qualifierBefore says whether the letters right before b[at:] are qualifiers.
func qualifierBefore(b []byte, at int) bool {
	from := at
	for from > 0 && isLetter(b[from-1]) && at-from <= maxQualifiers {
		from--
	}
	return runTogether(b[from:at])
}

// qualifierBehind says whether the letters at b[at:] are qualifiers.
func qualifierBehind(b []byte, at int) bool {
	to := at
	for to < len(b) && isLetter(b[to]) && to-at <= maxQualifiers {
		to++
	}
	return runTogether(b[at:to])
}

// runTogether says whether letters are qualifiers one behind another, as in
// "passportnooftraveller".
func runTogether(b []byte) bool {
	if len(b) > maxQualifiers {
		return false
	}
	ends := uint32(1) // bit i: qualifiers can end before b[i]
	for i := range b {
		if ends>>i&1 == 0 {
			continue
		}
		for n := 2; i+n <= len(b); n++ {
			if qualifiers[string(b[i:i+n])] {
				ends |= 1 << (i + n)
			}
		}
	}
	return ends>>len(b)&1 != 0
}
