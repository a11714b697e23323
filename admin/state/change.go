package state

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sekisho/dataplane/control"
)

// Dataplane is whom changes are asked of; control.Client is one.
type Dataplane interface {
	Policy(ctx context.Context) (control.State, error)
	Apply(ctx context.Context, a control.Apply) (control.State, error)
	Confirm(ctx context.Context, c control.Change) (control.State, error)
	Revert(ctx context.Context, c control.Change) (control.State, error)
}

// Order asks to put a draft in force.
type Order struct {
	Draft   string
	Version int64 // of the draft, as it was looked at
	Confirm int   // seconds, as control.Apply has it; never control.Forever
	By      Actor
	// Replaces is the number of the revision that was in force when the draft was last compared with it; 0: when the
	// draft began.
	Replaces int
	// Alone says that in an emergency no second person is waited for. The audit log has it.
	Alone bool
}

// ErrUnapproved says that a second person must approve first.
var ErrUnapproved = errors.New("the draft must be approved by a second person first")

// OvertakenError says that another revision has come in force since a draft began: to apply the draft would silently undo
// what that one changed.
type OvertakenError struct{ Base, InForce int }

func (e *OvertakenError) Error() string {
	return fmt.Sprintf("revision %d is in force, and the draft was made for revision %d: see what it would undo, then say that it replaces %d", e.InForce, e.Base, e.InForce)
}

// replaces fails if the draft was made for another revision than the one in force.
func replaces(d Draft, o Order, inForce int) error {
	base := cmp.Or(o.Replaces, d.Base)
	if base == 0 || base == inForce { // 0: none was known
		return nil
	}
	return &OvertakenError{base, inForce}
}

// Apply makes a revision of a draft and has the dataplane put it in force, until Confirm is called or its time
// is over. What the dataplane answers is returned with it. The draft stays until it is confirmed. A *control.Error tells
// why the dataplane refuses.
//
// Apply, Confirm, Revert and Reconcile write the audit log themselves.
func (s *State) Apply(ctx context.Context, d Dataplane, o Order) (Revision, control.State, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	if o.Confirm == control.Forever {
		return Revision{}, control.State{}, errors.New("apply policy: a change must be confirmed")
	}
	if _, err := s.reconcile(ctx, d); err != nil {
		return Revision{}, control.State{}, err
	}
	r, err := s.prepare(ctx, o)
	if err != nil {
		return Revision{}, control.State{}, fmt.Errorf("apply policy: %w", err)
	}
	st, err := d.Apply(ctx, control.Apply{Policy: r.Text, Confirm: o.Confirm, Revision: control.Revision{
		ID: r.ID, Number: r.Number, Author: r.Author, Reason: r.Reason}})
	if err != nil {
		return Revision{}, control.State{}, errors.Join(err, s.refused(r, o, err))
	}
	r.State = Pending
	err = s.write.Update(context.WithoutCancel(ctx), func(tx *sql.Tx) error {
		return s.step(ctx, tx, r, Change{Action: Applied, InForce: r.Number, Actor: o.By, Reason: r.Reason}, object{"alone": o.Alone, "approved_by": r.ApprovedBy})
	})
	return r, st, err
}

// prepare writes a revision down before the dataplane hears of it.
func (s *State) prepare(ctx context.Context, o Order) (r Revision, err error) {
	approvals, err := s.approved(ctx, o)
	if err != nil {
		return Revision{}, err
	}
	err = s.write.Update(ctx, func(tx *sql.Tx) error {
		draft, err := draftAt(ctx, tx, o.Draft, o.Version)
		if err != nil {
			return err
		}
		r = Revision{ID: newID(), Author: o.By.Name, Token: o.By.Token, Reason: draft.Reason, Text: draft.Text,
			Version: Fingerprint(draft.Text)[:12], ApprovedBy: approvals, Created: s.options.Now().UTC(), State: Preparing,
			draft: draft.ID, draftVersion: draft.Version}
		if r.Parent, err = inForce(ctx, tx); err != nil {
			return err
		}
		if err := replaces(draft, o, r.Parent); err != nil {
			return err
		}
		return insertRevision(ctx, tx, &r)
	})
	return r, err
}

// approved lists who approved the draft, and fails if somebody must and nobody has.
func (s *State) approved(ctx context.Context, o Order) (by []string, err error) {
	d, err := s.Draft(ctx, o.Draft)
	if err != nil {
		return nil, err
	}
	if d.Version != o.Version {
		return nil, ErrConflict
	}
	for _, a := range d.Approvals {
		by = append(by, a.User)
	}
	needed, err := s.Flag(ctx, SecondPerson)
	if err == nil && needed && len(by) == 0 && !o.Alone {
		err = ErrUnapproved
	}
	return by, err
}

