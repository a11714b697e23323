package content

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
)

// broken cuts a text into lines, with something before and behind each.
func broken(s string, width int, before, behind string) (out string) {
	for len(s) > width {
		out += before + s[:width] + behind
		s = s[width:]
	}
	return out + before + s + behind
}

// The lines of a run may be set in, quoted, or strings of a program.
func TestRunsOfLines(t *testing.T) {
	secret := strings.Repeat("氏名\t個人番号\n山田 太郎\t123456789018\n", 6) + "end"
	b64, digits := base64.StdEncoding.EncodeToString([]byte(secret)), hex.EncodeToString([]byte(secret))
	for name, in := range map[string]string{
		"block of YAML":      "a: |\n" + broken(b64, 64, "    ", "\n") + "next: word\n",
		"quoted mail":        broken(b64, 76, "> > ", "\r\n") + "(bye)\n",
		"strings of C":       "x =\n" + broken(b64, 60, "  \"", "\"\n") + ";\n",
		"strings joined":     "x = " + broken(b64, 60, "  '", "' +\n") + ";\n",
		"list of JSON":       "[" + broken(b64, 60, "\"", "\",\n") + "]",
		"comments":           broken(b64, 60, "# ", "\n"),
		"digits in lines":    broken(digits, 80, "\t", "\n"),
		"digits of SQL":      "VALUES (0x" + digits + ")",
		"digits of a dump":   `\x` + digits,
		"digits, one string": "0X" + strings.ToUpper(digits) + "\n",
	} {
		for _, n := range []int{1, 7, len(in)} {
			if s := extract(t, Part{Where: "w"}, []byte(in), n); !s.has(secret) {
				t.Errorf("%s by %d: not among %q", name, n, s.all())
			}
		}
	}
}
