package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"strings"

	"sekisho/admin/query"
	"sekisho/admin/sqlite"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// record is an event and where it stands in the journal.
type record struct {
	line  journal.Line
	event *event.Event
}

// dayFile is the index of a day, open for writing.
type dayFile struct {
	db     *sqlite.DB
	day    string
	offset int64 // in the journal's file: what is before is indexed
	last   pointer
	info   dayInfo
	block  block // that rows are being added to
	args   []any
}

// pointer is where the last indexed event stands, to tell whether the journal's file
// is still the one that was indexed.
type pointer struct {
	offset   int64
	length   int
	sequence uint64
}

// columns are those of a row: of each query field, and where the event stands.
func columns() []string {
	var names []string
	for _, f := range query.Fields() {
		names = append(names, f.Column())
	}
	return append(names, "offset", "length")
}

// daySchema makes a day file. A field that compares as a number has no type either: what is
// stored is what query.Row gives.
func daySchema() string {
	defs := columns()
	for i, name := range defs {
		if name == "event_sequence" {
			defs[i] += " INTEGER PRIMARY KEY"
		}
	}
	return "CREATE TABLE events (" + strings.Join(defs, ", ") + `);
CREATE TABLE blocks (first INTEGER PRIMARY KEY, last INTEGER, at_from INTEGER, at_to INTEGER, rows INTEGER,
  ranges BLOB, tokens BLOB, pieces BLOB);
CREATE TABLE progress (one INTEGER PRIMARY KEY, offset INTEGER, last_offset INTEGER, last_length INTEGER, last_sequence INTEGER);
INSERT INTO progress VALUES (1, 0, 0, 0, 0)`
}

// dayPath names a day's file. The name has the form of its rows, so that after fields
// were added an older program's file is not taken for this one's.
func (s *Store) dayPath(day string) string {
	h := fnv.New32a()
	h.Write([]byte(daySchema()))
	return filepath.Join(s.indexDir(), fmt.Sprintf("%s.%08x.db", day, h.Sum32()))
}

func (s *Store) openDay(ctx context.Context, day string) (*dayFile, error) {
	db, err := sqlite.Open(ctx, s.dayPath(day), sqlite.Options{Schema: []string{daySchema()}, Log: s.options.Log})
	if err != nil {
		return nil, err
	}
	d := &dayFile{db: db, day: day}
	row := db.QueryRowContext(ctx, "SELECT offset, last_offset, last_length, last_sequence FROM progress")
	if err := row.Scan(&d.offset, &d.last.offset, &d.last.length, &d.last.sequence); err != nil {
		return nil, fmt.Errorf("open index of %s: %w", day, err)
	}
	row = db.QueryRowContext(ctx, "SELECT ifnull(min(first),0), ifnull(max(last),0), ifnull(min(at_from),0), ifnull(max(at_to),0), ifnull(sum(rows),0) FROM blocks")
	if err := row.Scan(&d.info.first, &d.info.last, &d.info.from, &d.info.to, &d.info.rows); err != nil {
		return nil, fmt.Errorf("open index of %s: %w", day, err)
	}
	return d, nil
}

// stands tells whether the event that a pointer leads to is still there. Where nothing
// was read yet, it is.
func (s *Store) stands(day string, p pointer) bool {
	if p.length == 0 {
		return true
	}
	line, err := journal.LineAt(s.options.Journal, journal.Position{Day: day, Offset: p.offset}, p.length)
	if err != nil {
		return false
	}
	_, sequence, _, err := event.ParseHead(line)
	return err == nil && sequence == p.sequence
}

// add indexes records, those that are indexed already left out, up to the offset end.
func (d *dayFile) add(ctx context.Context, records []record, end int64) (added []record, err error) {
	for len(records) > 0 && records[0].line.Offset < d.offset {
		records = records[1:]
	}
	if end <= d.offset {
		return nil, nil
	}
	last := d.last
	if n := len(records); n > 0 {
		r := records[n-1]
		last = pointer{r.line.Offset, len(r.line.Bytes), r.event.Sequence}
	}
	err = d.db.Update(ctx, func(tx *sql.Tx) error {
		if err := d.insert(ctx, tx, records); err != nil {
			return err
		}
		if err := d.summarise(ctx, tx, records); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE progress SET offset=?, last_offset=?, last_length=?, last_sequence=?",
			end, last.offset, last.length, last.sequence)
		return err
	})
	if err != nil {
		d.block = block{} // begun anew: the rows in it were not kept
		return nil, fmt.Errorf("index events of %s: %w", d.day, err)
	}
	d.offset, d.last = end, last
	for _, r := range records {
		d.info.add(r.event)
	}
	return records, nil
}

// add extends what the index of a day has by an event.
func (i *dayInfo) add(e *event.Event) {
	at := e.Time.UnixMilli()
	if i.rows == 0 {
		i.first, i.from, i.to = e.Sequence, at, at
	}
	i.rows++
	i.first, i.last = min(i.first, e.Sequence), max(i.last, e.Sequence)
	i.from, i.to = min(i.from, at), max(i.to, at)
}

// rowsAtOnce is how many rows one statement inserts; more are not faster.
const rowsAtOnce = 40

// insert adds the rows. A sequence number that comes again, because the journal was
// lost and begun anew, stands for the later event.
func (d *dayFile) insert(ctx context.Context, tx *sql.Tx, records []record) error {
	row := sqlite.Placeholders(len(columns()))
	many, err := tx.PrepareContext(ctx, "INSERT OR REPLACE INTO events VALUES "+row+strings.Repeat(","+row, rowsAtOnce-1))
	if err != nil {
		return err
	}
	defer many.Close()
	for len(records) >= rowsAtOnce {
		if _, err := many.ExecContext(ctx, d.values(records[:rowsAtOnce])...); err != nil {
			return err
		}
		records = records[rowsAtOnce:]
	}
	if len(records) == 0 {
		return nil
	}
	_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO events VALUES "+row+strings.Repeat(","+row, len(records)-1), d.values(records)...)
	return err
}

func (d *dayFile) values(records []record) []any {
	d.args = d.args[:0]
	for _, r := range records {
		d.args = append(query.Row(r.event, d.args), r.line.Offset, len(r.line.Bytes))
	}
	return d.args
}

// summarise adds records to blocks.
func (d *dayFile) summarise(ctx context.Context, tx *sql.Tx, records []record) error {
	for _, r := range records {
		if full := d.block.add(r.event); full != nil {
			if err := putBlock(ctx, tx, *full); err != nil {
				return err
			}
		}
	}
	if d.block.rows == 0 {
		return nil
	}
	growing := d.block
	growing.ranges, growing.tokens, growing.pieces = nil, nil, nil
	return putBlock(ctx, tx, growing)
}

func putBlock(ctx context.Context, tx *sql.Tx, b block) error {
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO blocks VALUES "+sqlite.Placeholders(8),
		b.first, b.last, b.from, b.to, b.rows, []byte(b.ranges), []byte(b.tokens), []byte(b.pieces))
	return err
}

// close empties the write-ahead log, so that the day is one file. On a full disk the log
// stays, and is taken in when the day is opened again.
func (d *dayFile) close(ctx context.Context) error {
	err := d.db.Checkpoint(ctx)
	if sqlite.Full(err) {
		err = nil
	}
	return errors.Join(err, d.db.Close())
}
