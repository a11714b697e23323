package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"sekisho/admin/auth"
	"sekisho/admin/state"
	"sekisho/admin/store"
	"sekisho/dataplane/control"
	"sekisho/dataplane/policy"
)

// asJSON writes a body.
func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// object is a JSON object to be sent.
type object = map[string]any

const stricter = `version: 1
rules:
  - id: no-personal-data
    to: {jurisdictions: [CN]}
    data: [{class: jp.my_number, at_least: 1}]
    action: block
  - id: nothing-to-kp
    owner: compliance
    to: {jurisdictions: [KP]}
    action: block
default: allow
`

func version(d state.Draft) map[string]string {
	return map[string]string{"If-Match": fmt.Sprintf("%q", fmt.Sprint(d.Version))}
}

// TestPolicyLifecycle: draft, check, diff, apply, confirm, blame, roll back.
func TestPolicyLifecycle(t *testing.T) {
	s := newSite(t)
	d := read[state.Draft](s, auth.Operator, "POST", "/api/v1/drafts", `{"name":"stricter","reason":"ticket 7"}`)
	if d.Text != firstPolicy {
		t.Fatalf("a new draft has not the text in force: %q", d.Text)
	}
	change := func(body object) answered {
		return s.do("PUT", "/api/v1/drafts/"+d.ID, s.cookie(auth.Operator), asJSON(t, body), version(d))
	}
	a := change(object{"name": "stricter", "text": stricter, "reason": "ticket 7"})
	if a.status != 200 {
		t.Fatalf("change: %d %s", a.status, a.body)
	}
	if a := change(object{"name": "stricter", "text": firstPolicy, "reason": ""}); a.status != 412 {
		t.Errorf("a second writer who has not seen the change: %d %s", a.status, a.body)
	}
	d = unmarshal[state.Draft](t, a.body)
	diff := read[diffAnswer](s, auth.Viewer, "GET", "/api/v1/drafts/"+d.ID+"/diff", "")
	if !strings.Contains(diff.Text, "+  - id: nothing-to-kp") || diff.ByRule == nil || len(diff.ByRule.Rules) == 0 {
		t.Errorf("diff %+v", diff)
	}
	apply := func(secret string) answered {
		return s.do("POST", "/api/v1/drafts/"+d.ID+"/apply", secret, `{"confirm_seconds":60}`, version(d))
	}
	if a := apply(s.cookie(auth.Operator)); a.status != 403 {
		t.Errorf("an operator applies: %d", a.status)
	}
	a = apply(s.cookie(auth.Admin))
	if a.status != 200 {
		t.Fatalf("apply: %d %s", a.status, a.body)
	}
	done := unmarshal[applied](t, a.body)
	if done.State.Pending == nil || done.Revision.Author != "admin" {
		t.Fatalf("applied %+v", done)
	}
	if a := apply(s.cookie(auth.Admin)); a.status != 409 {
		t.Errorf("a second apply while one waits: %d %s", a.status, a.body)
	}
	confirmed := read[control.State](s, auth.Admin, "POST", "/api/v1/policy/confirm", asJSON(t, object{"id": done.State.Pending.ID}))
	if confirmed.Pending != nil {
		t.Error("it still waits")
	}
	if p := read[policyAnswer](s, auth.Viewer, "GET", "/api/v1/policy", ""); p.Policy != stricter || p.Number != done.Revision.Number {
		t.Errorf("in force %+v", p)
	}
	s.checkHistory(done.Revision.Number)
}

