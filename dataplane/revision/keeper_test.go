package revision

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sekisho/dataplane/control"
)

// box is a machine with a keeper that can be restarted.
type box struct {
	t    *testing.T
	dir  string
	boot string
	born time.Time
	log  strings.Builder
	// inForce is what was put last, refused what Put says to it, told what Tell heard.
	inForce string
	refused error
	told    []string
	keeper  *Keeper
}

func newBox(t *testing.T) *box {
	b := &box{t: t, dir: t.TempDir(), boot: "first", born: time.Now(), inForce: "the file"}
	b.start()
	return b
}

func (b *box) start() {
	b.t.Helper()
	k, err := Open(Options{
		Dir: b.dir, Clock: Clock{b.boot, func() time.Duration { return time.Since(b.born) }},
		File: func() (string, error) { return "the file", nil },
		Put: func(p Policy) error {
			if b.refused == nil {
				b.inForce = p.Text
			}
			return b.refused
		},
		Tell: func(action string, r control.Revision, _ string) { b.told = append(b.told, action+" "+r.ID) },
		Log:  slog.New(slog.NewTextHandler(&b.log, nil)),
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.keeper = k
	defer k.Begin()
	if c := k.Current(); c != nil {
		b.inForce = c.Text
	} else {
		b.inForce = "the file"
	}
}

// restart is a dataplane that dies and comes back after a while.
func (b *box) restart(after time.Duration) {
	b.t.Helper()
	b.keeper.Close()
	time.Sleep(after)
	b.start()
}

func (b *box) apply(id string, seconds int) error {
	_, err := b.keeper.Apply(control.Apply{Policy: "policy " + id, Revision: control.Revision{ID: id, Author: "aoki"}, Confirm: seconds})
	return err
}

func (b *box) want(inForce string, told ...string) {
	b.t.Helper()
	synctest.Wait()
	s, err := b.keeper.State()
	if err != nil {
		b.t.Error(err)
	}
	if b.inForce != inForce || s.Policy != inForce {
		b.t.Errorf("in force: %q, and kept: %q; want %q", b.inForce, s.Policy, inForce)
	}
	if !slices.Equal(b.told, told) {
		b.t.Errorf("told %q, want %q", b.told, told)
	}
}

// on runs a story in a bubble, where time passes at once.
func on(t *testing.T, story func(t *testing.T, b *box)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := newBox(t)
		defer func() { b.keeper.Close() }()
		story(t, b)
	})
}

func TestUnconfirmedIsTakenBack(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		if err := b.apply("r1", 0); err != nil {
			t.Fatal(err)
		}
		time.Sleep(59 * time.Second)
		b.want("policy r1", "applied r1")
		time.Sleep(2 * time.Second)
		b.want("the file", "applied r1", "reverted file")
	})
}

// What a keeper would put in force has to be there first: a change whose time ends before Begin is taken back by it.
func TestNothingIsPutBeforeBegin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir, born, put := t.TempDir(), time.Now(), 0
		open := func() *Keeper {
			k, err := Open(Options{Dir: dir, Clock: Clock{"first", func() time.Duration { return time.Since(born) }},
				File: func() (string, error) { return "the file", nil }, Put: func(Policy) error { put++; return nil },
				Tell: func(string, control.Revision, string) {}, Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			return k
		}
		first := open()
		if _, err := first.Apply(control.Apply{Policy: "a policy", Revision: control.Revision{ID: "r1"}, Confirm: 10}); err != nil {
			t.Fatal(err)
		}
		first.Close()
		time.Sleep(9 * time.Second)
		k := open()
		defer k.Close()
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if k.Current() == nil || put != 1 {
			t.Errorf("%d policies were put in force before the beginning", put)
		}
		k.Begin()
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		if k.Current() != nil || put != 2 {
			t.Errorf("after it, %+v is in force, and %d were put so", k.Current(), put)
		}
	})
}

// No revision comes to be while the file is read: the file would be in force in its place.
func TestWhileFile(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		read := false
		r := b.keeper.WhileFile(func() {
			if read = true; b.keeper.mu.TryLock() {
				t.Error("a revision can be applied meanwhile")
			}
		})
		if !read || r != nil {
			t.Errorf("read: %v, in force: %+v", read, r)
		}
		if err := b.apply("r1", 10); err != nil {
			t.Fatal(err)
		}
		if r := b.keeper.WhileFile(func() { t.Error("a revision is in force") }); r == nil || r.Revision.ID != "r1" {
			t.Errorf("in force: %+v", r)
		}
	})
}

func TestConfirmedStays(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		if err := b.apply("r1", 10); err != nil {
			t.Fatal(err)
		}
		if _, err := b.keeper.Confirm("r0"); !control.Is(err, control.Conflict) {
			t.Errorf("confirming another one: %v", err)
		}
		if _, err := b.keeper.Confirm("r1"); err != nil {
			t.Fatal(err)
		}
		b.restart(time.Hour)
		b.want("policy r1", "applied r1", "confirmed r1")
		if err := b.apply("r2", 10); err != nil {
			t.Fatal(err)
		}
		time.Sleep(11 * time.Second)
		b.want("policy r1", "applied r1", "confirmed r1", "applied r2", "reverted r1")
	})
}

