package content

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// zipReader reads ZIP archives (PKWARE APPNOTE 6.3.10) from front to back by
// their local headers: a receiver could unpack a member as soon as it is there,
// so none may wait for the central directory at the end. Where headers lie or
// are missing, the bytes between are read as a body of their own and the next
// signature is looked for.
type zipReader struct {
	unpacker // of the member at present
	state    func(*zipReader, []byte) []byte
	gather   gather
	entry    zipEntry
	inf      *inflater
	packed   uint64 // bytes of the member taken so far
	window   []byte // of a member whose size is unknown: bytes around its end
	sent     int    // how many of them were passed on
	gap      Writer // reads what lies between records
	office   *office
}

const (
	zipLocal      = "PK\x03\x04"
	zipDescriptor = "PK\x07\x08"
	zipCentral    = "PK\x01\x02"
	zipEnd        = "PK\x05\x06"
	zipEnd64      = "PK\x06\x06"
	zipLocator64  = "PK\x06\x07"
	zipSignature  = 4

	zipLocalSize   = 30
	zipCentralSize = 46
	zipEndSize     = 22
	maxZipEnd64    = 64 << 10
)

var _ = register(format{
	mediaType: "application/zip", magics: []magic{{0, zipLocal}, {0, zipEnd}, {0, zipDescriptor + zipLocal}},
	open: func(s *scope) Writer { return newZip(s) },
})

func newZip(s *scope) *zipReader {
	return &zipReader{unpacker: unpacker{scope: s}, state: (*zipReader).record, office: &office{scope: s}}
}

func (z *zipReader) Write(b []byte) {
	for len(b) > 0 {
		b = z.state(z, b)
	}
	z.office.settle()
}

// record reads what stands between members.
func (z *zipReader) record(b []byte) []byte {
	r, rest := z.gather.next(b, zipRecordSize)
	if r == nil {
		return rest
	}
	switch string(r[:zipSignature]) {
	case zipLocal:
		z.begin(r)
	case zipCentral:
		z.office.finish()
		n := int(binary.LittleEndian.Uint16(r[32:]))
		z.comment(r[len(r)-n:])
	case zipEnd:
		z.office.finish()
		z.comment(r[zipEndSize:])
	case zipEnd64, zipLocator64, zipDescriptor:
	default:
		return z.lose(r, rest)
	}
	return rest
}

// zipRecordSize is the size of the record that b begins with, as gather asks.
func zipRecordSize(b []byte) int {
	if len(b) < zipSignature {
		return zipSignature
	}
	u16 := func(at int) int { return int(binary.LittleEndian.Uint16(b[at:])) }
	size := zipSignature
	switch string(b[:zipSignature]) {
	case zipLocal:
		if size = zipLocalSize; len(b) >= size {
			size += u16(26) + u16(28)
		}
	case zipCentral:
		if size = zipCentralSize; len(b) >= size {
			size += u16(28) + u16(30) + u16(32)
		}
	case zipEnd:
		if size = zipEndSize; len(b) >= size {
			size += u16(20)
		}
	case zipEnd64:
		if size = 12; len(b) >= size {
			size += int(min(binary.LittleEndian.Uint64(b[4:]), maxZipEnd64))
		}
	case zipLocator64:
		size = 20
	}
	return size
}

// comment reads a comment as a text.
func (z *zipReader) comment(b []byte) {
	if len(b) == 0 {
		return
	}
	w := z.scope.x.member(z.scope.inside("", "text/plain"))
	w.Write(b)
	w.Close()
}

// lose reads on after r, which is no record.
func (z *zipReader) lose(r, rest []byte) []byte {
	if z.gap == nil {
		z.gap = z.scope.x.open(z.scope.inside("", ""))
	}
	z.gap.Write(r[:1])
	z.state = (*zipReader).hunt
	return append(bytes.Clone(r[1:]), rest...)
}

