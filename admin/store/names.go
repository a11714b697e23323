package store

import (
	"context"
	"database/sql"
)

// names numbers the values of dimensions, and bounds how many of them an hour or a day
// has. It mirrors what is in the database, and is thrown away when a transaction fails.
type names struct {
	ids      map[name]int64
	admitted map[period]map[int64]bool // values that have a row in a period
}

type name struct {
	dimension Dimension
	name      string
}

type period struct {
	dimension Dimension
	step, at  int64
}

const (
	// rememberedNames and rememberedPeriods bound the memory; beyond them it is begun anew.
	rememberedNames   = 1 << 16
	rememberedPeriods = 256
)

func newNames() *names {
	return &names{ids: map[name]int64{}, admitted: map[period]map[int64]bool{}}
}

// admit returns the number of a cell's value, or that of Other where its period has as
// many values as it may.
func (n *names) admit(ctx context.Context, tx *sql.Tx, k cell) (int64, error) {
	p := period{k.dimension, k.step, k.at}
	in, err := n.period(ctx, tx, p)
	if err != nil {
		return 0, err
	}
	if len(in) >= maxKeys {
		id, known := n.ids[name{k.dimension, k.name}]
		if !known {
			if id, known, err = n.find(ctx, tx, name{k.dimension, k.name}); err != nil {
				return 0, err
			}
		}
		if known && in[id] {
			return id, nil
		}
		return n.number(ctx, tx, name{k.dimension, Other})
	}
	id, err := n.number(ctx, tx, name{k.dimension, k.name})
	in[id] = true
	return id, err
}

// period returns the values that a period has.
func (n *names) period(ctx context.Context, tx *sql.Tx, p period) (map[int64]bool, error) {
	if in := n.admitted[p]; in != nil {
		return in, nil
	}
	if len(n.admitted) >= rememberedPeriods {
		clear(n.admitted)
	}
	rows, err := tx.QueryContext(ctx, "SELECT DISTINCT name FROM rolled WHERE dimension=? AND step=? AND at=?", p.dimension, p.step, p.at)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	in := map[int64]bool{}
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		in[id] = true
	}
	n.admitted[p] = in
	return in, rows.Err()
}

// number finds a value's number, or gives it one.
func (n *names) number(ctx context.Context, tx *sql.Tx, v name) (int64, error) {
	if id, known := n.ids[v]; known {
		return id, nil
	}
	id, known, err := n.find(ctx, tx, v)
	if err != nil || known {
		return id, err
	}
	r, err := tx.ExecContext(ctx, "INSERT INTO names (dimension, name) VALUES (?,?)", v.dimension, v.name)
	if err != nil {
		return 0, err
	}
	id, err = r.LastInsertId()
	n.ids[v] = id
	return id, err
}

func (n *names) find(ctx context.Context, tx *sql.Tx, v name) (id int64, known bool, err error) {
	err = tx.QueryRowContext(ctx, "SELECT id FROM names WHERE dimension=? AND name=?", v.dimension, v.name).Scan(&id)
	if err == sql.ErrNoRows {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	if len(n.ids) >= rememberedNames {
		clear(n.ids)
	}
	n.ids[v] = id
	return id, true, nil
}
