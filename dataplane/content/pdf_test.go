package content

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// pdfFile writes a PDF of these objects, numbered from 1. The first is the catalog.
func pdfFile(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")
	return b.Bytes()
}

func pdfStreamOf(dict string, data string) string {
	return fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(data), dict, data)
}

func deflated(data string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(data))
	w.Close()
	return b.String()
}

// pdfPage is a file of one page: its content stream, and the font's and other objects
// from number 5 on. The page comes first, so that it waits for all the others.
func pdfPage(content string, font ...string) []byte {
	objects := append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
		content,
	}, font...)
	return pdfFile(objects...)
}

const courier = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"

const helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"

// pdfCases are files and the text of their pages.
func pdfCases(t testing.TB) map[string]struct {
	file []byte
	want string
} {
	plain := "BT /F1 12 Tf 72 720 Td (My Number 1234) Tj (5678) Tj ( 9018) Tj 0 -14 Td (name\\051\\) caf\\351) Tj ET"
	var lzwed bytes.Buffer
	w := lzw.NewWriter(&lzwed, lzw.MSB, 8)
	w.Write([]byte("BT /F1 12 Tf (lzw) Tj ET"))
	w.Close()
	a85 := make([]byte, 200)
	a85 = a85[:ascii85.Encode(a85, []byte("BT /F1 12 Tf (eightyfive) Tj ET"))]
	composite := func(encodingName, ordering string) string {
		return "<< /Type /Font /Subtype /Type0 /Encoding /" + encodingName + " /DescendantFonts [ << /Subtype /CIDFontType0 /CIDSystemInfo << /Registry (Adobe) /Ordering (" + ordering + ") /Supplement 2 >> >> ] >>"
	}
	shown := func(b []byte) string {
		return pdfStreamOf("/Filter /FlateDecode", deflated("BT /F1 10 Tf <"+hex.EncodeToString(b)+"> Tj ET"))
	}
	in := func(e encoding.Encoding, s string) []byte { return encoded(t, e, s) }
	utf16 := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	toUnicode := pdfStreamOf("/Filter /FlateDecode", deflated(`/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <6c0f> <0002> <D83DDE00> endbfchar
2 beginbfrange <0010> <0019> <0030> <0020> <0021> [<540D> <65E5672C>] endbfrange endcmap`))
	type c = struct {
		file []byte
		want string
	}
	return map[string]c{
		"plain":        {pdfPage(pdfStreamOf("", plain), helvetica), "My Number 12345678 9018\nname)) café\n"},
		"flate":        {pdfPage(pdfStreamOf("/Filter /FlateDecode", deflated(plain)), helvetica), "My Number 12345678 9018\nname)) café\n"},
		"two filters":  {pdfPage(pdfStreamOf("/Filter [/ASCIIHexDecode /FlateDecode]", hex.EncodeToString([]byte(deflated(plain)))+">"), helvetica), "My Number 12345678 9018\nname)) café\n"},
		"ascii85":      {pdfPage(pdfStreamOf("/Filter /A85", string(a85)+"~>"), helvetica), "eightyfive\n"},
		"lzw":          {pdfPage(pdfStreamOf("/Filter /LZWDecode /DecodeParms << /EarlyChange 0 >>", lzwed.String()), helvetica), "lzw\n"},
		"run length":   {pdfPage(pdfStreamOf("/Filter /RL", "\x0dBT /F1 12 Tf (\xffz\x06) Tj ET\x80"), helvetica), "zz\n"},
		"wrong length": {pdfPage(strings.Replace(pdfStreamOf("", plain), "/Length ", "/Length 9", 1), helvetica), "My Number 12345678 9018\nname)) café\n"},
		"spaced": {pdfPage(pdfStreamOf("", "BT /F1 10 Tf 1 0 0 1 50 700 Tm [(090) 20 (-1234) -300 (word)] TJ 1 0 0 1 200 700 Tm (column) Tj 1 0 0 1 50 680 Tm (next) Tj T* ET q 1 0 0 1 50 600 cm BT (third) Tj ET Q"), helvetica),
			"090-1234 word\tcolumn\nnext\nthird\n"},
		// Cells that are filled nearly to their ends, as LibreOffice writes them: a text object
		// each, and the spaces of a line before its words.
		"cells":       {pdfPage(pdfStreamOf("", "BT 50 700 Td /F1 10 Tf (ab) Tj ET BT 66.5 700 Td (cd) Tj 17 0 Td (ef) Tj ET"), courier), "ab\tcd ef\n"},
		"spaces":      {pdfPage(pdfStreamOf("", "BT 62 700 Td /F1 10 Tf ( ) Tj 1 0 0 1 50 700 Tm [(ab) -300 (cd)] TJ ET BT 82 700 Td (ef) Tj ( ) Tj ET BT 100 700 Td (gh) Tj ( ) Tj ET"), courier), "ab cd\tef gh\n"},
		"filled":      {pdfPage(pdfStreamOf("", "BT 50 700 Td /F1 10 Tf (a b) Tj 1 0 0 1 71.5 700 Tm (cd) Tj 15 0 Td (ef) Tj ET"), courier), "a b\tcd ef\n"},
		"differences": {pdfPage(pdfStreamOf("", "BT /F1 1 Tf (\\001\\002\\003\\004A) ' ET"), "<< /Subtype /Type1 /Encoding << /Differences [1 /one.tab /uni6c0f /f_i /Euro] >> >>"), "1氏fi€A\n"},
		"to unicode":  {pdfPage(shown([]byte("\x00\x01\x00\x20\x00\x11\x00\x12\x00\x21\x00\x02")), composite("Identity-H", "Identity")[:len(composite("Identity-H", "Identity"))-3]+" /ToUnicode 6 0 R >>", toUnicode), "氏名12日本😀\n"},
		"90ms-RKSJ":   {pdfPage(shown(in(japanese.ShiftJIS, "氏名ｱ 1234")), composite("90ms-RKSJ-H", "Japan1")), "氏名ｱ 1234\n"},
		"EUC":         {pdfPage(shown(in(japanese.EUCJP, "氏名12")), composite("EUC-H", "Japan1")), "氏名12\n"},
		"UniJIS":      {pdfPage(shown(in(utf16, "氏名12")), composite("UniJIS-UTF16-H", "Japan1")), "氏名12\n"},
		"GBK":         {pdfPage(shown(in(simplifiedchinese.GBK, "身份证12")), composite("GBK-EUC-H", "GB1")), "身份证12\n"},
		"Big5":        {pdfPage(shown(in(traditionalchinese.Big5, "身分證12")), composite("ETen-B5-H", "CNS1")), "身分證12\n"},
		"UHC":         {pdfPage(shown(in(korean.EUCKR, "주민등록12")), composite("KSCms-UHC-H", "Korea1")), "주민등록12\n"},
		// CIDs of "氏", "A" in half and full width, "名": JIS row and column give them.
		"Japan1 by CID": {pdfPage(shown([]byte{0x08, 0xaf, 0x01, 0x08, 0x03, 0x16, 0x0e, 0xca}), composite("Identity-H", "Japan1")), "氏AＡ名\n"},
		"tab for a space": {pdfPage(shown([]byte("\x00\x01\x00\x03\x00\x02")), composite("Identity-H", "Identity")[:len(composite("Identity-H", "Identity"))-3]+" /ToUnicode 6 0 R >>",
			pdfStreamOf("", "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0003> [<6c0f> <540d> <0009>] endbfrange endcmap")), "氏 名\n"},
		"glyph":        {pdfPage(pdfStreamOf("", "BT /F1 1 Tf (a) Tj ET"), helvetica, pdfStreamOf("", "500 0 10 -20 300.5 400 d1 4111111111111111 0 m")), "a\n"},
		"form":         {pdfPage(pdfStreamOf("", "BT /F1 1 Tf (before) Tj ET /X Do /X Do"), helvetica, pdfStreamOf("/Type /XObject /Subtype /Form", "BT /F1 1 Tf (inside) Tj ET")), "before\ninside\n"},
		"inline image": {pdfPage(pdfStreamOf("", "BI /W 1 /H 1 ID \x00(((\xff EI BT /F1 1 Tf (after) Tj ET"), helvetica), "after\n"},
		"object stream": {pdfFile(pdfStreamOf("/Type /ObjStm /N 4 /First 24 /Filter /FlateDecode", deflated("11 0 12 9 13 20 14 40    << /Type /Pages /Resources << /Font << /F1 14 0 R >> >> >> << /Type /Page /Parent 11 0 R /Contents [2 0 R] >> 5 "+helvetica)),
			pdfStreamOf("", "BT /F1 1 Tf (packed) Tj ET")), "packed\n"},
		"orphan": {pdfFile("<< /Type /Catalog >>", pdfStreamOf("", "BT /F1 1 Tf (no page refers to this) Tj ET")), "no page refers to this\n"},
	}
}

