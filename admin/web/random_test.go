package web

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sekisho/admin/auth"
)

// maker makes requests out of the description of the API: mostly as it says, now and then not.
type maker struct {
	*rand.Rand
	components map[string]any
}

var oddTexts = []string{"", "a", "\x00", "../..", "'; DROP TABLE users; --", "<script>", "日本", strings.Repeat("x", 5000), "-1", "1e999", "2026-11-22T04:30:00Z",
	"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "192.0.2.1", "2001:db8::1%eth0", "192.0.2.0/24", "NaN", "event.action:block", "((((", "%", "null"}

var oddValues = []any{nil, true, "", -1, 0, 1e18, 1.5, []any{}, map[string]any{}, strings.Repeat("[", 100)}

// value makes one of a schema.
func (m maker) value(s map[string]any, depth int) any {
	if m.IntN(12) == 0 || depth > 6 {
		return oddValues[m.IntN(len(oddValues))]
	}
	if ref, ok := s["$ref"].(string); ok {
		return m.value(m.components[strings.TrimPrefix(ref, "#/components/schemas/")].(map[string]any), depth+1)
	}
	if enum, ok := s["enum"].([]any); ok {
		return enum[m.IntN(len(enum))]
	}
	kind := s["type"]
	if kinds, ok := kind.([]any); ok {
		kind = kinds[0]
	}
	switch kind {
	case "object":
		return m.object(s, depth)
	case "array":
		list := make([]any, m.IntN(4))
		for i := range list {
			list[i] = m.value(s["items"].(map[string]any), depth+1)
		}
		return list
	case "boolean":
		return m.IntN(2) == 0
	case "integer", "number":
		return m.Int64N(4000) - 10
	case "string":
		return oddTexts[m.IntN(len(oddTexts))]
	}
	return oddValues[m.IntN(len(oddValues))]
}

func (m maker) object(s map[string]any, depth int) any {
	out := map[string]any{}
	properties, _ := s["properties"].(map[string]any)
	for name, p := range properties {
		if m.IntN(8) > 0 {
			out[name] = m.value(p.(map[string]any), depth+1)
		}
	}
	if m.IntN(20) == 0 {
		out["more"] = 1
	}
	return out
}

// request makes the path, the query, the headers and the body for an operation.
func (m maker) request(path string, op map[string]any) (target, body string, header map[string]string) {
	header = map[string]string{}
	query := url.Values{}
	parameters, _ := op["parameters"].([]any)
	for _, p := range parameters {
		p := p.(map[string]any)
		name, value := p["name"].(string), fmt.Sprint(m.value(p["schema"].(map[string]any), 1))
		switch p["in"] {
		case "path":
			path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
		case "query":
			if m.IntN(2) == 0 {
				query.Add(name, value)
			}
		case "header":
			header[name] = fmt.Sprintf("%q", fmt.Sprint(m.IntN(3)))
		}
	}
	if types, ok := dig(op, "requestBody", "content").(map[string]any); ok {
		for mediaType, t := range types {
			header["Content-Type"] = mediaType
			b, _ := json.Marshal(m.value(dig(t, "schema").(map[string]any), 0))
			body = string(b)
		}
	}
	return path + "?" + query.Encode(), body, header
}

// TestRandomRequests asks each route for what its description says and what it doesn't: each answer is as described, and
// none is the appliance's own fault.
func TestRandomRequests(t *testing.T) {
	s := newSite(t)
	m := maker{rand.New(rand.NewPCG(7, 11)), dig(s.api.description, "components", "schemas").(map[string]any)}
	for _, r := range s.routes() {
		if r.long || r.method == remove && (r.path == "/api/v1/session" || r.path == "/api/v1/account/totp") {
			continue // it would not end, or would end the session
		}
		op := dig(s.api.description, "paths", r.path, strings.ToLower(r.method)).(map[string]any)
		times := 12
		if strings.Contains(r.path, "session") || strings.Contains(r.path, "backup") {
			times = 3 // each takes a password's hash
		}
		for range times {
			target, body, header := m.request(r.path, op)
			if a := s.do(r.method, target, s.cookie(auth.Admin), body, header); a.status >= 500 || a.code() == codeLogin {
				t.Errorf("%s %s %.300s: %d %s", r.method, target, body, a.status, a.body)
			}
		}
	}
	if log := s.log.String(); strings.Contains(log, "panicked") {
		t.Errorf("a handler panicked: %s", log)
	}
}

// FuzzBody: whatever a body holds, each route that reads one says what is wrong with it, or takes it.
func FuzzBody(f *testing.F) {
	s := newSite(f)
	var taking []route
	for _, r := range s.routes() {
		costly := strings.Contains(r.path, "session") || strings.Contains(r.path, "setup") || strings.Contains(r.path, "backup") || strings.Contains(r.path, "restore")
		if (r.method == post || r.method == put) && !costly && slices.ContainsFunc(inputs(r.in), func(in reflect.StructField) bool { return in.Tag.Get("body") == "json" }) {
			taking = append(taking, r)
		}
	}
	for i, seed := range []string{`{}`, `{"name":"x"}`, `{"text":"version: 1"}`, `{"from":"10.0.0.2","to":"203.0.113.1"}`, `{"value":null}`, "[", "\xff"} {
		f.Add(uint8(i), []byte(seed))
	}
	secret := s.cookie(auth.Admin)
	f.Fuzz(func(t *testing.T, which uint8, body []byte) {
		r := taking[int(which)%len(taking)]
		path := regexp.MustCompile(`\{\w+\}`).ReplaceAllString(r.path, "1")
		request := httptest.NewRequest(r.method, "https://127.0.0.1"+path, strings.NewReader(string(body)))
		request = request.WithContext(context.WithValue(t.Context(), http.LocalAddrContextKey, net.Addr(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 443})))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("If-Match", `"1"`)
		request.AddCookie(auth.Cookie(secret))
		w := httptest.NewRecorder()
		s.http.Handler.ServeHTTP(w, request)
		if w.Code >= http.StatusInternalServerError || strings.Contains(w.Body.String(), codeLogin) {
			t.Errorf("%s %s: %d %s", r.method, path, w.Code, w.Body)
		}
	})
}
