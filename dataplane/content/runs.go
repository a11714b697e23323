package content

import "encoding/binary"

// runs passes a text on and looks in it for runs of base64 (RFC 4648, both
// alphabets, with line breaks), of base32 and of hexadecimal digits. What a run stands for
// is read as a part of its own, one level deeper. The text is delivered with the
// run in it too, so a run that stands for nothing readable is no loss.
type runs struct {
	scope  *scope
	out    Writer
	tail   [runBytes]byte // a run begun at the end of the last write
	n      int
	inner  Writer // reads the run at present
	dec    runDecoder
	line   int  // characters since the last line break within the run
	width  int  // those of the line before
	gap    int  // bytes behind them that aren't of the run
	broken bool // among those is a line's end
}

// runBytes is the length from which a run is looked at. Shorter ones are words,
// hashes and identifiers.
const runBytes = 40

// runNone is the class of a byte that isn't of a run.
const runNone = 64

// runClass gives each byte its base64 value, or runNone.
var runClass = func() (t [256]uint8) {
	for i := range t {
		t[i] = runNone
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = uint8(i)
	}
	t['-'], t['_'] = 62, 63
	return t
}()

func (r *runs) Write(b []byte) {
	r.out.Write(b)
	for len(b) > 0 {
		if r.inner != nil {
			b = r.follow(b)
		} else {
			b = r.search(b)
		}
	}
}

// search looks for the start of a run.
func (r *runs) search(b []byte) []byte {
	if r.n > 0 {
		n := r.extend(b)
		if r.n == runBytes {
			r.begin(r.tail[:])
			return b[n:]
		}
		if n == len(b) {
			return nil
		}
		r.n = 0
		b = b[n:]
	}
	if at := firstRun(b); at >= 0 {
		r.begin(b[at : at+runBytes])
		return b[at+runBytes:]
	}
	rest := b[max(0, len(b)-runBytes+1):]
	r.n = copy(r.tail[:], rest[lastOutside(rest)+1:])
	return nil
}

// extend adds to the run begun in the last write and returns the bytes taken.
func (r *runs) extend(b []byte) int {
	i := 0
	for i < len(b) && r.n < runBytes && runClass[b[i]] != runNone {
		r.tail[r.n] = b[i]
		r.n++
		i++
	}
	return i
}

// firstRun returns where the first run of runBytes in b begins, or -1.
func firstRun(b []byte) int {
	for at := pastShort(b, 0); at+runBytes <= len(b); at = pastShort(b, at) {
		k := lastOutside(b[at : at+runBytes])
		if k < 0 {
			return at
		}
		at += k + 1
	}
	return -1
}

// probeBytes is how many bytes are looked at in each stretch of a text.
const probeBytes = 16

// pastShort returns where in b from at, which no run reaches across, the first run may
// begin that is long enough. Wherever it does, it holds one of the probes taken here.
// Words are short, so that most probes have a space in them, and no probe waits for the
// one before.
func pastShort(b []byte, at int) int {
	i := at + runBytes - probeBytes
	for i+probeBytes <= len(b) && below(b[i:])|below(b[i+8:]) != 0 {
		i += runBytes - probeBytes
	}
	if i+probeBytes > len(b) {
		return len(b)
	}
	return at + lastOutside(b[at:i]) + 1
}

// below marks those of b's first eight bytes that are below every character of a run, or
// above ASCII, by their highest bits. With those set first, none borrows from the next.
func below(b []byte) uint64 {
	const ones, tops, least = 0x0101010101010101, 0x8080808080808080, '+'
	w := binary.LittleEndian.Uint64(b)
	return (w | ^((w | tops) - ones*least)) & tops
}

// lastOutside returns the last index in b of a byte that isn't of a run, or -1.
func lastOutside(b []byte) int {
	i := len(b) - 1
	for i >= 0 && runClass[b[i]] != runNone {
		i--
	}
	return i
}

// begin opens the part that a run stands for. first is its beginning.
func (r *runs) begin(first []byte) {
	r.n, r.line, r.width, r.gap, r.broken = 0, len(first), 0, 0, false
	if k := hexSign(first); allHex(first[k:]) {
		first = first[k:]
	}
	r.dec = runDecoder{buf: r.dec.buf}
	if !r.dec.recognise(first) {
		r.inner = nothing{}
		return
	}
	c := r.scope.inside("", "")
	c.inline = true
	r.inner = r.scope.x.open(c)
	r.dec.decode(first, r.inner)
}

