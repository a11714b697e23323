package content

import (
	"strings"
	"testing"
)

func TestZlib(t *testing.T) {
	for name, text := range map[string]string{"long": strings.Repeat(customerList, 9), "short": "山田 太郎", "none": ""} {
		b := pack(t, "deflate", []byte(text))
		for n := 1; n <= len(b); n += 1 + n/8 {
			s := extract(t, Part{Where: "w", Name: "a.zlib"}, b, n)
			if got := s.text("w!a"); got != text || s.opaque > 0 {
				t.Errorf("%s by %d: %q, %d opaque", name, n, got, s.opaque)
			}
		}
	}
}

// TestBehindZlib wants what follows a stream to be read too.
func TestBehindZlib(t *testing.T) {
	b := append(pack(t, "deflate", []byte(strings.Repeat(customerList, 9))), pack(t, "gzip", []byte(uuText))...)
	for _, n := range []int{len(b), 100, 1} {
		if s := extract(t, Part{Where: "w"}, b, n); !s.contains(customerList) || !s.contains(uuText) {
			t.Errorf("by %d: %q", n, s.all())
		}
	}
}

// TestNoZlib wants texts that begin with the same two bytes, and broken streams, to be read
// as they are.
func TestNoZlib(t *testing.T) {
	packed := pack(t, "deflate", []byte(customerList))
	for _, in := range []string{"x^2 + y^2 = 1", "x^{n+1}" + strings.Repeat(" and so on, up to n", 90), string(packed[:40]), string(packed[:9]) + customerList} {
		s := extract(t, Part{Where: "w"}, []byte(in), len(in))
		if !s.contains(in[9:min(len(in), 90)]) || s.opaque > 0 {
			t.Errorf("%q gave %q, %d opaque", in, s.all(), s.opaque)
		}
	}
}

func FuzzZlib(f *testing.F) {
	packed := pack(f, "deflate", []byte(strings.Repeat(customerList, 9)))
	f.Add(packed, uint8(7))
	f.Add(append(packed[:len(packed)-4:len(packed)-4], "????"+uuText...), uint8(1))
	f.Add(packed[:70], uint8(64))
	f.Fuzz(func(t *testing.T, b []byte, size uint8) {
		if len(b) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
	})
}
