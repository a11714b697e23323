package detect

import (
	"math/bits"
	"slices"
)

// nextHeader reads a line among a table's rows as the header of another table, as on
// sheets that have several below each other: mostly labels, and no digit. It returns nil
// for any other line.
func (v *visit) nextHeader(line []byte) *table {
	t := v.state.table
	if t.grid != nil || t.sql || len(t.comma) != 1 || hasPlainDigit(line) || !v.beginsWithKey(line, t.comma) {
		return nil
	}
	h := v.headerReader()
	h.read(line)
	next := h.kept(2)
	if next == nil || next.comma != t.comma || next.values > 0 || next.pairs() || 2*next.namedColumns() < next.columns-bits.OnesCount64(next.blank) {
		return nil
	}
	return next
}

func hasPlainDigit(b []byte) bool {
	return slices.ContainsFunc(b, func(c byte) bool { return c-'0' < 10 })
}

// beginsWithKey says whether one of a line's first two cells names what stands below.
func (v *visit) beginsWithKey(line []byte, comma string) bool {
	first, rest, more := cutCell(line, comma)
	second, _, _ := cutCell(rest, comma)
	return more && (v.isKey(first) || v.isKey(second))
}
