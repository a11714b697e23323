package content

import (
	"bytes"
	"os"
	"sort"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// oleNode is a stream, or a storage of others.
type oleNode struct {
	data []byte
	in   map[string]oleNode
}

// oleWriter writes compound files with sectors of 512 bytes. Streams of less than
// 4096 bytes go to the mini stream, as the format asks for.
type oleWriter struct {
	sectors [][]byte
	next    []uint32
	mini    []byte
	miniFAT []uint32
	entries [][]byte
}

func oleOf(root map[string]oleNode) []byte {
	w := new(oleWriter)
	w.entry("Root Entry", oleRoot)
	w.children(0, root)
	start := w.add(w.mini)
	copy(w.entries[0][116:], append(le(int(start)), le(len(w.mini))...))
	miniFAT := w.add(words(w.miniFAT))
	directory := w.add(bytes.Join(w.entries, nil))
	return w.file(directory, miniFAT)
}

func (w *oleWriter) entry(name string, kind byte) int {
	e := make([]byte, oleEntrySize)
	b, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(name))
	copy(e, b)
	e[64], e[66] = byte(len(b)+2), kind
	for _, at := range []int{68, 72, 76} {
		copy(e[at:], "\xff\xff\xff\xff")
	}
	w.entries = append(w.entries, e)
	return len(w.entries) - 1
}

// children adds the nodes of a storage, each to the right of the one before.
func (w *oleWriter) children(dir int, nodes map[string]oleNode) {
	var names []string
	for name := range nodes {
		names = append(names, name)
	}
	sort.Strings(names)
	from, at := dir, 76
	for _, name := range names {
		n := nodes[name]
		kind := byte(oleStream)
		if n.in != nil {
			kind = oleStorage
		}
		e := w.entry(name, kind)
		copy(w.entries[from][at:], le(e))
		from, at = e, 72
		if n.in != nil {
			w.children(e, n.in)
			continue
		}
		copy(w.entries[e][116:], append(le(int(w.store(n.data))), le(len(n.data))...))
	}
}

func (w *oleWriter) store(b []byte) uint32 {
	if len(b) >= 4096 {
		return w.add(b)
	}
	start := uint32(len(w.mini) >> miniShift)
	for n := (len(b) + 63) / 64; n > 0; n-- {
		w.miniFAT = append(w.miniFAT, uint32(len(w.miniFAT)+1))
	}
	if len(b) > 0 {
		w.miniFAT[len(w.miniFAT)-1] = oleEndOfChain
	}
	w.mini = append(w.mini, b...)
	w.mini = append(w.mini, make([]byte, (64-len(b)%64)%64)...)
	return start
}

func (w *oleWriter) add(b []byte) uint32 {
	start := uint32(len(w.sectors))
	for ; len(b) > 0; b = b[min(512, len(b)):] {
		s := make([]byte, 512)
		copy(s, b)
		w.sectors = append(w.sectors, s)
		w.next = append(w.next, uint32(len(w.sectors)))
	}
	if int(start) == len(w.sectors) {
		return oleEndOfChain
	}
	w.next[len(w.next)-1] = oleEndOfChain
	return start
}

func words(list []uint32) (b []byte) {
	for _, v := range list {
		b = append(b, le(int(v))...)
	}
	return b
}

func (w *oleWriter) file(directory, miniFAT uint32) []byte {
	first := len(w.sectors)
	count := (first+127)/128 + 1
	for range count {
		w.next = append(w.next, 0xfffffffd)
	}
	h := make([]byte, 512)
	copy(h, oleMagic)
	h[26], h[28], h[29], h[30], h[32], h[57] = 3, 0xfe, 0xff, 9, 6, 0x10
	copy(h[44:], le(count))
	copy(h[48:], le(int(directory)))
	copy(h[60:], append(le(int(miniFAT)), le(1)...))
	copy(h[68:], "\xfe\xff\xff\xff")
	for i := range 109 {
		n := 0xffffffff
		if i < count {
			n = first + i
		}
		copy(h[76+4*i:], le(n))
	}
	table := words(w.next)
	table = append(table, bytes.Repeat([]byte{0xff}, count*512-len(table))...)
	return bytes.Join(append(append([][]byte{h}, w.sectors...), table), nil)
}

func stream(b []byte) oleNode { return oleNode{data: b} }

func oleWide(s string) []byte {
	b, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(s))
	return b
}

// wordFile makes a document of two pieces, one wide and one narrow.
func wordFile(wide, narrow string) map[string]oleNode {
	doc := make([]byte, 4200)
	doc[0], doc[1], doc[2], doc[11] = 0xec, 0xa5, 0xc1, 2
	copy(doc[1024:], oleWide(wide))
	copy(doc[2048:], narrow)
	n := len([]rune(wide))
	table := append([]byte{2}, le(28)...)
	for _, v := range []int{0, n, n + len(narrow)} {
		table = append(table, le(v)...)
	}
	for _, fc := range []int{1024, 4096 | 1<<30} {
		table = append(append(append(table, 0, 0), le(fc)...), 0, 0)
	}
	copy(doc[0x1a2:], append(le(3), le(len(table))...))
	return map[string]oleNode{"WordDocument": stream(doc), "1Table": stream(append([]byte("pad"), table...))}
}

