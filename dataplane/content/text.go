package content

import "bytes"

// textKind is what a text is written in, which decides the escapes undone.
type textKind uint8

const (
	plainText textKind = iota
	jsonText
	markupText
)

// text reads a body of characters: charset, then tags, then escapes, then runs of
// base64 and hexadecimal, then the Sink.
//
// The charset is judged at the first bytes above ASCII. While those are too few
// to be sure, they are kept, and delivered again from the start should more of
// them change the judgement.
type text struct {
	scope    *scope
	kind     textKind
	declared *charset
	runs     runs
	esc      escaper
	tags     *tags // before esc, in HTML and XML

	charset *charset
	state   func(*text, []byte) []byte // takes bytes, returns what is left of them
	read    func(*text, []byte) []byte // reads the charset adopted; returns what isn't of it
	dec     decoder
	buf     []byte // decoded bytes
	carry   []byte // a character or escape that a write cut
	joined  [2 * maxGlyph]byte
	early   []byte    // all bytes so far, while the charset may change
	trial   int       // where in early the bytes above ASCII begin
	began   *place    // where in the markup early begins, unless it is the text's start
	watch   utf8Watch // checks that UTF-8 goes on being it
}

// earlyBytes is how much ASCII at a text's start is kept to be delivered again.
const earlyBytes = 512

// decodeBuffer is how much a decoder turns out at a time.
const decodeBuffer = 4 << 10

// newText begins a text in s, of charset c if that is certain, or nil.
func newText(s *scope, kind textKind, c *charset) *text {
	t := &text{scope: s, kind: kind, declared: declaredCharset(s.info.MediaType)}
	t.state = (*text).ascii
	if c == nil && t.declared == charset7 {
		c = charset7 // which is all ASCII: nothing else tells
	}
	if c != nil {
		t.adopt(c)
	}
	return t
}

func (t *text) Write(b []byte) {
	for len(b) > 0 {
		b = t.state(t, b)
	}
}

// carried returns b behind what the last write cut.
func (t *text) carried(b []byte) []byte {
	if len(t.carry) > 0 {
		b = append(t.carry, b...)
		t.carry = nil
	}
	return b
}

// deliver hands on UTF-8.
func (t *text) deliver(b []byte) {
	if len(b) == 0 {
		return
	}
	if t.runs.out == nil {
		t.open()
	}
	if t.tags != nil {
		t.tags.Write(b)
		return
	}
	t.esc.Write(b)
}

// open begins the Sink's text, in the charset known by now.
func (t *text) open() {
	if t.charset == nil {
		t.charset = charsetASCII
	}
	t.scope.info.Charset = t.charset.name
	out := t.scope.x.sink.Text(t.scope.info)
	if t.scope.silent() {
		out = &late{x: t.scope.x, out: out}
	}
	t.runs = runs{scope: t.scope, out: out}
	t.esc = escaper{kind: t.kind, next: &t.runs, values: newFinder(t.scope)}
	if t.kind == markupText {
		t.tags = newTags(t.scope, &t.esc)
	}
}

// ascii passes ASCII on until other bytes or an escape of ISO-2022-JP come.
func (t *text) ascii(b []byte) []byte {
	b = t.carried(b)
	if t.charset == nil {
		if b = t.skipMark(b); len(b) == 0 {
			return nil
		}
	}
	n := asciiPrefix(b)
	if i := bytes.IndexByte(b[:n], escape); i >= 0 {
		return t.escape(b, i)
	}
	if n == len(b) {
		t.deliverASCII(b)
		return nil
	}
	return t.decide(b, n)
}

// skipMark skips a byte order mark at the text's start.
func (t *text) skipMark(b []byte) []byte {
	const mark = string(bom)
	if len(b) < len(mark) && string(b) == mark[:len(b)] {
		t.carry = append([]byte(nil), b...)
		return nil
	}
	return bytes.TrimPrefix(b, []byte(mark))
}

// deliverASCII delivers the beginning of a text of which all is ASCII so far, and
// keeps it.
func (t *text) deliverASCII(b []byte) {
	t.deliver(b)
	switch {
	case t.trial < 0:
	case len(t.early)+len(b) > earlyBytes:
		t.early, t.trial = nil, -1
	default:
		t.early = append(t.early, b...)
	}
}

