package query

import (
	"encoding/binary"
	"hash/fnv"
	"net/netip"

	"sekisho/dataplane/event"
)

// A block of events can be summarised by the set of its tokens: numbers that stand for
// "this field has this value". A query that asks for equality with a value can't
// match in a block that lacks its token, so that blocks need not be looked at.

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

// May tells whether the query may match an event of a block, of whose tokens has
// tells. It may be true of too many blocks, and is never false of one that has a match.
func (q *Query) May(has func(token uint64) bool) bool { return q.root.may(has) }

func (all) may(func(uint64) bool) bool { return true }

func (list and) may(has func(uint64) bool) bool {
	for _, n := range list {
		if !n.may(has) {
			return false
		}
	}
	return true
}

func (list or) may(has func(uint64) bool) bool {
	for _, n := range list {
		if n.may(has) {
			return true
		}
	}
	return false
}

// A block that has the value may have events that don't.
func (not) may(func(uint64) bool) bool { return true }

func (t term) may(has func(uint64) bool) bool {
	switch {
	case !t.field.summarised():
		return true
	case t.how == equal:
		return has(t.field.token(t.low, 0))
	case t.how == within:
		return t.mayHold(has)
	}
	return true
}

// mayHold looks for the longest summarised prefix that holds the term's.
func (t term) mayHold(has func(uint64) bool) bool {
	a, bits := t.prefix.Addr(), t.prefix.Bits()
	if bits == a.BitLen() {
		return has(t.field.token(t.low, 0))
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
	return has(t.field.token(value{s: key(p.Addr())}, longest))
}
