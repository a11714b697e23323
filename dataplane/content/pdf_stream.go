package content

import "bytes"

// pdfStream is a stream being read. It ends at "endstream", and where its stated
// length is followed by that word, there.
type pdfStream struct {
	object   *pdfObject
	skip     bool   // its bytes are of no use
	lost     bool   // they are skipped for want of memory
	begun    bool   // the line end behind "stream" is past
	returned bool   // its carriage return is
	length   int    // as stated, or -1
	data     []byte // bytes so far; when skipping, the last few
	from     int    // where in data to look on
}

const endStream = "endstream"

// beginStream reports whether a stream begins: "stream" stands behind a dictionary.
func (r *pdfReader) beginStream() bool {
	if r.build.open() {
		return false
	}
	o := r.current
	r.takeValue(o)
	if o.dict == nil {
		r.current = nil
		r.lex.flat = true
		return false
	}
	o.stream = true
	r.stream = &pdfStream{object: o, skip: skipsPDF(o.dict), length: -1}
	if n, ok := r.resolve(o.dict["Length"]).(float64); ok && !r.lied && n >= 0 && n < 1<<40 {
		r.stream.length = int(n)
	}
	r.current = nil
	r.lex.flat = true
	return true
}

// skipsPDF tells streams that carry no text: pictures and font programs.
func skipsPDF(d pdfDict) bool {
	switch d["Subtype"] {
	case pdfAtom("Image"), pdfAtom("Type1C"), pdfAtom("CIDFontType0C"), pdfAtom("OpenType"):
		return true
	}
	_, font := d["Length1"].(float64)
	return font
}

// streamBytes reads b, and returns what is behind the stream's end.
func (r *pdfReader) streamBytes(b []byte) []byte {
	s := r.stream
	if !s.begun {
		if b = s.begin(b); len(b) == 0 {
			return nil
		}
	}
	if s.skip {
		return r.skipStream(b)
	}
	n := s.wanted(b)
	var ok bool
	if s.data, ok = r.grow(s.data, b[:n]); !ok {
		return r.overflow(b)
	}
	stated := s.length >= 0
	end, over, found := s.end()
	// Going back for a length that lied is done once a file: twice would be a way
	// to have all of it read again and again.
	r.lied = r.lied || stated && s.length < 0
	switch {
	case !found:
		return b[n:]
	case over > n:
		b = append(bytes.Clone(s.data[len(s.data)-over:]), b[n:]...)
	default:
		b = b[n-over:]
	}
	r.endStream(s.data[:end])
	return b
}

// streamPiece is how much is taken at a time while a stream's end isn't known.
const streamPiece = 4 << 10

// wanted returns how much of b to take, so that little is kept that stands behind
// the stream's end.
func (s *pdfStream) wanted(b []byte) int {
	if need := s.length + len("\r\n"+endStream) - len(s.data); s.length >= 0 && need > 0 {
		return min(len(b), need)
	}
	b = b[:min(len(b), streamPiece)]
	if i := bytes.Index(b, []byte(endStream)); i >= 0 {
		return i + len(endStream)
	}
	return len(b)
}

// begin skips the line end behind "stream", which a write may cut.
func (s *pdfStream) begin(b []byte) []byte {
	if b[0] == '\r' && !s.returned {
		s.returned = true
		b = b[1:]
	}
	if len(b) == 0 {
		return nil
	}
	s.begun = true
	return bytes.TrimPrefix(b, []byte("\n"))
}

// grow appends b to buf within the memory allowed.
func (r *pdfReader) grow(buf, b []byte) ([]byte, bool) {
	if need := len(buf) + len(b); need > cap(buf) {
		size := max(need, cap(buf)*3/2)
		if !r.scope.x.hold(size - cap(buf)) {
			return buf, false
		}
		r.held += size - cap(buf)
		buf = append(make([]byte, 0, size), buf...)
	}
	return append(buf, b...), true
}

// overflow gives a stream up for which there is no memory.
func (r *pdfReader) overflow(b []byte) []byte {
	s := r.stream
	r.scope.opaque(len(s.data), reasonMemory)
	r.release(s.data)
	s.data, s.skip, s.lost = nil, true, true
	return r.skipStream(b)
}

func (r *pdfReader) release(data []byte) {
	r.held -= cap(data)
	r.scope.x.drop(cap(data))
}