func TestWord(t *testing.T) {
	root := wordFile("氏名\x07電話\x07\x07山田太郎\x07", "090-1234-5678\x07\x07caf\xe9\r\x13 HYPERLINK \x14here\x15\r")
	root["\x05SummaryInformation"] = stream(propertySet("title\x00", "秘密"))
	root["ObjectPool"] = oleNode{in: map[string]oleNode{"_1": {in: map[string]oleNode{"\x01Ole10Native": stream([]byte("\x00\x00\x00\x00\x02\x00x.txt\x00C:\\x.txt\x00\x00\x00\x03\x00\x02\x00\x00\x00x\x00\x05\x00\x00\x00hello"))}}}}
	b := oleOf(root)
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
	value16 := append(oleWide(value), 0, 0)
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

func biff(kind int, data ...byte) []byte {
	return append([]byte{byte(kind), byte(kind >> 8), byte(len(data)), byte(len(data) >> 8)}, data...)
}

// excelFile makes a workbook whose shared string is cut by a record's end where
// its characters change from wide to narrow.
func excelFile() []byte {
	return bytes.Join([][]byte{
		biff(xlsBegin, 0, 6, 5, 0),
		biff(xlsSheet, append([]byte{0, 0, 0, 0, 1, 0, 2, 1}, oleWide("顧客")...)...),
		biff(xlsShared, append([]byte{1, 0, 0, 0, 1, 0, 0, 0, 5, 0, 1}, oleWide("氏名")...)...),
		biff(xlsContinue, append([]byte{0}, "abc"...)...), biff(xlsEnd),
		biff(xlsBegin, 0, 6, 16, 0),
		biff(xlsLabelSST, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), biff(xlsLabelSST, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0),
		biff(xlsRK, 1, 0, 0, 0, 0, 0, 3|123<<2&0xff, 123>>6, 0, 0),
		biff(xlsNumber, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f),
		biff(xlsMulRK, 2, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 10, 0, 0, 0, 1, 0),
		biff(xlsFormula, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255), biff(xlsString, 2, 0, 0, 'o', 'k'),
		biff(xlsTextObject, make([]byte, 10)...), biff(xlsEnd),
	}, nil)
}

func TestExcel(t *testing.T) {
	s := extract(t, Part{Where: "a.xls"}, oleOf(map[string]oleNode{"Workbook": stream(excelFile())}), 999)
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
	atom := func(kind int, data []byte) []byte {
		return append(append([]byte{0, 0, byte(kind), byte(kind >> 8)}, le(len(data))...), data...)
	}
	b := append([]byte{15, 0, 0xe8, 3}, le(0)...)
	b = append(append(b, atom(pptTextChars, oleWide("社外秘\r次"))...), atom(pptTextBytes, []byte("caf\xe9"))...)
	b = append(b, atom(pptObject, append(le(9), deflated("embedded")...))...)
	s := extract(t, Part{Where: "a.ppt"}, oleOf(map[string]oleNode{"PowerPoint Document": stream(b)}), 700)
	if got := s.text("a.ppt"); got != "社外秘\n次\ncafé\n" || s.text("a.ppt!object") != "embedded" {
		t.Errorf("got %q and %q", got, s.text("a.ppt!object"))
	}
}

func messageFile(t testing.TB) []byte {
	substg := func(tag string) string { return msgProperty + tag }
	return oleOf(map[string]oleNode{
		msgFixed:            stream(make([]byte, 32)),
		substg("0037001F"):  stream(oleWide("件名")),
		substg("1000001E"):  stream(encoded(t, japanese.ShiftJIS, "本文は社外秘です")),
		substg("10130102"):  stream([]byte("<p>html</p>")),
		msgRecipient + "#0": {in: map[string]oleNode{substg("3003001F"): stream(oleWide("taro@example.com"))}},
		msgAttachment + "#0": {in: map[string]oleNode{
			substg("3707001F"): stream(oleWide("顧客.csv")), substg("37010102"): stream([]byte(strings.Repeat(customerList, 99)))}},
		msgAttachment + "#1": {in: map[string]oleNode{
			substg("3701000D"): {in: map[string]oleNode{msgFixed: stream(nil), substg("1000001F"): stream(oleWide("inner"))}}}},
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
	locked := wordFile("a", "b")
	locked["WordDocument"].data[11] |= 1
	for name, root := range map[string]map[string]oleNode{
		"package": {"EncryptedPackage": stream(make([]byte, 5000)), "EncryptionInfo": stream(nil),
			"\x06DataSpaces": {in: map[string]oleNode{"TransformInfo": {in: map[string]oleNode{"LabelInfo": stream([]byte("\x00<labels>guid</labels>"))}}}}},
		"word":  locked,
		"excel": {"Workbook": stream(append(biff(xlsBegin, 0, 6, 5, 0), biff(xlsFilePass, 1, 0)...))},
	} {
		s := extract(t, Part{Where: "a"}, oleOf(root), 512)
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
	b := oleOf(wordFile("loop", "loop"))
	for at := 512; at+4 <= len(b); at += 4 {
		if v := le32(b[at:]); v > 0 && v < 32 {
			c := bytes.Clone(b)
			copy(c[at:], le(int(v-1)))
			extract(t, Part{}, c, len(c))
		}
	}
}

func FuzzOLE(f *testing.F) {
	f.Add(oleOf(wordFile("氏名", "abc")))
	f.Add(oleOf(map[string]oleNode{"Workbook": stream(excelFile())}))
	f.Add(messageFile(f))
	f.Add(oleOf(map[string]oleNode{"\x05SummaryInformation": stream(propertySet("", "x"))}))
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
