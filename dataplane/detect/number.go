package detect

import "bytes"

// numberLiterals mark numbers that are not plain ASCII digits: full-width
// digits, digits with invisible characters between, kanji numerals with a zero.
var numberLiterals = []string{
	"０", "１", "２", "３", "４", "５", "６", "７", "８", "９", "〇",
	"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff",
}

// number visits the first digit of a group.
func (v *visit) number(pos int) {
	if v.st.base+int64(pos) < v.state.numbers {
		return
	}
	t := &v.w.token
	t.read(v.buf, pos, v.closed)
	v.settle(pos, !t.cut)
	if t.count == 0 && !t.over {
		return
	}
	if (!t.tight || t.plus) && v.plainNumber(t, pos) || !v.lettersNear(t) {
		return
	}
	v.code(pos)
}

// plainNumber judges as much of what was read as is a number.
func (v *visit) plainNumber(t *token, pos int) bool {
	s := surroundings{visit: v, pos: pos}
	for g := t.count; g > 0 && t.groups[g-1].n >= minDigits; g-- {
		s.fits = v.prog.tables.lengthBits[t.groups[g-1].n]
		if t.span(&v.w.span, g, v.buf) && s.judge(&v.w.span) {
			v.state.numbers = v.st.base + int64(v.w.span.end())
			s.columnFails()
			return true
		}
	}
	if v.state.columns != nil && t.n >= minDigits && !v.lettersNear(t) {
		s.columnFails()
	}
	return false
}

// lettersNear says whether letters stand right before or behind a number, or
// one or two of them a sign apart, so that it may be part of a code.
func (v *visit) lettersNear(t *token) bool {
	r, n := runeBefore(v.buf, t.start)
	if separatorOf(r) != 0 {
		r, _ = runeBefore(v.buf, t.start-n)
	}
	if codeChar(r) > '9' || invisible(r) {
		return true
	}
	if t.count == 0 {
		return false
	}
	r, n = runeAt(v.buf, t.end())
	if separatorOf(r) != 0 {
		r, _ = runeAt(v.buf, t.end()+n)
	}
	return codeChar(r) > '9'
}

// wideNumber visits a place inside a number that is not plain ASCII: the number
// may have begun before.
func (v *visit) wideNumber(pos int) {
	if r, _ := runeBefore(v.buf, pos); digitOf(r) < 0 {
		v.addressAt(pos, digitRun(v.buf[pos:min(len(v.buf), pos+maxNumber)]))
	}
	start := pos
	for i := pos; i > max(0, pos-maxNumber); {
		r, n := lastRune(v.buf[:i])
		i -= n
		if digitOf(r) >= 0 {
			start = i
		} else if !invisible(r) && separatorOf(r) == 0 {
			break
		}
	}
	if start < pos && v.st.base+int64(start) >= v.state.numbers {
		v.wideStart(start, pos)
		return
	}
	if d, _ := digitAt(v.buf[pos:]); d >= 0 {
		v.wideStart(pos, pos)
	}
}

// wideStart reads the number that begins at start and was noticed at pos.
func (v *visit) wideStart(start, pos int) {
	v.w.token.read(v.buf, start, v.closed)
	v.settle(pos, !v.w.token.cut)
	v.number(start)
}

// surroundings are the evidence around one number, gathered when first needed.
type surroundings struct {
	*visit
	pos    int
	fits   uint64 // bits of the classes that a value so long may be of
	passed uint64 // bits of the classes whose check it passes
	known  bool
	before evidence
	token  *token // the value that is judged,
	code   *code  // or the code
}

func (s *surroundings) evidence() *evidence {
	if !s.known {
		s.known = true
		s.tableAbove(s.pos, s.fits)
		s.before = s.visit.evidenceAt(s.pos)
		s.sideways()
		s.listEvidence()
	}
	return &s.before
}

// evidenceAt says what stands before pos: in a table the column's header,
// elsewhere the text.
func (v *visit) evidenceAt(pos int) evidence {
	if v.state.table != nil && !v.beginsWithLabel(pos) {
		return v.columnAt(pos)
	}
	return lookBefore(v.buf[max(0, pos-leftBytes):pos], v.w.fold[:], &v.w.keys)
}

