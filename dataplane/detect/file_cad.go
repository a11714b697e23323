package detect

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"strings"
)

const cadClass = "file.cad"

func init() {
	register(&detector{
		class: cadClass,
		basis: "file formats by their first bytes: ISO 10303-21 (STEP, IFC), ANSI US PRO/IPO-100 (IGES), the vendors' and the file(1) " +
			"database's descriptions of DWG, DXF, STL, CATIA, SolidWorks, NX, Creo, Rhino, Parasolid, ACIS, JT, FreeCAD, 3MF, 3DXML, AMF, OBJ, OFF, PLY, 3DS, FBX, glTF, SketchUp, Jw_cad, DWF, DGN, KiCad, gEDA, EAGLE, Gerber (Ucamco), Excellon, GDSII, OASIS (SEMI P39); " +
			"compound files (MS-CFB) by the streams of SolidWorks, Inventor, Revit, NX, Solid Edge, MicroStation and Altium",
		head:   &headRule{format: cadFormat},
		binary: true,
		finds: []string{
			"AC1032\x00\x00\x00\x00\x00\x03\x01",
			"AutoCAD Binary DXF\r\n\x1a\x00 0",
			"  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n",
			"999\r\nmade by hand\r\n0\r\nSECTION\r\n2\r\nENTITIES\r\n",
			"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\n",
			"solid part\n facet normal 0 0 1\n  outer loop\n   vertex 0 0 0\n",
			"V5_CFV2\x00\x00\x00",
			"#UGC:2 PART 1200 \n",
			"3D Geometry File Format        4",
			"**ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz**************************\n",
			"Version 9.5 JT  DM 6.1.0.0",
			"(kicad_pcb (version 20221018) (generator pcbnew)\n",
			"(kicad_symbol_lib (version 20220914) (generator kicad_symbol_editor)\n", "(kicad_pcb\n\t(version 20240108)\n", "(footprint \"R_0603\" (version 20221018) (generator pcbnew)\n", "(module R_0603 (layer F.Cu) (tedit 5B301BBD)\n",
			"(export (version D)\n  (design\n", "(sym_lib_table\n  (version 7)\n", "EESchema-LIBRARY Version 2.4\n", "(edif BOARD\n  (edifVersion 2 0 0)\n",
			"\n\n/* made by hand */\nISO-10303-21;\nHEADER;\n", "ISO-10303-21 ;\n/* made by hand */ HEADER ;\n",
			"ply\nformat ascii 1.0\nelement vertex 8\n", "Version 4\nSHEET 1 880 680\nWIRE 48 96 0 96\n", "#VRML V2.0 utf8\n",
			"<?xml version=\"1.0\"?>\n<IPC-2581 revision=\"B\">", "<?xml version=\"1.0\"?>\n<LandXML version=\"1.2\">", "<COLLADA version=\"1.4.1\">",
			"700 10 1 0\n16 made by modeller 12 ACIS 7.0 NT 24 Mon Nov 02 10:00:00 2026\n", "DBRep_DrawableShape\n", "CASCADE Topology V1, (c) Matra-Datavision\n",
			"G04 made by hand*\n%FSLAX46Y46*%\n%MOMM*%\n",
			"<?xml version='1.0' encoding='utf-8'?>\n<!--\n FreeCAD Document, see https://www.freecad.org\n-->\n<Document SchemaVersion=\"4\">",
			"\x00\x06\x00\x02\x02\x58\x00\x1c\x01\x02",
			stlSample(), stlColoured(),
			"Kaydara FBX Binary  \x00\x1a\x00", "; FBX 7.3.0 project file\n", "*3DSMAX_ASCIIEXPORT\t200\n", "AC3Db\nMATERIAL \"red\"\n", "MS3D000000\x04\x00", "xof 0303txt 0032\n",
			"MM\x91\x13\x00\x00\x02\x00\x0a\x00\x00\x00\x03\x00\x00\x00==", "FORM\x00\x00\x60\x2aLWO2TAGS\x00\x00\x00\x08",
			"Version 8.0 " + strings.Repeat(" ", 68) + "\x00\x00\x00\x00\x00\x69\x00\x00\x00",
			"# made by hand\nmtllib box.mtl\no box\nv 0.0 0.0 0.0\nv 1.0 0 0\nv 1 1e-3 -0.5\n", "OFF\n# made by hand\n8 6 12\n0 0 0\n",
			"{\"asset\":{\"generator\":\"by hand\",\"version\":\"2.0\"},\"scene\":0}", "{\"accessors\":[{\"bufferView\":0,\"componentType\":5126}]}",
			"v 20130925 2\nC 40000 40000 0 0 0 title-B.sym\n", "VERSION 5.8 ;\nDIVIDERCHAR \"/\" ;\nDESIGN top ;\n", "P  JOB board\nP  CODE 00\nP  UNITS CUST 0\n317GND", "IN;SP1;PU0,0;PD100,0;\n",
			"SOLID part\n FACET NORMAL 0 0 1\n  OUTER LOOP\n", "\xc8\x09\xfe\x02\x00\x00", "//Maya ASCII 2024 scene\n", "#usda 1.0\n(\n", "PCB FILE 6 VERSION 2.80\n", "{\"type\":\"CityJSON\",\"version\":\"1.1\"",
			"G90*\nG70*\nG54D10*\nX1000Y2000D02*\nX1500Y2000D01*\n", "0 Brick\n0 Name: 3001.dat\n0 Author: made by hand\n", ".HEADER\nBOARD_FILE 3.0 \"by hand\"\n", "(pcb board\n  (parser\n", "    -1\n   164\n         1\n", "#FIG 3.2\nLandscape\n",
			strings.Repeat(" ", 72) + "C      1\n", "|HEADER=Protel for Windows - Schematic Capture Ascii File Version 5.0|WEIGHT=9|", "<?xml version=\"1.0\"?>\n<definition width=\"40\" link_type=\"simple\" height=\"70\">",
			"SOL 101\nCEND\nTITLE = BRACKET\nBEGIN BULK\n", "*Heading\nbracket\n*Node\n1, 0., 0., 0.\n", "$MeshFormat\n2.2 0 8\n", "magic\ntech scmos\ntimestamp 1\n", "<?xml version=\"1.0\"?>\n<amf>\n<object id=\"1\">",
			"ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4'));\nENDSEC;\n",
			"made by hand" + strings.Repeat(" ", 60) + "S      1\n",
			"\x01\x02\x03\x04\x00\x00\x00\x04\x09\x0a\x14\x00\x06\x00\x08\x00\x11",
			"SPLMSSTR\x00\x01", "PS\x00\x00\x003: TRANSMIT FILE created by modeller version 1200123", "JwwData.\x58\x02", "\x08\x09\xfe\x02\x00\x00", "(DWF V06.00)PK",
			"\xe0\xbb\xbfSketchUp Model\xe0\xbc\x80{8.0.16846}",
			"PCBNEW-BOARD Version 1 date 2010\n", "EESchema Schematic File Version 2\n", "(kicad_sch (version 20211123) (generator eeschema)\n", "PCB[\"\" 400000 400000]\n\nGrid[10000.0 0 0 0]\n",
			"G75*\nG70*\n%OFA0B0*%\n%FSLAX24Y24*%\n%IPPOS*%\n", "%TF.GenerationSoftware,KiCad,Pcbnew,6.0*%\n%TF.CreationDate,2022*%\n", "*\nG04 Layer : Top.gdo*\n%MOIN*%\n",
			"M48\nINCH,TZ\nT13C0.028\n%\nT13\nX000665Y023500\n", ";LEADER 240 CHARACTERS\r\nM48\r\nT01C.864\r\nT02C.864\r\n",
			"<?xml version='1.0' encoding='utf-8'?>\n<document SchemaVersion=\"4\" ProgramVersion=\"0.20\" FileVersion=\"1\">",
			"<?xml version=\"1.0\"?>\n<model unit=\"millimeter\" xmlns=\"http://schemas.microsoft.com/3dmanufacturing/core/2015/02\">",
			"<?xml version=\"1.0\"?>\n<ifcxml xmlns=\"http://www.buildingsmart-tech.org/ifc/IFC4/final\">",
			"<?xml version=\"1.0\"?>\n<Model_3dxml xmlns=\"http://www.3ds.com/xsd/3DXML\">",
		},
		findsFiles: []fileExample{
			{File{Name: directoryName}, "Root Entry\nContents\nISolidWorksInformation\nPreview\n"},
			{File{Name: directoryName}, "Root Entry\nRSeStorage\nRSeDb\n"},
			{File{Name: directoryName}, "Root Entry\nBasicFileInfo\nGlobal\nLatest\n"},
			{File{Name: directoryName}, "Root Entry\nUG_PART\n"},
			{File{Name: directoryName}, "Root Entry\nJSitesList\nPARASOLID\n"},
			{File{Name: directoryName}, "Root Entry\nBoard6\nNets6\n"},
			{File{Name: directoryName}, "Root Entry\nBasicFileInfo\nFormats\nPartitions\n"},
			{File{Name: directoryName}, "Root Entry\nDgn-Md\nDgn^Nm\n"},
			{File{Name: directoryName}, "Root Entry\nCells Directory\nParts Directory\n"},
			{File{Name: directoryName}, "Root Entry\nScene\nDllDirectory\nClassDirectory3\nVideoPostQueue\n"},
		},
		passesFiles: []fileExample{
			{File{Name: directoryName}, "Root Entry\nWordDocument\n1Table\n"},
			{File{Name: directoryName}, "Root Entry\nBasicFileInfo\nWorkbook\n"},
			{File{Name: "names.txt"}, "Root Entry\nRSeStorage\nRSeDb\n"},
		},
		passes: []string{
			"v 1 of the minutes\nv 2 of them\nv 3 too\n", "OFF\nsince Monday 12 6 0\n", "OFF 3 4 5\n", "Version 8.0 of the manual, which tells of all that there is to know about its use", "FORM 1040 of the office\n",
			"MM\x00*\x00\x00\x00\x08\x00\x0f\x01\x00\x00\x03\x00\x00", "{\"asset\":{\"name\":\"bolt\",\"price\":12}}", "{\"version\":\"2.0\",\"scenes\":[]}", "IN; OUT; PUT\n", "v 2013 was the version\nC\n", "VERSION 5.8 of it\n",
			"# tables\ng 3\nv are they\n", "0 degrees\n0 Name of it\n", "    -1\n  of them\n", "X1*\nof the notes*\n", "Gifts*\nDolls*\nGames*\nMore*\nDogs*\n",
			"AC1032 is how an AutoCAD drawing begins",
			"  0\nSECTION 2 of the minutes\n",
			"ISO-10303-21 is a standard",
			"solid waste\nfacets of the problem\n",
			"The file begins with V5_CFV2\x00",
			"Version 9.5 of the manual",
			"G04 is a dwell\n",
			"\x00\x06\x00\x02\x02\x58\x00\x00\x00\x00",
			string(make([]byte, 200)),
			"M48 is the bolt that the flange needs.\nINCH sizes do not fit.\n",
			"The M48 header\nINCH,TZ\n",
			"G04 is how a comment begins*\nin a Gerber file\n",
			"<?xml version=\"1.0\"?>\n<document><p>FreeCAD is a program for drawings</p></document>",
			"PS: the file was sent, see TRANSMIT FILE\n",
			"SketchUp Model is how such a file begins",
			"EESchema is a part of KiCad\n",
			"(module R is a package)\n", "(footprint of a building)\n", "ply\nis a tool\n", "Version 4\nSHEET of paper\n", "(export (version D))\n", "/* ISO-10303-21; HEADER; */\n",
		},
	})
}

