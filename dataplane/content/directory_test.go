package content

import "testing"

func TestDirectoryEntries(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"base64", "dn: uid=a,dc=example\ncn:: 5bGx55SwIOWkqumDjg==\nmail: a@exam\n ple.jp\n\nx", "dn: uid=a,dc=example\ncn: 山田 太郎\nmail: a@example.jp\n\nx\n"},
		{"version and DOS lines", "version: 1\r\ndn:: 5bGx\r\ncn: Emma\r\nx", "version: 1\ndn: 山\ncn: Emma\nx\n"},
		{"no base64", "dn: a\ncn:: (none)\nurl: http://example.jp/a::b", "dn: a\ncn:: (none)\nurl: http://example.jp/a::b\n"},
	} {
		for n := 1; n <= len(c.in); n += 1 + n/8 {
			if got := extract(t, Part{Where: "a.ldif", MediaType: "text/ldif"}, []byte(c.in), n).text("a.ldif"); got != c.want {
				t.Fatalf("%s by %d: got %q, want %q", c.name, n, got, c.want)
			}
		}
	}
}

func FuzzDirectory(f *testing.F) {
	f.Add([]byte("dn: uid=a\r\ncn:: 5bGx55SwIOWkqumDjg==\r\nx\r\n y\r\n\r\n"), uint16(1))
	f.Add([]byte("a::\n:: AAAA\nb:: AAA\n \n"), uint16(3))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, b, "text/ldif", len(b)), fuzzRun(t, b, "text/ldif", int(size)+1))
	})
}
