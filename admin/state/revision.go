package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"sekisho/admin/compare"
	"sekisho/admin/sqlite"
	"sekisho/dataplane/policy"
)

// States of a revision.
const (
	// Preparing is one that the dataplane has not answered about yet; after a crash Reconcile settles it.
	Preparing = "preparing"
	Pending   = "pending"   // in force, to be confirmed
	Confirmed = "confirmed" // is in force, or was until the next
	Reverted  = "reverted"  // taken back, not confirmed
	// Superseded is one that waited for its confirmation when it was last seen, and another was in force
	// after that: the events tell what became of it.
	Superseded = "superseded"
	// Abandoned is one of which the admin process was cut off before it knew whether the dataplane took it; it is
	// not in force.
	Abandoned = "abandoned"
)

// Revision is a policy that was put in force, or was to be.
type Revision struct {
	Number int    `json:"number"` // from 1
	ID     string `json:"id"`     // that the dataplane knows it by
	// Parent is the number of the revision that was in force before; 0: none is known.
	Parent     int       `json:"parent"`
	Author     string    `json:"author"`
	Token      string    `json:"token,omitempty"` // ID of the API token that was used
	Reason     string    `json:"reason"`
	Text       string    `json:"text,omitempty"`
	Version    string    `json:"version"` // as events have it in rule.version
	ApprovedBy []string  `json:"approved_by,omitempty"`
	Created    time.Time `json:"created"`
	State      string    `json:"state"`

	draft        string // that it was made of
	draftVersion int64
}

const revisionColumns = "number, id, parent, author, token, reason, text, version, approved_by, draft, draft_version, created, state"

func scanRevision(row rowScanner) (r Revision, err error) {
	var created int64
	var approved string
	err = row.Scan(&r.Number, &r.ID, &r.Parent, &r.Author, &r.Token, &r.Reason, &r.Text, &r.Version, &approved, &r.draft, &r.draftVersion, &created, &r.State)
	if err != nil {
		return Revision{}, found(err)
	}
	r.Created = moment(created)
	if err := json.Unmarshal([]byte(approved), &r.ApprovedBy); err != nil {
		return Revision{}, fmt.Errorf("read a revision's approvals: %w", err)
	}
	return r, nil
}

// Revision finds a revision by its number.
func (s *State) Revision(ctx context.Context, number int) (Revision, error) {
	return scanRevision(s.read.QueryRowContext(ctx, "SELECT "+revisionColumns+" FROM revisions WHERE number = ?", number))
}

// Text gives the text of the policy that events call by a version; ErrNotFound: no revision has it.
func (s *State) Text(ctx context.Context, version string) (policy string, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT text FROM revisions WHERE version = ? LIMIT 1", version).Scan(&policy)
	return policy, found(err)
}

// Revisions lists at most limit revisions (1 to 1000) before a number (0: the last ones), without their texts, the newest first.
func (s *State) Revisions(ctx context.Context, before, limit int) ([]Revision, error) {
	if limit < 1 || limit > 1000 {
		return nil, fmt.Errorf("list revisions: limit must be 1 to 1000, not %d", limit)
	}
	return collect(ctx, s.read, scanRevision, `SELECT number, id, parent, author, token, reason, '', version, approved_by, draft, draft_version, created, state
		FROM revisions WHERE ?1 = 0 OR number < ?1 ORDER BY number DESC LIMIT ?2`, before, limit)
}

// origin says in which revision a rule last changed.
type origin struct {
	Hash  string `json:"hash"` // of its text
	Since int    `json:"since"`
}

// blameOf compares the rules of a text with those of its parent.
func blameOf(text string, number int, parent map[string]origin) map[string]origin {
	now := map[string]origin{}
	p, err := policy.Parse("", []byte(text))
	if err != nil {
		return now // the dataplane has it in force, so a newer version of it understands what this one doesn't
	}
	for _, b := range compare.Blocks(p, text) {
		o := origin{Fingerprint(b.Text), number}
		if was, ok := parent[b.ID]; ok && was.Hash == o.Hash {
			o = was
		}
		now[b.ID] = o
	}
	return now
}