func TestPDF(t *testing.T) {
	for name, c := range pdfCases(t) {
		for _, n := range []int{len(c.file), 1, 7, 100} {
			s := extract(t, Part{Where: "a.pdf"}, c.file, n)
			if got := s.text("a.pdf"); got != c.want {
				t.Errorf("%s by %d: got %q, want %q (opaque %v)", name, n, got, c.want, s.reasons)
			}
		}
	}
}

// TestPDFTables wants the cells of a table apart as other programs print them.
func TestPDFTables(t *testing.T) {
	files, err := filepath.Glob("testdata/pdf/tables/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		const want = "Name\tSteuer-ID\tIBAN\nAnna Berg\t12345678911\tDE02\nJan Voss\t12345678922\tDE03\n"
		if s := extract(t, Part{Where: "a.pdf"}, b, 1448); !strings.Contains(s.text("a.pdf"), want) {
			t.Errorf("%s: got %q", name, s.text("a.pdf"))
		}
	}
}

func TestPDFProperties(t *testing.T) {
	file := pdfFile("<< /Title (\xfe\xff\x79\xd8) /MSIP_Label_0001_Name (Secret) /Author (Caf\xe9) >>",
		"<< /T (tel) /V (090-1234-5678) /FT /Tx >>",
		pdfStreamOf("/Type /Metadata /Subtype /XML", "<x:xmpmeta>label</x:xmpmeta>"),
		"<< /Type /Filespec /F (C:\\\\list.csv) /EF << /F 5 0 R >> >>",
		pdfStreamOf("/Type /EmbeddedFile /Filter /FlateDecode", deflated(customerList)),
		"<< /Annots [ << /Contents (note) /A << /URI (https://example.com/?q=1) >> >> ] >>")
	file = append(file, "% hidden in a comment\n"...)
	s := extract(t, Part{Where: "a.pdf"}, file, 50)
	for where, want := range map[string]string{
		"a.pdf!properties":   "Author: Café\nMSIP_Label_0001_Name: Secret\nTitle: 秘\ntel: 090-1234-5678\nFT",
		"a.pdf!metadata.xml": "<x:xmpmeta>label</x:xmpmeta>",
		"a.pdf!list.csv":     customerList,
		"a.pdf!outside":      " hidden in a comment\n",
	} {
		want, _, _ = strings.Cut(want, "FT")
		if got := s.text(where); !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %q, want %q", where, got, want)
		}
	}
	for _, want := range []string{"Contents: note\n", "URI: https://example.com/?q=1\n"} {
		if got := s.text("a.pdf!properties"); !strings.Contains(got, want) {
			t.Errorf("properties: got %q, want %q in it", got, want)
		}
	}
}

