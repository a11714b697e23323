package strict

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
)

func TestHostileFilesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"too long":       {strings.Repeat("#", MaxBytes+1), "f:1: file has 4194305 bytes"},
		"too many":       {strings.Repeat("- a\n", MaxEntries), "f:1: file has more than 400000 entries"},
		"commas":         {"[" + strings.Repeat("a,", MaxEntries) + "]", "f:1: file has more than 400000 entries"},
		"one line":       {strings.Repeat("- ", MaxEntries), "f:1: file has more than 400000 entries"},
		"deep flow":      {strings.Repeat("[", 100_000), "f:1: not valid YAML"},
		"deep mappings":  {strings.Repeat("{a: ", 100_000), "f:"},
		"deep keys":      {strings.Repeat("? ", 100_000), "f:"},
		"deep block":     {strings.Repeat("- ", 9_000) + "a", "f:1: nested more than 16 levels deep"},
		"deep and whole": {strings.Repeat("[", 17) + strings.Repeat("]", 17), "f:1: nested more than 16 levels deep"},
		"alias":          {"a: &x [1]\nb: [*x, *x]", "f:1: anchors and aliases are not allowed"},
		"merge":          {"a: {<<: {b: 1}}", `f:1: a: unknown key "<<"`},
		"unknown alias":  {"a: *x", "f:1: not valid YAML: unknown anchor"},
		"tag":            {"a: !!binary aGk=", "f:1: tags are not allowed"},
		"NUL":            {"a: 1\nb: \x00", "f:2: file is not UTF-8 text"},
		"UTF-16":         {"\xff\xfea\x00", "f:1: file is not UTF-8 text"},
		"Latin-1":        {"a: 1\n\nb: \xe9", "f:3: file is not UTF-8 text"},
		"two documents":  {"a: 1\n---\nb: 1", "a second document begins"},
		"broken second":  {"a: 1\n---\n[", "not valid YAML"},
		"tab":            {"a:\n\tb: 1", "f:2: not valid YAML"},
		"list as key":    {"a: {[1]: 2}", "f:1: a: a key must be text"},
		"empty key":      {"a: {'': 2}", "f:1: a: a key must be text"},
		"repeated key":   {"a: {b: 1,\n b: 2}", `f:2: a: key "b" is already given on line 1`},
		"unknown key":    {"a: {}\n" + strings.Repeat("k", 100) + ": 1", `f:2: unknown key "` + strings.Repeat("k", 64) + `"...`},
	} {
		d := Read("f", []byte(c.src))
		if !d.Broken() {
			m := d.Root().Mapping()
			m.Get("a").Mapping().Done()
			m.Done()
		}
		if err := d.Err(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %.300v, want %s", name, err, c.want)
		}
	}
}

// TestSyntaxErrorsNameTheLine where a person finds the slip.
func TestSyntaxErrorsNameTheLine(t *testing.T) {
	for src, want := range map[string]string{
		"a: 1\nrules:\n  - id: a\n    action: log\n   x: 1\nb: 2\nc: 3\n": "f:5: not valid YAML: did not find expected '-' indicator",
		"a: 1\n\n\nb:\n  - c\n  d: 1\ne: 1\n":                             "f:6: not valid YAML: did not find expected '-' indicator",
		"a: 1\nb: [c, d\ne: 2\nf: 1\n":                                    "f:2: not valid YAML: did not find expected ',' or ']'",
		"a: 1\nb: }\nc: 1\nd: 1\n":                                        "f:2: not valid YAML: did not find expected node content",
		"a: 1\nb: c: d\ne: 1\n":                                           "f:2: not valid YAML: mapping values are not allowed in this context",
		"a: 1\nb: @x\nc: 1\n":                                             "f:2: not valid YAML: found character that cannot start any token",
		"a: 1\nb: \"c\nd: 1\n":                                            "f:2: not valid YAML: found unexpected end of stream",
	} {
		if err := Read("f", []byte(src)).Err(); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", src, err, want)
		}
	}
}

func TestEmptyFilesAreAbsent(t *testing.T) {
	for _, src := range []string{"", "\n", "# a\n", "---\n", "---\n# a\n...\n", "\ufeff"} {
		d := Read("f", []byte(src))
		if d.Root().Present() || d.Broken() || d.Err() != nil {
			t.Errorf("%q: present %v, %v", src, d.Root().Present(), d.Err())
		}
	}
}

func TestReportIsBounded(t *testing.T) {
	d := Read("f", []byte(strings.Repeat("- b\n", 1000)))
	for _, n := range d.Root().List() {
		n.Unknown("word", n.Text(9, ""), []string{"a"})
	}
	errs := d.Err().(Errors)
	if len(errs) != maxErrors+1 || !strings.Contains(d.Err().Error(), "further errors are left out") {
		t.Errorf("%d errors", len(errs))
	}
}

