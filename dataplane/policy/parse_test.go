package policy

import (
	"errors"
	"fmt"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"
)

// wide uses every key.
const wide = `
version: 1
groups:
  jurisdictions: {nordic: ["NO", SE, FI]}
  networks: {lab: [192.0.2.0/25, 2001:db8:1::/48]}
custom:
  project-x: {keywords: [Aurora, 極秘計画], patterns: ['PX-\d{4}'], context: [plan]}
rules:
  - id: everything
    description: A rule with every key
    comment: why it is here
    owner: security
    ticket: SEC-1
    expires: 2027-03-31
    enabled: false
    from: {networks: [lab, 10.1.0.0/16, 10.2.0.7]}
    to:
      jurisdictions: [nordic, CN, unknown, anycast]
      networks: [198.51.100.0/24]
      domains: [Example.com., 例え.jp]
      ports: [443, 1000-2000]
      asns: [64500, AS64501]
    protocols: [http, udp, unknown]
    data: [{class: custom.project-x, at_least: 2}, {class: custom, at_least: 3}]
    action: log
default: block
`

var wantCustoms = []Custom{{
	Name: "project-x", Keywords: []string{"Aurora", "極秘計画"}, Patterns: []string{`PX-\d{4}`}, Context: []string{"plan"},
	Line: 7, Lines: map[string][]int{"keywords": {7, 7}, "patterns": {7}, "context": {7}},
}}

func TestEveryKey(t *testing.T) {
	p, err := Parse("policy.yaml", []byte(wide))
	if err != nil {
		t.Fatal(err)
	}
	want := Rule{
		ID: "everything", Description: "A rule with every key", Comment: "why it is here",
		Owner: "security", Ticket: "SEC-1", Line: 9, Enabled: false,
		Expires:       time.Date(2027, 4, 1, 0, 0, 0, 0, time.UTC),
		From:          []string{"lab", "10.1.0.0/16", "10.2.0.7"},
		Jurisdictions: []string{"nordic", "CN", "unknown", "anycast"},
		Networks:      []string{"198.51.100.0/24"},
		Domains:       []string{"example.com", "xn--r8jz45g.jp"},
		Ports:         []Ports{{443, 443}, {1000, 2000}},
		ASNs:          []uint32{64500, 64501},
		Protocols:     []string{"http", "udp", "unknown"},
		Data:          []Threshold{{"custom.project-x", 2}, {"custom", 3}},
		Action:        Log,
	}
	if !reflect.DeepEqual(p.Rules[0], want) {
		t.Errorf("got\n%+v\nwant\n%+v", p.Rules[0], want)
	}
	if p.Default != Block || !reflect.DeepEqual(p.Customs, wantCustoms) {
		t.Errorf("default %v, custom %v", p.Default, p.Customs)
	}
	lab := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/25"), netip.MustParsePrefix("2001:db8:1::/48")}
	if !reflect.DeepEqual(p.Networks["lab"], lab) || !reflect.DeepEqual(p.Jurisdictions["nordic"], []string{"NO", "SE", "FI"}) {
		t.Errorf("groups %v %v", p.Networks, p.Jurisdictions)
	}
}

