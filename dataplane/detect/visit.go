package detect

import "math/bits"

// visit is one pass over what a Write added, and over what before it was not
// settled yet. Offsets are in buf.
type visit struct {
	st     *Stream
	prog   *Program
	lits   *literals
	w      *scratch
	buf    []byte
	closed bool
	front  int // what comes before is settled
	seen   int // the text's length before this Write
	state  *state
	copied state // the state of what is tentative
	unsure bool  // state is the copy
	doubt  bool  // the attribute being added is evidence, but no finding
	byRole bool  // and it is a name behind a role
	origin int   // where marks begin
	marks  []marks
	past   int // the rows before are read
	drawn  drawnWords
	comma  byte // the separator that cellMarks are of, or 0
}

// run visits the places in order.
func (v *visit) run() {
	v.lits = v.prog.text
	if v.st.text.Binary {
		v.lits = v.prog.binary
	}
	from := max(0, min(v.front, v.seen-v.lits.longest))
	from -= from % blockSize
	blocks := (len(v.buf) - from + blockSize - 1) / blockSize
	ms := v.w.marks[:blocks+1]
	mark(ms[:blocks], v.w.buf[from:from+blocks*blockSize+printBytes-1], &v.lits.sieve)
	ms[blocks] = marks{}
	for i := range blocks {
		ms[i].words = v.lits.sift(ms[i].words, v.w.buf[from+i*blockSize:])
	}
	v.origin, v.marks = from, ms
	before := uint64(0)
	for i := range blocks {
		if v.past < from+(i+1)*blockSize {
			v.block(&ms[i], ms[i+1].digits, before, from+i*blockSize)
		}
		before = ms[i].digits >> 63
	}
	v.finish()
}

// block visits the places in 64 bytes.
func (v *visit) block(m *marks, next, before uint64, at int) {
	starts := m.digits &^ (m.digits<<1 | before)
	if v.noNumbers(m.digits, next, at) {
		starts = 0
	}
	places := starts | m.at | m.words | m.lines
	if !v.linesMatter() {
		places &^= m.lines &^ (starts | m.at | m.words)
	}
	places = v.notPast(places, at)
	for places != 0 {
		i := bits.TrailingZeros64(places)
		places &= places - 1
		bit := uint64(1) << i
		pos := at + i
		if m.words&bit != 0 {
			v.word(pos)
		}
		switch {
		case pos < v.front && !v.unsure:
		case starts&bit != 0:
			v.digits(m.digits>>i|next<<(64-i), pos)
		case m.at&bit != 0:
			v.at(pos)
		case m.lines&bit != 0:
			v.line(pos)
			if v.past = v.plainRows(pos + 1); v.past > pos+1 {
				places = v.notPast(places, at)
			}
		}
		if v.linesMatter() {
			places |= v.notPast(m.lines&^(bit|(bit-1)), at)
		}
	}
}

// notPast leaves out the places in 64 bytes that are in rows which are read.
func (v *visit) notPast(places uint64, at int) uint64 {
	if v.past <= at {
		return places
	}
	return places &^ (1<<(v.past-at) - 1)
}

// noNumbers says, of a block of a binary text, that too few digits are in it and
// behind it for any number. In other texts they may be part of a code.
func (v *visit) noNumbers(digits, next uint64, at int) bool {
	return v.st.text.Binary && at+blockSize+maxNumber <= len(v.buf) &&
		bits.OnesCount64(digits)+bits.OnesCount64(next&(1<<numberReach-1)) < minDigits
}

func (v *visit) linesMatter() bool {
	return v.state.row >= 0 || v.state.record.start >= 0 || v.state.turned != nil
}

// settle says that the judgement on a place is about to change the state. From
// the first that is not final, everything happens on a copy.
func (v *visit) settle(pos int, final bool) {
	if final || v.unsure {
		return
	}
	v.unsure, v.front = true, min(pos, len(v.buf))
	v.copied = v.st.state
	v.state = &v.copied
}

// finish ends the visit: what the end of the data cuts off is judged as if it
// ended here, tentatively unless it does.
func (v *visit) finish() {
	if !v.unsure {
		v.front = len(v.buf)
	}
	if !v.closed && !v.unsure && v.linesMatter() {
		v.unsure, v.copied = true, v.st.state
		v.state = &v.copied
	}
	if v.linesMatter() {
		v.endOfText()
	}
}

// word visits a place where the fingerprint of a literal may be.
func (v *visit) word(pos int) {
	for _, i := range v.lits.at(v.w.buf[pos:]) {
		for i != 0 {
			lit := &v.lits.list[i-1]
			i = lit.next
			start, end, ok := lit.matches(v.buf, pos)
			if ok && (pos >= v.front || end > v.seen || v.unsure) {
				v.literal(lit, start, end)
			}
		}
	}
}

// literal visits a literal that is there.
func (v *visit) literal(lit *literal, start, end int) {
	switch int(lit.owner) {
	case eventNumber:
		v.wideNumber(start)
	case eventHeader:
		v.headerWord(start)
	case eventRow:
		v.htmlRow(start, end)
	case eventRuler:
		v.ruler(start)
	case eventCopy:
		v.copyColumns(start, end)
	case eventValues:
		v.sqlColumns(start, end)
	case eventCreate:
		v.sqlCreated(start)
	case eventBare:
		v.sqlBare(start, end)
	case eventTuple:
		v.sqlTuple(start, end)
	default:
		v.judge(lit, start, end)
	}
}

// window is what a literal's judge sees.
type window struct {
	buf        []byte // the text around
	start, end int    // the literal in it
	word       string // the literal as registered
	closed     bool   // buf ends where the text does
	offset     int64  // of buf in the text
	fold       []byte // working memory
}

// rightBytes is how far ahead a literal's judge may look.
const rightBytes = 512

// judge lets a detector look at the place of one of its words.
func (v *visit) judge(lit *literal, start, end int) {
	d := v.prog.detectors[int(lit.owner)]
	if d.literal == nil {
		v.labelledField(lit, start, end)
		return
	}
	if !v.prog.asksAll && v.lacks(lit, start, end) {
		return
	}
	low, high := max(0, start-leftBytes), min(len(v.buf), end+rightBytes)
	offset := v.st.base + int64(low)
	v.w.win = window{
		buf: v.buf[low:high], start: start - low, end: end - low, word: lit.text,
		closed: v.closed || high < len(v.buf), offset: offset, fold: v.w.fold[:],
	}
	got := d.literal.judge(&v.w.win)
	v.settle(start+int(lit.at), got.final || v.closed)
	v.count(int(lit.owner), got)
	if got.hit && got.confidence >= leastConfidence {
		if d.literal.attr == attrBirth {
			v.state.birth = uint32(hashValue(got.value))
		}
		v.attribute(d.literal.attr, start+got.lead, max(end, start+got.extent), hashValue(got.value))
	}
}

// count counts what a judgement found.
func (v *visit) count(detector int, got verdict) {
	if !got.hit || got.confidence < leastConfidence {
		return
	}
	sample := got.sample
	if sample == nil {
		sample = got.value
	}
	v.countHashed(detector, hashValue(got.value), sample, got.confidence)
}

// countHashed counts a value whose hash is known.
func (v *visit) countHashed(detector int, h uint64, sample []byte, confidence float64) {
	if confidence >= leastConfidence && v.prog.counted[detector] && (v.unsure || !v.st.scanner.passes(detector, h, confidence)) {
		v.st.scanner.addOf(v.st, detector, h, sample, confidence, !v.unsure)
	}
}
