package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"sekisho/dataplane/content"
)

// documentWrappings are office documents, each with the least parts that programs open.
var documentWrappings = []wrapping{
	{name: "DOCX, runs split", wrap: docx},
	{name: "XLSX, shared strings", layout: rowsWrapped, wrap: file(".xlsx", xlsx)},
	{name: "PPTX", wrap: file(".pptx", pptx)},
	{name: "ODT", wrap: file(".odt", odt)},
	{name: "ODS", layout: rowsWrapped, wrap: file(".ods", ods)},
	{name: "PDF, CID font", layout: linesWrapped, wrap: file(".pdf", pdfOf)},
	{name: "RTF", wrap: file(".rtf", rtf)},
	{name: "SQLite", layout: rowsWrapped, wrap: file(".db", sqlite)},
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func escaped(s string) string {
	var b strings.Builder
	must0(xml.EscapeText(&b, []byte(s)))
	return b.String()
}

// docx cuts each line into runs, as spelling marks and changes of format do.
func docx(r *rand.Rand, name string, text []byte) (content.Part, []byte) {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for _, line := range linesOf(text) {
		b.WriteString("<w:p>")
		for i, cell := range strings.Split(line, "\t") {
			if i > 0 {
				b.WriteString("<w:r><w:tab/></w:r>")
			}
			for _, run := range cutAtRandom(r, cell) {
				fmt.Fprintf(&b, `<w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, escaped(run))
			}
		}
		b.WriteString("</w:p>")
	}
	b.WriteString("</w:body></w:document>")
	return content.Part{Where: name + ".docx", Name: name + ".docx"}, zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "word/document.xml", b.String())
}

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`

func cutAtRandom(r *rand.Rand, s string) (runs []string) {
	letters := []rune(s)
	for len(letters) > 0 {
		n := between(r, 1, len(letters))
		runs, letters = append(runs, string(letters[:n])), letters[n:]
	}
	return runs
}

func xlsx(_ string, text []byte) []byte {
	var shared, rows strings.Builder
	n := 0
	for i, line := range linesOf(text) {
		fmt.Fprintf(&rows, `<row r="%d">`, i+1)
		for j, cell := range strings.Split(line, "\t") {
			fmt.Fprintf(&rows, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+j, i+1, n)
			fmt.Fprintf(&shared, "<si><t>%s</t></si>", escaped(cell))
			n++
		}
		rows.WriteString("</row>")
	}
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes,
		"xl/workbook.xml", xmlHead+`<workbook `+main+` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", xmlHead+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", xmlHead+`<worksheet `+main+`><sheetData>`+rows.String()+`</sheetData></worksheet>`,
		"xl/sharedStrings.xml", xmlHead+`<sst `+main+`>`+shared.String()+`</sst>`)
}

func pptx(_ string, text []byte) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<p:sld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cSld><p:spTree><p:sp><p:txBody>`)
	for _, line := range linesOf(text) {
		b.WriteString("<a:p><a:r><a:t>" + escaped(line) + "</a:t></a:r></a:p>")
	}
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "ppt/slides/slide1.xml", b.String()+`</p:txBody></p:sp></p:spTree></p:cSld></p:sld>`)
}

const odfHead = xmlHead + `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>`

func odt(_ string, text []byte) []byte {
	b := odfHead + "<office:text>"
	for _, line := range linesOf(text) {
		b += "<text:p>" + strings.ReplaceAll(escaped(line), "&#x9;", "<text:tab/>") + "</text:p>"
	}
	return zipFiles(zip.Deflate, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", b+"</office:text></office:body></office:document-content>")
}

func ods(_ string, text []byte) []byte {
	b := odfHead + `<office:spreadsheet><table:table table:name="Sheet1">`
	for _, line := range linesOf(text) {
		b += "<table:table-row>"
		for _, cell := range strings.Split(line, "\t") {
			b += `<table:table-cell office:value-type="string"><text:p>` + escaped(cell) + "</text:p></table:table-cell>"
		}
		b += "</table:table-row>"
	}
	return zipFiles(zip.Deflate, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", b+"</table:table></office:spreadsheet></office:body></office:document-content>")
}

// pdfOf writes one page in a CID font whose glyphs only its ToUnicode map explains.
func pdfOf(_ string, text []byte) []byte {
	var page strings.Builder
	page.WriteString("BT /F1 10 Tf 50 800 Td 14 TL\n")
	glyphs, order := map[rune]int{}, []rune(nil)
	for _, line := range linesOf(text) {
		page.WriteString("<")
		for _, c := range line {
			if glyphs[c] == 0 {
				order = append(order, c)
				glyphs[c] = len(order)
			}
			fmt.Fprintf(&page, "%04x", glyphs[c])
		}
		page.WriteString("> Tj T*\n")
	}
	page.WriteString("ET\n")
	return pdfObjects("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		pdfStream(page.String()), "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
		"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>",
		pdfStream(toUnicode(order)))
}

func toUnicode(order []rune) string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n")
	for i, c := range order {
		fmt.Fprintf(&b, "1 beginbfchar <%04x> <%s> endbfchar\n", i+1, utf16Hex(string(c)))
	}
	return b.String() + "endcmap end end\n"
}

func pdfStream(s string) string {
	data := packed(zlibTo, []byte(s))
	return fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", len(data), data)
}

func pdfObjects(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// rtf writes characters outside ASCII as signed UTF-16 code units.
func rtf(_ string, text []byte) []byte {
	var b strings.Builder
	b.WriteString("{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Arial;}}\\f0\\fs20\n")
	for _, line := range linesOf(text) {
		for _, unit := range utf16.Encode([]rune(line)) {
			switch {
			case unit == '\\' || unit == '{' || unit == '}':
				fmt.Fprintf(&b, "\\%c", unit)
			case unit == '\t':
				b.WriteString("\\tab ")
			case unit < 0x80:
				b.WriteByte(byte(unit))
			default:
				fmt.Fprintf(&b, "\\u%d?", int16(unit))
			}
		}
		b.WriteString("\\par\n")
	}
	return []byte(b.String() + "}")
}

// inTemporary runs a program in a folder of its own and returns the file it makes.
func inTemporary(made string, write map[string][]byte, stdin, program string, args ...string) []byte {
	if _, err := exec.LookPath(program); err != nil {
		return nil
	}
	dir, err := os.MkdirTemp("", "sekisho")
	must0(err)
	defer os.RemoveAll(dir)
	for name, b := range write {
		must0(os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
	if out, err := cmd.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("%s: %v: %s", program, err, out))
	}
	b, err := os.ReadFile(filepath.Join(dir, made))
	must0(err)
	return b
}

// archiver packs a file with an installed program.
func archiver(program string, args ...string) func(name string, text []byte) []byte {
	return func(name string, text []byte) []byte {
		return inTemporary("out.7z", map[string][]byte{name: text}, "", program, append(args, "out.7z", name)...)
	}
}

// sqlite makes a database with one table, whose columns are the first line's cells.
func sqlite(_ string, text []byte) []byte {
	rows := linesOf(text)
	quote := func(sign, line string) string {
		cells := strings.Split(line, "\t")
		for i, c := range cells {
			cells[i] = sign + strings.ReplaceAll(c, sign, sign+sign) + sign
		}
		return "(" + strings.Join(cells, ",") + ")"
	}
	script := "create table entries " + quote(`"`, rows[0]) + ";\n"
	for _, row := range rows[1:] {
		script += "insert into entries values " + quote("'", row) + ";\n"
	}
	return inTemporary("a.db", nil, script, "sqlite3", "a.db")
}

// encryptedZip is an archive whose member says that it is encrypted (APPNOTE 4.4.4).
func encryptedZip(name string, body []byte) []byte {
	b := zipOf(name, body, zip.Store)
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("PK"))
		if i < 0 {
			return b
		}
		at += i
		switch string(b[at : at+4]) {
		case "PK\x03\x04":
			binary.LittleEndian.PutUint16(b[at+6:], binary.LittleEndian.Uint16(b[at+6:])|1)
		case "PK\x01\x02":
			binary.LittleEndian.PutUint16(b[at+8:], binary.LittleEndian.Uint16(b[at+8:])|1)
		}
		at += 2
	}
}
