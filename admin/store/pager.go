package store

import (
	"context"
	"time"

	"sekisho/admin/sqlite"
)

// pager fills a page, day after day and block after block.
type pager struct {
	store  *Store
	search Search
	page   Page
	until  time.Time
	width  uint64 // of a span that is searched by one statement
	looked bool   // at a span
	done   bool
}

// newPager makes one that has so long to fill its page.
func newPager(s *Store, q Search, limit time.Duration) *pager {
	return &pager{store: s, search: q, page: Page{Items: []Item{}}, until: time.Now().Add(limit)}
}

// span is a range of sequence numbers, both ends in it.
type span struct{ first, last uint64 }

const (
	// mostRows bounds what one statement looks through, so that the time is looked at.
	mostRows = 64 * blockRows
	// blocksAtOnce is how many summaries are fetched at a time.
	blocksAtOnce = 64
)

func (p *pager) day(ctx context.Context, day string) error {
	path := p.store.dayPath(day)
	return p.store.reading(ctx, path, func(ctx context.Context, db *sqlite.DB) error {
		fetch := p.store.fetcher(ctx, db, path)
		for at := p.start(); ; {
			blocks, err := p.blocks(ctx, db, at)
			if err != nil || len(blocks) == 0 {
				return err
			}
			if err := p.look(ctx, db, day, p.spans(blocks, fetch)); err != nil || p.done {
				return err
			}
			at = blocks[len(blocks)-1].first
		}
	})
}

// look searches spans, one after the other, as long as there is time. The page's first is
// searched however late it is: the cursor stands in it, and going on from its end would find
// again what was found, or from before the first event never come to an end.
func (p *pager) look(ctx context.Context, db *sqlite.DB, day string, spans []span) error {
	for _, sp := range spans {
		if p.looked && time.Now().After(p.until) {
			p.stop(sp)
			return nil
		}
		p.looked = true
		if err := p.rows(ctx, db, day, sp); err != nil || p.done {
			return err
		}
	}
	return nil
}

// stop ends the search before a span, for it has taken too long.
func (p *pager) stop(before span) {
	p.done, p.page.Partial = true, true
	p.page.Next = before.last + 1
	if p.search.Oldest {
		p.page.Next = before.first - 1
	}
}

// start is a sequence number before all of a day's in the order of the search.
func (p *pager) start() uint64 {
	if p.search.Oldest {
		return 0
	}
	return 1<<63 - 1
}

// blocks fetches the summaries that come after the block which begins with after.
func (p *pager) blocks(ctx context.Context, db *sqlite.DB, after uint64) (blocks []block, err error) {
	order := "first < ? ORDER BY first DESC"
	if p.search.Oldest {
		order = "first > ? ORDER BY first"
	}
	statement := "SELECT first, last, at_from, at_to, ranges FROM blocks WHERE " + order + " LIMIT ?"
	err = eachRow(ctx, db, statement, []any{after, blocksAtOnce}, func(scan func(...any) error) error {
		var b block
		err := scan(&b.first, &b.last, &b.from, &b.to, (*[]byte)(&b.ranges))
		blocks = append(blocks, b)
		return err
	})
	return blocks, err
}

// spans are the blocks that may have what is searched for, those that touch joined to
// more and more at a time: a filter that selects much fills the page from the first few,
// and one that selects little should not take a statement a block.
func (p *pager) spans(blocks []block, fetch func(string, uint64) filter) (out []span) {
	for i := range blocks {
		b := &blocks[i]
		if !p.may(summary{b, fetch}) {
			continue
		}
		sp := span{b.first, b.last}
		if n := len(out); n > 0 && touches(out[n-1], sp) && width(join(out[n-1], sp)) <= p.width {
			out[n-1] = join(out[n-1], sp)
			continue
		}
		p.width = min(max(2*p.width, blockRows), mostRows)
		out = append(out, sp)
	}
	return out
}

func (p *pager) may(b summary) bool {
	if !p.search.coversTime(b.from, b.to) || !p.search.coversSequence(b.first, b.last) {
		return false
	}
	return p.search.Filter == nil || p.search.Filter.May(b)
}

func touches(a, b span) bool { return a.first <= b.last+1 && b.first <= a.last+1 }

func join(a, b span) span { return span{min(a.first, b.first), max(a.last, b.last)} }

func width(s span) uint64 { return s.last - s.first + 1 }

// rows takes what is searched for from a span. The page ends with the row that fills it.
func (p *pager) rows(ctx context.Context, db *sqlite.DB, day string, sp span) error {
	statement, args := p.statement(sp)
	rows, err := db.QueryContext(ctx, statement, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var sequence uint64
		var offset int64
		var length int
		if err := rows.Scan(&sequence, &offset, &length); err != nil {
			return err
		}
		if item, ok := p.store.read(day, offset, length, sequence); ok {
			p.page.Items = append(p.page.Items, item)
		} else {
			p.page.Unreadable++
		}
		if p.enough() {
			p.done, p.page.Next = true, sequence
			return nil
		}
	}
	return rows.Err()
}

// enough tells whether the page is full, or has something and took long enough.
func (p *pager) enough() bool {
	if len(p.page.Items) == p.search.Limit {
		return true
	}
	p.page.Partial = len(p.page.Items) > 0 && time.Now().After(p.until)
	return p.page.Partial
}

// statement selects the rows of a span.
func (p *pager) statement(sp span) (text string, args []any) {
	q := p.search
	text, args = "SELECT event_sequence, offset, length FROM events WHERE event_sequence BETWEEN ? AND ?", []any{sp.first, sp.last}
	add := func(condition string, values ...any) {
		text += " AND " + condition
		args = append(args, values...)
	}
	if !q.From.IsZero() {
		add("timestamp >= ?", q.From.UnixMilli())
	}
	if !q.To.IsZero() {
		add("timestamp < ?", q.To.UnixMilli())
	}
	order := " DESC"
	if q.Oldest {
		order = ""
	}
	if q.Cursor != 0 && q.Oldest {
		add("event_sequence > ?", q.Cursor)
	} else if q.Cursor != 0 {
		add("event_sequence < ?", q.Cursor)
	}
	if q.Filter != nil {
		condition, values := q.Filter.SQL()
		add(condition, values...)
	}
	return text + " ORDER BY event_sequence" + order, args
}
