package content

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"sekisho/dataplane/content/contenttest"
)

// recordOf makes a record of BIFF12 of parts.
func recordOf(kind int, parts ...[]byte) []byte {
	data := bytes.Join(parts, nil)
	head := []byte{byte(kind)}
	if kind >= 0x80 {
		head = []byte{byte(kind) | 0x80, byte(kind >> 7)}
	}
	n := len(data)
	for ; n >= 0x80; n >>= 7 {
		head = append(head, byte(n)|0x80)
	}
	return append(append(head, byte(n)), data...)
}

func recordText(s string) []byte {
	wide := contenttest.Wide(s)
	return append(le(len(wide)/2), wide...)
}

func float64Bytes(v float64) []byte {
	return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v))
}

func records12(list ...[]byte) string { return string(bytes.Join(list, nil)) }

var (
	xlsbBook = records12(recordOf(131), recordOf(xlsbBookProps, le(0), le(0), le(0)),
		recordOf(xlsbSheetName, le(1), le(1), recordText("rId1"), recordText("顧客")), recordOf(132))
	xlsbStrings = records12(recordOf(159, le(2), le(2)), recordOf(xlsbString, []byte{0}, recordText("氏名")), recordOf(xlsbString, []byte{1}, recordText("R&D <x>"), le(1)), recordOf(160))
	xlsbStyling = records12(recordOf(278), recordOf(xlsbFormat, []byte{164, 0}, recordText(`yyyy"年"`)), recordOf(626), recordOf(xlsbStyle, []byte{0, 0, 14, 0}),
		recordOf(xlsbStyles, le(2)), recordOf(xlsbStyle, []byte{0, 0, 0, 0}), recordOf(xlsbStyle, []byte{0, 0, 164, 0}), recordOf(xlsbEndStyles), recordOf(279))
	xlsbSheet = records12(recordOf(129), recordOf(145),
		recordOf(xlsbRow, le(0)), recordOf(xlsbShared, le(0), le(0), le(0)), recordOf(xlsbShared, le(2), le(0), le(1)),
		recordOf(9999, bytes.Repeat([]byte{1}, maxRecord+1)),
		recordOf(xlsbRow, le(1)), recordOf(xlsbRK, le(0), le(1), le(32874<<2|2)), recordOf(xlsbReal, le(1), le(0), float64Bytes(1.5)), recordOf(xlsbText, le(2), le(0), recordText("山田")),
		recordOf(xlsbRow, le(2)), recordOf(xlsbFormulaText, le(0), le(0), recordText("090"), le(0)), recordOf(xlsbFormulaReal, le(1), le(0), float64Bytes(2), le(0)), recordOf(xlsbRichText, le(2), le(0), []byte{0}, recordText("rich")),
		recordOf(146), recordOf(xlsbMargins, []byte{0, 0}, recordText("&C社外秘"), []byte("\xff\xff\xff\xff\xff\xff\xff\xff")), recordOf(130))
	xlsbRels     = `<Relationships ` + nsSheet + `><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>`
	xlsbComments = records12(recordOf(628), recordOf(xlsbCommentText, []byte{0}, recordText("a comment")), recordOf(629))
)

// xlsbFiles are the parts of a workbook in the order in which Excel writes them.
func xlsbFiles() []zipFile {
	return []zipFile{{"xl/workbook.bin", xlsbBook, zipDeflate}, part("xl/_rels/workbook.bin.rels", xlsbRels), {"xl/worksheets/sheet1.bin", xlsbSheet, zipStored},
		{"xl/styles.bin", xlsbStyling, zipDeflate}, {"xl/sharedStrings.bin", xlsbStrings, zipDeflate}, {"xl/comments1.bin", xlsbComments, zipDeflate},
		{"xl/printerSettings.bin", strings.Repeat("printer ", 9), zipDeflate}}
}

func TestXLSB(t *testing.T) {
	b := zipped(t, xlsbFiles()...)
	for _, n := range splits(len(b)) {
		s := extract(t, Part{Where: "a.xlsb"}, b, n)
		for where, want := range map[string]string{
			"顧客":                     "氏名\t\tR&D <x>\n1990-01-01\t1.5\t山田\n090\t2\trich\n社外秘\n",
			"xl/comments1.bin":       "a comment\n",
			"xl/printerSettings.bin": strings.Repeat("printer ", 9),
		} {
			if got := s.text("a.xlsb!" + where); got != want {
				t.Errorf("by %d: %s: got %q, want %q", n, where, got, want)
			}
		}
		if got := s.parts[len(s.parts)-1].MediaType; got != kindXLSB || s.opaque != 0 {
			t.Errorf("by %d: recognised as %s, opaque %v", n, got, s.reasons)
		}
	}
}

// FuzzXLSB puts bytes into parts of each kind.
func FuzzXLSB(f *testing.F) {
	for _, p := range xlsbFiles() {
		f.Add([]byte(p.text), []byte(xlsbStrings), uint16(3))
	}
	f.Fuzz(func(t *testing.T, first, second []byte, size uint16) {
		if len(first)+len(second) > 64<<10 {
			return
		}
		b := zippedRaw(t, 0, zipFile{"xl/worksheets/sheet1.bin", string(first), zipStored}, zipFile{"b.bin", string(second), zipStored})
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
	})
}