// runScope is what is known of every run before it is read.
var runScope = &scope{inline: true}

// standsForNothing says whether a run that begins with first is none that a body would
// read, which is known from those bytes (see withoutMagic) without making one.
func (d *runDecoder) standsForNothing(first []byte) bool {
	n := d.decodeTo(d.short[:], first)
	d.bits, d.n = 0, 0
	r, wait, sure := recognise(runScope, d.short[:n])
	return !wait && sure && r == reading{}
}

// nothing is a run that stands for no readable bytes.
type nothing struct{}

func (nothing) Write([]byte) {}
func (nothing) Close()       {}

// hexSign returns the size of the sign that hexadecimal digits may have before them: 0x in
// programs and dumps, \\x in PostgreSQL's.
func hexSign(b []byte) int {
	switch {
	case b[0] == 'x':
		return 1
	case b[0] == '0' && b[1]|0x20 == 'x':
		return 2
	}
	return 0
}

func allHex(b []byte) bool {
	for _, c := range b {
		if hexValue(c) > 15 {
			return false
		}
	}
	return true
}

// follow decodes what of b belongs to the run.
func (r *runs) follow(b []byte) []byte {
	n := 0
	if r.gap == 0 || r.broken {
		for n < len(b) && runClass[b[n]] != runNone {
			n++
		}
	}
	if r.inner != (nothing{}) {
		r.dec.decode(b[:n], r.inner)
	}
	r.line += n
	if n > 0 {
		r.gap, r.broken = 0, false
	}
	if n == len(b) {
		return nil
	}
	if r.goesOn(b[n]) {
		return b[n+1:]
	}
	r.end()
	return b[n:]
}

// goesOn says whether a run goes on behind c, which isn't of it: lines may be broken, and
// each may be set in, quoted or a string of its own. A line shorter than the one before
// is the last.
func (r *runs) goesOn(c byte) bool {
	lineEnd := c == '\n' || c == '\r'
	switch {
	case r.gap == 0 && (r.line < runBytes || lineEnd && r.line < r.width), r.gap == maxGapBytes, !lineEnd && !gapByte[c]:
		return false
	case lineEnd && !r.broken:
		r.width, r.line, r.broken = r.line, 0, true
	}
	r.gap++
	return true
}

// maxGapBytes bounds what stands between two lines of a run.
const maxGapBytes = 64

// gapByte holds what stands there besides line ends: margins, the signs of quotations
// and comments, and those that join strings.
var gapByte = func() (t [256]bool) {
	for _, c := range []byte(" \t>|\"'`,\\#*;+.") {
		t[c] = true
	}
	return t
}()

// end closes the part that was open.
func (r *runs) end() {
	if r.inner != nil {
		r.inner.Close()
		r.inner = nil
	}
}

// runDecoder decodes base64, base32 or hexadecimal as it comes.
type runDecoder struct {
	hex   bool
	five  *[256]uint8 // the values of base32's characters, if it is that
	bits  uint32
	n     uint
	short [runBytes]byte // takes what most runs, which stand for nothing, are decoded to
	buf   []byte         // of those that go on
}

// decode decodes run characters into w.
func (d *runDecoder) decode(b []byte, w Writer) {
	buf := d.short[:]
	if len(b) > len(buf) {
		if d.buf == nil {
			d.buf = make([]byte, 768)
		}
		buf = d.buf
	}
	for len(b) > 0 {
		k := min(len(b), len(buf))
		n := d.decodeTo(buf, b[:k])
		w.Write(buf[:n])
		b = b[k:]
	}
}

func (d *runDecoder) decodeTo(dst, b []byte) int {
	switch {
	case d.hex:
		return d.hexadecimal(dst, b)
	case d.five != nil:
		return d.base32(dst, b)
	}
	return d.base64(dst, b)
}

func (d *runDecoder) base64(dst, b []byte) (n int) {
	for _, c := range b {
		d.bits = d.bits<<6 | uint32(runClass[c])
		if d.n += 6; d.n >= 8 {
			d.n -= 8
			dst[n] = byte(d.bits >> d.n)
			n++
		}
	}
	return n
}

// hexadecimal decodes digits; what follows them in the run is skipped.
func (d *runDecoder) hexadecimal(dst, b []byte) (n int) {
	for _, c := range b {
		v := hexValue(c)
		if v > 15 {
			continue
		}
		d.bits = d.bits<<4 | uint32(v)
		if d.n += 4; d.n == 8 {
			d.n = 0
			dst[n] = byte(d.bits)
			n++
		}
	}
	return n
}
