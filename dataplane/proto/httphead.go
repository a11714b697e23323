package proto

import (
	"bytes"
	"strings"
	"unsafe"
)

// httpLineMax is how much of a start line or header field is kept to be understood;
// what is beyond is handed on all the same.
const httpLineMax = 2048

type httpState uint8

const (
	httpBetween httpState = iota // messages
	httpMethod
	httpTarget
	httpVersion
	httpStatus
	httpFields
	httpBody
	httpChunkSize
	httpChunkExt
	httpChunkData
	httpChunkEnd
	httpUntilClose
	httpTunnel
	httpLost // raw, until a segment begins with a head
)

// httpHalf is one direction of a connection.
type httpHalf struct {
	conn    *httpConn
	dir     Dir
	request bool
	state   httpState
	trailer bool // the fields being read follow a chunked body
	ended   bool // the field in line is whole unless the next line continues it
	target  int  // where in line the target begins
	space   int  // where in line the space is that may end the target
	width   int  // characters so far in this header line
	line    []byte
	head    httpHead
	text    Body // head or target being handed on
	body    Body
	left    int64
}

// memory gives what the half holds, itself included.
func (h *httpHalf) memory() int {
	t := &h.head
	n := cap(h.line) + len(t.target) + len(t.host) + len(t.agent) + len(t.mediaType) + len(t.fileName) + len(t.upgrade)
	return int(unsafe.Sizeof(*h)) + n + (len(t.encodings)+len(t.transfer))*codingMax
}

// step consumes at least one byte of b, or changes the state towards one that does.
func (h *httpHalf) step(b []byte, s Sink) int {
	switch h.state {
	case httpBetween:
		return h.between(b, s)
	case httpMethod:
		return h.readMethod(b, s)
	case httpTarget:
		return h.readTarget(b, s)
	case httpVersion:
		return h.readVersion(b, s)
	case httpStatus:
		return h.readStatus(b, s)
	case httpFields:
		return h.readFields(b, s)
	}
	return h.stepBody(b, s)
}

func (h *httpHalf) feed(b []byte, s Sink) {
	if h.state == httpLost && resumeHTTP(b) && isRequest(b) == h.request {
		h.resync()
	}
	for len(b) > 0 {
		b = b[h.step(b, s):]
	}
}

func isRequest(b []byte) bool { return prefix(b, "HTTP/1.") != yes }

// resync begins anew at a head after bytes that could not be understood. Which
// response belongs to which request is not known any more.
func (h *httpHalf) resync() {
	h.conn.raw.close(h.dir)
	h.conn.asked = h.conn.asked[:0]
	h.state = httpBetween
}

// where names the place of one of this half's parts.
func (h *httpHalf) where(what string) string {
	if h.request {
		return "http.request." + what
	}
	return "http.response." + what
}

// tell hands text of the head on.
func (h *httpHalf) tell(b []byte, s Sink) {
	if h.text == nil {
		h.text = s.Open(h.dir, Part{Where: h.where("headers"), MediaType: "text/plain"})
	}
	h.text.Write(b)
}

// tellTarget hands on a piece of the path or of the query.
func (h *httpHalf) tellTarget(b []byte, s Sink) {
	if len(b) == 0 {
		return
	}
	if h.text == nil {
		h.text = s.Open(h.dir, Part{Where: h.where("target"), MediaType: "application/x-www-form-urlencoded"})
	}
	h.text.Write(b)
}

func (h *httpHalf) closeText() {
	if h.text != nil {
		h.text.Close()
		h.text = nil
	}
}

func (h *httpHalf) keep(b []byte) {
	h.line = append(h.line, b[:min(len(b), httpLineMax-len(h.line))]...)
}

// between skips the empty lines that RFC 9112 2.2 allows before a start line.
func (h *httpHalf) between(b []byte, s Sink) int {
	if b[0] == '\r' || b[0] == '\n' {
		return 1
	}
	h.head, h.line, h.trailer = httpHead{}, h.line[:0], false
	h.state = httpStatus
	if h.request {
		h.state = httpMethod
	}
	return 0
}

