package edit

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// writer makes a policy with comments in all places, each of another text, and remembers what it says.
type writer struct {
	*rand.Rand
	strings.Builder
	// remarks are the comments of each rule, by its ID and the field that they stand at.
	remarks map[string]map[string]string
	free    []string // comments that belong to no rule
	n       int
}

func (w *writer) remark() string {
	w.n++
	return fmt.Sprintf("# remark %d.", w.n)
}

func (w *writer) maybe() bool { return w.IntN(3) == 0 }

var someFields = map[string][]string{
	"description": {`plain text`, `"quoted: # text"`, `'it''s'`, "|\n      # no comment\n      text", ">-\n      folded\n      text", "two\n      lines"},
	"to":          {`{jurisdictions: [CN, RU]}`, "\n      jurisdictions: [any]\n      ports: [25, 1000-2000]", "{jurisdictions: [CN,\n      RU], networks: [198.51.100.0/24, 'fc00::/7']}"},
	"data":        {`[{class: secret, at_least: 1}]`, "\n      - {class: pii.email, at_least: 5}\n      - class: jp\n        at_least: 2", "\n    - {class: opaque, at_least: 100}"},
	"protocols":   {`[http, "smtp"]`, "\n      - http\n      - smtp", "[http,\n      tls]"},
	"expires":     {"2027-03-31", `"2027-03-31T00:00:00Z"`},
	"enabled":     {"false", "true"},
	"action":      {"block", "log", `"log"`},
}

// policy writes one of n rules.
func (w *writer) policy(n int) string {
	w.free = append(w.free, w.remark())
	w.WriteString(w.free[0] + "\nversion: 1\n\ngroups:\n  jurisdictions:\n    watched: [CN, RU]\nrules:\n")
	for i := range n {
		if w.maybe() {
			w.free = append(w.free, w.remark())
			w.WriteString("\n  " + w.free[len(w.free)-1] + "\n\n")
		}
		w.rule(fmt.Sprintf("rule-%d", i))
	}
	w.free = append(w.free, w.remark())
	w.WriteString("\n" + w.free[len(w.free)-1] + "\ndefault: allow\n")
	return w.String()
}

func (w *writer) rule(id string) {
	remarks := map[string]string{}
	w.remarks[id] = remarks
	if w.maybe() {
		remarks["above"] = w.remark()
		w.WriteString("  " + remarks["above"] + "\n")
	}
	w.WriteString("  - id: " + id + "\n")
	for _, field := range slices.Sorted(maps.Keys(someFields)) {
		if w.maybe() {
			continue
		}
		value := someFields[field][w.IntN(len(someFields[field]))]
		if w.maybe() {
			remarks[field] = w.remark()
			w.WriteString("    " + remarks[field] + "\n")
		} else if w.maybe() && !strings.Contains(value, "\n") {
			remarks[field] = w.remark()
			value += "   " + remarks[field]
		}
		blank := " "
		if value[0] == '\n' {
			blank = ""
		}
		w.WriteString("    " + field + ":" + blank + value + "\n")
		if w.maybe() {
			w.WriteString("\n")
		}
	}
	if w.maybe() {
		remarks["below"] = w.remark()
		w.WriteString("    " + remarks["below"] + "\n\n")
	}
}

// decode reads a text by the library's own decoder, with all scalars as text: another way than this package's.
func decode(t *testing.T, text string) map[string]any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	var texts func(n *yaml.Node)
	texts = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			n.Tag = "!!str"
		}
		for _, c := range n.Content {
			texts(c)
		}
	}
	texts(&n)
	var v map[string]any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

var newValues = map[string][]any{
	"description": {"other", "a: b # c", "two\nlines", "#", "日本 ", "true", nil},
	"to":          {map[string]any{"jurisdictions": []any{"KP"}}, map[string]any{"ports": []any{"443"}}, map[string]any{"jurisdictions": nil, "asns": []any{"64500"}}, nil},
	"data":        {[]any{map[string]any{"class": "secret", "at_least": "7"}}, []any{map[string]any{"class": "jp", "at_least": "2"}, map[string]any{"class": "opaque", "at_least": "5"}}, nil},
	"protocols":   {[]any{"http", "ftp"}, []any{"smtp"}, nil},
	"expires":     {"2028-01-01", nil},
	"enabled":     {false, nil},
	"action":      {"block", "allow"},
	"owner":       {"hr", "it's"},
}