// hunt reads bytes that belong to no record, up to the next that does.
func (z *zipReader) hunt(b []byte) []byte {
	b = append(z.gather.held, b...)
	z.gather.held = nil
	at := len(b)
	for _, s := range []string{zipLocal, zipCentral, zipEnd} {
		if i := bytes.Index(b[:min(len(b), at+zipSignature)], []byte(s)); i >= 0 {
			at = min(at, i)
		}
	}
	if at == len(b) {
		keep := partial(b, zipLocal, zipCentral, zipEnd)
		z.gap.Write(b[:at-keep])
		z.gather.held = bytes.Clone(b[at-keep:])
		return nil
	}
	z.gap.Write(b[:at])
	z.closeGap()
	z.state = (*zipReader).record
	return b[at:]
}

func (z *zipReader) closeGap() {
	if z.gap != nil {
		z.gap.Close()
		z.gap = nil
	}
}

// mediaType tells what document the archive is, or "".
func (z *zipReader) mediaType() string { return z.office.kind }

func (z *zipReader) Close() {
	held := z.gather.held
	z.gather.held = nil
	switch {
	case z.gap != nil:
		z.gap.Write(held)
		z.closeGap()
	case len(held) > 0:
		z.scope.opaque(len(held), reasonTruncated)
	}
	if z.next != nil {
		z.cutOff()
	}
	z.scope.x.giveInflater(z.inf)
	z.inf = nil
	z.office.finish()
}

// cutOff ends a member that the archive's end cuts.
func (z *zipReader) cutOff() {
	if len(z.window) > z.sent {
		z.next.Write(z.window[z.sent:])
	}
	if z.entry.method == zipDeflate && z.failed == "" {
		z.scope.opaque(1, reasonTruncated)
	}
	z.endMember()
}

// zipEntry is a local header.
type zipEntry struct {
	flags, method uint16
	size          uint64 // packed
	known         bool   // size is
	name          string
}

// Methods and flags of APPNOTE 4.4.
const (
	zipStored  = 0
	zipDeflate = 8
	zipBzip2   = 12
	zipZstd    = 93
	zipXZ      = 95
	zipAES     = 99

	zipEncrypted     = 1 << 0
	zipHasDescriptor = 1 << 3
	zipStrong        = 1 << 6
	zipUTF8          = 1 << 11
)

// parseZipEntry reads a local header, which is whole.
func parseZipEntry(r []byte) zipEntry {
	e := zipEntry{
		flags:  binary.LittleEndian.Uint16(r[6:]),
		method: binary.LittleEndian.Uint16(r[8:]),
		size:   uint64(binary.LittleEndian.Uint32(r[18:])),
	}
	n := zipLocalSize + int(binary.LittleEndian.Uint16(r[26:]))
	name, extra := r[zipLocalSize:n], r[n:]
	e.name = zipName(name, extra, e.flags)
	if e.size == 1<<32-1 {
		e.size = zip64Size(extra, binary.LittleEndian.Uint32(r[22:]) == 1<<32-1)
	}
	e.known = e.flags&zipHasDescriptor == 0 || e.size > 0
	return e
}

// zipName returns a member's name: UTF-8 by the flag, or by the Unicode path
// field where that is of this name (APPNOTE 4.6.9), else in whatever charset the
// system that packed it used.
func zipName(name, extra []byte, flags uint16) string {
	const unicodePath, head = 0x7075, 5
	if u := zipExtra(extra, unicodePath); len(u) > head && binary.LittleEndian.Uint32(u[1:]) == crc32.ChecksumIEEE(name) {
		return memberName(u[head:])
	}
	if flags&zipUTF8 != 0 {
		name = bytes.ToValidUTF8(name, []byte(replacement))
	}
	return memberName(name)
}

// zip64Size reads the packed size from the ZIP64 field (APPNOTE 4.5.3), where it
// follows the unpacked one if that is there too.
func zip64Size(extra []byte, unpackedToo bool) uint64 {
	f := zipExtra(extra, 1)
	if unpackedToo && len(f) >= 8 {
		f = f[8:]
	}
	if len(f) < 8 {
		return 0
	}
	return binary.LittleEndian.Uint64(f)
}

// zipExtra returns an extra field's bytes, or nil.
func zipExtra(extra []byte, id uint16) []byte {
	for len(extra) >= 4 {
		n := min(4+int(binary.LittleEndian.Uint16(extra[2:])), len(extra))
		if binary.LittleEndian.Uint16(extra) == id {
			return extra[4:n]
		}
		extra = extra[n:]
	}
	return nil
}
