package content

import (
	"strings"
	"testing"
)

func TestRendered(t *testing.T) {
	for in, want := range map[string]string{
		"<p>Password:<br/><code>x</code></p><p>a&amp;b</p>":                                           "Password:\nx\na&amp;b\n",
		"<DIV class=\"a>b\">お名前は?</DIV><div><span>客</span><span>鈴木 <b>美咲</b></span>":                  "お名前は?\n客 鈴木 美咲",
		"<html><head><title>t</title></head><body>a?<br><script>if (a<b) c='</p>'</script>\n\n b<p>c": "a?\nb\nc",
		"<table><tr><th>Name:</b></th></tr><tr><td>\n John\n Miller</td></tr></table><p>":             "Name:\nJohn Miller\n",
		"a < b? <b>x:</b></p> c <": "a < b? x:\nc",
	} {
		for _, n := range []int{len(in), 1, 5} {
			if s := extract(t, Part{Where: "w", MediaType: "text/html"}, []byte(in), n); !s.contains(want) {
				t.Errorf("by %d %q gave %q, want %q", n, in, s.all(), want)
			}
		}
	}
}

func FuzzRendered(f *testing.F) {
	f.Add("<p>a<br>b</p><div x='<'>c</div><script></p></script>"+strings.Repeat("<li>d</li>", 9), uint8(3))
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		if len(s) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, []byte(s), "text/html", len(s)), fuzzRun(t, []byte(s), "text/html", int(size)+1))
	})
}
