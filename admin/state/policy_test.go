package state

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"sekisho/dataplane/control"
	"sekisho/dataplane/policy"
	"sekisho/dataplane/revision"
)

// gateway is a dataplane's keeper of policies, asked without a socket.
type gateway struct {
	keeper *revision.Keeper
	dir    string
	boot   string
	file   string
	lost   error // what is returned after an apply that worked
}

func newGateway(t *testing.T) *gateway {
	t.Helper()
	g := &gateway{dir: t.TempDir(), boot: "first", file: text3("file")}
	g.start(t)
	t.Cleanup(func() { g.keeper.Close() })
	return g
}

func (g *gateway) start(t *testing.T) {
	t.Helper()
	k, err := revision.Open(revision.Options{
		Dir: g.dir, Clock: revision.Clock{Boot: g.boot, Since: func() time.Duration { return 0 }},
		File: func() (string, error) { return g.file, nil },
		Put: func(p revision.Policy) error {
			if _, err := policy.Parse("", []byte(p.Text)); err != nil {
				return &control.Error{Code: control.Invalid, Message: "the policy is not valid"}
			}
			return nil
		},
		Tell: func(string, control.Revision, string) {}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	g.keeper = k
}

// reboot is a machine that is started again: what was not confirmed is taken back.
func (g *gateway) reboot(t *testing.T) {
	t.Helper()
	g.keeper.Close()
	g.boot += " again"
	g.start(t)
}

func (g *gateway) Policy(context.Context) (control.State, error) { return g.keeper.State() }
func (g *gateway) Apply(_ context.Context, a control.Apply) (control.State, error) {
	s, err := g.keeper.Apply(a)
	if err == nil && g.lost != nil {
		return control.State{}, g.lost
	}
	return s, err
}
func (g *gateway) Confirm(_ context.Context, c control.Change) (control.State, error) {
	return g.keeper.Confirm(c.ID)
}
func (g *gateway) Revert(_ context.Context, c control.Change) (control.State, error) {
	return g.keeper.Revert(c.ID, c.Reason)
}

// text3 is a policy of three rules, the second of which blocks a port per word.
func text3(word string) string {
	return fmt.Sprintf(`version: 1
rules:
  - {id: first, action: log}
  # for %s
  - id: second
    action: block

  - id: third
    action: allow
default: allow
`, word)
}

func (o *office) draft(name string, by Actor) Draft {
	o.t.Helper()
	d, err := o.AddDraft(o.t.Context(), NewDraft{Name: name, Text: text3(name), Reason: "because of " + name}, by)
	o.must(err)
	return d
}

func (o *office) apply(g *gateway, d Draft, by Actor) Revision {
	o.t.Helper()
	r, _, err := o.Apply(o.t.Context(), g, Order{Draft: d.ID, Version: d.Version, By: by})
	o.must(err)
	return r
}

// history tells the changes, oldest first, such as "applied 1 by aoki".
func (o *office) history() string {
	o.t.Helper()
	all, err := o.Changes(o.t.Context(), 0, 1000)
	o.must(err)
	var lines []string
	for i := len(all) - 1; i >= 0; i-- {
		lines = append(lines, fmt.Sprintf("%s %d by %s, in force %d", all[i].Action, all[i].Revision, all[i].Actor.Name, all[i].InForce))
	}
	return strings.Join(lines, "\n")
}

func (o *office) wantHistory(want ...string) {
	o.t.Helper()
	if got := o.history(); got != strings.Join(want, "\n") {
		o.t.Errorf("history:\n%s\nwant:\n%s", got, strings.Join(want, "\n"))
	}
}

func (o *office) wantState(number int, want string) {
	o.t.Helper()
	if r, err := o.Revision(o.t.Context(), number); err != nil || r.State != want {
		o.t.Errorf("revision %d is %s (%v), want %s", number, r.State, err, want)
	}
}

const fromFile, fileStays = "applied 1 by file, in force 1", "confirmed 1 by file, in force 1"

// A draft that was made for another revision than the one in force would undo what came between, so it is refused until
// who applies it says that they have seen that.
func TestOvertakenDraft(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	_, err := o.Reconcile(ctx, g)
	o.must(err)
	late, err := o.AddDraft(ctx, NewDraft{Name: "late", Text: text3("late"), Base: 1}, mori)
	o.must(err)
	first := o.apply(g, o.draft("first", aoki), aoki)
	_, err = o.Confirm(ctx, g, first.ID, aoki)
	o.must(err)
	for _, seen := range []int{0, 1, 3} {
		_, _, err = o.Apply(ctx, g, Order{Draft: late.ID, Version: late.Version, Replaces: seen, By: mori})
		var overtaken *OvertakenError
		if !errors.As(err, &overtaken) || overtaken.InForce != first.Number {
			t.Errorf("replaces %d: %v", seen, err)
		}
	}
	_, _, err = o.Apply(ctx, g, Order{Draft: late.ID, Version: late.Version, Replaces: first.Number, By: mori})
	o.must(err)
	back, err := o.RollBack(ctx, 1, aoki)
	o.must(err)
	if number, err := o.InForce(ctx); err != nil || back.Base != number {
		t.Errorf("to go back from revision %d replaces %d: %v", number, back.Base, err)
	}
}

func TestApplyAndConfirm(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	d := o.draft("one", aoki)
	r := o.apply(g, d, aoki)
	if r.Number != 2 || r.Parent != 1 || r.Version == "" {
		t.Errorf("%+v", r)
	}
	o.wantState(2, Pending)
	other := o.draft("two", mori)
	_, _, err := o.Apply(ctx, g, Order{Draft: other.ID, Version: 1, By: mori})
	if !control.Is(err, control.Conflict) {
		t.Errorf("a second change while one waits: %v", err)
	}
	_, err = o.Confirm(ctx, g, r.ID, aoki)
	o.must(err)
	o.wantState(2, Confirmed)
	o.wantHistory(fromFile, fileStays, "applied 2 by aoki, in force 2", "confirmed 2 by aoki, in force 2")
	_, err = o.Draft(ctx, d.ID)
	o.is(err, ErrNotFound)
	if _, err := o.Draft(ctx, other.ID); err != nil {
		t.Errorf("the draft that was refused: %v", err)
	}
	st, err := g.Policy(ctx)
	o.must(err)
	if st.Policy != text3("one") || st.Revision.Version != r.Version || st.Revision.Reason != "because of one" {
		t.Errorf("%+v", st)
	}
	if then, err := o.Text(ctx, r.Version); err != nil || then != text3("one") {
		t.Errorf("the policy of then: %q, %v", then, err)
	}
	_, err = o.Text(ctx, "none")
	o.is(err, ErrNotFound)
	entries, err := o.AuditLog(ctx, AuditSearch{Actor: "aoki"})
	o.must(err)
	if len(entries) != 2 || !strings.Contains(string(entries[1]), `"before":"`+Fingerprint(g.file)+`","after":"`+Fingerprint(st.Policy)+`","request":"r1"`) {
		t.Errorf("%s", entries)
	}
}

func TestRevert(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	r := o.apply(g, o.draft("one", aoki), aoki)
	if _, err := o.Revert(ctx, g, "another", "", mori); !control.Is(err, control.Conflict) {
		t.Errorf("%v", err)
	}
	_, err := o.Revert(ctx, g, r.ID, "phones don't work", mori)
	o.must(err)
	o.wantState(2, Reverted)
	o.wantHistory(fromFile, fileStays, "applied 2 by aoki, in force 2", "reverted 2 by mori, in force 1")
	if drafts, err := o.Drafts(ctx); err != nil || len(drafts) != 1 {
		t.Errorf("the draft is to go on with: %v, %v", drafts, err)
	}
}

// TestReconcile: what the dataplane did without the admin process is written down.
func TestReconcile(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	o.apply(g, o.draft("one", aoki), aoki)
	g.reboot(t)
	_, err := o.Reconcile(ctx, g)
	o.must(err)
	o.wantHistory(fromFile, fileStays, "applied 2 by aoki, in force 2", "reverted 2 by sekisho, in force 1")
	o.wantState(2, Reverted)

	_, err = g.keeper.Apply(control.Apply{Policy: text3("console"), Confirm: control.Forever, Revision: control.Revision{ID: "C", Author: "console:root"}})
	o.must(err)
	for range 3 {
		_, err = o.Reconcile(ctx, g)
		o.must(err)
	}
	o.wantHistory(fromFile, fileStays, "applied 2 by aoki, in force 2", "reverted 2 by sekisho, in force 1",
		"applied 3 by console:root, in force 3", "confirmed 3 by console:root, in force 3")

	r := o.apply(g, o.draft("four", aoki), aoki)
	_, err = g.keeper.Confirm(r.ID)
	o.must(err)
	_, err = o.Reconcile(ctx, g)
	o.must(err)
	o.wantState(4, Confirmed)
	if got := o.history(); !strings.HasSuffix(got, "confirmed 4 by console, in force 4") {
		t.Error(got)
	}
}

// TestCutOff: the answer to an apply is lost, and it is written down all the same.
func TestCutOff(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	d := o.draft("one", aoki)
	g.lost = errors.New("connection lost")
	_, _, err := o.Apply(ctx, g, Order{Draft: d.ID, Version: d.Version, By: aoki})
	o.is(err, g.lost)
	o.wantState(2, Preparing)
	o.reopen()
	_, err = o.Reconcile(ctx, g)
	o.must(err)
	o.wantState(2, Pending)
	o.wantHistory(fromFile, fileStays, "applied 2 by aoki, in force 2")
}

// TestNeverSent: the admin process died before the dataplane heard of the change.
func TestNeverSent(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	_, err := o.Reconcile(ctx, g)
	o.must(err)
	d := o.draft("one", aoki)
	_, err = o.prepare(ctx, Order{Draft: d.ID, Version: d.Version, By: aoki})
	o.must(err)
	o.reopen()
	_, err = o.Reconcile(ctx, g)
	o.must(err)
	o.wantState(2, Abandoned)
	o.wantHistory(fromFile, fileStays)
}

// TestRefused: a policy that the dataplane refuses is no revision.
func TestRefused(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	d, err := o.AddDraft(ctx, NewDraft{Name: "bad", Text: "rules: 7"}, aoki)
	o.must(err)
	_, _, err = o.Apply(ctx, g, Order{Draft: d.ID, Version: 1, By: aoki})
	if !control.Is(err, control.Invalid) {
		t.Errorf("%v", err)
	}
	if all, err := o.Revisions(ctx, 0, 10); err != nil || len(all) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	if _, _, err := o.Apply(ctx, g, Order{Draft: d.ID, Version: 1, By: aoki, Confirm: control.Forever}); err == nil {
		t.Error("a change that nobody must confirm")
	}
}

// TestDraftsAreNotLostToEachOther: of two changes of one version the second is refused.
func TestDraftsAreNotLostToEachOther(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	d := o.draft("one", aoki)
	next, err := o.ChangeDraft(ctx, d.ID, d.Version, NewDraft{Name: "one", Text: text3("more")}, mori)
	o.must(err)
	if next.Version != 2 || next.ChangedBy != "mori" || strings.Join(next.Authors, " ") != "aoki mori" {
		t.Errorf("%+v", next)
	}
	_, err = o.ChangeDraft(ctx, d.ID, d.Version, NewDraft{Name: "one", Text: text3("lost")}, aoki)
	o.is(err, ErrConflict)
	o.is(o.RemoveDraft(ctx, d.ID, d.Version), ErrConflict)
	_, _, err = o.Apply(ctx, g, Order{Draft: d.ID, Version: d.Version, By: aoki})
	o.is(err, ErrConflict)
	o.is(o.RemoveDraft(ctx, "none", 1), ErrNotFound)
	o.must(o.RemoveDraft(ctx, d.ID, 2))
	for range maxDrafts {
		o.draft("many", aoki)
	}
	_, err = o.AddDraft(ctx, NewDraft{Name: "one more"}, aoki)
	o.is(err, ErrFull)
}

// TestSecondPerson: somebody who has written nothing of it must agree.
func TestSecondPerson(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	_, err := o.Set(ctx, SecondPerson, []byte("true"), 0, aoki)
	o.must(err)
	d := o.draft("one", aoki)
	_, _, err = o.Apply(ctx, g, Order{Draft: d.ID, Version: 1, By: mori})
	o.is(err, ErrUnapproved)
	_, err = o.Approve(ctx, d.ID, 1, aoki)
	o.is(err, ErrOwn)
	if _, err = o.Approve(ctx, d.ID, 1, Actor{Name: "mori", Token: "t"}); err == nil {
		t.Error("a token approves")
	}
	_, err = o.Approve(ctx, d.ID, 1, mori)
	o.must(err)
	d, err = o.ChangeDraft(ctx, d.ID, 1, NewDraft{Name: "one", Text: text3("changed since")}, aoki)
	o.must(err)
	_, _, err = o.Apply(ctx, g, Order{Draft: d.ID, Version: 2, By: aoki})
	o.is(err, ErrUnapproved)
	d, err = o.Approve(ctx, d.ID, 2, mori)
	o.must(err)
	if len(d.Approvals) != 1 || d.Approvals[0].User != "mori" {
		t.Errorf("%+v", d)
	}
	r, err := o.Revision(ctx, o.apply(g, d, aoki).Number)
	o.must(err)
	if strings.Join(r.ApprovedBy, " ") != "mori" {
		t.Errorf("%+v", r)
	}
	_, err = o.Confirm(ctx, g, r.ID, aoki)
	o.must(err)
	alone := o.draft("emergency", aoki)
	_, _, err = o.Apply(ctx, g, Order{Draft: alone.ID, Version: 1, By: aoki, Alone: true})
	o.must(err)
	entries, err := o.AuditLog(ctx, AuditSearch{Action: "policy.applied", Limit: 1})
	o.must(err)
	if !strings.Contains(string(entries[0]), `"alone":true`) {
		t.Errorf("%s", entries)
	}
}

// TestBlame: a rule is blamed on the revision that last changed its text or its comment, whatever was
// reverted between.
func TestBlame(t *testing.T) {
	o, g := newOffice(t), newGateway(t)
	ctx := t.Context()
	r := o.apply(g, o.draft("one", aoki), aoki)
	_, err := o.Confirm(ctx, g, r.ID, aoki)
	o.must(err)
	reverted := o.apply(g, o.draft("mistake", aoki), aoki)
	_, err = o.Revert(ctx, g, reverted.ID, "", aoki)
	o.must(err)
	d, err := o.AddDraft(ctx, NewDraft{Name: "d", Text: strings.Replace(text3("one"), "allow\ndefault", "block\ndefault", 1)}, mori)
	o.must(err)
	last := o.apply(g, d, mori)
	blame, err := o.Blame(ctx, last.Number)
	o.must(err)
	got := fmt.Sprint(last.Number, " ", blame[0].Rule, blame[0].Revision, blame[0].Author, " ", blame[1].Rule, blame[1].Revision, blame[1].Author, " ", blame[2].Rule, blame[2].Revision, blame[2].Author)
	if want := "4 first1file second2aoki third4mori"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	back, err := o.RollBack(ctx, 2, mori)
	o.must(err)
	if back.Text != text3("one") || back.Base != 4 || back.Name != "back to revision 2" {
		t.Errorf("%+v", back)
	}
	_, err = o.RollBack(ctx, 99, mori)
	o.is(err, ErrNotFound)
}
