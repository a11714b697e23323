package flow

import "bytes"

// chunkSizes are the pieces that sent bytes are kept in: small ones for short
// exchanges, large ones once a transfer has filled them.
var chunkSizes = [...]int{2 << 10, 16 << 10, 128 << 10}

// Pool hands out chunks and counts the bytes in use, for all streams of one
// worker. It belongs to one goroutine.
type Pool struct {
	free [len(chunkSizes)][][]byte
	// Used is the number of bytes in chunks and waiting segments, Limit the
	// most that may be.
	Used, Limit int
}

func (p *Pool) get(class int) []byte {
	p.Used += chunkSizes[class]
	if n := len(p.free[class]); n > 0 {
		b := p.free[class][n-1]
		p.free[class] = p.free[class][:n-1]
		return b
	}
	return make([]byte, 0, chunkSizes[class])
}

// keepFree bounds what the free lists hold on to, a class.
const keepFree = 64

func (p *Pool) put(b []byte) {
	p.Used -= cap(b)
	for class, size := range chunkSizes {
		if cap(b) == size && len(p.free[class]) < keepFree {
			p.free[class] = append(p.free[class], b[:0])
		}
	}
}

// Full reports whether the limit has been reached.
func (p *Pool) Full() bool { return p.Used >= p.Limit }

// sent keeps the bytes that were forwarded and may be sent again: those not yet
// acknowledged, and a little more.
type sent struct {
	chunks [][]byte
	end    uint32 // sequence number past the last byte
	size   int    // bytes in chunks
}

// add appends b, and forgets chunks acknowledged as a whole.
func (s *sent) add(b []byte, una uint32, p *Pool) {
	s.forget(una, p)
	for len(b) > 0 {
		last := len(s.chunks) - 1
		if last < 0 || len(s.chunks[last]) == cap(s.chunks[last]) {
			s.chunks = append(s.chunks, p.get(s.class()))
			last++
		}
		c := s.chunks[last]
		n := copy(c[len(c):cap(c)], b)
		s.chunks[last] = c[:len(c)+n]
		b = b[n:]
		s.end += uint32(n)
		s.size += n
	}
}

// class picks the next chunk's size by how much is unacknowledged: an exchange of
// small messages never leaves the smallest.
func (s *sent) class() int {
	switch {
	case s.size < 8<<10:
		return 0
	case s.size < 64<<10:
		return 1
	}
	return 2
}

// forget frees the leading chunks that are acknowledged; the last one stays, for
// comparison with late retransmissions.
func (s *sent) forget(una uint32, p *Pool) {
	for len(s.chunks) > 1 {
		first := s.chunks[0]
		if int32(una-(s.start()+uint32(len(first)))) < 0 {
			return
		}
		s.size -= len(first)
		p.put(first)
		s.chunks = append(s.chunks[:0], s.chunks[1:]...)
	}
}

func (s *sent) start() uint32 { return s.end - uint32(s.size) }

func (s *sent) release(p *Pool) {
	for _, c := range s.chunks {
		p.put(c)
	}
	*s = sent{}
}

// compare says how b, which starts at seq and doesn't reach past s.end, agrees with what was sent:
// known is false where part of it is no longer kept.
func (s *sent) compare(seq uint32, b []byte) (same, known bool) {
	at := s.start()
	if int32(seq-at) < 0 {
		return false, false
	}
	for _, c := range s.chunks {
		skip := int(int32(seq - at))
		at += uint32(len(c))
		if len(b) == 0 {
			break
		}
		if skip >= len(c) {
			continue
		}
		n := min(len(b), len(c)-skip)
		if !bytes.Equal(b[:n], c[skip:skip+n]) {
			return false, true
		}
		b, seq = b[n:], seq+uint32(n)
	}
	return len(b) == 0, len(b) == 0
}
