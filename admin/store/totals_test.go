package store

import (
	"context"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sekisho/dataplane/event"
)

func (b *bed) rollup(q RollupQuery) []Row {
	b.t.Helper()
	rows, err := b.store.Rollup(context.Background(), q)
	if err != nil {
		b.t.Fatal(err)
	}
	return rows
}

// counted counts the written events along a dimension, the slow way.
func (b *bed) counted(q RollupQuery) map[Row]Counts {
	want := map[Row]Counts{}
	for _, e := range b.written {
		if q.Action != "" && e.Action != q.Action {
			continue
		}
		step := max(q.Every, 5*time.Minute)
		if !q.From.IsZero() && e.Time.Before(q.From.Truncate(step)) || !q.To.IsZero() && !e.Time.Before(q.To.Add(step-1).Truncate(step)) {
			continue
		}
		each(q.By, e, countsOf(e), func(name string, c Counts) {
			k := Row{Name: name}
			if q.Every > 0 {
				k.At = e.Time.Truncate(q.Every)
			}
			sum := want[k]
			sum.Add(c)
			want[k] = sum
		})
	}
	return want
}

// checkTotals holds the rollups and the rules' totals against the events.
func (b *bed) checkTotals() {
	b.t.Helper()
	for _, by := range Dimensions() {
		for _, every := range []time.Duration{0, time.Hour, 24 * time.Hour} {
			for _, action := range []string{"", "block"} {
				b.checkRollup(RollupQuery{By: by, Every: every, Action: action})
			}
		}
	}
	b.checkRollup(RollupQuery{By: ByAction, Every: time.Minute})
	b.checkRules()
}

func (b *bed) checkRollup(q RollupQuery) {
	b.t.Helper()
	got := map[Row]Counts{}
	for _, r := range b.rollup(q) {
		got[Row{At: r.At, Name: r.Name}] = r.Counts
	}
	if diff := cmp.Diff(b.counted(q), got); diff != "" {
		b.t.Errorf("by %s every %v, %q (-counted +rolled up): %.2000s", q.By, q.Every, q.Action, diff)
	}
}

