package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"mime/quotedprintable"
	neturl "net/url"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// seenWrappings are further ones, in which only the seen set's documents stand.
var seenWrappings = []wrapping{
	{name: "Windows-1252", set: seen, wrap: foreign(charset(charmap.Windows1252), isAccented)},
	{name: "gzip twice", set: seen, wrap: file(".gz.gz", func(_ string, t []byte) []byte { return packed(gzipTo, packed(gzipTo, t)) })},
	{name: "tar.xz", set: seen, wrap: file(".tar.xz", func(name string, t []byte) []byte { return packer("xz", "-c")(name, tarOf(name, t)) })},
	{name: "7z in ZIP", set: seen, wrap: file(".zip", func(name string, t []byte) []byte {
		return zipOf("inner.7z", archiver("7z", "a", "-bd", "-y")(name, t), zip.Store)
	})},
	{name: "JSON in JSON", set: seen, wrap: file(".json", jsonInJSON)},
	{name: "path, percent-encoded", set: seen, wrap: file(".log", func(_ string, t []byte) []byte {
		return []byte("GET /memo/" + neturl.PathEscape(string(t)) + " HTTP/1.1\n")
	})},
	{name: "HTML, decimal references", set: seen, wrap: file(".htm", decimalReferences)},
	{name: "MHTML", set: seen, wrap: file(".mht", mhtml)},
	{name: "DOCX, footnote", set: seen, wrap: file(".docx", footnotes)},
	{name: "RTF, Shift_JIS", set: seen, wrap: foreign(file(".rtf", rtfShiftJIS), isKanaOnly)},
}

func isAccented(c rune) bool { return strings.ContainsRune("éèêáíóúñãçäöüß°º", c) }

// jsonInJSON is an object that was made a string within another, as queues do.
func jsonInJSON(_ string, text []byte) []byte {
	inner, err := json.Marshal(map[string]string{"body": string(text)})
	must0(err)
	outer, err := json.Marshal(map[string]string{"type": "Notification", "Message": string(inner)})
	must0(err)
	return outer
}

func decimalReferences(_ string, text []byte) []byte {
	var b bytes.Buffer
	b.WriteString("<!DOCTYPE html><title>x</title><pre>")
	for _, c := range string(text) {
		if c > '~' || strings.ContainsRune("<>&", c) {
			fmt.Fprintf(&b, "&#%d;", c)
		} else {
			b.WriteRune(c)
		}
	}
	return append(b.Bytes(), "</pre>\n"...)
}

// mhtml is a saved page (RFC 2557).
func mhtml(_ string, text []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, mailHead+"Content-Type: multipart/related; type=\"text/html\"; boundary=\"----=_Part\"\r\n\r\n------=_Part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: file:///memo.htm\r\n\r\n", "page")
	w := quotedprintable.NewWriter(&b)
	_, err := w.Write(entitiesOf(text))
	must0(err)
	must0(w.Close())
	b.WriteString("\r\n------=_Part--\r\n")
	return b.Bytes()
}

// entitiesOf keeps all but the three signs that HTML needs escaped.
func entitiesOf(text []byte) []byte {
	s := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(string(text))
	return []byte("<html><body><pre>\n" + s + "</pre></body></html>\n")
}

// footnotes writes a text into a document's footnote, and none into its body.
func footnotes(_ string, text []byte) []byte {
	const space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	var b strings.Builder
	for _, line := range linesOf(text) {
		b.WriteString("<w:p>")
		for i, cell := range strings.Split(line, "\t") {
			b.WriteString(strings.Repeat("<w:r><w:tab/></w:r>", min(i, 1)) + "<w:r><w:t xml:space=\"preserve\">" + escaped(cell) + "</w:t></w:r>")
		}
		b.WriteString("</w:p>")
	}
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes,
		"word/document.xml", xmlHead+"<w:document "+space+"><w:body><w:p/></w:body></w:document>",
		"word/footnotes.xml", xmlHead+"<w:footnotes "+space+"><w:footnote w:id=\"2\">"+b.String()+"</w:footnote></w:footnotes>")
}

// rtfShiftJIS writes bytes of the code page, as Japanese word processors did.
func rtfShiftJIS(_ string, text []byte) []byte {
	b := bytes.NewBufferString("{\\rtf1\\ansi\\ansicpg932\\deff0{\\fonttbl{\\f0\\fnil\\fcharset128 MS Mincho;}}\\f0\n")
	for _, line := range linesOf(text) {
		encoded, err := japanese.ShiftJIS.NewEncoder().String(line)
		if err != nil {
			return nil
		}
		for i := range len(encoded) {
			switch c := encoded[i]; {
			case c == '\t':
				b.WriteString("\\tab ")
			case c >= 0x80, c == '\\', c == '{', c == '}':
				fmt.Fprintf(b, "\\'%02x", c)
			default:
				b.WriteByte(c)
			}
		}
		b.WriteString("\\par\n")
	}
	return append(b.Bytes(), '}')
}
