package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"sekisho/dataplane/content/contenttest"
)

// officeWrappings are the corners of documents, and the formats of Office before 2007.
var officeWrappings = []wrapping{
	{name: "DOCX, header", wrap: file(".docx", func(_ string, t []byte) []byte {
		return wordPart("word/header1.xml", "hdr", t)
	})},
	{name: "DOCX, comments", wrap: file(".docx", func(_ string, t []byte) []byte {
		return wordPart("word/comments.xml", "comments", t)
	})},
	{name: "DOCX, file embedded", wrap: file(".docx", func(name string, t []byte) []byte {
		return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "word/document.xml", wordXML("document", []byte("See the object.")),
			"word/embeddings/oleObject1.bin", string(packaged(name, t)))
	})},
	{name: "XLSX, hidden sheet", layout: rowsWrapped, wrap: file(".xlsx", hiddenSheet)},
	{name: "XLSX, strings in cells", layout: rowsWrapped, wrap: file(".xlsx", inlineSheet)},

	{name: "DOC", wrap: file(".doc", func(_ string, t []byte) []byte {
		return contenttest.OLE(contenttest.Word(strings.Join(linesOf(t), "\r")+"\r", "end\r"))
	})},
	{name: "XLS", layout: rowsWrapped, wrap: file(".xls", func(_ string, t []byte) []byte { return xls(0, t) })},
	{name: "XLS, hidden sheet", layout: rowsWrapped, wrap: file(".xls", func(_ string, t []byte) []byte { return xls(1, t) })},
	{name: "PPT", wrap: file(".ppt", func(_ string, t []byte) []byte {
		return contenttest.OLE(map[string]contenttest.Node{"PowerPoint Document": contenttest.Stream(contenttest.Slides(strings.Join(linesOf(t), "\n")))})
	})},
	{name: "MSG", wrap: file(".msg", func(_ string, t []byte) []byte {
		return contenttest.OLE(contenttest.Message("files", string(t), "none.bin", []byte{1}))
	})},
	{name: "MSG, file attached", wrap: file(".msg", func(name string, t []byte) []byte {
		return contenttest.OLE(contenttest.Message("files", "See the file.", name, t))
	})},

	{name: "PDF, simple font", layout: linesWrapped, wrap: file(".pdf", simplePDF)},
	{name: "PDF, object stream", layout: linesWrapped, wrap: file(".pdf", packedPDF)},
	{name: "PDF, 90ms-RKSJ-H", layout: linesWrapped, wrap: foreign(file(".pdf", cmapPDF("90ms-RKSJ-H", "Japan1", japanese.ShiftJIS)), isKanaOnly)},
	{name: "PDF, UniJIS-UTF16-H", layout: linesWrapped, wrap: file(".pdf", cmapPDF("UniJIS-UTF16-H", "Japan1", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)))},
	{name: "PDF, GBK-EUC-H", layout: linesWrapped, wrap: foreign(file(".pdf", cmapPDF("GBK-EUC-H", "GB1", simplifiedchinese.GBK)), isHanOnly)},
	{name: "PDF, ETen-B5-H", layout: linesWrapped, wrap: foreign(file(".pdf", cmapPDF("ETen-B5-H", "CNS1", traditionalchinese.Big5)), isTraditional)},
}

// isTraditional knows a character of labels that only Taiwan writes so.
func isTraditional(c rune) bool {
	return strings.ContainsRune("證話電號護", c) && c != '電' && c != '話'
}

// wordXML is a part of a Word document with a paragraph a line.
func wordXML(root string, text []byte) string {
	var b strings.Builder
	fmt.Fprintf(&b, `%s<w:%s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`, xmlHead, root)
	for _, line := range linesOf(text) {
		b.WriteString("<w:p><w:r><w:t>" + strings.ReplaceAll(escaped(line), "&#x9;", "</w:t><w:tab/><w:t>") + "</w:t></w:r></w:p>")
	}
	return b.String() + "</w:" + root + ">"
}

// wordPart is a document that says all in a part beside the page itself.
func wordPart(name, root string, text []byte) []byte {
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "word/document.xml", wordXML("document", nil), name, wordXML(root, text))
}

