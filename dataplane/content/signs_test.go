package content

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// signText is random bytes with many signs.
func signText(rng *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		if b[i] = byte(rng.Uint32()); rng.IntN(3) == 0 {
			b[i] = (escapeSigns + "<=>\xdc\xa6%")[rng.IntN(10)]
		}
	}
	return b
}

// The kernel marks what the obvious loop does, and so does its portable twin.
func TestSignsMatchTwins(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for range 200 {
		b := signText(rng, signBlock*(1+rng.IntN(5)))
		fifth := []byte{jsonSign, '?'}[rng.IntN(2)]
		got, twin := make([]uint64, len(b)/signBlock), make([]uint64, len(b)/signBlock)
		markSigns(got, b, fifth)
		signsPortable(twin, b, fifth)
		for i, c := range b {
			want := c == fifth || strings.IndexByte(escapeSigns, c) >= 0
			if got[i/64]>>(i%64)&1 == 1 != want || twin[i/64]>>(i%64)&1 == 1 != want {
				t.Fatalf("byte %d, %q: kernel %b, twin %b, want %v", i, c, got[i/64], twin[i/64], want)
			}
		}
	}
}

// However long a text is and wherever it is asked from, the next sign is found.
func TestNextSign(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	for range 300 {
		b := signText(rng, rng.IntN(3000))
		s := signs{fifth: jsonSign}
		for i := 0; i < len(b); i += 1 + rng.IntN(90) {
			want := i
			for want < len(b) && b[want] != jsonSign && strings.IndexByte(escapeSigns, b[want]) < 0 {
				want++
			}
			if got := s.next(b, i); got != want {
				t.Fatalf("from %d of %d: %d, want %d", i, len(b), got, want)
			}
		}
	}
}

// escapeText is random, of what escapes and the values of programs consist of.
func escapeText(rng *rand.Rand, n int) string {
	parts := []string{`\`, `\n`, `\u00e9`, `\"`, "&", "&#", "&amp;", "lt;", "%", "%2", "%25", "%u30", "?", "+", " ", "<", "<a", `"`, "'", "=", "{", "d", "3", "x", "あ", "\t", ";"}
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(parts[rng.IntN(len(parts))])
	}
	return b.String()
}

// A sign that doesn't matter is no escape, shows no value, and begins no query.
func TestSignsThatDoNotMatter(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	passed := 0
	for range 20000 {
		b := []byte(escapeText(rng, 12))
		e := escaper{kind: textKind(rng.IntN(3)), read: rng.IntN(2) * len(b), values: newFinder(nil)}
		at := rng.IntN(len(b))
		if strings.IndexByte(escapeSigns, b[at]) < 0 && (b[at] != jsonSign || e.kind != jsonText) || e.mayMatter(b, at) {
			continue
		}
		passed++
		e.within = at < e.read
		_, size := e.escape(e.piece[:], b[at:])
		_, shows, cut := hint(e.kind, b[at:], nil)
		if b[at] == '?' {
			shows, cut = b[at+1] == '+' || behindSign[b[at+1]]&endsQuery == 0, false
		}
		if b[at] == '<' {
			shows = shows && b[at-1] == '"'
		}
		if size > 0 || shows && !e.within || cut {
			t.Errorf("kind %d, within %v: %q matters at %d", e.kind, e.within, b, at)
		}
	}
	if passed < 1000 {
		t.Errorf("only %d signs were passed over, too few to show anything", passed)
	}
}