func (h *httpHalf) readMethod(b []byte, s Sink) int {
	n := min(tokenLen(b), httpTokenMax+1-len(h.line))
	h.keep(b[:n])
	if n > 0 {
		h.tell(b[:n], s)
	}
	switch {
	case len(h.line) > httpTokenMax, n < len(b) && (b[n] != ' ' || len(h.line) == 0):
		h.lose(s)
		return n
	case n == len(b):
		return n
	}
	return n + h.endMethod(b[n:n+1])
}

// endMethod is at the space behind the method.
func (h *httpHalf) endMethod(space []byte) int {
	h.head.method = string(h.line)
	h.keep(space)
	h.target = len(h.line)
	h.closeText()
	h.state = httpTarget
	return 1
}

// readTarget hands the target on as it comes; path and query are two bodies, so
// that the first key of the query stands alone.
func (h *httpHalf) readTarget(b []byte, s Sink) int {
	if len(h.line) == h.target && !matchTarget([]byte(h.head.method), b[0]) {
		h.lose(s)
		return 0
	}
	n := bytes.IndexAny(b, " ?\n")
	if n < 0 {
		n = len(b)
	}
	h.keep(b[:n])
	h.tellTarget(b[:n], s)
	switch {
	case n == len(b):
		return n
	case b[n] == '\n':
		return n + h.simple(s)
	case b[n] == '?':
		h.closeText()
		h.keep(b[n : n+1])
		return n + 1
	}
	h.space = len(h.line)
	h.keep(b[n : n+1])
	h.head.version = append(h.head.version[:0], ' ')
	h.state = httpVersion
	return n + 1
}

// readVersion holds back what may be the version behind the target. If it isn't,
// it was part of the target, as some servers have it.
func (h *httpHalf) readVersion(b []byte, s Sink) int {
	for i, c := range b {
		if !versionFits(h.head.version, c) {
			h.tellTarget(h.head.version, s)
			h.state = httpTarget
			return i
		}
		h.head.version = append(h.head.version, c)
		h.keep(b[i : i+1])
		if c == '\n' {
			h.endRequestLine(s)
			return i + 1
		}
	}
	return len(b)
}

// versionFits says whether c continues " HTTP/1.1" and its line end.
func versionFits(v []byte, c byte) bool {
	const want = " HTTP/1.x"
	n := len(v)
	switch {
	case n < len(want)-1:
		return c == want[n]
	case n == len(want)-1:
		return c >= '0' && c <= '9'
	case n < len(want)+4:
		return c == ' ' || c == '\r' || c == '\n'
	}
	return c == '\n'
}

func (h *httpHalf) endRequestLine(s Sink) {
	h.closeText()
	h.tell(h.head.version, s)
	target := ""
	if h.space <= len(h.line) && h.space >= h.target {
		target = string(h.line[h.target:h.space])
	}
	h.head.target = target
	h.beginFields()
}

// simple is a target that ends its line: HTTP/0.9 asks so (RFC 1945 4.1). Its answer
// has no head as a rule and is then handed on raw; a newer server may still send one.
// Anything else was not HTTP.
func (h *httpHalf) simple(s Sink) int {
	if h.head.method != "GET" || h.conn.heads > 0 || h.line[h.target] != '/' {
		h.lose(s)
		return 0
	}
	h.closeText()
	h.head.target = strings.TrimRight(string(h.line[h.target:]), "\r")
	h.report(s)
	h.conn.heads++
	h.conn.spoken = true
	h.line = h.line[:0]
	h.lose(s)
	return 1
}

func (h *httpHalf) readStatus(b []byte, s Sink) int {
	n := bytes.IndexByte(b, '\n') + 1
	if n == 0 {
		n = len(b)
	}
	had := len(h.line)
	h.keep(b[:n])
	switch prefix(h.line, "HTTP/1.") {
	case maybe:
		return n
	case no:
		kept := len(h.line) - had
		h.lose(s)
		return kept
	}
	if h.text == nil {
		h.tell(h.line[:had], s)
	}
	h.tell(b[:n], s)
	if b[n-1] == '\n' {
		h.endStatus(s)
	}
	return n
}

func (h *httpHalf) endStatus(s Sink) {
	if h.head.code = statusCode(h.line); h.head.code == 0 {
		h.lose(s)
		return
	}
	h.beginFields()
}