// checkHistory reads what must be written down after TestPolicyLifecycle.
func (s *site) checkHistory(number int) {
	s.t.Helper()
	at := fmt.Sprintf("/api/v1/revisions/%d", number)
	if r := read[state.Revision](s, auth.Viewer, "GET", at, ""); r.Text != stricter || r.Reason != "ticket 7" {
		s.t.Errorf("revision %+v", r)
	}
	lines := read[list[state.Blame]](s, auth.Viewer, "GET", at+"/blame", "").Items
	if len(lines) != 2 {
		s.t.Errorf("blame %+v", lines)
	}
	if d := read[diffAnswer](s, auth.Viewer, "GET", at+"/diff", ""); !strings.Contains(d.Text, "nothing-to-kp") {
		s.t.Errorf("diff %+v", d)
	}
	if h := read[list[state.Change]](s, auth.Viewer, "GET", "/api/v1/policy/history", "").Items; len(h) < 2 || h[0].Action != "confirmed" {
		s.t.Errorf("history %+v", h)
	}
	rules := read[rulesAnswer](s, auth.Viewer, "GET", "/api/v1/rules", "")
	if len(rules.Rules) != 2 || rules.Rules[1].Owner != "compliance" || rules.Rules[1].Changed.Revision != number || rules.Rules[1].Unused.IsZero() {
		s.t.Errorf("rules %+v", rules)
	}
	back := read[state.Draft](s, auth.Operator, "POST", at+"/rollback", "")
	if back.Text != stricter {
		s.t.Errorf("rolled back to %q", back.Text)
	}
	entries := read[list[state.Entry]](s, auth.Auditor, "GET", "/api/v1/audit?action=policy.", "").Items
	if len(entries) < 2 || entries[0].Actor.Name != "admin" || entries[0].Request == "" {
		s.t.Errorf("audit log %+v", entries)
	}
	_, err := s.state.SignHead(s.t.Context())
	s.must(err)
	if v := read[state.Verification](s, auth.Auditor, "GET", "/api/v1/audit/verification", ""); len(v.Problems) > 0 || v.Entries == 0 {
		s.t.Errorf("audit log verified: %+v", v)
	}
}

// TestInvalidPolicies: check says where; a draft may be invalid, but can't be applied.
func TestInvalidPolicies(t *testing.T) {
	s := newSite(t)
	bad := "version: 1\nrules:\n  - id: x\n    action: shout\n"
	c := read[checked](s, auth.Viewer, "POST", "/api/v1/policy/check", asJSON(t, object{"text": bad}))
	if c.Valid || len(c.Errors) == 0 || c.Errors[0].Line != 4 {
		t.Errorf("check %+v", c)
	}
	if c := read[checked](s, auth.Viewer, "POST", "/api/v1/policy/check", asJSON(t, object{"text": stricter})); !c.Valid || c.Rules != 2 {
		t.Errorf("check of a valid one: %+v", c)
	}
	d := read[state.Draft](s, auth.Operator, "POST", "/api/v1/drafts", asJSON(t, object{"name": "bad", "text": bad}))
	a := s.do("POST", "/api/v1/drafts/"+d.ID+"/apply", s.cookie(auth.Admin), `{}`, version(d))
	if a.status != 422 || a.code() != codePolicy {
		t.Errorf("apply: %d %s", a.status, a.body)
	}
	for body, status := range map[string]int{`{"confirm_seconds":5}`: 400, `{"confirm_seconds":-1}`: 400, `{"confirm_seconds":3601}`: 400} {
		if a := s.do("POST", "/api/v1/drafts/"+d.ID+"/apply", s.cookie(auth.Admin), body, version(d)); a.status != status {
			t.Errorf("%s: %d %s", body, a.status, a.body)
		}
	}
}

