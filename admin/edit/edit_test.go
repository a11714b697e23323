package edit

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/configs/strict"
)

const sample = `# Kept by compliance.
version: 1

groups:
  jurisdictions:
    # who is watched
    watched: [CN, RU]   # since 2025
    near:
      - KR   # Seoul
      - TW
  networks: {}

rules:
  # --- secrets ---

  # nothing may leave
  - id: no-secrets   # ticket 1
    description: "No keys"
    to: {jurisdictions: [watched]}

    data:
      # keys above all
      - {class: secret, at_least: 1}   # one is enough
      - {class: jp.my_number, at_least: 3}
    action: block

  - id: mail
    to:
      jurisdictions: [watched]
      ports: [25, 587]   # submission
    comment: |
      # not a comment
      second line
    action: log
    # end of mail

# what is left
default: allow
`

func apply(t *testing.T, text string, operations string) string {
	t.Helper()
	var ops []Operation
	if err := json.Unmarshal([]byte(operations), &ops); err != nil {
		t.Fatal(err)
	}
	got, _, err := Apply(t.Context(), text, ops)
	if err != nil {
		t.Fatalf("%s: %v", operations, err)
	}
	return got
}

// TestApply: each operation changes its lines and no other.
func TestApply(t *testing.T) {
	for name, c := range map[string]struct{ operations, old, new string }{
		"scalar":            {`[{"op":"change","rules":[0],"set":{"id":"secrets"}}]`, "id: no-secrets   # ticket 1", "id: secrets   # ticket 1"},
		"quoted":            {`[{"op":"change","rules":[0],"set":{"description":"a: b"}}]`, `"No keys"`, `'a: b'`},
		"new key":           {`[{"op":"change","rules":[0],"set":{"owner":"hr"}}]`, "    description: \"No keys\"\n", "    description: \"No keys\"\n    owner: hr\n"},
		"key goes":          {`[{"op":"change","rules":[0],"set":{"description":null}}]`, "    description: \"No keys\"\n", ""},
		"disabled":          {`[{"op":"change","rules":[1],"set":{"enabled":false}}]`, "      second line\n", "      second line\n    enabled: false\n"},
		"enabled already":   {`[{"op":"change","rules":[1],"set":{"enabled":true}}]`, "", ""},
		"flow list":         {`[{"op":"change","rules":[1],"set":{"to":{"ports":[25,465,"587"]}}}]`, "[25, 587]   # submission", "[25, 465, 587]   # submission"},
		"flow map":          {`[{"op":"change","rules":[0],"set":{"to":{"ports":["1000-2000"]}}}]`, "{jurisdictions: [watched]}", "{jurisdictions: [watched], ports: [1000-2000]}"},
		"threshold":         {`[{"op":"change","rules":[0],"set":{"data":[{"class":"secret","at_least":2},{"class":"jp.my_number","at_least":3}]}}]`, "at_least: 1}   #", "at_least: 2}   #"},
		"threshold goes":    {`[{"op":"change","rules":[0],"set":{"data":[{"class":"secret","at_least":1}]}}]`, "      - {class: jp.my_number, at_least: 3}\n", ""},
		"threshold comes":   {`[{"op":"change","rules":[0],"set":{"data":[{"class":"secret","at_least":1},{"class":"pii","at_least":5},{"class":"jp.my_number","at_least":3}]}}]`, "one is enough\n", "one is enough\n      - {class: pii, at_least: 5}\n"},
		"block text":        {`[{"op":"change","rules":[1],"set":{"comment":"one\ntwo\n"}}]`, "      # not a comment\n      second line\n", "      one\n      two\n"},
		"remove":            {`[{"op":"remove","rules":[0]}]`, sample[strings.Index(sample, "  # nothing may"):strings.Index(sample, "  - id: mail")], ""},
		"remove last":       {`[{"op":"remove","rules":[1]}]`, sample[strings.Index(sample, "  - id: mail"):strings.Index(sample, "# what is left")], ""},
		"add first":         {`[{"op":"add","to":0,"set":{"id":"x","action":"log"}}]`, "  # nothing may", "  - id: x\n    action: log\n\n  # nothing may"},
		"add last":          {`[{"op":"add","set":{"action":"block","id":"x","to":{"asns":["AS64500"]},"data":[{"class":"secret","at_least":1}]}}]`, "    # end of mail\n", "    # end of mail\n\n  - id: x\n    to: {asns: [AS64500]}\n    data:\n      - {class: secret, at_least: 1}\n    action: block\n"},
		"group":             {`[{"op":"patch","set":{"groups":{"jurisdictions":{"watched":["CN","RU","KP"]}}}}]`, "[CN, RU]   #", "[CN, RU, KP]   #"},
		"group in lines":    {`[{"op":"patch","set":{"groups":{"jurisdictions":{"near":["KR","HK","TW"]}}}}]`, "# Seoul\n", "# Seoul\n      - HK\n"},
		"new group":         {`[{"op":"patch","set":{"groups":{"jurisdictions":{"far":["BR"]}}}}]`, "      - TW\n", "      - TW\n    far: [BR]\n"},
		"first in networks": {`[{"op":"patch","set":{"groups":{"networks":{"hr":["10.0.0.0/24"]}}}}]`, "  networks: {}\n", "  networks:\n    hr: [10.0.0.0/24]\n"},
		"custom":            {`[{"op":"patch","set":{"custom":{"code":{"keywords":["osprey"]}}}}]`, "  networks: {}\n", "  networks: {}\n\ncustom:\n  code:\n    keywords: [osprey]\n"},
		"default":           {`[{"op":"patch","set":{"default":"log"}}]`, "default: allow", "default: log"},
		"move":              {`[{"op":"move","rules":[1],"to":0}]`, sample[strings.Index(sample, "  # nothing may"):strings.Index(sample, "\n# what is left")], swapped()},
	} {
		t.Run(name, func(t *testing.T) {
			got := apply(t, sample, c.operations)
			if want := strings.Replace(sample, c.old, c.new, 1); got != want {
				t.Errorf("%s", cmp.Diff(want, got))
			}
		})
	}
}

