package main

import (
	"archive/zip"
	"fmt"
	"math/rand/v2"
	"strings"

	"sekisho/dataplane/content/contenttest"
)

// judgingDrawings are formats of the judging set, by their descriptions.
var judgingDrawings = []madeDrawing{
	{"ACIS", ".sat", func(r *rand.Rand) []byte {
		return []byte("700 0 1 0\n@11 Modeller 12 @14 ACIS 7.0 NT 24 @24 Fri Nov 20 10:00:00 2026\n1 9.9999999999999995e-007 1e-010\n" + solidBody(r) + "End-of-ACIS-data\n")
	}},
	{"Eagle", ".brd", func(r *rand.Rand) []byte {
		return fmt.Appendf(nil, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE eagle SYSTEM \"eagle.dtd\">\n<eagle version=\"9.6.2\">\n<drawing>\n<layers><layer number=\"1\" name=\"Top\" color=\"4\"/></layers>\n<board><signals><signal name=\"GND\">\n%s</signal></signals></board>\n</drawing>\n</eagle>\n",
			manyLines(r, "<wire x1=\"%d.5\" y1=\"%d\" x2=\"%d\" y2=\"%d.25\" width=\"0.254\" layer=\"1\"/>\n"))
	}},
	{"DGN", ".dgn", func(r *rand.Rand) []byte { return append([]byte("\xc8\x09\xfe\x02\x00\x00\x00\x00"), noise(r)...) }},
	{"STEP, comments and Japanese", ".stp", func(r *rand.Rand) []byte {
		return []byte("ISO-10303-21;\n/* exported by the CAD of plant 2 */\nHEADER;\nFILE_DESCRIPTION(('\\X2\\90E854C1\\X0\\'),'2;1');\nFILE_NAME('\\X2\\90E854C1\\X0\\.stp','2026-11-20T10:00:00',(''),(''),' ',' ',' ');\nFILE_SCHEMA(('AUTOMOTIVE_DESIGN_CC2 { 1 2 10303 214 -1 1 5 4 }'));\nENDSEC;\nDATA;\n" + manyLines(r, "#%d=DIRECTION('',(%d.,%d.,0.));\n") + "ENDSEC;\nEND-ISO-10303-21;\n")
	}},
	{"Jw_cad", ".jww", func(r *rand.Rand) []byte { return append([]byte("JwwData.\xbc\x02\x00\x00"), noise(r)...) }},
	{"IFC, 2X3", ".ifc", stepFile("IFC2X3")},
	{"DXF, R12 with a comment", ".dxf", func(r *rand.Rand) []byte {
		return []byte("999\nmade by the nesting program\n  0\nSECTION\n  2\nENTITIES\n" + manyLines(r, "  0\nLINE\n  8\nCUT\n 10\n%d.0\n 20\n%d.5\n 11\n%d.0\n 21\n%d.25\n") + "  0\nENDSEC\n  0\nEOF\n")
	}},
	{"DWG, newer", ".dwg", dwg("AC1032", "AC1027")},
}

// judgingCostumes are files under others' names.
var judgingCostumes = []costume{
	{"PDF, with text", func(r *rand.Rand) []byte { return pdfOf("", []byte(notes(r))) }, []string{"report.pdf", "report.PDF"}, []string{"report.png", "report.zip"}},
	{"SQLite", func(r *rand.Rand) []byte { return sqlite("", []byte("a\tb\n"+notes(r)+"\t1\n")) }, []string{"app.db", "app.sqlite3"}, []string{"cat.jpg", "app.pdf"}},
	{"XLSX", sheetNotes, []string{"list.xlsx", "list"}, []string{"list.pdf", "list.mp3"}},
	{"GIF", func(r *rand.Rand) []byte { return append([]byte("GIF89a\x40\x00\x40\x00\xf7\x00\x00"), noise(r)...) }, []string{"logo.gif"}, []string{"logo.xlsx", "logo.dwg"}},
}

// judgingLabelPlaces are carriers of labels of Microsoft Purview, in the judging set.
var judgingLabelPlaces = []labelPlace{
	{name: "DOCX in tar.gz", file: "set.tar.gz", write: func(_ *rand.Rand, l mipLabel) []byte {
		return packed(gzipTo, tarOf("plan.docx", zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "docProps/custom.xml", l.customXML(), "word/document.xml", xmlHead+"<w:document/>")))
	}},
	{name: "PPTX", file: "deck.pptx", write: func(_ *rand.Rand, l mipLabel) []byte {
		return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "ppt/presentation.xml", xmlHead+"<p:presentation/>", "docProps/app.xml", xmlHead+"<Properties/>", "docProps/custom.xml", l.customXML())
	}},
	{name: "mail, multipart", file: "sent.eml", write: func(_ *rand.Rand, l mipLabel) []byte {
		return fmt.Appendf(nil, "MIME-Version: 1.0\r\nMsip_Labels: %s\r\nContent-Type: multipart/alternative; boundary=b1\r\nSubject: plan\r\n\r\n--b1\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--b1--\r\n", l.field(";"))
	}},
	{name: "MSG", file: "sent.msg", write: func(_ *rand.Rand, l mipLabel) []byte {
		m := contenttest.Message("plan", "See below.", "none.bin", []byte{1})
		m["__substg1.0_007D001F"] = contenttest.Stream(contenttest.Wide("Subject: plan\r\nmsip_labels: " + l.field("; ") + "\r\n"))
		return contenttest.OLE(m)
	}},
}

// judgingQuotes are ways in which parts of registered documents leave, in the judging set.
var judgingQuotes = []quote{
	{"in other widths", "copy.txt", 400, func(_ *rand.Rand, text string) string { return wide(text) }},
	{"as bullets", "points.md", 500, func(_ *rand.Rand, text string) string {
		return "# Notes\n\n- " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n- ") + "\n"
	}},
	{"turned about", "joined.txt", 900, func(_ *rand.Rand, text string) string {
		letters := []rune(text)
		half := len(letters) / 2
		return string(letters[half:]) + "\n\n" + filler[judging]["ja"] + "\n\n" + string(letters[:half])
	}},
	{"in PDF", "part.pdf", 400, func(_ *rand.Rand, text string) string { return string(pdfOf("", []byte(text))) }},
}
