package query

import "strings"

// statement collects a condition in SQL and what it is given.
type statement struct {
	strings.Builder
	args []any
}

// SQL is the query as a condition on a table that has the Fields' Columns, filled by
// Row. All that the query's author wrote is in args, nothing in the condition.
func (q *Query) SQL() (condition string, args []any) {
	var s statement
	q.root.sql(&s)
	return s.String(), s.args
}

func (all) sql(s *statement) { s.WriteString("1") }

func (list and) sql(s *statement) { s.joined(list, " AND ") }

func (list or) sql(s *statement) { s.joined(list, " OR ") }

func (s *statement) joined(list []node, by string) {
	s.WriteByte('(')
	for i, n := range list {
		if i > 0 {
			s.WriteString(by)
		}
		n.sql(s)
	}
	s.WriteByte(')')
}

// A comparison with what is not there is NULL in SQL, and false here.
func (n not) sql(s *statement) {
	s.WriteString("NOT ifnull(")
	n.node.sql(s)
	s.WriteString(",0)")
}

func (t term) sql(s *statement) {
	column := t.field.Column()
	if !t.field.Many || t.how == exists {
		t.compare(s, column)
		return
	}
	s.WriteString("EXISTS(SELECT 1 FROM json_each(" + column + ") WHERE ")
	t.compare(s, "value")
	s.WriteByte(')')
}

func (t term) compare(s *statement, what string) {
	if t.how == like && t.contains() {
		s.WriteString("instr(" + what + ",?)>0") // faster than a pattern
		s.args = append(s.args, t.pieces[1])
		return
	}
	s.WriteString(what)
	switch t.how {
	case exists:
		s.WriteString(" IS NOT NULL")
	case within:
		s.WriteString(" BETWEEN ? AND ?")
		s.args = append(s.args, []byte(t.low.s), []byte(t.high.s))
	case like:
		s.WriteString(" GLOB ?")
		s.args = append(s.args, t.low.s)
	default:
		s.WriteString(map[comparison]string{
			equal: "=?", less: "<?", lessOrEqual: "<=?", more: ">?", moreOrEqual: ">=?",
		}[t.how])
		s.args = append(s.args, t.argument())
	}
}

// contains tells whether a pattern is one piece with anything around it.
func (t term) contains() bool {
	return len(t.pieces) == 3 && t.pieces[0] == "" && t.pieces[1] != "" && t.pieces[2] == ""
}

func (t term) argument() any {
	if t.field.Kind == Text {
		return t.low.s
	}
	return t.low.n
}
