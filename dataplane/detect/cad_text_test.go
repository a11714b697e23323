package detect

import (
	"encoding/binary"
	"strings"
	"testing"
)

// Beginnings of texts that drawings, models and circuits are, by their formats'
// descriptions: what stands before them, how lines end and how they arrive changes nothing.
var drawingTexts = map[string]string{
	"ACIS 1.6":               "106 35 1 0\nbody $-1 $1 $-1 $-1 #\nlump $-1 $-1 $2 $0 #\n",
	"ACIS 1.7, counts alone": "107 0 1 0\n-0 body $-1 -1 $-1 $1 $-1 $-1 #\n",
	"ACIS 2.0":               "200 0 1 0\n7 modeler 12 ACIS 2.0 NT 24 Mon Nov 02 10:00:00 2026\n",
	"ACIS 4.0":               "400 0 1 0\n18 builder by a firm  12 ACIS 4.0 NT 24 Mon Nov 02 10:00:00 2026\n1 9.9999999999999995e-007 1e-010\nbody $1 $2 $-1 $-1 #\n",
	"ACIS 7.0":               "700 0 1 0 \n@7 modeler @12 ACIS 7.0 NT @24 Mon Nov 02 10:00:00 2026 \n25.399999999999999 9.9999999999999995e-007 1e-010 \nbody $-1 -1 $-1 $1 $-1 $-1 #\n",
	"ACIS 27, more spaces":   " 27000  0  1  0 \n@14 modeler, mm    @14 ACIS 27.0.1 NT @24 Mon Nov 02 10:00:00 2026\n",
	"ACIS, modeller unnamed": "22600 26 1 0 \n@8 designer @3 226 @24 Mon Nov 02 10:00:00 2026 \n10 9.9999999999999995e-07 1e-10 \nasmheader $-1 -1 @13 226.0.0.10999 #\nbody $2 -1 $-1 $3 $-1 $4 #\n",
	"Autodesk's modeller":    "22300 0 1 0 \n@16 Neutral modeller @17 ASM 223.0.1.1 OSX @24 Mon Nov 02 10:00:00 2026 \n",
	"STEP":                   "ISO-10303-21;\nHEADER;\n/* made by hand */\nFILE_DESCRIPTION(('SCADEC level2 feature_mode'),'2;1');\n",
	"STEP of the draft":      "STEP;\nHEADER;\nFILE_IDENTIFICATION('part','1991',(''));\n",
	"DXF":                    "  0\nSECTION\n  2\nTABLES\n  0\nTABLE\n",
	"DXF behind a comment":   "999\nmade by hand\n0\nSECTION\n2\nENTITIES\n",
	"PLY":                    "ply\nformat binary_little_endian 1.0\ncomment made by hand\n",
	"Parasolid, bare":        "T51 : TRANSMIT FILE (partition) created by modeller version 290023717 SCH_2900237_29006\n",
	"STL":                    "solid\n  facet normal 0 0 1\n    outer loop\n",
	"BREP":                   "CASCADE Topology V3, (c) Open Cascade\nLocations 1\n",
	"EDIF":                   "(edif TOP\n  (edifVersion 2 0 0)\n",
	"EDIF, capitals":         "(EDIF TOP\n  (EDIFVERSION 2 0 0)\n",
	"HPGL":                   "IN;DF;SP1;PA;PU0,0;PD10,10;\n",
	"HPGL, run together":     "INSP1;PU0,0;PD100,0,100,100;PU;\n",
	"HPGL/2":                 "BP5,1,10,\"plan\"PS14400,10200;IN;SP1;PU1,1;PD\n",
	"SPICE":                  "amplifier, second stage\nR1 in out 10k\nC2 out 0 100n\nV1 in 0 AC 1\n.ac dec 10 1 1meg\n.end\n",
	"SPICE, a cell":          "* a cell\n.SUBCKT INV A Y VDD VSS\nM1 Y A VDD VDD pch W=1u L=0.1u\nM2 Y A VSS VSS nch W=0.5u\n+ L=0.1u\nXbuf Y Z VDD VSS BUF\n.ENDS\n",
	"Liberty":                "library (cells) {\n  delay_model : table_lookup;\n",
	"DEF":                    "DESIGN top ;\nUNITS DISTANCE MICRONS 1000 ;\n",
	"ODB++":                  "U MM\nF 203\n#\n#Feature symbol names\n$0 r100\n",
	"IPC-D-356A":             "C  IPC-D-356A netlist\nP  JOB board\nP  UNITS CUST 0\n",
	"Altium project":         "[Design]\nVersion=1.0\nHierarchyMode=0\n",
	"embroidery":             "LA:badge           \nST:   4211\nCO:  3\n",
	"LS-DYNA":                "*KEYWORD\n*TITLE\nbracket\n*NODE\n",
	"Gerber":                 "G04 made by hand*\n%FSLAX25Y25*MOMM*%\n",
	"KiCad, project":         "update=Mon Nov  2 10:00:00 2026\nversion=1\nlast_client=kicad\n",
	"glTF":                   "{\n  \"asset\" : {\n    \"version\" : \"2.0\"\n  },\n  \"scenes\" : []\n}\n",
	"EAGLE":                  "<?xml version=\"1.0\"?>\n<eagle version=\"9.6.2\">\n",
}

