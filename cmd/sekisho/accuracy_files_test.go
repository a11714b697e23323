package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"sekisho/dataplane/content/contenttest"
)

// realFiles are drawings and programs of Debian packages.
var realFiles = []struct {
	set         set
	class, name string
	pattern     string // of paths
}{
	{tuning, "file.cad", "DXF", "/usr/share/librecad/library/*/*/*.dxf"},
	{tuning, "file.cad", "DXF", "/usr/share/librecad/library/*/*.dxf"},
	{seen, "file.cad", "KiCad", "/usr/share/kicad/demos/*/*.kicad_pcb"},
	{seen, "file.cad", "KiCad", "/usr/share/kicad/demos/*/*.kicad_sch"},
	{seen, "file.cad", "KiCad", "/usr/share/kicad/demos/*/*.kicad_sym"},

	{tuning, "file.source_code", "Tcl", "/usr/share/tcltk/tcllib*/*/*.tcl"},
	{tuning, "file.source_code", "JavaScript", "/usr/share/nodejs/lodash/*.js"},
	{tuning, "file.source_code", "Octave", "/usr/share/octave/*/m/*/*.m"},
	{tuning, "file.source_code", "Lua", "/usr/share/lua/5.4/pl/*.lua"},
	{seen, "file.source_code", "Rust", "/usr/share/cargo/registry/regex*/src/*.rs"},
	{seen, "file.source_code", "VHDL", "/usr/lib/ghdl/src/*/*.vhdl"},
	{seen, "file.source_code", "C++", "/usr/include/eigen3/Eigen/src/*/*.h"},
	{seen, "file.source_code", "Lisp", "/usr/share/common-lisp/source/ironclad/src/*/*.lisp"},

	{seen, "file.cad", "STL", "/usr/share/assimp/models/STL/*.[Ss][Tt][Ll]"},
	{seen, "file.cad", "DXF", "/usr/share/assimp/models/DXF/*.dxf"},
	{judging, "file.cad", "BREP", "/usr/share/opencascade/data/occ/*.brep"},
	{judging, "file.cad", "STEP", "/usr/share/opencascade/data/step/*.step"},

	{seen, "file.source_code", "Scheme", "/usr/share/slib/*.scm"},
	{seen, "file.source_code", "Go", "/usr/share/gocode/src/github.com/gorilla/mux/*.go"},
	{judging, "file.source_code", "PHP", "/usr/share/php/Monolog/*/*.php"},
	{judging, "file.source_code", "PHP", "/usr/share/php/Twig/*/*.php"},
	{seen, "file.source_code", "Vim script", "/usr/share/vim/vim9*/autoload/*.vim"},
	{seen, "file.source_code", "Nim", "/usr/lib/nim/lib/*/*.nim"},
	{judging, "file.source_code", "Emacs Lisp", "/usr/share/emacs/site-lisp/elpa-src/*/*.el"},
}

// Sizes of real files that are taken, and how many of each entry.
const (
	leastReal, mostReal = 1500, 300 << 10
	realOfEach          = 60
)

// real is a file of a Debian package.
type real struct {
	name, format string
	body         []byte
}

// shelf is what there is of a class, by set.
type shelf map[string]*[sets][]real

func readShelf() shelf {
	all := shelf{"file.cad": new([sets][]real), "file.source_code": new([sets][]real)}
	for _, f := range realFiles {
		paths, err := filepath.Glob(f.pattern)
		must0(err)
		n := 0
		for _, path := range paths {
			body, err := os.ReadFile(path)
			if err != nil || len(body) < leastReal || len(body) > mostReal || n >= realOfEach {
				continue
			}
			n++
			body = pageHead.ReplaceAll(body, []byte("$1"))
			all[f.class][f.set] = append(all[f.class][f.set], real{filepath.Base(path), f.name, body})
		}
	}
	return all
}

// headComment is what comments a program's beginning, in the languages above.
var headComment = regexp.MustCompile(`^(?:[ \t]*(?://|#|--|;|%)[^\n]*\n|\s*/\*(?s:.*?)\*/[ \t]*\n|\s*\n)+`)

// pageHead is the same in PHP, where a mark stands before it.
var pageHead = regexp.MustCompile(`^(<\?php[^/]*)/\*(?s:.*?)\*/`)

