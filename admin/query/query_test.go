package query

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sekisho/dataplane/event"
)

func parse(t *testing.T, text string) *Query {
	t.Helper()
	q, err := Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q
}

// TestMatch says of each query which of the three events it selects.
func TestMatch(t *testing.T) {
	events := samples()
	for text, want := range map[string]string{
		"":                       "abc",
		"event.action:block":     "a",
		"event.action = BLOCK":   "a",
		"event.action!=block":    "bc",
		"NOT event.action:block": "bc",
		"rule.id:no-*":           "a",
		"rule.id:*":              "a",
		"NOT rule.id:*":          "bc",
		"rule.id:*personal*":     "a",
		`rule.id:"no-*"`:         "",
		"rule.id:no-personal-data AND source.ip:10.10.0.0/24": "a",
		"source.ip:10.10.0.2":                         "a",
		"source.ip:10.0.0.0/8":                        "ab",
		"source.ip!=10.0.0.0/8":                       "c",
		"destination.ip:2001:db8::/32":                "b",
		"2001:db8::1":                                 "b",
		"::ffff:203.0.113.10":                         "a",
		"203.0.113.0/24":                              "a",
		"10.0.0.0/8 OR 203.0.113.0/24":                "ab",
		"source.bytes>=1MB":                           "b",
		"source.bytes >= 18412":                       "ab",
		"source.bytes < 1MiB":                         "a",
		"destination.port:80 OR destination.port:443": "ab",
		"sekisho.findings.class:jp.my_number":         "a",
		"sekisho.findings.class:jp.*":                 "a",
		"sekisho.findings.class!=jp.*":                "bc",
		"sekisho.findings.class:*":                    "a",
		"sekisho.findings.count>10":                   "a",
		"sekisho.findings.count>10 sekisho.findings.class:finance.iban": "a", // several values: each condition for itself
		"sekisho.jurisdiction.codes:hk":                                 "a",
		"collect":                                                       "a",
		"COLLECT.example":                                               "a",
		"col*ple":                                                       "a",
		`"annual report"`:                                               "b",
		"annual report":                                                 "b",
		"(annual OR collect) NOT event.action:block":                    "b",
		"NOT (annual OR collect)":                                       "c",
		"NOT NOT annual":                                                "b",
		"destination.as.organization.name:\"Beispiel GmbH [x] 100%\"": "b",
		"destination.as.organization.name:*[x]*":                      "b",
		"destination.as.organization.name:*?*":                        "",
		"url.full:http://collect.example/up?a=b":                      "a",
		"@timestamp>=2026-11-21":                                      "abc",
		"@timestamp>=2026-11-21T09:12:34Z @timestamp<2026-11-22":      "b",
		"event.kind:pipeline_error":                                   "c",
		"sekisho.monitor.rule.id:try":                                 "b",
		"user.name:ÄRGER":                                             "b",
		"source.mac:02-00-00-aa-bb-cc":                                "a",
		"email.to.address:*@far.example*":                             "b",
		"observer.name:gate":                                          "a",
	} {
		got := ""
		q := parse(t, text)
		for i, e := range events {
			if q.Match(e) {
				got += string(rune('a' + i))
			}
		}
		if got != want {
			t.Errorf("%s selects %q, want %q", text, got, want)
		}
	}
}

// TestErrors: each names the character at fault, and what was meant where that is clear.
func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"source.ipp:1":                       `at character 1: there is no field "source.ipp"; the nearest is source.ip`,
		"a AND country_iso_code:CN":          `at character 7: there is no field "country_iso_code"; the nearest is destination.geo.country_iso_code`,
		"äöü AND findings.class:x":           "at character 9: there is no field",
		"source.ip:":                         `at character 10: a value is missing after ":"`,
		"source.ip:)":                        "at character 10: a value is missing",
		"source.ip:10.0":                     `at character 11: "10.0" is no address, nor a prefix`,
		"source.ip:10.*":                     "at character 11",
		"source.bytes>many":                  `at character 14: "many" is no whole number`,
		"source.bytes>-1":                    "at character 14",
		"source.bytes>+1":                    "at character 14",
		"source.bytes>9999999999GB":          "at character 14",
		"source.bytes>99999999999999999999":  "at character 14",
		"@timestamp<yesterday":               `at character 12: "yesterday" is no time`,
		"rule.id>5":                          "at character 8: rule.id is compared by : and != only",
		"(a OR b":                            "at character 1: the parenthesis is not closed",
		"a OR b)":                            `at character 7: ")" has no beginning`,
		"a AND":                              "at character 6: a condition is missing at the end",
		"a OR OR b":                          "at character 6: a condition is missing before OR",
		"AND a":                              "at character 1",
		"()":                                 "at character 2",
		"NOT":                                "at character 4",
		`"open`:                              "at character 1: the quotes are not closed",
		`"a\n"`:                              "at character 3: in quotes",
		`""`:                                 "the quotes are empty",
		`"rule.id":x`:                        "stands without quotes",
		"rule.id ! x":                        `"!" must be followed by "="`,
		"rule.id:" + strings.Repeat("a*", 9): "a pattern has 8 stars at most, not 9",
		strings.Repeat("*", 9):               "a pattern has 8 stars at most",
		strings.Repeat("(", 40) + "a":        "more than 32 parentheses",
		strings.Repeat("NOT ", 40) + "a":     "more than 32",
		strings.Repeat("a ", 65):             "more than 64 comparisons",
		strings.Repeat("10.0.0.1 ", 65):      "more than 64 comparisons",
		strings.Repeat("a", 5000):            "a query has 4096 bytes at most",
		"a\xff":                              "UTF-8",
	} {
		_, err := Parse(text)
		var at *Error
		if !errors.As(err, &at) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v, want %s", text, err, want)
		}
	}
}

// TestFields: names, and columns, are those of one field, and each has a value in
// some event or other.
func TestFields(t *testing.T) {
	seen := map[string]bool{}
	for i, f := range Fields() {
		if seen[f.Name] || seen[f.Column()] {
			t.Errorf("%s is there twice", f.Name)
		}
		seen[f.Name], seen[f.Column()] = true, true
		known := false
		for _, e := range samples() {
			known = known || Row(e, nil)[i] != nil
		}
		if !known {
			t.Errorf("no sample has a value of %s", f.Name)
		}
	}
}

// TestNothingOfAQueryIsInItsSQL: values are handed over beside the condition.
func TestNothingOfAQueryIsInItsSQL(t *testing.T) {
	condition, args := parse(t, `zebra rule.id:zebra* url.full:"zebra'" source.port:51515`).SQL()
	if strings.Contains(condition, "zebra") || strings.Contains(condition, "51515") || !strings.Contains(fmt.Sprint(args), "zebra'") {
		t.Errorf("%s %v", condition, args)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`rule.id:no-* AND (source.ip:10.0.0.0/8 OR NOT "x y") source.bytes>=1MB`)
	f.Add(`@timestamp<2026-11-22 sekisho.findings.class!=jp.* 2001:db8::/32 a\b`)
	events := samples()
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text)
		if err != nil {
			var at *Error
			if !errors.As(err, &at) || at.Position < 1 || at.Position > len(text)+1 {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		for _, e := range events {
			if q.Match(e) && !q.May(summarise(e)) {
				t.Errorf("%q matches an event, but not the summary of it", text)
			}
		}
		condition, args := q.SQL()
		if strings.Count(condition, "?") != len(args) {
			t.Errorf("%q: %s with %d arguments", text, condition, len(args))
		}
	})
}

func samples() []*event.Event { return []*event.Event{blocked(), uploaded(), trouble()} }
