package content

import (
	"strings"
	"testing"
)

const uuText = "氏名\t個人番号\n山田 太郎\t123456789018\n佐藤 花子\t098765432109\n"

// uuencoded writes a file as uuencode does.
func uuencoded(name, text string) string {
	b := []byte("begin 644 " + name + "\n")
	for len(text) > 0 {
		n := min(45, len(text))
		line := append([]byte(text[:n]), 0, 0)
		text = text[n:]
		b = append(b, ' '+byte(n))
		for i := 0; i < n; i += 3 {
			for _, six := range [...]byte{line[i] >> 2, line[i]<<4 | line[i+1]>>4, line[i+1]<<2 | line[i+2]>>6, line[i+2]} {
				b = append(b, "`!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"[six&63])
			}
		}
		b = append(b, '\n')
	}
	return string(b) + "`\nend\n"
}

func TestUU(t *testing.T) {
	file := uuencoded("list.txt", uuText)
	for name, c := range map[string]struct{ mediaType, in string }{
		"alone":      {"", file},
		"blanks":     {"", strings.ReplaceAll(file, "`", " ")},
		"CRLF":       {"text/plain", strings.ReplaceAll(file, "\n", "\r\n")},
		"in a text":  {"text/plain; charset=utf-8", "begin here, said he\n\n" + file + "bye\n"},
		"in a mail":  {"message/rfc822", "Subject: x\nMIME-Version: 1.0\n\nHello,\n\n" + file},
		"two":        {"", uuencoded("a", "x") + "\n" + file},
		"cut at end": {"", file[:len(file)-6]},
	} {
		for n := 1; n <= len(c.in); n++ {
			s := extract(t, Part{Where: "w", MediaType: c.mediaType}, []byte(c.in), n)
			if !s.has(uuText) {
				t.Fatalf("%s by %d: %q", name, n, s.all())
			}
		}
	}
}

func FuzzUU(f *testing.F) {
	f.Add(uuencoded("a", uuText), uint8(3))
	f.Add("begin 644 \n#86)C\n`\nend\nbegin 644 b\nM\n#86", uint8(1))
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		if len(s) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, []byte(s), uuType, len(s)), fuzzRun(t, []byte(s), uuType, int(size)+1))
	})
}
