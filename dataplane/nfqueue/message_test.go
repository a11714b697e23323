package nfqueue

import (
	"bytes"
	"encoding/binary"
	"testing"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/packet"
)

// attr is one attribute of a message to build.
type attr struct {
	kind  uint16
	value []byte
}

func header(id uint32) attr {
	return attr{attrPacketHeader, append(binary.BigEndian.AppendUint32(nil, id), 0x08, 0x00, unix.NF_INET_FORWARD)}
}

func word(kind uint16, v uint32) attr { return attr{kind, binary.BigEndian.AppendUint32(nil, v)} }

// message builds what the kernel sends, the slow and obvious way.
func message(msgType uint16, attrs ...attr) []byte {
	b := appendHeader(nil, msgType, 20)
	for _, a := range attrs {
		b = appendAttrHeader(b, a.kind, len(a.value))
		b = append(b, a.value...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	binary.NativeEndian.PutUint32(b, uint32(len(b)))
	return b
}

func TestReadWholeFrame(t *testing.T) {
	hw := append([]byte{0, 6, 0, 0}, 2, 0, 0, 0xaa, 0xbb, 0xcc, 0, 0)
	datagram := message(typePacket, header(7), word(attrMark, 0x05000001), attr{attrHWAddr, hw},
		word(attrCapLen, 70000), word(attrSKBInfo, skbChecksumNotReady|skbGSO), attr{attrPayload, []byte("payload")})
	var f packet.Frame
	kind, rest := next(datagram, &f)
	if kind != kindFrame || len(rest) != 0 {
		t.Fatalf("kind %d with %d bytes left", kind, len(rest))
	}
	if f.ID != 7 || f.Mark != 0x05000001 || f.Length != 70000 || !f.GSO || f.Checksum != packet.ChecksumAbsent || string(f.Data) != "payload" {
		t.Errorf("got %+v", f)
	}
	if !bytes.Equal(f.HW[:f.HWLen], hw[4:10]) {
		t.Errorf("link-layer address % x", f.HW[:f.HWLen])
	}
}

func TestChecksumStates(t *testing.T) {
	cases := map[uint32]packet.Checksum{
		0:                                  packet.ChecksumVerified,
		skbChecksumNotVerified:             packet.ChecksumUnverified,
		skbChecksumNotReady:                packet.ChecksumAbsent,
		skbChecksumNotReady | skbGSO:       packet.ChecksumAbsent,
		skbChecksumNotVerified | skbGSO:    packet.ChecksumUnverified,
		skbGSO | 1<<7 /* not known yet */ : packet.ChecksumVerified,
	}
	for info, want := range cases {
		var f packet.Frame
		if next(message(typePacket, header(1), word(attrSKBInfo, info), attr{attrPayload, []byte("x")}), &f); f.Checksum != want {
			t.Errorf("flags %#x: got %d, want %d", info, f.Checksum, want)
		}
	}
}

// TestDamagedPacketsKeepTheirID: whatever has an id is owed a verdict.
func TestDamagedPacketsKeepTheirID(t *testing.T) {
	whole := message(typePacket, header(9), word(attrMark, 1), attr{attrPayload, []byte("0123456789")})
	tooBig := append(message(typePacket, header(9)), 0xff, 0xff, 10, 0)
	binary.NativeEndian.PutUint32(tooBig, uint32(len(tooBig)))
	cases := map[string][]byte{
		"no payload":        message(typePacket, header(9), word(attrMark, 1)),
		"empty payload":     message(typePacket, header(9), attr{attrPayload, nil}),
		"cut in payload":    whole[:len(whole)-7],
		"cut in mark":       whole[:headerLen+extraLen+12+6],
		"attribute too big": tooBig,
	}
	for name, datagram := range cases {
		var f packet.Frame
		if kind, _ := next(datagram, &f); kind != kindDamaged || f.ID != 9 {
			t.Errorf("%s: kind %d, id %d", name, kind, f.ID)
		}
	}
}

func TestOtherMessages(t *testing.T) {
	refused := message(unix.NLMSG_ERROR)
	refused = append(refused[:headerLen], 0xfe, 0xff, 0xff, 0xff)
	binary.NativeEndian.PutUint32(refused, uint32(len(refused)))
	acknowledged := append(bytes.Clone(refused[:headerLen]), 0, 0, 0, 0)
	cases := []struct {
		name     string
		datagram []byte
		want     kind
	}{
		{"nothing", nil, kindNone},
		{"half a header", make([]byte, 15), kindNone},
		{"zeros", make([]byte, 64), kindOther},
		{"refusal", refused, kindRefused},
		{"acknowledgement", acknowledged, kindOther},
		{"packet without id", message(typePacket, attr{attrPayload, []byte("x")}), kindOther},
		{"config message", message(typeConfig, word(1, 1)), kindOther},
	}
	for _, c := range cases {
		var f packet.Frame
		if got, _ := next(c.datagram, &f); got != c.want {
			t.Errorf("%s: kind %d, want %d", c.name, got, c.want)
		}
	}
}

func TestSeveralMessagesInOneDatagram(t *testing.T) {
	one := message(typePacket, header(1), attr{attrPayload, []byte("odd")})
	two := message(typePacket, header(2), attr{attrPayload, []byte("even")})
	var f packet.Frame
	kind, rest := next(append(one, two...), &f)
	if kind != kindFrame || f.ID != 1 {
		t.Fatalf("first: kind %d, id %d", kind, f.ID)
	}
	if kind, rest = next(rest, &f); kind != kindFrame || f.ID != 2 || string(f.Data) != "even" {
		t.Errorf("second: kind %d, id %d, %q", kind, f.ID, f.Data)
	}
	if kind, _ = next(rest, &f); kind != kindNone {
		t.Errorf("third: kind %d", kind)
	}
}

func TestVerdictMessages(t *testing.T) {
	mark := packet.Verdict{ID: 0x01020304, Action: packet.Accept, SetMark: true, Mark: 0x05000001}
	want := message(typeVerdictBatch, attr{attrVerdictHeader, []byte{0, 0, 0, 1, 1, 2, 3, 4}}, word(attrMark, 0x05000001))
	if got := appendVerdictBatch(nil, 20, mark); !bytes.Equal(got, want) {
		t.Errorf("batch: got % x, want % x", got, want)
	}
	replace := packet.Verdict{ID: 5, Action: packet.Replace, Data: []byte("12345")}
	want = message(typeVerdict, attr{attrVerdictHeader, []byte{0, 0, 0, 1, 0, 0, 0, 5}}, attr{attrPayload, []byte("12345")})
	if got := appendVerdict(nil, 20, replace); !bytes.Equal(got, want) {
		t.Errorf("replacement: got % x, want % x", got, want)
	}
	for action, code := range map[packet.Action]byte{packet.Accept: 1, packet.Drop: 0, packet.Repeat: 4} {
		if got := appendVerdict(nil, 20, packet.Verdict{Action: action}); got[headerLen+extraLen+attrLen+3] != code {
			t.Errorf("action %d: % x, want verdict %d", action, got, code)
		}
	}
}

// FuzzNext: no datagram may panic, read outside itself, or never end; what has
// an id keeps it.
func FuzzNext(f *testing.F) {
	f.Add(message(typePacket, header(7), word(attrMark, 1), word(attrSKBInfo, 3), attr{attrPayload, []byte("payload")}))
	f.Add(message(typePacket, header(7), attr{attrHWAddr, []byte{0, 200, 0, 0, 1}}))
	f.Add(append(message(typePacket, header(1), attr{attrPayload, []byte("x")}), message(unix.NLMSG_ERROR, word(0, 0))...))
	f.Add(append(message(typePacket, header(9)), 0xff, 0xff, 10, 0))
	f.Fuzz(func(t *testing.T, datagram []byte) {
		var frame packet.Frame
		for messages := 0; ; messages++ {
			before := len(datagram)
			kind, rest := next(datagram, &frame)
			if kind == kindNone {
				return
			}
			if len(rest) >= before {
				t.Fatal("no progress")
			}
			if kind == kindFrame && (len(frame.Data) == 0 || frame.Length < len(frame.Data) || len(frame.Data) > before) {
				t.Fatalf("frame of %d bytes, %d in full, in a datagram of %d", len(frame.Data), frame.Length, before)
			}
			datagram = rest
		}
	})
}
