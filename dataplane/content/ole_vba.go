package content

import (
	"bytes"
	"strings"
)

// Macros of Office are kept in a storage of their own (MS-OVBA, 2.2), compressed, in
// front of which stands what the compiler made of them. Each module is a text: program
// text, in which passwords and addresses of servers may stand. A password on a project
// keeps its editor shut; the text is not encrypted.

// vbaStorage and vbaDirectory are what a storage of macros and the list of its modules
// are called.
const vbaStorage, vbaDirectory = "VBA", "dir"

// macros reads a storage's modules, if it is one of macros.
func (r *oleReader) macros(s scope, dir int) bool {
	packed := r.named(dir, vbaDirectory)
	if !strings.EqualFold(r.file.entries[dir].name, vbaStorage) || packed == nil {
		return false
	}
	project := readVBAProject(r.vbaDirectory(s, packed))
	for _, i := range r.file.entries[dir].children {
		if e := &r.file.entries[i]; e.kind == oleStream {
			r.module(s, e, &project)
		}
	}
	return true
}

// module delivers a module's text. Of what the compiler keeps, there is none.
func (r *oleReader) module(s scope, e *oleEntry, p *vbaProject) {
	data := r.stream(e)
	name := strings.ToLower(e.name)
	if name == vbaDirectory || name == "_vba_project" || strings.HasPrefix(name, "__srp_") {
		return
	}
	at, listed := p.modules[name]
	if !listed || len(slice(data, at, 1)) == 0 || data[at] != vbaSignature {
		at = vbaSource(data)
	}
	if at < 0 {
		r.unknown(s, e)
		return
	}
	in := s.inside(printable(e.name), "text/plain")
	unpackVBA(&in, data[at:], newText(&in, plainText, p.charset))
}

// vbaSource finds a module's text where no list tells its place, or a wrong one: every
// module begins with an attribute, its name, which nothing before it can be packed
// into. It returns -1 if there is none.
func vbaSource(data []byte) int {
	const before = 3 // the signature and the head of the first chunk
	at := bytes.Index(data, []byte("\x00Attribut\x00e ")) - before
	if at < 0 || data[at] != vbaSignature {
		return -1
	}
	return at
}

// maxVBADirectory bounds the list of a project's modules, which has some 200 bytes for each.
const maxVBADirectory = 256 << 10

// vbaDirectory unpacks the list of modules.
func (r *oleReader) vbaDirectory(s scope, packed []byte) []byte {
	list := vbaList{r: r}
	unpackVBA(&s, packed, &list)
	return list.b
}

// vbaList keeps what is written, as far as it may be a list of modules.
type vbaList struct {
	r *oleReader
	b []byte
}

func (l *vbaList) Write(b []byte) {
	if len(l.b)+len(b) <= maxVBADirectory {
		l.b, _ = l.r.scope.x.keep(l.b, b, &l.r.held)
	}
}

func (l *vbaList) Close() {}

// vbaProject is what the list of modules tells.
type vbaProject struct {
	charset *charset
	modules map[string]int // offset of the text, by the stream's name in lower case
}

// Records of the list (MS-OVBA, 2.3.4.2).
const (
	vbaCodePage   = 0x03
	vbaVersion    = 0x09
	vbaStreamName = 0x32
	vbaTextOffset = 0x31
	vbaModuleEnd  = 0x2b
)

// readVBAProject reads records of an identifier, a size and so many bytes, two more in
// that of the version.
func readVBAProject(b []byte) vbaProject {
	p := vbaProject{charset: charset1252, modules: map[string]int{}}
	name := ""
	for len(b) >= 6 {
		kind, size := le16(b), int(le32(b[2:]))
		if kind == vbaVersion {
			size += 2
		}
		data := slice(b, 6, size)
		b = slice(b, 6+size, len(b))
		switch kind {
		case vbaCodePage:
			p.charset = codePage(int(le16(data)))
		case vbaStreamName:
			name = strings.ToLower(decodeAs(charset16LE, data))
		case vbaTextOffset:
			p.modules[name] = int(le32(data))
		case vbaModuleEnd:
			name = ""
		}
	}
	return p
}

const (
	// vbaSignature begins what is compressed.
	vbaSignature = 1
	// vbaChunk is how many bytes a chunk unpacks to at most; references do not
	// reach behind its beginning.
	vbaChunk = 4096
)

// ovba unpacks the compression of macros (MS-OVBA, 2.4.1): chunks of a head of two
// bytes, in which groups of eight literals or references stand behind a byte that tells
// them apart.
type ovba struct {
	unpacker
	chunk [vbaChunk]byte
	n     int // bytes of the chunk so far
}

// unpackVBA reads b, which is whole, into next.
func unpackVBA(s *scope, b []byte, next Writer) {
	defer next.Close()
	z := ovba{unpacker: unpacker{scope: s, next: next}}
	if len(b) == 0 || b[0] != vbaSignature {
		z.failed = reasonCorrupt
		z.refuse(b)
		return
	}
	if b = z.unpack(b[1:]); z.failed != "" {
		z.refuse(b)
	}
}

// unpack reads chunks and returns what it leaves, for the reason that z.failed tells.
func (z *ovba) unpack(b []byte) []byte {
	const signature, compressed = 3, 1
	for len(b) >= 2 && z.failed == "" {
		head := le16(b)
		size := int(head&0xfff) + 3
		if head>>12&7 != signature {
			z.failed = reasonCorrupt
			return b
		}
		packed := slice(b, 2, size-2)
		b = slice(b, size, len(b))
		z.in += int64(2 + len(packed))
		if head>>15 != compressed {
			z.give(packed)
			continue
		}
		z.n = 0
		z.groups(packed)
		z.give(z.chunk[:z.n])
	}
	return b
}

// groups unpacks a chunk's groups. What a chunk has no room for is dropped.
func (z *ovba) groups(b []byte) {
	for len(b) > 0 {
		flags := b[0]
		b = b[1:]
		for bit := 0; bit < 8 && len(b) > 0; bit++ {
			if flags>>bit&1 == 0 {
				z.put(b[0])
				b = b[1:]
				continue
			}
			if len(b) < 2 {
				return
			}
			z.reference(le16(b))
			b = b[2:]
		}
	}
}

func (z *ovba) put(c byte) {
	if z.n < len(z.chunk) {
		z.chunk[z.n] = c
		z.n++
	}
}

// reference copies what stands before. The further the chunk has come, the more bits of
// a reference tell how far back, and the fewer how much (MS-OVBA, 2.4.1.3.19.1).
func (z *ovba) reference(token uint16) {
	bits := 4
	for 1<<bits < z.n {
		bits++
	}
	length, back := int(token&(0xffff>>bits))+3, int(token>>(16-bits))+1
	if back > z.n {
		return // it tells of nothing
	}
	for range length {
		z.put(z.chunk[max(0, z.n-back)])
	}
}
