package web

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/store"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// sent is an event of a flow that rule r decided.
func sent(at time.Time, action, country string, port int) *event.Event {
	return &event.Event{
		Time: at, Kind: event.Alert, Action: action, Reason: "destination matches", Rule: event.Rule{ID: "no-personal-data", Name: "=cmd|' /C calc'!A0"},
		Inside:  event.End{Addr: netip.MustParseAddr("10.0.0.2"), Port: uint16(port), Bytes: 10},
		Outside: event.End{Addr: netip.MustParseAddr("203.0.113.10"), Port: 443},
		Domain:  "collect.example", Country: country, Transport: "tcp", Protocol: "tls", Direction: "outbound", Jurisdiction: []string{country},
	}
}

// write appends events to the journal, as the dataplane does, and waits until they are indexed.
func (s *site) write(events ...*event.Event) {
	s.t.Helper()
	j, err := journal.Open(journal.Options{Dir: s.journal, Log: slog.New(slog.DiscardHandler)})
	s.must(err)
	s.must(j.Append(events))
	last := events[len(events)-1].Sequence
	s.must(j.Close())
	until(s.t, "the index", func() bool { return s.options.Index.Health().Last >= last })
}

// TestEvents: search, pages, one event, export, counts and hits of rules.
func TestEvents(t *testing.T) {
	s := newSite(t)
	now := time.Now().UTC().Truncate(time.Millisecond)
	var all []*event.Event
	for i := range 25 {
		all = append(all, sent(now, []string{"block", "log"}[i%2], []string{"CN", "RU"}[i%2], 40000+i))
	}
	s.write(all...)
	first := read[store.Page](s, auth.Viewer, "GET", "/api/v1/events?query=event.action:block&limit=10", "")
	if len(first.Items) > 10 || len(first.Items) < 10 && !first.Partial || first.Next == 0 {
		t.Fatalf("%d events, next %d", len(first.Items), first.Next)
	}
	found := len(first.Items)
	for next := first.Next; next != 0; {
		more := read[store.Page](s, auth.Viewer, "GET", fmt.Sprintf("/api/v1/events?query=event.action:block&limit=10&cursor=%d", next), "")
		found, next = found+len(more.Items), more.Next
	}
	if found != 13 {
		t.Errorf("%d events on all pages", found)
	}
	if one := read[store.Item](s, auth.Viewer, "GET", fmt.Sprintf("/api/v1/events/%d", first.Items[0].Sequence), ""); string(one.Event) != string(first.Items[0].Event) {
		t.Errorf("one event: %s", one.Event)
	}
	if a := s.as(auth.Viewer, "GET", "/api/v1/events/999", ""); a.status != 404 {
		t.Errorf("no event: %d %s", a.status, a.body)
	}
	var p problem
	a := s.as(auth.Viewer, "GET", "/api/v1/events?query=event.action:block+AND+nofield:7", "")
	if p = unmarshal[problem](t, a.body); a.status != 400 || p.Position != 24 {
		t.Errorf("a wrong query: %d %s", a.status, a.body)
	}
	if rows := read[list[store.Row]](s, auth.Viewer, "GET", "/api/v1/rollups/country", "").Items; len(rows) != 2 || rows[0].Name != "CN" || rows[0].Alerts != 13 {
		t.Errorf("counts %+v", rows)
	}
	if rules := read[rulesAnswer](s, auth.Viewer, "GET", "/api/v1/rules", ""); rules.Rules[0].Hits == nil || rules.Rules[0].Hits.Hits != 25 {
		t.Errorf("hits %+v", rules.Rules[0].Hits)
	}
	s.checkExport()
}

