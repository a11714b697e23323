package packet

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"
)

var captured = time.Unix(1_790_000_000, 123_000_000)

func ethernet(frame []byte, vlan bool) []byte {
	b := []byte{2, 0, 0, 0, 0, 1, 2, 0, 0, 0xaa, 0xbb, 0xcc}
	if vlan {
		b = append(b, 0x81, 0, 0, 5)
	}
	return append(append(b, 8, 0), frame...)
}

func pcap(t testing.TB, ng bool, link layers.LinkType, packets ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var write func(gopacket.CaptureInfo, []byte) error
	if ng {
		w, err := pcapgo.NewNgWriter(&b, link)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Flush()
		write = w.WritePacket
	} else {
		w := pcapgo.NewWriterNanos(&b)
		if err := w.WriteFileHeader(65535, link); err != nil {
			t.Fatal(err)
		}
		write = w.WritePacket
	}
	for _, p := range packets {
		if err := write(gopacket.CaptureInfo{Timestamp: captured, CaptureLength: len(p), Length: len(p)}, p); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestCapture(t *testing.T) {
	inner := segment(t, false, "hello")
	for name, file := range map[string][]byte{
		"pcap":      pcap(t, false, layers.LinkTypeEthernet, ethernet(inner, false), ethernet(inner, true)),
		"raw":       pcap(t, false, layers.LinkTypeRaw, inner, inner),
		"cooked":    pcap(t, false, layers.LinkTypeLinuxSLL, append(make([]byte, 16), inner...), append(make([]byte, 16), inner...)),
		"not an IP": pcap(t, false, layers.LinkTypeEthernet, ethernet(inner, false), []byte("short"), ethernet(inner, false)),
	} {
		c, err := OpenCapture(bytes.NewReader(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		n, f := 0, Frame{}
		for err = c.Next(&f); err == nil; err = c.Next(&f) {
			if n++; !bytes.Equal(f.Data, inner) || !f.Time.Equal(captured) {
				t.Errorf("%s: frame %d is %x at %v", name, n, f.Data, f.Time)
			}
		}
		if n != 2 || err != io.EOF {
			t.Errorf("%s: %d frames, then %v", name, n, err)
		}
	}
}

func TestCaptureErrors(t *testing.T) {
	whole := pcap(t, false, layers.LinkTypeRaw, segment(t, false, "hello"))
	for name, file := range map[string][]byte{"empty": {}, "text": []byte("this is not a capture file at all"), "header cut": whole[:10]} {
		if _, err := OpenCapture(bytes.NewReader(file)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	c, err := OpenCapture(bytes.NewReader(whole[:len(whole)-3]))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Next(new(Frame)); err == nil || errors.Is(err, io.EOF) && err == io.EOF {
		t.Errorf("a capture that was cut off ends with %v", err)
	}
}

func FuzzCapture(f *testing.F) {
	inner := segment(f, true, "hello")
	f.Add(pcap(f, false, layers.LinkTypeEthernet, ethernet(inner, true)))
	f.Add(pcap(f, false, layers.LinkTypeRaw, inner))
	f.Fuzz(func(t *testing.T, file []byte) {
		c, err := OpenCapture(bytes.NewReader(file))
		if err != nil {
			return
		}
		dec, frame, view := NewDecoder(), Frame{}, Decoded{}
		for range 1000 {
			if c.Next(&frame) != nil {
				return
			}
			dec.Decode(frame.Data, &view)
		}
	})
}
