package main

import (
	"archive/zip"
	"fmt"
	"math/rand/v2"
	"strings"

	"sekisho/dataplane/content/contenttest"
)

// seenDrawings are further formats of the seen set, by their descriptions.
var seenDrawings = []madeDrawing{
	{"Parasolid, binary", ".x_b", func(r *rand.Rand) []byte {
		text := string(parasolid(r))
		head := text[:strings.LastIndex(text, "**\n")]
		return append([]byte(head+"**\nPS\x00\x00\x00\x3f: TRANSMIT FILE created by modeller version 3400000"), noise(r)...)
	}},
	{"Creo", ".prt", func(r *rand.Rand) []byte {
		return append([]byte("#UGC:2 PART 1290 1275 320 1 1 15 2500 2005290 0000033c  \\\n#- VERS 0 0            \\\n#- HOST                \\\n#-END_OF_UGC_HEADER\n"), noise(r)...)
	}},
	{"Excellon", ".drl", func(r *rand.Rand) []byte {
		return []byte("M48\n; DRILL file\nFMAT,2\nMETRIC,TZ\nT1C0.800\nT2C1.000\n%\nG90\nG05\nT1\n" + manyLines(r, "X%d.5Y-%d.25\n") + "T0\nM30\n")
	}},
	{"Inventor", ".ipt", func(r *rand.Rand) []byte {
		streams := map[string]contenttest.Node{"RSeDb": contenttest.Stream(noise(r)[:900]), "RSeSegInfo": contenttest.Stream(noise(r)[:700]), "RSeDbRevisionInfo": contenttest.Stream(noise(r)[:200])}
		return contenttest.OLE(map[string]contenttest.Node{"RSeStorage": {In: streams}, "UFRxDoc": contenttest.Stream(noise(r)[:500])})
	}},
	{"SketchUp", ".skp", func(r *rand.Rand) []byte {
		head := "\xff\xfe\xff\x0e" + string(contenttest.Wide("SketchUp Model")) + "\xff\xfe\xff\x08" + string(contenttest.Wide("{20.0.1}"))
		return append([]byte(head), noise(r)...)
	}},
	{"DWF", ".dwf", func(r *rand.Rand) []byte {
		return append([]byte("(DWF V06.00)"), zipFiles(zip.Deflate, "manifest.xml", "<dwf:Manifest xmlns:dwf=\"DWF-Manifest:6.0\" version=\"6.0\"/>", "eplot/1.w2d", string(noise(r)))...)
	}},
	{"STEP, AP203", ".step", stepFile("CONFIG_CONTROL_DESIGN")},
	{"IGES, DOS lines", ".iges", func(r *rand.Rand) []byte { return []byte(strings.ReplaceAll(string(iges(r)), "\n", "\r\n")) }},
	{"SXF", ".p21", stepFile("ASSOCIATIVE_DRAUGHTING")},
	{"DXF, R2018", ".dxf", func(r *rand.Rand) []byte {
		return []byte(strings.Replace(string(dxf("\n")(r)), "AC1015", "AC1032\n  9\n$DWGCODEPAGE\n  3\nANSI_932", 1))
	}},
	{"Gerber, without attributes", ".gtl", func(r *rand.Rand) []byte {
		return []byte("G04 top copper*\n%MOIN*%\n%FSLAX25Y25*%\n%ADD11R,0.0600X0.0600*%\nG54D11*\n" + manyLines(r, "X%d00Y%d00D03*\n") + "M02*\n")
	}},
	{"STL, text, exponents", ".stl", func(r *rand.Rand) []byte {
		return []byte("solid OBJECT\n" + manyLines(r, "facet normal 0.0 0.0 1.0\nouter loop\nvertex %d.5e+00 0.0 1.0e-01\nvertex 1.0 %d.0e+00 0.0\nvertex 0.0 1.0 %d.0\nendloop\nendfacet\n") + "endsolid OBJECT\n")
	}},
}

