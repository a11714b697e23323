package content

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"sekisho/dataplane/content/contenttest"
)

// mapiRow writes properties of one variable value each.
func mapiRow(properties ...[]byte) []byte {
	return append(binary.LittleEndian.AppendUint32(nil, uint32(len(properties))), bytes.Join(properties, nil)...)
}

func mapiValue(id mapiID, kind mapiType, v []byte) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(id)<<16|uint32(kind))
	if _, fixed := mapiSizes[kind]; fixed {
		return append(b, v...)
	}
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(v)))
	return append(append(b, v...), make([]byte, -len(v)&3)...)
}

func testTNEF(t testing.TB) []byte {
	sjis := func(s string) []byte { return append(encoded(t, japanese.ShiftJIS, s), 0) }
	rtf := append([]byte("12345678\x4d\x45\x4c\x41crc_"), `{\rtf1 in the plain form}`...)
	named := binary.LittleEndian.AppendUint32(nil, 0x8001<<16|uint32(mapiUnicode))
	named = append(append(named, make([]byte, 16)...), 1, 0, 0, 0, 10, 0, 0, 0)
	named = append(append(named, "l\x00a\x00b\x00e\x00l\x00\x00\x00"...), mapiValue(0, 0, nil)[:0]...)
	named = append(named, 1, 0, 0, 0, 4, 0, 0, 0, 0x3e, 0x79, 0xd8, 0x5b)
	inner := contenttest.TNEF(tnefSubject, []byte("inner subject\x00"))
	return contenttest.TNEF(
		tnefCodePage, []byte{0xa4, 3, 0, 0, 0, 0, 0, 0},
		tnefSubject, sjis("社外秘の件"),
		tnefBody, sjis("電話は090-1234-5678です"),
		0x8006, []byte("date of sending"),
		tnefMessage, mapiRow(
			mapiValue(0x0017, 3, []byte{1, 0, 0, 0}),
			mapiValue(0x0037, mapiUnicode, encoded(t, utf16le, "件名は秘密")), named,
			mapiValue(mapiHTML, mapiBinary, []byte("<p><b>03</b>-1234-5678</p>")),
			mapiValue(mapiRTF, mapiBinary, rtf)),
		tnefRecipients, append([]byte{1, 0, 0, 0}, mapiRow(mapiValue(0x3003, mapiString8, []byte("taro@example.jp\x00")))...),
		tnefRendering, make([]byte, 14), tnefTitle, sjis("顧客.csv"), tnefAttachData, encoded(t, japanese.ShiftJIS, customerList),
		tnefAttachment, mapiRow(mapiValue(mapiAttachLongFile, mapiString8, sjis("顧客.csv"))),
		tnefRendering, make([]byte, 14), tnefAttachData, pack(t, "gzip", []byte(customerList)),
		tnefRendering, make([]byte, 14),
		tnefAttachment, mapiRow(mapiValue(mapiAttachData, mapiObject, append(make([]byte, 16), inner...)), mapiValue(mapiAttachLongFile, mapiUnicode, encoded(t, utf16le, "転送.msg"))),
	)
}

func TestTNEF(t *testing.T) {
	body := testTNEF(t)
	for _, n := range []int{1, 7, 1448, len(body)} {
		s := extract(t, Part{Where: "winmail.dat"}, body, n)
		for where, want := range map[string]string{
			"winmail.dat!顧客.csv":       customerList,
			"winmail.dat!attachment 2": customerList,
			"winmail.dat!転送.msg":       "inner subject\n",
		} {
			if got := s.text(where); got != want {
				t.Errorf("by %d: %s: got %q, want %q", n, where, got, want)
			}
		}
		for _, want := range []string{"社外秘の件\n", "電話は090-1234-5678です\n", "件名は秘密\n", "label", "秘密\n", "<p>03-1234-5678</p>", "in the plain form", "taro@example.jp\n", "date of sending"} {
			if !s.contains(want) {
				t.Errorf("by %d: %q is not delivered", n, want)
			}
		}
		if s.opaque != 0 || s.parts[len(s.parts)-1].MediaType != "application/ms-tnef" {
			t.Errorf("by %d: opaque %v, recognised as %s", n, s.reasons, s.parts[len(s.parts)-1].MediaType)
		}
	}
}

