package edit

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// list makes a block list say what want does: entries that stay keep their lines.
func (s *splices) list(key string, n *yaml.Node, want []any, from, stop int) {
	spans := s.spans(n, from, stop)
	had := make([]any, len(n.Content))
	for i, c := range n.Content {
		had[i] = valueOf(c)
	}
	indent := n.Column - 1
	next := 0 // of want
	for i, to := range alike(had, want) {
		if to < 0 {
			s.put(spans[i].head, s.behind(spans[i]))
			continue
		}
		at := spans[i].head
		for ; next < to; next++ {
			s.put(at, at, entryOf(key, want[next], indent)...)
		}
		if !same(had[i], want[to]) {
			s.entry(key, n.Content[i], want[to], spans[i], indent)
		}
		next = to + 1
	}
	for ; next < len(want); next++ {
		last := spans[len(spans)-1]
		s.put(last.end, last.end, entryOf(key, want[next], indent)...)
	}
}

func entryOf(key string, v any, indent int) []string {
	if plainWords[key] {
		lines := entry(nil, indent)
		lines[0] = lines[0][:indent] + "- " + scalar(key, v, false)
		return lines
	}
	return entry(v, indent)
}

// entry makes an entry say something else.
func (s *splices) entry(key string, old *yaml.Node, v any, at span, indent int) {
	if o, ok := v.(object); ok && block(old) && old.Kind == yaml.MappingNode {
		s.mapping(old, o, at.start, at.last+1)
		return
	}
	before := place{at.start, indent + 1}
	w := written{rest: flow(key, v)}
	if o, ok := v.(object); ok && indent+len(w.rest) >= width {
		lines := entry(o, indent)
		w = written{lines[0][indent+2:], lines[1:]}
	}
	line, column := s.after(old, at.last+1)
	behind := s.lines[line][min(column, len(s.lines[line])):]
	s.put(at.start, line+1, w.after(s.lines[at.start][:before.column], behind)...)
}

// alike says of each old entry which new one it becomes, -1: none. The new places rise. Entries that are the same stay;
// between them, those of the same id or class are the same with changes.
func alike(had, want []any) []int {
	to := longest(len(had), len(want), func(i, j int) bool { return same(had[i], want[j]) })
	low := 0
	for i := range had {
		if to[i] >= 0 {
			low = to[i] + 1
			continue
		}
		high := len(want)
		if next := slices.IndexFunc(to[i+1:], func(t int) bool { return t >= 0 }); next >= 0 {
			high = to[i+1+next]
		}
		name := nameOf(had[i])
		if j := slices.IndexFunc(want[low:high], func(v any) bool { return name != "" && nameOf(v) == name }); j >= 0 {
			to[i], low = low+j, low+j+1
		}
	}
	return to
}

func nameOf(v any) string {
	o, _ := v.(object)
	if id := word(o["id"]); id != "" {
		return "id " + id
	}
	if class := word(o["class"]); class != "" {
		return "class " + class
	}
	return ""
}

// longest is a longest common subsequence: for each of n its partner among m, or -1. Equal ends are told first, for
// most lists differ in one place.
func longest(n, m int, equal func(i, j int) bool) []int {
	to := slices.Repeat([]int{-1}, n)
	first := 0
	for first < n && first < m && equal(first, first) {
		to[first] = first
		first++
	}
	for n > first && m > first && equal(n-1, m-1) {
		n, m = n-1, m-1
		to[n] = m
	}
	if (n-first)*(m-first) > 1<<20 {
		return to // what is between is written anew: this bounds time and memory
	}
	follow(to, lengthsOf(first, n, m, equal), first, n, m, equal)
	return to
}

// lengthsOf gives, for each pair of places, how many entries from there on are common.
func lengthsOf(first, n, m int, equal func(i, j int) bool) [][]int {
	lengths := make([][]int, n+1)
	for i := range lengths {
		lengths[i] = make([]int, m+1)
	}
	for i := n - 1; i >= first; i-- {
		for j := m - 1; j >= first; j-- {
			if lengths[i][j] = max(lengths[i+1][j], lengths[i][j+1]); equal(i, j) {
				lengths[i][j] = lengths[i+1][j+1] + 1
			}
		}
	}
	return lengths
}

// follow goes along the longest way.
func follow(to []int, lengths [][]int, first, n, m int, equal func(i, j int) bool) {
	for i, j := first, first; i < n && j < m; {
		switch {
		case equal(i, j):
			to[i] = j
			i, j = i+1, j+1
		case lengths[i+1][j] >= lengths[i][j+1]:
			i++
		default:
			j++
		}
	}
}
