package packet

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"net/netip"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

// build serialises layers with gopacket, lengths and checksums computed there:
// an implementation independent of rewrite.go.
func build(t testing.TB, ls ...gopacket.SerializableLayer) []byte {
	t.Helper()
	for _, l := range ls {
		if n, ok := l.(gopacket.NetworkLayer); ok {
			for _, m := range ls {
				switch m := m.(type) {
				case *layers.TCP:
					m.SetNetworkLayerForChecksum(n)
				case *layers.UDP:
					m.SetNetworkLayerForChecksum(n)
				}
			}
		}
	}
	b := gopacket.NewSerializeBuffer()
	if err := gopacket.SerializeLayers(b, gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}, ls...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func ip(v6 bool, proto layers.IPProtocol) gopacket.SerializableLayer {
	if v6 {
		return &layers.IPv6{Version: 6, NextHeader: proto, HopLimit: 64,
			SrcIP: netip.MustParseAddr("fd00::2").AsSlice(), DstIP: netip.MustParseAddr("2001:db8::9").AsSlice()}
	}
	return &layers.IPv4{Version: 4, IHL: 5, TTL: 64, Protocol: proto,
		SrcIP: []byte{10, 0, 0, 2}, DstIP: []byte{203, 0, 113, 9}}
}

func tcp(payload string) []gopacket.SerializableLayer {
	return []gopacket.SerializableLayer{
		&layers.TCP{SrcPort: 40000, DstPort: 80, Seq: 1000, Ack: 77, ACK: true, PSH: true, Window: 500,
			Options: []layers.TCPOption{{OptionType: 8, OptionLength: 10, OptionData: make([]byte, 8)}}},
		gopacket.Payload(payload)}
}

func segment(t testing.TB, v6 bool, payload string) []byte {
	return build(t, append([]gopacket.SerializableLayer{ip(v6, layers.IPProtocolTCP)}, tcp(payload)...)...)
}

func TestDecodeTCP(t *testing.T) {
	for _, v6 := range []bool{false, true} {
		var d Decoded
		frame := append(segment(t, v6, "hello"), 0, 0, 0) // link padding
		NewDecoder().Decode(frame, &d)
		if !d.Transport || d.SrcPort != 40000 || d.DstPort != 80 || d.Seq != 1000 || d.Ack != 77 || d.Flags != ACK|PSH {
			t.Errorf("v6=%v: %+v", v6, d)
		}
		if string(d.Payload) != "hello" || string(frame[d.End-5:d.End]) != "hello" {
			t.Errorf("v6=%v: payload %q, end %d of %d", v6, d.Payload, d.End, len(frame))
		}
		if !ChecksumOK(frame, &d) {
			t.Errorf("v6=%v: good checksum refused", v6)
		}
		frame[d.End-1] ^= 1
		if ChecksumOK(frame, &d) {
			t.Errorf("v6=%v: bad checksum passed", v6)
		}
	}
}

func TestDecodeUDP(t *testing.T) {
	for _, v6 := range []bool{false, true} {
		var d Decoded
		frame := build(t, ip(v6, layers.IPProtocolUDP), &layers.UDP{SrcPort: 5000, DstPort: 53}, gopacket.Payload("query"))
		NewDecoder().Decode(frame, &d)
		if !d.Transport || d.Proto != UDP || d.DstPort != 53 || string(d.Payload) != "query" || !ChecksumOK(frame, &d) {
			t.Errorf("v6=%v: %+v", v6, d)
		}
	}
}

func TestDecodeExtensionHeaders(t *testing.T) {
	ext := []byte{6, 0, 1, 4, 0, 0, 0, 0} // next TCP, PadN
	inner := segment(t, true, "hello")
	frame := append(append(append([]byte{}, inner[:40]...), ext...), inner[40:]...)
	frame[6] = 60 // destination options
	binary.BigEndian.PutUint16(frame[4:], uint16(len(frame)-40))
	var d Decoded
	NewDecoder().Decode(frame, &d)
	if !d.Transport || d.L4 != 48 || string(d.Payload) != "hello" || !ChecksumOK(frame, &d) {
		t.Errorf("%+v", d)
	}
}

// A packet is judged by its own addresses, not by those of what it tunnels.
func TestDecodeStopsAtTunnel(t *testing.T) {
	for _, v6 := range []bool{false, true} {
		inner := segment(t, !v6, "hello")
		proto := layers.IPProtocolIPv4
		if !v6 {
			proto = layers.IPProtocolIPv6
		}
		var d Decoded
		NewDecoder().Decode(build(t, ip(v6, proto), gopacket.Payload(inner)), &d)
		if !d.Network || d.Transport || d.Src.Is6() != v6 || len(d.Payload) != len(inner) {
			t.Errorf("v6=%v: %+v", v6, d)
		}
	}
}

func TestDecodeFragments(t *testing.T) {
	v4 := segment(t, false, "hello")
	v4[6] |= 0x20 // more fragments
	var d Decoded
	NewDecoder().Decode(v4, &d)
	if !d.Network || !d.Fragment || d.Transport {
		t.Errorf("IPv4: %+v", d)
	}
	inner := segment(t, true, "hello")
	frame := append(append(append([]byte{}, inner[:40]...), 6, 0, 0, 1, 0, 0, 0, 9), inner[40:]...)
	frame[6] = 44
	binary.BigEndian.PutUint16(frame[4:], uint16(len(frame)-40))
	NewDecoder().Decode(frame, &d)
	if !d.Network || !d.Fragment || d.Transport {
		t.Errorf("IPv6: %+v", d)
	}
}

func TestReset(t *testing.T) {
	for _, v6 := range []bool{false, true} {
		for _, gso := range []bool{false, true} {
			var d, r Decoded
			frame := segment(t, v6, "a flagged payload")
			dec := NewDecoder()
			dec.Decode(frame, &d)
			rst := Reset(nil, frame, &d, 990, gso)
			dec.Decode(rst, &r)
			if r.Flags != RST|ACK || r.Seq != 990 || r.Ack != 77 || !ChecksumOK(rst, &r) {
				t.Errorf("v6=%v gso=%v: %+v", v6, gso, r)
			}
			if gso != (len(rst) == len(frame)) || len(bytes.Trim(r.Payload, "\x00")) != 0 {
				t.Errorf("v6=%v gso=%v: %d bytes with payload %q", v6, gso, len(rst), r.Payload)
			}
			if !v6 && fold(sum(rst[:20])) != 0xffff {
				t.Error("IPv4 header checksum is wrong")
			}
		}
	}
}

func TestMend(t *testing.T) {
	for _, v6 := range []bool{false, true} {
		var d, m Decoded
		frame := segment(t, v6, "oldnew")
		frame[len(frame)-6-32+13] |= URG
		dec := NewDecoder()
		dec.Decode(frame, &d)
		out := Mend(nil, frame, &d, 3)
		dec.Decode(out, &m)
		if m.Flags != ACK|PSH || string(m.Payload) != "\x00\x00\x00new" || !ChecksumOK(out, &m) {
			t.Errorf("v6=%v: %+v", v6, m)
		}
	}
}

// slowSum is RFC 1071's definition, word by word.
func slowSum(b []byte) uint16 {
	var s uint32
	for i := 0; i < len(b); i += 2 {
		w := uint32(b[i]) << 8
		if i+1 < len(b) {
			w |= uint32(b[i+1])
		}
		s += w
		s = s>>16 + s&0xffff
	}
	return uint16(s)
}

func TestSumAgainstDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.Uint32() | 0xf0*uint32(n&1))
		}
		got, want := fold(sum(b)), slowSum(b)
		if got != want && got+want != 0xffff { // +0 and -0 are the same sum
			t.Fatalf("%d bytes: %#x, want %#x", n, got, want)
		}
	}
}

