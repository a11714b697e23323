package content

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"testing"
)

// rarBlock makes a block of a RAR 5 archive: type, flags, then fields.
func rarBlock(data []byte, fields ...uint64) []byte {
	var h []byte
	for _, f := range fields {
		h = binary.AppendUvarint(h, f)
	}
	return rarHeader(h, data)
}

func rarHeader(h, data []byte) []byte {
	h = append(binary.AppendUvarint(nil, uint64(len(h))), h...)
	b := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(h))
	return append(append(b, h...), data...)
}

// rarStored makes an archive of members by name, in pairs, that aren't packed.
func rarStored(files ...string) []byte {
	b := append([]byte(rarMagic5), rarBlock(nil, 1, 0, 0)...)
	for i := 0; i < len(files); i += 2 {
		name, text := files[i], files[i+1]
		const fileBlock, hasData, hasSum = 2, 2, 4
		var h []byte
		for _, f := range []uint64{fileBlock, hasData, uint64(len(text)), hasSum, uint64(len(text)), 0} {
			h = binary.AppendUvarint(h, f)
		}
		h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE([]byte(text)))
		for _, f := range []uint64{0, 1, uint64(len(name))} {
			h = binary.AppendUvarint(h, f)
		}
		b = append(b, rarHeader(append(h, name...), []byte(text))...)
	}
	return append(b, rarEnd5...)
}

func TestRAR(t *testing.T) {
	b := rarStored("a.csv", customerList, "顧客/b.txt", string(prose(100<<10)))
	for _, n := range splits(len(b)) {
		s := new(recorder)
		x := New(Limits{}, s)
		w := x.Open(Part{Where: "r"})
		pieces(w, b, n)
		if s.text("r!a.csv") != customerList || s.text("r!顧客/b.txt") != string(prose(100<<10)) || s.opaque != 0 {
			t.Errorf("by %d: not read before Close; opaque %v, %d texts", n, s.reasons, len(s.texts))
		}
		w.Close()
		if x.Memory() != 0 {
			t.Errorf("by %d: %d bytes held", n, x.Memory())
		}
	}
}

func TestRAREncrypted(t *testing.T) {
	b := slices.Concat([]byte(rarMagic5), rarBlock(nil, 4, 0, 0, 0, 15), bytes.Repeat([]byte{0x5a, 0xc3}, 300))
	s := extract(t, Part{Where: "r"}, b, 100)
	if len(s.flags) != 1 || s.reasons[reasonSealed] != int64(len(b)) {
		t.Errorf("flags %q, opaque %v", s.flags, s.reasons)
	}
}

// TestRARHostile wants what can't be read counted.
func TestRARHostile(t *testing.T) {
	b := rarStored("a.csv", customerList)
	for reason, c := range map[string]struct {
		b      []byte
		limits Limits
	}{
		reasonCorrupt: {b[:len(b)/2], Limits{}},
		reasonMemory:  {b, Limits{Buffer: 100}},
		reasonBytes:   {rarStored("a", string(prose(100<<10))), Limits{Bytes: 1000}},
	} {
		s := new(recorder)
		x := New(c.limits, s)
		w := x.Open(Part{})
		pieces(w, c.b, 100)
		w.Close()
		if s.reasons[reason] == 0 || x.Memory() != 0 {
			t.Errorf("%s: opaque %v, %d held", reason, s.reasons, x.Memory())
		}
	}
}

func FuzzRAR(f *testing.F) {
	f.Add(rarStored("a", "text"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 64<<10 {
			comparePaths(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", 100))
		}
	})
}