func TestInt(t *testing.T) {
	for src, want := range map[string]string{
		"12": "", "0": "", "+7": "", "-3": "must be", "13": "must be", "0x7": "must be", "07": "must be",
		"1_0": "must be", "0o7": "must be", "99999999999999999999999": "expected a whole number, not a number",
		"1.0": "expected a whole number", "'7'": "expected a whole number, not text", "true": "not true or false",
		"null": "not nothing", "~": "not nothing", "2027-01-01": "not a date", "[1]": "not a list", "{a: 1}": "not a mapping",
	} {
		d := Read("f", []byte("k: "+src))
		d.Root().Mapping().Get("k").Int(0, 12, 5)
		err := d.Err()
		if (want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", src, err, want)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"action", "data", "default", "protocols", "CN", "CM"}
	for word, want := range map[string]string{
		"acton": "action", "actoin": "action", "DATA": "data", "defaults": "default", "cn": "CN", "protocol": "protocols",
		"zzzzzz": "", "": "", strings.Repeat("a", 65): "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

// TestDistance compares with the recursive definition.
func TestDistance(t *testing.T) {
	words := []string{"", "a", "ab", "ba", "abc", "acb", "bca", "cab", "aabb", "abab", "xyz", "axbyc"}
	for _, a := range words {
		for _, b := range words {
			if got, want := distance(a, b), slowDistance(a, b); got != want {
				t.Errorf("%q to %q: got %d, want %d", a, b, got, want)
			}
		}
	}
}

func slowDistance(a, b string) int {
	if a == "" || b == "" {
		return len(a) + len(b)
	}
	x, y := len(a)-1, len(b)-1
	cost := 1
	if a[x] == b[y] {
		cost = 0
	}
	least := min(slowDistance(a[:x], b)+1, slowDistance(a, b[:y])+1, slowDistance(a[:x], b[:y])+cost)
	if x > 0 && y > 0 && a[x] == b[y-1] && a[x-1] == b[y] {
		least = min(least, slowDistance(a[:x-1], b[:y-1])+1)
	}
	return least
}

func TestJurisdictions(t *testing.T) {
	codes := Jurisdictions()
	if len(codes) != 249+3 {
		t.Errorf("%d codes; ISO 3166-1 has 249", len(codes))
	}
	slices.Sort(codes)
	if len(slices.Compact(codes)) != 252 {
		t.Error("a code stands twice")
	}
	for _, word := range []string{"", " ", "D A", "AD AE", "ad", "ZZ", "UK", "E A"} {
		if IsJurisdiction(word) {
			t.Errorf("%q is no code", word)
		}
	}
	for _, code := range codes {
		if !IsJurisdiction(code) {
			t.Errorf("%q is a code", code)
		}
	}
}

func TestParsePrefix(t *testing.T) {
	for src, want := range map[string]string{
		"192.0.2.0/24": "192.0.2.0/24", "192.0.2.7": "192.0.2.7/32", "2001:db8::/32": "2001:db8::/32",
		"2001:db8::1": "2001:db8::1/128", "0.0.0.0/0": "0.0.0.0/0", "::/0": "::/0",
	} {
		if p, err := ParsePrefix(src); err != nil || p != netip.MustParsePrefix(want) {
			t.Errorf("%s: got %v, %v", src, p, err)
		}
	}
	for _, src := range []string{"", "x", "192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/024", "192.0.2", "192.0.02.1",
		"fe80::1%eth0", "fe80::%eth0/64", "::ffff:192.0.2.0/120", "::ffff:192.0.2.1", "192.0.2.0/-1"} {
		if p, err := ParsePrefix(src); err == nil || p.IsValid() {
			t.Errorf("%q: got %v", src, p)
		}
	}
}

// FuzzRead asks every node for every type: nothing may panic, and each error
// must have a line within the file.
func FuzzRead(f *testing.F) {
	for _, src := range []string{"a: [1, {b: c}]\n", "- x\n- 'y'\n", "a: &b 1", "%YAML 1.2\n---\na", "? a\n: b", "a: |\n b\n c: >-\n  d", "{a: [}", "\ufeffa: 1"} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d := Read("f", src)
		if !d.Broken() {
			everything(d.Root())
		}
		if err := d.Err(); err != nil {
			lines := 2 + strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + strings.Count(string(src), "\u0085") +
				strings.Count(string(src), "\u2028") + strings.Count(string(src), "\u2029")
			for _, e := range err.(Errors) {
				if e.Line < 1 || e.Line > lines {
					t.Errorf("line %d of %d: %v", e.Line, lines, e)
				}
			}
		}
	})
}

func everything(n Node) {
	n.Text(10, "")
	n.Word("")
	n.Bool(false)
	n.Int(0, 10, 0)
	n.OneOf("a", "a", "b")
	n.Prefix()
	n.Jurisdiction()
	for _, e := range n.List() {
		everything(e)
	}
	m := n.Mapping()
	m.Need("a")
	for _, p := range m.Pairs() {
		everything(p.Value)
	}
	m.Done()
}
