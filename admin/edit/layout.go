package edit

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"sekisho/configs/strict"
)

// file is a text that is being changed, and where in it things stand. Lines count from 0, columns in bytes from 0, except
// in nodes, where the library counts both from 1, columns in characters.
type file struct {
	name  string
	text  string
	lines []string   // without their ends
	root  *yaml.Node // a mapping; nil: the file says nothing
	odd   bool       // it has line breaks that only YAML knows, so that lines can't be told apart here
	crlf  bool
}

// parse reads a text. The error is strict.Errors.
func parse(name, text string) (*file, error) {
	doc := strict.Read(name, []byte(text))
	if doc.Broken() {
		return nil, doc.Err()
	}
	doc.Root().Mapping()
	if err := doc.Err(); err != nil {
		return nil, err
	}
	f := &file{name: name, text: text, root: doc.Tree(), crlf: strings.Contains(text, "\r\n")}
	f.lines = strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	f.odd = strings.ContainsAny(strings.ReplaceAll(text, "\r\n", "\n"), "\r\u0085\u2028\u2029\ufeff")
	return f, nil
}

// child finds a key's value in a mapping, and the key.
func child(m *yaml.Node, key string) (k, v *yaml.Node) {
	if m == nil || m.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return m.Content[i], m.Content[i+1]
		}
	}
	return nil, nil
}

// at gives the node under keys from the top, nil where there is none.
func (f *file) at(path ...string) *yaml.Node {
	n := f.root
	for _, key := range path {
		_, n = child(n, key)
	}
	return n
}

func isBlank(line string) bool { return strings.TrimSpace(line) == "" }

func isComment(line string) bool { return strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") }

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// offset turns the library's column into one in bytes.
func (f *file) offset(n *yaml.Node) int {
	line := f.lines[n.Line-1]
	at := 0
	for range n.Column - 1 {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return at
}

// block reports whether a node's parts stand on lines of their own.
func block(n *yaml.Node) bool {
	return n != nil && n.Kind != yaml.ScalarNode && n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0
}

// span is where a part of a block stands: the entry of a list, or a key and its value.
type span struct {
	head  int // the first comment that belongs to it, or start
	start int // the line of its dash, or key
	last  int // its last line with content
	end   int // after the comments that follow it and belong to it
}

// spans gives those of a block's parts, which stand before line stop. from is the first line that can belong to a part.
func (f *file) spans(n *yaml.Node, from, stop int) []span {
	step := 1
	if n.Kind == yaml.MappingNode {
		step = 2
	}
	var all []span
	for i := 0; i < len(n.Content); i += step {
		next := stop
		if i+step < len(n.Content) {
			next = f.begin(n, n.Content[i+step])
		}
		s := span{start: f.begin(n, n.Content[i])}
		s.last = f.lastLine(n.Content[i+step-1], s.start, next)
		s.end = f.foot(s.last, next, n.Column-1)
		if s.head = from; i > 0 {
			s.head = all[len(all)-1].end
		}
		s.head = f.headOf(s.start, s.head)
		all = append(all, s)
	}
	return all
}

// begin is the line of a part's dash or key. The library says where an entry's content begins, and the dash may be
// lines before.
func (f *file) begin(parent, part *yaml.Node) int {
	at := part.Line - 1
	if parent.Kind == yaml.SequenceNode {
		for at > parent.Line-1 && !f.dashed(at, parent.Column-1) {
			at--
		}
	}
	return at
}

func (f *file) dashed(line, column int) bool {
	text := f.lines[line]
	return len(text) > column && indentOf(text) == column && text[column] == '-'
}

// headOf goes up over the comments right above a part.
func (f *file) headOf(start, floor int) int {
	for start > floor && isComment(f.lines[start-1]) {
		start--
	}
	return start
}

// foot takes in the comments right below a part that belong to it: those before a blank line, and those that are indented
// deeper than it.
func (f *file) foot(last, stop, column int) int {
	end := last + 1
	for end < stop && isComment(f.lines[end]) && indentOf(f.lines[end]) >= column {
		end++
	}
	if end == stop && stop < len(f.lines) || end < len(f.lines) && !isBlank(f.lines[end]) {
		for end > last+1 && indentOf(f.lines[end-1]) <= column { // the head of what follows
			end--
		}
	}
	return end
}

// lastLine is the last line with content of a value that stands before line stop.
func (f *file) lastLine(n *yaml.Node, start, stop int) int {
	least := start
	if leaf := lastLeaf(n); leaf.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		least = f.endOfBlock(leaf.Line-1, stop)
	}
	last := min(stop, len(f.lines)) - 1
	for last > least && (isBlank(f.lines[last]) || isComment(f.lines[last])) {
		last--
	}
	return last
}

func lastLeaf(n *yaml.Node) *yaml.Node {
	for len(n.Content) > 0 {
		n = n.Content[len(n.Content)-1]
	}
	return n
}

// endOfBlock is the last line of a block scalar (YAML 1.2.2 section 8.1): there, # is nothing but a letter.
func (f *file) endOfBlock(header, stop int) int {
	last, indent := header, -1
	for i := header + 1; i < min(stop, len(f.lines)); i++ {
		switch {
		case isBlank(f.lines[i]):
			continue
		case indent < 0:
			indent = indentOf(f.lines[i])
		case indentOf(f.lines[i]) < indent:
			return last
		}
		last = i
	}
	return last
}
