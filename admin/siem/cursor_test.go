package siem

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

func someCursor() cursor {
	return cursor{Version: cursorVersion, Sequence: 7, Sent: 9, Paused: true, Counts: Counts{Sent: 10, Repeated: 1, Dropped: 2, LeftOut: 3},
		Gaps: []Gap{{From: 3, To: 5, Events: 2, At: time.Date(2026, 11, 22, 1, 2, 3, 0, time.UTC), Loss: Loss{Allow: 1, Unknown: 1}}}}
}

// TestCursorFile: it comes back as it was; a damaged one is moved aside, and is not taken for none at all.
func TestCursorFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "soc.cursor")
	if _, err := loadCursor(path); err != errNoCursor {
		t.Errorf("none: %v", err)
	}
	want := someCursor()
	if err := want.save(path); err != nil {
		t.Fatal(err)
	}
	if got, err := loadCursor(path); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, damaged := range []string{"", "{", `{"version":2}`, `{"version":1,"sequence":2,"sent":1}`, `{"version":1} {}`, `{"version":1,"other":1}`, string(bytes.Repeat([]byte(" "), maxCursor+1))} {
		if err := os.WriteFile(path, []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := loadCursor(path); err == errNoCursor || !errors.Is(err, errNoCursor) {
			t.Errorf("%.40q: %v", damaged, err)
		}
		if kept, err := os.ReadFile(path + ".damaged"); err != nil || string(kept) != damaged {
			t.Errorf("%.40q is not kept: %v", damaged, err)
		}
	}
}

// FuzzParseCursor: what is taken is sound, and is written the same again.
func FuzzParseCursor(f *testing.F) {
	b, err := json.Marshal(someCursor())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"version":1,"sequence":1,"sent":1,"gaps":[{}]}`))
	f.Add([]byte(`{"version":1,"sequence":-1}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := parseCursor(b)
		if err != nil {
			return
		}
		if c.Sent < c.Sequence || len(c.Gaps) > maxGaps {
			t.Errorf("%q is taken for %+v", b, c)
		}
		again, err := json.Marshal(c)
		if err != nil {
			return // a time that JSON has no form for
		}
		if back, err := parseCursor(again); err != nil && len(again) <= maxCursor || err == nil && !reflect.DeepEqual(back, c) && len(c.Gaps) == 0 {
			t.Errorf("%q comes back as %q: %v", b, again, err)
		}
	})
}
