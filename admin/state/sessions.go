package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/netip"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/sqlite"
)

// maxSessions bounds the sessions of one account; the one unused for longest makes place.
const maxSessions = 100

const sessionColumns = "id, hash, user_id, created, seen, verified, address, agent"

func scanSession(row rowScanner) (s auth.Session, err error) {
	var created, seen, verified int64
	var address string
	if err := row.Scan(&s.ID, &s.Hash, &s.UserID, &created, &seen, &verified, &address, &s.Agent); err != nil {
		return auth.Session{}, found(err)
	}
	s.Created, s.Seen, s.Verified = moment(created), moment(seen), moment(verified)
	return s, s.Address.UnmarshalText([]byte(address))
}

// AddSession adds a session. Those that are over go, and so does the account's oldest where it has too many.
func (a *Accounts) AddSession(ctx context.Context, s auth.Session) error {
	return a.write.Update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE created < ? OR seen < ?",
			stamp(s.Created.Add(-auth.AbsoluteLimit)), stamp(s.Created.Add(-auth.IdleLimit)))
		if err != nil {
			return fmt.Errorf("add session: %w", err)
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM sessions WHERE id IN
			(SELECT id FROM sessions WHERE user_id = ? ORDER BY seen DESC LIMIT -1 OFFSET ?)`, s.UserID, maxSessions-1)
		if err != nil {
			return fmt.Errorf("add session: %w", err)
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO sessions ("+sessionColumns+") VALUES "+sqlite.Placeholders(8),
			s.ID, s.Hash, s.UserID, stamp(s.Created), stamp(s.Seen), stamp(s.Verified), addressText(s.Address), s.Agent)
		if err != nil {
			return fmt.Errorf("add session: %w", err)
		}
		return nil
	})
}

// addressText is empty for no address, as netip reads it.
func addressText(a netip.Addr) string {
	b, _ := a.MarshalText() // never fails, net/netip
	return string(b)
}

// SessionByHash finds a session by the hash of its secret.
func (a *Accounts) SessionByHash(ctx context.Context, hash []byte) (auth.Session, error) {
	return scanSession(a.read.QueryRowContext(ctx, "SELECT "+sessionColumns+" FROM sessions WHERE hash = ?", hash))
}

// Sessions lists the sessions of an account, or everybody's for "", the latest seen first.
func (a *Accounts) Sessions(ctx context.Context, userID string) ([]auth.Session, error) {
	return collect(ctx, a.read, scanSession, "SELECT "+sessionColumns+" FROM sessions WHERE ?1 = '' OR user_id = ?1 ORDER BY seen DESC", userID)
}

// TouchSession notes that a session was used.
func (a *Accounts) TouchSession(ctx context.Context, id string, seen time.Time) error {
	_, err := a.write.ExecContext(ctx, "UPDATE sessions SET seen = ? WHERE id = ?", stamp(seen), id)
	return err
}

// RemoveSession ends a session; one that is over already is no error.
func (a *Accounts) RemoveSession(ctx context.Context, id string) error {
	_, err := a.write.ExecContext(ctx, "DELETE FROM sessions WHERE id = ?", id)
	return err
}

const tokenColumns = "id, name, user_id, hash, scopes, networks, created, expires, used, used_from"

func scanToken(row rowScanner) (t auth.Token, err error) {
	var created, expires, used int64
	var scopes, networks, from string
	if err := row.Scan(&t.ID, &t.Name, &t.UserID, &t.Hash, &scopes, &networks, &created, &expires, &used, &from); err != nil {
		return auth.Token{}, found(err)
	}
	t.Created, t.Expires, t.Used = moment(created), moment(expires), moment(used)
	if err := json.Unmarshal([]byte(scopes), &t.Scopes); err != nil {
		return auth.Token{}, fmt.Errorf("read a token's scopes: %w", err)
	}
	if err := json.Unmarshal([]byte(networks), &t.Networks); err != nil {
		return auth.Token{}, fmt.Errorf("read a token's networks: %w", err)
	}
	return t, t.UsedBy.UnmarshalText([]byte(from))
}

// AddToken adds an API token.
func (a *Accounts) AddToken(ctx context.Context, t auth.Token) error {
	scopes, err := text(t.Scopes)
	if err != nil {
		return fmt.Errorf("add token: %w", err)
	}
	networks, err := text(t.Networks)
	if err != nil {
		return fmt.Errorf("add token: %w", err)
	}
	_, err = a.write.ExecContext(ctx, "INSERT INTO tokens ("+tokenColumns+") VALUES "+sqlite.Placeholders(10), t.ID, t.Name, t.UserID, t.Hash,
		scopes, networks, stamp(t.Created), stamp(t.Expires), stamp(t.Used), addressText(t.UsedBy))
	if err != nil {
		return fmt.Errorf("add token: %w", err)
	}
	return nil
}

// Token finds a token by its ID.
func (a *Accounts) Token(ctx context.Context, id string) (auth.Token, error) {
	return scanToken(a.read.QueryRowContext(ctx, "SELECT "+tokenColumns+" FROM tokens WHERE id = ?", id))
}

// Tokens lists all tokens, the newest first.
func (a *Accounts) Tokens(ctx context.Context) ([]auth.Token, error) {
	return collect(ctx, a.read, scanToken, "SELECT "+tokenColumns+" FROM tokens ORDER BY created DESC, id")
}

// TouchToken notes when and from where a token was used.
func (a *Accounts) TouchToken(ctx context.Context, id string, used time.Time, from netip.Addr) error {
	_, err := a.write.ExecContext(ctx, "UPDATE tokens SET used = ?, used_from = ? WHERE id = ?", stamp(used), addressText(from), id)
	return err
}

// RemoveToken removes a token; one that is gone already is no error.
func (a *Accounts) RemoveToken(ctx context.Context, id string) error {
	_, err := a.write.ExecContext(ctx, "DELETE FROM tokens WHERE id = ?", id)
	return err
}
