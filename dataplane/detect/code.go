package detect

import "unicode/utf8"

// Identifiers that letters are part of, such as passport numbers, are read like
// numbers: every one of them holds digits, so that the scan for digits finds
// them too, and no literal needs to be sought for them.

const (
	maxCode       = 34 // characters, as in the longest IBAN
	maxCodeGroups = 10
	maxCodeBytes  = 140 // that a code may take, in full width
	maxPrefix     = 6   // letters before the first digit, as in a codice fiscale
)

// code is an identifier of letters and digits as written, with single signs
// between its groups.
type code struct {
	chars  [maxCode]byte // 'A' to 'Z' and '0' to '9'
	n      int
	groups [maxCodeGroups]group
	count  int  // groups
	start  int  // offset of the first character
	cut    bool // the text ended before the code was known to
	over   bool // the last group goes on
}

// text returns the characters without signs.
func (c *code) text() []byte { return c.chars[:c.n] }

// shape tells the lengths of the groups as one number, as a token's does.
func (c *code) shape() int {
	shape, before := 0, uint8(0)
	for _, g := range c.groups[:c.count] {
		shape = shape*10 + int(min(g.n-before, 9))
		before = g.n
	}
	return shape
}

// end is the offset behind the last character.
func (c *code) end() int { return c.start + int(c.groups[c.count-1].end) }

// reads says whether the characters follow a pattern of 'A' for a letter, '0'
// for a digit and '?' for either.
func (c *code) reads(pattern string) bool {
	if c.n != len(pattern) {
		return false
	}
	for i, p := range []byte(pattern) {
		if p == 'A' && !isLetter(c.chars[i]) || p == '0' && isLetter(c.chars[i]) {
			return false
		}
	}
	return true
}

// read reads the code whose first character is at buf[i], never further than
// maxCodeBytes.
func (c *code) read(buf []byte, i int, closed bool) {
	*c = code{start: i}
	limit := min(len(buf), i+maxCodeBytes)
	open := limit == len(buf) && !closed
	for c.count < maxCodeGroups && !c.over {
		if i = c.group(buf[:limit], i); i == limit {
			c.cut, c.over = open, c.over || limit < len(buf)
			return
		}
		r, n := runeAt(buf[:limit], i)
		sign := separatorOf(r)
		if n == 0 || sign == 0 || sign == '(' {
			c.cut = n == 0 && open
			return
		}
		next, size := runeAt(buf[:limit], i+n)
		if size == 0 || codeChar(next) == 0 {
			c.cut = size == 0 && open
			return
		}
		c.groups[min(c.count, maxCodeGroups-1)].sep = sign
		i += n
	}
}

// group reads the characters of one group and returns the offset behind.
func (c *code) group(buf []byte, i int) int {
	end := i
	for i < len(buf) {
		r, n := runeAt(buf, i)
		char := codeChar(r)
		if n == 0 || char == 0 && !invisible(r) {
			break
		}
		i += n
		if char == 0 {
			continue
		}
		if c.over = c.n == maxCode; c.over {
			break // this group counts as one, so that those before it may be a code
		}
		c.chars[c.n] = char
		c.n++
		end = i
	}
	g := &c.groups[c.count]
	g.n, g.end = uint8(c.n), int32(end-c.start)
	c.count++
	return i
}

// codeChar returns what a letter or digit, full-width or not, stands for, or 0.
func codeChar(r rune) byte {
	if r >= 0xff01 && r <= 0xff5e {
		r -= 0xfee0
	}
	switch {
	case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z':
		return byte(r)
	case r >= 'a' && r <= 'z':
		return byte(r) &^ 0x20
	}
	return 0
}

// span sets s to the code's first g groups, and says whether it may end there.
func (c *code) span(s *code, g int, buf []byte) bool {
	*s = *c
	s.count, s.n = g, int(c.groups[g-1].n)
	if g < c.count {
		return c.groups[g].sep == ' '
	}
	if c.over {
		return false
	}
	r, _ := runeAt(buf, s.end())
	return !inWordRune(r) && r != '@'
}

// mayBeCode says, of digits that begin no plain number, whether they may be
// part of a code: some capitals or up to two letters and many digits stand
// before, or a letter stands right behind. It needs no more than a few
// comparisons for most digits of ordinary text.
func (v *visit) mayBeCode(n, pos int) bool {
	b := v.buf
	if pos+n >= len(b) {
		return true
	}
	if pos > 0 && codeSigns[b[pos-1]]&beforeCode == 0 && codeSigns[b[pos+n]]&behindCode == 0 {
		return false // as in most addresses
	}
	if n < 6 && n != 2 && pos > 0 && b[pos-1]-'a' < 26 {
		return false
	}
	if pos > 0 && isLetter(b[pos-1]) {
		return v.lettersLead(n, pos)
	}
	if isLetter(b[pos+n]) && (n == 6 || n == 8 || n == 17) {
		return true
	}
	if pos < 3 || b[pos-1] != ' ' || !isLetter(b[pos-2]) {
		return false
	}
	k := lettersBefore(b, pos-1)
	return (k <= 2 && (n == 2 || n >= 6) || k == 3 && n == 2 && isLetter(b[pos+n])) && capitals(b[pos-2:pos-1])
}

