package content

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// inflateAll runs our inflater over b in pieces of the given sizes, in turn.
func inflateAll(b []byte, pieces []byte) (out []byte, done bool, err error) {
	f := newInflater()
	f.reset(func(p []byte) bool { out = append(out, p...); return len(out) < 1<<22 })
	for i := 0; len(b) > 0 && err == nil && !f.done && !f.stopped; i++ {
		n := len(b)
		if len(pieces) > 0 {
			n = min(n, 1+int(pieces[i%len(pieces)]))
		}
		_, err = f.write(b[:n])
		b = b[n:]
	}
	return out, f.done, err
}

// FuzzInflate compares with compress/flate, whole and in pieces.
func FuzzInflate(f *testing.F) {
	rng := rand.New(rand.NewPCG(1, 2))
	random := make([]byte, 3000)
	for i := range random {
		random[i] = byte(rng.Uint32())
	}
	text := strings.Repeat("the quick brown fox jumps over it; ", 3000)
	for level := -2; level <= 9; level++ {
		for _, s := range []string{"", "a", text[:50], text, string(random), strings.Repeat("x", 70000), text[:9000] + string(random),
			text + strings.Repeat(string(random), 40) + text, // blocks that are stored after and before others
		} {
			var z bytes.Buffer
			w, _ := flate.NewWriter(&z, level)
			w.Write([]byte(s))
			w.Close()
			f.Add(z.Bytes(), []byte{0})
			f.Add(z.Bytes(), []byte{7, 200, 0})
		}
	}
	f.Fuzz(func(t *testing.T, b, pieces []byte) {
		want, wantErr := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), 1<<21))
		if wantErr != nil && wantErr != io.ErrUnexpectedEOF {
			// compress/flate refuses an empty code before its first bit, we at it.
			b = append(b[:len(b):len(b)], 0)
		}
		for _, p := range [][]byte{nil, pieces} {
			got, done, err := inflateAll(b, p)
			switch {
			case wantErr == nil && len(want) < 1<<21 && (!done || err != nil):
				t.Fatalf("done %v, err %v, want success", done, err)
			case wantErr != nil && done:
				t.Fatalf("done, want %v", wantErr)
			case wantErr != nil && wantErr != io.ErrUnexpectedEOF && err == nil:
				t.Fatalf("no error, want %v", wantErr)
			}
			if wantErr == nil {
				got = got[:min(len(got), 1<<21)]
			} else {
				got = got[:min(len(got), len(want))] // flate holds back what precedes an error
				want = want[:len(got)]
			}
			if !bytes.Equal(got, want) {
				t.Fatalf("decoded %d bytes differ from the %d of compress/flate", len(got), len(want))
			}
		}
	})
}

func BenchmarkInflate(b *testing.B) {
	var z bytes.Buffer
	w, _ := flate.NewWriter(&z, 6)
	text := prose(1 << 20)
	w.Write(text)
	w.Close()
	f := newInflater()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		f.reset(func([]byte) bool { return true })
		f.write(z.Bytes())
	}
}

func BenchmarkInflateStandardLibrary(b *testing.B) {
	var z bytes.Buffer
	w, _ := flate.NewWriter(&z, 6)
	text := prose(1 << 20)
	w.Write(text)
	w.Close()
	r := flate.NewReader(bytes.NewReader(nil))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.(flate.Resetter).Reset(bytes.NewReader(z.Bytes()), nil)
		io.Copy(io.Discard, r)
	}
}

// prose returns n bytes of English-like words, the same each time.
func prose(n int) []byte {
	words := strings.Fields("station barrier highway traveller paper gate guard road of the and to in a that was for it with as his on be at by had not but from have are which you this mountain river village merchant silk rice letter seal morning evening spring autumn winter summer wind rain")
	rng := rand.New(rand.NewPCG(3, 4))
	var out []byte
	for len(out) < n {
		out = append(out, words[rng.IntN(len(words))]...)
		out = append(out, " \n"[rng.IntN(12)/11])
	}
	return out[:n]
}
