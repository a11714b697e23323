package packet

import (
	"errors"
	"net/netip"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

// IP protocol numbers (IANA protocol-numbers) that the engine tells apart.
const (
	ICMP   = 1
	TCP    = 6
	UDP    = 17
	ICMPv6 = 58
)

// TCP flags as they stand in the header (RFC 9293 3.1).
const (
	FIN = 1 << iota
	SYN
	RST
	PSH
	ACK
	URG
)

// Decoded is the view of one frame. Its slices point into the frame.
type Decoded struct {
	// Network says that Src, Dst, Proto and L4 are valid; Transport that the
	// ports are, and for TCP the header fields.
	Network, Transport bool
	// Fragment marks a packet that is not whole; its layer 4 is not decoded.
	Fragment bool

	Src, Dst         netip.Addr
	SrcPort, DstPort uint16
	Proto            uint8 // past any IPv6 extension headers
	L4               int   // offset of the layer-4 header in the frame
	End              int   // offset of the packet's end in the frame, padding left out
	Payload          []byte

	Seq, Ack uint32
	Flags    uint8
	Urgent   uint16
}

// Decoder decodes frames one after the other without allocating. The zero
// Decoder is not ready; NewDecoder makes one. It is used by one goroutine.
type Decoder struct {
	v4, v6 *gopacket.DecodingLayerParser
	types  []gopacket.LayerType

	ip4  outer4
	ip6  outer6
	seen bool // an IP header has been read; the next one belongs to a tunnel
	ext  layers.IPv6ExtensionSkipper
	tcp  layers.TCP
	udp  layers.UDP
}

// NewDecoder makes a Decoder for IPv4 and IPv6 down to layer 4.
func NewDecoder() *Decoder {
	d := &Decoder{types: make([]gopacket.LayerType, 0, 8)}
	d.ip4.seen, d.ip6.seen = &d.seen, &d.seen
	all := []gopacket.DecodingLayer{&d.ip4, &d.ip6, &d.ext, &d.tcp, &d.udp}
	d.v4 = gopacket.NewDecodingLayerParser(layers.LayerTypeIPv4, all...)
	d.v6 = gopacket.NewDecodingLayerParser(layers.LayerTypeIPv6, all...)
	d.v4.IgnoreUnsupported, d.v6.IgnoreUnsupported = true, true
	return d
}

// errTunnel ends decoding at a second IP header. What a tunnel carries belongs to
// other addresses than the packet's own, by which it is judged.
var errTunnel = errors.New("a tunnelled IP header")

type outer4 struct {
	layers.IPv4
	seen *bool
}

func (l *outer4) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	if *l.seen {
		return errTunnel
	}
	*l.seen = true
	return l.IPv4.DecodeFromBytes(data, df)
}

type outer6 struct {
	layers.IPv6
	seen *bool
}

func (l *outer6) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	if *l.seen {
		return errTunnel
	}
	*l.seen = true
	return l.IPv6.DecodeFromBytes(data, df)
}

// Decode fills out from frame, which starts at an IP header. What can't be
// decoded stays marked invalid; the rest is valid up to there.
func (d *Decoder) Decode(frame []byte, out *Decoded) {
	*out = Decoded{}
	parser := d.parser(frame)
	if parser == nil {
		return
	}
	// An error means that a layer is cut or absurd. The layers before it stand
	// in d.types, and that is all the engine needs to know.
	d.seen = false
	_ = parser.DecodeLayers(frame, &d.types)
	d.network(frame, out)
	if out.Network && !out.Fragment {
		d.transport(out)
	}
}

func (d *Decoder) parser(frame []byte) *gopacket.DecodingLayerParser {
	if len(frame) == 0 {
		return nil
	}
	switch frame[0] >> 4 {
	case 4:
		return d.v4
	case 6:
		return d.v6
	}
	return nil
}

// network takes over the IP header's facts, and the next protocol past any
// extension headers.
func (d *Decoder) network(frame []byte, out *Decoded) {
	for _, t := range d.types {
		switch t {
		case layers.LayerTypeIPv4:
			out.Src, out.Dst = addr(d.ip4.SrcIP), addr(d.ip4.DstIP)
			out.Fragment = d.ip4.FragOffset != 0 || d.ip4.Flags&layers.IPv4MoreFragments != 0
			out.header(frame, uint8(d.ip4.Protocol), d.ip4.Payload)
		case layers.LayerTypeIPv6:
			next := d.ip6.NextHeader
			if d.ip6.HopByHop != nil {
				next = d.ip6.HopByHop.NextHeader
			}
			out.Src, out.Dst = addr(d.ip6.SrcIP), addr(d.ip6.DstIP)
			out.header(frame, uint8(next), d.ip6.Payload)
		case layers.LayerTypeIPv6Fragment:
			// RFC 8021 deprecates fragments that are whole: all count as parts.
			out.Fragment = true
		case layers.LayerTypeIPv6Destination, layers.LayerTypeIPv6Routing, layers.LayerTypeIPv6HopByHop:
			out.header(frame, uint8(d.ext.NextHeader), d.ext.Payload)
		}
	}
}

// header notes that a header ended where payload, a tail of the packet, begins.
func (out *Decoded) header(frame []byte, next uint8, payload []byte) {
	if !out.Network {
		out.End = cap(frame) - cap(payload) + len(payload)
	}
	out.Network = true
	out.Proto = next
	out.Payload = payload
	out.L4 = out.End - len(payload)
}

// transport takes over the layer-4 header where it was decoded whole.
func (d *Decoder) transport(out *Decoded) {
	if len(d.types) == 0 {
		return
	}
	switch d.types[len(d.types)-1] {
	case layers.LayerTypeTCP:
		out.Transport = true
		out.SrcPort, out.DstPort = uint16(d.tcp.SrcPort), uint16(d.tcp.DstPort)
		out.Seq, out.Ack, out.Urgent = d.tcp.Seq, d.tcp.Ack, d.tcp.Urgent
		out.Flags = tcpFlags(&d.tcp)
		out.Payload = d.tcp.Payload
	case layers.LayerTypeUDP:
		out.Transport = true
		out.SrcPort, out.DstPort = uint16(d.udp.SrcPort), uint16(d.udp.DstPort)
		out.Payload = d.udp.Payload
	}
}

func tcpFlags(t *layers.TCP) uint8 {
	if len(t.Contents) < 14 {
		return 0
	}
	return t.Contents[13]
}

// addr turns a decoded address into a netip one without allocating. IPv4-mapped
// IPv6 addresses stay what they are on the wire; geo unmaps them.
func addr(b []byte) netip.Addr {
	a, _ := netip.AddrFromSlice(b)
	return a
}
