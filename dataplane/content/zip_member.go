package content

import (
	"bytes"
	"encoding/binary"
)

// begin starts the member whose local header is r.
func (z *zipReader) begin(r []byte) {
	z.closeGap()
	z.entry = parseZipEntry(r)
	z.packed, z.window, z.sent = 0, nil, 0
	z.in, z.out, z.failed = 0, 0, ""
	z.next = z.reader()
	switch {
	case z.entry.known && z.entry.size == 0:
		z.endMember()
	case z.entry.method == zipDeflate && z.entry.flags&zipEncrypted == 0:
		z.beginDeflate()
	default:
		z.passRest()
	}
}

// reader returns what reads the member's bytes once they are inflated.
func (z *zipReader) reader() Writer {
	x, c := z.scope.x, z.scope.inside(z.entry.name, "")
	switch e := z.entry; {
	case e.flags&zipStrong != 0:
		return x.sealed(c, "strong encryption")
	case e.method == zipAES:
		return x.sealed(c, "WinZip AES")
	case e.flags&zipEncrypted != 0:
		return x.sealed(c, "ZipCrypto")
	case e.known && e.size == 0 && len(e.name) > 0 && e.name[len(e.name)-1] == '/':
		return discarded{} // a folder
	case e.method == zipStored || e.method == zipDeflate:
		return z.office.member(c)
	}
	coding, ok := zipMethods[z.entry.method]
	if !ok {
		return x.unreadable(c, "unknown compression")
	}
	return coding(&c, z.office.member(c))
}

// zipMethods are the compressions besides DEFLATE, whose stream ends itself.
var zipMethods = map[uint16]func(*scope, Writer) Writer{
	zipBzip2: newBzip2,
	zipZstd:  newZstd,
	zipXZ:    newXZ,
}

// discarded takes bytes that aren't there.
type discarded struct{}

func (discarded) Write([]byte) {}
func (discarded) Close()       {}

func (z *zipReader) beginDeflate() {
	if z.inf == nil {
		z.inf = z.inflate()
	} else {
		z.inf.reset(z.give)
	}
	if z.inf == nil {
		z.fail()
		return
	}
	z.state = (*zipReader).deflated
}

// deflated unpacks up to the stream's own end: the size in the header may be a
// lie that receivers, who read the one in the central directory, don't see.
func (z *zipReader) deflated(b []byte) []byte {
	z.in += int64(len(b))
	rest, err := z.inf.write(b)
	z.packed += uint64(len(b) - len(rest))
	if err != nil {
		z.failed = reasonCorrupt
	}
	switch {
	case z.failed != "":
		z.fail()
	case z.inf.done:
		z.in -= int64(len(rest))
		z.endMember()
		if z.entry.flags&zipHasDescriptor != 0 {
			z.state = (*zipReader).descriptor
		}
	}
	return rest
}

// fail counts the rest of the member as unreadable.
func (z *zipReader) fail() {
	z.refuse(nil)
	z.next.Close()
	z.next = &unread{scope: z.scope.inside(z.entry.name, ""), reason: z.failed}
	z.passRest()
}

// passRest passes the member's bytes on until its size is reached, or its
// descriptor found.
func (z *zipReader) passRest() {
	switch {
	case !z.entry.known:
		z.state = (*zipReader).sought
	case z.packed < z.entry.size:
		z.state = (*zipReader).counted
	default:
		z.endMember()
	}
}

// endMember closes the member and looks for the next record.
func (z *zipReader) endMember() {
	z.next.Close()
	z.next, z.window = nil, nil
	z.state = (*zipReader).record
	z.office.settle()
}

func (z *zipReader) counted(b []byte) []byte {
	n := min(z.entry.size-z.packed, uint64(len(b)))
	z.packed += n
	z.next.Write(b[:n])
	if z.packed == z.entry.size {
		z.endMember()
		if z.entry.flags&zipHasDescriptor != 0 {
			z.state = (*zipReader).descriptor
		}
	}
	return b[n:]
}

