package proto

import (
	"bytes"
	"mime"
	"path"
	"strconv"
	"strings"
)

// chunkDigitsMax bounds a chunk size line: eight hexadecimal digits are 4 GiB, more
// could be a number that is no size at all.
const chunkDigitsMax = 8

// httpHead is what a head says.
type httpHead struct {
	method    string
	target    string
	version   []byte // behind the target, while it is read
	code      int
	host      string
	agent     string
	mediaType string
	fileName  string
	upgrade   string
	encodings []string
	transfer  []string
	deflated  bool // WebSocket messages may be compressed
	length    int64
	framing   framing
}

// framing is how a body ends.
type framing uint8

const (
	framedByNothing framing = iota
	framedByLength
	framedByClose // what is declared contradicts itself
	framedByChunks
)

// fieldNameMax is longer than any field name that is looked for.
const fieldNameMax = 32

// field takes one header field. Of a field given twice the first stands, but
// framing looks at all of them. Fields that nobody asks for cost no allocation.
func (t *httpHead) field(name, value []byte) {
	var lower [fieldNameMax]byte
	n := copy(lower[:], name)
	for i := range lower[:n] {
		if c := lower[i]; c >= 'A' && c <= 'Z' {
			lower[i] = c | 0x20
		}
	}
	switch string(lower[:n]) {
	case "host":
		first(&t.host, string(value))
	case "user-agent":
		first(&t.agent, string(value))
	case "upgrade":
		first(&t.upgrade, strings.ToLower(string(value)))
	case "sec-websocket-extensions":
		t.deflated = t.deflated || bytes.Contains(value, []byte("permessage-deflate"))
	default:
		t.contentField(string(lower[:n]), value)
	}
}

// contentField takes the fields that describe the body.
func (t *httpHead) contentField(name string, value []byte) {
	switch name {
	case "content-type":
		first(&t.mediaType, string(value))
	case "content-disposition":
		first(&t.fileName, dispositionName(string(value)))
	case "content-encoding":
		t.encodings = appendTokens(t.encodings, string(value))
	case "transfer-encoding":
		t.setTransfer(string(value))
	case "content-length":
		t.setLength(string(value))
	}
}

// valueMax bounds what is kept of a field.
const valueMax = 1024

func first(dst *string, v string) {
	if *dst == "" {
		*dst = strings.Clone(v[:min(len(v), valueMax)])
	}
}

// codingsMax and codingMax bound the declared codings; nobody nests more.
const (
	codingsMax = 8
	codingMax  = 32
)

func appendTokens(list []string, v string) []string {
	for t := range strings.SplitSeq(v, ",") {
		t = strings.ToLower(strings.TrimSpace(t))
		if t != "" && t != "identity" && len(list) < codingsMax {
			list = append(list, strings.Clone(t[:min(len(t), codingMax)]))
		}
	}
	return list
}

// setTransfer takes a body as chunked if that word is anywhere in the value: a body
// that isn't, does not fit at its first line and is then read raw. RFC 9112 6.3 has
// chunked override a length.
func (t *httpHead) setTransfer(v string) {
	for _, c := range appendTokens(nil, v) {
		if strings.Contains(c, "chunked") {
			t.framing = framedByChunks
			continue
		}
		t.transfer = appendTokens(t.transfer, c)
	}
	t.framing = max(t.framing, framedByClose)
}

// setLength takes one length, which may be repeated ("5, 5"). Contradicting or
// absurd ones mean that nobody can say where the body ends.
func (t *httpHead) setLength(v string) {
	for _, l := range strings.Split(v, ",") {
		n, err := strconv.ParseInt(strings.TrimSpace(l), 10, 64)
		switch {
		case err != nil, n < 0, t.framing == framedByLength && n != t.length:
			t.framing = max(t.framing, framedByClose)
		case t.framing == framedByNothing:
			t.framing, t.length = framedByLength, n
		}
	}
}

// dispositionName reads the file name of RFC 6266, in either of its forms.
func dispositionName(v string) string {
	_, params, err := mime.ParseMediaType(v)
	if err != nil && params == nil {
		return ""
	}
	return cleanName(params["filename"])
}

