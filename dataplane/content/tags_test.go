package content

import (
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

func TestMarkup(t *testing.T) {
	for _, c := range []struct{ mediaType, in, want, beside string }{
		{"text/html", "<p><B>03</B>-<span lang='ja' class=x>1234</span>-<i\n>5678</i></P>", "<p>03-1234-5678</p>", "lang='ja' class=x\n"},
		{"text/html", `<a href="mailto:taro@example.jp" title="a>b">mail</a><br/><IMG alt=山田>`, "mail<br/>", "href=\"mailto:taro@example.jp\" title=\"a>b\"\nalt=山田\n"},
		{"text/html", "<TABLE><TR><TD nowrap>090<!-- 個人番号 -->-1234<wbr/></TD></TR>", "<table><tr><td nowrap>090-1234</td></tr>", " 個人番号 \n"},
		{"text/html", "<SCRIPT>if (a<b && c>d) x='<b>'</Script>0<b>1</b>", "<script>if (a<b && c>d) x='<b>'</script>01", ""},
		{"text/html", "a < b, <3, <>, <bold>, &lt;b&gt;, <verylongelementname x>", "a < b, <3, <>, <bold>, <b>, <verylongelementname x>", ""},
		{"text/html", "<!doctype html><b", "<!doctype html><b", ""},
		{"text/html", "<!-- no end - 山田", "", " no end - 山田"},
		{"", "<?xml version='1.0'?><Cust><a>山田</a><b>090</b></Cust>", "<?xml version='1.0'?><Cust><a>山田</a><b>090</b></Cust>", ""},
		{"application/xml", "<Tel>090<![CDATA[-1234-<5678>]]]]>, <![CDATA[x", "<Tel>090-1234-<5678>]], x", ""},
	} {
		for n := 1; n <= len(c.in); n++ {
			s := extract(t, Part{Where: "w", MediaType: c.mediaType}, []byte(c.in), n)
			if !s.has(c.want) && c.want != "" || !s.has(c.beside) && c.beside != "" {
				t.Fatalf("%s by %d: %q gave %v", c.mediaType, n, c.in, s.all())
			}
		}
	}
}

// TestMarkupDelivered wants a value in markup delivered by its last byte,
// wherever it stands.
func TestMarkupDelivered(t *testing.T) {
	for _, in := range []string{"<p>123456789018", "<b>1234</b>56789018", `<a href="123456789018`, "<!-- 123456789018", "<![CDATA[123456789018", "<td x=123456789018", "<script>123456789018"} {
		for _, n := range []int{1, len(in)} {
			s := new(recorder)
			pieces(New(Limits{}, s).Open(Part{MediaType: "text/html"}), []byte(in), n)
			if !s.contains("123456789018") {
				t.Errorf("%q by %d: not delivered", in, n)
			}
		}
	}
}

// TestMarkupInCharset delivers what stands beside in the text's charset too.
func TestMarkupInCharset(t *testing.T) {
	in := encoded(t, japanese.ShiftJIS, "<p>"+strings.Repeat("山田<b title='佐藤様の電話'>太郎</b> ", 9))
	for _, n := range []int{1, 3, len(in)} {
		s := extract(t, Part{MediaType: "text/html"}, in, n)
		if !s.contains("山田太郎") || !s.contains("title='佐藤様の電話'") {
			t.Errorf("by %d: got %v", n, s.all())
		}
	}
}

// TestMarkupGoesOn wants markup that is delivered again from its midst, in another charset,
// read as what it is there: the tags in scripts, comments, CDATA and XML stay.
func TestMarkupGoesOn(t *testing.T) {
	said := strings.Repeat("山田太郎の電話", 9)
	for head, tail := range map[string]string{
		"<script>":         "if(a<i>b)",
		"<!--":             "<i>090</i>",
		"<a title='":       "<i>090</i>",
		"<![CDATA[":        "<i>090</i>",
		"<?xml v=''><Row>": "<data>090</data><Tel>",
	} {
		in := []byte(head + strings.Repeat("x", earlyBytes) + "\xe9 ") // which is of windows-1252 alone
		in = append(in, encoded(t, japanese.ShiftJIS, said+tail)...)
		for _, n := range []int{1, 2, 9, len(in)} {
			s := extract(t, Part{Where: "w", MediaType: "text/html"}, in, n)
			if !s.contains(said + tail) {
				t.Errorf("by %d: %q gave %q, want %q", n, in, s.last(), tail)
			}
		}
	}
}

// FuzzMarkup wants markup read the same whole and in pieces, and nothing in it
// lost: what html.UnescapeString would not change is in the texts, in order, but
// for the marks of the tags taken out.
func FuzzMarkup(f *testing.F) {
	f.Add("<p><b>0</b>3<!-- x -->-<![CDATA[1]]>", false, uint8(1))
	f.Add("<script>a<b</script><i x='>'>1</i>", false, uint8(3))
	f.Add("<?xml?><A><!--", true, uint8(2))
	f.Fuzz(func(t *testing.T, in string, xml bool, size uint8) {
		if len(in) > maxFuzzBody || !utf8.ValidString(in) {
			return
		}
		mediaType := "text/html"
		if xml {
			mediaType = "text/xml"
		}
		whole, split := fuzzRun(t, []byte(in), mediaType, len(in)), fuzzRun(t, []byte(in), mediaType, int(size)+1)
		compareRuns(t, whole, split)
		if strings.ContainsAny(in, "\x00\\&%\x1b") || // with zeros it may be UTF-16
			html.UnescapeString(in) != in || asciiPrefix([]byte(in)) < len(in) {
			return
		}
		delivered := strings.Join(whole.all(), "")
		for _, r := range "0123456789" {
			if strings.Count(delivered, string(r)) < strings.Count(in, string(r)) {
				t.Fatalf("%q: not all of digit %c is in %q", in, r, delivered)
			}
		}
	})
}

// TestTitlesStandApart wants a gap behind a short name that its class tells, also where it
// ends in a point or has a character reference, and none within a number.
func TestTitlesStandApart(t *testing.T) {
	for in, want := range map[string]string{
		`<p><span class="label">SSN</span><span class="value">12</span></p>`:                "SSN\t12",
		`<p><span class="label">IdNr.</span><span class="value">12</span></p>`:              "IdNr.\t12",
		`<p><span class="label">Applicant&#39;s ID</span><span class="value">12</span></p>`: "ID\t12",
		`<p><strong>NIR</strong>12</p>`:                                                     "NIR\t12",
		`<p><span class="x">AB</span><span class="y">12</span></p>`:                         "AB12",
	} {
		s := extract(t, Part{Where: "a.html"}, []byte("<html><body>"+in+"</body></html>"), 9)
		if !s.contains(want) {
			t.Errorf("%s: no %q in the texts", in, want)
		}
	}
}
