package content

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// nested wraps a text in something n times.
func nested(n int, text []byte, wrap func([]byte) []byte) []byte {
	for range n {
		text = wrap(text)
	}
	return text
}

// manyZips is an archive of ten archives of ten, and so on.
func manyZips(t testing.TB, deep int) []byte {
	if deep == 0 {
		return bytes.Repeat([]byte("x"), 1<<20)
	}
	inner := string(manyZips(t, deep-1))
	var files []zipFile
	for i := range 10 {
		files = append(files, zipFile{fmt.Sprintf("%d.zip", i), inner, zipDeflate})
	}
	return zipped(t, files...)
}

// laughs defines entities by ten of the one before each.
func laughs() string {
	b := `<!DOCTYPE w:document [<!ENTITY a0 "haha">`
	for i := 1; i < 10; i++ {
		b += fmt.Sprintf(`<!ENTITY a%d "%s">`, i, strings.Repeat(fmt.Sprintf("&a%d;", i-1), 10))
	}
	return b + `]><w:document ` + nsWord + `><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>`
}

// TestBombs wants every kind of body that is made to grow, or to lead round in
// circles, to end in bounds. Those that need a limit for it are counted by its reason.
func TestBombs(t *testing.T) {
	inZip := func(b []byte) []byte { return zipped(t, zipFile{"a.zip", string(b), zipDeflate}) }
	inGzip := func(b []byte) []byte { return pack(t, "gzip", b) }
	inMail := func(b []byte) []byte {
		return append([]byte("From: a@example.jp\nMessage-ID: <1@example.jp>\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"), b...)
	}
	level := 0
	inMIME := func(b []byte) []byte {
		level++
		return fmt.Appendf(nil, "MIME-Version: 1.0\nMessage-ID: <1@example.jp>\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: message/rfc822; name=x\n\n%s\n--b%d--\n", level, level, b, level)
	}
	inBase64 := func(b []byte) []byte { return []byte("data: " + base64.StdEncoding.EncodeToString(b) + "\n") }
	secret := []byte("the number that is meant is 123456789018.\n")
	for name, c := range map[string]struct {
		body   []byte
		reason string
	}{
		"zip in zip":         {nested(40, secret, inZip), reasonDepth},
		"zip of zips":        {manyZips(t, 5), reasonDepth},
		"gzip in gzip":       {nested(40, secret, inGzip), reasonDepth},
		"gzip of gzip zeros": {nested(2, make([]byte, 32<<20), inGzip), reasonRatio},
		"zstd in zip":        {zipped(t, zipFile{"a.zst", string(pack(t, "zstd", make([]byte, 32<<20))), zipStored}), reasonRatio},
		"mail in mail":       {nested(200, secret, inMail), reasonDepth},
		"multipart in mail":  {nested(200, secret, inMIME), reasonDepth},
		"base64 in base64":   {nested(12, secret, inBase64), ""},
		"entities":           {zipped(t, zipFile{"word/document.xml", laughs(), zipDeflate}), ""},
		"deep XML":           {[]byte(strings.Repeat("<a>", 1<<18)), ""},
		"deep XML document":  {zippedRaw(t, 0, zipFile{"word/document.xml", `<w:document ` + nsWord + `>` + strings.Repeat("<w:p>", 1<<16), zipStored}), ""},
		"deep JSON":          {[]byte(strings.Repeat(`{"a":[`, 1<<18)), ""},
		"deep RTF":           {[]byte(`{\rtf1` + strings.Repeat("{", 1<<18)), ""},
		"page of itself":     {pdfFile("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Contents 3 0 R >>", pdfStreamOf("", "BT (a) Tj ET /X Do")), ""},
		"objects in itself":  {pdfFile(pdfStreamOf("/Type /ObjStm /N 2 /First 8 /Extends 1 0 R", "1 0 2 0 << /Type /ObjStm /Extends 1 0 R >>"), "<< /Length 2 0 R >>"), ""},
		"form of itself":     {pdfPage(pdfStreamOf("", "/X Do"), helvetica, pdfStreamOf("/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >>", "BT /F1 1 Tf (a) Tj ET /X Do /X Do")), ""},
		"deep PDF":           {pdfFile(strings.Repeat("[", 1<<16), strings.Repeat("<<", 1<<16)), ""},
	} {
		s := new(recorder)
		x := New(Limits{}, s)
		w := x.Open(Part{Where: "body"})
		pieces(w, c.body, 1448)
		w.Close()
		texts := 0
		for _, text := range s.texts {
			texts += text.Len()
		}
		if x.unpacked > defaultBytes+1<<20 || texts > 2*defaultBytes || len(s.parts) > 2*defaultMembers {
			t.Errorf("%s of %d bytes: %d unpacked, %d in %d texts, %d parts", name, len(c.body), x.unpacked, texts, len(s.texts), len(s.parts))
		}
		if x.Release(); x.Memory() != 0 || c.reason != "" && s.reasons[c.reason] == 0 {
			t.Errorf("%s: opaque %v, %d bytes held", name, s.reasons, x.Memory())
		}
	}
}
