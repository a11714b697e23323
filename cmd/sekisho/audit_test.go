package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	database "sekisho/admin/sqlite"
	"sekisho/admin/state"
)

// TestAuditVerify: the command says what the log is, and fails where it was changed.
func TestAuditVerify(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "sekisho.yaml")
	must(t, os.WriteFile(config, []byte("state_dir: "+dir+"\n"), 0o600))
	admin := filepath.Join(dir, "admin")
	s, err := state.Open(t.Context(), state.Options{Dir: admin})
	must(t, err)
	must(t, s.Audit(t.Context(), state.Entry{Actor: state.Actor{Name: "aoki"}, Action: "user.add"}))
	must(t, s.Close())
	heads := filepath.Join(admin, "audit-heads.ndjson")
	args := []string{"audit", "verify", "--config", config, "--heads", heads}
	if status, out, errs := call(args...); status != 0 || errs != "" || !strings.Contains(out, `"signed":1,`) || !strings.Contains(out, `"problems":[]`) {
		t.Errorf("status %d, %s, %s", status, out, errs)
	}
	db, err := database.OpenReader(filepath.Join(admin, "control.db"), 1)
	must(t, err)
	_, err = db.ExecContext(t.Context(), "PRAGMA query_only = 0; UPDATE audit SET body = replace(body, 'aoki', 'mori')")
	must(t, err)
	must(t, db.Close())
	if status, out, errs := call(args...); status != 1 || !strings.Contains(out, "was changed") || !strings.HasPrefix(errs, "sekisho: audit verify: the audit log was changed: entry 1") {
		t.Errorf("status %d, %s, %s", status, out, errs)
	}
	if status, _, errs := call(append(args, "--key", "00")...); status != 1 || !strings.Contains(errs, "another key") {
		t.Errorf("status %d, %s", status, errs)
	}
	must(t, os.WriteFile(heads, []byte("nonsense\n"), 0o600))
	if status, _, errs := call(args...); status != 1 || !strings.Contains(errs, "line 1 is not a signed head") {
		t.Errorf("status %d, %s", status, errs)
	}
}
