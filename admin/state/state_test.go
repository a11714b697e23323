package state

import (
	"errors"
	"log/slog"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"sekisho/admin/auth"
)

const phrase = "green kettle, seven boats"

var desk = netip.MustParseAddr("10.0.0.5")

var aoki, mori = Actor{Name: "aoki", Address: desk, Request: "r1"}, Actor{Name: "mori"}

// office is a state that can be closed and opened again.
type office struct {
	*State
	t   *testing.T
	dir string
	log strings.Builder
	now time.Time
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, dir: t.TempDir(), now: time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)}
	o.open()
	t.Cleanup(func() { o.must(o.Close()) })
	return o
}

func (o *office) open() {
	o.t.Helper()
	s, err := Open(o.t.Context(), Options{Dir: o.dir, Log: slog.New(slog.NewTextHandler(&o.log, nil)), Now: func() time.Time { return o.now }})
	o.must(err)
	o.State = s
}

func (o *office) reopen() {
	o.t.Helper()
	o.must(o.Close())
	o.open()
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// is fails the test unless an error is, or says, what is wanted.
func (o *office) is(err, want error) {
	o.t.Helper()
	if !errors.Is(err, want) {
		o.t.Errorf("%v, want %v", err, want)
	}
}

// TestAccounts: what admin/auth keeps here is there again after a restart.
func TestAccounts(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	service := func() *auth.Service { return auth.New(o, "Sekisho", func() time.Time { return o.now }) }
	u, err := service().AddUser(ctx, auth.NewUser{Name: "aoki", Role: auth.Admin, Password: phrase})
	o.must(err)
	_, err = service().AddUser(ctx, auth.NewUser{Name: "aoki", Role: auth.Viewer, Password: phrase})
	o.is(err, ErrConflict)
	secret, err := service().Login(ctx, auth.Login{Name: "aoki", Password: phrase, From: desk, Agent: "test"})
	o.must(err)
	p, session, err := service().BySession(ctx, secret)
	o.must(err)
	if session.Address != desk || session.Agent != "test" || !session.Created.Equal(o.now) {
		t.Errorf("%+v", session)
	}
	networks := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::/32")}
	text, _, err := service().IssueToken(ctx, p, auth.NewToken{Name: "grafana", Scopes: []auth.Permission{auth.ReadEvents}, Networks: networks, Expires: o.now.Add(time.Hour)})
	o.must(err)
	o.reopen()
	if _, _, err := service().BySession(ctx, secret); err != nil {
		t.Errorf("the session after a restart: %v", err)
	}
	inside := netip.MustParseAddr("2001:db8::7")
	who, err := service().ByToken(ctx, text, inside)
	o.must(err)
	if who.Name != "aoki" || !who.May(auth.ReadEvents) || who.May(auth.ApplyPolicy) {
		t.Errorf("%+v", who)
	}
	if token, err := o.Token(ctx, who.Token); err != nil || token.UsedBy != inside || !token.Used.Equal(o.now) || len(token.Networks) != 2 {
		t.Errorf("%+v, %v", token, err)
	}
	o.must(o.RemoveUser(ctx, u.ID))
	_, err = o.Token(ctx, who.Token)
	o.is(err, ErrNotFound)
	if all, err := o.Sessions(ctx, ""); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	o.is(o.RemoveUser(ctx, u.ID), ErrNotFound)
}

// TestAccountsAreNotLostToEachOther: of two changes at once one fails.
func TestAccountsAreNotLostToEachOther(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	u := auth.User{ID: "1", Name: "aoki", Role: auth.Admin, Version: 1, Recovery: [][]byte{{1}, {2}}, Passkeys: [][]byte{[]byte("{}")}}
	o.must(o.AddUser(ctx, u))
	o.must(o.AddUser(ctx, auth.User{ID: "2", Name: "mori", Version: 1}))
	u.TOTP = "SECRET"
	o.must(o.ChangeUser(ctx, u))
	o.is(o.ChangeUser(ctx, u), ErrConflict)
	u.Version++
	if was, err := o.UseRecovery(ctx, "1", []byte{2}); !was || err != nil {
		t.Errorf("%v, %v", was, err)
	}
	if was, err := o.UseRecovery(ctx, "1", []byte{2}); was || err != nil {
		t.Errorf("a code used twice: %v, %v", was, err)
	}
	o.is(o.ChangeUser(ctx, u), ErrConflict) // it would bring the code back
	u.Version++
	u.Name = "mori"
	o.is(o.ChangeUser(ctx, u), ErrConflict)
	u.ID = "3"
	o.is(o.ChangeUser(ctx, u), ErrNotFound)
	got, err := o.User(ctx, "1")
	o.must(err)
	if got.TOTP != "SECRET" || len(got.Recovery) != 1 || string(got.Passkeys[0]) != "{}" {
		t.Errorf("%+v", got)
	}
	for _, want := range []bool{true, false} {
		if fresh, err := o.UseStep(ctx, "1", 7); fresh != want || err != nil {
			t.Errorf("step 7: %v, %v, want %v", fresh, err, want)
		}
	}
	if fresh, err := o.UseStep(ctx, "1", 6); fresh || err != nil {
		t.Errorf("an earlier step: %v, %v", fresh, err)
	}
}

// TestSessionsAreBounded: old ones go, and so does the oldest of too many.
func TestSessionsAreBounded(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	o.must(o.AddUser(ctx, auth.User{ID: "1", Name: "aoki", Version: 1}))
	add := func(id string) {
		o.must(o.AddSession(ctx, auth.Session{ID: id, Hash: []byte(id), UserID: "1", Created: o.now, Seen: o.now}))
	}
	add("over")
	o.now = o.now.Add(auth.IdleLimit + time.Minute)
	for i := range maxSessions + 5 {
		o.now = o.now.Add(time.Second)
		add("s" + strings.Repeat("x", i))
	}
	all, err := o.Sessions(ctx, "1")
	o.must(err)
	if len(all) != maxSessions || all[len(all)-1].ID != "sxxxxx" {
		t.Errorf("%d sessions, the oldest %s", len(all), all[len(all)-1].ID)
	}
}

func TestSetupTokenIsKept(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	if hash, _, err := o.Setup(ctx); len(hash) != 0 || err != nil {
		t.Errorf("%x, %v", hash, err)
	}
	o.must(o.SetSetup(ctx, []byte{1}, o.now))
	o.must(o.SetSetup(ctx, []byte{2}, o.now))
	if hash, until, err := o.Setup(ctx); len(hash) != 1 || hash[0] != 2 || !until.Equal(o.now) || err != nil {
		t.Errorf("%x, %v, %v", hash, until, err)
	}
	o.must(o.SetSetup(ctx, nil, time.Time{}))
	if hash, _, err := o.Setup(ctx); len(hash) != 0 || err != nil {
		t.Errorf("%x, %v", hash, err)
	}
}

// TestDamage: a damaged database is moved aside, and its last copy takes its place.
func TestDamage(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	o.must(o.AddUser(ctx, auth.User{ID: "1", Name: "aoki", Version: 1}))
	o.must(o.AddSession(ctx, auth.Session{ID: "s", Hash: []byte("s"), UserID: "1", Created: o.now, Seen: o.now}))
	o.must(o.Copy(ctx))
	o.must(o.Copy(ctx)) // in place of the last one
	o.must(o.AddUser(ctx, auth.User{ID: "2", Name: "late", Version: 1}))
	o.must(o.Close())
	damage(t, o.path())
	o.open()
	if o.SetAside == "" || !o.Restored || !strings.Contains(o.log.String(), "level=ERROR") {
		t.Errorf("set aside %q, restored %v: %s", o.SetAside, o.Restored, &o.log)
	}
	users, err := o.Users(ctx)
	o.must(err)
	if len(users) != 1 || users[0].Name != "aoki" {
		t.Errorf("%+v", users)
	}
	if sessions, err := o.Sessions(ctx, ""); err != nil || len(sessions) != 0 {
		t.Errorf("somebody is still in: %v, %v", sessions, err)
	}
	entries, err := o.AuditLog(ctx, AuditSearch{Action: "state."})
	o.must(err)
	if len(entries) != 1 || !strings.Contains(string(entries[0]), `"restored":true`) {
		t.Errorf("%s", entries)
	}
	o.must(o.Close())
	damage(t, o.path())
	damage(t, o.copyPath())
	o.open()
	if users, err := o.Users(ctx); err != nil || len(users) != 0 || o.Restored {
		t.Errorf("both damaged: %v, %v, %v", users, err, o.Restored)
	}
}

// TestUpkeep: a copy is made at once, and again when it is old and lacks something.
func TestUpkeep(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	run := func() time.Time {
		o.upkeep(ctx, o.signNow, o.copyIfOld)
		return copied(o.copyPath())
	}
	aged := func() {
		o.must(os.Chtimes(o.copyPath(), time.Time{}, o.now.Add(-copyEvery)))
	}
	if first := run(); first.IsZero() {
		t.Fatal("there is no copy")
	}
	if heads, err := o.Heads(ctx); err != nil || len(heads) != 1 {
		t.Errorf("%v, %v", heads, err)
	}
	aged()
	old := copied(o.copyPath())
	if again := run(); !again.Equal(old) {
		t.Error("copied though nothing has changed")
	}
	o.must(o.AddUser(ctx, auth.User{ID: "1", Name: "aoki", Version: 1}))
	if later := run(); later.Equal(old) {
		t.Error("not copied though something has changed")
	}
	if o.log.Len() > 0 {
		t.Error(o.log.String())
	}
}

func damage(t *testing.T, path string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database. ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestFilesAreForNobodyElse: the key and the copy can't be read by others.
func TestFilesAreForNobodyElse(t *testing.T) {
	o := newOffice(t)
	o.must(o.Copy(t.Context()))
	for _, name := range []string{"audit.key", "control.copy.db"} {
		info, err := os.Stat(o.file(name))
		o.must(err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has %v", name, info.Mode())
		}
	}
}

// TestSettings: a setting changes only from the version that was read.
func TestSettings(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	if on, err := o.Flag(ctx, SecondPerson); on || err != nil {
		t.Errorf("%v, %v", on, err)
	}
	v, err := o.Set(ctx, SecondPerson, []byte("true"), 0, aoki)
	o.must(err)
	if on, err := o.Flag(ctx, SecondPerson); !on || err != nil || v.Version != 1 || v.By != "aoki" {
		t.Errorf("%v, %v, %+v", on, err, v)
	}
	for _, version := range []int64{0, 2} {
		_, err = o.Set(ctx, SecondPerson, []byte("false"), version, aoki)
		o.is(err, ErrConflict)
	}
	v, err = o.Set(ctx, SecondPerson, []byte(`"yes"`), 1, mori)
	o.must(err)
	if _, err := o.Flag(ctx, SecondPerson); err == nil || v.Version != 2 {
		t.Errorf("no flag: %v, %+v", err, v)
	}
	for _, bad := range []string{"", "{", strings.Repeat(" ", maxSetting) + "1"} {
		if _, err := o.Set(ctx, "x", []byte(bad), 0, aoki); err == nil {
			t.Errorf("%.10q is taken", bad)
		}
	}
	if all, err := o.Settings(ctx); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestQueries(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	o.must(o.AddUser(ctx, auth.User{ID: "1", Name: "aoki", Version: 1}))
	o.must(o.AddUser(ctx, auth.User{ID: "2", Name: "mori", Version: 1}))
	q, err := o.AddQuery(ctx, Query{Owner: "1", Name: "blocked", Query: "event.action:block"})
	o.must(err)
	if seen, err := o.Queries(ctx, "2"); err != nil || len(seen) != 0 {
		t.Errorf("%v, %v", seen, err)
	}
	q.Shared = true
	o.must(o.ChangeQuery(ctx, q))
	o.is(o.ChangeQuery(ctx, q), ErrConflict)
	seen, err := o.Queries(ctx, "2")
	o.must(err)
	if len(seen) != 1 || seen[0].Query != q.Query || seen[0].Version != 2 {
		t.Errorf("%+v", seen)
	}
	q.Owner = "2"
	o.is(o.ChangeQuery(ctx, q), ErrNotFound)
	o.is(o.RemoveQuery(ctx, q.ID, "2"), ErrNotFound)
	o.must(o.RemoveQuery(ctx, q.ID, "1"))
	if _, err := o.AddQuery(ctx, Query{Owner: "1"}); err == nil {
		t.Error("a query without a name")
	}
}