// oneRule puts a rule's extra lines into an otherwise valid policy; they begin
// on line 5.
func oneRule(extra string) string {
	return "version: 1\nrules:\n  - id: r\n    action: block\n    " + extra + "\n"
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", `p.yaml:1: key "version" is missing`},
		{"", `p.yaml:1: key "rules" is missing`},
		{"[]", `p.yaml:1: expected a mapping, not a list`},
		{"version: 2\nrules: []\ndefault: log", `p.yaml:1: version: this program reads version 1 only`},
		{"version: '1'\nrules: []\ndefault: log", `p.yaml:1: version: expected a whole number, not text`},
		{"version: 1\nrules: []", `p.yaml:2: rules: is empty and default is allow`},
		{"version: 1\nrules:", `p.yaml:2: rules: expected a list, not nothing`},
		{"version: 1\nrules: {}", `p.yaml:2: rules: expected a list, not a mapping`},
		{"version: 1\nrules:\n  - {}", `p.yaml:3: rules[0]: key "id" is missing`},
		{"version: 1\nrules:\n  - {}", `p.yaml:3: rules[0]: key "action" is missing`},
		{"version: 1\nrules:\n  - rule", `p.yaml:3: rules[0]: expected a mapping, not text`},
		{"version: 1\nversion: 1\n", `p.yaml:2: key "version" is already given on line 1`},
		{"version: 1\nrules: []\ndefault: deny", `p.yaml:3: default: must be allow or log or block, not "deny"`},
		{"version: 1\ndefalt: log", `p.yaml:2: unknown key "defalt"; nearest is "default"`},
		{"version: 1\ngroups: {network: {}}", `p.yaml:2: groups: unknown key "network"; nearest is "networks"`},
		{"version: 1\ngroups: {jurisdictions: {CN: [CN]}}", `"CN" already means something else`},
		{"version: 1\ngroups: {jurisdictions: {any: [CN]}}", `"any" already means something else`},
		{"version: 1\ngroups: {jurisdictions: {a: [b]}}", `groups.jurisdictions.a[0]: unknown jurisdiction "b"`},
		{"version: 1\ngroups: {jurisdictions: {a: []}}", `groups.jurisdictions.a: is empty`},
		{"version: 1\ngroups: {networks: {10.0.0.0/8: [10.0.0.0/8]}}", `a group's name is 1 to 64 letters`},
		{"version: 1\ngroups: {networks: {a: [10.0.0.1/8]}}", `"10.0.0.1/8" has bits set beyond its length; write 10.0.0.0/8`},
		{"version: 1\ncustom: {X: {keywords: [abc]}}", `custom.X: a custom class's name is`},
		{"version: 1\ncustom: {x: {keywords: [ab]}}", `custom.x.keywords[0]: a keyword has 3 bytes at least`},
		{"version: 1\ncustom: {x: {keywords: [" + strings.Repeat("a", 48) + "]}}", `custom.x.keywords[0]: has 48 bytes, more than the allowed 47`},
		{"version: 1\ncustom: {x: {keyword: [abc]}}", `custom.x: unknown key "keyword"; nearest is "keywords"`},
		{"version: 1\ncustom: {x: {}}", `custom.x: key "keywords" is missing`},
		{"version: 1\ncustom: {x: {patterns: []}}", `custom.x.patterns: is empty`},
		{"version: 1\ncustom: {x: {patterns: [" + strings.Repeat("a", 1025) + "]}}", `custom.x.patterns[0]: has 1025 bytes, more than the allowed 1024`},
		{"version: 1\ncustom: {x: {keywords: [abc], context: ['']}}", `custom.x.context[0]: is empty`},
		{oneRule("action: log"), `p.yaml:5: rules[0]: key "action" is already given on line 4`},
		{oneRule("acton: log"), `p.yaml:5: rules[0]: unknown key "acton"; nearest is "action"`},
		{oneRule("monitor: perhaps"), `p.yaml:5: rules[0].monitor`},
		{oneRule("enabled: yes"), `p.yaml:5: rules[0].enabled: expected true or false, not text`},
		{oneRule("description: 7"), `p.yaml:5: rules[0].description: expected text, not a number; put it in quotes`},
		{oneRule("description: \"a\\u0007b\""), `p.yaml:5: rules[0].description: holds a control character`},
		{oneRule("expires: tomorrow"), `p.yaml:5: rules[0].expires: must be a date such as`},
		{oneRule("from: {network: [10.0.0.0/8]}"), `p.yaml:5: rules[0].from: unknown key "network"; nearest is "networks"`},
		{oneRule("from: {networks: [hr]}"), `p.yaml:5: rules[0].from.networks[0]: unknown group of networks "hr"`},
		{oneRule("from: {networks: []}"), `p.yaml:5: rules[0].from.networks: is empty`},
		{oneRule("from: {networks: 10.0.0.0/8}"), `p.yaml:5: rules[0].from.networks: expected a list, not text`},
		{oneRule("observe: {}"), `known are id, description, comment, owner, ticket, enabled, monitor, expires, from, to, protocols, data, action`},
		{oneRule("to: {countries: [CN]}"), `p.yaml:5: rules[0].to: unknown key "countries"; known are jurisdictions, networks, domains, ports, asns`},
		{oneRule("to: {jurisdictions: [UK]}"), `p.yaml:5: rules[0].to.jurisdictions[0]: unknown jurisdiction "UK"; the ISO 3166-1 code is "GB"`},
		{oneRule("to: {jurisdictions: [ruu]}"), `unknown jurisdiction "ruu"; nearest is "RU"`},
		{oneRule("to: {jurisdictions: [anycats]}"), `unknown jurisdiction "anycats"; nearest is "anycast"`},
		{oneRule("to: {domains: ['*.example.com']}"), `p.yaml:5: rules[0].to.domains[0]: "*.example.com" is not a domain name`},
		{oneRule("to: {domains: [a..b]}"), `is not a domain name`},
		{oneRule("to: {ports: [0]}"), `p.yaml:5: rules[0].to.ports[0]: must be a port from 1 to 65535`},
		{oneRule("to: {ports: [65536]}"), `must be a port`},
		{oneRule("to: {ports: [2000-1000]}"), `must be a port`},
		{oneRule("to: {asns: [AS0]}"), `p.yaml:5: rules[0].to.asns[0]: must be a number of an autonomous system`},
		{oneRule("to: {asns: [4294967296]}"), `must be a number of an autonomous system`},
		{oneRule("protocols: [htpp]"), `p.yaml:5: rules[0].protocols[0]: unknown protocol "htpp"; nearest is "http"`},
		{oneRule("data: []"), `p.yaml:5: rules[0].data: is empty`},
		{oneRule("data: [{class: jp.mynumber, at_least: 1}]"), `unknown class "jp.mynumber"; nearest is "jp.my_number"`},
		{oneRule("data: [{class: custom.a, at_least: 1}]"), `p.yaml:5: rules[0].data[0].class: unknown class "custom.a"`},
		{oneRule("data: [{class: custom, at_least: 1}]"), `unknown class "custom"`},
		{oneRule("data: [{class: jp, at_least: 0}]"), `p.yaml:5: rules[0].data[0].at_least: must be a decimal number from 1`},
		{oneRule("data: [{class: jp}]"), `p.yaml:5: rules[0].data[0]: key "at_least" is missing`},
		{oneRule("data: [{class: jp, atleast: 1, at_least: 1}]"), `unknown key "atleast"; nearest is "at_least"`},
		{"version: 1\nrules:\n  - {id: a, action: allow, data: [{class: jp, at_least: 1}]}", `p.yaml:3: rules[0].data: data goes with action block or log, not with allow`},
		{"version: 1\nrules:\n  - {id: default, action: log}", `p.yaml:3: rules[0].id: an id is`},
		{"version: 1\nrules:\n  - {id: a b, action: log}", `p.yaml:3: rules[0].id: an id is`},
		{"version: 1\nrules:\n  - {id: a, action: log}\n  - {id: a, action: log}", `p.yaml:4: rules[1]: id "a" is already that of the rule on line 3`},
		{"version: 1\nrules: &r []\ndefault: log", `p.yaml:2: anchors and aliases are not allowed`},
		{"version: !!int 1", `p.yaml:1: tags are not allowed`},
		{"version: 1\n---\nversion: 1", `a second document begins`},
		{"version: 1\n  bad: [", `p.yaml:2: not valid YAML`},
		{"version: 1\n\xff", `p.yaml:2: file is not UTF-8 text`},
		{"#" + strings.Repeat("x", 4<<20), `p.yaml:1: file has 4194305 bytes, more than the allowed 4194304`},
	} {
		_, err := Parse("p.yaml", []byte(c.src))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.120q: got\n%v\nwant\n%s", c.src, err, c.want)
		}
	}
}

