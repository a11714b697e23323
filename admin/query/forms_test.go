package query

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sekisho/admin/sqlite"
	"sekisho/dataplane/event"
)

func blocked() *event.Event {
	return &event.Event{
		Time: time.Date(2026, 11, 21, 9, 12, 33, 120e6, time.UTC), ID: "01J0", Sequence: 1,
		Gateway: event.Gateway{ID: "G1", Name: "gate"},
		Kind:    event.Alert, Type: []string{"denied"}, Action: "block", Reason: "data threshold reached",
		Rule:    event.Rule{ID: "no-personal-data", Name: "No personal data", Version: "7"},
		Inside:  event.End{Addr: netip.MustParseAddr("10.10.0.2"), Port: 51120, Bytes: 18412},
		Outside: event.End{Addr: netip.MustParseAddr("203.0.113.10"), Port: 80, Bytes: 312},
		MAC:     []byte{2, 0, 0, 0xaa, 0xbb, 0xcc}, Domain: "collect.example", Country: "CN", ASN: 64500, Operator: "Example",
		Transport: "tcp", Protocol: "http", Direction: "outbound", CommunityID: "1:x",
		Attributes: []event.Attribute{
			{Name: "http.request.method", Value: "POST"}, {Name: "url.full", Value: "http://collect.example/up?a=b"},
			{Name: "user_agent.original", Value: "curl"}, {Name: "file.name", Value: "customers.csv"},
		},
		Jurisdiction: []string{"CN", "HK"}, DataDirection: "request",
		Findings: []event.Finding{
			{Class: "jp.my_number", Count: 12, Where: "http.request.body!customers.csv"},
			{Class: "finance.iban", Count: 2, Reference: "doc-1"},
		},
		InspectedBytes: 18412,
	}
}

func uploaded() *event.Event {
	return &event.Event{
		Time: time.Date(2026, 11, 21, 9, 13, 0, 0, time.UTC), ID: "01J1", Sequence: 2,
		Kind: event.Ended, Type: []string{"connection", "end"}, Action: "allow",
		Inside:  event.End{Addr: netip.MustParseAddr("10.11.0.3"), Port: 40000, Bytes: 20 << 20},
		Outside: event.End{Addr: netip.MustParseAddr("2001:db8::1"), Port: 443, Bytes: 900},
		Country: "DE", ASN: 64501, Operator: "Beispiel GmbH [x] 100%", Transport: "tcp", Protocol: "tls",
		Attributes: []event.Attribute{
			{Name: "tls.client.server_name", Value: "files.example"}, {Name: "tls.version", Value: "1.3"}, {Name: "tls.next_protocol", Value: "h2"},
			{Name: "tls.client.ja3", Value: "aa"}, {Name: "tls.client.ja4", Value: "t13"}, {Name: "tls.client.ech", Value: "offered"},
			{Name: "file.name", Value: "Annual Report\x00.pdf"}, {Name: "file.hash.sha256", Value: "00ff"}, {Name: "user.name", Value: "ärger"},
			{Name: "email.from.address", Value: "a@inside.example"}, {Name: "email.to.address", Value: "b@far.example,c@far.example"},
			{Name: "dns.question.name", Value: "files.example"},
		},
		Monitored: []event.Monitored{{Rule: event.Rule{ID: "try"}, Action: "block"}}, OpaqueBytes: 5,
	}
}

func trouble() *event.Event {
	return &event.Event{
		Time: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), ID: "01J2", Sequence: 3,
		Kind: event.PipelineError, Type: []string{"error"}, Reason: "3 events were lost before they could be stored",
	}
}

// mixed takes each part of an event from one or another of the samples.
func mixed(r *rand.Rand, n uint64) *event.Event {
	pick := func() *event.Event { return samples()[r.IntN(3)] }
	e := pick()
	e.Sequence, e.Time = n, e.Time.Add(time.Duration(r.IntN(1e6))*time.Millisecond)
	e.Rule, e.Domain, e.Country, e.Operator, e.ASN = pick().Rule, pick().Domain, pick().Country, pick().Operator, pick().ASN
	e.Inside, e.Outside, e.Findings, e.Jurisdiction = pick().Inside, pick().Outside, pick().Findings, pick().Jurisdiction
	e.Attributes, e.Monitored, e.Kind, e.Action = pick().Attributes, pick().Monitored, pick().Kind, pick().Action
	if e.Inside.Addr.Is4() && r.IntN(2) == 0 {
		b := e.Inside.Addr.As4()
		b[2], b[3] = byte(r.IntN(3)), byte(r.IntN(4))
		e.Inside.Addr = netip.AddrFrom4(b)
	}
	return e
}

