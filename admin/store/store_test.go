package store

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/netip"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"sekisho/admin/query"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// bed is a journal, and a store that indexes it.
type bed struct {
	t       *testing.T
	dir     string
	journal *journal.Journal
	store   *Store
	rand    *rand.Rand
	written []*event.Event
}

func newBed(t *testing.T) *bed { return newBedAt(t, t.TempDir()) }

func newBedAt(t *testing.T, dir string) *bed {
	t.Helper()
	b := &bed{t: t, dir: dir, rand: rand.New(rand.NewPCG(3, 4))}
	var err error
	if b.journal, err = journal.Open(journal.Options{Dir: b.options().Journal, Log: quiet}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.journal.Close() })
	b.open()
	t.Cleanup(func() { b.store.Close() })
	return b
}

func (b *bed) options() Options {
	return Options{Journal: filepath.Join(b.dir, "events"), Dir: filepath.Join(b.dir, "admin"), Log: quiet}
}

func (b *bed) open() {
	b.t.Helper()
	var err error
	if b.store, err = Open(context.Background(), b.options()); err != nil {
		b.t.Fatal(err)
	}
}

// reopen is a restart of the admin process.
func (b *bed) reopen() {
	b.t.Helper()
	if err := b.store.Close(); err != nil {
		b.t.Fatal(err)
	}
	b.open()
}

func (b *bed) write(events ...*event.Event) {
	b.t.Helper()
	if err := b.journal.Append(events); err != nil {
		b.t.Fatal(err)
	}
	b.written = append(b.written, events...)
}

// writeRandom writes n events of random content, a second apart from at on.
func (b *bed) writeRandom(n int, at time.Time) {
	b.t.Helper()
	for i := 0; i < n; i += 500 {
		var batch []*event.Event
		for k := i; k < min(i+500, n); k++ {
			batch = append(batch, randomEvent(b.rand, at.Add(time.Duration(k)*time.Second)))
		}
		b.write(batch...)
	}
}

// index takes in all that there is.
func (b *bed) index() {
	b.t.Helper()
	for more := true; more; {
		var err error
		if more, err = b.store.step(context.Background()); err != nil {
			b.t.Fatal(err)
		}
		b.store.report(nil)
	}
}

var countries = []string{"CN", "CN", "CN", "RU", "KP", "US", "DE"}

// randomEvent looks as those of a gateway do.
func randomEvent(r *rand.Rand, at time.Time) *event.Event {
	country := r.IntN(len(countries))
	e := &event.Event{
		Time: at, Kind: event.Ended, Type: []string{"connection", "end"}, Action: "log",
		Rule:    event.Rule{ID: "watch", Name: "Watch", Version: "7"},
		Inside:  event.End{Addr: netip.AddrFrom4([4]byte{10, 10, byte(r.IntN(2)), byte(r.IntN(100))}), Port: uint16(r.IntN(65535) + 1), Bytes: uint64(r.IntN(1e6))},
		Outside: event.End{Addr: netip.AddrFrom4([4]byte{198, 18, byte(r.IntN(20)), byte(r.IntN(256))}), Port: 443, Bytes: uint64(r.IntN(1e6))},
		Domain:  fmt.Sprintf("host%d.example", r.IntN(3000)), Country: countries[country], ASN: uint32(64500 + country), Operator: "Operator " + countries[country],
		Transport: "tcp", Protocol: []string{"tls", "http"}[r.IntN(2)], Direction: "outbound", CommunityID: fmt.Sprintf("1:%d", r.Uint64()),
		Jurisdiction: []string{countries[country]}, DataDirection: "request",
		Evidence:       []event.Evidence{{Kind: "located", Code: countries[country], Confidence: 0.9, Source: "test"}},
		InspectedBytes: int64(r.IntN(1e5)), OpaqueBytes: 70, Unread: []event.Unread{{Reason: "encrypted", Bytes: 50}, {Reason: []string{"corrupt", "size"}[r.IntN(2)], Bytes: 20}},
		Attributes: []event.Attribute{{Name: "tls.client.server_name", Value: "a.example"}, {Name: "url.full", Value: fmt.Sprintf("https://a.example/%d", r.IntN(1e6))}},
	}
	if r.IntN(20) == 0 {
		e.Kind, e.Type, e.Action, e.Rule = event.Alert, []string{"denied"}, "block", event.Rule{ID: "stop", Name: "Stop", Version: "7"}
		e.Findings = []event.Finding{{Class: "jp.my_number", Count: r.IntN(9) + 1}, {Class: "pii.email", Count: 3}}
	}
	return e
}

func (b *bed) query(text string) *query.Query {
	b.t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		b.t.Fatal(err)
	}
	return q
}

// pages follows a search to its end.
func (b *bed) pages(q Search) (found []uint64) {
	b.t.Helper()
	return b.pagesIn(q, searchTime)
}