// statusCode reads "HTTP/1.1 200 OK"; 0 means that it isn't one.
func statusCode(line []byte) int {
	if prefix(line, "HTTP/1.") != yes || len(line) < 12 || line[8] != ' ' {
		return 0
	}
	code := 0
	for _, c := range line[9:12] {
		if c < '0' || c > '9' {
			return 0
		}
		code = code*10 + int(c-'0')
	}
	return code
}

func (h *httpHalf) beginFields() {
	h.conn.spoken = true
	h.state = httpFields
	h.line, h.ended, h.width = h.line[:0], false, 0
}

// readFields takes one line, or the piece of one that has come. A line that begins
// with white space continues the one before (obs-fold), so that a field is
// understood only when the next line begins.
func (h *httpHalf) readFields(b []byte, s Sink) int {
	if h.width == 0 && h.ended && b[0] != ' ' && b[0] != '\t' {
		h.endField()
	}
	n := bytes.IndexByte(b, '\n') + 1
	whole := n > 0
	if !whole {
		n = len(b)
	}
	h.tellField(b[:n], s)
	text := bytes.TrimRight(b[:n], "\r\n")
	h.width += len(text)
	h.keepField(text)
	if whole {
		h.endLine(s)
	}
	return n
}

// tellField hands on a piece of a field, but nothing of the empty line that ends a
// trailer: most messages in chunks have no more of one.
func (h *httpHalf) tellField(b []byte, s Sink) {
	if h.trailer && h.width == 0 {
		b = bytes.TrimLeft(b, "\r\n")
	}
	if len(b) > 0 {
		h.tell(b, s)
	}
}

// keepField keeps a piece of a field without carriage returns: one at the end of a
// piece may be the line's end or not.
func (h *httpHalf) keepField(b []byte) {
	for len(b) > 0 {
		n := bytes.IndexByte(b, '\r')
		if n < 0 {
			h.keep(b)
			return
		}
		h.keep(b[:n])
		b = b[n+1:]
	}
}

func (h *httpHalf) endLine(s Sink) {
	if h.width > 0 {
		h.width, h.ended = 0, true
		return
	}
	h.closeText()
	if h.trailer {
		h.endMessage()
		return
	}
	h.endHead(s)
}

func (h *httpHalf) endField() {
	if !h.trailer {
		name, value, _ := bytes.Cut(h.line, []byte(":"))
		h.head.field(bytes.TrimSpace(name), bytes.TrimSpace(value))
	}
	h.line, h.ended = h.line[:0], false
}

// lose gives up on understanding this half: all that follows is handed on raw. The
// unfinished line goes first, whole, for a value in it may have been cut by what
// looked like syntax.
func (h *httpHalf) lose(s Sink) {
	if h.state == httpVersion {
		h.tellTarget(h.head.version, s) // held back, and perhaps beyond what line keeps
	}
	h.closeBodies()
	pending := h.line
	if h.state > httpStatus && h.state != httpChunkSize {
		pending = nil
	}
	h.line = nil
	h.state = httpLost
	h.conn.raw.write(h.dir, pending, s)
}

func (h *httpHalf) closeBodies() {
	h.closeText()
	if h.body != nil {
		h.body.Close()
		h.body = nil
	}
}

// gap closes what is open. Inside a body of known length its end is still known.
func (h *httpHalf) gap(n int, s Sink) {
	h.closeBodies()
	h.conn.raw.close(h.dir)
	switch {
	case h.state == httpTunnel:
		h.conn.tunnel.Gap(h.dir, n, s)
	case h.state == httpUntilClose:
	case (h.state == httpBody || h.state == httpChunkData) && n > 0 && int64(n) <= h.left:
		h.passed(n)
	default:
		h.lose(s)
		h.conn.raw.close(h.dir)
	}
}

// end gives up on a message that is not whole, so that what was held back of it to
// be understood is handed on.
func (h *httpHalf) end(s Sink) {
	if h.state == httpTunnel {
		h.conn.tunnel.End(h.dir, s)
		return
	}
	h.lose(s)
	h.conn.raw.close(h.dir)
}
