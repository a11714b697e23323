package content

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

// inUTF7 writes s in UTF-7 with every character outside of ASCII in a run.
func inUTF7(s string) []byte {
	var out []byte
	for len(s) > 0 {
		n := asciiPrefix([]byte(s))
		out = append(out, strings.ReplaceAll(s[:n], "+", "+-")...)
		s = s[n:]
		if n = strings.IndexFunc(s, func(r rune) bool { return r < 0x80 }); n < 0 {
			n = len(s)
		}
		if n == 0 {
			continue
		}
		var units []byte
		for _, u := range utf16.Encode([]rune(s[:n])) {
			units = binary.BigEndian.AppendUint16(units, u)
		}
		out = append(append(append(out, '+'), base64.RawStdEncoding.EncodeToString(units)...), '-')
		s = s[n:]
	}
	return out
}

func TestUTF7(t *testing.T) {
	const said = "1 + 1 = 2, 𠮷野家 is written so\n"
	for name, c := range map[string]struct{ declared, in, want string }{
		"declared":         {"text/plain; charset=utf-7", string(inUTF7(customerList + said)), customerList + said},
		"of RFC 2152":      {"text/plain; charset=UNICODE-1-1-UTF-7", "Hi Mom -+Jjo--! A+ImIDkQ.+ZeVnLIqe", "Hi Mom -☺-! A≢Α.日本語"},
		"undeclared":       {"", string(inUTF7(customerList)), customerList},
		"other bytes":      {"text/plain; charset=utf-7", "+ZeVnLIqe- caf\xc3\xa9", "日本語 café"},
		"sums":             {"", "a+b+c\nx++\n+81-90-1234-5678 +abcdefgh+ijklmnop\n", "a+b+c\nx++\n+81-90-1234-5678 +abcdefgh+ijklmnop\n"},
		"runs of base64":   {"", "x Zm9+vYmFyYm/F6+cXV4Zm9vYmFy+YmF6 y", "x Zm9+vYmFyYm/F6+cXV4Zm9vYmFy+YmF6 y"},
		"ASCII and a sign": {"text/plain; charset=utf-7", "a +- b", "a + b"},
	} {
		for n := 1; n <= len(c.in); n++ {
			if s := extract(t, Part{Where: "w", MediaType: c.declared}, []byte(c.in), n); s.text("w") != c.want {
				t.Fatalf("%s by %d: %q", name, n, s.all())
			}
		}
	}
}

// TestUTF32Marks wants a byte order mark to tell, and numbers not to be texts.
func TestUTF32Marks(t *testing.T) {
	for _, e := range fuzzCharsets[len(fuzzCharsets)-2:] {
		mark := "\xff\xfe\x00\x00"
		if e.charset == charset32BE {
			mark = "\x00\x00\xfe\xff"
		}
		b := append([]byte(mark), encoded(t, e.twin, "山田")...)
		for n := 1; n <= len(b); n++ {
			if s := extract(t, Part{Where: "w"}, b, n); s.text("w") != "山田" {
				t.Errorf("%s by %d: %q", e.charset.name, n, s.all())
			}
		}
	}
	numbers := make([]byte, 0, 400)
	for i := range 100 {
		numbers = binary.LittleEndian.AppendUint32(numbers, uint32(i))
	}
	if c := utf32By(numbers); c != nil {
		t.Errorf("numbers are read as %s", c.name)
	}
	if c := utf32By(bytes.Repeat([]byte{0}, 400)); c != nil {
		t.Errorf("zeros are read as %s", c.name)
	}
}

// TestMarkupInUTF16 wants what a text is written in known in wide charsets too.
func TestMarkupInUTF16(t *testing.T) {
	b := encoded(t, utf16le, "<p>山<b>田</b>&amp;</p>")
	if s := extract(t, Part{Where: "w"}, b, len(b)); !strings.Contains(s.text("w"), "山田\t&</p>") {
		t.Errorf("%q", s.all())
	}
}

func FuzzUTF7(f *testing.F) {
	f.Add(inUTF7(customerList), uint8(3))
	f.Add([]byte("+2EHc-+AA+-\xff+-"), uint8(1))
	f.Fuzz(func(t *testing.T, b []byte, size uint8) {
		if len(b) > maxFuzzBody {
			return
		}
		whole, split := transcode(charset7, b, nil), transcode(charset7, b, []byte{size})
		if whole != split {
			t.Fatalf("%x: whole %q, split %q", b, whole, split)
		}
	})
}
