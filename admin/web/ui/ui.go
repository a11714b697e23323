package ui

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

//go:embed all:dist
var built embed.FS

// file is a built one, as it is sent.
type file struct {
	mediaType   string
	raw, zipped []byte // zipped is nil where that saves nothing
}

// UI serves the built pages.
type UI struct {
	files map[string]file // by path: /assets/main-XXXXXXXX.js
	index file
}

// New reads the built pages. Without any, each page says that the binary was built without them.
func New() (*UI, error) {
	dist, err := fs.Sub(built, "dist")
	if err != nil {
		return nil, fmt.Errorf("read the built pages: %w", err)
	}
	return open(dist)
}

func open(dist fs.FS) (*UI, error) {
	u := &UI{files: map[string]file{}, index: file{mediaType: htmlType, raw: []byte(unbuilt)}}
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == ".keep" {
			return err
		}
		f, err := read(dist, name)
		if name == "index.html" {
			u.index = f
		} else {
			u.files["/"+name] = f
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the built pages: %w", err)
	}
	return u, nil
}

const htmlType = "text/html; charset=utf-8"

// unbuilt is the page of a binary that has none.
const unbuilt = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sekisho</title></head>
<body>
<h1>Sekisho</h1>
<p>This binary was built without the web UI. <code>make ui build</code> makes one that has it.</p>
<p>The appliance is administered by its API as well, under <code>/api/v1</code>: <a href="/api/v1/openapi.json">the API's description (OpenAPI 3.1)</a>.</p>
<footer><p><a href="https://db-ip.com">IP Geolocation by DB-IP</a>, CC-BY-4.0, in the data that ships with the program.</p></footer>
</body>
</html>
`

// mediaTypes of what the build writes; the machine's own table may say others.
var mediaTypes = map[string]string{".html": htmlType, ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json"}

func read(dist fs.FS, name string) (file, error) {
	raw, err := fs.ReadFile(dist, name)
	if err != nil {
		return file{}, err
	}
	f := file{mediaType: mediaTypes[path.Ext(name)], raw: raw}
	f.zipped, err = zip(raw)
	return f, err
}

// zip compresses once what is sent often.
func zip(raw []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil || b.Len() >= len(raw) {
		return nil, err
	}
	return b.Bytes(), nil
}

// pagePath is what paths of pages look like; which there are, the pages know.
var pagePath = regexp.MustCompile(`^/(?:[a-z][a-z0-9-]*(?:/[A-Za-z0-9_-]+)*)?$`)

// others are first parts of paths that are not ours.
var others = []string{"api", "metrics", "healthz", "readyz"}

// Page tells whether a path is a page's.
func Page(path string) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return len(path) <= 200 && !slices.Contains(others, first) && pagePath.MatchString(path)
}

// Serve answers a request for a page or a file of it, and tells whether it was one. Files have their hash
// in their name: whoever has one may keep it for good (RFC 8246).
func (u *UI) Serve(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if f, ok := u.files[r.URL.Path]; ok {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		f.send(w, r)
		return true
	}
	if Page(r.URL.Path) {
		u.index.send(w, r)
		return true
	}
	return false
}

func (f file) send(w http.ResponseWriter, r *http.Request) {
	body, h := f.raw, w.Header()
	h.Set("Content-Type", f.mediaType)
	h.Set("Vary", "Accept-Encoding")
	if f.zipped != nil && acceptsGzip(r) {
		body = f.zipped
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodGet {
		w.Write(body) // an error is the connection's, which is over then
	}
}

// acceptsGzip reads Accept-Encoding (RFC 9110 section 12.5.3) as far as browsers write it.
func acceptsGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(coding), ";")
		if strings.TrimSpace(name) != "gzip" {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64)
		return err != nil || q > 0 // without a weight it is welcome
	}
	return false
}
