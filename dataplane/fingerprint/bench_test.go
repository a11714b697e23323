package fingerprint

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"
)

const benchBytes = 4 << 20

// benchTexts are texts that hold nothing registered.
func benchTexts() map[string][]byte {
	rng := rand.New(rand.NewPCG(7, 8))
	japanese := []rune(strings.ReplaceAll(plan[:900], "\n", ""))
	var ja strings.Builder
	for ja.Len() < benchBytes {
		at := rng.IntN(len(japanese) - 12)
		ja.WriteString(string(japanese[at : at+4+rng.IntN(8)]))
	}
	var csv strings.Builder
	for i := 0; csv.Len() < benchBytes; i++ {
		fmt.Fprintf(&csv, "%d,%s,080-%04d-%04d,x%d@example.jp\n", i, "山本 次郎", rng.IntN(10000), rng.IntN(10000), i)
	}
	return map[string][]byte{"english": []byte(randomText(rng, benchBytes)), "japanese": []byte(ja.String()), "csv": []byte(csv.String())}
}

// BenchmarkMatch looks through texts for a document, and for tables beside it.
// IndexByte over the same bytes is the memory-speed baseline.
func BenchmarkMatch(b *testing.B) {
	documents, both := edit(b), edit(b)
	rng := rand.New(rand.NewPCG(9, 10))
	for i := range 2000 {
		text := randomText(rng, 4000)
		addText(b, documents, fmt.Sprint(i), text, Text)
		addText(b, both, fmt.Sprint(i), text, Text)
	}
	addCustomers(b, both, 5000)
	stores := map[string]*Store{"documents": saved(b, documents), "tables": saved(b, both)}
	for kind, text := range benchTexts() {
		for name, s := range stores {
			b.Run(kind+"/"+name, func(b *testing.B) { benchMatch(b, s, text) })
		}
		b.Run(kind+"/indexbyte", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				bytes.IndexByte(text, 0xfe)
			}
		})
	}
}

func benchMatch(b *testing.B, s *Store, text []byte) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	f := &finds{sure: map[uint64]string{}, maybe: map[uint64]string{}}
	before, n := processorTime(b), 0
	for b.Loop() {
		n++
		var m Matcher
		var st Stream
		for i := 0; i < len(text); i += 1400 {
			m.Write(s, &st, text[i:min(i+1400, len(text))], false, f)
		}
		m.Write(s, &st, nil, true, f)
	}
	b.ReportMetric(float64(n*len(text))/1e6/(processorTime(b)-before).Seconds(), "MB/cpu-s")
}

// processorTime is what this process has used: the machine may be shared.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
