package content

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Texts in the messages of programs are read from where they begin.
func TestTextsInBinary(t *testing.T) {
	const text = "氏名\t個人番号\n山田 太郎\t123456789018\n佐藤 花子\t098765432109\n鈴木 一郎\t112233445566\n"
	for name, in := range map[string]string{
		"Protocol Buffers": string(binary.AppendUvarint([]byte{0x08, 0x96, 0x01, 0x12}, uint64(len(text)))) + text,
		"MessagePack":      "\x82\xa4name\xa1x\xa4body\xda\x00" + string(rune(len(text))) + text + "\xc0",
		"CBOR":             "\xa1\x64body\x79\x00\x80" + text + "\xf6",
		"zeros":            strings.Repeat("\x00", 200) + text + strings.Repeat("\x00\x01", 100),
		"cut characters":   "\x01\x02\xe5" + text + "\xe5\x00",
	} {
		for n := 1; n <= len(in); n++ {
			s := extract(t, Part{Where: "w", MediaType: "application/octet-stream"}, []byte(in), n)
			s.texts = slices.DeleteFunc(s.texts, func(r *recorded) bool { return r.Binary })
			if !s.contains(text) {
				t.Errorf("%s by %d: not among %q", name, n, s.all())
				break
			}
		}
	}
}

// The length that a format writes before a text may look like its first letter.
func TestTextsBehindTheirLength(t *testing.T) {
	short := "氏名,個人番号\n山田 太郎,123456789018\n佐藤 花子,098765432109\n"
	long := strings.Repeat(short, 5)
	for name, in := range map[string]string{
		"Protocol Buffers":        "\x08\x01\x12" + string(rune(len(short))) + short + "\x18\x01",
		"MessagePack, str 8":      "\x81\xa4body\xd9" + string([]byte{byte(len(short))}) + short + "\xc0",
		"MessagePack, str 8, 128": "\x81\xa4body\xd9\x94" + long[:0x94] + "\xc0",
		"MessagePack, str 16":     "\x81\xa4body\xda\x01" + string([]byte{byte(len(long))}) + long + "\xc0",
		"CBOR":                    "\xa1\x64bodyx" + string([]byte{byte(len(short))}) + short + "\xf6",
		"CBOR, two bytes":         "\xa1\x64bodyy\x01" + string([]byte{byte(len(long))}) + long + "\xf6",
		"Thrift":                  "\x0b\x00\x01\x00\x00\x01" + string([]byte{byte(len(long))}) + long + "\x00",
		"Avro, one field more":    "\x02\x00" + string([]byte{byte(len(short))}) + short + "\x00",
	} {
		want := short
		if strings.Contains(in, long) {
			want = long
		}
		if strings.Contains(name, "128") {
			want = long[:0x94]
		}
		for n := 1; n <= len(in); n += 1 + n/16 {
			if s := extract(t, Part{Where: "w", MediaType: "application/octet-stream"}, []byte(in), n); !s.has(want) {
				t.Errorf("%s by %d: no text is %q", name, n, want)
				break
			}
		}
	}
}

// textRunsSlowly is the obvious twin of textRuns.
func textRunsSlowly(b []byte) (texts []string) {
	for len(b) > 0 {
		n := 0
		for n < len(b) {
			r, size := utf8.DecodeRune(b[n:])
			if r == utf8.RuneError && size == 1 || r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
				break
			}
			n += size
		}
		if n >= leastText {
			texts = append(texts, string(b[:n]))
		}
		b = b[min(len(b), n+1):]
	}
	return texts
}

func TestTextRunsAsSlowly(t *testing.T) {
	rng := rand.New(rand.NewPCG(27, 28))
	found := 0
	for range 3000 {
		b := []byte(strings.Repeat("abc 氏名\n", 40))
		for range 1 + rng.IntN(12) {
			b[rng.IntN(len(b))] = "\x00\x01\x7f"[rng.IntN(3)]
		}
		s := new(recorder)
		r := textRuns{scope: &scope{x: New(Limits{}, s)}}
		for rest := b; len(rest) > 0; {
			n := 1 + rng.IntN(len(rest))
			r.Write(rest[:n])
			rest = rest[n:]
		}
		r.end()
		want := textRunsSlowly(b)
		found += len(want)
		for _, text := range want {
			if !s.contains(text) {
				t.Fatalf("%q: %q is not among %q", b, text, s.all())
			}
		}
	}
	if found < 1000 {
		t.Errorf("%d texts: too few to show anything", found)
	}
}
