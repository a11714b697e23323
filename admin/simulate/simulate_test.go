package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sekisho/admin/query"
	"sekisho/dataplane/control"
	"sekisho/dataplane/event"
	"sekisho/dataplane/policy"
	"sekisho/geo"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func program(t testing.TB, rules string) *policy.Program {
	t.Helper()
	p, err := policy.Parse("policy.yaml", []byte("version: 1\nrules:\n"+rules))
	if err != nil {
		t.Fatal(err)
	}
	c, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// flow is the event of a flow's end, of one to a web server in CN that carried nothing flagged.
func flow(edit func(*event.Event)) *event.Event {
	e := &event.Event{
		Time: noon, Sequence: 1, Kind: event.Ended, Action: "allow", Transport: "tcp", Protocol: "http", Domain: "shop.example",
		Inside:  event.End{Addr: netip.MustParseAddr("10.0.0.2"), Port: 40000, Bytes: 900},
		Outside: event.End{Addr: netip.MustParseAddr("203.0.113.9"), Port: 80, Bytes: 900},
		Country: "CN", Jurisdiction: []string{"CN"}, ASN: 64500,
	}
	if edit != nil {
		edit(e)
	}
	return e
}

// recorded is a source of events in memory.
type recorded []*event.Event

func (r recorded) Each(_ context.Context, do func(*event.Event) error) (int, error) {
	for _, e := range r {
		if err := do(e); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

const watching = "  - {id: numbers, to: {jurisdictions: [CN]}, data: [{class: jp.my_number, at_least: 2}], action: block}\n"

// TestKinds: what a draft changes for one flow.
func TestKinds(t *testing.T) {
	numbers := func(n int) func(*event.Event) {
		return func(e *event.Event) { e.Findings = []event.Finding{{Class: "jp.my_number", Count: n}} }
	}
	blocked := func(e *event.Event) {
		numbers(2)(e)
		e.Kind, e.Action, e.Rule.ID = event.Alert, "block", "numbers"
	}
	for what, c := range map[string]struct {
		edit    func(*event.Event)
		draft   string
		want    Kind
		unknown string
	}{
		"the same policy":          {nil, watching, Unchanged, ""},
		"a port":                   {nil, watching + "  - {id: p, to: {ports: [80]}, action: block}\n", Blocked, ""},
		"a port, monitored":        {nil, watching + "  - {id: p, monitor: true, to: {ports: [80]}, action: block}\n", Unchanged, ""},
		"another port":             {nil, watching + "  - {id: p, to: {ports: [25]}, action: block}\n", Unchanged, ""},
		"a domain":                 {nil, watching + "  - {id: p, to: {domains: [example]}, action: log}\n", Logged, ""},
		"a lower threshold":        {numbers(1), strings.Replace(watching, "2", "1", 1), Blocked, ""},
		"lower, and nothing there": {nil, strings.Replace(watching, "2", "1", 1), Unchanged, ""},
		"a higher threshold":       {blocked, strings.Replace(watching, "2", "3", 1), Uncertain, "data: jp.my_number"},
		"blocked, and now logged":  {blocked, strings.Replace(watching, "block", "log", 1), Allowed, ""},
		"a class not looked for":   {nil, watching + "  - {id: p, data: [{class: uk.nino, at_least: 1}], action: log}\n", Uncertain, "data: uk.nino"},
		"a parent of the class":    {nil, watching + "  - {id: p, data: [{class: jp, at_least: 9}], action: log}\n", Uncertain, "data: jp"},
		"the same, below a block":  {nil, "  - {id: p, to: {ports: [80]}, action: block}\n" + watching, Blocked, ""},
		"one of two classes": {nil, watching + "  - {id: p, data: [{class: uk.nino, at_least: 1}, {class: us.ssn, at_least: 1}], action: log}\n",
			Uncertain, "data: uk.nino"},
		"encrypted": {func(e *event.Event) { e.Protocol = "tls" },
			watching + "  - {id: p, data: [{class: uk.nino, at_least: 1}], action: log}\n", Unchanged, ""},
		"nothing sent": {func(e *event.Event) { e.Inside.Bytes = 0 },
			watching + "  - {id: p, data: [{class: uk.nino, at_least: 1}], action: log}\n", Unchanged, ""},
		"opaque, more than was sent": {func(e *event.Event) { e.Protocol = "tls" },
			watching + "  - {id: p, data: [{class: opaque, at_least: 901}], action: block}\n", Unchanged, ""},
		"opaque, as much": {func(e *event.Event) { e.Protocol = "tls" },
			watching + "  - {id: p, data: [{class: opaque, at_least: 900}], action: block}\n", Uncertain, "data: opaque"},
		"a protocol that was not seen": {func(e *event.Event) { e.Protocol, e.Domain = "", "" },
			watching + "  - {id: p, protocols: [http], action: block}\n", Unchanged, ""},
		"a protocol of a flow that goes on": {func(e *event.Event) { e.Kind, e.Action, e.Protocol, e.Domain = event.Alert, "log", "", "" },
			watching + "  - {id: p, protocols: [http], action: block}\n", Uncertain, noNames},
		"a domain that is hidden": {func(e *event.Event) { e.Domain = hidden }, watching + "  - {id: p, to: {domains: [example]}, action: log}\n", Uncertain, noNames},
		"anycast":                 {nil, watching + "  - {id: p, to: {jurisdictions: [anycast]}, action: log}\n", Uncertain, noAnycast},
		"an exception above":      {blocked, "  - {id: x, to: {networks: [203.0.113.9]}, action: allow}\n" + watching, Allowed, ""},
		"an exception that is over": {blocked, "  - {id: x, expires: 2026-11-21, to: {networks: [203.0.113.9]}, action: allow}\n" + watching,
			Unchanged, ""},
	} {
		inForce := program(t, watching)
		then := func(string) *policy.Program { return inForce }
		r, err := Run(t.Context(), Options{Draft: program(t, c.draft), InForce: inForce, Then: then, Now: noon}, recorded{flow(c.edit)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, unknown := Unchanged, ""
		if len(r.Examples) > 0 {
			got, unknown = r.Examples[0].Kind, r.Examples[0].Unknown
		}
		if got != c.want || unknown != c.unknown || r.Flows != 1 {
			t.Errorf("%s: %s %q, want %s %q", what, got, unknown, c.want, c.unknown)
		}
	}
}

// TestUnlogged: what the policy in force logs, and the draft doesn't.
func TestUnlogged(t *testing.T) {
	inForce, draft := program(t, watching+"  - {id: p, to: {ports: [80]}, action: log}\n"), program(t, watching)
	r, err := Run(t.Context(), Options{Draft: draft, InForce: inForce, Now: noon, Then: func(string) *policy.Program { return inForce }}, recorded{flow(nil)}, nil)
	if err != nil || r.Unlogged != 1 || r.Rules[0].Name != "p" {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestOneRecordAFlow: of a flow's events the last one counts, and a later flow between the same ends is
// another one.
func TestOneRecordAFlow(t *testing.T) {
	inForce := program(t, watching)
	draft := program(t, strings.Replace(watching, "2", "1", 1))
	var all recorded
	add := func(kind string, count int) {
		all = append(all, flow(func(e *event.Event) {
			e.Kind, e.Sequence = kind, uint64(len(all)+1)
			if count > 0 {
				e.Findings = []event.Finding{{Class: "jp.my_number", Count: count}}
			}
		}))
	}
	add(event.Alert, 1)
	add(event.Alert, 1)
	add(event.Ended, 1) // the first: one number
	add(event.Ended, 0) // the second: none
	add(event.Alert, 1) // the third goes on
	all = append(all, &event.Event{Time: noon, Kind: event.PipelineError, Reason: "memory limit reached"})
	r, err := Run(t.Context(), Options{Draft: draft, InForce: inForce, Now: noon, Then: func(string) *policy.Program { return inForce }}, all, nil)
	if err != nil || r.Events != 6 || r.Flows != 3 || r.Blocked != 1 || r.Unchanged != 1 || r.Uncertain != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if len(r.Examples) != 2 || r.Examples[0].Sequence != 3 || r.Examples[0].New.Rule != "numbers" || r.Hosts[0] != (Group{"10.0.0.2", Counts{Blocked: 1, Uncertain: 1}}) {
		t.Errorf("%+v", r)
	}
}

// TestThenUnknown: without the policy of then, contents and missing names are uncertain.
func TestThenUnknown(t *testing.T) {
	asked := 0
	o := Options{Draft: program(t, strings.Replace(watching, "2", "1", 1)), InForce: program(t, watching), Now: noon,
		Then: func(string) *policy.Program { asked++; return nil }}
	r, err := Run(t.Context(), o, recorded{flow(nil), flow(nil)}, nil)
	if err != nil || r.Uncertain != 2 || asked != 1 || r.Unknown[0].Name != "data: jp.my_number" {
		t.Errorf("%+v, %v, asked %d times", r, err, asked)
	}
}

// TestEstablished: the flows that are cut are those that the draft blocks by what is known.
func TestEstablished(t *testing.T) {
	inForce := program(t, watching)
	draft := program(t, watching+"  - {id: p, to: {ports: [80]}, action: block}\n")
	facts := policy.Facts{Inside: netip.MustParseAddr("fd00::2"), Outside: netip.MustParseAddr("2001:db8::9"), OutsidePort: 80, Transport: "tcp",
		Place: geo.Record{Codes: []string{"CN"}}}
	other := facts
	other.OutsidePort = 443
	r, err := Run(t.Context(), Options{Draft: draft, InForce: inForce, Now: noon}, recorded{}, []control.Flow{
		{Facts: facts, State: "open"}, {Facts: other, State: "open"}, {Facts: facts, State: "blocked"}})
	if err != nil || r.CutTotal != 1 || len(r.Cut) != 1 || r.Cut[0].Port != 80 || r.Cut[0].New.Rule != "p" {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestWatched: places that the draft adds are named, since their flows left nothing.
func TestWatched(t *testing.T) {
	inForce := program(t, watching)
	for draft, want := range map[string]string{
		watching: "[]", strings.Replace(watching, "[CN]", "[CN, RU, unknown]", 1): "[RU unknown]",
		strings.Replace(watching, "[CN]", "[anycast]", 1): "[anycast]", strings.Replace(watching, "[CN]", "[any]", 1): "[any]",
		strings.Replace(watching, "to: {jurisdictions: [CN]}, ", "", 1): "[any]",
	} {
		if got := fmt.Sprint(watched(program(t, draft), inForce)); got != want {
			t.Errorf("%s: %s, want %s", draft, got, want)
		}
	}
}

func TestBounds(t *testing.T) {
	inForce, draft := program(t, watching), program(t, watching+"  - {id: p, to: {ports: [80]}, action: block}\n")
	var all recorded
	for i := range 3 * progressEvery {
		all = append(all, flow(func(e *event.Event) {
			e.Inside.Addr = netip.AddrFrom4([4]byte{10, 1, byte(i >> 8), byte(i)})
		}))
	}
	told := 0
	o := Options{Draft: draft, InForce: inForce, Now: noon, Limit: time.Hour, Progress: func(int) { told++ },
		Then: func(string) *policy.Program { return inForce }}
	r, err := Run(t.Context(), o, all, nil)
	if err != nil || r.Blocked != len(all) || told != 3 || len(r.Examples) != maxExamples || len(r.Hosts) != maxListed || r.Partial {
		t.Errorf("%d blocked, told %d times, %d examples, %d hosts, %v", r.Blocked, told, len(r.Examples), len(r.Hosts), err)
	}
	o.Limit = 1
	r, err = Run(t.Context(), o, all, nil)
	if err != nil || !r.Partial || r.Events != progressEvery {
		t.Errorf("partial %v after %d events, %v", r.Partial, r.Events, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	o.Progress = func(int) { cancel() }
	o.Limit = 0
	if _, err := Run(ctx, o, all, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestJournal: days, times and a filter select; damaged lines are counted.
func TestJournal(t *testing.T) {
	dir := t.TempDir()
	for day, at := range map[string]time.Time{"2026-11-21": noon.AddDate(0, 0, -1), "2026-11-22": noon} {
		var lines []byte
		for i := range 3 {
			b, err := json.Marshal(flow(func(e *event.Event) { e.Time, e.Outside.Port = at.Add(time.Duration(i)*time.Hour), uint16(80+i) }))
			if err != nil {
				t.Fatal(err)
			}
			lines = append(append(lines, b...), '\n')
		}
		if err := os.WriteFile(filepath.Join(dir, day+".ndjson"), append(lines, "{damaged\n"...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	filter, err := query.Parse("destination.port>80")
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		j    Journal
		want string
	}{
		"all": {Journal{}, "80 81 82 80 81 82 unreadable 2"}, "from": {Journal{From: noon.Add(time.Hour)}, "81 82 unreadable 1"},
		"to": {Journal{To: noon}, "80 81 82 unreadable 2"}, "a filter": {Journal{From: noon, Filter: filter}, "81 82 unreadable 1"},
		"nothing": {Journal{From: noon.AddDate(0, 1, 0)}, "unreadable 0"},
	} {
		c.j.Dir = dir
		got := ""
		bad, err := c.j.Each(t.Context(), func(e *event.Event) error {
			got += fmt.Sprint(e.Outside.Port, " ")
			return nil
		})
		if got += fmt.Sprint("unreadable ", bad); got != c.want || err != nil {
			t.Errorf("%s: %s, %v, want %s", what, got, err, c.want)
		}
	}
	if _, err := (Journal{Dir: dir}).Each(t.Context(), func(*event.Event) error { return errTime }); !errors.Is(err, errTime) {
		t.Errorf("%v", err)
	}
}

// BenchmarkFlow measures one flow under policies of thirty rules, with contents that are not known.
func BenchmarkFlow(b *testing.B) {
	rules := watching
	for i := range 29 {
		rules += fmt.Sprintf("  - {id: r%d, to: {jurisdictions: [CN, RU], ports: [%d]}, data: [{class: pii.email, at_least: %d}], action: log}\n", i, 1000+i, i+1)
	}
	inForce := program(b, rules)
	o := Options{Draft: program(b, rules+"  - {id: p, to: {ports: [25]}, action: block}\n"), InForce: inForce, Now: noon, Then: func(string) *policy.Program { return inForce }}
	e := flow(nil)
	all := make(recorded, b.N)
	for i := range all {
		all[i] = e
	}
	b.ReportAllocs()
	b.ResetTimer()
	if _, err := Run(b.Context(), o, all, nil); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkJournal measures it all, from the disk to the result.
func BenchmarkJournal(b *testing.B) {
	inForce := program(b, watching)
	o := Options{Draft: program(b, watching+"  - {id: p, to: {ports: [25, 81]}, action: block}\n"), InForce: inForce, Now: noon,
		Then: func(string) *policy.Program { return inForce }}
	dir := b.TempDir()
	f, err := os.Create(filepath.Join(dir, "2026-11-22.ndjson"))
	if err != nil {
		b.Fatal(err)
	}
	for i := range b.N {
		line, err := json.Marshal(flow(func(e *event.Event) {
			e.Sequence, e.Outside.Port = uint64(i+1), uint16(80+i%2)
			e.Inside.Addr = netip.AddrFrom4([4]byte{10, 1, byte(i >> 8), byte(i)})
			e.Evidence = []event.Evidence{{Kind: "located", Code: "CN", Confidence: 0.99, Source: "Test-Country 2026-06-17"}}
			e.Attributes = []event.Attribute{{Name: "http.request.method", Value: "POST"}, {Name: "url.full", Value: "http://shop.example/upload"}}
		}))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := f.Write(append(line, '\n')); err != nil {
			b.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	if r, err := Run(b.Context(), o, Journal{Dir: dir}, nil); err != nil || r.Flows != b.N {
		b.Fatal(r.Flows, err)
	}
}