// directoryName is what the reader of compound files calls the list of its streams.
const directoryName = "directory"

// cadFormat names the format of a drawing or model. Magics are looked for in the bytes
// as they are; whatever is text, or begins as one, is read without blank lines before it,
// and with lines that end in one byte.
func cadFormat(b []byte, t *Text) string {
	if len(b) == 0 {
		return ""
	}
	if name := byMagic(b); name != "" {
		return name
	}
	var room [headBytes]byte
	lines := withoutReturns(room[:0], b)
	if len(lines) == 0 {
		return ""
	}
	if name := cmp.Or(byMagic(lines), byMarks(lines)); name != "" {
		return name
	}
	if isSTEP(lines) {
		return "STEP"
	}
	switch {
	case t.Binary:
		return binaryFormat(b)
	case t.Name == directoryName:
		return compoundFormat(lines)
	case bytes.HasPrefix(lines, []byte("<?xml")) || bytes.HasPrefix(lines, []byte("<model")) || bytes.HasPrefix(lines, []byte("<COLLADA")):
		return xmlFormat(lines)
	}
	return cmp.Or(textFormat(lines), binaryFormat(b))
}

// withoutReturns returns the beginning of b, at most headBytes, without a byte order mark
// and blank lines before it, and with a line feed for each line's end, for which it may be
// copied into room. A return at the end is left out: what follows is not known.
func withoutReturns(room, b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	b = b[blankLines(b):]
	if bytes.IndexByte(b, '\r') < 0 {
		return b[:min(len(b), headBytes)]
	}
	for i, c := range b[:min(len(b), headBytes)] {
		switch {
		case c != '\r':
			room = append(room, c)
		case i+1 < len(b) && b[i+1] != '\n':
			room = append(room, '\n')
		}
	}
	return room
}

