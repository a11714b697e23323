package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	neturl "net/url"
	"os/exec"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"sekisho/dataplane/content"
)

var wrappings = append([]wrapping{
	{name: "none", wrap: file(".txt", func(_ string, text []byte) []byte { return text })},
	{name: "UTF-8 with byte order mark", wrap: file(".txt", func(_ string, text []byte) []byte { return append([]byte("\ufeff"), text...) })},
	{name: "UTF-16LE", wrap: charset(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))},
	{name: "UTF-16BE", wrap: charset(unicode.UTF16(unicode.BigEndian, unicode.UseBOM))},
	{name: "Shift_JIS", wrap: foreign(charset(japanese.ShiftJIS), isKanaOnly)},
	{name: "EUC-JP", wrap: foreign(charset(japanese.EUCJP), isKanaOnly)},
	{name: "ISO-2022-JP", wrap: foreign(charset(japanese.ISO2022JP), isKanaOnly)},
	{name: "GB18030", wrap: foreign(charset(simplifiedchinese.GB18030), isHanOnly)},
	{name: "EUC-KR", wrap: foreign(charset(korean.EUCKR), isHangul)},

	{name: "gzip", wrap: file(".gz", func(_ string, t []byte) []byte { return packed(gzipTo, t) })},
	{name: "zstd", wrap: file(".zst", func(_ string, t []byte) []byte { return packed(zstdTo, t) })},
	{name: "bzip2", wrap: file(".bz2", packer("bzip2", "-c"))},
	{name: "xz", wrap: file(".xz", packer("xz", "-c"))},
	{name: "HTTP deflate", wrap: declaredAs("text/plain", []string{"deflate"}, func(t []byte) []byte { return packed(zlibTo, t) })},
	{name: "HTTP br", wrap: declaredAs("text/plain", []string{"br"}, func(t []byte) []byte { return packed(brotliTo, t) })},
	{name: "HTTP gzip, then br", wrap: declaredAs("text/plain", []string{"gzip", "br"}, func(t []byte) []byte { return packed(brotliTo, packed(gzipTo, t)) })},
	{name: "HTTP form, urlencoded", wrap: declaredAs("application/x-www-form-urlencoded", nil, urlEncoded)},
	{name: "HTTP form, multipart", wrap: multipartForm},

	{name: "JSON escapes", wrap: file(".json", jsonEscaped)},
	{name: "HTML entities", wrap: file(".html", entities)},
	{name: "base64 run", wrap: file(".txt", func(_ string, t []byte) []byte { return []byte("data: " + base64.StdEncoding.EncodeToString(t) + "\n") })},
	{name: "base64, base64url", wrap: file(".txt", func(_ string, t []byte) []byte { return []byte("t=" + base64.RawURLEncoding.EncodeToString(t) + "\n") })},
	{name: "hexadecimal run", wrap: file(".txt", func(_ string, t []byte) []byte { return []byte("x = " + hex.EncodeToString(t) + "\n") })},
	{name: "data URI", wrap: file(".html", func(_ string, t []byte) []byte {
		return []byte("<a href=\"data:text/plain;base64," + base64.StdEncoding.EncodeToString(t) + "\">x</a>")
	})},

	{name: "mail, ISO-2022-JP", wrap: foreign(mailBody("iso-2022-jp", "7bit", japanese.ISO2022JP), isKanaOnly)},
	{name: "mail, quoted-printable", wrap: mailBody("utf-8", "quoted-printable", encoding.Nop)},
	{name: "mail, base64 attachment", wrap: file(".eml", mailAttachment)},
	{name: "mail, ZIP attached", wrap: file(".eml", func(name string, t []byte) []byte { return mailAttachment(name+".zip", zipOf(name, t, zip.Deflate)) })},
	{name: "mbox", wrap: file(".mbox", func(name string, t []byte) []byte {
		return append([]byte("From sender@mail.invalid Sun Nov 22 10:00:00 2026\n"), bytes.ReplaceAll(mailAttachment(name, t), []byte("\r\n"), []byte("\n"))...)
	})},

	{name: "ZIP", wrap: file(".zip", func(name string, t []byte) []byte { return zipOf(name, t, zip.Deflate) })},
	{name: "ZIP, stored", wrap: file(".zip", func(name string, t []byte) []byte { return zipOf(name, t, zip.Store) })},
	{name: "ZIP in ZIP", wrap: file(".zip", func(name string, t []byte) []byte {
		return zipOf("inner.zip", zipOf(name, t, zip.Deflate), zip.Deflate)
	})},
	{name: "tar", wrap: file(".tar", tarOf)},
	{name: "tar.gz", wrap: file(".tar.gz", func(name string, t []byte) []byte { return packed(gzipTo, tarOf(name, t)) })},
	{name: "7z", wrap: file(".7z", archiver("7z", "a", "-bd", "-y"))},
}, slices.Concat(messageWrappings, documentWrappings, officeWrappings)...)

func must0(err error) {
	if err != nil {
		panic(err)
	}
}

// charset writes a text in an encoding, or not at all if that lacks a character.
func charset(e encoding.Encoding) func(r *rand.Rand, name string, text []byte) (content.Part, []byte) {
	return file(".txt", func(_ string, text []byte) []byte {
		b, err := e.NewEncoder().Bytes(text)
		if err != nil {
			return nil
		}
		return b
	})
}

