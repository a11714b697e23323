package content

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

func TestCards(t *testing.T) {
	sjis := string(encoded(t, japanese.ShiftJIS, "ソフト\\,開発"))
	phone := lines("BEGIN:VCARD", "VERSION:2.1",
		"N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:"+strings.ReplaceAll(quotedPrintableOf(t, encoded(t, japanese.ShiftJIS, "山田;太郎;;;")), "=3B", ";"),
		"TEL;CELL;PREF:090-1234-5678", "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=A4=BE=", "=E5=A4=96=E7=A7=98", "END:VCARD", "")
	for _, c := range []struct{ name, in, want string }{
		{"version 3", lines("BEGIN:VCARD", "VERSION:3.0", "FN:山田 太郎", "item1.ADR;TYPE=HOME:;;丸の内1-1;千代田区;東京都;100-0005;日本",
			"NOTE:first\\n\\nsecond\\, th", " ird\\\\", "X-A;X-B=090-0000-0000:1", "END:VCARD", "BEGIN:VCARD", "FN:佐藤", "END:VCARD"),
			"BEGIN: VCARD\nVERSION: 3.0\nFN: 山田 太郎\nADR:   丸の内1-1 千代田区 東京都 100-0005 日本\nADDRESS: 100-0005 東京都千代田区丸の内1-1\n" +
				"NOTE: first\n second, third\\\nX-B: 090-0000-0000\nX-A: 1\nEND: VCARD\n\nBEGIN: VCARD\nFN: 佐藤\nEND: VCARD\n\n"},
		{"version 2.1", phone,
			"BEGIN: VCARD\nVERSION: 2.1\nN: 山田 太郎   \nTEL: 090-1234-5678\nNOTE: 社外秘\nEND: VCARD\n\n"},
		{"streets first", lines("BEGIN:VCARD", "ADR:;;14 Acacia Road\\, Flat 2;Leeds;;LS6 2QT;UK", "ADR:;;테헤란로 152\\, 101동\\; 3층;강남구;서울특별시;06236;KR", "END:VCARD", ""),
			"BEGIN: VCARD\nADR:   14 Acacia Road, Flat 2 Leeds  LS6 2QT UK\nADR:   테헤란로 152, 101동; 3층 강남구 서울특별시 06236 KR\nADDRESS: 06236 서울특별시강남구테헤란로 152, 101동 3층\nEND: VCARD\n\n"},
		{"Shift_JIS", "BEGIN:VCARD\nORG:" + sjis + "\nEND:VCARD", "BEGIN: VCARD\nORG: ソフト,開発\nEND: VCARD\n\n"},
		{"calendar", lines("BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:面談\\nx", "DESCRIPTION:氏名\\n\\n山田", `ATTENDEE;CN="山田: 太郎";ROLE=REQ-PARTICIPANT:mailto:taro@exam`, "\tple.jp", "END:VEVENT", "END:VCALENDAR"),
			"BEGIN: VCALENDAR\nBEGIN: VEVENT\nSUMMARY: 面談 x\nDESCRIPTION: 氏名\n\n山田\nCN: 山田: 太郎\nATTENDEE: mailto:taro@example.jp\nEND: VEVENT\n\nEND: VCALENDAR\n\n"},
		{"malformed", "BEGIN:VCARD\nno value\n=\\\n\\", "BEGIN: VCARD\nno value\n=\\\n\\\n"},
	} {
		for n := 1; n <= len(c.in); n += 1 + n/8 {
			s := extract(t, Part{Where: "a.vcf"}, []byte(c.in), n)
			suffix := func(r *recorded) bool { return strings.HasSuffix(c.want, r.String()) }
			if !s.has(c.want) && !(n < 99 && c.name != "malformed" && slices.ContainsFunc(s.texts, suffix)) {
				t.Fatalf("%s by %d: got %q, want %q", c.name, n, s.all(), c.want)
			}
		}
	}
}

// What is pasted into a card or an event is a text of its own too, with all its lines.
func TestCardProse(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"table":            {lines("BEGIN:VCALENDAR", "BEGIN:VEVENT", `DESCRIPTION:氏名\,電話\n\n山田\,090-1234`, ` -5678\n`, "END:VEVENT", "END:VCALENDAR"), "氏名,電話\n\n山田,090-1234-5678\n"},
		"folds in escapes": {lines("BEGIN:VEVENT", `DESCRIPTION:氏名\`, ` ,電話\`, `	n山田\`, ` \090`, "END:VEVENT"), "氏名,電話\n山田\\090"},
		"page":             {lines("BEGIN:VCALENDAR", "BEGIN:VEVENT", `X-ALT-DESC;FMTTYPE=text/html:<html><body><p>山田</p></bo`, ` dy></html>`, "END:VEVENT", "END:VCALENDAR"), "<html><body><p>山田</p></body></html>"},
		"quoted":           {lines("BEGIN:VCARD", "NOTE;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8E=52=93=63=0D=0A=0D=0A1", "END:VCARD"), "山田\r\n\r\n1"},
		"number":           {lines("BEGIN:VCARD", "NOTE:1", "END:VCARD"), "BEGIN: VCARD\nNOTE: 1\nEND: VCARD\n\n"},
	} {
		for _, n := range []int{1, 9, len(c.in)} {
			if s := extract(t, Part{Where: "a.vcf", MediaType: "text/calendar"}, []byte(c.in), n); !s.has(c.want) || name == "number" && len(s.texts) > 1 {
				t.Errorf("%s by %d: got %q, want %q", name, n, s.all(), c.want)
			}
		}
	}
}

// TestCardMembers wants a value in base64 read, though folded.
func TestCardMembers(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString(encoded(t, japanese.ShiftJIS, customerList))
	in := "BEGIN:VCARD\r\nNOTE;ENCODING=b:" + b64[:50] + "\r\n " + b64[50:] + "\r\nTEL:1\r\nEND:VCARD\r\n"
	for _, n := range []int{1, 50, len(in)} {
		if got := extract(t, Part{Where: "a.vcf"}, []byte(in), n).text("a.vcf!note"); got != customerList {
			t.Errorf("by %d: got %q", n, got)
		}
	}
}

func FuzzCard(f *testing.F) {
	f.Add([]byte("BEGIN:VCARD\r\nADR;TYPE=HOME;X=\"a;b\":;;a\\,b;c;d;e;f\r\n\tg\r\nEND:VCARD\r\n"), uint16(1))
	f.Add([]byte("BEGIN:VEVENT\nDESCRIPTION:a\\nb\\n\\n<p>c\n d\nX-A;CHARSET=EUC-KR:=\\n\\\nEND:VEVENT"), uint16(2))
	f.Add([]byte("N;CHARSET=SHIFT_JIS;QUOTED-PRINTABLE:=8E=52=\r\n=93=63\r\nPHOTO;BASE64:AAAA\r\n\r\n"), uint16(3))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, b, "text/vcard", len(b)), fuzzRun(t, b, "text/vcard", int(size)+1))
	})
}
