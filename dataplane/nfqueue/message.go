package nfqueue

import (
	"encoding/binary"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/packet"
)

// Message types, in the nfnetlink subsystem of queues (NFQNL_MSG_*).
const (
	typePacket = unix.NFNL_SUBSYS_QUEUE<<8 + iota
	typeVerdict
	typeConfig
	typeVerdictBatch
)

// Attribute types (NFQA_*).
const (
	attrPacketHeader  = 1
	attrVerdictHeader = 2
	attrMark          = 3
	attrHWAddr        = 9
	attrPayload       = 10
	attrCapLen        = 13
	attrSKBInfo       = 14
)

// Bits of attrSKBInfo (NFQA_SKB_*).
const (
	skbChecksumNotReady    = 1 << 0
	skbGSO                 = 1 << 1
	skbChecksumNotVerified = 1 << 2
)

const (
	headerLen    = 16 // struct nlmsghdr
	extraLen     = 4  // struct nfgenmsg
	attrLen      = 4  // struct nlattr
	attrTypeMask = 0x3fff
)

// kind is what a message turned out to be.
type kind uint8

const (
	kindOther   kind = iota // nothing that needs an answer
	kindFrame               // a frame to judge
	kindDamaged             // a packet with an id, but not with all of its data
	kindRefused             // the kernel refuses an earlier message of ours
	kindNone                // the datagram ends here
)

// next reads the first message of a datagram into f, whose Data then points into
// the datagram, and returns what follows it.
func next(datagram []byte, f *packet.Frame) (kind, []byte) {
	if len(datagram) < headerLen {
		return kindNone, nil
	}
	length := int(binary.NativeEndian.Uint32(datagram))
	if length < headerLen || length > len(datagram) {
		length = len(datagram) // cut: what has arrived may still hold the id
	}
	rest := datagram[min(align(length), len(datagram)):]
	body := datagram[headerLen:length]
	switch binary.NativeEndian.Uint16(datagram[4:]) {
	case typePacket:
		return readPacket(body, f), rest
	case unix.NLMSG_ERROR:
		return readError(body), rest
	}
	return kindOther, rest
}

// readError tells a refusal from an acknowledgement: struct nlmsgerr starts with
// an errno, 0 for success.
func readError(body []byte) kind {
	if len(body) >= 4 && binary.NativeEndian.Uint32(body) != 0 {
		return kindRefused
	}
	return kindOther
}

func readPacket(body []byte, f *packet.Frame) kind {
	*f = packet.Frame{Checksum: packet.ChecksumVerified}
	if len(body) < extraLen {
		return kindOther
	}
	hasID, whole := readAttributes(body[extraLen:], f)
	switch {
	case !hasID:
		return kindOther
	case !whole || len(f.Data) == 0:
		return kindDamaged
	}
	f.Length = max(f.Length, len(f.Data))
	return kindFrame
}

// readAttributes reports whether a packet id was among the attributes, and
// whether they were well-formed to the end.
func readAttributes(b []byte, f *packet.Frame) (hasID, whole bool) {
	for len(b) >= attrLen {
		length := int(binary.NativeEndian.Uint16(b))
		if length < attrLen || length > len(b) {
			return hasID, false
		}
		attr := binary.NativeEndian.Uint16(b[2:]) & attrTypeMask
		if attr == attrPacketHeader && length >= attrLen+4 {
			hasID = true
		}
		readAttribute(attr, b[attrLen:length:length], f)
		b = b[min(align(length), len(b)):]
	}
	return hasID, len(b) == 0
}

// readAttribute fills in what one attribute tells; a value that is too short
// tells nothing. All values are in network byte order.
func readAttribute(attr uint16, value []byte, f *packet.Frame) {
	if attr == attrPayload {
		f.Data = value
		return
	}
	if len(value) < 4 {
		return
	}
	word := binary.BigEndian.Uint32(value)
	switch attr {
	case attrPacketHeader:
		f.ID = word
	case attrMark:
		f.Mark = word
	case attrCapLen:
		f.Length = int(word)
	case attrSKBInfo:
		f.GSO = word&skbGSO != 0
		f.Checksum = checksum(word)
	case attrHWAddr:
		f.HWLen = uint8(min(int(word>>16), len(value)-4, len(f.HW)))
		copy(f.HW[:f.HWLen], value[4:])
	}
}

// checksum reads the kernel's flags; none of them means that it was verified.
func checksum(info uint32) packet.Checksum {
	switch {
	case info&skbChecksumNotReady != 0:
		return packet.ChecksumAbsent
	case info&skbChecksumNotVerified != 0:
		return packet.ChecksumUnverified
	}
	return packet.ChecksumVerified
}

// align rounds up to the 4 bytes that messages and attributes are padded to.
func align(n int) int { return (n + 3) &^ 3 }
