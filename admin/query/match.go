package query

import (
	"strings"

	"sekisho/dataplane/event"
)

// node is a condition, in the three forms of a query.
type node interface {
	match(e *event.Event) bool
	sql(s *statement)
	may(s Summary) bool
}

type (
	all struct{}
	and []node
	or  []node
	not struct{ node }
)

// Match tells whether the query selects an event.
func (q *Query) Match(e *event.Event) bool { return q.root.match(e) }

func (all) match(*event.Event) bool { return true }

func (list and) match(e *event.Event) bool {
	for _, n := range list {
		if !n.match(e) {
			return false
		}
	}
	return true
}

func (list or) match(e *event.Event) bool {
	for _, n := range list {
		if n.match(e) {
			return true
		}
	}
	return false
}

func (n not) match(e *event.Event) bool { return !n.node.match(e) }

// match tells whether one of the event's values compares as the term says.
func (t term) match(e *event.Event) bool {
	var scratch [8]value
	for _, v := range t.field.values(e, scratch[:0]) {
		if t.holds(v) {
			return true
		}
	}
	return false
}

func (t term) holds(v value) bool {
	switch t.how {
	case equal:
		return v == t.low
	case less:
		return v.n < t.low.n
	case lessOrEqual:
		return v.n <= t.low.n
	case more:
		return v.n > t.low.n
	case moreOrEqual:
		return v.n >= t.low.n
	case within:
		return t.low.s <= v.s && v.s <= t.high.s
	case like:
		return inOrder(v.s, t.pieces)
	}
	return true // it exists
}

// inOrder tells whether s is the pieces with anything between them.
func inOrder(s string, pieces []string) bool {
	s, ok := strings.CutPrefix(s, pieces[0])
	if !ok {
		return false
	}
	last := len(pieces) - 1
	for _, piece := range pieces[1:last] {
		if _, s, ok = strings.Cut(s, piece); !ok {
			return false
		}
	}
	return strings.HasSuffix(s, pieces[last])
}
