package proto

import "encoding/binary"

// TLS 1.0 to 1.3 (RFC 2246, 4346, 5246, 8446) and SSL 3.0. Records are followed so
// that only what is encrypted counts as opaque; hellos are read over any number of
// records and segments. Handshake text is handed on, for it leaves readable too, but
// for certificates: those are public, and only counted.
func init() {
	register(protocol{name: "tls", transport: "tcp", match: matchTLS, resume: resumeTLS, start: startTLS})
}

const (
	tlsChangeCipher = 20
	tlsAlert        = 21
	tlsHandshake    = 22
	tlsAppData      = 23
	tlsHeartbeat    = 24

	tlsHeadLen   = 5
	tlsRecordMax = 1<<14 + 2048 // RFC 5246 6.2.3

	tlsClientHello = 1
	tlsServerHello = 2
	tlsCertificate = 11
	tlsHelloMax    = 64 << 10

	// tlsSampleFrom leaves out a record's first bytes, which may be a counter (RFC 5288 3).
	tlsSampleFrom = 8
)

// matchTLS wants a handshake record that begins with a client hello, or the older
// form of a hello that SSL 2.0 capable clients send (RFC 5246 E.2).
func matchTLS(p peek) verdict {
	b, _ := p.speaks()
	return max(matchTLSRecord(b), matchSSL2(b))
}

func matchTLSRecord(b []byte) verdict {
	for i, c := range b[:min(len(b), 6)] {
		fits := [...]bool{c == tlsHandshake, c == 3, c <= 4, c <= tlsRecordMax>>8, true, c == tlsClientHello}
		if !fits[i] {
			return no
		}
	}
	if len(b) < 6 {
		return maybe
	}
	return yes
}

// ssl2HeadLen is the part of an SSL 2.0 hello that says how long the rest is.
const ssl2HeadLen = 11

func matchSSL2(b []byte) verdict {
	for i, c := range b[:min(len(b), 5)] {
		fits := [...]bool{c&0x80 != 0, true, c == tlsClientHello, c == 3, c <= 3}
		if !fits[i] {
			return no
		}
	}
	if len(b) < ssl2HeadLen {
		return maybe
	}
	ciphers, session := int(binary.BigEndian.Uint16(b[5:])), int(binary.BigEndian.Uint16(b[7:]))
	challenge := int(binary.BigEndian.Uint16(b[9:]))
	if ciphers%3 == 0 && challenge >= 16 && challenge <= 32 && 9+ciphers+session+challenge == ssl2Len(b) {
		return yes
	}
	return no
}

func ssl2Len(b []byte) int { return int(binary.BigEndian.Uint16(b) & 0x7fff) }

// resumeTLS wants application data that looks encrypted.
func resumeTLS(b []byte) bool {
	const from, to = tlsHeadLen + tlsSampleFrom, tlsHeadLen + tlsSampleFrom + sampleLen
	return len(b) >= to && b[0] == tlsAppData && validRecord(b) && !isReadable(b[from:to])
}

// validRecord checks a record header. Only application data may be empty.
func validRecord(b []byte) bool {
	n := int(binary.BigEndian.Uint16(b[3:]))
	return b[0] >= tlsChangeCipher && b[0] <= tlsHeartbeat && b[1] == 3 && b[2] <= 4 &&
		n <= tlsRecordMax && (n > 0 || b[0] == tlsAppData)
}

// tlsConn is one connection. Its client spoke first.
type tlsConn struct {
	client Dir
	raw    raw
	half   [2]tlsHalf
	late   bool // joined in mid-stream, so that halves may begin inside a record
}

type tlsHalf struct {
	dir    Dir
	head   [ssl2HeadLen]byte
	headN  int
	kind   byte // of the record
	size   int  // of the record
	left   int  // of the record
	began  bool
	sealed bool // encrypted from here on
	lost   bool // not TLS after all
	hello  handshake
	text   Body
	sample sample
}

func startTLS(p peek) session {
	c := &tlsConn{client: p.first, raw: newRaw(p.transport), late: matchTLS(p) != yes}
	for d := range c.half {
		c.half[d] = tlsHalf{dir: Dir(d), sealed: c.late, began: c.late}
	}
	return c
}

func (c *tlsConn) Feed(d Dir, b []byte, s Sink) {
	h := &c.half[d]
	if h.lost && c.late && resumeTLS(b) {
		h.lost = false
		c.raw.close(d)
	}
	for len(b) > 0 {
		switch {
		case h.lost:
			c.raw.write(d, b, s)
			return
		case h.left > 0:
			b = b[c.payload(h, b, s):]
		default:
			b = b[c.header(h, b, s):]
		}
	}
}

func (c *tlsConn) Gap(d Dir, n int, s Sink) {
	h := &c.half[d]
	c.End(d, s)
	if n > 0 && n <= h.left && h.sealed {
		h.left -= n
		return
	}
	h.lost, h.left = true, 0
	c.late = true
}

// End hands on what there is of a record header that never came whole.
func (c *tlsConn) End(d Dir, s Sink) {
	h := &c.half[d]
	closeBody(&h.text)
	c.raw.write(d, h.head[:h.headN], s)
	c.raw.close(d)
	h.headN, h.hello = 0, handshake{}
}

func (c *tlsConn) status() status {
	out, in := &c.half[Out], &c.half[In]
	return status{
		name:      "tls",
		known:     true,
		encrypted: out.sealed && in.sealed && !out.lost && !in.lost,
		memory:    512 + cap(out.hello.message) + cap(in.hello.message),
	}
}

