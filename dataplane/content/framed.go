package content

import "math"

// framed is what the readers of compressed files made of frames or blocks share. What
// stands outside of them is read too: before the first it is the body itself, since it
// isn't compressed at all, and behind one it is a body of its own.
type framed struct {
	unpacker
	skip int64  // bytes to leave out, such as a check sum
	left int64  // bytes that stand outside
	tail Writer // takes them
}

// feed hands b to unit, which takes what it can and returns the rest, but for what is
// left out and what stands outside.
func (f *framed) feed(b []byte, unit func([]byte) []byte) {
	f.in += int64(len(b))
	for len(b) > 0 {
		switch {
		case f.failed != "":
			f.refuse(b)
			return
		case f.skip > 0:
			n := min(f.skip, int64(len(b)))
			f.skip -= n
			b = b[n:]
		case f.left > 0:
			n := min(f.left, int64(len(b)))
			f.left -= n
			f.tail.Write(b[:n])
			b = b[n:]
		default:
			b = unit(b)
		}
	}
}

// aside has the next n bytes read outside; begun says that there has been a frame.
func (f *framed) aside(n int64, begun bool) {
	f.left = n
	switch {
	case f.tail != nil:
	case begun:
		f.tail = f.scope.x.open(f.scope.inside("", ""))
	default:
		f.tail = f.next
	}
}

// over has b, and all that comes, read outside.
func (f *framed) over(b []byte, begun bool) {
	f.aside(math.MaxInt64, begun)
	f.tail.Write(b)
}

// close closes all, having counted what is held of a frame that was cut.
func (f *framed) close(held []byte, begun bool) {
	switch {
	case len(held) == 0 || f.failed != "":
	case begun:
		f.scope.opaque(len(held), reasonTruncated)
	default:
		f.next.Write(held)
	}
	if f.tail != nil && f.tail != f.next {
		f.tail.Close()
	}
	f.next.Close()
}
