package content

import (
	"errors"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
)

// brotliStage unpacks Brotli (RFC 7932). The library reads, but hands back what
// it has when a read gives nothing, so it can be pushed: pushed is a reader that
// gives what was written and then nothing.
type brotliStage struct {
	unpacker
	src  pushed
	r    *brotli.Reader
	buf  []byte
	held int // bytes of memory taken
}

const (
	brotliChunk = 16 << 10
	// brotliState is what the library needs besides the window.
	brotliState = 64 << 10
	// brotliStep is how much the library is given at a time. Of a stream that turns out
	// to be corrupt it keeps what it unpacked of the last of it.
	brotliStep = 512
)

func newBrotli(s *scope, next Writer) Writer {
	return &brotliStage{unpacker: unpacker{scope: s, next: next}}
}

func (z *brotliStage) Write(b []byte) {
	z.in += int64(len(b))
	if z.r == nil && z.failed == "" && len(b) > 0 {
		z.begin(b[0])
	}
	if z.failed != "" || len(b) == 0 {
		z.refuse(b)
		return
	}
	z.src.b = b
	z.pump()
}

// begin takes the memory that the stream's window needs.
func (z *brotliStage) begin(first byte) {
	window := brotliWindow(first)
	if !z.scope.x.hold(window + brotliState) {
		z.failed = reasonMemory
		return
	}
	z.held = window + brotliState
	z.r = brotli.NewReader(&z.src)
	z.buf = make([]byte, brotliChunk)
}

// brotliWindow reads the window size from a stream's first byte (RFC 7932, 9.1).
func brotliWindow(b byte) int {
	switch n, m := b>>1&7, b>>4&7; {
	case b&1 == 0:
		return 1 << 16
	case n != 0:
		return 1 << (17 + n)
	case m == 0:
		return 1 << 17
	default:
		return 1 << (8 + m)
	}
}

// pump decodes until the bytes are used up.
func (z *brotliStage) pump() {
	for z.failed == "" {
		n, err := readGuarded(z.r, z.buf)
		if n > 0 && !z.give(z.buf[:n]) {
			break
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			z.failed = reasonCorrupt
			break
		}
		if n == 0 && len(z.src.b) == 0 {
			return
		}
	}
	z.refuse(z.src.b)
}

func (z *brotliStage) Close() {
	z.scope.x.drop(z.held)
	z.held, z.r, z.buf = 0, nil, nil
	z.next.Close()
}

// pushed is a reader of what was written last, in small steps. It never blocks: at the
// end of the bytes it reads nothing.
type pushed struct{ b []byte }

func (p *pushed) Read(b []byte) (int, error) {
	n := copy(b[:min(len(b), brotliStep)], p.b)
	p.b = p.b[n:]
	return n, nil
}

var errDecoderPanic = errors.New("decoder panicked")

// readGuarded reads from a decoder that isn't ours: a panic on hostile bytes
// becomes an error. Nothing of ours runs below it.
func readGuarded(r io.Reader, b []byte) (n int, err error) {
	defer func() {
		if p := recover(); p != nil {
			n, err = 0, fmt.Errorf("%w: %T", errDecoderPanic, p)
		}
	}()
	return r.Read(b)
}