func TestOneChangeAtATime(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		if err := b.apply("r1", 10); err != nil {
			t.Fatal(err)
		}
		err := b.apply("r2", 10)
		if !control.Is(err, control.Conflict) || !strings.Contains(err.Error(), "r1 of aoki") {
			t.Errorf("a second change: %v", err)
		}
		if s, err := b.keeper.Revert("r1", "by hand"); err != nil || s.Pending != nil {
			t.Errorf("%+v, %v", s, err)
		}
		b.want("the file", "applied r1", "reverted file")
		if err := b.apply("r2", 10); err != nil {
			t.Error(err)
		}
	})
}

// TestDataplaneIsRestartedMeanwhile: it waits for what is left of the time, not anew.
func TestDataplaneIsRestartedMeanwhile(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		if err := b.apply("r1", 60); err != nil {
			t.Fatal(err)
		}
		b.restart(50 * time.Second)
		b.want("policy r1", "applied r1")
		time.Sleep(11 * time.Second)
		b.want("the file", "applied r1", "reverted file")
	})
	on(t, func(t *testing.T, b *box) {
		if err := b.apply("r1", 60); err != nil {
			t.Fatal(err)
		}
		b.restart(61 * time.Second)
		b.want("the file", "applied r1", "reverted file")
	})
}

func TestMachineIsRestartedMeanwhile(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		if err := b.apply("r1", 3600); err != nil {
			t.Fatal(err)
		}
		b.boot = "second"
		b.restart(time.Second)
		b.want("the file", "applied r1", "reverted file")
	})
}

func TestRefusedPolicyChangesNothing(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		b.refused = errors.New("no such class")
		if err := b.apply("r1", 10); err == nil {
			t.Error("no error")
		}
		b.refused = nil
		b.restart(time.Second)
		b.want("the file")
	})
}

// TestTakingBackIsTriedAgain until the kernel takes it.
func TestTakingBackIsTriedAgain(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		if err := b.apply("r1", 10); err != nil {
			t.Fatal(err)
		}
		b.refused = errors.New("the kernel is busy")
		time.Sleep(15 * time.Second)
		b.want("policy r1", "applied r1")
		b.refused = nil
		time.Sleep(2 * time.Second)
		b.want("the file", "applied r1", "reverted file")
		if !strings.Contains(b.log.String(), "still in force") {
			t.Errorf("log: %s", b.log.String())
		}
	})
}

func TestConsoleNeedsNoConfirmation(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		if err := b.apply("r1", control.Forever); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Hour)
		b.want("policy r1", "applied r1")
	})
}

func TestBadRequests(t *testing.T) {
	on(t, func(t *testing.T, b *box) {
		for _, seconds := range []int{1, 9, 3601, -2} {
			if err := b.apply("r1", seconds); !control.Is(err, control.Invalid) {
				t.Errorf("%d seconds: %v", seconds, err)
			}
		}
		for _, id := range []string{"", File} {
			if err := b.apply(id, 10); !control.Is(err, control.Invalid) {
				t.Errorf("revision %q: %v", id, err)
			}
		}
		if _, err := b.keeper.Confirm("r1"); !control.Is(err, control.Conflict) {
			t.Errorf("nothing to confirm: %v", err)
		}
		b.want("the file")
	})
}

// TestDamagedState: the file is kept for people, and the policy file is in force.
func TestDamagedState(t *testing.T) {
	for i, text := range []string{"", "{", `{"current":7}`, `{"pending":{"boot_id":"first"}}`, "\x00\x00"} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			on(t, func(t *testing.T, b *box) {
				path := filepath.Join(b.dir, "state.json")
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				b.restart(0)
				b.want("the file")
				if kept, err := os.ReadFile(path + ".damaged"); err != nil || string(kept) != text {
					t.Errorf("set aside: %q, %v", kept, err)
				}
				if !strings.Contains(b.log.String(), "damaged") {
					t.Errorf("log: %s", b.log.String())
				}
			})
		})
	}
}

// FuzzLoad: no content of the file may panic, or leave a change waiting that can't be taken back.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(`{"current":{"revision":{"id":"r1","version":"x"},"policy":"p"},"previous":{"revision":{"id":"file","version":"y"},"policy":"q"},"pending":{"boot_id":"b","deadline_since_boot":5,"deadline":"2026-11-22T00:00:00Z"}}`))
	f.Add([]byte(`{}`))
	path := filepath.Join(f.TempDir(), "state.json")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := load(path)
		if err == nil && s.Pending != nil && (s.Previous == nil || s.Current == nil) {
			t.Errorf("%+v", s)
		}
	})
}
