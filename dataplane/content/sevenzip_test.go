package content

import (
	"bytes"
	"testing"
)

func TestSevenZip(t *testing.T) {
	long := string(prose(210 << 10))
	for name, want := range map[string]string{"lzma2": long, "lzma": long, "bzip2": "", "deflate": "", "copy": "", "bcj": ""} {
		b := fixture(t, name+".7z")
		for _, n := range splits(len(b)) {
			s := new(recorder)
			x := New(Limits{}, s)
			w := x.Open(Part{Where: "z"})
			pieces(w, b, n)
			if s.text("z!list.csv") != customerList || s.text("z!prose.txt") != want || s.opaque != 0 {
				t.Errorf("%s by %d: not read before Close; opaque %v, %d texts", name, n, s.reasons, len(s.texts))
			}
			w.Write([]byte("behind the archive"))
			w.Close()
			if !s.has("behind the archive") || x.Memory() != 0 {
				t.Errorf("%s by %d: tail not read, or %d bytes held", name, n, x.Memory())
			}
		}
	}
}

func TestSevenZipEncrypted(t *testing.T) {
	for name, want := range map[string]string{"aes": "file.encrypted z!list.csv", "aes-names": "file.encrypted z"} {
		s := extract(t, Part{Where: "z"}, fixture(t, name+".7z"), 50)
		if len(s.flags) != 1 || s.flags[0] != want || s.reasons[reasonSealed] == 0 || len(s.reasons) != 1 {
			t.Errorf("%s: flags %q, opaque %v", name, s.flags, s.reasons)
		}
	}
}

// TestSevenZipHostile wants what can't be read counted.
func TestSevenZipHostile(t *testing.T) {
	whole := fixture(t, "lzma2.7z")
	damaged := bytes.Clone(whole)
	copy(damaged[1000:], "\xff\xff\xff\xff\xff\xff\xff\xff")
	for _, c := range []struct {
		name, reason string
		b            []byte
		limits       Limits
	}{
		{"ppmd", reasonCoding, fixture(t, "ppmd.7z"), Limits{}},
		{"cut", reasonTruncated, whole[:len(whole)-1], Limits{}},
		{"damaged", reasonCorrupt, damaged, Limits{}},
		{"no memory", reasonMemory, whole, Limits{Buffer: 10 << 10}},
		{"no window", reasonMemory, whole, Limits{Buffer: 100 << 10}},
		{"bomb", reasonRatio, fixture(t, "bomb.7z"), Limits{}},
	} {
		s := new(recorder)
		x := New(c.limits, s)
		w := x.Open(Part{})
		pieces(w, c.b, 1448)
		w.Close()
		if s.reasons[c.reason] == 0 || x.Memory() != 0 {
			t.Errorf("%s: opaque %v, %d held", c.name, s.reasons, x.Memory())
		}
	}
}

func FuzzSevenZip(f *testing.F) {
	for _, name := range []string{"copy", "lzma", "lzma2", "aes", "deflate", "filter-delta"} {
		if b := fixture(f, name+".7z"); len(b) < 2000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 64<<10 {
			compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", 100))
		}
	})
}

// FuzzSevenHeader puts bytes where an archive's header stands.
func FuzzSevenHeader(f *testing.F) {
	b := fixture(f, "deflate.7z")
	if offset := sevenStartSize + int(b[12]) + int(b[13])<<8; offset < len(b) {
		f.Add(b[offset:])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		z := sevenReader{shelf: shelf{scope: &scope{x: New(Limits{Buffer: 1 << 20}, new(recorder))}}}
		z.bytes.x = z.scope.x
		z.keep(append(make([]byte, sevenStartSize), b...))
		z.unpack()
		if n := z.scope.x.Memory(); n != 0 {
			t.Fatalf("%d bytes held", n)
		}
	})
}
