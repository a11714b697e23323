package detect

import (
	"hash/maphash"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"sekisho/dataplane/fingerprint"
)

// Scanner counts what one flow or file carries. It is used by one goroutine at
// a time, holds no goroutine itself, and allocates nothing until it finds
// something, but for the ends of the texts that are open.
type Scanner struct {
	prog    *Program
	counts  *counts // nil until there is something
	maybe   []tentative
	version uint64

	registered *fingerprint.Matcher   // nil until there is something registered
	documents  map[string]*labelParts // that have label information, or labels in their properties
}

// counts is what a scanner has counted.
type counts struct {
	id      uint64 // tells the scanner from others
	tallies []tally
	slots   []tallySlot // by detector
}

// tallySlot says where a detector's values are counted. What is known of a tally that is full
// spares looking at it: the values above last change nothing, unless they are surer.
type tallySlot struct {
	index      int // 1+index in tallies, or 0
	full       bool
	last       uint64
	confidence float64
}

// tentative is a value that the next byte may change or undo. So is what is stated of it:
// its confidence is a finding's only while it is there.
type tentative struct {
	stream     *Stream
	class      string
	hash       uint64
	confidence float64
}

// maxTentative bounds the tentative values; more than a few can't be at the
// end of a text but by making it so.
const maxTentative = 64

// NewScanner starts a flow or file.
func (p *Program) NewScanner() *Scanner { return &Scanner{prog: p} }

// Rebind goes on with another program. What was found stays.
func (s *Scanner) Rebind(p *Program) {
	s.prog = p
	if s.counts != nil {
		s.counts.slots = nil
	}
}

// Version changes whenever a count changes, tentative ones included.
func (s *Scanner) Version() uint64 { return s.version }

// Tentative says whether a value is counted that the next byte may undo.
func (s *Scanner) Tentative() bool { return len(s.maybe) > 0 }

// Add counts n of a class that is recognised elsewhere, such as the bytes of
// "opaque". The sample is masked by the caller.
func (s *Scanner) Add(class string, n int, where, sample string) {
	if n <= 0 {
		return
	}
	t := s.tally(class)
	t.extra += n
	t.confidence = 1
	if t.where == "" {
		t.where, t.sample = where, sample
	}
	s.version++
}

// Counts yields each class found with the number of its distinct values, with
// or without the tentative ones. Up to 1,024 values the number is exact, above
// it is estimated within a few percent. It allocates nothing.
func (s *Scanner) Counts(withTentative bool, yield func(class string, n int)) {
	for i := range s.tallies() {
		t := &s.tallies()[i]
		n := t.count()
		if withTentative {
			n += s.tentativeOf(t.class)
		}
		if n > 0 {
			yield(t.class, n)
		}
	}
}

func (s *Scanner) tentativeOf(class string) (n int) {
	for i, m := range s.maybe {
		earlier := slices.ContainsFunc(s.maybe[:i], func(e tentative) bool { return e.class == class && e.hash == m.hash })
		if m.class == class && !earlier {
			n++
		}
	}
	return n
}

// confidenceOf returns the highest confidence in a value of a tally, settled or tentative.
func (s *Scanner) confidenceOf(t *tally) float64 {
	highest := t.confidence
	for _, m := range s.maybe {
		if m.class == t.class {
			highest = max(highest, m.confidence)
		}
	}
	return highest
}

// Findings lists what was found so far, tentative values included, by class.
func (s *Scanner) Findings() []Finding {
	var out []Finding
	for i := range s.tallies() {
		t := &s.tallies()[i]
		if n := t.count() + s.tentativeOf(t.class); n > 0 {
			out = append(out, Finding{Class: t.class, Count: n, Confidence: s.confidenceOf(t), Sample: t.sample, Where: t.where, Reference: t.reference, Containment: t.containment})
		}
	}
	slices.SortFunc(out, func(a, b Finding) int { return strings.Compare(a.Class, b.Class) })
	return out
}

func (s *Scanner) tallies() []tally {
	if s.counts == nil {
		return nil
	}
	return s.counts.tallies
}

