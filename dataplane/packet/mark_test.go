package packet

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func mustMarks(t *testing.T, mask, generation uint32) Marks {
	t.Helper()
	m, err := NewMarks(mask, generation)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMarksOfTheDefaultMask(t *testing.T) {
	m := mustMarks(t, 0xff000000, 5)
	cases := []struct {
		name      string
		got, want uint32
	}{
		{"accepted", m.Accepted(0x00abcdef), 0x15abcdef},
		{"blocked", m.Blocked(0x00abcdef), 0x16abcdef},
		{"reset", m.Reset(0x00abcdef), 0x17abcdef},
		{"undecided", m.Undecided(0x15abcdef), 0x00abcdef},
		{"blocked after accepted", m.Blocked(0x15abcdef), 0x16abcdef},
		{"generations", m.Generations(), 64},
		{"next", m.Next().Accepted(0), 0x19000000},
		{"wrapped", mustMarks(t, 0xff000000, 64+5).Accepted(0), 0x15000000},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%s: got %#x, want %#x", c.name, c.got, c.want)
		}
	}
}

func TestMarksLeaveOtherBitsAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10000 {
		mask := r.Uint32() | r.Uint32()
		m, err := NewMarks(mask, r.Uint32())
		if err != nil {
			continue
		}
		orig := r.Uint32()
		writes := map[State]uint32{StateUndecided: m.Undecided(orig), StateAccepted: m.Accepted(orig),
			StateBlocked: m.Blocked(orig), StateReset: m.Reset(orig)}
		for state, mark := range writes {
			if mark&^mask != orig&^mask {
				t.Fatalf("mask %#x: %#x became %#x", mask, orig, mark)
			}
			if got := m.State(mark); got != state {
				t.Fatalf("mask %#x: %#x reads as state %d, want %d", mask, mark, got, state)
			}
		}
	}
}

func TestOlderGenerationsAreUndecided(t *testing.T) {
	for _, mask := range []uint32{0xff000000, 0x0000003f, 0x81818181} {
		m := mustMarks(t, mask, 0)
		mark := m.Blocked(0)
		for range m.Generations() - 1 {
			if m = m.Next(); m.State(mark) != StateUndecided {
				t.Fatalf("mask %#x: generation %d takes %#x for its own", mask, m.Generation(), mark)
			}
		}
		if m = m.Next(); m.State(mark) != StateBlocked {
			t.Errorf("mask %#x: the generation did not wrap", mask)
		}
	}
}

func TestNarrowMaskIsRefused(t *testing.T) {
	for _, mask := range []uint32{0, 1, 0x1f, 0x80000001} {
		if _, err := NewMarks(mask, 0); err == nil || !strings.Contains(err.Error(), "want at least 6") {
			t.Errorf("mask %#x: got %v, want it refused", mask, err)
		}
	}
}
