package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"time"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// DB is an open database. Writers have one connection, so that transactions queue up
// rather than fail.
type DB struct {
	*sql.DB
	path string
	// SetAside is where the damaged database was moved that stood here before, and
	// "" where there was none.
	SetAside string
}

// Options say how a database is opened for writing.
type Options struct {
	// Schema has the statements that make version 1, those that make 2 of it, ...
	// Entries that were released may not be changed, only added to.
	Schema []string
	// Log is told, as an error, of a database that was moved aside. nil: slog's default.
	Log *slog.Logger
}

// Open opens the database at path for writing and makes it if need be. A damaged one is
// moved aside, logged, and begun anew. The error says so where the disk is full, or where a newer version of
// the program has made the database.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	db, err := open(ctx, path, o.Schema)
	if err == nil || !Corrupt(err) {
		return db, err
	}
	aside, moveErr := MoveAside(path)
	if moveErr != nil {
		return nil, errors.Join(err, moveErr)
	}
	o.Log.Error("database is damaged; moved aside and begun anew", "file", path, "to", aside, "error", err)
	if db, err = open(ctx, path, o.Schema); err != nil {
		return nil, err
	}
	db.SetAside = aside
	return db, nil
}

func open(ctx context.Context, path string, schema []string) (*DB, error) {
	db, err := connect(path, 1, "synchronous(FULL)", "journal_mode(WAL)", "journal_size_limit(67108864)")
	if err != nil {
		return nil, err
	}
	if err = db.check(ctx); err == nil {
		err = db.migrate(ctx, schema)
	}
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, errors.Join(err, db.Close()))
	}
	return db, nil
}

// OpenReader opens an existing database for up to n reads at a time. Reads see what
// was committed when they began, and hold up no writer.
func OpenReader(path string, n int) (*DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return connect(path, n, "query_only(1)")
}

// connect sets up n connections. What they need for sorting stays in memory: the disk
// may be full.
func connect(path string, n int, pragmas ...string) (*DB, error) {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": append(
		[]string{"busy_timeout(5000)", "temp_store(MEMORY)", "cache_size(-8000)", "foreign_keys(1)", "trusted_schema(0)"}, pragmas...)}
	name := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return &DB{DB: db, path: path}, nil
}

// check reads the whole database for damage. What it finds counts as Corrupt.
func (db *DB) check(ctx context.Context) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: %s", errCorrupt, verdict)
	}
	return nil
}

// migrate brings the schema from the version it has to the last.
func (db *DB) migrate(ctx context.Context, schema []string) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(schema) {
		return fmt.Errorf("schema version %d is newer than this program, which knows %d", version, len(schema))
	}
	for ; version < len(schema); version++ {
		err := db.Update(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, fmt.Sprintf("%s; PRAGMA user_version = %d", schema[version], version+1))
			return err
		})
		if err != nil {
			return fmt.Errorf("to schema version %d: %w", version+1, err)
		}
	}
	return nil
}

// Update runs do in a transaction, which is committed, and on the disk, when Update
// returns nil, and undone otherwise.
func (db *DB) Update(ctx context.Context, do func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Checkpoint moves what is in the write-ahead log into the database and empties the
// log, as far as readers allow.
func (db *DB) Checkpoint(ctx context.Context) error {
	if _, err := db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("checkpoint %s: %w", db.path, err)
	}
	return nil
}

var errCorrupt = errors.New("database is malformed")

// Corrupt tells whether an error means that the database is damaged.
func Corrupt(err error) bool {
	return errors.Is(err, errCorrupt) || hasCode(err, codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB)
}

// Full tells whether an error means that the disk is full.
func Full(err error) bool { return hasCode(err, codes.SQLITE_FULL) }

// hasCode compares primary result codes, which are the lowest byte.
func hasCode(err error, want ...int) bool {
	var e *driver.Error
	if !errors.As(err, &e) {
		return false
	}
	for _, code := range want {
		if e.Code()&0xff == code {
			return true
		}
	}
	return false
}

// parts are the files that a database consists of, by what their names end in.
var parts = []string{"", "-wal", "-shm"}

// MoveAside renames a database that nobody has open, and returns where it is now.
func MoveAside(path string) (string, error) {
	aside := path + ".damaged-" + time.Now().UTC().Format("20060102T150405.000Z")
	for _, part := range parts {
		if err := os.Rename(path+part, aside+part); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("move database aside: %w", err)
		}
	}
	return aside, nil
}

// Remove deletes a database that nobody has open.
func Remove(path string) error {
	var errs []error
	for _, part := range parts {
		if err := os.Remove(path + part); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Placeholders writes n question marks in parentheses, for the values of a row.
func Placeholders(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ")" }
