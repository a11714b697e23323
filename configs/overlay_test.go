package configs

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var byValue = cmp.Options{cmpopts.EquateComparable(netip.Prefix{}, netip.AddrPort{})}

// TestOverlay: what is set stands over the file, and what is not leaves it; it is read as it was written.
func TestOverlay(t *testing.T) {
	base, err := Parse("c.yaml", []byte("dataplane: {on_overload: closed}\ngeo: {overrides: {203.0.113.0/24: CN}}"))
	if err != nil {
		t.Fatal(err)
	}
	if base.Given != (Given{OnOverload: true, Overrides: true}) {
		t.Errorf("given %+v", base.Given)
	}
	for src, want := range map[string]func(c *Config){
		"{}": func(*Config) {},
		"dataplane: {protected: [192.0.2.0/24], on_failure: closed}": func(c *Config) {
			c.Dataplane.Protected, c.Dataplane.OnFailure = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, Closed
		},
		"dataplane: {on_overload: open}\ngeo: {overrides: {}}": func(c *Config) {
			c.Dataplane.OnOverload, c.Geo.Overrides = Open, map[netip.Prefix]string{}
		},
		`{"geo": {"overrides": {"2001:db8::/32": "RU"}}}`: func(c *Config) {
			c.Geo.Overrides = map[netip.Prefix]string{netip.MustParsePrefix("2001:db8::/32"): "RU"}
		},
	} {
		o, err := ParseOverlay("o", []byte(src))
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		expected := base
		want(&expected)
		if diff := cmp.Diff(expected, base.With(o), byValue); diff != "" {
			t.Errorf("%s: %s", src, diff)
		}
		form, err := o.Form()
		if err != nil {
			t.Error(err)
		}
		again, err := ParseOverlay("o", form)
		if diff := cmp.Diff(o, again, byValue); err != nil || diff != "" {
			t.Errorf("%s written as %s: %v %s", src, form, err, diff)
		}
	}
}

func TestOverlayErrors(t *testing.T) {
	for src, want := range map[string]string{
		"state_dir: /x":                          `unknown key "state_dir"`,
		"dataplane: {queues: 2}":                 `unknown key "queues"`,
		"dataplane: {protected: []}":             "nothing would be guarded",
		"dataplane: {protected: [10.0.0.1/8]}":   "bits set beyond",
		"dataplane: {on_failure: ajar}":          "must be open or closed",
		"geo: {overrides: {203.0.113.0/24: UK}}": `the ISO 3166-1 code is "GB"`,
		"geo: {databases: [a.mmdb]}":             `unknown key "databases"`,
	} {
		if _, err := ParseOverlay("o", []byte(src)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", src, err, want)
		}
	}
}

// FuzzParseOverlay: what is taken can be written, and read as the same.
func FuzzParseOverlay(f *testing.F) {
	f.Add([]byte(`{"dataplane": {"protected": ["10.0.0.0/8"], "on_failure": "closed"}, "geo": {"overrides": {"203.0.113.0/24": "CN"}}}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		o, err := ParseOverlay("o", src)
		if err != nil {
			return
		}
		form, err := o.Form()
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseOverlay("o", form)
		if diff := cmp.Diff(o, again, byValue); err != nil || diff != "" {
			t.Errorf("%q: %v %s", src, err, diff)
		}
	})
}
