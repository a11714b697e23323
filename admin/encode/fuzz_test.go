package encode

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"sekisho/dataplane/event"
)

// fuzzed is an event of one of the kinds in which traffic has the say.
func fuzzed(kind uint8, a, b, name string) *event.Event {
	all := samples()
	e := all[int(kind)%len(all)].event
	e.Domain, e.Reason, e.Operator, e.Rule.Name, e.Gateway.Name, e.Protocol = a, b, a+b, b+a, a, b
	e.Evidence = []event.Evidence{{Kind: a, Code: b, Source: a, Confidence: 0.5}}
	e.Jurisdiction = []string{a, b}
	for i := range e.Findings {
		e.Findings[i].Where, e.Findings[i].Sample, e.Findings[i].Class = a, b, e.Findings[i].Class+a
	}
	for i := range e.Attributes {
		e.Attributes[i].Value = []string{a, b, b + a}[i%3]
	}
	e.Attributes = append(e.Attributes, event.Attribute{Name: name, Value: a})
	if kind >= 128 {
		e.ID, e.Action, e.Kind, e.Type, e.Rule.ID, e.CommunityID = a, b, a, []string{a, b}, a, b
	}
	return e
}

func fuzz(f *testing.F, check func(testing.TB, *event.Event)) {
	f.Add(uint8(0), "a|b=c\\d]e\"f\n", "\u202eevil\x00\xff", "smtp.greeting")
	f.Add(uint8(1), "<34>1 - - - - - -", "CEF:0|a|b|c|d|e|9|src=1.2.3.4", "source.ip")
	f.Add(uint8(2), " act=allow\tsev=1", `\u0000 \n \\`, "a.b")
	f.Add(uint8(137), "], [x", "長\u2028\U000e0041", "tls.version")
	f.Fuzz(func(t *testing.T, kind uint8, a, b, name string) { check(t, fuzzed(kind, a, b, name)) })
}

func FuzzText(f *testing.F) { fuzz(f, checkText) }

func FuzzRFC5424(f *testing.F) { fuzz(f, checkRFC5424) }

func FuzzCEF(f *testing.F) { fuzz(f, checkCEF) }

func FuzzLEEF(f *testing.F) { fuzz(f, checkLEEF) }

func FuzzECS(f *testing.F) { fuzz(f, checkECS) }

func FuzzOCSF(f *testing.F) { fuzz(f, checkOCSF) }

// checkJSON reads a record as JSON, of which people see all.
func checkJSON(t testing.TB, r Record) (doc map[string]any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(r.Body))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil || d.More() {
		t.Fatalf("%v: %q", err, r.Body)
	}
	for _, c := range string(r.Body) {
		if unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			t.Errorf("%U stands in %q", c, r.Body)
		}
	}
	return doc
}

// TestBounds: no value makes a record long, nor cuts a character.
func TestBounds(t *testing.T) {
	for _, v := range []string{string(slices.Repeat([]byte{1}, 1<<14)), string(slices.Repeat([]byte("長\"\\|="), 1<<11)), string(slices.Repeat([]byte{0xff}, 1<<14))} {
		e := fuzzed(0, v, v, "smtp.greeting")
		for _, check := range checks {
			check(t, e)
		}
	}
	for n := range 2 * MaxValue {
		got := clean(string(slices.Repeat([]byte("é"), n))[n/2:])
		if len(got) > MaxValue || !utf8.ValidString(got) {
			t.Fatalf("%d bytes, valid: %v", len(got), utf8.ValidString(got))
		}
	}
}
