package proto

import "encoding/binary"

// RDP (MS-RDPBCGR 1.3.1.1): one readable packet each way agrees on what protects
// the rest, which is TLS as a rule and hence a flow of its own.
func init() {
	register(protocol{name: "rdp", transport: "tcp", match: matchRDP, start: startRDP})
}

const (
	tpktHeadLen  = 4   // RFC 1006 6
	x224HeadLen  = 11  // of the request as far as it is checked
	rdpPacketMax = 512 // of the connection request and its confirmation
)

// matchRDP wants a TPKT header, a connection request that fills it, and no
// reference to another connection.
func matchRDP(p peek) verdict {
	b, _ := p.speaks()
	for i, c := range b[:min(len(b), x224HeadLen)] {
		fits := [...]bool{c == 3, c == 0, c <= rdpPacketMax>>8, true, i != 4 || c == b[3]-5,
			c == 0xe0, c == 0, c == 0, true, true, c == 0}
		if !fits[i] {
			return no
		}
	}
	if len(b) < x224HeadLen {
		return maybe
	}
	return yes
}

type rdpConn struct {
	raw    raw
	half   [2]rdpHalf
	tunnel *Flow
}

type rdpHalf struct {
	head  [tpktHeadLen]byte
	headN int
	left  int // of the first packet
}

func startRDP(p peek) session {
	return &rdpConn{raw: newRaw(p.transport), tunnel: p.origin.tunnel()}
}

func (c *rdpConn) Feed(d Dir, b []byte, s Sink) {
	h := &c.half[d]
	n := h.preamble(b)
	c.raw.write(d, b[:n], s)
	if h.headN == tpktHeadLen && h.left == 0 {
		c.raw.close(d)
		c.tunnel.Feed(d, b[n:], s)
	}
}

// preamble tells how much of b belongs to the first packet.
func (h *rdpHalf) preamble(b []byte) int {
	n := copy(h.head[h.headN:], b)
	if h.headN < tpktHeadLen && h.headN+n == tpktHeadLen {
		h.left = max(0, int(binary.BigEndian.Uint16(h.head[2:]))-tpktHeadLen)
	}
	h.headN += n
	rest := min(h.left, len(b)-n)
	h.left -= rest
	return n + rest
}

func (c *rdpConn) Gap(d Dir, n int, s Sink) {
	c.raw.close(d)
	c.half[d] = rdpHalf{headN: tpktHeadLen}
	c.tunnel.Gap(d, n, s)
}

func (c *rdpConn) End(d Dir, s Sink) {
	c.raw.close(d)
	c.tunnel.End(d, s)
}

func (c *rdpConn) status() status {
	return status{name: "rdp", known: true, encrypted: c.tunnel.Encrypted(), memory: 128 + c.tunnel.Memory()}
}
