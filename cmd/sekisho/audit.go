package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"sekisho/admin/state"
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
