package content

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// maxFuzzBody keeps a fuzzed body so small that hundreds are read in a second.
const maxFuzzBody = 16 << 10

// FuzzMultipart wants a body of parts read the same whole and in pieces.
func FuzzMultipart(f *testing.F) {
	f.Add([]byte(lines("--b", `Content-Disposition: form-data; name="a"`, "", "x", "--b--")), "b", true, uint16(1))
	f.Add([]byte(lines("pre", "--b", "content-type: multipart/mixed; boundary=c", "", "--c", "", "y", "--c--", "--b--", "post")), "b", false, uint16(5))
	f.Add([]byte(lines("--b", "Content-Transfer-Encoding: base64", `Content-Disposition: attachment; filename*=utf-8''%E6%9D%B1`, "", "5p2x5Lqs", "--b--")), "", true, uint16(9))
	f.Fuzz(func(t *testing.T, b []byte, boundary string, form bool, size uint16) {
		if len(b) > maxFuzzBody || len(boundary) > maxBoundary {
			return
		}
		mediaType := "multipart/mixed"
		if form {
			mediaType = "multipart/form-data"
		}
		if boundary != "" {
			mediaType += `; boundary="` + boundary + `"`
		}
		compareRuns(t, fuzzRun(t, b, mediaType, len(b)), fuzzRun(t, b, mediaType, int(size)+1))
	})
}

// fuzzCharsets are the transcoders, each with its twin.
var fuzzCharsets = []struct {
	charset *charset
	twin    encoding.Encoding
}{
	{charsetSJIS, japanese.ShiftJIS}, {charsetEUCJP, japanese.EUCJP}, {charset2022, japanese.ISO2022JP},
	{charsetGB, simplifiedchinese.GB18030}, {charsetBig5, traditionalchinese.Big5}, {charsetEUCKR, korean.EUCKR},
	{charset16LE, utf16le}, {charset16BE, utf16be}, {charset32LE, utf32le}, {charset32BE, utf32be},
}

// FuzzCharset compares each transcoder with the one of x/text, where that would
// write the same bytes again, and with itself over bytes cut anywhere.
func FuzzCharset(f *testing.F) {
	for i, c := range fuzzCharsets {
		text, err := c.twin.NewEncoder().Bytes([]byte("山田 090-1234"))
		if err != nil {
			text = []byte("\xb1\xe8") // Korean writes few of these characters
		}
		f.Add(text, uint8(i), []byte{0, 1, 5})
	}
	f.Fuzz(func(t *testing.T, b []byte, which uint8, cuts []byte) {
		c := fuzzCharsets[int(which)%len(fuzzCharsets)]
		whole, split := transcode(c.charset, b, nil), transcode(c.charset, b, cuts)
		if whole != split {
			t.Fatalf("%s %x: whole %q, split by %v %q", c.charset.name, b, whole, cuts, split)
		}
		want, err := c.twin.NewDecoder().Bytes(b)
		again, _ := c.twin.NewEncoder().Bytes(want)
		if err == nil && bytes.Equal(again, b) && whole != strings.ReplaceAll(string(want), string(bom), "") {
			t.Fatalf("%s %x: got %q, x/text says %q", c.charset.name, b, whole, want)
		}
	})
}

// transcode decodes b in pieces as long as cuts say, in turn. What a piece leaves
// over is decoded with the next.
func transcode(c *charset, b, cuts []byte) string {
	d := c.decoder()
	var out strings.Builder
	dst := make([]byte, 64)
	for i := 0; len(b) > 0; i++ {
		have := len(b)
		if len(cuts) > 0 { // ever longer pieces, so that none stays too short
			have = min(have, 1+i/16+int(cuts[i%len(cuts)]))
		}
		n, used := d.decode(dst, b[:have], have == len(b))
		out.Write(dst[:n])
		b = b[used:]
		if t, ok := d.(*tableDecoder); ok {
			t.errors = 0
		}
		if n+used == 0 && have == len(b) {
			break
		}
	}
	return out.String()
}

// FuzzEscapes wants the strings of JSON read as encoding/json reads them, and
// escapes of every kind the same whole and in pieces.
func FuzzEscapes(f *testing.F) {
	for _, s := range []string{`\u65e5\ud83d\ude00\n\"x`, `\\u65e5 \\\u0041`, "&#x65E5;&amp;&#26412", `\ud83d\\ude00`, "<b>a</b>", `{"a":"{\"b\":\"<p>x\\\\ty\"}"}`,
		`"\n\t\x41\101\u{5c71}" '{\"a\":1}'`, `<d x="{&quot;a&quot;:1}">&lt;p&gt;&amp;#23665;&#26412<![CDATA[{"a":"\n"}]]>`, "/a/b%0A%25E5%25B1%25B1%8E%52%93c?c=%7B%22d%22%3A%3Cp%3E"} {
		for kind := range uint8(3) {
			f.Add(s, kind, uint8(1))
		}
	}
	f.Fuzz(func(t *testing.T, s string, kind, size uint8) {
		if len(s) > maxFuzzBody {
			return
		}
		mediaType := []string{"text/plain", "application/json", "text/html"}[kind%3]
		whole, split := fuzzRun(t, []byte(s), mediaType, len(s)), fuzzRun(t, []byte(s), mediaType, int(size)+1)
		compareRuns(t, whole, split)
		var want string
		if kind%3 != 1 || strings.ContainsAny(s, "&%?\ufeff") || strings.Contains(s, `\\`) || json.Unmarshal([]byte(`"`+s+`"`), &want) != nil {
			return
		}
		body := []byte(`{"` + s + `"}`)
		if got := fuzzRun(t, body, mediaType, int(size)+1); utf8.ValidString(s) && isText(body) && !got.has(`{"`+want+`"}`) {
			t.Fatalf("%q: encoding/json says %q, which is not among the texts", s, want)
		}
	})
}

// FuzzForm wants a form's fields read as net/url reads them, and the same whole
// and in pieces.
func FuzzForm(f *testing.F) {
	f.Add("name=%E5%B1%B1+x&tel=090%2D1&x=%zz%", uint8(3))
	f.Add("a=%u65e5%u&&=", uint8(1))
	f.Add("n=%8ER%93c", uint8(2))
	f.Add("a=%7B%22b%22%3A%22%5Cn%22%7D&c=x%0Ay%253D", uint8(2))
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		if len(s) > maxFuzzBody {
			return
		}
		whole, split := fuzzRun(t, []byte(s), formType, len(s)), fuzzRun(t, []byte(s), formType, int(size)+1)
		compareRuns(t, whole, split)
		other, _ := byMagic([]byte(s)) // what has a format's magic is read as that
		if want, ok := unescapedForm(s); ok && other == nil && !beginsCoded([]byte(s)) && !split.has(want) {
			t.Fatalf("%q: net/url says %q, which is not among the texts", s, want)
		}
	})
}

// unescapedForm is the twin of form: the fields as lines. It is not ok where a
// form isn't well-formed or has escapes of another kind in it.
func unescapedForm(s string) (string, bool) {
	var fields []string
	for field := range strings.SplitSeq(s, "&") {
		v, err := url.QueryUnescape(field)
		if err != nil || !utf8.ValidString(v) || strings.ContainsAny(v, "\\&%\x1b\ufeff") {
			return "", false
		}
		fields = append(fields, v)
	}
	return strings.Join(fields, "\n") + "\n", s != ""
}