// swapped are the sample's rules in the other order.
func swapped() string {
	first, second, end := strings.Index(sample, "  # nothing may"), strings.Index(sample, "  - id: mail"), strings.Index(sample, "\n# what is left")
	return sample[second:end] + "\n" + strings.TrimSuffix(sample[first:second], "\n")
}

// TestRename: rules follow their group, and nothing else changes.
func TestRename(t *testing.T) {
	got := apply(t, sample, `[{"op":"rename","kind":"jurisdictions","from":"watched","name":"of-concern"}]`)
	if want := strings.ReplaceAll(strings.Replace(sample, "    watched:", "    of-concern:", 1), "[watched]", "[of-concern]"); got != want {
		t.Error(cmp.Diff(want, got))
	}
}

// TestLayouts: peculiar files come out right, too.
func TestLayouts(t *testing.T) {
	for name, c := range map[string]struct{ text, operations, want string }{
		"empty":         {"", `[{"op":"add","set":{"id":"a","action":"log"}},{"op":"patch","set":{"version":1}}]`, "version: 1\n\nrules:\n  - id: a\n    action: log\n"},
		"no rules":      {"version: 1 # x\nrules: [] # none\ndefault: log\n", `[{"op":"add","set":{"id":"a","action":"log"}}]`, "version: 1 # x\nrules: # none\n  - id: a\n    action: log\ndefault: log\n"},
		"last goes":     {"rules: # r\n- id: a\n  action: log\n", `[{"op":"remove","rules":[0]}]`, "rules: [] # r\n"},
		"dashes below":  {"rules:\n- id: a\n  action: log\n- id: b\n  action: log\n", `[{"op":"change","rules":[0],"set":{"action":"block"}},{"op":"add","to":1,"set":{"id":"c"}}]`, "rules:\n- id: a\n  action: block\n- id: c\n- id: b\n  action: log\n"},
		"JSON":          {`{"rules":[{"id":"a","action":"log"}]}`, `[{"op":"change","rules":[0],"set":{"action":"block"}}]`, "\"rules\":\n  - {\"id\": \"a\", \"action\": block}\n"},
		"CR LF":         {"rules:\r\n  - id: a # x\r\n    action: log\r\n", `[{"op":"change","rules":[0],"set":{"id":"b"}}]`, "rules:\r\n  - id: b # x\r\n    action: log\r\n"},
		"no end":        {"rules:\n  - {id: a, action: log}", `[{"op":"change","rules":[0],"set":{"id":"b"}}]`, "rules:\n  - {id: b, action: log}\n"},
		"remarks":       {"groups: {}\nrules:\n  - id: a\n    protocols: [http, # web\n      smtp]\n    action: log\n", `[{"op":"change","rules":[0],"set":{"protocols":["http","ftp"]}}]`, "groups: {}\nrules:\n  - id: a\n    protocols:\n      - http # web\n      - ftp\n    action: log\n"},
		"quoted ends #": {"rules:\n  - id: a\n    description: \"x\n      # y\"\n    # z\n    action: log\n", `[{"op":"change","rules":[0],"set":{"description":"w"}}]`, "rules:\n  - id: a\n    description: w\n    # z\n    action: log\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := apply(t, c.text, c.operations); got != c.want {
				t.Error(cmp.Diff(c.want, got))
			}
		})
	}
}