func (s *site) checkExport() {
	s.t.Helper()
	if a := s.as(auth.Viewer, "GET", "/api/v1/events/export", ""); a.status != 403 {
		s.t.Errorf("a viewer exports: %d", a.status)
	}
	a := s.as(auth.Operator, "GET", "/api/v1/events/export?query=event.action:block&order=oldest", "")
	lines := strings.Split(strings.TrimSuffix(string(a.body), "\n"), "\n")
	if len(lines) != 13 || !json.Valid([]byte(lines[0])) || !strings.Contains(a.header.Get("Content-Disposition"), "events.ndjson") {
		s.t.Errorf("%d lines, %v", len(lines), a.header)
	}
	a = s.as(auth.Operator, "GET", "/api/v1/events/export?format=csv", "")
	rows, err := csv.NewReader(strings.NewReader(string(a.body))).ReadAll()
	if err != nil || len(rows) != 26 {
		s.t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, name := range rows[0] {
		want := map[string]string{"event.action": "block", "source.ip": "10.0.0.2", "source.port": "40024", "rule.name": "'=cmd|' /C calc'!A0", "sekisho.jurisdiction.codes": "CN"}[name]
		if want != "" && rows[1][i] != want {
			s.t.Errorf("%s: %q, want %q", name, rows[1][i], want)
		}
	}
	if log := s.as(auth.Auditor, "GET", "/api/v1/audit?action=events.export", ""); strings.Count(string(log.body), `"action":"events.export"`) != 2 {
		s.t.Errorf("audit log: %s", log.body)
	}
}

// follower reads a stream.
type follower struct {
	lines  *bufio.Scanner
	cancel context.CancelFunc
}

func (s *site) follow(query string) *follower {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", s.base+"/api/v1/events/live?query="+query, nil)
	s.must(err)
	r.AddCookie(auth.Cookie(s.cookie(auth.Viewer)))
	got, err := (&http.Client{Transport: client.Transport}).Do(r)
	s.must(err)
	s.t.Cleanup(func() { got.Body.Close() })
	if got.StatusCode != 200 || got.Header.Get("Content-Type") != liveType {
		s.t.Fatalf("%d %v", got.StatusCode, got.Header)
	}
	f := &follower{bufio.NewScanner(got.Body), cancel}
	f.lines.Buffer(nil, 1<<20)
	f.next(s.t, ": events follow")
	return f
}

// next gives the rest of the next line that begins so.
func (f *follower) next(t testing.TB, prefix string) string {
	t.Helper()
	for f.lines.Scan() {
		if rest, ok := strings.CutPrefix(f.lines.Text(), prefix); ok {
			return rest
		}
	}
	t.Fatalf("the stream ended before %q: %v", prefix, f.lines.Err())
	return ""
}

// TestLive: the server selects, sends what comes in batches, and says how much of a flood is not shown.
func TestLive(t *testing.T) {
	s := newSite(t)
	f := s.follow("event.action:block")
	now := time.Now().UTC()
	var flood []*event.Event
	for i := range 3000 {
		flood = append(flood, sent(now, []string{"block", "log"}[i%2], "CN", 1+i))
	}
	s.write(flood...)
	shown, hidden := 0, 0
	for shown+hidden < 1500 {
		b := unmarshal[batch](t, []byte(f.next(t, "data: ")))
		if len(b.Items) > batchItems {
			t.Errorf("%d events in a batch", len(b.Items))
		}
		for _, item := range b.Items {
			if !strings.Contains(string(item.Event), `"action":"block"`) {
				t.Errorf("not selected: %s", item.Event)
			}
		}
		shown, hidden = shown+len(b.Items), hidden+b.NotShown
	}
	if shown+hidden != 1500 || hidden == 0 {
		t.Errorf("%d shown, %d not, of 1500", shown, hidden)
	}
}

// TestLiveLimits: a wrong query is refused at once, and so is one stream too many.
func TestLiveLimits(t *testing.T) {
	s := newSite(t)
	if a := s.as(auth.Viewer, "GET", "/api/v1/events/live?query=%22", ""); a.status != 400 {
		t.Errorf("a wrong query: %d", a.status)
	}
	var last *follower
	for range s.streams.each {
		last = s.follow("")
	}
	if a := s.as(auth.Viewer, "GET", "/api/v1/events/live", ""); a.status != 429 {
		t.Errorf("one too many: %d %s", a.status, a.body)
	}
	last.cancel()
	until(s.t, "the end of a stream", func() bool { return s.streams.count() < s.streams.each })
	s.follow("")
}

// count is how many are inside.
func (r *room) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.total
}

// TestStreamsEnd with the session, the role or the account that they were opened by; they themselves keep none alive.
func TestStreamsEnd(t *testing.T) {
	for what, end := range map[string]func(s *site){
		"idle":     func(s *site) { s.now.pass(auth.IdleLimit + time.Second) },
		"ended":    func(s *site) { s.as(auth.Viewer, "DELETE", "/api/v1/session", "") },
		"disabled": func(s *site) { s.must(s.options.Auth.SetRole(t.Context(), "viewer", 0, auth.Viewer, true)) },
	} {
		s := newSite(t)
		who, session, err := s.options.Auth.BySession(t.Context(), s.cookie(auth.Viewer))
		s.must(err)
		c := &call{who: who, session: session}
		if err := s.still(t.Context(), c); err != nil {
			t.Errorf("%s, before: %v", what, err)
		}
		end(s)
		if s.still(t.Context(), c) == nil {
			t.Errorf("%s: the stream goes on", what)
		}
	}
}
