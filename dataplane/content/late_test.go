package content

import (
	"slices"
	"strings"
	"testing"
)

// lastRecorder notes what it is given, and "|" where it ends.
type lastRecorder struct{ calls []string }

func (r *lastRecorder) Write(b []byte)     { r.calls = append(r.calls, string(b)) }
func (r *lastRecorder) WriteLast(b []byte) { r.calls = append(r.calls, string(b)+"|") }
func (r *lastRecorder) Close()             { r.calls = append(r.calls, "|") }

// A text that begins and ends in one packet comes in one piece, and another with each packet.
func TestLate(t *testing.T) {
	const endOfPacket = "."
	long := strings.Repeat("x", lateBytes)
	for _, c := range []struct{ steps, want []string }{
		{[]string{"a", "b"}, []string{"ab|"}},
		{[]string{"a", "b", endOfPacket, "c", "d"}, []string{"ab", "cd|"}},
		{[]string{"a", "b", endOfPacket}, []string{"ab", "|"}},
		{[]string{"a", long, "b", "c"}, []string{"a", long, "bc|"}},
		{nil, []string{"|"}},
	} {
		x, r := new(Extractor), new(lastRecorder)
		l := &late{x: x, out: r}
		for _, step := range c.steps {
			if step == endOfPacket {
				x.passLate()
				continue
			}
			l.Write([]byte(step))
		}
		if l.Close(); !slices.Equal(r.calls, c.want) {
			t.Errorf("%.20q: %.20q, want %.20q", c.steps, r.calls, c.want)
		}
	}
}
