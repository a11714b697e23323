package content

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"
)

// fixture reads a file that another program made; testdata/archives/README says how.
func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "archives", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var streamFixtures = []string{".xz", ".bz2", ".lz4"}

// TestStreams unpacks what the usual programs pack, in several blocks and one.
func TestStreams(t *testing.T) {
	want := map[string]string{"prose": string(prose(210 << 10)), "list": customerList}
	for _, ending := range streamFixtures {
		for name, text := range want {
			b := fixture(t, name+ending)
			twice := append(append(bytes.Clone(b), b...), "behind the stream"...)
			for _, n := range splits(len(b)) {
				s := extract(t, Part{Where: "b", Name: "f.txt" + ending}, b, n)
				if got := s.text("b!f.txt"); got != text || s.opaque != 0 {
					t.Errorf("%s%s by %d: %d bytes, want %d; opaque %v", name, ending, n, len(got), len(text), s.reasons)
				}
				s = extract(t, Part{Where: "b"}, twice, n)
				if got := s.texts[0].String(); got != text+text || !s.has("behind the stream") {
					t.Errorf("%s%s twice by %d: %d bytes, want %d", name, ending, n, len(got), 2*len(text))
				}
			}
		}
	}
}

// TestStreamsBeforeClose wants all delivered by the stream's last byte.
func TestStreamsBeforeClose(t *testing.T) {
	for _, ending := range streamFixtures {
		s := new(recorder)
		New(Limits{}, s).Open(Part{Where: "b", Name: "l" + ending}).Write(fixture(t, "list"+ending))
		if got := s.text("b!l"); got != customerList {
			t.Errorf("%s: got %q", ending, got)
		}
	}
}

// TestStreamsDamaged wants what can't be read counted.
func TestStreamsDamaged(t *testing.T) {
	for _, ending := range streamFixtures {
		whole := fixture(t, "prose"+ending)
		s := extract(t, Part{}, whole[:len(whole)*3/4], 1448)
		if s.reasons[reasonTruncated] == 0 {
			t.Errorf("%s cut: opaque %v", ending, s.reasons)
		}
		damaged := bytes.Clone(whole)
		copy(damaged[len(whole)/2:], "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
		s = extract(t, Part{}, damaged, 1448)
		if s.opaque == 0 && ending != ".lz4" { // lz4 has literals there: they are text
			t.Errorf("%s damaged: nothing opaque", ending)
		}
		s = new(recorder)
		x := New(Limits{Buffer: 5000}, s)
		w := x.Open(Part{})
		pieces(w, whole, 1448)
		w.Close()
		if s.reasons[reasonMemory] == 0 || x.Memory() != 0 {
			t.Errorf("%s without memory: opaque %v, %d held", ending, s.reasons, x.Memory())
		}
	}
}

// TestFramesSkipped reads what stands in the frames that decoders skip.
func TestFramesSkipped(t *testing.T) {
	aside := append([]byte("\x51\x2a\x4d\x18\x06\x00\x00\x00"), "secret"...)
	for name, b := range map[string][]byte{"lz4": fixture(t, "list.lz4"), "zstd": pack(t, "zstd", []byte(customerList))} {
		b = append(b, aside...)
		for _, n := range []int{1, 7, len(b)} {
			if s := extract(t, Part{}, b, n); !s.has("secret") || !s.has(customerList) || s.opaque != 0 {
				t.Errorf("%s by %d: got %q, opaque %v", name, n, s.all(), s.reasons)
			}
		}
	}
}

// lzmaFileOf packs a file of LZMA alone, whose size is told in front or not.
func lzmaFileOf(t testing.TB, text []byte, sized bool) []byte {
	t.Helper()
	config := lzma.WriterConfig{EOSMarker: !sized}
	if sized {
		config.SizeInHeader, config.Size = true, int64(len(text))
	}
	var z bytes.Buffer
	w, err := config.NewWriter(&z)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return z.Bytes()
}

func TestLZMA(t *testing.T) {
	for _, sized := range []bool{false, true} {
		b := lzmaFileOf(t, []byte(customerList), sized)
		for _, n := range []int{1, 100, len(b)} {
			s := extract(t, Part{Where: "a.lzma", Name: "a.lzma"}, b, n)
			if s.text("a.lzma!a") != customerList || s.opaque != 0 {
				t.Errorf("sized %v by %d: got %q, opaque %v", sized, n, s.all(), s.reasons)
			}
		}
		if s := extract(t, Part{}, b[:len(b)*3/4], 100); s.opaque == 0 {
			t.Errorf("sized %v: a file cut is whole", sized)
		}
	}
}

func FuzzLZMA(f *testing.F) {
	f.Add(lzmaFileOf(f, []byte(customerList), true)[5:], uint16(9))
	f.Add(lzmaFileOf(f, []byte(customerList), false)[5:], uint16(1))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if b = append([]byte("\x5d\x00\x00\x80\x00"), b...); len(b) < 64<<10 {
			compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
		}
	})
}

func TestStreamBombs(t *testing.T) {
	var z bytes.Buffer
	w, err := xz.NewWriter(&z)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(bytes.Repeat([]byte{'x'}, 8<<20))
	w.Close()
	for name, b := range map[string][]byte{"lzma": lzmaFileOf(t, bytes.Repeat([]byte{'x'}, 8<<20), false), "xz": z.Bytes(), "bz2": fixture(t, "bomb.bz2"), "lz4": fixture(t, "bomb.lz4")} {
		s := new(recorder)
		x := New(Limits{Ratio: 20}, s)
		w := x.Open(Part{})
		pieces(w, b, 1448)
		w.Close()
		if s.reasons[reasonRatio] == 0 || x.Memory() != 0 {
			t.Errorf("%s: opaque %v, %d held", name, s.reasons, x.Memory())
		}
	}
}

// TestZipMethods reads the rarer methods of ZIP.
func TestZipMethods(t *testing.T) {
	text := string(prose(210 << 10))
	b := zippedRaw(t, 0, zipFile{"a", text, zipBzip2}, zipFile{"b", text, zipXZ}, zipFile{"c", text, 97})
	for _, n := range splits(len(b)) {
		s := extract(t, Part{Where: "z"}, b, n)
		if s.text("z!a") != text || s.text("z!b") != text || s.reasons["unknown compression"] != int64(len(text)) {
			t.Errorf("by %d: %d and %d bytes, opaque %v", n, len(s.text("z!a")), len(s.text("z!b")), s.reasons)
		}
	}
}

func FuzzStreams(f *testing.F) {
	for _, ending := range streamFixtures {
		f.Add(fixture(f, "list"+ending), uint16(1))
		f.Add(append(fixture(f, "list"+ending), strings.Repeat("tail", 9)...), uint16(30))
	}
	for _, name := range []string{"filter-arm.xz", "filter-delta.xz"} {
		f.Add(fixture(f, name), uint16(9))
	}
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) < 64<<10 {
			compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
		}
	})
}

func BenchmarkStreams(b *testing.B) {
	for _, ending := range streamFixtures {
		z := fixture(b, "prose"+ending)
		b.Run(ending[1:], func(b *testing.B) {
			b.SetBytes(210 << 10)
			for b.Loop() {
				x := New(Limits{}, discard{})
				w := x.Open(Part{})
				pieces(w, z, 1448)
				w.Close()
				x.Release()
			}
		})
	}
}
