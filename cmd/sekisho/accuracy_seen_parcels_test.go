package main

import (
	"archive/zip"
	"bytes"
	"encoding/ascii85"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	neturl "net/url"
	"strings"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"sekisho/dataplane/content"
)

// seenParcels are further wrappings, for the seen set and the judging set.
var seenParcels = []wrapping{
	{name: "JSON in a form's field", set: seen, wrap: declaredAs("application/x-www-form-urlencoded", nil, func(t []byte) []byte {
		return []byte(neturl.Values{"payload": {asText(map[string]any{"channel": "#ops", "text": string(t)}, "")}}.Encode())
	})},
	{name: "XML, CDATA", set: seen, wrap: file(".xml", func(_ string, t []byte) []byte {
		return []byte(xmlHead + "<item><title>memo</title><body><![CDATA[" + strings.ReplaceAll(string(t), "]]>", "] ]>") + "]]></body></item>\n")
	})},
	{name: "HTTP form, multipart, text field", set: seen, wrap: multipartOf(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="comment"`}}, same)},
	{name: "HTTP form, multipart, gzip uploaded", set: seen, wrap: multipartOf(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="f"; filename="a.csv.gz"`}, "Content-Type": {"application/gzip"}}, func(t []byte) []byte { return packed(gzipTo, t) })},
	{name: "HTTP form, multipart, Shift_JIS", set: seen, wrap: foreign(multipartOf(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="f"; filename="a.txt"`}, "Content-Type": {"text/plain; charset=Shift_JIS"}}, inShiftJIS), isKanaOnly)},
	{name: "SOAP, XML escaped", set: seen, wrap: file(".xml", func(_ string, t []byte) []byte {
		inner := "<request><note>" + entitiesOnly(string(t)) + "</note></request>"
		return []byte(xmlHead + `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><Send><xml>` + entitiesOnly(inner) + "</xml></Send></soap:Body></soap:Envelope>\n")
	})},
	{name: "JSON, percent-encoded", set: seen, wrap: file(".json", func(_ string, t []byte) []byte {
		return []byte(`{"v":1,"data":"` + neturl.PathEscape(string(t)) + `"}`)
	})},
	{name: "ZIP, names in Shift_JIS", set: seen, wrap: file(".zip", func(_ string, t []byte) []byte { return shiftJISNames("資料/名簿.txt", t) })},
	{name: "mail, parts nested", set: seen, wrap: file(".eml", nestedMail)},
	{name: "mail, Shift_JIS", set: seen, wrap: foreign(mailBody("Shift_JIS", "8bit", japanese.ShiftJIS), isKanaOnly)},
	{name: "mail in ZIP", set: seen, wrap: file(".zip", func(name string, t []byte) []byte { return zipOf("mail.eml", mailAttachment(name, t), zip.Deflate) })},
	{name: "HTML, a block a line", set: seen, wrap: file(".html", func(_ string, t []byte) []byte {
		return []byte("<html><body><div>" + strings.NewReplacer("\n", "</div>\n<div>", "\t", "&nbsp;&nbsp;").Replace(entitiesOnly(string(t))) + "</div></body></html>\n")
	}), layout: linesWrapped},
	{name: "HTML, Shift_JIS", set: seen, wrap: foreign(file(".html", func(_ string, t []byte) []byte {
		return inShiftJIS([]byte("<html><head><meta charset=\"Shift_JIS\"></head><body><pre>" + entitiesOnly(string(t)) + "</pre></body></html>\n"))
	}), isKanaOnly)},
	{name: "DOCX, table", set: seen, layout: rowsWrapped, wrap: file(".docx", wordTable)},
	{name: "PPTX, notes", set: seen, wrap: file(".pptx", func(_ string, t []byte) []byte {
		return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "ppt/slides/slide1.xml", slideXML("sld", nil), "ppt/notesSlides/notesSlide1.xml", slideXML("notes", t))
	})},
	{name: "PPTX, table", set: seen, layout: rowsWrapped, wrap: file(".pptx", slideTable)},
	{name: "CSV, UTF-16 in ZIP", set: seen, wrap: file(".zip", func(_ string, t []byte) []byte {
		b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(t)
		must0(err)
		return zipOf("export.txt", b, zip.Deflate)
	})},
	{name: "tar.bz2", set: seen, wrap: file(".tar.bz2", func(name string, t []byte) []byte { return packer("bzip2", "-c")(name, tarOf(name, t)) })},
	{name: "PDF, ASCII85", set: seen, layout: linesWrapped, wrap: file(".pdf", ascii85PDF)},
	{name: "PDF, file attached", set: seen, wrap: file(".pdf", attachingPDF)},
	{name: "HTTP, declared Shift_JIS", set: seen, wrap: foreign(declaredAs("text/plain; charset=Shift_JIS", nil, inShiftJIS), isKanaOnly)},
	{name: "GraphQL", set: seen, wrap: declaredAs("application/json", nil, func(t []byte) []byte {
		return []byte(asText(map[string]any{"query": "mutation($i: NoteInput!) { addNote(input: $i) { id } }", "variables": map[string]any{"i": map[string]any{"text": string(t)}}}, ""))
	})},
	{name: "Protocol Buffers", set: seen, wrap: file(".bin", func(_ string, t []byte) []byte {
		return append(binary.AppendUvarint([]byte{0x08, 0x96, 0x01, 0x12}, uint64(len(t))), t...)
	})},
	{name: "uuencoded", set: seen, wrap: file(".txt", uuencoded)},
	{name: "YAML, base64 block", set: seen, wrap: file(".yaml", func(_ string, t []byte) []byte {
		return []byte("kind: Secret\ndata:\n  notes.txt: |\n    " + strings.Join(inWidth(base64.StdEncoding.EncodeToString(t), 64), "\n    ") + "\n")
	})},
	{name: "address, base64url parameter", set: seen, wrap: file(".log", func(_ string, t []byte) []byte {
		return []byte("GET /collect?v=1&data=" + base64.RawURLEncoding.EncodeToString(t) + "&z=9 HTTP/1.1\n")
	})},
	{name: "note export, XML", set: seen, wrap: file(".enex", func(_ string, t []byte) []byte {
		return []byte(xmlHead + "<en-export><note><title>memo</title><content><![CDATA[<en-note><pre>" + entitiesOnly(string(t)) + "</pre></en-note>]]></content></note></en-export>\n")
	})},
}

func same(t []byte) []byte { return t }

// inShiftJIS is nil for a text with other characters.
func inShiftJIS(t []byte) []byte {
	b, err := japanese.ShiftJIS.NewEncoder().Bytes(t)
	if err != nil {
		return nil
	}
	return b
}

// entitiesOnly escapes what XML and HTML need escaped.
func entitiesOnly(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// inWidth cuts a line of ASCII.
func inWidth(s string, width int) (all []string) {
	for len(s) > width {
		all, s = append(all, s[:width]), s[width:]
	}
	return append(all, s)
}

// multipartOf is a form (RFC 7578) with a text in a part of this head, beside another.
func multipartOf(head textproto.MIMEHeader, pack func(t []byte) []byte) func(r *rand.Rand, name string, text []byte) (content.Part, []byte) {
	return func(_ *rand.Rand, _ string, text []byte) (content.Part, []byte) {
		body := pack(text)
		if body == nil {
			return content.Part{}, nil
		}
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		must0(w.WriteField("subject", "memo"))
		part, err := w.CreatePart(head)
		must0(err)
		_, err = part.Write(body)
		must0(err)
		must0(w.Close())
		return content.Part{Where: "http.request.body", MediaType: w.FormDataContentType()}, b.Bytes()
	}
}

// shiftJISNames is an archive as Japanese programs wrote them before UTF-8.
func shiftJISNames(name string, t []byte) []byte {
	old, err := japanese.ShiftJIS.NewEncoder().String(name)
	must0(err)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateHeader(&zip.FileHeader{Name: old, Method: zip.Deflate, NonUTF8: true})
	must0(err)
	_, err = f.Write(t)
	must0(err)
	must0(w.Close())
	return b.Bytes()
}

// nestedMail is what mail programs send with a picture in the text: mixed, related,
// alternative.
func nestedMail(_ string, t []byte) []byte {
	var page bytes.Buffer
	w := quotedprintable.NewWriter(&page)
	_, err := w.Write(entitiesOf(t))
	must0(err)
	must0(w.Close())
	return fmt.Appendf(nil, mailHead+"Content-Type: multipart/mixed; boundary=m1\r\n\r\n--m1\r\nContent-Type: multipart/related; boundary=\"r 2\"\r\n\r\n--r 2\r\nContent-Type: multipart/alternative; boundary=a3\r\n\r\n--a3\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n(html)\r\n--a3\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n%s\r\n--a3--\r\n--r 2\r\nContent-Type: image/gif\r\nContent-ID: <1@mail.invalid>\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAAAAACw=\r\n--r 2--\r\n--m1--\r\n", "note", page.String())
}

// wordTable has a row a line.
func wordTable(_ string, t []byte) []byte {
	var b strings.Builder
	for _, line := range linesOf(t) {
		b.WriteString("<w:tr>")
		for _, cell := range strings.Split(line, "\t") {
			b.WriteString("<w:tc><w:p><w:r><w:t>" + escaped(cell) + "</w:t></w:r></w:p></w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return wordBody("<w:tbl>" + b.String() + "</w:tbl>")
}

// wordBody is a document with this on its page.
func wordBody(inner string) []byte {
	document := xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + inner + "</w:body></w:document>"
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "word/document.xml", document)
}

const slideSpace = ` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`

// slideXML is a slide or its notes, with a paragraph a line.
func slideXML(root string, t []byte) string {
	b := xmlHead + "<p:" + root + slideSpace + "><p:cSld><p:spTree><p:sp><p:txBody>"
	for _, line := range linesOf(t) {
		b += "<a:p><a:r><a:t>" + escaped(line) + "</a:t></a:r></a:p>"
	}
	return b + "</p:txBody></p:sp></p:spTree></p:cSld></p:" + root + ">"
}

func slideTable(_ string, t []byte) []byte {
	var b strings.Builder
	for _, line := range linesOf(t) {
		b.WriteString("<a:tr>")
		for _, cell := range strings.Split(line, "\t") {
			b.WriteString("<a:tc><a:txBody><a:p><a:r><a:t>" + escaped(cell) + "</a:t></a:r></a:p></a:txBody></a:tc>")
		}
		b.WriteString("</a:tr>")
	}
	slide := xmlHead + "<p:sld" + slideSpace + "><p:cSld><p:spTree><p:graphicFrame><a:graphic><a:graphicData><a:tbl>" + b.String() + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame></p:spTree></p:cSld></p:sld>"
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "ppt/slides/slide1.xml", slide)
}

// ascii85PDF has the page's stream twice coded (ISO 32000-2, 7.4.3).
func ascii85PDF(_ string, t []byte) []byte {
	page := "BT /F1 10 Tf 50 800 Td 14 TL\n"
	for _, line := range linesOf(t) {
		page += "<" + utf16Hex(line) + "> Tj T*\n"
	}
	data := packed(zlibTo, []byte(page+"ET\n"))
	coded := make([]byte, ascii85.MaxEncodedLen(len(data)))
	coded = append(coded[:ascii85.Encode(coded, data)], "~>"...)
	return pdfObjects(pdfCatalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d /Filter [ /ASCII85Decode /FlateDecode ] >>\nstream\n%s\nendstream", len(coded), coded),
		"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /UniJIS-UTF16-H /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >> ] >>")
}

// attachingPDF has a file in it and an empty page (ISO 32000-2, 7.11.4).
func attachingPDF(name string, t []byte) []byte {
	return pdfObjects("<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [ (a) 3 0 R ] >> >> >>", "<< /Type /Pages /Kids [] /Count 0 >>",
		"<< /Type /Filespec /F ("+name+") /EF << /F 4 0 R >> >>", strings.Replace(pdfStream(string(t)), "<<", "<< /Type /EmbeddedFile", 1))
}

// uuencoded is by POSIX's uuencode: a length, and six bits a letter.
func uuencoded(name string, t []byte) []byte {
	b := []byte("begin 644 " + name + "\n")
	for len(t) > 0 {
		line := t[:min(45, len(t))]
		t = t[len(line):]
		b = append(b, byte(32+len(line)))
		for i := 0; i < len(line); i += 3 {
			var three [3]byte
			copy(three[:], line[i:])
			for _, six := range []byte{three[0] >> 2, three[0]<<4 | three[1]>>4, three[1]<<2 | three[2]>>6, three[2]} {
				b = append(b, "`!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"[six&63])
			}
		}
		b = append(b, '\n')
	}
	return append(b, "`\nend\n"...)
}
