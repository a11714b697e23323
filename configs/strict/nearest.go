package strict

import (
	"fmt"
	"strings"
)

// Quote shows a value of a file in an error: quoted, and cut at 64 bytes.
func Quote(s string) string {
	if len(s) > 64 {
		return fmt.Sprintf("%q...", strings.ToValidUTF8(s[:64], ""))
	}
	return fmt.Sprintf("%q", s)
}

// fewWords is how many known words an error may list.
const fewWords = 24

// suggest names the nearest known word, or where none is near the few there are.
func suggest(word string, known []string) string {
	if near := Nearest(word, known); near != "" {
		return fmt.Sprintf("; nearest is %q", near)
	}
	if len(known) == 0 || len(known) > fewWords {
		return ""
	}
	return "; known are " + strings.Join(known, ", ")
}

// Nearest gives the known word with the least edit distance to word, without
// regard to case; "" where the best shares too little with it to be meant.
func Nearest(word string, known []string) string {
	if len(word) > 64 {
		return ""
	}
	best, least := "", 1+max(1, len(word)/2)
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts the insertions, deletions, replacements and swaps of
// neighbours between a and b (the "optimal string alignment" distance).
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			row[j] = cheapest(a, b, i, j, before, last, row)
		}
		before, last = last, row
	}
	return last[len(b)]
}

func cheapest(a, b string, i, j int, before, last, row []int) int {
	replace := last[j-1]
	if a[i-1] != b[j-1] {
		replace++
	}
	least := min(last[j]+1, row[j-1]+1, replace)
	if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
		least = min(least, before[j-2]+1)
	}
	return least
}
