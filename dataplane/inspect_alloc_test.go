package dataplane

import (
	"bytes"
	"testing"

	"sekisho/dataplane/content"
)

// Once a body is being read, more of it without findings costs no allocation, whether
// it is text or not.
func TestReadingAllocatesNothing(t *testing.T) {
	d, err := AllDetectors()
	if err != nil {
		t.Fatal(err)
	}
	random := make([]byte, 16<<10)
	for i, x := 0, uint32(1); i < len(random); i++ {
		x = x*1664525 + 1013904223
		random[i] = byte(x >> 24)
	}
	for name, piece := range map[string][]byte{
		"text":   bytes.Repeat([]byte("The committee has reviewed the plan; 会議は来週の月曜日に開催する。\n"), 200),
		"random": random,
	} {
		w := NewInspection(d, content.Limits{}).File(name)
		for range 4 {
			w.Write(piece)
		}
		if n := testing.AllocsPerRun(20, func() { w.Write(piece) }); n != 0 {
			t.Errorf("%s: %v allocations a write, want none", name, n)
		}
	}
}
