package content

import (
	"bytes"
	"encoding/ascii85"
	"encoding/binary"
	"fmt"
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

// xxencoded writes a file as xxencode does: as uuencode, in another alphabet.
func xxencoded(name, text string) string {
	const plain, other = "`!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_", "+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	first, rest, _ := strings.Cut(uuencoded(name, text), "\n")
	rest = strings.Map(func(r rune) rune {
		if i := strings.IndexRune(plain, r); i >= 0 {
			return rune(other[i])
		}
		return r
	}, strings.TrimSuffix(rest, "end\n"))
	return first + "\n" + rest + "end\n"
}

// yEncoded writes a file as yEnc does, in lines of 128.
func yEncoded(name, text string) string {
	b := fmt.Appendf(nil, "=ybegin line=128 size=%d name=%s\r\n", len(text), name)
	line := 0
	for _, c := range []byte(text) {
		switch c += 42; c {
		case 0, '\n', '\r', '=':
			b = append(b, '=', c+64)
		default:
			b = append(b, c)
		}
		if line++; line%128 == 0 {
			b = append(b, "\r\n"...)
		}
	}
	return string(fmt.Appendf(b, "\r\n=yend size=%d\r\n", len(text)))
}

// gitPatched writes a patch that adds a file as git diff --binary does.
func gitPatched(t testing.TB, name, text string) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
	b := fmt.Appendf(nil, "diff --git a/%s b/%s\nnew file mode 100644\nindex 0000000..1111111\nGIT binary patch\nliteral %d\n", name, name, len(text))
	for z := pack(t, "deflate", []byte(text)); len(z) > 0; {
		n := min(52, len(z))
		b = append(b, " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[n])
		row := append(bytes.Clone(z[:n]), 0, 0, 0)
		for i := 0; i < n; i += 4 {
			word, five := binary.BigEndian.Uint32(row[i:]), [5]byte{}
			for k := 4; k >= 0; k-- {
				five[k] = digits[word%85]
				word /= 85
			}
			b = append(b, five[:]...)
		}
		b, z = append(b, '\n'), z[n:]
	}
	return string(b) + "\nliteral 0\nHcmV?d00001\n\n"
}

// TestCoded wants files in lines of each kind read: alone, and in a mail behind a long text.
func TestCoded(t *testing.T) {
	const name = "list.txt"
	long := strings.Repeat("a line of a letter\n", 99)
	for kind, file := range map[string]string{
		"uu": uuencoded(name, uuText), "xx": xxencoded(name, uuText), "yEnc": yEncoded(name, uuText), "git": gitPatched(t, name, uuText),
	} {
		for where, in := range map[string]string{
			"w!" + name:                            file,
			"w!" + name + " behind a text":         "Hello,\n\n" + file + "bye\n",
			"w!" + name + " in a mail":             "Subject: x\nMIME-Version: 1.0\n\n" + long + file + long,
			"w!" + name + " in a mail's part":      lines("MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", long+file, "--b--"),
			"w!" + name + " in what says it is so": "MIME-Version: 1.0\nContent-Type: image/png\nContent-Transfer-Encoding: x-uuencode\n\n" + file,
		} {
			path, _, _ := strings.Cut(where, " ")
			for n := 1; n <= len(in); n += 1 + n/4 {
				if s := extract(t, Part{Where: "w"}, []byte(in), n); s.text(path) != uuText {
					t.Fatalf("%s %s by %d: %q", kind, where, n, s.all())
				}
			}
		}
	}
}

// TestNotCoded wants text that looks like a file's lines to be read as text.
func TestNotCoded(t *testing.T) {
	for _, in := range []string{
		"begin 644 the.show\nMr. Smith, whose number is 123456789018, is here\n",
		uuencoded("a", "x") + "MY NUMBER IS 123456789018\n",
		strings.TrimSuffix(uuencoded("a", "x"), "`\nend\n") + strings.Repeat("M", 9<<10) + " 123456789018\n",
		"=ybegin line=128 size=9\n123456789018\n",
		yEncoded("a", "x") + "123456789018\n",
		"diff --git a/x b/x\nliteral 9\n123456789018\nGIT binary patch\nliteral 4\n123456789018\n",
	} {
		for _, n := range []int{len(in), 1} {
			if s := extract(t, Part{Where: "w"}, []byte(in), n); !s.contains("123456789018") {
				t.Errorf("%.60q by %d gave %q", in, n, s.all())
			}
		}
	}
}

func TestBase85(t *testing.T) {
	var b bytes.Buffer
	w := ascii85.NewEncoder(&b)
	w.Write([]byte(uuText))
	w.Close()
	run := "<~" + b.String()[:50] + "\n" + b.String()[50:] + "~>"
	for _, in := range []string{run, "a << b <\n" + run + run, "%!PS\n" + run + "\nshowpage\n"} {
		for n := 1; n <= len(in); n++ {
			if s := extract(t, Part{Where: "w"}, []byte(in), n); !s.has(uuText) {
				t.Fatalf("%.20q by %d: %q", in, n, s.all())
			}
		}
	}
}

func FuzzCoded(f *testing.F) {
	f.Add(uuencoded("a", uuText), uint8(3))
	f.Add("begin 644 \n#86)C\n`\nend\nbegin 644 b\nM\n#86", uint8(1))
	f.Add(xxencoded("a", uuText)+yEncoded("b", uuText), uint8(9))
	f.Add(gitPatched(f, "a", uuText)+"<~"+uuText+"~>", uint8(2))
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		if len(s) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, []byte(s), uuType, len(s)), fuzzRun(t, []byte(s), uuType, int(size)+1))
	})
}
