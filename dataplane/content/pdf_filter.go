package content

import "slices"

// pdfFilters are the stream filters of ISO 32000-2, 7.4, that carry text. Those of
// pictures (DCT, JPX, CCITTFax, JBIG2) are missing on purpose.
var pdfFilters = map[pdfAtom]func(s *scope, parms pdfDict, next Writer) Writer{
	"FlateDecode":     newPDFFlate,
	"Fl":              newPDFFlate,
	"LZWDecode":       newPDFLZW,
	"LZW":             newPDFLZW,
	"ASCIIHexDecode":  func(_ *scope, _ pdfDict, next Writer) Writer { return &asciiHex{next: next, half: -1} },
	"AHx":             func(_ *scope, _ pdfDict, next Writer) Writer { return &asciiHex{next: next, half: -1} },
	"ASCII85Decode":   func(_ *scope, _ pdfDict, next Writer) Writer { return &asciiEightyFive{next: next} },
	"A85":             func(_ *scope, _ pdfDict, next Writer) Writer { return &asciiEightyFive{next: next} },
	"RunLengthDecode": newRunLength,
	"RL":              newRunLength,
	"Crypt":           func(_ *scope, _ pdfDict, next Writer) Writer { return next },
}

// maxPDFFilters bounds the filters of one stream.
const maxPDFFilters = 4

// pdfDecode returns a Writer that undoes the filters, the first of which is the
// outermost, or nil if one is unknown.
func pdfDecode(s *scope, filters []pdfAtom, parms []pdfDict, next Writer) Writer {
	if len(filters) > maxPDFFilters {
		return nil
	}
	for i, name := range slices.Backward(filters) {
		make := pdfFilters[name]
		if make == nil {
			return nil
		}
		var p pdfDict
		if i < len(parms) {
			p = parms[i]
		}
		next = make(s, p, next)
	}
	return next
}

func newPDFFlate(s *scope, parms pdfDict, next Writer) Writer {
	return newDeflate(s, newPredictor(s, parms, next))
}

// number returns a number of d, or def.
func (d pdfDict) number(key pdfAtom, def int) int {
	if v, ok := d[key].(float64); ok && v > -1e9 && v < 1e9 {
		return int(v)
	}
	return def
}

// predictor undoes the differences that PNG (its specification's chapter 9) and
// TIFF (6.0, section 14, for eight bits a component) take before compressing.
type predictor struct {
	next     Writer
	row, old []byte
	n        int // bytes of row
	step     int // bytes of a pixel
	png      bool
}

// maxPredictorRow bounds a row's bytes.
const maxPredictorRow = 1 << 16

func newPredictor(_ *scope, p pdfDict, next Writer) Writer {
	kind := p.number("Predictor", 1)
	bits := p.number("Colors", 1) * p.number("BitsPerComponent", 8)
	row := (p.number("Columns", 1)*bits + 7) / 8
	if kind < 2 || bits < 1 || bits > 1024 || row < 1 || row > maxPredictorRow {
		return next
	}
	d := &predictor{next: next, step: (bits + 7) / 8, png: kind >= 10}
	if d.png {
		row++ // the row's filter
	}
	d.row, d.old = make([]byte, row), make([]byte, row)
	return d
}

func (d *predictor) Write(b []byte) {
	for len(b) > 0 {
		n := copy(d.row[d.n:], b)
		d.n += n
		b = b[n:]
		if d.n == len(d.row) {
			d.flush()
		}
	}
}

func (d *predictor) flush() {
	row := d.row[:d.n]
	if d.png {
		unfilterPNG(row, d.old, d.step)
		row = row[1:]
	} else {
		for i := d.step; i < len(row); i++ {
			row[i] += row[i-d.step]
		}
	}
	d.next.Write(row)
	d.row, d.old, d.n = d.old, d.row, 0
}

// unfilterPNG undoes the filter that row's first byte names; old is the row above.
func unfilterPNG(row, old []byte, step int) {
	kind := row[0]
	for i := 1; i < len(row); i++ {
		var left, upLeft byte
		if i > step {
			left, upLeft = row[i-step], old[i-step]
		}
		switch kind {
		case 1:
			row[i] += left
		case 2:
			row[i] += old[i]
		case 3:
			row[i] += byte((int(left) + int(old[i])) / 2)
		case 4:
			row[i] += paeth(left, old[i], upLeft)
		}
	}
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := distance(p, a), distance(p, b), distance(p, c)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func distance(p int, v byte) int { return max(p-int(v), int(v)-p) }

func (d *predictor) Close() {
	if d.n > 1 {
		d.flush()
	}
	d.next.Close()
}

// asciiHex undoes ASCIIHexDecode.
type asciiHex struct {
	next Writer
	half int // the first digit of a pair, or -1
	done bool
}

func (d *asciiHex) Write(b []byte) {
	out := make([]byte, 0, len(b)/2+1)
	for _, c := range b {
		if d.done = d.done || c == '>'; d.done {
			break
		}
		switch v := int(hexValue(c)); {
		case v > 15:
		case d.half < 0:
			d.half = v
		default:
			out = append(out, byte(d.half<<4|v))
			d.half = -1
		}
	}
	d.next.Write(out)
}

func (d *asciiHex) Close() {
	if d.half >= 0 {
		d.next.Write([]byte{byte(d.half << 4)})
	}
	d.next.Close()
}

// asciiEightyFive undoes ASCII85Decode.
type asciiEightyFive struct {
	next Writer
	v    uint32
	n    int // digits of v
	done bool
}

func (d *asciiEightyFive) Write(b []byte) {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if d.done = d.done || c == '~'; d.done {
			break
		}
		switch {
		case c == 'z' && d.n == 0:
			out = append(out, 0, 0, 0, 0)
		case c >= '!' && c <= 'u':
			d.v = d.v*85 + uint32(c-'!')
			if d.n++; d.n == 5 {
				out = append(out, byte(d.v>>24), byte(d.v>>16), byte(d.v>>8), byte(d.v))
				d.v, d.n = 0, 0
			}
		}
	}
	d.next.Write(out)
}

func (d *asciiEightyFive) Close() {
	if n := d.n; n > 1 {
		for ; d.n < 5; d.n++ {
			d.v = d.v*85 + 84
		}
		last := []byte{byte(d.v >> 24), byte(d.v >> 16), byte(d.v >> 8)}
		d.next.Write(last[:n-1])
	}
	d.next.Close()
}

// runLength undoes RunLengthDecode: a length byte, then so many bytes, or one
// byte to be repeated.
type runLength struct {
	unpacker
	literal int // bytes to come as they are
	repeat  int // times that the next byte stands
	done    bool
}

func newRunLength(s *scope, _ pdfDict, next Writer) Writer {
	return &runLength{unpacker: unpacker{scope: s, next: next}}
}

func (d *runLength) Write(b []byte) {
	d.in += int64(len(b))
	for len(b) > 0 && !d.done && d.failed == "" {
		switch n := min(d.literal, len(b)); {
		case n > 0:
			d.give(b[:n])
			d.literal -= n
			b = b[n:]
			continue
		case d.repeat > 0:
			d.give(slices.Repeat(b[:1], d.repeat))
			d.repeat = 0
		case b[0] < 128:
			d.literal = int(b[0]) + 1
		case b[0] > 128:
			d.repeat = 257 - int(b[0])
		default:
			d.done = true
		}
		b = b[1:]
	}
	if d.failed != "" {
		d.refuse(b)
	}
}

func (d *runLength) Close() { d.next.Close() }