// A licence is spoken of in many programs, and named in the first comment of those that
// anyone may have.
var (
	licence = regexp.MustCompile(`(?i)licen[cs]e|copyright|public domain|SPDX|redistribut`)
	open    = regexp.MustCompile(`(?i)\b(?:MIT|BSD|Apache|Mozilla Public|GNU (?:Lesser )?General Public|public domain)\b`)
)

// programSample is a program without its first comment, which says whose it is; or, one
// time in five, with it, if that names an open licence. Of a file that speaks of one further
// down, nobody can tell.
func (all shelf) programSample(r *rand.Rand, s set) sample {
	if scripts[s] != nil && r.IntN(4) == 0 {
		return scriptSample(r, s)
	}
	for {
		f := pick(r, all["file.source_code"][s])
		head := headComment.Find(f.body)
		rest := f.body[len(head):]
		d := sample{set: s, about: "file.source_code", layout: "program in " + f.format, lang: "en", name: f.name, body: rest, truth: newTruth()}
		if r.IntN(3) == 0 {
			d.name = "attachment.txt"
		}
		d.truth.doubt["pii.email"], d.truth.doubt["pii.name"], d.truth.doubt["pii.person"] = true, true, true
		switch {
		case len(rest) < leastReal/2 || licence.Match(rest):
		case r.IntN(5) > 0:
			d.truth.add("file.source_code", f.name)
			return d
		case open.Match(head):
			d.body, d.layout = f.body, "program with a licence"
			return d
		}
	}
}

// drawingSample is a real drawing or a made one, under its own name or another.
func (all shelf) drawingSample(r *rand.Rand, s set) sample {
	d := sample{set: s, about: "file.cad", lang: "en", truth: newTruth()}
	if own := all["file.cad"][s]; r.IntN(4) == 0 && own != nil {
		f := pick(r, own)
		d.layout, d.name, d.body = "real "+f.format, f.name, f.body
	} else {
		m := pick(r, drawings[s])
		d.layout, d.name, d.body = "drawing, "+m.name, "part"+m.suffix, m.make(r)
	}
	if r.IntN(4) == 0 {
		d.name = "data.bin"
	}
	for _, class := range []string{"pii.name", "pii.email", "pii.person", "pii.phone", "confidential.label"} {
		d.truth.doubt[class] = true
	}
	d.truth.add("file.cad", "1")
	return d
}

// madeDrawing is a format, of which a drawing's beginning and something like the rest is
// made by its description.
type madeDrawing struct {
	name, suffix string
	make         func(r *rand.Rand) []byte
}

var drawings = map[set][]madeDrawing{
	tuning: {
		{"DWG", ".dwg", dwg("AC1027")}, {"DXF, text", ".dxf", dxf("\n")}, {"STEP", ".step", stepFile("AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }")},
		{"STL, text", ".stl", stlText}, {"IGES", ".igs", iges}, {"KiCad", ".kicad_pcb", func(r *rand.Rand) []byte {
			return fmt.Appendf(nil, "(kicad_pcb (version 20221018) (generator pcbnew)\n%s)\n", manyLines(r, "  (segment (start %d.5 %d) (end %d %d.25) (width 0.25) (layer \"F.Cu\"))\n"))
		}},
	},
	judging: blind(judgingDrawings),
	seen: slices.Concat(opened(judgingDrawings), []madeDrawing{
		{"DWG", ".dwg", dwg("AC1015", "AC1018", "AC1021", "AC1024", "AC1032")}, {"DXF, DOS lines", ".dxf", dxf("\r\n")}, {"DXF, binary", ".dxf", dxfBinary},
		{"STEP, AP242", ".stp", stepFile("AP242_MANAGED_MODEL_BASED_3D_ENGINEERING_MIM_LF { 1 0 10303 442 3 1 4 }")}, {"IFC", ".ifc", stepFile("IFC4")},
		{"STL, binary", ".stl", stlBinary}, {"Rhino", ".3dm", func(r *rand.Rand) []byte { return append([]byte("3D Geometry File Format        8"), noise(r)...) }},
		{"Parasolid, text", ".x_t", parasolid}, {"JT", ".jt", func(r *rand.Rand) []byte {
			return append(fmt.Appendf(nil, "%-75s \n\r\n ", "Version 10.0 JT  DM 8.4.2.0"), noise(r)...)
		}},
		{"CATIA", ".CATPart", func(r *rand.Rand) []byte { return append([]byte("V5_CFV2\x00\x00\x00\x00"), noise(r)...) }},
		{"FreeCAD", ".FCStd", freecad}, {"Gerber", ".gbr", gerber}, {"GDSII", ".gds", gdsii}, {"SolidWorks", ".SLDPRT", solidworks},
	}, seenDrawings),
}

