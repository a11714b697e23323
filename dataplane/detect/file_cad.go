package detect

import (
	"bytes"
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

// cadMagics are the formats that fixed bytes at the beginning give away.
var cadMagics = []struct{ magic, name string }{
	{"AutoCAD Binary DXF\r\n\x1a\x00", "DXF"}, {"V5_CFV2\x00", "CATIA"}, {"#UGC:2 ", "Creo"}, {"3D Geometry File Format ", "Rhino"},
	{"**ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "Parasolid"}, {"ACIS BinaryFile", "ACIS"}, {"ASM BinaryFile", "ACIS"},
	{"SPLMSSTR", "NX"}, {"PCBNEW-BOARD Version ", "KiCad"}, {"EESchema Schematic File Version ", "KiCad"}, {"EESchema-LIBRARY Version ", "KiCad"}, {"PCBNEW-LibModule-V", "KiCad"},
	{"DBRep_DrawableShape", "BREP"}, {"\nDBRep_DrawableShape", "BREP"}, {"%SEMI-OASIS\r\n", "OASIS"}, {"JwwData.", "Jw_cad"}, {"\x08\x09\xfe\x02", "MicroStation"},
	{"(DWF V", "DWF"}, {"U3D\x00", "U3D"}, {"\xb1\xb2\xb3SolveSpaceREVa", "SolveSpace"}, {"±²³SolveSpaceREVa", "SolveSpace"}, {"BLENDER-v", "Blender"}, {"BLENDER_v", "Blender"}, {"BLENDER_V", "Blender"},
	{"!PADS-", "PADS"}, {"|RECORD=", "Altium"}, {"|HEADER=Protel", "Altium"}, {"glTF\x01\x00\x00\x00", "glTF"}, {"glTF\x02\x00\x00\x00", "glTF"}, {"#VRML V", "VRML"},
	{"Kaydara FBX Binary  \x00", "FBX"}, {"*3DSMAX_ASCIIEXPORT", "3ds Max"}, {"AC3Db\n", "AC3D"}, {"AC3Db\r\n", "AC3D"}, {"Caligari V00.", "trueSpace"}, {"LWSC\n", "LightWave"}, {"MS3D000000", "MilkShape 3D"},
	{"xof 0302", "DirectX"}, {"xof 0303", "DirectX"}, {"ASTM-E57", "E57"}, {"$MeshFormat\n", "Gmsh"}, {"*PADS-", "PADS"}, {"ACCEL_ASCII \"", "P-CAD"},
	{"\xc8\x09\xfe\x02", "MicroStation"}, {"AutoCAD DXB 1.0\r\n", "DXB"}, {"AutoCAD Slide\r\n", "AutoCAD slide"}, {"AutoCAD-86 ", "AutoCAD shapes"}, {";; HSF V", "HSF"}, {"PRC\x00", "PRC"}, {"BINFILE", "Open CASCADE"},
	{"//Maya ASCII ", "Maya"}, {"QC4DC4D6", "Cinema 4D"}, {"#usda 1.0", "USD"}, {"PXR-USDC", "USD"}, {"# .PCD v", "point cloud"}, {"LASF\x00\x00", "LAS"},
	{"PCB FILE ", "Protel"}, {"(librepcb_", "LibrePCB"}, {"li:pcb-rnd-", "pcb-rnd"}, {"<Qucs Schematic ", "Qucs"}, {"v {xschem version=", "xschem"}, {"\x1b%-1B", "HPGL"}, {"\x1b.(;", "HPGL"},
	{"AC1.40\x00", "DWG"}, {"AC1.50\x00", "DWG"}, {"AC2.10\x00", "DWG"}, {"AC2.21\x00", "DWG"}, {"AC2.22\x00", "DWG"}, {"#X3D V", "X3D"}, {"#!WINGS-", "Wings 3D"}, {"#FIG 3.", "Xfig"}, {"# header information:\nH", "Electric"},
	{"Element[\"", "gEDA"}, {"Element(\"", "gEDA"}, {"algebraic3d\n", "Netgen"}, {"Caligari B00.", "trueSpace"},
}

// cadMarks need two texts: one that begins the body and one that comes after.
var cadMarks = []struct{ first, then, name string }{
	{"Version ", " JT ", "JT"}, {"PS\x00", "TRANSMIT FILE created by", "Parasolid"}, {"PCB[", "\nGrid[", "gEDA"},
	{"ply\n", "\nelement vertex ", "PLY"}, {"ply\r\n", "\nelement vertex ", "PLY"}, {"Version 4", "\nSHEET 1 ", "LTspice"},
	{"; FBX ", " project file", "FBX"}, {"magic\n", "\ntech ", "Magic"}, {"Metric (key = ", "GeometryNode", "OpenGEX"},
	{"VERSION 5.", "\nDESIGN ", "DEF"}, {"VERSION 5.", "\nMACRO ", "LEF"}, {"VERSION 5.", "\nLAYER ", "LEF"}, {"P  ", "P  UNITS CUST", "IPC-D-356"}, {"C  ", "P  UNITS CUST", "IPC-D-356"}, {"STEP {", "COL=", "ODB++"}, {"UNITS=", "#Num Features", "ODB++"},
	{"IN;", "SP1;", "HPGL"}, {"IN;", ";PU", "HPGL"}, {"FOR4", "MAYA", "Maya"}, {"FOR8", "MAYA", "Maya"}, {"{", "\"CityJSON\"", "CityJSON"}, {"title {", "\nunits ", "BRL-CAD"},
	{"0 ", "\n0 Name: ", "LDraw"}, {".HEADER", "BOARD_FILE", "IDF"}, {".HEADER", "LIBRARY_FILE", "IDF"}, {"$HEADER", "\nGENCAD ", "GenCAD"}, {"(pcb ", "(parser", "Specctra"}, {"%!PS-Adobe", "XCircuit", "XCircuit"}, {"DS ", "\nL ", "CIF"}, {"(", ";\nDS ", "CIF"}, {"VERSION 5.", "\nBUSBITCHARS ", "LEF"}, {"{", "\"GenerationSoftware\"", "Gerber"}, {"{", "\"design_settings\"", "KiCad"}, {"SOL ", "\nCEND", "Nastran"}, {"*Heading", "\n*Node", "Abaqus"}, {"*HEADING", "\n*NODE", "Abaqus"},
	{"{", "\"editorVersion\"", "EasyEDA"}, {"{", "\"bufferView", "glTF"},
	{"\xe0\xbb\xbf", "SketchUp Model", "SketchUp"}, // text behind a byte order mark and a length in UTF-16, as read
}

// xmlMarks are in the first element of drawings and models written in XML, in
// lower case, as the reader of tags delivers them.
var xmlMarks = []struct{ mark, name string }{
	{"<!doctype eagle", "EAGLE"}, {"freecad document", "FreeCAD"}, {"<document schemaversion=", "FreeCAD"}, {"schemas.microsoft.com/3dmanufacturing/core", "3MF"},
	{"<ifcxml", "IFC"}, {"<ifc:ifcxml", "IFC"}, {"<model_3dxml", "3DXML"}, {"<ipc-2581", "IPC-2581"}, {"<landxml", "LandXML"}, {"<plmxml", "PLMXML"}, {"<collada", "COLLADA"},
	{"<x3d ", "X3D"}, {"<x3d>", "X3D"}, {"<amf>", "AMF"}, {"fritzingversion=", "Fritzing"}, {"link_type=\"", "QElectroTech"}, {"<qifdocument", "QIF"}, {"<source type=\"diptrace", "DipTrace"}, {"<citymodel", "CityGML"}, {"<dia:diagram", "Dia"}, {"<caexfile", "AutomationML"}, {"<ogo:schematic", "Oregano"}, {"standards.iso.org/iso/ts/10303", "STEP"}, {"<gbxml", "gbXML"}, {"<amf ", "AMF"}, {"urn:iso:std:iso:10303:-28", "STEP"}, {"urn:oid:1.0.10303.28", "STEP"},
}

// directoryName is what the reader of compound files calls the list of its streams.
const directoryName = "directory"

// cadFormat names the format of a drawing or model.
func cadFormat(b []byte, t *Text) string {
	for _, m := range cadMagics {
		if bytes.HasPrefix(b, []byte(m.magic)) {
			return m.name
		}
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if isSTEP(b) {
		return "STEP"
	}
	for _, m := range cadMarks {
		if bytes.HasPrefix(b, []byte(m.first)) && bytes.Contains(b, []byte(m.then)) {
			return m.name
		}
	}
	switch {
	case t.Binary:
		return binaryFormat(b)
	case t.Name == directoryName:
		return compoundFormat(b)
	case bytes.HasPrefix(b, []byte("<?xml")) || bytes.HasPrefix(b, []byte("<model")) || bytes.HasPrefix(b, []byte("<COLLADA")):
		return xmlFormat(b)
	}
	return textFormat(b)
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
	switch {
	case isDXF(b):
		return "DXF"
	case isIGES(b):
		return "IGES"
	case isTextSTL(b):
		return "STL"
	case isKiCad(b):
		return "KiCad"
	case isSAT(b):
		return "ACIS"
	case bytes.HasPrefix(b, []byte("(edif ")) && bytes.Contains(b, []byte("(edifVersion ")):
		return "EDIF"
	case bytes.HasPrefix(bytes.TrimLeft(b, "\r\n"), []byte("CASCADE Topology V")):
		return "BREP"
	case isGerber(b):
		return "Gerber"
	case isExcellon(b):
		return "Excellon"
	case isOFF(b):
		return "OFF"
	case isOBJ(b):
		return "OBJ"
	case isGlTF(b):
		return "glTF"
	case isGEDA(b):
		return "gEDA"
	case isUniversal(b):
		return "universal file"
	}
	return binaryFormat(b)
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