// cleanName keeps the last path element, fit for events.
func cleanName(v string) string {
	v = path.Base(strings.ReplaceAll(v, `\`, "/"))
	if v == "." || v == "/" {
		return ""
	}
	return mask(v, 255)
}

// nameOfTarget gives the last path element if it looks like a file's name.
func nameOfTarget(target string) string {
	p, _, _ := strings.Cut(target, "?")
	name := cleanName(p)
	if len(path.Ext(name)) < 2 || strings.HasSuffix(p, "/") || strings.Contains(name, "@") {
		return ""
	}
	return name
}

// endHead is at the empty line: what follows depends on all that was read.
func (h *httpHalf) endHead(s Sink) {
	h.line = h.line[:0]
	if h.request {
		h.endRequestHead(s)
		return
	}
	h.endResponseHead(s)
}

func (h *httpHalf) endRequestHead(s Sink) {
	c := h.conn
	c.heads++
	h.report(s)
	c.upgrade = h.head.upgrade
	if h.head.method != "CONNECT" {
		first(&h.head.fileName, nameOfTarget(h.head.target))
	}
	c.ask(asked{kind: kindOf(h.head.method), name: h.head.fileName})
	if h.head.method == "CONNECT" {
		c.tunnel = c.origin.tunnel()
		h.state = httpTunnel
		return
	}
	h.beginBody(s, h.head.framing)
}

func kindOf(method string) askedKind {
	switch method {
	case "HEAD":
		return askedHead
	case "CONNECT":
		return askedConnect
	}
	return askedPlain
}

func (h *httpHalf) endResponseHead(s Sink) {
	c, code := h.conn, h.head.code
	if code == 101 {
		h.upgraded(s)
		return
	}
	if code < 200 {
		h.state = httpBetween
		return
	}
	a := c.answer()
	c.upgrade = ""
	first(&h.head.fileName, a.name)
	switch {
	case a.kind == askedConnect && code < 300:
		h.enterTunnel()
	case a.kind == askedHead, code == 204, code == 304:
		h.state = httpBetween
	default:
		if a.kind == askedConnect {
			c.closeTunnel(s)
		}
		h.beginBody(s, max(h.head.framing, h.unframed()))
	}
}

// unframed is how a response ends that declares nothing (RFC 9112 6.3, 8).
func (h *httpHalf) unframed() framing {
	if h.head.framing == framedByNothing {
		return framedByClose
	}
	return framedByNothing
}

func (h *httpHalf) enterTunnel() {
	if h.conn.tunnel == nil {
		h.conn.tunnel = h.conn.origin.tunnel()
	}
	h.state = httpTunnel
}

// upgraded takes both halves out of HTTP. A WebSocket has no start of its own to
// be recognised by; anything else is a new flow.
func (h *httpHalf) upgraded(s Sink) {
	c := h.conn
	c.answer()
	c.tunnel = c.origin.tunnel()
	if strings.Contains(c.upgrade, "websocket") {
		c.name = "websocket"
		c.tunnel.session = newWebSocket(h.head.deflated)
	}
	h.state = httpTunnel
	c.other(h).leave(s)
}

// leave goes over to the tunnel from wherever the half stands.
func (h *httpHalf) leave(s Sink) {
	h.lose(s)
	h.conn.raw.close(h.dir)
	h.state = httpTunnel
}

// report tells the attributes of a request. The name asked for is the outside
// end's only if the client is inside.
func (h *httpHalf) report(s Sink) {
	t := &h.head
	s.Set(HTTPMethod, mask(t.method, httpTokenMax))
	s.Set(URLFull, t.url())
	if t.agent != "" {
		s.Set(UserAgent, mask(t.agent, 512))
	}
	if h.dir == Out && t.host != "" {
		s.Set(Domain, hostName(t.host))
	}
}

// url puts the target together with the host it is asked of.
func (t *httpHead) url() string {
	const limit = 2048
	if t.method == "CONNECT" || strings.Contains(t.target, "://") || t.host == "" {
		return maskURL(t.target, limit)
	}
	return "http://" + maskSegment(t.host[:min(len(t.host), 255)]) + maskURL(t.target, limit)
}

// hostName takes the port off a Host field.
func hostName(v string) string {
	if i := strings.LastIndexByte(v, ':'); i >= 0 && !strings.HasSuffix(v, "]") {
		v = v[:i]
	}
	return mask(strings.ToLower(strings.Trim(v, "[]")), 255)
}

func (h *httpHalf) beginBody(s Sink, f framing) {
	if h.head.fileName != "" && f != framedByNothing {
		s.Set(FileName, h.head.fileName)
	}
	switch f {
	case framedByLength:
		h.left, h.state = h.head.length, httpBody
		if h.left == 0 {
			h.state = httpBetween
		}
	case framedByChunks:
		h.state = httpChunkSize
	case framedByClose:
		h.state = httpUntilClose
	default:
		h.state = httpBetween
	}
}

// carry hands bytes of the body on, without copying them.
func (h *httpHalf) carry(b []byte, s Sink) {
	if h.body == nil {
		h.body = s.Open(h.dir, Part{
			Where:     h.where("body"),
			Name:      h.head.fileName,
			MediaType: h.head.mediaType,
			Encodings: append(h.head.encodings, h.head.transfer...),
		})
	}
	h.body.Write(b)
}

func (h *httpHalf) stepBody(b []byte, s Sink) int {
	switch h.state {
	case httpBody, httpChunkData:
		return h.readCounted(b, s)
	case httpChunkSize:
		return h.readChunkSize(b, s)
	case httpChunkExt:
		return h.readChunkExt(b, s)
	case httpChunkEnd:
		return h.readChunkEnd(b, s)
	case httpUntilClose:
		h.carry(b, s)
	case httpTunnel:
		h.conn.tunnel.Feed(h.dir, b, s)
	default:
		h.conn.raw.write(h.dir, b, s)
	}
	return len(b)
}

func (h *httpHalf) readCounted(b []byte, s Sink) int {
	n := int(min(h.left, int64(len(b))))
	h.carry(b[:n], s)
	h.passed(n)
	return n
}

// passed counts n bytes of the body or chunk.
func (h *httpHalf) passed(n int) {
	h.left -= int64(n)
	switch {
	case h.left > 0:
	case h.state == httpChunkData:
		h.state = httpChunkEnd
	default:
		h.endMessage()
	}
}

func (h *httpHalf) endMessage() {
	h.closeBodies()
	h.line = h.line[:0]
	h.state = httpBetween
}

// readChunkSize reads the digits. White space around them is tolerated, as servers do.
func (h *httpHalf) readChunkSize(b []byte, s Sink) int {
	for i, c := range b {
		if (c == '\n' || c == ';') && h.endChunkSize(c) {
			return i + 1
		}
		if !h.sizeFits(c) {
			h.lose(s)
			return i
		}
		h.keep(b[i : i+1])
	}
	return len(b)
}

// sizeFits says whether c continues a chunk size line. It ends the line at the first
// digit too many, for what is held back must stay too short to be anybody's number.
func (h *httpHalf) sizeFits(c byte) bool {
	if isHex(c) {
		return len(bytes.TrimLeft(h.line, " \t\r")) < chunkDigitsMax
	}
	return (c == '\r' || c == ' ' || c == '\t') && len(h.line) < 2*chunkDigitsMax
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// readChunkExt hands on what stands behind the size: nothing needs it, so it is a
// place to hide in.
func (h *httpHalf) readChunkExt(b []byte, s Sink) int {
	n := bytes.IndexByte(b, '\n')
	if n < 0 {
		h.tell(b, s)
		return len(b)
	}
	h.tell(b[:n+1], s)
	h.closeText()
	h.beginChunk()
	return n + 1
}

// endChunkSize reads the size that stands before c, or says that it is none.
func (h *httpHalf) endChunkSize(c byte) bool {
	n, err := strconv.ParseUint(string(bytes.Trim(h.line, " \t\r")), 16, 4*chunkDigitsMax)
	if err != nil {
		return false
	}
	h.left, h.line = int64(n), h.line[:0]
	if c == ';' {
		h.state = httpChunkExt
	} else {
		h.beginChunk()
	}
	return true
}

// beginChunk begins the data, or the trailer behind the last chunk.
func (h *httpHalf) beginChunk() {
	if h.left > 0 {
		h.state = httpChunkData
		return
	}
	h.closeBodies()
	h.beginFields()
	h.trailer = true
}

func (h *httpHalf) readChunkEnd(b []byte, s Sink) int {
	switch b[0] {
	case '\n':
		h.state = httpChunkSize
		return 1
	case '\r':
		return 1
	}
	h.lose(s)
	return 0
}