// Bits of what may stand next to the digits of a code.
const (
	beforeCode = 1 << iota
	behindCode
)

// codeSigns are the bytes that may: letters, and a blank before.
var codeSigns = func() (signs [256]uint8) {
	for c := range signs {
		if isLetter(byte(c)) {
			signs[c] = beforeCode | behindCode
		}
	}
	signs[' '] = beforeCode
	return signs
}()

// lettersLead says whether the letters right before n digits may begin a code.
func (v *visit) lettersLead(n, pos int) bool {
	k := lettersBefore(v.buf, pos)
	capital := k <= maxPrefix && capitals(v.buf[pos-k:pos])
	switch next := v.buf[pos+n]; k {
	case 1:
		return n >= 6 || capital && n == 1 && next == '-'
	case 2:
		return n >= 6 || capital && n >= 2
	case maxPrefix:
		return n >= 2 && (capital || n == 2 && isLetter(next))
	}
	return false
}

// lettersBefore counts the ASCII letters that end at pos, up to one more than a
// code may begin with; as many are counted where they belong to a longer word.
func lettersBefore(b []byte, pos int) (n int) {
	for n <= maxPrefix && pos-n > 0 && isLetter(b[pos-n-1]) {
		n++
	}
	if pos-n > 0 && (b[pos-n-1] == '_' || b[pos-n-1]-'0' < 10) {
		return maxPrefix + 1
	}
	return n
}

// code visits the first digit of what may be a code.
func (v *visit) code(pos int) {
	if v.st.text.Binary || v.st.base+int64(pos) < v.state.numbers {
		return
	}
	start := codeStart(v.buf, pos)
	if apart := prefixApart(v.buf, start); apart >= 0 && v.codeFrom(apart, pos) {
		return
	}
	v.codeFrom(start, pos)
}

// codeStart goes back over the letters before the digit at pos, and over what
// can't be seen between them.
func codeStart(buf []byte, pos int) int {
	start := pos
	for i, left := pos, 2*maxPrefix; left > 0; left-- {
		r, n := runeBefore(buf, i)
		if n == 0 || codeChar(r) == 0 && !invisible(r) {
			break
		}
		if i -= n; codeChar(r) != 0 {
			start = i
		}
	}
	return start
}

// prefixApart finds one or two capitals that a sign sets off before start, or
// two groups of three.
func prefixApart(buf []byte, start int) int {
	at, k := groupBefore(buf, start)
	switch {
	case k == 3:
		if at, k = groupBefore(buf, at); k == 3 {
			return at
		}
		return -1
	case k < 1 || k > 2 || codeChar(rune(buf[at])) != buf[at] && buf[at] < utf8.RuneSelf:
		return -1
	}
	return at
}

// groupBefore finds the letters that a sign sets off before start, and how many.
func groupBefore(buf []byte, start int) (at, k int) {
	r, n := runeBefore(buf, start)
	if s := separatorOf(r); s != ' ' && s != '-' {
		return start, 0
	}
	at = codeStart(buf, start-n)
	return at, utf8.RuneCount(buf[at : start-n])
}

// codeFrom reads a code and judges as much of it as is one.
func (v *visit) codeFrom(start, pos int) bool {
	if r, n := runeBefore(v.buf, start); inWordRune(r) && n > 0 {
		return false
	}
	c := &v.w.code
	c.read(v.buf, start, v.closed)
	v.settle(pos, !c.cut)
	s := surroundings{visit: v, pos: start}
	for g := c.count; g > 0; g-- {
		s.fits = v.prog.tables.codeBits[c.groups[g-1].n]
		if c.span(&v.w.codeSpan, g, v.buf) && s.judgeCode(&v.w.codeSpan) {
			v.state.numbers = v.st.base + int64(v.w.codeSpan.end())
			s.columnFails()
			return true
		}
	}
	if c.count > 0 {
		s.columnFails()
	}
	return false
}

// judgeCode judges a code for every class that its length fits.
func (s *surroundings) judgeCode(c *code) (found bool) {
	s.token, s.code = nil, c
	for _, i := range s.prog.tables.byCode[c.n] {
		d, bit := s.prog.detectors[i], s.prog.tables.classBit[i]
		if d.code.alone == 0 && s.otherColumn(bit) || !s.prog.needed(i) || !d.code.valid(c) {
			continue
		}
		s.passed |= bit
		at := s.weigh(d.code.labelled, d.code.alone, bit, c.end())
		if at < leastConfidence && s.columnPasses(i, c.text()) {
			at = fullColumn
		}
		if at >= leastConfidence {
			s.codeFound(i, c, at)
			found = true
		}
	}
	return found
}

func (s *surroundings) codeFound(i int, c *code, confidence float64) {
	d := s.prog.detectors[i].code
	s.listed(i)
	value := c.text()
	if d.norm != nil {
		value = d.norm(c, s.w.value[:0])
	}
	s.count(i, verdict{hit: true, value: value, confidence: confidence})
	s.attribute(d.attr, c.start, c.end(), hashValue(value))
}
