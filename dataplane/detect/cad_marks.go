package detect

import "bytes"

// cadMagic is fixed bytes at the beginning that give a format away.
type cadMagic struct{ magic, name string }

var cadMagics = []cadMagic{
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
	{"AC1.2\x00", "DWG"}, {"AC1.3\x00", "DWG"}, {"MC0.0\x00", "DWG"}, {"jw_cad(c)data", "Jw_cad"}, {"Jw_cad(c)data", "Jw_cad"}, {"JW_CAD(C)DATA", "Jw_cad"}, {"\x08\x05\x17\x00", "MicroStation"},
	{"#UGC:", "Creo"}, {"Cmp-Mod V", "KiCad"}, {"EESchema-DOCLIB ", "KiCad"}, {"# EESchema Netlist Version ", "KiCad"}, {"%vsm%\x00", "embroidery"}, {"#PES0", "embroidery"}, {"#PEC0001", "embroidery"},
	{"FILE_TYPE = EXPANDED", "Allegro"}, {"FILE_TYPE=EXPANDED", "Allegro"}, {"FILE_TYPE = LIBRARY_PARTS", "Allegro"}, {"FILE_TYPE=LIBRARY_PARTS", "Allegro"}, {"FILE_TYPE = CONNECTIVITY", "Allegro"}, {"FILE_TYPE = MACRO_DRAWING", "Allegro"},
	{"/COM,ANSYS ", "ANSYS"}, {"$# LS-DYNA Keyword file", "LS-DYNA"}, {"NAMESCASESENSITIVE O", "LEF"}, {"#INVENTOR V", "Open Inventor"}, {"#Inventor V", "Open Inventor"},
	{"# vtk DataFile Version ", "VTK"},
	{"Element[\"", "gEDA"}, {"Element(\"", "gEDA"}, {"algebraic3d\n", "Netgen"}, {"Caligari B00.", "trueSpace"},
}

// cadMark is two texts: one that begins the body and one that comes after.
type cadMark struct{ first, then, name string }

var cadMarks = []cadMark{
	{"Version ", " JT ", "JT"}, {"PS\x00", "TRANSMIT FILE created by", "Parasolid"}, {"PCB[", "\nGrid[", "gEDA"},
	{"ply\n", "\nelement vertex ", "PLY"}, {"ply\n", "\nformat ascii 1.0", "PLY"}, {"ply\n", "\nformat binary_", "PLY"}, {"Version 4", "\nSHEET 1 ", "LTspice"},
	{"; FBX ", " project file", "FBX"}, {"magic\n", "\ntech ", "Magic"}, {"Metric (key = ", "GeometryNode", "OpenGEX"},
	{"VERSION 5.", "\nDESIGN ", "DEF"}, {"VERSION 5.", "\nMACRO ", "LEF"}, {"VERSION 5.", "\nLAYER ", "LEF"}, {"P  ", "P  UNITS CUST", "IPC-D-356"}, {"C  ", "P  UNITS CUST", "IPC-D-356"}, {"C  ", "IPC-D-356", "IPC-D-356"}, {"P  ", "IPC-D-356", "IPC-D-356"}, {"STEP {", "COL=", "ODB++"}, {"UNITS=", "#Num Features", "ODB++"}, {"UNITS=", "#Feature symbol names", "ODB++"}, {"U ", "#Feature symbol names", "ODB++"}, {"#", "\n#Num Features", "ODB++"}, {"#", "\n#Feature symbol names", "ODB++"},
	{"IN;", "SP1;", "HPGL"}, {"IN;", ";PU", "HPGL"}, {"FOR4", "MAYA", "Maya"}, {"FOR8", "MAYA", "Maya"}, {"{", "\"CityJSON\"", "CityJSON"}, {"title {", "\nunits ", "BRL-CAD"},
	{"0 ", "\n0 Name: ", "LDraw"}, {".HEADER", "BOARD_FILE", "IDF"}, {".HEADER", "LIBRARY_FILE", "IDF"}, {"$HEADER", "\nGENCAD ", "GenCAD"}, {"(pcb ", "(parser", "Specctra"}, {"%!PS-Adobe", "XCircuit", "XCircuit"}, {"DS ", "\nL ", "CIF"}, {"(", ";\nDS ", "CIF"}, {"VERSION 5.", "\nBUSBITCHARS ", "LEF"}, {"{", "\"GenerationSoftware\"", "Gerber"}, {"{", "\"design_settings\"", "KiCad"}, {"SOL ", "\nCEND", "Nastran"}, {"*Heading", "\n*Node", "Abaqus"}, {"*HEADING", "\n*NODE", "Abaqus"},
	{"DESIGN ", "\nUNITS DISTANCE MICRONS ", "DEF"}, {"LA:", "\nST:", "embroidery"}, {"[Design]\n", "\nHierarchyMode=", "Altium"}, {"library (", "delay_model", "Liberty"}, {"library(", "delay_model", "Liberty"}, {"library (", "technology (", "Liberty"}, {"library(", "technology(", "Liberty"},
	{"*KEYWORD", "\n*", "LS-DYNA"}, {"*Node\n", "\n*Element", "Abaqus"}, {"*NODE\n", "\n*ELEMENT", "Abaqus"}, {"BEGIN BULK\n", "\nGRID", "Nastran"}, {"ID ", "\nCEND", "Nastran"}, {"NASTRAN ", "\nCEND", "Nastran"}, {"(version 1)", "(rule ", "KiCad"},
	{"update=", "\nlast_client=", "KiCad"}, {"$PACKAGES\n", "\n$NETS", "Allegro"},
	{"{", "\"editorVersion\"", "EasyEDA"}, {"{", "\"bufferView", "glTF"},
	{"\xe0\xbb\xbf", "SketchUp Model", "SketchUp"}, // text behind a byte order mark and a length in UTF-16, as read
}

