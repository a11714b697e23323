package edit

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// splice has lines give way to others.
type splice struct {
	from, to int // lines from..to-1
	lines    []string
}

// splices are found on one reading of a file, and made together.
type splices struct {
	*file
	all []splice
}

func (s *splices) put(from, to int, lines ...string) {
	s.all = append(s.all, splice{from, to, lines})
}

// made gives the text with all splices made. Those at one place stand in the order in which they were put.
func (s *splices) made() string {
	slices.SortStableFunc(s.all, func(a, b splice) int { return a.from - b.from })
	var out []string
	at := 0
	for _, one := range s.all {
		out = append(append(out, s.lines[at:max(at, one.from)]...), one.lines...)
		at = max(at, one.to)
	}
	out = append(out, s.lines[at:]...)
	if n := len(out); n > 0 && out[n-1] != "" {
		out = append(out, "") // the last line ends
	}
	end := "\n"
	if s.crlf {
		end = "\r\n"
	}
	return strings.Join(out, end)
}

// mapping makes a block mapping say what o does. Its parts stand before line stop.
func (s *splices) mapping(m *yaml.Node, o object, from, stop int) {
	indent := m.Column - 1
	spans := s.spans(m, from, stop)
	kept := 0
	for i, at := range spans {
		key, old := m.Content[2*i], m.Content[2*i+1]
		v, ok := o[key.Value]
		switch {
		case !ok && (i > 0 || s.own(at.start, indent)):
			s.put(at.head, s.behind(at))
			continue
		case !ok:
			s.put(at.start, at.start) // a dash stands before it: left to the check, and the tree
		case !same(valueOf(old), v):
			s.value(key, old, v, at, indent)
		}
		kept++
	}
	s.added(m, o, spans, indent)
}

// own reports whether a part's line begins with the part.
func (s *splices) own(line, column int) bool { return indentOf(s.lines[line]) == column }

// behind is the line behind a part that goes: blank lines that follow go with it where one stands before it, too.
func (s *splices) behind(at span) int {
	end := at.end
	if at.head > 0 && !isBlank(s.lines[at.head-1]) && !strings.HasSuffix(strings.TrimSpace(s.lines[at.head-1]), ":") {
		return end
	}
	for end < len(s.lines)-1 && isBlank(s.lines[end]) {
		end++
	}
	return end
}

// added puts the keys that a mapping doesn't have yet behind those that belong before them.
func (s *splices) added(m *yaml.Node, o object, spans []span, indent int) {
	for _, key := range sortedKeys(o) {
		if _, v := child(m, key); v != nil {
			continue
		}
		after := -1
		for i := range spans {
			if rank(m.Content[2*i].Value) <= rank(key) {
				after = i
			}
		}
		lines := pair(key, o[key], indent)
		if after < 0 && !s.own(spans[0].start, indent) {
			after = 0 // the line of the first has a dash
		}
		switch {
		case after < 0:
			s.put(spans[0].head, spans[0].head, s.apart(m, lines, false)...)
		default:
			s.put(spans[after].last+1, spans[after].last+1, s.apart(m, lines, true)...)
		}
	}
}

// apart sets what is new at the top of the file off by a blank line.
func (s *splices) apart(m *yaml.Node, lines []string, before bool) []string {
	switch {
	case m != s.root:
		return lines
	case before:
		return append([]string{""}, lines...)
	}
	return append(lines, "")
}

// value makes the value of a key that is there already another one.
func (s *splices) value(key, old *yaml.Node, v any, at span, indent int) {
	switch o := v.(type) {
	case object:
		if block(old) && old.Kind == yaml.MappingNode {
			s.mapping(old, o, key.Line, at.last+1)
			return
		}
	case []any:
		if block(old) && old.Kind == yaml.SequenceNode {
			s.list(key.Value, old, o, key.Line, at.last+1)
			return
		}
	}
	s.replace(key.Value, s.colon(key), old, v, at, indent)
}

// colon is the column behind the colon of a key.
func (s *splices) colon(key *yaml.Node) place {
	line, column := s.after(key, key.Line)
	if key.Style == 0 {
		line, column = key.Line-1, s.offset(key)+len(key.Value)
	}
	if i := strings.IndexByte(s.lines[line][min(column, len(s.lines[line])):], ':'); i >= 0 {
		column += i + 1
	}
	return place{line, column}
}

// place is one in the text.
type place struct{ line, column int }

// replace writes a value anew. What stands behind the old one on its last line, a comment, stays; so do those above a
// block's parts.
func (s *splices) replace(key string, from place, old *yaml.Node, v any, at span, indent int) {
	line, column := from.line, from.column
	switch {
	case block(old):
		line, column = at.last, len(s.lines[at.last])
	case old.Kind != yaml.ScalarNode || old.Value != "" || old.Style != 0 || old.Line-1 > from.line:
		line, column = s.after(old, at.last+1)
	}
	behind := strings.TrimRight(s.lines[line][min(column, len(s.lines[line])):], " \t")
	if block(old) {
		behind = strings.TrimRight(s.lines[from.line][from.column:], " \t")
	}
	w := write(key, v, indent)
	if remarks := remarksOf(old); old.Kind == yaml.SequenceNode && !block(old) && remarks != nil {
		w = s.remarkedList(key, v, remarks, indent)
	}
	s.put(from.line, line+1, w.after(s.lines[from.line][:from.column], behind)...)
}

// after joins what is written to what stands before it, and what has to stand behind it on its first or last line.
func (w written) after(before, behind string) []string {
	if w.rest != "" {
		before += " " + w.rest
	}
	lines := append([]string{before}, w.more...)
	if behind == "" {
		return lines
	}
	last := len(lines) - 1
	if w.rest == "" || strings.HasPrefix(w.rest, "|") {
		last = 0
	}
	if behind[0] == '#' {
		behind = " " + behind
	}
	lines[last] += behind
	return lines
}

// remarksOf gives the comments at the entries of a flow list, by the entries' values.
func remarksOf(n *yaml.Node) map[string]string {
	if n.Kind != yaml.SequenceNode || !remarked(n) {
		return nil
	}
	remarks := map[string]string{}
	for _, c := range n.Content {
		for _, comment := range []string{c.HeadComment, c.LineComment, c.FootComment} {
			if comment != "" {
				remarks[c.Value] = strings.TrimSpace(remarks[c.Value] + " " + strings.ReplaceAll(comment, "\n", " "))
			}
		}
	}
	return remarks
}

// remarkedList writes a list with comments, an entry a line.
func (s *splices) remarkedList(key string, v any, remarks map[string]string, indent int) written {
	list, ok := v.([]any)
	if !ok {
		return write(key, v, indent)
	}
	var w written
	for _, v := range list {
		line := strings.Repeat(" ", indent+2) + "- " + scalar(key, v, false)
		if remark := remarks[word(v)]; remark != "" {
			line += " " + remark
		}
		w.more = append(w.more, line)
	}
	return w
}
