package web

import (
	"strings"
	"testing"

	"sekisho/admin/auth"
)

const remarked = `version: 1
rules:
  # why: see the contract
  - id: a   # first
    to: {jurisdictions: [CN]}
    data: [{class: jp.my_number, at_least: 1}]
    action: block

  - id: b
    to: {ports: [25, 99999]}
    action: sing
`

// TestEditPolicy: a form's change leaves all else, and problems are at their fields.
func TestEditPolicy(t *testing.T) {
	s := newSite(t)
	send := func(text string, operations ...object) answered {
		if operations == nil {
			operations = []object{}
		}
		return s.as(auth.Viewer, "POST", "/api/v1/policy/edit", asJSON(t, object{"text": text, "operations": operations}))
	}
	e := unmarshal[edited](t, send(remarked, object{"op": "change", "rules": []int{0}, "set": object{"owner": "hr"}}).body)
	if e.Text != strings.Replace(remarked, "   # first\n", "   # first\n    owner: hr\n", 1) || len(e.Rules) != 2 || e.Rules[0].Owner != "hr" {
		t.Errorf("edited %+v", e)
	}
	if len(e.Problems) != 2 || *e.Problems[0].Rule != 1 || e.Problems[0].Field != "to.ports" || *e.Problems[0].Entry != 1 || e.Problems[1].Field != "action" || e.Problems[1].Line != 12 {
		t.Errorf("problems %+v", e.Problems)
	}
	if strings.HasPrefix(e.Problems[1].Message, "rules[") {
		t.Errorf("the path again: %s", e.Problems[1].Message)
	}
	a := send(remarked, object{"op": "remove", "rules": []int{7}})
	if p := unmarshal[problem](t, a.body); a.status != 400 || p.Field != "operations[0].rules" {
		t.Errorf("%d %s", a.status, a.body)
	}
	broken := unmarshal[edited](t, send("rules: [\n").body)
	if len(broken.Problems) != 1 || broken.Rules == nil {
		t.Errorf("broken %+v", broken)
	}
	if a := send("rules: [\n", object{"op": "remove", "rules": []int{7}}); a.code() != codePolicy {
		t.Errorf("%d %s", a.status, a.body)
	}
	missing := unmarshal[edited](t, send("version: 1\nrules:\n  - id: a\n").body)
	if len(missing.Problems) != 1 || missing.Problems[0].Field != "action" {
		t.Errorf("missing %+v", missing.Problems)
	}
}
