package content

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSQLite reads databases that testdata/sqlite/make.py made.
func TestSQLite(t *testing.T) {
	for _, name := range []string{"utf8", "utf16le", "utf16be"} {
		b, err := os.ReadFile("testdata/sqlite/" + name + ".sqlite")
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{len(b), 1000} {
			s := extract(t, Part{Where: "db"}, b, n)
			rows := s.text("db!customers")
			for _, want := range []string{"id\t氏名\tphone number\tnote\n1\t顧客 0\t090-0000-0000\t0.5\n", "\n300\t顧客 299\t090-0000-0299\t299.5\n"} {
				if !strings.Contains(rows, want) {
					t.Errorf("%s by %d: %q is not in %.300q; opaque %v", name, n, want, rows, s.reasons)
				}
			}
			if got := s.text("db!pairs"); got != "k\tv\na\t1\nb\t-2\n" {
				t.Errorf("%s: WITHOUT ROWID: got %q", name, got)
			}
			if got := s.text("db!long"); got != "body\n"+strings.Repeat("overflow ", 2000)+"end\n" {
				t.Errorf("%s: overflow: got %d bytes", name, len(got))
			}
			if !s.contains("attached file, attached file") {
				t.Errorf("%s: the blob is not delivered", name)
			}
			if name == "utf8" && !strings.Contains(s.text("db!unused pages"), "deleted 123456789018") {
				t.Errorf("%s: the deleted row is not delivered", name)
			}
		}
	}
}

func TestSQLColumns(t *testing.T) {
	for sql, want := range map[string]string{
		`CREATE TABLE t (a, b TEXT DEFAULT ',', "c d" INT CHECK (x IN (1,2)), [e], PRIMARY KEY (a))`:                                           "a|b|c d|e -1",
		"CREATE TABLE \"t\"(`id` INTEGER PRIMARY KEY, x)":                                                                                      "id|x 0",
		`CREATE TABLE "t" (x TEXT, "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT)`:                                                           "x|id 1",
		"CREATE TABLE t (id INTEGER NOT NULL, x TEXT, PRIMARY KEY(id), UNIQUE(x))":                                                             "id|x 0",
		"CREATE TABLE t (x TEXT, a INTEGER PRIMARY KEY)\n without  rowid":                                                                      "a|x -1",
		"CREATE TABLE t (x TEXT, a TEXT, [b c] TEXT, CONSTRAINT k PRIMARY KEY ([b c] COLLATE NOCASE, A DESC)) STRICT, WITHOUT ROWID":           "b c|a|x -1",
		"CREATE TABLE t (a, b TEXT AS (a || 'x'), c GENERATED ALWAYS AS (a) STORED, d TEXT GENERATED ALWAYS AS (upper(a)) VIRTUAL, e INTEGER)": "a|c|e -1",
		"CREATE TABLE t(": " -1",
		"":                " -1",
	} {
		def := sqlColumns(sql)
		if got := fmt.Sprint(strings.Join(def.columns, "|"), " ", def.rowid); got != want {
			t.Errorf("%s: got %q, want %q", sql, got, want)
		}
	}
}

func FuzzSQLite(f *testing.F) {
	files, err := filepath.Glob("testdata/sqlite/*.sqlite")
	if err != nil || len(files) == 0 {
		f.Fatal("no databases", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 128<<10 {
			return
		}
		b = append([]byte(sqliteMagic), b[min(len(sqliteMagic), len(b)):]...)
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", 777))
	})
}
