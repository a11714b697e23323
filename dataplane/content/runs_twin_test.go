package content

import (
	"encoding/base64"
	"math"
	"math/rand/v2"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// readableSlowly is the obvious twin of isReadable, in full.
func readableSlowly(b []byte) bool {
	if isUTF8(b) {
		return true
	}
	part, _ := evidence(b[asciiPrefix(b):])
	c := guessCharset(part)
	if c == charsetUTF8 {
		return true
	}
	high := 0
	for _, c := range part {
		high += int(c >> 7)
	}
	return c != charset1252 && score(c, part, judgeOf(c), math.MinInt) >= high
}

func TestReadableAsSlowly(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	sjis, euc := encoded(t, japanese.ShiftJIS, customerList), encoded(t, japanese.EUCJP, customerList)
	readable := 0
	for range 30000 {
		text := [...][]byte{sjis, euc, []byte(customerList)}[rng.IntN(3)]
		at := rng.IntN(len(text) - 40)
		b := append([]byte(nil), text[at:at+1+rng.IntN(39)]...)
		for range rng.IntN(12) {
			b[rng.IntN(len(b))] = byte(rng.Uint32())
		}
		want := readableSlowly(b)
		if got := isReadable(b); got != want {
			t.Fatalf("%q: readable %v, want %v", b, got, want)
		}
		if want {
			readable++
		}
	}
	if readable < 3000 || readable > 27000 {
		t.Errorf("%d of 30000 readable: the texts show too little", readable)
	}
}

// What is known of a run at once must be what a body makes of it.
func TestNothingIsNoBody(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_AAAAIIggICAg"
	nothings := 0
	for range 20000 {
		first, letters := make([]byte, runBytes), 1+rng.IntN(len(alphabet))
		for i := range first {
			first[i] = alphabet[rng.IntN(letters)]
		}
		if at := rng.IntN(2 * len(customerList)); at < len(customerList)-runBytes {
			base64.StdEncoding.Encode(first, []byte(customerList)[at:at+runBytes/4*3])
		}
		x := New(Limits{}, discard{})
		c := scope{x: x, inline: true}
		body, d := x.body(c), runDecoder{hex: allHex(first)}
		got := d.standsForNothing(first)
		d.decode(first, body)
		_, raw := body.next.(*raw)
		if want := body.sure && raw && body.as == (reading{}); got != want {
			t.Fatalf("%s: nothing %v, want %v", first, got, want)
		}
		if got {
			nothings++
		}
	}
	if nothings < 1000 || nothings > 19000 {
		t.Errorf("%d of 20000 are nothing: the runs show too little", nothings)
	}
}

// firstRunSlowly is the obvious twin of firstRun.
func firstRunSlowly(b []byte) int {
	n := 0
	for i, c := range b {
		if n++; runClass[c] == runNone {
			n = 0
		}
		if n == runBytes {
			return i + 1 - runBytes
		}
	}
	return -1
}

func TestFirstRunAsSlowly(t *testing.T) {
	rng := rand.New(rand.NewPCG(25, 26))
	found := 0
	for range 20000 {
		text := make([]byte, rng.IntN(300))
		for i := range text {
			text[i] = "abcXYZ019+/-_"[rng.IntN(13)]
		}
		for range rng.IntN(16) * len(text) / 300 {
			text[rng.IntN(len(text))] = " .\n:\"\xe3=Q\x00\x7f@"[rng.IntN(11)]
		}
		got, want := firstRun(text), firstRunSlowly(text)
		if got != want {
			t.Fatalf("%q: the first run is at %d, want %d", text, got, want)
		}
		if want >= 0 {
			found++
		}
	}
	if found < 1000 || found > 19000 {
		t.Errorf("%d of 20000 have a run: the texts show too little", found)
	}
}
