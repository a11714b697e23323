package detect

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"sekisho/dataplane/fingerprint"
)

// Program is a compiled set of classes. It never changes, and may be used by
// any number of scanners at once.
type Program struct {
	tables    *tables
	detectors []*detector // the registered ones, then the custom ones
	counted   []bool      // by detector: the policy asks for its class
	text      *literals
	binary    *literals
	person    bool                         // pii.person is counted
	places    bool                         // addresses are looked for
	births    bool                         // dates of birth are
	fields    uint64                       // the bits of the detectors of fields that are needed
	cells     uint64                       // likewise, and of all else that looks at a row's cells
	byPlace   bool                         // no row is read cell by cell: for tests
	asksAll   bool                         // every judgement is made in full, even if what it needs is not there: for tests
	numbers   [maxDigits + 1][]numberJudge // by count of digits

	registered *fingerprint.Store // nil: there is nothing registered to find
}

// Compile makes a program of the classes that a policy asks for: leaves or
// parents, or nil for all. Custom classes are always counted. An unknown class
// or a keyword out of bounds is an error.
func Compile(enabled []string, custom []Custom) (*Program, error) {
	p := &Program{tables: builtin(), detectors: slices.Clone(registered)}
	if err := p.enable(enabled); err != nil {
		return nil, err
	}
	room := formsFor(custom)
	for _, c := range custom {
		built, err := customDetectors(c, &room)
		if err != nil {
			return nil, err
		}
		for _, d := range built {
			p.detectors = append(p.detectors, d)
			p.counted = append(p.counted, true)
		}
	}
	p.chooseNumbers()
	p.places, p.births = p.needed(p.tables.address), p.needed(p.tables.birth)
	p.chooseCells()
	p.text, p.binary = p.literals(false), p.literals(true)
	if len(p.text.list) > math.MaxUint16 {
		return nil, fmt.Errorf("compile detectors: %d keywords and patterns in all, full-width forms counted; at most %d can be told apart", len(p.text.list), math.MaxUint16)
	}
	return p, nil
}

func (p *Program) enable(enabled []string) error {
	for _, class := range enabled {
		if !Known(class) && !strings.HasPrefix(class, "custom") {
			return unknownClass(class)
		}
	}
	for _, d := range p.detectors {
		on := enabled == nil || slices.ContainsFunc(enabled, func(c string) bool { return covers(c, d.class) })
		p.counted = append(p.counted, on)
		p.person = p.person || on && d.class == personClass
	}
	return nil
}

// needed says whether a detector must run: because it is counted, or because it
// gives evidence of persons.
func (p *Program) needed(i int) bool {
	return p.counted[i] || p.person && p.detectors[i].evidential()
}

// numberJudge is a detector of numbers that is needed, at hand for each number.
type numberJudge struct {
	*numberRule
	detector int
	bit      uint64 // of its label
	binary   bool
	bare     bool // a number is nothing to it without a label
	own      bool // as in a numberRule
	inCell   bool // a number without a label may count where it fills a cell
}

// needsLabel says that a number is nothing to the detector without a label. Columns count
// what else passes the check of an ownCheck.
func (n *numberJudge) needsLabel(t *token) bool {
	return n.bare || n.near == nil && !n.own && n.alone(t) < leastConfidence
}

func (p *Program) chooseNumbers() {
	for n, detectors := range p.tables.byLength {
		for _, i := range detectors {
			d := p.detectors[i]
			if p.needed(i) {
				bare := d.number.alone == nil && d.number.near == nil
				inCell := !bare && (d.number.cells == nil || slices.Contains(d.number.cells, n))
				p.numbers[n] = append(p.numbers[n], numberJudge{d.number, i, p.tables.classBit[i], d.binary, bare, d.number.ownCheck, inCell})
			}
		}
	}
}

// chooseCells notes which headers have the cells below them looked at as a whole.
func (p *Program) chooseCells() {
	for i := range registered {
		if p.detectors[i].field != nil && p.needed(i) {
			p.fields |= 1 << i
		}
	}
	p.cells = p.fields | p.tables.checked
	for _, a := range [...]attribute{attrKana, attrSurname, attrGiven, attrPlace} {
		p.cells |= p.tables.attrBits[a]
	}
}

// literals gathers the strings that start a judgement.
func (p *Program) literals(binary bool) *literals {
	l := newLiterals()
	for i, d := range p.detectors {
		if !p.needed(i) || binary && !d.binary {
			continue
		}
		if d.literal != nil {
			l.addAll(d.literal.words, i, d.literal.fold)
			l.addMachine(d.literal.machine, i, binary)
		}
		if d.field != nil && d.literal == nil {
			l.addAll(d.field.triggers, i, true)
			l.addAll(d.field.roles, i, true)
			l.addAll(d.field.split, i, true)
		}
	}
	l.addEvent(eventNumber, numberLiterals, false)
	if !binary {
		l.addEvent(eventHeader, headerLiterals, true)
		l.addEvent(eventRow, rowLiterals, true)
		l.addEvent(eventRuler, rulerLiterals, false)
		l.addEvent(eventValues, valuesLiterals, true)
		l.addEvent(eventCopy, copyLiterals, true)
		l.addEvent(eventCreate, createLiterals, true)
		l.addEvent(eventBare, bareLiterals, true)
		l.addEvent(eventTuple, tupleLiterals, false)
	}
	for i := range l.list {
		lit := &l.list[i]
		lit.inRow, lit.part = p.mattersInRow(int(lit.owner)), p.isPart(lit)
		lit.bare = int(lit.owner) >= 0 && bare(lit.text) && isLetter(lit.text[0])
		p.noteNeeds(lit)
	}
	l.compile()
	return l
}

// mattersInRow says whether a literal matters in the rows of a table below the first ones: these
// have no use for labels of fields, and for what tables begin with.
func (p *Program) mattersInRow(owner int) bool {
	return owner != eventHeader && owner != eventRuler && (owner < 0 || p.detectors[owner].literal != nil)
}

// isPart says whether a literal is a label of a part of its detector's value.
func (p *Program) isPart(lit *literal) bool {
	if int(lit.owner) < 0 || p.detectors[int(lit.owner)].field == nil {
		return false
	}
	return slices.Contains(p.detectors[int(lit.owner)].field.split, lit.text)
}

// noteNeeds notes what a value behind a literal has in any case.
func (p *Program) noteNeeds(lit *literal) {
	if int(lit.owner) < 0 || p.detectors[int(lit.owner)].literal == nil {
		return
	}
	rule := p.detectors[int(lit.owner)].literal
	lit.drawn, lit.hosted, lit.coined = slices.Contains(rule.drawn, lit.text), slices.Contains(rule.hosted, lit.text), slices.Contains(rule.coined, lit.text)
}

// Keywords yields every fixed string that is looked for in texts, and whether
// in any case of its ASCII letters, in which case it is in lower case. Benchmarks
// give the same strings to other matchers.
func (p *Program) Keywords(yield func(word string, anyCase bool)) {
	for i := range p.text.list {
		yield(p.text.list[i].text, p.text.list[i].fold)
	}
}