// packaged is a file as the Packager embeds it in a document (MS-OLEDS, 2.3.6).
func packaged(name string, file []byte) []byte {
	size := func(n int) string { return string([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) }
	path := `C:\` + name + "\x00"
	body := "\x02\x00" + name + "\x00" + path + "\x00\x00\x03\x00" + size(len(path)) + path + size(len(file)) + string(file)
	return contenttest.OLE(map[string]contenttest.Node{"\x01Ole10Native": contenttest.Stream([]byte(size(len(body)) + body))})
}

const sheetSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

// hiddenSheet is a workbook whose one sheet people do not see.
func hiddenSheet(_ string, text []byte) []byte {
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes,
		"xl/workbook.xml", xmlHead+`<workbook `+sheetSpace+` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" state="veryHidden" r:id="rId1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml", sheetXML(text))
}

// inlineSheet is the least that a program writes: no workbook, no shared strings.
func inlineSheet(_ string, text []byte) []byte {
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "xl/worksheets/sheet1.xml", sheetXML(text))
}

func sheetXML(text []byte) string {
	b := xmlHead + `<worksheet ` + sheetSpace + `><sheetData>`
	for _, line := range linesOf(text) {
		b += "<row>"
		for _, cell := range strings.Split(line, "\t") {
			b += `<c t="inlineStr"><is><t>` + escaped(cell) + `</t></is></c>`
		}
		b += "</row>"
	}
	return b + "</sheetData></worksheet>"
}

func xls(state byte, text []byte) []byte {
	var rows [][]string
	for _, line := range linesOf(text) {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return contenttest.OLE(map[string]contenttest.Node{"Workbook": contenttest.Stream(contenttest.Excel("Sheet1", state, rows))})
}

const pdfCatalog = "<< /Type /Catalog /Pages 2 0 R >>"

// simplePDF shows a text that every font holds, by one byte a character.
func simplePDF(_ string, text []byte) []byte {
	if bytes.ContainsFunc(text, func(c rune) bool { return c > '~' }) {
		return nil
	}
	return pdfShowing("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", encoding.Nop, text)
}

// cmapPDF shows a text in a font that is not embedded, by a CMap that readers know.
func cmapPDF(cmap, ordering string, e encoding.Encoding) func(name string, text []byte) []byte {
	font := "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /" + cmap + " /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (" + ordering + ") /Supplement 2 >> >> ] >>"
	return func(_ string, text []byte) []byte { return pdfShowing(font, e, text) }
}

// pdfShowing is a page that shows each line, whose characters a font takes in e.
func pdfShowing(font string, e encoding.Encoding, text []byte) []byte {
	page := "BT /F1 10 Tf 50 800 Td 14 TL\n"
	for _, line := range linesOf(text) {
		b, err := e.NewEncoder().Bytes([]byte(line))
		if err != nil {
			return nil
		}
		page += fmt.Sprintf("<%x> Tj T*\n", b)
	}
	return pdfObjects(pdfCatalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>", pdfStream(page+"ET\n"), font)
}

// packedPDF keeps all but the page's own stream in an object stream (ISO 32000-2,
// 7.5.7).
func packedPDF(_ string, text []byte) []byte {
	objects := []string{"<< /Type /Pages /Kids [11 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 10 0 R /Contents 2 0 R /Resources << /Font << /F1 12 0 R >> >> >>",
		"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /UniGB-UTF16-H /DescendantFonts [13 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>"}
	index, body := "", ""
	for i, o := range objects {
		index += fmt.Sprintf("%d %d ", 10+i, len(body))
		body += o + " "
	}
	page := "BT /F1 10 Tf 50 800 Td 14 TL\n"
	for _, line := range linesOf(text) {
		page += "<" + utf16Hex(line) + "> Tj T*\n"
	}
	packed := strings.Replace(pdfStream(index+body), "<<", fmt.Sprintf("<< /Type /ObjStm /N %d /First %d", len(objects), len(index)), 1)
	return pdfObjects("<< /Type /Catalog /Pages 10 0 R >>", pdfStream(page+"ET\n"), packed)
}
