package content

import (
	"bytes"
	"encoding/binary"
)

// gzip unpacks GZIP (RFC 1952): members one after another, each a header, a
// DEFLATE stream and a trailer. The check sum isn't computed: what a receiver
// would refuse has been judged all the same.
type gzip struct {
	unpacker
	inf     *inflater
	state   func(*gzip, []byte) []byte // takes bytes, returns what is left of them
	head    []byte                     // a header begun
	trailer int                        // bytes of the trailer to come
	tail    Writer                     // takes what follows the last member
}

const (
	gzipMagic   = "\x1f\x8b\x08"
	gzipTrailer = 8
	// A header may carry an extra field of 64 KiB, a name and a comment.
	maxGzipHeader = 66 << 10
)

func newGzip(s *scope, next Writer) Writer {
	return &gzip{unpacker: unpacker{scope: s, next: next}, state: (*gzip).header}
}

func (g *gzip) Write(b []byte) {
	g.in += int64(len(b))
	for len(b) > 0 {
		b = g.state(g, b)
	}
}

func (g *gzip) header(b []byte) []byte {
	if len(g.head) > 0 {
		b = append(g.head, b...)
	}
	n, ok := gzipHeaderLen(b)
	switch {
	case !ok || n > maxGzipHeader:
		g.head = nil
		return g.notGzip(b)
	case n > len(b):
		g.head = append(g.head[:0], b...)
		return nil
	}
	g.head = nil
	return g.member(b[n:])
}

// member begins the DEFLATE stream that b starts with.
func (g *gzip) member(b []byte) []byte {
	if g.inf == nil {
		g.inf = g.inflate()
	} else {
		g.inf.reset(g.give)
	}
	if g.inf == nil {
		g.state = (*gzip).unreadable
		return b
	}
	g.state = (*gzip).body
	return b
}

// gzipHeaderLen returns the length of the header that b begins with, or more
// than len(b) if there is more of it to come; ok is false if it is none.
func gzipHeaderLen(b []byte) (n int, ok bool) {
	const fixed = 10
	if magic := min(len(b), len(gzipMagic)); string(b[:magic]) != gzipMagic[:magic] {
		return 0, false
	}
	if len(b) < fixed {
		return fixed, true
	}
	flags := b[3]
	n = fixed
	if flags&4 != 0 { // FEXTRA
		if len(b) < n+2 {
			return n + 2, true
		}
		n += 2 + int(binary.LittleEndian.Uint16(b[n:]))
	}
	for _, flag := range []byte{8, 16} { // FNAME, FCOMMENT
		if flags&flag == 0 || n > len(b) {
			continue
		}
		end := bytes.IndexByte(b[n:], 0)
		if end < 0 {
			return len(b) + 1, true
		}
		n += end + 1
	}
	if flags&2 != 0 { // FHCRC
		n += 2
	}
	return n, true
}

// notGzip hands bytes that are no header on as they are: at the beginning, since
// the declared coding isn't there; after a member, since anything may follow it.
func (g *gzip) notGzip(b []byte) []byte {
	g.tail = g.next
	if g.inf != nil {
		g.tail = g.scope.x.open(g.scope.inside("", ""))
	}
	g.state = (*gzip).rest
	return b
}

func (g *gzip) rest(b []byte) []byte {
	g.tail.Write(b)
	return nil
}

func (g *gzip) body(b []byte) []byte {
	rest, err := g.inf.write(b)
	switch {
	case err != nil:
		g.failed = reasonCorrupt
		fallthrough
	case g.failed != "":
		g.state = (*gzip).unreadable
		g.refuse(rest)
		return nil
	case g.inf.done:
		g.trailer = gzipTrailer
		g.state = (*gzip).skipTrailer
	}
	return rest
}

func (g *gzip) unreadable(b []byte) []byte {
	g.refuse(b)
	return nil
}

func (g *gzip) skipTrailer(b []byte) []byte {
	n := min(g.trailer, len(b))
	g.trailer -= n
	if g.trailer == 0 {
		g.state = (*gzip).between
	}
	return b[n:]
}

// between skips the zero bytes that pad a member, as on tapes.
func (g *gzip) between(b []byte) []byte {
	b = bytes.TrimLeft(b, "\x00")
	if len(b) > 0 {
		g.state = (*gzip).header
	}
	return b
}

func (g *gzip) Close() {
	if len(g.head) > 0 {
		g.notGzip(nil)
		g.tail.Write(g.head)
	}
	g.scope.x.giveInflater(g.inf)
	g.inf = nil
	if g.tail != nil && g.tail != g.next {
		g.tail.Close()
	}
	g.next.Close()
}
