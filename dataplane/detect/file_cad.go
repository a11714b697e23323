package detect

import (
	"bytes"
	"encoding/binary"
	"math"
)

func init() {
	register(&detector{
		class: "file.cad",
		basis: "file formats by their first bytes: ISO 10303-21 (STEP, IFC), ANSI US PRO/IPO-100 (IGES), the vendors' and the file(1) " +
			"database's descriptions of DWG, DXF, STL, CATIA, SolidWorks, NX, Creo, Rhino, Parasolid, ACIS, JT, FreeCAD, 3MF, KiCad, EAGLE, Gerber (Ucamco), GDSII, OASIS (SEMI P39)",
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
			"G04 made by hand*\n%FSLAX46Y46*%\n%MOMM*%\n",
			"<?xml version='1.0' encoding='utf-8'?>\n<!--\n FreeCAD Document, see https://www.freecad.org\n-->\n<Document SchemaVersion=\"4\">",
			"\x00\x06\x00\x02\x02\x58\x00\x1c\x01\x02",
			stlSample(),
		},
		passes: []string{
			"AC1032 is how an AutoCAD drawing begins",
			"  0\nSECTION 2 of the minutes\n",
			"ISO-10303-21 is a standard",
			"solid waste\nfacets of the problem\n",
			"The file begins with V5_CFV2\x00",
			"Version 9.5 of the manual",
			"G04 is a dwell\n",
			"\x00\x06\x00\x02\x02\x58\x00\x00\x00\x00",
			string(make([]byte, 200)),
		},
	})
}

// cadMagics are the formats that fixed bytes at the beginning give away.
var cadMagics = []struct{ magic, name string }{
	{"AutoCAD Binary DXF\r\n\x1a\x00", "DXF"}, {"V5_CFV2\x00", "CATIA"}, {"#UGC:2 ", "Creo"}, {"3D Geometry File Format ", "Rhino"},
	{"**ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "Parasolid"}, {"ACIS BinaryFile", "ACIS"}, {"ASM BinaryFile", "ACIS"},
	{"SPLMSSTR", "NX"}, {"(kicad_pcb", "KiCad"}, {"(kicad_sch", "KiCad"}, {"DBRep_DrawableShape", "BREP"}, {"\nDBRep_DrawableShape", "BREP"},
	{"%SEMI-OASIS\r\n", "OASIS"},
}

// cadMarks need two texts: one that begins the body and one that comes after.
var cadMarks = []struct{ first, then, name string }{
	{"ISO-10303-21;", "HEADER;", "STEP"},
	{"Version ", " JT ", "JT"},
	{"G04", "%FSLA", "Gerber"}, {"G04", "%FSTA", "Gerber"}, {"%", "FSLAX", "Gerber"}, {"%", "FSTAX", "Gerber"},
	{"<?xml", "<!DOCTYPE eagle", "EAGLE"}, {"<?xml", "FreeCAD Document", "FreeCAD"},
	{"<?xml", "schemas.microsoft.com/3dmanufacturing/core", "3MF"}, {"<model", "schemas.microsoft.com/3dmanufacturing/core", "3MF"},
	{"<?xml", "<ifcXML", "IFC"}, {"<?xml", "<ifc:ifcXML", "IFC"},
}

// cadFormat names the format of a drawing or model.
func cadFormat(b []byte, _ *Text) string {
	for _, m := range cadMagics {
		if bytes.HasPrefix(b, []byte(m.magic)) {
			return m.name
		}
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	for _, m := range cadMarks {
		if bytes.HasPrefix(b, []byte(m.first)) && bytes.Contains(b, []byte(m.then)) {
			return m.name
		}
	}
	switch {
	case isDWG(b):
		return "DWG"
	case isDXF(b):
		return "DXF"
	case isIGES(b):
		return "IGES"
	case bytes.HasPrefix(b, []byte("solid")) && bytes.Contains(b, []byte("facet normal ")) && bytes.Contains(b, []byte("outer loop")), isSTL(b):
		return "STL"
	case isGDSII(b):
		return "GDSII"
	case isSolidWorks(b):
		return "SolidWorks"
	}
	return ""
}

// isDWG knows "AC" and a version of four digits, behind which zeros stand.
func isDWG(b []byte) bool {
	if len(b) < 11 || string(b[:3]) != "AC1" {
		return false
	}
	for _, c := range b[3:6] {
		if c-'0' >= 10 {
			return false
		}
	}
	return bytes.Count(b[6:11], []byte{0}) >= 4
}

// isDXF reads pairs of lines, a code and a value: comments (999), then a section.
func isDXF(b []byte) bool {
	for range 8 {
		code, rest, _ := bytes.Cut(b, []byte("\n"))
		value, next, ended := bytes.Cut(rest, []byte("\n"))
		if !ended {
			return false
		}
		switch string(bytes.TrimSpace(code)) {
		case "999":
			b = next
		case "0":
			two, _, _ := bytes.Cut(next, []byte("\n"))
			return string(bytes.TrimSpace(value)) == "SECTION" && string(bytes.TrimSpace(two)) == "2"
		default:
			return false
		}
	}
	return false
}

// isIGES knows the start section: cards of 80 columns with S1 in the last eight.
func isIGES(b []byte) bool {
	return len(b) > 80 && b[72] == 'S' && string(bytes.TrimLeft(b[73:80], " 0")) == "1" && bytes.IndexByte(b[:72], '\n') < 0
}

// isSTL reads the facets of a binary STL: each a normal of length one or zero,
// three corners, and two bytes that are zero.
func isSTL(b []byte) bool {
	const header, facet, enough = 84, 50, 4
	if len(b) < header+enough*facet || binary.LittleEndian.Uint32(b[80:]) < enough {
		return false
	}
	corners := 0.0
	for at := header; at+facet <= header+enough*facet; at += facet {
		f := b[at : at+facet]
		if f[48] != 0 || f[49] != 0 || !unitOrZero(f) {
			return false
		}
		for i := 12; i < 48; i += 4 {
			v := math.Abs(float64(math.Float32frombits(binary.LittleEndian.Uint32(f[i:]))))
			if !(v < 1e7) || v != 0 && v < 1e-12 {
				return false
			}
			corners += v
		}
	}
	return corners > 0
}

func unitOrZero(f []byte) bool {
	sum := 0.0
	for i := 0; i < 12; i += 4 {
		v := float64(math.Float32frombits(binary.LittleEndian.Uint32(f[i:])))
		sum += v * v
	}
	return sum == 0 || math.Abs(sum-1) < 0.02
}

// isGDSII knows the records HEADER and BGNLIB with their lengths.
func isGDSII(b []byte) bool {
	return len(b) >= 10 && string(b[:4]) == "\x00\x06\x00\x02" && string(b[6:10]) == "\x00\x1c\x01\x02"
}

// isSolidWorks knows files since 2015: a fixed word and the mark of a block.
func isSolidWorks(b []byte) bool {
	return len(b) > 8 && string(b[4:8]) == "\x00\x00\x00\x04" && bytes.Contains(b, []byte("\x14\x00\x06\x00\x08\x00"))
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
