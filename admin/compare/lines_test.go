package compare

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestUnified(t *testing.T) {
	numbers := "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n"
	for _, c := range []struct{ before, after, want string }{
		{"same\n", "same\n", ""},
		{"", "new\n", "--- a\n+++ b\n@@ -0,0 +1 @@\n+new\n"},
		{"old\n", "", "--- a\n+++ b\n@@ -1 +0,0 @@\n-old\n"},
		{"x", "x\n", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n"},
		{numbers, strings.Replace(numbers, "8\n", "eight\n", 1), "--- a\n+++ b\n@@ -5,7 +5,7 @@\n 5\n 6\n 7\n-8\n+eight\n 9\n 10\n 11\n"},
		{numbers, "0\n" + strings.Replace(numbers, "15\n", "", 1),
			"--- a\n+++ b\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -12,4 +13,3 @@\n 12\n 13\n 14\n-15\n"},
		{numbers, strings.NewReplacer("2\n", "two\n", "9\n", "nine\n").Replace("1\n2\n3\n4\n5\n6\n7\n8\n9\n"),
			"--- a\n+++ b\n@@ -1,15 +1,9 @@\n 1\n-2\n+two\n 3\n 4\n 5\n 6\n 7\n 8\n-9\n-10\n-11\n-12\n-13\n-14\n-15\n+nine\n"},
	} {
		if got := Unified("a", "b", c.before, c.after); got != c.want {
			t.Errorf("%q to %q:\n%s\nwant\n%s", c.before, c.after, got, c.want)
		}
	}
}

// TestShortest: the edits make one text of the other, and are as few as the slow way finds.
func TestShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		a, b := someLines(r), someLines(r)
		all := edits(a, b)
		var from, to []string
		n := 0
		for _, e := range all {
			if e.sign != '+' {
				from = append(from, e.line)
			}
			if e.sign != '-' {
				to = append(to, e.line)
			}
			if e.sign != ' ' {
				n++
			}
		}
		if strings.Join(from, "") != strings.Join(a, "") || strings.Join(to, "") != strings.Join(b, "") {
			t.Fatalf("%q to %q: %v", a, b, all)
		}
		if want := len(a) + len(b) - 2*common(a, b); n != want {
			t.Fatalf("%q to %q: %d edits, want %d", a, b, n, want)
		}
	}
}

func someLines(r *rand.Rand) (lines []string) {
	for range r.IntN(12) {
		lines = append(lines, string(rune('a'+r.IntN(4)))+"\n")
	}
	return lines
}

// common is the length of the longest common subsequence, as its definition has it.
func common(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	if a[0] == b[0] {
		return 1 + common(a[1:], b[1:])
	}
	return max(common(a[1:], b), common(a, b[1:]))
}

// TestMuchDiffers: texts without anything in common take no more than the bound allows.
func TestMuchDiffers(t *testing.T) {
	a, b := strings.Repeat("a\n", 20_000), strings.Repeat("b\n", 20_000)
	got := Unified("a", "b", "head\n"+a+"tail\n", "head\n"+b+"tail\n")
	if strings.Count(got, "\n-a") != 20_000 || strings.Count(got, "\n+b") != 20_000 || !strings.HasSuffix(got, "\n tail\n") {
		t.Errorf("%d bytes", len(got))
	}
}
