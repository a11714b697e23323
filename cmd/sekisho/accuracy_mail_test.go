package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"strings"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/traditionalchinese"

	"sekisho/dataplane/content/contenttest"
)

// messageWrappings are the corners of mail, cards and calendars, and packers that
// the others leave out.
var messageWrappings = []wrapping{
	{name: "Big5", wrap: foreign(charset(traditionalchinese.Big5), isTraditional)},
	{name: "HTTP deflate, raw", wrap: declaredAs("text/plain", []string{"deflate"}, func(t []byte) []byte { return packed(flateTo, t) })},
	{name: "LZ4", wrap: file(".lz4", packer("lz4", "-c"))},
	{name: "LZMA", wrap: file(".lzma", packer("xz", "--format=lzma", "-c"))},
	{name: "RAR", wrap: file(".rar", func(name string, t []byte) []byte { return contenttest.RAR(name, string(t)) })},
	{name: "7z, header packed", wrap: file(".7z", archiver("7z", "a", "-bd", "-y", "-mhc=on", "-m0=BZip2"))},
	{name: "XML escapes", wrap: file(".xml", xmlEscaped)},

	{name: "mail, encoded words", wrap: file(".eml", encodedWords)},
	{name: "mail in mail", wrap: file(".eml", func(name string, t []byte) []byte {
		return fmt.Appendf(nil, mailHead+"Content-Type: multipart/mixed; boundary=\"=_o\"\r\n\r\n--=_o\r\nContent-Type: message/rfc822\r\n\r\n%s\r\n--=_o--\r\n", "Fwd", mailAttachment(name, t))
	})},
	{name: "mail, HTML alternative", wrap: file(".eml", func(_ string, t []byte) []byte {
		return fmt.Appendf(nil, mailHead+"Content-Type: multipart/alternative; boundary=\"=_a\"\r\n\r\n--=_a\r\nContent-Type: text/plain\r\n\r\nSee the page.\r\n--=_a\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--=_a--\r\n",
			"page", base64.StdEncoding.EncodeToString(entities("", t)))
	})},
	{name: "winmail.dat", wrap: file(".dat", winmail)},
	{name: "winmail.dat in mail", wrap: file(".eml", func(name string, t []byte) []byte { return mailAttachment("winmail.dat", winmail(name, t)) })},
	{name: "vCard", layout: rowsWrapped, wrap: file(".vcf", func(_ string, t []byte) []byte {
		return folded("BEGIN:VCARD", "VERSION:4.0", "FN:none", "NOTE:see below\\n"+cardText(t), "END:VCARD")
	})},
	{name: "iCalendar", wrap: file(".ics", func(_ string, t []byte) []byte {
		return folded("BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:none", "DESCRIPTION:see below\\n"+cardText(t), "END:VEVENT", "END:VCALENDAR")
	})},
}

func flateTo(b *bytes.Buffer) closer {
	w, err := flate.NewWriter(b, flate.DefaultCompression)
	must0(err)
	return w
}

// xmlEscaped is one element a line, with everything outside ASCII as references.
func xmlEscaped(_ string, text []byte) []byte {
	b := bytes.NewBufferString(`<?xml version="1.0"?>` + "\n<list>\n")
	for _, line := range linesOf(text) {
		b.WriteString("<line>")
		for _, c := range line {
			if c > '~' || strings.ContainsRune("<>&", c) {
				fmt.Fprintf(b, "&#%d;", c)
				continue
			}
			b.WriteRune(c)
		}
		b.WriteString("</line>\n")
	}
	return append(b.Bytes(), "</list>\n"...)
}

// encodedWords says all in the fields of a mail's header.
func encodedWords(_ string, text []byte) []byte {
	b := fmt.Appendf(nil, mailHead, "fields")
	for _, line := range linesOf(text) {
		if line != "" {
			b = fmt.Appendf(b, "X-Line: %s\r\n", strings.ReplaceAll(mime.BEncoding.Encode("utf-8", line), " ", "\r\n "))
		}
	}
	return append(b, "\r\nSee above.\r\n"...)
}

// winmail is what Outlook sends instead of an attachment (MS-OXTNEF).
func winmail(name string, text []byte) []byte {
	const rendering, title, data = 0x9002, 0x8010, 0x800f
	return contenttest.TNEF(rendering, make([]byte, 14), title, []byte(name+"\x00"), data, text)
}

// cardText escapes a value's text (RFC 6350, 3.4; RFC 5545, 3.3.11).
func cardText(text []byte) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, ",", `\,`, ";", `\;`).Replace(strings.Join(linesOf(text), "\n"))
}

// folded folds lines at 75 bytes, as both formats ask for (RFC 6350, 3.2).
func folded(lines ...string) (b []byte) {
	for _, line := range lines {
		for len(line) > 75 {
			b = append(b, line[:75]+"\r\n "...)
			line = line[75:]
		}
		b = append(b, line+"\r\n"...)
	}
	return b
}
