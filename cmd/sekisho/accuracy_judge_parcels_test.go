package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"mime"
	"strings"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"sekisho/dataplane/content/contenttest"
)

// judgingParcels are wrappings in which only the judging set's documents stand.
var judgingParcels = []wrapping{
	{name: "JSON, base64", set: judging, wrap: file(".json", func(name string, t []byte) []byte {
		return []byte(asText(map[string]any{"filename": name, "type": "text/plain", "content": base64.StdEncoding.EncodeToString(t)}, ""))
	})},
	{name: "container log, JSON lines", set: judging, wrap: file(".log", containerLog)},
	{name: "XLSX, rich strings", set: judging, layout: rowsWrapped, wrap: file(".xlsx", richStrings)},
	{name: "mail, ISO-2022-JP in base64", set: judging, wrap: foreign(file(".eml", oldMail), isKanaOnly)},
	{name: "MSG in ZIP", set: judging, wrap: file(".zip", func(name string, t []byte) []byte {
		return zipOf("mail.msg", contenttest.OLE(contenttest.Message("files", string(t), "none.bin", []byte{1})), zip.Deflate)
	})},
	{name: "DOCX, text box", set: judging, wrap: file(".docx", textBox)},
	{name: "XLSX, cell comments", set: judging, wrap: file(".xlsx", cellComments)},
	{name: "mail, ZIP under an RFC 2231 name", set: judging, wrap: file(".eml", func(name string, t []byte) []byte {
		return bytes.Replace(mailAttachment("x.zip", zipOf(name, t, zip.Deflate)), []byte(`filename="x.zip"`), []byte("filename*0*=utf-8''%E8%B3%87;\r\n filename*1*=%E6%96%99.zip"), 1)
	})},
	{name: "PDF, fields of a form", set: judging, layout: linesWrapped, wrap: file(".pdf", formPDF)},
	{name: "HTTP form, urlencoded Shift_JIS", set: judging, wrap: foreign(declaredAs("application/x-www-form-urlencoded", nil, shiftJISForm), isKanaOnly)},
	{name: "MessagePack", set: judging, wrap: file(".bin", func(_ string, t []byte) []byte {
		return append(binary.BigEndian.AppendUint32([]byte("\x82\xa2id\xcd\x04\x00\xa4text\xdb"), uint32(len(t))), t...)
	})},
	{name: "base64 of UTF-16", set: judging, wrap: file(".ps1", func(_ string, t []byte) []byte {
		b, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes(t)
		must0(err)
		return []byte("powershell -EncodedCommand " + base64.StdEncoding.EncodeToString(b) + "\n")
	})},
	{name: "JSON, gzip in base64", set: judging, wrap: file(".json", func(_ string, t []byte) []byte {
		return []byte(`{"awslogs":{"data":"` + base64.StdEncoding.EncodeToString(packed(gzipTo, t)) + `"}}`)
	})},
	{name: "flat ODT", set: judging, wrap: file(".fodt", func(_ string, t []byte) []byte {
		b := strings.Replace(odfHead, "document-content", "document", 1) + "<office:text>"
		for _, line := range linesOf(t) {
			b += "<text:p>" + strings.ReplaceAll(escaped(line), "&#x9;", "<text:tab/>") + "</text:p>"
		}
		return []byte(b + "</office:text></office:body></office:document>")
	})},
	{name: "vCard 2.1, Shift_JIS", set: judging, layout: linesWrapped, wrap: foreign(file(".vcf", oldCard), isKanaOnly)},
}

// containerLog has an object a line, whose string ends in a line's end.
func containerLog(_ string, t []byte) []byte {
	var b bytes.Buffer
	for i, line := range linesOf(t) {
		text, err := json.Marshal(line + "\n")
		must0(err)
		fmt.Fprintf(&b, "{\"log\":%s,\"stream\":\"stdout\",\"time\":\"2026-11-22T01:00:%02d.1Z\"}\n", text, i%60)
	}
	return b.Bytes()
}