// end returns where the data ends and how many bytes come behind "endstream".
func (s *pdfStream) end() (end, over int, found bool) {
	if s.length >= 0 {
		if len(s.data) < s.length+len("\r\n"+endStream) {
			return 0, 0, false
		}
		tail := bytes.TrimLeft(s.data[s.length:s.length+len("\r\n"+endStream)], "\r\n")
		if bytes.HasPrefix(tail, []byte(endStream)) {
			at := bytes.Index(s.data[s.length:], []byte(endStream)) + s.length + len(endStream)
			return s.length, len(s.data) - at, true
		}
		s.length = -1 // it is wrong
	}
	i := bytes.Index(s.data[s.from:], []byte(endStream))
	if i < 0 {
		s.from = max(0, len(s.data)-len(endStream))
		return 0, 0, false
	}
	i += s.from
	return len(trimLineEnd(s.data[:i])), len(s.data) - i - len(endStream), true
}

// skipStream looks for the end of a stream whose bytes are of no use.
func (r *pdfReader) skipStream(b []byte) []byte {
	s := r.stream
	had := len(s.data)
	if s.lost {
		r.scope.opaque(len(b), reasonMemory)
	}
	s.data = append(s.data, b[:min(len(b), len(endStream))]...)
	if i := bytes.Index(s.data, []byte(endStream)); i >= 0 {
		r.stream = nil
		return b[i+len(endStream)-had:]
	}
	if i := bytes.Index(b, []byte(endStream)); i >= 0 {
		r.stream = nil
		return b[i+len(endStream):]
	}
	tail := b
	if len(b) < len(endStream) {
		tail = s.data
	}
	s.data = bytes.Clone(tail[max(0, len(tail)-len(endStream)+1):])
	return nil
}

// endStream keeps the stream with its data.
func (r *pdfReader) endStream(data []byte) {
	o := r.stream.object
	o.data, o.held = data, cap(r.stream.data)
	r.stream = nil
	r.keep(o)
}

// forget gives up a stream's data, once no one needs it any more.
func (r *pdfReader) forget(o *pdfObject) {
	r.held -= o.held
	r.scope.x.drop(o.held)
	o.data, o.held = nil, 0
}

// cutStream ends a stream that the file ended in.
func (r *pdfReader) cutStream() {
	s := r.stream
	if s.skip {
		r.stream = nil
		return
	}
	s.length = -1
	if end, over, found := s.end(); found { // its length had led astray
		rest := bytes.Clone(s.data[len(s.data)-over:])
		r.endStream(s.data[:end])
		r.Write(rest)
		r.lex.end()
		if r.stream != nil {
			r.cutStream()
		}
		return
	}
	r.endStream(s.data)
}

// objectStream reads the objects in an object stream (ISO 32000-2, 7.5.7): pairs
// of number and offset, then the values in the same order.
func (r *pdfReader) objectStream(o *pdfObject) {
	p := &objectStreamReader{r: r, want: o.dict.number("N", 0), build: newPDFBuilder(r.scope.x)}
	p.lex = newPDFLexer(p.token)
	r.decodeInto(o, p)
	r.forget(o)
}

type objectStreamReader struct {
	r       *pdfReader
	lex     *pdfLexer
	build   *pdfBuilder
	want    int // objects
	numbers []int
	values  bool // the numbers are past
}

func (p *objectStreamReader) Write(b []byte) { p.lex.feed(b) }

func (p *objectStreamReader) token(k pdfKind, text []byte) bool {
	if k == pdfComment {
		p.r.comment(text)
		return true
	}
	p.build.token(k, text)
	top := p.build.top()
	switch {
	case p.values:
		// Behind a word the value may go on: "1 0 R" begins as a number does.
		if k != pdfWord && !p.build.open() {
			p.deliver()
		}
	case len(top) >= 2*min(p.want, maxPDFObjects):
		p.header(top)
	}
	return true
}

// header takes the numbers.
func (p *objectStreamReader) header(items []any) {
	for i := 0; i+1 < len(items); i += 2 {
		n, _ := items[i].(float64)
		p.numbers = append(p.numbers, int(n))
	}
	p.values = true
	p.build.reset()
}

// deliver keeps the values read.
func (p *objectStreamReader) deliver() {
	items, cost := p.build.take()
	p.r.held += cost
	for _, v := range items {
		o := &pdfObject{number: -1, value: v, packed: true}
		if len(p.numbers) > 0 {
			o.number, p.numbers = p.numbers[0], p.numbers[1:]
		}
		o.dict, _ = v.(pdfDict)
		p.r.keep(o)
	}
}

func (p *objectStreamReader) Close() {
	p.lex.end()
	p.deliver()
}
