package content

import "bytes"

// JSON in the cells of a CSV table (RFC 4180), whose quotes are doubled there, as databases
// and audit logs export it: the cells are read once more as lines of JSON.

// hasQuotedJSON looks for a cell that is an object or an array of objects.
func hasQuotedJSON(head []byte) bool { return quotedAt('\n', head) >= 0 }

// quotedAt returns where the first such cell begins in b, behind what divides cells; or -1.
// before is the byte before b.
func quotedAt(before byte, b []byte) int {
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte(`{""`))
		if i < 0 {
			return -1
		}
		from += i + 1
		at := from - 2
		if at >= 0 && b[at] == '[' {
			at--
		}
		if at == 0 && b[0] == '"' && dividesCells(before) || at > 0 && b[at] == '"' && dividesCells(b[at-1]) {
			return at
		}
	}
}

func dividesCells(c byte) bool { return c == ',' || c == ';' || c == '\t' || c == '\n' }

// cellJSON finds the cells and undoubles their quotes.
type cellJSON struct {
	lines *joined
	held  []byte
	in    bool // a cell
	past  byte // the last byte taken outside of one, or 0
}

func (c *cellJSON) Write(b []byte) { c.held = inSteps(c.held, b, c.step) }

func (c *cellJSON) Close() { c.lines.close() }

// longestStart is how much of b's end may be the beginning of a cell, with what is before.
const longestStart = len(`,"[{"`)

// step takes the beginning of b and returns its size, or 0 to ask for more.
func (c *cellJSON) step(b []byte) int {
	if c.in {
		return c.cell(b)
	}
	before := c.past
	if before == 0 {
		before = '\n'
	}
	if i := quotedAt(before, b); i >= 0 {
		c.in = true
		return i + 1
	}
	n := max(0, len(b)-longestStart)
	if n > 0 {
		c.past = b[n-1]
	}
	return n
}

// cell passes on what is within one.
func (c *cellJSON) cell(b []byte) int {
	n := bytes.IndexByte(b, '"')
	switch {
	case n < 0:
		n = len(b)
	case n > 0:
	case len(b) == 1:
		return 0
	case b[1] == '"':
		c.lines.add(b[:1])
		return 2
	default:
		c.lines.end(false)
		c.in, c.past = false, '"'
		return 1
	}
	c.lines.add(bytes.ReplaceAll(b[:n], []byte("\n"), []byte(" ")))
	return n
}
