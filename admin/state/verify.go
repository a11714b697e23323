package state

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"sekisho/admin/sqlite"
)

// maxProblems bounds what Verify lists: whoever has changed one entry has broken all after it.
const maxProblems = 20

// Verification is what an audit log was found to be.
type Verification struct {
	Key     string `json:"key"`     // that heads must be signed with
	Entries int64  `json:"entries"` // that are there
	Heads   int    `json:"heads"`   // with a good signature
	// Signed is the last entry that a signature covers, and SignedAt when it was signed: entries after it could
	// have been changed or cut off.
	Signed   int64     `json:"signed"`
	SignedAt time.Time `json:"signed_at,omitzero"`
	// Problems say what was changed, removed, added or reordered; none: all is as it was written.
	Problems []string `json:"problems"`
}

func (v *Verification) problem(format string, args ...any) {
	if len(v.Problems) < maxProblems {
		v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
	}
}

// Verify reads the audit log of the admin process's directory whole, which may be in use. Key is the public key
// in hexadecimal digits, as it was written down elsewhere; "": that of the directory, which proves nothing
// against who could read the private one. Heads are signed heads that were kept elsewhere; they are checked
// beside those of the directory. The error says what could not be read.
func Verify(ctx context.Context, dir, key string, kept []Head) (Verification, error) {
	s := &State{options: Options{Dir: dir}}
	v := Verification{Key: key, Problems: []string{}}
	if key == "" {
		var err error
		if s.key, err = readKey(s.file("audit.key")); err != nil {
			return v, fmt.Errorf("verify audit log: %w", err)
		}
		v.Key = s.AuditKey()
	}
	heads, err := s.Heads(ctx)
	if err != nil {
		v.problem("%v", err)
	}
	due := v.signed(append(heads, kept...))
	if err := v.chain(ctx, s.path(), due); err != nil {
		return v, fmt.Errorf("verify audit log %s: %w", filepath.Base(s.path()), err)
	}
	return v, nil
}

// signed checks the heads' signatures and returns the hashes that they promise.
func (v *Verification) signed(heads []Head) map[int64]string {
	due := map[int64]string{}
	for i, h := range heads {
		if err := h.Check(v.Key); err != nil {
			v.problem("head %d, of entry %d: %v", i+1, h.Sequence, err)
			continue
		}
		if other, ok := due[h.Sequence]; ok && other != h.Hash {
			v.problem("two signed heads of entry %d differ: the log was begun anew or forked", h.Sequence)
		}
		due[h.Sequence] = h.Hash
		v.Heads++
		if h.Sequence >= v.Signed {
			v.Signed, v.SignedAt = h.Sequence, h.At
		}
	}
	return due
}

// chain reads the entries in their order and compares them with what is due.
func (v *Verification) chain(ctx context.Context, path string, due map[int64]string) error {
	db, err := sqlite.OpenReader(path, 1)
	if err != nil {
		return err
	}
	rows, err := db.QueryContext(ctx, "SELECT sequence, body, hash FROM audit ORDER BY sequence")
	if err != nil {
		return errors.Join(err, db.Close())
	}
	at := link{}
	v.meets(at, due)
	for rows.Next() {
		var sequence int64
		var body, hash []byte
		if err := rows.Scan(&sequence, &body, &hash); err != nil {
			return errors.Join(err, rows.Close(), db.Close())
		}
		at = v.entry(at, sequence, body, hash)
		v.meets(at, due)
	}
	v.ends(at, due)
	return errors.Join(rows.Err(), rows.Close(), db.Close())
}

// entry checks one entry, and returns the place in the chain after it.
func (v *Verification) entry(before link, sequence int64, body, hash []byte) link {
	v.Entries++
	at := before.next(body)
	if sequence != at.sequence {
		v.problem("entry %d follows entry %d: some are missing", sequence, before.sequence)
	}
	var e Entry
	if json.Unmarshal(body, &e) != nil || e.Sequence != sequence {
		v.problem("entry %d is not what was written there", sequence)
	}
	if string(hash) != string(at.hash[:]) {
		v.problem("entry %d, or one before it, was changed: its hash is another", sequence)
		copy(at.hash[:], hash) // so that what comes after is told apart
	}
	at.sequence = sequence
	return at
}

// meets compares a place in the chain with the signed head of it, if there is one.
func (v *Verification) meets(at link, due map[int64]string) {
	want, ok := due[at.sequence]
	if ok && want != fmt.Sprintf("%x", at.hash) {
		v.problem("entry %d is not the one that was signed", at.sequence)
	}
	delete(due, at.sequence)
}

// ends tells of signed entries that never came.
func (v *Verification) ends(at link, due map[int64]string) {
	last := at.sequence
	for sequence := range due {
		last = max(last, sequence)
	}
	if last > at.sequence {
		v.problem("the log ends with entry %d, and entry %d was signed: the end is missing", at.sequence, last)
	}
	if v.Heads == 0 {
		v.problem("no signed head is there to compare with")
	}
}
