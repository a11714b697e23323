package content

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"sekisho/dataplane/content/contenttest"
)

func TestWord(t *testing.T) {
	root := contenttest.Word("氏名\x07電話\x07\x07山田太郎\x07", "090-1234-5678\x07\x07caf\xe9\r\x13 HYPERLINK \x14here\x15\r")
	root["\x05SummaryInformation"] = contenttest.Stream(propertySet("title\x00", "秘密"))
	root["ObjectPool"] = contenttest.Node{In: map[string]contenttest.Node{"_1": {In: map[string]contenttest.Node{"\x01Ole10Native": contenttest.Stream([]byte("\x00\x00\x00\x00\x02\x00x.txt\x00C:\\x.txt\x00\x00\x00\x03\x00\x02\x00\x00\x00x\x00\x05\x00\x00\x00hello"))}}}}
	b := contenttest.OLE(root)
	for _, n := range []int{len(b), 1000} {
		s := extract(t, Part{Where: "a.doc"}, b, n)
		for where, want := range map[string]string{
			"a.doc":                     "氏名\t電話\n山田太郎\t090-1234-5678\ncafé\n HYPERLINK  here\n",
			"a.doc!properties":          "title: 秘密\nMSIP_Label_1_Name: 秘密\n",
			"a.doc!ObjectPool!_1!x.txt": "hello",
		} {
			if got := s.text(where); got != want {
				t.Errorf("%s by %d: got %q, want %q; opaque %v", where, n, got, want, s.reasons)
			}
		}
		if got := s.text("a.doc!directory"); !strings.Contains(got, "WordDocument\n") {
			t.Errorf("directory: got %q", got)
		}
	}
}

// propertySet makes a set of two sections: a title, and a named property.
func propertySet(_, value string) []byte {
	value16 := append(contenttest.Wide(value), 0, 0)
	typed := append(append(le(typeWideString), le(len(value16)/2)...), value16...)
	section := func(entries ...[]byte) []byte {
		body := []byte{}
		head := append(le(0), le(len(entries)/2)...)
		for i := 0; i < len(entries); i += 2 {
			head = append(append(head, entries[i]...), le(8+8*len(entries)/2+len(body))...)
			body = append(body, entries[i+1]...)
			body = append(body, make([]byte, (4-len(body)%4)%4)...)
		}
		return append(head, body...)
	}
	name := "MSIP_Label_1_Name\x00"
	dictionary := append(append(append(le(1), le(7)...), le(len(name))...), name...)
	first := section(le(2), typed)
	second := section(le(0), dictionary, le(1), append(le(2), le(1252)...), le(7), typed)
	head := append(make([]byte, 24), le(2)...)
	head = append(append(append(head, make([]byte, 16)...), le(68)...), make([]byte, 16)...)
	head = append(head, le(68+len(first))...)
	return append(append(head, first...), second...)
}

// excelFile makes a workbook whose shared string is cut by a record's end where
// its characters change from wide to narrow.
func excelFile() []byte {
	return bytes.Join([][]byte{
		contenttest.BIFF(xlsBegin, 0, 6, 5, 0),
		contenttest.BIFF(xlsSheet, append([]byte{0, 0, 0, 0, 1, 0, 2, 1}, contenttest.Wide("顧客")...)...),
		contenttest.BIFF(xlsShared, append([]byte{1, 0, 0, 0, 1, 0, 0, 0, 5, 0, 1}, contenttest.Wide("氏名")...)...),
		contenttest.BIFF(xlsContinue, append([]byte{0}, "abc"...)...), contenttest.BIFF(xlsEnd),
		contenttest.BIFF(xlsBegin, 0, 6, 16, 0),
		contenttest.BIFF(xlsLabelSST, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), contenttest.BIFF(xlsLabelSST, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0),
		contenttest.BIFF(xlsRK, 1, 0, 0, 0, 0, 0, 3|123<<2&0xff, 123>>6, 0, 0),
		contenttest.BIFF(xlsNumber, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f),
		contenttest.BIFF(xlsMulRK, 2, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 10, 0, 0, 0, 1, 0),
		contenttest.BIFF(xlsFormula, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255), contenttest.BIFF(xlsString, 2, 0, 0, 'o', 'k'),
		contenttest.BIFF(xlsTextObject, make([]byte, 10)...), contenttest.BIFF(xlsEnd),
	}, nil)
}

