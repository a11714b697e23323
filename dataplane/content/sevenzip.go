package content

import (
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"encoding/binary"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// sevenReader reads 7z archives. Their header stands at the end, so an archive is
// kept, and read when it is whole, which its first bytes tell: with the packet
// that completes it.
type sevenReader struct {
	shelf
	tail Writer // reads what follows the archive
}

const (
	sevenMagic     = "7z\xbc\xaf\x27\x1c"
	sevenStartSize = 32
	// maxSevenNesting bounds how often a header is packed.
	maxSevenNesting = 4
	// maxSevenHeader bounds a header: what it is read into is several times as large.
	maxSevenHeader = 1 << 20
)

// Coders, by their numbers in Methods.txt of the LZMA SDK.
const (
	sevenCopy    = 0x00
	sevenLZMA2   = 0x21
	sevenLZMA    = 0x030101
	sevenDeflate = 0x040108
	sevenBzip2   = 0x040202
	sevenAES     = 0x06f10701
)

var _ = register(format{
	mediaType: "application/x-7z-compressed", magics: []magic{{0, sevenMagic}},
	open: func(s *scope) Writer { return &sevenReader{shelf: shelf{scope: s}} },
})

func (z *sevenReader) Write(b []byte) {
	if z.done {
		z.follow(b)
		return
	}
	missing := z.missing(b)
	n := min(missing, uint64(len(b)))
	z.keep(b[:n])
	if z.missing(nil) == 0 && !z.failed {
		z.unpack()
		z.follow(b[n:])
	}
}

// missing returns how many bytes the archive needs besides those kept, as far as
// they and b tell.
func (z *sevenReader) missing(b []byte) uint64 {
	var start [sevenStartSize]byte
	have := copy(start[:], z.bytes.b)
	if have += copy(start[have:], b); have < sevenStartSize {
		return sevenStartSize - uint64(len(z.bytes.b))
	}
	size, ok := sevenArchiveSize(start[:])
	if !ok {
		return 1 << 62 // all of it is kept, and found corrupt at Close
	}
	return size - min(size, uint64(len(z.bytes.b)))
}

// sevenArchiveSize reads the archive's size from its first bytes.
func sevenArchiveSize(start []byte) (size uint64, ok bool) {
	offset, header := binary.LittleEndian.Uint64(start[12:]), binary.LittleEndian.Uint64(start[20:])
	return sevenStartSize + offset + header, offset < 1<<60 && header < 1<<60
}

// follow reads what stands behind the archive.
func (z *sevenReader) follow(b []byte) {
	if len(b) == 0 {
		return
	}
	if z.tail == nil {
		z.tail = z.scope.x.open(z.scope.inside("", ""))
	}
	z.tail.Write(b)
}

func (z *sevenReader) Close() {
	if !z.failed && !z.done {
		z.scope.opaque(len(z.bytes.b), reasonTruncated)
	}
	if z.tail != nil {
		z.tail.Close()
	}
	z.bytes.free()
}

// unpack reads the archive, which is whole.
func (z *sevenReader) unpack() {
	z.done = true
	streams, names, reason := z.header()
	if reason == reasonSealed {
		z.scope.x.sink.Flag(classEncrypted, z.scope.info, "7z with encrypted header")
	}
	if reason != "" {
		z.scope.opaque(len(z.bytes.b), reason)
	} else {
		z.folders(streams, names)
	}
	z.bytes.free()
}

// header reads the archive's header, which mostly is packed itself.
func (z *sevenReader) header() (streams sevenStreams, names []string, reason string) {
	offset := binary.LittleEndian.Uint64(z.bytes.b[12:])
	h := z.bytes.b[sevenStartSize+offset:]
	for range maxSevenNesting {
		c := sevenCursor{b: h}
		switch kind := c.byte(); {
		case len(h) == 0:
			return streams, nil, ""
		case len(h) > maxSevenHeader:
			return streams, nil, reasonMemory
		case kind == sevenHeader:
			return c.archive()
		case kind != sevenEncodedHeader:
			return streams, nil, reasonCorrupt
		}
		if h, reason = z.packedHeader(c.streams()); reason != "" {
			return streams, nil, reason
		}
	}
	return streams, nil, reasonDepth
}

// archive reads what a header is made of.
func (c *sevenCursor) archive() (streams sevenStreams, names []string, reason string) {
	for c.err == nil {
		switch c.byte() {
		case sevenArchiveProps:
			for c.number() != sevenEnd && c.err == nil {
				c.take(c.number())
			}
		case sevenMoreStreams:
			c.streams()
		case sevenMainStreams:
			streams = c.streams()
		case sevenFilesInfo:
			names = c.fileNames()
		case sevenEnd:
			return streams, names, ""
		default:
			c.fail()
		}
	}
	return streams, names, reasonCorrupt
}

// packedHeader unpacks a header.
func (z *sevenReader) packedHeader(s sevenStreams) (h []byte, reason string) {
	if len(s.folders) != 1 {
		return nil, reasonCorrupt
	}
	f := &s.folders[0]
	r, free, reason := z.open(f, z.stream(s, 0, f.streams))
	if reason != "" {
		return nil, reason
	}
	defer free()
	if f.size() > maxSevenHeader {
		return nil, reasonMemory
	}
	sink := &headerSink{}
	reason = unpackAll(z.scope, sink, io.LimitReader(r, int64(f.size())), int64(len(z.bytes.b)))
	return sink.b, reason
}

type headerSink struct{ b []byte }

func (s *headerSink) Write(b []byte) { s.b = append(s.b, b...) }
func (s *headerSink) Close()         {}

// stream returns the bytes of n packed streams from the first-th, or none.
func (z *sevenReader) stream(s sevenStreams, first, n int) []byte {
	at, size := sevenStartSize+s.packAt, uint64(0)
	for i, p := range s.packed {
		switch {
		case i < first:
			at += p
		case i < first+n:
			size += p
		}
	}
	have := uint64(len(z.bytes.b))
	if at > have || size > have-at {
		return nil
	}
	return z.bytes.b[at : at+size]
}

// folders reads one folder after the other.
func (z *sevenReader) folders(s sevenStreams, names []string) {
	first := 0
	for i := range s.folders {
		f := &s.folders[i]
		packed := z.stream(s, first, f.streams)
		first += f.streams
		z.folder(f, packed, names[:min(len(f.files), len(names))])
		names = names[min(len(f.files), len(names)):]
	}
}

// folder reads the files that are packed together.
func (z *sevenReader) folder(f *sevenFolder, packed []byte, names []string) {
	r, free, reason := z.open(f, packed)
	if reason != "" {
		z.unreadable(len(packed), names, reason)
		return
	}
	defer free()
	for i, size := range f.files {
		name := ""
		if i < len(names) {
			name = names[i]
		}
		w := z.scope.x.member(z.scope.inside(name, ""))
		reason := unpackAll(z.scope, w, io.LimitReader(r, int64(min(size, 1<<62))), int64(len(packed)))
		w.Close()
		if reason != "" {
			z.scope.opaque(max(len(packed), 1), reason)
			return
		}
	}
}

// unreadable counts a folder that can't be read.
func (z *sevenReader) unreadable(n int, names []string, reason string) {
	name := ""
	if len(names) > 0 {
		name = names[0]
	}
	c := z.scope.inside(name, "")
	w := z.scope.x.unreadable(c, reason)
	if reason == reasonSealed {
		w = z.scope.x.sealed(c, "7z AES-256")
	}
	countOpaque(w, int64(max(n, 1)))
}

// open returns what unpacks a folder, and what gives its memory back.
func (z *sevenReader) open(f *sevenFolder, packed []byte) (r io.Reader, free func(), reason string) {
	packer, filter, reason := f.chain()
	if reason != "" {
		return nil, nil, reason
	}
	window, ok := packer.window(f.size())
	if !ok {
		return nil, nil, reasonCoding
	}
	if !z.scope.x.hold(window) {
		return nil, nil, reasonMemory
	}
	free = func() { z.scope.x.drop(window) }
	if r, reason = packer.reader(packed, f.size(), window); reason != "" {
		free()
		return nil, nil, reason
	}
	if filter != nil {
		r = &filterReader{r: r, filter: filter}
	}
	return r, free, ""
}

// chain returns the coder that packs a folder's bytes, and the filter that they went
// through before, if there is one.
func (f *sevenFolder) chain() (packer *sevenCoder, undo *filter, reason string) {
	for i := range f.coders {
		k := &f.coders[i]
		id, isFilter := k.filter()
		switch {
		case k.id == sevenAES:
			return nil, nil, reasonSealed
		case k.ins != 1 || k.outs != 1, isFilter && undo != nil, !isFilter && packer != nil:
			return nil, nil, reasonCoding
		case !isFilter:
			packer = k
			continue
		}
		ok := false
		if undo, ok = newFilter(id, k.properties); !ok {
			return nil, nil, reasonCoding
		}
	}
	if packer == nil {
		packer = &sevenCoder{id: sevenCopy}
	}
	return packer, undo, ""
}

// sevenFilters are the numbers that filters had in 7z before it took over those of XZ.
var sevenFilters = map[uint64]uint64{
	0x03030103: filterX86, 0x03030205: filterPPC, 0x03030501: filterARM, 0x03030701: filterARMT, 0x03030805: filterSPARC,
}

// filter returns the number that a filter has in XZ.
func (k *sevenCoder) filter() (id uint64, yes bool) {
	if k.id >= filterDelta && k.id <= filterARM64 {
		return k.id, true
	}
	id, yes = sevenFilters[k.id]
	return id, yes
}

// window returns the memory that a coder takes to unpack size bytes.
func (k *sevenCoder) window(size uint64) (n int, ok bool) {
	dictionary := uint64(0)
	switch {
	case k.id == sevenCopy || k.id == sevenDeflate:
		return xzState, true
	case k.id == sevenBzip2:
		return 9*bzip2PerLevel + xzState, true
	case k.id == sevenLZMA && len(k.properties) == 5:
		dictionary = uint64(binary.LittleEndian.Uint32(k.properties[1:]))
	case k.id == sevenLZMA2 && len(k.properties) == 1:
		dictionary = lzma2Dictionary(k.properties[0])
	default:
		return 0, false
	}
	return int(max(min(dictionary, size), lzma.MinDictCap)) + xzState, true
}

// reader returns what unpacks a coder's bytes.
func (k *sevenCoder) reader(packed []byte, size uint64, window int) (r io.Reader, reason string) {
	src := bytes.NewReader(packed)
	var err error
	switch k.id {
	case sevenCopy:
		return src, ""
	case sevenDeflate:
		return flate.NewReader(src), ""
	case sevenBzip2:
		return bzip2.NewReader(src), ""
	case sevenLZMA2:
		r, err = lzma.Reader2Config{DictCap: window - xzState}.NewReader2(src)
	default:
		r, err = lzmaReader(src, k.properties[0], window-xzState, size)
	}
	if err != nil {
		return nil, reasonCorrupt
	}
	return r, ""
}

// lzmaReader puts the header before a stream of LZMA that a file of it alone has.
func lzmaReader(src io.Reader, properties byte, dictionary int, size uint64) (r io.Reader, err error) {
	defer guard(&err)
	h := binary.LittleEndian.AppendUint32([]byte{properties}, uint32(dictionary))
	h = binary.LittleEndian.AppendUint64(h, size)
	return lzma.ReaderConfig{DictCap: dictionary}.NewReader(io.MultiReader(bytes.NewReader(h), src))
}
