package content

import (
	"bytes"
	"strings"
	"testing"
)

// branchBytes returns bytes among which every filter finds what it takes for branches.
func branchBytes() []byte {
	x, out := uint32(1), []byte(nil)
	for k := range 256 {
		var w [4]byte
		for i := range w {
			x = (x*1103515245 + 12345) & (1<<31 - 1)
			w[i] = byte(x >> 16)
		}
		switch k % 8 {
		case 0:
			w[3] = 0xeb
		case 1:
			w[0], w[3] = 0x48, w[3]&^3|1
		case 2:
			w[1], w[3] = 0xf0|w[1]&7, 0xf8|w[3]&7
		case 3:
			w[0], w[1] = 0x40, w[1]&0x3f
		case 4:
			w[0], w[1] = 0x7f, w[1]|0xc0
		case 5:
			w[3] = 0x94 | w[3]&3
		case 6:
			w[2], w[3] = 0, 0x90|w[3]&0x60
		}
		out = append(out, w[:]...)
	}
	return append(out, "end"...)
}

// TestFilters reads what other programs have filtered, and counts what went through two
// filters.
func TestFilters(t *testing.T) {
	want := string(branchBytes())
	for _, name := range []string{"powerpc.xz", "arm.xz", "armthumb.xz", "arm64.xz", "sparc.xz", "delta.xz", "arm.7z", "arm64.7z", "delta.7z", "two.xz"} {
		b := fixture(t, "filter-"+name)
		for _, n := range splits(len(b)) {
			s := extract(t, Part{Where: "f"}, b, n)
			if two := strings.HasPrefix(name, "two"); s.has(want) == two || (s.reasons[reasonCoding] > 0) != two {
				t.Errorf("%s by %d: not as it was: opaque %v", name, n, s.reasons)
			}
		}
	}
}

// TestFilterPieces wants the same whatever the pieces, and nothing lost.
func TestFilterPieces(t *testing.T) {
	for id := range uint64(12) {
		for _, properties := range []string{"", "\x02", "\x00\x10\x00\x00"} {
			whole, ok := newFilter(id, []byte(properties))
			if !ok || whole == nil {
				continue
			}
			in := branchBytes()
			want := append(whole.push(in), whole.rest()...)
			for n := 1; n < 9; n++ {
				f, _ := newFilter(id, []byte(properties))
				var got []byte
				for rest := in; len(rest) > 0; rest = rest[min(n, len(rest)):] {
					got = append(got, f.push(rest[:min(n, len(rest))])...)
				}
				if got = append(got, f.rest()...); !bytes.Equal(got, want) || len(got) != len(in) {
					t.Errorf("filter %d by %d: differs from the whole", id, n)
				}
			}
		}
	}
}
