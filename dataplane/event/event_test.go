package event

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The vectors are those published with the Community ID specification.
func TestCommunityID(t *testing.T) {
	for _, test := range []struct {
		src, dst, want string
		proto          uint8
	}{
		{"128.232.110.120:34855", "66.35.250.204:80", "1:LQU9qZlK+B5F3KDmev6m5PMibrg=", 6},
		{"66.35.250.204:80", "128.232.110.120:34855", "1:LQU9qZlK+B5F3KDmev6m5PMibrg=", 6},
		{"192.168.1.52:54585", "8.8.8.8:53", "1:d/FP5EW3wiY1vCndhwleRRKHowQ=", 17},
		{"192.168.0.89:8", "192.168.0.1:0", "1:X0snYXpgwiv9TZtqg64sgzUn6Dk=", 1},
		{"192.168.0.1:0", "192.168.0.89:8", "1:X0snYXpgwiv9TZtqg64sgzUn6Dk=", 1},
	} {
		got := CommunityID(netip.MustParseAddrPort(test.src), netip.MustParseAddrPort(test.dst), test.proto)
		if got != test.want {
			t.Errorf("%s > %s: %s, want %s", test.src, test.dst, got, test.want)
		}
	}
}

func full() *Event {
	return &Event{
		Time: time.Date(2026, 11, 21, 9, 12, 33, 120e6, time.UTC), ID: "01J", Sequence: 812,
		Kind: Alert, Type: []string{"denied"}, Action: "block", Reason: "data threshold reached",
		Rule:    Rule{ID: "no-personal-data", Name: "No personal data", Version: "7"},
		Inside:  End{Addr: netip.MustParseAddr("10.10.0.2"), Port: 51120, Bytes: 18412},
		Outside: End{Addr: netip.MustParseAddr("203.0.113.10"), Port: 80, Bytes: 312},
		MAC:     []byte{2, 0, 0, 0xaa, 0xbb, 0xcc}, Domain: "collect.example", Country: "CN", ASN: 64500, Operator: "Example",
		Transport: "tcp", Protocol: "http", Direction: "outbound", CommunityID: "1:x",
		Attributes:    []Attribute{{"http.request.method", "POST"}, {"tls.client.ja3", "\"\n\x00"}},
		Jurisdiction:  []string{"CN"},
		Evidence:      []Evidence{{"located", "CN", 0.99, "GeoLite2-Country 2026-06-17"}},
		DataDirection: "request",
		Findings: []Finding{{
			Class: "jp.my_number", Count: 3, Confidence: 0.99, Sample: "12********90", Where: "http.request.body!customers.csv",
		}},
	}
}

func TestMarshalJSON(t *testing.T) {
	b, err := json.Marshal(full())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"@timestamp":"2026-11-21T09:12:33.120Z"`, `"mac":"02-00-00-AA-BB-CC"`, `"country_iso_code":"CN"`,
		`"as":{"number":64500,"organization":{"name":"Example"}}`, `"http":{"request":{"method":"POST"}}`,
		`"ja3":"\"\n\u0000"`, `"data_direction":"request"`, `"codes":["CN"]`, `"community_id":"1:x"`,
		`"rule":{"id":"no-personal-data","name":"No personal data","version":"7"}`, `"sequence":812`,
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s is missing in %s", want, b)
		}
	}
	if at, n, id, err := ParseHead(b); err != nil || n != 812 || id != "01J" || !at.Equal(full().Time) {
		t.Errorf("read back: %v %d %q %v", at, n, id, err)
	}
}

// An attribute can't overwrite what the appliance itself says.
func TestAttributesDoNotOverwrite(t *testing.T) {
	e := full()
	e.Attributes = []Attribute{{"source", "x"}, {"source.ip.forged", "x"}, {"event", "x"}, {"source.ip", "x"}, {"event.action", "allow"}}
	b, err := json.Marshal(e)
	if err != nil || !strings.Contains(string(b), `"ip":"10.10.0.2"`) || !strings.Contains(string(b), `"action":"block"`) {
		t.Errorf("%s %v", b, err)
	}
}

func TestRingCountsWhatItLoses(t *testing.T) {
	r := NewRing(2)
	for range 5 {
		r.Put(&Event{})
	}
	if r.Lost() != 3 || len(r.Events()) != 2 {
		t.Errorf("%d lost, %d kept", r.Lost(), len(r.Events()))
	}
}

// TestParse: what was stored is read back whole.
func TestParse(t *testing.T) {
	for _, e := range []*Event{full(), {Kind: PipelineError, Type: []string{"error"}, Reason: "x"}, {Category: Configuration, Action: "policy-applied"}} {
		e.Gateway = Gateway{ID: "g", Name: "gate"}
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		got, err := parse(b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := difference(e, got); diff != "" {
			t.Errorf("read back (-stored +read): %s", diff)
		}
		fast, ok := parseFast(b)
		if diff := difference(e, fast); diff != "" || !ok {
			t.Errorf("read back fast (-stored +read), %v: %s", ok, diff)
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for line, want := range map[string]string{
		`nonsense`: "invalid character", `{"@timestamp":"nevertheless"}`: "@timestamp",
		`{"source":{"mac":"secret"}}`: "hardware address", `{"destination":{"port":70000}}`: "destination",
	} {
		if _, err := Parse([]byte(line)); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func difference(a, b *Event) string {
	return cmp.Diff(a, b, cmpopts.EquateComparable(netip.Addr{}), cmpopts.EquateEmpty())
}

// TestParseFastRefuses what it can't be sure to read as encoding/json does.
func TestParseFastRefuses(t *testing.T) {
	b, err := json.Marshal(full())
	if err != nil {
		t.Fatal(err)
	}
	for old, changed := range map[string]string{
		`"sequence":812`: `"sequence":0812`, `"kind":"alert"`: `"kind":"alert","kind":"x"`, `"port":80`: `"port":80000`, `"bytes":312`: `"bytes":-312`,
		`{"@`: `{ "@`, `"method":"POST"`: `"method":["POST"]`, `"count":3`: `"count":3e0`, `"confidence":0.99`: `"confidence":.99`, `"dns`: `"dns"`,
		`"rule":{`: `"rule":{"ID":"x",`, `"version":1`: `"version":null`, `"destination":`: `"zz":"x","destination":`, `"codes":["CN"]`: `"codes":["CN",]`,
	} {
		line := strings.Replace(string(b), old, changed, 1)
		if _, ok := parseFast([]byte(line)); ok && line != string(b) {
			t.Errorf("%s was read fast", changed)
		}
	}
	for n := range b {
		if _, ok := parseFast(b[:n]); ok {
			t.Fatalf("%s was read fast", b[:n])
		}
	}
}

