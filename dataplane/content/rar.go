package content

import (
	"bytes"
	"errors"
	"io"

	"github.com/nwaples/rardecode/v2"
)

// shelf keeps an archive that can be read only as a whole, in memory taken from
// the Extractor. What doesn't fit is opaque.
type shelf struct {
	scope  *scope
	bytes  hoard
	failed bool
	done   bool // what has come has been read
}

// keep adds b, or gives up if there is no memory.
func (s *shelf) keep(b []byte) {
	s.bytes.x = s.scope.x
	if !s.failed && s.bytes.add(b) {
		return
	}
	s.scope.opaque(len(s.bytes.b)+len(b), reasonMemory)
	s.bytes.free()
	s.failed = true
}

// unpackAll gives to w what r reads, within the limits, and returns why it stopped.
func unpackAll(s *scope, w Writer, r io.Reader, packed int64) (reason string) {
	u := unpacker{scope: s, next: w, in: packed}
	buf := make([]byte, xzChunk)
	for {
		n, err := readGuarded(r, buf)
		if n > 0 && !u.give(buf[:n]) {
			return u.failed
		}
		switch {
		case err == io.EOF:
			return ""
		case errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted):
			return reasonSealed
		case err != nil, n == 0:
			return reasonCorrupt
		}
	}
}

// rarReader reads RAR archives, of versions 1.5 to 5. The library reads, and its
// compression can't be cut into pieces that are whole, so the archive is kept and
// read when the block that ends it has come, or at Close.
type rarReader struct {
	shelf
	tries int // how often what looked like the end came
}

const (
	rarMagic4 = "Rar!\x1a\x07\x00"
	rarMagic5 = "Rar!\x1a\x07\x01\x00"
	// rarEnd4 and rarEnd5 are the blocks that end an archive as all programs write
	// them.
	rarEnd4 = "\xc4\x3d\x7b\x00\x40\x07\x00"
	rarEnd5 = "\x1d\x77\x56\x51\x03\x05\x04\x00"
	// maxRarTries bounds how often an archive is read before Close: one within it
	// may end where a packet does.
	maxRarTries = 3
	// maxRarDictionary is how much the library may take for its window.
	maxRarDictionary = 32 << 20
)

var _ = register(format{
	mediaType: "application/vnd.rar", magics: []magic{{0, rarMagic4}, {0, rarMagic5}},
	open: func(s *scope) Writer { return &rarReader{shelf: shelf{scope: s}} },
})

func (r *rarReader) Write(b []byte) {
	if len(b) == 0 {
		return
	}
	r.keep(b)
	r.done = false
	tail := r.bytes.b
	ends := bytes.HasSuffix(tail, []byte(rarEnd4)) || bytes.HasSuffix(tail, []byte(rarEnd5))
	if ends && r.tries < maxRarTries {
		r.tries++
		r.unpack()
	}
}

func (r *rarReader) Close() {
	if !r.failed && !r.done {
		r.unpack()
	}
	r.bytes.free()
}

// unpack reads the members of the archive.
func (r *rarReader) unpack() {
	r.done = true
	x := r.scope.x
	window := min(maxRarDictionary, x.limits.Buffer-x.memory)
	if window < leastDictionary || !x.hold(window) {
		r.scope.opaque(len(r.bytes.b), reasonMemory)
		return
	}
	defer x.drop(window)
	archive, err := openRar(r.bytes.b, int64(window))
	for err == nil {
		var h *rardecode.FileHeader
		if h, err = nextRar(archive); err == nil {
			err = r.member(archive, h)
		}
	}
	r.finish(err)
}

// errStopped says that the rest of the archive can't be read, and is counted.
var errStopped = errors.New("stopped")

// member unpacks one member.
func (r *rarReader) member(archive *rardecode.Reader, h *rardecode.FileHeader) error {
	c := r.scope.inside(memberName([]byte(h.Name)), "")
	switch {
	case h.IsDir:
		return nil
	case h.Encrypted || h.HeaderEncrypted:
		w := r.scope.x.sealed(c, "RAR")
		countOpaque(w, h.PackedSize)
		return nil
	}
	w := r.scope.x.member(c)
	defer w.Close()
	if reason := unpackAll(r.scope, w, archive, max(h.PackedSize, 1)); reason != "" {
		r.scope.opaque(int(max(h.PackedSize, 1)), reason)
		return errStopped
	}
	return nil
}

// countOpaque counts n bytes that were skipped, and closes w.
func countOpaque(w Writer, n int64) {
	var zero [decodeBuffer]byte
	for n = min(n, defaultBytes); n > 0; n -= min(n, int64(len(zero))) {
		w.Write(zero[:min(n, int64(len(zero)))])
	}
	w.Close()
}

// finish accounts for what ended the reading.
func (r *rarReader) finish(err error) {
	switch {
	case err == io.EOF, err == errStopped:
	case errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted):
		r.scope.x.sink.Flag(classEncrypted, r.scope.info, "RAR with encrypted headers")
		r.scope.opaque(len(r.bytes.b), reasonSealed)
	default:
		r.scope.opaque(len(r.bytes.b), reasonCorrupt)
	}
}

// openRar and nextRar call the library, whose panics on hostile bytes become
// errors.
func openRar(b []byte, window int64) (r *rardecode.Reader, err error) {
	defer guard(&err)
	return rardecode.NewReader(bytes.NewReader(b), rardecode.MaxDictionarySize(window))
}

func nextRar(r *rardecode.Reader) (h *rardecode.FileHeader, err error) {
	defer guard(&err)
	return r.Next()
}

// guard makes an error of a panic.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = errDecoderPanic
	}
}
