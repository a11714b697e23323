package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sekisho/admin/web"
)

// schema is a JSON Schema, or a part of the description.
type schema = map[string]any

// writeTypes writes what the API's description says as types of TypeScript.
func writeTypes(path string) error {
	text, err := json.Marshal(web.Description())
	if err != nil {
		return fmt.Errorf("read the API's description: %w", err)
	}
	var d schema
	if err := json.Unmarshal(text, &d); err != nil {
		return fmt.Errorf("read the API's description: %w", err)
	}
	out := typesOf(d)
	if old, err := os.ReadFile(path); err == nil && string(old) == out {
		return nil
	}
	return os.WriteFile(path, []byte(out), 0o644)
}

func typesOf(d schema) string {
	var b strings.Builder
	b.WriteString("// Made of the API's description by build/types.go. Changes belong in admin/web.\n")
	components := at(d, "components", "schemas")
	for _, name := range sorted(components) {
		fmt.Fprintf(&b, "\nexport type %s = %s;\n", typeName(name), typeOf(components[name], ""))
	}
	b.WriteString("\nexport interface Operations {\n")
	paths := at(d, "paths")
	for _, path := range sorted(paths) {
		methods := at(paths, path)
		for _, method := range sorted(methods) {
			writeOperation(&b, strings.ToUpper(method)+" "+path, at(methods, method))
		}
	}
	b.WriteString("}\n")
	return b.String()
}

func writeOperation(b *strings.Builder, key string, op schema) {
	fmt.Fprintf(b, "  /** %s. */\n  %s: {\n", op["summary"], quote(key))
	for _, where := range []string{"path", "query"} {
		fmt.Fprintf(b, "    %s: %s;\n", where, parameters(op, where))
	}
	fmt.Fprintf(b, "    body: %s;\n    answer: %s;\n    tagged: %t;\n    versioned: %t;\n  };\n", body(op), answer(op), tagged(op), parameters(op, "header") != "{}")
}

func parameters(op schema, where string) string {
	list, _ := op["parameters"].([]any)
	var fields []string
	for _, p := range list {
		p := p.(schema)
		if p["in"] != where {
			continue
		}
		optional := "?"
		if p["required"] == true {
			optional = ""
		}
		fields = append(fields, fmt.Sprintf("%s%s: %s", quote(p["name"].(string)), optional, typeOf(p["schema"], "    ")))
	}
	if len(fields) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(fields, "; ") + " }"
}

func body(op schema) string {
	for mediaType, c := range at(op, "requestBody", "content") {
		if mediaType == "application/json" {
			return typeOf(c.(schema)["schema"], "    ")
		}
		return "Blob | string"
	}
	return "undefined"
}

// answer is what a good answer carries. One that isn't JSON is given as it is.
func answer(op schema) string {
	for status, r := range at(op, "responses") {
		if status == "default" {
			continue
		}
		for mediaType, c := range at(r.(schema), "content") {
			if mediaType == "application/json" {
				return typeOf(c.(schema)["schema"], "    ")
			}
			return "Response"
		}
	}
	return "undefined"
}

func tagged(op schema) bool {
	for status, r := range at(op, "responses") {
		if status != "default" {
			return at(r.(schema), "headers")["ETag"] != nil
		}
	}
	return false
}

// typeOf writes a schema as a type.
func typeOf(v any, indent string) string {
	s, _ := v.(schema)
	if ref, ok := s["$ref"].(string); ok {
		return typeName(strings.TrimPrefix(ref, "#/components/schemas/"))
	}
	if enum, ok := s["enum"].([]any); ok {
		words := make([]string, len(enum))
		for i, w := range enum {
			words[i] = quote(fmt.Sprint(w))
		}
		return strings.Join(words, " | ")
	}
	kinds, ok := s["type"].([]any)
	if !ok {
		kinds = []any{s["type"]}
	}
	out := make([]string, len(kinds))
	for i, kind := range kinds {
		out[i] = ofKind(kind, s, indent)
	}
	return strings.Join(out, " | ")
}

func ofKind(kind any, s schema, indent string) string {
	switch kind {
	case "string", "boolean", "null":
		return kind.(string)
	case "integer", "number":
		return "number"
	case "array":
		if item := typeOf(s["items"], indent); !strings.Contains(item, " ") {
			return item + "[]"
		}
		return "Array<" + typeOf(s["items"], indent) + ">"
	case "object":
		return object(s, indent)
	}
	return "unknown"
}

func object(s schema, indent string) string {
	if more, ok := s["additionalProperties"].(schema); ok {
		return "Record<string, " + typeOf(more, indent) + ">"
	}
	properties := at(s, "properties")
	required, _ := s["required"].([]any)
	var b strings.Builder
	b.WriteString("{\n")
	for _, name := range sorted(properties) {
		if doc, ok := properties[name].(schema)["description"].(string); ok {
			fmt.Fprintf(&b, "%s  /** %s */\n", indent, doc)
		}
		optional := "?"
		if slices.Contains(required, any(name)) {
			optional = ""
		}
		fmt.Fprintf(&b, "%s  %s%s: %s;\n", indent, quote(name), optional, typeOf(properties[name], indent+"  "))
	}
	return b.String() + indent + "}"
}

// at goes down into what is nested; what is missing is empty.
func at(s schema, keys ...string) schema {
	for _, k := range keys {
		s, _ = s[k].(schema)
	}
	return s
}

func sorted(s schema) []string { return slices.SortedFunc(maps.Keys(s), cmp.Compare[string]) }

var separators = regexp.MustCompile(`[^A-Za-z0-9]+`)

// typeName makes of control.Status ControlStatus, and of list.user ListUser.
func typeName(name string) string {
	out := ""
	for _, part := range separators.Split(name, -1) {
		if part != "" {
			out += strings.ToUpper(part[:1]) + part[1:]
		}
	}
	return out
}

func quote(name string) string { return strconv.Quote(name) }
