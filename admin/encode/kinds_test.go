package encode

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"sekisho/dataplane/event"
)

// sample is an event of one of the kinds that there are.
type sample struct {
	name  string
	event *event.Event
}

var observer = Observer{Host: "gate.example", Version: "1.4.2"}

func samples() []sample {
	return []sample{
		{"block", blocked()}, {"log", logged()}, {"end of an allowed flow", ended()}, {"rule in monitor mode", observed()},
		{"retransmission that differs", conflict()}, {"lost events", trouble()}, {"policy applied", applied()},
		{"end of the audit log", anchored()}, {"gap", gap()}, {"pseudonymised", pseudonymised()}, {"hostile", hostile()}, {"empty", &event.Event{ID: "01J9", Kind: event.Ended}},
	}
}

func at(second int) time.Time { return time.Date(2026, 11, 21, 9, 12, second, 120e6, time.UTC) }

func blocked() *event.Event {
	return &event.Event{
		Time: at(33), ID: "01JD5F0000BLOCK", Sequence: 812, Gateway: event.Gateway{ID: "G1", Name: "gate"},
		Kind: event.Alert, Type: []string{"denied"}, Action: "block", Reason: "data threshold reached",
		Rule:    event.Rule{ID: "no-personal-data", Name: "No personal data to countries of concern", Version: "7"},
		Inside:  event.End{Addr: netip.MustParseAddr("10.10.0.2"), Port: 51120, Bytes: 18412},
		Outside: event.End{Addr: netip.MustParseAddr("203.0.113.10"), Port: 80, Bytes: 312},
		MAC:     []byte{2, 0, 0, 0xaa, 0xbb, 0xcc}, Domain: "collect.example", Country: "CN", ASN: 64500, Operator: "Example | Networks = Ltd.",
		Transport: "tcp", Protocol: "http", Direction: "outbound", CommunityID: "1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
		Attributes: []event.Attribute{
			{Name: "file.hash.sha256", Value: strings.Repeat("ab", 32)}, {Name: "file.name", Value: "顧客 [2026].csv"},
			{Name: "http.request.method", Value: "POST"}, {Name: "url.full", Value: `http://collect.example/up?a=b|c&d="e"\f`},
			{Name: "user_agent.original", Value: "curl/8.5"}, {Name: "user.name", Value: "tanaka"},
		},
		Jurisdiction: []string{"CN", "HK"}, DataDirection: "request",
		Evidence: []event.Evidence{{Kind: "located", Code: "CN", Confidence: 0.99, Source: "GeoLite2-Country 2026-06-17"}},
		Findings: []event.Finding{
			{Class: "jp.my_number", Count: 12, Confidence: 0.99, Sample: "12********90", Where: "http.request.body!顧客 [2026].csv"},
			{Class: "pii.email", Count: 3, Confidence: 0.7, Sample: "ta**************le", Where: "http.request.body!顧客 [2026].csv"},
			{Class: "jp.my_number", Count: 1, Confidence: 0.9, Sample: "98********21", Where: "http.request.header"},
			{Class: "confidential.registered", Count: 1, Confidence: 1, Reference: "doc-1", Containment: 0.5},
		},
		InspectedBytes: 18412, OpaqueBytes: 5,
	}
}

func logged() *event.Event {
	e := blocked()
	e.ID, e.Sequence, e.Type, e.Action = "01JD5F0000LOG", 813, []string{"allowed"}, "log"
	e.Inside.Addr, e.Outside.Addr = netip.MustParseAddr("2001:db8:1::2"), netip.MustParseAddr("2001:db8:ffff::10")
	e.Direction, e.DataDirection, e.Protocol = "inbound", "response", "tls"
	e.Findings, e.MAC = e.Findings[1:2], nil
	e.Attributes = []event.Attribute{
		{Name: "dns.question.name", Value: "files.example"}, {Name: "email.from.address", Value: "a@inside.example"},
		{Name: "email.to.address", Value: "b@far.example,c@far.example"}, {Name: "tls.client.ech", Value: "offered"},
		{Name: "tls.client.ja3", Value: strings.Repeat("0f", 16)}, {Name: "tls.client.ja4", Value: "t13d1516h2_8daaf6152771_e5627efa2ab1"},
		{Name: "tls.client.server_name", Value: "files.example"}, {Name: "tls.next_protocol", Value: "h2"}, {Name: "tls.version", Value: "1.3"},
	}
	return e
}

