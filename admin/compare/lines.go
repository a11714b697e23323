package compare

import (
	"fmt"
	"slices"
	"strings"
)

const (
	// context is how many lines that stay are shown around those that don't.
	context = 3
	// maxEdits bounds the search for the shortest way from one text to another: its memory and its time
	// grow with the square. Texts that differ more are shown with all between their first and their
	// last difference replaced.
	maxEdits = 2000
)

// edit is a line of one text, of the other, or of both.
type edit struct {
	sign byte // ' ', '-' or '+'
	line string
}

// Unified tells what differs between two texts, in the unified format of diff -u (POSIX.1-2024, diff). It is
// empty where nothing does.
func Unified(oldName, newName, before, after string) string {
	if before == after {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", oldName, newName)
	all := edits(lines(before), lines(after))
	for from, to := range hunks(all) {
		writeHunk(&b, all, from, to)
	}
	return b.String()
}

// lines parts a text behind its line breaks.
func lines(text string) []string {
	all := strings.SplitAfter(text, "\n")
	if all[len(all)-1] == "" {
		all = all[:len(all)-1]
	}
	return all
}

// edits finds how one text becomes the other.
func edits(a, b []string) []edit {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	all := signed(nil, ' ', a[:head])
	all = append(all, shortest(a[head:len(a)-tail], b[head:len(b)-tail])...)
	return signed(all, ' ', a[len(a)-tail:])
}

func signed(to []edit, sign byte, lines []string) []edit {
	for _, l := range lines {
		to = append(to, edit{sign, l})
	}
	return to
}

// shortest is E. W. Myers's greedy algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986): reach[k] is how
// far in a one gets on the diagonal k (the place in a less the place in b) with so many edits.
func shortest(a, b []string) []edit {
	reach := make([]int32, 2*min(len(a)+len(b), maxEdits)+3)
	middle := len(reach) / 2
	var trace [][]int32
	for d := 0; d <= min(len(a)+len(b), maxEdits); d++ {
		trace = append(trace, slices.Clone(reach[middle-d:middle+d+1]))
		for k := -d; k <= d; k += 2 {
			x := follow(a, b, step(reach[middle+k-1], reach[middle+k+1], k, d), k)
			reach[middle+k] = int32(x)
			if x == len(a) && x-k == len(b) {
				return walk(a, b, trace, k)
			}
		}
	}
	return signed(signed(nil, '-', a), '+', b)
}

// step takes the better of the two ways onto a diagonal: a line less from the one below, or one more from above.
func step(below, above int32, k, d int) int {
	if k == -d || k != d && below < above {
		return int(above)
	}
	return int(below) + 1
}

// follow goes along equal lines.
func follow(a, b []string, x, k int) int {
	for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
		x++
	}
	return x
}

// walk goes the way back from the end. trace[d] has what was reached with less than d edits, on the diagonals
// -d to d.
func walk(a, b []string, trace [][]int32, k int) (all []edit) {
	x := len(a)
	for d := len(trace) - 1; d >= 0; d-- {
		at := func(k int) int32 {
			if i := k + d; i >= 0 && i < len(trace[d]) {
				return trace[d][i]
			}
			return 0
		}
		from := 0
		down := k == -d || k != d && at(k-1) < at(k+1)
		if d > 0 {
			from = step(at(k-1), at(k+1), k, d)
		}
		for ; x > from; x-- {
			all = append(all, edit{' ', a[x-1]})
		}
		switch {
		case d == 0:
		case down:
			all = append(all, edit{'+', b[x-k-1]})
			k++
		default:
			all = append(all, edit{'-', a[x-1]})
			x--
			k--
		}
	}
	slices.Reverse(all)
	return all
}

// hunks yields the ranges of edits that are shown.
func hunks(all []edit) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		for at := 0; at < len(all); {
			first := at + slices.IndexFunc(all[at:], func(e edit) bool { return e.sign != ' ' })
			if first < at {
				return
			}
			last := first
			for i := first; i < len(all) && i <= last+2*context+1; i++ {
				if all[i].sign != ' ' {
					last = i
				}
			}
			to := min(last+context+1, len(all))
			if !yield(max(first-context, 0), to) {
				return
			}
			at = to
		}
	}
}

func writeHunk(b *strings.Builder, all []edit, from, to int) {
	oldAt, newAt := count(all[:from], '+'), count(all[:from], '-')
	oldLen, newLen := count(all[from:to], '+'), count(all[from:to], '-')
	fmt.Fprintf(b, "@@ -%s +%s @@\n", place(oldAt, oldLen), place(newAt, newLen))
	for _, e := range all[from:to] {
		b.WriteByte(e.sign)
		b.WriteString(e.line)
		if !strings.HasSuffix(e.line, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// count counts the edits that don't have a sign.
func count(all []edit, but byte) (n int) {
	for _, e := range all {
		if e.sign != but {
			n++
		}
	}
	return n
}

// place writes the first line and the number of lines; of no lines, the line before is meant.
func place(before, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", before)
	case 1:
		return fmt.Sprint(before + 1)
	}
	return fmt.Sprintf("%d,%d", before+1, n)
}
