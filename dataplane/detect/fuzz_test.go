package detect

import (
	"testing"
)

// FuzzScanner holds whole and split scans of any bytes against each other.
func FuzzScanner(f *testing.F) {
	for _, text := range corpus() {
		f.Add([]byte(text), uint16(7), false)
	}
	for _, text := range layouts(customers(3)) {
		f.Add([]byte(text), uint16(1400), false)
	}
	p, err := Compile(nil, []Custom{{Name: "project", Keywords: []string{"Falcon", "新製品"}, Context: []string{"plan"}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte, cut uint16, binary bool) {
		state := uint32(cut) | 1
		next := func() int {
			state = state*1664525 + 1013904223
			return 1 + int(state>>16)%(1+int(cut)%2000)
		}
		want := describe(scanAs(p, text, whole1, binary))
		if got := describe(scanAs(p, text, next, binary)); got != want {
			t.Fatalf("split changes the result:\n got %s\nwant %s", got, want)
		}
	})
}

func scanAs(p *Program, b []byte, cut func() int, binary bool) *Scanner {
	s := p.NewScanner()
	st := s.Open(Text{Binary: binary})
	for len(b) > 0 {
		n := min(max(1, cut()), len(b))
		st.Write(b[:n:n])
		b = b[n:]
	}
	st.Close()
	return s
}
