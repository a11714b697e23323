package content

import (
	"encoding/binary"
	"errors"
)

// lz4Stage unpacks LZ4 frames (LZ4 Frame Format 1.6.4). A block, of at most 4 MiB,
// is decoded when it is there as a whole. Check sums aren't computed.
type lz4Stage struct {
	framed
	gather  gather
	inFrame bool
	flags   byte
	most    int    // a block's size at most
	out     []byte // the last 64 KiB, which blocks may refer to, and the block
	taken   int
	begun   bool // there has been a frame
}

const (
	lz4Magic     = "\x04\x22\x4d\x18"
	lz4Window    = 64 << 10
	lz4Raw       = 1 << 31 // a block's size says so if it isn't packed
	lz4BlockSum  = 1 << 4
	lz4Sized     = 1 << 3
	lz4Sum       = 1 << 2
	lz4Dict      = 1 << 0
	lz4LeastSize = 4
)

var errLZ4 = errors.New("lz4: corrupt block")

var _ = register(format{
	mediaType: "application/x-lz4", magics: []magic{{0, lz4Magic}},
	open: func(s *scope) Writer { return newLZ4(s, s.unpacked(".lz4")) },
})

func newLZ4(s *scope, next Writer) Writer {
	return &lz4Stage{framed: framed{unpacker: unpacker{scope: s, next: next}}}
}

func (z *lz4Stage) Write(b []byte) { z.feed(b, z.unit) }

func (z *lz4Stage) unit(b []byte) []byte {
	u, rest := z.gather.next(b, z.size)
	switch {
	case u == nil:
	case z.inFrame:
		z.block(u)
	default:
		z.frame(u)
	}
	return rest
}

// size is the size of the unit that b begins with, as gather asks.
func (z *lz4Stage) size(b []byte) int {
	switch {
	case len(b) < lz4LeastSize:
		return lz4LeastSize
	case z.inFrame:
		return z.blockSize(b)
	case isSkippable(b):
		return 8
	case string(b[:4]) != lz4Magic:
		return lz4LeastSize
	case len(b) < 5:
		return 5
	}
	n := 7
	if b[4]&lz4Sized != 0 {
		n += 8
	}
	if b[4]&lz4Dict != 0 {
		n += 4
	}
	return n
}

func (z *lz4Stage) blockSize(b []byte) int {
	size := int(binary.LittleEndian.Uint32(b) &^ lz4Raw)
	n := lz4LeastSize
	if size > 0 && size <= z.most {
		n += size
		if z.flags&lz4BlockSum != 0 {
			n += 4
		}
	}
	return n
}

// frame begins a frame. What follows one and is none is read as a body.
func (z *lz4Stage) frame(u []byte) {
	switch {
	case isSkippable(u):
		z.aside(int64(binary.LittleEndian.Uint32(u[4:])), z.begun)
	case string(u[:4]) != lz4Magic:
		z.over(u, z.begun)
	default:
		z.begin(u)
	}
}

// begin takes the memory for the blocks of the frame whose header is h.
func (z *lz4Stage) begin(h []byte) {
	z.flags, z.inFrame, z.begun, z.out = h[4], true, true, z.out[:0]
	z.most = 1 << (8 + 2*min(max(int(h[5]>>4&7), 4), 7))
	if h[4]>>6 != 1 || h[4]&lz4Dict != 0 { // another version, or words we don't have
		z.fail(nil, reasonCoding)
		return
	}
	if want := 2*z.most + lz4Window; want > z.taken {
		if !z.scope.x.hold(want - z.taken) {
			z.fail(nil, reasonMemory)
			return
		}
		z.taken = want
	}
}

func (z *lz4Stage) fail(b []byte, reason string) {
	z.failed = reason
	z.refuse(b)
}

func (z *lz4Stage) block(u []byte) {
	size := binary.LittleEndian.Uint32(u)
	switch n := int(size &^ lz4Raw); {
	case size == 0:
		z.inFrame = false
		if z.flags&lz4Sum != 0 {
			z.skip = 4
		}
	case n > z.most:
		z.fail(u, reasonCorrupt)
	default:
		z.decode(u[lz4LeastSize:lz4LeastSize+n], size&lz4Raw != 0)
	}
}

// decode delivers a block.
func (z *lz4Stage) decode(b []byte, raw bool) {
	if over := len(z.out) - lz4Window; over > 0 {
		z.out = append(z.out[:0], z.out[over:]...)
	}
	before, err := len(z.out), error(nil)
	if raw {
		z.out = append(z.out, b...)
	} else {
		z.out, err = unpackLZ4(z.out, b, before+z.most)
	}
	if len(z.out) > before && !z.give(z.out[before:]) {
		z.refuse(nil)
		return
	}
	if err != nil {
		z.fail(b, reasonCorrupt)
	}
}

// unpackLZ4 appends what a block stands for to out, which it may refer back to,
// up to most bytes in all.
func unpackLZ4(out, b []byte, most int) ([]byte, error) {
	for len(b) > 0 {
		token := b[0]
		literals, rest, ok := lz4Length(b[1:], int(token>>4))
		if !ok || literals > len(rest) || len(out)+literals > most {
			return out, errLZ4
		}
		out, b = append(out, rest[:literals]...), rest[literals:]
		if len(b) == 0 {
			break // the last sequence has no match
		}
		if len(b) < 2 {
			return out, errLZ4
		}
		distance := int(binary.LittleEndian.Uint16(b))
		length, rest, ok := lz4Length(b[2:], int(token&15))
		const shortest = 4
		length += shortest
		if !ok || distance == 0 || distance > len(out) || len(out)+length > most {
			return out, errLZ4
		}
		out, b = repeated(out, distance, length), rest
	}
	return out, nil
}

// lz4Length adds the bytes that lengthen a length of 15.
func lz4Length(b []byte, n int) (length int, rest []byte, ok bool) {
	if n < 15 {
		return n, b, true
	}
	for i, c := range b {
		if n += int(c); c != 255 {
			return n, b[i+1:], true
		}
	}
	return 0, nil, false
}

// repeated appends n bytes from distance back, which may overlap.
func repeated(out []byte, distance, n int) []byte {
	for n > 0 {
		from := len(out) - distance
		k := min(n, distance)
		out = append(out, out[from:from+k]...)
		n -= k
	}
	return out
}

func (z *lz4Stage) Close() {
	z.close(z.gather.held, z.begun)
	z.scope.x.drop(z.taken)
	z.taken, z.out = 0, nil
}
