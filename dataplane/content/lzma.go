package content

import (
	"bytes"
	"encoding/binary"
)

// LZMA alone (the .lzma format of LZMA SDK, lzma-specification): properties, the
// dictionary's size, the unpacked size or all ones, then one run of bits that can't
// be cut into pieces. So the file is buffered and read when it is complete. It has
// no magic but its usual header: the default properties, and a dictionary of a power
// of two from 64 KiB to 1 GiB.
var _ = register(format{
	mediaType: "application/x-lzma", magics: lzmaMagics(),
	open: func(s *scope) Writer {
		return &lzmaFile{shelf: shelf{scope: s}, next: s.unpacked(".lzma", ".tlz")}
	},
})

// lzmaHeader is the size of the header.
const lzmaHeader = 13

func lzmaMagics() (list []magic) {
	for shift := 16; shift <= 30; shift++ {
		list = append(list, magic{0, string(binary.LittleEndian.AppendUint32([]byte{0x5d}, 1<<shift))})
	}
	return list
}

type lzmaFile struct {
	shelf
	next Writer
}

func (z *lzmaFile) Write(b []byte) { z.keep(b) }

func (z *lzmaFile) Close() {
	if !z.failed {
		if reason := z.unpack(); reason != "" {
			z.scope.opaque(max(len(z.bytes.b), 1), reason)
		}
		z.bytes.free()
	}
	z.next.Close()
}

// unpack delivers what is packed, and returns why it can't.
func (z *lzmaFile) unpack() string {
	b := z.bytes.b
	if len(b) <= lzmaHeader {
		return reasonTruncated
	}
	dictionary, size := binary.LittleEndian.Uint32(b[1:]), binary.LittleEndian.Uint64(b[5:])
	taken := z.scope.x.holdDictionary(min(uint64(dictionary), size))
	if taken == 0 {
		return reasonMemory
	}
	defer z.scope.x.drop(taken)
	r, err := lzmaReader(bytes.NewReader(b[lzmaHeader:]), b[0], taken-xzState, size)
	if err != nil {
		return reasonCorrupt
	}
	return unpackAll(z.scope, z.next, r, int64(len(b)))
}