// TestPDFEarly wants a page delivered with the bytes that complete what it needs.
func TestPDFEarly(t *testing.T) {
	file := pdfPage(pdfStreamOf("/Filter /FlateDecode", deflated("BT /F1 12 Tf (My Number 123456789018) Tj ET")), helvetica, "null")
	s := new(recorder)
	w := New(Limits{}, s).Open(Part{Where: "a.pdf"})
	w.Write(file[:bytes.Index(file, []byte("xref"))])
	if got := s.text("a.pdf"); !strings.HasPrefix(got, "My Number 123456789018") {
		t.Errorf("before the cross-reference table: got %q", got)
	}
}

func TestPDFEncrypted(t *testing.T) {
	for _, name := range []string{"rc4-40", "rc4-128", "aes-128", "aes-256"} {
		b, err := os.ReadFile("testdata/pdf/" + name + ".pdf")
		if err != nil {
			t.Fatal(err)
		}
		s := extract(t, Part{Where: "a.pdf"}, b, 100)
		if got := s.text("a.pdf"); !strings.Contains(got, "My Number 123456789018") {
			t.Errorf("%s: got %q, opaque %v", name, got, s.reasons)
		}
		if got := s.text("a.pdf!properties"); !strings.Contains(got, "Title: secret title") {
			t.Errorf("%s: properties %q", name, got)
		}
	}
	b, err := os.ReadFile("testdata/pdf/password.pdf")
	if err != nil {
		t.Fatal(err)
	}
	s := extract(t, Part{Where: "a.pdf"}, b, 100)
	if len(s.flags) != 1 || s.flags[0] != "file.encrypted a.pdf" || s.reasons[reasonSealed] == 0 || len(s.texts) != 0 {
		t.Errorf("password: flags %v, opaque %v, texts %v", s.flags, s.reasons, s.texts)
	}
}

