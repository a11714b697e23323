package content

import (
	"bytes"
	"slices"
	"testing"

	"sekisho/dataplane/content/contenttest"
)

func TestRAR(t *testing.T) {
	b := contenttest.RAR("a.csv", customerList, "顧客/b.txt", string(prose(100<<10)))
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
	b := slices.Concat([]byte(rarMagic5), contenttest.RARBlock(nil, 4, 0, 0, 0, 15), bytes.Repeat([]byte{0x5a, 0xc3}, 300))
	s := extract(t, Part{Where: "r"}, b, 100)
	if len(s.flags) != 1 || s.reasons[reasonSealed] != int64(len(b)) {
		t.Errorf("flags %q, opaque %v", s.flags, s.reasons)
	}
}

// TestRARHostile wants what can't be read counted.
func TestRARHostile(t *testing.T) {
	b := contenttest.RAR("a.csv", customerList)
	for reason, c := range map[string]struct {
		b      []byte
		limits Limits
	}{
		reasonCorrupt: {b[:len(b)/2], Limits{}},
		reasonMemory:  {b, Limits{Buffer: 100}},
		reasonBytes:   {contenttest.RAR("a", string(prose(100<<10))), Limits{Bytes: 1000}},
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
	f.Add(contenttest.RAR("a", "text"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 64<<10 {
			compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", 100))
		}
	})
}