func ended() *event.Event {
	e := blocked()
	e.ID, e.Sequence, e.Kind, e.Type, e.Action, e.Reason = "01JD5F0000END", 814, event.Ended, []string{"connection", "end"}, "allow", "default"
	e.Rule = event.Rule{ID: "default", Name: "default", Version: "7"}
	e.Findings, e.Domain, e.ASN, e.Operator, e.OpaqueBytes = nil, "", 0, "", 0
	e.Attributes = nil
	return e
}

func observed() *event.Event {
	e := ended()
	e.ID, e.Sequence, e.Kind, e.Type, e.Reason = "01JD5F0000MON", 815, event.Alert, []string{"info"}, "rule in monitor mode would decide"
	e.Monitored = []event.Monitored{{Rule: event.Rule{ID: "no-source-code", Name: "No source code", Version: "7"}, Action: "block"}}
	return e
}

func conflict() *event.Event {
	e := blocked()
	e.ID, e.Sequence, e.Reason, e.Rule, e.Findings = "01JD5F0000CONF", 816, "retransmission differs", event.Rule{}, nil
	return e
}

func trouble() *event.Event {
	return &event.Event{Time: at(34), ID: "01JD5F0000LOST", Sequence: 817, Gateway: event.Gateway{ID: "G1", Name: "gate"},
		Kind: event.PipelineError, Type: []string{"error"}, Reason: "3 events were lost before they could be stored"}
}

func applied() *event.Event {
	return &event.Event{Time: at(35), ID: "01JD5F0000POL", Sequence: 818, Gateway: event.Gateway{ID: "G1", Name: "gate"},
		Kind: event.Ended, Category: event.Configuration, Type: []string{"change"}, Action: "policy-applied",
		Reason: "policy applied: revision 8 in force: \"quarter's end\"\nby hand"}
}

func anchored() *event.Event {
	return &event.Event{Time: at(36), ID: "01JD5F0000AUD", Sequence: 819, Kind: event.Ended, Category: event.Configuration, Type: []string{"info"},
		Action: "audit-head", Attributes: []event.Attribute{{Name: "sekisho.audit.hash", Value: strings.Repeat("0a", 32)}, {Name: "sekisho.audit.sequence", Value: "41"}}}
}

func gap() *event.Event {
	return &event.Event{Time: at(37), ID: "gap-soc-3-9", Sequence: 820, Gateway: event.Gateway{ID: "G1", Name: "gate"}, Kind: event.PipelineError,
		Type: []string{"error"}, Category: event.Configuration, Action: "gap", Reason: "7 events from 3 to 9 were not kept until they could be sent: 7 allow",
		Attributes: []event.Attribute{{Name: "sekisho.gap.from", Value: "3"}, {Name: "sekisho.gap.to", Value: "9"}, {Name: "sekisho.gap.allow", Value: "7"}}}
}

func pseudonymised() *event.Event {
	e := blocked()
	e.ID, e.Sequence = "01JD5F0000PSEU", 820
	e.Inside.Token, e.Inside.Addr, e.MAC = "p-6b1f0c2a9d", netip.Addr{}, nil
	e.Attributes = append(e.Attributes, event.Attribute{Name: "source.mac", Value: "p-77aa01bc23"})
	return e
}

// hostile is an event whose values try to end lines and fields, and to be others.
func hostile() *event.Event {
	e := blocked()
	e.ID, e.Sequence = "01JD5F0000EVIL", 821
	e.Domain = "a\tb|c=d\\e]f\"g\r\nCEF:0|x"
	e.Operator = "evil\u202egnp.exe \u2066x\u2069 \u2028 \x00\x1b[31m \x7f \u0085 \U000e0041"
	e.Reason = "bad \xff\xfe bytes \xc3"
	e.Attributes = append(e.Attributes,
		event.Attribute{Name: "source.ip", Value: "192.0.2.66"}, event.Attribute{Name: "event.action", Value: "allow"},
		event.Attribute{Name: "sekisho.findings", Value: "none"}, event.Attribute{Name: "tls.client.server_name", Value: strings.Repeat("長", 2000)},
		event.Attribute{Name: "x y=\"z\"", Value: "1"}, event.Attribute{Name: "ecs.version", Value: "0"}, event.Attribute{Name: "observer.name", Value: "other"},
		event.Attribute{Name: "smtp.greeting", Value: "220 ] foo=bar\n<34>1 - - - - - -"})
	return e
}

// encodeOne encodes an event and returns the bodies by their IDs, in order.
func encodeOne(t testing.TB, f Format, e *event.Event) []Record {
	t.Helper()
	x, err := New(f, observer)
	if err != nil {
		t.Fatal(err)
	}
	records, err := x.Encode(nil, e)
	if err != nil {
		t.Fatal(err)
	}
	return records
}
