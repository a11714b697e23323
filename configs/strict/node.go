package strict

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// Node is one value of a file, or the absence of one. Asking an absent node for
// its value gives the fallback or zero; asking for a wrong type gives the same
// and adds an error to the document.
type Node struct {
	doc  *Document
	y    *yaml.Node
	path string // dotted keys from the top, such as "rules[2].to.ports"
}

// Present reports whether the file holds this value.
func (n Node) Present() bool { return n.y != nil }

// Line gives the line of the value, from 1; 0 where absent.
func (n Node) Line() int {
	if n.y == nil {
		return 0
	}
	return n.y.Line
}

// Errorf adds an error at this node's line, led by its key.
func (n Node) Errorf(format string, args ...any) { n.errorAt(n.path, format, args...) }

// errorAt adds an error at this node's line about a value at path, which may not be there.
func (n Node) errorAt(path, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if n.path != "" {
		message = n.path + ": " + message
	}
	n.doc.addAt(path, n.Line(), "%s", message)
}

// Unknown adds the error that word is not a known one, with the nearest that is.
func (n Node) Unknown(what, word string, known []string) {
	if n.doc.full() {
		return
	}
	n.Errorf("unknown %s %s%s", what, Quote(word), suggest(word, known))
}

// scalar reports whether the value is a single one: no list, mapping or nothing.
func (n Node) scalar() bool {
	return n.y != nil && n.y.Kind == yaml.ScalarNode && n.y.Tag != "!!null"
}

// wrong adds the error that the value is of another type than wanted.
func (n Node) wrong(want string) {
	hint := ""
	if want == "text" && n.scalar() {
		hint = "; put it in quotes"
	}
	n.Errorf("expected %s, not %s%s", want, n.kind(), hint)
}

func (n Node) kind() string {
	switch n.y.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.y.Tag {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "true or false"
	case "!!int", "!!float":
		return "a number"
	case "!!timestamp":
		return "a date"
	}
	return "text"
}

// Text gives text of 1 to limit bytes, without blanks around it and without
// control characters other than line breaks and tabs. The value itself is never
// part of the error, since it may be confidential.
func (n Node) Text(limit int, fallback string) string {
	if n.y == nil {
		return fallback
	}
	if !n.scalar() || n.y.Tag != "!!str" {
		n.wrong("text")
		return fallback
	}
	return n.bounded(strings.TrimSpace(n.y.Value), limit, fallback)
}

func (n Node) bounded(s string, limit int, fallback string) string {
	switch {
	case s == "":
		n.Errorf("is empty")
	case len(s) > limit:
		n.Errorf("has %d bytes, more than the allowed %d", len(s), limit)
	case strings.ContainsFunc(s, control):
		n.Errorf("holds a control character")
	default:
		return s
	}
	return fallback
}

func control(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

// Word gives a text or number as it is written, for values such as ports, dates
// and sizes that YAML would read in a way of its own.
func (n Node) Word(fallback string) string {
	if n.y == nil {
		return fallback
	}
	if !n.scalar() {
		n.wrong("text or a number")
		return fallback
	}
	return n.bounded(n.y.Value, 1024, fallback)
}

// Bool gives true or false. YAML 1.1's yes, no, on and off are not taken.
func (n Node) Bool(fallback bool) bool {
	if n.y == nil {
		return fallback
	}
	if !n.scalar() || n.y.Tag != "!!bool" {
		n.wrong("true or false")
		return fallback
	}
	return strings.EqualFold(n.y.Value, "true")
}

// Int gives a whole number from low to high, written in decimal.
func (n Node) Int(low, high, fallback int) int {
	if n.y == nil {
		return fallback
	}
	if !n.scalar() || n.y.Tag != "!!int" {
		n.wrong("a whole number")
		return fallback
	}
	v, err := decimal(n.y.Value)
	if err != nil || v < low || v > high {
		n.Errorf("must be a decimal number from %d to %d, not %s", low, high, Quote(n.y.Value))
		return fallback
	}
	return v
}

// decimal refuses leading zeros, which some read as octal.
func decimal(s string) (int, error) {
	if digits := strings.TrimLeft(s, "+-"); len(digits) > 1 && digits[0] == '0' {
		return 0, strconv.ErrSyntax
	}
	return strconv.Atoi(s)
}

// OneOf gives one of the known words.
func (n Node) OneOf(fallback string, known ...string) string {
	word := n.Text(256, "")
	if word == "" {
		return fallback
	}
	for _, k := range known {
		if word == k {
			return word
		}
	}
	hint := ""
	if near := Nearest(word, known); near != "" {
		hint = fmt.Sprintf("; nearest is %q", near)
	}
	n.Errorf("must be %s, not %s%s", strings.Join(known, " or "), Quote(word), hint)
	return fallback
}

// List gives the entries of a list, nil where absent.
func (n Node) List() []Node {
	if n.y == nil {
		return nil
	}
	if n.y.Kind != yaml.SequenceNode {
		n.wrong("a list")
		return nil
	}
	nodes := make([]Node, len(n.y.Content))
	for i, c := range n.y.Content {
		nodes[i] = Node{n.doc, c, fmt.Sprintf("%s[%d]", n.path, i)}
	}
	return nodes
}

// EmptyList reports whether the file holds a list without entries here.
func (n Node) EmptyList() bool {
	return n.y != nil && n.y.Kind == yaml.SequenceNode && len(n.y.Content) == 0
}