func TestErrorsAreAllReportedInOrder(t *testing.T) {
	_, err := Parse("p.yaml", []byte("version: 1\nrules:\n  - {id: a, actio: log}\n  - {id: b, action: blok}\nx: 1\n"))
	var errs Errors
	if !errors.As(err, &errs) {
		t.Fatalf("got %T %v", err, err)
	}
	var lines []int
	for _, e := range errs {
		lines = append(lines, e.Line)
	}
	if !reflect.DeepEqual(lines, []int{3, 3, 4, 5}) {
		t.Errorf("errors on lines %v:\n%v", lines, err)
	}
}

// TestKeywordsStayOutOfErrors holds errors to name a keyword's place, never the keyword.
func TestKeywordsStayOutOfErrors(t *testing.T) {
	const secret = "Aurora-Borealis"
	for _, value := range []string{
		"[" + strings.Repeat(secret, 30) + "]", "[\"" + secret + "\\u0000\"]", "[[" + secret + "]]", secret, "[a, {" + secret + ": 1}]",
	} {
		_, err := Parse("p.yaml", []byte("version: 1\ncustom: {x: {keywords: "+value+"}}"))
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", value, err)
		}
	}
}

func TestKeywordsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("version: 1\nrules: []\ndefault: log\ncustom:\n  x:\n    keywords:\n")
	for i := range maxKeywords + 1 {
		fmt.Fprintf(&b, "      - word%d\n", i)
	}
	_, err := Parse("p.yaml", []byte(b.String()))
	if err == nil || !strings.Contains(err.Error(), "has 10001 keywords, more than the allowed 10000") {
		t.Errorf("got %v", err)
	}
}

