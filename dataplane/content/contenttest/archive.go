package contenttest

import (
	"encoding/binary"
	"hash/crc32"
)

// TNEF writes attributes of a winmail.dat (MS-OXTNEF), given as number and value in
// turn. Those that belong to an attachment are marked so.
func TNEF(attributes ...any) []byte {
	b := []byte("\x78\x9f\x3e\x22\x01\x00")
	for i := 0; i < len(attributes); i += 2 {
		id, v := attributes[i].(int), attributes[i+1].([]byte)
		level := byte(1)
		switch id {
		case 0x800f, 0x8010, 0x9002, 0x9005:
			level = 2
		}
		b = append(append(b, level), words(uint32(id), uint32(len(v)))...)
		b = append(append(b, v...), 0, 0)
	}
	return b
}

// RARBlock makes a block of a RAR 5 archive: its fields, and the data behind it.
func RARBlock(data []byte, fields ...uint64) []byte {
	var h []byte
	for _, f := range fields {
		h = binary.AppendUvarint(h, f)
	}
	return rarHeader(h, data)
}

func rarHeader(h, data []byte) []byte {
	h = append(binary.AppendUvarint(nil, uint64(len(h))), h...)
	b := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(h))
	return append(append(b, h...), data...)
}

// RAR makes a RAR 5 archive of members by name and text in turn, that aren't packed.
func RAR(files ...string) []byte {
	b := append([]byte("Rar!\x1a\x07\x01\x00"), RARBlock(nil, 1, 0, 0)...)
	for i := 0; i < len(files); i += 2 {
		name, text := files[i], files[i+1]
		const fileBlock, hasData, hasSum = 2, 2, 4
		var h []byte
		for _, f := range []uint64{fileBlock, hasData, uint64(len(text)), hasSum, uint64(len(text)), 0} {
			h = binary.AppendUvarint(h, f)
		}
		h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE([]byte(text)))
		for _, f := range []uint64{0, 1, uint64(len(name))} {
			h = binary.AppendUvarint(h, f)
		}
		b = append(b, rarHeader(append(h, name...), []byte(text))...)
	}
	return append(b, "\x1d\x77\x56\x51\x03\x05\x04\x00"...)
}
