package event

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// AppendJSON appends the record as MarshalJSON writes it, several times as fast: the
// dataplane writes one for each flow.
func (e *Event) AppendJSON(b []byte) ([]byte, error) {
	w := writer{b: b}
	if attributes, plain := plainAttributes(e.Attributes); plain && w.event(e, attributes) {
		return w.b, nil
	}
	slow, err := e.MarshalJSON()
	return append(b, slow...), err
}

// plainAttributes sorts attributes by name. plain is false where they overlap each
// other or the record's own parts, or have names that ECS doesn't have.
func plainAttributes(all []Attribute) (sorted []Attribute, plain bool) {
	sorted = slices.Clone(all)
	slices.SortFunc(sorted, func(a, b Attribute) int { return strings.Compare(a.Name, b.Name) })
	for i, a := range sorted {
		if !plainName(a.Name) {
			return nil, false
		}
		if i > 0 && (sorted[i-1].Name == a.Name || strings.HasPrefix(a.Name, sorted[i-1].Name+".")) {
			return nil, false
		}
	}
	return sorted, true
}

// plainName tells whether a name is of lower-case words joined by single dots, more
// than one, of which the first is no part of the record's own.
func plainName(name string) bool {
	first, rest, _ := strings.Cut(name, ".")
	switch first {
	case "", "event", "observer", "rule", "source", "destination", "network", "sekisho":
		return false
	}
	if name[0] <= '9' {
		return false // it would stand before @timestamp
	}
	last := byte('.')
	for i := range len(name) {
		c := name[i]
		word := 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_'
		if !word && (c != '.' || last == '.') {
			return false
		}
		last = c
	}
	return rest != "" && last != '.'
}

// writer appends JSON. Keys have to come in the order in which encoding/json has them.
type writer struct {
	b   []byte
	bad bool // something has no fast form
}

// key begins a member of an object.
func (w *writer) key(name string) {
	if last := w.b[len(w.b)-1]; last != '{' {
		w.b = append(w.b, ',')
	}
	w.b = append(append(append(w.b, '"'), name...), '"', ':')
}

func (w *writer) open(name string) {
	w.key(name)
	w.b = append(w.b, '{')
}

func (w *writer) shut() { w.b = append(w.b, '}') }

// part writes an object, and leaves it out if it has no members.
func (w *writer) part(name string, members func()) {
	before := len(w.b)
	w.open(name)
	if members(); w.b[len(w.b)-1] == '{' {
		w.b = w.b[:before]
		return
	}
	w.shut()
}

// text writes a member that is left out if it is empty.
func (w *writer) text(name, value string) {
	if value != "" {
		w.key(name)
		w.string(value)
	}
}

func (w *writer) string(s string) {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			w.json(s)
			return
		}
	}
	w.b = append(append(append(w.b, '"'), s...), '"')
}

// json writes what encoding/json makes of a value.
func (w *writer) json(v any) {
	raw, err := json.Marshal(v)
	w.bad = w.bad || err != nil
	w.b = append(w.b, raw...)
}

func (w *writer) number(name string, n uint64) {
	w.key(name)
	w.b = strconv.AppendUint(w.b, n, 10)
}

func (w *writer) signed(name string, n int64) {
	w.key(name)
	w.b = strconv.AppendInt(w.b, n, 10)
}

func (w *writer) share(name string, v float64) {
	w.key(name)
	if abs := math.Abs(v); abs != 0 && (abs < 1e-6 || abs >= 1e21) || math.IsNaN(v) {
		w.json(v)
		return
	}
	w.b = strconv.AppendFloat(w.b, v, 'f', -1, 64)
}

// list writes a list; element is called with the place of each.
func (w *writer) list(name string, n int, element func(i int)) {
	w.key(name)
	w.b = append(w.b, '[')
	for i := range n {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		element(i)
	}
	w.b = append(w.b, ']')
}

func (w *writer) texts(name string, all []string) {
	w.list(name, len(all), func(i int) { w.string(all[i]) })
}

// mac is what MAC gives.
func (w *writer) mac(address []byte) {
	if len(address) > 0 {
		w.key("mac")
		w.b = append(AppendMAC(append(w.b, '"'), address), '"')
	}
}
