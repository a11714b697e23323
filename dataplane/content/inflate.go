package content

import (
	"encoding/binary"
	"errors"
)

// Sizes of an inflater's buffer: the window that RFC 1951 lets distances reach
// back, and room to decode into before the window is moved down.
const (
	inflateWindow = 32 << 10
	inflateRoom   = 16 << 10
	inflaterSize  = inflateWindow + inflateRoom + 20<<10
	longestMatch  = 258
)

var errInflate = errors.New("inflate: corrupt data")

// inflater decodes DEFLATE (RFC 1951) as its bytes arrive. Unlike compress/flate,
// which reads and therefore would block, it stops where the bits end and goes on
// from there, having delivered all that was complete.
type inflater struct {
	out  func([]byte) bool // takes decoded bytes; false stops
	step func(*inflater) (bool, error)

	in   []byte // not yet loaded into bits
	bits uint64
	n    uint // bits valid

	buf       []byte
	pos       int // end of decoded bytes
	delivered int // end of delivered bytes
	final     bool
	done      bool
	stopped   bool

	stored  int // bytes left of a stored block
	dyn     dynamicHeader
	lit     huffman
	dist    huffman
	litUsed *huffman
	dstUsed *huffman
}

func newInflater() *inflater { return &inflater{buf: make([]byte, inflateWindow+inflateRoom)} }

// reset makes f ready for a new stream.
func (f *inflater) reset(out func([]byte) bool) {
	f.out, f.step = out, (*inflater).blockHeader
	f.in, f.bits, f.n = nil, 0, 0
	f.pos, f.delivered = 0, 0
	f.final, f.done, f.stopped = false, false, false
}

// write decodes as far as b allows. Once the stream has ended, or is corrupt, rest is
// what follows (at most eight bytes of which came with earlier writes).
func (f *inflater) write(b []byte) (rest []byte, err error) {
	f.in = b
	for err == nil && !f.done && !f.stopped {
		var more bool
		if more, err = f.step(f); !more {
			break
		}
	}
	f.deliver()
	if f.done || err != nil {
		return f.leftover(), err
	}
	return f.in, nil
}

// leftover returns the whole bytes after the stream's last bit.
func (f *inflater) leftover() []byte {
	f.take(f.n & 7)
	var spare [8]byte
	binary.LittleEndian.PutUint64(spare[:], f.bits)
	held := int(f.n / 8)
	f.n = 0
	if held == 0 {
		return f.in
	}
	return append(append(make([]byte, 0, held+len(f.in)), spare[:held]...), f.in...)
}

// need loads bits until there are n, and reports whether there are.
func (f *inflater) need(n uint) bool {
	for f.n < n && len(f.in) > 0 {
		f.bits |= uint64(f.in[0]) << f.n
		f.n += 8
		f.in = f.in[1:]
	}
	return f.n >= n
}

func (f *inflater) take(n uint) uint32 {
	v := uint32(f.bits & (1<<n - 1))
	f.bits >>= n
	f.n -= n
	return v
}

// deliver hands on what was decoded since the last time.
func (f *inflater) deliver() {
	if f.pos > f.delivered {
		b := f.buf[f.delivered:f.pos]
		f.delivered = f.pos
		f.stopped = !f.out(b) || f.stopped
	}
}

// makeRoom delivers and moves the window down if fewer than n bytes fit.
func (f *inflater) makeRoom(n int) {
	if len(f.buf)-f.pos >= n {
		return
	}
	f.deliver()
	copy(f.buf, f.buf[f.pos-inflateWindow:f.pos])
	f.pos, f.delivered = inflateWindow, inflateWindow
}

// A step decodes one element and says whether to go on; false asks for more bytes.

func (f *inflater) blockHeader() (bool, error) {
	if f.final {
		f.done = true
		return false, nil
	}
	if !f.need(3) {
		return false, nil
	}
	f.final = f.take(1) == 1
	switch f.take(2) {
	case 0:
		f.take(f.n & 7)
		f.step = (*inflater).storedHeader
	case 1:
		f.litUsed, f.dstUsed = fixedTables()
		f.step = (*inflater).symbols
	case 2:
		f.dyn = dynamicHeader{}
		f.step = (*inflater).dynamic
	default:
		return false, errInflate
	}
	return true, nil
}