func TestExcel(t *testing.T) {
	s := extract(t, Part{Where: "a.xls"}, contenttest.OLE(map[string]contenttest.Node{"Workbook": contenttest.Stream(excelFile())}), 999)
	want := "氏名abc\t\t氏名abc\n1.23\t1.5\n1\t2\nok\n"
	if got := s.text("a.xls!顧客"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b, err := os.ReadFile("testdata/ole/xlwt.xls")
	if err != nil {
		t.Fatal(err)
	}
	s = extract(t, Part{Where: "a.xls"}, b, 999)
	if got, want := s.text("a.xls!顧客名簿"), "氏名\t電話\t番号\n山田 太郎\t090-1234-5678\t123456789018\n佐藤 花子\t080-0000-0000\t3.25\n"; got != want {
		t.Errorf("xlwt: got %q, want %q", got, want)
	}
}

func TestSlides(t *testing.T) {
	b := append([]byte{15, 0, 0xe8, 3}, le(0)...)
	b = append(append(b, pptAtom(pptTextChars, contenttest.Wide("社外秘\r次"))...), pptAtom(pptTextBytes, []byte("caf\xe9"))...)
	b = append(b, pptAtom(pptObject, append(le(9), deflated("embedded")...))...)
	s := extract(t, Part{Where: "a.ppt"}, contenttest.OLE(map[string]contenttest.Node{"PowerPoint Document": contenttest.Stream(b)}), 700)
	if got := s.text("a.ppt"); got != "社外秘\n次\ncafé\n" || s.text("a.ppt!object") != "embedded" {
		t.Errorf("got %q and %q", got, s.text("a.ppt!object"))
	}
}

// pptAtom is a record of a presentation without others in it.
func pptAtom(kind int, data []byte) []byte {
	return append(append([]byte{0, 0, byte(kind), byte(kind >> 8)}, le(len(data))...), data...)
}

// TestSlideMacros wants the macros of a presentation read, in a compound file of their
// own that is compressed or not.
func TestSlideMacros(t *testing.T) {
	const source = "Attribute VB_Name = \"Module1\"\r\nSub Send()\r\nEnd Sub\r\n"
	project := contenttest.OLE(map[string]contenttest.Node{"VBA": contenttest.Macros(1252, "Module1", []byte(source))})
	for name, object := range map[string][]byte{"as it is": project, "compressed": append(le(len(project)), deflated(string(project))...)} {
		b := append(append([]byte{15, 0, 0xe8, 3}, le(0)...), pptAtom(pptObject, object)...)
		s := extract(t, Part{Where: "a.ppt"}, contenttest.OLE(map[string]contenttest.Node{"PowerPoint Document": contenttest.Stream(b)}), 700)
		if got := s.text("a.ppt!object!VBA!Module1"); got != source {
			t.Errorf("%s: got %q (opaque %v)", name, got, s.reasons)
		}
	}
}

func messageFile(t testing.TB) []byte {
	substg := func(tag string) string { return msgProperty + tag }
	return contenttest.OLE(map[string]contenttest.Node{
		msgFixed:            contenttest.Stream(make([]byte, 32)),
		substg("0037001F"):  contenttest.Stream(contenttest.Wide("件名")),
		substg("1000001E"):  contenttest.Stream(encoded(t, japanese.ShiftJIS, "本文は社外秘です")),
		substg("10130102"):  contenttest.Stream([]byte("<p>html</p>")),
		msgRecipient + "#0": {In: map[string]contenttest.Node{substg("3003001F"): contenttest.Stream(contenttest.Wide("taro@example.com"))}},
		msgAttachment + "#0": {In: map[string]contenttest.Node{
			substg("3707001F"): contenttest.Stream(contenttest.Wide("顧客.csv")), substg("37010102"): contenttest.Stream([]byte(strings.Repeat(customerList, 99)))}},
		msgAttachment + "#1": {In: map[string]contenttest.Node{
			substg("3701000D"): {In: map[string]contenttest.Node{msgFixed: contenttest.Stream(nil), substg("1000001F"): contenttest.Stream(contenttest.Wide("inner"))}}}},
	})
}

func TestMessage(t *testing.T) {
	s := extract(t, Part{Where: "a.msg"}, messageFile(t), 1448)
	for where, want := range map[string]string{
		"a.msg!headers": "Address: taro@example.com\nSubject: 件名\n",
		"a.msg!顧客.csv":  strings.Repeat(customerList, 99),
	} {
		if got := s.text(where); got != want {
			t.Errorf("%s: got %.200q, want %.200q", where, got, want)
		}
	}
	for _, want := range []string{"本文は社外秘です", "html", "inner"} {
		if !s.contains(want) {
			t.Errorf("%q not delivered", want)
		}
	}
}

func TestOfficeEncrypted(t *testing.T) {
	locked := contenttest.Word("a", "b")
	locked["WordDocument"].Data[11] |= 1
	for name, root := range map[string]map[string]contenttest.Node{
		"package": {"EncryptedPackage": contenttest.Stream(make([]byte, 5000)), "EncryptionInfo": contenttest.Stream(nil),
			"\x06DataSpaces": {In: map[string]contenttest.Node{"TransformInfo": {In: map[string]contenttest.Node{"LabelInfo": contenttest.Stream([]byte("\x00<labels>guid</labels>"))}}}}},
		"word":  locked,
		"excel": {"Workbook": contenttest.Stream(append(contenttest.BIFF(xlsBegin, 0, 6, 5, 0), contenttest.BIFF(xlsFilePass, 1, 0)...))},
	} {
		s := extract(t, Part{Where: "a"}, contenttest.OLE(root), 512)
		if len(s.flags) != 1 || s.flags[0] != "file.encrypted a" {
			t.Errorf("%s: flags %v", name, s.flags)
		}
		if name == "package" && !s.contains("guid") {
			t.Error("the label of an encrypted package is not delivered")
		}
	}
}

// TestOLELoops wants chains and trees that lead round in circles to end.
func TestOLELoops(t *testing.T) {
	b := contenttest.OLE(contenttest.Word("loop", "loop"))
	for at := 512; at+4 <= len(b); at += 4 {
		if v := le32(b[at:]); v > 0 && v < 32 {
			c := bytes.Clone(b)
			copy(c[at:], le(int(v-1)))
			extract(t, Part{}, c, len(c))
		}
	}
}

func FuzzOLE(f *testing.F) {
	f.Add(contenttest.OLE(contenttest.Word("氏名", "abc")))
	f.Add(contenttest.OLE(map[string]contenttest.Node{"Workbook": contenttest.Stream(excelFile())}))
	f.Add(messageFile(f))
	f.Add(contenttest.OLE(map[string]contenttest.Node{"VBA": contenttest.Macros(932, "M", []byte("Attribute VB_Name = \"M\"\r\n"))}))
	f.Add(contenttest.OLE(map[string]contenttest.Node{"\x05SummaryInformation": contenttest.Stream(propertySet("", "x"))}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 64<<10 {
			return
		}
		b = append([]byte(oleMagic), b[min(8, len(b)):]...)
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", 777))
	})
}

// FuzzExcel and its like skip the compound file, which fuzzing rarely gets right.
func FuzzExcel(f *testing.F) {
	f.Add(excelFile(), []byte("\x02\x00"), propertySet("", "x"))
	f.Fuzz(func(t *testing.T, b, pieces, set []byte) {
		x := New(Limits{}, new(recorder))
		s := scope{x: x}
		r := &oleReader{scope: &s}
		r.workbook(s, 0, bytes.Clone(b))
		r.slides(s, 0, b)
		r.summary(s, 0, set)
		wordPieces(pieces)
		ole10Native(b)
	})
}
