package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"sekisho/admin/sqlite"
)

// Bounds of drafts.
const (
	maxDrafts = 100
	maxText   = 4 << 20 // bytes; what a policy file may have
	maxName   = 200
	maxReason = 2000
)

// Draft is a policy that is being written. All who may draft share all drafts.
type Draft struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Text    string `json:"text"`
	Reason  string `json:"reason"` // why; becomes the revision's
	Version int64  `json:"version"`
	// Base is the number of the revision that was in force when the draft began; 0: none was known.
	Base      int       `json:"base"`
	Created   time.Time `json:"created"`
	CreatedBy string    `json:"created_by"`
	Changed   time.Time `json:"changed"`
	ChangedBy string    `json:"changed_by"`
	// Authors are all who have changed the text: none of them may approve it.
	Authors []string `json:"authors"`
	// Approvals are of this version; a change of the draft voids them.
	Approvals []Approval `json:"approvals"`
}

// Approval is a second person's yes.
type Approval struct {
	User string    `json:"user"`
	At   time.Time `json:"at"`
}

const draftColumns = "id, name, text, reason, version, base, created, created_by, changed, changed_by, authors"

func scanDraft(row rowScanner) (d Draft, err error) {
	var created, altered int64
	var authors string
	if err := row.Scan(&d.ID, &d.Name, &d.Text, &d.Reason, &d.Version, &d.Base, &created, &d.CreatedBy, &altered, &d.ChangedBy, &authors); err != nil {
		return Draft{}, found(err)
	}
	d.Created, d.Changed, d.Approvals = moment(created), moment(altered), []Approval{}
	if err := json.Unmarshal([]byte(authors), &d.Authors); err != nil {
		return Draft{}, fmt.Errorf("read a draft's authors: %w", err)
	}
	return d, nil
}

// NewDraft is a draft to begin, or what a draft shall become.
type NewDraft struct {
	Name   string
	Text   string
	Reason string
	Base   int // for AddDraft only
}

func (n NewDraft) check() error {
	switch {
	case len(n.Text) > maxText:
		return fmt.Errorf("text: %d bytes, more than %d", len(n.Text), maxText)
	case n.Name == "" || len(n.Name) > maxName:
		return fmt.Errorf("name: wants 1 to %d bytes", maxName)
	case len(n.Reason) > maxReason:
		return fmt.Errorf("reason: %d bytes, more than %d", len(n.Reason), maxReason)
	}
	return nil
}

// ErrFull says that there are too many of something.
var ErrFull = errors.New("there are too many; remove some first")

// AddDraft begins a draft. Its text need not be a valid policy yet.
func (s *State) AddDraft(ctx context.Context, n NewDraft, by Actor) (Draft, error) {
	if err := n.check(); err != nil {
		return Draft{}, err
	}
	d := s.newDraft(n, by)
	if err := s.write.Update(ctx, func(tx *sql.Tx) error { return insertDraft(ctx, tx, d) }); err != nil {
		return Draft{}, fmt.Errorf("add draft: %w", err)
	}
	return d, nil
}

func (s *State) newDraft(n NewDraft, by Actor) Draft {
	now := s.options.Now().UTC().Truncate(time.Microsecond)
	return Draft{ID: newID(), Name: n.Name, Text: n.Text, Reason: n.Reason, Version: 1, Base: n.Base,
		Created: now, CreatedBy: by.Name, Changed: now, ChangedBy: by.Name, Authors: []string{by.Name}, Approvals: []Approval{}}
}

func insertDraft(ctx context.Context, tx *sql.Tx, d Draft) error {
	authors, err := text(d.Authors)
	if err != nil {
		return err
	}
	was, err := changed(tx.ExecContext(ctx, "INSERT INTO drafts ("+draftColumns+") SELECT ?,?,?,?,?,?,?,?,?,?,? WHERE (SELECT count(*) FROM drafts) < ?",
		d.ID, d.Name, d.Text, d.Reason, d.Version, d.Base, stamp(d.Created), d.CreatedBy, stamp(d.Changed), d.ChangedBy, authors, maxDrafts))
	if err == nil && !was {
		err = ErrFull
	}
	return err
}

