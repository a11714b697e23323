package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sekisho/admin/sqlite"
)

// RollupQuery asks for counts along one dimension.
type RollupQuery struct {
	By Dimension
	// From and To bound the time, from the start of From's step to the end of that before To; zero:
	// unbounded. Where Every is 0, the step is as small as there is of that time: five minutes of
	// the last three days, hours of thirteen months, days (UTC) of ten years.
	From, To time.Time
	// Every is the length of a row's time: time.Minute (ByAction only, five weeks), 5 minutes, time.Hour,
	// 24 h, or 0 for one row a name over all the time.
	Every  time.Duration
	Action string // "block", "log" or "allow"; "": all together
	Name   string // only this value of the dimension; "": each
	// Limit bounds the rows, 1 to MaxRows; 0: MaxRows. Over all the time those with most
	// alerts come first, and then those with most bytes sent; else the latest are kept.
	Limit int
	// BySent orders by bytes sent first.
	BySent bool
}

// MaxRows is the most rows that a rollup query gives.
const MaxRows = 10000

// Row is what was counted for a name, within a step where there is one.
type Row struct {
	At   time.Time `json:"at,omitzero"` // the step's start
	Name string    `json:"name"`
	Counts
}

// Rollup counts events without looking at them.
func (s *Store) Rollup(ctx context.Context, q RollupQuery) (rows []Row, err error) {
	err = s.readRollups(ctx, func(r *rollupReader) error {
		rows, err = r.rows(ctx, q)
		return err
	})
	return rows, err
}

