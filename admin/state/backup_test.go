package state

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sekisho/admin/auth"
)

// filled is a state with something of everything.
func filled(t *testing.T) (*office, *gateway) {
	t.Helper()
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	o.must(o.AddUser(ctx, auth.User{ID: "1", Name: "aoki", Role: auth.Admin, Version: 3, Created: o.now, Password: "$argon2id$x", TOTP: "SECRET",
		Recovery: [][]byte{{7}}, Passkeys: [][]byte{[]byte("{}")}}))
	o.must(o.AddUser(ctx, auth.User{ID: "2", Name: "mori", Role: auth.Viewer, Version: 1}))
	_, err := o.AddQuery(ctx, Query{Owner: "1", Name: "blocked", Query: "event.action:block", Shared: true})
	o.must(err)
	for name, value := range map[string]string{SecondPerson: "false", SecondPersonOff: `{"by":"aoki"}`, "web.tls_1_2": "true"} {
		_, err = o.Set(ctx, name, []byte(value), 0, aoki)
		o.must(err)
	}
	_, err = o.AddDestination(ctx, Destination{Name: "soc", Config: []byte(`{"name":"soc"}`), Secret: "hidden"}, aoki)
	o.must(err)
	r := o.apply(g, o.draft("one", aoki), aoki)
	_, err = o.Confirm(ctx, g, r.ID, aoki)
	o.must(err)
	o.must(os.MkdirAll(o.keysDir(), 0o700))
	o.must(os.WriteFile(filepath.Join(o.keysDir(), "own.pem"), []byte("key"), 0o600))
	return o, g
}

func backupOf(t *testing.T, o *office, keys bool) Backup {
	t.Helper()
	var b bytes.Buffer
	o.must(o.WriteBackup(t.Context(), &b, keys))
	read, err := ReadBackup(&b)
	o.must(err)
	return read
}

// TestBackup: on another appliance all comes back, the policy as a draft.
func TestBackup(t *testing.T) {
	from, _ := filled(t)
	b := backupOf(t, from, true)
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	o.must(o.AddUser(ctx, auth.User{ID: "9", Name: "mori", Role: auth.Admin, Version: 1}))
	g.file = text3("another file")
	_, err := o.Reconcile(ctx, g)
	o.must(err)
	_, err = o.Set(ctx, SecondPerson, []byte("true"), 0, aoki)
	o.must(err)
	r, err := o.Restore(ctx, b, Restoring{Users: true, Settings: true, Keys: true}, mori)
	o.must(err)
	if got := fmt.Sprint(r.Revisions, r.Users, r.Kept, r.Settings, r.Queries, r.Keys, r.Destinations); got != "2 [aoki] [mori] [web.tls_1_2] 1 1 [soc]" {
		t.Error(got)
	}
	if d, err := o.Destination(ctx, "soc"); err != nil || d.Secret != "hidden" || d.By != "mori" || d.Version != 1 {
		t.Errorf("%+v, %v", d, err)
	}
	if r.Draft == nil || r.Draft.Text != text3("one") || r.Draft.CreatedBy != "mori" || !strings.HasPrefix(r.Draft.Name, "restored from the backup of 2026-11-22T05") {
		t.Errorf("%+v", r.Draft)
	}
	if on, err := o.Flag(ctx, SecondPerson); !on || err != nil {
		t.Errorf("a backup takes the second person away: %v", err)
	}
	if _, err := o.Setting(ctx, SecondPersonOff); !errors.Is(err, ErrNotFound) {
		t.Errorf("a backup brings a request: %v", err)
	}
	u, err := o.UserByName(ctx, "aoki")
	o.must(err)
	if u.Password != "$argon2id$x" || u.TOTP != "SECRET" || len(u.Recovery) != 1 || len(u.Passkeys) != 1 || u.Role != auth.Admin || !u.Created.Equal(from.now) {
		t.Errorf("%+v", u)
	}
	if u, err := o.UserByName(ctx, "mori"); err != nil || u.Role != auth.Admin {
		t.Errorf("an account that was there is another: %+v, %v", u, err)
	}
	o.wantState(2, Imported)
	o.wantHistory("applied 1 by file, in force 1", "confirmed 1 by file, in force 1")
	if one, err := o.Revision(ctx, 3); err != nil || one.Text != text3("one") || one.Parent != 2 || one.Author != "aoki" {
		t.Errorf("%+v, %v", one, err)
	}
	if key, err := os.ReadFile(filepath.Join(o.keysDir(), "own.pem")); err != nil || string(key) != "key" {
		t.Errorf("%s, %v", key, err)
	}
	again, err := o.Restore(ctx, b, Restoring{Users: true, Settings: true}, mori)
	o.must(err)
	if got := fmt.Sprint(again.Revisions, again.Users, again.Kept, again.Settings); got != "0 [] [aoki mori] []" {
		t.Errorf("once more: %s", got)
	}
}