func (b *bed) checkRules() {
	b.t.Helper()
	rules, err := b.store.Rules(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	t := newTally()
	for _, e := range b.written {
		t.add(e)
	}
	if len(rules) != len(t.rules) {
		b.t.Errorf("%d rules, want %d", len(rules), len(t.rules))
	}
	for _, r := range rules {
		w := t.rules[r.ID]
		if w == nil || r.Hits != w.hits || r.Flows != w.Flows || r.Sent != w.Sent || r.Monitored != w.monitored || !r.First.Equal(moment(w.first)) || !r.Last.Equal(moment(w.last)) {
			b.t.Errorf("rule %+v, want %+v", r, w)
		}
	}
}

func TestRollup(t *testing.T) {
	b := newBed(t)
	b.writeRandom(3000, noon)
	b.writeRandom(3000, noon.AddDate(0, 0, 1))
	b.index()
	b.checkTotals()
	for _, by := range Dimensions() {
		b.checkRollup(RollupQuery{By: by, Every: 5 * time.Minute})
	}
	top := b.rollup(RollupQuery{By: ByCountry, Limit: 1})
	if len(top) != 1 || top[0].Name != "CN" {
		t.Errorf("most alerts: %+v", top)
	}
	some := b.rollup(RollupQuery{By: ByCountry, Name: "KP", Every: time.Hour, From: noon.Add(30 * time.Minute), To: noon.Add(time.Hour)})
	if len(some) != 1 || some[0].Name != "KP" || !some[0].At.Equal(noon) {
		t.Errorf("one hour of one country: %+v", some)
	}
	for _, q := range []RollupQuery{{By: "shoe size"}, {By: ByHost, Every: time.Minute}, {By: ByHost, Every: time.Second}, {By: ByHost, Limit: -1}} {
		if _, err := b.store.Rollup(context.Background(), q); err == nil {
			t.Errorf("%+v is accepted", q)
		}
	}
}

// TestRollupSpans: over any span, days, hours and five minutes add up to what a look at each event counts.
func TestRollupSpans(t *testing.T) {
	b := newBed(t)
	for d := range 3 {
		b.writeRandom(1500, noon.AddDate(0, 0, d))
		b.writeRandom(500, noon.AddDate(0, 0, d).Add(9*time.Hour+7*time.Minute))
	}
	b.index()
	for range 60 {
		from := noon.Add(time.Duration(b.rand.IntN(3*24*3600)) * time.Second)
		q := RollupQuery{By: Dimensions()[b.rand.IntN(len(Dimensions()))], From: from, To: from.Add(time.Duration(b.rand.IntN(3*24*3600)) * time.Second)}
		switch b.rand.IntN(4) {
		case 0:
			q.To = from.Add(time.Duration(b.rand.IntN(4000)) * time.Second)
		case 1:
			q.To = time.Time{}
		case 2:
			q.From = time.Time{}
		}
		b.checkRollup(q)
	}
}

// TestOldRollups: where the smallest steps are gone, the next larger ones count, to their bounds.
func TestOldRollups(t *testing.T) {
	b := newBed(t)
	for d := range 6 {
		b.writeRandom(1000, noon.AddDate(0, 0, d))
	}
	b.index()
	must(t, b.store.prune(context.Background()))
	must(t, b.store.prune(context.Background()))
	q := RollupQuery{By: ByHost, From: noon.Add(7 * time.Minute), To: noon.Add(8 * time.Minute)}
	got := b.rollup(q)
	q.From, q.To = noon, noon.Add(time.Hour)
	want := b.counted(q)
	if len(got) == 0 || len(got) != len(want) || got[0].Counts != want[Row{Name: got[0].Name}] {
		t.Errorf("%d rows, want the hour's %d", len(got), len(want))
	}
	all := b.rollup(RollupQuery{By: ByAction, From: noon.Add(7 * time.Minute)})
	if diff := cmp.Diff(b.counted(RollupQuery{By: ByAction}), map[Row]Counts{{Name: all[0].Name}: all[0].Counts, {Name: all[1].Name}: all[1].Counts}); diff != "" {
		t.Error(diff)
	}
}

// TestOlderRollups: a database of the version before has no five minutes of its time, and goes on.
func TestOlderRollups(t *testing.T) {
	b := newBed(t)
	b.writeRandom(2000, noon.Add(20*time.Minute))
	b.index()
	_, err := b.store.rollups.Exec("DELETE FROM rolled WHERE step = ?", five)
	must(t, err)
	b.writeRandom(2000, noon.Add(time.Hour))
	b.index()
	q := RollupQuery{By: ByCountry, From: noon.Add(30 * time.Minute), To: noon.Add(2 * time.Hour)}
	got := map[Row]Counts{}
	for _, r := range b.rollup(q) {
		got[Row{Name: r.Name}] = r.Counts
	}
	if diff := cmp.Diff(b.counted(RollupQuery{By: ByCountry}), got); diff != "" {
		t.Error(diff)
	}
}

// TestRollupsStaySmall: an hour has a bounded number of values, whoever makes up how
// many, and the rest are counted as others.
func TestRollupsStaySmall(t *testing.T) {
	b := newBed(t)
	var events []*event.Event
	for i := range 3 * maxKeys {
		e := randomEvent(b.rand, noon)
		addr := [4]byte{10, 9, byte(i >> 8), byte(i)}
		e.Inside.Addr, e.Kind, e.Inside.Bytes = netip.AddrFrom4(addr), event.Ended, 1
		events = append(events, e)
	}
	b.write(events...)
	b.index()
	b.reopen()
	again := *events[0]
	b.write(&again)
	b.index()
	rows := b.rollup(RollupQuery{By: ByHost, Every: time.Hour})
	sums := map[string]int64{}
	for _, r := range rows {
		sums[r.Name] += r.Flows
	}
	if len(rows) != maxKeys+1 || sums[Other] != 2*maxKeys || sums["10.9.0.0"] != 2 {
		t.Errorf("%d rows, %d of others, %d of the first", len(rows), sums[Other], sums["10.9.0.0"])
	}
}

// TestRollupSize: what a year takes can be told from what a day takes. With every
// dimension at its bound it would be some gigabyte; an office has a tenth of the values.
func TestRollupSize(t *testing.T) {
	b := newBed(t)
	for h := range 24 {
		var events []*event.Event
		for range 1000 {
			events = append(events, randomEvent(b.rand, noon.Add(time.Duration(h)*time.Hour)))
		}
		b.write(events...)
	}
	b.index()
	var size, rows int64
	must(t, b.store.rollups.QueryRow("SELECT (SELECT page_count FROM pragma_page_count()) * 4096, (SELECT count(*) FROM rolled)").Scan(&size, &rows))
	t.Logf("%d events of 24 hours: %d rows, %d bytes", len(b.written), rows, size)
	if size/rows > 80 {
		t.Errorf("%d bytes for each of %d rows", size/rows, rows)
	}
}

// TestBlockedFlowsCount: the block is a flow's last event, so what it had sent counts by it; one of a single
// packet, which no rule asks for, is none.
func TestBlockedFlowsCount(t *testing.T) {
	b := newBed(t)
	block := randomEvent(b.rand, noon)
	block.Kind, block.Action, block.Rule, block.Inside.Bytes = event.Alert, "block", event.Rule{ID: "r"}, 700
	block.Findings = []event.Finding{{Class: "pii.person", Count: 40}}
	packet := *block
	packet.Rule = event.Rule{}
	b.write(block, &packet)
	b.index()
	rows := b.rollup(RollupQuery{By: ByClass, Every: time.Hour})
	if len(rows) != 1 || rows[0].Alerts != 2 || rows[0].Flows != 1 || rows[0].Sent != 700 || rows[0].Values != 40 {
		t.Errorf("%+v", rows)
	}
}
