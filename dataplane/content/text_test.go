package content

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const customerList = "氏名,フリガナ,電話番号,住所\n山田 太郎,ヤマダ タロウ,090-1234-5678,東京都千代田区丸の内1-1\n佐藤 花子,ｻﾄｳ ﾊﾅｺ,03-1234-5678,大阪府大阪市北区梅田2-2\n"

var (
	utf16le = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	utf16be = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	utf32le = utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	utf32be = utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
)

// encoded returns s in an encoding.
func encoded(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var charsetCases = []struct {
	name string
	enc  encoding.Encoding
	text string
}{
	{"utf-8", unicode.UTF8, customerList},
	{"shift_jis", japanese.ShiftJIS, customerList},
	{"euc-jp", japanese.EUCJP, customerList},
	{"iso-2022-jp", japanese.ISO2022JP, strings.ReplaceAll(customerList, "ｻﾄｳ ﾊﾅｺ", "サトウ ハナコ")},
	{"utf-16le", utf16le, customerList},
	{"utf-16be", utf16be, customerList},
	{"utf-32le", utf32le, customerList},
	{"utf-32be", utf32be, customerList},
	{"gb18030", simplifiedchinese.GB18030, "姓名,电话,地址\n王小明,13800138000,北京市朝阳区\n李静,身份证号码,上海市公司机密资料\n"},
	{"big5", traditionalchinese.Big5, "姓名,電話,地址\n王小明,0912345678,臺北市中正區\n公司機密資料，客戶聯絡名單\n"},
	{"euc-kr", korean.EUCKR, "이름,전화번호,주소\n홍길동,010-1234-5678,서울시 강남구\n대외비 자료입니다 고객 정보를 보내지 마세요\n"},
	{"windows-1252", encoding.Nop, "Nom,Pr\xe9nom,T\xe9l\xe9phone\nLef\xe8vre,Andr\xe9,+33 1 00 00 00 00\n"},
}

// TestCharsets wants each charset recognised with and without a declaration, and
// the same last text however the bytes are cut.
func TestCharsets(t *testing.T) {
	for _, c := range charsetCases {
		want := c.text
		if c.name == "windows-1252" {
			want = "Nom,Prénom,Téléphone\nLefèvre,André,+33 1 00 00 00 00\n"
		}
		b := encoded(t, c.enc, c.text)
		for _, declared := range []string{"", "text/csv; charset=" + c.name} {
			for _, n := range []int{len(b), 1, 2, 3, 17} {
				s := extract(t, Part{Where: "body", MediaType: declared}, b, n)
				if got := s.last(); got != want {
					t.Errorf("%s declared %q by %d: got %q", c.name, declared, n, got)
				}
				if got := s.parts[len(s.parts)-1].Charset; got != c.name {
					t.Errorf("%s declared %q by %d: recognised as %q", c.name, declared, n, got)
				}
			}
		}
	}
}

// extract runs b through an Extractor, n bytes a time, and checks that all it
// took has been given back.
func extract(t testing.TB, p Part, b []byte, n int) *recorder {
	t.Helper()
	s := new(recorder)
	x := New(Limits{}, s)
	w := x.Open(p)
	pieces(w, b, n)
	w.Close()
	if x.Release(); x.Memory() != 0 {
		t.Errorf("%d bytes held after Release", x.Memory())
	}
	for _, text := range s.texts {
		if !text.closed {
			t.Errorf("text %q not closed", text.Where)
		}
	}
	return s
}

func TestByteOrderMarks(t *testing.T) {
	for _, b := range []string{"\xef\xbb\xbf氏名", "\xff\xfe" + string(encoded(t, utf16le, "氏名")), "\xfe\xff" + string(encoded(t, utf16be, "氏名"))} {
		if got := extract(t, Part{}, []byte(b), len(b)).last(); got != "氏名" {
			t.Errorf("%q: got %q", b, got)
		}
	}
}

// TestDeclarationContradicted wants the bytes believed, not the declaration.
func TestDeclarationContradicted(t *testing.T) {
	for _, c := range []struct{ declared, body, want string }{
		{"text/csv; charset=shift_jis", customerList, customerList},
		{"text/csv; charset=utf-8", string(encoded(t, japanese.ShiftJIS, customerList)), customerList},
		{"text/csv; charset=iso-8859-1", string(encoded(t, japanese.EUCJP, customerList)), customerList},
		{"text/csv; charset=none-such", string(encoded(t, japanese.EUCJP, customerList)), customerList},
		{"image/png", customerList, customerList},
	} {
		if got := extract(t, Part{MediaType: c.declared}, []byte(c.body), len(c.body)).last(); got != c.want {
			t.Errorf("%s: got %q", c.declared, got)
		}
	}
}

// TestCharsetChanges wants a text read on where its charset changes midway.
func TestCharsetChanges(t *testing.T) {
	lead := strings.Repeat(customerList, 40)
	for _, first := range []encoding.Encoding{unicode.UTF8, japanese.ShiftJIS} {
		for _, second := range []encoding.Encoding{unicode.UTF8, japanese.EUCJP} {
			b := append(encoded(t, first, lead), encoded(t, second, strings.Repeat(customerList, 100))...)
			if got := extract(t, Part{}, b, 1448).last(); !strings.Contains(got[len(lead):], "東京都千代田区丸の内1-1\n佐藤 花子") {
				t.Errorf("%v then %v: the second part was not read", first, second)
			}
		}
	}
}

// TestInvalidBytesKeepASCII wants no delimiter swallowed by a stray lead byte.
func TestInvalidBytesKeepASCII(t *testing.T) {
	for _, c := range []*charset{charsetSJIS, charsetEUCJP, charsetGB, charsetBig5, charsetEUCKR} {
		d := &tableDecoder{dbcs: c.table()}
		dst := make([]byte, 64)
		n, _ := d.decode(dst, []byte("a\xff,\xff\nb"), true)
		got := string(dst[:n])
		if !strings.HasPrefix(got, "a") || !strings.Contains(got, ",") || !strings.Contains(got, "\nb") || !utf8.ValidString(got) {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}

// TestTablesAgainstXText compares every two byte code with x/text.
func TestTablesAgainstXText(t *testing.T) {
	for _, c := range []struct {
		charset *charset
		enc     encoding.Encoding
	}{
		{charsetSJIS, japanese.ShiftJIS}, {charsetEUCJP, japanese.EUCJP}, {charsetGB, simplifiedchinese.GB18030},
		{charsetBig5, traditionalchinese.Big5}, {charsetEUCKR, korean.EUCKR},
	} {
		dst := make([]byte, 64)
		for code := 0x8000; code <= 0xffff; code++ {
			b := []byte{byte(code >> 8), byte(code), '.'}
			want, err := c.enc.NewDecoder().Bytes(b)
			if err != nil || strings.Contains(string(want), replacement) {
				continue
			}
			d := &tableDecoder{dbcs: c.charset.table()}
			n, _ := d.decode(dst, b, true)
			if string(dst[:n]) != string(want) {
				t.Fatalf("%s %x: got %q, want %q", c.charset.name, code, dst[:n], want)
			}
		}
	}
}

func TestLongCodes(t *testing.T) {
	for _, c := range []struct {
		enc  encoding.Encoding
		cs   string
		text string
	}{{simplifiedchinese.GB18030, "gb18030", "𠀀丂 ƒ €"}, {japanese.EUCJP, "euc-jp", "丂丄 日本"}} {
		b := encoded(t, c.enc, c.text)
		for n := 1; n <= len(b); n++ {
			if got := extract(t, Part{MediaType: "text/plain; charset=" + c.cs}, b, n).last(); got != c.text {
				t.Errorf("%s by %d: got %q, want %q", c.cs, n, got, c.text)
			}
		}
	}
}

func TestEscapes(t *testing.T) {
	for _, c := range []struct{ mediaType, in, want string }{
		{"application/json", `{"a":"\u65e5\u672C\ud83d\ude00\n\"\/x\\y"}`, "{\"a\":\"日本😀\n\"/x\\y\"}"},
		{"application/json", `"\\u65e5\\ud83d\\ude00 \ud83d \udc00"`, "\"日😀 � �\""},
		{"text/plain", `C:\new\table \u6c0f\u540d \u12`, "C:\\new\\table 氏名 \\u12"},
		{"text/html", "<p>&#x65E5;&#26412; &amp;&lt;&nbsp;&bogus; &#0; R&D", "<p>日本 &<\u00a0&bogus; &#0; R&D"},
		{"text/plain", "&#26085;&#x672c; &amp; AT&T", "日本 &amp; AT&T"},
		{"application/x-www-form-urlencoded", "name=%E5%B1%B1%E7%94%B0+%u592A%u90CE&tel=090%2D1234&x=%zz%", "name=山田 太郎\ntel=090-1234\nx=%zz%\n"},
		{"application/x-www-form-urlencoded", "n=%8ER%93c+%91%BE%98Y%82%B3%82%F1", "n=山田 太郎さん\n"},
		{"", "name=%E5%B1%B1%E7%94%B0&tel=090", "name=山田\ntel=090\n"},
		{"", "100%25 of a=b is not a form", "100% of a=b is not a form"},
		{"", "GET /a?n=%E5%B1%B1+%u592A&t=1+2 HTTP/1.1\" \"-\" 1+2", "GET /a?n=山 太&t=1 2\tHTTP/1.1\" \"-\" 1+2"},
		{"", "GET /a?n=John+Smith&m=a%40b HTTP/1.1", "GET /a?n=John Smith&m=a@b\tHTTP/1.1"},
		{"", "why? 1+1 printf(\"%d %5.2f %02d %8E%52 %E5%B1 %ud83d\")", "why? 1+1 printf(\"%d %5.2f %02d %8ER %E5%B1 %ud83d\")"},
		{"", "{\"k\": \"\\u65e5\\n\"}", "{\"k\": \"日\n\"}"},
	} {
		for n := 1; n <= len(c.in); n++ {
			if s := extract(t, Part{MediaType: c.mediaType}, []byte(c.in), n); !s.has(c.want) {
				t.Errorf("%s by %d: %q gave %q, want %q", c.mediaType, n, c.in, s.all(), c.want)
				break
			}
		}
	}
}

func TestRuns(t *testing.T) {
	secret := "マイナンバー 123456789018 山田太郎様 for the guards only"
	b64 := base64.StdEncoding.EncodeToString([]byte(secret))
	sjis := base64.RawURLEncoding.EncodeToString(encoded(t, japanese.ShiftJIS, strings.Repeat("個人番号は秘密です。", 3)))
	for _, c := range []struct{ in, want string }{
		{"see " + b64 + " end", secret},
		{`{"d":"data:text/plain;base64,` + b64 + `"}`, secret},
		{"x\n" + b64[:48] + "\r\n" + b64[48:] + "\r\n!", secret},
		{strings.Repeat("word ", 99) + hex.EncodeToString([]byte(secret)) + ".", secret},
		{"k=" + sjis + ";", strings.Repeat("個人番号は秘密です。", 3)},
		{base64.StdEncoding.EncodeToString(pack(t, "gzip", []byte(secret))), secret},
		{base64.StdEncoding.EncodeToString(pack(t, "deflate", []byte(secret))), secret},
		{base32.StdEncoding.EncodeToString([]byte(secret)), secret},
		{"k=" + strings.ToLower(base32.HexEncoding.EncodeToString([]byte(secret))), secret},
		{base64.StdEncoding.EncodeToString([]byte("again " + b64 + " end")), secret},
	} {
		for _, n := range []int{len(c.in), 1, 7, 39} {
			s := extract(t, Part{Where: "body"}, []byte(c.in), n)
			if s.texts[0].String() != c.in && !strings.HasPrefix(c.in, "{") {
				t.Errorf("by %d: the text itself is %q", n, s.texts[0].String())
			}
			if !s.has(c.want) {
				t.Errorf("by %d: %q not delivered from %q", n, c.want, c.in)
			}
		}
	}
}

// TestRunsThatSayNothing wants keys, hashes and paths neither read nor counted.
func TestRunsThatSayNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	key := make([]byte, 600)
	for i := range key {
		key[i] = byte(rng.Uint32())
	}
	in := "key " + base64.StdEncoding.EncodeToString(key) + " hash " + hex.EncodeToString(key[:32]) + " /usr/share/doc/packages/with/a/long/path/of/letters/only"
	s := extract(t, Part{}, []byte(in), len(in))
	if len(s.texts) != 1 || s.opaque != 0 {
		t.Errorf("%d texts, %d opaque; want the text alone", len(s.texts), s.opaque)
	}
}

func TestBinaryAndOpaque(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	random := make([]byte, 20<<10)
	for i := range random {
		random[i] = byte(rng.Uint32())
	}
	program := make([]byte, 20<<10)
	for i := range program {
		program[i] = byte(rng.Uint32() & rng.Uint32() & 0x7f)
	}
	for _, c := range []struct {
		name   string
		body   []byte
		opaque int64
	}{
		{"random", random, 20 << 10},
		{"short random", random[:700], 700},
		{"deflated", pack(t, "bare", prose(200<<10))[:20<<10], 20 << 10},
		{"program", program, 0},
		{"picture", append([]byte("\xff\xd8\xff\xe0"), random...), 0},
		{"archive without a reader", append([]byte("MSCF\x00\x00\x00\x00"), random...), 20<<10 + 8},
	} {
		for _, n := range []int{len(c.body), 1448, 5} {
			s := extract(t, Part{}, c.body, n)
			if s.opaque != c.opaque || s.last() != string(c.body) || !s.texts[len(s.texts)-1].Binary {
				t.Errorf("%s by %d: %v opaque, want %d; %d bytes delivered", c.name, n, s.reasons, c.opaque, len(s.last()))
			}
		}
	}
}

// TestWriteDoesNotAllocate holds for what most traffic is.
func TestWriteDoesNotAllocate(t *testing.T) {
	for name, body := range benchBodies(t) {
		x := New(Limits{}, discard{})
		w := x.Open(Part{})
		w.Write(body[:64<<10])
		if n := testing.AllocsPerRun(50, func() { w.Write(body[64<<10 : 66<<10]) }); n != 0 {
			t.Errorf("%s: %v allocations a Write", name, n)
		}
	}
}

// discard is a Sink for figures.
type discard struct{}

func (discard) Text(Info) Writer           { return discard{} }
func (discard) Part(Info, int64)           {}
func (discard) Opaque(Info, int64, string) {}
func (discard) Kind(Info, string)          {}
func (discard) Flag(string, Info, string)  {}
func (discard) Write([]byte)               {}
func (discard) Close()                     {}

func benchBodies(t testing.TB) map[string][]byte {
	rng := rand.New(rand.NewPCG(9, 10))
	random := make([]byte, 1<<20)
	for i := range random {
		random[i] = byte(rng.Uint32())
	}
	list := strings.Repeat(customerList, 1<<20/len(customerList))
	return map[string][]byte{
		"prose": prose(1 << 20), "utf8": []byte(list), "random": random,
		"shift_jis": encoded(t, japanese.ShiftJIS, list), "euc-jp": encoded(t, japanese.EUCJP, list), "utf-16le": encoded(t, utf16le, list),
	}
}

func BenchmarkExtract(b *testing.B) {
	for name, body := range benchBodies(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			x := New(Limits{}, discard{})
			w := x.Open(Part{})
			w.Write(body[:64<<10])
			b.ReportAllocs()
			for b.Loop() {
				pieces(w, body, 64<<10)
			}
		})
	}
	escaped := []byte(strings.Repeat(`{"name":"\u65e5\u672c","tel":"090-1234-5678"},`, 20000))
	form := []byte("a=" + strings.Repeat("%E5%B1%B1+x&b=", 50000))
	upload := []byte("--b\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n" + string(prose(1<<20)) + "\r\n--b--")
	for name, c := range map[string]struct {
		mediaType string
		body      []byte
	}{"multipart": {"multipart/form-data; boundary=b", upload}, "json": {"application/json", escaped}, "form": {formType, form}} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(c.body)))
			for b.Loop() {
				w := New(Limits{}, discard{}).Open(Part{MediaType: c.mediaType})
				pieces(w, c.body, 64<<10)
			}
		})
	}
}