// Rollups answers several queries by one look at the same state.
func (s *Store) Rollups(ctx context.Context, queries []RollupQuery) ([][]Row, error) {
	all := make([][]Row, len(queries))
	err := s.readRollups(ctx, func(r *rollupReader) (err error) {
		for i, q := range queries {
			if all[i], err = r.rows(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

func (s *Store) readRollups(ctx context.Context, do func(*rollupReader) error) error {
	err := s.reading(ctx, s.rollupPath(), func(ctx context.Context, db *sqlite.DB) error {
		r := &rollupReader{db: db}
		if err := r.look(ctx); err != nil {
			return err
		}
		return do(r)
	})
	if err != nil {
		return fmt.Errorf("roll up: %w", err)
	}
	return nil
}

// rollupReader reads rollups, and knows since when there are those of small steps.
type rollupReader struct {
	db           *sqlite.DB
	fives, hours int64
}

// look finds since when. The first hour, or day, may have been there before its smaller steps were counted, or some
// of them are gone: it is not taken for whole, unless it is the first of all.
func (r *rollupReader) look(ctx context.Context) error {
	var days int64
	for step, since := range map[int64]*int64{five: &r.fives, hour: &r.hours, day: &days} {
		row := r.db.QueryRowContext(ctx, "SELECT ifnull(min(at), ?) FROM rolled WHERE dimension=? AND step=?", forever, ByAction, step)
		if err := row.Scan(since); err != nil {
			return err
		}
	}
	if floor(r.fives, hour) != r.hours {
		r.fives = ceiling(r.fives, hour)
	}
	if floor(r.hours, day) != days {
		r.hours = ceiling(r.hours, day)
	}
	r.fives, r.hours = floor(r.fives, hour), floor(r.hours, day)
	return nil
}

func (r *rollupReader) rows(ctx context.Context, q RollupQuery) ([]Row, error) {
	statement, args, err := q.statement(r)
	if err != nil {
		return nil, err
	}
	rows := []Row{}
	err = eachRow(ctx, r.db, statement, args, func(scan func(...any) error) error {
		var r Row
		var at int64
		if err := scan(&at, &r.Name, &r.Alerts, &r.Flows, &r.Sent, &r.Received, &r.Values, &r.Inspected, &r.Opaque); err != nil {
			return err
		}
		if q.Every > 0 {
			r.At = time.Unix(at, 0).UTC()
		}
		rows = append(rows, r)
		return nil
	})
	if q.Every > 0 {
		slices.Reverse(rows)
	}
	return rows, err
}

// statement makes the query in SQL.
func (q RollupQuery) statement(r *rollupReader) (text string, args []any, err error) {
	spans, err := q.spans(r)
	if err != nil {
		return "", nil, err
	}
	if q.Limit == 0 {
		q.Limit = MaxRows
	}
	if q.Limit < 1 || q.Limit > MaxRows {
		return "", nil, fmt.Errorf("1 to %d rows, not %d", MaxRows, q.Limit)
	}
	group, order := "r.name", "sum(alerts) DESC, sum(sent) DESC, n.name"
	switch {
	case q.Every > 0:
		group, order = "at, r.name", "at DESC, n.name DESC"
	case q.BySent:
		order = "sum(sent) DESC, sum(alerts) DESC, n.name"
	}
	from, args := q.parts(spans)
	return `SELECT at, n.name, sum(alerts), sum(flows), sum(sent), sum(received), sum("values"), sum(inspected), sum(opaque)
FROM (` + from + `) r JOIN names n ON n.id = r.name` + q.named(&args) + " GROUP BY " + group + " ORDER BY " + order + " LIMIT ?", append(args, q.Limit), nil
}

func (q RollupQuery) named(args *[]any) string {
	if q.Name == "" {
		return ""
	}
	*args = append(*args, q.Name)
	return " WHERE n.name = ?"
}

// parts selects the rows of each span, which do not overlap.
func (q RollupQuery) parts(spans []steps) (text string, args []any) {
	var parts []string
	for _, span := range spans {
		part := "SELECT * FROM rolled WHERE dimension = ? AND step = ? AND at >= ? AND at < ?"
		args = append(args, q.By, span.step, span.from, span.to)
		if q.Action != "" {
			part += " AND action = ?"
			args = append(args, q.Action)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " UNION ALL "), args
}

// steps are the rows of a step from one time to before another.
type steps struct{ step, from, to int64 }

// forever is after all times that events have.
const forever = 1<<62 - 1<<62%day

// spans chooses the rows that are added up.
func (q RollupQuery) spans(r *rollupReader) ([]steps, error) {
	if !slices.Contains(Dimensions(), q.By) {
		return nil, fmt.Errorf("no dimension %q", q.By)
	}
	from, to := int64(-forever), int64(forever)
	if !q.From.IsZero() {
		from = q.From.Unix()
	}
	if !q.To.IsZero() {
		to = q.To.Unix()
	}
	switch q.Every {
	case 0:
		return r.cover(from, to), nil
	case time.Minute:
		if q.By != ByAction {
			return nil, fmt.Errorf("minutes are counted by action only, not by %s", q.By)
		}
	case 5 * time.Minute, time.Hour, 24 * time.Hour:
	default:
		return nil, fmt.Errorf("steps of a minute, five, an hour or a day, not of %v", q.Every)
	}
	step := int64(q.Every / time.Second)
	return []steps{{step, floor(from, step), to}}, nil
}

// cover covers a time with days, with hours at its ends, and with five minutes at theirs, as far as there are such.
func (r *rollupReader) cover(from, to int64) []steps {
	fineFrom, fineTo := r.finest(from), r.finest(to)
	from, to = floor(from, fineFrom), ceiling(to, fineTo)
	var all []steps
	add := func(step, from, to int64) {
		if from < to {
			all = append(all, steps{step, from, to})
		}
	}
	h1, h2 := min(ceiling(from, hour), to), max(floor(to, hour), from)
	d1, d2 := ceiling(from, day), floor(to, day)
	switch {
	case h1 > h2: // within an hour
		add(five, from, to)
		return all
	case d1 >= d2:
		add(hour, h1, h2)
	default:
		add(hour, h1, d1)
		add(day, d1, d2)
		add(hour, d2, h2)
	}
	add(five, from, h1)
	add(five, h2, to)
	return all
}

// finest is the smallest step that there is of a time.
func (r *rollupReader) finest(at int64) int64 {
	switch {
	case at == -forever || at == forever:
		return day
	case at >= r.fives:
		return five
	case at >= r.hours:
		return hour
	}
	return day
}

func floor(n, step int64) int64 { return n - (n%step+step)%step }

func ceiling(n, step int64) int64 { return -floor(-n, step) }

// eachRow runs a statement and calls do for each row.
func eachRow(ctx context.Context, db *sqlite.DB, statement string, args []any, do func(scan func(...any) error) error) error {
	rows, err := db.QueryContext(ctx, statement, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Rule is what became of a rule since events of it were first stored.
type Rule struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version string `json:"version"` // of the policy that it decided by last
	// Hits are its decisions, Monitored those that it would have made.
	Hits      int64 `json:"hits"`
	Monitored int64 `json:"monitored"`
	Flows     int64 `json:"flows"`    // that ended under it
	Sent      int64 `json:"sent"`     // bytes that left in those
	Received  int64 `json:"received"` // bytes that came in
	// First and Last are the times of its first and last hit, real or monitored.
	First time.Time `json:"first,omitzero"`
	Last  time.Time `json:"last,omitzero"`
}

// Rules returns what became of each rule that was ever hit, by ID.
func (s *Store) Rules(ctx context.Context) ([]Rule, error) {
	rules := []Rule{}
	err := s.reading(ctx, s.rollupPath(), func(ctx context.Context, db *sqlite.DB) error {
		return eachRow(ctx, db, "SELECT id, name, version, hits, monitored, flows, sent, received, first, last FROM rules ORDER BY id", nil,
			func(scan func(...any) error) error {
				var r Rule
				var first, last int64
				err := scan(&r.ID, &r.Name, &r.Version, &r.Hits, &r.Monitored, &r.Flows, &r.Sent, &r.Received, &first, &last)
				r.First, r.Last = moment(first), moment(last)
				rules = append(rules, r)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read rules' totals: %w", err)
	}
	return rules, nil
}

// moment reads Unix milliseconds; 0: never.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Gap is a place where the journal's sequence numbers do not follow each other. Next at
// or below After: the numbers began anew.
type Gap struct {
	Day   string `json:"day"` // of the event after it
	After uint64 `json:"after"`
	Next  uint64 `json:"next"`
}

// Gaps returns the latest gaps, latest first, 1000 at most.
func (s *Store) Gaps(ctx context.Context) ([]Gap, error) {
	gaps := []Gap{}
	err := s.reading(ctx, s.rollupPath(), func(ctx context.Context, db *sqlite.DB) error {
		return eachRow(ctx, db, "SELECT day, after, next FROM gaps ORDER BY id DESC LIMIT 1000", nil, func(scan func(...any) error) error {
			var g Gap
			err := scan(&g.Day, &g.After, &g.Next)
			gaps = append(gaps, g)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	return gaps, nil
}
