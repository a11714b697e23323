package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const description = `{
  "components": {"schemas": {
    "list.user": {"type": "object", "required": ["items"], "properties": {"items": {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/user"}}}},
    "user": {"type": "object", "required": ["name"], "properties": {
      "name": {"type": "string", "description": "by which one logs in"},
      "role": {"type": "string", "enum": ["viewer", "admin"]},
      "roles": {"type": "array", "items": {"type": "string", "enum": ["viewer", "admin"]}},
      "more": {"type": "object", "additionalProperties": {"type": "integer"}}}}}},
  "paths": {
    "/api/v1/users/{id}": {"put": {
      "summary": "Change an account",
      "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}, {"name": "dry", "in": "query", "schema": {"type": "boolean"}}, {"name": "If-Match", "in": "header", "required": true, "schema": {"type": "string"}}],
      "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/user"}}}},
      "responses": {"200": {"headers": {"ETag": {}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/list.user"}}}}, "default": {"content": {"application/problem+json": {}}}}}},
    "/api/v1/events/export": {"get": {"summary": "Save events", "responses": {"200": {"content": {"text/csv": {"schema": {}}}}}}}}}`

const types = `// Made of the API's description by build/types.go. Changes belong in admin/web.

export type ListUser = {
  "items": User[] | null;
};

export type User = {
  "more"?: Record<string, number>;
  /** by which one logs in */
  "name": string;
  "role"?: "viewer" | "admin";
  "roles"?: Array<"viewer" | "admin">;
};

export interface Operations {
  /** Save events. */
  "GET /api/v1/events/export": {
    path: {};
    query: {};
    body: undefined;
    answer: Response;
    tagged: false;
    versioned: false;
  };
  /** Change an account. */
  "PUT /api/v1/users/{id}": {
    path: { "id": string };
    query: { "dry"?: boolean };
    body: User;
    answer: ListUser;
    tagged: true;
    versioned: true;
  };
}
`

func TestTypes(t *testing.T) {
	var d schema
	if err := json.Unmarshal([]byte(description), &d); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(types, typesOf(d)); diff != "" {
		t.Error(diff)
	}
}

// sources makes a small UI.
func sources(t *testing.T, files map[string]string) (root string) {
	t.Helper()
	root = t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, "src", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func small() map[string]string {
	return map[string]string{
		"index.html": "{{style}} {{early}} {{main}}", "main.tsx": `import "./main.css"; void import("./page.ts");`, "main.css": ".main { color: red; }", "tokens.css": ":root { --first: 1px; }",
		"page.ts": `console.log("later");`, "shell/early.ts": `console.log("early");`,
	}
}

// TestBundle: the page names all that it loads at first, and what was built is known to be of these sources.
func TestBundle(t *testing.T) {
	root := sources(t, small())
	dist := filepath.Join(root, "dist")
	if err := bundle(root, dist); err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(dist, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Fields(string(index)) {
		if _, err := os.Stat(filepath.Join(dist, name)); err != nil {
			t.Error(err)
		}
	}
	css, err := os.ReadFile(filepath.Join(dist, strings.Fields(string(index))[0]))
	if first, second := strings.Index(string(css), "--first"), strings.Index(string(css), ".main"); err != nil || first < 0 || second < first {
		t.Errorf("%v: tokens don't come first: %s", err, css)
	}
	if err := isBuilt(root, dist); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(root, "src", "page.ts"), []byte(`console.log("other");`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := isBuilt(root, dist); err == nil || !strings.Contains(err.Error(), "make ui") {
		t.Errorf("sources that have changed since: %v", err)
	}
}

// TestFirstLoad: what is too large for the first load is refused, and not minded where it is loaded later.
func TestFirstLoad(t *testing.T) {
	files := small()
	files["page.ts"] = "console.log(" + noise(2*maxFirst) + ");"
	root := sources(t, files)
	if err := bundle(root, filepath.Join(root, "dist")); err != nil {
		t.Errorf("a large page: %v", err)
	}
	files["main.tsx"] = `import "./page.ts";`
	root = sources(t, files)
	if err := bundle(root, filepath.Join(root, "dist")); err == nil || !strings.Contains(err.Error(), "first load") {
		t.Errorf("a large first load: %v", err)
	}
}

// noise is a literal of n characters that compress badly.
func noise(n int) string {
	out, x := make([]byte, n), uint32(1)
	for i := range out {
		x = x*1664525 + 1013904223
		out[i] = 'A' + byte(x>>24)%50
		if out[i] == '\\' {
			out[i] = 'z'
		}
	}
	return `"` + string(out) + `"`
}

func TestFaults(t *testing.T) {
	broken := small()
	broken["main.tsx"] = "import {"
	noMark := small()
	noMark["index.html"] = "{{style}} {{early}}"
	for want, files := range map[string]map[string]string{"1 errors": broken, "nothing for {{main}}": noMark} {
		root := sources(t, files)
		if err := bundle(root, filepath.Join(root, "dist")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
