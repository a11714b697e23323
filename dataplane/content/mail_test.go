package content

import (
	"encoding/base64"
	"mime"
	"mime/quotedprintable"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
)

// jisWord is s as Japanese mail programs write it in a header.
func jisWord(t testing.TB, s string) string {
	return "=?ISO-2022-JP?B?" + base64.StdEncoding.EncodeToString(encoded(t, japanese.ISO2022JP, s)) + "?="
}

// base64Lines is base64 in lines of 76 characters, as in mail.
func base64Lines(b []byte) string {
	s := base64.StdEncoding.EncodeToString(b)
	var l []string
	for len(s) > 76 {
		l, s = append(l, s[:76]), s[76:]
	}
	return lines(append(l, s)...)
}

func quotedPrintableOf(t testing.TB, b []byte) string {
	var s strings.Builder
	w := quotedprintable.NewWriter(&s)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return s.String()
}

// testMail is a message with all that offices send.
func testMail(t testing.TB) []byte {
	jis := string(encoded(t, japanese.ISO2022JP, "顧客一覧をお送りします。\r\n電話 090-1234-5678\r\n"))
	digest := lines("--d", "", "From: a@example.jp", "Subject: digested", "", "digested body", "--d--")
	return []byte(lines(
		"Return-Path: <hanako@example.jp>",
		"Received: from [198.51.100.7] by mx.example.jp; Sat, 21 Nov 2026 09:12:33 +0900",
		"Message-ID: <1@example.jp>",
		"From: "+jisWord(t, "佐藤 花子")+" <hanako@example.jp>",
		"To: =?utf-8?Q?=E5=B1=B1=E7=94=B0?=", " =?UTF-8?q?_=E5=A4=AA=E9=83?=", "\t=?utf-8?Q?=8E?= <taro@example.jp>",
		"Subject: "+jisWord(t, "【社外秘】"), " "+jisWord(t, "顧客名簿")+" plain",
		"MIME-Version: 1.0",
		`Content-Type: multipart/mixed;`, ` boundary="out er"`, "",
		"This is a message in MIME format.",
		"--out er", `Content-Type: multipart/alternative; boundary=alt`, "",
		"--alt", "Content-Type: text/plain; charset=ISO-2022-JP", "Content-Transfer-Encoding: 7bit", "", jis,
		"--alt", "Content-Type: text/html; charset=Shift_JIS", "Content-Transfer-Encoding: quoted-printable", "",
		quotedPrintableOf(t, encoded(t, japanese.ShiftJIS, "<p>電話 <b>090</b>-<span class=x>1234</span>-5678</p>")),
		"--alt--",
		"--out er", `Content-Type: text/csv; name="`+jisWord(t, "顧客名簿.csv")+`"`,
		`Content-Disposition: attachment; filename*0*=utf-8'ja'%E9%A1%A7%E5%AE%A2;`, ` filename*1*=%E5%90%8D%E7%B0%BF; filename*2=".csv"`,
		"Content-Transfer-Encoding: base64", "", base64Lines(encoded(t, japanese.ShiftJIS, customerList)),
		"--out er", "Content-Type: text/csv", `Content-Disposition: attachment; filename="`+mime.BEncoding.Encode("utf-8", "一覧.csv")+`"`,
		"Content-Transfer-Encoding: BASE64", "", base64Lines(pack(t, "gzip", []byte(customerList))),
		"--out er", "Content-Type: message/rfc822", `Content-Disposition: attachment; filename=inner.eml`, "",
		"From: x@example.jp", "Subject: "+jisWord(t, "内側"), "Content-Transfer-Encoding: quoted-printable", "", "soft=", "break =E5=B1=B1 =zz",
		"--out er", "Content-Type: multipart/digest; boundary=d", "", digest,
		"--out er--", ""))
}

