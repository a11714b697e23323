package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"sekisho/admin/query"
	"sekisho/admin/sqlite"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

const (
	// MaxPage is the most events in a page.
	MaxPage = 1000
	// searchTime is how long a page may be searched for before it is returned as it
	// is, with a cursor to go on from; queryTime is when a single query is cut off, which
	// is an error: none comes near it but on a machine that hardly lets it run.
	searchTime = time.Second
	queryTime  = 15 * time.Second
)

// ErrNoEvent says that there is no event of a sequence number.
var ErrNoEvent = errors.New("no such event is stored")

// Search asks for a page of events.
type Search struct {
	Filter *query.Query // nil: all
	// From and To bound the time: from From on, before To. Zero: unbounded.
	From, To time.Time
	// Cursor goes on where a page ended (its Next); 0: from the start.
	Cursor uint64
	Limit  int  // 1 to MaxPage; 0: 100
	Oldest bool // oldest first rather than newest first
}

// Item is a stored event.
type Item struct {
	Sequence uint64          `json:"sequence"`
	Event    json.RawMessage `json:"event"` // as the dataplane wrote it

	end int64 // where the next event stands in the journal
}

// Page is a part of the events that a search selects.
type Page struct {
	Items []Item `json:"items"`
	// Next is the cursor of the page after this one; 0: this is the last.
	Next uint64 `json:"next,omitempty"`
	// Partial says that the search took too long to fill the page: go on from Next.
	Partial bool `json:"partial,omitempty"`
	// Missing are days within the time asked for whose index is not there (yet).
	Missing []string `json:"missing,omitempty"`
	// Unreadable counts selected events that are damaged in, or gone from, the journal.
	Unreadable int `json:"unreadable,omitempty"`
}

// Events returns a page of the events that a search selects, in the order in which
// they were stored.
func (s *Store) Events(ctx context.Context, q Search) (Page, error) {
	if q.Limit == 0 {
		q.Limit = 100
	}
	if q.Limit < 1 || q.Limit > MaxPage {
		return Page{}, fmt.Errorf("search events: a page has 1 to %d events, not %d", MaxPage, q.Limit)
	}
	return s.page(ctx, q, searchTime)
}

func (s *Store) page(ctx context.Context, q Search, limit time.Duration) (Page, error) {
	days, missing, err := s.daysOf(q)
	if err != nil {
		return Page{}, fmt.Errorf("search events: %w", err)
	}
	p := newPager(s, q, limit)
	p.page.Missing = missing
	for _, d := range days {
		if err := p.day(ctx, d); err != nil {
			return Page{}, fmt.Errorf("search events of %s: %w", d, err)
		}
		if p.done {
			break
		}
	}
	return p.page, nil
}

// Event returns the event of a sequence number. The error is ErrNoEvent where none
// is stored.
func (s *Store) Event(ctx context.Context, sequence uint64) (Item, error) {
	s.mu.Lock()
	var days []string
	for name, d := range s.days {
		if d.rows > 0 && d.first <= sequence && sequence <= d.last {
			days = append(days, name)
		}
	}
	s.mu.Unlock()
	slices.Sort(days)
	for _, day := range slices.Backward(days) {
		item, err := s.eventOf(ctx, day, sequence)
		if !errors.Is(err, ErrNoEvent) {
			return item, err
		}
	}
	return Item{}, ErrNoEvent
}

func (s *Store) eventOf(ctx context.Context, day string, sequence uint64) (Item, error) {
	p := newPager(s, Search{Limit: 1}, searchTime)
	err := s.reading(ctx, s.dayPath(day), func(ctx context.Context, db *sqlite.DB) error {
		return p.rows(ctx, db, day, span{sequence, sequence})
	})
	if err != nil {
		return Item{}, fmt.Errorf("read event %d: %w", sequence, err)
	}
	if len(p.page.Items) == 0 {
		return Item{}, ErrNoEvent
	}
	return p.page.Items[0], nil
}

// daysOf lists the days that may have what a search selects, in its order, and those
// of them that have no index.
func (s *Store) daysOf(q Search) (indexed, missing []string, err error) {
	all, err := journal.Days(s.options.Journal)
	if err != nil {
		return nil, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range all {
		info, known := s.days[d.Name]
		switch {
		case !known || s.dropped[d.Name]:
			missing = append(missing, d.Name)
		case info.rows > 0 && q.covers(info):
			indexed = append(indexed, d.Name)
		}
	}
	if !q.Oldest {
		slices.Reverse(indexed)
	}
	return indexed, missing, nil
}

// covers tells whether a day may have events of the search.
func (q Search) covers(d dayInfo) bool {
	return q.coversTime(d.from, d.to) && q.coversSequence(d.first, d.last)
}

func (q Search) coversTime(from, to int64) bool {
	return (q.From.IsZero() || to >= q.From.UnixMilli()) && (q.To.IsZero() || from < q.To.UnixMilli())
}

func (q Search) coversSequence(first, last uint64) bool {
	if q.Cursor == 0 {
		return true
	}
	if q.Oldest {
		return last > q.Cursor
	}
	return first < q.Cursor
}

// reading runs do on a database, for queryTime at most. Where that finds damage, the
// writer is told to make the day's index anew.
func (s *Store) reading(ctx context.Context, path string, do func(ctx context.Context, db *sqlite.DB) error) error {
	db, err := s.readers.get(path)
	if err != nil {
		return err
	}
	defer s.readers.put(db)
	ctx, cancel := context.WithTimeout(ctx, queryTime)
	defer cancel()
	err = do(ctx, db.DB)
	if sqlite.Corrupt(err) {
		s.mend(path)
	}
	return err
}

// mend asks the writer to look at a day's index.
func (s *Store) mend(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for day := range s.days {
		if s.dayPath(day) == path {
			s.repair[day] = true
			s.drop(path)
		}
	}
}

// read fetches an event from the journal, and makes sure that it is the one meant.
func (s *Store) read(day string, offset int64, length int, sequence uint64) (Item, bool) {
	line, err := journal.LineAt(s.options.Journal, journal.Position{Day: day, Offset: offset}, length)
	if err != nil {
		return Item{}, false
	}
	_, n, _, err := event.ParseHead(line)
	return Item{Sequence: sequence, Event: line, end: offset + int64(length) + 1}, err == nil && n == sequence
}
