package geo

import (
	"bytes"
	"maps"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
)

// networks is the content of a test database.
type networks map[string]mmdbtype.Map

// built is the build time of test databases.
var built = time.Date(2026, 6, 17, 12, 0, 0, 0, time.UTC)

// encode writes a database with the aliases that MaxMind's own have.
func encode(t testing.TB, kind string, content networks) []byte {
	t.Helper()
	return encodeWith(t, mmdbwriter.Options{DatabaseType: kind, RecordSize: 24}, content)
}

func encodeWith(t testing.TB, o mmdbwriter.Options, content networks) []byte {
	t.Helper()
	o.BuildEpoch, o.IncludeReservedNetworks = built.Unix(), true
	o.Description = map[string]string{"en": "made by a test"}
	tree, err := mmdbwriter.New(o)
	check(t, err)
	for _, prefix := range content.widestFirst() {
		_, n, err := net.ParseCIDR(prefix)
		check(t, err)
		check(t, tree.Insert(n, content[prefix]))
	}
	var out bytes.Buffer
	_, err = tree.WriteTo(&out)
	check(t, err)
	return out.Bytes()
}

// widestFirst has the narrower networks written over the wider ones.
func (n networks) widestFirst() []string {
	return slices.SortedFunc(maps.Keys(n), func(a, b string) int {
		return netip.MustParsePrefix(a).Bits() - netip.MustParsePrefix(b).Bits()
	})
}

// write puts a database into a file.
func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	check(t, os.WriteFile(file, data, 0o644))
	return file
}

// open opens databases with these contents, the first at the bottom.
func open(t testing.TB, overrides map[string]string, contents ...networks) *DB {
	t.Helper()
	var files []string
	for _, c := range contents {
		files = append(files, write(t, "x.mmdb", encode(t, "Test", c)))
	}
	db, err := Open(files, parsed(overrides))
	check(t, err)
	return db
}

func parsed(overrides map[string]string) map[netip.Prefix]string {
	out := map[netip.Prefix]string{}
	for p, code := range overrides {
		out[netip.MustParsePrefix(p)] = code
	}
	return out
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// country is a record of the GeoIP2 Country schema.
func country(code string) mmdbtype.Map {
	return mmdbtype.Map{"country": mmdbtype.Map{"iso_code": mmdbtype.String(code)}}
}
