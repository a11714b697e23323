package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sekisho/configs"
	"sekisho/dataplane/detect"
	"sekisho/dataplane/policy"
	"sekisho/dataplane/proto"
)

// call runs one command line.
func call(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = dispatch(context.Background(), &env{strings.NewReader(""), &out, &errs}, args)
	return status, out.String(), errs.String()
}

// policyFile writes a policy and gives its path.
func policyFile(t *testing.T, src string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(path, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestShippedPolicy holds the embedded policy to the parser, and to what its
// comments promise.
func TestShippedPolicy(t *testing.T) {
	path := policyFile(t, string(configs.DefaultPolicy()))
	if status, out, errs := call("policy", "check", path); status != 0 || !strings.HasPrefix(out, path+": valid, 3 rules") || errs != "" {
		t.Errorf("status %d, %q, %q", status, out, errs)
	}
}

// TestPolicyCheckWarns: a rule that this build can't serve must not look sound.
func TestPolicyCheckWarns(t *testing.T) {
	path := policyFile(t, "version: 1\nrules:\n  - {id: a, action: log, protocols: [http, enip]}\n  - {id: b, action: log, data: [{class: in.aadhaar, at_least: 1}]}\n")
	p, err := readPolicy(path)
	if err != nil {
		t.Fatal(err)
	}
	status, _, errs := call("policy", "check", path)
	if want := len(p.Unserved(vocabulary())); status != 0 || strings.Count(errs, ": warning: rule ") != want {
		t.Errorf("status %d, want %d warnings, got %q", status, want, errs)
	}
}

// TestPolicyCanNameWhatIsRecognised holds the policy's vocabulary to what the
// detectors and decoders of this build report.
func TestPolicyCanNameWhatIsRecognised(t *testing.T) {
	for _, class := range detect.Classes() {
		if !slices.Contains(policy.Classes(), class) {
			t.Errorf("no policy can name class %s", class)
		}
	}
	for _, name := range proto.Names() {
		if !slices.Contains(policy.Protocols(), name) {
			t.Errorf("no policy can name protocol %s", name)
		}
	}
}

// TestKeywordsThatParseCompile holds the policy's bounds of a keyword to the detectors'.
func TestKeywordsThatParseCompile(t *testing.T) {
	path := policyFile(t, "version: 1\nrules: []\ndefault: log\ncustom: {x: {keywords: [abc, 極秘, "+strings.Repeat("k", 47)+"]}}\n")
	p, err := readPolicy(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := detect.Compile(nil, []detect.Custom{{Name: p.Custom()[0].Name, Keywords: p.Custom()[0].Keywords}}); err != nil {
		t.Error(err)
	}
}

func TestPolicyCheckReportsLines(t *testing.T) {
	path := policyFile(t, "version: 1\nrules:\n  - {id: a, acton: log}\ndefault: deny\n")
	status, out, errs := call("policy", "check", path)
	want := path + `:3: rules[0]: key "action" is missing
` + path + `:3: rules[0]: unknown key "acton"; nearest is "action"
` + path + `:4: default: must be allow or log or block, not "deny"
`
	if status != 1 || out != "" || errs != want {
		t.Errorf("status %d, %q, got\n%swant\n%s", status, out, errs, want)
	}
}

func TestPolicyCommandErrors(t *testing.T) {
	path := policyFile(t, "version: 1\nrules: [{id: a, action: log}]\n")
	flow := []string{"policy", "explain", "--policy", path, "--from", "10.0.0.2", "--to", "203.0.113.10:80"}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"policy"}, "policy: want check, explain, show, apply, confirm or revert"},
		{[]string{"policy", "chek"}, `policy: unknown command "chek"`},
		{[]string{"policy", "check"}, "policy check: want one FILE, not 0"},
		{[]string{"policy", "check", path + "x"}, path + "x: no such file"},
		{[]string{"policy", "check", filepath.Dir(path)}, "is a directory"},
		{[]string{"policy", "explain"}, "policy explain: --policy is missing"},
		{[]string{"policy", "explain", "--policy", path}, `--from "" is not an address`},
		{[]string{"policy", "explain", "--policy", path, "--from", "10.0.0.2", "--to", "example.com:80"}, `--to "example.com:80" is not an address with a port`},
		{[]string{"policy", "explain", "--policy", path, "--from", "10.0.0.2", "--to", "[2001:db8::1]:80"}, "different IP versions"},
		{append(flow, "--proto", "tpc"), `--proto "tpc" is none of tcp`},
		{append(flow, "--app", "htpp"), `--app "htpp" is none of http`},
		{append(flow, "--data", "jp.my_number"), `--data "jp.my_number" is not CLASS=N`},
		{append(flow, "--data", "jp.my_number=-1"), "is not CLASS=N"},
		{append(flow, "--data", "jp=1"), `--data: class "jp" is none of`},
		{append(flow, "--geo", path), "open geo database " + path},
		{append(flow, "extra"), `"extra" is no flag`},
	} {
		if status, out, errs := call(c.args...); status != 1 || out != "" || !strings.Contains(errs, c.want) {
			t.Errorf("%v: status %d, stdout %q, stderr %q, want %q", c.args, status, out, errs, c.want)
		}
	}
}