// seenCostumes are further files under others' names.
var seenCostumes = []costume{
	{"XLSX", sheetNotes, []string{"budget.xlsx", "budget.tmp"}, []string{"beach.jpg", "budget.gif"}},
	{"tar.gz", func(r *rand.Rand) []byte { return packed(gzipTo, tarOf("notes.txt", []byte(notes(r)))) }, []string{"set.tar.gz", "set.tgz"}, []string{"set.png", "set.docx"}},
	{"program", func(r *rand.Rand) []byte {
		return append([]byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8"+strings.Repeat("\x00", 43)+"\x80\x00\x00\x00"+strings.Repeat("\x00", 64)+"PE\x00\x00\x64\x86"), noise(r)...)
	}, []string{"setup.exe", "helper.dll"}, []string{"invoice.pdf", "photo.jpg"}},
	{"DOC", func(r *rand.Rand) []byte { return contenttest.OLE(contenttest.Word(notes(r)+"\r", "end\r")) }, []string{"letter.doc"}, []string{"song.mp4", "letter.png"}},
	{"JPEG", func(r *rand.Rand) []byte {
		return append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xdb\x00\x43\x00"), noise(r)...)
	}, []string{"photo.jpg", "photo.jpeg"}, []string{"plan.pdf", "plan.xlsx"}},
	{"zstd", func(r *rand.Rand) []byte { return packed(zstdTo, []byte(notes(r))) }, []string{"dump.zst"}, []string{"dump.docx", "dump.jpg"}},
}

func sheetNotes(r *rand.Rand) []byte { return xlsx("", []byte("memo\tno.\n"+notes(r)+"\t1\n")) }

// seenLabelPlaces are further carriers of labels of Microsoft Purview.
var seenLabelPlaces = []labelPlace{
	{name: "DOCX, LabelInfo", file: "plan.docx", unnamed: true, write: func(_ *rand.Rand, l mipLabel) []byte {
		return l.infoIn("word/document.xml", xmlHead+"<w:document/>")
	}},
	{name: "XLSX, LabelInfo", file: "list.xlsx", unnamed: true, write: func(_ *rand.Rand, l mipLabel) []byte { return l.infoIn("xl/workbook.xml", xmlHead+"<workbook/>") }},
	{name: "PDF, XMP", file: "report.pdf", write: func(_ *rand.Rand, l mipLabel) []byte {
		s := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/">`
		for _, p := range l.pairs() {
			s += "<pdfx:" + p[0] + ">" + p[1] + "</pdfx:" + p[0] + ">"
		}
		s += "</rdf:Description></rdf:RDF></x:xmpmeta>"
		return pdfObjects("<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", fmt.Sprintf("<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream", len(s), s))
	}},
	{name: "VSDX", file: "flow.vsdx", write: func(_ *rand.Rand, l mipLabel) []byte {
		return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "visio/document.xml", xmlHead+"<VisioDocument/>", "docProps/custom.xml", l.customXML())
	}},
	{name: "DOCX in mail", file: "sent.eml", write: func(_ *rand.Rand, l mipLabel) []byte {
		return mailAttachment("plan.docx", zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "word/document.xml", xmlHead+"<w:document/>", "docProps/custom.xml", l.customXML()))
	}},
}

// infoIn is an office document with the label's own part beside its page.
func (l mipLabel) infoIn(page, text string) []byte {
	on := map[string]string{"true": "1", "false": "0"}[l.enabled]
	info := fmt.Sprintf(`<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{%s}" enabled="%s" method="Standard" siteId="{%s}" contentBits="3" removed="0"/></clbl:labelList>`, l.id, on, l.site)
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "docMetadata/LabelInfo.xml", xmlHead+info, page, text)
}

// seenQuotes are further ways in which parts of registered documents leave.
var seenQuotes = []quote{
	{"read from paper", "scan.txt", 800, misread},
	{"among other text", "mixed.txt", 800, func(_ *rand.Rand, text string) string {
		parts := strings.SplitAfter(text, "\n\n")
		return strings.Join(parts, filler[seen]["ja"]+"\n\n")
	}},
	{"in JSON", "post.json", 400, func(_ *rand.Rand, text string) string {
		return asText(map[string]any{"title": "memo", "body": text, "draft": true}, "")
	}},
	{"in rows", "rows.csv", 600, func(_ *rand.Rand, text string) string {
		s := "no,text\n"
		for i, line := range strings.Split(text, "\n") {
			s += csvRow([]string{fmt.Sprint(i + 1), line}, "\n")
		}
		return s
	}},
	{"in DOCX", "part.docx", 400, func(_ *rand.Rand, text string) string {
		return string(zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "word/document.xml", wordXML("document", []byte(text))))
	}},
}

// misread is a text as programs read it from paper: lines broken anew, and one letter in
// sixty wrong.
func misread(r *rand.Rand, text string) string {
	letters := []rune(rewrapped(r, text))
	for i := r.IntN(60); i < len(letters); i += 60 {
		if letters[i] != '\n' {
			letters[i] = pick(r, []rune("日目口曰l1IO0ーニエ工"))
		}
	}
	return string(letters)
}
