package detect

import "testing"

// Names are judged at every place that may be one, most of which are none.
func TestNamesAreJudgedWithoutAllocating(t *testing.T) {
	for v, want := range map[string]bool{
		"佐藤 花子": true, "五十嵐涼": true, "東京都千代田区架空町": false, "サトウ ハナコ": true, "ｻﾄｳ ﾊﾅｺ": true, "カタカナ": false, "さとう はなこ": true,
		"김민준": true, "남궁 민수": true, "안녕하세요 여러분": false, "王秀英": true, "金額": false, "Mary Garcia": true, "Main Street": false,
	} {
		name := []byte(v)
		if got := isName(name); got != want {
			t.Errorf("%s: a name %v, want %v", v, got, want)
		}
		if n := testing.AllocsPerRun(20, func() { isName(name) }); n != 0 {
			t.Errorf("%s: %v allocations", v, n)
		}
	}
}
