package update

import (
	"bytes"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"

	"sekisho/geo"
)

// database is a MaxMind DB that places networks, given as prefix and code.
func database(t *testing.T, networks map[string]string) []byte {
	t.Helper()
	tree, err := mmdbwriter.New(mmdbwriter.Options{DatabaseType: "Test", IncludeReservedNetworks: true})
	check(t, err)
	for prefix, code := range networks {
		_, n, err := net.ParseCIDR(prefix)
		check(t, err)
		check(t, tree.Insert(n, mmdbtype.Map{"country_code": mmdbtype.String(code)}))
	}
	var out bytes.Buffer
	_, err = tree.WriteTo(&out)
	check(t, err)
	return out.Bytes()
}

// first is the content that each test starts with, second a sound successor.
func first(t *testing.T) []byte {
	return database(t, map[string]string{"192.0.2.0/24": "CN", "198.51.100.0/24": "JP", "2001:db8::/32": "JP"})
}

func second(t *testing.T) []byte {
	return database(t, map[string]string{"192.0.2.0/24": "JP", "198.51.100.0/24": "CN", "2001:db8::/32": "JP"})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

type report struct {
	db  *geo.DB
	err error
}

// bench is a running watcher over one file.
type bench struct {
	t       *testing.T
	file    string
	w       *Watcher
	reports chan report
}

// start watches a file with the first content. link, if set, is a symbolic link
// by which the watcher knows the file.
func start(t *testing.T, poll time.Duration, link string) *bench {
	b := &bench{t: t, file: filepath.Join(t.TempDir(), "x.mmdb"), reports: make(chan report, 100)}
	check(t, os.WriteFile(b.file, first(t), 0o644))
	watched := b.file
	if link != "" {
		check(t, os.Symlink(b.file, link))
		watched = link
	}
	w, err := New(Config{Files: []string{watched}, Settle: 5 * time.Millisecond, Poll: poll,
		Report: func(db *geo.DB, err error) { b.reports <- report{db, err} }})
	check(t, err)
	b.w = w
	b.run()
	return b
}

// run ends the watcher with the test.
func (b *bench) run() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.w.Run(b.t.Context())
	}()
	b.t.Cleanup(func() { <-done })
}

// replace renames a new file over the old.
func (b *bench) replace(data []byte) {
	b.t.Helper()
	check(b.t, os.WriteFile(b.file+".new", data, 0o644))
	check(b.t, os.Rename(b.file+".new", b.file))
}

// next waits for a report; the limit is only there to fail.
func (b *bench) next() (r report) {
	b.t.Helper()
	select {
	case r = <-b.reports:
	case <-time.After(time.Minute):
		b.t.Fatal("nothing is reported")
	}
	return r
}

// refused waits for a refusal that says reason, and checks that the old content
// is still in use.
func (b *bench) refused(reason string) {
	b.t.Helper()
	r := b.next()
	if r.err == nil || !strings.Contains(r.err.Error(), reason) {
		b.t.Fatalf("report %v, want a refusal that says %q", r.err, reason)
	}
	b.places("CN")
}

// accepted waits for a new database, past refusals of half-written ones.
func (b *bench) accepted(code string) {
	b.t.Helper()
	r := b.next()
	for r.db == nil {
		r = b.next()
	}
	if r.db != b.w.DB() {
		b.t.Error("the reported database is not the one in use")
	}
	b.places(code)
}

func (b *bench) places(code string) {
	b.t.Helper()
	got := b.w.DB().Lookup(netip.MustParseAddr("192.0.2.1")).Codes
	if len(got) != 1 || got[0] != code {
		b.t.Errorf("192.0.2.1 has codes %v, want %s", got, code)
	}
}

func TestRenamedOver(t *testing.T) {
	b := start(t, time.Hour, "")
	b.replace(second(t))
	b.accepted("JP")
	b.replace(first(t))
	b.accepted("CN")
}

// TestHalfWritten rewrites the file in place and stops halfway.
func TestHalfWritten(t *testing.T) {
	b := start(t, time.Hour, "")
	data := second(t)
	f, err := os.OpenFile(b.file, os.O_WRONLY|os.O_TRUNC, 0)
	check(t, err)
	defer f.Close()
	_, err = f.Write(data[:len(data)/2])
	check(t, err)
	b.refused("refuse new geo databases, keep the old: open geo database " + b.file)
	_, err = f.Write(data[len(data)/2:])
	check(t, err)
	b.accepted("JP")
}

func TestBadFiles(t *testing.T) {
	b := start(t, time.Hour, "")
	b.replace([]byte("no database"))
	b.refused("invalid MaxMind DB file")
	check(t, os.Remove(b.file))
	b.refused("no such file")
	b.replace(second(t))
	b.accepted("JP")
}

func TestCollapse(t *testing.T) {
	b := start(t, time.Hour, "")
	b.replace(database(t, map[string]string{"192.0.2.0/25": "CN", "198.51.100.0/25": "JP", "2001:db8::/32": "JP"}))
	b.refused("of IPv4 addresses where the old placed")
	b.replace(database(t, map[string]string{"192.0.2.0/24": "JP", "198.51.100.0/24": "JP", "2001:db8::/32": "JP"}))
	b.refused("they lose most or all IPv4 addresses of CN")
	b.replace(database(t, map[string]string{"192.0.2.0/24": "CN", "198.51.100.0/24": "JP"}))
	b.refused("of IPv6 addresses where the old placed")
	b.replace(second(t))
	b.accepted("JP")
}

// TestCheck reads files that have not changed, as SIGHUP asks for.
func TestCheck(t *testing.T) {
	b := start(t, time.Hour, "")
	old := b.w.DB()
	b.w.Check()
	b.accepted("CN")
	if b.w.DB() == old {
		t.Error("the files were not read again")
	}
}

// TestBehindLink changes a file in a folder that has no watch: polling finds it, though
// it looks more often than a change is left to settle.
func TestBehindLink(t *testing.T) {
	b := start(t, time.Millisecond, filepath.Join(t.TempDir(), "link.mmdb"))
	b.replace(second(t))
	b.accepted("JP")
}

func TestNewRefusesBadStart(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.mmdb")
	check(t, os.WriteFile(bad, []byte("no database"), 0o644))
	for _, file := range []string{bad, filepath.Join(t.TempDir(), "none", "x.mmdb")} {
		_, err := New(Config{Files: []string{file}})
		if err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("error %v does not name %s", err, file)
		}
	}
}
