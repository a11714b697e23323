package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Restoring says what of a backup is to be restored, beside its policy.
type Restoring struct {
	Users    bool // accounts whose names are not taken, with their saved queries
	Settings bool // and destinations whose names are not taken, which are shipped to from the next start
	Keys     bool // certificates, in place of those of the same name; they count from the next start
}

// Restored says what was restored.
type Restored struct {
	// Draft has the policy that was in force, to be looked at and applied like any other; nil: the backup has none.
	Draft     *Draft   `json:"draft"`
	Revisions int      `json:"revisions"` // added to the history
	Users     []string `json:"users"`     // added
	Kept      []string `json:"kept"`      // accounts that were there already, and stay as they are
	Settings  []string `json:"settings"`  // changed
	Queries   int      `json:"queries"`
	// Destinations were added.
	Destinations []string `json:"destinations"`
	Keys         int      `json:"keys"`
}

// Restore brings back what a backup holds. Nothing that is there is lost: its policies become old revisions,
// and the one that was in force a draft; accounts that exist stay. All of it but the keys happens, or nothing.
func (s *State) Restore(ctx context.Context, b Backup, what Restoring, by Actor) (r Restored, err error) {
	r = Restored{Users: []string{}, Kept: []string{}, Settings: []string{}, Destinations: []string{}}
	err = s.write.Update(ctx, func(tx *sql.Tx) error { return s.restore(ctx, tx, b, what, by, &r) })
	if err == nil && what.Keys {
		r.Keys, err = len(b.Keys), s.restoreKeys(b.Keys)
	}
	if err != nil {
		return Restored{}, fmt.Errorf("restore backup: %w", err)
	}
	return r, nil
}

func (s *State) restore(ctx context.Context, tx *sql.Tx, b Backup, what Restoring, by Actor, r *Restored) error {
	now, err := s.restoreRevisions(ctx, tx, b, r)
	if err == nil && what.Users {
		err = s.restoreUsers(ctx, tx, b, r)
	}
	if err == nil && what.Settings {
		err = errors.Join(s.restoreSettings(ctx, tx, b, by, r), s.restoreDestinations(ctx, tx, b, by, r))
	}
	if err != nil {
		return err
	}
	return s.restoreDraft(ctx, tx, b, now, by, r)
}

// restoreRevisions adds the revisions that are not here yet, and returns the one that was in force.
func (s *State) restoreRevisions(ctx context.Context, tx *sql.Tx, b Backup, r *Restored) (inForce Revision, err error) {
	numbers := map[int]int{} // here, by those of the backup
	for _, old := range b.Revisions {
		was := old.Number
		here, err := revisionByID(ctx, tx, old.ID)
		if errors.Is(err, ErrNotFound) {
			here = old
			here.Parent, here.State = numbers[old.Parent], Imported
			if err = (NewDraft{Name: "imported", Text: here.Text, Reason: here.Reason}).check(); err == nil {
				err = insertRevision(ctx, tx, &here)
			}
			r.Revisions++
		}
		if err != nil {
			return Revision{}, fmt.Errorf("revision %d: %w", was, err)
		}
		numbers[was] = here.Number
		if was == b.InForce {
			inForce = here
		}
	}
	return inForce, nil
}

func (s *State) restoreDraft(ctx context.Context, tx *sql.Tx, b Backup, from Revision, by Actor, r *Restored) error {
	if from.Number == 0 {
		return nil
	}
	base, err := inForce(ctx, tx)
	if err != nil {
		return err
	}
	name := "restored from the backup of " + b.Made.UTC().Format(time.RFC3339)
	d := s.newDraft(NewDraft{Name: name, Text: from.Text, Reason: name, Base: base}, by)
	r.Draft = &d
	return insertDraft(ctx, tx, d)
}

func (s *State) restoreUsers(ctx context.Context, tx *sql.Tx, b Backup, r *Restored) error {
	ids := map[string]string{}
	for _, u := range b.Users {
		u.Version = 1
		err := insertUser(ctx, tx, u)
		switch {
		case errors.Is(err, ErrConflict):
			r.Kept = append(r.Kept, u.Name)
			continue
		case err != nil:
			return err
		}
		ids[u.Name] = u.ID
		r.Users = append(r.Users, u.Name)
	}
	return s.restoreQueries(ctx, tx, b, ids, r)
}

// restoreQueries adds the saved queries of the accounts that were added; ids has them by name.
func (s *State) restoreQueries(ctx context.Context, tx *sql.Tx, b Backup, ids map[string]string, r *Restored) error {
	for _, q := range b.Queries {
		if q.Owner = ids[q.Account]; q.Owner == "" || q.check() != nil {
			continue
		}
		_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO queries ("+queryColumns+") VALUES (?,?,?,?,?,1,?)", newID(), q.Owner, q.Name, q.Query.Query, q.Shared, stamp(s.options.Now()))
		if err != nil {
			return err
		}
		r.Queries++
	}
	return nil
}

// restoreSettings leaves it that a second person is needed: who restores may be alone.
func (s *State) restoreSettings(ctx context.Context, tx *sql.Tx, b Backup, by Actor, r *Restored) error {
	for _, v := range b.Settings {
		if err := checkSetting(v.Name, v.Value); err != nil {
			return err
		}
		if v.Name == SecondPersonOff || v.Name == SecondPerson && string(v.Value) != "true" {
			continue
		}
		was, err := changed(tx.ExecContext(ctx, `INSERT INTO settings VALUES (?1, ?2, 1, ?3, ?4)
			ON CONFLICT (name) DO UPDATE SET value = ?2, version = version + 1, changed = ?3, changed_by = ?4 WHERE value <> ?2`,
			v.Name, string(v.Value), stamp(s.options.Now()), by.Name))
		if err != nil {
			return err
		}
		if was {
			r.Settings = append(r.Settings, v.Name)
		}
	}
	return nil
}

func (s *State) restoreDestinations(ctx context.Context, tx *sql.Tx, b Backup, by Actor, r *Restored) error {
	for _, d := range b.Destinations {
		if err := d.check(); err != nil {
			return err
		}
		was, err := changed(tx.ExecContext(ctx, "INSERT INTO destinations ("+destinationColumns+") SELECT ?1,?2,?3,1,?4,?5 WHERE (SELECT count(*) FROM destinations) < ?6 ON CONFLICT DO NOTHING",
			d.Name, string(d.Config), d.Secret, stamp(s.options.Now()), by.Name, maxDestinations))
		if err != nil {
			return err
		}
		if was {
			r.Destinations = append(r.Destinations, d.Name)
		}
	}
	return nil
}

// restoreKeys puts the files in place, each as a whole.
func (s *State) restoreKeys(keys map[string][]byte) error {
	if err := os.MkdirAll(s.keysDir(), 0o700); err != nil {
		return err
	}
	for name, data := range keys {
		path := filepath.Join(s.keysDir(), name)
		if err := errors.Join(os.WriteFile(path+".new", data, 0o600), syncFile(path+".new"), os.Rename(path+".new", path)); err != nil {
			return err
		}
	}
	return syncFile(s.keysDir())
}