// richStrings has the letters of a cell in two formats.
func richStrings(_ string, t []byte) []byte {
	var shared, rows strings.Builder
	n := 0
	for i, line := range linesOf(t) {
		fmt.Fprintf(&rows, `<row r="%d">`, i+1)
		for j, cell := range strings.Split(line, "\t") {
			letters := []rune(cell)
			half := len(letters) / 2
			fmt.Fprintf(&rows, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+j, i+1, n)
			fmt.Fprintf(&shared, `<si><r><t xml:space="preserve">%s</t></r><r><rPr><b/></rPr><t xml:space="preserve">%s</t></r></si>`, escaped(string(letters[:half])), escaped(string(letters[half:])))
			n++
		}
		rows.WriteString("</row>")
	}
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes,
		"xl/worksheets/sheet1.xml", xmlHead+"<worksheet "+sheetSpace+"><sheetData>"+rows.String()+"</sheetData></worksheet>",
		"xl/sharedStrings.xml", xmlHead+"<sst "+sheetSpace+">"+shared.String()+"</sst>")
}

// oldMail has subject and text in the charset of Japanese mail, and the text in base64.
func oldMail(_ string, t []byte) []byte {
	body, err := japanese.ISO2022JP.NewEncoder().Bytes(bytes.ReplaceAll(t, []byte("\n"), []byte("\r\n")))
	if err != nil {
		return nil
	}
	subject, err := japanese.ISO2022JP.NewEncoder().String("資料の件")
	must0(err)
	b := fmt.Appendf(nil, mailHead+"Content-Type: text/plain; charset=\"ISO-2022-JP\"\r\nContent-Transfer-Encoding: base64\r\n\r\n", mime.BEncoding.Encode("ISO-2022-JP", subject))
	for _, line := range inWidth(base64.StdEncoding.EncodeToString(body), 72) {
		b = append(b, line+"\r\n"...)
	}
	return b
}

// textBox says all in a box that floats over an empty page.
func textBox(_ string, t []byte) []byte {
	inner := wordXML("txbxContent", t)[len(xmlHead):]
	box := `<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>` + inner + `</v:textbox></v:shape></w:pict></w:r></w:p>`
	return wordBody(box)
}

func cellComments(_ string, t []byte) []byte {
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "xl/worksheets/sheet1.xml", sheetXML([]byte("See the note.")),
		"xl/comments1.xml", xmlHead+"<comments "+sheetSpace+`><authors><author>a</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t xml:space="preserve">`+escaped(string(t))+"</t></r></text></comment></commentList></comments>")
}

// formPDF is a form that somebody filled in: a field a line (ISO 32000-2, 12.7).
func formPDF(_ string, t []byte) []byte {
	fields, objects := "", []string{"", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R >>"}
	for i, line := range linesOf(t) {
		fields += fmt.Sprintf("%d 0 R ", i+4)
		objects = append(objects, fmt.Sprintf("<< /FT /Tx /T (f%d) /V <FEFF%s> >>", i, utf16Hex(line)))
	}
	objects[0] = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [ " + fields + "] >> >>"
	return pdfObjects(objects...)
}

// shiftJISForm is what a page in Shift_JIS sends.
func shiftJISForm(t []byte) []byte {
	text := inShiftJIS(t)
	if text == nil {
		return nil
	}
	b := []byte("mode=confirm&naiyo=")
	for _, c := range text {
		b = fmt.Appendf(b, "%%%02X", c)
	}
	return append(b, "&send=1"...)
}

// oldCard is what Japanese telephones send: a note in quoted-printable.
func oldCard(_ string, t []byte) []byte {
	text := inShiftJIS(t)
	if text == nil {
		return nil
	}
	b := []byte("BEGIN:VCARD\r\nVERSION:2.1\r\nN:none\r\nNOTE;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:")
	for i, c := range text {
		if b = fmt.Appendf(b, "=%02X", c); i%24 == 23 {
			b = append(b, "=\r\n"...)
		}
	}
	return append(b, "\r\nEND:VCARD\r\n"...)
}
