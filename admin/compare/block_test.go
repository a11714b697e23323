package compare

import (
	"testing"

	"sekisho/dataplane/policy"
)

func parse(t *testing.T, src string) *policy.Policy {
	t.Helper()
	p, err := policy.Parse("policy.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const layouts = `version: 1
rules:
  # Nothing but mail
  # goes there.
  - id: mail
    to:
      # the usual port
      ports: [25]

    action: log

  # This one stands alone.

  - {id: short, action: log}
  -
    id: late
    action: block
  # what comes after the last

# The default
default: allow
`

func TestBlocks(t *testing.T) {
	want := []Block{
		{"mail", 3, 11, "  # Nothing but mail\n  # goes there.\n  - id: mail\n    to:\n      # the usual port\n      ports: [25]\n\n    action: log\n"},
		{"short", 14, 15, "  - {id: short, action: log}\n"},
		{"late", 15, 18, "  -\n    id: late\n    action: block\n"},
	}
	for i, b := range Blocks(parse(t, layouts), layouts) {
		if b != want[i] {
			t.Errorf("%+v\nwant %+v", b, want[i])
		}
	}
}

// TestBlocksOnOneLine: rules that share a line share its text.
func TestBlocksOnOneLine(t *testing.T) {
	src := "version: 1\nrules: [{id: a, action: log}, {id: b, action: log}]"
	for _, b := range Blocks(parse(t, src), src) {
		if b.Text != "rules: [{id: a, action: log}, {id: b, action: log}]\n" {
			t.Errorf("%+v", b)
		}
	}
}