func (s *Scanner) tally(class string) *tally {
	i := s.tallyIndex(class)
	return &s.counts.tallies[i]
}

// tallyIndex finds the tally of a class, or begins it.
func (s *Scanner) tallyIndex(class string) int {
	if s.counts == nil {
		s.counts = &counts{id: 1 + rand.Uint64N(math.MaxUint64)}
	}
	c := s.counts
	for i := range c.tallies {
		if c.tallies[i].class == class {
			return i
		}
	}
	c.tallies = append(c.tallies, tally{class: class})
	return len(c.tallies) - 1
}

// slotOf returns the slot of a detector.
func (s *Scanner) slotOf(detector int) *tallySlot {
	if c := s.counts; c != nil && detector < len(c.slots) {
		if slot := &c.slots[detector]; slot.index > 0 {
			return slot
		}
	}
	return s.beginSlot(detector)
}

// beginSlot has the slot of a detector point at the tally of its class.
func (s *Scanner) beginSlot(detector int) *tallySlot {
	i, c := s.tallyIndex(s.prog.detectors[detector].class), s.counts
	if c.slots == nil {
		c.slots = make([]tallySlot, len(s.prog.detectors))
	}
	c.slots[detector].index = i + 1
	return &c.slots[detector]
}

// passes says that a settled value changes nothing, as most of a large table.
func (s *Scanner) passes(detector int, h uint64, confidence float64) bool {
	if s.counts == nil || detector >= len(s.counts.slots) {
		return false
	}
	slot := &s.counts.slots[detector]
	return slot.full && h > slot.last && confidence <= slot.confidence
}

// addOf is add for the class of a detector.
func (s *Scanner) addOf(st *Stream, detector int, h uint64, sample []byte, confidence float64, sure bool) {
	slot := s.slotOf(detector)
	t := &s.counts.tallies[slot.index-1]
	s.add(st, t, h, sample, confidence, sure)
	if t.class != mipClass {
		slot.full, slot.last, slot.confidence = t.values.full, t.values.last, t.confidence
	}
}

// leastConfidence is what a value needs to be counted.
const leastConfidence = 0.65

// leastEvidence is what it needs to be evidence of a person.
const leastEvidence = 0.5

// found counts a value of a class.
func (s *Scanner) found(st *Stream, class string, h uint64, sample []byte, confidence float64, sure bool) {
	s.add(st, s.tally(class), h, sample, confidence, sure)
}

// add counts a value in a tally.
func (s *Scanner) add(st *Stream, t *tally, h uint64, sample []byte, confidence float64, sure bool) {
	if t.class == mipClass && s.overruled(st.text.Where) {
		return
	}
	switch {
	case sure && t.values.add(h):
		s.version++
		if t.class == mipClass {
			s.noteLabel(st.text.Where, h)
		}
		t.describe(st.text.Where, sample, !t.values.full && t.count() == 1)
	case !sure && len(s.maybe) < maxTentative && !t.values.has(h):
		s.maybe = append(s.maybe, tentative{st, t.class, h, confidence})
		t.describe(st.text.Where, sample, t.count() == 0)
	}
	if sure && confidence > t.confidence {
		t.confidence = confidence
	}
}

// describe keeps the first settled value's sample and place. A tentative one
// only fills the gap until then.
func (t *tally) describe(where string, sample []byte, first bool) {
	if first {
		t.sample, t.where, t.confidence = mask(sample), where, 0
	}
}

// withdraw takes back a stream's tentative values and tells their sum, by which
// a later change can be noticed.
func (s *Scanner) withdraw(st *Stream) (sum uint64) {
	kept := s.maybe[:0]
	for _, m := range s.maybe {
		if m.stream == st {
			sum += m.hash ^ uint64(len(m.class))
			continue
		}
		kept = append(kept, m)
	}
	clear(s.maybe[len(kept):])
	s.maybe = kept
	return sum
}

func (s *Scanner) tentativeSum(st *Stream) (sum uint64) {
	for _, m := range s.maybe {
		if m.stream == st {
			sum += m.hash ^ uint64(len(m.class))
		}
	}
	return sum
}

func hashValue(b []byte) uint64 { return maphash.Bytes(seed, b) }