// TestSecondPerson: where it is set, nobody approves what they wrote, and nothing is applied without.
func TestSecondPerson(t *testing.T) {
	s := newSite(t)
	set := s.do("PUT", "/api/v1/settings/policy.second_person", s.cookie(auth.Admin), `{"value":true}`, map[string]string{"If-Match": `"0"`})
	if set.status != 200 || set.header.Get("ETag") != `"1"` {
		t.Fatalf("set: %d %s", set.status, set.body)
	}
	d := read[state.Draft](s, auth.Admin, "POST", "/api/v1/drafts", asJSON(t, object{"name": "mine", "text": stricter}))
	apply := func(body string) answered {
		return s.do("POST", "/api/v1/drafts/"+d.ID+"/apply", s.cookie(auth.Admin), body, version(d))
	}
	approve := func(secret string) answered {
		return s.do("POST", "/api/v1/drafts/"+d.ID+"/approve", secret, "", version(d))
	}
	if a := apply(`{}`); a.status != 409 {
		t.Errorf("without a second person: %d %s", a.status, a.body)
	}
	if a := approve(s.cookie(auth.Admin)); a.status != 403 || a.code() != codeForbidden {
		t.Errorf("one's own: %d %s", a.status, a.body)
	}
	_, err := s.options.Auth.AddUser(t.Context(), auth.NewUser{Name: "second", Role: auth.Admin, Password: phrase})
	s.must(err)
	if a := approve(s.login("second")); a.status != 200 {
		t.Fatalf("a second person: %d %s", a.status, a.body)
	}
	if a := apply(`{}`); a.status != 200 {
		t.Errorf("approved: %d %s", a.status, a.body)
	}
}

// TestExplain: the question of policy explain, by the policy in force, a draft or a text.
func TestExplain(t *testing.T) {
	s := newSite(t)
	ask := func(more object) explanation {
		q := object{"from": "10.0.0.2", "to": "203.0.113.10", "port": 443}
		for k, v := range more {
			q[k] = v
		}
		return read[explanation](s, auth.Viewer, "POST", "/api/v1/policy/explain", asJSON(t, q))
	}
	if x := ask(nil); x.Decision != "allow" || !x.Open || len(x.Steps) != 2 {
		t.Errorf("nothing known yet: %+v", x)
	}
	if x := ask(object{"data": []object{{"class": "jp.my_number", "count": 3}}, "protocol": "http"}); x.Decision != "block" || x.Rule != "no-personal-data" {
		t.Errorf("with data: %+v", x)
	}
	if x := ask(object{"policy": "version: 1\nrules: []\ndefault: block\n"}); x.Decision != "block" || x.Rule != "default" {
		t.Errorf("another policy: %+v", x)
	}
	for _, q := range []object{{}, {"from": "10.0.0.2"}, {"from": "10.0.0.2", "to": "2001:db8::1"}, {"from": "10.0.0.2", "to": "203.0.113.10", "protocol": "nonsense"},
		{"from": "10.0.0.2", "to": "203.0.113.10", "port": 70000}, {"from": "10.0.0.2", "to": "203.0.113.10", "policy": "rules: 7"}} {
		if a := s.as(auth.Viewer, "POST", "/api/v1/policy/explain", asJSON(t, q)); a.status/100 != 4 {
			t.Errorf("%v: %d %s", q, a.status, a.body)
		}
	}
}

// TestDataplaneAway: what needs the dataplane says that it doesn't answer; the rest goes on.
func TestDataplaneAway(t *testing.T) {
	s := newSite(t)
	s.plane.err = &control.Error{Code: control.Failed, Message: "it is busy"}
	for path, status := range map[string]int{"/api/v1/policy": 502, "/api/v1/flows": 502, "/api/v1/geo/lookup?address=203.0.113.1": 502,
		"/api/v1/status": 200, "/api/v1/events": 200, "/healthz": 200, "/readyz": 503, "/metrics": 200} {
		if a := s.as(auth.Admin, "GET", path, ""); a.status != status {
			t.Errorf("%s: %d %s, want %d", path, a.status, a.body, status)
		}
	}
}

// What no rule decided is no rule of the past.
func TestDefaultIsNoPastRule(t *testing.T) {
	parsed, err := policy.Parse("p", []byte("version: 1\nrules: [{id: one, action: log}]\ndefault: allow\n"))
	if err != nil {
		t.Fatal(err)
	}
	program, err := parsed.Compile()
	if err != nil {
		t.Fatal(err)
	}
	out := joinHits(program, []store.Rule{{ID: "default"}, {ID: "gone"}, {ID: "one"}})
	if out.Default == nil || len(out.Past) != 1 || out.Past[0].ID != "gone" || out.Rules[0].Hits == nil {
		t.Errorf("%+v", out)
	}
}