// TestRandomEdits: after any operations, the file says what the same operations make of its values, and every comment stays
// that does not belong to what was changed or taken out.
func TestRandomEdits(t *testing.T) {
	for seed := range uint64(300) {
		w := &writer{Rand: rand.New(rand.NewPCG(seed, 5)), remarks: map[string]map[string]string{}}
		text := w.policy(1 + w.IntN(5))
		want := decode(t, text)
		var ops []Operation
		for range 1 + w.IntN(4) {
			ops = append(ops, w.operation(want))
		}
		got, _, err := Apply(t.Context(), text, ops)
		if err != nil {
			t.Fatalf("seed %d: %v: %s\n%s", seed, err, asJSON(ops), text)
		}
		if a, b := asJSON(decode(t, got)), asJSON(want); a != b {
			t.Fatalf("seed %d: %s\n%s\nbecame\n%s\nsays  %s\nwanted %s", seed, asJSON(ops), text, got, a, b)
		}
		for _, remark := range w.free {
			if strings.Count(got, remark) != 1 {
				t.Fatalf("seed %d: %s\n%s\nbecame\n%s\n%d times %s", seed, asJSON(ops), text, got, strings.Count(got, remark), remark)
			}
		}
		for id, remarks := range w.remarks {
			for field, remark := range remarks {
				if n := strings.Count(got, remark); n != 1 {
					t.Fatalf("seed %d: %s\n%s\nbecame\n%s\n%d times %s of %s of %s", seed, asJSON(ops), text, got, n, remark, field, id)
				}
			}
		}
		if strings.Count(got, "remark ") > w.n {
			t.Fatalf("seed %d: a comment more\n%s", seed, got)
		}
	}
}

// operation makes one, and does it to the values.
func (w *writer) operation(v map[string]any) Operation {
	rules, _ := v["rules"].([]any)
	at := 0
	if len(rules) > 0 {
		at = w.IntN(len(rules))
	}
	switch w.IntN(5) {
	case 0:
		to := w.IntN(len(rules) + 1)
		rule := map[string]any{"id": fmt.Sprintf("new-%d", w.IntN(1000)), "action": "log", "description": "a new one"}
		v["rules"] = slices.Insert(rules, to, any(rule))
		return Operation{Op: "add", To: &to, Set: json.RawMessage(asJSON(rule))}
	case 1:
		if len(rules) > 1 {
			w.forget(rules[at], "")
			v["rules"] = slices.Delete(rules, at, at+1)
			return Operation{Op: "remove", Rules: []int{at}}
		}
	case 2:
		if len(rules) > 1 {
			to := w.IntN(len(rules))
			rule := rules[at]
			v["rules"] = slices.Insert(slices.Delete(rules, at, at+1), to, rule)
			return Operation{Op: "move", Rules: []int{at}, To: &to}
		}
	}
	if len(rules) == 0 {
		v["default"] = "log"
		return Operation{Op: "patch", Set: json.RawMessage(`{"default":"log"}`)}
	}
	rule := rules[at].(map[string]any)
	patch := map[string]any{}
	for _, field := range slices.Sorted(maps.Keys(newValues)) {
		if w.IntN(4) == 0 {
			patch[field] = newValues[field][w.IntN(len(newValues[field]))]
			w.forget(rule, field)
		}
	}
	set := asJSON(patch)
	mergePlainly(rule, patch)
	return Operation{Op: "change", Rules: []int{at}, Set: json.RawMessage(set)}
}

// forget gives up the comments of a field, or of a whole rule, whose value changes.
func (w *writer) forget(rule any, field string) {
	id, _ := rule.(map[string]any)["id"].(string)
	if field == "" {
		delete(w.remarks, id)
		return
	}
	delete(w.remarks[id], field)
}

// mergePlainly is RFC 7396's own pseudocode, for values that are text.
func mergePlainly(target, patch map[string]any) {
	for k, v := range patch {
		switch v := v.(type) {
		case nil:
			delete(target, k)
		case map[string]any:
			inner, ok := target[k].(map[string]any)
			if !ok {
				inner = map[string]any{}
			}
			mergePlainly(inner, v)
			if target[k] = inner; len(inner) == 0 {
				delete(target, k)
			}
		case bool:
			target[k] = fmt.Sprint(v)
		default:
			target[k] = v
		}
	}
}

// FuzzApply: whatever the text, an operation is done as it is meant, or refused.
func FuzzApply(f *testing.F) {
	f.Add(sample, `[{"op":"change","rules":[0],"set":{"id":"x"}}]`)
	f.Add("rules: [{id: a}]", `[{"op":"move","rules":[0],"to":0}]`)
	f.Add("? rules\n:\n- ? id\n  : a\n- - b\n", `[{"op":"remove","rules":[0]},{"op":"add","set":{"id":"c"}}]`)
	f.Add("rules:\n- # x\n  id: a\n-\n  id: b\n", `[{"op":"change","rules":[0,1],"set":{"id":null,"to":{"ports":[1]}}}]`)
	f.Add("groups: {networks: {a: [10.0.0.0/8]}}\nrules: []", `[{"op":"rename","kind":"networks","from":"a","name":"b"},{"op":"patch","set":{"groups":{"networks":{"a b":["c"]}}}}]`)
	f.Fuzz(func(t *testing.T, text, operations string) {
		var ops []Operation
		if len(text) > 1<<12 || json.Unmarshal([]byte(operations), &ops) != nil {
			return
		}
		got, _, err := Apply(t.Context(), text, ops)
		if err != nil {
			return
		}
		if _, err := Show(got); err != nil {
			t.Errorf("%q by %s became %q: %v", text, operations, got, err)
		}
	})
}
