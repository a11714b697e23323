package packet

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"
)

// maxFrame bounds what one captured packet may claim, as tcpdump does.
const maxFrame = 256 << 10

// Capture reads the IP packets of a pcap or pcapng file.
type Capture struct {
	source gopacket.ZeroCopyPacketDataSource
	link   func(gopacket.CaptureInfo) layers.LinkType
	id     uint32
}

// OpenCapture begins to read a capture. The error says what of the format is wrong.
func OpenCapture(r io.Reader) (c *Capture, err error) {
	defer recovered(&err)
	b := bufio.NewReaderSize(r, 1<<20)
	magic, err := b.Peek(4)
	if err != nil {
		return nil, fmt.Errorf("read capture: too short for a pcap or pcapng header")
	}
	if binary.LittleEndian.Uint32(magic) == 0x0a0d0d0a { // pcapng section header block
		return openNg(b)
	}
	p, err := pcapgo.NewReader(b)
	if err != nil {
		return nil, fmt.Errorf("read capture: %w", err)
	}
	if p.Snaplen() == 0 || p.Snaplen() > maxFrame {
		p.SetSnaplen(maxFrame)
	}
	return &Capture{source: p, link: func(gopacket.CaptureInfo) layers.LinkType { return p.LinkType() }}, nil
}

func openNg(r io.Reader) (*Capture, error) {
	ng, err := pcapgo.NewNgReader(r, pcapgo.NgReaderOptions{WantMixedLinkType: true, SkipUnknownVersion: true})
	if err != nil {
		return nil, fmt.Errorf("read capture: %w", err)
	}
	link := func(ci gopacket.CaptureInfo) layers.LinkType {
		i, err := ng.Interface(ci.InterfaceIndex)
		if err != nil {
			return layers.LinkTypeNull
		}
		return i.LinkType
	}
	return &Capture{source: ng, link: link}, nil
}

// Next fills f with the next IP packet; frames of other protocols are passed over.
// Its Data is valid until the next call. At the end the error is io.EOF; a capture
// that was cut off ends with another one, after all its whole packets.
func (c *Capture) Next(f *Frame) (err error) {
	defer recovered(&err)
	for {
		data, ci, err := c.source.ZeroCopyReadPacketData()
		if errors.Is(err, io.EOF) {
			return io.EOF
		}
		if err != nil {
			return fmt.Errorf("read capture: packet %d: %w", c.id+1, err)
		}
		c.id++
		if c.fill(f, data, ci) {
			return nil
		}
	}
}

// recovered turns a panic of the capture library over a damaged file into an error.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("read capture: damaged file: %v", p)
	}
}

// fill makes a Frame of captured bytes. Checksums in a capture say nothing: a
// machine that captures its own traffic sees them before its network card computes them.
func (c *Capture) fill(f *Frame, data []byte, ci gopacket.CaptureInfo) bool {
	*f = Frame{ID: c.id, Time: ci.Timestamp.UTC(), Checksum: ChecksumVerified}
	ip := linkPayload(c.link(ci), data, f)
	if len(ip) == 0 || ip[0]>>4 != 4 && ip[0]>>4 != 6 {
		return false
	}
	f.Data = ip
	f.Length = len(ip) + max(ci.Length-ci.CaptureLength, 0)
	return true
}

// linkPayload finds the IP packet in a captured frame (link types by their numbers in
// tcpdump.org's registry), and notes the sender's hardware address.
func linkPayload(t layers.LinkType, b []byte, f *Frame) []byte {
	switch t {
	case layers.LinkTypeEthernet:
		if len(b) < 14 {
			return nil
		}
		f.HWLen = uint8(copy(f.HW[:], b[6:12]))
		return tagged(b[12:])
	case layers.LinkTypeRaw, layers.LinkTypeIPv4, layers.LinkTypeIPv6, 12, 14:
		return b
	case layers.LinkTypeNull, layers.LinkTypeLoop:
		return from(b, 4)
	case layers.LinkTypeLinuxSLL:
		if len(b) >= 12 && binary.BigEndian.Uint16(b[4:]) == 6 {
			f.HWLen = uint8(copy(f.HW[:], b[6:12]))
		}
		return from(b, 16)
	case 276 & 0xff: // Linux cooked v2; the library keeps eight bits of the number
		return from(b, 20)
	}
	return nil
}

// tagged skips VLAN tags (IEEE 802.1Q and 802.1ad) before an EtherType.
func tagged(b []byte) []byte {
	for len(b) >= 6 {
		switch binary.BigEndian.Uint16(b) {
		case 0x8100, 0x88a8, 0x9100:
			b = b[4:]
		case 0x0800, 0x86dd:
			return b[2:]
		default:
			return nil
		}
	}
	return nil
}

func from(b []byte, n int) []byte {
	if len(b) < n {
		return nil
	}
	return b[n:]
}
