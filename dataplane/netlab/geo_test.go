package netlab

import (
	"net"
	"path/filepath"
	"strings"
	"testing"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
)

func TestWriteGeo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "geo.mmdb")
	err := WriteGeo(path, map[string]string{
		"203.0.113.0/24": "CN", "198.51.100.0/24": "US/CN", "192.0.2.0/24": "US/", "2001:db8:c::/48": "/RU", "10.0.0.0/8": "JP",
	})
	if err != nil {
		t.Fatal(err)
	}
	tree, err := mmdbwriter.Load(path, mmdbwriter.Options{IncludeReservedNetworks: true})
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string][2]string{ // located, registered
		"203.0.113.10": {"CN", "CN"}, "198.51.100.1": {"US", "CN"}, "192.0.2.1": {"US", ""},
		"2001:db8:c::1": {"", "RU"}, "10.10.0.2": {"JP", "JP"}, "198.18.0.1": {"", ""},
	}
	for addr, want := range cases {
		_, value := tree.Get(net.ParseIP(addr))
		record, _ := value.(mmdbtype.Map)
		if got := [2]string{code(record, "country"), code(record, "registered_country")}; got != want {
			t.Errorf("%s: got %q, want %q", addr, got, want)
		}
	}
}

func code(record mmdbtype.Map, field mmdbtype.String) string {
	place, _ := record[field].(mmdbtype.Map)
	iso, _ := place["iso_code"].(mmdbtype.String)
	return string(iso)
}

func TestWriteGeoNamesWhatIsWrong(t *testing.T) {
	if err := WriteGeo(filepath.Join(t.TempDir(), "x"), map[string]string{"203.0.113.0": "CN"}); err == nil || !strings.Contains(err.Error(), `"203.0.113.0"`) {
		t.Errorf("got %v, want the prefix named", err)
	}
	if err := WriteGeo(filepath.Join(t.TempDir(), "none", "x"), nil); err == nil || !strings.Contains(err.Error(), "create geo database") {
		t.Errorf("got %v, want the file refused", err)
	}
}