// foreign keeps to texts of a charset's own language: ASCII is the same in all.
func foreign(wrap func(r *rand.Rand, name string, text []byte) (content.Part, []byte), own func(c rune) bool) func(r *rand.Rand, name string, text []byte) (content.Part, []byte) {
	return func(r *rand.Rand, name string, text []byte) (content.Part, []byte) {
		if bytes.IndexFunc(text, own) < 0 {
			return content.Part{}, nil
		}
		return wrap(r, name, text)
	}
}

// isKanaOnly knows a character that only Japanese labels have.
func isKanaOnly(c rune) bool {
	return c >= 'ぁ' && c <= 'ヺ' || strings.ContainsRune("号証氏話携帯様", c)
}
func isHanOnly(c rune) bool {
	return strings.ContainsRune("证码护电邮话状态号", c) && c != '号'
}
func isHangul(c rune) bool { return c >= '가' && c <= '힣' }

// packed runs a text through a compressor.
func packed(open func(b *bytes.Buffer) closer, text []byte) []byte {
	var b bytes.Buffer
	w := open(&b)
	_, err := w.Write(text)
	must0(err)
	must0(w.Close())
	return b.Bytes()
}

type closer interface {
	Write(p []byte) (int, error)
	Close() error
}

func gzipTo(b *bytes.Buffer) closer   { return gzip.NewWriter(b) }
func zlibTo(b *bytes.Buffer) closer   { return zlib.NewWriter(b) }
func brotliTo(b *bytes.Buffer) closer { return brotli.NewWriter(b) }

func zstdTo(b *bytes.Buffer) closer {
	w, err := zstd.NewWriter(b, zstd.WithEncoderConcurrency(1))
	must0(err)
	return w
}

// packer packs with an installed program.
func packer(program string, args ...string) func(name string, text []byte) []byte {
	return func(_ string, text []byte) []byte {
		if _, err := exec.LookPath(program); err != nil {
			return nil
		}
		cmd := exec.Command(program, args...)
		cmd.Stdin = bytes.NewReader(text)
		out, err := cmd.Output()
		must0(err)
		return out
	}
}

func urlEncoded(text []byte) []byte {
	return []byte(neturl.Values{"memo": {string(text)}, "submit": {"1"}}.Encode())
}

func multipartForm(_ *rand.Rand, name string, text []byte) (content.Part, []byte) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("upload", name)
	must0(err)
	_, err = part.Write(text)
	must0(err)
	must0(w.Close())
	return content.Part{Where: "http.request.body", MediaType: w.FormDataContentType()}, b.Bytes()
}

// jsonEscaped is one JSON string with everything outside ASCII as UTF-16 code units.
func jsonEscaped(_ string, text []byte) []byte {
	quoted, err := json.Marshal(string(text))
	must0(err)
	var b bytes.Buffer
	b.WriteString(`{"text":`)
	for _, c := range string(quoted) {
		if c < utf8.RuneSelf {
			b.WriteRune(c)
			continue
		}
		for _, unit := range utf16.Encode([]rune{c}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return append(b.Bytes(), '}')
}

func entities(_ string, text []byte) []byte {
	var b bytes.Buffer
	b.WriteString("<html><body><pre>\n")
	for _, c := range string(text) {
		if c >= utf8.RuneSelf || strings.ContainsRune("<>&", c) {
			fmt.Fprintf(&b, "&#x%x;", c)
			continue
		}
		b.WriteRune(c)
	}
	b.WriteString("</pre></body></html>\n")
	return b.Bytes()
}

const mailHead = "From: Sender <sender@mail.invalid>\r\nTo: Receiver <receiver@mail.invalid>\r\nSubject: %s\r\nDate: Sun, 22 Nov 2026 10:00:00 +0900\r\nMIME-Version: 1.0\r\n"

func mailBody(charset, coding string, e encoding.Encoding) func(r *rand.Rand, name string, text []byte) (content.Part, []byte) {
	return file(".eml", func(_ string, text []byte) []byte {
		body, err := e.NewEncoder().Bytes(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
		if err != nil {
			return nil
		}
		var b bytes.Buffer
		fmt.Fprintf(&b, mailHead+"Content-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n", mime.BEncoding.Encode("utf-8", "資料の件"), charset, coding)
		if coding != "quoted-printable" {
			return append(b.Bytes(), body...)
		}
		w := quotedprintable.NewWriter(&b)
		_, err = w.Write(body)
		must0(err)
		must0(w.Close())
		return b.Bytes()
	})
}

func mailAttachment(name string, body []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, mailHead+"Content-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n--=_b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n", "files")
	fmt.Fprintf(&b, "--=_b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=%q\r\nContent-Transfer-Encoding: base64\r\n\r\n", name)
	encoded := base64.StdEncoding.EncodeToString(body)
	for len(encoded) > 76 {
		b.WriteString(encoded[:76] + "\r\n")
		encoded = encoded[76:]
	}
	b.WriteString(encoded + "\r\n--=_b--\r\n")
	return b.Bytes()
}

func zipOf(name string, body []byte, method uint16) []byte {
	return zipFiles(method, name, string(body))
}

// zipFiles makes an archive of names and texts in turn.
func zipFiles(method uint16, namesAndTexts ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(namesAndTexts); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: namesAndTexts[i], Method: method})
		must0(err)
		_, err = f.Write([]byte(namesAndTexts[i+1]))
		must0(err)
	}
	must0(w.Close())
	return b.Bytes()
}

func tarOf(name string, body []byte) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	must0(w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(body))}))
	_, err := w.Write(body)
	must0(err)
	must0(w.Close())
	return b.Bytes()
}

// utf16Hex writes a text as UTF-16BE in hexadecimal digits.
func utf16Hex(s string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return hex.EncodeToString(b)
}