// blankLines returns the length of the lines at the beginning of b that hold nothing.
func blankLines(b []byte) (n int) {
	for i, c := range b {
		switch c {
		case '\r', '\n':
			n = i + 1
		case ' ', '\t':
		default:
			return n
		}
	}
	return n
}

// binaryFormat knows drawings by their structure, textFormat those that are text.
// DWG and a binary STL look like text until their first zero byte.
func binaryFormat(b []byte) string {
	switch {
	case isDWG(b):
		return "DWG"
	case isSTL(b):
		return "STL"
	case isGDSII(b):
		return "GDSII"
	case isSolidWorks(b):
		return "SolidWorks"
	case isJT(b):
		return "JT"
	case is3DS(b):
		return "3DS"
	case isLightWave(b):
		return "LightWave"
	}
	return ""
}

func textFormat(b []byte) string {
	for _, f := range textFormats {
		if f.is(b) {
			return f.name
		}
	}
	return ""
}

// textFormats are known by the structure of their first lines.
var textFormats = []struct {
	is   func(b []byte) bool
	name string
}{
	{isDXF, "DXF"}, {isIGES, "IGES"}, {isTextSTL, "STL"}, {isKiCad, "KiCad"}, {isSAT, "ACIS"}, {isEDIF, "EDIF"}, {isTransmit, "Parasolid"}, {isTopology, "BREP"},
	{isGerber, "Gerber"}, {isExcellon, "Excellon"}, {isOFF, "OFF"}, {isOBJ, "OBJ"}, {isGlTF, "glTF"}, {isGEDA, "gEDA"}, {isUniversal, "universal file"}, {isHPGL, "HPGL"}, {isSPICE, "SPICE"},
}

