package siem

import (
	"bytes"
	"fmt"
	"math"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sekisho/admin/encode"
	"sekisho/admin/query"
	"sekisho/configs"
	"sekisho/dataplane/event"
)

// told is an event that says something in every field.
func told() *event.Event {
	return &event.Event{
		Time: time.Date(2026, 11, 21, 9, 12, 33, 0, time.UTC), ID: "01JD5F0000SHAPE", Sequence: 5, Gateway: event.Gateway{ID: "serial-77", Name: "gateway-77"},
		Kind: event.Alert, Type: []string{"denied"}, Action: "block", Reason: "reason of 2001:db8:77::2",
		Rule:    event.Rule{ID: "rule-77", Name: "name-of-rule", Version: "version-of-policy"},
		Inside:  event.End{Addr: netip.MustParseAddr("2001:db8:77::2"), Port: 51123, Bytes: 18412},
		Outside: event.End{Addr: netip.MustParseAddr("203.0.113.77"), Port: 8077, Bytes: 312},
		MAC:     []byte{2, 0x77, 0, 0xaa, 0xbb, 0xcc}, Domain: "collect.example", Country: "XK", ASN: 64577, Operator: "Operator-of-AS",
		Transport: "transport-x", Protocol: "protocol-x", Direction: "outbound-x", CommunityID: "1:community-id=",
		Attributes: []event.Attribute{
			{Name: "dns.question.name", Value: "asked.example"}, {Name: "email.from.address", Value: "from@inside.example"},
			{Name: "email.to.address", Value: "first@far.example,second@far.example"}, {Name: "file.hash.sha256", Value: strings.Repeat("7a", 32)},
			{Name: "file.name", Value: "顧客.csv"}, {Name: "http.request.method", Value: "PUTX"}, {Name: "tls.client.ech", Value: "offered"},
			{Name: "tls.client.ja3", Value: strings.Repeat("3b", 16)}, {Name: "tls.client.ja4", Value: "t13d1516h2"}, {Name: "tls.client.server_name", Value: "served.example"},
			{Name: "tls.next_protocol", Value: "alpn-x"}, {Name: "tls.version", Value: "version-of-tls"},
			{Name: "url.full", Value: "http://Collect.example:8/[2001:DB8:77::2]/203.0.113.77/203.0.113.777?u=tanaka"},
			{Name: "user.name", Value: "tanaka"}, {Name: "user_agent.original", Value: "agent-of-tanaka/1"},
		},
		Jurisdiction: []string{"XJ"}, DataDirection: "request-x",
		Evidence:  []event.Evidence{{Kind: "located", Code: "XJ", Confidence: 0.9, Source: "source-of-evidence"}},
		Findings:  []event.Finding{{Class: "pii.email", Count: 77, Sample: "12********90", Where: "body!顧客.csv", Reference: "document-77", Containment: 0.5}},
		Monitored: []event.Monitored{{Rule: event.Rule{ID: "monitored-rule", Name: "n", Version: "v"}, Action: "log"}}, InspectedBytes: 177, OpaqueBytes: 77,
	}
}

var testKey = bytes.Repeat([]byte{7}, keySize)

func shaped(t testing.TB, d configs.Destination, e *event.Event) *event.Event {
	t.Helper()
	s, err := newShape(d, testKey)
	if err != nil {
		t.Fatal(err)
	}
	out, keep := s.apply(e, false)
	if !keep {
		t.Fatal("the event is left out")
	}
	return out
}

// has tells whether a search finds a value of a field in an event.
func has(t testing.TB, name string, e *event.Event) bool {
	t.Helper()
	if name == "sekisho.findings.sample" {
		return e.Findings[0].Sample != ""
	}
	q, err := query.Parse(name + ":*")
	if err != nil {
		t.Fatal(err)
	}
	return q.Match(e)
}

// TestEachFieldIsLeftOut: what is left out, no search finds, and all else stays.
func TestEachFieldIsLeftOut(t *testing.T) {
	for _, name := range configs.ShapedFields() {
		if !has(t, name, told()) {
			t.Errorf("the sample has no %s", name)
		}
		got := shaped(t, configs.Destination{Omit: []string{name}}, told())
		for _, other := range configs.ShapedFields() {
			gone := other == name || name == "destination.as.number" && other == "destination.as.organization.name" ||
				strings.HasSuffix(name, ".ip") && other == "network.community_id"
			if has(t, other, got) == gone {
				t.Errorf("without %s: an event has %s: %v", name, other, !gone)
			}
		}
		for _, other := range configs.FixedFields() {
			if !has(t, other, got) {
				t.Errorf("without %s: %s is missing", name, other)
			}
		}
	}
}

