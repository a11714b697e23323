package content

import "bytes"

// multipart reads multipart/* (RFC 2046, 5.1; forms: RFC 7578) as it arrives.
// Parts with a file name, and those of another type than text, are bodies of
// their own. The other fields of a form become lines "name: value" of one text,
// so that detectors see a record. What stands before the first boundary and
// after the last is read as a text too.
type multipart struct {
	scope    *scope
	form     bool
	digest   bool   // parts of no declared type are messages
	boundary []byte // "--" and the boundary; empty until it is learnt
	state    multipartState
	line     []byte // a boundary line, or a part's headers, so far
	held     []byte // the end of a write that may begin a boundary, or its first line
	part     Writer // the part at present
	outer    Writer // what stands outside of parts
	blank    []byte // white space so far, while nothing else stands outside
	fields   *text  // the text of the form's fields
	// lineStart says that a line begins with the next byte, though the line end
	// before it is gone.
	lineStart  bool
	fieldScope scope
}

type multipartState uint8

const (
	multipartOuter   multipartState = iota // before the first boundary or after the last
	multipartLine                          // the rest of a boundary's line
	multipartHeaders                       // a part's headers
	multipartPart                          // a part's bytes
	multipartNone                          // there is no boundary: all stands outside
)

// maxPartHeaders bounds the headers of a part; longer ones are cut there.
const maxPartHeaders = 16 << 10

var _ = register(format{
	aliases: []string{"multipart/"},
	open:    func(s *scope) Writer { return newMultipart(s) },
})

func newMultipart(s *scope) Writer {
	kind := baseType(s.info.MediaType)
	m := &multipart{scope: s, lineStart: true, form: kind == "multipart/form-data", digest: kind == "multipart/digest"}
	if b := parameter(s.info.MediaType, "boundary"); b != "" {
		m.boundary = []byte("--" + b)
	}
	return m
}

func (m *multipart) Write(b []byte) {
	if len(m.held) > 0 {
		b = append(m.held, b...)
		m.held = nil
	}
	for len(b) > 0 {
		switch m.state {
		case multipartLine:
			b = m.boundaryLine(b)
		case multipartHeaders:
			b = m.headers(b)
		case multipartNone:
			m.pass(b)
			return
		default:
			b = m.bytes(b)
		}
	}
}

// bytes passes on what stands before the next boundary.
func (m *multipart) bytes(b []byte) []byte {
	if len(m.boundary) == 0 {
		if m.learn(b) {
			m.held = bytes.Clone(b)
			return nil
		}
		return b
	}
	if at := m.find(b); at >= 0 {
		m.pass(trimLineEnd(b[:at]))
		m.endPart()
		m.blank = nil
		m.state = multipartLine
		return b[at+len(m.boundary):]
	}
	keep := m.mayBegin(b)
	m.pass(b[:len(b)-keep])
	m.held = append([]byte(nil), b[len(b)-keep:]...)
	return nil
}

// find returns where in b a boundary begins a line, or -1. What follows it must
// be a line's end or two hyphens: a longer word is another boundary.
func (m *multipart) find(b []byte) int {
	for at := 0; ; at++ {
		i := bytes.Index(b[at:], m.boundary)
		if i < 0 {
			return -1
		}
		at += i
		end := at + len(m.boundary)
		starts := at > 0 && b[at-1] == '\n' || at == 0 && m.lineStart
		if starts && end < len(b) && bytes.IndexByte([]byte("\r\n \t-"), b[end]) >= 0 {
			return at
		}
	}
}

// mayBegin returns how many bytes at the end of b may be the beginning of a line
// end and a boundary.
func (m *multipart) mayBegin(b []byte) int {
	start := max(0, len(b)-len(m.boundary)-1)
	i := bytes.LastIndexByte(b[start:], '\n')
	switch at := start + i; {
	case i >= 0 && bytes.HasPrefix(m.boundary, b[at+1:]):
		if at > 0 && b[at-1] == '\r' {
			at--
		}
		return len(b) - at
	case b[len(b)-1] == '\r':
		return 1
	case m.lineStart && bytes.HasPrefix(m.boundary, b):
		return len(b)
	}
	return 0
}

// learn takes the boundary from the body's first line, where none was declared.
func (m *multipart) learn(b []byte) (wait bool) {
	line, _, whole := bytes.Cut(b, []byte("\n"))
	line = bytes.TrimRight(line, "\r \t")
	switch {
	case !m.lineStart || len(line) > maxBoundary || !bytes.HasPrefix([]byte("--"), line[:min(2, len(line))]):
		m.state = multipartNone
	case !whole:
		return true
	case len(line) <= len("--"):
		m.state = multipartNone
	default:
		m.boundary = bytes.Clone(line)
	}
	return false
}

// maxBoundary is 70 characters (RFC 2046, 5.1.1) and two hyphens.
const maxBoundary = 72

func trimLineEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// pass hands bytes to the part, or to the text outside of parts.
func (m *multipart) pass(b []byte) {
	if len(b) == 0 {
		return
	}
	m.lineStart = false
	if m.part != nil {
		m.part.Write(b)
		return
	}
	m.passOuter(b)
}

// maxBlank bounds the white space kept until it is clear whether more follows.
const maxBlank = 1 << 10

// passOuter hands on what stands outside of parts. White space alone is nothing,
// but before a text it belongs to it: without it the text may be recognised as
// something else, so whether it is kept must not depend on how it was cut.
func (m *multipart) passOuter(b []byte) {
	if m.outer != nil {
		m.outer.Write(b)
		return
	}
	n := len(b) - len(bytes.TrimLeft(b, " \t\r\n"))
	if n == len(b) && len(m.blank)+n <= maxBlank {
		m.blank = append(m.blank, b...)
		return
	}
	m.outer = m.scope.x.open(m.scope.inside("", ""))
	if len(m.blank) > 0 {
		b = append(m.blank, b...)
		m.blank = nil
	}
	m.outer.Write(b)
}

