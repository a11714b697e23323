package state

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"sekisho/admin/sqlite"
)

// logbook is a state with some entries, of which all but the last are signed.
func logbook(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	for i := range 10 {
		o.now = o.now.Add(time.Minute)
		o.must(o.Audit(t.Context(), Entry{Actor: aoki, Action: "user.add", Object: fmt.Sprint("user ", i), Detail: object{"role": "viewer"}}))
		if i == 4 || i == 8 {
			_, err := o.SignHead(t.Context())
			o.must(err)
		}
	}
	return o
}

// tamper changes the database as somebody would who has it.
func (o *office) tamper(statements string) {
	o.t.Helper()
	db, err := sqlite.Open(o.t.Context(), o.path(), sqlite.Options{Schema: schema})
	o.must(err)
	_, err = db.ExecContext(o.t.Context(), statements)
	o.must(err)
	o.must(db.Close())
}

func (o *office) verify(kept ...Head) Verification {
	o.t.Helper()
	v, err := Verify(o.t.Context(), o.dir, "", kept)
	o.must(err)
	return v
}

func TestVerifyFindsNothing(t *testing.T) {
	o := logbook(t)
	v := o.verify()
	if len(v.Problems) > 0 || v.Entries != 10 || v.Heads != 2 || v.Signed != 9 || v.Key != o.AuditKey() {
		t.Errorf("%+v", v)
	}
	head, err := o.SignHead(t.Context())
	o.must(err)
	again, err := o.SignHead(t.Context())
	o.must(err)
	if v := o.verify(); again != head || v.Heads != 3 || v.Signed != 10 || len(v.Problems) > 0 {
		t.Errorf("%+v", v)
	}
	o.reopen()
	if v := o.verify(); v.Heads != 3 || len(v.Problems) > 0 {
		t.Errorf("nothing new was to be signed: %+v", v)
	}
}

// TestVerifyFinds: whatever is done to entries that are signed is told.
func TestVerifyFinds(t *testing.T) {
	for what, c := range map[string]struct{ sql, want string }{
		"an entry changed":          {`UPDATE audit SET body = replace(body, 'viewer', 'admin') WHERE sequence = 3`, "entry 3, or one before it, was changed"},
		"the time of one":           {`UPDATE audit SET body = replace(body, '05:03', '04:03') WHERE sequence = 3`, "entry 3, or one before it, was changed"},
		"its hash too":              {`UPDATE audit SET body = '{"sequence":3}', hash = x'00' WHERE sequence = 3`, "entry 3, or one before it"},
		"one removed":               {`DELETE FROM audit WHERE sequence = 4`, "entry 5 follows entry 3"},
		"the first removed":         {`DELETE FROM audit WHERE sequence = 1`, "entry 2 follows entry 0"},
		"two exchanged":             {`UPDATE audit SET sequence = 100 WHERE sequence = 4; UPDATE audit SET sequence = 4 WHERE sequence = 5; UPDATE audit SET sequence = 5 WHERE sequence = 100`, "entry 4 is not what was written there"},
		"the end cut off":           {`DELETE FROM audit WHERE sequence > 8`, "the end is missing"},
		"all of it":                 {`DELETE FROM audit`, "the end is missing"},
		"one added at the start":    {`INSERT INTO audit (sequence, body, hash) VALUES (0, '{"sequence":0}', x'00')`, "entry 0"},
		"not JSON, with a new hash": {`UPDATE audit SET sequence = 3, hash = x'11' WHERE sequence = 3`, "entry 3"},
	} {
		t.Run(what, func(t *testing.T) {
			o := logbook(t)
			o.tamper(c.sql)
			v := o.verify()
			if len(v.Problems) == 0 || len(v.Problems) > maxProblems || !strings.Contains(strings.Join(v.Problems, "\n"), c.want) {
				t.Errorf("%q, want %q", v.Problems, c.want)
			}
		})
	}
}

// TestVerifyFindsANewChain: whoever makes a new chain that fits in itself can't sign it.
func TestVerifyFindsANewChain(t *testing.T) {
	o := logbook(t)
	at := link{}
	var sql strings.Builder
	sql.WriteString("DELETE FROM audit;")
	for i := range int64(10) {
		body := fmt.Sprintf(`{"sequence":%d,"at":"2026-11-22T05:00:00Z","actor":{"name":"nobody"},"action":"none"}`, i+1)
		at = at.next([]byte(body))
		fmt.Fprintf(&sql, "INSERT INTO audit (sequence, body, hash) VALUES (%d, '%s', x'%x');", at.sequence, body, at.hash)
	}
	o.tamper(sql.String())
	v := o.verify()
	if got := strings.Join(v.Problems, "; "); got != "entry 5 is not the one that was signed; entry 9 is not the one that was signed" {
		t.Error(got)
	}
	forged, err := newKey(o.file("another.key"))
	o.must(err)
	o.must(appendHead(o.headsPath(), forged.sign(at, o.now)))
	if got := strings.Join(o.verify().Problems, "; "); !strings.Contains(got, "head 3, of entry 10: head is signed with another key") {
		t.Error(got)
	}
}

