package proto

import "encoding/binary"

// QUIC (RFC 9000, 9369) by the long header of its first datagram. Everything is
// encrypted; a datagram whose end reads like text is handed on all the same.
func init() {
	register(protocol{name: "quic", transport: "udp", match: matchQUIC, start: startQUIC})
}

const (
	quicV1         = 1
	quicV2         = 0x6b3343cf
	quicDrafts     = 0xff000000 // to 0xff0000ff
	quicConnIDMax  = 20
	quicInitialMin = 1200 // RFC 9000 14.1
)

// matchQUIC wants a client's first datagram: a long header, a version in use,
// connection ids of a possible length, and the size that is prescribed.
func matchQUIC(p peek) verdict {
	b, _ := p.speaks()
	if len(b) < quicInitialMin || b[0]&0xc0 != 0xc0 || !quicVersion(binary.BigEndian.Uint32(b[1:])) {
		return no
	}
	to := int(b[5])
	if to < 8 || to > quicConnIDMax || int(b[6+to]) > quicConnIDMax {
		return no
	}
	return yes
}

func quicVersion(v uint32) bool {
	return v == quicV1 || v == quicV2 || v&0xffffff00 == quicDrafts
}

type quicConn struct{ raw raw }

func startQUIC(p peek) session { return &quicConn{raw: newRaw(p.transport)} }

func (c *quicConn) Feed(d Dir, b []byte, s Sink) {
	if n := len(b); n >= 2*sampleLen && isReadable(b[n-sampleLen:]) {
		c.raw.write(d, b, s)
		return
	}
	s.Opaque(d, len(b), "encrypted")
}

func (c *quicConn) Gap(Dir, int, Sink) {}
func (c *quicConn) End(Dir, Sink)      {}

func (c *quicConn) status() status {
	return status{name: "quic", known: true, encrypted: true, memory: 64}
}