// boundaryLine reads the rest of a boundary's line.
func (m *multipart) boundaryLine(b []byte) []byte {
	end := bytes.IndexByte(b, '\n')
	if end < 0 {
		m.line = append(m.line, b[:min(len(b), maxBoundary)]...)
		m.line = m.line[:min(len(m.line), maxBoundary)]
		return nil
	}
	m.line = append(m.line, b[:min(end, maxBoundary)]...)
	last := bytes.HasPrefix(m.line, []byte("--"))
	m.line = m.line[:0]
	m.state = multipartHeaders
	if last {
		m.state = multipartOuter
	}
	m.lineStart = true
	return b[end+1:]
}

// headers reads a part's headers up to the empty line.
func (m *multipart) headers(b []byte) []byte {
	had := len(m.line)
	m.line = append(m.line, b[:min(len(b), maxPartHeaders)]...)
	end := headersEnd(m.line)
	if end < 0 && len(m.line) < maxPartHeaders {
		return nil
	}
	if end < 0 {
		end = bytes.LastIndexByte(m.line, '\n') + 1
	}
	rest := b[max(end-had, 0):]
	if end < had { // what looked like headers so far is the part
		rest = append(m.line[end:had:had], b...)
	}
	m.beginPart(m.line[:end])
	return rest
}

// beginPart begins the part with these headers. Headers that have nothing to do
// with its form may say anything, so they are read as a text too.
func (m *multipart) beginPart(headers []byte) {
	h := parseHeaders(headers)
	for name := range h {
		if !partFields[name] {
			m.pass(headers)
			break
		}
	}
	m.part = m.openPart(h)
	m.line, m.state, m.lineStart = nil, multipartPart, true
}

// partFields are the headers that say how to read a part.
var partFields = map[string]bool{
	"content-type": true, "content-disposition": true, "content-transfer-encoding": true, "content-id": true,
	"content-length": true, "mime-version": true, "x-attachment-id": true,
}

// headersEnd returns where headers end: behind an empty line, or before one that
// is no header. It is -1 if b has neither.
func headersEnd(b []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			return -1
		}
		line := bytes.TrimRight(b[at:at+i], "\r")
		switch {
		case len(line) == 0:
			return at + i + 1
		case line[0] != ' ' && line[0] != '\t' && bytes.IndexByte(line, ':') < 1:
			return at
		}
		at += i + 1
	}
}

// openPart begins the part with these headers.
func (m *multipart) openPart(h map[string]string) Writer {
	disposition, mediaType := h["content-disposition"], h["content-type"]
	name, file := parameter(disposition, "name"), fileName(disposition, mediaType)
	coding := transferCoding(h)
	if mediaType == "" && m.digest {
		mediaType = mailType // RFC 2046, 5.1.5
	}
	if t := baseType(mediaType); m.form && file == "" && (t == "" || t == "text/plain") {
		return transferDecoder(coding, &field{m: m, name: name})
	}
	if file == "" {
		file = readable(name)
	}
	c := m.scope.inside(file, bodyType(coding, mediaType))
	if m.form {
		return transferDecoder(coding, m.scope.x.open(c))
	}
	return transferDecoder(coding, m.scope.x.openText(c))
}

func (m *multipart) endPart() {
	if m.part != nil {
		m.part.Close()
		m.part = nil
	}
}

func (m *multipart) Close() {
	if m.state == multipartHeaders && len(m.line) > 0 {
		m.Write([]byte("\r\n\r\n")) // the headers end here, or never were any
	}
	m.pass(m.held)
	m.endPart()
	if m.fields != nil {
		m.fields.Close()
	}
	if m.outer != nil {
		m.outer.Close()
	}
}

// field is a value of a form. It is a line of the form's text, unless its first
// bytes show that it is a file all the same: then they are delivered again.
type field struct {
	m    *multipart
	name string
	head []byte // bytes so far, while that may change
	w    Writer // nil until the first bytes are judged
	sure bool
	file bool
}

func (f *field) Write(b []byte) {
	if f.sure {
		f.w.Write(b)
		return
	}
	k := min(len(b), headBytes-len(f.head))
	f.head = append(f.head, b[:k]...)
	known, maybe := byMagic(f.head)
	switch {
	case known != nil || bytes.IndexByte(f.head, 0) >= 0:
		f.begin(true)
		f.w.Write(b[k:])
	case f.w != nil:
		f.w.Write(b)
	case !maybe:
		f.begin(false)
		f.w.Write(b[k:])
	}
	if f.sure = f.file || len(f.head) == headBytes; f.sure {
		f.head = nil
	}
}

// begin delivers the head as a file or as a line.
func (f *field) begin(file bool) {
	if f.file = file; file {
		f.endLine()
		f.w = f.m.scope.x.open(f.m.scope.inside(readable(f.name), ""))
	} else {
		f.w = f.m.fieldText()
		f.w.Write([]byte(f.name + ": "))
	}
	f.w.Write(f.head)
}

func (f *field) endLine() {
	if f.w != nil {
		f.w.Write([]byte{'\n'})
	}
}

func (f *field) Close() {
	if f.w == nil {
		f.begin(false)
	}
	if f.file {
		f.w.Close()
		return
	}
	f.endLine()
}

// fieldText returns the text of the form's fields.
func (m *multipart) fieldText() Writer {
	if m.fields == nil {
		m.fieldScope = *m.scope
		m.fields = newText(&m.fieldScope, plainText, nil)
	}
	return m.fields
}
