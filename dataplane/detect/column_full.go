package detect

import (
	"bytes"
	"math/bits"
	"slices"
)

// A column without a header, or with one that says nothing, is told by its values: if
// from the first right check digit on all numbers have one, and they are many and differ, they
// are of the class whose check that is. The seven behind the first have it by accident
// in one of 10^7 columns where one number in ten is right, in one of 10^9 where one
// in 23 is. A column in which another number stands is tried no more.

const (
	// leastFull is how many distinct values make a column's class known.
	leastFull = 8
	// leastLast is in how many last characters they must differ: amounts that all end in
	// "00" pass or fail together.
	leastLast = 3
	// fullColumn is the confidence in such a column's values. No document of the tuning
	// set has one by accident; the share stands for columns whose makers use a like check.
	fullColumn = 0.9
	// fullColumns is how many columns are looked at.
	fullColumns = 16
	// columnTrials is how many columns, or classes for one, can be in the making at once.
	columnTrials = 3
)

// columns is what is known of the columns that no header names.
type columns struct {
	of     *table              // whose they are; nil where there is no table
	last   int64               // where the last value stands
	failed [fullColumns]uint64 // the bits of classes whose check a value failed
	known  [fullColumns]uint64 // the bit of the class, or 0
	score  [fullColumns]int8   // as in columnScores, since it is known
	trials [columnTrials]trial
}

// trial is a column that may become known.
type trial struct {
	hash   [leastFull - 1]uint64 // of the values so far
	lasts  uint32                // their last characters, a bit each
	n      uint8
	column uint8
	class  uint64 // its bit
}

// openClasses returns the classes that a column of a table may be of whose header says
// nothing.
func (s *surroundings) openClasses() uint64 {
	column, c := s.evidence().index, s.state.columns
	switch {
	case column < 0 || column >= fullColumns:
		return 0
	case c == nil || c.of != s.state.table:
		return s.prog.tables.own
	}
	return s.prog.tables.own &^ c.failed[column]
}

// columnFails notes for which classes a number or code speaks against its column: those
// whose check it does not pass, be it as long or not.
func (s *surroundings) columnFails() {
	if s.state.columns == nil {
		return
	}
	column := s.column()
	if column < 0 {
		return
	}
	c, failed := s.changeColumns(), s.prog.tables.own&^s.passed
	if known := c.known[column]; known&failed != 0 {
		if c.score[column]--; c.score[column] >= leastScore {
			failed &^= known
		}
		c.known[column] &^= failed
	}
	c.failed[column] |= failed
	for i := range c.trials {
		if t := &c.trials[i]; int(t.column) == column && t.class&failed != 0 {
			*t = trial{}
		}
	}
}

// columnPasses notes that a value of a class stands in a column, and says whether the
// column is known to be of that class.
func (s *surroundings) columnPasses(detector int, value []byte) bool {
	class := s.prog.tables.classBit[detector]
	if s.prog.tables.own&class == 0 || s.st.text.Binary || s.evidence().against || s.evidence().other {
		return false
	}
	column := s.column()
	if column < 0 {
		return false
	}
	c := s.changeColumns()
	switch {
	case c.failed[column]&class != 0:
		return false
	case c.known[column] == class:
		c.score[column] = min(c.score[column]+1, mostScore)
		return true
	}
	return s.tryColumn(c, detector, column, value)
}

// tryColumn adds a value to the trial of its column. The one that makes the class known
// has those before it counted.
func (s *surroundings) tryColumn(c *columns, detector, column int, value []byte) bool {
	class := s.prog.tables.classBit[detector]
	t, h := c.trial(class, column), hashValue(value)
	if t == nil {
		t = c.newTrial()
		*t = trial{class: class, column: uint8(column)}
	}
	if t.has(h) {
		return false
	}
	t.lasts |= 1 << (value[len(value)-1] & 31)
	if t.n < leastFull-1 {
		t.hash[t.n] = h
		t.n++
		return false
	}
	if bits.OnesCount32(t.lasts) < leastLast {
		c.failed[column] |= class
		return false
	}
	c.known[column], c.score[column] = class, 0
	for _, before := range t.hash {
		s.countHashed(detector, before, value, fullColumn)
	}
	*t = trial{}
	return true
}

func (t *trial) has(h uint64) bool {
	return slices.Contains(t.hash[:t.n], h)
}

// trial returns the trial of a class in a column, or nil.
func (c *columns) trial(class uint64, column int) *trial {
	for i := range c.trials {
		if t := &c.trials[i]; t.class == class && int(t.column) == column {
			return t
		}
	}
	return nil
}

// newTrial returns the trial that has come least far.
func (c *columns) newTrial() *trial {
	least := &c.trials[0]
	for i := range c.trials {
		if c.trials[i].n < least.n {
			least = &c.trials[i]
		}
	}
	return least
}

// changeColumns returns what is known of the columns here, to be changed. Another table
// has others, and so has text far below.
func (s *surroundings) changeColumns() *columns {
	st := s.state
	switch kept := st.columns; {
	case s.unsure && kept != &s.w.columns:
		s.w.columns = columns{}
		if kept != nil {
			s.w.columns = *kept
		}
		st.columns = &s.w.columns
	case kept == nil:
		st.columns = new(columns)
	}
	c, at := st.columns, s.st.base+int64(s.pos)
	if c.of != st.table || st.table == nil && at-c.last > recordBytes {
		*c = columns{of: st.table}
	}
	c.last = at
	return c
}

// column returns the column whose cell the value begins, or -1 where there is none, or
// where a header names it.
func (s *surroundings) column() (column int) {
	if s.state.table != nil {
		e := s.evidence()
		if column = e.index; e.bits != 0 || s.goesOn() {
			return -1
		}
	} else {
		column = s.plainColumn()
	}
	if column >= fullColumns {
		return -1
	}
	return column
}

// goesOn says whether a word or a number stands right before the value.
func (s *surroundings) goesOn() bool {
	left := bytes.TrimRight(s.buf[max(0, s.pos-maxBullet):s.pos], " \"'")
	return len(left) > 0 && isWordByte(left[len(left)-1])
}

// plainColumn counts the cells before a value whose table has no header, or returns -1
// where the value begins no cell.
func (s *surroundings) plainColumn() int {
	start := s.lineStart(s.pos)
	if start < 0 {
		return -1
	}
	line := bytes.TrimRight(s.buf[start:s.pos], " \"'")
	if len(line) == 0 {
		return 0
	}
	switch sign := line[len(line)-1]; sign {
	case ',', ';', '\t', '|':
		if mayBeRow(line) {
			return bytes.Count(line, []byte{sign})
		}
	}
	return -1
}
