package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sekisho/admin/auth"
)

// TestFieldsOfBodies: what is wrong with a body is said of its field.
func TestFieldsOfBodies(t *testing.T) {
	s := newSite(t)
	for body, want := range map[string]string{
		`{"from":5,"to":"203.0.113.1"}`:                                                       "from",
		`{"from":"10.0.0.1","to":"nowhere"}`:                                                  "to",
		`{"from":"10.0.0.1","to":"203.0.113.1","port":"443"}`:                                 "port",
		`{"from":"10.0.0.1","to":"203.0.113.1","at":"noon"}`:                                  "at",
		`{"from":"10.0.0.1","to":"203.0.113.1","data":{"class":"jp"}}`:                        "data",
		`{"from":"10.0.0.1","to":"203.0.113.1","data":[{"class":1,"count":2}]}`:               "data.class",
		`{"from":"10.0.0.1","to":"203.0.113.1","from":"10.0.0.2"}`:                            "from",
		`{"from":"10.0.0.1","to":"203.0.113.1","data":[{"class":"a","class":"b","count":1}]}`: "class",
		`{"from":"10.0.0.1","to":"203.0.113.1","form":"x"}`:                                   "form",
	} {
		a := s.as(auth.Viewer, "POST", "/api/v1/policy/explain", body)
		if p := unmarshal[problem](t, a.body); a.status != http.StatusBadRequest || p.Field != want {
			t.Errorf("%s: %d %s", body, a.status, a.body)
		}
	}
	if a := s.as(auth.Viewer, "POST", "/api/v1/policy/explain", `[1]`); a.status != http.StatusBadRequest || a.code() != codeInvalid {
		t.Errorf("a list: %d %s", a.status, a.body)
	}
	for body, twice := range map[string]string{`{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}`: "", `{"b":{"x":1,"y":[],"x":2}}`: "x", `[{"k":{}},{"k":1,"l":"k","k":2}]`: "k", `"a"`: "", `[`: ""} {
		if got := repeated([]byte(body)); got != twice {
			t.Errorf("%s: %q stands twice, not %q", body, got, twice)
		}
	}
}

// TestNearestWords: what is misspelt is answered with what may be meant.
func TestNearestWords(t *testing.T) {
	s := newSite(t)
	for path, want := range map[string]string{
		"/api/v1/events?qery=x":                  "perhaps query",
		"/api/v1/events?order=newst":             "perhaps newest",
		"/api/v1/rollups/contry":                 "perhaps country",
		"/api/v1/events?query=event.acton:block": "event.action",
	} {
		if a := s.as(auth.Viewer, "GET", path, ""); a.status != http.StatusBadRequest || !strings.Contains(string(a.body), want) {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
}

// TestHints: a value that no event can have is answered with a near one, and is no error.
func TestHints(t *testing.T) {
	s := newSite(t)
	for text, want := range map[string]string{
		"event.action:blokc": "block", "NOT (network.protocol:htp OR host1)": "http", "sekisho.findings.class:jp.mynumber": "jp.my_number",
		"event.action:block": "", "destination.geo.country_iso_code:cn": "", "sekisho.findings.class:custom.osprey": "", "sekisho.findings.class:jp.*": "", "rule.id:blokc": "",
	} {
		got := ""
		for _, h := range read[foundEvents](s, auth.Viewer, "GET", "/api/v1/events?query="+url.QueryEscape(text), "").Hints {
			got += h.Nearest
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestHead: HEAD is GET without a body, where that changes nothing.
func TestHead(t *testing.T) {
	s := newSite(t)
	for path, want := range map[string]int{"/healthz": 200, "/api/v1/rules": 200, "/api/v1/drafts/none": 404, "/api/v1/oidc/callback": 405} {
		if a := s.as(auth.Viewer, "HEAD", path, ""); a.status != want || len(a.body) > 0 {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	if a := s.do("HEAD", "/api/v1/rules", "", "", nil); a.status != http.StatusUnauthorized {
		t.Errorf("nobody: %d", a.status)
	}
}
