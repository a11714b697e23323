package store

import (
	"context"

	"sekisho/admin/sqlite"
	"sekisho/dataplane/journal"
)

// Find calls do with the events that a search selects, oldest first, as far as there is an
// index that is sound, whether or not the admin process runs. It returns where in
// the journal whoever wants the rest goes on: after the last event handed out where
// something is wrong with an index, and at the start where there is none. Cursor, Limit and
// Oldest of the search don't count. The error is that of do.
func Find(ctx context.Context, o Options, search Search, do func(record []byte) error) (journal.Position, error) {
	f := finder{store: &Store{options: o}, search: search, do: do}
	defer f.store.readers.close()
	days, err := journal.Days(o.Journal)
	if err != nil {
		return journal.Position{}, nil // who reads on will meet the same error
	}
	for _, d := range days {
		whole := f.day(ctx, d)
		if !whole || f.err != nil {
			break
		}
	}
	return f.at, f.err
}

type finder struct {
	store  *Store
	search Search
	do     func([]byte) error
	at     journal.Position
	err    error // of do
}

// day hands out what a day's index has, and tells whether that is all of the day.
func (f *finder) day(ctx context.Context, d journal.Day) (whole bool) {
	f.at = journal.Position{Day: d.Name}
	var end int64
	err := f.store.reading(ctx, f.store.dayPath(d.Name), func(ctx context.Context, db *sqlite.DB) error {
		var last pointer
		row := db.QueryRowContext(ctx, "SELECT offset, last_offset, last_length, last_sequence FROM progress")
		err := row.Scan(&end, &last.offset, &last.length, &last.sequence)
		if err == nil && !f.store.stands(d.Name, last) {
			end = 0 // the index is of another file
		}
		return err
	})
	if err != nil || end == 0 || !f.pages(ctx, d.Name) {
		return false
	}
	f.at.Offset = end
	return end >= d.Size
}

// pages hands out a day, page by page. It is false where something was wrong.
func (f *finder) pages(ctx context.Context, day string) bool {
	q := f.search
	q.Oldest, q.Limit, q.Cursor = true, MaxPage, 0
	for {
		p := newPager(f.store, q, searchTime)
		if err := p.day(ctx, day); err != nil || p.page.Unreadable > 0 {
			return false
		}
		for _, item := range p.page.Items {
			if f.err = f.do(item.Event); f.err != nil {
				return false
			}
			f.at.Offset = item.end
		}
		if q.Cursor = p.page.Next; q.Cursor == 0 {
			return true
		}
	}
}