func TestPolicyHelp(t *testing.T) {
	for _, args := range [][]string{{"policy", "-h"}, {"policy", "check", "-h"}, {"policy", "explain", "-h"}} {
		if status, out, _ := call(args...); status != 0 || !strings.Contains(out, "example: sekisho policy") {
			t.Errorf("%v: status %d, %q", args, status, out)
		}
	}
}

// TestPolicyExplain leaves the geo database out, which takes a second to open.
func TestPolicyExplain(t *testing.T) {
	path := policyFile(t, `
version: 1
custom: {project: {keywords: [aurora]}}
rules:
  - {id: partner, action: allow, to: {domains: [example.com]}}
  - {id: data, action: block, to: {networks: [203.0.113.0/24, "2001:db8::/32"]}, protocols: [http], data: [{class: jp, at_least: 3}, {class: custom, at_least: 1}]}
  - {id: ping, action: log, protocols: [icmp]}
`)
	for _, c := range []struct {
		args           string
		decision, rule string
		matches        string
		open           bool
	}{
		{"--to 203.0.113.10:80", "undecided", "", "later later no later", true},
		{"--to 203.0.113.10:80 --host a.example.com", "allow", "partner", "yes later no no", false},
		{"--to 203.0.113.10:80 --host example.org --app http", "allow", "default", "no later no yes", true},
		{"--to 203.0.113.10:80 --app http --data jp.my_number=2 --data jp.passport=1", "block", "data", "later yes no no", false},
		{"--to 203.0.113.10:80 --app http --data custom.project=1", "block", "data", "later yes no no", false},
		{"--to 203.0.113.10:80 --app unknown --host example.org --data jp.passport=9", "allow", "default", "no no no yes", false},
		{"--to 203.0.113.10 --proto icmp --host example.org --app unknown", "log", "ping", "no no yes no", false},
	} {
		x := explained(t, path, strings.Fields(c.args))
		if x.Decision != c.decision || x.Rule != c.rule || x.Open != c.open {
			t.Errorf("%s: got %s by %q, open %v", c.args, x.Decision, x.Rule, x.Open)
		}
		if got := matches(x.Steps); got != c.matches {
			t.Errorf("%s: steps %s, want %s", c.args, got, c.matches)
		}
	}
}

// explained answers flags as policyExplain does, for an address of which nothing is known.
func explained(t *testing.T, path string, args []string) *explanation {
	t.Helper()
	program, err := readPolicy(path)
	if err != nil {
		t.Fatal(err)
	}
	var q question
	if err := q.flags(&env{}).Parse(append(args, "--from", "10.0.0.2")); err != nil {
		t.Fatal(err)
	}
	f, err := q.facts(program)
	if err != nil {
		t.Fatal(err)
	}
	return explain(program, f)
}

// TestPolicyExplainCommand is one whole answer, over IPv6.
func TestPolicyExplainCommand(t *testing.T) {
	path := policyFile(t, "version: 1\nrules: [{id: a, action: block, to: {networks: ['2001:db8::/32'], ports: [443]}}]\n")
	status, out, errs := call("policy", "explain", "--policy", path, "--from", "fd00::2", "--to", "[2001:db8::1]:443", "--proto", "udp")
	var x explanation
	if err := json.Unmarshal([]byte(out), &x); status != 0 || err != nil || x.Decision != "block" || x.Rule != "a" || x.Reason != policy.ReasonDestination {
		t.Errorf("status %d, %s%s, %v", status, out, errs, err)
	}
}

func matches(steps []policy.Step) string {
	var words []string
	for _, s := range steps {
		words = append(words, s.Match.String())
	}
	return strings.Join(words, " ")
}