// descriptor skips the record behind a member: a signature that may lack, the
// check sum, and two sizes of four bytes or eight. Which of these it is shows
// where the packed size stands. If it is none of them, nothing is skipped.
func (z *zipReader) descriptor(b []byte) []byte {
	r, rest := z.gather.next(b, z.descriptorSize)
	if r == nil {
		return rest
	}
	z.state = (*zipReader).record
	if len(r) == zipSignature {
		return append(bytes.Clone(r), rest...)
	}
	return rest
}

func (z *zipReader) descriptorSize(b []byte) int {
	for _, at := range []int{zipSignature, 0} {
		switch signed := bytes.HasPrefix(b, []byte(zipDescriptor)); {
		case len(b) < zipSignature:
			return zipSignature
		case signed != (at > 0):
			continue
		case len(b) < at+12:
			return at + 12
		case uint64(binary.LittleEndian.Uint32(b[at+4:])) == z.packed:
			return at + 12
		case len(b) < at+20:
			return at + 20
		case binary.LittleEndian.Uint64(b[at+4:]) == z.packed:
			return at + 20
		}
	}
	return zipSignature
}

// longestDescriptor is a signature, a check sum and two sizes of eight bytes.
const longestDescriptor = 24

// sought passes on a member whose size is not known: it ends where a descriptor
// tells as many bytes as have come, or another record stands behind such one.
func (z *zipReader) sought(b []byte) []byte {
	z.window = append(z.window, b...)
	for at := max(z.sent-zipSignature, 0); ; at++ {
		i := bytes.Index(z.window[at:], []byte("PK"))
		if i < 0 {
			break
		}
		at += i
		end, size, wait := z.endsAt(at)
		if wait {
			z.pass(at)
			return nil
		}
		if end >= 0 {
			return z.found(end, size)
		}
	}
	z.pass(len(z.window) - partial(z.window, "PK"))
	return nil
}

// found ends the member at end; size bytes of a descriptor follow.
func (z *zipReader) found(end, size int) []byte {
	rest := bytes.Clone(z.window[end+size:])
	z.pass(max(end, z.sent))
	z.endMember()
	return rest
}

// pass passes the window on up to n, and forgets all but what a descriptor
// without a signature may yet begin in.
func (z *zipReader) pass(n int) {
	if n > z.sent {
		z.next.Write(z.window[z.sent:n])
		z.packed += uint64(n - z.sent)
		z.sent = n
	}
	if drop := z.sent - longestDescriptor; drop > 0 {
		z.window = append(z.window[:0], z.window[drop:]...)
		z.sent -= drop
	}
}

// endsAt tells whether a record at z.window[at:] ends the member: where, and how
// long its descriptor is; end is -1 if none does. wait asks for more bytes.
func (z *zipReader) endsAt(at int) (end, size int, wait bool) {
	w := z.window
	if len(w)-at < zipSignature {
		return -1, 0, partial(w[at:], zipDescriptor, zipLocal, zipCentral) == len(w)-at
	}
	count := func(end int) uint64 { return z.packed + uint64(end) - uint64(z.sent) }
	switch string(w[at : at+zipSignature]) {
	case zipDescriptor:
		for _, d := range []struct{ size, width int }{{16, 4}, {24, 8}} {
			if len(w)-at < d.size {
				return -1, 0, true
			}
			if littleEndian(w[at+8:at+8+d.width]) == count(at) {
				return at, d.size, false
			}
		}
	case zipLocal, zipCentral:
		// A descriptor without a signature has been passed on by now.
		for _, d := range []struct{ size, width int }{{12, 4}, {20, 8}} {
			if end := at - d.size; end >= 0 && littleEndian(w[end+4:end+4+d.width]) == count(end) {
				return at, 0, false
			}
		}
	}
	return -1, 0, false
}

func littleEndian(b []byte) (v uint64) {
	for i, c := range b {
		v |= uint64(c) << (8 * i)
	}
	return v
}
