package content

import "encoding/binary"

// lzfu unpacks the compressed RTF of Outlook (MS-OXRTFCP): a dictionary of 4 KiB
// that begins with what RTF texts begin with, and control bytes whose bits tell
// literals from references to it.
type lzfu struct {
	unpacker
	dict [4096]byte
	at   int // where the dictionary is written next
	buf  []byte
}

const (
	lzfuHeader = 16
	lzfuPacked = 0x75465a4c // "LZFu"
	lzfuPlain  = 0x414c454d // "MELA"
	// lzfuPreset is what the dictionary begins with (MS-OXRTFCP, 2.1.2.1).
	lzfuPreset = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor ` +
		"MS Sans SerifSymbolArialTimes New RomanCourier" + `{\colortbl\red0\green0\blue0` + "\r\n" +
		`\par \pard\plain\f0\fs20\b\i\u\tab\tx`
)

// unpackRTF reads b, which is whole, into next.
func unpackRTF(s *scope, b []byte, next Writer) {
	defer next.Close()
	z := lzfu{unpacker: unpacker{scope: s, next: next, in: int64(len(b))}}
	if len(b) < lzfuHeader {
		z.failed = reasonTruncated
		z.refuse(b)
		return
	}
	packed := b[lzfuHeader:]
	switch binary.LittleEndian.Uint32(b[8:]) {
	case lzfuPlain:
		z.give(packed)
	case lzfuPacked:
		z.unpack(packed)
	default:
		z.failed = reasonCoding
		z.refuse(b)
	}
}

func (z *lzfu) unpack(b []byte) {
	z.at = copy(z.dict[:], lzfuPreset)
	for len(b) > 0 && z.failed == "" {
		control := b[0]
		b = b[1:]
		for bit := 0; bit < 8 && len(b) > 0; bit++ {
			n, end := z.item(b, control>>bit&1 == 1)
			if end {
				b = nil
				break
			}
			b = b[n:]
		}
		if len(z.buf) >= decodeBuffer {
			z.flush()
		}
	}
	if z.flush(); z.failed != "" {
		z.refuse(b)
	}
}

// item unpacks a literal or a reference and returns its size.
func (z *lzfu) item(b []byte, reference bool) (n int, end bool) {
	if !reference {
		z.put(b[0])
		return 1, false
	}
	if len(b) < 2 {
		return 0, true
	}
	r := int(binary.BigEndian.Uint16(b))
	from, length := r>>4, r&15+2
	if from == z.at {
		return 0, true
	}
	for i := range length {
		z.put(z.dict[(from+i)%len(z.dict)])
	}
	return 2, false
}

func (z *lzfu) put(c byte) {
	z.dict[z.at] = c
	z.at = (z.at + 1) % len(z.dict)
	z.buf = append(z.buf, c)
}

func (z *lzfu) flush() {
	if len(z.buf) > 0 {
		z.give(z.buf)
		z.buf = z.buf[:0]
	}
}
