package edit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// A value is what a part of a file says, without how it is written: map[string]any, []any, string, int64, bool or
// nil. Numbers that are not whole, and dates, are the text that stands there.
type object = map[string]any

// valueOf reads a node; nil: nothing.
func valueOf(n *yaml.Node) any {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case yaml.MappingNode:
		o := make(object, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			o[n.Content[i].Value] = valueOf(n.Content[i+1])
		}
		return o
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			list[i] = valueOf(c)
		}
		return list
	}
	return scalarOf(n)
}

func scalarOf(n *yaml.Node) any {
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value[0] == 't' || n.Value[0] == 'T'
	case "!!int":
		if v, err := strconv.ParseInt(n.Value, 10, 64); err == nil {
			return v
		}
	}
	return n.Value
}

// fromJSON reads a value out of an operation.
func fromJSON(src json.RawMessage) (any, error) {
	if len(src) == 0 {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("read value: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("read value: there is more than one")
	}
	return whole(v), nil
}

// whole makes numbers those that a file would have.
func whole(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		return v.String()
	case []any:
		for i := range v {
			v[i] = whole(v[i])
		}
	case object:
		for k := range v {
			v[k] = whole(v[k])
		}
	}
	return v
}

// merged is RFC 7396 with one difference: what is empty goes, too, for policies have no empty lists, texts or conditions.
func merged(old, patch any) any {
	p, ok := patch.(object)
	if !ok {
		return patch
	}
	out := object{}
	if o, ok := old.(object); ok && o != nil {
		out = maps.Clone(o)
	}
	for k, v := range p {
		if v = merged(out[k], v); empty(v) {
			delete(out, k)
		} else {
			out[k] = v
		}
	}
	return out
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case object:
		return len(v) == 0
	}
	return false
}

// same compares values. A number and a text of the same digits are the same: where it matters, the
// policy's own check says so.
func same(a, b any) bool {
	switch a := a.(type) {
	case object:
		o, ok := b.(object)
		return ok && maps.EqualFunc(a, o, same)
	case []any:
		l, ok := b.([]any)
		if !ok || len(l) != len(a) {
			return false
		}
		for i := range a {
			if !same(a[i], l[i]) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(a, b) || word(a) != "" && word(a) == word(b)
}

// word is a text or a number as it is written; "" of all else.
func word(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return ""
}
