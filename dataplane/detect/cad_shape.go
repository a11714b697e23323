package detect

import (
	"bytes"
	"encoding/binary"
	"math"
)

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
	for range 64 {
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

// isSTEP knows the first keywords of an exchange structure (ISO 10303-21): blanks and
// comments may stand before and between them. The draft of 1991 had "STEP" for its number.
func isSTEP(b []byte) bool {
	b = bytes.TrimPrefix(skipComments(b), []byte("ISO-10303-21"))
	b = bytes.TrimPrefix(b, []byte("STEP"))
	for _, word := range [...]string{";", "HEADER"} {
		rest, ok := bytes.CutPrefix(skipComments(b), []byte(word))
		if !ok {
			return false
		}
		b = rest
	}
	return bytes.HasPrefix(skipComments(b), []byte(";"))
}

// skipComments drops blanks and comments between slashes and stars.
func skipComments(b []byte) []byte {
	for {
		b = bytes.TrimLeft(b, " \t\r\n")
		if !bytes.HasPrefix(b, []byte("/*")) {
			return b
		}
		_, rest, ended := bytes.Cut(b, []byte("*/"))
		if !ended {
			return b
		}
		b = rest
	}
}

// kicadLists are the names of the lists that KiCad's files are, from version 4 on,
// by what must follow: boards, schematics, symbols, footprints, netlists, tables.
var kicadLists = []struct{ name, holds string }{
	{"(kicad_", ""}, {"(footprint ", "(layer "}, {"(footprint ", "(version "}, {"(module ", "(tedit "}, {"(module ", "(layer "}, {"(export ", "(design"},
	{"(sym_lib_table", "("}, {"(fp_lib_table", "("}, {"(page_layout", "(setup"},
}

func isKiCad(b []byte) bool {
	for _, l := range kicadLists {
		if bytes.HasPrefix(b, []byte(l.name)) && bytes.Contains(b, []byte(l.holds)) {
			return true
		}
	}
	return false
}

// isIGES knows the start section, or the flag of the compressed form before it: cards of
// 80 columns with S1 or C1 in the last eight. Where that is left out, the global one begins.
func isIGES(b []byte) bool {
	return len(b) > 80 && (b[72] == 'S' || b[72] == 'C' || b[72] == 'G') && string(bytes.TrimLeft(b[73:80], " 0")) == "1" && bytes.IndexByte(b[:72], '\n') < 0
}

// isSTL reads the facets of a binary STL: each a normal of length one or zero, three
// corners, and two bytes, zero by the format, in which programs keep colours.
func isSTL(b []byte) bool {
	const header, facet, enough = 84, 50, 4
	if len(b) < header+enough*facet || binary.LittleEndian.Uint32(b[80:]) < enough {
		return false
	}
	corners := 0.0
	for at := header; at+facet <= header+enough*facet; at += facet {
		f := b[at : at+facet]
		if !unitOrZero(f) {
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

// isGerber knows the statements that a layer's plot begins with: parameters between
// percent signs (RS-274X, and X2's attributes), or functions that end in a star.
func isGerber(b []byte) bool {
	b = bytes.TrimLeft(b, "*\r\n ")
	if len(b) == 0 || b[0] != 'G' && b[0] != '%' {
		return false
	}
	for _, s := range [...]string{"%FSLA", "%FSLI", "%FSTA", "%FSTI", "%MOIN*%", "%MOMM*%", "%IPPOS*%", "%TF.FileFunction,", "%TF.GenerationSoftware,"} {
		if bytes.Contains(b, []byte(s)) {
			return true
		}
	}
	return isPhotoplot(b)
}

// isPhotoplot knows plots without parameters (RS-274-D): lines of functions, places and
// apertures, each a letter and a number, up to a star.
func isPhotoplot(b []byte) bool {
	const enough = 4
	for range enough {
		line, rest, ended := bytes.Cut(b, []byte("\n"))
		line, star := bytes.CutSuffix(bytes.TrimRight(line, "\r "), []byte("*"))
		if !ended || !star || len(line) < 2 || len(bytes.Trim(line, "GXYIJDM0123456789-+")) > 0 || !isDigitByte(line[len(line)-1]) {
			return false
		}
		b = rest
	}
	return true
}

func isDigitByte(c byte) bool { return c-'0' < 10 }

// isExcellon knows the header of a drill file, M48, and in it the unit or a
// tool with its diameter. Comments may stand before.
func isExcellon(b []byte) bool {
	_, header, found := bytes.Cut(b, []byte("M48"))
	before := b[:len(b)-len(header)]
	if !found {
		return false
	}
	for line := range bytes.Lines(before[:len(before)-len("M48")]) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != ';' && line[0] != '%' && line[0] != 'G' && line[0] != 'M' {
			return false
		}
	}
	header, ok := cutLine(header)
	return ok && (drills(header) || bytes.HasPrefix(header, []byte("INCH")) || bytes.HasPrefix(header, []byte("METRIC")))
}

// cutLine returns what follows a line's end, if b begins with one.
func cutLine(b []byte) ([]byte, bool) {
	rest := bytes.TrimLeft(b, "\r\n")
	return rest, len(rest) < len(b)
}

// drills knows a tool with its diameter, T01C0.020, at a line's beginning.
func drills(b []byte) bool {
	for line := range bytes.Lines(b) {
		c := bytes.IndexByte(line, 'C')
		if line[0] == 'T' && c > 1 && c+1 < len(line) && line[1]-'0' < 10 && (line[c+1]-'0' < 10 || line[c+1] == '.') {
			return true
		}
	}
	return false
}

// compoundNames are streams and storages that only one program's compound files
// have (MS-CFB), by its format's name. The reader of compound files delivers the
// names as a text of lines.
var compoundNames = []struct{ stream, also, name string }{
	{"ISolidWorksInformation", "", "SolidWorks"}, {"ISolidWorksInformation.xml", "", "SolidWorks"}, {"SwDocContentMgr", "", "SolidWorks"}, {"swXmlContents", "", "SolidWorks"},
	{"RSeDb", "", "Inventor"}, {"RSeStorage", "", "Inventor"}, {"RSeSegInfo", "", "Inventor"},
	{"RevitPreview4.0", "", "Revit"}, {"BasicFileInfo", "PartAtom", "Revit"}, {"BasicFileInfo", "Global", "Revit"}, {"BasicFileInfo", "Formats", "Revit"}, {"BasicFileInfo", "Partitions", "Revit"},
	{"RSeEmbeddings", "", "Inventor"}, {"UFRxDoc", "", "Inventor"}, {"PARASOLID", "", "Solid Edge"}, {"Tracks6", "Pads6", "Altium"}, {"FileHeader", "SectionKeys", "Altium"}, {"Cells Directory", "Parts Directory", "OrCAD"},
	{"UG_PART", "", "NX"}, {"JSitesList", "", "Solid Edge"}, {"Dgn~H", "", "MicroStation"}, {"Dgn-Md", "", "MicroStation"}, {"Dgn^Md", "", "MicroStation"}, {"Board6", "Nets6", "Altium"}, {"ClassDirectory3", "DllDirectory", "3ds Max"},
}

// compoundFormat says whether a directory's names have one of them, and its
// companion if it needs one. A name counts only when its whole line is there.
func compoundFormat(names []byte) string {
	for _, c := range compoundNames {
		if hasLine(names, c.stream) && (c.also == "" || hasLine(names, c.also)) {
			return c.name
		}
	}
	return ""
}

func hasLine(b []byte, line string) bool {
	for l := range bytes.Lines(b) {
		if n := len(l) - 1; l[n] == '\n' && string(l[:n]) == line {
			return true
		}
	}
	return false
}
