package content

import (
	"encoding/binary"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// xzStage unpacks XZ (the .xz file format 1.2.1). The library reads, so the stream
// is cut here into the chunks of LZMA2, of at most 64 KiB packed, each of which is
// decoded when it is there as a whole. Check sums aren't computed.
type xzStage struct {
	framed
	state  func(*xzStage, []byte) []byte
	gather gather
	queue  pushed // what the library may read
	dec    *lzma.Reader2
	size   uint64 // of the dictionary, as declared
	taken  int    // bytes of memory taken
	buf    []byte
	check  int // bytes of a block's check
	block  int // bytes of the block so far, modulo 4
	then   func(*xzStage, []byte) []byte
	index  xzIndex
	filter *filter // of the block, or nil
}

const (
	xzMagic      = "\xfd7zXZ\x00"
	xzHeaderSize = 12
	xzFilter     = 0x21
	// xzChunk is how much is taken from the library at a time.
	xzChunk = 64 << 10
	// xzState is what the library needs besides the dictionary.
	xzState = 128 << 10
	// leastDictionary is the smallest dictionary worth a try where there is no
	// memory for the one declared: most streams are far shorter than theirs.
	leastDictionary = 64 << 10
)

var _ = register(format{
	mediaType: "application/x-xz", magics: []magic{{0, xzMagic}},
	open: func(s *scope) Writer { return newXZ(s, s.unpacked(".xz", ".txz")) },
})

func newXZ(s *scope, next Writer) Writer {
	return &xzStage{framed: framed{unpacker: unpacker{scope: s, next: next}}, state: (*xzStage).header}
}

func (z *xzStage) Write(b []byte) {
	z.in += int64(len(b))
	for len(b) > 0 {
		b = z.state(z, b)
	}
}

// stop counts what can't be read, from now on all.
func (z *xzStage) stop(b []byte, reason string) []byte {
	z.failed = reason
	z.refuse(b)
	z.state = (*xzStage).unreadable
	return nil
}

func (z *xzStage) unreadable(b []byte) []byte {
	z.refuse(b)
	return nil
}

// header reads a stream's header. What follows a stream and is none is read as a
// body of its own.
func (z *xzStage) header(b []byte) []byte {
	if z.check > 0 && len(z.gather.held) == 0 && b[0] == 0 {
		return b[1:] // padding between streams
	}
	h, rest := z.gather.next(b, exactly(xzHeaderSize))
	switch {
	case h == nil:
	case string(h[:len(xzMagic)]) != xzMagic:
		z.over(h, z.dec != nil)
		z.state = (*xzStage).after
	default:
		z.check = [6]int{0, 4, 8, 16, 32, 64}[(h[7]&15+2)/3]
		z.state = (*xzStage).blockHeader
	}
	return rest
}

func (z *xzStage) after(b []byte) []byte {
	z.tail.Write(b)
	return nil
}

// blockHeader reads a block's header, or the zero byte that begins the index.
func (z *xzStage) blockHeader(b []byte) []byte {
	h, rest := z.gather.next(b, xzBlockHeaderSize)
	switch {
	case h == nil:
	case len(h) == 1:
		z.index = xzIndex{size: 1}
		z.state = (*xzStage).skipIndex
	default:
		return z.begin(h, rest)
	}
	return rest
}

func xzBlockHeaderSize(b []byte) int {
	if len(b) == 0 || b[0] == 0 {
		return 1
	}
	return (int(b[0]) + 1) * 4
}

// begin readies the library for a block.
func (z *xzStage) begin(h, rest []byte) []byte {
	size, undo, ok := xzFilters(h)
	if !ok {
		return z.stop(rest, reasonCoding)
	}
	// The blocks of a stream mostly have equal dictionaries: one serves them all,
	// since a block's first chunk empties it.
	if z.dec == nil || size != z.size {
		if z.dec = nil; !z.reserve(size) {
			return z.stop(rest, reasonMemory)
		}
	}
	z.size, z.block, z.filter = size, 0, undo
	z.state = (*xzStage).chunk
	return rest
}

// xzFilters reads the filters of a block: the dictionary's size of LZMA2, which is the
// last, and one that may stand before it. It returns false for what can't be read.
func xzFilters(h []byte) (size uint64, undo *filter, ok bool) {
	filters := int(h[1]&3) + 1
	h = h[:len(h)-4]
	at := 2
	number := func() uint64 {
		v, n := binary.Uvarint(h[min(at, len(h)):])
		at += max(n, 1)
		return v
	}
	for _, sized := range []bool{h[1]&0x40 != 0, h[1]&0x80 != 0} {
		if sized {
			number()
		}
	}
	for i := range filters {
		id, n := number(), number()
		switch {
		case id == xzFilter && at < len(h):
			return lzma2Dictionary(h[at]), undo, true
		case i > 0 || n > 16:
			return 0, nil, false
		}
		if undo, ok = newFilter(id, slice(h, at, int(n))); !ok {
			return 0, nil, false
		}
		at += int(n)
	}
	return 0, nil, false
}

// lzma2Dictionary reads the size of a dictionary (.xz file format, 5.3.1).
func lzma2Dictionary(b byte) uint64 {
	if b &= 63; b >= 40 {
		return 1<<32 - 1
	}
	return uint64(2|b&1) << (b/2 + 11)
}

// reserve takes memory for a dictionary of n bytes, or for as much as there is.
func (z *xzStage) reserve(n uint64) bool {
	z.release()
	z.taken = z.scope.x.holdDictionary(n)
	return z.taken > 0
}

// holdDictionary takes memory for the library and a dictionary of n bytes, or of as
// many as there are. It returns how much it took, which is 0 if there was too little.
func (x *Extractor) holdDictionary(n uint64) int {
	n = min(max(n, leastDictionary), uint64(x.limits.Buffer))
	for ; n >= leastDictionary; n /= 2 {
		if x.hold(int(n) + xzState) {
			return int(n) + xzState
		}
	}
	return 0
}

func (z *xzStage) release() {
	z.scope.x.drop(z.taken)
	z.taken = 0
}

// chunk decodes the next chunk of LZMA2, when it is there.
func (z *xzStage) chunk(b []byte) []byte {
	c, rest := z.gather.next(b, lzma2ChunkSize)
	if c == nil {
		return rest
	}
	z.block += len(c)
	if c[0] == 0 {
		z.endFilter()
		z.leave(-z.block&3+z.check, (*xzStage).blockHeader)
		return rest
	}
	if reason := z.decode(c); reason != "" {
		return z.stop(rest, reason)
	}
	return rest
}

// lzma2ChunkSize is the size of the chunk that b begins with, as gather asks.
func lzma2ChunkSize(b []byte) int {
	switch {
	case len(b) == 0 || b[0] == 0:
		return 1
	case len(b) < 6 && b[0] >= 0x80:
		return 6
	case b[0] >= 0xc0:
		return 6 + int(binary.BigEndian.Uint16(b[3:])) + 1
	case b[0] >= 0x80:
		return 5 + int(binary.BigEndian.Uint16(b[3:])) + 1
	case len(b) < 3:
		return 3
	}
	return 3 + int(binary.BigEndian.Uint16(b[1:])) + 1
}

// lzma2Unpacked is how many bytes a chunk stands for.
func lzma2Unpacked(c []byte) int {
	n := int(binary.BigEndian.Uint16(c[1:])) + 1
	if c[0] >= 0x80 {
		n += int(c[0]&0x1f) << 16
	}
	return n
}

// decode delivers a chunk, and returns why it can't. The library is never asked
// for more bytes than the chunk has, so that it doesn't look for the next.
func (z *xzStage) decode(c []byte) (reason string) {
	z.queue.b = c
	if err := z.ready(); err != nil {
		return reasonCorrupt
	}
	for left := lzma2Unpacked(c); left > 0; {
		n, err := readGuarded(z.dec, z.buf[:min(left, len(z.buf))])
		if n > 0 && !z.pass(z.buf[:n]) {
			return z.failed
		}
		if left -= n; left > 0 && (err != nil || n == 0) {
			return reasonCorrupt
		}
	}
	return ""
}

// pass delivers b, through the filter if there is one.
func (z *xzStage) pass(b []byte) bool {
	if z.filter != nil {
		b = z.filter.push(b)
	}
	return len(b) == 0 || z.give(b)
}

// endFilter delivers what the filter still holds at a block's end.
func (z *xzStage) endFilter() {
	if z.filter == nil {
		return
	}
	if b := z.filter.rest(); len(b) > 0 && z.failed == "" {
		z.give(b)
	}
	z.filter = nil
}

// ready makes the decoder with a block's first chunk.
func (z *xzStage) ready() (err error) {
	if z.dec != nil {
		return nil
	}
	if z.buf == nil {
		z.buf = make([]byte, xzChunk)
	}
	config := lzma.Reader2Config{DictCap: max(z.taken-xzState, lzma.MinDictCap)}
	z.dec, err = config.NewReader2(eofReader{&z.queue})
	return err
}

// eofReader ends where pushed has nothing more.
type eofReader struct{ r *pushed }

func (e eofReader) Read(b []byte) (int, error) {
	if len(e.r.b) == 0 && len(b) > 0 {
		return 0, io.EOF
	}
	return e.r.Read(b)
}

// leave leaves n bytes out, then goes on with a state.
func (z *xzStage) leave(n int, then func(*xzStage, []byte) []byte) {
	z.skip, z.then = int64(n), then
	z.state = (*xzStage).skipped
	if n == 0 {
		z.state = then
	}
}

func (z *xzStage) skipped(b []byte) []byte {
	n := min(z.skip, int64(len(b)))
	if z.skip -= n; z.skip == 0 {
		z.state = z.then
	}
	return b[n:]
}

// xzIndex follows the index: how many pairs of numbers there are, then those.
type xzIndex struct {
	size   int // bytes so far
	count  uint64
	shift  uint
	number uint64
	begun  bool // the count is known
}

// skipIndex leaves the index out, and the stream's footer behind it.
func (z *xzStage) skipIndex(b []byte) []byte {
	for i, c := range b {
		if z.index.next(c) {
			const sum, footer = 4, 12
			z.check = max(z.check, 1) // padding may follow
			z.leave(-z.index.size&3+sum+footer, (*xzStage).header)
			return b[i+1:]
		}
	}
	return nil
}

// next takes a byte and reports whether it was the last.
func (x *xzIndex) next(c byte) bool {
	x.size++
	if x.shift < 63 {
		x.number |= uint64(c&0x7f) << x.shift
	}
	if x.shift += 7; c&0x80 != 0 {
		return false
	}
	if !x.begun {
		x.begun, x.count = true, 2*min(x.number, 1<<40)
	} else {
		x.count--
	}
	x.number, x.shift = 0, 0
	return x.count == 0
}

func (z *xzStage) Close() {
	z.endFilter()
	z.close(z.gather.held, z.dec != nil || z.check > 0)
	z.release()
	z.dec, z.buf = nil, nil
}