// noise stands for the packed part of a drawing.
func noise(r *rand.Rand) []byte {
	b := make([]byte, between(r, 3000, 40000))
	for i := range b {
		b[i] = byte(r.IntN(256))
	}
	return b
}

// manyLines writes a line many times, each with small numbers for its verbs.
func manyLines(r *rand.Rand, format string) string {
	var b strings.Builder
	for range between(r, 20, 200) {
		numbers := make([]any, strings.Count(format, "%"))
		for i := range numbers {
			numbers[i] = r.IntN(400)
		}
		fmt.Fprintf(&b, format, numbers...)
	}
	return b.String()
}

// dwg begins with a version's six letters (Open Design Alliance's specification, 3.2).
func dwg(versions ...string) func(r *rand.Rand) []byte {
	return func(r *rand.Rand) []byte {
		return append([]byte(pick(r, versions)+"\x00\x00\x00\x00\x00\x03\x01"), noise(r)...)
	}
}

// dxf is group codes and values in turn (Autodesk's DXF reference).
func dxf(end string) func(r *rand.Rand) []byte {
	return func(r *rand.Rand) []byte {
		s := "  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\nAC1015\n  0\nENDSEC\n  0\nSECTION\n  2\nENTITIES\n" +
			manyLines(r, "  0\nLINE\n  8\n0\n 10\n%d.0\n 20\n%d.5\n 11\n%d.0\n 21\n%d.25\n") + "  0\nENDSEC\n  0\nEOF\n"
		return []byte(strings.ReplaceAll(s, "\n", end))
	}
}

func dxfBinary(r *rand.Rand) []byte {
	return append([]byte("AutoCAD Binary DXF\r\n\x1a\x00\x00\x00SECTION\x00\x02\x00HEADER\x00\x09\x00$ACADVER\x00\x01\x00AC1032\x00"), noise(r)...)
}

// stepFile is an exchange file (ISO 10303-21).
func stepFile(schema string) func(r *rand.Rand) []byte {
	return func(r *rand.Rand) []byte {
		return fmt.Appendf(nil, "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('part.stp','2026-11-20T10:00:00',(''),(''),'','','');\nFILE_SCHEMA(('%s'));\nENDSEC;\nDATA;\n%sENDSEC;\nEND-ISO-10303-21;\n",
			schema, manyLines(r, "#%d=CARTESIAN_POINT('',(%d.,%d.,%d.5));\n"))
	}
}

func stlText(r *rand.Rand) []byte {
	return []byte("solid bracket\n" + manyLines(r, "  facet normal 0 %d 1\n    outer loop\n      vertex %d 0 0\n      vertex 1 %d 0\n      vertex 0 1 %d\n    endloop\n  endfacet\n") + "endsolid bracket\n")
}

// stlBinary is 80 bytes of any text, a number of triangles and 50 bytes for each.
func stlBinary(r *rand.Rand) []byte {
	n := between(r, 40, 400)
	b := binary.LittleEndian.AppendUint32(fmt.Appendf(nil, "%-80s", "exported by a modeller, units in mm"), uint32(n))
	for range n {
		b = append(b, make([]byte, 12)...) // no normal: readers find it by the corners' order
		for range 9 {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(r.IntN(4000))/16))
		}
		b = append(b, 0, 0)
	}
	return b
}

