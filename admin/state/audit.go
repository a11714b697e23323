package state

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"time"
)

// Actor is who does something.
type Actor struct {
	// Name is that of an account, "console:" and one of the operating system, or "sekisho" itself.
	Name string `json:"name"`
	// Token is the ID of the API token that was used, and Address where the request came from.
	Token   string     `json:"token,omitempty"`
	Address netip.Addr `json:"address,omitzero"`
	// Request is the ID of the request; the audit log has it as Entry.Request.
	Request string `json:"-"`
}

// system is what the appliance does of itself.
var system = Actor{Name: "sekisho"}

// Entry is a line of the audit log. None of it may be a secret: the auditor reads it, and it is
// sent away.
type Entry struct {
	Sequence int64     `json:"sequence"` // from 1, gapless; given by Audit
	At       time.Time `json:"at"`       // UTC; given by Audit
	Actor    Actor     `json:"actor"`
	Action   string    `json:"action"`           // such as policy.apply
	Object   string    `json:"object,omitempty"` // that it was done to, such as "revision 7"
	// Before and After are SHA-256 of what the object was and is, in hexadecimal digits; see Fingerprint.
	Before  string         `json:"before,omitempty"`
	After   string         `json:"after,omitempty"`
	Request string         `json:"request,omitempty"` // given by Audit
	Detail  map[string]any `json:"detail,omitempty"`
}

// Fingerprint gives what Entry.Before and After have.
func Fingerprint(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }

// maxEntry bounds an entry in bytes.
const maxEntry = 32 << 10

// Audit appends an entry. It is durable when the call returns; nobody should be told that
// something was done before.
//
// The entry's hash is SHA-256 of the hash before it and the entry as JSON, of which the database keeps every
// byte (the fields in the order above, the keys of Detail sorted). Before the first stand 32 zero bytes.
func (s *State) Audit(ctx context.Context, e Entry) error {
	err := s.write.Update(ctx, func(tx *sql.Tx) error { return s.audit(ctx, tx, e) })
	if err != nil {
		return fmt.Errorf("write audit log: %w", err)
	}
	return nil
}

// audit appends within a transaction that does what the entry tells of.
func (s *State) audit(ctx context.Context, tx *sql.Tx, e Entry) error {
	last, err := scanLink(tx.QueryRowContext(ctx, lastLink))
	if err != nil {
		return err
	}
	e.Sequence, e.At, e.Request = last.sequence+1, s.options.Now().UTC(), e.Actor.Request
	body, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if len(body) > maxEntry {
		return fmt.Errorf("entry of %d bytes, more than %d", len(body), maxEntry)
	}
	next := last.next(body)
	_, err = tx.ExecContext(ctx, "INSERT INTO audit (sequence, body, hash) VALUES (?, ?, ?)", next.sequence, string(body), next.hash[:])
	return err
}

// link is a place in the chain; the zero link is its beginning.
type link struct {
	sequence int64
	hash     [sha256.Size]byte
}

func (l link) next(body []byte) link {
	return link{l.sequence + 1, sha256.Sum256(append(l.hash[:], body...))}
}

const lastLink = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"

func scanLink(row rowScanner) (l link, err error) {
	var hash []byte
	err = row.Scan(&l.sequence, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return link{}, nil
	}
	copy(l.hash[:], hash)
	return l, err
}

// AuditSearch selects entries. Zero values select all.
type AuditSearch struct {
	Actor  string
	Action string // or what actions begin with, such as "policy."
	From   time.Time
	To     time.Time // before it
	Before int64     // sequence number that the page ends at, for the next page
	Limit  int       // 1 to 1000; 0: 100
}

// AuditLog lists entries, the newest first, as they are stored.
func (s *State) AuditLog(ctx context.Context, q AuditSearch) ([]json.RawMessage, error) {
	if q.Limit == 0 {
		q.Limit = 100
	}
	if q.Limit < 1 || q.Limit > 1000 {
		return nil, fmt.Errorf("read audit log: limit must be 1 to 1000, not %d", q.Limit)
	}
	scan := func(row rowScanner) (body json.RawMessage, err error) { return body, row.Scan((*[]byte)(&body)) }
	all, err := collect(ctx, s.read, scan, `SELECT body FROM audit
		WHERE (?1 = '' OR actor = ?1) AND substr(action, 1, length(?2)) = ?2 AND (?3 = '' OR at >= ?3) AND (?4 = '' OR at < ?4)
		AND (?5 = 0 OR sequence < ?5) ORDER BY sequence DESC LIMIT ?6`,
		q.Actor, q.Action, bound(q.From), bound(q.To), q.Before, q.Limit)
	if err != nil {
		return nil, fmt.Errorf("read audit log: %w", err)
	}
	return all, nil
}

// bound writes a time such that it compares as text with those of entries.
func bound(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05")
}
