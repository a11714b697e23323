package web

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// article puts a or an before a kind of JSON.
func article(kind string) string {
	if strings.ContainsAny(kind[:1], "aeiou") {
		return "an " + kind
	}
	return "a " + kind
}

// culprit finds the first value in an object that is not of its field's type, where the decoder doesn't say.
func culprit(src []byte, t reflect.Type) (field string, want reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	var keys map[string]json.RawMessage
	if t.Kind() != reflect.Struct || reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) || json.Unmarshal(src, &keys) != nil {
		return "", t
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		raw, ok := keys[name]
		if !ok || json.Unmarshal(raw, reflect.New(f.Type).Interface()) == nil {
			continue
		}
		if below, want := culprit(raw, f.Type); below != "" {
			return name + "." + below, want
		}
		return name, f.Type
	}
	return "", t
}

// repeated finds a key that stands twice in its object; "": none does. src begins with valid JSON.
func repeated(src []byte) string {
	d := json.NewDecoder(bytes.NewReader(src))
	var open []jsonLevel
	for {
		t, err := d.Token()
		if err != nil {
			return ""
		}
		if n := len(open) - 1; n >= 0 && open[n].wantsKey() && t != json.Delim('}') {
			key, _ := t.(string) // a key is one
			if open[n].keys[key] {
				return key
			}
			open[n].keys[key], open[n].inValue = true, true
			continue
		}
		if open = nested(open, t); len(open) == 0 {
			return ""
		}
	}
}

// jsonLevel is an object or a list that is being read.
type jsonLevel struct {
	keys    map[string]bool // nil: of a list
	inValue bool            // a key has been read, and its value comes
}

func (l *jsonLevel) wantsKey() bool { return l.keys != nil && !l.inValue }

// nested follows a token that is no key: it opens a level, ends one, or is a value of one.
func nested(open []jsonLevel, t json.Token) []jsonLevel {
	switch t {
	case json.Delim('{'):
		return append(open, jsonLevel{keys: map[string]bool{}})
	case json.Delim('['):
		return append(open, jsonLevel{})
	case json.Delim('}'), json.Delim(']'):
		open = open[:len(open)-1]
	}
	if n := len(open); n > 0 {
		open[n-1].inValue = false
	}
	return open
}