func TestMail(t *testing.T) {
	body := testMail(t)
	for _, mediaType := range []string{mailType, "", "application/octet-stream"} {
		for _, n := range []int{len(body), 1, 7, 1448} {
			s := extract(t, Part{Where: "mail.eml", MediaType: mediaType}, body, n)
			for _, want := range []string{
				"From: 佐藤 花子 <hanako@example.jp>\n", "To: 山田 太郎 <taro@example.jp>\n", "Subject: 【社外秘】顧客名簿 plain\n",
				"電話 090-1234-5678", "soft" + "break 山 =zz", "Subject: 内側", "digested body",
			} {
				if !s.contains(want) {
					t.Errorf("%q by %d: %q is not delivered", mediaType, n, want)
				}
			}
			for where, want := range map[string]string{
				"mail.eml!顧客名簿.csv": customerList,
				"mail.eml!一覧.csv":   customerList,
			} {
				if got := s.text(where); got != want {
					t.Errorf("%q by %d: %s: got %q, want %q", mediaType, n, where, got, want)
				}
			}
			if got := s.parts[len(s.parts)-1]; got.MediaType != mailType || s.opaque != 0 {
				t.Errorf("%q by %d: recognised as %s, opaque %v", mediaType, n, got.MediaType, s.reasons)
			}
		}
	}
}

// TestMailHeaderIsOneText compares a decoded header whole.
func TestMailHeaderIsOneText(t *testing.T) {
	head := lines("Subject: =?utf-8?B?5bGx?= =?utf-8?B?55Sw?=  =?utf-8?x?as-it-is?= =?utf-8?B?cut", "X: =?iso-2022-jp?B?GyRCOzNFRA==?=",
		" =?iso-2022-jp?B?QkBPOhsoQg==?=", "", "")
	want := "Subject: 山田  =?utf-8?x?as-it-is?= =?utf-8?B?cut\nX: 山田太郎\n\n"
	for n := 1; n <= len(head); n++ {
		s := extract(t, Part{Where: "m", MediaType: mailType}, []byte(head), n)
		if got := s.last(); got != want {
			t.Fatalf("by %d: got %q, want %q", n, got, want)
		}
		raw := "To: =?utf-8?B?5bGx55Sw5aSq6YOO5qeY?=\r\nX: " + string(encoded(t, japanese.ShiftJIS, "山田太郎の電話番号です")) + "\r\n\r\n"
		if s := extract(t, Part{MediaType: mailType}, []byte(raw), n); !s.contains("To: 山田太郎様\n") || !s.contains("X: 山田太郎の電話番号です\n") {
			t.Fatalf("by %d: lines of two charsets gave %q", n, s.last())
		}
	}
}

// TestMailMalformed wants all of a message read whatever is wrong with it.
func TestMailMalformed(t *testing.T) {
	for _, body := range []string{
		"secret",
		"From: x\nsecret without an empty line\n",
		"From: x\n\nsecret",
		": no name\nsecret: x",
		"Content-Type: multipart/mixed\n\n--x\n\nsecret",
		"Content-Type: multipart/mixed; boundary=y\n\n--x\n\nsecret",
		"Content-Type: multipart/mixed; boundary=y\n\n--y\nsecret",
		"Content-Type: multipart/mixed; boundary=y\n\n--y\nContent-Description: secret\n\n",
		"Subject: " + strings.Repeat("x", maxHeaderLine) + "secret\n\n",
		"Subject: =?utf-8?B?" + strings.Repeat("x", maxWord) + "secret",
		"Subject: =?utf-8?Q?secret",
		"Subject: =?utf-8?Q?a?=" + strings.Repeat(" ", 2*maxGap) + "secret",
		strings.Repeat("Content-X: y\n", maxMailFields/10) + "Content-Transfer-Encoding: base64\n\nsecret",
		"Content-Transfer-Encoding: quoted-printable\n\nsec=\nret",
		"Content-Transfer-Encoding: base64\n\nc2Vj!!\n  cmV0",
	} {
		for n := 1; n <= len(body); n += 1 + len(body)/50 {
			s := extract(t, Part{MediaType: mailType}, []byte(body), n)
			if !s.contains("secret") {
				t.Errorf("by %d: the secret of %.80q is not delivered", n, body)
			}
		}
	}
}

func TestMbox(t *testing.T) {
	body := []byte("From hanako@example.jp Sat Nov 21 09:12:33 2026\nFrom: hanako@example.jp\nSubject: one\n\nbody one\nFrom here it goes on\n\n" +
		"From taro@example.jp Sat Nov 21 09:12:34 2026\nSubject: two\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" +
		"Content-Disposition: attachment; filename=list.csv\nContent-Transfer-Encoding: base64\n\n" +
		base64Lines(encoded(t, japanese.ShiftJIS, customerList)) + "\n--b--\n\n>From quoted\n")
	for _, mediaType := range []string{"", "application/mbox"} {
		for _, n := range []int{len(body), 1, 5, 1448} {
			s := extract(t, Part{Where: "box", MediaType: mediaType}, body, n)
			if s.text("box!list.csv") != customerList || !s.contains("body one\nFrom here it goes on") || !s.contains("Subject: two") || !s.contains(">From quoted") {
				t.Errorf("%q by %d: not all is delivered", mediaType, n)
			}
			if got := s.parts[len(s.parts)-1].MediaType; got != "application/mbox" {
				t.Errorf("%q by %d: recognised as %s", mediaType, n, got)
			}
		}
	}
}