// header collects a record header byte by byte, for it may come so.
func (c *tlsConn) header(h *tlsHalf, b []byte, s Sink) int {
	h.head[h.headN] = b[0]
	h.headN++
	if h.headN == h.headLen() {
		c.beginRecord(h, s)
		h.headN = 0
	}
	return 1
}

// headLen goes by the first byte: only a first hello may have the old form.
func (h *tlsHalf) headLen() int {
	if !h.began && h.head[0]&0x80 != 0 {
		return ssl2HeadLen
	}
	return tlsHeadLen
}

func (c *tlsConn) beginRecord(h *tlsHalf, s Sink) {
	head := h.head[:h.headN]
	switch {
	case len(head) == ssl2HeadLen && matchSSL2(head) == yes:
		h.kind, h.size = 0, ssl2Len(head)-(ssl2HeadLen-2)
	case len(head) == tlsHeadLen && validRecord(head):
		h.kind, h.size = head[0], int(binary.BigEndian.Uint16(head[3:]))
		h.sealed = h.sealed || h.kind == tlsAppData
	default:
		c.lose(h, head, s)
		return
	}
	h.began, h.left = true, h.size
}

func (c *tlsConn) lose(h *tlsHalf, b []byte, s Sink) {
	closeBody(&h.text)
	h.lost, h.left = true, 0
	h.hello = handshake{}
	c.raw.write(h.dir, b, s)
}

func (c *tlsConn) payload(h *tlsHalf, b []byte, s Sink) int {
	n := min(h.left, len(b))
	h.left -= n
	switch {
	case h.sealed:
		return c.encrypted(h, b[:n], s)
	case h.kind == tlsHandshake:
		c.handshake(h, b[:n], s)
	case h.kind == tlsChangeCipher && h.size == 1:
		h.sealed = true
	case h.kind == tlsAlert && h.size == 2:
	default:
		h.tell(b[:n], s)
	}
	return n
}

// encrypted counts b, unless what was called encrypted can be read: then it and all
// that follows is handed on.
func (c *tlsConn) encrypted(h *tlsHalf, b []byte, s Sink) int {
	n, readable := h.sample.take(b, h.size-h.left-len(b), tlsSampleFrom)
	if readable {
		c.lose(h, h.sample.lead[:], s)
		c.raw.write(h.dir, h.sample.bytes[:], s)
		return n
	}
	s.Opaque(h.dir, len(b), "encrypted")
	return len(b)
}

// tell hands on what is readable of the handshake.
func (h *tlsHalf) tell(b []byte, s Sink) {
	if h.text == nil {
		h.text = s.Open(h.dir, Part{Where: "tls.handshake", MediaType: "application/octet-stream"})
	}
	h.text.Write(b)
}

// handshake puts messages together from the pieces that records carry.
type handshake struct {
	head    [4]byte
	headN   int
	left    int // of the message
	message []byte
}

func (m *handshake) kind() byte { return m.head[0] }

func (c *tlsConn) handshake(h *tlsHalf, b []byte, s Sink) {
	m := &h.hello
	for len(b) > 0 {
		if m.left == 0 {
			b = b[m.header(b):]
		} else {
			n := min(m.left, len(b))
			c.messagePiece(h, b[:n], s)
			b = b[n:]
		}
		if m.headN == len(m.head) && m.left == 0 {
			c.endMessage(h, s)
		}
	}
}

func (m *handshake) header(b []byte) int {
	n := copy(m.head[m.headN:], b)
	if m.headN += n; m.headN == len(m.head) {
		m.left = int(m.head[1])<<16 | int(m.head[2])<<8 | int(m.head[3])
	}
	return n
}

func (c *tlsConn) messagePiece(h *tlsHalf, b []byte, s Sink) {
	m := &h.hello
	if m.kind() == tlsCertificate {
		s.Opaque(h.dir, len(b), "certificate")
	} else {
		h.tell(b, s)
	}
	m.left -= len(b)
	if m.isHello() && len(m.message)+len(b) <= tlsHelloMax {
		m.message = append(m.message, b...)
	}
}

func (m *handshake) isHello() bool {
	return m.kind() == tlsClientHello || m.kind() == tlsServerHello
}

func (c *tlsConn) endMessage(h *tlsHalf, s Sink) {
	m := &h.hello
	switch {
	case m.kind() == tlsClientHello && h.dir == c.client:
		c.reportClient(parseClientHello(m.message), s)
	case m.kind() == tlsServerHello && h.dir != c.client:
		c.reportServer(parseServerHello(m.message), s)
	}
	*m = handshake{}
}

func (c *tlsConn) reportClient(h *clientHello, s Sink) {
	if h == nil {
		return
	}
	s.Set(TLSJA3, h.ja3())
	s.Set(TLSJA4, h.ja4('t'))
	if h.ech {
		s.Set(TLSECH, "offered")
	}
	if len(h.alpn) > 0 {
		s.Set(TLSALPN, mask(h.alpn[0], 255))
	}
	if h.name == "" {
		return
	}
	s.Set(TLSServerName, mask(h.name, 255))
	if c.client == Out {
		s.Set(Domain, mask(h.name, 255))
	}
}

func (c *tlsConn) reportServer(h *serverHello, s Sink) {
	if h == nil {
		return
	}
	if v := versionName(h.version); v != "" {
		s.Set(TLSVersion, v)
	}
	if h.alpn != "" {
		s.Set(TLSALPN, mask(h.alpn, 255))
	}
}

// versionName gives the ECS tls.version.
func versionName(v uint16) string {
	switch v {
	case 0x0304:
		return "1.3"
	case 0x0303:
		return "1.2"
	case 0x0302:
		return "1.1"
	case 0x0301:
		return "1.0"
	case 0x0300:
		return "3.0"
	}
	return ""
}
