package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"sekisho/admin/state"
	"sekisho/dataplane/control"
	"sekisho/dataplane/journal"
)

const auditUsage = `usage: sekisho audit verify --config FILE [--key KEY] [--heads FILE]
                                          whether the audit log is as it was written
example: sekisho audit verify --config /etc/sekisho/sekisho.yaml
`

// auditCommand looks after the audit log.
func auditCommand(ctx context.Context, e *env, args []string) int {
	if len(args) == 0 {
		return e.fail("audit: want verify; sekisho audit -h explains it")
	}
	switch args[0] {
	case "verify":
		return e.auditVerify(ctx, args[1:])
	case "-h", "-help", "--help", "help":
		fmt.Fprint(e.stdout, auditUsage)
		return 0
	}
	return e.fail("audit: unknown command %q, want verify", args[0])
}

// auditVerify exits with 1 if the log was changed, or can't be read.
func (e *env) auditVerify(ctx context.Context, args []string) int {
	const name = "audit verify"
	fs := e.flags(name, "--config FILE [--key KEY] [--heads FILE]", "sekisho audit verify --config /etc/sekisho/sekisho.yaml")
	path := fs.String("config", "", "the appliance's configuration `file`")
	key := fs.String("key", "", "the public `key` that was written down elsewhere; none: the appliance's own")
	heads := fs.String("heads", "", "a `file` of signed heads that were kept elsewhere, one JSON object a line")
	if status, done := e.parse(fs, args); done {
		return status
	}
	config, status, ok := e.config(name, *path, fs.Args())
	if !ok {
		return status
	}
	kept, err := readHeads(*heads)
	if err != nil {
		return e.fail("%s: %v", name, err)
	}
	anchored, err := anchoredHeads(ctx, eventsDir(config))
	if err != nil {
		return e.fail("%s: %v", name, err)
	}
	kept = append(kept, anchored...)
	found, err := state.Verify(ctx, adminDir(config), *key, kept)
	if err == nil {
		err = json.NewEncoder(e.stdout).Encode(found)
	}
	if err == nil && len(found.Problems) > 0 {
		err = fmt.Errorf("the audit log was changed: %s", found.Problems[0])
	}
	if err != nil {
		return e.fail("%s: %v", name, err)
	}
	return 0
}

// readHeads reads signed heads that were kept elsewhere.
func readHeads(path string) ([]state.Head, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	heads, err := state.ReadHeads(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return heads, nil
}

// anchoredHeads are those among the stored events, which the admin process can't change.
func anchoredHeads(ctx context.Context, dir string) ([]state.Head, error) {
	mark := []byte(`"` + control.AnchorAction + `"`)
	var lines bytes.Buffer
	only := journal.Selection{Match: func(record []byte) (bool, error) { return bytes.Contains(record, mark), nil }}
	if err := journal.Read(ctx, dir, only, &lines); err != nil {
		return nil, err
	}
	var heads []state.Head
	for line := range bytes.Lines(lines.Bytes()) {
		var record struct {
			Event   struct{ Action string }
			Sekisho struct {
				Audit struct {
					Sequence             int64 `json:",string"`
					At                   time.Time
					Hash, Key, Signature string
				}
			}
		}
		if err := json.Unmarshal(line, &record); err != nil {
			return nil, fmt.Errorf("read the audit log's end among the events: %w", err)
		}
		if a := record.Sekisho.Audit; record.Event.Action == control.AnchorAction {
			heads = append(heads, state.Head{Sequence: a.Sequence, Hash: a.Hash, At: a.At, Key: a.Key, Signature: a.Signature})
		}
	}
	return heads, nil
}