// conditions are what random queries are made of.
var conditions = []string{
	"event.action:block", "event.action!=allow", "rule.id:*", "rule.id:no*data", "source.ip:10.10.0.0/23", "source.ip:10.0.0.0/8",
	"source.ip:10.10.1.0/26", "destination.ip:2001:db8::/48", "destination.ip:2001:db8::1", "destination.ip!=203.0.113.10",
	"source.bytes>18412", "source.bytes<=18412", "destination.port:443", "destination.as.number:64500", "destination.as.number<64501",
	"sekisho.findings.class:jp.*", "sekisho.findings.class:finance.iban", "sekisho.findings.count>=12", "sekisho.findings.count<3",
	"sekisho.findings.class:*", "sekisho.jurisdiction.codes:CN", "annual", "\"annual report\"", "customers*csv", "collect",
	"destination.as.organization.name:*[x]*%", "destination.as.organization.name:example", "user.name:Ärger", "@timestamp>=2026-11-21T09:20:00Z",
	"event.type:end", "event.type:e*", "sekisho.monitor.action:block", "10.10.0.2", "file.name:*report*.pdf", "event.sequence<=50",
	"source.mac:02-00-00-AA-BB-CC", "url.full:*?a=b", "event.kind:pipeline_error", "tls.version:*",
}

func randomQuery(r *rand.Rand, depth int) string {
	switch n := r.IntN(6); {
	case depth == 0 || n < 2:
		return conditions[r.IntN(len(conditions))]
	case n == 2:
		return "NOT " + randomQuery(r, depth-1)
	case n == 3:
		return "(" + randomQuery(r, depth-1) + " OR " + randomQuery(r, depth-1) + ")"
	default:
		return "(" + randomQuery(r, depth-1) + " AND " + randomQuery(r, depth-1) + ")"
	}
}

// table stores events as the index does, in a column a field.
func table(t *testing.T, events []*event.Event) *sqlite.DB {
	t.Helper()
	var columns []string
	for _, f := range Fields() {
		columns = append(columns, f.Column())
	}
	schema := []string{"CREATE TABLE events (" + strings.Join(columns, ",") + ")"}
	db, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "a.db"), sqlite.Options{Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	err = db.Update(context.Background(), func(tx *sql.Tx) error {
		for _, e := range events {
			if _, err := tx.Exec("INSERT INTO events VALUES "+sqlite.Placeholders(len(columns)), Row(e, nil)...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func selected(t *testing.T, db *sqlite.DB, q *Query) (found []uint64) {
	t.Helper()
	condition, args := q.SQL()
	rows, err := db.Query("SELECT event_sequence FROM events WHERE "+condition+" ORDER BY 1", args...)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	defer rows.Close()
	for rows.Next() {
		var n uint64
		if err := rows.Scan(&n); err != nil {
			t.Fatal(err)
		}
		found = append(found, n)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}

// TestFormsAreEqual: the predicate and the SQL select the same of random events, and
// the summary of a block rules out none that has one of them.
func TestFormsAreEqual(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var events []*event.Event
	for n := range 120 {
		events = append(events, mixed(r, uint64(n+1)))
	}
	db := table(t, events)
	some := 0
	for range 1500 {
		q := parse(t, randomQuery(r, 4))
		var want []uint64
		for _, e := range events {
			if q.Match(e) {
				want = append(want, e.Sequence)
			}
		}
		if got := selected(t, db, q); !slices.Equal(got, want) {
			t.Fatalf("%s: SQL selects %v, the predicate %v", q, got, want)
		}
		if err := summaries(q, events); err != nil {
			t.Fatal(err)
		}
		if len(want) > 0 && len(want) < len(events) {
			some++
		}
	}
	if some < 500 {
		t.Errorf("only %d queries tell events apart", some)
	}
}

// summaries tries a query on blocks of five events.
func summaries(q *Query, events []*event.Event) error {
	for block := range slices.Chunk(events, 5) {
		if slices.ContainsFunc(block, q.Match) && !q.May(summarise(block...)) {
			return fmt.Errorf("%s: the summary rules out a block with a match", q)
		}
	}
	return nil
}

// exact summarises a block without errors.
type exact struct {
	tokens, pieces map[uint64]bool
	ranges         map[*Field][2]int64
}

func summarise(events ...*event.Event) exact {
	x := exact{map[uint64]bool{}, map[uint64]bool{}, map[*Field][2]int64{}}
	for _, e := range events {
		Tokens(e, func(n uint64) { x.tokens[n] = true })
		Pieces(e, func(n uint64) { x.pieces[n] = true })
		Ranges(e, func(f *Field, n int64) {
			r, known := x.ranges[f]
			if !known {
				r = [2]int64{n, n}
			}
			x.ranges[f] = [2]int64{min(r[0], n), max(r[1], n)}
		})
	}
	return x
}

func (x exact) HasToken(n uint64) bool { return x.tokens[n] }
func (x exact) HasPiece(n uint64) bool { return x.pieces[n] }

func (x exact) Range(f *Field) (low, high int64, known bool) {
	r, known := x.ranges[f]
	return r[0], r[1], known
}

// TestSummariesRuleOut: what a block does not have need not be looked for in it.
func TestSummariesRuleOut(t *testing.T) {
	x := summarise(samples()...)
	for _, text := range []string{
		"event.action:log", "source.ip:10.10.0.3", "source.ip:10.12.0.0/16", "source.ip:10.10.9.0/25", "destination.ip:2001:db9::/32",
		"destination.port:22", "source.bytes>20MiB", "source.bytes<18412", "sekisho.findings.count:1000", "rule.id:*payments*", "nowhere",
		"collect AND event.action:log", "event.action:log OR nowhere", "sekisho.findings.class:us.ssn",
	} {
		if parse(t, text).May(x) {
			t.Errorf("%s is looked for", text)
		}
	}
}