// TestLongLists are broken over lines.
func TestLongLists(t *testing.T) {
	got := apply(t, "rules:\n  - id: a\n    to: {jurisdictions: [any]}\n", `[{"op":"change","rules":[0],"set":{"to":{"jurisdictions":`+asJSON(strict.Jurisdictions())+`}}}]`)
	for line := range strings.SplitSeq(got, "\n") {
		if len(line) > width {
			t.Errorf("a line of %d bytes: %s", len(line), line)
		}
	}
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// TestRefusals name the operation and the field.
func TestRefusals(t *testing.T) {
	for operation, want := range map[string]string{
		`{"op":"sing"}`:                                                         "op",
		`{"op":"change","set":{"id":"x"}}`:                                      "rules",
		`{"op":"change","rules":[2],"set":{"id":"x"}}`:                          "rules",
		`{"op":"change","rules":[0],"set":[1]}`:                                 "set",
		`{"op":"change","rules":[0]}`:                                           "set",
		`{"op":"add","set":{}}`:                                                 "set",
		`{"op":"add","to":3,"set":{"id":"x"}}`:                                  "to",
		`{"op":"add","set":{"a\u0000":"x"}}`:                                    "set",
		`{"op":"move","rules":[0],"to":2}`:                                      "to",
		`{"op":"patch","set":{"rules":[]}}`:                                     "set",
		`{"op":"rename","kind":"networks","from":"watched"}`:                    "from",
		`{"op":"rename","kind":"jurisdictions","from":"near","name":"watched"}`: "name",
	} {
		var ops []Operation
		if err := json.Unmarshal([]byte(`[{"op":"move","rules":[0],"to":1},`+operation+`]`), &ops); err != nil {
			t.Fatal(err)
		}
		_, _, err := Apply(t.Context(), sample, ops)
		var e *Error
		if !errors.As(err, &e) || e.Operation != 1 || e.Field != want {
			t.Errorf("%s: %v", operation, err)
		}
	}
	if _, _, err := Apply(t.Context(), "a: [", nil); err == nil {
		t.Error("what is no YAML is taken")
	}
}

// TestShow: what a form shows, and where it stands.
func TestShow(t *testing.T) {
	s, err := Show(sample)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Rules) != 2 || s.Default != "allow" || s.Rules[1].Comment != "# not a comment\nsecond line\n" {
		t.Fatalf("shown %+v", s)
	}
	mail := s.Rules[1]
	if diff := cmp.Diff(To{Jurisdictions: []string{"watched"}, Networks: []string{}, Domains: []string{}, Ports: []string{"25", "587"}, ASNs: []string{}}, mail.To); diff != "" {
		t.Error(diff)
	}
	lines := strings.Split(sample, "\n")
	if at := mail.Lines["to.ports"]; !strings.Contains(lines[at-1], "ports:") || !strings.Contains(lines[mail.Line-1], "id: mail") || !strings.Contains(lines[mail.Last-1], "action: log") {
		t.Errorf("lines %+v", mail)
	}
	if g := s.Jurisdictions[0]; g.Name != "watched" || len(g.UsedBy) != 2 || len(g.Entries) != 2 {
		t.Errorf("group %+v", g)
	}
}
