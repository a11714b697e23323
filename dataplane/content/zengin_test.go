package content

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// fixedWidth writes fields of fixed width in Shift_JIS.
func fixedWidth(t testing.TB, fields ...any) (b []byte) {
	t.Helper()
	for i := 0; i < len(fields); i += 2 {
		text := encoded(t, japanese.ShiftJIS, fields[i].(string))
		b = append(append(b, text...), strings.Repeat(" ", fields[i+1].(int)-len(text))...)
	}
	return b
}

// zenginParts are the records that begin a file, and tell a transfer.
func zenginParts(t testing.TB) (head, data []byte) {
	head = fixedWidth(t, "1", 1, "21", 2, "0", 1, "0123456789", 10, "ﾃｽﾄｼﾖｳｼﾞ", 40, "0401", 4, "0001", 4, "ﾐｽﾞﾎ", 15, "001", 3, "ﾄｳｷﾖｳ", 15, "1", 1, "1234567", 7, "", 17)
	data = fixedWidth(t, "2", 1, "0005", 4, "ﾐﾂﾋﾞｼUFJ", 15, "123", 3, "ｼﾌﾞﾔ", 15, "", 4, "1", 1, "7654321", 7, "ｻﾄｳ ｹﾝｲﾁ", 30, "0000250000", 10, "", 30)
	return head, data
}

func TestZengin(t *testing.T) {
	head, data := zenginParts(t)
	const want = "銀行名: ﾐﾂﾋﾞｼUFJ\n銀行コード: 0005\n支店名: ｼﾌﾞﾔ\n支店コード: 123\n口座番号: 7654321\n口座名義: ｻﾄｳ ｹﾝｲﾁ\n\n"
	for _, lineEnd := range []string{"", "\n", "\r\n"} {
		in := []byte(string(head) + lineEnd + string(data) + lineEnd + string(data) + lineEnd + "8" + strings.Repeat("0", 119) + lineEnd)
		for _, n := range []int{len(in), 1, 100} {
			if s := extract(t, Part{Where: "w"}, in, n); !s.has(want + want) {
				t.Errorf("by %d with %q: %q", n, lineEnd, s.all())
			}
		}
	}
	for _, in := range []string{string(head), strings.Repeat("1", 300), "131" + string(head[3:]) + string(data)} {
		if s := extract(t, Part{Where: "w"}, []byte(in), len(in)); s.contains("口座") {
			t.Errorf("%q is read as transfers", in)
		}
	}
}

func FuzzZengin(f *testing.F) {
	head, data := zenginParts(f)
	f.Add(append(head[:len(head):len(head)], data...), uint8(7))
	f.Add([]byte(string(head)+"\r\n"+string(data)+"\n2000"+strings.Repeat("\xb1", 200)), uint8(1))
	f.Fuzz(func(t *testing.T, b []byte, size uint8) {
		if len(b) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
	})
}
