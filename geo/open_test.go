package geo

import (
	"net/netip"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
)

func lookup(db *DB, a string) Record { return db.Lookup(netip.MustParseAddr(a)) }

// TestLaterFileReplacesSameKind lays three databases over one another.
func TestLaterFileReplacesSameKind(t *testing.T) {
	db := open(t, nil,
		networks{"203.0.113.0/24": m{"country": iso("CN"), "registered_country": iso("HK")}},
		networks{"203.0.113.0/25": m{"country": iso("JP")}, "2001:db8::/32": country("RU")},
		networks{"203.0.113.0/26": m{"autonomous_system_number": mmdbtype.Uint32(64500), "is_anycast": mmdbtype.Bool(true)}},
	)
	for a, want := range map[string][]string{
		"203.0.113.1": {"HK", "JP"}, "203.0.113.127": {"HK", "JP"}, "203.0.113.128": {"CN", "HK"},
		"2001:db8::1": {"RU"}, "203.0.112.255": nil, "2001:db9::": nil, "::1": nil,
	} {
		if d := cmp.Diff(want, lookup(db, a).Codes); d != "" {
			t.Errorf("codes of %s (-want +got):\n%s", a, d)
		}
	}
	got := lookup(db, "203.0.113.1")
	if got.ASN != 64500 || !got.Anycast || got.Evidence[0].Confidence != maskedConfidence {
		t.Errorf("the last file's operator and flag are missing: %+v", got)
	}
	if lookup(db, "203.0.113.64").ASN != 0 {
		t.Error("an operator outside its network")
	}
}

func TestOverrides(t *testing.T) {
	db := open(t, map[string]string{
		"203.0.113.0/24": "KP", "203.0.113.8/29": "jp", "2001:db8:1::/48": "IR", "::/0": "VE",
	}, networks{"203.0.113.0/28": country("CN"), "2001:db8::/32": country("CN")})
	for a, want := range map[string]string{
		"203.0.113.1": "KP", "203.0.113.9": "JP", "203.0.113.255": "KP", "2001:db8:1::1": "IR", "2001:db8::1": "VE", "::1": "VE",
	} {
		if d := cmp.Diff([]string{want}, lookup(db, a).Codes); d != "" {
			t.Errorf("codes of %s (-want +got):\n%s", a, d)
		}
	}
	want := []Evidence{{Override, "JP", 1, "configuration"}, {Located, "CN", locatedConfidence, testSource}}
	if d := cmp.Diff(want, lookup(db, "203.0.113.9").Evidence); d != "" {
		t.Errorf("evidence (-want +got):\n%s", d)
	}
	r := lookup(db, "198.51.100.1")
	if !r.Unknown() {
		t.Error("::/0 overrides IPv4")
	}
}

func TestBadOverrides(t *testing.T) {
	for _, c := range []struct{ prefix, code, reason string }{
		{"203.0.113.0/24", "CHN", "not a code of two letters"},
		{"203.0.113.0/24", "", "names no jurisdiction"},
		{"203.0.113.1/24", "CN", "did you mean 203.0.113.0/24"},
		{"::ffff:203.0.113.0/120", "CN", "write an IPv4-mapped prefix as IPv4"},
		{"64:ff9b::/96", "CN", "override that"},
		{"2002:cb00:7100::/40", "CN", "override that"},
	} {
		_, err := Open(nil, parsed(map[string]string{c.prefix: c.code}))
		wantError(t, err, "geo override of "+c.prefix, c.reason)
	}
	_, err := Open(nil, map[netip.Prefix]string{{}: "CN"})
	wantError(t, err, "not a prefix")
}

// TestCarriedIPv4 has each form in which IPv6 carries an IPv4 address.
func TestCarriedIPv4(t *testing.T) {
	db := open(t, nil, networks{"203.0.113.0/24": country("CN")})
	for _, a := range []string{"203.0.113.7", "::ffff:203.0.113.7", "64:ff9b::203.0.113.7", "2002:cb00:7107::1", "2002:cb00:7107:ffff:ffff:ffff:ffff:ffff"} {
		if d := cmp.Diff([]string{"CN"}, lookup(db, a).Codes); d != "" {
			t.Errorf("codes of %s (-want +got):\n%s", a, d)
		}
	}
	for _, a := range []string{"::203.0.113.7", "64:ff9b:1::203.0.113.7", "64:ff9b::1:cb00:7107", "2002:cb00:7207::"} {
		if r := lookup(db, a); !r.Unknown() {
			t.Errorf("%s is taken for IPv4: %+v", a, r)
		}
	}
	if r := db.Lookup(netip.Addr{}); !r.Unknown() {
		t.Errorf("the zero address is placed: %+v", r)
	}
}

