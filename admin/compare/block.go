package compare

import (
	"strings"

	"sekisho/dataplane/policy"
)

// Block is a rule as it stands in a policy's text, with the comments right above it.
type Block struct {
	ID string
	// Line and End are its first line and the one after its last, from 1.
	Line, End int
	Text      string
}

// Blocks parts a policy's text into its rules, in their order. src must be what p was parsed from. Rules that share
// a line, as those of a list in brackets, share its text too.
func Blocks(p *policy.Policy, src string) []Block {
	lines := strings.Split(strings.TrimRight(src, "\n"), "\n")
	blocks := make([]Block, len(p.Rules))
	for i := range p.Rules {
		dash := dashOf(lines, p.Rules[i].Line)
		blocks[i] = Block{ID: p.Rules[i].ID, Line: above(lines, dash), End: ending(lines, dash)}
	}
	for i := range blocks {
		b := &blocks[i]
		if i+1 < len(blocks) {
			b.End = min(b.End, max(blocks[i+1].Line, b.Line+1))
		}
		b.Text = strings.Join(lines[b.Line-1:b.End-1], "\n") + "\n"
	}
	return blocks
}

// dashOf finds the line of the dash that a rule begins with: it may stand alone above it.
func dashOf(lines []string, line int) int {
	for n := line; n > 0; n-- {
		t := strings.TrimSpace(lines[n-1])
		if strings.HasPrefix(t, "-") {
			return n
		}
		if n < line && t != "" && t[0] != '#' {
			break
		}
	}
	return line
}

// above goes from a rule's first line up over its comments.
func above(lines []string, line int) int {
	for line > 1 && strings.HasPrefix(strings.TrimSpace(lines[line-2]), "#") {
		line--
	}
	return line
}

// ending finds the line after a rule: blank lines and comments that are not indented more than its dash are
// no part of it.
func ending(lines []string, dash int) int {
	depth, end := indent(lines[dash-1]), dash+1
	for n := dash; n < len(lines); n++ {
		t := strings.TrimSpace(lines[n])
		switch {
		case t == "":
		case indent(lines[n]) > depth:
			end = n + 2
		case t[0] != '#':
			return end
		}
	}
	return end
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
