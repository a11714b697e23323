package proto

import (
	"os"
	"path/filepath"
	"testing"
)

// TestCurlRequests reads what curl 7.88.1 sent to a server on loopback, recorded
// with its three ways to upload.
func TestCurlRequests(t *testing.T) {
	const multipart = "multipart/form-data; boundary=------------------------c859c7df48b3425f"
	for name, want := range map[string]struct {
		media, coding string
		bytes         int
	}{
		"multipart.http":  {multipart, "", 300},
		"chunked.http":    {"", "gzip", 18},
		"urlencoded.http": {"application/x-www-form-urlencoded", "", 24},
	} {
		b, err := os.ReadFile(filepath.Join("testdata", "curl", name))
		if err != nil {
			t.Fatal(err)
		}
		_, c := talk(t, 1, turn{Out, string(b)}, turn{In, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"})
		body := find(t, c, "http.request.body")
		coding := ""
		if len(body.part.Encodings) > 0 {
			coding = body.part.Encodings[0]
		}
		if body.part.MediaType != want.media || coding != want.coding || len(body.bytes) != want.bytes {
			t.Errorf("%s: body %+v of %d bytes, want %+v", name, body.part, len(body.bytes), want)
		}
	}
}

// find gives the one part at a place.
func find(t *testing.T, c *collector, where string) *collected {
	t.Helper()
	var found *collected
	for _, p := range c.parts {
		if p.part.Where == where && found != nil {
			t.Fatalf("%s more than once in\n%s", where, c)
		}
		if p.part.Where == where {
			found = p
		}
	}
	if found == nil {
		t.Fatalf("no %s in\n%s", where, c)
	}
	return found
}
