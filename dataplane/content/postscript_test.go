package content

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

func TestPostScript(t *testing.T) {
	sjis := encoded(t, japanese.ShiftJIS, "氏名　山田太郎")
	var octal strings.Builder
	for _, c := range sjis {
		fmt.Fprintf(&octal, `\%03o`, c)
	}
	wide := encoded(t, utf16be, "生年月日 1980-01-02")
	in := "%!PS-Adobe-3.0\n%%Title: (not shown\n/F findfont 12 scalefont setfont\n72 720 moveto (" + octal.String() + ") show\n" +
		"72 700 moveto <" + hex.EncodeToString(wide) + "> show << /a 1 >>\n72 680 moveto (a \\(b\\) (c) \\\\) show 3 0 rmoveto (d) show showpage\n"
	want := "氏名　山田太郎\n生年月日 1980-01-02\na (b) (c) \\d"
	for _, n := range []int{len(in), 1, 7} {
		if s := extract(t, Part{Where: "w"}, []byte(in), n); !s.contains("氏名　山田太郎\n") || !s.contains("1980-01-02\na (b) (c) \\d") {
			t.Errorf("by %d: %q, want %q", n, s.all(), want)
		}
	}
}

// A string that is longer than what is kept of one ends where it ends, even if that is cut at a sign that escapes.
func TestPostScriptGoesOnBehindLongStrings(t *testing.T) {
	in := "%!PS\n(" + strings.Repeat("x", maxPostString-1) + `\)` + strings.Repeat("x", 9) + ") show\n1 2 moveto (the next one) show\n"
	for _, n := range []int{len(in), 1} {
		if s := extract(t, Part{Where: "w"}, []byte(in), n); !s.contains("\nthe next one") {
			t.Errorf("by %d: %.80q", n, s.all())
		}
	}
}

func FuzzPostScript(f *testing.F) {
	f.Add("%!PS\n1 2 moveto (a\\101\\\\\\)(b)) show <41 4> % x\n(c", uint8(3))
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		if len(s) > maxFuzzBody {
			return
		}
		s = "%!PS" + s
		compareRuns(t, fuzzRun(t, []byte(s), "", len(s)), fuzzRun(t, []byte(s), "", int(size)+1))
	})
}