// xmlMarks are in the first element of drawings and models written in XML, in
// lower case, as the reader of tags delivers them.
var xmlMarks = []struct{ mark, name string }{
	{"<!doctype eagle", "EAGLE"}, {"freecad document", "FreeCAD"}, {"<document schemaversion=", "FreeCAD"}, {"schemas.microsoft.com/3dmanufacturing/core", "3MF"},
	{"<ifcxml", "IFC"}, {"<ifc:ifcxml", "IFC"}, {"<model_3dxml", "3DXML"}, {"<ipc-2581", "IPC-2581"}, {"<landxml", "LandXML"}, {"<plmxml", "PLMXML"}, {"<collada", "COLLADA"},
	{"<x3d ", "X3D"}, {"<x3d>", "X3D"}, {"<amf>", "AMF"}, {"fritzingversion=", "Fritzing"}, {"link_type=\"", "QElectroTech"}, {"<qifdocument", "QIF"}, {"<source type=\"diptrace", "DipTrace"}, {"<citymodel", "CityGML"}, {"<dia:diagram", "Dia"}, {"<caexfile", "AutomationML"}, {"<ogo:schematic", "Oregano"}, {"standards.iso.org/iso/ts/10303", "STEP"}, {"<gbxml", "gbXML"}, {"<eagle version=", "EAGLE"}, {"<step-xml", "STEP"}, {"<uos ", "STEP"}, {"<amf ", "AMF"}, {"urn:iso:std:iso:10303:-28", "STEP"}, {"urn:oid:1.0.10303.28", "STEP"},
}

// cadMagicsBy holds the magics by their first byte, cadMarksBy the others likewise.
var cadMagicsBy = func() (by [256][]cadMagic) {
	for _, m := range cadMagics {
		by[m.magic[0]] = append(by[m.magic[0]], m)
	}
	return by
}()

var cadMarksBy = func() (by [256][]cadMark) {
	for _, m := range cadMarks {
		by[m.first[0]] = append(by[m.first[0]], m)
	}
	return by
}()

// byMagic names the format whose magic b begins with, or "".
func byMagic(b []byte) string {
	for _, m := range cadMagicsBy[b[0]] {
		if bytes.HasPrefix(b, []byte(m.magic)) {
			return m.name
		}
	}
	return ""
}

// byMarks names the format of which b has both texts, or "".
func byMarks(b []byte) string {
	for _, m := range cadMarksBy[b[0]] {
		if bytes.HasPrefix(b, []byte(m.first)) && bytes.Contains(b, []byte(m.then)) {
			return m.name
		}
	}
	return ""
}
