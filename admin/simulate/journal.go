package simulate

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"sekisho/admin/query"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// Journal is a Source of the events that the dataplane has stored.
type Journal struct {
	Dir string
	// From and To bound the time: from From on, before To. Zero: unbounded.
	From, To time.Time
	Filter   *query.Query // nil: all
}

// readSize is how much is read at a time, in bytes.
const readSize = 4 << 20

// Each reads the journal from its oldest day on.
func (j Journal) Each(ctx context.Context, do func(*event.Event) error) (unreadable int, err error) {
	days, err := journal.Days(j.Dir)
	if err != nil {
		return 0, err
	}
	for _, d := range days {
		if !j.covers(d.Name) {
			continue
		}
		bad, err := j.day(ctx, d.Name, do)
		unreadable += bad
		if err != nil {
			return unreadable, err
		}
	}
	return unreadable, nil
}

// covers reports whether a day may have events that are asked for.
func (j Journal) covers(day string) bool {
	return (j.From.IsZero() || day >= j.From.UTC().Format(time.DateOnly)) && (j.To.IsZero() || day <= j.To.UTC().Format(time.DateOnly))
}

func (j Journal) day(ctx context.Context, name string, do func(*event.Event) error) (unreadable int, err error) {
	for at := (journal.Position{Day: name}); ctx.Err() == nil; {
		lines, err := journal.Lines(j.Dir, at, readSize)
		if errors.Is(err, fs.ErrNotExist) {
			return unreadable, nil // pruned meanwhile
		}
		if err != nil || len(lines) == 0 {
			return unreadable, err
		}
		for _, line := range lines {
			e, err := event.Parse(line.Bytes)
			if err != nil {
				unreadable++
				continue
			}
			if !j.wants(e) {
				continue
			}
			if err := do(e); err != nil {
				return unreadable, err
			}
		}
		at.Offset = lines[len(lines)-1].End()
	}
	return unreadable, ctx.Err()
}

func (j Journal) wants(e *event.Event) bool {
	return (j.From.IsZero() || !e.Time.Before(j.From)) && (j.To.IsZero() || e.Time.Before(j.To)) && (j.Filter == nil || j.Filter.Match(e))
}
