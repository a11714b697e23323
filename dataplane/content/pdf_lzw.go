package content

// lzwDecoder undoes LZWDecode: codes of 9 to 12 bits, the highest bit first, 256 to
// clear the table and 257 for the end (TIFF 6.0, section 13). Unlike the standard
// library's compress/lzw it is pushed, and widens codes one code early unless
// told otherwise, as PDF has it.
type lzwDecoder struct {
	unpacker
	bits   uint32
	n      uint
	width  uint
	early  int
	prev   int // the code before, or -1 behind a clear
	size   int // codes known
	prefix [4096]uint16
	suffix [4096]byte
	length [4096]uint16
	buf    [4096]byte
	done   bool
}

const (
	lzwClear = 256
	lzwEnd   = 257
	lzwSize  = 24 << 10 // what its tables take, roughly
)

func newPDFLZW(s *scope, parms pdfDict, next Writer) Writer {
	next = newPredictor(s, parms, next)
	if !s.x.hold(lzwSize) {
		return &unread{scope: *s, reason: reasonMemory}
	}
	d := &lzwDecoder{unpacker: unpacker{scope: s, next: next}, early: parms.number("EarlyChange", 1)}
	d.clear()
	return d
}

func (d *lzwDecoder) clear() { d.width, d.prev, d.size = 9, -1, lzwEnd+1 }

func (d *lzwDecoder) Write(b []byte) {
	d.in += int64(len(b))
	for i, c := range b {
		if d.failed != "" {
			d.refuse(b[i:])
			return
		}
		d.bits = d.bits<<8 | uint32(c)
		if d.n += 8; d.n >= d.width && !d.done {
			d.n -= d.width
			d.code(int(d.bits >> d.n & (1<<d.width - 1)))
		}
		d.n = min(d.n, 24)
	}
}

func (d *lzwDecoder) code(c int) {
	switch {
	case c == lzwEnd:
		d.done = true
	case c == lzwClear:
		d.clear()
	case c > d.size || c == d.size && d.prev < 0:
		d.failed = reasonCorrupt
	default:
		d.entry(c)
	}
}

// entry learns the code before with the first byte of c, and gives c.
func (d *lzwDecoder) entry(c int) {
	if d.prev >= 0 && d.size < len(d.prefix) {
		d.prefix[d.size] = uint16(d.prev)
		d.length[d.size] = uint16(d.lengthOf(d.prev))
		first := c
		if c == d.size {
			first = d.prev
		}
		d.suffix[d.size] = d.first(first)
		d.size++
	}
	if c >= d.size {
		d.failed = reasonCorrupt
		return
	}
	d.prev = c
	d.give(d.spell(c))
	if d.size+d.early >= 1<<d.width && d.width < 12 {
		d.width++
	}
}

// lengthOf returns how many bytes c stands for.
func (d *lzwDecoder) lengthOf(c int) int {
	if c < lzwClear {
		return 1
	}
	return int(d.length[c]) + 1
}

func (d *lzwDecoder) first(c int) byte {
	for c >= lzwClear {
		c = int(d.prefix[c])
	}
	return byte(c)
}

// spell writes out what c stands for.
func (d *lzwDecoder) spell(c int) []byte {
	n := d.lengthOf(c)
	out := d.buf[:n]
	for ; c >= lzwClear; c = int(d.prefix[c]) {
		n--
		out[n] = d.suffix[c]
	}
	out[0] = byte(c)
	return out
}

func (d *lzwDecoder) Close() {
	d.scope.x.drop(lzwSize)
	d.next.Close()
}
