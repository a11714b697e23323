package content

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// listed writes bytes in hexadecimal, with a mark before each and signs between.
func listed(text, mark, between string) string {
	var b strings.Builder
	for i := range len(text) {
		if i > 0 {
			b.WriteString(between)
		}
		fmt.Fprintf(&b, "%s%02x", mark, text[i])
	}
	return b.String()
}

// dumped writes rows of sixteen bytes as xxd does, in groups of so many.
func dumped(text string, group int) string {
	var b strings.Builder
	for at := 0; at < len(text); at += 16 {
		row, digits := text[at:min(at+16, len(text))], ""
		for i := range len(row) {
			if i%group == 0 {
				digits += " "
			}
			digits += fmt.Sprintf("%02x", row[i])
		}
		fmt.Fprintf(&b, "%08x:%-41s  %s\n", at, digits, strings.Map(func(c rune) rune { return min(c, '.') }, row))
	}
	return b.String()
}

var sideTexts = map[string]func(text string) string{
	"colons":     func(t string) string { return "data: " + listed(t, "", ":") + "\n" },
	"blanks":     func(t string) string { return strings.ToUpper(listed(t, "", " ")) },
	"C":          func(t string) string { return "static const char a[] = { " + listed(t, "0x", ", ") + " };\n" },
	"C, lines":   func(t string) string { return "{\n" + listed(t, "0x", ",\n") + "\n};\n" },
	"string":     func(t string) string { return "b'" + listed(t, `\x`, "") + "'\n" },
	"hexdump -C": func(t string) string { return hex.Dump([]byte(t)) },
	"xxd":        func(t string) string { return dumped(t, 2) },
	"xxd -g 1":   func(t string) string { return dumped(t, 1) },
	"xxd -g 4":   func(t string) string { return dumped(t, 4) },
}

const sideText1 = "氏名,個人番号\n山田 太郎,123456789018\n佐藤 花子,098765432109\n"

// What stands in a text in hexadecimal is read, however it is divided and arrives.
func TestHexadecimalTexts(t *testing.T) {
	for name, write := range sideTexts {
		body := write(sideText1)
		for _, n := range []int{1, 7, len(body)} {
			if s := extract(t, Part{Where: "a"}, []byte(body), n); !s.has(sideText1) {
				t.Errorf("%s by %d: got %q", name, n, s.all())
			}
		}
	}
}

// JSON in the cells of a table is read as lines of JSON.
func TestJSONInCells(t *testing.T) {
	body := "id,payload\r\n1,\"{\"\"name\"\":\"\"山田\"\",\"\"memo\"\":\"\"a\\\"\"b\"\"}\"\r\n2,\"[{\"\"no\"\":12,\n \"\"x\"\":1}]\",\"said \"\"{\"\" twice\"\n"
	for _, n := range []int{1, 3, len(body)} {
		if s := extract(t, Part{Where: "a.csv"}, []byte(body), n); !s.has("{\"name\":\"山田\",\"memo\":\"a\"b\"}\n[{\"no\":12,  \"x\":1}]\n") {
			t.Errorf("by %d: got %q", n, s.all())
		}
	}
}

// Numbers, addresses and sums are no bytes, and quotes no objects.
func TestTextsThatSayItOnce(t *testing.T) {
	for _, body := range []string{
		"00:1a:2b:3c:4d:5e is a card's address\n", "2026-11-22 10:00:00 begins, 11:00:00 ends\n", "10 20 30\n", "deadbeef cafe\nfeed face\n",
		"000123 4567 8901 of the list\nand more\n", "he said \"{\"\"} is empty\"\n", strings.Repeat("1234 5678 9012 3456\n", 9),
	} {
		if s := extract(t, Part{Where: "a"}, []byte(body), len(body)); len(s.texts) != 1 {
			t.Errorf("%q: got %q", body, s.all())
		}
	}
}

// FuzzSide wants what is read beside a text read the same whole and in pieces.
func FuzzSide(f *testing.F) {
	for _, write := range sideTexts {
		f.Add([]byte(write("氏名,090\n山田 太郎\n")), uint16(5))
	}
	f.Add([]byte("a,\"{\"\"b\"\":\"\"c\"\"}\",\"[{\"\""), uint16(1))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
	})
}