// newID names something: 96 random bits.
func newID() string {
	b := make([]byte, 12)
	rand.Read(b) // never fails, crypto/rand
	return hex.EncodeToString(b)
}

// Draft finds a draft by its ID.
func (s *State) Draft(ctx context.Context, id string) (Draft, error) {
	d, err := scanDraft(s.read.QueryRowContext(ctx, "SELECT "+draftColumns+" FROM drafts WHERE id = ?", id))
	if err != nil {
		return Draft{}, err
	}
	d.Approvals, err = collect(ctx, s.read, scanApproval, "SELECT user, at FROM approvals WHERE draft = ? AND version = ? ORDER BY at", id, d.Version)
	return d, err
}

func scanApproval(row rowScanner) (a Approval, err error) {
	var at int64
	err = row.Scan(&a.User, &at)
	a.At = moment(at)
	return a, err
}

// Drafts lists the drafts without their texts and approvals, the last changed first.
func (s *State) Drafts(ctx context.Context) ([]Draft, error) {
	return collect(ctx, s.read, scanDraft, "SELECT id, name, '', reason, version, base, created, created_by, changed, changed_by, authors FROM drafts ORDER BY changed DESC, id")
}

// ChangeDraft replaces a draft's name, text and reason if its version is still the one that was read. ErrConflict: it
// was changed meanwhile.
func (s *State) ChangeDraft(ctx context.Context, id string, version int64, n NewDraft, by Actor) (Draft, error) {
	if err := n.check(); err != nil {
		return Draft{}, err
	}
	err := s.write.Update(ctx, func(tx *sql.Tx) error {
		d, err := draftAt(ctx, tx, id, version)
		if err != nil {
			return err
		}
		authors := d.Authors
		if d.Text != n.Text && !slices.Contains(authors, by.Name) {
			authors = append(authors, by.Name)
		}
		list, err := text(authors)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE drafts SET name = ?, text = ?, reason = ?, version = version + 1, changed = ?, changed_by = ?, authors = ? WHERE id = ?",
			n.Name, n.Text, n.Reason, stamp(s.options.Now()), by.Name, list, id)
		return err
	})
	if err != nil {
		return Draft{}, fmt.Errorf("change draft: %w", err)
	}
	return s.Draft(ctx, id)
}

// draftAt reads a draft that must still have a version.
func draftAt(ctx context.Context, tx *sql.Tx, id string, version int64) (Draft, error) {
	d, err := scanDraft(tx.QueryRowContext(ctx, "SELECT "+draftColumns+" FROM drafts WHERE id = ?", id))
	if err == nil && d.Version != version {
		err = ErrConflict
	}
	return d, err
}

// RemoveDraft removes a draft that still has a version.
func (s *State) RemoveDraft(ctx context.Context, id string, version int64) error {
	err := s.write.Update(ctx, func(tx *sql.Tx) error {
		if _, err := draftAt(ctx, tx, id, version); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM drafts WHERE id = ?", id)
		return err
	})
	if err != nil {
		return fmt.Errorf("remove draft: %w", err)
	}
	return nil
}

// ErrOwn says that nobody approves what they have written.
var ErrOwn = errors.New("a draft is approved by somebody who has not written any of it")

// Approve notes that somebody else agrees with a version of a draft. Programs can't: by must not be a token.
func (s *State) Approve(ctx context.Context, id string, version int64, by Actor) (Draft, error) {
	if by.Token != "" {
		return Draft{}, errors.New("approve draft: a token can't approve")
	}
	err := s.write.Update(ctx, func(tx *sql.Tx) error {
		d, err := draftAt(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if slices.Contains(d.Authors, by.Name) {
			return ErrOwn
		}
		_, err = tx.ExecContext(ctx, "INSERT OR IGNORE INTO approvals VALUES "+sqlite.Placeholders(4), id, version, by.Name, stamp(s.options.Now()))
		return err
	})
	if err != nil {
		return Draft{}, fmt.Errorf("approve draft: %w", err)
	}
	return s.Draft(ctx, id)
}