// FuzzParse: whatever is read can be written, and is then read as the same; and what is
// read fast is what encoding/json reads.
func FuzzParse(f *testing.F) {
	b, err := json.Marshal(full())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"a":{"b":{"c":"d"}},"sekisho":{"monitor":[{"rule":{"id":"r"},"action":"block"}]}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		e, err := parse(line)
		if fast, ok := parseFast(line); ok && (err != nil || difference(e, fast) != "") {
			t.Errorf("%q: %v (-right +fast) %s", line, err, difference(e, fast))
		}
		if err != nil {
			return
		}
		same(t, e)
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(b); err != nil {
			t.Errorf("%q was written as %q: %v", line, b, err)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	line, err := json.Marshal(full())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		if _, err := Parse(line); err != nil {
			b.Fatal(err)
		}
	}
}

// TestAppendJSON: the fast form is that of MarshalJSON to the byte, whatever is missing, and
// whatever stands in the strings.
func TestAppendJSON(t *testing.T) {
	odd := full()
	odd.Reason, odd.Domain, odd.Operator = "<a>&\"\\\n\u2028\x00\xff", "日本.example", ""
	odd.Findings[0].Confidence, odd.Findings[0].Containment = 1e-7, 0.25
	odd.Attributes = append(odd.Attributes, Attribute{"user.name", "x"}, Attribute{"user_agent.original", "y"}, Attribute{"http.request.body.bytes", "1"})
	for _, e := range []*Event{full(), odd, {}, {Kind: PipelineError, Reason: "x"}, {MAC: []byte{1, 2}}, {Gateway: Gateway{Name: "n"}},
		{Category: Configuration}, {Inside: End{Token: "<t>", Port: 1}, Outside: End{Token: "u", Bytes: 2}, Country: "CN"},
		{Outside: End{Token: "u"}, OpaqueBytes: 9, Unread: []Unread{{"encrypted", 8}, {"<size>", 1}}},
		{Country: "CN", ASN: 1, Outside: End{Addr: netip.MustParseAddr("fe80::1%eth0")}},
		{Monitored: []Monitored{{Rule: Rule{ID: "r"}, Action: "log"}}, Outside: End{Addr: netip.MustParseAddr("::1")}}} {
		same(t, e)
	}
	for _, names := range []string{"a.b a", "a a.b", "a.b a.b", "source.x", "A.b", "a..b", "a.", "x", "a.b-c a.b.c", "1a.b", "", "zz.y ab.c"} {
		e := full()
		for _, name := range strings.Split(names, " ") {
			e.Attributes = append(e.Attributes, Attribute{name, "value of " + name})
		}
		same(t, e)
	}
}

func same(t *testing.T, e *Event) {
	t.Helper()
	want, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	got, err := e.AppendJSON([]byte("x"))
	if err != nil || string(got[1:]) != string(want) {
		t.Errorf("fast: %s %v\nslow: %s", got[1:], err, want)
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	e, line := full(), []byte(nil)
	var err error
	for b.Loop() {
		if line, err = e.AppendJSON(line[:0]); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(line)))
}
