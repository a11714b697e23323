package query

import (
	"encoding/json"
	"net/netip"
	"strings"

	"sekisho/dataplane/event"
)

// value is one value of a field in the form that is stored and compared: text
// folded, an address as key makes it, a number or the milliseconds of a time.
type value struct {
	n int64
	s string
}

// fold makes texts that people take for the same the same. NUL, at which SQLite's
// patterns end, and what is no UTF-8 become U+FFFD.
func fold(s string) string {
	s = strings.ToLower(s)
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// key writes an address so that bytes compare as addresses of its family do, and
// the families lie apart.
func key(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return "4" + string(a.AsSlice())
	}
	return "6" + string(a.AsSlice())
}

// ends are the keys of a prefix's first and last address.
func ends(p netip.Prefix) (first, last string) {
	first = key(p.Addr())
	b := []byte(first)
	for bit := p.Bits() + 8; bit < len(b)*8; bit++ {
		b[bit/8] |= 0x80 >> (bit % 8)
	}
	return first, string(b)
}

// Row appends an event's value in each of the Fields for the index: nil where it has
// none, a JSON list where the field may have several.
func Row(e *event.Event, to []any) []any {
	var scratch [16]value
	for _, f := range fields {
		to = append(to, f.stored(f.values(e, scratch[:0])))
	}
	return to
}

func (f *Field) stored(values []value) any {
	if len(values) == 0 {
		return nil
	}
	if f.Many {
		return f.list(values)
	}
	switch f.Kind {
	case Text:
		return values[0].s
	case Address:
		return []byte(values[0].s)
	}
	return values[0].n
}

// list writes values as JSON, whose lists SQLite can look into.
func (f *Field) list(values []value) any {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = v.n
		if f.Kind == Text {
			all[i] = v.s
		}
	}
	b, err := json.Marshal(all)
	if err != nil {
		return nil // strings and integers always have a form in JSON
	}
	return string(b)
}
