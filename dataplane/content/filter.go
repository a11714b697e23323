package content

import (
	"bytes"
	"encoding/binary"
	"io"
)

// Filters that make programs pack better (.xz file format 1.2.1, 5.3.2 and 5.3.3; LZMA
// SDK, Bra.c): branches have absolute targets for relative ones, or bytes the differences
// to those before. They are undone, since texts have what looks like a branch too: ARM's
// begins with the byte that most Korean syllables begin with in UTF-8.

// Filters by their numbers in XZ, which 7z has taken over.
const (
	filterDelta = 3
	filterX86   = 4
	filterPPC   = 5
	filterARM   = 7
	filterARMT  = 8
	filterSPARC = 9
	filterARM64 = 10
)

// filter undoes one of them.
type filter struct {
	convert func(b []byte, pos uint32) (done int) // what is behind done waits for more
	pos     uint32                                // of held
	held    []byte
}

// newFilter returns the filter of a number, or nil for that of x86: what it changes has
// zeros or 0xff in it, which texts have not. ok is false for one that can't be undone.
func newFilter(id uint64, properties []byte) (f *filter, ok bool) {
	f = &filter{}
	switch {
	case id == filterX86:
		return nil, true
	case id == filterDelta && len(properties) == 1:
		f.convert = newDelta(int(properties[0]) + 1)
		return f, true
	case len(properties) == 4:
		f.pos = binary.LittleEndian.Uint32(properties)
	case len(properties) != 0:
		return nil, false
	}
	f.convert = branches[id]
	return f, f.convert != nil
}

// branches are the filters of programs, by processor.
var branches = map[uint64]func([]byte, uint32) int{
	filterPPC: undoPPC, filterARM: undoARM, filterARMT: undoThumb, filterSPARC: undoSPARC, filterARM64: undoARM64,
}

// push takes b and returns what is undone by now, which is valid until the next call.
func (f *filter) push(b []byte) []byte {
	f.held = append(f.held, b...)
	done := f.convert(f.held, f.pos)
	out := bytes.Clone(f.held[:done])
	f.held = append(f.held[:0], f.held[done:]...)
	f.pos += uint32(done)
	return out
}

// rest returns what is left at the end, which is no whole instruction.
func (f *filter) rest() []byte {
	b := f.held
	f.held = nil
	return b
}

// newDelta adds to each byte the one so far before.
func newDelta(distance int) func([]byte, uint32) int {
	last := make([]byte, distance)
	return func(b []byte, pos uint32) int {
		for i := range b {
			at := (int(pos) + i) % distance
			last[at] += b[i]
			b[i] = last[at]
		}
		return len(b)
	}
}

// each calls undo for every size bytes of b and returns how far that goes.
func each(b []byte, size int, undo func(i int)) int {
	i := 0
	for ; i+size <= len(b); i += size {
		undo(i)
	}
	return i
}

func undoPPC(b []byte, pos uint32) int {
	return each(b, 4, func(i int) {
		if v := binary.BigEndian.Uint32(b[i:]); v&0xfc000003 == 0x48000001 {
			binary.BigEndian.PutUint32(b[i:], v&0xfc000003|(v&^3-pos-uint32(i))&0x03fffffc)
		}
	})
}

func undoARM(b []byte, pos uint32) int {
	return each(b, 4, func(i int) {
		if v := binary.LittleEndian.Uint32(b[i:]); v>>24 == 0xeb {
			binary.LittleEndian.PutUint32(b[i:], 0xeb000000|(v-(pos+uint32(i)+8)>>2)&0x00ffffff)
		}
	})
}

// undoThumb goes by halves of an instruction, of which a branch has two.
func undoThumb(b []byte, pos uint32) (i int) {
	for ; i+4 <= len(b); i += 2 {
		high, low := uint32(le16(b[i:])), uint32(le16(b[i+2:]))
		if high&0xf800 != 0xf000 || low&0xf800 != 0xf800 {
			continue
		}
		to := (high&0x7ff)<<11 | low&0x7ff
		to -= (pos + uint32(i) + 4) >> 1
		binary.LittleEndian.PutUint16(b[i:], uint16(0xf000|to>>11&0x7ff))
		binary.LittleEndian.PutUint16(b[i+2:], uint16(0xf800|to&0x7ff))
		i += 2
	}
	return i
}

func undoSPARC(b []byte, pos uint32) int {
	return each(b, 4, func(i int) {
		v := binary.BigEndian.Uint32(b[i:])
		if v>>22 != 0x100 && v>>22 != 0x1ff {
			return
		}
		to := v - (pos+uint32(i))>>2
		sign := -(to >> 22 & 1) << 22 & 0x3fffffff
		binary.BigEndian.PutUint32(b[i:], sign|to&0x3fffff|0x40000000)
	})
}

// undoARM64 knows BL, and ADRP within 512 MiB.
func undoARM64(b []byte, pos uint32) int {
	return each(b, 4, func(i int) {
		v, at := binary.LittleEndian.Uint32(b[i:]), pos+uint32(i)
		switch {
		case v>>26 == 0x25:
			v = 0x94000000 | (v-at>>2)&0x03ffffff
		case v&0x9f000000 == 0x90000000:
			to := v>>29&3 | v>>3&0x1ffffc
			if (to+0x20000)&0x1c0000 != 0 {
				return
			}
			to -= at >> 12
			v = v&0x9000001f | (to&3)<<29 | (to&0x3fffc)<<3 | -(to&0x20000)&0xe00000
		}
		binary.LittleEndian.PutUint32(b[i:], v)
	})
}

// filterReader reads what a filter undoes.
type filterReader struct {
	r      io.Reader
	filter *filter
	buf    [4 << 10]byte
	out    []byte
	err    error
}

func (r *filterReader) Read(b []byte) (int, error) {
	for len(r.out) == 0 && r.err == nil {
		var n int
		n, r.err = r.r.Read(r.buf[:])
		if r.out = r.filter.push(r.buf[:n]); r.err != nil {
			r.out = append(r.out, r.filter.rest()...)
		}
	}
	n := copy(b, r.out)
	if r.out = r.out[n:]; len(r.out) > 0 {
		return n, nil
	}
	return n, r.err
}