// iges has its section's letter in column 73 (ANSI US PRO/IPO-100, 2.2.1).
func iges(r *rand.Rand) []byte {
	var b bytes.Buffer
	line := func(text string, section byte, n int) { fmt.Fprintf(&b, "%-72s%c%7d\n", text, section, n) }
	line("Bracket of a made-up machine", 'S', 1)
	line("1H,,1H;,7Hbracket,11Hbracket.igs,9Hmodeller1,3H1.0,32,38,6,308,15,", 'G', 1)
	for i := range between(r, 10, 80) {
		line(fmt.Sprintf("%8d%8d%8d%8d%8d%8d%8d%8d%s", 110, i+1, 0, 1, 0, 0, 0, 0, "00000000"), 'D', i+1)
	}
	line("S      1G      1D     10P     10", 'T', 1)
	return b.Bytes()
}

func parasolid(r *rand.Rand) []byte {
	return []byte("**ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz**************************\n" +
		"**PARASOLID !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~0123456789**************************\n" +
		"**PART1;\nMC=x86_64;\nAPPL=modeller;\nFORMAT=text;\nGUISE=transmit;\n**PART2;\nSCH=SCH_3400000_34000;\n**END_OF_HEADER*****************************************************************\n" + manyLines(r, "T%d %d %d 0 "))
}

// freecad is a ZIP of a document and its shapes.
func freecad(r *rand.Rand) []byte {
	return zipFiles(zip.Deflate, "Document.xml", "<?xml version='1.0' encoding='utf-8'?>\n<!--\n FreeCAD Document, see https://www.freecad.org for more information...\n-->\n<Document SchemaVersion=\"4\" ProgramVersion=\"0.21R33668\" FileVersion=\"1\">\n<Objects Count=\"1\"><Object type=\"Part::Feature\" name=\"Pad\"/></Objects></Document>\n",
		"PartShape.brp", "\nCASCADE Topology V1, (c) Matra-Datavision\nLocations 0\nCurve2ds 0\n"+manyLines(r, "1 %d %d %d 1 0 0 \n"), "GuiDocument.xml", "<?xml version='1.0' encoding='utf-8'?>\n<Document SchemaVersion=\"1\"/>\n")
}

// gerber is a layer of a board (Ucamco's specification, 4).
func gerber(r *rand.Rand) []byte {
	return []byte("%TF.GenerationSoftware,Maker,Board,1.0*%\n%TF.FileFunction,Copper,L1,Top*%\n%FSLAX46Y46*%\n%MOMM*%\n%LPD*%\nG01*\n%ADD10C,0.250000*%\nD10*\n" + manyLines(r, "X%d000000Y%d000000D02*\nX%d000000Y%d500000D01*\n") + "M02*\n")
}

// gdsii is records: length, type, type of data.
func gdsii(r *rand.Rand) []byte {
	b := []byte("\x00\x06\x00\x02\x02\x58\x00\x1c\x01\x02\x00\x7e\x00\x0b\x00\x16\x00\x0a\x00\x00\x00\x00\x7e\x00\x0b\x00\x16\x00\x0a\x00\x00\x00\x00\x08\x02\x06CHIP\x00\x14\x03\x05")
	return append(b, noise(r)...)
}

// solidworks is a compound file with the streams that the program's documents had until
// they got a container of their own.
func solidworks(r *rand.Rand) []byte {
	in := func(name string, size int) map[string]contenttest.Node {
		return map[string]contenttest.Node{name: contenttest.Stream(noise(r)[:size])}
	}
	return contenttest.OLE(map[string]contenttest.Node{
		"SwDocContentMgr": {In: in("SwDocContentMgrInfo", 200)}, "Contents": {In: in("DisplayLists", 3000)},
		"ISolidWorksInformation": contenttest.Stream(noise(r)[:400]), "Header2": contenttest.Stream(noise(r)[:300]),
	})
}

// labelledSample is an office document, a page or a mail with a label of Microsoft
// Purview, which protects something three times in four.
func labelledSample(r *rand.Rand, s set) sample {
	p := pick(r, labelPlaces[s])
	d := sample{set: s, about: "confidential.mip", layout: "label in " + p.name, lang: "ja", name: p.file, truth: newTruth()}
	l := mipLabel{id: guid(r), site: guid(r), name: pick(r, []string{"Confidential", "Highly Confidential", "社外秘", "Confidential - Finance", "극비", "机密"}), enabled: "true"}
	switch r.IntN(8) {
	case 0:
		if p.unnamed {
			d.truth.add("confidential.mip", l.id) // who reads it can't know that it is open
		}
		l.name = pick(r, []string{"Public", "General"})
	case 1:
		l.enabled = "false"
	default:
		d.truth.add("confidential.mip", l.id)
	}
	d.body = p.write(r, l)
	d.truth.doubt["confidential.label"] = true
	return d
}