// TestCompressedRTF unpacks the two examples of MS-OXRTFCP, 4.1 and 4.2.
func TestCompressedRTF(t *testing.T) {
	if len(lzfuPreset) != 207 {
		t.Fatalf("the preset has %d bytes", len(lzfuPreset))
	}
	for packed, want := range map[string]string{
		"2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af320" + "68656c090020627705b06c647d0a800fa0": "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
		"1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0":                                            "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
	} {
		b, err := hex.DecodeString(packed)
		if err != nil {
			t.Fatal(err)
		}
		var g gathered
		s := new(recorder)
		unpackRTF(&scope{x: New(Limits{}, s)}, b, &g)
		if string(g.b) != want || s.opaque != 0 {
			t.Errorf("got %q, want %q; opaque %v", g.b, want, s.reasons)
		}
	}
}

// TestCompressedRTFBomb wants references to themselves stopped by the ratio.
func TestCompressedRTFBomb(t *testing.T) {
	b := []byte("12345678LZFucrc_")
	for i, at := 0, len(lzfuPreset); i < 1<<17; i, at = i+1, (at+17)%4096 {
		if i%8 == 0 {
			b = append(b, 0xff)
		}
		b = append(b, byte((at-1)&0xfff>>4), byte((at-1)&0xfff<<4)|0x0f)
	}
	var g gathered
	s := new(recorder)
	unpackRTF(&scope{x: New(Limits{Ratio: 5}, s)}, b, &g)
	if s.reasons[reasonRatio] == 0 || len(g.b) > 6*len(b) {
		t.Errorf("%d bytes from %d, opaque %v", len(g.b), len(b), s.reasons)
	}
}

// TestTNEFMalformed wants the rest read raw, whatever is wrong.
func TestTNEFMalformed(t *testing.T) {
	for _, b := range []string{
		"\x78\x9f\x3e\x22\x01\x00\x07garbage secret",
		string(contenttest.TNEF(tnefMessage, []byte("\xff\xff\xff\xff\x1f\x00\x01\x80secret"))),
		string(contenttest.TNEF(tnefSubject, []byte("secret")))[:21],
		string(contenttest.TNEF(0x1234, []byte("secret"))),
	} {
		for n := 1; n <= len(b); n++ {
			if s := extract(t, Part{}, []byte(b), n); !s.contains("secret") {
				t.Errorf("%q by %d: not delivered", b, n)
			}
		}
	}
}

// TestTNEFMemory wants properties for which there is no memory counted.
func TestTNEFMemory(t *testing.T) {
	s := new(recorder)
	x := New(Limits{Buffer: 64 << 10}, s)
	w := x.Open(Part{})
	pieces(w, contenttest.TNEF(tnefMessage, make([]byte, 100<<10)), 999)
	w.Close()
	if x.Release(); s.reasons[reasonMemory] < 60<<10 || x.Memory() != 0 {
		t.Errorf("opaque %v, %d bytes held", s.reasons, x.Memory())
	}
}

func FuzzTNEF(f *testing.F) {
	f.Add(testTNEF(f), uint16(1))
	f.Add(contenttest.TNEF(tnefAttachment, mapiRow(mapiValue(mapiAttachData, mapiBinary, []byte("x")))), uint16(40))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, b, "application/ms-tnef", len(b)), fuzzRun(t, b, "application/ms-tnef", int(size)+1))
	})
}

// FuzzLZFu wants any bytes unpacked within the ratio.
func FuzzLZFu(f *testing.F) {
	f.Add([]byte("\x00{\\rtf1 \xff\x00\x0f\x00\x1f"))
	f.Fuzz(func(t *testing.T, b []byte) {
		b = append([]byte("12345678LZFucrc_"), b...)
		var g gathered
		unpackRTF(&scope{x: New(Limits{}, new(recorder))}, b, &g)
		if len(g.b) > 17*len(b) {
			t.Fatalf("%d bytes from %d", len(g.b), len(b))
		}
	})
}