func (f *inflater) storedHeader() (bool, error) {
	if !f.need(32) {
		return false, nil
	}
	size, check := f.take(16), f.take(16)
	if size != ^check&0xffff {
		return false, errInflate
	}
	f.stored = int(size)
	f.step = (*inflater).storedBytes
	return true, nil
}

func (f *inflater) storedBytes() (bool, error) {
	for f.stored > 0 && f.n >= 8 {
		f.makeRoom(1)
		f.buf[f.pos] = byte(f.take(8))
		f.pos++
		f.stored--
	}
	if f.stored > 0 {
		f.bits = 0 // refill may have left some of the bytes that are copied now
	}
	for f.stored > 0 && len(f.in) > 0 && !f.stopped {
		f.makeRoom(1)
		n := copy(f.buf[f.pos:], f.in[:min(f.stored, len(f.in))])
		f.pos += n
		f.in = f.in[n:]
		f.stored -= n
	}
	f.step = (*inflater).blockHeader
	if f.stored > 0 {
		f.step = (*inflater).storedBytes
	}
	return f.stored == 0, nil
}

// symbols decodes literals and matches until the block or the bits end. A match
// is taken only when all its bits are there, so nothing needs remembering. The
// state lives in locals here: this is the loop that all compressed bytes pass.
func (f *inflater) symbols() (bool, error) {
	for !f.stopped {
		f.makeRoom(longestMatch)
		f.refill()
		bits, n, pos, buf, lit := f.bits, f.n, f.pos, f.buf, f.litUsed
		e := lit.find(bits)
		for e&entryLiteral != 0 && uint(e&0xff) <= n && pos < len(buf) {
			buf[pos] = byte(e >> 16)
			pos++
			bits >>= e & 0xff
			n -= uint(e & 0xff)
			e = lit.find(bits)
		}
		f.bits, f.n, f.pos = bits, n, pos
		if len(buf)-pos < longestMatch {
			continue
		}
		if more, err := f.match(e); !more || err != nil {
			return more && err == nil, err
		}
		if f.step == nil {
			f.step = (*inflater).blockHeader
			return true, nil
		}
	}
	return false, nil
}

// match decodes what is no literal: the end of the block, or a length and a
// distance, of at most 48 bits.
func (f *inflater) match(e entry) (bool, error) {
	if f.n < 48 {
		f.refill()
		e = f.litUsed.find(f.bits)
	}
	used := uint(e & 0xff)
	switch {
	case f.n == 0 || used > f.n:
		return false, nil
	case used == 0 || e&entryBad != 0:
		return false, errInflate
	case e&entryLiteral != 0:
		return true, nil
	case e&entryEnd != 0:
		f.take(used)
		f.step = nil
		return true, nil
	}
	bits := f.bits >> used
	extra := uint(e >> 8 & 15)
	length := int(e>>16) + int(bits&(1<<extra-1))
	bits >>= extra
	used += extra
	d := f.dstUsed.find(bits)
	extra = uint(d >> 8 & 15)
	switch {
	case used >= f.n || used+uint(d&0xff)+extra > f.n:
		return false, nil
	case d&0xff == 0 || d&entryBad != 0:
		return false, errInflate
	}
	bits >>= d & 0xff
	distance := int(d>>16) + int(bits&(1<<extra-1))
	if distance > f.pos {
		return false, errInflate
	}
	f.bits = bits >> extra
	f.n -= used + uint(d&0xff) + extra
	f.repeat(length, distance)
	return true, nil
}

// repeat appends length bytes from distance back, which may overlap: then the
// bytes just written are repeated in turn.
func (f *inflater) repeat(length, distance int) {
	dst := f.buf[f.pos : f.pos+length]
	src := f.buf[f.pos-distance : f.pos]
	f.pos += length
	for n := copy(dst, src); n < length; n *= 2 {
		copy(dst[n:], dst[:n])
	}
}

// refill loads at least 56 bits where the input has them. Bits above f.n may be
// set: they are those of the next byte, which is loaded again over itself.
func (f *inflater) refill() {
	if len(f.in) >= 8 {
		f.bits |= binary.LittleEndian.Uint64(f.in) << f.n
		f.in = f.in[(63-f.n)>>3:]
		f.n |= 56
		return
	}
	f.need(56)
}