// TestNorwayIsNoBoolean: YAML 1.1 reads NO as false.
func TestNorwayIsNoBoolean(t *testing.T) {
	p := compile(t, oneRule("to: {jurisdictions: [NO]}"))
	if got := p.Rule(0).Jurisdictions; !reflect.DeepEqual(got, []string{"NO"}) {
		t.Errorf("got %v", got)
	}
}

func TestUnserved(t *testing.T) {
	p := compile(t, `
version: 1
custom: {x: {keywords: [aurora]}}
rules:
  - {id: a, action: log, protocols: [http, smtp, tcp, unknown], data: [{class: jp, at_least: 1}, {class: custom.x, at_least: 1}]}
  - {id: b, action: log, data: [{class: us.ssn, at_least: 1}]}
  - {id: c, action: log, enabled: false, protocols: [ssh]}
`)
	got := p.Unserved(Vocabulary{Classes: []string{"jp.my_number"}, Protocols: []string{"http"}}).Error()
	want := `policy.yaml:5: rule a: protocol "smtp" is not recognised in this version, so that it never matches
policy.yaml:6: rule b: class "us.ssn" is not detected in this version, so that it never counts`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if none := p.Unserved(Vocabulary{Classes: Classes(), Protocols: Protocols()}); none != nil {
		t.Errorf("got %v", none)
	}
}

func TestCustomEntriesHaveLines(t *testing.T) {
	src := "version: 1\ndefault: log\nrules: []\ncustom:\n  x:\n    patterns:\n      - abc\n      - def\n"
	parsed, err := Parse("p.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	p, err := parsed.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		list  string
		index int
		want  string
	}{
		{"patterns", 1, "p.yaml:8: custom.x.patterns[1]: why"},
		{"", 0, "p.yaml:5: custom.x: why"},
	} {
		if got := p.AtCustom("x", c.list, c.index, "why").Error(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestFields: a rule takes each of the fields that are listed for forms, and refuses all of them with a value that none takes.
func TestFields(t *testing.T) {
	values := map[string]string{"id": "x", "text": "a text", "flag": "true", "expiry": "2027-03-31", "networks": "[10.0.0.0/8]", "jurisdictions": "[CN]",
		"domains": "[example.com]", "ports": "[25]", "asns": "[64500]", "protocols": "[http]", "data": "[{class: jp, at_least: 1}]", "action": "block"}
	for _, f := range Fields() {
		rule := map[string]string{"id": "x", "action": "block"}
		name, below, nested := strings.Cut(f.Name, ".")
		for _, wrong := range []bool{false, true} {
			value := values[f.Kind]
			if wrong {
				value = "{a: {b: c}}"
			}
			if rule[name] = value; nested {
				rule[name] = "{" + below + ": " + value + "}"
			}
			text := "version: 1\nrules:\n  - x: y\n"
			for k, v := range rule {
				text = strings.Replace(text, "x: y", k+": "+v+"\n    x: y", 1)
			}
			text = strings.Replace(text, "\n    x: y", "", 1)
			if _, err := Parse("f", []byte(text)); (err != nil) != wrong {
				t.Errorf("%s: %v in\n%s", f.Name, err, text)
			}
		}
	}
}
