package detect

// What the header says of a column is the same for all its cells. What is to be done with
// them is found out once for each table.

// tablePlan is what is to be done with the cells of a table.
type tablePlan struct {
	table   *table
	prog    *Program
	judged  uint64 // the columns whose cells are looked at as a whole, a bit each
	columns [maxColumns]columnPlan
}

// columnPlan is what is to be done with the cells of one column.
type columnPlan struct {
	header  uint64 // see table.bits
	fields  uint64 // of it, the detectors of fields that are needed
	said    uint64 // the classes that numbers may be of by the header, 0 where it names none
	judged  bool   // cells are looked at as a whole
	checked bool   // the header names numbers with a check digit
	kana    bool   // or how a name is read
	part    bool   // or what may be a part of a name
	place   bool   // or something of an address that is none
	simple  bool   // cells are for detectors of fields, and for nothing else that is asked here
	address bool   // or addresses, and nothing speaks against that

	label  string        // what the detectors of fields are told the label is
	length int           // for how many digits judges holds, or 0
	judges []numberJudge // of numbers so long, those that may find one
}

// planned returns the plan for the current table.
func (v *visit) planned() *tablePlan {
	p := &v.w.plan
	if p.table != v.state.table || p.prog != v.prog {
		p.table, p.prog, p.judged = v.state.table, v.prog, 0
		for i := range p.columns {
			if p.columns[i].make(v.prog, p.table, i); p.columns[i].judged {
				p.judged |= 1 << i
			}
		}
	}
	return p
}

// make makes the plan for a column of a table, which may lie beyond its header.
func (c *columnPlan) make(p *Program, t *table, column int) {
	*c = columnPlan{judges: c.judges[:0]}
	if column >= t.columns {
		return
	}
	header, is := t.bits[column], &p.tables.attrBits
	c.header, c.fields, c.judged = header, header&p.fields, header&p.cells != 0
	c.checked, c.kana, c.part = header&p.tables.checked != 0, header&is[attrKana] != 0, header&(is[attrSurname]|is[attrGiven]|bareName|roleName) != 0
	c.place = header&is[attrPlace] != 0 && header&p.tables.classBit[p.tables.address] == 0
	c.address, c.label = t.ofAddresses(column, p.tables), headerLabel(header)
	c.simple = column > 0 && !c.checked && !c.kana && !c.part && !c.place
	if !t.against[column] {
		c.said = header
	}
}

// judgesOf returns the judges of numbers of n digits that may find one in the column, whose header
// names classes: those of these classes, and those that know a number without a label.
func (c *columnPlan) judgesOf(p *Program, n int) []numberJudge {
	if c.length == n {
		return c.judges
	}
	c.length, c.judges = n, c.judges[:0]
	for _, judge := range p.numbers[n] {
		if c.said&judge.bit != 0 || judge.inCell {
			c.judges = append(c.judges, judge)
		}
	}
	return c.judges
}
