package content

import (
	"encoding/json"
	"html"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// A value that is coded text in its turn is delivered as it was before it was coded,
// whatever it stands in and wherever the text is cut.
func TestValues(t *testing.T) {
	const table = "氏名\t電話\n山田 太郎\t090-1234-5678\n"
	object := `{"k": "` + `a\nb"}`
	quoted := func(s string) string {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	sjis := url.PathEscape(string(encoded(t, japanese.ShiftJIS, "氏名=山田、電話=あり")))
	for name, c := range map[string]struct{ mediaType, in, want string }{
		"lines in JSON":                {"", `{"n":1,"body":` + quoted(table) + `}`, table},
		"JSON in JSON":                 {"", `{"body":` + quoted(quoted(object)) + `,"n":1}`, "{\"k\": \"a\nb\"}"},
		"JSON in JSON in JSON":         {"", `{"m":` + quoted(`{"b":`+quoted(`{"t":`+quoted(table)+`}`)+`}`) + `}`, table},
		"JSON, its lines made escapes": {"", `{"m":"{\n  \"a\": 1,\n  \"t\": \"x\\ty\"\n}"}`, "{\n  \"a\": 1,\n  \"t\": \"x\ty\"\n}"},
		"markup in JSON":               {"", `{"h":"<p>090-<b>1234<\/b></p>"}`, "<p>090-1234</p>"},
		"markup in JSON, escaped":      {"", `{"h":"\u003cp\u003e090-\u003cb\u003e1234\u003c/b\u003e\u003c/p\u003e"}`, "<p>090-1234</p>"},
		"JSON in a log":                {"", `12:00 INFO sent "{\"a\":\"x\\ty\"}" to b`, "{\"a\":\"x\ty\"}"},
		"JSON in SQL":                  {"", `INSERT INTO t VALUES (1,'[{\"a\":\"x\\ty\"}]');`, "[{\"a\":\"x\ty\"}]"},
		"lines in a program":           {"", `const list = "氏名\t電話\n山田 太郎\t090-1234-5678\n";`, table},
		"bytes in a program":           {"", `s = b"\x95\x5c\n\t\n\202\240"`, "表\n\t\nあ"},
		"braces in a program":          {"", `s = "\n\t\n\u{5c71}\u7530"`, "\n\t\n山田"},
		"markup in XML":                {"application/xml", `<d>` + html.EscapeString(`<p>090-<b>1234</b></p>`) + `</d>`, "<p>090-1234</p>"},
		"markup in XML, twice":         {"application/xml", `<d>` + html.EscapeString(html.EscapeString(`<p>&#23665;<b>1234</b></p>`)) + `</d>`, "<p>山1234</p>"},
		"markup in CDATA":              {"application/xml", `<d><![CDATA[<p>090-<b>1234</b></p>]]></d>`, "<p>090-1234</p>"},
		"JSON in CDATA":                {"application/xml", `<d><![CDATA[{"a":"x\ty"}]]></d>`, "{\"a\":\"x\ty\"}"},
		"JSON in an attribute":         {"text/html", `<div data-x="{&quot;a&quot;:&quot;x\ty&quot;}" id=1>`, "{\"a\":\"x\ty\"}"},
		"JSON in an element":           {"text/html", `<p>{&#34;a&#34;:&#34;x\ty&#34;}</p>`, "{\"a\":\"x\ty\"}"},
		"references twice":             {"text/html", `<p>&amp;#23665;&amp;amp;</p>`, "<p>山&</p>"},
		"references without end":       {"text/html", `<p>&#23665&#x7530 &#9 &#</p>`, "<p>山田 &#9 &#</p>"},
		"lines in a path":              {"", "GET /memo/" + url.PathEscape(table) + " HTTP/1.1\n", table},
		"lines in a query":             {"", "GET /memo?a=1&b=" + url.QueryEscape(table) + "&c=2 HTTP/1.1\n", table},
		"a charset in a query":         {"", `"GET /memo?a=` + sjis + ` HTTP/1.1"`, "氏名=山田、電話=あり"},
		"percents twice":               {"", "to=/memo/" + url.PathEscape(url.PathEscape(table)) + " x", table},
		"JSON in a form":               {formType, "payload=" + url.QueryEscape(`{"a":"x\ty"}`) + "&b=1", "{\"a\":\"x\ty\"}"},
		"markup in a form":             {formType, "a=" + url.QueryEscape("<p>090-<b>1234</b></p>"), "<p>090-1234</p>"},
		"a form in a form":             {formType, "a=" + url.QueryEscape("n="+url.QueryEscape(table)), table},
		"JSON declared a form":         {formType, `{"a":"x\ty"}`, "{\"a\":\"x\ty\"}"},
	} {
		for n := 1; n <= len(c.in); n++ {
			if s := extract(t, Part{Where: "w", MediaType: c.mediaType}, []byte(c.in), n); !s.has(c.want) {
				t.Errorf("%s by %d: %q gave %q, want %q", name, n, c.in, s.all(), c.want)
				break
			}
		}
	}
}

// Values within values end at the depth that everything ends at.
func TestValuesEnd(t *testing.T) {
	body := "a\nb"
	for range 12 {
		b, err := json.Marshal([]string{body})
		if err != nil {
			t.Fatal(err)
		}
		body = string(b)
	}
	s := extract(t, Part{Where: "w"}, []byte(body), 1400)
	if len(s.texts) < 3 || len(s.texts) > 2*(defaultDepth+1) || s.opaque > 0 {
		t.Errorf("%d texts and %d bytes opaque of %q", len(s.texts), s.opaque, strings.Join(s.all(), "\n"))
	}
}
