package web

import (
	"context"
	"html/template"
)

const (
	htmlType = "text/html; charset=utf-8"
	fileType = "application/octet-stream"
)

// front is the page at the root: what answers here, and where to go on.
const front = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sekisho</title></head>
<body>
<h1>Sekisho</h1>
<p>This is the administration of an outbound traffic geolocation firewall, version {{.}}.</p>
<p>It is administered by its API, under <code>/api/v1</code>: <a href="/api/v1/openapi.json">the API's description (OpenAPI 3.1)</a>.</p>
<footer><p><a href="https://db-ip.com">IP Geolocation by DB-IP</a>, CC-BY-4.0, in the data that ships with the program.</p></footer>
</body>
</html>
`

func (s *Server) page(context.Context, *call, nothing) (stream, error) {
	t, err := template.New("front").Parse(front)
	return stream{mediaType: htmlType, write: func(w *answer) error { return t.Execute(w, s.options.Version) }}, err
}
