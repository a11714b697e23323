package content

import "encoding/binary"

// Properties of MAPI as TNEF carries them (MS-OXTNEF, 2.1.3.4; the types:
// MS-OXCDATA, 2.11.1).

// mapiID and mapiType are a property's identifier and type.
type (
	mapiID   uint16
	mapiType uint16
)

const (
	mapiObject  mapiType = 0x000d
	mapiString8 mapiType = 0x001e
	mapiUnicode mapiType = 0x001f
	mapiBinary  mapiType = 0x0102
	mapiMany    mapiType = 0x1000 // a flag: several values

	mapiRTF            mapiID = 0x1009
	mapiHTML           mapiID = 0x1013
	mapiAttachData     mapiID = 0x3701
	mapiAttachFile     mapiID = 0x3704
	mapiAttachLongFile mapiID = 0x3707
	mapiNamed          mapiID = 0x8000 // and above: a name follows
)

// mapiSizes are the sizes of values that have a fixed one, as TNEF pads them.
var mapiSizes = map[mapiType]int{
	0x0000: 0, 0x0001: 0, 0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8,
	0x000a: 4, 0x000b: 4, 0x0014: 8, 0x0040: 8, 0x0048: 16,
}

// mapiReader reads numbers and values off a row of properties. Past the end, or
// past what can't be, it reads nothing more and ok is false.
type mapiReader struct {
	b  []byte
	ok bool
}

// take returns the next n bytes, and skips what pads them to four.
func (r *mapiReader) take(n uint32) []byte {
	padded := (int64(n) + 3) &^ 3
	if !r.ok || int64(n) > int64(len(r.b)) {
		r.ok = false
		return nil
	}
	v := r.b[:n]
	r.b = r.b[min(padded, int64(len(r.b))):]
	return v
}

func (r *mapiReader) uint32() uint32 {
	v := r.take(4)
	if v == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(v)
}

// properties reads a row of properties and calls f with each value.
func (r *mapiReader) properties(f func(id mapiID, t mapiType, value []byte)) {
	for n := r.uint32(); n > 0 && r.ok; n-- {
		tag := r.uint32()
		r.property(mapiID(tag>>16), mapiType(tag), f)
	}
}

func (r *mapiReader) property(id mapiID, t mapiType, f func(id mapiID, t mapiType, value []byte)) {
	if id >= mapiNamed {
		r.name(id, f)
	}
	size, fixed := mapiSizes[t&^mapiMany]
	values := uint32(1)
	if !fixed || t&mapiMany != 0 {
		values = r.uint32()
	}
	for ; values > 0 && r.ok; values-- {
		n := uint32(size)
		if !fixed {
			n = r.uint32()
		}
		if v := r.take(n); r.ok && !fixed {
			f(id, t&^mapiMany, v)
		}
		if fixed && size == 0 {
			return
		}
	}
}

// name skips the name of a property: a set and a number, or a set and a text.
func (r *mapiReader) name(id mapiID, f func(id mapiID, t mapiType, value []byte)) {
	r.take(16)
	if r.uint32() == 0 {
		r.uint32()
		return
	}
	if v := r.take(r.uint32()); r.ok {
		f(id, mapiUnicode, v)
	}
}
