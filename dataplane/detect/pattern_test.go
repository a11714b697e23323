package detect

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestPatternsCountWhatTheyMatch(t *testing.T) {
	p, err := Compile([]string{"custom"}, []Custom{
		{Name: "drawing", Patterns: []string{`\bDRW-\d{4}-[A-Z]\b`, `図番\s*[:：]\s*\d{3,6}`}},
		{Name: "lot", Patterns: []string{`(?i)lot[- ]?(\d{6})`}, Context: []string{"試作"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	text := "DRW-1234-A, DRW-1234-A and DRW-5678-B; XDRW-9999-Z, DRW-12-A. 図番：00412\nlot 123456\n" + strings.Repeat("filler ", 60) + "試作 LOT-654321"
	s := scanWhole(p, text)
	if n := counted(s, "custom.drawing"); n != 3 {
		t.Errorf("custom.drawing = %d, want 3", n)
	}
	if n := counted(s, "custom.lot"); n != 1 {
		t.Errorf("custom.lot = %d, want the one in context", n)
	}
	want := describe(s)
	for size := 1; size < 700; size += 13 {
		if got := describe(scanPieces(p, text, func() int { return size })); got != want {
			t.Fatalf("in pieces of %d: %s, want %s", size, got, want)
		}
	}
}

func TestPatternsHaveLiterals(t *testing.T) {
	for text, want := range map[string][]string{
		`DRW-\d+`:            {"DRW-"},
		`[A-Z]{2}-PROJ-\d+`:  {"-PROJ-"},
		`(alpha|beta)-\d`:    {"alpha-", "beta-"},
		`ab[12]c\d`:          {"ab1c", "ab2c"},
		`(?i)Straße|Gasse\d`: nil,
		`(?i)falcon\d`:       {"FALCON"},
		`\d{4}-\d{4}`:        nil,
		`(abc)?\d+`:          nil,
		`(abc)+\d*`:          {"abc"},
		`a.b.c`:              nil,
	} {
		p, err := compilePattern(text)
		var got []string
		if err == nil {
			got = p.literals
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: literals %q (%v), want %q", text, got, err, want)
		}
	}
}

func TestPatternsThatCannotBeUsed(t *testing.T) {
	for text, want := range map[string]string{
		`secretname(`:                            "no regular expression: missing closing )",
		`^secretname`:                            "uses ^",
		`[0-9]{4}`:                               "no fixed text",
		`secretname(a{1,200}b{1,200}){1,5}`:      "steps, more than the allowed",
		`secretname` + strings.Repeat("x", 1024): "more than the allowed 1024",
	} {
		_, err := Compile(nil, []Custom{{Name: "x", Patterns: []string{`fine-\d`, text}}})
		var custom *CustomError
		if !errors.As(err, &custom) || custom.List != "patterns" || custom.Index != 1 || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secretname") {
			t.Errorf("the error shows the pattern: %v", err)
		}
	}
}

func TestKeywordErrorsHideTheKeyword(t *testing.T) {
	_, err := Compile(nil, []Custom{{Name: "x", Keywords: []string{"fine", strings.Repeat("hidden", 9)}}})
	if err == nil || strings.Contains(err.Error(), "hidden") || !strings.Contains(err.Error(), "keywords[1]") {
		t.Errorf("got %v", err)
	}
}

func TestOrdinaryPatternsAreWithinTheBudget(t *testing.T) {
	c := Custom{Name: "x", Patterns: []string{`\bDRW-\d{4}-[A-Z]\b`, `(alpha|beta|gamma)[- ]\w{1,20}\d+`}}
	if err := MeasureCost(c); err != nil {
		t.Error(err)
	}
	if err := MeasureCost(Custom{Name: "x", Patterns: []string{"a"}}); err == nil {
		t.Error("a pattern without a literal must be refused")
	}
}

// FuzzCompilePattern: no pattern panics, and each match of one that compiles
// holds one of its literals.
func FuzzCompilePattern(f *testing.F) {
	for _, text := range []string{`DRW-\d+`, `(alpha|beta)-\d`, `(?i)lot[- ]?(\d{6})`, `ab[12]{2}c`, `(abc)+x*`, `x{3}y`, `(?s)a.{3,5}bcd`} {
		f.Add(text, "DRW-12 alpha-1 LOT 123456 ab12c abcabc xxxy axxxxbcd")
	}
	f.Fuzz(func(t *testing.T, text, input string) {
		p, err := compilePattern(text)
		if err != nil || len(input) > 2*patternBytes {
			return
		}
		for _, m := range p.re.FindAllString(input, -1) {
			holds := func(l string) bool { return strings.Contains(lowerASCII(m), lowerASCII(l)) }
			if !slices.ContainsFunc(p.literals, holds) {
				t.Fatalf("%q matches %q, which holds none of %q", text, m, p.literals)
			}
		}
	})
}

// The most keywords that a policy's class may have must compile, and be found.
func TestManyKeywords(t *testing.T) {
	words := make([]string, 10000)
	for i := range words {
		words[i] = fmt.Sprintf("word%05dx", i*7919%100000)
	}
	p, err := Compile([]string{"custom"}, []Custom{{Name: "x", Keywords: words}})
	if err != nil {
		t.Fatal(err)
	}
	if n := counted(scanWhole(p, "see "+words[9999]+" and "+words[0]), "custom.x"); n != 2 {
		t.Errorf("custom.x = %d, want 2", n)
	}
	_, err = Compile(nil, []Custom{{Name: "x", Keywords: words}, {Name: "y", Keywords: words}, {Name: "z", Keywords: words}, {Name: "w", Keywords: words}})
	if err == nil || !strings.Contains(err.Error(), "keywords and patterns in all") {
		t.Errorf("more literals than can be told apart: %v", err)
	}
}
