package content

import (
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// lines joins lines as they are on the wire.
func lines(l ...string) string { return strings.Join(l, "\r\n") }

func TestMultipartForm(t *testing.T) {
	sjis := string(encoded(t, japanese.ShiftJIS, customerList))
	body := lines("--b0", `Content-Disposition: form-data; name="name"`, "", "山田 太郎",
		"--b0", `Content-Disposition: form-data; name="tel"`, "Content-Type: text/plain; charset=utf-8", "", "090-1234-5678",
		"--b0", `Content-Disposition: form-data; name="file"; filename="customers.csv"`, "Content-Type: text/csv", "", sjis,
		"--b0", `Content-Disposition: form-data; name="zipped"; filename="C:\dir\list.csv.gz"`, "", string(pack(t, "gzip", []byte(customerList))),
		"--b0", `Content-Disposition: form-data; name="x"; filename*=UTF-8''%E9%A1%A7%E5%AE%A2.txt`, "Content-Transfer-Encoding: base64", "",
		base64.StdEncoding.EncodeToString([]byte("first line\nsecond")),
		"--b0", `Content-Disposition: form-data; name="qp"; filename=q.txt`, "content-transfer-encoding: Quoted-Printable", "", "=E9=A1=A7=\r\n=E5=AE=A2 =zz",
		"--b0", `Content-Disposition: form-data; name="empty"`, "",
		"--b0--", "")
	for _, mediaType := range []string{"multipart/form-data; boundary=b0", `multipart/form-data; Boundary="b0"`, "multipart/form-data"} {
		for _, n := range []int{len(body), 1, 3, 64, 1448} {
			s := extract(t, Part{Where: "body", MediaType: mediaType}, []byte(body), n)
			for where, want := range map[string]string{
				"body":                      "name: 山田 太郎\ntel: 090-1234-5678\nempty: \n",
				"body!customers.csv":        customerList,
				"body!list.csv.gz!list.csv": customerList,
				"body!顧客.txt":               "first line\nsecond",
				"body!q.txt":                "顧客 =zz",
			} {
				if got := s.text(where); got != want {
					t.Errorf("%s by %d: %s: got %q, want %q", mediaType, n, where, got, want)
				}
			}
			if s.opaque != 0 {
				t.Errorf("%s by %d: opaque %v", mediaType, n, s.reasons)
			}
		}
	}
}

func TestMultipartNested(t *testing.T) {
	inner := lines("--out-in", "", "deep", "--out-in--")
	body := lines("before", "--out", "Content-Type: multipart/mixed; boundary=out-in", "", inner, "--out", "", "--output is no boundary", "--out--", "after")
	for n := 1; n <= len(body); n++ {
		s := extract(t, Part{Where: "b", MediaType: "multipart/mixed; boundary=out"}, []byte(body), n)
		for _, want := range []string{"deep", "--output is no boundary", "before\r\nafter"} {
			if !s.has(want) && !s.has(strings.Replace(want, "\r\n", "", 1)) {
				t.Errorf("by %d: %q not delivered", n, want)
			}
		}
	}
}

// TestMultipartOutside wants what stands outside of parts recognised by its white
// space too, whatever the cut, and white space alone to be nothing.
func TestMultipartOutside(t *testing.T) {
	part := lines("--b", "", "x", "--b--")
	for body, want := range map[string]string{
		" x\n" + lines("Content-Transfer-Encoding: base64", "", "c2VjcmV0IHdvcmRz"): "secret words",
		strings.Repeat(" ", maxBlank+1) + "x":                                       strings.Repeat(" ", maxBlank+1) + "x",
		" \r\n" + part + "\r\n ":                                                    "x",
	} {
		for _, n := range []int{len(body), 1, 2, 5, maxBlank} {
			s := extract(t, Part{Where: "b", MediaType: "multipart/mixed; boundary=b"}, []byte(body), n)
			if got := s.last(); got != want {
				t.Errorf("by %d: got %.80q, want %.80q", n, got, want)
			}
		}
	}
}

// TestMultipartMalformed wants all of a body read whatever is wrong with it.
func TestMultipartMalformed(t *testing.T) {
	for _, c := range []struct{ mediaType, body string }{
		{"multipart/form-data; boundary=zz", "there is no secret here"},
		{"multipart/form-data", "there is no secret here"},
		{"multipart/form-data", "--\r\nsecret"},
		{"multipart/form-data; boundary=b", "--b\r\nsecret"},
		{"multipart/form-data; boundary=b", "--b\nContent-Disposition: form-data; name=secret\n\nsecret"},
		{"multipart/form-data; boundary=b", "--b\r\n\r\n\r\nsecret\r\n--"},
		{"multipart/form-data; boundary=b", "--b\r\n" + strings.Repeat("x", maxPartHeaders) + "secret"},
	} {
		for n := 1; n <= len(c.body); n += 1 + len(c.body)/99 {
			s := extract(t, Part{MediaType: c.mediaType}, []byte(c.body), n)
			if !s.contains("secret") {
				t.Errorf("%s by %d: the secret of %.60q is not delivered", c.mediaType, n, c.body)
			}
		}
	}
}

func TestDepth(t *testing.T) {
	b := []byte("at the bottom")
	for range 5 {
		b = pack(t, "gzip", b)
	}
	s := extract(t, Part{}, b, len(b))
	if s.reasons[reasonDepth] == 0 || s.has("at the bottom") {
		t.Errorf("opaque %v, want reason %q", s.reasons, reasonDepth)
	}
}

func TestFileNames(t *testing.T) {
	for header, want := range map[string]string{
		`form-data; name="f"; filename="a;b\"c.txt"`:                                       `a;b"c.txt`,
		`form-data; filename=plain.txt; name=f`:                                            "plain.txt",
		`attachment; filename="old.txt"; filename*=utf-8'ja'%E9%A1%A7.txt`:                 "顧.txt",
		`attachment; filename*0*=utf-8''%E9%A1; filename*1*=%A7; filename*2=".txt"`:        "顧.txt",
		"form-data; filename=\"" + string(encoded(t, japanese.ShiftJIS, "顧客表.csv")) + "\"": "顧客表.csv",
		`form-data; filename="/home/user/x.csv"`:                                           "x.csv",
		`form-data; filename="`:                                                            "",
	} {
		if got := fileName(header, ""); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
}

func FuzzHeader(f *testing.F) {
	f.Add(`form-data; name="f"; filename*0*=shift_jis''%8c%da; filename*1="x`)
	f.Add("a: b\r\n c\r\n: \r\nd")
	f.Fuzz(func(t *testing.T, s string) {
		parameters(s)
		fileName(s, s)
		parseHeaders([]byte(s))
	})
}