func TestDecodeDoesNotAllocate(t *testing.T) {
	dec, d := NewDecoder(), new(Decoded)
	for _, frame := range [][]byte{segment(t, false, "x"), segment(t, true, "x")} {
		if n := testing.AllocsPerRun(100, func() { dec.Decode(frame, d); ChecksumOK(frame, d) }); n != 0 {
			t.Errorf("%v allocations a packet", n)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, v6 := range []bool{false, true} {
		f.Add(segment(f, v6, "payload"))
		f.Add(build(f, ip(v6, layers.IPProtocolUDP), &layers.UDP{}, gopacket.Payload("x")))
	}
	dec := NewDecoder()
	f.Fuzz(func(t *testing.T, frame []byte) {
		var d Decoded
		dec.Decode(frame, &d)
		if !d.Network {
			return
		}
		if d.End > len(frame) || d.L4 > d.End || len(d.Payload) > d.End-d.L4 {
			t.Fatalf("offsets outside of the frame: %+v", d)
		}
		if !d.Transport {
			return
		}
		ChecksumOK(frame, &d)
		if d.Proto != TCP {
			return
		}
		for _, out := range [][]byte{Reset(nil, frame, &d, 1, false), Reset(nil, frame, &d, 1, true), Mend(nil, frame, &d, len(d.Payload))} {
			var again Decoded
			dec.Decode(out, &again)
			if !again.Transport || !ChecksumOK(out, &again) {
				t.Fatalf("rewritten frame doesn't hold: %+v", again)
			}
		}
	})
}
