package content

import (
	"bytes"
	"strconv"
	"strings"
)

// tarReader reads tape archives: ustar and pax (POSIX.1-2017, pax), GNU's long
// names and sparse files, and the older ones that only lack names for it. A member
// is read as it comes. Of a sparse file the holes aren't stored, so they aren't
// read either.
type tarReader struct {
	scope  *scope
	state  func(*tarReader, []byte) []byte
	gather gather
	member Writer
	left   int64 // bytes of the member to come
	pad    int64 // bytes behind it that fill a block
	meta   byte  // kind of the extension that is being gathered, or 0
	long   []byte
	name   string // what an extension says of the next member
	size   int64  // likewise, or -1
	gap    Writer
}

const (
	tarBlock = 512
	// maxTarMeta bounds the extension of a header that is understood; a larger
	// one is read as a body.
	maxTarMeta = 64 << 10
	// tarSumAt is where the header's check sum stands.
	tarSumAt, tarSumSize = 148, 8
)

var _ = register(format{
	mediaType: "application/x-tar", aliases: []string{"application/x-tar", "application/x-gtar"},
	magics: []magic{{257, "ustar"}},
	open:   func(s *scope) Writer { return &tarReader{scope: s, state: (*tarReader).header, size: -1} },
})

func (t *tarReader) Write(b []byte) {
	for len(b) > 0 {
		b = t.state(t, b)
	}
}

// header reads the block before a member. What is no header, such as what follows
// the archive's end, is read as a body of its own.
func (t *tarReader) header(b []byte) []byte {
	h, rest := t.gather.next(b, exactly(tarBlock))
	switch {
	case h == nil:
	case !isTarHeader(h):
		t.stray(h)
	default:
		t.closeGap()
		t.begin(h)
	}
	return rest
}

// isTarHeader tells a header by its magic, even if the sum is wrong, or else by
// the sum, which is all that old archives have.
func isTarHeader(h []byte) bool { return string(h[257:262]) == "ustar" || tarSumFits(h) }

// tarSumFits checks the sum of a header's bytes, its own field taken as blanks.
// Some old programs summed signed bytes.
func tarSumFits(h []byte) bool {
	unsigned, signed := int64(0), int64(0)
	for i, c := range h {
		if i >= tarSumAt && i < tarSumAt+tarSumSize {
			c = ' '
		}
		unsigned += int64(c)
		signed += int64(int8(c))
	}
	sum := tarNumber(h[tarSumAt : tarSumAt+tarSumSize])
	return sum == unsigned || sum == signed
}

// tarNumber reads a field: octal digits, or GNU's binary for large numbers.
func tarNumber(b []byte) int64 {
	if b[0]&0x80 != 0 {
		v := int64(b[0] & 0x7f)
		for _, c := range b[1:] {
			if v >= 1<<54 {
				return -1
			}
			v = v<<8 | int64(c)
		}
		return v
	}
	v, err := strconv.ParseInt(string(bytes.Trim(b, " \x00")), 8, 64)
	if err != nil {
		return -1
	}
	return v
}

// stray reads a block that is no header.
func (t *tarReader) stray(h []byte) {
	if t.gap == nil {
		if len(bytes.Trim(h, "\x00")) == 0 {
			return // two such blocks end the archive
		}
		t.gap = t.scope.x.open(t.scope.inside("", ""))
	}
	t.gap.Write(h)
}

func (t *tarReader) closeGap() {
	if t.gap != nil {
		t.gap.Close()
		t.gap = nil
	}
}

// begin starts what the header h announces.
func (t *tarReader) begin(h []byte) {
	t.left = max(tarNumber(h[124:136]), 0)
	kind := h[156]
	if isTarMeta(kind) && t.left <= maxTarMeta {
		t.meta, t.long = kind, t.long[:0]
	} else {
		t.open(h, kind)
	}
	t.pad = -t.left & (tarBlock - 1)
	t.state = (*tarReader).body
	if kind == 'S' && h[482] != 0 {
		t.state = (*tarReader).sparse
		return
	}
	t.advance()
}

// isTarMeta tells headers whose body describes the next member (x), all members
// (g), or is its name (GNU's L, and K for that of a link).
func isTarMeta(kind byte) bool { return strings.IndexByte("xgLK", kind) >= 0 }

// open opens the member of header h. Links, devices and folders have no bytes,
// whatever their size says.
func (t *tarReader) open(h []byte, kind byte) {
	name := t.name
	if name == "" {
		name = tarName(h)
	}
	if t.size >= 0 {
		t.left = t.size
	}
	t.name, t.size = "", -1
	if strings.IndexByte("123456", kind) >= 0 && kind != 0 {
		t.left = 0
		return
	}
	t.member = t.scope.x.member(t.scope.inside(name, ""))
}

// tarName joins the two fields of a header that make a name.
func tarName(h []byte) string {
	field := func(b []byte) []byte { b, _, _ = bytes.Cut(b, []byte{0}); return b }
	name, prefix := field(h[:100]), field(h[345:500])
	if string(h[257:263]) == "ustar\x00" && len(prefix) > 0 {
		name = append(append(bytes.Clone(prefix), '/'), name...)
	}
	return memberName(name)
}

// sparse skips the blocks that tell where a sparse file's bytes belong.
func (t *tarReader) sparse(b []byte) []byte {
	h, rest := t.gather.next(b, exactly(tarBlock))
	if h != nil && h[504] == 0 {
		t.state = (*tarReader).body
		t.advance()
	}
	return rest
}

func (t *tarReader) body(b []byte) []byte {
	if t.left > 0 {
		n := min(t.left, int64(len(b)))
		t.take(b[:n])
		t.left -= n
		b = b[n:]
	} else {
		n := min(t.pad, int64(len(b)))
		t.pad -= n
		b = b[n:]
	}
	t.advance()
	return b
}

func (t *tarReader) take(b []byte) {
	switch {
	case t.meta != 0:
		t.long = append(t.long, b...)
	case t.member != nil:
		t.member.Write(b)
	}
}

// advance ends the member with its last byte, and goes on behind its block.
func (t *tarReader) advance() {
	if t.left == 0 {
		t.endMember()
		if t.pad == 0 {
			t.state = (*tarReader).header
		}
	}
}

func (t *tarReader) endMember() {
	if t.meta != 0 {
		t.extend()
		t.meta = 0
	}
	if t.member != nil {
		t.member.Close()
		t.member = nil
	}
}

// extend notes what an extension says of the next member.
func (t *tarReader) extend() {
	switch t.meta {
	case 'L':
		t.name = memberName(t.long)
	case 'x':
		t.records(t.long)
	}
}

// records reads pax records "length key=value\n".
func (t *tarReader) records(b []byte) {
	for len(b) > 0 {
		digits, _, _ := bytes.Cut(b, []byte(" "))
		n, err := strconv.Atoi(string(digits))
		if err != nil || n <= len(digits)+1 || n > len(b) {
			return
		}
		key, value, _ := bytes.Cut(bytes.TrimSuffix(b[len(digits)+1:n], []byte("\n")), []byte("="))
		switch string(key) {
		case "path", "GNU.sparse.name":
			t.name = memberName(value)
		case "size":
			if size, err := strconv.ParseInt(string(value), 10, 62); err == nil && size >= 0 {
				t.size = size
			}
		}
		b = b[n:]
	}
}

func (t *tarReader) Close() {
	if held := t.gather.held; len(held) > 0 {
		t.stray(held)
	}
	t.endMember()
	t.closeGap()
}