func TestDrawingTexts(t *testing.T) {
	p := all(t)
	for name, text := range drawingTexts {
		for variant, body := range map[string]string{
			"as it is": text, "byte order mark": "\ufeff" + text, "blank lines": "\n\n" + text, "DOS": strings.ReplaceAll(text, "\n", "\r\n"),
			"blank lines, DOS": "\r\n  \r\n" + strings.ReplaceAll(text, "\n", "\r\n"), "old Macintosh": strings.ReplaceAll(text, "\n", "\r"),
		} {
			if got := drawingsIn(p, File{Name: "data.bin"}, body+"\n", 1); got != 1 {
				t.Errorf("%s, %s: %d drawings, want 1", name, variant, got)
			}
			if got := drawingsIn(p, File{Name: "data.bin"}, body+"\n", len(body)+1); got != 1 {
				t.Errorf("%s, %s, whole: %d drawings, want 1", name, variant, got)
			}
		}
	}
}

// A drawing is found behind remarks that are longer than what is looked at.
func TestDrawingsBehindRemarks(t *testing.T) {
	p := all(t)
	long := func(line string) string { return strings.Repeat(line, 2000/len(line)) }
	for name, body := range map[string]string{
		"Gerber": long("G04 Layer: TOP, made by hand*\n") + "%FSLAX25Y25*MOIN*%\n%IR0*IPPOS*%\n",
		"OBJ":    long("# made by hand, units are mm\n") + "o box\nv 0 0 0\nv 1 0 0\nv 1 1 0\n",
		"LEF":    long("# rules of a process\n\n") + "VERSION 5.7 ;\nBUSBITCHARS \"[]\" ;\n",
		"DXF":    long("999\nmade by hand\n") + "  0\nSECTION\n  2\nHEADER\n",
		"SPICE":  long("* parasitics by hand\n") + ".subckt cell a y\nR1 a y 10\nC1 y 0 1f\nC2 a 0 1f\n",
		"STEP":   "/* " + long("made by hand\n") + "*/\nISO-10303-21;\nHEADER;\n",
		"XML":    "<?xml version=\"1.0\"?>\n<!-- " + long("made by hand\n") + "-->\n<IPC-2581 revision=\"C\">\n",
		"drills": long("; made by hand\n") + "M48\nMETRIC\nT1C0.8\n%\nT1\n",
	} {
		for _, step := range []int{1, 7, len(body)} {
			if got := drawingsIn(p, File{}, body, step); got != 1 {
				t.Errorf("%s, by %d bytes: %d drawings, want 1", name, step, got)
			}
		}
	}
}

// Texts that speak of drawings, and tables of numbers, are none.
func TestTextsAboutDrawings(t *testing.T) {
	p := all(t)
	for _, text := range []string{
		"106 60 1 0\nThe body $1 costs more.\n", "700 0 1 0\n12 of them are ACIS users\n", "2026 11 22 1\n1 2 3 4\n", "10 20 30 40\nitem $12 a #\n",
		"ACIS is a modeller. A file begins with 700 0 1 0 and ends in End-of-ACIS-data.\n",
		"IN; the first of two words; SP and PU are others; and so on; end;\n", "IP;TCP;UDP;SC;PA;PE\nPU;PD;SP;IN\n",
		"Resistors\nR1 in the list 10\nC2 of it too\nV1 was the first version\n.end of it\n",
		"Minutes\nRoom R1 was too small.\nFor V2 see below.\n.op\n",
		"DESIGN of the hall;\nUNITS are metres\n", "library of the town\nits technology (cmos) is old\n", "STEP; by step\nHEADER; none\n", "C  for the third time\nIPC is a club\n",
		"PARTNO,QTY,PRICE\n1001,5,20\n", "T1 : TRANSMIT FILE by mail\n", "LA: Los Angeles\nSF: the Bay\n", "ply\nformat of the page\n",
		strings.Repeat("# of the notes\n", 100) + "and then they end\n", "999\nis a number\n" + strings.Repeat("999\n998\n", 200),
		"<?xml version=\"1.0\"?>\n<!-- " + strings.Repeat("about IPC-2581\n", 100) + "-->\n<note>hello</note>\n",
	} {
		if got := drawingsIn(p, File{}, text, len(text)); got != 0 {
			t.Errorf("%.40q: %d drawings, want none", text, got)
		}
	}
}

// Models that are bytes: an embroidery's stitches, a kernel's transmission.
func TestDrawingBytes(t *testing.T) {
	p := all(t)
	for name, body := range map[string]string{
		"ACIS, 4 bytes":   "ASM BinaryFile4\x01\x00\x00\x00" + string(binary.LittleEndian.AppendUint32(nil, 22300)),
		"ACIS, 8 bytes":   "ASM BinaryFile8\x08\x00\x00\x00\x00\x00\x00\x00",
		"ACIS, Spatial's": "ACIS BinaryFile\x08\x07\x00\x00\x00\x00",
		"Jw_cad of DOS":   "jw_cad(c)data\x00\x00\x00a\x00m\x00",
		"cells":           "\x08\x05\x17\x00\x00\x00\x00\x00", "PES": "#PES0060\x00\x01\x00\x00",
		"AutoCAD 1": "MC0.0\x00\x00\x00", "PLY": "ply\r\nformat binary_big_endian 1.0\r\nelement vertex 8\r\n\x00\x00",
	} {
		s := p.NewScanner()
		st := s.Open(Text{Where: "a", Binary: true})
		st.Write([]byte(body))
		st.Close()
		if got := counted(s, cadClass); got != 1 {
			t.Errorf("%s: %d drawings, want 1", name, got)
		}
	}
}

// drawingsIn counts the drawings in a text that arrives by so many bytes.
func drawingsIn(p *Program, f File, text string, step int) int {
	s := p.NewScanner()
	st := s.Open(Text{Where: "a", Name: f.Name})
	for b := []byte(text); len(b) > 0; {
		n := min(step, len(b))
		st.Write(b[:n])
		b = b[n:]
	}
	st.Close()
	return counted(s, cadClass)
}
