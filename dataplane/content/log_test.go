package content

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// logged writes lines as the records of a log.
var logged = map[string]func(lines []string) string{
	"Docker": func(lines []string) string {
		return eachRecord(lines, `{"log":%s,"stream":"stdout","time":"2026-11-22T10:00:00.1Z"}`+"\n", "\n")
	},
	"journald, JSON": func(lines []string) string {
		return eachRecord(lines, `{"__REALTIME_TIMESTAMP":"1700000000000000", "_HOSTNAME":"a", "MESSAGE" : %s }`+"\n", "")
	},
	"Fluentd": func(lines []string) string {
		return eachRecord(lines, `{"@timestamp":"2026-11-22T10:00:00Z","level":"info","message":%s}`+"\n", "")
	},
	"CloudWatch": func(lines []string) string {
		return `{"logGroup":"a","logEvents":[` + strings.TrimSuffix(eachRecord(lines, `{"id":"1","timestamp":1700000000000,"message":%s},`, ""), ",") + "]}\n"
	},
	"search hits": func(lines []string) string {
		return "{\n \"hits\": [\n" + strings.TrimSuffix(eachRecord(lines, "  {\"_source\": {\"host\": {\"name\": \"a\"},\n   \"message\": %s}},\n", ""), ",\n") + "\n]}\n"
	},
	"Loki": func(lines []string) string {
		return `{"streams":[{"stream":{"app":"a"},"values":[` + strings.TrimSuffix(eachRecord(lines, `["1700000000000000000",%s],`, ""), ",") + "]}]}"
	},
	"CRI": func(lines []string) string {
		var b strings.Builder
		for _, l := range lines {
			half := len(l) / 2
			fmt.Fprintf(&b, "2026-11-22T10:00:00.123456789Z stdout P %s\n2026-11-22T10:00:00.123456790+09:00 stdout F %s\n", l[:half], l[half:])
		}
		return b.String()
	},
	"docker logs -t":   eachLine("2026-11-22T10:00:00.123456789Z "),
	"syslog":           eachLine("Nov 22 10:00:00 host app[12]: "),
	"syslog, priority": eachLine("<34>Nov  2 10:00:00 host app: "),
	"syslog, RFC 5424": eachLine(`<165>1 2026-11-22T10:00:00.003Z host app 12 ID47 [a@32473 b="c d"] `),
	"Compose":          eachLine("web_1  | "),
}

func eachRecord(lines []string, format, end string) string {
	var b strings.Builder
	for _, l := range lines {
		text, err := json.Marshal(l + end)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(&b, format, text)
	}
	return b.String()
}

func eachLine(prefix string) func(lines []string) string {
	return func(lines []string) string { return prefix + strings.Join(lines, "\n"+prefix) + "\n" }
}

// The lines of a log are one text, whoever keeps it and however it arrives.
func TestLogsAreOneText(t *testing.T) {
	lines := []string{"氏名,電話番号,住所", "山田太郎,090-1234-5678,\"丸の内\" 1-1", `C:\work`, "", "佐藤花子,080-1111-2222,大手町"}
	want := strings.Join(lines, "\n") + "\n"
	for name, write := range logged {
		body := write(lines)
		for _, n := range []int{1, 7, 100, len(body)} {
			if s := extract(t, Part{Where: "a.log"}, []byte(body), n); !s.has(want) {
				t.Errorf("%s by %d: no text is %q, the last is %q", name, n, want, s.last())
			}
		}
	}
}

// One record alone, and texts that only look like logs, are one text as they stand.
func TestTextsThatAreNoLogs(t *testing.T) {
	for _, body := range []string{
		`{"message":"the only one","time":1}`, "2026-11-22T10:00:00Z is when it began\nand that was all\n", "name | price\nbolt | 12\n", "Nov 22 10:00:00\nlate\n", "<p>1 2 3\n<p>4 5\n",
		`{"message":{"to":"a"},"values":[1,2]}`, "Notes_1\nweb_1 | one line\nof two\n",
	} {
		if s := extract(t, Part{Where: "a"}, []byte(body), len(body)); len(s.texts) != 1 {
			t.Errorf("%q: %d texts, want one", body, len(s.texts))
		}
	}
}

// A line that Docker cut into parts is whole again.
func TestDockerParts(t *testing.T) {
	part := strings.Repeat("x", dockerPart)
	body := `{"log":"first\n"}` + "\n" + `{"log":"` + part + `"}` + "\n" + `{"log":"山田\n"}` + "\n"
	if s := extract(t, Part{Where: "a"}, []byte(body), 1000); !s.has("first\n" + part + "山田\n") {
		t.Errorf("parts aren't joined: the last text ends in %q", s.last()[max(0, len(s.last())-40):])
	}
}

// FuzzLog wants a log read the same whole and in pieces.
func FuzzLog(f *testing.F) {
	for _, write := range logged {
		f.Add([]byte(write([]string{"氏名,電話", "山田,090", "\\", ""})), uint16(6))
	}
	f.Add([]byte(`{"log":"a\`), uint16(1))
	f.Add([]byte(`[["1700000000000000000","a"],["1700000000000000001","b`), uint16(2))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
	})
}
