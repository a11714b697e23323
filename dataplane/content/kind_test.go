package content

import (
	"slices"
	"strings"
	"testing"
)

// Kinds are told once a body, whatever the cut, and not of what is too short.
func TestKindsAreTold(t *testing.T) {
	long := strings.Repeat("a line of text\n", 20)
	for name, c := range map[string]struct {
		declared, body string
		want           []string
	}{
		"picture":          {"", "\x89PNG\r\n\x1a\n\x00\x00", []string{"x image/png"}},
		"text":             {"image/jpeg", long, []string{"x text/plain"}},
		"long text":        {"", strings.Repeat(long, 10), []string{"x text/plain"}},
		"object":           {"", "{" + long, []string{"x application/json"}},
		"program":          {"image/jpeg", "\x7fELF\x02\x01\x01\x00\x00", []string{"x application/x-executable"}},
		"Windows program":  {"", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", []string{"x application/vnd.microsoft.portable-executable"}},
		"password safe":    {"", "\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5\x01\x00", []string{"x application/x-keepass2"}},
		"Access":           {"", "\x00\x01\x00\x00Standard ACE DB\x00\x02\x00", []string{"x application/vnd.ms-access"}},
		"OpenPGP":          {"", "\x8c\x0d\x04\x09\x03\x02", []string{"x application/pgp-encrypted"}},
		"ARJ":              {"", "\x60\xea\x29\x00\x22\x0b", []string{"x application/x-arj"}},
		"unknown bytes":    {"", strings.Repeat("\x00\x01\x02\x03", 100), []string{"x application/octet-stream"}},
		"declared by type": {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.jpg\"\r\n\r\n" + long + "\r\n--b--\r\n", nil},
		"short text":       {"", "a line of text\n", nil},
		"nothing":          {"", "", nil},
	} {
		for _, step := range []int{1, 7, len(c.body) + 1} {
			r := &recorder{}
			w := New(Limits{}, r).Open(Part{Where: "x", MediaType: c.declared})
			for piece := range slices.Chunk([]byte(c.body), step) {
				w.Write(piece)
			}
			w.Close()
			if name == "declared by type" {
				if !slices.Contains(r.kinds, "x!a.jpg text/plain") {
					t.Errorf("%s by %d: %q", name, step, r.kinds)
				}
				continue
			}
			if !slices.Equal(r.kinds, c.want) {
				t.Errorf("%s by %d: %q, want %q", name, step, r.kinds, c.want)
			}
		}
	}
}

// TestNoReader wants a file of a format that has no reader counted, and the texts among
// its bytes delivered.
func TestNoReader(t *testing.T) {
	b := []byte("\x89HDF\r\n\x1a\n\x00\x01\xff" + customerList + "\x00\x01\xff")
	for _, n := range []int{1, len(b)} {
		s := extract(t, Part{Where: "a.h5"}, b, n)
		if s.reasons["no reader for application/x-hdf5"] != int64(len(b)) || !s.has(customerList) {
			t.Errorf("by %d: opaque %v, texts %q", n, s.reasons, s.all())
		}
	}
}