// beginsWithLabel gives up a table whose first row begins with a label, as its header
// does: both are lines of labels and values.
func (v *visit) beginsWithLabel(pos int) bool {
	s := v.state
	row := int(s.row - v.st.base)
	if s.rows > 0 || s.table.sql || s.table.comma == "" || row < 0 || row >= pos || s.table.bits[0] == 0 && s.table.other&1 == 0 && !s.table.against[0] {
		return false
	}
	text := cellFrame.trimLeft(v.buf[row:pos])
	end := cellSigns.index(text)
	if end <= 0 || end > maxField {
		return false
	}
	folded := foldKey(v.w.fold[:0], bytes.TrimRight(text[:end], " \""))
	if 2*labelled(folded) < len(folded) && !otherNumber(folded) {
		return false
	}
	s.table, s.row = nil, -1
	return true
}

// judge judges a number for every class that its length fits.
func (s *surroundings) judge(t *token) (found bool) {
	s.token, s.code = t, nil
	judges, binary, said := s.prog.numbers[t.n], s.st.text.Binary, s.mayBeSaid()
	for i := range judges {
		n := &judges[i]
		if said&n.bit == 0 && n.needsLabel(t) || binary && !n.binary || !n.valid(t) {
			continue
		}
		s.passed |= n.bit
		c := s.confidence(n.numberRule, t, n.bit)
		if c < leastConfidence && s.columnPasses(n.detector, t.text()) {
			c = fullColumn
		}
		if c >= leastConfidence {
			s.listed(n.detector)
			s.numberFound(n, t, t.text(), c)
			found = true
		}
	}
	return found
}

// mayBeSaid returns the classes that the text may say a value is of. In a table it is
// known at once, and spares looking at what is nothing without a label.
func (s *surroundings) mayBeSaid() uint64 {
	if s.state.table == nil {
		return ^uint64(0)
	}
	switch e := s.evidence(); {
	case e.against || e.other:
		return 0
	case e.bits != 0:
		return e.bits
	}
	return s.openClasses()
}

// otherColumn says that a table's header names something else, which spares
// looking at a value that is nothing without a label.
func (s *surroundings) otherColumn(bit uint64) bool {
	return s.state.table != nil && s.mayBeSaid()&bit == 0
}

// confidence weighs the evidence. What stands behind counts last, because it
// means waiting for it.
func (s *surroundings) confidence(n *numberRule, t *token, bit uint64) float64 {
	alone := 0.0
	if n.alone != nil && !s.st.text.Binary {
		alone = n.alone(t)
	}
	if n.formOnly && alone >= leastConfidence && s.evidence().keyed {
		alone = 0
	}
	if n.near != nil && !s.st.text.Binary {
		near := n.near(s.buf[max(0, s.pos-leftBytes):s.pos], t)
		if near < 0 {
			return 0
		}
		alone = max(alone, near)
	}
	labelled := n.labelled
	if n.share != nil {
		labelled *= n.share(t)
	}
	return s.weigh(labelled, alone, bit, t.end())
}

// weigh gives the confidence of a value that ends at end and is worth so much
// with a label, and so much alone.
func (s *surroundings) weigh(labelled, alone float64, bit uint64, end int) float64 {
	e := s.evidence()
	if !e.has(bit) && !e.column && closedIn(s.buf[end:]) {
		// What stands in brackets behind a value means that before all that stands before it.
		after, final := lookAfter(s.buf[end:], s.w.fold[:], s.closed)
		s.settle(s.pos, final)
		if after.has(bit) {
			return after.worth(labelled, bit)
		}
	}
	switch {
	case e.against:
		return 0
	case e.has(bit):
		if e.column && bit&s.prog.tables.checked != 0 && !s.state.scores.holds(e.index) {
			return alone
		}
		return max(e.worth(labelled, bit), alone)
	case alone >= leastConfidence || e.column || e.other:
		return alone
	}
	after, final := lookAfter(s.buf[end:], s.w.fold[:], s.closed)
	s.settle(s.pos, final)
	if after.has(bit) {
		return after.worth(labelled, bit)
	}
	return alone
}

// numberFound counts a number, whose digits are value.
func (v *visit) numberFound(n *numberJudge, t *token, value []byte, confidence float64) {
	if n.norm != nil {
		value = n.norm(t, v.w.value[:0])
	}
	h := hashValue(value)
	v.countHashed(n.detector, h, value, confidence)
	v.attribute(n.attr, t.start, t.end(), h)
}
