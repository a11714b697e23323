package content

import (
	"encoding/binary"
	"hash/adler32"
)

// Bodies that are one stream of ZLIB (RFC 1950), as programs keep and send what they pack.
// Two bytes are too little of a magic, so that the stream itself has to be sound as well.
var zlibFormat = register(format{
	mediaType: "application/zlib", // RFC 6713
	aliases:   []string{"application/zlib"},
	open:      newZlib,
})

const (
	// zlibFirst is the first byte of all streams but those of senders that save memory.
	zlibFirst = 0x78
	// zlibTrailer is the check sum's size.
	zlibTrailer = 4
	// leastZlib is how many bytes have to be sound unless they are the whole stream. Fewer
	// of a text that begins as a stream does may be.
	leastZlib = 64
)

// beginsZlib says whether head begins such a stream. Of what stands in a text only so much
// is known that nothing may have come out of it.
func beginsZlib(head []byte, inline bool) bool {
	if len(head) <= zlibHeader || head[0] != zlibFirst || !isZlib(head) {
		return false
	}
	sum := adler32.New()
	f := newInflater()
	f.reset(func(b []byte) bool { sum.Write(b); return true })
	rest, err := f.write(head[zlibHeader:])
	switch {
	case err != nil:
		return false
	case f.done:
		return len(rest) >= zlibTrailer && binary.BigEndian.Uint32(rest) == sum.Sum32()
	}
	return inline || f.pos > 0 && len(head) >= leastZlib
}

// zlibFile is such a body. What stands behind the stream is one of its own.
type zlibFile struct {
	*deflate
	skip int // bytes of the check sum to come
	tail Writer
}

func newZlib(s *scope) Writer {
	d := &deflate{unpacker: unpacker{scope: s, next: s.unpacked(".zlib", ".zz", ".z")}}
	return &zlibFile{deflate: d, skip: zlibTrailer}
}

func (z *zlibFile) Write(b []byte) {
	if z.inf == nil || !z.inf.done {
		z.deflate.Write(b)
		b = z.rest
	}
	n := min(z.skip, len(b))
	z.skip -= n
	if b = b[n:]; len(b) == 0 {
		return
	}
	if z.tail == nil {
		z.tail = z.scope.x.open(z.scope.inside("", ""))
	}
	z.tail.Write(b)
}

func (z *zlibFile) Close() {
	if z.tail != nil {
		z.tail.Close()
	}
	z.deflate.Close()
}
