package query

// Said is a text that a query compares a field with, in lower case.
type Said struct {
	Field string
	Text  string
}

// Said lists the texts that the query asks for as they stand, without patterns: what is misspelt there selects nothing, and is no
// error.
func (q *Query) Said() []Said { return said(q.root, nil) }

func said(n node, to []Said) []Said {
	switch n := n.(type) {
	case and:
		for _, one := range n {
			to = said(one, to)
		}
	case or:
		for _, one := range n {
			to = said(one, to)
		}
	case not:
		to = said(n.node, to)
	case term:
		if n.how == equal && n.field.Kind == Text {
			to = append(to, Said{n.field.Name, n.low.s})
		}
	}
	return to
}
