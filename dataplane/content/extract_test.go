package content

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"

	"sekisho/dataplane/content/contenttest"
)

// seeds are bodies of every kind that is read.
func seeds(t testing.TB) map[string][]byte {
	m := map[string][]byte{
		"multipart/form-data; boundary=b": []byte(lines("--b", `Content-Disposition: form-data; name="a"; filename="x"`, "", "hello", "--b--")),
		formType:                          []byte("name=%E5%B1%B1+x&tel=%u65e5"),
		"application/json":                []byte(`{"a":"\u65e5\ud83d\ude00","b":"` + base64.StdEncoding.EncodeToString([]byte(customerList)) + `"}`),
		"text/html":                       []byte("<p>&#x65E5;&amp; " + customerList),
		"text/plain; charset=iso-8859-1":  []byte("caf\xe9"),
		"text/plain; charset=gb18030":     []byte("\x81\x30\x81\x41 \xb0\xa1"),
	}
	for _, coding := range testCodings[:1] {
		m["x "+coding] = pack(t, coding, []byte(customerList))
	}
	m[mailType], m["application/ms-tnef"], m["application/pkcs7-mime"] = testMail(t), testTNEF(t), signed("Content-Type: text/plain\n\nx", true)
	m["x zstd"] = pack(t, "zstd", []byte(customerList))
	for _, c := range charsetCases {
		m["x "+c.name] = encoded(t, c.enc, c.text)
	}
	return m
}

// FuzzExtract wants every body read without harm, in bounds, with all memory
// given back, and the same whole or in pieces: the last text of each path, which
// is the one that stands, is the same.
func FuzzExtract(f *testing.F) {
	for mediaType, body := range seeds(f) {
		f.Add(body, mediaType, uint16(1))
		f.Add(body, mediaType, uint16(77))
	}
	f.Fuzz(func(t *testing.T, b []byte, mediaType string, size uint16) {
		if len(b) > 64<<10 || len(mediaType) > 200 {
			return
		}
		whole, split := fuzzRun(t, b, mediaType, len(b)), fuzzRun(t, b, mediaType, int(size)+1)
		compareRuns(t, whole, split)
	})
}

func fuzzRun(t *testing.T, b []byte, mediaType string, n int) *recorder {
	s := new(recorder)
	x := New(Limits{Bytes: 1 << 20, Buffer: 1 << 20}, s)
	w := x.Open(Part{Where: "body", MediaType: mediaType})
	pieces(w, b, n)
	w.Close()
	if x.Release(); x.Memory() != 0 {
		t.Fatalf("%d bytes held after Release", x.Memory())
	}
	for _, text := range s.texts {
		if !text.closed {
			t.Fatalf("text %q not closed", text.Where)
		}
	}
	return s
}

// compareRuns wants no hole in a body that comes in pieces: the same flags,
// opaque bytes if there are some, and whatever a text says that the whole body gives, one
// of the same path says too, in the same order where it says no more. A text that is
// delivered again may lack the beginning that was certain and stands in an earlier one.
// What is a mere guess when whole is another one in pieces, so it isn't compared; nor is
// why and how many bytes are opaque, since damage shows in other places and what stops
// a reader may count as a byte.
func compareRuns(t *testing.T, whole, split *recorder) {
	t.Helper()
	if !slices.Equal(whole.flags, split.flags) {
		t.Fatalf("flags whole and split differ:\n%v\n%v", whole.flags, split.flags)
	}
	compareParts(t, whole, split)
	if (whole.opaque > 0) != (split.opaque > 0) {
		t.Fatalf("opaque bytes whole and split differ:\n%v\n%v", whole.reasons, split.reasons)
	}
	next := map[string]int{} // behind the last text of a path that was the same
	for i, w := range whole.texts {
		equal := func(s *recorded) bool { return sameBody(w, s) && w.String() == s.String() }
		from := next[w.Where]
		j := slices.IndexFunc(split.texts[from:], equal)
		switch {
		case j >= 0:
			next[w.Where] = from + j + 1
		case isGuess(w, whole.texts[i+1:]), isContinued(split.texts, w), isGivenUp(whole.texts[i:], split.texts):
		case !isCertain(w, split.texts) && (i < len(whole.texts)-1 || split.covers(w.String()) || sharesCertain(split.texts, w)):
		default:
			t.Fatalf("texts whole and split differ: %v %.300q is not among:\n%.3000q", w.Info, w.String(), split.all())
		}
	}
}

