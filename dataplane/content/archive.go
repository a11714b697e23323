package content

import (
	"bytes"
	"strings"
)

// What the readers of archives share.

// classEncrypted is flagged where a container shows that it is encrypted.
const (
	classEncrypted = "file.encrypted"
	reasonSealed   = "encrypted"
)

// maxMemberName bounds what a member's name adds to a path, in bytes.
const maxMemberName = 512

// memberName returns the name of an archive's member in UTF-8.
func memberName(b []byte) string {
	name := strings.TrimRight(string(b[:min(len(b), maxMemberName)]), "\x00")
	return strings.ToValidUTF8(readable(name), "")
}

// sealed flags an encrypted member and returns what counts its bytes. how tells
// the kind of encryption.
func (x *Extractor) sealed(c scope, how string) Writer {
	x.sink.Flag(classEncrypted, c.info, how)
	return x.unreadable(c, reasonSealed)
}

// unreadable returns what counts the bytes of a member that can't be read.
func (x *Extractor) unreadable(c scope, reason string) Writer {
	c.info.Binary = true
	c.info.MediaType = "application/octet-stream"
	return &unreadMember{unread: unread{scope: c, reason: reason}}
}

// unreadMember is unread, and reported as a part.
type unreadMember struct {
	unread
	size int64
}

func (m *unreadMember) Write(b []byte) {
	m.size += int64(len(b))
	m.unread.Write(b)
}

func (m *unreadMember) Close() { m.x.sink.Part(m.info, m.size) }

// gather puts records together that writes cut.
type gather struct{ held []byte }

// next returns the record that b, behind what is held, begins with, or nil while
// it is not whole; rest is what follows. The record is valid until the next call.
// size tells how long a record is, as far as its first bytes show: more than it
// was given means that many are needed to tell more.
func (g *gather) next(b []byte, size func([]byte) int) (record, rest []byte) {
	if len(g.held) == 0 {
		if n := size(b); n <= len(b) {
			return b[:n], b[n:]
		}
	}
	for len(b) > 0 {
		n := min(max(size(g.held)-len(g.held), 0), len(b))
		g.held = append(g.held, b[:n]...)
		b = b[n:]
		if n := size(g.held); n <= len(g.held) {
			return g.cut(n, b)
		}
	}
	return nil, nil
}

// cut takes a record of n bytes off what is held, b being what follows. There may
// be more held than that, where more was asked for than the record turned out to be.
func (g *gather) cut(n int, b []byte) (record, rest []byte) {
	if n < len(g.held) {
		b = append(bytes.Clone(g.held[n:]), b...)
	}
	record, g.held = g.held[:n], g.held[:0]
	return record, b
}

// exactly is a size for gather.next.
func exactly(n int) func([]byte) int { return func([]byte) int { return n } }

// hoard is bytes kept for later, in memory taken from the Extractor.
type hoard struct {
	x *Extractor
	b []byte
}

const leastHoard = 4 << 10

// add appends p and reports whether there was memory for it.
func (h *hoard) add(p []byte) bool {
	if need := len(h.b) + len(p); need > cap(h.b) {
		size := max(need, leastHoard, 2*cap(h.b))
		if !h.x.hold(size - cap(h.b)) {
			if size = need; !h.x.hold(size - cap(h.b)) {
				return false
			}
		}
		h.b = append(make([]byte, 0, size), h.b...)
	}
	h.b = append(h.b, p...)
	return true
}

// free gives the memory back.
func (h *hoard) free() {
	if h.x != nil {
		h.x.drop(cap(h.b))
	}
	h.b = nil
}

// partial returns how many bytes at the end of b may begin one of the signatures.
func partial(b []byte, signatures ...string) int {
	longest := 0
	for _, s := range signatures {
		for n := min(len(s)-1, len(b)); n > longest; n-- {
			if bytes.HasSuffix(b, []byte(s[:n])) {
				longest = n
			}
		}
	}
	return longest
}
