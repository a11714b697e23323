package web

import (
	"io/fs"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sekisho/admin/auth"
	"sekisho/admin/state"
	"sekisho/dataplane/control"
	"sekisho/geo"
)

// TestAppliance: settings are read and changed whole, by version; what the dataplane refuses is put to its field; it is audited.
func TestAppliance(t *testing.T) {
	s := newSite(t)
	put := func(role auth.Role, version, body string) answered {
		return s.do("PUT", "/api/v1/appliance", s.cookie(role), body, map[string]string{"If-Match": version})
	}
	if a := put(auth.Operator, `"0"`, `{"on_failure":"closed"}`); a.status != http.StatusForbidden {
		t.Errorf("an operator: %d", a.status)
	}
	a := put(auth.Admin, `"0"`, `{"protected":["10.0.0.0/8"],"on_failure":"closed","overrides":{}}`)
	if a.status != http.StatusOK || a.header.Get("ETag") != `"1"` || s.plane.set.Set.OnFailure != "closed" || s.plane.set.Set.Overrides == nil {
		t.Errorf("%d %s: %+v", a.status, a.body, s.plane.set)
	}
	if a := put(auth.Admin, `"0"`, `{}`); a.status != http.StatusPreconditionFailed || a.code() != codeChanged {
		t.Errorf("an old version: %d %s", a.status, a.body)
	}
	a = put(auth.Admin, `"1"`, `{"protected":["203.0.113.1/24"]}`)
	if p := unmarshal[problem](t, a.body); a.status != http.StatusBadRequest || p.Field != "protected[0]" {
		t.Errorf("a bad network: %d %s", a.status, a.body)
	}
	if a := put(auth.Admin, `"1"`, `{"on_failure":"ajar"}`); a.status != http.StatusBadRequest {
		t.Errorf("a bad word: %d %s", a.status, a.body)
	}
	if got := read[control.Settings](s, auth.Auditor, "GET", "/api/v1/appliance", ""); got.Set.OnFailure != "closed" {
		t.Errorf("read %+v", got)
	}
	entries := read[list[state.Entry]](s, auth.Auditor, "GET", "/api/v1/audit?action=appliance.change", "").Items
	if !slices.ContainsFunc(entries, func(e state.Entry) bool { return e.Actor.Name == "admin" && e.After != "" }) {
		t.Errorf("audit %+v", entries)
	}
}

// TestSelfTest says what is wrong, and what only deserves a look.
func TestSelfTest(t *testing.T) {
	s := newSite(t)
	states := func() map[string]string {
		all := map[string]string{}
		for _, c := range read[selfTest](s, auth.Viewer, "GET", "/api/v1/selftest?seconds=1", "").Checks {
			all[c.Name] = c.State
		}
		return all
	}
	s.plane.status = control.Status{Rules: 1, Enforcing: true, Engine: map[string]uint64{}, Queue: map[string]uint64{}, Geo: []geo.Source{{Type: "x", Built: s.now.now()}},
		Settings: control.Settings{Protected: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}}}
	want := map[string]string{"dataplane": fine, "kernel": fine, "queues": fine, "traffic": warning, "networks": fine, "policy": fine, "geo": fine, "events": fine}
	if diff := cmp.Diff(want, states()); diff != "" {
		t.Error(diff)
	}
	s.plane.status.Enforcing, s.plane.status.Rules, s.plane.status.Geo[0].Built = false, 0, s.now.now().Add(-100*24*time.Hour)
	want["kernel"], want["policy"], want["geo"] = broken, warning, warning
	if diff := cmp.Diff(want, states()); diff != "" {
		t.Error(diff)
	}
	if d := read[list[database]](s, auth.Viewer, "GET", "/api/v1/geo/databases", "").Items; len(d) != 1 || !d[0].Stale || d[0].Days != 100 {
		t.Errorf("databases %+v", d)
	}
	s.plane.err = &control.Error{Code: control.Failed}
	if got := read[selfTest](s, auth.Viewer, "GET", "/api/v1/selftest", ""); got.Judging || len(got.Checks) != 1 {
		t.Errorf("without a dataplane: %+v", got)
	}
}

// TestUplinks reads the kernel's tables of routes.
func TestUplinks(t *testing.T) {
	files := map[string]string{
		"/proc/net/route": "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n" +
			"wan0\t00000000\t010010AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\nlan0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0\n" +
			"off0\t00000000\t010010AC\t0000\t0\t0\t0\t00000000\t0\t0\t0\nhalf0\t00000000\t010010AC\t0001\t0\t0\t0\t00000080\t0\t0\t0\n",
		"/proc/net/ipv6_route": "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003 wan6\n" +
			"00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200201 lo\n" +
			"fc000000000000000000000000000000 07 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001 lan0\n",
	}
	got := uplinks(func(path string) ([]byte, error) { return []byte(files[path]), nil })
	slices.Sort(got)
	if strings.Join(got, " ") != "wan0 wan6" {
		t.Errorf("uplinks %v", got)
	}
	if got := uplinks(func(string) ([]byte, error) { return nil, fs.ErrNotExist }); got != nil {
		t.Errorf("of nothing: %v", got)
	}
	lan := nic{Up: true, Addresses: []netip.Prefix{netip.MustParsePrefix("10.1.2.3/24"), netip.MustParsePrefix("fe80::1/64"), netip.MustParsePrefix("198.51.100.1/24"), netip.MustParsePrefix("fd00::1/64")}}
	if got := lan.worthProtecting(); len(got) != 2 || got[0].String() != "10.1.2.0/24" || got[1].String() != "fd00::/64" {
		t.Errorf("proposed %v", got)
	}
	lan.Uplink = true
	if got := lan.worthProtecting(); len(got) != 0 {
		t.Errorf("of an uplink: %v", got)
	}
}