// compareParts wants the body itself reported alike. Of its members those that a guess
// found depend on when it was given up.
func compareParts(t *testing.T, whole, split *recorder) {
	t.Helper()
	i, j := len(whole.parts)-1, len(split.parts)-1
	if i < 0 || j < 0 {
		if i != j {
			t.Fatalf("parts whole and split differ:\n%v\n%v", whole.parts, split.parts)
		}
		return
	}
	a, b := whole.parts[i], split.parts[j]
	if a.Charset = b.Charset; a != b || whole.sizes[i] != split.sizes[j] { // the charset may be known earlier
		t.Fatalf("whole the body is %v of %d bytes, split %v of %d", a, whole.sizes[i], b, split.sizes[j])
	}
}

// isCertain reports whether a text is of a charset that shows: bytes that might be of
// any are another guess wherever they are cut, and ASCII with zeros among it may have
// been taken for UTF-16 in pieces.
func isCertain(r *recorded, split []*recorded) bool {
	s := r.String()
	if strings.Contains(s, "\x00") && slices.ContainsFunc(split, func(o *recorded) bool {
		return o.Where == r.Where && strings.HasPrefix(o.Charset, "utf-16")
	}) {
		return false
	}
	return asciiPrefix([]byte(s)) == len(s) || r.Charset == charsetUTF8.name && utf8.ValidString(s) && !strings.Contains(s, replacement)
}

// sharesCertain reports whether all that is certain of a guessed text, its runs of
// ASCII, is said by the texts of split too. Behind other bytes up to three letters of a
// run may be taken for the rest of a character (GB 18030 has four bytes), and whether a
// plus is a blank, and a blank a gap, depends on what stands before.
func sharesCertain(split []*recorded, whole *recorded) bool {
	blanks := strings.NewReplacer("+", " ", "\t", " ")
	plain := func(s string) string { return blanks.Replace(strings.ToLower(s)) }
	said := plain(whole.String())
	for at, run := range asciiRuns(said) {
		if at > 0 {
			run = run[min(3, len(run)):]
		}
		if !slices.ContainsFunc(split, func(s *recorded) bool {
			return s.Where == whole.Where && strings.Contains(plain(s.String()), run)
		}) {
			return false
		}
	}
	return true
}

// asciiRuns yields the runs of ASCII without zeros in a text, with where they begin.
func asciiRuns(s string) iter.Seq2[int, string] {
	foreign := func(c rune) bool { return c == 0 || c >= utf8.RuneSelf }
	return func(yield func(int, string) bool) {
		for at := 0; at < len(s); {
			run := s[at:]
			if n := strings.IndexFunc(run, foreign); n >= 0 {
				run = run[:n]
			}
			if run != "" && !yield(at, run) {
				return
			}
			for at += len(run); at < len(s) && (s[at] == 0 || s[at] >= utf8.RuneSelf); at++ {
			}
		}
	}
}

func sameBody(a, b *recorded) bool {
	return a.Where == b.Where && a.Name == b.Name && a.Binary == b.Binary
}

// isContinued reports whether one of the texts of split has all that the whole text
// says: it may say more, or lack a beginning that was delivered before. Case doesn't
// count: without its beginning XML is taken for HTML, whose names become lower case.
func isContinued(split []*recorded, whole *recorded) bool {
	w := strings.ToLower(whole.String())
	said := strings.TrimSpace(w) // a line's end may come of where a guess was given up
	for j, s := range split {
		if sameBody(whole, s) && (strings.Contains(strings.ToLower(s.String()), said) || continues(split[:j], whole.Where, w, strings.ToLower(s.String()))) {
			return true
		}
	}
	return said == ""
}

