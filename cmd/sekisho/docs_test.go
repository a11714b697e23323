package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sekisho/configs"
)

func rootFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", name))
	must(t, err)
	return string(b)
}

// TestReadmeExamples: the configuration and the policy that the README shows are
// accepted, and its table has every command.
func TestReadmeExamples(t *testing.T) {
	readme := rootFile(t, "README.md")
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(readme, -1)
	if len(blocks) != 2 {
		t.Fatalf("%d YAML examples, want a configuration and a policy", len(blocks))
	}
	path := filepath.Join(t.TempDir(), "sekisho.yaml")
	must(t, os.WriteFile(path, []byte(blocks[0][1]), 0o600))
	if _, err := configs.Load(path); err != nil {
		t.Errorf("configuration: %v", err)
	}
	if status, _, errs := call("policy", "check", policyFile(t, blocks[1][1])); status != 0 || errs != "" {
		t.Errorf("policy: status %d, %s", status, errs)
	}
	for _, c := range commands() {
		if !strings.Contains(readme, "`sekisho "+c.name) {
			t.Errorf("the README's table has no command %s", c.name)
		}
	}
}

// TestNoticeIsComplete: whoever adds a dependency states its licence and why.
func TestNoticeIsComplete(t *testing.T) {
	notice := rootFile(t, "NOTICE")
	for _, table := range []string{importers, testImporters} {
		for m := range parseTable(table) {
			if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(m) + `(/v\d+)?\s+[A-Z]`).MatchString(notice) {
				t.Errorf("NOTICE does not state the licence of %s", m)
			}
		}
	}
	var ui struct {
		Dependencies map[string]string `json:"dependencies"`
	}
	must(t, json.Unmarshal([]byte(rootFile(t, "admin/web/ui/package.json")), &ui))
	if len(ui.Dependencies) == 0 {
		t.Error("the web UI has no dependencies")
	}
	for m := range ui.Dependencies {
		if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(m) + `\s+[A-Z]`).MatchString(notice) {
			t.Errorf("NOTICE does not state the licence of %s, which the web UI uses", m)
		}
	}
}
