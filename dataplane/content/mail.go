package content

import (
	"bytes"
	"strings"
)

// A message (RFC 5322, MIME: RFC 2045 to 2049), as SMTP carries it and as mail
// programs save it. The header is a text of its own, decoded; the body goes by
// its Content-Type, through its transfer encoding. A body of many parts is no
// level deeper than its message.
var _ = register(format{
	mediaType: mailType,
	aliases:   []string{mailType, "message/global", "message/news", "text/rfc822-headers"},
	looks:     looksLikeMail,
	open:      func(s *scope) Writer { return newMail(s) },
})

const mailType = "message/rfc822"

type mail struct {
	scope  *scope
	header *headerText
	line   []byte // the header's line at present, as far as it matters
	fields []byte // the lines of the header that say how to read the body
	keep   bool   // the field at present is one of those
	body   Writer // nil within the header
}

const (
	// maxHeaderLine bounds what is kept of a line. RFC 5322 allows 998.
	maxHeaderLine = 8 << 10
	// maxMailFields bounds the fields kept; a body's take a tenth at most.
	maxMailFields = 16 << 10
)

func newMail(s *scope) *mail { return &mail{scope: s, header: newHeaderText(s)} }

func (m *mail) Write(b []byte) {
	for len(b) > 0 {
		if m.body != nil {
			m.body.Write(b)
			return
		}
		n := bytes.IndexByte(b, '\n') + 1
		if n == 0 {
			n = len(b)
		}
		m.headerPiece(b[:n])
		b = b[n:]
	}
}

// headerPiece reads a piece of the header, up to a line's end at most.
func (m *mail) headerPiece(b []byte) {
	m.header.Write(b)
	m.line = append(m.line, b[:min(len(b), maxHeaderLine-len(m.line))]...)
	if b[len(b)-1] == '\n' {
		m.headerLine(bytes.TrimRight(m.line, "\r\n"))
		m.line = m.line[:0]
	}
}

// headerLine takes a whole line. An empty one ends the header, and so does one
// that is no field, which is the body's first then.
func (m *mail) headerLine(line []byte) {
	switch {
	case len(line) == 0:
		m.begin()
		return
	case line[0] == ' ' || line[0] == '\t':
	case isField(line):
		m.keep = hasPrefixFold(line, "content-")
	default:
		m.begin()
		m.body.Write(append(line, '\n'))
		return
	}
	if m.keep && len(m.fields)+len(line) < maxMailFields {
		m.fields = append(append(m.fields, line...), '\n')
	}
}

// isField reports whether a line begins a header field, or is the line that
// mailboxes put before a message.
func isField(line []byte) bool {
	i := bytes.IndexByte(line, ':')
	return i > 0 && bytes.IndexByte(bytes.TrimRight(line[:i], " \t"), ' ') < 0 ||
		bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte(mboxFrom))
}

func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}

// begin begins the body.
func (m *mail) begin() {
	m.header.Close()
	h := parseHeaders(m.fields)
	m.fields, m.keep = nil, false
	coding := transferCoding(h)
	mediaType := bodyType(coding, h["content-type"])
	c := m.scope.inside(fileName(h["content-disposition"], mediaType), mediaType)
	if strings.HasPrefix(baseType(mediaType), "multipart/") {
		c.depth = m.scope.depth
	}
	m.body = transferDecoder(coding, m.scope.x.openText(c))
}

func (m *mail) Close() {
	if m.body == nil && len(m.line) > 0 {
		m.headerLine(m.line)
	}
	if m.body == nil {
		m.header.Close()
		return
	}
	m.body.Close()
}

// looksLikeMail recognises a header by its first lines: fields only, one of them
// such as hardly anything but a message has.
func looksLikeMail(head []byte) bool {
	certain := false
	for line := range bytes.SplitSeq(head[:bytes.LastIndexByte(head, '\n')+1], []byte("\n")) {
		line = bytes.TrimRight(line, "\r")
		switch {
		case len(line) == 0:
			return certain
		case line[0] == ' ' || line[0] == '\t':
			continue
		case !isField(line):
			return false
		}
		name, _, _ := strings.Cut(strings.ToLower(string(line)), ":")
		certain = certain || mailFields[name]
	}
	return false
}

// mailFields are the fields by which a message is known. A body that a signature
// encloses has a Content-Type alone.
var mailFields = map[string]bool{
	"message-id": true, "received": true, "mime-version": true, "return-path": true, "delivered-to": true,
	"content-type": true, "content-transfer-encoding": true,
}