// TestIPv4OnlyFile opens a database whose tree has IPv4 at its root.
func TestIPv4OnlyFile(t *testing.T) {
	for _, size := range []int{24, 28, 32} {
		data := encodeWith(t, mmdbwriter.Options{DatabaseType: "v4", IPVersion: 4, RecordSize: size},
			networks{"192.0.2.0/25": country("CN"), "203.0.113.255/32": country("JP")})
		db, err := Open([]string{write(t, "v4.mmdb", data)}, nil)
		check(t, err)
		for a, want := range map[string][]string{"192.0.2.127": {"CN"}, "192.0.2.128": nil, "203.0.113.255": {"JP"}, "::c000:201": nil} {
			if d := cmp.Diff(want, lookup(db, a).Codes); d != "" {
				t.Errorf("%d-bit records: codes of %s (-want +got):\n%s", size, a, d)
			}
		}
	}
}

func TestSources(t *testing.T) {
	file := write(t, "GeoLite2-Country.mmdb", encode(t, "GeoLite2-Country", networks{"192.0.2.0/24": country("JP")}))
	db, err := Open([]string{file}, nil)
	check(t, err)
	want := []Source{{Type: "GeoLite2-Country", Path: file, Built: built, Edition: "made by a test"}}
	if d := cmp.Diff(want, db.Sources()); d != "" {
		t.Errorf("sources (-want +got):\n%s", d)
	}
}

func TestUnreadableFiles(t *testing.T) {
	sound := encode(t, "Test", networks{"192.0.2.0/24": country("JP")})
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe.mmdb")
	check(t, syscall.Mkfifo(pipe, 0o600))
	for name, c := range map[string]struct{ file, reason string }{
		"missing":   {filepath.Join(dir, "none.mmdb"), "no such file"},
		"a folder":  {dir, "not a regular file"},
		"a pipe":    {pipe, "not a regular file"},
		"empty":     {write(t, "empty.mmdb", nil), "file is empty"},
		"text":      {write(t, "text.mmdb", []byte("203.0.113.0/24,CN\n")), "invalid MaxMind DB file"},
		"truncated": {write(t, "cut.mmdb", sound[:len(sound)/2]), "invalid MaxMind DB file"},
		"no data":   {write(t, "none.mmdb", encode(t, "Test", nil)), `no record of its type "Test"`},
	} {
		t.Run(name, func(t *testing.T) {
			wantError(t, Verify(c.file), "open geo database "+c.file, c.reason)
		})
	}
}

// TestRewrittenInPlace asserts that an open database does not notice what
// becomes of its file.
func TestRewrittenInPlace(t *testing.T) {
	file := write(t, "x.mmdb", encode(t, "Test", networks{"192.0.2.0/24": country("JP")}))
	db, err := Open([]string{file}, nil)
	check(t, err)
	check(t, os.Truncate(file, 0))
	if d := cmp.Diff([]string{"JP"}, lookup(db, "192.0.2.1").Codes); d != "" {
		t.Errorf("codes (-want +got):\n%s", d)
	}
}

func TestEmbedded(t *testing.T) {
	db, err := Open(nil, nil)
	check(t, err)
	for _, s := range db.Sources() {
		if s.Path != "embedded" || !s.Built.Equal(EmbeddedDate()) || s.Built.Before(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("source %+v, embedded date %s", s, EmbeddedDate())
		}
	}
	c := db.Coverage()
	if c.Placed.IPv4 < 0.8 || c.Placed.IPv6 == 0 || len(c.ByCode) < 240 {
		t.Errorf("places %+v of the address space and %d jurisdictions", c.Placed, len(c.ByCode))
	}
	for _, code := range []string{"CN", "HK", "MO", "CU", "IR", "KP", "RU", "VE", "JP", "US"} {
		if c.ByCode[code].IPv4 == 0 {
			t.Errorf("no IPv4 address of %s", code)
		}
	}
}

func TestCoverage(t *testing.T) {
	db := open(t, nil, networks{"192.0.2.0/24": m{"country": iso("JP"), "registered_country": iso("US")},
		"198.18.0.0/15": country("JP"), "2001:db8::/32": country("JP"), "fc00::/7": country("JP")})
	n := 1.0 / (1 << 32)
	want := Coverage{Placed: Extent{(131072 + 256) * n, n * 8}, ByCode: map[string]Extent{
		"JP": {(131072 + 256) * n, n * 8}, "US": {256 * n, 0}}}
	if d := cmp.Diff(want, db.Coverage()); d != "" {
		t.Errorf("coverage (-want +got):\n%s", d)
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	db := open(t, nil, networks{"192.0.2.0/24": country("JP"), "2001:db8::/32": country("CN")})
	for _, a := range []string{"192.0.2.1", "2001:db8::1", "64:ff9b::192.0.2.1", "198.51.100.1", "fe80::1%eth0"} {
		addr := netip.MustParseAddr(a)
		if n := testing.AllocsPerRun(100, func() { db.Lookup(addr) }); n != 0 {
			t.Errorf("%g allocations to look up %s", n, a)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	db, err := Open(nil, nil)
	check(b, err)
	b.ReportAllocs()
	for x := uint32(1); b.Loop(); x = x*1664525 + 1013904223 {
		db.Lookup(netip.AddrFrom4([4]byte{byte(x >> 24), byte(x >> 16), byte(x >> 8), byte(x)}))
	}
}

func BenchmarkOpenEmbedded(b *testing.B) {
	for b.Loop() {
		_, err := Open(nil, nil)
		check(b, err)
	}
}