// isGuess reports whether a text is delivered again in one of the texts after it. What was
// taken for UTF-16 in the end begins otherwise, and an escape may have been cut.
func isGuess(text *recorded, after []*recorded) bool {
	s := text.String()
	certain := s[:asciiPrefix([]byte(s))]
	if i := strings.IndexAny(certain, `%\&`); i >= 0 {
		certain = certain[:i]
	}
	return slices.ContainsFunc(after, func(r *recorded) bool {
		again := strings.HasPrefix(r.String(), certain) || strings.HasPrefix(r.Charset, "utf-16")
		return r.Where == text.Where && r.Len() >= text.Len() && again
	})
}

// isGivenUp reports whether the first text of whole is a guess that came to an end sooner
// or later in pieces: both begin alike, and in both the same text takes its place.
func isGivenUp(whole, split []*recorded) bool {
	for j := 0; j+1 < len(split) && len(whole) > 1; j++ {
		a, b := whole[0].String(), split[j].String()
		n := min(len(a), len(b))
		if n > 0 && a[:n] == b[:n] && sameBody(whole[0], split[j]) && sameBody(whole[0], whole[1]) &&
			sameBody(whole[1], split[j+1]) && whole[1].String() == split[j+1].String() {
			return true
		}
	}
	return false
}

// continues reports whether end ends all, and one of the texts before begins with the
// rest.
func continues(before []*recorded, where, all, end string) bool {
	begin, found := strings.CutSuffix(all, end)
	return found && end != "" && slices.ContainsFunc(before, func(r *recorded) bool {
		return r.Where == where && strings.HasPrefix(strings.ToLower(r.String()), begin)
	})
}

// TestRecognisedWhateverTheCut wants bodies of undeclared type taken for the same
// in the end however small the segments are that they come in.
func TestRecognisedWhateverTheCut(t *testing.T) {
	long := strings.Repeat("x", headBytes)
	for name, c := range map[string]struct{ body, mediaType string }{
		"mail":          {lines("X-A: b", "MIME-Version: 1.0", "Content-Transfer-Encoding: base64", "", "c2VjcmV0IHdvcmRz"), mailType},
		"folded first":  {lines(" x", "Content-Type: text/html", "", "<b>a</b>"), mailType},
		"late field":    {lines("X-A: "+long[:headBytes-40], "Message-ID: <a@example.jp>", "", "x"), mailType},
		"field too far": {lines("X-A: "+long, "Message-ID: <a@example.jp>", "", "x"), "text/plain"},
		"mailbox":       {"From a@example.jp\nSubject: x\n\nx\n", "application/mbox"},
		"card":          {"BEGIN:VCARD\nNOTE:x\nEND:VCARD\n", "text/vcard"},
		"page":          {" \r\n<p>a<b>b</b>", "text/html"},
		"object":        {`  {"a":"\u65e5"}`, "application/json"},
		"form":          {"name=%E5%B1%B1&x=y", formType},
		"no form":       {"name=%E5%B1%B1&x=y z", "text/plain"},
		"marks alone":   {"\xfe\xff\xfe\xff", "text/plain"},
		"half a mark":   {"\xfe", "text/plain"},
		"two magics":    {xzMagic + strings.Repeat("\x00", 257-len(xzMagic)) + "ustar" + long, "application/x-xz"},
	} {
		whole := extract(t, Part{Where: "b"}, []byte(c.body), len(c.body))
		for _, n := range []int{1, 2, 7, 100, headBytes - 1, len(c.body)} {
			s := extract(t, Part{Where: "b"}, []byte(c.body), n)
			if got := s.parts[len(s.parts)-1].MediaType; got != c.mediaType || s.last() != whole.last() {
				t.Errorf("%s by %d: recognised as %s and %.80q, want %s and %.80q", name, n, got, s.last(), c.mediaType, whole.last())
			}
		}
	}
}

