package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

var schema = []string{"CREATE TABLE t (n INTEGER PRIMARY KEY, s TEXT)"}

func openAt(t *testing.T, path string, o Options) *DB {
	t.Helper()
	db, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func insert(db *DB, n int, s string) error {
	ctx := context.Background()
	return db.Update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO t VALUES (?,?)", n, s)
		return err
	})
}

func count(t *testing.T, db *DB) (n int) {
	t.Helper()
	if err := db.QueryRow("SELECT count(*) FROM t").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPragmas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd name?#%20.db")
	db := openAt(t, path, Options{Schema: schema})
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "busy_timeout": "5000", "foreign_keys": "1", "journal_size_limit": "67108864",
	} {
		var got string
		if err := db.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, %v", pragma, got, err)
		}
	}
}

// TestReaders see what is committed, can't write, and stop when asked to.
func TestReaders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := openAt(t, path, Options{Schema: schema})
	if err := insert(db, 1, "x"); err != nil {
		t.Fatal(err)
	}
	r, err := OpenReader(path, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n := count(t, r); n != 1 {
		t.Errorf("%d rows", n)
	}
	if err := insert(r, 2, "x"); err == nil {
		t.Error("a reader wrote")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	var n int
	endless := "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT max(n) FROM c"
	if err := r.QueryRowContext(ctx, endless).Scan(&n); err == nil {
		t.Error("an endless query ended")
	}
	if _, err := OpenReader(path+"x", 1); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("made a database to read: %v", err)
	}
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{Schema: schema})
	stop := errors.New("stop")
	err := db.Update(context.Background(), func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO t VALUES (1,'x')")
		return errors.Join(err, stop)
	})
	if !errors.Is(err, stop) || count(t, db) != 0 {
		t.Errorf("%v, %d rows", err, count(t, db))
	}
}

func TestMigrations(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := openAt(t, path, Options{Schema: schema})
	if err := errors.Join(insert(db, 1, "kept"), db.Close()); err != nil {
		t.Fatal(err)
	}
	later := append(schema, "ALTER TABLE t ADD COLUMN more; UPDATE t SET more = s")
	db = openAt(t, path, Options{Schema: later})
	var more string
	if err := db.QueryRow("SELECT more FROM t").Scan(&more); err != nil || more != "kept" {
		t.Errorf("%q %v", more, err)
	}
	db.Close()
	if _, err := Open(context.Background(), path, Options{Schema: schema}); err == nil || !strings.Contains(err.Error(), "newer than this program") {
		t.Errorf("opened a newer database: %v", err)
	}
	broken := append(later, "ALTER TABLE t ADD COLUMN one; nonsense")
	if _, err := Open(context.Background(), path, Options{Schema: broken}); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("%v", err)
	}
	if db := openAt(t, path, Options{Schema: later}); count(t, db) != 1 {
		t.Error("a failed migration left something behind")
	}
}

// TestDamage: a damaged database is found, kept under another name, and said loudly.
func TestDamage(t *testing.T) {
	for name, damage := range map[string]func([]byte){
		"header": func(b []byte) { copy(b, "not a database at all") },
		"page":   func(b []byte) { copy(b[5*4096:], bytes.Repeat([]byte{0xff}, 3*4096)) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			db := openAt(t, path, Options{Schema: schema})
			for i := range 100 {
				if err := insert(db, i, strings.Repeat("x", 1000)); err != nil {
					t.Fatal(err)
				}
			}
			if err := errors.Join(db.Checkpoint(context.Background()), db.Close()); err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			damage(b)
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			var log bytes.Buffer
			db = openAt(t, path, Options{Schema: schema, Log: slog.New(slog.NewTextHandler(&log, nil))})
			if count(t, db) != 0 || db.SetAside == "" || !strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), db.SetAside) {
				t.Errorf("moved to %q, said %q", db.SetAside, &log)
			}
			if kept, err := os.ReadFile(db.SetAside); err != nil || !bytes.Equal(kept, b) {
				t.Errorf("what was damaged is not kept: %v", err)
			}
		})
	}
}

// TestDiskFull: it is told apart from other trouble, reads go on, and so do writes
// once there is room.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Fatalf("mount a small disk: %v (tests run as root)", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	hog := filepath.Join(dir, "hog")
	if err := os.WriteFile(hog, make([]byte, 300<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	db := openAt(t, filepath.Join(dir, "a.db"), Options{Schema: schema})
	n := 0
	var err error
	for ; err == nil; n++ {
		err = insert(db, n, strings.Repeat("x", 1000))
	}
	if !Full(err) || Corrupt(err) {
		t.Errorf("a full disk gives %v", err)
	}
	if got := count(t, db); got != n-1 {
		t.Errorf("%d rows of %d are read", got, n-1)
	}
	if err := os.Remove(hog); err != nil {
		t.Fatal(err)
	}
	if err := insert(db, n, "x"); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

func TestRemove(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	db := openAt(t, path, Options{Schema: schema})
	if err := errors.Join(insert(db, 1, "x"), db.Close(), Remove(path), Remove(path)); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("%v %v", left, err)
	}
}
