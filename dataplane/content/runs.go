package content

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// runs passes a text on and looks in it for runs of base64 (RFC 4648, both
// alphabets, with line breaks) and of hexadecimal digits. What a run stands for
// is read as a part of its own, one level deeper. The text is delivered with the
// run in it too, so a run that stands for nothing readable is no loss.
type runs struct {
	scope *scope
	out   Writer
	tail  [runBytes]byte // a run begun at the end of the last write
	n     int
	inner Writer // reads the run at present
	dec   runDecoder
	line  int // characters since the last line break within the run
	gap   bool
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

// search looks for the start of a run: a window of runBytes is searched backward
// for a byte that isn't of a run, which lets most of a text be skipped.
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
	at := 0
	for at+runBytes <= len(b) {
		window := b[at : at+runBytes : at+runBytes]
		k := outside(window)
		if k < 0 {
			r.begin(window)
			return b[at+runBytes:]
		}
		at += k + 1
	}
	rest := b[at:]
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

// outside returns the index of a byte in the window that isn't of a run, one as
// far back as is cheap to find, or -1. Words are short, so mostly there is a space
// among the last eight bytes, and the rest need not be looked at.
func outside(window []byte) int {
	if window[runBytes-1] >= utf8.RuneSelf {
		return runBytes - 1
	}
	for i := runBytes - 8; i >= 0; i -= 8 {
		if k := lastBelow(binary.LittleEndian.Uint64(window[i:])); k >= 0 {
			return i + k
		}
	}
	return lastOutside(window)
}

// lastBelow returns the index of the last of eight bytes that is below every
// character of a run, or above ASCII, or -1. With the highest bit of each byte set
// first, none borrows from the next.
func lastBelow(w uint64) int {
	const ones, tops, least = 0x0101010101010101, 0x8080808080808080, '+'
	return (bits.Len64((w|^((w|tops)-ones*least))&tops)+7)/8 - 1
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
	r.n, r.line, r.gap = 0, len(first), false
	r.dec = runDecoder{hex: allHex(first), buf: r.dec.buf}
	c := r.scope.inside("", "")
	c.inline = true
	if r.dec.standsForNothing(&c, first) {
		r.inner = nothing{}
		return
	}
	r.inner = r.scope.x.open(c)
	r.dec.decode(first, r.inner)
}

// standsForNothing says whether a run that begins with first is none that a body would
// read, which is known from those bytes (see withoutMagic) without making one.
func (d runDecoder) standsForNothing(s *scope, first []byte) bool {
	n := 0
	if d.hex {
		n = d.hexadecimal(d.short[:], first)
	} else {
		n = d.base64(d.short[:], first)
	}
	r, wait, sure := recognise(s, d.short[:n])
	return !wait && sure && r == reading{}
}

// nothing is a run that stands for no readable bytes.
type nothing struct{}

func (nothing) Write([]byte) {}
func (nothing) Close()       {}

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
	for n < len(b) && runClass[b[n]] != runNone {
		n++
	}
	if r.inner != (nothing{}) {
		r.dec.decode(b[:n], r.inner)
	}
	r.line += n
	if n > 0 {
		r.gap = false
	}
	if n == len(b) {
		return nil
	}
	if c := b[n]; (c == '\r' || c == '\n') && (r.gap || r.line >= runBytes) {
		r.line, r.gap = 0, true
		return b[n+1:]
	}
	r.end()
	return b[n:]
}

// end closes the part that was open.
func (r *runs) end() {
	if r.inner != nil {
		r.inner.Close()
		r.inner = nil
	}
}

// runDecoder decodes base64 or hexadecimal as it comes.
type runDecoder struct {
	hex   bool
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
		n := 0
		if d.hex {
			n = d.hexadecimal(buf, b[:k])
		} else {
			n = d.base64(buf, b[:k])
		}
		w.Write(buf[:n])
		b = b[k:]
	}
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
