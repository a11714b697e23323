package content

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Namespaces that parts declare.
const (
	nsWord    = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	nsSheet   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	nsSlide   = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
	nsODF     = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"`
	xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// part makes a part of a document.
func part(name, text string) zipFile { return zipFile{name, xmlHeader + text, zipDeflate} }

// officeCase is parts, and the texts that stand for them.
type officeCase struct {
	name  string
	files []zipFile
	want  map[string]string
}

var wordCase = officeCase{"word", []zipFile{
	part("word/document.xml", `<w:document `+nsWord+`><w:body>
		<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>個人番号 1234</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">56789018 </w:t><w:tab/><w:t>R&amp;D</w:t></w:r></w:p>
		<w:p><w:r><w:ruby><w:rt><w:r><w:t>やまだ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>山田</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>
		<w:p><w:r><wp:posOffset>114300</wp:posOffset><wp:docPr id="1" descr="a &quot;map&quot;"/></w:r></w:p>
		<w:tbl><w:tr><w:tc><w:p><w:r><w:t>氏名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>電話</w:t></w:r></w:p></w:tc></w:tr>
		<w:tr><w:tc><w:p><w:r><w:t>山田</w:t></w:r></w:p><w:p><w:r><w:t>太郎</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>090</w:t></w:r><w:r><w:t>-1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
		<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:body></w:document>`),
	part("word/header1.xml", `<w:hdr `+nsWord+`><w:p><w:r><w:t>社外</w:t></w:r><w:r><w:t>秘</w:t></w:r></w:p><w:p><w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1"><v:textpath style="font-family:Arial" string="R&amp;D, confidential"/></v:shape></w:pict></w:r></w:p></w:hdr>`),
	part("word/comments.xml", `<w:comments `+nsWord+`><w:comment><w:p><w:r><w:t>a comment</w:t></w:r></w:p></w:comment></w:comments>`),
	part("docProps/core.xml", `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"><dc:creator>山田</dc:creator></cp:coreProperties>`),
	part("docProps/custom.xml", `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"><property pid="2" name="MSIP_Label_0000_Name"><vt:lpwstr>Confidential</vt:lpwstr></property><property name="MSIP_Label_0000_Enabled"><vt:lpwstr>true</vt:lpwstr></property></Properties>`),
	part("docMetadata/LabelInfo.xml", `<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{0000}" enabled="1"/></clbl:labelList>`),
	{"word/embeddings/list.csv", customerList, zipStored},
}, map[string]string{
	"word/document.xml":         "個人番号 123456789018 \tR&D\n山田\na \"map\"\n氏名\t電話\n山田 太郎\t090-1\ngone\n",
	"word/header1.xml":          "社外秘\nR&D, confidential\n",
	"word/comments.xml":         "a comment\n",
	"docProps/custom.xml":       "MSIP_Label_0000_Name: Confidential\nMSIP_Label_0000_Enabled: true\n",
	"docMetadata/LabelInfo.xml": xmlHeader + `<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{0000}" enabled="1"/></clbl:labelList>`,
	"word/embeddings/list.csv":  customerList,
}}

var (
	workbookParts = []zipFile{
		part("xl/workbook.xml", `<workbook `+nsSheet+`><sheets><sheet name="顧客" sheetId="1" r:id="rId1"/><sheet name="Hidden" state="hidden" sheetId="2" r:id="rId2"/></sheets></workbook>`),
		part("xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Target="/xl/worksheets/sheet2.xml" Id="rId2"/></Relationships>`),
	}
	stringParts = []zipFile{
		part("xl/sharedStrings.xml", `<sst `+nsSheet+` count="9"><si><t>氏名</t></si><si><t>番号</t></si><si><r><t>山田 </t></r><r><t>太郎</t></r><rPh sb="0" eb="1"><t>ヤマダ</t></rPh></si><si><t>never shown</t></si><si><t xml:space="preserve">a&amp;b
c</t></si></sst>`),
	}
	sheetParts = []zipFile{
		part("xl/worksheets/sheet1.xml", `<worksheet `+nsSheet+`><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>1.23456789018E11</v></c><c r="E2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c r="F2" t="str"><f>A1&amp;B1</f><v>1.5</v></c></row><row r="3"><c r="B3" t="s"><v>4</v></c></row></sheetData><headerFooter><oddHeader>&amp;L&amp;D&amp;C&amp;"Arial,Bold"&amp;14&amp;KFF0000社外秘</oddHeader><oddFooter>&amp;C&amp;&#34;-,Italic&#34;R&amp;&amp;D&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`),
		part("xl/worksheets/sheet2.xml", `<worksheet `+nsSheet+`><sheetData><row><c t="s"><v>0</v></c><c><v>5</v></c></row></sheetData></worksheet>`),
	}
)

const sheetText = "氏名\t番号\n山田 太郎\t123456789018\t\t\tinline\t1.5\n\ta&b c\n社外秘\nR&D\t  /  \n"

func bookCase(name, first, second string, parts ...[]zipFile) officeCase {
	return officeCase{name, slices.Concat(parts...), map[string]string{first: sheetText, second: "氏名\t5\n", "xl/sharedStrings.xml": "never shown\n"}}
}

var officeCases = []officeCase{
	wordCase,
	bookCase("strings last", "顧客", "Hidden", workbookParts, sheetParts, stringParts),
	bookCase("strings first", "顧客", "Hidden", workbookParts, stringParts, sheetParts),
	bookCase("names last", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", sheetParts, stringParts, workbookParts),
	{"no strings", sheetParts[1:], map[string]string{"xl/worksheets/sheet2.xml": "\t5\n"}},
	{"slides", []zipFile{
		part("ppt/slides/slide1.xml", `<p:sld `+nsSlide+`><a:p><a:r><a:t>極</a:t></a:r><a:r><a:t>秘</a:t></a:r></a:p><a:tbl><a:tr><a:tc><a:p><a:r><a:t>x</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>y</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:sld>`),
		part("ppt/charts/chart1.xml", `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:f>Sheet1!$A$1</c:f><c:pt><c:v>10</c:v></c:pt><c:pt><c:v>20</c:v></c:pt></c:chartSpace>`),
		part("ppt/comments/c.xml", `<p:cmLst `+nsSlide+`><p:cm><p:text>hm</p:text></p:cm></p:cmLst>`),
	}, map[string]string{"ppt/slides/slide1.xml": "極秘\nx\ty\n", "ppt/charts/chart1.xml": "Sheet1!$A$1\n10\n20\n", "ppt/comments/c.xml": "hm\n"}},
	{"odt", []zipFile{
		part("content.xml", `<office:document-content `+nsODF+`><office:text>
			<text:p>個人<text:span>番号</text:span> <text:span>1234</text:span>5678<text:s text:c="2"/>x<text:tab/>y<text:line-break/>z &amp;</text:p>
			<table:table table:name="T"><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table></office:text></office:document-content>`),
		part("styles.xml", `<office:document-styles `+nsODF+`><text:p>社外秘</text:p></office:document-styles>`),
	}, map[string]string{"content.xml": "個人番号 12345678  x\ty\nz &\na b\tc\n", "styles.xml": "社外秘\n"}},
	{"ods", []zipFile{
		part("content.xml", `<office:document-content `+nsODF+`><office:spreadsheet><table:table table:name="顧客">
			<table:table-row><table:table-cell><text:p>氏名</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="123456789018"><text:p>1.23E+11</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
			<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
			<table:table table:name="Two"><table:table-row><table:table-cell office:value-type="date" office:date-value="1990-01-05"><text:p>90/1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:document-content>`),
	}, map[string]string{"顧客": "氏名\t\t\t123456789018\n", "Two": "1990-01-05\n"}},
	{"no document", []zipFile{
		part("a.xml", `<document><t>one</t></document>`), {"b.xml", customerList, zipStored}, {"c.xml", "<", zipStored},
	}, map[string]string{"a.xml": xmlHeader + `<document><t>one</t></document>`, "b.xml": customerList, "c.xml": "<"}},
}

// officeTypes are what media types end in, by case.
var officeTypes = map[string]string{"word": ".wordprocessingml.document", "strings last": ".spreadsheetml.sheet",
	"slides": ".presentationml.presentation", "odt": ".opendocument.text", "ods": ".opendocument.spreadsheet", "no document": "/zip"}

func TestOffice(t *testing.T) {
	for _, c := range officeCases {
		b := zipped(t, c.files...)
		for _, n := range splits(len(b)) {
			s := extract(t, Part{Where: "d"}, b, n)
			for where, want := range c.want {
				if got := s.text("d!" + where); got != want {
					t.Errorf("%s by %d: %s: got %q, want %q", c.name, n, where, got, want)
				}
			}
			if s.opaque != 0 || len(s.flags) != 0 {
				t.Errorf("%s by %d: opaque %v, flags %v", c.name, n, s.reasons, s.flags)
			}
			kind := s.parts[len(s.parts)-1].MediaType
			if want := officeTypes[c.name]; want != "" && !strings.HasSuffix(kind, want) {
				t.Errorf("%s by %d: taken for %s", c.name, n, kind)
			}
		}
	}
}

// TestSheetBeforeDirectory wants rows as soon as their strings are there.
func TestSheetBeforeDirectory(t *testing.T) {
	b := zipped(t, slices.Concat(workbookParts, sheetParts, stringParts)...)
	s := new(recorder)
	New(Limits{}, s).Open(Part{Where: "d"}).Write(b[:bytes.Index(b, []byte(zipCentral))])
	if got := s.text("d!顧客"); got != sheetText {
		t.Errorf("got %q", got)
	}
}

func TestOfficeUTF16(t *testing.T) {
	doc := xmlHeader + `<w:document ` + nsWord + `><w:p><w:t>山</w:t><w:t>田</w:t></w:p></w:document>`
	for _, text := range []string{"\xff\xfe" + string(encoded(t, utf16le, doc)), string(encoded(t, utf16be, doc))} {
		b := zipped(t, zipFile{"word/document.xml", text, zipDeflate})
		for _, n := range splits(len(b)) {
			if got := extract(t, Part{Where: "d"}, b, n).text("d!word/document.xml"); got != "山田\n" {
				t.Errorf("by %d: got %q", n, got)
			}
		}
	}
}

// TestSharedStringBomb wants a string that is repeated without end cut off.
func TestSharedStringBomb(t *testing.T) {
	row := "<row>" + strings.Repeat(`<c t="s"><v>0</v></c>`, 100) + "</row>"
	b := zipped(t,
		part("xl/worksheets/sheet1.xml", `<worksheet `+nsSheet+`>`+strings.Repeat(row, 1000)+`</worksheet>`),
		part("xl/sharedStrings.xml", `<sst `+nsSheet+`><si><t>`+string(prose(30000))+`</t></si></sst>`))
	s := extract(t, Part{Where: "d"}, b, 1448)
	if s.opaque == 0 || len(s.text("d!xl/worksheets/sheet1.xml")) > defaultBytes+1<<20 {
		t.Errorf("opaque %v, %d bytes", s.reasons, len(s.text("d!xl/worksheets/sheet1.xml")))
	}
}

// TestSheetMemory wants rows and strings delivered apart where they can't wait.
func TestSheetMemory(t *testing.T) {
	var rows, strs strings.Builder
	for i := range 9000 {
		fmt.Fprintf(&rows, `<row><c t="s"><v>%d</v></c><c><v>%d</v></c></row>`, i, 700000+i)
		fmt.Fprintf(&strs, `<si><t>string number %d</t></si>`, i)
	}
	sheet := part("xl/worksheets/sheet1.xml", `<worksheet `+nsSheet+`>`+rows.String()+`</worksheet>`)
	table := part("xl/sharedStrings.xml", `<sst `+nsSheet+`>`+strs.String()+`</sst>`)
	for _, files := range [][]zipFile{{sheet, table}, {table, sheet}} {
		s := new(recorder)
		x := New(Limits{Buffer: inflaterSize + 100<<10}, s)
		w := x.Open(Part{Where: "d"})
		pieces(w, zipped(t, files...), 1448)
		w.Close()
		for _, want := range []string{"string number 8999", "string number 0", "708999", "700000"} {
			if !s.contains(want) {
				t.Errorf("%s first: %q not delivered", files[0].name, want)
			}
		}
		if x.Release(); x.Memory() != 0 {
			t.Errorf("%d bytes held", x.Memory())
		}
	}
}

func TestODFEncrypted(t *testing.T) {
	b := zipped(t, part("META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`))
	s := extract(t, Part{Where: "d"}, b, 5)
	if len(s.flags) != 1 || s.flags[0] != "file.encrypted d" {
		t.Errorf("flags %q", s.flags)
	}
}

// FuzzOffice puts bytes into parts of each kind.
func FuzzOffice(f *testing.F) {
	for _, c := range officeCases {
		f.Add([]byte(c.files[0].text), []byte(c.files[len(c.files)-1].text), uint16(3))
	}
	f.Add([]byte(dateParts[0].text), []byte(dateParts[1].text), uint16(40))
	f.Fuzz(func(t *testing.T, first, second []byte, size uint16) {
		if len(first)+len(second) > 64<<10 {
			return
		}
		b := zippedRaw(t, 0, zipFile{"xl/worksheets/sheet1.xml", string(first), zipStored}, zipFile{"b.xml", string(second), zipStored})
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
	})
}

// FuzzZip wants archives read without harm, and alike in any split.
func FuzzZip(f *testing.F) {
	f.Add(zipped(f, zipFile{"a", "text", zipDeflate}, zipFile{"b", "more", zipStored}), uint16(3))
	f.Add(zippedRaw(f, 0, zipFile{"a", "text", zipZstd}), uint16(1))
	f.Add(zippedRaw(f, zipEncrypted|zipHasDescriptor, zipFile{"a", "text", zipStored}), uint16(1))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if b = append([]byte(zipLocal), b...); len(b) < 64<<10 {
			compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
		}
	})
}

func BenchmarkSheet(b *testing.B) {
	var rows, strs strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="B%d"><v>%d</v></c></row>`, i+1, i+1, i, i+1, 700000+i)
		fmt.Fprintf(&strs, `<si><t>name of number %d</t></si>`, i)
	}
	z := zipped(b, part("xl/worksheets/sheet1.xml", `<worksheet `+nsSheet+`>`+rows.String()+`</worksheet>`),
		part("xl/sharedStrings.xml", `<sst `+nsSheet+`>`+strs.String()+`</sst>`))
	b.SetBytes(int64(rows.Len() + strs.Len()))
	for b.Loop() {
		x := New(Limits{}, discard{})
		w := x.Open(Part{})
		pieces(w, z, 1448)
		w.Close()
		x.Release()
	}
}
