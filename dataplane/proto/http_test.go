package proto

import (
	"fmt"
	"strings"
	"testing"
)

func http(client Dir, request, response string) []turn {
	return []turn{{client, request}, {1 - client, response}}
}

const okEmpty = "HTTP/1.1 204 No Content\r\n\r\n"

// httpCases are conversations with the parts they must give.
var httpCases = []struct {
	name  string
	turns []turn
	want  string
	proto string
}{
	{
		"curl upload by length",
		http(Out, "POST /api/put?list=1 HTTP/1.1\r\nHost: collect.example\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n"+
			"Content-Length: 9\r\nContent-Type: text/csv\r\n\r\nname,numb", okEmpty),
		`> http.request.headers "POST"
> http.request.target [application/x-www-form-urlencoded] "/api/put"
> http.request.target [application/x-www-form-urlencoded] "list=1"
> http.request.headers [text/plain] " HTTP/1.1\r\nHost: collect.example\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\nContent-Length: 9\r\nContent-Type: text/csv\r\n\r\n"
> http.request.body [text/csv] "name,numb"
< http.response.headers [text/plain] "HTTP/1.1 204 No Content\r\n\r\n"
`, "http",
	},
	{
		"curl upload of a file, chunked and gzip, with extension and trailer",
		http(Out, "PUT /list.csv HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\nExpect: 100-continue\r\n\r\n"+
			"5;x=y\r\nabcde\r\n0a\r\nfghijklmno\r\n0\r\nX-Sum: 1\r\n\r\nGET / HTTP/1.0\r\n\r\n",
			"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.0 200 OK\r\n\r\nto the end"),
		`> http.request.headers "PUT"
> http.request.target [application/x-www-form-urlencoded] "/list.csv"
> http.request.headers [text/plain] " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\nExpect: 100-continue\r\n\r\n"
> http.request.headers [text/plain] "x=y\r\n"
> http.request.body [list.csv] [gzip] "abcdefghijklmno"
> http.request.headers [text/plain] "X-Sum: 1\r\n"
> http.request.headers "GET"
> http.request.target [application/x-www-form-urlencoded] "/"
> http.request.headers [text/plain] " HTTP/1.0\r\n\r\n"
< http.response.headers [text/plain] "HTTP/1.1 100 Continue\r\n\r\n"
< http.response.headers [text/plain] "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
< http.response.body [list.csv] "ok"
< http.response.headers [text/plain] "HTTP/1.0 200 OK\r\n\r\n"
< http.response.body "to the end"
`, "http",
	},
	{
		"server inside: the reply is the data",
		http(In, "HEAD /a HTTP/1.1\r\n\r\nGET /dl/list.csv HTTP/1.1\r\nHost: inside\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/csv\r\n"+
				"Content-Disposition: attachment; filename=\"report.xlsx\"\r\n\r\nabc"),
		`< http.request.headers "HEAD"
< http.request.target [application/x-www-form-urlencoded] "/a"
< http.request.headers [text/plain] " HTTP/1.1\r\n\r\n"
< http.request.headers "GET"
< http.request.target [application/x-www-form-urlencoded] "/dl/list.csv"
< http.request.headers [text/plain] " HTTP/1.1\r\nHost: inside\r\n\r\n"
> http.response.headers [text/plain] "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
> http.response.headers [text/plain] "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=\"report.xlsx\"\r\n\r\n"
> http.response.body [report.xlsx] [text/csv] "abc"
`, "http",
	},
	{
		"length and chunks: the chunks are read",
		http(Out, "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n", okEmpty),
		`> http.request.headers "POST"
> http.request.target [application/x-www-form-urlencoded] "/"
> http.request.headers [text/plain] " HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
> http.request.body "abcd"
< http.response.headers [text/plain] "HTTP/1.1 204 No Content\r\n\r\n"
`, "http",
	},
	{
		"two lengths: all that follows is body",
		http(Out, "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 1\r\n\r\nabcGET /", okEmpty),
		`> http.request.headers "POST"
> http.request.target [application/x-www-form-urlencoded] "/"
> http.request.headers [text/plain] " HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 1\r\n\r\n"
> http.request.body "abcGET /"
< http.response.headers [text/plain] "HTTP/1.1 204 No Content\r\n\r\n"
`, "http",
	},
	{
		"a chunk size that is none",
		http(Out, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n123456789018\r\nabc", ""),
		`> http.request.headers "POST"
> http.request.target [application/x-www-form-urlencoded] "/"
> http.request.headers [text/plain] " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
> tcp.payload "123456789018\r\nabc"
`, "http",
	},
	{
		"bare line feeds and a folded field",
		http(Out, "POST / HTTP/1.1\nContent-Type: text/\n\tcsv\ncontent-length : 2\n\nab", ""),
		`> http.request.headers "POST"
> http.request.target [application/x-www-form-urlencoded] "/"
> http.request.headers [text/plain] " HTTP/1.1\nContent-Type: text/\n\tcsv\ncontent-length : 2\n\n"
> http.request.body [text/	csv] "ab"
`, "http",
	},
	{
		"a body that nothing declares",
		http(Out, "GET / HTTP/1.1\r\n\r\n4111 1111 1111", ""),
		`> http.request.headers "GET"
> http.request.target [application/x-www-form-urlencoded] "/"
> http.request.headers [text/plain] " HTTP/1.1\r\n\r\n"
> http.request.headers "4111"
> tcp.payload "4111 1111 1111"
`, "http",
	},
	{
		"a target with spaces",
		http(Out, "BREW /a b HTTP/1.x HTTP/1.1\r\n\r\n", ""),
		`> http.request.headers "BREW"
> http.request.target [application/x-www-form-urlencoded] "/a b HTTP/1.x"
> http.request.headers [text/plain] " HTTP/1.1\r\n\r\n"
`, "http",
	},
	{
		"HTTP/0.9 in a server's reply",
		http(In, "GET /old\r\n", "<html>"),
		`< http.request.headers "GET"
< http.request.target [application/x-www-form-urlencoded] "/old\r"
> tcp.payload "<html>"
`, "http",
	},
	{
		"prose that begins like a request",
		[]turn{{Out, "GET well soon, call 090 1234\nnow"}},
		`> http.request.headers "GET"
> http.request.target [application/x-www-form-urlencoded] "well soon, call 090 1234"
> tcp.payload "GET well soon, call 090 1234\nnow"
`, "",
	},
	{
		"a tunnel refused, then granted",
		[]turn{
			{Out, "CONNECT far.example:443 HTTP/1.1\r\n\r\n"}, {In, "HTTP/1.1 407 No\r\nContent-Length: 1\r\n\r\nx"},
			{Out, "CONNECT far.example:443 HTTP/1.1\r\n\r\n"}, {In, "HTTP/1.1 200 Yes\r\n\r\n"},
			{Out, "\x00\x01secret"},
		},
		`> http.request.headers "CONNECT"
> http.request.target [application/x-www-form-urlencoded] "far.example:443"
> http.request.headers [text/plain] " HTTP/1.1\r\n\r\n"
< http.response.headers [text/plain] "HTTP/1.1 407 No\r\nContent-Length: 1\r\n\r\n"
< http.response.body "x"
> http.request.headers "CONNECT"
> http.request.target [application/x-www-form-urlencoded] "far.example:443"
> http.request.headers [text/plain] " HTTP/1.1\r\n\r\n"
< http.response.headers [text/plain] "HTTP/1.1 200 Yes\r\n\r\n"
> tcp.payload "\x00\x01secret"
`, "http",
	},
	{
		"a WebSocket with a masked and a server message",
		[]turn{
			{Out, "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"},
			{In, "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n\x81\x02hi"},
			{Out, "\x81\x85\x01\x02\x03\x04igohn\x88\x00"},
		},
		`> http.request.headers "GET"
> http.request.target [application/x-www-form-urlencoded] "/ws"
> http.request.headers [text/plain] " HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
< http.response.headers [text/plain] "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n"
< websocket.message "hi"
> websocket.message "hello"
`, "websocket",
	},
}

func TestHTTPConversations(t *testing.T) {
	for _, c := range httpCases {
		f, got := talk(t, 0, c.turns...)
		want := strings.ReplaceAll(c.want, `headers "`, `headers [text/plain] "`)
		if got.String() != want {
			t.Errorf("%s:\ngot\n%swant\n%s", c.name, got, want)
		}
		if f.Name() != c.proto {
			t.Errorf("%s: name %q, want %q", c.name, f.Name(), c.proto)
		}
	}
}

func TestHTTPSplitAnywhereIsTheSame(t *testing.T) {
	for _, c := range httpCases {
		_, whole := talk(t, 0, c.turns...)
		for _, size := range []int{1, 2, 3, 7, 16} {
			_, cut := talk(t, size, c.turns...)
			sameButForTheStart(t, fmt.Sprintf("%s, cut every %d", c.name, size), cut, whole)
		}
	}
}
