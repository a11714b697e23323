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
	// From and To bound the time, from the start of From's step to before To; zero:
	// unbounded. Steps are minutes (ByAction only, the last five weeks), hours (thirteen
	// months) or days (UTC).
	From, To time.Time
	// Every is the length of a row's time: time.Minute, time.Hour, 24 h, or 0 for one row
	// a name over all the time.
	Every  time.Duration
	Action string // "block", "log" or "allow"; "": all together
	Name   string // only this value of the dimension; "": each
	// Limit bounds the rows, 1 to MaxRows; 0: MaxRows. Over all the time those with most
	// alerts come first, and then those with most bytes sent; else the latest are kept.
	Limit int
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
func (s *Store) Rollup(ctx context.Context, q RollupQuery) ([]Row, error) {
	statement, args, err := q.statement()
	if err != nil {
		return nil, fmt.Errorf("roll up: %w", err)
	}
	rows := []Row{}
	err = s.reading(ctx, s.rollupPath(), func(ctx context.Context, db *sqlite.DB) error {
		return eachRow(ctx, db, statement, args, func(scan func(...any) error) error {
			var r Row
			var at int64
			if err := scan(&at, &r.Name, &r.Alerts, &r.Flows, &r.Sent, &r.Received, &r.Values); err != nil {
				return err
			}
			if q.Every > 0 {
				r.At = time.Unix(at, 0).UTC()
			}
			rows = append(rows, r)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("roll up: %w", err)
	}
	if q.Every > 0 {
		slices.Reverse(rows)
	}
	return rows, nil
}

// statement makes the query in SQL.
func (q RollupQuery) statement() (text string, args []any, err error) {
	step, err := q.step()
	if err != nil {
		return "", nil, err
	}
	if q.Limit == 0 {
		q.Limit = MaxRows
	}
	if q.Limit < 1 || q.Limit > MaxRows {
		return "", nil, fmt.Errorf("1 to %d rows, not %d", MaxRows, q.Limit)
	}
	where, args := q.where(step)
	group, order := "r.name", "sum(alerts) DESC, sum(sent) DESC, n.name"
	if q.Every > 0 {
		group, order = "at, r.name", "at DESC, n.name DESC"
	}
	return `SELECT at, n.name, sum(alerts), sum(flows), sum(sent), sum(received), sum("values")
FROM rolled r JOIN names n ON n.id = r.name WHERE ` + where + " GROUP BY " + group + " ORDER BY " + order + " LIMIT ?", append(args, q.Limit), nil
}

func (q RollupQuery) where(step int64) (text string, args []any) {
	conditions, args := []string{"r.dimension = ?", "step = ?"}, []any{q.By, step}
	add := func(condition string, value any) {
		conditions = append(conditions, condition)
		args = append(args, value)
	}
	if !q.From.IsZero() {
		at := q.From.Unix()
		add("at >= ?", at-at%step)
	}
	if !q.To.IsZero() {
		add("at < ?", q.To.Unix())
	}
	if q.Action != "" {
		add("action = ?", q.Action)
	}
	if q.Name != "" {
		add("n.name = ?", q.Name)
	}
	return strings.Join(conditions, " AND "), args
}

// step chooses which rows are added up. Over all the time, days do where their bounds
// are those of days.
func (q RollupQuery) step() (int64, error) {
	if !slices.Contains(Dimensions(), q.By) {
		return 0, fmt.Errorf("no dimension %q", q.By)
	}
	switch q.Every {
	case time.Minute:
		if q.By == ByAction {
			return minute, nil
		}
		return 0, fmt.Errorf("minutes are counted by action only, not by %s", q.By)
	case time.Hour:
		return hour, nil
	case 24 * time.Hour:
		return day, nil
	case 0:
		if wholeDays(q.From) && wholeDays(q.To) {
			return day, nil
		}
		return hour, nil
	}
	return 0, fmt.Errorf("steps of a minute, an hour or a day, not of %v", q.Every)
}

func wholeDays(t time.Time) bool { return t.IsZero() || t.Unix()%day == 0 }

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
