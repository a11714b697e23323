package detect

import "bytes"

const (
	// maxAbove is how many lines above a value may be the header.
	maxAbove = 8
	// maxTries is for how many values of a line it is looked for.
	maxTries = 4
)

// tableAbove looks for the header of a table in the lines above a value that has
// no label: the line around pos may be one of its rows. That the value is right
// for its column is evidence in itself, so that no other column need be known.
func (v *visit) tableAbove(pos int, bit uint64) {
	if v.state.table != nil || v.st.text.Binary {
		return
	}
	start := v.lineStart(pos)
	if v.tryAbove(max(0, start)) && v.arrayAbove(pos) {
		return
	}
	if start < 1 || !mayBeRow(v.buf[start:pos]) || v.state.sought > maxTries {
		return
	}
	if t := v.headerAbove(pos, start, bit); t != nil {
		v.tableFrom(t, start)
	}
}

// headerAbove reads the lines above the one that begins at start, the nearest first, up to one
// that is the header of a row there, or nil.
func (v *visit) headerAbove(pos, start int, bit uint64) *table {
	lines := v.buf[max(0, pos-leftBytes) : start-1]
	whole := v.st.base == 0 && pos <= leftBytes
	for range maxAbove {
		at := bytes.LastIndexByte(lines, '\n')
		line := bytes.TrimRight(lines[at+1:], "\r")
		if at < 0 && !whole || len(line) == 0 {
			return nil
		}
		if h := hashValue(line); !v.w.plain.has(h) {
			if t := v.headerFor(line, h, pos, start, bit); t != nil {
				return v.unlessLabelled(t, pos, bit)
			}
		}
		if at < 0 {
			return nil
		}
		lines = lines[:at]
	}
	return nil
}

// unlessLabelled returns a header, or nil if what stands beside the value at pos is its label.
// That is asked last, since few lines are headers.
func (v *visit) unlessLabelled(t *table, pos int, bit uint64) *table {
	if v.besideLabel(pos)&bit != 0 {
		return nil
	}
	return t
}

// plainLines are the hashes of lines that name no column, the latest of each place: below
// them many values may stand, each of which would have them read again.
type plainLines [256]uint64

func (p *plainLines) has(line uint64) bool { return p[line%uint64(len(p))] == line }
func (p *plainLines) add(line uint64)      { p[line%uint64(len(p))] = line }

// mayBeRow rules out the lines of programs and markup.
func mayBeRow(begin []byte) bool {
	begin = bytes.TrimLeft(begin, " \t")
	return len(begin) == 0 || begin[0] != '{' && begin[0] != '[' && begin[0] != '<' && begin[0] != '('
}

// tryAbove says whether a header was not looked for too often from this line.
func (v *visit) tryAbove(start int) bool {
	s, line := v.state, v.st.base+int64(start)
	if s.above != uint32(line) {
		s.above, s.sought = uint32(line), 0
	}
	s.sought = min(s.sought+1, maxTries+1)
	return s.sought <= maxTries
}

// headerFor reads a line that has this hash as the header of a row that begins at start,
// where a value at pos is of the class with the given bit.
func (v *visit) headerFor(line []byte, hash uint64, pos, start int, bit uint64) *table {
	h := v.headerReader()
	if h.read(line); h.table.columns < 2 || h.table.known() == 0 {
		v.w.plain.add(hash)
		return nil
	}
	if h.table.onlyFirst() && v.isKey(firstCell(v.buf[start:pos])) {
		return nil // another line of a table on its side
	}
	if column := h.columnOf(v.buf[start:min(len(v.buf), pos+1)]); column < h.table.columns && h.table.bits[column]&bit != 0 {
		return h.kept(1)
	}
	return h.kept(2)
}

// columnOf returns the column that a row's beginning ends in.
func (h *headerReader) columnOf(row []byte) int {
	if h.table.comma == gridComma {
		h.grid.columns = h.table.columns
		r := gridReader{grid: &h.grid, line: row}
		for r.next() {
		}
		return max(0, r.column)
	}
	c := cellCache{}
	if h.table.comma != "" {
		c.count(row, h.table.comma, '"')
	}
	return int(c.index)
}

// tableFrom begins a table in the middle of its row. What the row has told about a
// person stays.
func (v *visit) tableFrom(t *table, start int) {
	r := v.state.record
	v.beginTable(t, start)
	v.state.rows = 1
	v.state.record.kinds, v.state.record.hash = r.inLine&^(1<<attrName), r.hash
}