// TestPDFMemory wants no more held for a file of many streams than the file has,
// though it comes in one piece.
func TestPDFMemory(t *testing.T) {
	var objects []string
	for range 2000 {
		objects = append(objects, pdfStreamOf("", strings.Repeat("kept until the end ", 20)))
	}
	file := pdfFile(objects...)
	x := New(Limits{}, new(recorder))
	w := x.Open(Part{})
	w.Write(file)
	if x.Memory() > 2*len(file) {
		t.Errorf("%d bytes held for %d", x.Memory(), len(file))
	}
	w.Close()
}

// TestPDFLarge wants a file read that is larger than what may be held.
func TestPDFLarge(t *testing.T) {
	objects := []string{helvetica}
	for i := range 400 {
		objects = append(objects, pdfStreamOf("", "BT /F1 9 Tf ("+strings.Repeat("words on a page ", 100)+") Tj ET"),
			fmt.Sprintf("<< /Type /Page /Contents %d 0 R /Resources << /Font << /F1 1 0 R >> >> >>", 2+2*i))
	}
	s := new(recorder)
	x := New(Limits{Buffer: 512 << 10}, s)
	w := x.Open(Part{Where: "a"})
	pieces(w, pdfFile(objects...), 1448)
	w.Close()
	if got := strings.Count(s.text("a"), "words"); got != 400*100 || s.opaque != 0 {
		t.Errorf("%d of %d words delivered, opaque %v", got, 400*100, s.reasons)
	}
}

// TestPDFBounds wants hostile files to end soon and in bounds.
func TestPDFBounds(t *testing.T) {
	deep := strings.Repeat("[", 100000)
	for name, file := range map[string][]byte{
		"bomb":       pdfPage(pdfStreamOf("/Filter [/FlateDecode /FlateDecode]", deflated(deflated(strings.Repeat("BT (a) Tj ET ", 4<<20)))), helvetica),
		"nested":     pdfFile(deep, "<< /A "+deep),
		"loop":       pdfFile("2 0 R", "1 0 R", "<< /Type /Page /Parent 3 0 R /Contents 1 0 R >>", "<< /Type /Page /Resources 1 0 R /Parent 4 0 R >>"),
		"self form":  pdfPage(pdfStreamOf("", "/X Do"), helvetica, pdfStreamOf("/Subtype /Form", strings.Repeat("/X Do ", 1000))),
		"open":       []byte("%PDF-1.4\n1 0 obj (" + strings.Repeat("endobj endstream ( ", 10000)),
		"lying":      append([]byte("%PDF-1.4\n"), strings.Repeat("1 0 obj << /Length 90000 >> stream\nendstream endobj\n", 10000)...),
		"long words": append([]byte("%PDF-1.4\n1 0 obj << /A "), bytes.Repeat([]byte("x"), 1<<20)...),
		"cmap":       pdfPage(pdfStreamOf("", "BT /F1 1 Tf (a) Tj ET"), "<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R >>", pdfStreamOf("", strings.Repeat("1 beginbfrange <00> <ffffffff> <00> endbfrange ", 100000))),
	} {
		s := new(recorder)
		x := New(Limits{Buffer: 4 << 20, Bytes: 8 << 20}, s)
		w := x.Open(Part{Where: "a.pdf"})
		pieces(w, file, 1448)
		if x.Memory() > 4<<20 {
			t.Errorf("%s: %d bytes held", name, x.Memory())
		}
		w.Close()
		if x.Release(); x.Memory() != 0 {
			t.Errorf("%s: %d bytes held at the end", name, x.Memory())
		}
	}
}

func FuzzPDF(f *testing.F) {
	for _, c := range pdfCases(f) {
		f.Add(c.file, uint16(1))
		f.Add(c.file, uint16(60))
	}
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) > 64<<10 {
			return
		}
		b = append([]byte("%PDF-1.4\n"), b...)
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
	})
}
