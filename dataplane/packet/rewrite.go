package packet

import (
	"encoding/binary"
	"math/bits"
)

const tcpHeader = 20 // bytes, without options (RFC 9293 3.1)

// Reset turns a TCP frame into a RST towards the frame's own receiver: sequence
// number seq is what that receiver expects next (RFC 9293 3.10.7.4 and RFC 5961 3.2
// accept no other), nothing of payload and options is left, and checksums are redone.
// The result reuses buf. d must be the frame's own view with Transport valid and
// Proto TCP. A frame that the kernel has yet to segment (gso) keeps its length, filled
// with zeros: the kernel drops one that has become shorter than its segments.
func Reset(buf, frame []byte, d *Decoded, seq uint32, gso bool) []byte {
	end := d.L4 + tcpHeader
	if gso {
		end = d.End
	}
	buf = append(buf[:0], frame[:end]...)
	tcp := buf[d.L4:]
	binary.BigEndian.PutUint32(tcp[4:], seq)
	tcp[13] = RST | ACK&d.Flags
	binary.BigEndian.PutUint16(tcp[18:], 0)
	if gso {
		blank(tcp)
	} else {
		tcp[12] = tcpHeader / 4 << 4
		setLength(buf)
	}
	setChecksums(buf, d)
	return buf
}

// blank overwrites options with no-operations (kind 1) and the payload with zeros.
func blank(tcp []byte) {
	options := tcp[tcpHeader : tcp[12]>>4*4]
	for i := range options {
		options[i] = 1
	}
	clear(tcp[tcp[12]>>4*4:])
}

// Mend copies the frame into buf without its urgent pointer (RFC 6093 says why
// receivers disagree on it) and with the first stale bytes of its payload set
// to zero: bytes that the receiver has acknowledged and will throw away, but that
// can no longer be compared with what was sent before. Checksums are redone.
func Mend(buf, frame []byte, d *Decoded, stale int) []byte {
	buf = append(buf[:0], frame[:d.End]...)
	tcp := buf[d.L4:]
	tcp[13] &^= URG
	binary.BigEndian.PutUint16(tcp[18:], 0)
	payload := buf[d.End-len(d.Payload):]
	clear(payload[:stale])
	setChecksums(buf, d)
	return buf
}

func setLength(ip []byte) {
	if ip[0]>>4 == 4 {
		binary.BigEndian.PutUint16(ip[2:], uint16(len(ip)))
		return
	}
	binary.BigEndian.PutUint16(ip[4:], uint16(len(ip)-40))
}

func setChecksums(ip []byte, d *Decoded) {
	if ip[0]>>4 == 4 {
		header := ip[:int(ip[0]&15)*4]
		binary.BigEndian.PutUint16(header[10:], 0)
		binary.BigEndian.PutUint16(header[10:], ^fold(sum(header)))
	}
	tcp := ip[d.L4:]
	binary.BigEndian.PutUint16(tcp[16:], 0)
	binary.BigEndian.PutUint16(tcp[16:], ^fold(pseudo(d, len(tcp))+sum(tcp)))
}

// ChecksumOK verifies a TCP or UDP checksum over the pseudo header (RFC 9293
// 3.1, RFC 768, RFC 8200 8.1). Other protocols, and UDP over IPv4 without a checksum,
// pass. d must be valid down to the transport layer.
func ChecksumOK(frame []byte, d *Decoded) bool {
	segment := frame[d.L4:d.End]
	switch {
	case d.Proto == UDP && binary.BigEndian.Uint16(segment[6:]) == 0:
		return d.Src.Is4()
	case d.Proto == UDP:
		segment = segment[:min(len(segment), 8+len(d.Payload))]
	case d.Proto != TCP:
		return true
	}
	return fold(pseudo(d, len(segment))+sum(segment)) == 0xffff
}

func pseudo(d *Decoded, length int) uint64 {
	s := uint64(d.Proto) + uint64(length)
	src, dst := d.Src.As16(), d.Dst.As16()
	if d.Src.Is4() {
		return s + sum(src[12:]) + sum(dst[12:])
	}
	return s + sum(src[:]) + sum(dst[:])
}

// sum adds up 16-bit big-endian words in ones' complement (RFC 1071), folded to
// fewer than 33 bits so that a few sums can be added without a carry. It reads
// eight bytes at a time: ones' complement sums don't care how words are grouped.
func sum(b []byte) uint64 {
	var s, carry uint64
	for len(b) >= 32 {
		s, carry = bits.Add64(s, binary.BigEndian.Uint64(b), carry)
		s, carry = bits.Add64(s, binary.BigEndian.Uint64(b[8:]), carry)
		s, carry = bits.Add64(s, binary.BigEndian.Uint64(b[16:]), carry)
		s, carry = bits.Add64(s, binary.BigEndian.Uint64(b[24:]), carry)
		b = b[32:]
	}
	for len(b) >= 8 {
		s, carry = bits.Add64(s, binary.BigEndian.Uint64(b), carry)
		b = b[8:]
	}
	var rest [8]byte
	copy(rest[:], b)
	s, carry = bits.Add64(s, binary.BigEndian.Uint64(rest[:]), carry)
	s, carry = bits.Add64(s, 0, carry)
	s += carry
	return s>>32 + s&0xffffffff
}

func fold(s uint64) uint16 {
	for s > 0xffff {
		s = s>>16 + s&0xffff
	}
	return uint16(s)
}
