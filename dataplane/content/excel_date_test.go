package content

import (
	"bytes"
	"testing"

	"sekisho/dataplane/content/contenttest"
)

func TestDateFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"yyyy/mm/dd": true, `ggge"年"m"月"d"日"`: true, "[$-411]ge.m.d;@": true, "D-MMM-YY": true, "m/d/yy h:mm": true,
		"General": false, "0.00E+00": false, `#,##0 "days"`: false, `0\d`: false, "[Red]0": false, "h:mm:ss": false, `"unclosed`: false, "@": false, "[dunclosed": false,
	} {
		if got := isDateFormat(code); got != want {
			t.Errorf("%s: %v", code, got)
		}
	}
}

func TestExcelDates(t *testing.T) {
	for v, want := range map[float64]string{
		1: "1900-01-01", 59: "1900-02-28", 61: "1900-03-01", 32874: "1990-01-01", 45000.75: "2023-03-15 18:00:00", lastDay: "9999-12-31",
	} {
		if got := new(dateFormats).excelDate(v); got != want {
			t.Errorf("%v: got %s, want %s", v, got, want)
		}
	}
	if got := (&dateFormats{since04: true}).excelDate(31412); got != "1990-01-01" {
		t.Errorf("since 1904: got %s", got)
	}
}

// dateParts are a sheet with dates and numbers, and the styles that tell them apart.
var dateParts = []zipFile{
	part("xl/worksheets/sheet1.xml", `<worksheet `+nsSheet+`><sheetData><row><c r="A1" s="1"><v>32874</v></c><c r="B1" s="2"><v>32874</v></c><c r="C1"><v>32874</v></c><c r="D1" s="3"><v>3.2874E4</v></c><c r="E1" s="9"><v>5</v></c><c r="F1" s="1" t="str"><v>7</v></c></row></sheetData></worksheet>`),
	part("xl/styles.xml", `<styleSheet `+nsSheet+`><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" fontId="1"><alignment/></xf><xf numFmtId="3"/><xf numFmtId="164"/></cellXfs></styleSheet>`),
}

func TestSheetDates(t *testing.T) {
	const want = "1990-01-01\t32874\t32874\t1990-01-01\t5\t7\n"
	for _, files := range [][]zipFile{{dateParts[0], dateParts[1]}, {dateParts[1], dateParts[0]}} {
		b := zipped(t, files...)
		for _, n := range splits(len(b)) {
			if got := extract(t, Part{Where: "d"}, b, n).text("d!xl/worksheets/sheet1.xml"); got != want {
				t.Errorf("%s first, by %d: got %q, want %q", files[0].name, n, got, want)
			}
		}
	}
	b := zipped(t, dateParts[0]) // the styles never come
	if got, want := extract(t, Part{Where: "d"}, b, 100).text("d!xl/worksheets/sheet1.xml"), "32874\t32874\t32874\t32874\t5\t7\n"; got != want {
		t.Errorf("without styles: got %q, want %q", got, want)
	}
}

func TestExcelCellDates(t *testing.T) {
	format := append([]byte{164, 0, 10, 0, 0}, "yyyy/mm/dd"...)
	b := bytes.Join([][]byte{
		contenttest.BIFF(xlsBegin, 0, 6, 5, 0), contenttest.BIFF(xlsFormat, format...),
		contenttest.BIFF(xlsStyle, 0, 0, 0, 0), contenttest.BIFF(xlsStyle, 0, 0, 164, 0), contenttest.BIFF(xlsStyle, 0, 0, 14, 0), contenttest.BIFF(xlsEnd),
		contenttest.BIFF(xlsBegin, 0, 6, 16, 0),
		contenttest.BIFF(xlsRK, append([]byte{0, 0, 0, 0, 1, 0}, le(32874<<2|2)...)...),
		contenttest.BIFF(xlsRK, append([]byte{0, 0, 1, 0, 0, 0}, le(32874<<2|2)...)...),
		contenttest.BIFF(xlsMulRK, append(append([]byte{0, 0, 2, 0, 2, 0}, le(32874<<2|2)...), 2, 0)...), contenttest.BIFF(xlsEnd),
	}, nil)
	s := extract(t, Part{Where: "a.xls"}, contenttest.OLE(map[string]contenttest.Node{"Workbook": contenttest.Stream(b)}), 999)
	if got, want := s.text("a.xls!sheet 1"), "1990-01-01\t32874\t1990-01-01\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
