package configs

import (
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestEmptyFileIsDefault(t *testing.T) {
	for _, src := range []string{"", "# nothing\n", "---\n", "{}\n", "geo: {}\ndataplane: {}\n"} {
		got, err := Parse("c.yaml", []byte(src))
		if err != nil {
			t.Errorf("%q: %v", src, err)
		}
		sameConfig(t, src, got, Default())
	}
}

// sameConfig compares, taking an empty map for none.
func sameConfig(t *testing.T, what string, got, want Config) {
	t.Helper()
	if len(got.Geo.Overrides) == 0 {
		got.Geo.Overrides = nil
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got\n%+v\nwant\n%+v", what, got, want)
	}
}

func TestShippedFileSaysTheDefaults(t *testing.T) {
	got, err := Parse("sekisho.yaml", DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	got.Given = Given{} // it names all keys
	sameConfig(t, "sekisho.yaml", got, Default())
}

// TestShippedFileNamesEveryKey holds the commented file to the parser: each key
// it names is one that the parser knows, and the other way round.
func TestShippedFileNamesEveryKey(t *testing.T) {
	for _, key := range []string{"state_dir", "policy", "geo", "databases", "overrides", "dataplane", "protected", "management",
		"queues", "first_queue", "on_failure", "on_overload", "mark_mask", "memory", "max_flows", "hold",
		"events", "retention_days", "max_bytes", "admin", "listen", "user", "siem"} {
		if !strings.Contains(string(DefaultConfig()), key+":") {
			t.Errorf("sekisho.yaml does not name %s", key)
		}
	}
}

func TestAllKeys(t *testing.T) {
	const src = `
state_dir: state
policy: p.yaml
geo:
  databases: [a.mmdb, b.mmdb]
  overrides: {203.0.113.0/24: CN, "2001:db8::/32": "NO", 198.51.100.7: RU}
dataplane:
  protected: [192.0.2.0/24, 2001:db8:1::/48]
  queues: 4
  first_queue: 65532
  on_failure: closed
  on_overload: closed
  mark_mask: 0x00ff0000
  management: [198.51.100.7]
  memory: 1GiB
  max_flows: 1000
  hold: 1s
events: {retention_days: 7, max_bytes: 1048576}
admin: {listen: "[::1]:443", user: www}
siem: []
`
	got, err := Parse("c.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	sameConfig(t, "all keys", got, Config{
		StateDir: "state", Policy: "p.yaml",
		Geo: Geo{[]string{"a.mmdb", "b.mmdb"}, map[netip.Prefix]string{
			netip.MustParsePrefix("203.0.113.0/24"):  "CN",
			netip.MustParsePrefix("2001:db8::/32"):   "NO",
			netip.MustParsePrefix("198.51.100.7/32"): "RU",
		}},
		Dataplane: Dataplane{
			Protected:  []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("2001:db8:1::/48")},
			Management: []netip.Prefix{netip.MustParsePrefix("198.51.100.7/32")},
			Queues:     4, FirstQueue: 65532, OnFailure: Closed, OnOverload: Closed,
			MarkMask: 0x00ff0000, Memory: 1 << 30, MaxFlows: 1000, Hold: time.Second,
		},
		Events: Events{7, 1 << 20},
		Admin:  Admin{netip.MustParseAddrPort("[::1]:443"), "www"},
		Given:  Given{true, true, true, true},
	})
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"state_dirr: /x", `c.yaml:1: unknown key "state_dirr"; nearest is "state_dir"`},
		{"\ndataplane:\n  queue: 3", `c.yaml:3: dataplane: unknown key "queue"; nearest is "queues"`},
		{"state_dir: [a]", `c.yaml:1: state_dir: expected text, not a list`},
		{"state_dir: 7", `c.yaml:1: state_dir: expected text, not a number; put it in quotes`},
		{"state_dir:", `c.yaml:1: state_dir: expected text, not nothing`},
		{"state_dir: ''", `c.yaml:1: state_dir: is empty`},
		{"- a", `c.yaml:1: expected a mapping, not a list`},
		{"geo: 3", `c.yaml:1: geo: expected a mapping, not a number`},
		{"geo: {overrides: {203.0.113.0/33: CN}}", `c.yaml:1: geo.overrides.203.0.113.0/33: "203.0.113.0/33" is neither a network`},
		{"geo: {overrides: {203.0.113.1/24: CN}}", `"203.0.113.1/24" has bits set beyond its length; write 203.0.113.0/24`},
		{"geo: {overrides: {'::ffff:203.0.113.0/120': CN}}", `is IPv4 mapped into IPv6; write it as IPv4`},
		{"geo: {overrides: {203.0.113.0/24: UK}}", `unknown jurisdiction "UK"; the ISO 3166-1 code is "GB"`},
		{"geo: {overrides: {203.0.113.0/24: cn}}", `unknown jurisdiction "cn"; nearest is "CN"`},
		{"geo: {overrides: {203.0.113.7: CN, 203.0.113.7/32: RU}}", `203.0.113.7/32 is given twice`},
		{"dataplane: {protected: []}", `dataplane.protected: is empty, so that nothing would be guarded`},
		{"dataplane: {protected: [10.0.0.0/8, '::/0']}", `dataplane.protected[1]: covers every address`},
		{"dataplane: {protected: [10.0.0.0]}\nsiem: [{}]", `c.yaml:2: siem[0]: name: must be`},
		{"dataplane: {queues: 65}", `dataplane.queues: must be a decimal number from 1 to 64, not "65"`},
		{"dataplane: {queues: 0}", `dataplane.queues: must be a decimal number from 1 to 64, not "0"`},
		{"dataplane: {queues: many}", `dataplane.queues: expected a whole number, not text`},
		{"dataplane: {queues: 8, first_queue: 65530}", `dataplane.first_queue: leaves no room for 8 queues`},
		{"dataplane: {first_queue: 65500}", `dataplane.first_queue: leaves no room for 64 queues`},
		{"dataplane: {first_queue: 010}", `dataplane.first_queue: must be a decimal number`},
		{"dataplane: {on_failure: opened}", `dataplane.on_failure: must be open or closed, not "opened"; nearest is "open"`},
		{"dataplane: {on_overload: yes}", `dataplane.on_overload: must be open or closed, not "yes"`},
		{"dataplane: {mark_mask: 0xf0}", `dataplane.mark_mask: must be 8 or more bits without a gap, such as 0xff000000, not 0xf0`},
		{"dataplane: {mark_mask: 0xff0ff000}", `without a gap`},
		{"dataplane: {mark_mask: 0x1ff000000}", `must be 32 bits`},
		{"dataplane: {memory: 1MiB}", `dataplane.memory: must be a size from 16MiB to 1TiB such as 256MiB, not "1MiB"`},
		{"dataplane: {memory: 256MB}", `dataplane.memory: must be a size`},
		{"dataplane: {memory: 99999999999TiB}", `dataplane.memory: must be a size`},
		{"dataplane: {max_flows: 1e6}", `dataplane.max_flows: expected a whole number`},
		{"dataplane: {max_flows: 1}", `dataplane.max_flows: must be a decimal number from 64 to 16777216`},
		{"dataplane: {hold: 2s}", `dataplane.hold: must be a time from 1ms to 1s, not "2s"`},
		{"dataplane: {hold: 150}", `dataplane.hold: must be a time from 1ms to 1s, not "150"`},
		{"events: {retention_days: 0}", `events.retention_days: must be a decimal number from 1 to 3650`},
		{"events: {max_bytes: -1}", `events.max_bytes: must be a size`},
		{"admin: {listen: localhost:8443}", `admin.listen: must be an address with a port`},
		{"admin: {listen: '127.0.0.1:0'}", `admin.listen: must be an address with a port`},
		{"a: &x 1\nb: *x", `c.yaml:1: anchors and aliases are not allowed`},
	} {
		if _, err := Parse("c.yaml", []byte(c.src)); err == nil {
			t.Errorf("%q: no error, want %s", c.src, c.want)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got\n%v\nwant\n%s", c.src, err, c.want)
		}
	}
}

func TestAllErrorsAreReported(t *testing.T) {
	_, err := Parse("c.yaml", []byte("bad: 1\ndataplane:\n  hold: x\nalso_bad: 2\n"))
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("want three errors, got %v", err)
	}
	if !strings.HasPrefix(err.Error(), "c.yaml:1:") {
		t.Errorf("errors are not in the order of lines: %v", err)
	}
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.yaml")
	if _, err := Load(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("missing file: %v", err)
	}
	if _, err := Load(filepath.Dir(path)); err == nil || !strings.Contains(err.Error(), "read") {
		t.Errorf("directory: %v", err)
	}
	if err := os.WriteFile(path, []byte("policy: p.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(path)
	if err != nil || c.Policy != "p.yaml" {
		t.Errorf("got %+v, %v", c, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(DefaultConfig())
	f.Add([]byte("geo: {overrides: {203.0.113.0/24: CN}}\ndataplane: {memory: 1GiB}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := Parse("c.yaml", src)
		if err != nil {
			return
		}
		if c.StateDir == "" || len(c.Dataplane.Protected) == 0 || c.Dataplane.Hold <= 0 {
			t.Errorf("accepted %q as %+v", src, c)
		}
	})
}