// secrets are the texts by which each identifying field would show.
var secrets = map[string][]string{
	"source.ip": {"2001:db8:77::2", "2001:DB8:77::2", "1:community-id="}, "destination.ip": {"203.0.113.77/", "203.0.113.77\"", "1:community-id="},
	"source.mac": {"02-77-00-AA-BB-CC", "02:77:00:AA:BB:CC"}, "destination.domain": {"collect.example", "Collect.example"}, "user.name": {"=tanaka", "of-tanaka"},
	"file.name": {"顧客"}, "email.to.address": {"first@", "second@"}, "email.from.address": {"from@"}, "tls.client.server_name": {"served.example"},
	"dns.question.name": {"asked.example"}, "url.full": {"?u="}, "sekisho.findings.sample": {"12****"}, "file.hash.sha256": {"7a7a"},
}

// everyFormat is what all formats say of an event.
func everyFormat(t testing.TB, e *event.Event) (all string) {
	t.Helper()
	for _, f := range encode.Formats() {
		x, err := encode.New(f, encode.Observer{Host: "gate"})
		if err != nil {
			t.Fatal(err)
		}
		records, err := x.Encode(nil, e)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			all += string(r.Body) + "\n"
		}
	}
	return all
}

// TestNothingShows: what is left out or has a pseudonym shows in no format, in no other field either.
func TestNothingShows(t *testing.T) {
	plain := everyFormat(t, told())
	for name, texts := range secrets {
		for _, d := range []configs.Destination{{Omit: []string{name}}, {Pseudonymise: []string{name}}} {
			got := everyFormat(t, shaped(t, d, told()))
			for _, s := range texts {
				if !strings.Contains(plain, s) {
					t.Errorf("%s: %q doesn't show in the event itself", name, s)
				}
				if strings.Contains(got, s) {
					t.Errorf("%+v: %q shows in:\n%s", d, s, got)
				}
			}
			if tokens := strings.Count(got, "p-"); (tokens > 0) != (len(d.Pseudonymise) > 0) {
				t.Errorf("%+v: %d pseudonyms in:\n%s", d, tokens, got)
			}
		}
	}
}

// TestPseudonyms: the same for the same value, another for another value, kind or key; never an address.
func TestPseudonyms(t *testing.T) {
	d := configs.Destination{Pseudonymise: []string{"source.ip", "destination.ip", "source.mac", "user.name", "email.to.address"}}
	first, second := shaped(t, d, told()), shaped(t, d, told())
	if diff := cmp.Diff(first, second, cmpopts.EquateComparable(netip.Addr{})); diff != "" {
		t.Errorf("not stable: %s", diff)
	}
	if first.Inside.Addr.IsValid() || first.Outside.Addr.IsValid() || first.MAC != nil || first.Inside.Bytes != 18412 || first.Inside.Port != 51123 {
		t.Errorf("ends %+v %+v", first.Inside, first.Outside)
	}
	back := told()
	back.Inside.Addr, back.Outside.Addr = back.Outside.Addr, back.Inside.Addr
	if other := shaped(t, d, back); other.Inside.Token != first.Outside.Token || other.Outside.Token != first.Inside.Token || other.Inside.Token == other.Outside.Token {
		t.Errorf("addresses have other pseudonyms on the other side: %+v %+v", other.Inside, other.Outside)
	}
	if to := strings.Split(first.Attribute("email.to.address"), ","); len(to) != 2 || to[0] == to[1] || !strings.HasPrefix(to[0], "p-") || !strings.HasPrefix(to[1], "p-") {
		t.Errorf("mail addresses %q", to)
	}
	s, err := newShape(d, append([]byte{8}, testKey[1:]...))
	if err != nil {
		t.Fatal(err)
	}
	if other, _ := s.apply(told(), false); other.Inside.Token == first.Inside.Token {
		t.Error("another key gives the same pseudonym")
	}
	if _, err := netip.ParseAddr(first.Inside.Token); err == nil || s.pseudonym("address", "x") == s.pseudonym("text", "x") {
		t.Error("pseudonyms can be taken for addresses, or for those of other kinds")
	}
}

// TestEventItselfStays: other destinations get the same event.
func TestEventItselfStays(t *testing.T) {
	e := told()
	shaped(t, configs.Destination{Omit: configs.ShapedFields()}, e)
	for _, name := range configs.ShapedFields() {
		d := configs.Destination{Pseudonymise: []string{name}}
		if s, err := newShape(d, testKey); err == nil {
			s.apply(e, false)
		}
	}
	if diff := cmp.Diff(told(), e, cmpopts.EquateComparable(netip.Addr{})); diff != "" {
		t.Error(diff)
	}
	if got := shaped(t, configs.Destination{}, e); got != e {
		t.Error("an event is copied that nothing is changed of")
	}
}

