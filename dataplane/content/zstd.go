package content

import (
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/zstd"
)

// zstdStage unpacks Zstandard (RFC 8878). The library reads and can't stop half
// way, so the stream is cut here into frame headers and blocks, and the library
// is asked for a block when that is there as a whole.
type zstdStage struct {
	framed
	dec     *zstd.Decoder
	queue   pushedUnits // what the library may read
	gather  gather
	buf     []byte
	inFrame bool
	sum     bool // the frame ends with a check sum
	taken   int  // bytes of memory taken
}

const (
	zstdMagic     = "\x28\xb5\x2f\xfd"
	zstdSkippable = "\x2a\x4d\x18" // after a byte 0x50 to 0x5f
	zstdMaxBlock  = 128 << 10
	zstdSumSize   = 4
	zstdSumFlag   = 1 << 2
	// zstdState is what the decoder and this stage need besides the window.
	zstdState = 4 * zstdMaxBlock
)

func newZstd(s *scope, next Writer) Writer {
	return &zstdStage{framed: framed{unpacker: unpacker{scope: s, next: next}}}
}

func (z *zstdStage) Write(b []byte) { z.feed(b, z.take) }

// take uses the next unit if b completes it, and returns what follows.
func (z *zstdStage) take(b []byte) []byte {
	unit, rest := z.gather.next(b, z.size)
	switch {
	case unit == nil:
	case z.inFrame:
		z.block(unit)
	default:
		z.frame(unit)
	}
	return rest
}

// size returns the size of the unit that b begins with, as far as b tells.
func (z *zstdStage) size(b []byte) int {
	const magic = len(zstdMagic)
	switch {
	case z.inFrame && len(b) < 3:
		return 3
	case z.inFrame:
		return 3 + zstdBlockSize(b)
	case len(b) < magic:
		return magic
	case isSkippable(b):
		return 8
	case string(b[:magic]) != zstdMagic:
		return magic
	case len(b) == magic:
		return magic + 1
	}
	return magic + zstdHeaderSize(b[magic])
}

func isSkippable(b []byte) bool { return b[0]&0xf0 == 0x50 && string(b[1:4]) == zstdSkippable }

// zstdHeaderSize returns the size of a frame header from its first byte.
func zstdHeaderSize(descriptor byte) int {
	single := descriptor & 0x20 >> 5
	size := 2 - int(single) + [4]int{0, 1, 2, 4}[descriptor&3]
	return size + [4]int{int(single), 2, 4, 8}[descriptor>>6]
}

// zstdBlockSize returns the size of a block behind its header.
func zstdBlockSize(b []byte) int {
	h := int(b[0]) | int(b[1])<<8 | int(b[2])<<16
	if h>>1&3 == 1 { // one byte, repeated
		return 1
	}
	return min(h>>3, zstdMaxBlock+1)
}

// frame begins a frame. What follows frames and is none is read as it is.
func (z *zstdStage) frame(unit []byte) {
	switch {
	case isSkippable(unit):
		z.aside(int64(binary.LittleEndian.Uint32(unit[4:])), z.dec != nil)
	case string(unit[:len(zstdMagic)]) != zstdMagic:
		z.over(unit, z.dec != nil)
	default:
		z.begin(unit)
	}
}

// begin readies the library for the frame whose header is h. The check sum is
// taken out of it: the last block must not wait for what follows it.
func (z *zstdStage) begin(h []byte) {
	if !z.reserve(zstdWindow(h[len(zstdMagic):])) {
		z.failed = reasonMemory
		z.refuse(nil)
		return
	}
	z.sum = h[len(zstdMagic)]&zstdSumFlag != 0
	z.queue = pushedUnits{head: append([]byte(nil), h...)}
	z.queue.head[len(zstdMagic)] &^= zstdSumFlag
	z.inFrame = true
	if err := z.dec.Reset(&z.queue); err != nil {
		z.failed = reasonCorrupt
	}
}

// zstdWindow returns the memory that a frame asks for (RFC 8878, 3.1.1.1.2).
func zstdWindow(h []byte) uint64 {
	if h[0]&0x20 == 0 {
		base := uint64(1) << (10 + h[1]>>3)
		return base + base/8*uint64(h[1]&7)
	}
	var size [8]byte
	copy(size[:], h[1+[4]int{0, 1, 2, 4}[h[0]&3]:])
	return binary.LittleEndian.Uint64(size[:])
}

// reserve takes memory for a window of n bytes and makes the decoder.
func (z *zstdStage) reserve(n uint64) bool {
	x := z.scope.x
	if n > uint64(x.limits.Buffer) {
		return false
	}
	if want := int(n) + zstdState; want > z.taken {
		if !x.hold(want - z.taken) {
			return false
		}
		z.taken = want
	}
	if z.dec != nil {
		return true
	}
	var err error
	z.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(max(uint64(x.limits.Buffer), zstd.MinWindowSize)))
	z.buf = make([]byte, zstdMaxBlock+1)
	return err == nil
}

// block decodes one block and delivers it. Its bytes fit the buffer with room to
// spare, so that the library never looks for the block after.
func (z *zstdStage) block(unit []byte) {
	last, raw := unit[0]&1 != 0, unit[0]>>1&3 == 0
	if last {
		z.inFrame = false
		if z.sum {
			z.skip = zstdSumSize
		}
	}
	if raw && len(unit) == 3 {
		return // an empty block ends many frames, and the library reads on after it
	}
	z.queue.block = unit
	n, err := readGuarded(z.dec, z.buf)
	if n > 0 && !z.give(z.buf[:n]) {
		z.refuse(nil)
		return
	}
	if err != nil && !(last && err == io.EOF) {
		z.failed = reasonCorrupt
		z.refuse(unit)
	}
}

func (z *zstdStage) Close() {
	z.close(z.gather.held, z.dec != nil)
	if z.dec != nil {
		z.dec.Close()
		z.dec, z.buf, z.gather = nil, nil, gather{}
	}
	z.scope.x.drop(z.taken)
	z.taken = 0
}

// pushedUnits reads a frame header, then a block.
type pushedUnits struct{ head, block []byte }

func (p *pushedUnits) Read(b []byte) (int, error) {
	if len(p.head) == 0 {
		p.head, p.block = p.block, nil
	}
	if len(p.head) == 0 && len(b) > 0 {
		return 0, io.EOF
	}
	n := copy(b, p.head)
	p.head = p.head[n:]
	return n, nil
}
