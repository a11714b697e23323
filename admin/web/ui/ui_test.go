package ui

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

var script = []byte(strings.Repeat("console.log('a script that is worth compressing');\n", 50))

func opened(t *testing.T, files fstest.MapFS) *UI {
	t.Helper()
	u, err := open(files)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func builtPages(t *testing.T) *UI {
	return opened(t, fstest.MapFS{".keep": {}, "index.html": {Data: []byte("<!doctype html><title>pages</title>")}, "assets/main-ABCDEFGH.js": {Data: script}})
}

// ask gives the answer to a request, nil if it was none for pages.
func ask(u *UI, method, path, coding string) *http.Response {
	r := httptest.NewRequest(method, "https://gateway.example"+path, nil)
	r.Header.Set("Accept-Encoding", coding)
	w := httptest.NewRecorder()
	if !u.Serve(w, r) {
		return nil
	}
	return w.Result()
}

// TestServe: each path of a page gives the page that loads them all; files of it may be kept for good, and all else is for others.
func TestServe(t *testing.T) {
	u := builtPages(t)
	for _, c := range []struct {
		method, path string
		want         string // media type; "": not ours
	}{
		{"GET", "/", htmlType}, {"GET", "/rules", htmlType}, {"GET", "/events/12345", htmlType}, {"GET", "/drafts/8b7d81_A-f", htmlType}, {"HEAD", "/rules", htmlType},
		{"GET", "/assets/main-ABCDEFGH.js", "text/javascript; charset=utf-8"}, {"GET", "/assets/other-ABCDEFGH.js", ""}, {"GET", "/assets/.keep", ""}, {"GET", "/index.html", ""},
		{"GET", "/api", ""}, {"GET", "/api/v1/nothing", ""}, {"GET", "/metrics", ""}, {"GET", "/healthz", ""}, {"GET", "/readyz", ""},
		{"GET", "/favicon.ico", ""}, {"GET", "/../etc/passwd", ""}, {"GET", "//elsewhere", ""}, {"GET", "/API", ""}, {"GET", "/rules/", ""}, {"GET", "/" + strings.Repeat("a", 300), ""},
		{"POST", "/", ""}, {"DELETE", "/assets/main-ABCDEFGH.js", ""},
	} {
		a := ask(u, c.method, c.path, "")
		switch {
		case a == nil && c.want != "":
			t.Errorf("%s %s is nobody's", c.method, c.path)
		case a != nil && a.Header.Get("Content-Type") != c.want:
			t.Errorf("%s %s: %q, want %q", c.method, c.path, a.Header.Get("Content-Type"), c.want)
		}
	}
}

func TestKeep(t *testing.T) {
	u := builtPages(t)
	if got := ask(u, "GET", "/assets/main-ABCDEFGH.js", "").Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("a file with its hash in its name: Cache-Control %q", got)
	}
	if got := ask(u, "GET", "/", "").Header.Get("Cache-Control"); got != "" {
		t.Errorf("the page that names the files: Cache-Control %q", got)
	}
}

func TestCompressed(t *testing.T) {
	u := builtPages(t)
	for coding, zipped := range map[string]bool{"": false, "br": false, "gzip": true, "br, gzip;q=0.8": true, "gzip;q=0": false, "deflate, gzip": true} {
		a := ask(u, "GET", "/assets/main-ABCDEFGH.js", coding)
		var body io.Reader = a.Body
		if got := a.Header.Get("Content-Encoding") == "gzip"; got != zipped {
			t.Errorf("%q: compressed: %v", coding, got)
			continue
		}
		if zipped {
			var err error
			if body, err = gzip.NewReader(body); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := io.ReadAll(body); err != nil || !bytes.Equal(got, script) {
			t.Errorf("%q: %v, %d bytes, want %d", coding, err, len(got), len(script))
		}
	}
}

func TestHead(t *testing.T) {
	a := ask(builtPages(t), "HEAD", "/", "")
	if got, err := io.ReadAll(a.Body); err != nil || len(got) != 0 || a.ContentLength <= 0 {
		t.Errorf("%v, body of %d bytes, length %d", err, len(got), a.ContentLength)
	}
}

// TestUnbuilt: a binary without pages says so, and how to get one that has them.
func TestUnbuilt(t *testing.T) {
	u := opened(t, fstest.MapFS{".keep": {}})
	got, err := io.ReadAll(ask(u, "GET", "/rules", "").Body)
	if err != nil || !strings.Contains(string(got), "make ui build") || !strings.Contains(string(got), "DB-IP") {
		t.Errorf("%v: %s", err, got)
	}
}

// TestEmbedded: what is embedded can be served.
func TestEmbedded(t *testing.T) {
	u, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range u.files {
		if f.mediaType == "" {
			t.Errorf("%s has no media type", name)
		}
	}
	if a := ask(u, "GET", "/", ""); a == nil || a.StatusCode != http.StatusOK {
		t.Error("no first page")
	}
}
