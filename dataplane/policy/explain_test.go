package policy

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExplain holds the wording, which people read and programs may store.
func TestExplain(t *testing.T) {
	for _, c := range []struct {
		rule string
		f    *Facts
		want string
	}{
		{"comment: none", flow(), "yes: all conditions hold"},
		{"enabled: false", flow(), "no: enabled: the rule is disabled"},
		{"expires: 2020-01-01", flow(at(1800000000)), "no: expires: the rule has expired"},
		{"from: {networks: [10.11.0.0/24]}", flow(), "no: from.networks: 10.10.0.2 is in none of them"},
		{"to: {networks: [198.51.100.0/24]}", flow(), "no: to.networks: 203.0.113.10 is in none of them"},
		{"to: {ports: [443]}", flow(), "no: to.ports: 80 is not among them"},
		{"to: {asns: [64501]}", flow(), "no: to.asns: AS64500 is not among them"},
		{"to: {asns: [64501]}", flow(func(f *Facts) { f.Place.ASN = 0 }), "no: to.asns: an unknown system is not among them"},
		{"to: {jurisdictions: [RU]}", flow(in("CN", "HK"), anycast), "no: to.jurisdictions: CN+HK (anycast) does not match"},
		{"to: {jurisdictions: [RU]}", flow(in()), "no: to.jurisdictions: unknown does not match"},
		{"protocols: [smtp]", flow(), `no: protocols: "http" is not among them`},
		{"protocols: [smtp]", flow(app("")), "no: protocols: none is recognised"},
		{"protocols: [smtp]", flow(noProtocol), "later: protocols: not known yet"},
		{"protocols: [udp]", flow(noProtocol), "no: protocols: tcp is not among them"},
		{"to: {domains: [example.org]}", flow(), `no: to.domains: "www.example.com" is not among them`},
		{"to: {domains: [example.org]}", flow(noDomain), "later: to.domains: not known yet"},
		{"data: [{class: jp, at_least: 3}, {class: us, at_least: 1}]", flow(found("jp.passport", 2)), "later: data: jp 2 of 3, us 0 of 1"},
		{"data: [{class: jp, at_least: 3}]", flow(found("jp.passport", 9)), "yes: data: jp 3 of 3, threshold reached"},
		{"data: [{class: jp, at_least: 3}]", flow(encrypted), "no: data: jp 0 of 3, and no more can be read of an encrypted flow"},
	} {
		s := compile(t, oneRule(c.rule)).Explain(c.f)[0]
		if got := s.Match.String() + ": " + s.Why; got != c.want {
			t.Errorf("%s: got %q, want %q", c.rule, got, c.want)
		}
	}
}

// TestOutcomes: each condition is judged for itself, not only up to the first that fails.
func TestOutcomes(t *testing.T) {
	rule := "from: {networks: [10.11.0.0/24]}\n    to: {jurisdictions: [CN], ports: [443], domains: [example.org]}\n    protocols: [smtp, udp]\n    data: [{class: jp, at_least: 3}, {class: opaque, at_least: 9}]"
	want := []Outcome{
		{"from.networks", No, "10.10.0.2 is in none of them"}, {"to.jurisdictions", Yes, ""}, {"to.domains", Later, "not known yet"},
		{"to.ports", No, "80 is not among them"}, {"protocols", No, `"http" is not among them`}, {"data[0]", No, "jp 0 of 3"}, {"data[1]", Later, "opaque 0 of 9"},
	}
	got := compile(t, oneRule(rule)).Explain(flow(in("CN"), noDomain, func(f *Facts) { f.OnlyOpaque = true }))[0].Conditions
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestExplainDefault(t *testing.T) {
	for _, c := range []struct {
		rules string
		f     *Facts
		want  string
	}{
		{allowName, flow(host("example.org")), "yes: no rule above decides"},
		{allowName, flow(), "no: a rule above decides"},
		{allowName, flow(noDomain), "later: a rule above waits"},
	} {
		steps := compile(t, "version: 1\nrules:\n"+c.rules).Explain(c.f)
		s := steps[len(steps)-1]
		if got := s.Match.String() + ": " + s.Why; s.ID != "default" || got != c.want {
			t.Errorf("got %s %q, want %q", s.ID, got, c.want)
		}
	}
}

func TestStepAsJSON(t *testing.T) {
	step := compile(t, "version: 1\nrules:\n"+dataBlock).Explain(flow(found("jp.passport", 3)))[0]
	b, err := json.Marshal(step)
	want := `{"id":"data-block","action":"block","match":"yes","why":"data: jp 3 of 3, threshold reached","winner":true,"conditions":[{"field":"data[0]","match":"yes","why":"jp 3 of 3"}]}`
	if err != nil || string(b) != want {
		t.Errorf("got %s, %v", b, err)
	}
	var back Step
	if err := json.Unmarshal(b, &back); err != nil || !reflect.DeepEqual(back, step) {
		t.Errorf("read back as %+v, %v", back, err)
	}
	for _, bad := range []string{`{"action":"deny"}`, `{"match":"maybe"}`} {
		if json.Unmarshal([]byte(bad), &back) == nil {
			t.Errorf("%s is accepted", bad)
		}
	}
}
