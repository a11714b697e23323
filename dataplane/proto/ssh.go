package proto

import (
	"bytes"
	"encoding/binary"
)

// SSH (RFC 4253): a version line, readable packets that agree on keys, and all
// that follows NEWKEYS encrypted.
func init() {
	register(protocol{name: "ssh", transport: "tcp", match: matchSSH, start: startSSH})
}

const (
	sshPacketMax = 35000 // RFC 4253 6.1
	sshNewKeys   = 21
	sshHeadLen   = 6 // packet length, padding length, message number
	// sshStride is how often the encrypted stream is looked at.
	sshStride = 4096
)

func matchSSH(p peek) verdict {
	b, _ := p.speaks()
	return max(prefix(b, "SSH-2.0-"), prefix(b, "SSH-1.99-"))
}

type sshState uint8

const (
	sshVersion sshState = iota
	sshHead
	sshPacket
	sshSealed
	sshLost
)

type sshConn struct {
	raw  raw
	half [2]sshHalf
}

type sshHalf struct {
	state  sshState
	head   [sshHeadLen]byte
	headN  int
	left   int // of the packet
	at     int // in the current stride of the encrypted stream
	sample sample
}

func startSSH(p peek) session { return &sshConn{raw: newRaw(p.transport)} }

func (c *sshConn) Feed(d Dir, b []byte, s Sink) {
	for len(b) > 0 {
		b = b[c.step(d, b, s):]
	}
}

func (c *sshConn) Gap(d Dir, n int, _ Sink) {
	c.raw.close(d)
	if h := &c.half[d]; h.state != sshSealed {
		h.state = sshLost
	}
}

func (c *sshConn) End(d Dir, _ Sink) { c.raw.close(d) }

func (c *sshConn) status() status {
	sealed := c.half[Out].state == sshSealed && c.half[In].state == sshSealed
	return status{name: "ssh", known: true, encrypted: sealed, memory: 320}
}

func (c *sshConn) step(d Dir, b []byte, s Sink) int {
	h := &c.half[d]
	n := len(b)
	switch h.state {
	case sshSealed:
		return c.encrypted(d, h, b[:min(n, sshStride-h.at)], s)
	case sshVersion:
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			n, h.state = i+1, sshHead
		}
	case sshHead:
		n = 1
		h.header(b[0])
	case sshPacket:
		n = min(n, h.left)
		h.left -= n
		h.endPacket()
	}
	c.raw.write(d, b[:n], s)
	return n
}

// header takes one byte of a packet's head.
func (h *sshHalf) header(b byte) {
	h.head[h.headN] = b
	if h.headN++; h.headN < sshHeadLen {
		return
	}
	size := binary.BigEndian.Uint32(h.head[:])
	h.headN = 0
	if size < 2 || size > sshPacketMax {
		h.state = sshLost
		return
	}
	h.left, h.state = int(size)-2, sshPacket
	h.endPacket()
}

func (h *sshHalf) endPacket() {
	switch {
	case h.left > 0:
	case h.head[sshHeadLen-1] == sshNewKeys:
		h.state = sshSealed
	default:
		h.state = sshHead
	}
}

// encrypted counts b, which lies in one stride.
func (c *sshConn) encrypted(d Dir, h *sshHalf, b []byte, s Sink) int {
	n, readable := h.sample.take(b, h.at, 0)
	if readable {
		h.state = sshLost
		c.raw.close(d)
		c.raw.write(d, h.sample.bytes[:], s)
		return n
	}
	h.at = (h.at + len(b)) % sshStride
	s.Opaque(d, len(b), "encrypted")
	return len(b)
}
