package fingerprint

import (
	"path"
	"slices"
)

const (
	// containment is the share of a document's shingles that has to be seen, in
	// hundredths, but at least leastSeen and at most mostSeen of them.
	containment = 30
	leastSeen   = 6
	mostSeen    = 48
	// runSeen is how many more shingles of a document than others have to follow each
	// other in a text: some 160 letters and digits, or 55 characters of Japanese, copied
	// as they are, or more of them with changes in between.
	runSeen = 6
	// maxCandidates bounds the documents that are counted for at one time.
	maxCandidates = 64
	// maxRows bounds the rows found in one flow or file.
	maxRows = 4096
)

// Match is something registered that was found.
type Match struct {
	ID         string  // as Document.ID
	Value      uint64  // tells what was found from everything else
	Sample     []byte  // a document's name or a row's value, not masked; valid during the call
	Confidence float64 // 0 to 1
	// Containment is the share of a document that was seen so far, 0 to 1: it is
	// reported again as it grows. It is 0 for a row.
	Containment float64
	Sure        bool // false: the next byte may undo it
}

// Sink takes what a Matcher finds. The same may be found several times.
type Sink interface{ Registered(Match) }

// Matcher counts for one flow or file what it has in common with a store. It is
// used by one goroutine at a time.
type Matcher struct {
	store      *Store
	candidates []candidate
	rows       map[int]bool // rows found
}

// candidate is a document of which something was seen.
type candidate struct {
	document int
	stream   *Stream // where it was seen last, at which shingle
	last     int64
	run      int
	n        int
	seen     [mostSeen]uint32 // parts of the hashes seen
	found    bool
	share    share // of what is found
}

// Write reads the next bytes of st, and the last ones if closed. A character may
// be cut. b is not kept.
func (m *Matcher) Write(s *Store, st *Stream, b []byte, closed bool, sink Sink) {
	if s.Empty() {
		return
	}
	if m.store != s {
		*m = Matcher{store: s}
	}
	if st.store != s {
		st.store, st.tokens = s, nil // rows have other numbers now
	}
	if st.Binary && s.binaries {
		m.digest(st, b, closed, sink)
	}
	w := scratches.Get().(*scratch)
	for more := true; more; {
		n := min(len(b), pieceBytes)
		more = n < len(b)
		m.piece(w, st, b[:n], closed && !more, sink)
		b = b[n:]
	}
	scratches.Put(w)
}

func (m *Matcher) piece(w *scratch, st *Stream, b []byte, closed bool, sink Sink) {
	st.read(w, b, closed)
	m.shingles(w, st, sink)
	reach := spanBytes
	if len(m.store.tables) > 0 && !st.Binary {
		m.values(w, st, closed, sink)
		reach = keepBytes
	}
	st.keep(w, reach)
}

// digest compares a whole file.
func (m *Matcher) digest(st *Stream, b []byte, closed bool, sink Sink) {
	if st.sum == nil {
		if st.total > 0 {
			return // it began before there were files to compare with
		}
		st.sum = newDigest(&m.store.keys)
	}
	st.sum.Write(b)
	if !closed {
		return
	}
	if i := m.store.byDigest(st.sum.Sum(nil)[:digestBytes]); i >= 0 && m.store.kind(i) == Binary {
		m.report(i, 0.99, 1, sink)
	}
}

// shingles looks up what was chosen of a piece, in two rounds: the first only
// reads the memory that the second needs, so that the processor can wait for all
// of it at once.
func (m *Matcher) shingles(w *scratch, st *Stream, sink Sink) {
	x := &m.store.shingles
	chosen := st.choose(&m.store.keys, w)
	for i := range chosen {
		chosen[i].from, chosen[i].to = x.find(chosen[i].hash)
	}
	for _, g := range chosen {
		if g.from == g.to {
			st.grams++
			continue
		}
		if m.store.commonplace(g.from, g.to) {
			continue // neither counts nor interrupts
		}
		st.grams++
		for i := g.from; i < g.to; i++ {
			m.hit(st, x.number(i), uint32(g.hash), sink)
		}
	}
}

// commonplace says whether too many documents hold a shingle, or a public one.
func (s *Store) commonplace(from, to int) bool {
	if to-from > manyHolders {
		return true
	}
	for i := from; i < to; i++ {
		if s.kind(s.shingles.number(i)) == Public {
			return true
		}
	}
	return false
}

// hit counts a shingle for a document.
func (m *Matcher) hit(st *Stream, document int, hash uint32, sink Sink) {
	c := m.candidate(document)
	if c.found {
		if c.share.add(hash) {
			m.report(document, 0.98, c.share.contained(), sink)
		}
		return
	}
	c.follow(st)
	if slices.Contains(c.seen[:c.n], hash) {
		return
	}
	c.seen[c.n] = hash
	c.n++
	c.run++
	if c.run >= runSeen || c.n >= needed(m.store.evidence(document)) {
		c.found = true
		c.share = newShare(m.store.evidence(document), c.seen[:c.n])
		m.report(document, 0.98, c.share.contained(), sink)
	}
}

// follow takes from the run what shingles of other texts have come since it was seen.
func (c *candidate) follow(st *Stream) {
	if c.stream != st {
		c.run = 0
	} else if others := st.grams - c.last - 1; others > 0 {
		c.run = int(max(0, int64(c.run)-others))
	}
	c.stream, c.last = st, st.grams
}

// needed is how many of a document's shingles have to be seen.
func needed(evidence int) int {
	return min(max((evidence*containment+99)/100, leastSeen), mostSeen)
}

// candidate finds a document's count, or begins it in place of the least.
func (m *Matcher) candidate(document int) *candidate {
	least := -1
	for i := range m.candidates {
		c := &m.candidates[i]
		if c.document == document {
			return c
		}
		if !c.found && (least < 0 || c.n < m.candidates[least].n) {
			least = i
		}
	}
	if len(m.candidates) < maxCandidates || least < 0 {
		m.candidates = append(m.candidates, candidate{document: document})
		return &m.candidates[len(m.candidates)-1]
	}
	m.candidates[least] = candidate{document: document}
	return &m.candidates[least]
}

func (m *Matcher) report(document int, confidence, containment float64, sink Sink) {
	s := m.store
	sink.Registered(Match{
		ID: s.id(document), Value: sip(&s.keys.value, s.digest(document)), Sample: []byte(path.Base(string(s.name(document)))),
		Confidence: confidence, Containment: containment, Sure: true,
	})
}
