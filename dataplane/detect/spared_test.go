package detect

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asksAll is a program that makes every judgement in full: the obvious twin.
func asksAll(p *Program) *Program {
	slow := *p
	slow.asksAll = true
	return &slow
}

// What is refused for what stands right beside it must be what the whole judgement refuses, in
// programs and in all examples: this package's sources hold both.
func TestSparedJudgementsFindNothing(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("find sources: %d, %v", len(files), err)
	}
	p, rng := all(t), rand.New(rand.NewPCG(21, 22))
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		compareSpared(t, p, string(text), whole1)
		compareSpared(t, p, string(text), func() int { return 1 + rng.IntN(3000) })
	}
	for _, d := range registered {
		for _, example := range append(d.finds, d.passes...) {
			compareSpared(t, p, example+strings.Repeat("\nx", rightBytes), whole1)
		}
	}
}

// sparedParts are what labels, keys and what joins them to values are put together of.
var sparedParts = strings.Split("name|name|name|name|Name|NAME|nom|key|Key|token|secret|password|full |customer_|user|file|first |family |patient's |display_|the |of insured|s of|_full|Full|_c|1|"+
	":| |=|\t| = |: |:=|=>|->|.|. |...|,|, |;|(|)|()|[|]|{|}|<|>|\"|'|`|*|_|-|/|#|?| is | in full| in kanji|\n|\n\n|\r\n|\n  |  |（|）|：|　|】|</td><td>|<td>|<dt>|</dt>\n<dd>|<name>|\", value=\"|\": {\"value\": \"|\"value\": |\"answer\": \"|\", \"question\": \"|"+
	"John Smith|Mary|Smith, Mary|Dr Kwame Abdullah|van den Berg|山田太郎|田中 一郎|김철수|foo|Foo|string|str.x|required|Required\n|edit|first name: |forename=|x2|1980-01-02|2 May 1980|_pat|<db_path>|</db_path>|keyboard|keys|accessKey|born|1.2.3|1.2|t16(53))|1980(S55).1.2|S55.4.3|1980. 1. 2|3/4/1985|3.4 (1985)|10.0 - x|1995-2021|生年月日|"+
	"k9Xq2Lw7RdT4vN0hP5cZ8m1G|aB%3DcdEfGh12345678|3f9a1c7e5b2d8046f1e3|12345678-90ab-cdef-1234-567890abcdef|kXqLwRdTvNhPcZmGfJsYuEbQaCxWoIzDrt|ab1cd2ef3gh4ij5kl|StatusInternalServerError|ａｂｃｄｅｆｇｈ１２３４５６７８|kX9v!Lq27|"+
	"please|tell us your |// |-- |aws_|api_|090-1234-5678|a@example.net|住所|東京都千代田区1-2-3|電話", "|")

// So it must be in texts of any such parts.
func TestSparedJudgementsOfParts(t *testing.T) {
	p, rng := all(t), rand.New(rand.NewPCG(23, 24))
	for range 10000 {
		var b strings.Builder
		for range 1 + rng.IntN(12) {
			b.WriteString(sparedParts[rng.IntN(len(sparedParts))])
		}
		text := b.String() + strings.Repeat("\nx", rightBytes*rng.IntN(2))
		compareSpared(t, p, text, whole1)
	}
}

func compareSpared(t *testing.T, p *Program, text string, cut func() int) {
	t.Helper()
	want := describe(scanPieces(asksAll(p), text, whole1))
	if got := describe(scanPieces(p, text, cut)); got != want {
		t.Fatalf("spared judgements find %s, all %s, in %.300q", got, want, text)
	}
}
