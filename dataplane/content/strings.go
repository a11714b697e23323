package content

import "unicode/utf8"

// textRuns finds texts among binary bytes, as in the messages of Protocol Buffers,
// MessagePack or CBOR, in serialised objects and images of memory. Each is a part, as
// lines and tables begin where it does. A run ends where no text goes on: at a control
// character, or at what isn't UTF-8.
type textRuns struct {
	scope *scope
	held  [leastText]byte // a run too short as yet
	n     int
	inner Writer // reads a run that is long enough
	need  int    // bytes to come of a character
}

// leastText is the length from which a run is a text. Names and identifiers are shorter.
const leastText = 48

func (r *textRuns) Write(b []byte) {
	for len(b) > 0 {
		if r.n == 0 && r.inner == nil {
			b = b[r.skip(b):]
		}
		n := 0
		for n < len(b) && r.text(b[n]) {
			n++
		}
		r.take(b[:n])
		if n < len(b) {
			r.end()
			if r.need = 0; !isTextByte(b[n]) || b[n]&0xc0 == 0x80 {
				n++ // elsewhere a character begins where another is cut
			}
		}
		b = b[n:]
	}
}

// skip returns how much of b comes before what may be a run of leastText: wherever that
// begins, one of the bytes looked at is in it.
func (r *textRuns) skip(b []byte) int {
	at := 0
	for i := leastText - 1; i < len(b); i += leastText {
		if isTextByte(b[i]) {
			break
		}
		at = i + 1
	}
	return at
}

// isTextByte says whether a byte may be of a text in UTF-8.
func isTextByte(c byte) bool {
	return c >= ' ' && c != 0x7f && c < 0xf5 && c != 0xc0 && c != 0xc1 || c == '\t' || c == '\n' || c == '\r'
}

// text reports whether c may follow in a run of UTF-8.
func (r *textRuns) text(c byte) bool {
	if c&0xc0 == 0x80 {
		r.need--
		return r.need >= 0
	}
	if r.need > 0 || !isTextByte(c) {
		return false
	}
	switch {
	case c < utf8.RuneSelf:
	case c < 0xe0:
		r.need = 1
	case c < 0xf0:
		r.need = 2
	default:
		r.need = 3
	}
	return true
}

// take adds to the run.
func (r *textRuns) take(b []byte) {
	if r.inner == nil {
		k := copy(r.held[r.n:], b)
		r.n += k
		b = b[k:]
		if r.n < leastText {
			return
		}
		r.inner = r.scope.value()
		r.inner.Write(r.held[:])
	}
	if len(b) > 0 {
		r.inner.Write(b)
	}
}

// end ends the run.
func (r *textRuns) end() {
	if r.inner != nil {
		r.inner.Close()
		r.inner = nil
	}
	r.n = 0
}

// mixedText is a text with bytes of something else in it, such as a short message that
// carries a long text: those bytes may hide its charset, and where it begins.
type mixedText struct {
	text *text
	runs textRuns
}

func (m *mixedText) Write(b []byte) {
	m.text.Write(b)
	m.runs.Write(b)
}

func (m *mixedText) Close() {
	m.runs.end()
	m.text.Close()
}
