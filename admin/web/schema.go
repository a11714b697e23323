package web

import (
	"encoding"
	"encoding/json"
	"net/netip"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"sekisho/admin/acme"
	"sekisho/admin/auth"
	"sekisho/admin/selfcheck"
	"sekisho/admin/siem"
	"sekisho/dataplane/policy"
)

// schema is a JSON Schema (draft 2020-12, as OpenAPI 3.1 has it).
type schema = map[string]any

// schemas makes them of Go types. Structs become components, by name.
type schemas struct {
	components map[string]schema
	names      map[string]reflect.Type // of components
}

func newSchemas() *schemas {
	return &schemas{components: map[string]schema{}, names: map[string]reflect.Type{}}
}

// worded are types that are written as one of a few words.
func worded(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[auth.Role]():
		return append(words(auth.Roles()), string(auth.NoRole))
	case reflect.TypeFor[auth.Permission]():
		return words(auth.Permissions())
	case reflect.TypeFor[acme.State]():
		return words(acme.States())
	case reflect.TypeFor[selfcheck.Purpose]():
		return words(selfcheck.Purposes())
	case reflect.TypeFor[siem.State]():
		return words(siem.States())
	case reflect.TypeFor[policy.Action]():
		return []string{"allow", "log", "block"}
	case reflect.TypeFor[policy.Match]():
		return []string{"no", "later", "yes"}
	}
	return nil
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

// formats are types that are written as text of a format.
func formatOf(t reflect.Type) (format, doc string) {
	switch t {
	case reflect.TypeFor[time.Time]():
		return "date-time", ""
	case reflect.TypeFor[netip.Addr]():
		return "", "an IP address, or empty"
	case reflect.TypeFor[netip.Prefix]():
		return "", "a network such as 192.0.2.0/24"
	}
	return "", ""
}

// of gives a type's schema.
func (s *schemas) of(t reflect.Type) schema {
	if enum := worded(t); enum != nil {
		return schema{"type": "string", "enum": enum}
	}
	if t == reflect.TypeFor[json.RawMessage]() {
		return schema{}
	}
	if t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return text(t)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Slice, reflect.Array:
		return s.array(t)
	case reflect.Map:
		return schema{"type": []string{"object", "null"}, "additionalProperties": s.of(t.Elem())}
	case reflect.Struct:
		return s.component(t)
	}
	return plain(t.Kind())
}

func text(t reflect.Type) schema {
	out := schema{"type": "string"}
	format, doc := formatOf(t)
	if format != "" {
		out["format"] = format
	}
	if doc != "" {
		out["description"] = doc
	}
	return out
}

func (s *schemas) array(t reflect.Type) schema {
	if t.Elem().Kind() == reflect.Uint8 {
		return schema{"type": []string{"string", "null"}, "contentEncoding": "base64"}
	}
	return schema{"type": []string{"array", "null"}, "items": s.of(t.Elem())}
}

func plain(k reflect.Kind) schema {
	switch k {
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.String:
		return schema{"type": "string"}
	case reflect.Float32, reflect.Float64:
		return schema{"type": "number"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return schema{"type": "integer"}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return schema{"type": "integer", "minimum": 0}
	}
	return schema{} // any
}

// component gives a reference to a struct's schema. Structs without a name are written in place.
func (s *schemas) component(t reflect.Type) schema {
	if t.Name() == "" {
		return s.object(t)
	}
	name := s.name(t)
	if _, ok := s.components[name]; !ok {
		s.components[name] = nil // while it is being made: it may refer to itself
		s.components[name] = s.object(t)
	}
	return schema{"$ref": "#/components/schemas/" + name}
}

// name is that of the type: this package's as it is, another's with its package.
func (s *schemas) name(t reflect.Type) string {
	name := readable(t)
	for s.names[name] != nil && s.names[name] != t {
		name += "_"
	}
	s.names[name] = t
	return name
}

func readable(t reflect.Type) string {
	base, args, generic := strings.Cut(strings.TrimSuffix(t.Name(), "]"), "[")
	if pkg := path.Base(t.PkgPath()); pkg != "web" {
		base = pkg + "." + base
	}
	if generic {
		base += "." + strings.TrimPrefix(path.Base(args), "web.")
	}
	return base
}

// object describes the JSON object that a struct is written as, or read from.
func (s *schemas) object(t reflect.Type) schema {
	properties, required := schema{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || f.Anonymous || name == "-" || len(f.Index) > 1 && !promoted(t, f) {
			continue
		}
		if name == "" {
			name = f.Name
		}
		properties[name] = s.field(f)
		if !optional(options) {
			required = append(required, name)
		}
	}
	slices.Sort(required)
	out := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// promoted tells whether a field comes from an embedded struct that is written flat.
func promoted(t reflect.Type, f reflect.StructField) bool {
	for _, i := range f.Index[:len(f.Index)-1] {
		embedded := t.Field(i)
		if !embedded.Anonymous || embedded.Tag.Get("json") != "" {
			return false
		}
		t = embedded.Type
	}
	return true
}

// field adds to a field's type what its tags say.
func (s *schemas) field(f reflect.StructField) schema {
	out := s.of(f.Type)
	tag := f.Tag
	if _, ref := out["$ref"]; ref && f.Type.Kind() == reflect.Pointer && !strings.Contains(tag.Get("json"), "omit") {
		out = schema{"anyOf": []schema{out, {"type": "null"}}}
	}
	bounds(out, tag)
	if doc := tag.Get("doc"); doc != "" {
		out["description"] = doc
	}
	return out
}

// bounds are min, max and enum, which bind.go holds inputs to.
func bounds(out schema, tag reflect.StructTag) {
	if enum := tag.Get("enum"); enum != "" {
		out["enum"] = strings.Split(enum, ",")
	}
	kind, _ := out["type"].(string)
	if types, ok := out["type"].([]string); ok {
		kind = types[0]
	}
	names := map[string][2]string{
		"string": {"minLength", "maxLength"}, "array": {"minItems", "maxItems"}, "integer": {"minimum", "maximum"},
	}[kind]
	for key, name := range map[string]string{"min": names[0], "max": names[1]} {
		if n, err := strconv.ParseInt(tag.Get(key), 10, 64); err == nil && name != "" {
			out[name] = n
		}
	}
}
