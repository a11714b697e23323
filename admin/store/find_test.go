package store

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"

	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// find collects what Find and then a reader of the journal give, as "sekisho events" does.
func (b *bed) find(text string) (found []uint64, fromIndex int) {
	b.t.Helper()
	q := b.query(text)
	at, err := Find(context.Background(), b.options(), Search{Filter: q}, func(record []byte) error {
		_, n, _, err := event.ParseHead(record)
		found = append(found, n)
		return err
	})
	must(b.t, err)
	fromIndex = len(found)
	days, err := journal.Days(b.options().Journal)
	must(b.t, err)
	for _, d := range days {
		if d.Name < at.Day {
			continue
		}
		if d.Name > at.Day {
			at = journal.Position{Day: d.Name}
		}
		lines, err := journal.Lines(b.options().Journal, at, 64<<20)
		must(b.t, err)
		for _, l := range lines {
			if e, err := event.Parse(l.Bytes); err == nil && q.Match(e) {
				found = append(found, e.Sequence)
			}
		}
	}
	return found, fromIndex
}

// TestFind: whatever there is of an index, index and journal together give each event once.
func TestFind(t *testing.T) {
	b := newBed(t)
	b.writeRandom(2500, noon)
	b.writeRandom(1500, noon.AddDate(0, 0, 1))
	const text = "network.protocol:http"
	check := func(state string, least, most int) {
		t.Helper()
		found, fromIndex := b.find(text)
		want := b.wanted(Search{Filter: b.query(text), Oldest: true})
		if !slices.Equal(found, want) {
			t.Errorf("%s: found %d events, want %d", state, len(found), len(want))
		}
		if fromIndex < least || fromIndex > most {
			t.Errorf("%s: %d events of %d from the index", state, fromIndex, len(want))
		}
	}
	check("no index", 0, 0)
	b.index()
	check("while the writer works", 1800, 2200)
	b.writeRandom(500, noon.AddDate(0, 0, 1))
	check("behind the journal", 1800, 2200)
	must(t, b.store.Close())
	check("without a writer", 1800, 2200)
	overwrite(t, b.store.dayPath("2026-11-22"))
	check("a damaged day", 0, 2300)
	must(t, os.Remove(b.store.dayPath("2026-11-21")))
	check("a day missing", 0, 0)
	b.open()
}

func TestFindStops(t *testing.T) {
	b := newBed(t)
	b.writeRandom(10, noon)
	b.index()
	stop := errors.New("stop")
	if _, err := Find(context.Background(), b.options(), Search{}, func([]byte) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
}
