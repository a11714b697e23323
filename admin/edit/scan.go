package edit

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// after finds where a value ends that is not a block: its last line, and the column behind it.
func (f *file) after(n *yaml.Node, stop int) (line, column int) {
	switch {
	case n.Kind != yaml.ScalarNode:
		return f.afterFlow(n, stop)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		line = f.endOfBlock(n.Line-1, stop)
		return line, len(f.lines[line])
	case n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		c := cursor{f.lines, n.Line - 1, f.offset(n)}
		c.quoted()
		return c.line, c.column
	}
	line = f.lastLine(n, n.Line-1, stop)
	text := f.lines[line]
	from := 0
	if line == n.Line-1 {
		from = f.offset(n)
	}
	if i := strings.Index(text[from:], " #"); i >= 0 {
		text = text[:from+i]
	}
	return line, max(from, len(strings.TrimRight(text, " \t")))
}

// cursor goes through the text of a flow collection or a quoted scalar.
type cursor struct {
	lines        []string
	line, column int
}

// peek gives the byte here, a line break at the end of a line, 0 at the end of the file.
func (c *cursor) peek() byte {
	switch {
	case c.line >= len(c.lines):
		return 0
	case c.column >= len(c.lines[c.line]):
		return '\n'
	}
	return c.lines[c.line][c.column]
}

func (c *cursor) next() {
	if c.peek() == '\n' && c.line+1 < len(c.lines) {
		c.line, c.column = c.line+1, 0
	} else if c.peek() == '\n' {
		c.line++
	} else {
		c.column++
	}
}

// quoted passes over a quoted scalar that begins here.
func (c *cursor) quoted() {
	quote := c.peek()
	for c.next(); c.peek() != 0; c.next() {
		if c.peek() == '\\' && quote == '"' {
			c.next()
		} else if c.peek() == quote {
			c.next()
			if quote == '"' || c.peek() != quote { // two single ones stand for one
				return
			}
		}
	}
}

// afterFlow passes over a flow collection.
func (f *file) afterFlow(n *yaml.Node, stop int) (line, column int) {
	c := cursor{f.lines[:min(stop, len(f.lines))], n.Line - 1, f.offset(n)}
	depth, fresh := 0, true // fresh: a scalar may begin here
	for c.peek() != 0 {
		switch b := c.peek(); {
		case fresh && (b == '"' || b == '\''):
			c.quoted()
			fresh = false
			continue
		case b == '#' && (c.column == 0 || strings.ContainsRune(" \t", rune(c.lines[c.line][c.column-1]))):
			c.column = len(c.lines[c.line])
			continue
		case b == '[' || b == '{':
			depth++
			fresh = true
		case b == ']' || b == '}':
			depth--
			fresh = false
		case b == ',' || b == ':':
			fresh = true
		case b != ' ' && b != '\t' && b != '\n':
			fresh = false
		}
		c.next()
		if depth == 0 {
			break
		}
	}
	return c.line, c.column
}

// remarked reports whether there are comments within a flow collection.
func remarked(n *yaml.Node) bool {
	for _, c := range n.Content {
		if c.HeadComment+c.LineComment+c.FootComment != "" || remarked(c) {
			return true
		}
	}
	return false
}