// xmlFormat looks for the marks within a text in XML.
func xmlFormat(b []byte) string {
	var room [headBytes]byte
	low := appendLower(room[:0], b)
	for _, m := range xmlMarks {
		if bytes.Contains(low, []byte(m.mark)) {
			return m.name
		}
	}
	return ""
}

// assembly is the archive that the last model in parts was found in, and its first part.
type assembly struct{ archive, first string }

// assemblyParts are the formats of models that are archives, and of the parts in them.
const assemblyParts = " FreeCAD BREP 3MF 3DXML "

// has says whether a text is one more part of a model that has counted: a model counts
// once, however many shapes and views it holds.
func (a *assembly) has(t *Text, format string) bool {
	archive, _, inside := cutLast(t.Where, '!')
	if !inside || !strings.Contains(assemblyParts, " "+format+" ") {
		return false
	}
	if a.archive == archive && a.first != t.Where {
		return true
	}
	if format != "BREP" {
		*a = assembly{archive, t.Where}
	}
	return false
}

// stlColoured has a colour for each facet in the two bytes behind it.
func stlColoured() string {
	b := []byte(stlSample())
	for at := 84 + 48; at < len(b); at += 50 {
		b[at], b[at+1] = byte(at), 0x80
	}
	return string(b)
}

// stlSample is a binary STL of four facets.
func stlSample() string {
	b := make([]byte, 84, 84+4*50)
	copy(b, "made by hand")
	binary.LittleEndian.PutUint32(b[80:], 4)
	for i := range 4 {
		for _, v := range [12]float32{0, 0, 1, 0, 0, 0, float32(i + 1), 0, 0, 0, 1, 0} {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
		b = append(b, 0, 0)
	}
	return string(b)
}