// insertRevision gives a revision the next number.
func insertRevision(ctx context.Context, tx *sql.Tx, r *Revision) error {
	var parent string
	err := tx.QueryRowContext(ctx, "SELECT (SELECT coalesce(max(number), 0) + 1 FROM revisions), coalesce((SELECT blame FROM revisions WHERE number = ?), '{}')", r.Parent).Scan(&r.Number, &parent)
	if err != nil {
		return err
	}
	before := map[string]origin{}
	if err := json.Unmarshal([]byte(parent), &before); err != nil {
		return fmt.Errorf("read the last changes of rules: %w", err)
	}
	blame, err := text(blameOf(r.Text, r.Number, before))
	if err != nil {
		return err
	}
	approved, err := text(r.ApprovedBy)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO revisions ("+revisionColumns+", blame) VALUES "+sqlite.Placeholders(14),
		r.Number, r.ID, r.Parent, r.Author, r.Token, r.Reason, r.Text, r.Version, approved, r.draft, r.draftVersion, stamp(r.Created), r.State, blame)
	return err
}

// Blame says who last changed a rule, its comments included.
type Blame struct {
	Rule     string    `json:"rule"`
	Revision int       `json:"revision"`
	Author   string    `json:"author"`
	Reason   string    `json:"reason"`
	At       time.Time `json:"at"`
}

// Blame tells of each rule of a revision which revision last changed it, in the order of the rules' IDs.
func (s *State) Blame(ctx context.Context, number int) ([]Blame, error) {
	scan := func(row rowScanner) (b Blame, err error) {
		var at int64
		err = row.Scan(&b.Rule, &b.Revision, &b.Author, &b.Reason, &at)
		b.At = moment(at)
		return b, err
	}
	return collect(ctx, s.read, scan, `SELECT rule.key, r.number, r.author, r.reason, r.created
		FROM revisions AS of, json_each(of.blame) AS rule JOIN revisions AS r ON r.number = rule.value->>'since'
		WHERE of.number = ? ORDER BY rule.key`, number)
}

// RollBack begins a draft with the text of an old revision, to replace the one in force.
func (s *State) RollBack(ctx context.Context, number int, by Actor) (Draft, error) {
	r, err := s.Revision(ctx, number)
	if err != nil {
		return Draft{}, err
	}
	base, err := s.InForce(ctx)
	if err != nil {
		return Draft{}, err
	}
	name := fmt.Sprintf("back to revision %d", number)
	return s.AddDraft(ctx, NewDraft{Name: name, Text: r.Text, Reason: name, Base: base}, by)
}

// Change is a step of the history of what is in force.
type Change struct {
	Number int       `json:"number"`
	At     time.Time `json:"at"`
	// Action is applied, confirmed, reverted or found (the dataplane has it in force, and it is not known why).
	Action   string `json:"action"`
	Revision int    `json:"revision"` // that the action is about
	InForce  int    `json:"in_force"` // after it
	Actor    Actor  `json:"actor"`
	Reason   string `json:"reason"`
}

// Actions of a Change.
const (
	Applied = "applied"
	Found   = "found"
)

func scanChange(row rowScanner) (c Change, err error) {
	var at int64
	var actor string
	if err := row.Scan(&c.Number, &at, &c.Action, &c.Revision, &c.InForce, &actor, &c.Reason); err != nil {
		return Change{}, found(err)
	}
	c.At = moment(at)
	if err := json.Unmarshal([]byte(actor), &c.Actor); err != nil {
		return Change{}, fmt.Errorf("read who changed the policy: %w", err)
	}
	return c, nil
}

const changeColumns = "number, at, action, revision, in_force, actor, reason"

// Changes lists at most limit steps of the history (1 to 1000), the newest first: of a revision, or all for 0.
func (s *State) Changes(ctx context.Context, revision, limit int) ([]Change, error) {
	if limit < 1 || limit > 1000 {
		return nil, fmt.Errorf("list changes: limit must be 1 to 1000, not %d", limit)
	}
	return collect(ctx, s.read, scanChange, "SELECT "+changeColumns+" FROM changes WHERE ?1 = 0 OR revision = ?1 ORDER BY number DESC LIMIT ?2", revision, limit)
}

// InForce is the number of the revision in force as far as is written down; 0: none is.
func (s *State) InForce(ctx context.Context) (int, error) { return inForce(ctx, s.read.DB) }

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func inForce(ctx context.Context, q querier) (number int, err error) {
	err = q.QueryRowContext(ctx, "SELECT coalesce((SELECT in_force FROM changes ORDER BY number DESC LIMIT 1), 0)").Scan(&number)
	return number, err
}
