package fingerprint

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// slowFold folds character by character, without the short way.
func slowFold(src []byte) (text, gap []byte) {
	f := folder{text: make([]byte, len(src)+1), gap: make([]byte, len(src)+1)}
	for len(src) > 0 {
		if k := src[0]; k < 0x80 {
			f.before |= ascii[k].gap
			if ascii[k].keep == 1 {
				f.put(ascii[k].to)
			}
			src = src[1:]
			continue
		}
		src = src[f.wide(src, true):]
	}
	return f.text[:f.n], f.gap[:f.n]
}

func TestFoldIsTheSameByTheShortWay(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	signs := []rune("aZ0 -@+,あがパヴｶﾞｱ漢字、。　―é́ÀЖ＋Ａ９㍻\u200b\u3099𠮷\ufeff")
	for range 3000 {
		var b strings.Builder
		for range rng.IntN(40) {
			b.WriteRune(signs[rng.IntN(len(signs))])
		}
		src := []byte(b.String())
		for range rng.IntN(3) { // and what is no UTF-8
			if len(src) > 0 {
				src[rng.IntN(len(src))] = byte(rng.Uint32())
			}
		}
		f := folder{text: make([]byte, len(src)+1), gap: make([]byte, len(src)+1)}
		f.fold(src, true)
		text, gap := slowFold(src)
		if string(f.text[:f.n]) != string(text) || string(f.gap[:f.n]) != string(gap) {
			t.Fatalf("%q: %q, want %q", src, f.text[:f.n], text)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Ｔｅｌ：０３－１２３４": "tel031234", "ﾊﾞｯｸﾞ": "ハック", "ばっぐ": "ハック", "カ\u3099": "カ", "É Ж": "éж", "a\u200bb\u00adc": "abc",
		"（株）関所": "株関所", "ヴァイス": "ウァイス", "ゞ": "ヽ", "": "",
	} {
		if got := string(foldAll([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
