package content

// raw delivers bytes that aren't text as they are, since texts may lie among
// them, and finds out whether they could be read at all. Opaque are bodies of a
// format that has no reader, and those whose first bytes look random: encrypted,
// or compressed in an unknown way. Pictures and sound are neither.
type raw struct {
	scope  *scope
	out    Writer
	reason string // why the bytes are opaque, or ""
	counts *[256]uint16
	n      int // bytes counted
	// structured may have texts among its bytes, which are looked for until it looks random.
	structured bool
	texts      textRuns
}

const (
	// entropyBytes is how much of a body is looked at.
	entropyBytes = 4096
	// entropyLeast is the least that says something: below, nothing is opaque.
	entropyLeast = 512
)

func newRaw(s *scope, f *format) *raw {
	s.info.Binary = true
	b := &raw{scope: s, texts: textRuns{scope: s}}
	switch {
	case s.silent() || f != nil && f.media:
	case f != nil:
		b.reason, b.structured = "no reader for "+f.mediaType, true
	default:
		b.counts, b.structured = new([256]uint16), true
	}
	return b
}

func (b *raw) Write(p []byte) {
	if b.scope.silent() {
		return // the run or value it comes from has been delivered as text
	}
	if b.out == nil {
		b.out = b.scope.x.sink.Text(b.scope.info)
	}
	b.out.Write(p)
	if b.structured {
		b.texts.Write(p)
	}
	if b.counts != nil {
		b.count(p)
		return
	}
	if b.reason != "" {
		b.scope.opaque(len(p), b.reason)
	}
}

// count tells random from structured bytes once there are enough.
func (b *raw) count(p []byte) {
	k := min(len(p), entropyBytes-b.n)
	for _, c := range p[:k] {
		b.counts[c]++
	}
	if b.n += k; b.n == entropyBytes {
		b.settle(len(p) - k)
	}
}

// settle decides, and counts the bytes looked at and rest more.
func (b *raw) settle(rest int) {
	if looksRandom(b.counts, b.n) {
		b.reason, b.structured = reasonEntropy, false
		b.scope.opaque(b.n+rest, b.reason)
	}
	b.counts = nil
}

// looksRandom compares how often two bytes of the n counted are the same with
// how often they would be if all 256 were equally likely, which is once in 256.
// Compressed data stays within a tenth of that; programs and records are at
// several times as much.
func looksRandom(counts *[256]uint16, n int) bool {
	pairs := 0
	for _, c := range counts {
		pairs += int(c) * (int(c) - 1)
	}
	return pairs*256*4 < n*(n-1)*5
}

func (b *raw) Close() {
	if b.counts != nil && b.n >= entropyLeast {
		b.settle(0)
	}
	if b.out != nil {
		b.texts.end()
		b.out.Close()
		b.out = nil
	}
}