// escape looks at the escape character at b[i].
func (t *text) escape(b []byte, i int) []byte {
	set, n := jisEscape(b[i:])
	switch {
	case n > len(b)-i: // cut
		t.deliverASCII(b[:i])
		t.carry = append([]byte(nil), b[i:]...)
		return nil
	case n > 1 && set != jisASCII:
		if t.runs.out == nil {
			t.charset = charset2022
		}
		t.deliverASCII(b[:i])
		t.adopt(charset2022)
		return b[i:]
	}
	t.deliverASCII(b[:i+n])
	return b[i+n:]
}

// decide judges the charset of b, whose first n bytes are ASCII.
func (t *text) decide(b []byte, n int) []byte {
	part, enough := evidence(b[n:])
	c := t.choose(part)
	if t.runs.out == nil {
		t.charset = c
	}
	switch {
	case enough:
		t.early = nil
	case t.trial < 0:
		t.early, t.trial = append([]byte(nil), part...), 0
	default:
		t.early = append(t.early, b[:n+len(part)]...)
		t.trial = len(t.early) - len(part)
	}
	t.deliver(b[:n])
	t.remember()
	t.adopt(c)
	t.convert(part)
	if !enough {
		t.state = (*text).undecided
	}
	return b[n+len(part):]
}

// remember keeps where in the markup the text is when early begins here. Delivered again
// from the midst of a script or of XML, it is to be read as such.
func (t *text) remember() {
	t.began = nil
	if t.tags != nil && t.trial == 0 {
		p := t.tags.clone()
		t.began = &p
	}
}

// undecided judges again with the bytes that came since.
func (t *text) undecided(b []byte) []byte {
	have := len(t.early) - t.trial
	t.early = append(t.early, b[:min(len(b), evidenceBytes)]...)
	part, enough := evidence(t.early[t.trial:])
	used := len(part) - have
	t.early = t.early[:t.trial+len(part)]
	if c := t.choose(part); c != t.charset {
		t.again(c)
	} else {
		t.convert(b[:used])
	}
	if enough {
		t.state, t.early, t.trial = (*text).adopted, nil, -1
	} else {
		t.state = (*text).undecided
	}
	return b[used:]
}

// again delivers what came so far in a fresh text, read as c.
func (t *text) again(c *charset) {
	t.end()
	t.charset, t.carry = c, nil
	t.open()
	if t.began != nil {
		t.tags.place = t.began.clone()
	}
	t.deliver(t.early[:t.trial])
	t.adopt(c)
	t.convert(t.early[t.trial:])
}

// choose judges evidence. The declaration counts unless the bytes are UTF-8, or
// it is the one that servers state without knowing.
func (t *text) choose(part []byte) *charset {
	d := t.declared
	if d == nil || d == charsetUTF8 || d == charset1252 || d.table == nil || clearUTF8(part) {
		return guessCharset(part)
	}
	return d
}

// adopt reads what follows as c.
func (t *text) adopt(c *charset) {
	t.charset = c
	t.scope.info.Charset = c.name
	t.dec = c.decoder()
	t.state, t.read = (*text).adopted, (*text).decode
	if t.dec == nil {
		t.watch = utf8Watch{pos: watchSpan}
		t.read = (*text).utf8
	}
}

// adopted reads the charset adopted. What isn't of it is judged anew.
func (t *text) adopted(b []byte) []byte {
	b = t.read(t, b)
	if len(b) > 0 {
		t.state, t.early, t.trial = (*text).ascii, nil, -1
	}
	return b
}

// anew has what follows judged anew, for those who know that the charset may
// change here, at a line's beginning. Delivered again, the line has its break
// before it: labels are known by that.
func (t *text) anew() {
	if t.read != nil {
		t.finish()
		t.state, t.early, t.trial = (*text).ascii, []byte{'\n'}, 0
	}
}

// convert delivers the evidence that the charset was adopted for, and what in it
// isn't of the charset as replacement characters.
func (t *text) convert(b []byte) {
	for b = t.read(t, b); len(b) > 0; b = t.read(t, b) {
		if d, ok := t.dec.(*tableDecoder); ok {
			d.errors = 0
			continue
		}
		t.deliver([]byte(replacement))
		b = b[1:]
	}
}