// TestBackupOfLittle: what is not asked for is not in it, and not restored.
func TestBackupOfLittle(t *testing.T) {
	from, _ := filled(t)
	b := backupOf(t, from, false)
	if len(b.Keys) != 0 {
		t.Errorf("%v", b.Keys)
	}
	o := newOffice(t)
	r, err := o.Restore(t.Context(), b, Restoring{}, mori)
	o.must(err)
	if users, err := o.Users(t.Context()); err != nil || len(users) != 0 || len(r.Settings) != 0 || r.Draft == nil {
		t.Errorf("%v, %v, %+v", users, err, r)
	}
	empty := backupOf(t, newOffice(t), true)
	if r, err := o.Restore(t.Context(), empty, Restoring{Users: true}, mori); err != nil || r.Draft != nil {
		t.Errorf("an empty one: %+v, %v", r, err)
	}
}

// TestRestoreIsWhole: a backup with something that can't be restored changes nothing.
func TestRestoreIsWhole(t *testing.T) {
	from, _ := filled(t)
	b := backupOf(t, from, false)
	b.Settings = append(b.Settings, Setting{Name: "", Value: []byte("1")})
	o := newOffice(t)
	if _, err := o.Restore(t.Context(), b, Restoring{Users: true, Settings: true}, mori); err == nil {
		t.Error("restored")
	}
	if all, err := o.Revisions(t.Context(), 0, 10); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestReadBackupSaysWhatIsWrong(t *testing.T) {
	head := `{"header":{"format":"sekisho backup","version":1}}` + "\n"
	for text, want := range map[string]string{
		"": "it is empty", "nonsense": "line 1 is not one", `{}`: "line 1: a header must be the first", head + head: "line 2: a header",
		`{"header":{"format":"tar","version":1}}`:                              "not a backup of Sekisho",
		`{"header":{"format":"sekisho backup","version":2}}`:                   "version 2, and this program reads 1",
		head + `{"user":{"id":"1","name":"x","role":"root"}}`:                  "line 2: account: role",
		head + `{"user":{"name":"x","role":"admin"}}`:                          "line 2: account: has no name or ID",
		head + `{"key":{"name":"../../etc/passwd","data":""}}`:                 "line 2: key",
		head + `{"key":{"name":"..","data":""}}`:                               "line 2: key",
		head + strings.Repeat("x", maxBackupLine+1):                            "after line 1",
		head + `{"key":{"name":"` + strings.Repeat("x", 300) + `","data":""}}`: "line 2: key",
	} {
		if _, err := ReadBackup(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %v, want %q", text, err, want)
		}
	}
	if b, err := ReadBackup(strings.NewReader(head + `{"later":{"x":1}}`)); err != nil || len(b.Users) != 0 {
		t.Errorf("what a later program writes: %v", err)
	}
}

// FuzzReadBackup: no text may panic, and what is read has keys with names of files only.
func FuzzReadBackup(f *testing.F) {
	f.Add([]byte(`{"header":{"format":"sekisho backup","version":1}}` + "\n" + `{"key":{"name":"own.pem","data":"a2V5"}}`))
	f.Add([]byte(`{"header":{"format":"sekisho backup","version":1}}` + "\n" + `{"user":{"id":"1","name":"x","role":"admin","recovery":["AA=="]}}`))
	f.Add([]byte(`{"header":{"format":"sekisho backup","version":1,"in_force":2}}` + "\n" + `{"revision":{"number":2,"id":"x","text":"version: 1"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		read, err := ReadBackup(bytes.NewReader(b))
		if err != nil {
			return
		}
		for name := range read.Keys {
			if strings.ContainsAny(name, "/\x00") || name == ".." {
				t.Errorf("%q", name)
			}
		}
	})
}
