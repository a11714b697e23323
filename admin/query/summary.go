package query

import (
	"encoding/binary"
	"hash/fnv"
	"net/netip"

	"sekisho/dataplane/event"
)

// A block of events can be summarised, so that a query need not look at each of them: by
// the set of its tokens, numbers that stand for "this field has this value"; by the set of
// the four-letter pieces of its names; and by the least and the greatest of its sizes.

// Summary is what is known of a block.
type Summary interface {
	// HasToken and HasPiece tell whether a number is in the block's set of tokens or
	// pieces. They may be true of some that are not.
	HasToken(token uint64) bool
	HasPiece(piece uint64) bool
	// Range is the least and the greatest value of a field for which Ranged is true; known
	// is false where no event has one.
	Range(f *Field) (low, high int64, known bool)
}

// wide are the prefixes by which addresses are summarised beside themselves.
var wide = map[bool][]int{true: {16, 24}, false: {32, 48, 64}} // by whether it is IPv4

// Tokens calls add with each token of an event, some of them several times.
func Tokens(e *event.Event, add func(token uint64)) {
	var scratch [16]value
	for _, f := range fields {
		if !f.summarised() {
			continue
		}
		for _, v := range f.values(e, scratch[:0]) {
			add(f.token(v, 0))
			if f.Kind == Address {
				f.wider(v, add)
			}
		}
	}
}

// summarised are the fields that people look for by value, rather than by size or time.
func (f *Field) summarised() bool {
	switch f.Name {
	case "destination.port", "source.port", "destination.as.number":
		return true
	}
	return f.Kind == Text || f.Kind == Address
}

func (f *Field) wider(v value, add func(uint64)) {
	a, _ := netip.AddrFromSlice([]byte(v.s[1:]))
	for _, bits := range wide[a.Is4()] {
		p, _ := a.Prefix(bits)
		add(f.token(value{s: key(p.Addr())}, bits))
	}
}

// token stands for a value of a field; bits is the length of a prefix, 0 for a whole value.
func (f *Field) token(v value, bits int) uint64 {
	h := fnv.New64a()
	b := append(make([]byte, 0, 128), f.Name...)
	b = binary.BigEndian.AppendUint64(append(b, 0, byte(bits)), uint64(v.n))
	h.Write(append(b, v.s...))
	return h.Sum64()
}

// pieceLength is in bytes. Pieces of three are in nearly every block, and longer ones
// leave more words without a piece.
const pieceLength = 4

// pieced are the fields of names that people look for parts of.
func (f *Field) pieced() bool {
	switch f.Name {
	case "destination.as.organization.name", "email.from.address", "email.to.address", "sekisho.findings.where", "user_agent.original":
		return true
	}
	return f.Bare
}

// Pieces calls add with each piece of an event's names, some of them several times.
func Pieces(e *event.Event, add func(piece uint64)) {
	var scratch [16]value
	for _, f := range fields {
		if !f.pieced() {
			continue
		}
		for _, v := range f.values(e, scratch[:0]) {
			eachPiece(v.s, func(n uint64) bool { add(n); return true })
		}
	}
}

// eachPiece calls do with the pieces of a text until it says no, and returns what it said.
func eachPiece(s string, do func(uint64) bool) bool {
	for i := range max(len(s)-pieceLength+1, 0) {
		// Spread over all bits, as a filter takes its positions from them.
		n := uint64(binary.BigEndian.Uint32([]byte(s[i:i+pieceLength]))) * 0x9E3779B97F4A7C15
		if !do(n ^ n>>29) {
			return false
		}
	}
	return true
}

// Ranged tells whether blocks are summarised by the field's least and greatest value.
func (f *Field) Ranged() bool {
	switch f.Name {
	case "destination.port", "source.port", "destination.as.number", "event.sequence":
		return false
	}
	return f.Kind == Number
}

// Ranges calls add with each value of an event in the fields that are Ranged.
func Ranges(e *event.Event, add func(f *Field, n int64)) {
	var scratch [16]value
	for _, f := range fields {
		if !f.Ranged() {
			continue
		}
		for _, v := range f.values(e, scratch[:0]) {
			add(f, v.n)
		}
	}
}

// May tells whether the query may match an event of a block. It may be true of too
// many blocks, and is never false of one that has a match.
func (q *Query) May(s Summary) bool { return q.root.may(s) }

func (all) may(Summary) bool { return true }

func (list and) may(s Summary) bool {
	for _, n := range list {
		if !n.may(s) {
			return false
		}
	}
	return true
}

func (list or) may(s Summary) bool {
	for _, n := range list {
		if n.may(s) {
			return true
		}
	}
	return false
}

// A block that has the value may have events that don't.
func (not) may(Summary) bool { return true }

func (t term) may(s Summary) bool {
	switch {
	case t.field.Ranged():
		return t.mayRange(s)
	case t.how == like && t.field.pieced():
		return t.mayPiece(s)
	case t.how == equal && t.field.summarised():
		return s.HasToken(t.field.token(t.low, 0))
	case t.how == within:
		return t.mayHold(s)
	}
	return true
}

func (t term) mayRange(s Summary) bool {
	low, high, known := s.Range(t.field)
	if !known {
		return false
	}
	switch t.how {
	case equal:
		return low <= t.low.n && t.low.n <= high
	case less:
		return low < t.low.n
	case lessOrEqual:
		return low <= t.low.n
	case more:
		return high > t.low.n
	case moreOrEqual:
		return high >= t.low.n
	}
	return true
}

// mayPiece wants all pieces of what stands between the stars.
func (t term) mayPiece(s Summary) bool {
	for _, literal := range t.pieces {
		if !eachPiece(literal, s.HasPiece) {
			return false
		}
	}
	return true
}

// mayHold looks for the longest summarised prefix that holds the term's.
func (t term) mayHold(s Summary) bool {
	a, bits := t.prefix.Addr(), t.prefix.Bits()
	if bits == a.BitLen() {
		return s.HasToken(t.field.token(t.low, 0))
	}
	longest := 0
	for _, n := range wide[a.Is4()] {
		if n <= bits {
			longest = n
		}
	}
	if longest == 0 {
		return true
	}
	p, _ := a.Prefix(longest)
	return s.HasToken(t.field.token(value{s: key(p.Addr())}, longest))
}
