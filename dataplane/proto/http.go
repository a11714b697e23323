package proto

import (
	"bytes"
	"strings"
)

// HTTP/1.x: RFC 9110, RFC 9112. The parser is lenient, because what matters is
// what some receiver could read, and hands every byte on exactly once: the head as
// text, the target form-decoded, bodies without their framing.
func init() {
	register(protocol{name: "http", transport: "tcp", match: matchHTTP, resume: resumeHTTP, late: true, start: startHTTP})
	register(protocol{name: "http2", transport: "tcp", match: matchHTTP2, start: startPlain("http2")})
}

// httpTokenMax bounds a method; the longest registered one has 17 characters.
const httpTokenMax = 32

// http2Preface begins HTTP/2 without TLS (RFC 9113 3.4). HTTP/1.x must leave it alone.
const http2Preface = "PRI * HTTP/2.0\r\n"

func matchHTTP2(p peek) verdict {
	first, _ := p.speaks()
	return prefix(first, http2Preface)
}

// matchHTTP takes a response first, too: that flow was joined late.
func matchHTTP(p peek) verdict {
	first, _ := p.speaks()
	return max(matchRequest(first), prefix(first, "HTTP/1."))
}

// matchRequest wants a method, a space and the start of a target. A method nobody
// registered needs a target that can't be the second word of a sentence; a method
// that is registered may have an absolute one.
func matchRequest(b []byte) verdict {
	if v := prefix(b, http2Preface); v == yes || v == maybe && len(b) > 2 {
		return no
	}
	n := tokenLen(b)
	switch {
	case n == 0 && len(b) > 0, n > httpTokenMax:
		return no
	case n == len(b):
		return maybe
	case b[n] != ' ':
		return no
	case n+1 == len(b):
		return maybe
	case matchTarget(b[:n], b[n+1]):
		return yes
	}
	return no
}

// matchTarget looks at the first byte behind the method and its space.
func matchTarget(method []byte, c byte) bool {
	switch {
	case c == '/' || c == '*':
		return true
	case string(method) == "CONNECT":
		return isAlnum(c) || c == '['
	}
	return knownMethod(method) && isAlpha(c)
}

func tokenLen(b []byte) int {
	for i, c := range b {
		if !isToken(c) {
			return i
		}
	}
	return len(b)
}

func isAlpha(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isAlnum(c byte) bool { return isAlpha(c) || isDigit(c) }

// isToken follows RFC 9110 5.6.2.
func isToken(c byte) bool {
	return isAlnum(c) || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

func knownMethod(b []byte) bool {
	switch string(b) {
	case "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "PROPFIND",
		"PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH", "MERGE":
		return true
	}
	return false
}

// resumeHTTP wants a whole start line, for a segment in mid-stream may begin with anything.
func resumeHTTP(b []byte) bool {
	request := matchRequest(b) == yes
	if !request && isRequest(b) {
		return false
	}
	line, _, whole := bytes.Cut(b[:min(len(b), httpLineMax)], []byte("\n"))
	return whole && (statusCode(line) > 0 || request && bytes.Contains(line, []byte(" HTTP/1.")))
}

// asked is what the response to a request depends on.
type asked struct {
	kind askedKind
	name string // file name by the target, or ""
}

type askedKind uint8

const (
	askedPlain askedKind = iota
	askedHead
	askedConnect
)

// askedMax bounds the requests that wait for an answer; what is asked beyond is
// taken as plain.
const askedMax = 16

// httpConn is one connection: two halves, and the flow inside once there is a tunnel.
type httpConn struct {
	client  Dir
	raw     raw
	half    [2]httpHalf
	asked   []asked
	tunnel  *Flow
	upgrade string // protocol that the last request asks to change to, lower case
	name    string // of what an upgrade led to
	spoken  bool   // a start line with its version has been seen
	heads   int    // request heads read whole
	origin  origin
}

func startHTTP(p peek) session {
	c := &httpConn{raw: newRaw(p.transport), client: httpClient(p), origin: p.origin}
	for d := range c.half {
		c.half[d] = httpHalf{conn: c, dir: Dir(d), request: Dir(d) == c.client}
	}
	return c
}

// httpClient tells who asks: the end that spoke first, unless that was a response.
func httpClient(p peek) Dir {
	if isRequest(p.bytes[p.first]) {
		return p.first
	}
	return 1 - p.first
}

func (c *httpConn) Feed(d Dir, b []byte, s Sink) { c.half[d].feed(b, s) }
func (c *httpConn) Gap(d Dir, n int, s Sink)     { c.half[d].gap(n, s) }
func (c *httpConn) End(d Dir, s Sink)            { c.half[d].end(s) }
func (c *httpConn) other(h *httpHalf) *httpHalf  { return &c.half[1-h.dir] }

func (c *httpConn) status() status {
	st := status{name: "http", memory: c.memory()}
	req := &c.half[c.client]
	switch {
	case c.name != "":
		st.name, st.known = c.name, true
	case c.tunnel != nil:
		c.tunnelStatus(&st)
	case !c.spoken:
		st.name, st.known = "", req.state == httpLost
	default:
		st.known = c.heads > 0 && c.upgrade == ""
	}
	return st
}

// tunnelStatus lets what a tunnel carries stand for the flow.
func (c *httpConn) tunnelStatus(st *status) {
	if n := c.tunnel.Name(); n != "" {
		st.name = n
	}
	st.known = c.tunnel.Known()
	st.encrypted = c.tunnel.Encrypted()
}

func (c *httpConn) memory() int {
	n := c.half[Out].memory() + c.half[In].memory() + 256
	for _, a := range c.asked {
		n += 32 + len(a.name)
	}
	if c.tunnel != nil {
		n += c.tunnel.Memory()
	}
	return n
}

func (c *httpConn) ask(a asked) {
	if len(c.asked) < askedMax {
		c.asked = append(c.asked, a)
	}
}

// answer takes the request that a final response belongs to.
func (c *httpConn) answer() asked {
	if len(c.asked) == 0 {
		return asked{}
	}
	a := c.asked[0]
	c.asked = append(c.asked[:0], c.asked[1:]...)
	return a
}

// closeTunnel takes back a tunnel that was asked for and refused.
func (c *httpConn) closeTunnel(s Sink) {
	if c.tunnel == nil {
		return
	}
	c.tunnel.End(Out, s)
	c.tunnel.End(In, s)
	c.tunnel = nil
	if req := &c.half[c.client]; req.state == httpTunnel {
		req.state = httpBetween
	}
}
