package main

import (
	"bytes"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
)

// geoFile writes a MaxMind DB that knows 203.0.113.0/24 and 2001:db8::/32.
func geoFile(t *testing.T) string {
	t.Helper()
	tree, err := mmdbwriter.New(mmdbwriter.Options{DatabaseType: "Lab", BuildEpoch: 1781740800, IncludeReservedNetworks: true})
	must(t, err)
	for prefix, record := range map[string]mmdbtype.Map{
		"203.0.113.0/24": {"country": mmdbtype.Map{"iso_code": mmdbtype.String("CN")},
			"traits": mmdbtype.Map{"is_anycast": mmdbtype.Bool(true)}},
		"2001:db8::/32": {"country_code": mmdbtype.String("JP"), "asn": mmdbtype.String("AS64500"),
			"as_name": mmdbtype.String("Example & Sons")},
	} {
		_, n, err := net.ParseCIDR(prefix)
		must(t, err)
		must(t, tree.Insert(n, record))
	}
	var out bytes.Buffer
	_, err = tree.WriteTo(&out)
	must(t, err)
	file := filepath.Join(t.TempDir(), "lab.mmdb")
	must(t, os.WriteFile(file, out.Bytes(), 0o644))
	return file
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// runGeo runs the command and returns what it printed.
func runGeo(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = geoCommand(t.Context(), &env{strings.NewReader(""), &out, &errs}, args)
	return status, out.String(), errs.String()
}

func TestGeoLookup(t *testing.T) {
	status, out, errs := runGeo(t, "lookup", "--geo", geoFile(t), "203.0.113.10", "2001:db8::1", "192.0.2.1")
	want := `{"address":"203.0.113.10","codes":["CN"],"unknown":false,"evidence":[{"kind":"located","code":"CN","confidence":0.5,"source":"Lab 2026-06-18"}],"anycast":true,"anonymous":false,"hosting":false}
{"address":"2001:db8::1","codes":["JP"],"unknown":false,"evidence":[{"kind":"located","code":"JP","confidence":0.99,"source":"Lab 2026-06-18"}],"as":{"number":64500,"organization":{"name":"Example & Sons"}},"anycast":false,"anonymous":false,"hosting":false}
{"address":"192.0.2.1","codes":[],"unknown":true,"evidence":[],"anycast":false,"anonymous":false,"hosting":false}
`
	if d := cmp.Diff(want, out); d != "" || status != 0 || errs != "" {
		t.Errorf("status %d, stderr %q, stdout (-want +got):\n%s", status, errs, d)
	}
}

// TestGeoLookupBadAddress answers what it can and fails all the same.
func TestGeoLookupBadAddress(t *testing.T) {
	status, out, errs := runGeo(t, "lookup", "--geo", geoFile(t), "203.0.113.300", "203.0.113.1")
	if status != 1 || !strings.Contains(errs, "203.0.113.300") || strings.Count(errs, "\n") != 1 {
		t.Errorf("status %d, stderr %q", status, errs)
	}
	if !strings.Contains(out, `"address":"203.0.113.1"`) || strings.Count(out, "\n") != 1 {
		t.Errorf("stdout %q", out)
	}
}

func TestGeoVerify(t *testing.T) {
	file := geoFile(t)
	status, out, errs := runGeo(t, "verify", file)
	var got struct {
		File, Type, Built string
		Codes             int
	}
	must(t, json.Unmarshal([]byte(out), &got))
	if status != 0 || got.File != file || got.Type != "Lab" || got.Built != "2026-06-18T00:00:00Z" || got.Codes != 2 {
		t.Errorf("status %d, stderr %q, stdout %s", status, errs, out)
	}
	must(t, os.Truncate(file, 100))
	status, out, errs = runGeo(t, "verify", file)
	if status != 1 || out != "" || !strings.Contains(errs, file) || strings.Count(errs, "\n") != 1 {
		t.Errorf("status %d, stderr %q, stdout %q", status, errs, out)
	}
}

func TestGeoUsage(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"lookup", "-h"}, {"verify", "-h"}} {
		status, out, errs := runGeo(t, args...)
		if status != 0 || errs != "" || !strings.Contains(out, "usage: sekisho geo") || !strings.Contains(out, "example: ") {
			t.Errorf("%v: status %d, stderr %q, stdout %q", args, status, errs, out)
		}
	}
	for _, args := range [][]string{{}, {"locate"}, {"lookup"}, {"lookup", "--geo", "none.mmdb", "::1"}, {"verify"}, {"verify", "a", "b"}} {
		if status, out, errs := runGeo(t, args...); status != 1 || out != "" || errs == "" {
			t.Errorf("%v: status %d, stdout %q, stderr %q", args, status, out, errs)
		}
	}
}