// pagesIn has each page take no longer than that.
func (b *bed) pagesIn(q Search, limit time.Duration) (found []uint64) {
	b.t.Helper()
	for {
		page, err := b.store.page(context.Background(), q, limit)
		if err != nil {
			b.t.Fatal(err)
		}
		if page.Unreadable > 0 || len(page.Missing) > 0 {
			b.t.Errorf("%d unreadable, missing %v", page.Unreadable, page.Missing)
		}
		for _, item := range page.Items {
			e, err := event.Parse(item.Event)
			if err != nil || e.Sequence != item.Sequence {
				b.t.Fatalf("item %d is %s: %v", item.Sequence, item.Event, err)
			}
			found = append(found, item.Sequence)
		}
		if q.Cursor = page.Next; q.Cursor == 0 {
			return found
		}
	}
}

// first is the first page of a search, whole however slow the machine is: Events would return a part of it.
func (b *bed) first(q Search) (Page, error) {
	return b.store.page(context.Background(), q, time.Hour)
}

// wanted are the sequence numbers of what a search should find.
func (b *bed) wanted(q Search) (want []uint64) {
	for _, e := range b.written {
		if (q.Filter == nil || q.Filter.Match(e)) && (q.From.IsZero() || !e.Time.Before(q.From)) && (q.To.IsZero() || e.Time.Before(q.To)) {
			want = append(want, e.Sequence)
		}
	}
	if !q.Oldest {
		slices.Reverse(want)
	}
	return want
}

func (b *bed) compare(q Search) {
	b.t.Helper()
	if got, want := b.pages(q), b.wanted(q); !slices.Equal(got, want) {
		b.t.Errorf("%s from %v to %v: found %d events, want %d", q.Filter, q.From, q.To, len(got), len(want))
	}
}

var searches = []string{
	"", "event.action:block", "destination.geo.country_iso_code:KP event.action:block", "source.ip:10.10.1.0/24 AND network.protocol:http",
	"destination.ip:198.18.3.77", "destination.domain:host77.example", "host77", "NOT rule.id:watch", "sekisho.findings.class:jp.*",
	"sekisho.findings.count>8", "rule.id:nothing", "source.bytes>999000",
}

// TestEvents: pages in both orders, by query and time, over several days, hold what a
// look at each event finds.
func TestEvents(t *testing.T) {
	b := newBed(t)
	for d := range 3 {
		b.writeRandom(2500, noon.AddDate(0, 0, d))
	}
	b.index()
	for _, text := range searches {
		for _, oldest := range []bool{false, true} {
			b.compare(Search{Filter: b.query(text), Limit: 700, Oldest: oldest})
			b.compare(Search{Filter: b.query(text), Limit: 33, Oldest: oldest, From: noon.Add(10 * time.Minute), To: noon.AddDate(0, 0, 1).Add(5 * time.Minute)})
		}
	}
	item, err := b.store.Event(context.Background(), 4000)
	if err != nil || item.Sequence != 4000 {
		t.Errorf("%v %v", item, err)
	}
	if _, err := b.store.Event(context.Background(), 400000); err != ErrNoEvent {
		t.Error(err)
	}
	if _, err := b.store.Events(context.Background(), Search{Limit: MaxPage + 1}); err == nil {
		t.Error("a page without bounds")
	}
	if h := b.store.Health(); h.Events != 7500 || h.Last != 7500 || h.Days != 3 || h.Behind != 0 || h.Gaps != 0 || h.Bytes == 0 {
		t.Errorf("%+v", h)
	}
}

// TestRestart: a store goes on where it was, and makes anew what was removed.
func TestRestart(t *testing.T) {
	b := newBed(t)
	b.writeRandom(1500, noon)
	b.index()
	b.reopen()
	b.writeRandom(1500, noon.AddDate(0, 0, 1))
	b.index()
	b.compare(Search{Limit: 1000})
	b.reopen()
	b.writeRandom(700, noon.AddDate(0, 0, 1).Add(time.Hour))
	b.index()
	b.compare(Search{Filter: b.query("event.action:block"), Limit: 1000})
	b.checkTotals()
}

// TestPagesWithoutTime: whatever a busy machine makes of the time that a page may take, each
// event is found once, in its order.
func TestPagesWithoutTime(t *testing.T) {
	b := newBed(t)
	b.writeRandom(blockRows+20, noon)
	b.writeRandom(20, noon.AddDate(0, 0, 1))
	b.index()
	for _, text := range []string{"", "event.action:block", "source.bytes>999000"} {
		for _, oldest := range []bool{false, true} {
			q := Search{Filter: b.query(text), Limit: 100, Oldest: oldest}
			if got, want := b.pagesIn(q, -time.Second), b.wanted(q); !slices.Equal(got, want) {
				t.Errorf("%q, oldest first %v: found %d events, want %d", text, oldest, len(got), len(want))
			}
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