// utf8 passes UTF-8 on until it proves to be something else.
func (t *text) utf8(b []byte) []byte {
	n := t.watch.good(b)
	t.deliver(b[:n])
	return b[n:]
}

// decode turns b into UTF-8.
func (t *text) decode(b []byte) []byte {
	if t.buf == nil {
		t.buf = make([]byte, decodeBuffer)
	}
	if len(t.carry) > 0 {
		return t.decodeCut(b)
	}
	for len(b) > 0 {
		n, used := t.dec.decode(t.buf, b, false)
		t.deliver(t.buf[:n])
		b = b[used:]
		if used == 0 && n == 0 {
			return t.stuck(b)
		}
	}
	return nil
}

// decodeCut decodes the character that the last write cut, by copying only as
// much of b behind it as a character takes.
func (t *text) decodeCut(b []byte) []byte {
	held := copy(t.joined[:], t.carry)
	all := t.joined[:held+copy(t.joined[held:held+maxGlyph], b)]
	n, used := t.dec.decode(t.buf, all, false)
	t.deliver(t.buf[:n])
	t.carry = t.carry[:0]
	if used >= held {
		return t.decode(b[used-held:])
	}
	return t.stuck(append(append([]byte(nil), all[used:held]...), b...))
}

// stuck is where the decoder can't go on: at a cut character, which is kept, or
// at bytes that aren't in the charset.
func (t *text) stuck(b []byte) []byte {
	if !t.lost(b) {
		t.carry = append(t.carry[:0], b...)
		return nil
	}
	return b
}

// lost reports whether the decoder gave up on b rather than waits for more.
func (t *text) lost(b []byte) bool {
	switch d := t.dec.(type) {
	case *tableDecoder:
		return d.errors >= maxErrors
	case *iso2022jp:
		return d.set == jisASCII && b[0] >= 0x80
	case *utf7Decoder:
		return len(b) > 0
	}
	return false
}

func (t *text) Close() {
	t.finish()
	t.end()
}

// finish delivers what was waiting for more.
func (t *text) finish() {
	b := t.carry
	t.carry = nil
	if len(b) == 0 {
		return
	}
	if t.dec == nil {
		t.deliver(b)
		return
	}
	n, _ := t.dec.decode(t.buf, b, true)
	t.deliver(t.buf[:n])
}

// end closes the Sink's text.
func (t *text) end() {
	if t.runs.out == nil {
		return
	}
	if t.tags != nil {
		t.tags.end()
	}
	t.esc.end()
	t.runs.end()
	t.runs.out.Close()
	t.runs.out = nil
}

// utf8Watch checks a few bytes of every so many for being UTF-8: a text may
// change its charset midway, and checking all would cost more than reading it.
// Where it looks depends on the position alone, not on how the text was cut.
type utf8Watch struct {
	pos  int  // within watchEvery
	need int  // bytes to come of a character
	seen bool // a character's start has been seen
}

const (
	watchEvery = 4096
	watchSpan  = 64
)

// good returns how many bytes of b may be passed on.
func (w *utf8Watch) good(b []byte) int {
	i := 0
	for i < len(b) {
		if w.pos < watchSpan {
			if n := asciiPrefix(b[i:min(len(b), i+watchSpan-w.pos)]); n > 0 && w.need == 0 {
				w.seen, w.pos, i = true, w.pos+n, i+n
				continue
			}
			if !w.next(b[i]) {
				return i
			}
			w.pos++
			i++
			continue
		}
		n := min(len(b)-i, watchEvery-w.pos)
		i += n
		if w.pos += n; w.pos == watchEvery {
			*w = utf8Watch{}
		}
	}
	return i
}

// next reports whether c may follow.
func (w *utf8Watch) next(c byte) bool {
	if c&0xc0 == 0x80 {
		ok := w.need > 0 || !w.seen
		w.need = max(w.need-1, 0)
		return ok
	}
	ok := w.need == 0
	w.seen = true
	switch {
	case c < 0x80:
	case c >= 0xc2 && c < 0xe0:
		w.need = 1
	case c >= 0xe0 && c < 0xf0:
		w.need = 2
	case c >= 0xf0 && c < 0xf5:
		w.need = 3
	default:
		return false
	}
	return ok
}
