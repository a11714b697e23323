package compare

import (
	"encoding/json"
	"strings"
	"testing"
)

const office = `version: 1
groups:
  jurisdictions: {watched: [CN, RU]}
  networks: {hr: [10.10.0.0/24, "2001:db8:10::/48"]}
custom:
  project: {keywords: [bluebird]}
rules:
  - {id: a, action: log, to: {jurisdictions: [watched]}}
  - {id: b, action: log, from: {networks: [hr]}}
  - {id: c, action: block, to: {ports: [25, 6000-6100]}}
  - {id: d, action: log, data: [{class: jp, at_least: 3}]}
`

// kinds tells what became of the rules, such as "changed c 3>1 action".
func kinds(d Difference) string {
	var lines []string
	for _, r := range d.Rules {
		line := r.Kind + " " + r.ID + " " + string(rune('0'+r.From)) + ">" + string(rune('0'+r.To))
		if r.Moved {
			line += " moved"
		}
		for _, f := range r.Fields {
			line += " " + f.Name + "=" + string(f.Old) + ">" + string(f.New)
		}
		lines = append(lines, strings.TrimSpace(line+" "+strings.Join(r.Groups, " ")))
	}
	for _, f := range d.Other {
		lines = append(lines, f.Name+"="+string(f.Old)+">"+string(f.New))
	}
	return strings.Join(lines, "\n")
}

func TestPolicies(t *testing.T) {
	line := func(id string) string {
		_, rest, _ := strings.Cut(office, "  - {id: "+id)
		rest, _, _ = strings.Cut(rest, "\n")
		return "  - {id: " + id + rest + "\n"
	}
	with := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(office) }
	for what, c := range map[string]struct {
		after, want string
	}{
		"nothing":       {with(), ""},
		"a comment":     {with(line("b"), "  # Human resources\n"+line("b")), ""},
		"an action":     {with("id: c, action: block", "id: c, action: log"), `changed c 3>3 action="block">"log"`},
		"a new rule":    {with(line("b"), line("b")+"  - {id: new, action: log}\n"), "added new 0>3"},
		"one less":      {with(line("b"), ""), "removed b 2>0"},
		"another order": {with(line("a"), line("d")+line("a"), line("c")+line("d"), line("c")), "moved d 4>1 moved"},
		"another order and more": {with(line("a"), "", "at_least: 3}]}\n", "at_least: 4}]}\n"+line("a")),
			"changed d 4>3 data=[{\"class\":\"jp\",\"at_least\":3}]>[{\"class\":\"jp\",\"at_least\":4}]\nmoved a 1>4 moved"},
		"a group": {with("[CN, RU]", "[CN, RU, IR]"),
			"affected a 1>1 jurisdictions.watched\ngroups.jurisdictions.watched=[\"CN\",\"RU\"]>[\"CN\",\"RU\",\"IR\"]"},
		"a group of networks": {with("10.10.0.0/24", "10.10.1.0/24"),
			"affected b 2>2 networks.hr\ngroups.networks.hr=[\"10.10.0.0/24\",\"2001:db8:10::/48\"]>[\"10.10.1.0/24\",\"2001:db8:10::/48\"]"},
		"ports":   {with("6000-6100", "7000"), `changed c 3>3 to.ports=["25","6000-6100"]>["25","7000"]`},
		"default": {with("rules:", "default: log\nrules:"), `default="allow">"log"`},
		"expiry":  {with("{id: a,", "{id: a, expires: 2027-03-31,"), `changed a 1>1 expires=null>"2027-04-01T00:00:00Z"`},
		"a class": {with("bluebird", "redbird"),
			`custom.project={"context":0,"keywords":1,"patterns":0}>{"context":0,"keywords":1,"patterns":0}`},
	} {
		d := Policies(parse(t, office), parse(t, c.after))
		if got := kinds(d); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", what, got, c.want)
		}
		if b, err := json.Marshal(d); err != nil || strings.Contains(string(b), "bird") {
			t.Errorf("%s: %s, %v", what, b, err)
		}
	}
}
