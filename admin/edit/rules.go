package edit

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// ruleNodes are the entries of rules, none where that is not a list.
func (f *file) ruleNodes() []*yaml.Node {
	if n := f.at("rules"); n != nil && n.Kind == yaml.SequenceNode {
		return n.Content
	}
	return nil
}

// ruleSpans says where the rules stand.
func (f *file) ruleSpans() []span {
	n := f.at("rules")
	if !block(n) || n.Kind != yaml.SequenceNode {
		return nil
	}
	from, stop := f.within("rules")
	return f.spans(n, from, stop)
}

// within gives the lines that the value of a key of the file's can have.
func (f *file) within(key string) (from, stop int) {
	for i, at := range f.spans(f.root, 0, len(f.lines)) {
		if f.root.Content[2*i].Value == key {
			return f.root.Content[2*i].Line, at.end
		}
	}
	return 0, len(f.lines)
}

// list gives the rules of a value.
func list(o object) []any {
	l, _ := o["rules"].([]any)
	return l
}

// rules has each rule changed by a function, in the value and in the lines.
func (s *splices) rules(want object, change func(rule object)) {
	spans, nodes := s.ruleSpans(), s.ruleNodes()
	indent := 0
	if n := s.at("rules"); n != nil {
		indent = n.Column - 1
	}
	for i, v := range list(want) {
		rule, ok := v.(object)
		if !ok {
			continue
		}
		if change(rule); i < len(spans) && !same(valueOf(nodes[i]), rule) {
			s.entry("", nodes[i], rule, spans[i], indent)
		}
	}
}

// defaults are the values that a rule has where it does not say so.
var defaults = object{"enabled": true, "monitor": false}

// withoutDefaults takes out what the rule would have anyway, unless its writer has said it.
func withoutDefaults(rule, old object) object {
	for k, v := range defaults {
		if _, said := old[k]; !said && same(rule[k], v) {
			delete(rule, k)
		}
	}
	return rule
}

func (op *Operation) change(f *file) (*file, error) {
	patch, err := op.keys()
	if err != nil {
		return nil, err
	}
	all, err := op.places(len(f.ruleNodes()))
	if err != nil {
		return nil, err
	}
	want := deepCopy(f.says()).(object)
	rules := list(want)
	for _, i := range all {
		old, _ := rules[i].(object)
		rules[i] = withoutDefaults(merged(old, patch).(object), old)
		if empty(rules[i]) {
			return nil, bad("set", "would leave nothing of rule %d; remove it instead", i)
		}
	}
	s := &splices{file: f}
	s.rules(want, func(object) {})
	return s.commit(want)
}

func (op *Operation) add(f *file) (*file, error) {
	o, err := op.keys()
	if err != nil {
		return nil, err
	}
	rule := withoutDefaults(merged(object{}, o).(object), nil)
	if len(rule) == 0 {
		return nil, bad("set", "says nothing of the rule")
	}
	to, err := op.target(len(f.ruleNodes()))
	if err != nil {
		return nil, err
	}
	want := deepCopy(f.says()).(object)
	want["rules"] = slices.Insert(list(want), to, any(rule))
	s := &splices{file: f}
	s.insert(to, entry(rule, s.ruleIndent()), want)
	return s.commit(want)
}

func (f *file) ruleIndent() int {
	if n := f.at("rules"); block(n) {
		return n.Column - 1
	}
	return 2
}

// insert puts the lines of rules before the rule at a place. want is what the file shall say then.
func (s *splices) insert(to int, lines []string, want object) {
	spans := s.ruleSpans()
	key, old := child(s.root, "rules")
	switch {
	case s.root == nil:
	case old == nil:
		s.mapping(s.root, want, 0, len(s.lines))
	case len(spans) == 0:
		from := s.colon(key)
		line, column := from.line, from.column
		if old.Value != "" || old.Kind != yaml.ScalarNode {
			line, column = s.after(old, len(s.lines))
		}
		behind := s.lines[line][min(column, len(s.lines[line])):]
		s.put(from.line, line+1, written{more: lines}.after(s.lines[from.line][:from.column], behind)...)
	case to < len(spans):
		s.put(spans[to].head, spans[to].head, s.spaced(lines, spans, false)...)
	default:
		end := spans[len(spans)-1].end
		s.put(end, end, s.spaced(lines, spans, true)...)
	}
}

// spaced adds a blank line where rules are set apart by such.
func (s *splices) spaced(lines []string, spans []span, before bool) []string {
	if len(spans) > 1 && spans[0].end == spans[1].head {
		return lines
	}
	if before {
		return append([]string{""}, lines...)
	}
	return append(slices.Clone(lines), "")
}

func (op *Operation) remove(f *file) (*file, error) {
	all, err := op.places(len(f.ruleNodes()))
	if err != nil {
		return nil, err
	}
	return f.without(all)
}

// without takes rules out.
func (f *file) without(places []int) (*file, error) {
	want := deepCopy(f.says()).(object)
	rules, spans := list(want), f.ruleSpans()
	s := &splices{file: f}
	for _, i := range slices.Backward(places) {
		if rules = slices.Delete(rules, i, i+1); i < len(spans) {
			s.put(spans[i].head, s.behind(spans[i]))
		}
	}
	if want["rules"] = rules; len(rules) == 0 {
		if key, _ := child(f.root, "rules"); len(spans) > 0 {
			at := s.colon(key)
			line := f.lines[at.line]
			s.put(at.line, at.line+1, line[:at.column]+" []"+line[at.column:])
		}
	}
	return s.commit(want)
}

// move takes rules with all their lines to another place. They keep their order.
func (op *Operation) move(f *file) (*file, error) {
	nodes := f.ruleNodes()
	all, err := op.places(len(nodes))
	if err != nil {
		return nil, err
	}
	to, err := op.target(len(nodes) - len(all))
	if err != nil || len(all) == len(nodes) {
		return f, err
	}
	want := deepCopy(f.says()).(object)
	rules := list(want)
	var moved []any
	for _, i := range all {
		moved = append(moved, rules[i])
	}
	for _, i := range slices.Backward(all) {
		rules = slices.Delete(rules, i, i+1)
	}
	want["rules"] = slices.Insert(rules, to, moved...)
	lines := f.linesOf(all)
	rest, err := f.without(all)
	if err != nil {
		return nil, err
	}
	s := &splices{file: rest}
	s.insert(to, lines, want)
	return s.commit(want)
}

// linesOf are those of rules, one after the other.
func (f *file) linesOf(places []int) (lines []string) {
	spans := f.ruleSpans()
	for n, i := range places {
		if i >= len(spans) {
			return nil // not a block: left to the tree
		}
		if n > 0 && spans[0].end != spans[1].head {
			lines = append(lines, "")
		}
		lines = append(lines, f.lines[spans[i].head:spans[i].end]...)
	}
	return lines
}
