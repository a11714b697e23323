package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sekisho/dataplane/control"
)

// fileID is the dataplane's ID of the policy file, whatever it says.
const fileID = "file"

// Reconcile asks the dataplane what is in force and writes down what happened without the admin process: changes from
// the console or of the policy file, changes taken back or confirmed. It returns the dataplane's answer. It is to
// be called at the start and now and then.
func (s *State) Reconcile(ctx context.Context, d Dataplane) (control.State, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	return s.reconcile(ctx, d)
}

func (s *State) reconcile(ctx context.Context, d Dataplane) (control.State, error) {
	st, err := d.Policy(ctx)
	if err != nil {
		return control.State{}, fmt.Errorf("ask the dataplane for its policy: %w", err)
	}
	settled, err := s.settled(ctx, st)
	if err != nil || settled {
		return st, err
	}
	err = s.write.Update(ctx, func(tx *sql.Tx) error { return s.catchUp(ctx, tx, st) })
	if err != nil {
		return control.State{}, fmt.Errorf("write down what the dataplane did: %w", err)
	}
	return st, nil
}

// settled reports whether there is nothing to write down, without waiting for any writer.
func (s *State) settled(ctx context.Context, st control.State) (yes bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM revisions WHERE state = ?1)
		AND EXISTS (SELECT 1 FROM revisions WHERE id = ?2 AND number = (SELECT in_force FROM changes ORDER BY number DESC LIMIT 1)
			AND (state <> ?3 OR ?4))`, Preparing, idOf(st), Pending, st.Pending != nil).Scan(&yes)
	return yes, err
}

// idOf names what is in force: the policy file by what it says.
func idOf(st control.State) string {
	if st.Revision.ID == fileID {
		return fileID + "-" + Fingerprint(st.Policy)
	}
	return st.Revision.ID
}

func (s *State) catchUp(ctx context.Context, tx *sql.Tx, st control.State) error {
	before, err := s.believed(ctx, tx)
	if err != nil {
		return err
	}
	now, isNew, err := s.adopt(ctx, tx, st)
	if err != nil {
		return err
	}
	if err := s.abandon(ctx, tx, now); err != nil {
		return err
	}
	if now.Number != before.Number {
		if err := s.moved(ctx, tx, before, now, isNew); err != nil {
			return err
		}
	}
	now, err = revisionByID(ctx, tx, now.ID)
	if err != nil || now.State != Pending || st.Pending != nil {
		return err
	}
	by := Actor{Name: "console"}
	if isNew {
		by.Name = now.Author
	}
	return s.confirmed(ctx, tx, now, by)
}

// believed is the revision that was in force as far as was known; the zero one where none was.
func (s *State) believed(ctx context.Context, tx *sql.Tx) (Revision, error) {
	number, err := inForce(ctx, tx)
	if err != nil || number == 0 {
		return Revision{}, err
	}
	return scanRevision(tx.QueryRowContext(ctx, "SELECT "+revisionColumns+" FROM revisions WHERE number = ?", number))
}

// adopt finds the revision that the dataplane has in force, or makes one of what it says.
func (s *State) adopt(ctx context.Context, tx *sql.Tx, st control.State) (r Revision, isNew bool, err error) {
	r, err = revisionByID(ctx, tx, idOf(st))
	if !errors.Is(err, ErrNotFound) {
		return r, false, err
	}
	r = Revision{ID: idOf(st), Author: st.Revision.Author, Reason: st.Revision.Reason, Text: st.Policy, Version: st.Revision.Version,
		Created: st.Revision.Applied, State: Pending}
	if st.Revision.ID == fileID {
		r.Author, r.Reason = fileID, "the policy file"
	}
	if r.Created.IsZero() {
		r.Created = s.options.Now().UTC()
	}
	if r.Parent, err = inForce(ctx, tx); err != nil {
		return Revision{}, false, err
	}
	return r, true, insertRevision(ctx, tx, &r)
}

// abandon gives up revisions that the dataplane never answered about, but for the one in force.
func (s *State) abandon(ctx context.Context, tx *sql.Tx, now Revision) error {
	_, err := tx.ExecContext(ctx, "UPDATE revisions SET state = ? WHERE state = ? AND number <> ?", Abandoned, Preparing, now.Number)
	return err
}

// moved writes down that another revision is in force than was known.
func (s *State) moved(ctx context.Context, tx *sql.Tx, before, now Revision, isNew bool) error {
	applied := isNew || now.State == Preparing
	if before.State == Pending && (!applied || now.Author == fileID) {
		before.State = Reverted
		return s.step(ctx, tx, before, Change{Action: Reverted, InForce: now.Number, Actor: system, Reason: "taken back by the dataplane"}, nil)
	}
	if before.State == Pending {
		if _, err := tx.ExecContext(ctx, "UPDATE revisions SET state = ? WHERE number = ?", Superseded, before.Number); err != nil {
			return err
		}
	}
	c := Change{Action: Found, InForce: now.Number, Actor: system}
	if applied {
		now.State = Pending
		c.Action, c.Actor, c.Reason = Applied, Actor{Name: now.Author, Token: now.Token}, now.Reason
	}
	return s.step(ctx, tx, now, c, nil)
}
