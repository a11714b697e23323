package proto

import (
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	for in, want := range map[string]string{
		"report-2026.csv":              "report-2026.csv",
		"123456789018.csv":             "….csv",
		"taro 090-1234-5678":           "taro …",
		"4111 1111 1111 1111":          "…",
		"Firefox/120.0 Gecko/20100101": "Firefox/120.0 Gecko/20100101",
		"a\x00b\r\nc\x7f\u0085":        "abc",
		"東京":                           "東京",
		"\xff\xfe1":                    "1",
		"12345678":                     "12345678",
		"1--2--3--4--5--6--7--8--9":    "1--2--3--4--5--6--7--8--9",
		"":                             "",
		"tel +81 90 1234 5678 or else": "tel +… or else",
	} {
		if got := mask(in, len(in)); got != want {
			t.Errorf("mask(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMaskKeepsItsLimit(t *testing.T) {
	if got := mask(strings.Repeat("é", 300), 255); len(got) != 254 {
		t.Errorf("%d bytes, want whole characters within 255", len(got))
	}
}

func TestURLsKeepKeysOnly(t *testing.T) {
	for in, want := range map[string]string{
		"/a/b?name=Taro&tel=0901&empty=": "/a/b?name=…&tel=…&empty=…",
		"/a?123":                         "/a?…",
		"/users/123456789018/x":          "/users/…/x",
		"/u/taro@inside.example":         "/u/…",
		"/u/taro%40inside.example":       "/u/…",
		"http://u:p@h.example/x?k=v":     "http://…/x?k=…",
		"/plain":                         "/plain",
		"?":                              "?",
	} {
		if got := maskURL(in, 2048); got != want {
			t.Errorf("maskURL(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHTTPFieldsOfARequest(t *testing.T) {
	_, c := talk(t, 0, turn{Out, "POST /up/list.csv?mynumber=123456789018 HTTP/1.1\r\nHost: Collect.Example:8080\r\n" +
		"User-Agent: curl/7.88.1\r\nContent-Length: 1\r\n\r\nx"})
	for f, want := range map[Field]string{
		HTTPMethod: "POST", URLFull: "http://Collect.Example:8080/up/list.csv?mynumber=…", Domain: "collect.example",
		UserAgent: "curl/7.88.1", FileName: "list.csv",
	} {
		if c.fields[f] != want {
			t.Errorf("%s is %q, want %q", f, c.fields[f], want)
		}
	}
}
