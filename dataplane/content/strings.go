package content

import (
	"bytes"
	"unicode/utf8"
)

// textRuns finds texts among binary bytes, as in the messages of Protocol Buffers,
// MessagePack or CBOR, in serialised objects and images of memory. Each is a part, as
// lines and tables begin where it does. A run ends where no text goes on: at a control
// character, or at what isn't UTF-8.
type textRuns struct {
	scope  *scope
	held   [heldText]byte // a run's beginning
	n      int            // the run's length, up to heldText and no further
	long   bool           // it is longer
	before [2]byte        // what stands before it
	tail   [2]byte        // the last bytes of the writes before
	inner  Writer         // reads a run that is long enough
	bare   Writer         // reads it without what may be its length
	need   int            // bytes to come of a character
}

const (
	// leastText is the length from which a run is a text. Names and identifiers are shorter.
	leastText = 48
	// heldText is how long a run is of which the length, in one byte, and a short name may be
	// part.
	heldText = 160
)

func (r *textRuns) Write(b []byte) {
	all := b
	for len(b) > 0 {
		if r.n == 0 {
			b = b[r.skip(b):]
			r.before = r.lastTwo(all[:len(all)-len(b)])
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
	r.tail = r.lastTwo(all)
}

// lastTwo returns the last two bytes of the body up to the end of b, a part of this write.
func (r *textRuns) lastTwo(b []byte) [2]byte {
	switch len(b) {
	case 0:
		return r.tail
	case 1:
		return [2]byte{r.tail[1], b[0]}
	}
	return [2]byte(b[len(b)-2:])
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
	k := copy(r.held[r.n:], b)
	r.n += k
	r.long = r.long || k < len(b)
	switch {
	case r.inner != nil:
		r.pass(b)
	case r.n >= leastText:
		r.open(b[k:])
	}
}

// open begins to deliver the run, of which rest is what is not held.
func (r *textRuns) open(rest []byte) {
	r.inner = r.scope.value()
	r.inner.Write(r.held[:r.n])
	if size := r.lengthBytes(); size > 0 {
		r.bare = r.scope.value()
		r.bare.Write(r.held[size:r.n])
	}
	r.pass(rest)
}

func (r *textRuns) pass(b []byte) {
	if len(b) == 0 {
		return
	}
	r.inner.Write(b)
	if r.bare != nil {
		r.bare.Write(b)
	}
}

// lengthBytes returns how many bytes at a long run's beginning may be the end of its length:
// the second of two, or of four, that tell it with the higher ones first (Thrift, Java's
// DataOutput, MessagePack's str 16, CBOR's text of two bytes), or a whole one that looks
// like a character together with the mark before it (MessagePack's str 8), behind a name.
func (r *textRuns) lengthBytes() int {
	switch r.before[0] {
	case 0, 0xda, 0xc5, 0x79, 0x59:
		if high := r.before[1]; high > 0 && high < ' ' && r.held[0] < utf8.RuneSelf {
			return 1
		}
	}
	const longName = 32
	i := bytes.IndexByte(r.held[:longName], 0xd9)
	if i >= 0 && isPlainName(r.held[:i]) && r.held[i+2]&0xfc != 0xd8 { // no Arabic letter follows
		return i + 2
	}
	return 0
}

// bareStart returns where a short run's text begins if the byte before that tells its
// length: the run's first (Protocol Buffers, MessagePack), or one behind CBOR's mark, which
// is a letter, as the name before may be. Otherwise it returns 0.
func (r *textRuns) bareStart() int {
	for i, c := range r.held[:r.n] {
		if i+1+int(c) == r.n && i+1 < r.n && (i == 0 || r.held[i-1]|0x20 == 'x') {
			return i + 1
		}
	}
	return 0
}

// end ends the run.
func (r *textRuns) end() {
	if r.inner != nil {
		r.inner.Close()
		if start := r.bareStart(); r.bare == nil && !r.long && start > 0 {
			r.bare = r.scope.value()
			r.bare.Write(r.held[start:r.n])
		}
	}
	if r.bare != nil {
		r.bare.Close()
	}
	r.inner, r.bare, r.n, r.long = nil, nil, 0, false
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

// isPacked says whether b begins as an object of MessagePack or CBOR does: a map of a few
// pairs, or a row, and a name of as many letters as the byte before it says.
func isPacked(b []byte) bool {
	if len(b) < 3 {
		return false
	}
	var size int
	switch b[0] & 0xf0 {
	case 0x80, 0x90: // MessagePack's fixmap and fixarray, then fixstr
		if size = int(b[1] & 0x1f); b[1]&0xe0 != 0xa0 {
			return false
		}
	case 0xa0, 0xb0: // CBOR's map, then text of less than 24 bytes
		if size = int(b[1] & 0x1f); b[1]&0xe0 != 0x60 || size > 23 {
			return false
		}
	}
	return size > 0 && size+2 < len(b) && isPlainName(b[2:2+size]) && b[2+size] >= 0x60
}

// isPlainName knows a name of letters, digits and what joins them.
func isPlainName(b []byte) bool {
	for _, c := range b {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			if c-'0' >= 10 && c != '_' && c != '-' && c != '.' && c != '@' {
				return false
			}
		}
	}
	return true
}

// isBrokenUTF8 says whether b has many characters of UTF-8, and a few bytes that break it:
// texts that stand among the numbers of a message.
func isBrokenUTF8(b []byte) bool {
	const enough, each = 8, 4
	good, bad := 0, 0
	for b = b[asciiPrefix(b):]; len(b) > 0; b = b[asciiPrefix(b):] {
		r, size := utf8.DecodeRune(b)
		switch {
		case r != utf8.RuneError || size > 1:
			good++
		case utf8.FullRune(b):
			bad++
		default: // cut
			size = len(b)
		}
		b = b[size:]
	}
	return bad > 0 && good >= enough && good >= each*bad
}