// TestVerifyWithHeadsFromElsewhere: who has the directory can cut off entries and heads, but not those that
// were sent away.
func TestVerifyWithHeadsFromElsewhere(t *testing.T) {
	o := logbook(t)
	kept, err := o.Heads(t.Context())
	o.must(err)
	o.tamper("DELETE FROM audit WHERE sequence > 5")
	first, err := json.Marshal(kept[0])
	o.must(err)
	o.must(os.WriteFile(o.headsPath(), append(first, '\n'), 0o600))
	if v := o.verify(); len(v.Problems) > 0 {
		t.Errorf("what is left fits: %q", v.Problems)
	}
	if v := o.verify(kept...); len(v.Problems) != 1 || !strings.Contains(v.Problems[0], "entry 9 was signed: the end is missing") {
		t.Errorf("%q", v.Problems)
	}
	o.must(os.Remove(o.headsPath()))
	if v := o.verify(); len(v.Problems) != 1 || !strings.Contains(v.Problems[0], "no signed head") {
		t.Errorf("%q", v.Problems)
	}
	if _, err := Verify(t.Context(), t.TempDir(), "", nil); err == nil {
		t.Error("a directory without anything is fine")
	}
}

// TestTornHead: a head that the power cut off is left out, and the next one takes its place.
func TestTornHead(t *testing.T) {
	o := logbook(t)
	f, err := os.OpenFile(o.headsPath(), os.O_WRONLY|os.O_APPEND, 0)
	o.must(err)
	_, err = f.WriteString(`{"sequence":10,"ha`)
	o.must(err)
	o.must(f.Close())
	o.reopen()
	if v := o.verify(); v.Heads != 3 || len(v.Problems) > 0 {
		t.Errorf("%+v", v)
	}
}

func TestAuditLog(t *testing.T) {
	o := logbook(t)
	ctx := t.Context()
	o.must(o.Audit(ctx, Entry{Actor: mori, Action: "policy.draft"}))
	for what, c := range map[string]struct {
		search AuditSearch
		want   int
	}{
		"all": {AuditSearch{}, 11}, "an actor": {AuditSearch{Actor: "mori"}, 1}, "an action": {AuditSearch{Action: "user."}, 10},
		"from": {AuditSearch{From: o.now}, 2}, "to": {AuditSearch{To: o.now}, 9}, "a page": {AuditSearch{Before: 3}, 2},
		"limited": {AuditSearch{Limit: 4}, 4}, "none": {AuditSearch{Actor: "' OR 1"}, 0},
	} {
		if got, err := o.AuditLog(ctx, c.search); err != nil || len(got) != c.want {
			t.Errorf("%s: %d entries, %v, want %d", what, len(got), err, c.want)
		}
	}
	if _, err := o.AuditLog(ctx, AuditSearch{Limit: 1001}); err == nil {
		t.Error("a page of 1001")
	}
	if err := o.Audit(ctx, Entry{Object: strings.Repeat("x", maxEntry)}); err == nil {
		t.Error("an entry past the bound")
	}
}

// FuzzReadHeads: no file of heads may panic, or bring a head that a signature does not cover.
func FuzzReadHeads(f *testing.F) {
	k, err := newKey(f.TempDir() + "/key")
	if err != nil {
		f.Fatal(err)
	}
	good, err := json.Marshal(k.sign(link{sequence: 7}, time.Unix(0, 0)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(append(good, '\n'))
	f.Add([]byte("{}\n\n"))
	f.Add([]byte(`{"sequence":1e9}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		heads, _ := ReadHeads(bytes.NewReader(b))
		for _, h := range heads {
			if h.Check(k.public()) == nil && h.Sequence != 7 {
				t.Errorf("%+v", h)
			}
		}
	})
}

// That nobody is there to anchor the log's end, as when both processes are told to end, is no failure: the next start does it.
func TestAnchorsAtNextStart(t *testing.T) {
	dir, gone := t.TempDir(), errors.New("the dataplane is gone")
	var log strings.Builder
	var anchored []Head
	open := func(refused error) *State {
		t.Helper()
		anchor := func(_ context.Context, h Head) error { anchored = append(anchored, h); return refused }
		s, err := Open(t.Context(), Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, nil)), Now: time.Now, Anchor: anchor})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if err := open(gone).Close(); err != nil || !strings.Contains(log.String(), gone.Error()) {
		t.Errorf("%v, log %s", err, log.String())
	}
	if err := open(nil).Close(); err != nil || len(anchored) != 2 || anchored[0].Hash != anchored[1].Hash {
		t.Errorf("%v, anchored %+v", err, anchored)
	}
}
