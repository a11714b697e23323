package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sekisho/admin/web/ui"
)

// contract holds answers to the description of the API. Every answer in the tests is held to it.
type contract struct {
	description map[string]any
	compiler    *jsonschema.Compiler
	compiled    map[string]*jsonschema.Schema
}

func newContract(t testing.TB, s *Server) *contract {
	t.Helper()
	b, err := json.Marshal(s.describe())
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := &contract{doc.(map[string]any), jsonschema.NewCompiler(), map[string]*jsonschema.Schema{}}
	c.compiler.AssertFormat()
	if err := c.compiler.AddResource("api.json", doc); err != nil {
		t.Fatal(err)
	}
	return c
}

// schemaAt compiles the schema at a place in the description.
func (c *contract) schemaAt(path ...string) (*jsonschema.Schema, error) {
	for i, p := range path {
		path[i] = strings.NewReplacer("~", "~0", "/", "~1").Replace(p)
	}
	at := "api.json#/" + strings.Join(path, "/")
	if s := c.compiled[at]; s != nil {
		return s, nil
	}
	s, err := c.compiler.Compile(strings.NewReplacer("{", "%7B", "}", "%7D", ";", "%3B", " ", "%20").Replace(at))
	if err == nil {
		c.compiled[at] = s
	}
	return s, err
}

// path finds the path in the description that a request's path is one of: one without parameters first.
func (c *contract) path(path string) string {
	var found []string
	for template := range c.description["paths"].(map[string]any) {
		want, got := strings.Split(template, "/"), strings.Split(path, "/")
		if slices.EqualFunc(want, got, func(w, g string) bool { return w == g || strings.HasPrefix(w, "{") }) {
			found = append(found, template)
		}
	}
	if len(found) == 0 {
		return ""
	}
	slices.SortFunc(found, func(a, b string) int { return strings.Count(a, "{") - strings.Count(b, "{") })
	return found[0]
}

// holds says in what an answer is not as the description has it.
func (c *contract) holds(r *http.Request, a answered) error {
	mediaType, _, _ := mime.ParseMediaType(a.header.Get("Content-Type"))
	path, method := c.path(r.URL.Path), strings.ToLower(r.Method)
	if a.status >= 400 {
		return c.isRefusal(r, a, mediaType)
	}
	if ui.Page(r.URL.Path) { // no part of the API
		return nil
	}
	if r.Method == http.MethodHead {
		if len(a.body) > 0 {
			return errors.New("a body")
		}
		return nil
	}
	operation, ok := dig(c.description, "paths", path, method).(map[string]any)
	if !ok {
		return errors.New("no such operation")
	}
	good, ok := dig(operation, "responses", strconv.Itoa(a.status)).(map[string]any)
	if !ok {
		return fmt.Errorf("no such status")
	}
	if _, etag := good["headers"]; etag != (a.header.Get("ETag") != "") {
		return errors.New("ETag")
	}
	types, _ := good["content"].(map[string]any)
	if len(types) == 0 && len(a.body) == 0 {
		return nil
	}
	if mediaType != "application/json" {
		if types[a.header.Get("Content-Type")] == nil {
			return fmt.Errorf("media type %s", a.header.Get("Content-Type"))
		}
		return nil
	}
	return c.valid(a.body, "paths", path, method, "responses", strconv.Itoa(a.status), "content", mediaType, "schema")
}

// isRefusal holds a problem to its schema, or takes a page where the description has one.
func (c *contract) isRefusal(r *http.Request, a answered, mediaType string) error {
	described := dig(c.description, "paths", c.path(r.URL.Path), strings.ToLower(r.Method), "responses", "default", "content", a.header.Get("Content-Type"))
	switch {
	case r.Method == http.MethodHead:
		return nil
	case mediaType == "text/html" && described != nil:
		return nil
	}
	return c.isProblem(a, mediaType)
}

func (c *contract) isProblem(a answered, mediaType string) error {
	if mediaType != "application/problem+json" {
		return fmt.Errorf("media type %s", mediaType)
	}
	var p problem
	if err := json.Unmarshal(a.body, &p); err != nil || p.Status != a.status || p.Code == "" || p.Title == "" || p.Request == "" {
		return errors.New("an incomplete problem")
	}
	return c.valid(a.body, "components", "schemas", "problem")
}

func (c *contract) valid(body []byte, path ...string) error {
	s, err := c.schemaAt(path...)
	if err != nil {
		return err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// dig follows keys into a description.
func dig(v any, path ...string) any {
	for _, p := range path {
		m, _ := v.(map[string]any)
		v = m[p]
	}
	return v
}

// TestDescription: it is well formed, each schema in it compiles, and each operation has a name of its own.
func TestDescription(t *testing.T) {
	s := openSite(t)
	a := s.do("GET", "/api/v1/openapi.json", "", "", nil)
	description := unmarshal[map[string]any](t, a.body)
	if description["openapi"] != "3.1.1" {
		t.Fatalf("version %v", description["openapi"])
	}
	for name := range dig(description, "components", "schemas").(map[string]any) {
		if _, err := s.api.schemaAt("components", "schemas", name); err != nil {
			t.Errorf("schema %s: %v", name, err)
		}
	}
	ids := map[string]bool{}
	for _, r := range s.routes() {
		op, ok := dig(description, "paths", r.path, strings.ToLower(r.method)).(map[string]any)
		if !ok {
			t.Errorf("%s %s is not described", r.method, r.path)
			continue
		}
		id := op["operationId"].(string)
		if ids[id] || op["summary"] == "" {
			t.Errorf("%s %s: name %s again, or no summary", r.method, r.path, id)
		}
		ids[id] = true
		checkParameters(t, &r, op)
	}
}

// checkParameters: each part of a path is described, and each change of something that has a version asks for it.
func checkParameters(t *testing.T, r *route, op map[string]any) {
	t.Helper()
	parameters, _ := op["parameters"].([]any)
	for _, part := range strings.Split(r.path, "/") {
		name, ok := strings.CutPrefix(part, "{")
		if ok && !slices.ContainsFunc(parameters, func(p any) bool { return dig(p, "name") == strings.TrimSuffix(name, "}") && dig(p, "in") == "path" }) {
			t.Errorf("%s %s: %s is not described", r.method, r.path, part)
		}
	}
	if r.method == put && r.etag && !slices.ContainsFunc(parameters, func(p any) bool { return dig(p, "name") == "If-Match" }) {
		t.Errorf("%s %s changes what has a version without asking for it", r.method, r.path)
	}
}

// TestRoutesAreAudited: what changes something is in the audit log.
func TestRoutesAreAudited(t *testing.T) {
	s := openSite(t)
	asking := strings.Fields(`POST/policy/check POST/policy/edit POST/events/{sequence}/rule POST/policy/explain POST/detectors/test POST/account/totp POST/account/passkeys/begin
		POST/session/passkey/begin POST/oidc/begin POST/drafts/{id}/simulation DELETE/simulations/{id}`)
	for _, r := range s.routes() {
		asks := slices.Contains(asking, r.method+strings.TrimPrefix(r.path, "/api/v1"))
		if r.method != get && (r.audit == "") != asks {
			t.Errorf("%s %s: audit %q", r.method, r.path, r.audit)
		}
	}
}
