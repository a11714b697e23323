package content

import (
	"bytes"
	"compress/flate"
	gogzip "compress/gzip"
	"compress/zlib"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// pack compresses s with a coding.
func pack(t testing.TB, coding string, s []byte) []byte {
	t.Helper()
	var z bytes.Buffer
	var w io.WriteCloser
	var err error
	switch coding {
	case "gzip":
		w = gogzip.NewWriter(&z)
	case "deflate":
		w = zlib.NewWriter(&z)
	case "bare":
		w, err = flate.NewWriter(&z, 6)
	case "br":
		w = brotli.NewWriterLevel(&z, 4)
	case "zstd":
		w, err = zstd.NewWriter(&z, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(64<<10))
	}
	if err != nil {
		t.Fatal(err)
	}
	w.Write(s)
	w.Close()
	return z.Bytes()
}

// declared maps the names that pack knows to what a sender declares.
func declared(coding string) string {
	if coding == "bare" {
		return "deflate"
	}
	return coding
}

var testCodings = []string{"gzip", "deflate", "bare", "br", "zstd"}

// pieces writes b to w, n bytes at a time.
func pieces(w Writer, b []byte, n int) {
	for len(b) > 0 {
		n = min(n, len(b))
		w.Write(b[:n:n])
		b = b[n:]
	}
}

func TestCodings(t *testing.T) {
	text := prose(300 << 10)
	before := runtime.NumGoroutine()
	for _, coding := range testCodings {
		z := pack(t, coding, text)
		for _, n := range []int{1, 7, 1448, len(z)} {
			s := new(recorder)
			x := New(Limits{}, s)
			w := x.Open(Part{Where: "body", Encodings: []string{declared(coding)}})
			pieces(w, z, n)
			if got := s.text("body"); got != string(text) {
				t.Errorf("%s by %d: %d bytes delivered before Close, want %d", coding, n, len(got), len(text))
			}
			w.Close()
			x.Release()
			if s.opaque != 0 || x.Memory() != 0 {
				t.Errorf("%s by %d: %d bytes opaque, %d held; want none", coding, n, s.opaque, x.Memory())
			}
		}
	}
	if n := runtime.NumGoroutine(); n != before {
		t.Errorf("%d goroutines, had %d", n, before)
	}
}

func TestCodingsInARow(t *testing.T) {
	z := pack(t, "zstd", pack(t, "br", pack(t, "gzip", []byte("seal of the barrier"))))
	s := new(recorder)
	w := New(Limits{}, s).Open(Part{Where: "body", Encodings: []string{"gzip", "br", "ZSTD", "identity"}})
	w.Write(z)
	w.Close()
	if got := s.text("body"); got != "seal of the barrier" {
		t.Errorf("got %q", got)
	}
}

// TestPacketThatCompletes flushes a value's end and wants it before the stream ends.
func TestPacketThatCompletes(t *testing.T) {
	var z bytes.Buffer
	w := gogzip.NewWriter(&z)
	w.Write([]byte("number 123456789018\n"))
	w.Flush()
	s := new(recorder)
	New(Limits{}, s).Open(Part{Where: "body", Encodings: []string{"gzip"}}).Write(z.Bytes())
	if got := s.text("body"); got != "number 123456789018\n" {
		t.Errorf("got %q before the stream's end", got)
	}
}

func TestBombsEndInBounds(t *testing.T) {
	bomb := bytes.Repeat([]byte{'x'}, 64<<20)
	for _, coding := range testCodings {
		s := new(recorder)
		x := New(Limits{Bytes: 1 << 30}, s)
		w := x.Open(Part{Where: "body", Encodings: []string{declared(coding)}})
		z := pack(t, coding, bomb)
		pieces(w, z, 1448)
		w.Close()
		if n := len(s.text("body")); n > 4<<20 {
			t.Errorf("%s: %d bytes from %d", coding, n, len(z))
		}
		if s.opaque == 0 || s.reasons[reasonRatio] == 0 {
			t.Errorf("%s: opaque %v, want reason %q", coding, s.reasons, reasonRatio)
		}
		if x.Release(); x.Memory() != 0 {
			t.Errorf("%s: %d bytes held after Release", coding, x.Memory())
		}
	}
}

func TestUnreadableCodings(t *testing.T) {
	damaged := pack(t, "gzip", prose(9000))
	copy(damaged[300:], "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	for _, c := range []struct {
		coding, reason string
		body           []byte
	}{
		{"compress", reasonCoding, []byte("whatever")},
		{"gzip", reasonCorrupt, damaged},
		{"deflate", reasonCorrupt, []byte{0x78, 0x9c, 0xff, 0xff, 0xff}},
		{"br", reasonCorrupt, bytes.Repeat([]byte{0x0b, 0xff}, 50)},
		{"zstd", reasonCorrupt, []byte(zstdMagic + "\x00\x00\xff\xff\xff" + string(make([]byte, 200<<10)))},
		{"zstd", reasonMemory, []byte(zstdMagic + "\x00\xff\xff\xff\xff")},
		{"zstd", reasonTruncated, pack(t, "zstd", prose(9000))[:500]},
	} {
		s := new(recorder)
		w := New(Limits{}, s).Open(Part{Where: "body", Encodings: []string{c.coding}})
		w.Write(c.body)
		w.Close()
		if s.reasons[c.reason] == 0 {
			t.Errorf("%s: opaque %v, want reason %q", c.coding, s.reasons, c.reason)
		}
	}
}

// TestCodingNotThere wants bytes that contradict their declaration read as they are.
func TestCodingNotThere(t *testing.T) {
	for _, coding := range []string{"gzip", "zstd"} {
		for _, text := range []string{"no such coding", "\x1f"} {
			s := new(recorder)
			w := New(Limits{}, s).Open(Part{Where: "body", Encodings: []string{coding}})
			pieces(w, []byte(text), 1)
			w.Close()
			if got := s.text("body"); got != text {
				t.Errorf("%s: got %q, want %q", coding, got, text)
			}
		}
	}
}

func TestSharedBudget(t *testing.T) {
	budget := NewBudget(inflaterSize)
	first, second := new(recorder), new(recorder)
	x, y := New(Limits{Shared: budget}, first), New(Limits{Shared: budget}, second)
	z := pack(t, "gzip", []byte("text"))
	a := x.Open(Part{Where: "body", Encodings: []string{"gzip"}})
	a.Write(z)
	b := y.Open(Part{Where: "body", Encodings: []string{"gzip"}})
	b.Write(z)
	if first.text("body") != "text" || second.reasons[reasonMemory] == 0 {
		t.Errorf("got %q, opaque %v", first.text("body"), second.reasons)
	}
	a.Close()
	b.Close()
	x.Release()
	y.Release()
	if budget.Free() != inflaterSize {
		t.Errorf("%d bytes free, want %d", budget.Free(), inflaterSize)
	}
}

func FuzzCodings(f *testing.F) {
	for i, coding := range testCodings {
		f.Add(pack(f, coding, prose(3000)), uint8(i), uint8(9))
	}
	f.Fuzz(func(t *testing.T, b []byte, coding, size uint8) {
		name := declared(testCodings[int(coding)%len(testCodings)])
		whole, split := run(t, b, len(b), name), run(t, b, int(size)+1, name)
		if name == "br" && whole.reasons[reasonCorrupt] > 0 && split.reasons[reasonCorrupt] > 0 {
			compareCorrupt(t, whole, split)
			return
		}
		compareRuns(t, whole, split)
	})
}

// compareCorrupt wants what was read of a corrupt stream to be the same as far as both
// go: the library that reads Brotli keeps what it had unpacked of its last step.
func compareCorrupt(t *testing.T, whole, split *recorder) {
	t.Helper()
	w, s := strings.Join(whole.all(), ""), strings.Join(split.all(), "")
	if n := min(len(w), len(s)); len(whole.texts) < 2 && len(split.texts) < 2 && w[:n] != s[:n] {
		t.Fatalf("texts of a corrupt stream differ:\n%q\n%q", w, s)
	}
}

// run extracts b, declared as coded by name, n bytes a time, within small limits.
func run(t *testing.T, b []byte, n int, name string) *recorder {
	s := new(recorder)
	x := New(Limits{Bytes: 1 << 20, Buffer: 1 << 20}, s)
	w := x.Open(Part{Where: "body", Encodings: []string{name}})
	pieces(w, b, n)
	w.Close()
	if x.Release(); x.Memory() != 0 {
		t.Fatalf("%d bytes held after Release", x.Memory())
	}
	return s
}

func BenchmarkCodings(b *testing.B) {
	text := prose(1 << 20)
	for _, coding := range testCodings {
		z := pack(b, coding, text)
		b.Run(coding, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				x := New(Limits{}, discard{})
				w := x.Open(Part{Encodings: []string{declared(coding)}})
				pieces(w, z, 1448)
				w.Close()
				x.Release()
			}
		})
	}
}

// TestBrotliLargestWindow reads a stream of the widest window that RFC 7932 has.
func TestBrotliLargestWindow(t *testing.T) {
	var z bytes.Buffer
	w := brotli.NewWriterOptions(&z, brotli.WriterOptions{Quality: 1, LGWin: 24})
	w.Write(prose(300 << 10))
	w.Close()
	if got := brotliWindow(z.Bytes()[0]); got != 1<<24 {
		t.Fatalf("the stream's window is %d", got)
	}
	s := new(recorder)
	body := New(Limits{}, s).Open(Part{Where: "body", Encodings: []string{"br"}})
	body.Write(z.Bytes())
	body.Close()
	if s.opaque != 0 || s.text("body") != string(prose(300<<10)) {
		t.Errorf("opaque %v; %d bytes delivered", s.reasons, len(s.text("body")))
	}
}
