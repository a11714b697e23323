package fingerprint

import (
	"encoding/binary"
	"slices"
)

const (
	// minValue and maxValue bound a primary value, in letters and digits.
	minValue, maxValue = 6, 63
	// maxWords is how many words a primary value may be written in.
	maxWords = 8
	// nearBytes is where another value of the row is looked for first.
	nearBytes  = 160
	maxPending = 16
	// minCell and minWideCell are the bytes of the shortest value that is
	// evidence, in ASCII and beyond; maxCell is the longest.
	minCell, minWideCell, maxCell = 4, 6, 255
)

// tokens are the words read last, and the rows that wait for their second value.
type tokens struct {
	words   [maxWords]word // the last is at [count%maxWords]
	count   int
	open    bool // the last one goes on
	pending []pending
}

// word is a run of letters and digits of ASCII.
type word struct {
	start, end int64
	gap        byte // before it
	digit      bool
	letter     bool
}

// pending is a primary value whose row has shown no other value yet.
type pending struct {
	row        int
	cell       uint32
	start, end int64
}

// values looks for rows of tables in a piece.
func (m *Matcher) values(w *scratch, st *Stream, closed bool, sink Sink) {
	if st.tokens == nil {
		st.tokens = new(tokens)
	}
	t := st.tokens
	m.retry(w, st, closed, sink)
	for i := w.old; i < w.n; {
		if t.open && (w.gap[i] != 0 || w.text[i] >= 0x80) {
			m.endWord(w, st, closed, true, sink)
			t.open = false
		}
		if w.text[i] >= 0x80 {
			i++
			continue
		}
		if !t.open {
			t.begin(w.base+int64(i), w.gap[i])
		}
		i = t.extend(w, i)
	}
	if t.open {
		over := closed || st.before != 0
		m.endWord(w, st, closed, over, sink)
		t.open = !over
	}
}

// begin opens a word. Where nothing was left out before it, it follows a
// character beyond ASCII.
func (t *tokens) begin(at int64, gap byte) {
	if gap == 0 {
		gap = gapOther
	}
	t.count++
	t.open = true
	*t.last(0) = word{start: at, end: at, gap: gap}
}

// extend adds to the last word what follows of it from text[i], and returns where
// it ends. Of folded ASCII, letters have the bit 0x40 and digits have not.
func (t *tokens) extend(w *scratch, i int) int {
	text, gap := w.text[:w.n], w.gap[:w.n]
	some, each := text[i], text[i]
	for i++; i < len(text) && gap[i] == 0 && text[i] < 0x80; i++ {
		some |= text[i]
		each &= text[i]
	}
	last := t.last(0)
	last.end = w.base + int64(i)
	last.letter = last.letter || some&0x40 != 0
	last.digit = last.digit || each&0x40 == 0
	return i
}

// last returns the word before the last n words.
func (t *tokens) last(n int) *word { return &t.words[uint(t.count-n)%maxWords] }

// endWord tries each value that ends with the last word.
func (m *Matcher) endWord(w *scratch, st *Stream, closed, over bool, sink Sink) {
	t := st.tokens
	digit, at := false, false
	end := t.last(0).end
	for i := range min(maxWords, t.count) {
		word := t.last(i)
		digit = digit || word.digit
		start := int(word.start - w.base)
		if n := end - word.start; n > maxValue || start < 0 {
			return
		}
		if digit || at {
			m.primary(w, st, start, int(end-w.base), word.gap, closed, over, sink)
		}
		if i+1 < t.count && !joins(t.last(i+1), word) {
			return
		}
		at = at || word.gap&gapAt != 0
	}
}

// joins says whether two words can be one value. Spaces join digits only.
func joins(a, b *word) bool {
	if b.gap&gapOther != 0 {
		return false
	}
	return b.gap&gapSpace == 0 || !a.letter && !b.letter
}

// primary looks text[start:end] up among the primary values.
func (m *Matcher) primary(w *scratch, st *Stream, start, end int, gap byte, closed, over bool, sink Sink) {
	m.lookUp(w, st, w.text[start:end], start, end, closed, over, sink)
	if gap&gapPlus != 0 && string(w.text[start:min(end, start+2)]) == "81" {
		// Japan's numbers are registered as they are dialled at home.
		var home [maxValue]byte
		n := copy(home[1:], w.text[start+2:end])
		home[0] = '0'
		m.lookUp(w, st, home[:n+1], start, end, closed, over, sink)
	}
}

func (m *Matcher) lookUp(w *scratch, st *Stream, value []byte, start, end int, closed, over bool, sink Sink) {
	s := m.store
	if s.lengths>>len(value)&1 == 0 {
		return
	}
	h := sip(&s.keys.value, value)
	from, to := s.values.find(h >> (64 - hashBits))
	if to-from > manyHolders {
		return
	}
	for i := from; i < to; i++ {
		p := pending{s.values.number(i), cellOf(h, len(value)), w.base + int64(start), w.base + int64(end)}
		m.row(w, st, p, closed, over, sink)
	}
}