// refused forgets a revision that the dataplane did not take. Where it is not known whether it did, Reconcile
// will tell.
func (s *State) refused(r Revision, o Order, why error) error {
	if !errors.As(why, new(*control.Error)) {
		return nil
	}
	ctx := context.Background()
	return s.write.Update(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM revisions WHERE number = ?", r.Number); err != nil {
			return err
		}
		return s.audit(ctx, tx, Entry{Actor: o.By, Action: "policy.refused", Object: "draft " + o.Draft, After: Fingerprint(r.Text)})
	})
}

// step writes down what became of a revision, in the history and in the audit log.
func (s *State) step(ctx context.Context, tx *sql.Tx, r Revision, c Change, detail object) error {
	before, err := textInForce(ctx, tx)
	if err != nil {
		return err
	}
	if err := s.insertChange(ctx, tx, r, c); err != nil {
		return err
	}
	after, err := textInForce(ctx, tx)
	if err != nil {
		return err
	}
	return s.audit(ctx, tx, Entry{Actor: c.Actor, Action: "policy." + c.Action, Object: fmt.Sprintf("revision %d", r.Number),
		Before: before, After: after, Detail: withReason(detail, c.Reason)})
}

func (s *State) insertChange(ctx context.Context, tx *sql.Tx, r Revision, c Change) error {
	actor, err := text(c.Actor)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE revisions SET state = ? WHERE number = ?", r.State, r.Number); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO changes ("+changeColumns+") SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM changes",
		stamp(s.options.Now()), c.Action, r.Number, c.InForce, actor, c.Reason)
	return err
}

func withReason(detail object, reason string) object {
	all := object{}
	for name, v := range detail {
		all[name] = v
	}
	if reason != "" {
		all["reason"] = reason
	}
	return all
}

// textInForce gives the fingerprint of the policy in force, "" where none is known.
func textInForce(ctx context.Context, tx *sql.Tx) (string, error) {
	number, err := inForce(ctx, tx)
	if err != nil || number == 0 {
		return "", err
	}
	var policy string
	err = tx.QueryRowContext(ctx, "SELECT text FROM revisions WHERE number = ?", number).Scan(&policy)
	return Fingerprint(policy), err
}

// Confirm lets the change with this ID stay. Its draft, if nobody has gone on with it, is done.
func (s *State) Confirm(ctx context.Context, d Dataplane, id string, by Actor) (control.State, error) {
	return s.settle(ctx, d, id, func() (control.State, error) { return d.Confirm(ctx, control.Change{ID: id}) },
		func(tx *sql.Tx, r Revision, _ control.State) error { return s.confirmed(ctx, tx, r, by) })
}

// Revert takes the change with this ID back before its time.
func (s *State) Revert(ctx context.Context, d Dataplane, id, reason string, by Actor) (control.State, error) {
	return s.settle(ctx, d, id, func() (control.State, error) { return d.Revert(ctx, control.Change{ID: id, Reason: reason}) },
		func(tx *sql.Tx, r Revision, st control.State) error {
			now, _, err := s.adopt(ctx, tx, st)
			if err != nil {
				return err
			}
			r.State = Reverted
			return s.step(ctx, tx, r, Change{Action: Reverted, InForce: now.Number, Actor: by, Reason: reason}, nil)
		})
}

// settle asks the dataplane to end the wait for a confirmation, and writes down what came of it.
func (s *State) settle(ctx context.Context, d Dataplane, id string, ask func() (control.State, error),
	note func(*sql.Tx, Revision, control.State) error) (control.State, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	if _, err := s.reconcile(ctx, d); err != nil {
		return control.State{}, err
	}
	st, err := ask()
	if err != nil {
		return control.State{}, err
	}
	return st, s.write.Update(context.WithoutCancel(ctx), func(tx *sql.Tx) error {
		r, err := revisionByID(ctx, tx, id)
		if err != nil {
			return err
		}
		return note(tx, r, st)
	})
}

func (s *State) confirmed(ctx context.Context, tx *sql.Tx, r Revision, by Actor) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM drafts WHERE id = ? AND version = ?", r.draft, r.draftVersion); err != nil {
		return err
	}
	r.State = Confirmed
	return s.step(ctx, tx, r, Change{Action: Confirmed, InForce: r.Number, Actor: by}, nil)
}

func revisionByID(ctx context.Context, tx *sql.Tx, id string) (Revision, error) {
	return scanRevision(tx.QueryRowContext(ctx, "SELECT "+revisionColumns+" FROM revisions WHERE id = ?", id))
}
