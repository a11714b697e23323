package siem

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

const header = "<134>1 2026-11-22T09:00:00Z gateway sekisho 1 block "

func TestCutsSyslog(t *testing.T) {
	long := strings.Repeat("語", 30)
	for _, c := range []struct{ whole, want string }{
		{header + "- short", header + "- short"},
		{header + "- " + long, header + "- " + strings.Repeat("語", 7) + "…"},
		{header + `[a b="]\""][c d="` + long + `" e="f"] text`, header + `[a b="]\""]`},
		{header + `[a b="]\"" c="` + long + `"] text`, header + `[a b="]\""]`},
		{header + `[a b="` + long + `"] text`, header + "-"},
		{header + `[a b="12345678901"] ` + long, header + `[a b="12345678901"] 語…`},
		{header + `[a b="12345678901234567"] ` + long, header + `[a b="12345678901234567"]`},
		{long, strings.Repeat("語", 25) + "…"},
	} {
		if got := string(cutSyslog([]byte(c.whole), 80)); got != c.want {
			t.Errorf("cut %q:\ngot  %q\nwant %q", c.whole, got, c.want)
		}
	}
}

// wholeSyslog is RFC 5424's grammar (section 6), apart from how long the parts may be.
var wholeSyslog = regexp.MustCompile(`(?s)^<\d{1,3}>1 [!-~]+ [!-~]+ [!-~]+ [!-~]+ [!-~]+ ` +
	`(-|(\[[^\s="\]]+( [^\s="\]]+="([^"\\\]]|\\.)*")*\])+)( .*)?$`)

// FuzzCutSyslog: a cut message is short enough, is what the whole one began with, and is
// as well-formed as that was.
func FuzzCutSyslog(f *testing.F) {
	f.Add([]byte(header+"- text that is longer"), 10)
	f.Add([]byte(header+`[a@32473 b="c\]d" e="f"][g h="i"] text`), 30)
	f.Add([]byte("语"), 0)
	f.Fuzz(func(t *testing.T, whole []byte, more int) {
		limit := len(header) + 10 + max(0, min(more, 10_000))
		before := bytes.Clone(whole)
		got := cutSyslog(whole, limit)
		if len(got) > limit || !bytes.Equal(whole, before) {
			t.Fatalf("%d octets of %d, or the message was changed", len(got), limit)
		}
		if kept := bytes.TrimSuffix(got, []byte(cutMark)); len(kept) > 1 && !bytes.HasPrefix(whole, kept[:len(kept)-1]) {
			t.Errorf("%q does not begin %q", got, whole)
		}
		if utf8.Valid(whole) && !utf8.Valid(got) {
			t.Errorf("%q is cut within a character", got)
		}
		if found := wholeSyslog.FindSubmatchIndex(whole); found != nil && found[2] < limit && !wholeSyslog.Match(got) {
			t.Errorf("%q of %q is not a message", got, whole)
		}
	})
}