func TestFilterAndAlways(t *testing.T) {
	none := 0.0
	s, err := newShape(configs.Destination{Filter: "event.action:log", Omit: []string{"user.name"}, SampleAllow: &none}, testKey)
	if err != nil {
		t.Fatal(err)
	}
	if _, keep := s.apply(told(), false); keep {
		t.Error("the filter is not asked")
	}
	if got, keep := s.apply(told(), true); !keep || got.Attribute("user.name") != "" {
		t.Error("what always goes is left out, or goes unchanged")
	}
}

// TestSample: about the share that is asked for, the same each time, and all that more than one wants.
func TestSample(t *testing.T) {
	kept := map[float64]map[string]bool{}
	for _, share := range []float64{0, 0.1, 0.5, 1} {
		s, err := newShape(configs.Destination{SampleAllow: &share}, testKey)
		if err != nil {
			t.Fatal(err)
		}
		kept[share] = map[string]bool{}
		for i := range 20_000 {
			e := &event.Event{ID: fmt.Sprintf("01JD5F%010d", i), Kind: event.Ended, Action: "allow"}
			if _, keep := s.apply(e, false); keep {
				kept[share][e.ID] = true
			}
			if _, again := s.apply(e, false); again != kept[share][e.ID] {
				t.Fatalf("%s: %v, and again %v", e.ID, kept[share][e.ID], again)
			}
		}
		if got := float64(len(kept[share])) / 20_000; math.Abs(got-share) > 0.02 {
			t.Errorf("a share of %g is kept, %g was asked for", got, share)
		}
		for _, e := range []*event.Event{told(), {Kind: event.Ended, Action: "block"}, {Kind: event.Alert, Action: "allow"}, {Kind: event.PipelineError},
			{Kind: event.Ended, Action: "allow", Findings: told().Findings}, {Kind: event.Ended, Category: event.Configuration, Action: "policy-applied"}} {
			if _, keep := s.apply(e, false); !keep {
				t.Errorf("share %g: left out: %+v", share, e)
			}
		}
	}
	for id := range kept[0.1] {
		if !kept[0.5][id] {
			t.Fatalf("%s is in a tenth, not in a half", id)
		}
	}
}

func TestShapeSaysWhatIsWrong(t *testing.T) {
	for want, d := range map[string]configs.Destination{
		`omit: the field "source.prot" can't`:          {Omit: []string{"source.prot"}},
		`pseudonymise: the field "source.bytes" can't`: {Pseudonymise: []string{"source.bytes"}},
		"filter:": {Filter: "source.prot:1"},
	} {
		if _, err := newShape(d, testKey); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestPseudonymKey: made once, kept, for nobody else to read; one that is damaged is not replaced.
func TestPseudonymKey(t *testing.T) {
	dir := t.TempDir()
	key, err := pseudonymKey(dir)
	if err != nil || len(key) != keySize || bytes.Equal(key, make([]byte, keySize)) {
		t.Fatalf("%d bytes, %v", len(key), err)
	}
	if again, err := pseudonymKey(dir); err != nil || !bytes.Equal(again, key) {
		t.Errorf("another key: %v", err)
	}
	path := filepath.Join(dir, keyFile)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if err := os.WriteFile(path, key[:9], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := pseudonymKey(dir); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a damaged key: %v", err)
	}
}

// FuzzShape: whatever an address, a name and a text are, no address shows that has a pseudonym, nor
// does what is left out.
func FuzzShape(f *testing.F) {
	f.Add([]byte{10, 10, 0, 2}, "10.10.0.2", "see http://10.10.0.2/ and 10.10.0.22, not 110.10.0.2", true)
	f.Add(netip.MustParseAddr("2001:db8::2").AsSlice(), "[2001:DB8::2]:443", "::2 \xff 2001:db8::2\x002001:db8::2", false)
	f.Fuzz(func(t *testing.T, ip []byte, name, text string, omit bool) {
		addr, ok := netip.AddrFromSlice(ip)
		if !ok {
			return
		}
		e := told()
		e.Inside.Addr, e.Domain, e.Reason = addr, name, text
		for i := range e.Attributes {
			e.Attributes[i].Value = []string{name, text}[i%2]
		}
		d := configs.Destination{Pseudonymise: []string{"source.ip"}}
		if omit {
			d = configs.Destination{Omit: []string{"source.ip"}}
		}
		got := shaped(t, d, e)
		for _, s := range []string{got.Domain, got.Reason, got.Attributes[0].Value, got.Attributes[1].Value} {
			for n := range s {
				end := n + len(addr.String())
				if len(addr.String()) >= shortest && end <= len(s) && strings.EqualFold(s[n:end], addr.String()) && !wordAt(s, n-1) && !wordAt(s, end) {
					t.Errorf("%s shows in %q", addr, s)
				}
			}
		}
		if got.Inside.Addr.IsValid() || got.Inside.Token == "" || got.CommunityID == e.CommunityID {
			t.Errorf("%+v %s", got.Inside, got.CommunityID)
		}
	})
}
