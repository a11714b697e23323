package store

import (
	"context"
	"slices"
	"time"

	"sekisho/admin/sqlite"
)

// pager fills a page, day after day and block after block.
type pager struct {
	store  *Store
	search Search
	page   Page
	until  time.Time
	done   bool
}

// span is a range of sequence numbers, both ends in it.
type span struct{ first, last uint64 }

// mostRows bounds what one statement looks through, so that the time is looked at.
const mostRows = 64 * blockRows

func (p *pager) day(ctx context.Context, day string) error {
	return p.store.reading(ctx, p.store.dayPath(day), func(ctx context.Context, db *sqlite.DB) error {
		spans, err := p.spans(ctx, db)
		if err != nil {
			return err
		}
		for _, sp := range p.merged(spans) {
			if time.Now().After(p.until) {
				p.stop(sp)
				return nil
			}
			if err := p.rows(ctx, db, day, sp); err != nil || p.done {
				return err
			}
		}
		return nil
	})
}

// stop ends the search before a span, for it has taken too long.
func (p *pager) stop(before span) {
	p.done, p.page.Partial = true, true
	p.page.Next = before.last + 1
	if p.search.Oldest {
		p.page.Next = before.first - 1
	}
}

// spans are the blocks that may have what is searched for, in the order of the search.
func (p *pager) spans(ctx context.Context, db *sqlite.DB) (spans []span, err error) {
	rows, err := db.QueryContext(ctx, `SELECT first, last, at_from, at_to, "values" FROM blocks ORDER BY first`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var b block
	for rows.Next() {
		var values []byte
		if err := rows.Scan(&b.first, &b.last, &b.from, &b.to, &values); err != nil {
			return nil, err
		}
		b.values = values
		if p.may(b) {
			spans = append(spans, span{b.first, b.last})
		}
	}
	if !p.search.Oldest {
		slices.Reverse(spans)
	}
	return spans, rows.Err()
}

func (p *pager) may(b block) bool {
	if !p.search.coversTime(b.from, b.to) || !p.search.coversSequence(b.first, b.last) {
		return false
	}
	return b.values == nil || p.search.Filter == nil || p.search.Filter.May(b.values.has)
}

// merged joins spans that touch, more and more of them: a filter that selects much
// fills the page from the first few, and one that selects little should not take a
// statement a block.
func (p *pager) merged(spans []span) (out []span) {
	size := uint64(blockRows)
	for _, sp := range spans {
		if n := len(out); n > 0 {
			if last := &out[n-1]; touches(*last, sp) && width(join(*last, sp)) <= size {
				*last = join(*last, sp)
				continue
			}
			size = min(2*size, mostRows)
		}
		out = append(out, sp)
	}
	return out
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
		if len(p.page.Items) == p.search.Limit {
			p.done, p.page.Next = true, sequence
			return nil
		}
	}
	return rows.Err()
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
