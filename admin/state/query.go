package state

import (
	"context"
	"fmt"
	"time"
)

const (
	maxQueries   = 200 // of one account
	maxQueryText = 4096
)

// Query is a search that somebody has saved.
type Query struct {
	ID      string    `json:"id"`
	Owner   string    `json:"owner"` // ID of the account
	Name    string    `json:"name"`
	Query   string    `json:"query"`  // in the language of admin/query
	Shared  bool      `json:"shared"` // others see it too
	Version int64     `json:"version"`
	Changed time.Time `json:"changed"`
}

func scanQuery(row rowScanner) (q Query, err error) {
	var at int64
	err = row.Scan(&q.ID, &q.Owner, &q.Name, &q.Query, &q.Shared, &q.Version, &at)
	q.Changed = moment(at)
	return q, found(err)
}

const queryColumns = "id, owner, name, query, shared, version, changed"

// Queries lists the searches of an account and those that others share, by name.
func (s *State) Queries(ctx context.Context, owner string) ([]Query, error) {
	return collect(ctx, s.read, scanQuery, "SELECT "+queryColumns+" FROM queries WHERE owner = ? OR shared ORDER BY name, id", owner)
}

func (q Query) check() error {
	if q.Name == "" || len(q.Name) > maxName || len(q.Query) > maxQueryText {
		return fmt.Errorf("save query: wants a name of 1 to %d bytes, and a query of at most %d", maxName, maxQueryText)
	}
	return nil
}

// AddQuery saves a search for q.Owner, and gives it its ID.
func (s *State) AddQuery(ctx context.Context, q Query) (Query, error) {
	if err := q.check(); err != nil {
		return Query{}, err
	}
	q.ID, q.Version, q.Changed = newID(), 1, s.options.Now().UTC()
	was, err := changed(s.write.ExecContext(ctx, "INSERT INTO queries ("+queryColumns+") SELECT ?,?,?,?,?,?,? WHERE (SELECT count(*) FROM queries WHERE owner = ?) < ?",
		q.ID, q.Owner, q.Name, q.Query, q.Shared, q.Version, stamp(q.Changed), q.Owner, maxQueries))
	if err == nil && !was {
		err = ErrFull
	}
	if err != nil {
		return Query{}, fmt.Errorf("save query: %w", err)
	}
	return q, nil
}

// ChangeQuery changes a search of q.Owner that still has q.Version.
func (s *State) ChangeQuery(ctx context.Context, q Query) error {
	if err := q.check(); err != nil {
		return err
	}
	was, err := changed(s.write.ExecContext(ctx, "UPDATE queries SET name = ?, query = ?, shared = ?, version = version + 1, changed = ? WHERE id = ? AND owner = ? AND version = ?",
		q.Name, q.Query, q.Shared, stamp(s.options.Now()), q.ID, q.Owner, q.Version))
	if err != nil || was {
		return err
	}
	_, err = scanQuery(s.read.QueryRowContext(ctx, "SELECT "+queryColumns+" FROM queries WHERE id = ? AND owner = ?", q.ID, q.Owner))
	if err == nil {
		err = ErrConflict
	}
	return err
}

// RemoveQuery removes a search of an account.
func (s *State) RemoveQuery(ctx context.Context, id, owner string) error {
	return s.remove(ctx, "DELETE FROM queries WHERE id = ? AND owner = ?", id, owner)
}
