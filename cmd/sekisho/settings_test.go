package main

import (
	"context"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"testing"

	"sekisho/dataplane/control"
	"sekisho/dataplane/netlab"
)

// lands uploads a list of customers to the watched place and says whether it got there.
func (g *gateway) lands() bool {
	g.t.Helper()
	path := g.inbox.path()
	out, err := g.curl(g.LAN[0], "--data-binary", "@"+g.file("list.csv", []byte(customerList(40))),
		"-H", "Content-Type: text/csv; charset=utf-8", "http://"+netip.AddrPortFrom(g.Outside[0].IPv4(), 80).String()+path)
	if err != nil && !strings.Contains(out, "reset") {
		g.t.Fatalf("neither landed nor refused: %v %s", err, out)
	}
	return err == nil && g.inbox.at(path).whole
}

// TestSettingsByAPI: which networks are guarded, and where addresses lie, is changed by the API while traffic flows. What is wrong
// changes nothing, and what was set is there after a restart.
func TestSettingsByAPI(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.must(g.serve(g.Outside[0], 80, g.inbox))
	b := g.administered()
	var s control.Settings
	b.want(http.StatusOK, "GET", "/api/v1/appliance", 0, nil, &s)
	if s.Sources["protected"] != control.FromFile || s.Sources["on_failure"] != control.FromDefault || s.Version != 0 {
		t.Errorf("at first: %+v", s)
	}
	set := func(want int, o map[string]any) {
		t.Helper()
		b.versioned(want, "PUT", "/api/v1/appliance", s.Version, o, &s)
	}
	set(http.StatusOK, map[string]any{"protected": []string{"192.168.99.0/24"}})
	if !g.lands() {
		t.Error("an upload from a network that is not protected was judged")
	}
	set(http.StatusOK, map[string]any{"protected": []string{netlab.LANv4.String(), netlab.LANv6.String()}, "on_failure": "closed", "on_overload": "closed"})
	if g.lands() {
		t.Error("an upload from a protected network was not judged")
	}
	before := s
	for _, bad := range []map[string]any{{"protected": []string{"10.10.0.1/16"}}, {"protected": []string{"office"}}, {"overrides": map[string]string{"203.0.113.0/24": "UK"}}} {
		set(http.StatusBadRequest, bad)
	}
	b.want(http.StatusOK, "GET", "/api/v1/appliance", 0, nil, &s)
	if s.Version != before.Version || s.OnFailure != "closed" || g.lands() {
		t.Errorf("a bad value changed something: %+v", s)
	}
	set(http.StatusOK, map[string]any{"overrides": map[string]string{g.Outside[0].IPv4().String(): "JP"}})
	if s.Sources["protected"] != control.FromFile || !g.lands() {
		t.Errorf("the watched place is elsewhere now: %+v", s)
	}
	g.checkRestarted(s)
	g.down()
}

// versioned asks with a version, which may be 0.
func (b *browser) versioned(status int, method, path string, version int64, in, out any) {
	b.t.Helper()
	if version == 0 {
		version = -1
	}
	b.want(status, method, path, version, in, out)
}

// checkRestarted: a dataplane that is started anew has what was set, and says so; a damaged file is said, and passed over.
func (g *gateway) checkRestarted(want control.Settings) {
	g.t.Helper()
	restart := func() control.Status {
		old := g.children()["dataplane"]
		g.kill(old)
		g.another("dataplane", old)
		var s control.Status
		g.wait("the dataplane's answer", func() (ok bool) {
			var err error
			s, err = g.dataplane().Status(context.Background())
			return err == nil && s.Enforcing
		})
		return s
	}
	s := restart()
	if s.Settings.Version != want.Version || s.Settings.Sources["overrides"] != control.FromUI || len(s.Settings.Overrides) != 1 {
		g.t.Errorf("after a restart: %+v", s.Settings)
	}
	g.must(os.WriteFile(g.path("state/settings.yaml"), []byte("nonsense: ["), 0o600))
	s = restart()
	if s.Settings.Trouble == "" || s.Settings.Sources["overrides"] == control.FromUI {
		g.t.Errorf("with a damaged file: %+v", s.Settings)
	}
}
