package policy

import "testing"

// compile parses and compiles a policy that must be valid.
func compile(t testing.TB, src string) *Program {
	t.Helper()
	p, err := Parse("policy.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	prog, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return prog
}

// contract is the example of the contract.
const contract = `
version: 1
groups:
  jurisdictions:
    countries-of-concern: [CN, HK, MO, CU, IR, KP, RU, VE]
  networks:
    hr: [10.10.0.0/24]
rules:
  - id: no-personal-data
    description: No personal data to countries of concern
    enabled: true                     # default
    from: {networks: [hr]}            # default: every protected network
    to: {jurisdictions: [countries-of-concern]}
    protocols: [http, smtp]           # default: any
    data:
      - {class: jp.my_number, at_least: 1}
      - {class: pii.person, at_least: 10}
    action: block
default: allow
`

func TestContractExample(t *testing.T) {
	p := compile(t, contract)
	if r := p.Rule(0); r.ID != "no-personal-data" || !r.Enabled || r.Line != 9 {
		t.Errorf("rule 0 is %+v", r)
	}
	if got := p.Classes(); len(got) != 2 || got[0] != "jp.my_number" || got[1] != "pii.person" {
		t.Errorf("classes are %v", got)
	}
}