// row looks for another value of a row around its primary one, and remembers it
// if there is none yet.
func (m *Matcher) row(w *scratch, st *Stream, p pending, closed, over bool, sink Sink) {
	if m.rows[p.row] || len(m.rows) >= maxRows {
		return
	}
	hit, final := m.confirm(w, st, p, closed)
	switch {
	case hit:
		m.reportRow(w, p, final && over, sink)
	}
	if over && !(hit && final) && !closed {
		st.tokens.remember(p)
	}
}

func (t *tokens) remember(p pending) {
	if i := slices.IndexFunc(t.pending, func(q pending) bool { return q.row == p.row }); i >= 0 {
		t.pending = slices.Delete(t.pending, i, i+1)
	}
	if len(t.pending) == maxPending {
		t.pending = slices.Delete(t.pending, 0, 1)
	}
	t.pending = append(t.pending, p)
}

// retry looks again for the rows that wait, now that there is more text.
func (m *Matcher) retry(w *scratch, st *Stream, closed bool, sink Sink) {
	kept := st.tokens.pending[:0]
	for _, p := range st.tokens.pending {
		hit, final := m.confirm(w, st, p, closed)
		if hit {
			m.reportRow(w, p, final, sink)
		}
		if !(hit && final) && p.end+reachBytes > w.base+int64(w.n) && !closed {
			kept = append(kept, p)
		}
	}
	st.tokens.pending = kept
}

// confirm looks for another value of the row within reach, the near ones first.
func (m *Matcher) confirm(w *scratch, st *Stream, p pending, closed bool) (hit, final bool) {
	start, end := int(p.start-w.base), int(p.end-w.base)
	for _, reach := range [...]int{nearBytes, reachBytes} {
		v := view{w: w, low: max(0, start-reach), high: min(w.n, end+reach), start: start, end: end, open: !closed && st.before == 0}
		for cell := range m.store.row(p.row) {
			if cell == 0 || cell == p.cell {
				continue
			}
			h, f := v.holds(&m.store.keys, cell)
			hit, final = hit || h, final || h && f
		}
		if final {
			break
		}
	}
	return hit, final
}

// row yields the cells of a row.
func (s *Store) row(row int) func(yield func(uint32) bool) {
	return func(yield func(uint32) bool) {
		t := s.tableOf(row)
		at := t.cell + (row-t.row)*t.columns
		for i := range t.columns {
			if !yield(binary.LittleEndian.Uint32(s.cells[(at+i)*4:])) {
				return
			}
		}
	}
}

// cellOf is what is stored of a value: its length and 24 bits of its hash, other
// ones than an index takes. It is only compared with the text around a primary
// value of the same row.
func cellOf(hash uint64, length int) uint32 { return uint32(length)<<24 | uint32(hash&0xffffff) }

// view is the text around a primary value.
type view struct {
	w          *scratch
	low, high  int
	start, end int  // the primary value
	open       bool // a word at the text's end may go on
}

// holds says whether a cell's value stands in the text, beside the primary
// value and not as part of a word. It is final if no more text can change that.
func (v *view) holds(k *keys, cell uint32) (hit, final bool) {
	n := int(cell >> 24)
	for i := v.low; i+n <= v.high; i++ {
		if i < v.end && i+n > v.start || !v.edge(i) || !v.edge(i+n) {
			continue
		}
		if uint32(sip(&k.value, v.w.text[i:i+n]))&0xffffff != cell&0xffffff {
			continue
		}
		hit = true
		if i+n < v.w.n || !v.open || v.w.text[i+n-1] >= 0x80 {
			return true, true
		}
	}
	return hit, false
}

// edge says whether a value can begin or end before text[i].
func (v *view) edge(i int) bool {
	if i == 0 || i >= v.w.n || v.w.gap[i] != 0 {
		return true
	}
	a, b := v.w.text[i-1], v.w.text[i]
	return b&0xc0 != 0x80 && (a >= 0x80 || b >= 0x80)
}

func (m *Matcher) reportRow(w *scratch, p pending, sure bool, sink Sink) {
	s := m.store
	if sure {
		if m.rows == nil {
			m.rows = map[int]bool{}
		}
		m.rows[p.row] = true
	}
	t := s.tableOf(p.row)
	var key [digestBytes + 8]byte
	copy(key[:], s.digest(t.document))
	binary.LittleEndian.PutUint64(key[digestBytes:], uint64(p.row-t.row))
	from, to := max(0, int(p.start-w.base)), max(0, int(p.end-w.base))
	sink.Registered(Match{ID: s.id(t.document), Value: sip(&s.keys.value, key[:]), Sample: w.text[from:to], Confidence: 0.97, Sure: sure})
}
