package content

import (
	"bytes"
	"compress/bzip2"
	"encoding/binary"
	"io"
)

// bzip2Stage unpacks BZIP2. Its blocks, of at most 900 kB unpacked, begin at any
// bit, and nothing tells how long they are: one ends where the next begins or the
// stream ends, which 48 bits announce. When such bits have come the block is given
// to the library as a stream of its own. A block is therefore delivered with the
// packet in which the announcement of what follows it is complete.
type bzip2Stage struct {
	framed
	level   byte
	window  uint64 // the last bits seen
	packed  hoard  // from the byte in which the block begins
	start   int    // in bits from there: the block's announcement
	inBlock bool
	head    []byte // a stream's header
	ended   bool   // a stream has ended
	taken   int
	buf     []byte
}

const (
	bzip2Magic   = "BZh"
	bzip2Head    = len(bzip2Magic) + 1
	bzip2Block   = 0x314159265359 // pi
	bzip2End     = 0x177245385090 // its root
	bzip2Mark    = 48
	bzip2SumSize = 32
	// bzip2PerLevel is what the library takes for each 100 kB of a block.
	bzip2PerLevel = 400 << 10
	// maxBzip2Packed is more than a block may take: Huffman codes have at most 20
	// bits, but a sane encoder doesn't expand.
	maxBzip2Packed = 2 << 20
)

var _ = register(format{
	mediaType: "application/x-bzip2",
	magics:    bzip2Magics(),
	open:      func(s *scope) Writer { return newBzip2(s, s.unpacked(".bz2", ".tbz2")) },
})

// bzip2Magics are a header of each level, with what announces a block or, in an
// empty stream, the end.
func bzip2Magics() (all []magic) {
	for level := '1'; level <= '9'; level++ {
		for _, mark := range []string{"1AY&SY", "\x17\x72\x45\x38\x50\x90"} {
			all = append(all, magic{0, bzip2Magic + string(level) + mark})
		}
	}
	return all
}

func newBzip2(s *scope, next Writer) Writer {
	return &bzip2Stage{framed: framed{unpacker: unpacker{scope: s, next: next}}, packed: hoard{x: s.x}}
}

func (z *bzip2Stage) Write(b []byte) { z.feed(b, z.unit) }

// unit reads a stream's header, or what there is of blocks.
func (z *bzip2Stage) unit(b []byte) []byte {
	if z.level == 0 {
		return z.header(b)
	}
	return z.blocks(b)
}

// header reads a stream's header. What isn't one is read as a body.
func (z *bzip2Stage) header(b []byte) []byte {
	n := min(bzip2Head-len(z.head), len(b))
	z.head = append(z.head, b[:n]...)
	h := z.head
	switch fits := isBzip2Head(h); {
	case !fits:
		z.head = nil
		z.over(h, z.ended)
	case len(h) == bzip2Head:
		z.head = nil
		z.begin(h[3] - '0')
	}
	return b[n:]
}

func isBzip2Head(h []byte) bool {
	for i, c := range h {
		if i < len(bzip2Magic) && c != bzip2Magic[i] || i == 3 && (c < '1' || c > '9') {
			return false
		}
	}
	return true
}

// begin takes the memory that the library will.
func (z *bzip2Stage) begin(level byte) {
	z.level, z.inBlock, z.window = level, false, 0
	if want := int(level) * bzip2PerLevel; want > z.taken {
		if !z.scope.x.hold(want - z.taken) {
			z.fail(reasonMemory)
			return
		}
		z.taken = want
	}
	if z.buf == nil {
		z.buf = make([]byte, decodeBuffer)
	}
}

func (z *bzip2Stage) fail(reason string) {
	z.failed = reason
	z.refuse(z.packed.b)
	z.packed.free()
}

// blocks looks for announcements, and decodes the block that one ends.
func (z *bzip2Stage) blocks(b []byte) []byte {
	for i, c := range b {
		z.window = z.window<<8 | uint64(c)
		for s := 7; s >= 0; s-- {
			mark := z.window >> s & (1<<bzip2Mark - 1)
			if mark != bzip2Block && mark != bzip2End {
				continue
			}
			if !z.packed.add(b[:i+1]) {
				z.fail(reasonMemory)
				return b[i+1:]
			}
			z.announced(mark == bzip2End, len(z.packed.b)*8-s-bzip2Mark)
			return b[i+1:]
		}
	}
	switch {
	case len(z.packed.b)+len(b) > maxBzip2Packed:
		z.fail(reasonCorrupt)
	case !z.packed.add(b):
		z.fail(reasonMemory)
	}
	return nil
}

// announced ends the block at bit at, and begins the next, or ends the stream.
func (z *bzip2Stage) announced(end bool, at int) {
	if z.inBlock && !z.decode(at) {
		return
	}
	z.inBlock, z.window = !end, 0
	if !end {
		z.packed.b = append(z.packed.b[:0], z.packed.b[at/8:]...)
		z.start = at % 8
		return
	}
	z.skip = int64((at+bzip2Mark+bzip2SumSize+7)/8 - len(z.packed.b))
	z.packed.b = z.packed.b[:0]
	z.level, z.ended = 0, true
}

// decode delivers the block up to bit end.
func (z *bzip2Stage) decode(end int) bool {
	r := bzip2.NewReader(bytes.NewReader(bzip2Alone(z.packed.b, z.start, end, z.level)))
	for {
		n, err := readGuarded(r, z.buf)
		if n > 0 && !z.give(z.buf[:n]) {
			z.fail(z.failed)
			return false
		}
		if err == io.EOF {
			return true
		}
		if err != nil {
			z.fail(reasonCorrupt)
			return false
		}
	}
}

// bzip2Alone makes a stream of the one block that lies between two bits of b. The
// stream's check sum is the block's, which follows the block's announcement.
func bzip2Alone(b []byte, start, end int, level byte) []byte {
	w := bitWriter{b: append(make([]byte, 0, len(b)+32), bzip2Magic...)}
	w.b = append(w.b, '0'+level)
	for at := start; at < end; at += 8 {
		w.write(uint64(bitsAt(b, at)>>max(0, at+8-end)), uint(min(8, end-at)))
	}
	sum := uint64(0)
	for i := range 4 {
		sum = sum<<8 | uint64(bitsAt(b, start+bzip2Mark+8*i))
	}
	w.write(bzip2End, bzip2Mark)
	w.write(sum, bzip2SumSize)
	w.write(0, 7)
	return w.b
}

// bitsAt returns the eight bits of b from bit at; beyond b they are zero.
func bitsAt(b []byte, at int) byte {
	var two [2]byte
	copy(two[:], b[min(at/8, len(b)):])
	return byte(binary.BigEndian.Uint16(two[:]) >> (8 - at%8))
}

// bitWriter appends bits, the highest first.
type bitWriter struct {
	b    []byte
	bits uint64
	n    uint
}

func (w *bitWriter) write(v uint64, n uint) {
	w.bits = w.bits<<n | v&(1<<n-1)
	for w.n += n; w.n >= 8; w.n -= 8 {
		w.b = append(w.b, byte(w.bits>>(w.n-8)))
	}
}

func (z *bzip2Stage) Close() {
	if len(z.head) > 0 && z.failed == "" {
		z.over(z.head, z.ended)
	}
	z.close(z.packed.b, true)
	z.packed.free()
	z.scope.x.drop(z.taken)
	z.taken, z.buf = 0, nil
}