// TestMailDepth wants an attachment of a forwarded message read, three levels of
// parts down, and messages within messages without end counted.
func TestMailDepth(t *testing.T) {
	m := []byte(lines("Subject: in", "Content-Type: multipart/mixed; boundary=i", "", "--i", "Content-Type: text/csv", "Content-Disposition: attachment; filename=a.gz",
		"Content-Transfer-Encoding: base64", "", base64Lines(pack(t, "gzip", []byte(customerList))), "--i--"))
	forwarded := lines("Subject: out", "Content-Type: multipart/mixed; boundary=o", "", "--o", "Content-Type: message/rfc822", "", string(m), "--o--")
	if s := extract(t, Part{Where: "m", MediaType: mailType}, []byte(forwarded), 99); s.text("m!a.gz!a") != customerList {
		t.Errorf("the attachment of a forwarded message is not read: opaque %v", s.reasons)
	}
	for range 9 {
		m = append([]byte("Content-Type: message/rfc822\n\n"), m...)
	}
	if s := extract(t, Part{MediaType: mailType}, m, 99); s.reasons[reasonDepth] == 0 {
		t.Errorf("nested messages: opaque %v, want reason %q", s.reasons, reasonDepth)
	}
}

// TestWordsAgainstMime has the standard library write encoded words and wants
// them read.
func TestWordsAgainstMime(t *testing.T) {
	for _, e := range []mime.WordEncoder{mime.BEncoding, mime.QEncoding} {
		for _, s := range []string{"山田 太郎", "Ægir <x@example.jp>", strings.Repeat("顧客名簿 ", 30)} {
			if got := wordsDecoded(e.Encode("utf-8", s)); got != s {
				t.Errorf("%c: got %q, want %q", e, got, s)
			}
		}
	}
	for _, c := range charsetCases {
		if c.enc == encoding.Nop {
			continue
		}
		word := "=?" + c.name + "?B?" + base64.StdEncoding.EncodeToString(encoded(t, c.enc, c.text)) + "?="
		if got := wordsDecoded(word); got != c.text {
			t.Errorf("%s: got %q, want %q", c.name, got, c.text)
		}
	}
}

func FuzzMail(f *testing.F) {
	f.Add(testMail(f), uint16(1), false)
	f.Add([]byte("From x\nFrom: y\nSubject: =?utf-8?Q?a?= b\n\nbody\n\nFrom z\n\n"), uint16(3), true)
	f.Add([]byte("Content-Type: message/rfc822\n\nContent-Type: multipart/digest; boundary=b\n\n--b\n\na: b\n\nc\n--b--"), uint16(9), false)
	f.Fuzz(func(t *testing.T, b []byte, size uint16, box bool) {
		if len(b) > maxFuzzBody {
			return
		}
		mediaType := mailType
		if box {
			mediaType = "application/mbox"
		}
		compareRuns(t, fuzzRun(t, b, mediaType, len(b)), fuzzRun(t, b, mediaType, int(size)+1))
	})
}

// FuzzEncodedWords wants words decoded the same whole and in pieces.
func FuzzEncodedWords(f *testing.F) {
	f.Add("Subject: =?utf-8?Q?=E5=B1=B1=E7=94?=\r\n =?UTF-8*ja?q?=B0_x?= =?a?b?", uint8(1))
	f.Add("X: "+jisWord(f, "山田")+"\r\n"+jisWord(f, "太郎")+" =?utf-16?b?AAAA?=", uint8(4))
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		var whole, split gathered
		for g, n := range map[*gathered]int{&whole: len(s), &split: int(size) + 1} {
			h := headerText{out: g}
			pieces(&h, []byte(s), n)
			h.Close()
		}
		if string(whole.b) != string(split.b) {
			t.Fatalf("%q: whole %q, by %d %q", s, whole.b, int(size)+1, split.b)
		}
	})
}
