package web

import (
	"context"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// openAPI answers the description of this API.
func (s *Server) openAPI(context.Context, *call, nothing) (json.RawMessage, error) {
	return json.Marshal(s.describe())
}

// Description is that of the API, for who generates code from it.
func Description() map[string]any { return new(Server).describe() }

// describe makes the description (OpenAPI 3.1.1) of the table of routes and the types of its handlers.
func (s *Server) describe() schema {
	made := newSchemas()
	made.of(reflect.TypeFor[problem]())
	paths := schema{}
	for _, r := range s.routes() {
		at, ok := paths[r.path].(schema)
		if !ok {
			at = schema{}
			paths[r.path] = at
		}
		at[strings.ToLower(r.method)] = operation(&r, made)
	}
	return schema{
		"openapi": "3.1.1",
		"info": schema{"title": "Sekisho", "version": s.options.Version, "license": schema{"name": "Apache-2.0", "identifier": "Apache-2.0"},
			"description": "Administration of a Sekisho gateway. Errors are problem details (RFC 9457). What can be changed has a version: " +
				"answers say it in ETag, changes ask for it in If-Match. Times are in UTC."},
		"paths": paths,
		"components": schema{"schemas": made.components, "securitySchemes": schema{
			"session": schema{"type": "apiKey", "in": "cookie", "name": "__Host-sekisho"},
			"token":   schema{"type": "http", "scheme": "bearer"},
		}},
	}
}

// operation describes a route.
func operation(r *route, made *schemas) schema {
	op := schema{"summary": r.summary, "operationId": operationID(r), "responses": responses(r, made), "security": security(r)}
	if text := demands(r); text != "" {
		op["description"] = text
	}
	parameters := []schema{}
	for _, f := range inputs(r.in) {
		if p := parameter(f, made); p != nil {
			parameters = append(parameters, p)
		}
		if kind := f.Tag.Get("body"); kind != "" {
			op["requestBody"] = requestBody(kind, f, made)
		}
	}
	if len(parameters) > 0 {
		op["parameters"] = parameters
	}
	return op
}

// operationID is the method and the path's words.
func operationID(r *route) string {
	id := strings.ToLower(r.method)
	for _, word := range strings.FieldsFunc(strings.TrimPrefix(r.path, "/api/v1"), func(c rune) bool { return strings.ContainsRune("/{}._", c) }) {
		id += strings.ToUpper(word[:1]) + word[1:]
	}
	return id
}

// security says by what a route lets in; none is an empty list.
func security(r *route) []schema {
	switch {
	case r.needs == "":
		return []schema{}
	case r.session || r.fresh:
		return []schema{{"session": []string{}}}
	}
	return []schema{{"session": []string{}}, {"token": []string{}}}
}

func demands(r *route) string {
	var all []string
	if r.needs != "" {
		all = append(all, "Needs the permission "+string(r.needs)+".")
	}
	if r.fresh {
		all = append(all, "Who asks must have logged in, or proved who they are, within the last ten minutes.")
	}
	return strings.Join(all, " ")
}

func parameter(f reflect.StructField, made *schemas) schema {
	for _, where := range []string{"path", "query", "header"} {
		name, ok := f.Tag.Lookup(where)
		if !ok || name == "*" {
			continue
		}
		p := schema{"name": name, "in": where, "schema": made.field(f)}
		if where == "header" {
			p["schema"] = schema{"type": "string", "pattern": `^"[0-9]+"$`}
		}
		if types, ok := p["schema"].(schema)["type"].([]string); ok { // a parameter can't be null
			p["schema"].(schema)["type"] = types[0]
		}
		if where != "query" || f.Tag.Get("required") != "" {
			p["required"] = true
		}
		return p
	}
	return nil
}

func requestBody(kind string, f reflect.StructField, made *schemas) schema {
	if kind == "json" {
		return schema{"required": true, "content": content("application/json", made.of(f.Type))}
	}
	return schema{"required": true, "content": content(kind, schema{})}
}

func content(mediaType string, s schema) schema { return schema{mediaType: schema{"schema": s}} }

// responses are the route's own, and problems.
func responses(r *route, made *schemas) schema {
	good := schema{"description": "done"}
	status := r.status()
	switch {
	case r.produces != "":
		types := schema{}
		for mediaType := range strings.SplitSeq(r.produces, ", ") {
			types[mediaType] = schema{"schema": schema{}}
		}
		good["content"] = types
	case r.out != reflect.TypeFor[nothing]():
		good["content"] = content("application/json", made.of(r.out))
	}
	if r.etag {
		good["headers"] = schema{"ETag": schema{"description": "the version, for If-Match", "schema": schema{"type": "string"}}}
	}
	bad := content("application/problem+json", made.of(reflect.TypeFor[problem]()))
	if r.page != nil {
		bad[htmlType] = schema{"schema": schema{}}
	}
	return schema{strconv.Itoa(status): good, "default": schema{"description": "a problem", "content": bad}}
}