// TestFormats is the contract of every registered format: bytes that only begin
// as it does are read or counted, and nothing is kept.
func TestFormats(t *testing.T) {
	for _, f := range formats {
		heads := [][]byte{[]byte("plain")}
		for _, m := range f.magics {
			heads = append(heads, append(make([]byte, m.at), m.text...))
		}
		for _, head := range heads {
			for i, tail := range []string{"", "\x00\x00\x00\x00", strings.Repeat("\xff", 3000), strings.Repeat("text\n", 3000)} {
				b := append(bytes.Clone(head), tail...)
				for _, n := range []int{len(b), 1, 700} {
					s := extract(t, Part{Where: "body", MediaType: strings.Join(f.aliases, "")}, b, n)
					if len(b) > 16 && len(s.texts) == 0 && s.opaque == 0 {
						t.Errorf("%s %v, case %d by %d: neither read nor counted", f.mediaType, f.aliases, i, n)
					}
				}
			}
		}
		if f.mediaType == "" && len(f.aliases) == 0 || len(f.aliases) == 0 && len(f.magics) == 0 {
			t.Errorf("format %+v can't be recognised", f)
		}
	}
}

// TestDeliveredBeforeForwarded cuts bodies of every kind behind a value and wants
// it delivered by the write that completes it.
func TestDeliveredBeforeForwarded(t *testing.T) {
	const value = "123456789018"
	sjis := string(encoded(t, japanese.ShiftJIS, "個人番号 "+value))
	for _, c := range []Part{
		{Name: "個人番号 " + value},
		{Name: sjis},
		{Name: `{"個人番号":"` + value, MediaType: "application/json"},
		{Name: "a=%E5%80%8B&b=" + value, MediaType: formType},
		{Name: lines("--b", `Content-Disposition: form-data; name="n"`, "", value), MediaType: "multipart/form-data; boundary=b"},
		{Name: lines("--b", `Content-Disposition: form-data; filename="n"`, "", value), MediaType: "multipart/form-data; boundary=b"},
		{Name: "Subject: " + value, MediaType: mailType},
		{Name: "Subject: =?utf-8?Q?" + value + "?=", MediaType: mailType},
		{Name: "Content-Transfer-Encoding: quoted-printable\n\nx=\n" + value, MediaType: mailType},
		{Name: "From a@example.jp\nSubject: x\n\n" + value, MediaType: "application/mbox"},
		{Name: "BEGIN:VCARD\nNOTE:" + value},
		{Name: "BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:=31" + value},
		{Name: string(contenttest.TNEF(tnefBody, []byte(value+"\x00"))[:tnefHeader+tnefAttribute+len(value)])},
		{Name: string(contenttest.TNEF(tnefAttachData, []byte(value+" "))[:tnefHeader+tnefAttribute+len(value)])},
		{Name: string(signed("Subject: x\n\n"+value, false)[:bytes.Index(signed("Subject: x\n\n"+value, false), []byte(value))+len(value)])},
		{Name: "x " + base64.StdEncoding.EncodeToString([]byte("the number that is meant is "+value+"."))},
	} {
		body := []byte(c.Name)
		for _, n := range []int{len(body), 1} {
			s := new(recorder)
			pieces(New(Limits{}, s).Open(Part{MediaType: c.MediaType}), body, n)
			if !s.contains(value) {
				t.Errorf("%.40q by %d: the value is not delivered by its last byte", c.Name, n)
			}
		}
	}
}

func ExampleExtractor() {
	x := New(Limits{}, printer{})
	w := x.Open(Part{Where: "http.request.body", MediaType: "multipart/form-data; boundary=b"})
	w.Write([]byte("--b\r\nContent-Disposition: form-data; name=f; filename=a.csv\r\n\r\n\x8e\x81\x96\xbc\r\n--b--\r\n"))
	w.Close()
	x.Release()
	// Output:
	// http.request.body!a.csv shift_jis "氏名"
	// part http.request.body!a.csv text/plain 4
	// part http.request.body multipart/form-data 76
}

type printer struct{ discard }

func (p printer) Text(i Info) Writer   { return &printed{i: i} }
func (p printer) Part(i Info, n int64) { fmt.Println("part", i.Where, i.MediaType, n) }

type printed struct {
	i Info
	strings.Builder
}

func (p *printed) Write(b []byte) { p.Builder.Write(b) }
func (p *printed) Close()         { fmt.Printf("%s %s %q\n", p.i.Where, p.i.Charset, p.String()) }