type mipLabel struct{ id, site, name, enabled string }

func guid(r *rand.Rand) string {
	hex := func(n int) string { return draw(r, n, "0123456789abcdef") }
	return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12)
}

// pairs are the label's fields as documents and mails name them.
func (l mipLabel) pairs() [][2]string {
	head := "MSIP_Label_" + l.id + "_"
	return [][2]string{{head + "Enabled", l.enabled}, {head + "SetDate", "2026-11-20T01:02:03Z"}, {head + "Method", "Privileged"}, {head + "Name", l.name}, {head + "SiteId", l.site}, {head + "ContentBits", "2"}}
}

type labelPlace struct {
	name, file string
	write      func(r *rand.Rand, l mipLabel) []byte
	unnamed    bool // the label's name isn't said there
}

var labelPlaces = map[set][]labelPlace{
	tuning: {
		{name: "DOCX", file: "plan.docx", write: func(_ *rand.Rand, l mipLabel) []byte {
			return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "docProps/custom.xml", l.customXML(), "word/document.xml", xmlHead+"<w:document/>")
		}},
		{name: "mail", file: "plan.eml", write: func(_ *rand.Rand, l mipLabel) []byte {
			return fmt.Appendf(nil, mailHead+"msip_labels: %s\r\n\r\nSee below.\r\n", "plan", l.field("; "))
		}},
	},
	judging: judgingLabelPlaces,
	seen: append([]labelPlace{
		{name: "XLSX", file: "list.xlsx", write: func(_ *rand.Rand, l mipLabel) []byte {
			return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "xl/workbook.xml", xmlHead+"<workbook/>", "docProps/custom.xml", l.customXML())
		}},
		{name: "PPTX, LabelInfo", file: "deck.pptx", write: func(_ *rand.Rand, l mipLabel) []byte { return l.labelInfo() }, unnamed: true},
		{name: "PDF", file: "report.pdf", write: func(_ *rand.Rand, l mipLabel) []byte {
			s := "<< /Producer (maker)"
			for _, p := range l.pairs() {
				s += " /" + p[0] + " <FEFF" + utf16Hex(p[1]) + ">"
			}
			return pdfObjects("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", s+" >>")
		}},
		{name: "mail, folded field", file: "memo.eml", write: func(_ *rand.Rand, l mipLabel) []byte {
			return fmt.Appendf(nil, mailHead+"X-MS-Has-Attach:\r\nmsip_labels: %s\r\n\r\nSee below.\r\n", "memo", l.field(";\r\n "))
		}},
		{name: "ZIP of DOCX", file: "set.zip", write: func(_ *rand.Rand, l mipLabel) []byte {
			return zipOf("a/b.docx", zipFiles(zip.Deflate, "docProps/custom.xml", l.customXML(), "word/document.xml", xmlHead+"<w:document/>"), zip.Deflate)
		}},
	}, seenLabelPlaces...),
}

func (l mipLabel) field(between string) string {
	var all []string
	for _, p := range l.pairs() {
		all = append(all, p[0]+"="+p[1])
	}
	return strings.Join(all, between)
}

// customXML is a document's own properties (ECMA-376, part 1, 22.3).
func (l mipLabel) customXML() string {
	s := xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">`
	for i, p := range l.pairs() {
		s += fmt.Sprintf(`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:lpwstr>%s</vt:lpwstr></property>`, i+2, p[0], p[1])
	}
	return s + "</Properties>"
}

// labelInfo is the part for labels alone, which names no label but by its number, so that
// a disabled one is all that protects nothing.
func (l mipLabel) labelInfo() []byte {
	on := map[string]string{"true": "1", "false": "0"}[l.enabled]
	info := fmt.Sprintf(`<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{%s}" enabled="%s" method="Privileged" siteId="{%s}" contentBits="0" removed="0"/></clbl:labelList>`, l.id, on, l.site)
	return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "docMetadata/LabelInfo.xml", xmlHead+info, "ppt/presentation.xml", xmlHead+"<p:presentation/>")
}
