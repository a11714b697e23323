package detect

import "testing"

const fhirPatient = `{"resourceType":"Patient","name":[{"use":"official","family":"Miller","given":["John","Adam"]}],` +
	`"telecom":[{"system":"phone","value":"+1 217-555-0142"}],"birthDate":"1978-04-12"}`

// TestFHIR wants the resources of HL7's FHIR (R5, Patient) read as records of persons, of
// which a list has several.
func TestFHIR(t *testing.T) {
	p := all(t)
	for text, want := range map[string][2]int{ // names and persons
		fhirPatient: {1, 1},
		"[" + fhirPatient + `,{"name":[{"family":"山田","given":["太郎"]}],"telecom":[{"system":"email","value":"t.yamada@example.jp"}],"birthDate":"1985-11-03"}]`: {2, 2},
		"{\n \"name\": [\n  {\n   \"family\": \"Clark\",\n   \"given\": [\n    \"Susan\"\n   ]\n  }\n ],\n \"birthDate\": \"1978-04-12\"\n}":                    {1, 0},
		`{"fonts":[{"family":"Arial","style":"italic"}],"given":["Times"]}`:                                                                                     {0, 0},
		`{"family":"Rosaceae","genus":"Malus"}`: {0, 0},
	} {
		for _, size := range []int{len(text), 1, 9} {
			s := scanPieces(p, text, func() int { return size })
			if got := [2]int{counted(s, nameClass), counted(s, personClass)}; got != want {
				t.Errorf("%s by %d in %q", describe(s), size, text)
			}
		}
	}
}
